"""The head of a document: what stands above its first sentence, in whatever order and form it arrives.

The parts are those of Decree 30/2020/NĐ-CP, Appendix I (boxes 1 to 5, 9a, 10, 11), of the older Circular 01/2011/TT-BNV
and of the Party's papers; around them the tables, titles and paths that web pages put there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from vanban.directive import Span
from vanban.kinds import KINDS, NAMES
from vanban.labels import UPPER, read_label
from vanban.paragraphs import is_capitals

LONGEST_HEAD = 150
"""Lines."""


class Line(NamedTuple):
    """A line of the repaired text and where it stands."""

    start: int
    end: int
    words: str


@dataclass(slots=True)
class Head:
    """What a head says, each with its place; `end` is the number of the first line of the body."""

    end: int = 0
    kind: str | None = None
    number: str | None = None
    place: str | None = None
    date: str | None = None
    subject: str | None = None
    title: str | None = None
    """What a web page calls the document; the subject only where the head shows none."""
    bodies: list[Line] = field(default_factory=list)
    """Lines that name the issuing body and the one above it."""
    authority: list[Line] = field(default_factory=list)
    """Lines under the subject of a decision that name who decides."""
    addressees: list[str] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    """What a table of facts beside the document says: `Số hiệu`, `Người ký`, ..."""
    spans: dict[str, Span] = field(default_factory=dict)
    letter: bool = False
    """It is addressed to somebody, as letters are."""
    attached: bool = False
    """It says that it was issued with another document."""
    marked: bool = False
    """It shows something that only heads have."""


def fold(words: str) -> str:
    """Words in capitals without marks: `Đức Phổ` -> `DUC PHO`."""
    plain = unicodedata.normalize("NFD", words.upper().replace("Đ", "D"))
    return "".join(character for character in plain if not unicodedata.combining(character))


_NAMES = "|".join(sorted({name.upper() for kind in KINDS for name in (kind.name, *kind.also)}, key=len, reverse=True))
_ATTACHMENTS = "PHỤ LỤC|DANH MỤC|DANH SÁCH|BIỂU MẪU|ĐỀ CƯƠNG|BẢNG PHÂN CÔNG|BỘ TIÊU CHÍ|NỘI QUY|ĐIỀU LỆ|BIỂU"
KIND_LINE = re.compile(rf"(?P<kind>{_NAMES}|PHỤ LỤC)(?: ?(?:SỐ )?(?:[IVX]+|\d{{1,2}}))?(?P<rest> ?[:.]?| .*)")
ATTACHMENT_LINE = re.compile(rf"(?:{_ATTACHMENTS})\b.{{0,160}}")
NATIONAL = re.compile(r"CONGHOAXAHOI|HOAXAHOICHUNGHIA|XAHOICHUNGHIAVIETNAM|DANGCONGSANVIETNAM")
_MOTTO = re.compile(r"D?OCLAP\W*TUDO\W*HANHPHUC")
_SYMBOL = rf"\d{{1,5}}[a-zđA-ZĐ]?(?:/\d{{4}})?[/-](?:\d{{4}}/)?[{UPPER}][\w&./-]*"
_NUMBER = re.compile(rf"(?:^\W*(?:Số|SỐ|Sổ|Só|Sô|So|số) ?[:.]? ?|\bSố ?: ?)({_SYMBOL})")
_BARE_NUMBER = re.compile(rf"\W*({_SYMBOL})\W*")
_NO_NUMBER = re.compile(r"\W*(?:Số|SỐ|Sổ) ?:? ?[.…_ ]*(?:[/-] ?[^ ]{1,20})?")
_DIGIT = r"(?:\d ?\d|\d)"
DATED = re.compile(
    rf"(?P<place>(?:(?:[Tt]hành phố|[Tt]hị xã|[Tt]ỉnh|[Hh]uyện|[Qq]uận|[Pp]hường|[Xx]ã) )?(?:[{UPPER}][\w.’'-]*[ -]{{0,3}}){{1,6}}),? ?"
    rf"(?:[Nn]gày|NGÀY) ?(?P<day>{_DIGIT})?[ .…_]*(?:tháng|THÁNG|/|-) ?(?P<month>{_DIGIT})?[ .…_]*(?:năm|NĂM|/|-) ?(?P<year>[12] ?\d ?\d ?\d)"
)
_ABOUT = re.compile(r"(?:V/v|V/V|v/v|Vv|VV|[Vv]ề việc|VỀ VIỆC) ?[:.]? ?")
_TO = re.compile(r"\W*(?:Kính gửi|KÍNH GỬI|Kính gởi|Kính trình) ?[:;]? ?|.{0,80}\b(?:điện|ĐIỆN) ?:$")
_ALSO_TO = re.compile(r"\W*Đồng (?:kính )?(?:gửi|gởi)")
_STAMP = re.compile(
    r"(?:HỎA TỐC|THƯỢNG KHẨN|KHẨN|TỐI MẬT|TUYỆT MẬT|MẬT|DỰ THẢO|BẢN SAO|SAO Y|SAO LỤC|CÔNG BÁO|TRUNG TÂM CÔNG BÁO|(?:CV |CÔNG VĂN )?ĐẾN|ĐẾN)\b.{0,60}"
    r"|(?:Ngày|Giờ|Chuyên|Lưu hồ sơ|Lưu hồ sơ số|Số đến|Đến)(?: đến)? ?:.{0,30}|\d{1,3}|(?:Người ký|Ký bởi|Thời gian ký|Cơ quan|Email|Ngày ký) ?:.{0,90}"
)
_ISSUED_WITH = re.compile(r"\W*(?:(?:Được )?[Bb]an hành|Phê duyệt|[Kk]èm)(?: kèm)? theo\b")
_FACTS = {
    "số hiệu": "number", "số ký hiệu": "number", "số/ký hiệu": "number", "số kí hiệu": "number",
    "ngày ban hành": "date", "loại văn bản": "kind", "cơ quan ban hành": "issuer", "nơi ban hành": "issuer", "người ký": "signatory",
    "trích yếu": "subject", "trích yếu nội dung": "subject",
}  # fmt: skip
_FACT = re.compile(r"\|? ?([^|:]{3,24}?) ?[:|] ?([^|]*?) ?\|?")
_TITLE = re.compile(
    rf"(?P<kind>{'|'.join(sorted({n for k in KINDS for n in (k.name, *k.also)}, key=len, reverse=True))})\b"
    rf"(?P<number> (?:liên tịch )?(?:số:? ?)?{_SYMBOL})?(?P<year> (?:ngày [\d/]+|năm \d{{4}}))?(?P<about>.*)"
)
_OPENING = re.compile(
    r"(?:Căn cứ|Thực hiện|Để|Nhằm|Theo|Xét|Sau khi|Ngày \d|Trong (?:thời gian|những|các|năm)|Qua|Hiện nay|Thời gian|Tiếp (?:theo|tục)|Trên cơ sở"
    r"|Vừa qua|Nghiên cứu|Ủy ban nhân dân|UBND|Chủ tịch|Bộ |Sở |Được|Tại|Với|Nhân dịp|Hưởng ứng|Phát huy|Thi hành|Chấp hành|Triển khai|Đầu|Từ) ?.*"
)
_BODY = re.compile(
    r"(?:[ỦUỶƯ]?Y BAN|UBND|SỞ|BỘ|BAN|CÔNG AN|CỤC|CHI CỤC|TỔNG CỤC|VĂN PHÒNG|HỘI|HĐND|TỈNH ỦY|THÀNH ỦY|HUYỆN ỦY|QUẬN ỦY|THỊ ỦY|ĐẢNG ỦY|ĐẢNG BỘ"
    r"|ĐOÀN|TỈNH ĐOÀN|LIÊN|TRUNG TÂM|TRUNG ƯƠNG|TRƯỜNG|PHÒNG|THANH TRA|KHO BẠC|VIỆN|TÒA ÁN|NGÂN HÀNG|BẢO HIỂM|MẶT TRẬN|TỔNG|HỌC VIỆN|ĐẠI HỌC"
    r"|BỆNH VIỆN|CHÍNH PHỦ|THỦ TƯỚNG|QUỐC HỘI|KIỂM TOÁN|THUẾ|HẢI QUAN|ĐIỆN LỰC|CÔNG TY|TẬP ĐOÀN|QUÂN KHU|BÁO|ĐÀI|TIỂU BAN|TỔ CÔNG TÁC)\b"
)


def read_head(lines: Sequence[Line], start: int) -> Head:
    """The head that begins with line `start`; empty, with `end` at `start`, where the text opens with its body."""
    return _Reader(lines, start).read()


def _joined(words: Sequence[str]) -> str:
    return " ".join(words).strip(" .;,:")


class _Reader:
    def __init__(self, lines: Sequence[Line], start: int) -> None:
        self.lines = lines
        self.start = start
        self.head = Head(end=start)
        self.limit = min(len(lines), start + LONGEST_HEAD)

    def read(self) -> Head:
        place = self.start
        while place < self.limit:
            following = self._step(place)
            if following == place:
                break
            place = following
        self.head.end = place
        return self.head

    def _step(self, place: int) -> int:
        """Read the line at `place`; the number of the next line to read, or `place` itself where the body begins."""
        words = self.lines[place].words
        for read in (self._fact, self._ornament, self._number, self._dated, self._about, self._to, self._kind, self._stamp):
            following = read(place, words)
            if following > place:
                return following
        if self._names_body(place, words):
            named = self.head.bodies if self.head.kind is None else self.head.authority
            named.append(self.lines[place])
            return place + 1
        if self._is_title(place, words) or self._is_noise(place, words):
            return place + 1
        return place

    def _mark(self, name: str, start: int, end: int) -> None:
        self.head.spans.setdefault(name, (start, end))
        self.head.marked = True

    def _fact(self, place: int, words: str) -> int:
        match = _FACT.fullmatch(words)
        name = _FACTS.get(match[1].strip().casefold()) if match else None
        if match and name:
            value, following = match[2], place + 1
            if not value and words[0] != "|" and place + 1 < self.limit:
                value, following = self.lines[place + 1].words, place + 2
            self.head.facts.setdefault(name, value)
            return following
        return place + 1 if words[0] == "|" and (match or not self.head.marked) else place

    def _ornament(self, place: int, words: str) -> int:
        if len(words) > 90:
            return place
        bare = fold(words).replace(" ", "")
        if _MOTTO.search(bare) or is_capitals(words) and NATIONAL.search(bare):
            self.head.marked = True
            return place + 1
        return place

    def _number(self, place: int, words: str) -> int:
        match = _NUMBER.search(words) if self.head.number is None else None
        if match is None and self.head.number is None:
            match = _BARE_NUMBER.fullmatch(words)
        line = self.lines[place]
        if match is None or len(words) > 300:
            if _NO_NUMBER.fullmatch(words) or self.head.number and _NUMBER.match(words) and len(words) < 60:
                self.head.marked = True
                return place + 1
            return place
        number = match[1].rstrip(".,-/")
        self.head.number = number
        self._mark("number", line.start + match.start(1), line.start + match.start(1) + len(number))
        if match.start() > 2 and is_capitals(words[: match.start()]):
            self.head.bodies.append(Line(line.start, line.start + match.start(), words[: match.start()].strip()))
        self._rest_of_number(line, match.start(1) + len(number))
        return place + 1

    def _rest_of_number(self, line: Line, offset: int) -> None:
        """What a page put on the number's line: date, subject."""
        self._date(line, offset)
        about = re.search(r"\bV/v\b", line.words[offset:])
        if about:
            start = offset + about.start()
            dated = DATED.search(line.words, start)
            self._subject([Line(line.start + start, line.end, line.words[start : dated.start() if dated else None])])

    def _date(self, line: Line, offset: int = 0) -> bool:
        match = DATED.search(line.words, offset)
        if match is None or self.head.date is not None:
            return match is not None
        day, month, year = ((match[name] or "").replace(" ", "") for name in ("day", "month", "year"))
        if self.head.place is None:
            self.head.place = match["place"].strip(" ,.-")
            start = line.start + match.start("place")
            self._mark("place", start, start + len(match["place"].rstrip(" ,.-")))
        if day and month and (iso := iso_date(int(day), int(month), int(year))):
            self.head.date = iso
            first = re.search(r"[Nn]gày|NGÀY", match[0])
            self._mark("date", line.start + match.start() + (first.start() if first else 0), line.start + match.end())
        return True

    def _dated(self, place: int, words: str) -> int:
        line = self.lines[place]
        match = DATED.search(words) if len(words) < 140 else None
        if match is None or len(words) - (match.end() - match.start()) > 60 or match.start() > 60:
            return place
        if words[match.end() : match.end() + 1] in (",", ";") or _OPENING.match(words) and match.start() > 0:
            return place
        self._date(line)
        before = words[: match.start()].strip(" -–")
        if before and is_capitals(before):
            self.head.bodies.append(Line(line.start, line.start + match.start(), before))
        return place + 1

    def _about(self, place: int, words: str) -> int:
        match = _ABOUT.match(words)
        if match is None or self.head.subject is not None or words[0] not in "Vv":
            return place
        if words.startswith(("Về", "về")) and not self._marks_ahead(place + 1, 6) and not self.head.marked:
            return place
        if words.startswith(("Về", "về")) and not self.head.marked:
            self.head.title = self.head.title or words[match.end() :].strip(" .")
            return place + 1
        end = place + 1
        while end < self.limit and end - place < 8 and self.lines[end].words[0].islower() and not read_label(self.lines[end].words):
            end += 1
        self._subject(self.lines[place:end])
        return end

    def _subject(self, lines: Sequence[Line]) -> None:
        words = _joined([line.words for line in lines])
        lead = _ABOUT.match(words)
        skipped = lead.end() if lead else 0
        if words[skipped:]:
            self.head.subject = words[skipped:]
            self._mark("subject", lines[0].start + skipped, lines[-1].start + len(lines[-1].words.rstrip(" .;,:")))

    def _to(self, place: int, words: str) -> int:
        match = _TO.match(words)
        if match is None or len(words) > 500 or words.endswith("ĐIỆN:") and not is_capitals(words):
            return place
        self.head.letter = self.head.marked = True
        entries: list[tuple[int, int]] = []
        line = self.lines[place]
        inline = words[match.end() :]
        entries += _split(line.start + match.end(), inline)
        place += 1
        loose = not inline or inline.rstrip().endswith(";")
        while place < self.limit:
            end = self._entry(place, loose, entries)
            if end == place:
                break
            place = end
            loose = bool(entries) and self.lines[place - 1].words.endswith(";")
        if entries:
            self._mark("addressees", entries[0][0], entries[-1][1])
            text = {line.start: line for line in self.lines[self.start : place]}
            self.head.addressees = [_slice(text, self.lines, start, end) for start, end in entries]
        return self._also_to(place)

    def _entry(self, place: int, loose: bool, entries: list[tuple[int, int]]) -> int:
        line = self.lines[place]
        label = read_label(line.words)
        if label is not None and label.kind == "bullet":
            entries += _split(line.start + label.length, line.words[label.length :], whole=True)
            return place + 1
        if label is not None or _ALSO_TO.match(line.words) or self._is_head_line(line.words):
            return place
        if loose and len(line.words) < 200 and not _CONTENT.match(line.words):
            entries += _split(line.start, line.words, whole=True)
            return place + 1
        return place

    def _is_head_line(self, words: str) -> bool:
        return bool(_NUMBER.match(words) or _ABOUT.match(words) or KIND_LINE.fullmatch(words))

    def _also_to(self, place: int) -> int:
        """`Đồng kính gửi` and its bullets are read over: who only gets to know is no addressee."""
        if place >= self.limit or not _ALSO_TO.match(self.lines[place].words):
            return place
        place += 1
        while place < self.limit and (label := read_label(self.lines[place].words)) and label.kind == "bullet":
            place += 1
        return place

    def _kind(self, place: int, words: str) -> int:
        line = self.lines[place]
        spread = words.replace(" ", "") if re.fullmatch(r"(?:\w ){4,}\w", words) else ""
        match = KIND_LINE.fullmatch(words)
        if spread:
            named = next((name for name in NAMES if name.replace(" ", "") == spread.casefold()), None)
            rest, name = "", named
        else:
            name = match["kind"].casefold() if match else None
            rest = match["rest"].strip(" :.") if match else ""
        if name is None or self.head.kind is not None or len(words) > 600:
            return place
        if rest and rest[0].islower() or rest.startswith(("SỐ ", "NÀY")) or re.match(r"\d", rest):
            return place
        self.head.kind = NAMES.get(name, "phu_luc")
        self._mark("type", line.start, line.start + (len(words) if spread else len(name)))
        first = [Line(line.end - len(rest), line.end, rest)] if rest else []
        return self._subject_under(place + 1, first)

    def _subject_under(self, place: int, found: list[Line]) -> int:
        """The subject under the name of the kind: capitals, or lines that end in no full stop."""
        while place < self.limit and len(found) < 10:
            words = self.lines[place].words
            if _ISSUED_WITH.match(words) or self._ends_subject(words, found):
                break
            found.append(self.lines[place])
            place += 1
        if found and self.head.subject is None:
            self._subject(found)
        return place

    def _ends_subject(self, words: str, found: list[Line]) -> bool:
        if words[0] == "|" or read_label(words) or _TO.match(words) or self._is_head_line(words) or DATED.match(words):
            return True
        bare = fold(words).replace(" ", "") if len(words) < 90 else ""
        if _MOTTO.search(bare) or NATIONAL.search(bare):
            return True
        if not found:
            return words.endswith((":", ";")) or words.startswith("Căn cứ") or "như sau" in words[-20:]
        if is_capitals(words):
            return not is_capitals(found[-1].words) or bool(_AUTHORITY.match(words))
        if is_capitals(found[-1].words) or words[0].islower() and len(words) < 300:
            return not words[0].islower()
        return bool(_OPENING.match(words)) or words[-1] in ".;:" or len(words) > 250

    def _stamp(self, place: int, words: str) -> int:
        if _ISSUED_WITH.match(words) and len(words) < 400 and (words[0] == "(" or self.head.kind):
            self.head.attached = True
            return place + 1
        if len(words) < 100 and _STAMP.fullmatch(words):
            return place + 1
        return place

    def _names_body(self, place: int, words: str) -> bool:
        """Whether a line in capitals names a body: in the letterhead, or above the grounds of a decision."""
        if not is_capitals(words) or len(words) > 200 or read_label(words):
            return False
        if self.head.kind is not None:
            return bool(_AUTHORITY.match(words)) and self.head.subject is not None
        return bool(_BODY.match(words)) or bool(self.head.bodies) or self.head.marked or self._marks_ahead(place + 1, 6)

    def _is_title(self, place: int, words: str) -> bool:
        """Whether a line is what a web page calls the document: `Kế hoạch 12/KH-UBND năm 2021 ...`, `Chỉ thị về ...`."""
        match = _TITLE.fullmatch(words)
        if match is None or len(words) > 600 or self.head.marked or place - self.start > 20:
            return False
        about = match["about"].strip()
        if not match["number"] and not _ABOUT.match(about) or about[:1] in (",", ";") or words[-1] in ";:":
            return False
        self.head.facts.setdefault("kind", match["kind"])
        if match["number"]:
            self.head.facts.setdefault("number", match["number"].split()[-1].removeprefix("số:"))
        lead = _ABOUT.match(about)
        subject = about[lead.end() if lead else 0 :].strip(" .")
        self.head.title = re.sub(r",? do .{3,80} ban hành$", "", subject) or None
        line = self.lines[place]
        if self.head.title:
            begin = line.words.find(self.head.title)
            self.head.spans.setdefault("title", (line.start + begin, line.start + begin + len(self.head.title)))
        return True

    def _is_noise(self, place: int, words: str) -> bool:
        """Whether a line that says nothing stands above a head that is still to come."""
        if self.head.marked and not self.head.bodies or read_label(words) or len(words) > 400:
            return False
        if self.head.kind is not None or self.head.number is not None or self.head.letter:
            return False
        return self._marks_ahead(place + 1, 30)

    def _marks_ahead(self, place: int, count: int) -> bool:
        """Whether something that only heads have follows before anything that only bodies have."""
        for line in self.lines[place : min(self.limit, place + count)]:
            words = line.words
            label = read_label(words)
            if label is not None and label.kind != "bullet" or words.startswith("Căn cứ") or words.endswith("như sau:"):
                return False
            if _NUMBER.match(words) or KIND_LINE.fullmatch(words) and is_capitals(words) or _TO.match(words):
                return True
            if len(words) < 90 and is_capitals(words) and NATIONAL.search(fold(words).replace(" ", "")):
                return True
        return False


_AUTHORITY = re.compile(
    r"(?:CHỦ TỊCH|BỘ TRƯỞNG|GIÁM ĐỐC|THỦ TƯỚNG|CHÍNH PHỦ|TỔNG GIÁM ĐỐC|TRƯỞNG BAN|CHÁNH VĂN PHÒNG|CỤC TRƯỞNG|TỔNG CỤC TRƯỞNG|HIỆU TRƯỞNG|CHỦ NHIỆM"
    r"|[ỦU]Y BAN NHÂN DÂN|UBND|HỘI ĐỒNG NHÂN DÂN|BAN THƯỜNG VỤ|BAN CHẤP HÀNH|QUỐC HỘI|TỔNG THANH TRA|THỐNG ĐỐC|VIỆN TRƯỞNG|CHÁNH ÁN|TRƯỞNG PHÒNG)\b"
)
_CONTENT = re.compile(r"(?:Căn cứ|Thực hiện|Để|Nhằm|Theo|Xét|Sau khi|Ngày \d|Qua|Trên cơ sở|Vừa qua|Ủy ban .{3,60} (?:yêu cầu|đề nghị|nhận được)) ?")


def iso_date(day: int, month: int, year: int) -> str | None:
    """`2017-03-30`; None where there is no such day."""
    if not (1 <= month <= 12 and 1 <= day <= (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31)):
        return None
    if month == 2 and day == 29 and (year % 4 or year % 100 == 0 and year % 400):
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def _split(start: int, words: str, whole: bool = False) -> list[tuple[int, int]]:
    """Spans of the entries in some words: apart at `;` and ` - ` where they stand on one line."""
    entries: list[tuple[int, int]] = []
    pieces = [(0, len(words))] if whole else _pieces(words)
    for begin, end in pieces:
        core = words[begin:end].strip(" -–+;.,:")
        if core:
            offset = words.index(core, begin)
            entries.append((start + offset, start + offset + len(core)))
    return entries


def _pieces(words: str) -> list[tuple[int, int]]:
    cuts = [0, *(match.end() for match in re.finditer(r";(?: [-–+])? ?|(?<=[.:]) [-–] ", words)), len(words)]
    return list(zip(cuts, cuts[1:], strict=False))


def _slice(starts: dict[int, Line], lines: Sequence[Line], start: int, end: int) -> str:
    """The words of a span that lies within one line."""
    line = next(line for line in starts.values() if line.start <= start and end <= line.end)
    return line.words[start - line.start : end - line.start]
