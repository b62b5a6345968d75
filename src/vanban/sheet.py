"""The lines of text in a file: rows and cells of tables, page numbers, rules and ornaments told apart from them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanban.borders import is_border, read_table
from vanban.capitals import is_capitals
from vanban.labels import UPPER, Label, read_label
from vanban.markup import SOFT

_RULE = re.compile(r"[-–—_=*~.•·…+ ]*(?:[-–—_=~*]{2}|\*)[-–—_=*~.•·… ]*|[-–—_=~·…•+]|[oO]0[oO]")
_ROW_RULE = re.compile(r"\|[-: |]*-[-: |]*\|?")
_LONE_BULLETS = ("-", "+", "–", "•")
_PAGE = re.compile(r"[-–—. ]*(?:Trang|trang|Page)? ?(\d{1,3})(?: ?/ ?\d{1,3})?[-–—. ]*")
_RUNNING = re.compile(
    r"(?:\d{1,3} +)?CÔNG BÁO ?/ ?Số \d.{0,50}"
    r"|[\w.-]{3,80}\.(?:pdf|docx?)(?:[ _-]+(?:[Tt]rang|[Pp]age)? ?\d.{0,12})?"
)
"""What a gazette or a program prints at the head or foot of every page."""
LEAST_PAGE = 8
"""Lines of text a page has at least: a number that follows on the last page's number sooner is no page number."""

CENTRED = 20
"""Spaces before a number that stands in the middle or at the right of its page."""


@dataclass(slots=True)
class Line:
    """A line of text: where its words stand, how many empty lines came before it, what it is."""

    start: int
    end: int
    words: str
    gap: int
    soft: bool = False
    """It goes on in the bold or italic words of the line before."""
    apart: bool = False
    """It begins a cell, row or what follows a table."""
    row: bool = False
    glued: bool = False
    """It goes on in the table row of the line before."""
    label: Label | None = None
    page: bool = False
    """A new page begins with it."""
    indent: int = 0
    """Blanks in front of it."""


HEAD_START = re.compile(
    rf"Số ?:|Số \d+ ?[-/] ?[{UPPER}]|Kính gửi|Đồng kính gửi|Nơi nhận ?:|V/v|Vv ?:|CỘNG HÒA XÃ HỘI|Độc lập ?[-–] ?Tự do"
    rf"|ĐẢNG CỘNG SẢN|(?:TM|KT|TL|TUQ|T/M|K/T|T/L)\b ?\.? ?[{UPPER}]{{2}}"
)
"""What begins a line of its own in heads and feet (Decree 30/2020/NĐ-CP, Appendix I)."""


def read_lines(text: str) -> list[Line]:
    """Every line of text, with what stands around it; in time linear in the length of the text."""
    return _Reader(text).read()


def _runs(words: str) -> bool:
    return ("CÔNG BÁO" in words or ".pdf" in words or ".doc" in words) and bool(_RUNNING.fullmatch(words))


class _Reader:
    """Turns raw lines into the lines of text among them."""

    def __init__(self, text: str) -> None:
        self.soft: list[bool] = [False]
        self.soft += [match[0] == SOFT for match in re.finditer(f"[\n{SOFT}]", text)]
        raw = text.replace(SOFT, "\n").split("\n")
        self.words = [line.strip(" ") for line in raw]
        self.indents = [len(line) - len(line.lstrip(" ")) for line in raw]
        self.starts: list[int] = []
        place = 0
        for line, indent in zip(raw, self.indents, strict=True):
            self.starts.append(place + indent)
            place += len(line) + 1
        self.lines: list[Line] = []
        self.gap = 0
        self.apart = False
        self.page = 1
        self.since_page = 0
        self.new_page = False

    def read(self) -> list[Line]:
        number = 0
        while number < len(self.words):
            number = self._read_from(number)
        return self.lines

    def _read_from(self, number: int) -> int:
        words = self.words[number]
        if not words:
            self.gap += 1
            return number + 1
        if words[0] == "|" or words[-1] == "|":
            return self._border(number, words)
        if words in _LONE_BULLETS and self._bullet_below(number):
            self._add(number)
            self.lines[-1].label = Label("bullet", (), words, 1)
        elif _RULE.fullmatch(words):
            self.gap = max(self.gap, 1)
            self.apart = True
        elif self._is_page_number(number) or _runs(words):
            self.new_page = True
        else:
            self._add(number)
        return number + 1

    def _bullet_below(self, number: int) -> bool:
        """Whether a lone dash is a bullet whose words stand on the next line, not an ornament of a head."""
        following = next((words for words in self.words[number + 1 : number + 3] if words), "")
        before = self.lines[-1].words if self.lines else ""
        if not before or not following or is_capitals(before) or is_capitals(following) or self.apart:
            return False
        return following[0].isalpha() and read_label(following) is None and not HEAD_START.match(following)

    def _border(self, number: int, words: str) -> int:
        if is_border(words):
            table = read_table(self.words, number)
            if table is None:
                self.apart = True
                return number + 1
            for row, bounds in zip(table.rows, table.bounds, strict=True):
                self._table_row(row, bounds, table.layout)
            return table.end
        if _ROW_RULE.fullmatch(words):
            return number + 1
        if words[0] == "|":
            return self._one_line_row(number)
        if not _RULE.fullmatch(words.strip(" |")):
            self._add(number, strip=" |")
        self.apart = True
        return number + 1

    def _table_row(self, row: list[list[int]], bounds: tuple[int, int], layout: bool) -> None:
        self.apart = True
        if layout:
            for cell in row:
                for number in cell:
                    if not _RULE.fullmatch(self.words[number].strip("| ")):
                        self._add(number, strip=" |")
                self.apart = True
        elif any(row):
            for number in range(*bounds):
                if self.words[number]:
                    self._add(number, row=True, glued=number > bounds[0])
            self.apart = True

    def _one_line_row(self, number: int) -> int:
        last = number
        while not self.words[last].endswith("|") and last - number < 30:
            if last + 1 >= len(self.words) or not self.words[last + 1] or self.words[last + 1][0] == "|":
                break
            last += 1
        self.apart = True
        if not self.words[last].endswith("|"):
            self._add(number, strip=" |")
            return number + 1
        for place in range(number, last + 1):
            self._add(place, row=True, glued=place > number)
        self.apart = True
        return last + 1

    def _is_page_number(self, number: int) -> bool:
        words = self.words[number]
        match = _PAGE.fullmatch(words)
        if match is None:
            return False
        page = int(match[1])
        if words == f"{match[1]}.":
            # A label left alone on its line; its words stand on the next.
            return False
        alone = words != match[1] or self.indents[number] >= CENTRED
        if not alone and not (page == self.page + 1 and self.since_page >= LEAST_PAGE):
            return False
        self.page, self.since_page = page, 0
        return True

    def _add(self, number: int, strip: str = "", row: bool = False, glued: bool = False) -> None:
        words, start = self.words[number], self.starts[number]
        if strip:
            start += len(words) - len(words.lstrip(strip))
            words = words.strip(strip)
        if not words:
            return
        label = None if row else read_label(words)
        gap = 0 if self.new_page else self.gap
        line = Line(start, start + len(words), words, gap, self.soft[number], self.apart, row, glued, label)
        line.page, line.indent = self.new_page, self.indents[number]
        self.lines.append(line)
        self.gap = 0
        self.apart = self.new_page = False
        self.since_page += 1
