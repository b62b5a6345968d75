"""A face for PDF files: Times New Roman or one of its metrics, with every letter of Vietnamese.

None is carried along; what the machine has is used. A face by the right name is not enough: Liberation Serif before its
second version has no ơ and ư.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import typst
from fontTools.ttLib import TTFont

FAMILIES = ("Times New Roman", "Liberation Serif", "Tinos")
"""Faces of one width for each letter, the decree's own first."""
STYLES = {("normal", 400), ("normal", 700), ("italic", 400), ("italic", 700)}

_LETTERS = "aăâeêioôơuưyđAĂÂEÊIOÔƠUƯYĐ" + "áàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
_EVERY = frozenset(map(ord, _LETTERS + _LETTERS.upper()))
MISSING = (
    "Máy này chưa có phông chữ để tạo tệp PDF: cần Times New Roman, Liberation Serif (từ bản 2) hoặc Tinos, đủ chữ"
    " tiếng Việt. Hãy cài một phông, ví dụ gói fonts-liberation2 của Debian, Ubuntu, rồi làm lại."
)


class FontMissing(Exception):
    """No face that can set Vietnamese is installed; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Face:
    """A family and the folder that holds its four styles."""

    family: str
    folder: Path


@cache
def find_face() -> Face:
    """The first of `FAMILIES` whose four styles hold all letters of Vietnamese. Raises `FontMissing`."""
    installed = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False).fonts()
    for family in FAMILIES:
        folders: dict[Path, set[tuple[str, int]]] = {}
        for font in installed:
            if font.family == family and font.path and _is_whole(Path(font.path)):
                folders.setdefault(Path(font.path).parent, set()).add((font.style, font.weight))
        for folder, styles in sorted(folders.items()):
            if styles >= STYLES:
                return Face(family, folder)
    raise FontMissing(MISSING)


def _is_whole(path: Path) -> bool:
    """Whether a font file has every letter of Vietnamese."""
    try:
        with TTFont(path, fontNumber=0, lazy=True) as font:
            return set(font.getBestCmap() or ()) >= _EVERY
    except Exception:  # a font file that cannot be read is a font that is not there
        return False
