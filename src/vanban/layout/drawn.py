"""Lines that are drawn under words: borders of paragraphs, shapes, or a row of underscores."""

from __future__ import annotations

import re
from typing import Any

from vanban.intake.numbering import W
from vanban.layout.looks import value
from vanban.layout.widths import width

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_VECTOR = "{urn:schemas-microsoft-com:vml}"
_EMU = 36_000
"""Units of drawings in a millimetre."""
_FLAT = 2.0
"""Millimetres; what is higher is no line."""
_LENGTH = re.compile(r"(?<![-\w])width:([\d.]+)(pt|in|mm|cm|px)?")
_UNITS = {"pt": 25.4 / 72, "in": 25.4, "mm": 1.0, "cm": 10.0, "px": 25.4 / 96, "": 25.4 / 96}
_ENDS = re.compile(r"([\d.]+)(pt|in|mm|cm|px)?,")
_NONE = ("", "nil", "none")


def rule_of(paragraph: Any, room: float, text: str) -> float | None:
    """Millimetres of the line that a paragraph is or that hangs on it; 0 where nothing tells them, None for no line."""
    borders = paragraph.find(f"{W}pPr/{W}pBdr")
    if borders is not None and any(value(borders.find(W + side)) not in _NONE for side in ("top", "bottom")):
        return room
    if text and set(text) <= set("_-–—") and len(text) > 2:
        return width(text, 12)
    for extent in paragraph.iter(_DRAWING):
        if int(extent.get("cy") or 0) / _EMU <= _FLAT:
            return int(extent.get("cx") or 0) / _EMU
    for shape in paragraph.iter(_VECTOR + "line", _VECTOR + "shape"):
        return _vector(shape)
    return None


def _vector(shape: Any) -> float:
    match = _LENGTH.search(shape.get("style") or "")
    if match:
        return float(match[1]) * _UNITS[match[2] or ""]
    ends = [_ENDS.match(shape.get(end) or "") for end in ("from", "to")]
    if ends[0] and ends[1]:
        first, last = (float(end[1]) * _UNITS[end[2] or ""] for end in ends if end)
        return abs(last - first)
    return 0.0
