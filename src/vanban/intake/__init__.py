"""Bytes of a file -> its text with offsets: plain text of any encoding, HTML, DOCX, PDF with text.

source = open_source(name, raw)     # or Unreadable, with one line that says what to do
"""

from vanban.intake.gate import MAX_BYTES, open_source, too_big
from vanban.intake.source import Kind, Source, Unreadable

__all__ = ["MAX_BYTES", "Kind", "Source", "Unreadable", "open_source", "too_big"]
