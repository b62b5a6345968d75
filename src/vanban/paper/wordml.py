"""The pieces of WordprocessingML that a paper is made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from vanban.layout.forms import FORMS, PAGE, URGENCY, Form
from vanban.paper.content import Run
from vanban.paper.setting import Cell, Columns, Grid, Line, Room, Rule
from vanban.paper.spacing import CELL_PADDING, CELL_SIZE, FIRST_OF_ABSTRACT, OUTLINE, UNDER_RULE, Spacing, spacing

_JUSTIFY = {"left": "left", "center": "center", "right": "right", "justify": "both"}
_KEPT_STYLES = ("Normal", "DefaultParagraphFont", "TableNormal", "NoList")
"""Styles of Word's own that every paper stands on; the template's others would only be carried along."""
_RED = "FF0000"
_FRAME_PADDING = 4
"""Points above and below the words of a mark of urgency, which make its frame 8 mm high."""


def twips(millimetres: float) -> str:
    """Millimetres in twentieths of a point, as attributes hold them."""
    return str(round(millimetres * 1440 / 25.4))


def _points(points: float, parts: int) -> str:
    return str(round(points * parts))


def new(name: str, *children: Any, **attributes: str) -> Any:
    """An element `w:name` with attributes `w:...` and children; an `_` in an attribute's name is for Python alone."""
    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key.strip('_')}"), value)
    for child in children:
        if child is not None:
            element.append(child)
    return element


def set_styles(document: Document) -> None:
    """Times New Roman everywhere, Vietnamese for the spelling checker, and a style for each part."""
    styles = document.styles.element
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for child in list(defaults):
        defaults.remove(child)
    size = _points(FORMS["body"].sample, 2)
    for child in (_fonts(), new("sz", val=size), new("szCs", val=size), new("lang", val="vi-VN", eastAsia="vi-VN")):
        defaults.append(child)
    gaps = styles.find(f"{qn('w:docDefaults')}/{qn('w:pPrDefault')}")
    if gaps is not None:
        gaps.getparent().remove(gaps)
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:styleId")) not in _KEPT_STYLES:
            styles.remove(style)
    for part, form in FORMS.items():
        styles.append(_style(part, form))


def _fonts() -> Any:
    return new("rFonts", ascii=PAGE.font, hAnsi=PAGE.font, eastAsia=PAGE.font, cs=PAGE.font)


def _style(part: str, form: Form) -> Any:
    around = spacing(part)
    level = new("outlineLvl", val=str(OUTLINE[part])) if part in OUTLINE else None
    paragraph = new(
        "pPr",
        new("keepNext") if around.joined else None,
        _spacing(around),
        new("ind", firstLine=twips(around.first)) if around.first else None,
        new("jc", val=_JUSTIFY[form.align]),
        level,
    )
    size = _points(form.sample, 2)
    weight, slant = new("b") if form.bold else None, new("i") if form.italic else None
    colour = new("color", val=_RED) if part == "urgency" else None
    letters = new("rPr", _fonts(), weight, slant, colour, new("sz", val=size), new("szCs", val=size))
    name, base = new("name", val=f"VB {form.name}"), new("basedOn", val="Normal")
    return new("style", name, base, new("qFormat"), paragraph, letters, type="paragraph", customStyle="1", styleId=part)


def _spacing(around: Spacing) -> Any:
    return new(
        "spacing",
        before=_points(around.before, 20),
        after=_points(around.after, 20),
        line=_points(around.lines, 240),
        lineRule="auto",
    )


def line(given: Line, room: float, before: float | None = None) -> Any:
    """A paragraph of a part; `before` overrides the points of room above it."""
    properties = new("pPr", new("pStyle", val=given.part), new("keepNext") if given.joined else None)
    if given.part == "urgency":
        properties.append(_frame())
    if before is not None:
        properties.append(new("spacing", before=_points(before, 20)))
    if given.part == "urgency":
        side = twips((room - URGENCY[given.runs[0].text][0]) / 2)
        properties.append(new("ind", left=side, right=side))
    elif given.indent or given.hang:
        properties.append(new("ind", left=twips(given.indent + given.hang), hanging=twips(given.hang)))
    return new("p", properties, *_runs(given.runs))


def _frame() -> Any:
    spaces = {"top": _FRAME_PADDING, "left": 0, "bottom": _FRAME_PADDING, "right": 0}
    lines = (new(side, val="single", sz="8", space=str(space), color=_RED) for side, space in spaces.items())
    return new("pBdr", *lines)


def _runs(runs: Sequence[Run], size: float | None = None) -> list[Any]:
    return [_field(run, size) if run.field else _run(run, size) for run in runs]


def _run(run: Run, size: float | None) -> Any:
    text = new("t")
    text.text = run.text
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    sized = [new("sz", val=_points(size, 2)), new("szCs", val=_points(size, 2))] if size else []
    letters = [new("b") if run.bold else None, new("i") if run.italic else None, *sized]
    properties = new("rPr", *letters) if any(letter is not None for letter in letters) else None
    return new("r", properties, text)


def _field(run: Run, size: float | None) -> Any:
    """A content control that names the figure in it; Word shows nothing of it until one clicks there."""
    return new("sdt", new("sdtPr", new("tag", val=run.field)), new("sdtContent", _run(run, size)))


def rule(length: float, room: float) -> Any:
    """A solid line `length` millimetres long in the middle of `room`: the border of an empty paragraph."""
    side = twips(max((room - length) / 2, 0))
    border = new("pBdr", new("top", val="single", sz="6", space="0", color="000000"))
    around = new("spacing", before="60", after=_points(UNDER_RULE, 20), line="60", lineRule="exact")
    marks = new("rPr", new("sz", val="4"))
    return new("p", new("pPr", new("keepNext"), border, around, new("ind", left=side, right=side), marks))


def room(height: float) -> Any:
    """An empty paragraph of a height."""
    around = new("spacing", before="0", after="0", line=str(max(int(twips(height)), 20)), lineRule="exact")
    return new("p", new("pPr", new("keepNext"), around, new("rPr", new("sz", val="2"))))


def page_number() -> Any:
    """The paragraph of a header with the page's number."""
    signs = [new("fldChar", fldCharType=kind) for kind in ("begin", "separate", "end")]
    order = new("instrText")
    order.text = "PAGE"
    shown = new("t")
    shown.text = "2"
    inside = (signs[0], order, signs[1], shown, signs[2])
    return new("p", new("pPr", new("pStyle", val="page_number")), *(new("r", child) for child in inside))


def number_pages(section: Any, anew: bool) -> None:
    """Say how a section's pages count: from 1, or on from the section before."""
    for old in section.findall(qn("w:pgNumType")):
        section.remove(old)
    if anew:
        section.find(qn("w:pgMar")).addnext(new("pgNumType", start="1"))


def break_section(body: Any) -> None:
    """Let the section that has just been closed end in its last words, not in an empty paragraph below them."""
    closing = body[-2]
    last = body[-3].get_or_add_pPr()
    last.append(closing.find(f"{qn('w:pPr')}/{qn('w:sectPr')}"))
    body.remove(closing)


def columns(given: Columns, room_: float) -> Any:
    """Cells beside each other, without lines and padding."""
    widths = [share * room_ for share in given.shares]
    rows = [
        new(
            "tr",
            new("trPr", new("cantSplit")),
            *(_cell(_pieces(cell, wide), wide) for cell, wide in zip(row, widths, strict=True)),
        )
        for row in given.rows
    ]
    return _table(rows, widths, padding=0, borders=False)


def _pieces(cell: Cell, wide: float) -> list[Any]:
    """What stands in a cell, which may not be empty; a letter's abstract keeps off its number."""
    drawn: list[Any] = []
    abstract = False
    for piece in cell:
        if isinstance(piece, Rule):
            drawn.append(rule(piece.length, wide))
        elif isinstance(piece, Room):
            drawn.append(room(piece.height))
        else:
            first = piece.part == "dispatch_abstract" and not abstract
            abstract |= first
            drawn.append(line(piece, wide, FIRST_OF_ABSTRACT if first else None))
    return drawn or [room(1)]


def grid(given: Grid, room_: float) -> Any:
    """A table with lines; its first row stands again on every page."""
    widths = [share * room_ for share in given.shares]
    aligned = zip(given.aligns, widths, strict=True)
    sides = [(align, wide) for align, wide in aligned]
    head = new("tr", new("trPr", new("cantSplit"), new("tblHeader")))
    for cell, wide in zip(given.header, widths, strict=True):
        head.append(_cell([_in_grid(cell, "center")], wide, new("vAlign", val="center")))
    rows = [head]
    for row in given.rows:
        cells = (_cell([_in_grid(cell, align)], wide) for cell, (align, wide) in zip(row, sides, strict=True))
        rows.append(new("tr", new("trPr", new("cantSplit")), *cells))
    return _table(rows, widths, padding=CELL_PADDING, borders=True)


def _in_grid(runs: Sequence[Run], align: str) -> Any:
    around = new("spacing", before="40", after="40", line="240", lineRule="auto")
    return new("p", new("pPr", around, new("jc", val=_JUSTIFY[align])), *_runs(runs, CELL_SIZE))


def _cell(pieces: Sequence[Any], wide: float, *properties: Any) -> Any:
    return new("tc", new("tcPr", new("tcW", w=twips(wide), type="dxa"), *properties), *pieces)


def _table(rows: Sequence[Any], widths: Sequence[float], padding: float, borders: bool) -> Any:
    side = twips(padding)
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    properties = new(
        "tblPr",
        new("tblW", w=twips(sum(widths)), type="dxa"),
        new("jc", val="center") if borders else None,
        new("tblBorders", *(new(edge, val="single" if borders else "nil", sz="4", color="auto") for edge in edges)),
        new("tblLayout", type="fixed"),
        new("tblCellMar", new("left", w=side, type="dxa"), new("right", w=side, type="dxa")),
    )
    return new("tbl", properties, new("tblGrid", *(new("gridCol", w=twips(wide)) for wide in widths)), *rows)
