"""One paragraph a line: lines broken by wrapping are joined, lines that begin something new are kept apart.

Texts arrive wrapped in three ways: not at all (a line is a paragraph); wrapped, with blank lines only between
paragraphs or not even there; wrapped, with a blank line after every line. Which it is shows in what unlabelled lines
begin with: a line that goes on in lower case was wrapped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vanban.capitals import decides, is_capitals, names_kind, splits_phrase, stands_alone
from vanban.draft import Draft, Edit
from vanban.labels import UPPER
from vanban.sheet import HEAD_START, Line, read_lines
from vanban.wrapping import Fact, Wrapping, begins_low, wrappings


def paragraphs(draft: Draft) -> Draft:
    """The draft with `\\n` between paragraphs and nowhere else; page numbers, rules and borders of layout are gone."""
    lines = read_lines(draft.text)
    if not lines:
        return draft.edited([(0, len(draft.text), "")] if draft.text else [])
    return draft.edited(_joined(draft.text, lines, _glue(lines)))


def _joined(text: str, lines: Sequence[Line], glue: Sequence[str]) -> Iterator[Edit]:
    if lines[0].start:
        yield 0, lines[0].start, ""
    for before, line, words in zip(lines, lines[1:], glue[1:], strict=False):
        if text[before.end : line.start] != words:
            yield before.end, line.start, words
    if lines[-1].end < len(text):
        yield lines[-1].end, len(text), ""


_DATED = re.compile(rf"[{UPPER}][^.;:]{{1,38}}, (?:ngày|Ngày) ?\d{{0,2}}(?: tháng|$)")
_AREA_BEGUN = re.compile(rf"(?:Thành phố|TP\.?|Tp\.?|Thị xã|Huyện|Quận)(?: ?[{UPPER}]\w+)+$")
_HEAD_END = re.compile(
    r"(?:Độc lập ?[-–] ?Tự do ?[-–] ?Hạnh phúc|Số ?:? ?\d+[^ ]*|Kính gửi ?:|Nơi nhận ?:?"
    r"|.{2,40}, ngày \d{1,2} tháng \d{1,2} năm \d{4})[.;]?"
)
_GOES_ON = frozenset((
    "của", "và", "với", "tại", "về", "các", "cho", "trong", "theo", "từ", "bởi", "do", "hoặc", "những", "mỗi",
    "bằng", "giữa", "gồm", "thuộc",
))  # fmt: skip
"""Words with which no line ends on purpose."""
_COUNTS = frozenset((
    "ngày", "tháng", "năm", "số", "từ", "đến", "tại", "và", "hoặc", "điều", "khoản", "điểm", "mục", "phần", "quý",
    "chương", "khóa", "lần", "thứ",
))  # fmt: skip
"""After these a number at the start of a line is part of the sentence, not a label."""
_PAIRED = frozenset(
    (("động", "Thương"), ("đua", "Khen"), ("hóa", "Thông"), ("hoạch", "Kiến"), ("hoạch", "Đầu"), ("hình", "Truyền"))
)
"""Words on both sides of a dash inside the names of bodies."""
_OPENINGS = re.compile(
    r"Yêu cầu |Trên đây |Trong quá trình |Quá trình |Căn cứ |Đề nghị |(?:Cơ quan|Đơn vị|Thời gian|Địa điểm|Kinh phí"
    r"|Sản phẩm)[^.:;]{0,40}:"
    r"|(?:Chủ tịch )?(?:UBND|Ủy ban nhân dân) [^.;:]{2,40} (?:yêu cầu|đề nghị|giao) "
)
"""How paragraphs without a label begin."""
_ORDERS = re.compile(
    r"(?:Phối hợp|Chủ trì|Chỉ đạo|Tăng cường|Xây dựng|Triển khai|Tham mưu|Hướng dẫn|Theo dõi|Khẩn trương|Tiếp tục"
    r"|Chủ động|Đẩy mạnh|Rà soát"
    r"|Bố trí|Tuyên truyền|Lồng ghép|Nâng cao|Chịu trách nhiệm|Có trách nhiệm|Báo cáo|Quán triệt|Nghiên cứu|Cân đối"
    r"|Ban hành|Huy động|Phát huy) [^\WA-ZĐ]"
)
"""Verbs of orders: in the middle of a sentence they have no capital."""
_TERMINAL = frozenset('.;:!?…”"')
_NAME = re.compile(rf"(?:[{UPPER}][^\W\dA-Z_]{{0,6}} ){{1,4}}[{UPPER}][^\W\dA-Z_]{{0,6}}")
_YEAR_SPAN = re.compile(r"[-–] ?\d{4}\b")


def _last_word(words: str) -> str:
    return words[words.rfind(" ") + 1 :]


class _Joiner:
    """Decides for each line whether it goes on in the paragraph before it."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.opening = lines[0]
        """First line of the paragraph so far."""
        self.size = 1
        self.subject = False
        """The paragraph so far stands right under the name of a kind of document."""

    def glue(self) -> list[str]:
        glue = [""]
        styles = wrappings(
            [
                Fact(line.words, line.gap, line.label is not None, line.row or line.apart, line.indent)
                for line in self.lines
            ]
        )
        for number in range(1, len(self.lines)):
            words = self._between(number, styles[number])
            if words == "\n":
                self.subject = self.size == 1 and names_kind(self.opening.words)
                self.opening, self.size = self.lines[number], 1
            else:
                self.size += 1
            glue.append(words)
        return glue

    def _between(self, number: int, style: Wrapping) -> str:
        before, line = self.lines[number - 1], self.lines[number]
        if line.row or before.row:
            return " " if line.glued else "\n"
        if line.apart or not self._goes_on(number, before, line, style):
            return "\n"
        if before.words[-1] in "-/&" and before.words[-2:-1] not in (" ", "") and line.words[0] not in " (“":
            return "" if before.words[-2].isdigit() or before.words[-2].isupper() or before.words[-1] == "/" else " "
        return " "

    def _goes_on(self, number: int, before: Line, line: Line, style: Wrapping) -> bool:
        if before.label is not None and before.label.length >= len(before.words):
            return line.label is None and line.gap <= 2 and before.label.kind not in ("phan", "chuong", "muc")
        ended = before.words[-1] in _TERMINAL
        if line.label is not None:
            return self._label_is_words(before, line, style, ended)
        if HEAD_START.match(line.words) or _HEAD_END.fullmatch(before.words):
            return False
        if is_capitals(before.words) or is_capitals(line.words):
            decided = self._capitals_go_on(before, line, style)
            if decided is not None:
                return decided
        if line.soft and line.gap == 0:
            return True
        if _DATED.match(line.words):
            return line.gap == 0 and len(before.words) < 25 and bool(_AREA_BEGUN.match(before.words))
        if self.opening.words.startswith("V/v") and line.gap == 0 and self.size < 12:
            return True
        if not ended and (begins_low(line.words) or self._is_left_open(before, line)):
            return line.gap <= 2 or len(before.words) > 40
        return self._wrapped(number, before, line, style, ended)

    def _is_left_open(self, before: Line, line: Line) -> bool:
        last = _last_word(before.words).casefold()
        if last in _COUNTS and line.words[0].isdigit():
            return True
        return before.words[-1] in ",-–(“/&" or last in _GOES_ON and not is_capitals(last)

    def _label_is_words(self, before: Line, line: Line, style: Wrapping, ended: bool) -> bool:
        """Whether what looks like a label at the start of a wrapped line is part of a sentence."""
        if ended or line.gap > style.gap or line.label is None:
            return False
        if line.label.bare:
            return is_capitals(before.words) and (self.subject or self.opening.label is not None)
        last = _last_word(before.words)
        if line.label.kind == "bullet":
            if line.label.text != "-":
                return False
            if _YEAR_SPAN.match(line.words):
                return last[-4:].isdigit() or last.casefold() in ("năm", "đoạn")
            after = line.words[line.label.length :]
            if not after[:1].islower():
                return (last, after.split(" ", 1)[0]) in _PAIRED
            return style.wrapped and before.words[-1] != "," and style.is_full(before.words, line.words, self.size == 1)
        counted = last.casefold() in _COUNTS and not is_capitals(last)
        return counted and style.wrapped and style.is_full(before.words, line.words, self.size == 1)

    def _capitals_go_on(self, before: Line, line: Line, style: Wrapping) -> bool | None:
        """Capitals go on in capitals where a phrase was broken or a labelled heading was wrapped; None: undecided."""
        both = is_capitals(before.words) and is_capitals(line.words)
        if not both:
            if stands_alone(line.words):
                return False
            if before.words[-1] in "-–,(" and line.words[0].isdigit():
                return None
            if line.soft or not is_capitals(before.words):
                loose = not is_capitals(before.words) and before.words[-1] not in _TERMINAL
                return None if loose and style.wrapped and style.is_full(before.words, line.words) else False
            return False
        if line.gap > style.gap:
            return False
        if splits_phrase(_last_word(before.words), line.words.split(" ", 1)[0]):
            return True
        if decides(line.words) and _last_word(before.words) not in ("CỦA", "VÀ", "CHÍ", "PHÓ", "ÔNG", "BÀ"):
            return False
        if self.subject and line.gap == 0:
            return True
        if stands_alone(before.words) or stands_alone(line.words):
            return False
        return line.soft or self.opening.label is not None or _is_long(self.opening.words)

    def _wrapped(self, number: int, before: Line, line: Line, style: Wrapping, ended: bool) -> bool:
        if not style.wrapped or line.gap > style.gap:
            return False
        if before.words[-1] == ":" and not style.is_full(before.words, line.words, self.size == 1):
            return False
        if before.words[-1] == ";" and begins_low(line.words):
            return True
        if _NAME.fullmatch(line.words) and style.is_short(before.words):
            return False
        first = self.size == 1
        if style.margin is not None:
            return line.indent <= style.margin
        if style.spaced and not ended:
            return True
        if _OPENINGS.match(line.words) if ended and before.words[-1] != ":" else _ORDERS.match(line.words):
            return False
        if style.spaced:
            return not line.page and style.is_full(before.words, line.words, first)
        following = self.lines[number + 1] if number + 1 < len(self.lines) else None
        if following is not None and following.label is None and style.broke_early(line.words, following.words):
            return False
        return style.is_full(before.words, line.words, first)


def _is_long(words: str) -> bool:
    return len(words) > 30 and not words.startswith(("ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN", "CỘNG HÒA"))


def _glue(lines: Sequence[Line]) -> list[str]:
    return _Joiner(lines).glue()
