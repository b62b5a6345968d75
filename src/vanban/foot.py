"""The foot of a document: `Nơi nhận` and the signature, in either order, side by side or run together.

The parts are those of Decree 30/2020/NĐ-CP, Appendix I (boxes 7a to 9b) and of the Party's papers (`T/M`, `K/T`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from vanban.capitals import ROLES, is_capitals
from vanban.directive import Span
from vanban.labels import UPPER, read_label
from vanban.lines import Line

_FOR = r"(?:TM|KT|TL|TUQ|TƯQ|Q|T/M|K/T|T/L|TUN)"
_ROLE_WORDS = "|".join(sorted(ROLES, key=len, reverse=True))
_SIGNING = rf"(?:{_FOR}\b ?[.,]? ?[{UPPER}]{{2}}.*|(?:QUYỀN )?(?:PHÓ )?(?:{_ROLE_WORDS})(?: [{UPPER}, -]{{0,60}})?)"
SIGNING = re.compile(_SIGNING)
RECIPIENTS = re.compile(
    r"\W{0,3}(?:Nơi nhận|NƠI NHẬN|Nơi gửi|NƠI GỬI) ?[:;.]? ?"
    rf"(?P<inline>$|[-–+•*] ?.*|(?:Như|Lưu|Các|UBND|TT|Bộ|Sở|Ban)\b.*|{_SIGNING}|\([^)]*\)$)"
)
_GIVEN = rf"[{UPPER}][^\W\d_{UPPER}]{{0,6}}"
_NAME = rf"{_GIVEN}(?:[ -](?:{_GIVEN}|[{UPPER}]\.?)){{1,5}}"
_SIGNING_INSIDE = re.compile(
    rf" (?={_FOR}\. ?[{UPPER}]{{2}}|(?:PHÓ )?(?:{_ROLE_WORDS})(?:,? [{UPPER}][{UPPER} ,-]*)?(?:$| {_NAME}$))"
)
_RANK = (
    r"(?:(?:Thượng|Trung|Thiếu|Đại) (?:tướng|tá|úy)|Đại tướng|Chuẩn đô đốc|(?:GS|PGS|TS|ThS|BS|KS|NGND|NGƯT"
    r"|CN)(?:[.,]? ?(?:GS|PGS|TS|ThS|BS|KS|CKI{1,2}))*[.,]?"
    r"|Bác sĩ|Kỹ sư|Luật sư|Ông|Bà|Đồng chí)"
)
NAME = re.compile(rf"(?:{_RANK} )?(?P<name>{_NAME})[.;]?")
_CAPITAL_NAME = re.compile(rf"[{UPPER}]{{2,7}}(?: [{UPPER}]{{1,7}}){{1,4}}")
_NAME_AT_END = re.compile(rf"(?<=[{UPPER}.,)]) (?P<name>{_NAME})[.;]?$")
_SIGNED = re.compile(
    r"[(\[/]?(?:Đã|đã|ĐÃ) (?:ký|KÝ)[^\w]*(?:và đóng dấu|\(?đóng dấu\)?)?[)\]/]?|[(\[]signed[)\]]|Ký tên.*|\(Ký.{0,40}\)"
)
_MARK = re.compile(r"(?: ?[(\[](?:[Đđ]ã|ĐÃ) (?:ký|KÝ)[^()\[\]]{0,20}[)\]])[.;,]?$")
"""The end of an entry, with the mark of a signature that a page's columns put behind it."""
_BETWEEN = re.compile(r"(?<=[;.):]) (?=[-–+•] )|(?<=;) (?=(?:[-–+•] ?)?\w)")
_SURNAMES = frozenset((
    "NGUYỄN", "TRẦN", "LÊ", "PHẠM", "HOÀNG", "HUỲNH", "PHAN", "VŨ", "VÕ", "ĐẶNG", "BÙI", "ĐỖ", "HỒ", "NGÔ", "DƯƠNG",
    "LÝ", "ĐÀO", "ĐOÀN", "VƯƠNG", "TRỊNH", "TRƯƠNG", "ĐINH", "LÂM", "PHÙNG", "MAI", "TÔ", "HÀ", "TẠ", "CAO", "CHU",
    "LƯƠNG", "LƯU", "THÁI", "QUÁCH", "TĂNG", "HỨA", "NÔNG", "LÒ", "GIÀNG", "VI", "SẦM", "HẦU", "TRIỆU", "KIỀU",
    "QUẢNG", "THÂN", "NGHIÊM", "MÃ", "LA", "ÂU", "TỐNG", "TÒNG", "CẦM", "ĐIỂU",
))  # fmt: skip
"""Family names, for signatures in capitals."""


@dataclass(slots=True)
class Foot:
    """Who gets the document and who signed it."""

    recipients: list[str] = field(default_factory=list)
    signatory: str | None = None
    spans: dict[str, Span] = field(default_factory=dict)


def read_foot(lines: Sequence[Line]) -> Foot:
    """What the lines of a foot say."""
    foot = Foot()
    rest: list[Line] = []
    entries: list[Line] = []
    listing = False
    for line in lines:
        match = RECIPIENTS.match(line.words)
        if match and not entries:
            listing = True
            _list(line.part(match.start("inline")), entries, rest)
        elif not listing or not _entry(line, entries, rest):
            rest.append(line)
    _recipients(foot, entries)
    _signatory(foot, rest, entries)
    return foot


def _list(line: Line, entries: list[Line], rest: list[Line]) -> None:
    """Entries that stand on the line of `Nơi nhận:` itself."""
    if SIGNING.fullmatch(line.words):
        rest.append(line)
        return
    cuts = [0, *(match.end() for match in _BETWEEN.finditer(line.words)), len(line.words)]
    for start, end in zip(cuts, cuts[1:], strict=False):
        piece = line.part(start, end)
        core = piece.words.lstrip(" -–+•*")
        if core:
            _add(piece.part(len(piece.words) - len(core)), entries, rest)


def _entry(line: Line, entries: list[Line], rest: list[Line]) -> bool:
    """Take a line as an entry of the list, or as more of the last one; False where it is neither."""
    label = read_label(line.words)
    if label is not None and label.kind == "bullet":
        _add(line.part(label.length), entries, rest)
        return True
    if SIGNING.fullmatch(line.words) or is_capitals(line.words) or NAME.fullmatch(line.words) or len(line.words) > 120:
        return False
    unmarked = re.match(r"(?:Như|Lưu|TT|CT|VP|UBND|Các|Ban|Sở|Bộ|Văn phòng|Đài|Báo|Cổng) ?\b.*", line.words)
    if line.words[-1] in ";" or unmarked and (not entries or line.words.startswith("Lưu")):
        _add(line, entries, rest)
        return True
    return False


def _add(line: Line, entries: list[Line], rest: list[Line]) -> None:
    """An entry, without the signature that a page's columns put behind it."""
    cut = _SIGNING_INSIDE.search(line.words)
    if cut:
        rest.append(line.part(cut.end()))
        line = line.part(0, cut.start())
    name = re.search(rf"(?<=[.;)]) {_NAME}$", line.words) if line.words.startswith("Lưu") else None
    if name:
        rest.append(line.part(name.start()))
        line = line.part(0, name.start())
    line = line.part(0, len(_MARK.sub("", line.words)))
    core = line.words.strip(" ;.,")
    if core:
        entries.append(line.part(line.words.index(core), line.words.index(core) + len(core)))


def _recipients(foot: Foot, entries: Sequence[Line]) -> None:
    foot.recipients = [entry.words for entry in entries]
    if entries:
        foot.spans["recipients"] = (min(e.start for e in entries), max(e.end for e in entries))


def _signatory(foot: Foot, rest: Sequence[Line], entries: Sequence[Line]) -> None:
    """The name under the office, else the name that stands alone in the foot."""
    office = False
    names: list[tuple[bool, int, str]] = []
    for line in rest:
        words = _SIGNED.sub(lambda match: " " * len(match[0]), line.words)
        core = words.strip()
        start = line.start + (len(words) - len(words.lstrip()))
        if not core:
            continue
        found = _name_in(core)
        if found is not None:
            names.append((office or found[0] > 0, start + found[0], found[1]))
        if SIGNING.match(core):
            office = True
    best = next((name for name in names if name[0]), names[-1] if names else None)
    if best is not None:
        foot.signatory = best[2]
        foot.spans["signatory"] = (best[1], best[1] + len(best[2]))


def _name_in(words: str) -> tuple[int, str] | None:
    """The place and words of a person's name that is the line, or that ends a line of offices in capitals."""
    match = NAME.fullmatch(words)
    if match:
        return match.start("name"), match["name"]
    if SIGNING.match(words):
        behind = _NAME_AT_END.search(words)
        return (behind.start("name"), behind["name"]) if behind else None
    if _CAPITAL_NAME.fullmatch(words) and words.split()[0] in _SURNAMES:
        return 0, words
    return None
