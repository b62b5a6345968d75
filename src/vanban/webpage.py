"""What web pages put around a document: a table of its facts, a title, the path of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vanban.kinds import KINDS
from vanban.labels import UPPER
from vanban.lines import Line

SYMBOL = rf"\d{{1,5}}[a-zđA-ZĐ]?(?:/\d{{4}})?[/-](?:\d{{4}}/)?[{UPPER}][\w&./-]*"
"""Number and symbol of a document: `12/KH-UBND`, `05/2020/QĐ-UBND`, `21-KH/TU`."""

_NAMES = {
    "số hiệu": "number", "số ký hiệu": "number", "số/ký hiệu": "number", "số kí hiệu": "number",
    "ngày ban hành": "date", "loại văn bản": "kind", "cơ quan ban hành": "issuer", "nơi ban hành": "issuer",
    "người ký": "signatory", "trích yếu": "subject", "trích yếu nội dung": "subject",
}  # fmt: skip
_OTHERS = (
    "Số công báo|Ngày đăng công báo|Ngày hết hiệu lực|Ngày có hiệu lực|Ngày hiệu lực|Áp dụng|Lĩnh vực"
    "|Tình trạng(?: hiệu lực)?|Ngành"
    "|Hiệu lực|Chức danh|Phạm vi|Nguồn|File đính kèm|Ngày công báo|Chức vụ"
)
_NAME = "|".join(sorted((name.capitalize() for name in _NAMES), key=len, reverse=True))
_FACT = re.compile(rf"(?P<name>{_NAME}) ?(?:: ?\|?|\|) ?(?P<value>.*?)(?= ?\||(?:{_NAME}|{_OTHERS}) ?[:|]|$)")
_OTHER = re.compile(rf"\W*(?:{_OTHERS}) ?[:|].*")
_ROW = re.compile(r"\| ?([^|]{2,40}) \| ?[^|]* ?\|")
_CRUMB = re.compile(
    r".{0,120}(?: > | » | › |>>).{0,200}|Source: .{0,300}|(?:Nguồn|Theo) ?: ?https?:.{0,300}|https?://\S+|Trang chủ"
    r"|Tải (?:về|bản).{0,60}"
    r"|Bạn đang xem .{0,200}|Đang tải .{0,80}|(?:Thuộc tính|Nội dung|VB gốc|Tiếng Anh|Hiệu lực|VB liên quan|Lược đồ"
    r"|Mục lục|Lưu|Báo lỗi|Ghi chú)"
)
KIND_NAMES = "|".join(sorted({name for kind in KINDS for name in (kind.name, *kind.also)}, key=len, reverse=True))
_TITLE = re.compile(
    rf"(?P<kind>{KIND_NAMES})\b(?P<number> (?:liên tịch )?(?:số:? ?)?{SYMBOL})?(?:,? ngày [\d/]+|,? năm \d{{4}})?"
    rf"(?:,? của (?P<issuer>[^,.;:]{{3,90}}?)(?= (?:về|[Vv]/v)))?(?P<about>.*)"
)
ABOUT = re.compile(r"(?:V/v|V/V|v/v|Vv|VV|[Vv]ề việc|VỀ VIỆC) ?[:.]? ?")
_MATTER = re.compile(r"[Vv]ề (?=\w)")
_TAIL = re.compile(r",? do .{3,80} ban hành$| thuộc tính .{0,80}$")


@dataclass(frozen=True, slots=True)
class Title:
    """What a page calls the document."""

    kind: Line
    number: Line | None
    issuer: Line | None
    subject: Line | None


def facts(line: Line) -> Iterator[tuple[str, Line]]:
    """Facts that a line states beside the document: `number`, `date`, `kind`, `issuer`, `signatory`, `subject`."""
    if len(line.words) < 400:
        for match in _FACT.finditer(line.words):
            yield _NAMES[match["name"].casefold()], line.part(match.start("value"), match.end("value"))


def states_facts(words: str) -> bool:
    """Whether a line belongs to a page's table of facts."""
    return len(words) < 400 and bool(
        _FACT.match(words.lstrip("| ")) or _OTHER.fullmatch(words) or _ROW.fullmatch(words)
    )


def is_crumb(words: str) -> bool:
    """Whether a line is a path, a link or a button of a page."""
    return len(words) < 400 and bool(_CRUMB.fullmatch(words))


def read_title(line: Line) -> Title | None:
    """`Kế hoạch 12/KH-UBND năm 2021 ...`, `Chỉ thị về việc ...`, as pages title documents."""
    match = _TITLE.fullmatch(line.words) if len(line.words) < 600 else None
    if match is None or line.words[-1] in ";:":
        return None
    about = line.part(match.start("about"))
    lead = ABOUT.match(about.words) or (_MATTER.match(about.words) if line.words[-1] != "." else None)
    if match["number"] is None and not lead or about.words[:1] in (",", ";"):
        return None
    subject = about.part(lead.end() if lead else 0)
    core = _TAIL.sub("", subject.words).rstrip(" .")
    number = re.search(SYMBOL, match["number"]) if match["number"] else None
    shift = match.start("number")
    return Title(
        line.part(match.start("kind"), match.end("kind")),
        line.part(shift + number.start(), shift + number.end()) if number else None,
        line.part(match.start("issuer"), match.end("issuer")) if match["issuer"] else None,
        subject.part(0, len(core)) if core else None,
    )
