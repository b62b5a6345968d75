"""Tables handed out: to a browser as a file, by a command into a folder."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify

from phongtrao.printed_table import PrintedTable, as_docx, as_xlsx
from phongtrao.words import fold

OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: what makes it, and how it is called on the way."""

    make: Callable[[PrintedTable], bytes]
    content_type: str


FORMATS = {
    "xlsx": Format(as_xlsx, f"{OFFICE}.spreadsheetml.sheet"),
    "docx": Format(as_docx, f"{OFFICE}.wordprocessingml.document"),
}
"""Ending → format; the ending is what a page's address asks for: `?dang=xlsx`."""


def asked_format(request: HttpRequest) -> str | None:
    """The ending of the file that the address asks for; None where it asks for the page."""
    asked = request.GET.get("dang", "")
    return asked if asked in FORMATS else None


def to_browser(table: PrintedTable, ending: str) -> HttpResponse:
    """The table as a file to keep, named for its title."""
    form = FORMATS[ending]
    return attachment(form.make(table), form.content_type, table.title, ending)


def attachment(raw: bytes, content_type: str, title: str, ending: str) -> HttpResponse:
    """Bytes as a file to keep, named for a title: in small letters without marks, words joined by hyphens."""
    response = HttpResponse(raw, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{slugify(fold(title))[:100]}.{ending}"'
    return response


def add_file_arguments(parser: ArgumentParser) -> None:
    """`--xlsx FILE` and `--docx FILE`, for commands that print a table."""
    parser.add_argument("--xlsx", type=Path, metavar="TỆP", help="ghi ra tệp Excel này")
    parser.add_argument("--docx", type=Path, metavar="TỆP", help="ghi ra tệp Word này")


def to_files(make: Callable[[], PrintedTable], options: dict[str, Any]) -> list[Path]:
    """Write the files that the options ask for; which they are, none where none is asked for. Raises CommandError."""
    wanted = [(ending, options[ending]) for ending in FORMATS if options[ending]]
    table = make() if wanted else None
    for ending, path in wanted:
        assert table is not None
        try:
            path.write_bytes(FORMATS[ending].make(table))
        except OSError as error:
            raise CommandError(f"Không ghi được tệp {path}: {error.strerror}.") from error
    return [path for _, path in wanted]
