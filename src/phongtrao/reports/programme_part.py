"""Report forms come in with the programme whose folder holds them."""

from __future__ import annotations

from collections.abc import Collection

from phongtrao.reports.form_keys import KIND
from phongtrao.reports.load_form import FormRefused, load_form
from phongtrao.reports.models import ReportForm
from phongtrao.reports.read_form import read_form
from phongtrao.toml_tables import BadFile
from phongtrao.work.models import ProgrammePart
from phongtrao.work.programmes import BadPart, programme_part


def titles(names: Collection[str]) -> dict[str, str]:
    """Forms by their short names."""
    return dict(ReportForm.objects.filter(name__in=names).values_list("name", "title"))


@programme_part(KIND, "mẫu báo cáo", titles)
def load(part: ProgrammePart, file_name: str, text: str) -> None:
    """A part's file as a version of its form. Raises BadPart with every fault of it."""
    try:
        load_form(read_form(file_name, text), part.by, part.loaded_at, part.programme.root)
    except BadFile as bad:
        raise BadPart(*bad.lines) from bad
    except FormRefused as refused:
        raise BadPart(f"{file_name}:1: {refused}") from refused
