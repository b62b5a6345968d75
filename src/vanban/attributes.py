"""Lines under an item that only say who, with whom, by when: `Cơ quan chủ trì: ...`, `Thời gian thực hiện: ...`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from vanban.actors import supporters
from vanban.directive import Clause, Party, Span
from vanban.parties import party_list
from vanban.rule import register, sentence_rule

_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"[\s*+–\-]*(?:{words})[^:\n]{{0,40}}?\s*\**\s*:\**", re.I))
    for kind, words in (
        (
            "support",
            r"(?:các )?(?:cơ quan|đơn vị|sở, ngành|tổ chức)[^:\n]{0,12} phối hợp"
            r"|phối hợp(?: thực hiện)?(?=\s*\**:)|với sự phối hợp",
        ),
        (
            "lead",
            r"(?:các )?(?:cơ quan|đơn vị|bộ phận|tổ chức|cá nhân)(?:, đơn vị|, cơ quan)? (?:được giao "
            r"|chịu trách nhiệm |đầu mối )?(?:chủ trì|thực hiện|tham mưu|đầu mối|phụ trách)"
            r"|chủ trì(?: thực hiện)?(?=\s*\**:)|trách nhiệm (?:thực hiện|chủ trì)"
            r"|phân công(?: thực hiện)?(?=\s*\**:)|đơn vị(?=\s*\**:)|cơ quan(?=\s*\**:)|người thực hiện"
            r"|thực hiện(?=\s*\**:)|phụ trách(?=\s*\**:)|đầu mối(?=\s*\**:)",
        ),
        (
            "time",
            r"thời gian (?:thực hiện|hoàn thành|triển khai|tổ chức|báo cáo xong|tiến hành)|thời gian(?=\s*\**:)"
            r"|thời hạn|tiến độ|lộ trình|hoàn thành(?=\s*\**:)|thời điểm",
        ),
        ("product", r"sản phẩm|kết quả (?:đầu ra|dự kiến|hoàn thành)|kết quả(?=\s*\**:)|yêu cầu (?:sản phẩm|kết quả)"),
        (
            "content",
            r"nội dung(?: thực hiện| công việc| hoạt động)?(?=\s*\**:)|nhiệm vụ(?=\s*\**:)|công việc(?=\s*\**:)",
        ),
        (
            "other",
            r"địa điểm|kinh phí(?: thực hiện)?(?=\s*\**:)|thành phần|số lượng|đối tượng(?: tham gia)?(?=\s*\**:)"
            r"|hình thức(?: thực hiện)?(?=\s*\**:)|lãnh đạo (?:chỉ đạo|phụ trách)|người chỉ đạo",
        ),
    )
)


_HEADINGS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"[\s*]*(?:{words})[\s*:.]*", re.I))
    for kind, words in (
        ("support", r"(?:cơ quan|đơn vị)(?:, đơn vị)? phối hợp(?: thực hiện)?"),
        ("lead", r"(?:cơ quan|đơn vị)(?:, đơn vị)? (?:chủ trì|thực hiện)(?:,? (?:và )?phối hợp)?(?: thực hiện)?"),
        ("content", r"nội dung(?:(?:,| và)? (?:biện pháp|nhiệm vụ|giải pháp|công việc|thực hiện|hoạt động))*"),
    )
)
"""Attributes written as headings of their own, with what they say in the items below."""


def attribute_of(words: str) -> str | None:
    """`lead`, `support`, `time`, `product`, `content` or `other`; None for words that are no attribute line."""
    return _attribute(words[:LONGEST])


LONGEST = 200
"""Characters of a line in which its attribute is named."""


@lru_cache(maxsize=2048)
def _attribute(words: str) -> str | None:
    for kind, pattern in _KINDS:
        if pattern.match(words):
            return kind
    return next((kind for kind, pattern in _HEADINGS if pattern.fullmatch(words)), None) if len(words) < 60 else None


@dataclass(frozen=True, slots=True)
class Attributes:
    """What attribute lines give an item; `first` is where the first of them begins."""

    lead: tuple[Party, ...] = ()
    support: tuple[Party, ...] = ()
    time: tuple[Span, ...] = ()
    product: tuple[Span, ...] = ()
    first: int | None = None
    until: int | None = None
    """Where the last of them ends, for an item that has them alone."""

    def __bool__(self) -> bool:
        return bool(self.lead or self.support or self.time)

    def with_lines(self, text: str, lines: Sequence[Span]) -> Attributes:
        """These attributes and those of more lines; a later line of a kind stands instead of an inherited one."""
        result = self
        fresh: set[str] = set()
        for start, end in _apart(text, lines):
            words = text[start:end]
            kind = attribute_of(words)
            pattern = next((p for k, p in _KINDS if k == kind), None)
            opening = pattern.match(words) if pattern else None
            if kind is None or opening is None:
                continue
            result = result._with(text, kind, start + opening.end(), end, kind in fresh)
            result = replace(result, first=start if not fresh else min(result.first or start, start))
            fresh.add(kind)
        return result

    def with_items(self, text: str, clause: Clause) -> Attributes:
        """These attributes and those of a heading such as `Cơ quan chủ trì` with its bodies in the items below."""
        result = self
        fresh: set[str] = set()
        for kind, (start, end) in _listed(text, clause):
            result = result._with(text, kind, start, end, kind in fresh)
            fresh.add(kind)
        return result

    def _with(self, text: str, kind: str, start: int, end: int, more: bool) -> Attributes:
        if kind == "time":
            return replace(self, time=(*self.time, (start, end)) if more else ((start, end),))
        if kind == "product":
            return replace(self, product=(*self.product, (start, end)))
        if kind == "support":
            found = party_list(text, start, end, whole=True)[0]
            return replace(self, support=(*self.support, *found) if more else found)
        if kind == "lead":
            lead, stop = _lead(text, start, end)
            helpers = supporters(text, stop, end, lead)
            return replace(self, lead=(*self.lead, *lead) if more else lead, support=helpers or self.support)
        return self


_NEXT = re.compile(
    r"[;.]\s+(?=(?:các )?(?:cơ quan|đơn vị|thời gian|thời hạn|sản phẩm|kinh phí|hoàn thành)(?!\w)[^:;.\n]{0,40}:)", re.I
)


def _apart(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """Lines with each attribute apart: `Đơn vị chủ trì: Sở Y tế; thời gian: Quý I/2026` states two."""
    for start, end in lines:
        for mark in _NEXT.finditer(text, start, end):
            yield start, mark.start()
            start = mark.end()
        yield start, end


_MORE_NAME = re.compile(r"[\s,]*(?:theo|được|có|liên quan|thuộc|của|trên|tại|với)(?!\w)[^.;]{0,60}[\s.;]*$")


def _lead(text: str, start: int, end: int) -> tuple[tuple[Party, ...], int]:
    """Who leads: up to the verb that says what they do; the whole line where it only goes on naming them."""
    begin = start
    while begin < end and text[begin] in " \n*+–-":
        begin += 1
    named, stop = party_list(text, begin, end)
    if named and not _MORE_NAME.match(text[stop:end]):
        return named, stop
    return party_list(text, begin, end, whole=True)


def _listed(text: str, clause: Clause) -> list[tuple[str, Span]]:
    """Kind and words of each item below an attribute heading; sub-headings of their own kind are followed."""
    kind = attribute_of(text[clause.start : clause.end]) or "other"
    headed = [c for c in clause.children if attribute_of(text[c.start : c.end]) in ("lead", "support")]
    if headed:
        return [entry for child in headed for entry in _listed(text, child)]
    return [(kind, (c.start, c.end)) for c in clause.children]


def gather(text: str, clause: Clause, inherited: Attributes) -> dict[int, Attributes]:
    """Attributes of each child of a clause, by identity: lines that stand once belong to every item above them.

    Looks at the children's own paragraphs and bullets, at attribute items among them, at lines behind them.
    """
    return _Gathering(text, inherited).of(clause)


class _Gathering:
    """Goes through the children of one clause: items wait for the attribute lines that follow them."""

    def __init__(self, text: str, inherited: Attributes) -> None:
        self.text = text
        self.inherited = inherited
        self.found: dict[int, Attributes] = {}
        self.waiting: list[Clause] = []
        self.lines: list[Span] = []
        self.headed: list[Clause] = []

    def of(self, clause: Clause) -> dict[int, Attributes]:
        for child in clause.children:
            self._child(child)
        self.lines += [p for p in clause.after if self._states(*p)]
        self._settle()
        return self.found

    def _states(self, start: int, end: int) -> bool:
        return attribute_of(self.text[start:end]) not in (None, "content")

    def _child(self, child: Clause) -> None:
        if self._states(child.start, child.end):
            if child.children:
                self.headed.append(child)
            else:
                self.lines.append((child.start, child.end))
            return
        self._settle()
        own = [p for p in child.paragraphs[1:] if self._states(*p)]
        own += [(c.start, c.end) for c in child.children if self._states(c.start, c.end)]
        if own:
            self.lines = own
            self._settle(own_lines=True)
        else:
            self.waiting.append(child)

    def _settle(self, own_lines: bool = False) -> None:
        """Give the lines seen to the items that wait for them; an item's own lines cover no words of others."""
        if not self.lines and not self.headed:
            return
        attributes = self.inherited.with_lines(self.text, self.lines)
        for heading in self.headed:
            attributes = attributes.with_items(self.text, heading)
        for child in self.waiting:
            self.found[id(child)] = replace(attributes, first=None) if own_lines else attributes
        if len(self.waiting) == 1 and self.lines and not (own_lines or self.headed or self.waiting[0].children):
            self.found[id(self.waiting[0])] = replace(attributes, until=max(stop for _, stop in self.lines))
        self.waiting, self.lines, self.headed = [], [], []


register(
    "dòng thuộc tính của một mục",
    (
        sentence_rule(
            "cơ quan chủ trì, phối hợp, thời gian, sản phẩm, nội dung",
            attribute_of,
            (
                ("Cơ quan chủ trì: Sở Công Thương.", "lead"),
                ("- Đơn vị thực hiện: UBND các xã.", "lead"),
                ("*Đơn vị phối hợp:* các hội, đoàn thể.", "support"),
                ("Thời gian thực hiện: Quý III/2023.", "time"),
                ("Sản phẩm: Kế hoạch của UBND huyện.", "product"),
                ("Nội dung: Mở lớp dạy nghề.", "content"),
                ("Địa điểm: nhà văn hóa thôn.", "other"),
                ("Cơ quan chủ trì, phối hợp", "lead"),
            ),
            (
                "Sở Công Thương: Kiểm tra các chợ.",
                "Phối hợp với các trường mở lớp: 02 lớp.",
                "Thực hiện các nội dung: tập huấn, kiểm tra.",
            ),
        ),
    ),
)
