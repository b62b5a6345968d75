"""Tables of a PDF page, found by the lines that are ruled around their cells: a PDF itself knows no tables."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

_THIN = 3.0
"""Points under which a drawn shape is a line; also how far apart the ends of lines may be that should meet."""
_SHORTEST = 6.0
_MOST_SHAPES = 5_000
"""A page of more drawn shapes than this is a drawing."""


class Line(NamedTuple):
    """A ruled line: where it stands on one axis, and from where to where it runs on the other, in points."""

    at: float
    first: float
    last: float

    def covers(self, first: float, last: float) -> bool:
        return self.first <= first + _THIN and self.last >= last - _THIN


@dataclass(frozen=True, slots=True)
class Ruled:
    """A table on a page: its rows from the top down, each between two heights, cut into cells at its verticals."""

    heights: tuple[float, ...]
    """Falling; one more than there are rows."""
    cuts: tuple[tuple[float, ...], ...]
    """For each row, rising; one more than it has cells."""
    ruled: tuple[Line, ...]
    """Its horizontal lines."""

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and column of the cell around a point; the first of them where cells are merged downwards."""
        row = bisect_right([-height for height in self.heights], -y) - 1
        if not 0 <= row < len(self.cuts):
            return None
        column = bisect_right(self.cuts[row], x) - 1
        if not 0 <= column < len(self.cuts[row]) - 1:
            return None
        while row and self._open_above(row, column):
            column = bisect_right(self.cuts[row - 1], sum(self.cuts[row][column : column + 2]) / 2) - 1
            row -= 1
        return row, column

    def _open_above(self, row: int, column: int) -> bool:
        """No line is ruled over this cell, and the row above is cut at the same places."""
        left, right = self.cuts[row][column : column + 2]
        over = any(abs(line.at - self.heights[row]) <= _THIN and line.covers(left, right) for line in self.ruled)
        above = self.cuts[row - 1]
        return not over and any(abs(a - left) <= _THIN for a in above) and any(abs(a - right) <= _THIN for a in above)


def tables(page: Any) -> list[Ruled]:
    """The ruled tables of a page (pypdfium2 `PdfPage`), those of two columns and two rows at least."""
    across, down = _lines(page)
    levels = _levels([line.at for line in across])
    found: list[Ruled] = []
    heights: list[float] = []
    cuts: list[tuple[float, ...]] = []
    for top, bottom in zip(levels, [*levels[1:], None], strict=False):
        row = () if bottom is None else _row(across, down, top, bottom)
        if len(row) > 2 or (cuts and len(row) == 2):
            heights, cuts = heights or [top], [*cuts, row]
            heights.append(bottom if bottom is not None else top)
            continue
        if len(cuts) > 1 and any(len(cut) > 2 for cut in cuts):
            found.append(Ruled(tuple(heights), tuple(cuts), tuple(across)))
        heights, cuts = [], []
    return found


def _row(across: list[Line], down: list[Line], top: float, bottom: float) -> tuple[float, ...]:
    """Where verticals cut the band between two heights; nothing where no line is ruled along its foot."""
    cuts = tuple(sorted(_levels([line.at for line in down if line.covers(bottom, top)])))
    ruled = any(abs(line.at - bottom) <= _THIN for line in across)
    return cuts if ruled else ()


def _levels(places: list[float]) -> list[float]:
    """Places that lie together as one, falling."""
    levels: list[float] = []
    for place in sorted(places, reverse=True):
        if not levels or levels[-1] - place > _THIN:
            levels.append(place)
    return levels


def _lines(page: Any) -> tuple[list[Line], list[Line]]:
    """Lines across and lines down; pieces that meet are one line."""
    across: list[Line] = []
    down: list[Line] = []
    for count, shape in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=1)):
        if count >= _MOST_SHAPES:
            return [], []
        left, bottom, right, top = shape.get_bounds()
        if top - bottom < _THIN and right - left >= _SHORTEST:
            across.append(Line((top + bottom) / 2, left, right))
        elif right - left < _THIN and top - bottom >= _SHORTEST:
            down.append(Line((left + right) / 2, bottom, top))
        elif top - bottom >= _SHORTEST and right - left >= _SHORTEST and _is_box(shape):
            across += [Line(bottom, left, right), Line(top, left, right)]
            down += [Line(left, bottom, top), Line(right, bottom, top)]
    return _joined(across), _joined(down)


def _is_box(shape: Any) -> bool:
    """A rectangle whose outline is drawn."""
    fill, stroke = pdfium.c_int(), pdfium.FPDF_BOOL()
    pdfium.FPDFPath_GetDrawMode(shape.raw, fill, stroke)
    return bool(stroke.value) and pdfium.FPDFPath_CountSegments(shape.raw) in (4, 5)


def _joined(pieces: list[Line]) -> list[Line]:
    joined: list[Line] = []
    for piece in sorted(pieces, key=lambda line: (round(line.at / _THIN), line.first)):
        if joined and abs(joined[-1].at - piece.at) <= _THIN and piece.first <= joined[-1].last + _THIN:
            joined[-1] = joined[-1]._replace(last=max(joined[-1].last, piece.last))
        else:
            joined.append(piece)
    return joined
