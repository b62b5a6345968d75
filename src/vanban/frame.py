"""Where the documents of a file begin and end, and what their heads and feet say.

A file holds one document, or a decision with the plan that it issues, or the same document scraped twice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from vanban.capitals import is_capitals
from vanban.directive import Header, Note, Span
from vanban.foot import NAME, RECIPIENTS, SIGNING, Foot, read_foot
from vanban.head import Head, read_head
from vanban.headlines import KIND_LINE, is_national_title, iso_date
from vanban.issuers import find_issuer, symbol_parts
from vanban.kinds import ABBREVIATIONS, NAMES, PARTY_ABBREVIATIONS
from vanban.labels import read_label
from vanban.lines import Line, lines_of
from vanban.parts import Part, once_each
from vanban.text import Text

Frame = tuple[Part, ...]
"""The documents of a file in their order; the first is the one that the file is about."""


@dataclass(slots=True)
class _Stretch:
    """Numbers of lines: head from `head`, body from `body`, foot from `foot`, up to `end`."""

    head: int
    body: int
    foot: int
    end: int
    read: Head
    signs: frozenset[str]
    """Lines of its head by which another copy of it would be known."""
    gaps: list[tuple[int, int]] = field(default_factory=list)


def frame(text: Text) -> Frame:
    """Split a file into its documents and read their heads and feet; any text has at least one part.

    Takes time linear in the length of the text. Spans count characters of `text.clean`; head, body and foot do not
    overlap, and no line of a letterhead, of `Kính gửi`, of `Nơi nhận` or of a signature is in a body outside its gaps.
    """
    lines = lines_of(text.clean)
    if not lines:
        return (_noted(Part((0, 0), (0, 0), (0, 0)), 0),)
    first, *others = _Splitter(lines).split()
    stretches = [first, *(stretch for stretch in others if stretch.body < stretch.foot or stretch.read.spans)]
    parts = once_each([_part(text.clean, lines, stretch) for stretch in stretches])
    return (_noted(parts[0], len(text.clean)), *parts[1:])


SHORTEST_SIGN = 30
"""Characters of a line of a head that will hardly stand in a body too."""
LONGEST_TITLE = 600
"""Characters of a kind's name and a subject that were run together."""
ATTACHMENT_LINE = re.compile(
    r"(?:PHỤ LỤC|DANH MỤC|DANH SÁCH|BIỂU MẪU|ĐỀ CƯƠNG|BẢNG PHÂN CÔNG|BỘ TIÊU CHÍ|NỘI QUY|ĐIỀU LỆ|BIỂU|KHUNG"
    r"|NHIỆM VỤ)\b.{0,160}"
)
"""Titles of what is attached besides whole documents."""
_HEADED = re.compile(r"Số ?:|V/v|[^.;:]{2,40}, ngày .{0,30}$")
_ISSUED_WITH = re.compile(r"\W{0,2}(?:(?:Được )?[Bb]an hành )?[Kk]èm theo ")


class _Splitter:
    """One walk over the lines: head, body, foot, and again."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.stretches: list[_Stretch] = []

    def split(self) -> list[_Stretch]:
        place = 0
        while place < len(self.lines):
            head = read_head(self.lines, place)
            signs = frozenset(line.words for line in self.lines[place : head.end] if len(line.words) >= SHORTEST_SIGN)
            stretch = _Stretch(place, head.end, len(self.lines), len(self.lines), head, signs)
            self.stretches.append(stretch)
            place = self._walk(stretch)
        return self.stretches

    def _walk(self, stretch: _Stretch) -> int:
        """Find where the stretch's body and foot end; the number of the line after it."""
        place = max(stretch.body, stretch.head + 1) if stretch.body == stretch.head else stretch.body
        in_foot = False
        while place < len(self.lines):
            words = self.lines[place].words
            if start := self._new_head(stretch, place, words, in_foot):
                stretch.end = start
                stretch.foot = min(stretch.foot, start)
                return start
            if in_foot and self._resumes(stretch, place, words):
                stretch.gaps.append((stretch.foot, place))
                stretch.foot, in_foot = len(self.lines), False
            elif not in_foot and self._begins_foot(place, words):
                stretch.foot, in_foot = place, True
            place += 1
        return place

    def _new_head(self, stretch: _Stretch, place: int, words: str, in_foot: bool) -> int:
        """The number of the line with which another head begins at or just above this line; 0 where none does."""
        if words in stretch.signs and place > stretch.head:
            return self._letterhead(stretch, place)
        if len(words) > LONGEST_TITLE or not is_capitals(words[:60]) and words[:2] not in ("Số", "Kí"):
            return 0
        if is_national_title(words):
            return self._letterhead(stretch, place)
        if place == stretch.body:
            return 0
        if in_foot and (KIND_LINE.fullmatch(words) or ATTACHMENT_LINE.fullmatch(words)):
            return place if words[-1] not in ";," else 0
        if KIND_LINE.fullmatch(words) and self._issued_with_below(place):
            return place
        number = stretch.read.number
        if words.startswith("Kính gửi") or number and re.match(rf"Số ?:? ?{re.escape(number)}$", words):
            return self._letterhead(stretch, place)
        return 0

    def _letterhead(self, stretch: _Stretch, place: int) -> int:
        """The first of the lines of a letterhead above its national title."""
        while place - 1 >= stretch.body and len(self.lines[place - 1].words) < 100:
            words = self.lines[place - 1].words
            if not (is_capitals(words) or _HEADED.match(words)) or read_label(words) or SIGNING.fullmatch(words):
                break
            place -= 1
        return place if place > stretch.head else 0

    def _issued_with_below(self, place: int) -> bool:
        return any(_ISSUED_WITH.match(line.words) for line in self.lines[place + 1 : place + 8])

    def _begins_foot(self, place: int, words: str) -> bool:
        if len(words) > 160:
            return False
        if RECIPIENTS.fullmatch(words):
            return True
        if is_capitals(words) and SIGNING.fullmatch(words):
            return self._foot_follows(place)
        before = self.lines[place - 1].words if place else ""
        return before.endswith("./.") and read_label(words) is None and self._foot_follows(place - 1)

    def _foot_follows(self, place: int) -> bool:
        """Whether a name, an office, `Nơi nhận` or the end follows soon, and no item does."""
        for line in self.lines[place + 1 : place + 9]:
            if (
                RECIPIENTS.fullmatch(line.words)
                or NAME.fullmatch(line.words)
                or is_capitals(line.words)
                and SIGNING.fullmatch(line.words)
            ):
                return True
            label = read_label(line.words)
            if len(line.words) > 160 or label is not None and label.kind != "bullet":
                return False
        return len(self.lines) - place < 9

    def _resumes(self, stretch: _Stretch, place: int, words: str) -> bool:
        """Whether the body goes on behind what looked like its foot: an item that no list of recipients has."""
        label = read_label(words)
        return label is not None and label.kind not in ("bullet", "letter", "upper") and len(words) > 30


def _part(clean: str, lines: Sequence[Line], stretch: _Stretch) -> Part:
    foot = read_foot(lines[stretch.foot : stretch.end])

    def place(number: int) -> int:
        return lines[number].start if number < len(lines) else len(clean)

    head = (place(stretch.head), _end(lines, stretch.head, stretch.body, clean))
    body = (place(stretch.body), _end(lines, stretch.body, stretch.foot, clean))
    end = (place(stretch.foot), _end(lines, stretch.foot, stretch.end, clean))
    gaps = tuple((place(first), place(last)) for first, last in stretch.gaps)
    return Part(head, body, end, _header(clean, stretch.read, foot, body), gaps)


def _end(lines: Sequence[Line], first: int, last: int, clean: str) -> int:
    """Where the lines `first` to `last` (exclusive) end; their beginning where there are none."""
    if last > first:
        return lines[last - 1].end
    return lines[first].start if first < len(lines) else len(clean)


def _header(clean: str, head: Head, foot: Foot, body: Span) -> Header:
    issuer, issuer_span = find_issuer(head, clean, body) if head.kind != "phu_luc" else (None, None)
    spans = {**head.spans, **foot.spans}
    if issuer_span:
        spans["issuer"] = issuer_span
    shown = {"subject": head.subject, "signatory": foot.signatory, "number": head.number, "date": head.date}
    stated = {"number": _fact_number(head), "date": _fact_date(head)}
    for name in shown:
        line = head.facts.get(name)
        if shown[name] is None and line is not None and line.words:
            shown[name] = stated.get(name) if name in stated else line.words
            if shown[name] is not None:
                spans[name] = (line.start, line.end)
    return Header(
        type=_type(head, clean, body),
        number=shown["number"],
        issuer=issuer,
        place=head.place,
        date=shown["date"],
        subject=shown["subject"],
        signatory=shown["signatory"],
        addressees=tuple(head.addressees),
        recipients=tuple(foot.recipients),
        spans=spans,
    )


def _fact(head: Head, name: str) -> str:
    return head.facts[name].words if name in head.facts else ""


def _fact_number(head: Head) -> str | None:
    number = _fact(head, "number").replace(" ", "")
    return number if re.fullmatch(r"\d+\w?[/-].+", number) else None


def _fact_date(head: Head) -> str | None:
    match = re.match(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})$", _fact(head, "date"))
    return iso_date(int(match[1]), int(match[2]), int(match[3])) if match else None


_ISSUES = re.compile(r"ban hành (Kế hoạch|Chương trình|Hướng dẫn|Chỉ thị|Phương án|Đề án)\b[^\n]{0,400}như sau ?:")


_ITSELF = re.compile(
    r"(?<!\w)([Kk]ế hoạch|Chỉ thị|Hướng dẫn|Thông báo|Chương trình|Quyết định|Nghị quyết|Công văn|Công điện) này(?!\w)"
)
"""How a text speaks of the document it is."""
LONGEST_SEARCH = 60_000
"""Characters of a body in which it is looked for."""


def _type(head: Head, clean: str, body: Span) -> str | None:
    """The kind of the document: as named, as its symbol says, as a letter's form says, as it calls itself."""
    if head.kind is not None:
        return head.kind
    number = head.number or _fact_number(head)
    named = NAMES.get(_fact(head, "kind").casefold())
    parts = symbol_parts(number) if number else []
    table = PARTY_ABBREVIATIONS if number and re.match(r"\d+\w?-", number) else ABBREVIATIONS
    if parts and parts[0].casefold() in table:
        return table[parts[0].casefold()]
    if named is not None:
        return named
    if head.letter or parts:
        return "cong_van"
    match = _ISSUES.search(clean, body[0], min(body[1], body[0] + 6000))
    if match is not None:
        return NAMES.get(match[1].casefold())
    itself = {name.casefold() for name in _ITSELF.findall(clean, body[0], min(body[1], body[0] + LONGEST_SEARCH))}
    return NAMES.get(itself.pop()) if len(itself) == 1 and not head.spans else None


def _noted(part: Part, end: int) -> Part:
    if part.header.number:
        return part
    message = "Không thấy số, ký hiệu của văn bản; đề nghị bổ sung trước khi vào sổ."
    return replace(
        part, notes=(Note("no-number", message, part.head[0], min(end, max(part.head[1], part.head[0] + 80))),)
    )
