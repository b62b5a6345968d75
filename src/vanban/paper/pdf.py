"""A paper as PDF: the same sheets as in `docx`, drawn by typst. PDF/A-2a: tagged, searchable, its letters embedded.

The same paper gives the same bytes on the same machine: no clock, no random names.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from vanban.kinds import BY_SLUG
from vanban.layout.forms import FORMS, PAGE, URGENCY
from vanban.paper.content import Paper, Run
from vanban.paper.fonts import Face, find_face
from vanban.paper.setting import MARGINS, UNDATED, Columns, Element, Grid, Line, Rule, plain, set_paper
from vanban.paper.spacing import CELL_PADDING, CELL_SIZE, FIRST_OF_ABSTRACT, OUTLINE, UNDER_RULE, spacing
from vanban.paper.typesetting import draw

_ASCENT, _DESCENT, _SINGLE = 0.891, 0.216, 1.149
"""Of Times New Roman, in shares of its size."""
_HEADER_AT = 5.0
"""Millimetres between the page's number and the words below."""


def write_pdf(paper: Paper) -> bytes:
    """A paper as the bytes of a PDF file; the same paper gives the same bytes. Raises `fonts.FontMissing`."""
    face, day = find_face(), paper.day or UNDATED
    given = {
        "title": plain(f"{BY_SLUG[paper.kind].name} {paper.subject}"),
        "author": plain(paper.agency),
        "day": {"year": day.year, "month": day.month, "day": day.day},
        "look": _look(face),
        "frames": URGENCY,
        "forms": {part: _form(part) for part in FORMS},
        "sheets": [
            {
                "across": sheet.across,
                "counts_anew": sheet.counts_anew,
                "elements": [_element(element) for element in sheet.elements],
            }
            for sheet in set_paper(paper)
        ],
    }
    return draw(_template(), "paper", given, face)


@cache
def _template() -> bytes:
    return files("vanban.paper").joinpath("paper.typ").read_bytes()


def _look(face: Face) -> dict[str, Any]:
    return {
        "font": face.family,
        "size": FORMS["body"].sample,
        "top": _ASCENT,
        "bottom": _DESCENT,
        "single": _SINGLE,
        "cell": CELL_SIZE,
        "padding": CELL_PADDING,
        "under_rule": UNDER_RULE,
        "width": PAGE.width,
        "height": PAGE.height,
        "margins": MARGINS,
        "header": _HEADER_AT,
    }


def _form(part: str) -> dict[str, Any]:
    form, around = FORMS[part], spacing(part)
    return {
        "size": form.sample,
        "bold": form.bold,
        "italic": form.italic,
        "align": form.align,
        "before": around.before,
        "after": around.after,
        "lines": around.lines,
        "first": around.first,
        "joined": around.joined,
        "level": OUTLINE[part] + 1 if part in OUTLINE else None,
    }


def _runs(runs: Iterable[Run]) -> list[dict[str, Any]]:
    return [{"text": run.text, "bold": run.bold, "italic": run.italic} for run in runs]


def _element(element: Element) -> dict[str, Any]:
    """An element as the template takes it: `is` tells which one it is."""
    if isinstance(element, Line):
        return {
            "is": "line",
            "part": element.part,
            "runs": _runs(element.runs),
            "indent": element.indent,
            "hang": element.hang,
            "joined": element.joined,
        }
    if isinstance(element, Rule):
        return {"is": "rule", "length": element.length}
    if isinstance(element, Columns):
        rows = [[{"pieces": _pieces(cell)} for cell in row] for row in element.rows]
        return {"is": "columns", "shares": element.shares, "rows": rows}
    if isinstance(element, Grid):
        return {
            "is": "grid",
            "shares": element.shares,
            "aligns": element.aligns,
            "header": [_runs(cell) for cell in element.header],
            "rows": [[_runs(cell) for cell in row] for row in element.rows],
        }
    return {"is": "room", "height": element.height}


def _pieces(cell: Iterable[Element]) -> list[dict[str, Any]]:
    """What stands in a cell; a letter's abstract keeps off its number."""
    drawn = [_element(element) for element in cell]
    first = next((piece for piece in drawn if piece.get("part") == "dispatch_abstract"), None)
    if first is not None:
        first["above"] = FIRST_OF_ABSTRACT
    return drawn
