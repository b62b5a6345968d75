"""A paper of one's own as a file: what makes it, and how it is called on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from phongtrao.hand_out import FORMATS, attachment
from vanban.paper import Paper
from vanban.paper.docx import write_docx
from vanban.paper.fonts import FontMissing
from vanban.paper.pdf import write_pdf


@dataclass(frozen=True, slots=True)
class PaperFormat:
    """A kind of file that a paper can be."""

    write: Callable[[Paper], bytes]
    content_type: str


PAPER_FORMATS = {
    "docx": PaperFormat(write_docx, FORMATS["docx"].content_type),
    "pdf": PaperFormat(write_pdf, "application/pdf"),
}
"""Ending → format."""


def paper_to_browser(request: HttpRequest, paper: Paper, ending: str, title: str, route: str, key: int) -> HttpResponse:
    """The paper as a file to keep, named for the title. Raises Http404 for an ending that is no format.

    Where a font is missing, the page of `route` says what to do.
    """
    if ending not in PAPER_FORMATS:
        raise Http404
    try:
        made = PAPER_FORMATS[ending].write(paper)
    except FontMissing as missing:
        messages.error(request, str(missing))
        return redirect(route, pk=key)
    return attachment(made, PAPER_FORMATS[ending].content_type, title, ending)
