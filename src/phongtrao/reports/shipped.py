"""Report forms that ship with the site: data of the folders under `programmes/`, never code."""

from __future__ import annotations

import re
from pathlib import Path

from phongtrao.reports.form import Form
from phongtrao.reports.form_keys import KIND
from phongtrao.reports.read_form import read_form

PROGRAMMES = Path(__file__).resolve().parents[1] / "programmes"
"""A folder a programme: `programme.toml`, and a file for each of its parts, told apart by their `kind`."""
_OF_A_FORM = re.compile(rf'^kind\s*=\s*"{KIND}"', re.MULTILINE)


def shipped_forms() -> list[Form]:
    """Every form that ships, by programme and name of the file; raises BadFile where one of them is none."""
    texts = {
        str(path.relative_to(PROGRAMMES)): path.read_text(encoding="utf-8") for path in PROGRAMMES.glob("*/*.toml")
    }
    return [read_form(name, text) for name, text in sorted(texts.items()) if _OF_A_FORM.search(text)]
