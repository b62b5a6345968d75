"""A template drawn by typst: PDF/A-2a, tagged, searchable, letters embedded; the same input gives the same bytes."""

from __future__ import annotations

import json
from functools import cache
from typing import Any, Literal

import typst

from vanban.paper.fonts import Face

STANDARD: Literal["a-2a"] = "a-2a"
PLAIN: Literal["1.7"] = "1.7"


def draw(template: bytes, name: str, given: dict[str, Any], face: Face) -> bytes:
    """The PDF file that a template makes of what it is given, which it finds as JSON under `name`."""
    try:
        return _drawn(template, name, given, face, STANDARD)
    except typst.TypstError:  # a sign that no face has: the standard does not allow its empty box, a plain PDF does
        return _drawn(template, name, given, face, PLAIN)


def _drawn(template: bytes, name: str, given: dict[str, Any], face: Face, standard: Literal["a-2a", "1.7"]) -> bytes:
    drawn = typst.compile(
        template, font_paths=_fonts(face), sys_inputs={name: json.dumps(given)}, pdf_standards=standard
    )
    assert isinstance(drawn, bytes)
    return drawn


@cache
def _fonts(face: Face) -> typst.Fonts:
    """The face, and those that typst carries itself for signs that the face does not have."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[face.folder])
