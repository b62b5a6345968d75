"""DOCX -> text: what one sees in the body, in its order.

Paragraphs are lines, with the labels that Word draws itself; tables are rows (see `rows`); text boxes follow the
paragraph they hang on; inserted words are in, deleted and hidden ones are out, and so are headers, footers, notes,
comments and tables of contents.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import docx

from vanban.intake.archive import BROKEN, check_word
from vanban.intake.legacy import mend
from vanban.intake.numbering import Numbering, W, numbering, sign
from vanban.intake.rows import Cell, Table, lines
from vanban.intake.source import Source, Unreadable, extractor

EMPTY = "Tệp Word này không có chữ nào. Hãy nhận dạng chữ (nếu nội dung là ảnh chụp) rồi tải lên."

_ANY_WORDS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = "del moveFrom pPr rPr instrText delText delInstrText sdtPr rt txbxContent"
_UNSEEN = {_FALLBACK, *(W + name for name in _LEFT_OUT.split())}
_SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "softHyphen": "\u00ad"}
_CONTAINERS = {W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
_OFF = ("0", "false", "off")


def read_word(raw: bytes) -> Source:
    """The text of a Word file. Raises `Unreadable` where it is locked, broken, unsafe or holds no words."""
    check_word(raw)
    try:
        document = docx.Document(io.BytesIO(raw))
        found = _blocks(document.element.body, numbering(document))
        margin = _margin(document)
    except Exception as error:  # whatever a broken package makes the parsers raise, its owner is told one thing
        raise Unreadable(BROKEN) from error
    text, met = mend(_joined(found))
    if not text.strip():
        raise Unreadable(EMPTY)
    part = " + ".join([f"python-docx {docx.__version__}", *sorted(met)])
    return Source(text, "docx", extractor(part), margin=mend(margin)[0])


def _joined(found: list[str]) -> str:
    """Lines as one text; an empty paragraph stays as one empty line, at most one at a time."""
    kept: list[str] = []
    for line in found:
        line = line.rstrip()
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip("\n")


def _blocks(container: Any, numbers: Numbering) -> list[str]:
    """The lines of a body, a cell or a text box."""
    found: list[str] = []
    for child in container.iterchildren():
        if child.tag == W + "p":
            found += _paragraph(child, numbers)
        elif child.tag == W + "tbl":
            found += lines(_table(child, numbers))
        elif child.tag in _CONTAINERS and not _placeholder(child):
            found += _blocks(child, numbers)
    return found


def _placeholder(control: Any) -> bool:
    """A content control that shows its prompt, or a table of contents, which says everything twice."""
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    contents = gallery is not None and "contents" in (gallery.get(W + "val") or "").lower()
    return contents or control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None


def _paragraph(paragraph: Any, numbers: Numbering) -> list[str]:
    label = numbers.label(paragraph)
    text = "".join(_words(paragraph))
    if label and text.strip():
        text = f"{label} {text.lstrip()}"
    elif label and _in_cell(paragraph):
        text = label
    found = text.split("\n")
    for box in _boxes(paragraph):
        found += _blocks(box, numbers)
    return found


def _in_cell(paragraph: Any) -> bool:
    """Serial numbers in the first column of a table are empty paragraphs with a label."""
    parent = paragraph.getparent()
    return parent is not None and parent.tag == W + "tc"


def _words(element: Any) -> Iterator[str]:
    """The characters one sees in a paragraph, boxes left out."""
    for child in element.iterchildren():
        tag = child.tag
        if tag in (W + "t", _ANY_WORDS):
            yield child.text or ""
        elif tag in _SIGNS:
            yield _SIGNS[tag]
        elif tag == W + "sym":
            yield _symbol(child)
        elif tag not in _UNSEEN and not _hidden(child) and not (tag == W + "sdt" and _placeholder(child)):
            yield from _words(child)


def _symbol(element: Any) -> str:
    try:
        return sign(chr(int(element.get(W + "char") or "", 16)))
    except (ValueError, OverflowError):
        return ""


def _hidden(run: Any) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish") if run.tag == W + "r" else None
    return vanish is not None and (vanish.get(W + "val") or "1") not in _OFF


def _boxes(element: Any) -> Iterator[Any]:
    """Contents of the text boxes that hang on a paragraph; boxes inside boxes are met within them."""
    for child in element.iterchildren():
        if child.tag == W + "txbxContent":
            yield child
        elif child.tag not in _UNSEEN and child.tag != W + "t":
            yield from _boxes(child)


def _table(table: Any, numbers: Numbering) -> Table:
    rows = []
    for row in _within(table, W + "tr"):
        if row.find(f"{W}trPr/{W}del") is None:
            rows.append([_cell(cell, numbers) for cell in _within(row, W + "tc")])
    return Table(rows, _bordered(table))


def _within(element: Any, tag: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also those inside content controls."""
    for child in element.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag in _CONTAINERS:
            yield from _within(child, tag)


def _cell(cell: Any, numbers: Numbering) -> Cell:
    """The lines of a cell; the lower parts of cells merged downwards are empty, cells merged sideways stand once."""
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    if merged is not None and merged.get(W + "val") != "restart":
        return []
    return [line for line in _blocks(cell, numbers) if line.strip()]


def _bordered(table: Any) -> bool | None:
    """Whether lines are drawn between the cells; None where that is left to a style."""
    inside = [table.find(f"{W}tblPr/{W}tblBorders/{W}{side}") for side in ("insideH", "insideV")]
    named = [side.get(W + "val") for side in inside if side is not None]
    if named:
        return any(value not in ("none", "nil") for value in named)
    style = table.find(f"{W}tblPr/{W}tblStyle")
    return True if style is not None and "grid" in (style.get(W + "val") or "").lower() else None


def _margin(document: Any) -> str:
    """Words of headers and footers, a line each."""
    found: list[str] = []
    for rel in document.part.rels.values():
        if not rel.is_external and rel.reltype.endswith(("/header", "/footer")):
            for paragraph in rel.target_part.element.iter(W + "p"):
                found.append("".join(_words(paragraph)).strip())
    return "\n".join(line for line in found if line)
