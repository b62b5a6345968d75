"""A paper as DOCX: the sheets of `setting`, drawn with one style for each part, so that an office may go on in Word.

The same paper gives the same bytes: no clock, no random names, entries of the archive in one order and of one time.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, time

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.section import Section
from docx.shared import Mm
from lxml.etree import _Element

from vanban.kinds import BY_SLUG
from vanban.layout.forms import PAGE
from vanban.paper import wordml
from vanban.paper.content import Paper
from vanban.paper.setting import MARGINS, UNDATED, Columns, Grid, Line, Room, Rule, Sheet, plain, set_paper

_HEADER_AT = 10.0
"""Millimetres from the edge of the sheet: the page number stands within the upper margin."""
_NOT_NEEDED = ("thumbnail", "customXml", "stylesWithEffects", "webSettings", "fontTable")
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def write_docx(paper: Paper) -> bytes:
    """A paper as the bytes of a Word file; the same paper gives the same bytes."""
    document = docx.Document()
    wordml.set_styles(document)
    _strip(document)
    _describe(document, paper)
    body = document.element.body
    for sheet in set_paper(paper):
        _section(document, sheet, first=len(body) == 1)
        for element in _drawn(sheet):
            body[-1].addprevious(element)
    return _packed(document)


def _strip(document: Document) -> None:
    """Take out what the template brings along and no paper needs: a thumbnail, parts of older versions of Word."""
    for owner in (document.part, document.part.package):
        for name, relation in list(owner.rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in _NOT_NEEDED:
                del owner.rels[name]


def _describe(document: Document, paper: Paper) -> None:
    about = document.core_properties
    about.title = plain(f"{BY_SLUG[paper.kind].name} {paper.subject}")[:255]
    about.author = plain(paper.agency)[:255]
    about.last_modified_by = ""
    about.comments = about.keywords = about.category = ""
    about.subject = plain(paper.subject)[:255]
    about.language = "vi-VN"
    about.revision = 1
    about.created = about.modified = datetime.combine(paper.day or UNDATED, time(), UTC)


def _section(document: Document, sheet: Sheet, first: bool) -> None:
    """Begin the section that a sheet stands in; the document has its first one already."""
    section = document.sections[0] if first else document.add_section(WD_SECTION.NEW_PAGE)
    if not first:
        wordml.break_section(document.element.body)
    width, height = (PAGE.height, PAGE.width) if sheet.across else (PAGE.width, PAGE.height)
    section.orientation = WD_ORIENT.LANDSCAPE if sheet.across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.bottom_margin = Mm(MARGINS["top"]), Mm(MARGINS["bottom"])
    section.left_margin, section.right_margin = Mm(MARGINS["left"]), Mm(MARGINS["right"])
    section.header_distance = section.footer_distance = Mm(_HEADER_AT)
    section.different_first_page_header_footer = sheet.counts_anew
    wordml.number_pages(section._sectPr, anew=sheet.counts_anew)
    if first:
        _page_number(section)


def _page_number(section: Section) -> None:
    """The number in the middle of the upper margin; later sections take over the header of this one."""
    section.header.is_linked_to_previous = False
    section.first_page_header.is_linked_to_previous = False
    for header, shown in ((section.header, wordml.page_number()), (section.first_page_header, wordml.room(1))):
        paragraph = header.paragraphs[0]._p
        paragraph.getparent().replace(paragraph, shown)


def _drawn(sheet: Sheet) -> list[_Element]:
    drawn: list[_Element] = []
    for element in sheet.elements:
        if isinstance(element, Columns):
            drawn += [wordml.columns(element, sheet.room), wordml.room(0.1)]
        elif isinstance(element, Grid):
            drawn += [wordml.grid(element, sheet.room), wordml.room(2)]
        else:
            drawn.append(piece(element, sheet.room))
    return drawn


def piece(element: Line | Rule | Room, room: float) -> _Element:
    """A line, a rule or empty room, in a column `room` millimetres wide."""
    if isinstance(element, Line):
        return wordml.line(element, room)
    return wordml.rule(element.length, room) if isinstance(element, Rule) else wordml.room(element.height)


def _packed(document: Document) -> bytes:
    """The file with its entries of one time: zip keeps the time of writing otherwise."""
    written, packed = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, old.read(name))
    return packed.getvalue()
