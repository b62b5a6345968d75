"""Named figures of a paper, and finding them again in its file, also after somebody has edited it in Word."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import docx

from vanban.intake import Unreadable
from vanban.intake.archive import BROKEN, check_word
from vanban.intake.numbering import W
from vanban.paper.content import Paper, Run
from vanban.paper.setting import plain

LONGEST = 64
"""Characters of a field's name that Word lets pass."""


def field_name(*parts: str) -> str:
    """The name of a field; one too long ends in a digest of the whole."""
    name = "".join(parts)
    if len(name) <= LONGEST:
        return name
    return f"{name[: LONGEST - 17]}~{hashlib.sha256(name.encode()).hexdigest()[:16]}"


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


def fields_of(paper: Paper) -> dict[str, list[str]]:
    """Name of each figure → what stands in its places, as `read_fields` gives it of the paper's own file."""
    found: dict[str, list[str]] = {}
    for run in _runs(paper):
        if run.field and plain(run.text):
            found.setdefault(run.field, []).append(plain(run.text))
    return found


def _runs(part: Any) -> Iterator[Run]:
    if isinstance(part, Run):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from _runs(one)
    elif is_dataclass(part):
        for one in fields(part):
            yield from _runs(getattr(part, one.name))
