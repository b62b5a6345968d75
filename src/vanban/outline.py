"""The clause tree of a document's body, read from its numbering alone.

Which numbering stands above which follows Decree 30/2020/NĐ-CP, Appendix I (Phần, Chương, Mục, I., Điều, 1., a), then
bullets); within that, whatever a document opens inside another item belongs to it. Where numbering jumps, a heading was
lost: it leaves a Note and contributes nothing to any path.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from vanban.capitals import is_capitals
from vanban.copies import read_once
from vanban.directive import Clause, Note, Span
from vanban.labels import Label, in_a_row, read_label, roman
from vanban.lines import plain
from vanban.parts import Part
from vanban.text import Text

NEAR = 6
"""Items of a list that show how its sentence is built."""
DEEPEST = 20
"""Items inside one another; no document means more."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The clauses of a document under its unlabelled root, and what a reader should check."""

    root: Clause
    notes: tuple[Note, ...] = ()


def outline(text: Text, part: Part) -> Outline:
    """The clause tree of a part's body; in time linear in its length, whatever it holds."""
    paragraphs = list(_paragraphs(text.clean, part))
    reading = read_once(text.clean, paragraphs, [bisect_left(paragraphs, (start, 0)) for start in part.copies])
    builder = Builder(text.clean, [paragraphs[number] for number in reading.order])
    root = builder.build(part.body)
    notes = [
        Note("duplicated-text", "Đoạn này đứng hai lần trong văn bản; chỉ đọc bản đầy đủ nhất.", start, end)
        for start, end in reading.dropped
    ]
    return Outline(root, tuple(sorted([*builder.notes, *notes, *part.notes], key=lambda note: (note.start, note.end))))


def _paragraphs(clean: str, part: Part) -> Iterator[Span]:
    """The lines of the body outside its gaps."""
    start, end = part.body
    for stop, resume in [*part.gaps, (end, end)]:
        while start < stop:
            line_end = clean.find("\n", start, stop)
            line_end = stop if line_end < 0 else line_end
            if line_end > start:
                yield start, line_end
            start = line_end + 1
        start = max(start, resume)


_RANKS = {
    "phan": 10, "chuong": 20, "muc": 25, "upper": 30, "roman": 40, "dieu": 50, "arabic": 60, "multi": 62, "bracket": 65,
    "letter": 70, "small": 75, "paren": 80, "paren-letter": 82, "paren-small": 85, "bullet": 90,
}  # fmt: skip
_SMALL = {"letter": "small", "paren-letter": "paren-small"}
"""Letters, and the small Roman numerals that look like them."""
_SECTIONS = frozenset(("phan", "chuong", "muc", "upper", "roman"))
_SWAPPED = frozenset((("roman", "dieu"), ("roman", "upper"), ("upper", "dieu")))
"""Kinds that may also open inside the second: whichever a document begins with stands above."""


@dataclass(slots=True)
class _Node:
    kind: str
    label: str
    value: tuple[int, ...]
    path: tuple[str, ...]
    start: int
    paragraphs: list[Span] = field(default_factory=list)
    children: list[_Node] = field(default_factory=list)
    after: list[Span] = field(default_factory=list)

    def clause(self) -> Clause:
        children = tuple(child.clause() for child in self.children)
        end = self.paragraphs[-1][1] if self.paragraphs else self.start
        last = max([end, *(child.last for child in children), *(stop for _, stop in self.after)])
        return Clause(self.label, self.path, self.start, end, last, tuple(self.paragraphs), children, tuple(self.after))


LONGEST_OPENING = 160
"""Characters of a paragraph that show what kind it is."""
_ATTRIBUTE = re.compile(
    plain(
        r"(?:(?:Các )?(?:[Cc]ơ quan|[Đđ]ơn vị|[Tt]ổ chức|[Cc]á nhân|[Ll]ãnh đạo)(?:,? [^\W\d]+){0,6}|(?:Bộ phận"
        r"|Người) (?:thực hiện|phụ trách|chủ trì)"
        r"|Chủ trì(?: thực hiện)?|Phối hợp(?: thực hiện)?|Thời (?:gian|hạn|điểm)(?: (?:tổ chức|thực hiện|hoàn thành"
        r"|triển khai|báo cáo|gửi))*"
        r"|Địa (?:điểm|bàn)(?: (?:tổ chức|thực hiện))?|Kinh phí(?: thực hiện)?|Nguồn kinh phí|Sản phẩm(?: đầu ra)?"
        r"|Kết quả(?: (?:đầu ra|dự kiến))?"
        r"|Tiến độ(?: thực hiện)?|Hoàn thành|Hình thức|Thành phần|Đối tượng|Số lượng|Phân công(?: thực hiện)?) ?:"
    )
)
"""Lines under an item that only say who, when, where and with what: they belong to it."""

_ASPECT = re.compile(
    plain(
        r"(?:Nội dung(?: (?:thực hiện|hoạt động|công việc))?|(?:Cơ quan|Đơn vị)(?: (?:chủ trì|phối hợp|thực hiện"
        r"|tham mưu|và|triển khai))+"
        r"|Thời gian(?: (?:thực hiện|hoàn thành|tổ chức))?|Phân công(?: thực hiện)?) ?:"
    )
)
"""Bullets that name an aspect of the item they stand under: its parts have the item's path."""

_CLOSING = re.compile(
    plain(
        r"Yêu cầu |Trên đây |Trong quá trình |Quá trình |(?:Khi|Nếu|Mọi) .{0,60}(?:khó khăn|vướng mắc)|Nhận được "
        r"|Đề nghị |Giao "
        r"|[^,.;:]{3,80} (?:yêu cầu|đề nghị|trân trọng|thông báo|giao) |(?:Kế hoạch|Chỉ thị|Công văn|Thông báo|Văn bản"
        r"|Hướng dẫn) này |Trân trọng|Rất mong"
    )
)
"""How paragraphs begin that close a document as a whole."""

_TRUE_CLOSING = re.compile(plain(r"Trên đây |[^,.;:]{3,60} (?:yêu cầu|đề nghị|trân trọng|thông báo) |Yêu cầu "))


class Builder:
    """Puts paragraphs, one after another, where their labels say."""

    def __init__(self, clean: str, paragraphs: Sequence[Span]) -> None:
        self.clean = clean
        self.spans = paragraphs
        self.labels = in_a_row([read_label(clean[start:end]) for start, end in paragraphs])
        self.notes: list[Note] = []
        self.root = _Node("root", "", (), (), 0)
        self.stack = [self.root]
        self.ranks = dict(_RANKS)
        self.latest: dict[str, int] = {}
        """Kind -> number of its last item, wherever that stood."""

    def build(self, body: Span) -> Clause:
        self.root.start = self.spans[0][0] if self.spans else body[0]
        closing = self._closing()
        for number, (span, label) in enumerate(zip(self.spans, self.labels, strict=True)):
            if label is not None:
                self._item(number, span, label)
            elif number >= closing:
                self._close(span)
            else:
                self._unlabelled(span)
        return self.root.clause()

    # Labelled items

    def _item(self, number: int, span: Span, label: Label) -> None:
        label = self._corrected(label)
        parent = self._parent(number, span, label)
        while self.stack[-1] is not parent:
            self.stack.pop()
        start = min(span[0] + label.length, span[1])
        words = self.clean[start : span[1]]
        node = _Node(label.kind, label.text, label.value, self._path(parent, label, words), start)
        if start < span[1]:
            node.paragraphs.append((start, span[1]))
        parent.children.append(node)
        self.stack.append(node)
        if label.value and label.value[-1]:
            self.latest[self._family(label)] = label.value[-1]

    def _path(self, parent: _Node, label: Label, words: str) -> tuple[str, ...]:
        if label.kind == "bullet" and _ASPECT.match(plain(words[:LONGEST_OPENING])):
            return parent.path
        if parent.path and label.text.startswith(parent.path[-1] + ".") and parent.path[-1] == parent.label:
            return (*parent.path[:-1], label.text)
        return (*parent.path, label.text)

    @staticmethod
    def _family(label: Label) -> str:
        return f"{label.kind}{len(label.value)}" if label.kind == "multi" else label.kind

    def _corrected(self, label: Label) -> Label:
        """A label of another kind that only goes on in the open row of numbers: `2)` after `1.`, `l.` for `1.`."""
        if label.kind in ("arabic", "bracket"):
            other = "bracket" if label.kind == "arabic" else "arabic"
            twin = self._open(other)
            if twin is not None and self._open(label.kind) is None and label.value[0] == twin.value[0] + 1:
                return Label(other, label.value, label.text, label.length)
        if label.kind == "roman" and len(label.text) == 1:
            upper = self._open("upper")
            place = ord(label.text) - ord("A") + 1
            if upper is not None and self._open("roman") is None and ord(upper.label) + 1 == ord(label.text):
                return Label("upper", (place,), label.text, label.length)
        if label.kind == "letter" and label.text == "l" and self._open("letter") is None:
            return Label("arabic", (1,), "1", label.length)
        if label.kind in _SMALL and label.text in "ivx":
            return self._small(label)
        return label

    def _small(self, label: Label) -> Label:
        """`i)` is a letter where `h)` stands before it, else the first of `i)`, `ii)`, `iii)`."""
        kind = _SMALL[label.kind]
        letters, numerals = self._open(label.kind), self._open(kind)
        value = roman(label.text.upper())
        if letters is not None and letters.value[0] + 1 == label.value[0]:
            return label
        if label.text == "i" or numerals is not None and numerals.value[0] + 1 == value:
            return Label(kind, (value,), label.text, label.length)
        return label

    def _open(self, kind: str, text: str = "") -> _Node | None:
        for node in reversed(self.stack):
            if node.kind == kind and (not text or node.label == text):
                return node
        return None

    def _above(self, node: _Node) -> _Node:
        return self.stack[max(0, self.stack.index(node) - 1)]

    def _parent(self, number: int, span: Span, label: Label) -> _Node:
        if label.kind == "bullet":
            return self._parent_of_bullet(number, label)
        if label.kind == "multi":
            return self._parent_of_multi(span, label)
        twin = self._open(label.kind)
        if twin is not None:
            return self._beside(twin, span, label)
        return self._inside(span, label)

    def _parent_of_bullet(self, number: int, label: Label) -> _Node:
        twin = self._open("bullet", label.text)
        if twin is not None:
            return self._above(twin)
        if len(self.stack) > DEEPEST:
            return self.stack[-2]
        if self.stack[-1].kind == "bullet" and label.text in "*•●" and self._heads_bullets(number):
            return self._numbered()
        return self.stack[-1]

    def _heads_bullets(self, number: int) -> bool:
        """Whether a bullet is a heading over further bullets of a sign that is open already."""
        start, end = self.spans[number]
        following = self.labels[number + 1] if number + 1 < len(self.labels) else None
        if following is None or following.kind != "bullet" or self._open("bullet", following.text) is None:
            return False
        return self.clean[end - 1] not in ".;" and end - start < 160

    def _numbered(self) -> _Node:
        """The innermost open item that is no bullet."""
        return next(node for node in reversed(self.stack) if node.kind != "bullet")

    def _parent_of_multi(self, span: Span, label: Label) -> _Node:
        prefix = label.value[:-1]
        for node in reversed(self.stack):
            if node.value == prefix and node.kind in ("arabic", "multi", "roman", "upper"):
                self._check(span, label, [child.value for child in node.children if child.kind == "multi"])
                return node
        depth = len(label.value)
        for node in reversed(self.stack):
            if node.kind == "multi" and len(node.value) == depth:
                above = self._above(node)
                if node.value[:-1] == prefix:
                    self._check(span, label, [node.value])
                    return above
                self._note(span, label)
                return self._above(above) if above is not self.root and above.kind in ("arabic", "multi") else above
        self._note(span, label)
        return next(n for n in reversed(self.stack) if n is self.root or self.ranks[n.kind] < self.ranks["arabic"])

    def _beside(self, twin: _Node, span: Span, label: Label) -> _Node:
        """Where an item of an open kind goes: beside the open one, or, where it starts anew, under a lost heading."""
        above = self._above(twin)
        value, before = label.value[-1], twin.value[-1]
        if not value or not before or value == before + 1 or label.kind == "letter" and (before, value) == (4, 6):
            return above
        if value == 1 and self._opens_list(self.stack[-1]) and len(self.stack) <= DEEPEST:
            return self.stack[-1]
        self._note(span, label, twin)
        if value >= before or above is self.root:
            if value > 1 and value < before:
                self._release(twin, above)
            return above
        home = self._above(above)
        if value > 1:
            self._release(twin, home)
        return home

    def _release(self, item: _Node, home: _Node) -> None:
        """Bullets under an item that was a sentence of its own belong to the heading that was lost behind it."""
        if not item.paragraphs or self.clean[item.paragraphs[-1][1] - 1] not in "./" or item.after:
            return
        if any(child.kind != "bullet" for child in item.children):
            return
        for child in item.children:
            self._rebase(child, len(item.path), home.path)
        home.children += item.children
        item.children = []

    def _rebase(self, node: _Node, depth: int, path: tuple[str, ...]) -> None:
        node.path = (*path, *node.path[depth:])
        for child in node.children:
            self._rebase(child, depth, path)

    def _opens_list(self, node: _Node) -> bool:
        return bool(node.paragraphs) and self.clean[node.paragraphs[-1][1] - 1] == ":"

    def _inside(self, span: Span, label: Label) -> _Node:
        """Where an item goes whose kind is not open."""
        kind = label.kind
        if label.value[-1] != 1 and label.value[-1] != self.latest.get(kind, 0) + 1:
            self._note(span, label)
        top = self.stack[-1]
        if kind not in _SECTIONS and kind != "dieu" and self._opens_list(top) and len(self.stack) <= DEEPEST:
            return top
        for node in self.stack[1:]:
            if (kind, node.kind) in _SWAPPED and kind not in self.latest:
                self.ranks[kind] = max(self.ranks[kind], self.ranks[node.kind] + 1)
        rank = self.ranks[kind]
        if kind == "bracket" and self._open("letter") is not None and "arabic" in self.latest:
            rank = self.ranks["letter"] + 1
        return next(n for n in reversed(self.stack) if n is self.root or self.ranks[n.kind] < rank)

    # Notes

    def _check(self, span: Span, label: Label, siblings: list[tuple[int, ...]]) -> None:
        expected = siblings[-1][-1] + 1 if siblings else 1
        if label.value[-1] != expected:
            self._note(span, label)

    def _note(self, span: Span, label: Label, before: _Node | None = None) -> None:
        behind = f" (trước đó là “{before.label}”)" if before is not None else ""
        lost = "có thể thiếu một đề mục, đề nghị đối chiếu bản gốc."
        message = f"Trước mục “{label.text}” số thứ tự không liền{behind}: {lost}"
        self.notes.append(Note("missing-heading", message, span[0], min(span[1], span[0] + 80)))

    # Paragraphs without a label

    def _unlabelled(self, span: Span) -> None:
        words = self.clean[span[0] : span[1]]
        top = self.stack[-1]
        if top.kind in _SECTIONS and not top.paragraphs:
            top.paragraphs.append(span)
            top.start = span[0]
            return
        if is_capitals(words) and words[0] != "|" and " " in words and top is not self.root:
            self.stack = [self.root]
        elif top.kind == "bullet" and not self._belongs_to_bullet(top, words):
            while self.stack[-1].kind == "bullet":
                self.stack.pop()
        elif top.kind in ("letter", "paren") and self._closes_list(top) and words[0].isupper():
            self.stack.pop()
        self._append(self.stack[-1], span)

    def _belongs_to_bullet(self, bullet: _Node, words: str) -> bool:
        if _ATTRIBUTE.match(plain(words[:LONGEST_OPENING])) or words[0].islower():
            return True
        return self._opens_list(bullet)

    def _closes_list(self, item: _Node) -> bool:
        """Whether an item ends with the full stop of a sentence of which the items before it end with semicolons."""
        ends = [self.clean[node.paragraphs[-1][1] - 1] for node in self.stack[-2].children[-NEAR:] if node.paragraphs]
        return len(ends) > 1 and ends[-1] == "." and set(ends[:-1]) == {";"} and not item.children

    def _append(self, node: _Node, span: Span) -> None:
        (node.after if node.children else node.paragraphs).append(span)

    def _close(self, span: Span) -> None:
        self.stack = [self.root]
        self._append(self.root, span)

    def _closing(self) -> int:
        """Number of the first of the paragraphs that close the document as a whole."""
        end = len(self.spans)
        start = end
        while start and self.labels[start - 1] is None and self.clean[self.spans[start - 1][0]] != "|":
            start -= 1
        if start == 0 or start == end:
            return end
        label = self.labels[start - 1]
        if any(other is not None and other.kind == "dieu" for other in self.labels):
            return end
        heading = label is not None and (label.kind in _SECTIONS or self._is_heading(self.spans[start - 1]))
        pattern = _TRUE_CLOSING if heading else _CLOSING
        for number in range(start + heading, end):
            begin, stop = self.spans[number]
            if pattern.match(plain(self.clean[begin : min(stop, begin + LONGEST_OPENING)])):
                return number
        return end

    def _is_heading(self, span: Span) -> bool:
        return self.clean[span[1] - 1] not in ".;/"
