"""A paper of one's own as a file: what makes it, and how it is called on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from phongtrao.hand_out import FORMATS
from vanban.paper import Paper
from vanban.paper.docx import write_docx
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
