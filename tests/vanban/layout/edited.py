"""Carrying out the examples of layout rules on a real Word file."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from vanban.layout.look import look
from vanban.layout.parts import Parts, find_parts
from vanban.layout.rule import Example
from vanban.layout.seen import SeenLine

ALIGNS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
ANNEX = {"annex_label": "label", "annex_title": "titles", "annex_reference": "references"}


def edited(raw: bytes, example: Example) -> bytes:
    """A Word file with the change of an example carried out."""
    document = docx.Document(io.BytesIO(raw))
    if example.part == "page":
        change_page(document, example.change)
    elif example.part == "page_number":
        change_number(document, example.change)
    elif example.part.startswith("rule under "):
        change_rule(document, lines_of(raw), example)
    else:
        change_lines(document, chosen(lines_of(raw), example), dict(example.change))
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def lines_of(raw: bytes) -> Parts:
    return find_parts(look(raw))


def chosen(parts: Parts, example: Example) -> list[SeenLine]:
    lines = parts.of(example.part)
    if example.part in ANNEX:
        held = [getattr(annex, ANNEX[example.part]) for annex in parts.annexes]
        lines = tuple(line for found in held for line in (found if isinstance(found, tuple) else (found,)))
    lines = tuple(line for line in lines if line.text.startswith(example.line))
    assert lines, f"the sample has no such line: {example}"
    return list(lines) if example.change.get("all") else [lines[0]]


def paragraph(document: Document, number: int) -> Paragraph:
    return Paragraph(list(document.element.body.iter(qn("w:p")))[number], document._body)


def change_page(document: Document, change: Mapping[str, Any]) -> None:
    section = document.sections[0]
    names = {"width": "page_width", "height": "page_height"}
    for name, length in change.items():
        if name == "goes_on":
            for later in document.sections[1:]:
                later._sectPr.remove(later._sectPr.find(qn("w:pgNumType")))
        else:
            setattr(section, names.get(name, f"{name}_margin"), Mm(length))
    if section.page_width > section.page_height:  # type: ignore[operator]
        section.orientation = WD_ORIENT.LANDSCAPE


def change_number(document: Document, change: Mapping[str, Any]) -> None:
    section = document.sections[0]
    numbered = section.header.paragraphs[0]
    if "align" in change:
        numbered.alignment = ALIGNS[change["align"]]
    if "size" in change:
        for run in numbered.runs:
            run.font.size = Pt(change["size"])
    if change.get("on_first"):
        section.different_first_page_header_footer = False


def change_rule(document: Document, parts: Parts, example: Example) -> None:
    rule = parts.rule_under(example.part.removeprefix("rule under "))
    assert rule is not None
    drawn = paragraph(document, rule.number)
    if example.change.get("drop"):
        drawn._p.getparent().remove(drawn._p)
    elif "length" in example.change:
        side = Mm((rule.room - float(str(example.change["length"]))) / 2)
        drawn.paragraph_format.left_indent = drawn.paragraph_format.right_indent = side


def change_lines(document: Document, lines: list[SeenLine], change: dict[str, Any]) -> None:
    for at, line in enumerate(lines):
        target = paragraph(document, line.number)
        if "text" in change:
            write(target, change["text"] if not at else "Không có gì.")
        format_runs(target, change)
        format_paragraph(target, change)
        if change.get("row_up"):
            move_up(target)


def write(target: Paragraph, text: str) -> None:
    """New words that look as the old ones did."""
    for run in target.runs[1:]:
        run._r.getparent().remove(run._r)
    target.runs[0].text = text


def format_runs(target: Paragraph, change: Mapping[str, Any]) -> None:
    for run in target.runs:
        if "size" in change:
            run.font.size = Pt(change["size"])
        if "bold" in change:
            run.font.bold = change["bold"]
        if "italic" in change:
            run.font.italic = change["italic"]
        if "font" in change:
            run.font.name = change["font"]
        if "colour" in change:
            run.font.color.rgb = RGBColor.from_string(change["colour"])


def format_paragraph(target: Paragraph, change: Mapping[str, Any]) -> None:
    form = target.paragraph_format
    if "align" in change:
        form.alignment = ALIGNS[change["align"]]
    if "before" in change:
        form.space_before = Pt(change["before"])
    if "after" in change:
        form.space_after = Pt(change["after"])
    if "spacing" in change:
        form.line_spacing = change["spacing"]
    if "first" in change:
        form.first_line_indent = Mm(change["first"])


def move_up(target: Paragraph) -> None:
    """Put a paragraph into a row of its own above the one it stands in."""
    cell = target._p.getparent()
    row = cell.getparent()
    new = docx.oxml.OxmlElement("w:tr")
    for other in row.findall(qn("w:tc")):
        twin = docx.oxml.OxmlElement("w:tc")
        twin.append(target._p if other is cell else docx.oxml.OxmlElement("w:p"))
        new.append(twin)
    if cell.find(qn("w:p")) is None:
        cell.append(docx.oxml.OxmlElement("w:p"))
    row.addprevious(new)
