"""Finding named figures again in a paper that we wrote, also after somebody has edited it in Word."""

from __future__ import annotations

import io

import docx

from vanban.intake import Unreadable
from vanban.intake.archive import BROKEN, check_word
from vanban.intake.numbering import W


def read_fields(raw: bytes) -> dict[str, list[str]]:
    """Name of each figure → what stands in its places now, in the order of the file.

    Raises `Unreadable` for what is no Word file, or one that the gate of archives does not let pass.
    """
    check_word(raw)
    try:
        body = docx.Document(io.BytesIO(raw)).element.body
    except Exception as error:  # whatever a broken package makes the parsers raise, its owner is told one thing
        raise Unreadable(BROKEN) from error
    found: dict[str, list[str]] = {}
    for control in body.iter(W + "sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag")
        if tag is not None and (name := tag.get(W + "val")):
            found.setdefault(name, []).append("".join(text.text or "" for text in control.iter(W + "t")))
    return found
