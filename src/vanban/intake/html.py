"""HTML -> text: blocks as lines, tables as rows, lists with the labels a browser draws; scripts and menus left out."""

from __future__ import annotations

import re
from typing import Any

import lxml.html
from lxml import etree

from vanban.directive import Note
from vanban.intake.decode import damage
from vanban.intake.legacy import mend
from vanban.intake.numbering import numeral
from vanban.intake.rows import Table, lines
from vanban.intake.source import Source, Unreadable, extractor

EMPTY = "Trang HTML này không có chữ nào. Hãy mở trang trong trình duyệt, chép nội dung văn bản rồi tải lên."
TANGLED = (
    "Trang HTML này lồng các phần quá sâu nên không đọc được. Hãy chép nội dung văn bản từ trình duyệt rồi tải lên."
)

MAX_TAGS = 1_000_000

_UNSEEN = {
    *("script", "style", "head", "title", "noscript", "template", "svg", "math", "iframe", "object", "embed", "select"),
    *("button", "textarea", "nav", "canvas", "audio", "video"),
}
_BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl"),
    *("dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr"),
    *(
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
    ),
    *("tr", "ul"),
}
_INLINE = re.compile(r"</?(?:b|i|u|em|strong|font|span|a|small|big|o:p|st1:\w+)\b[^<>]*>", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_LABELLED = re.compile(r"(?:[-+*•–—◦▪]|\(?\w{1,4}[.)/])\s")
_KINDS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}

_STARTS = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_OPENS = re.compile(r"\s*<(?:div|p|table|span|center|h[1-6]|ul|ol|section|article|main)\b[^<>]*>", re.IGNORECASE)
_CLOSES = re.compile(r"</(?:p|div|td|tr|table|span|li|ul|ol|h[1-6]|body|html|section|article)\s*>", re.IGNORECASE)
_SNIFFED = 4_000
_PER_CLOSING = 1_000


def is_html(text: str) -> bool:
    """Whether decoded characters are HTML: by how they begin, or by closing tags throughout; a mere `<` makes none."""
    if _STARTS.match(text[:_SNIFFED]):
        return True
    sample = text[: 50 * _PER_CLOSING]
    closings = len(_CLOSES.findall(sample))
    return closings >= (1 if _OPENS.match(text[:_SNIFFED]) else max(5, len(sample) // _PER_CLOSING))


def read_html(text: str, notes: tuple[Note, ...] = ()) -> Source:
    """The text of a page, whose characters the offsets then count. Raises `Unreadable` where it holds no words.

    `notes` are those of its decoding; where they point at damage, they are made to point into the text.
    """
    writer = _Writer()
    for event, element in etree.iterwalk(_tree(text), events=("start", "end")):
        if event == "start":
            writer.open(element)
        else:
            writer.close(element)
    extracted, met = mend("\n".join(writer.finish()))
    if not extracted.strip():
        raise Unreadable(EMPTY)
    note = Note(
        "html-source", "Tệp là trang HTML: vị trí các chữ tính theo phần chữ đã tách ra, không theo mã nguồn.", 0, 0
    )
    kept = tuple(known for known in notes if known.code != "damaged-text")
    part = " + ".join([f"lxml {etree.__version__}", *sorted(met)])
    return Source(extracted, "html", extractor(part), (*kept, *damage(extracted), note))


def _tree(text: str) -> Any:
    """Parse safely: nothing is fetched, nothing expanded. Where tags that only colour words nest too deep, they go."""
    if text.count("<") > MAX_TAGS:
        raise Unreadable(TANGLED)
    text = _DECLARATION.sub("", text, count=1)
    for attempt in (text, _INLINE.sub("", text)):
        parser = lxml.html.HTMLParser(huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
        try:
            tree = lxml.html.document_fromstring(attempt, parser=parser)
        except (etree.ParserError, ValueError) as error:
            raise Unreadable(EMPTY) from error
        if not any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
            return tree
    raise Unreadable(TANGLED)


class _Lines:
    """Lines being written; blanks between words are one, as a browser shows them."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.now: list[str] = []
        self.label = ""

    def add(self, words: str) -> None:
        self.now.append(words)

    def end(self) -> None:
        line = _BLANKS.sub(" ", "".join(self.now)).strip(" ")
        self.now.clear()
        if line:
            self.done.append(f"{self.label} {line}" if self.label and not _LABELLED.match(line) else line)
            self.label = ""

    def finish(self) -> list[str]:
        self.end()
        return self.done


class _Writer:
    """Walks a page once; a stack of tables stands for the cells it is inside of."""

    def __init__(self) -> None:
        self.page = _Lines()
        self.tables: list[tuple[list[list[_Lines]], bool | None]] = []
        self.skipping = 0
        self.keeping = 0
        self.counts: list[int] = []

    @property
    def lines(self) -> _Lines:
        """Where words go now: the innermost open cell, or the page."""
        for rows, _ in reversed(self.tables):
            if rows and rows[-1]:
                return rows[-1][-1]
        return self.page

    def open(self, element: Any) -> None:
        tag = element.tag
        if self.skipping or tag in _UNSEEN or _hidden(element):
            self.skipping += 1
            return
        if tag in _BLOCKS:
            self.lines.end()
        self._open_part(tag, element)
        self._words(element.text)

    def _open_part(self, tag: str, element: Any) -> None:
        if tag == "table":
            self.tables.append(([], _bordered(element)))
        elif tag == "tr" and self.tables:
            self.tables[-1][0].append([])
        elif tag in ("td", "th") and self.tables and self.tables[-1][0]:
            self.tables[-1][0][-1].append(_Lines())
        elif tag == "br":
            self.lines.end()
        elif tag in ("ol", "ul", "menu"):
            self.counts.append(_whole(element.get("start"), 1))
        elif tag == "li":
            self.lines.label = self._label(element)
        elif tag == "pre":
            self.keeping += 1

    def close(self, element: Any) -> None:
        tag = element.tag
        if self.skipping:
            self.skipping -= 1
        else:
            if tag == "table" and self.tables:
                self._close_table()
            elif tag in _BLOCKS or tag in ("td", "th"):
                self.lines.end()
            if tag in ("ol", "ul", "menu") and self.counts:
                self.counts.pop()
            self.keeping -= tag == "pre"
        if not self.skipping:
            self._words(element.tail)

    def _close_table(self) -> None:
        self.lines.end()
        rows, bordered = self.tables.pop()
        self.lines.done += lines(Table([[cell.finish() for cell in row] for row in rows], bordered))

    def _label(self, item: Any) -> str:
        """What a browser draws before an item of a list."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol" or not self.counts:
            return "•"
        number = self.counts[-1] = _whole(item.get("value"), self.counts[-1])
        self.counts[-1] += 1
        return numeral(number, _KINDS.get(parent.get("type") or "", "decimal")) + "."

    def _words(self, words: str | None) -> None:
        if not words:
            return
        if not self.keeping:
            self.lines.add(words)
            return
        for at, line in enumerate(words.splitlines()):
            if at:
                self.lines.end()
            self.lines.add(line)

    def finish(self) -> list[str]:
        while self.tables:
            self._close_table()
        return self.page.finish()


def _hidden(element: Any) -> bool:
    return element.get("hidden") is not None or _HIDDEN.search((element.get("style") or "").lower()) is not None


def _bordered(table: Any) -> bool | None:
    border = (table.get("border") or "").strip()
    return None if not border else border != "0"


def _whole(written: str | None, otherwise: int) -> int:
    written = (written or "").strip()
    return int(written) if written.isascii() and written.isdigit() and len(written) < 6 else otherwise
