"""A report form from its TOML file: the form, or every fault with file, line and what to write instead."""

from __future__ import annotations

import re
import tomllib

from phongtrao.reports.build_form import build_form
from phongtrao.reports.faults import Fault
from phongtrao.reports.form import Form
from phongtrao.toml_lines import Path, line_of, lines_of

LONGEST = 300_000
"""Characters of a form's file."""
_AT_LINE = re.compile(r"at line (\d+)")


class BadForm(ValueError):
    """A file that is no form; `lines` are its faults: `FILE:LINE: what is wrong; what to write`, by line."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def read_form(path_name: str, text: str) -> Form:
    """The form of a file's text; `path_name` is how messages call the file. Raises BadForm with every fault."""
    if len(text) > LONGEST:
        raise BadForm((f"{path_name}:1: tệp dài quá {LONGEST} ký tự; xin tách thành nhiều mẫu",))
    text = text.removeprefix("\ufeff")
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadForm((_unreadable(path_name, text, error),)) from None
    form, faults = build_form(data)
    if form is None:
        found = lines_of(text)
        ordered = sorted(faults, key=lambda fault: line_of(found, fault.path))
        raise BadForm(tuple(dict.fromkeys(_said(path_name, found, fault) for fault in ordered)))
    return form


def _said(path_name: str, found: dict[Path, int], fault: Fault) -> str:
    before = f" (đã có ở dòng {line_of(found, fault.first)})" if fault.first else ""
    return f"{path_name}:{line_of(found, fault.path)}: {fault.words}{before}"


def _unreadable(path_name: str, text: str, error: Exception) -> str:
    """What is said of a file that is not TOML: the line where the reader stopped."""
    stopped = _AT_LINE.search(str(error))
    line = int(stopped[1]) if stopped else text.rstrip().count("\n") + 1
    return (
        f"{path_name}:{line}: không đọc được dòng này; xin xem lại dấu nháy, dấu ngoặc, dấu = và khóa ghi hai lần"
        ' (mỗi dòng một khóa: title = "…")'
    )
