"""Sheets, margins and page numbers of the sections of a Word file."""

from __future__ import annotations

from typing import Any

from docx.section import Section

from vanban.intake.numbering import W
from vanban.layout.looks import Looks, integer, value
from vanban.layout.seen import PageNumber, SeenSection

_LETTER = (215.9, 279.4)
"""The sheet of a section that names none."""


def section_of(section: Section, looks: Looks) -> SeenSection:
    """A section as one sees it."""
    apart = bool(section.different_first_page_header_footer)
    figures = section._sectPr.find(W + "pgNumType")
    start = None if figures is None or figures.get(W + "start") is None else integer(figures.get(W + "start"))
    kind = "decimal" if figures is None else figures.get(W + "fmt") or "decimal"
    usual = _number(section.header, looks, False, kind) or _number(section.footer, looks, True, kind)
    first = usual
    if apart:
        first = _number(section.first_page_header, looks, False, kind)
        first = first or _number(section.first_page_footer, looks, True, kind)
    width, height = section.page_width, section.page_height
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    top, bottom, left, right = (0.0 if margin is None else margin.mm for margin in margins)
    sheet = (_LETTER[0] if width is None else width.mm, _LETTER[1] if height is None else height.mm)
    return SeenSection(*sheet, top, bottom, left, right, usual, first, start)


def _number(part: Any, looks: Looks, below: bool, figures: str) -> PageNumber | None:
    """The page number that a header or footer shows; it is that of the section before where none of its own stands."""
    for paragraph in part._element.iter(W + "p"):
        fields = "".join(order.text or "" for order in paragraph.iter(W + "instrText"))
        simple = "".join(field.get(W + "instr") or "" for field in paragraph.iter(W + "fldSimple"))
        if "PAGE" not in (fields + simple).replace("NUMPAGES", "").replace("SECTIONPAGES", ""):
            continue
        run = next(paragraph.iter(W + "r"), None)
        if run is None:
            continue
        seen = looks.run(run, paragraph, "1")
        frame = paragraph.find(f"{W}pPr/{W}framePr")
        placed = "" if frame is None else frame.get(W + "xAlign") or ""
        own = value(paragraph.find(f"{W}pPr/{W}jc"))
        return PageNumber(below, placed or own or looks.of(paragraph).align, seen.size, seen.italic, figures)
    return None
