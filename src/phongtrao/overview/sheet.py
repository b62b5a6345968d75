"""The overview as one printed sheet: A4 upright, PDF/A-2a, black and white; the same overview gives the same bytes."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from phongtrao.overview.blocks import Block
from phongtrao.overview.leaders_page import Overview
from phongtrao.words import day_in_words
from vanban.paper.fonts import find_face
from vanban.paper.typesetting import draw

LINES = 4
"""Lines of a block on paper."""
LONGEST = 72
"""Characters of a line's words on paper."""
FOOT = "Một trang cho lãnh đạo. Toàn bộ số liệu và nguồn đếm có trên trang Tổng quan của hệ thống."


def overview_pdf(found: Overview) -> bytes:
    """The sheet as a PDF file of one page. Raises vanban.paper.fonts.FontMissing."""
    face = find_face()
    return draw(_template(), "overview", _given(found, face.family), face)


@cache
def _template() -> bytes:
    return files("phongtrao.overview").joinpath("overview.typ").read_bytes()


def _given(found: Overview, font: str) -> dict[str, Any]:
    day, place = found.territory.day, found.territory
    map_ = found.map
    return {
        "font": font,
        "title": f"Tổng quan {place.name}",
        "author": place.name,
        "day": {"year": day.year, "month": day.month, "day": day.day},
        "heading": f"TỔNG QUAN {place.name}".upper(),
        "said": f"{found.span.said[:1].upper()}{found.span.said[1:]}. Số liệu ngày {day_in_words(day)}.",
        "map": map_.svg if map_ else "",
        "map-title": map_.title if map_ else "",
        "map-in-words": "; ".join(f"{row.name}: {row.said}" for row in map_.rows) if map_ else "",
        "blocks": [_block(one) for one in found.blocks],
        "foot": FOOT,
    }


def _block(one: Block) -> dict[str, Any]:
    """A block with its first lines: who looks for more opens the page."""
    lines = one.lines if len(one.lines) <= LINES or not one.is_ranked else one.lines[:LINES]
    return {
        "title": one.title,
        "said": one.said,
        "headings": list(one.headings),
        "rows": [[_cut(line.label), *line.cells] for line in lines],
        "rest": "" if len(lines) == len(one.lines) and not one.rest else "Các dòng còn lại xem trên trang Tổng quan.",
    }


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"
