"""What a file becomes before it is read: one text, and where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from typing import Literal

from vanban.directive import Note

Kind = Literal["text", "html", "docx", "pdf"]

VERSION = version("phongtrao")
"""The version of the distribution that `vanban` ships in; part of every extractor's name."""


class Unreadable(ValueError):
    """The bytes are no document that can be read; the message is one Vietnamese line that says what to do."""


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a file. Offsets of a reading count its characters."""

    text: str
    kind: Kind
    extractor: str
    """Which part with which version made the text: `pypdfium2 5.15.2 / vanban 0.1.0`, `utf-8 / vanban 0.1.0`."""
    notes: tuple[Note, ...] = ()
    margin: str = ""
    """Words outside the text (headers, footers, what pages repeat): not read, but looked at for a mark of secrecy."""
    verbatim: bool = False
    """The text is the file's own decoded characters, so that anyone can make it again from the file."""


def extractor(part: str) -> str:
    """The name under which a text is kept: the part that made it, and our own version."""
    return f"{part} / vanban {VERSION}"
