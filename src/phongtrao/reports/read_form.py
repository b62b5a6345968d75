"""A report form from its TOML file: the form, or every fault with file, line and what to write instead."""

from __future__ import annotations

from phongtrao.reports.build_form import build_form
from phongtrao.reports.form import Form
from phongtrao.toml_tables import read_file


def read_form(path_name: str, text: str) -> Form:
    """The form of a file's text; `path_name` is how messages call the file. Raises BadFile with every fault."""
    return read_file(path_name, text, build_form)
