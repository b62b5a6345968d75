"""Line ends where a page's columns, table cells, headings or a whole text were run together into one line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.borders import LAYOUT, WIDEST_LAYOUT
from vanban.draft import Edit
from vanban.labels import UPPER
from vanban.markup import SOFT
from vanban.webpage import KIND_NAMES, SYMBOL

_KIND = "KẾ HOẠCH|QUYẾT ĐỊNH|CHỈ THỊ|THÔNG BÁO|HƯỚNG DẪN|BÁO CÁO|TỜ TRÌNH|CHƯƠNG TRÌNH|KẾT LUẬN|NGHỊ QUYẾT|CÔNG ĐIỆN"
_DATED = rf"[{UPPER}][^.;:,/\d|]{{1,36}}, ngày ?\d{{0,2}} ?tháng ?\d{{0,2}} ?năm ?\d{{4}}"
_HEAD_PARTS = (
    ("CỘNG HÒA XÃ HỘI CHỦ", re.compile(r"( )(?<!NƯỚC )(?<!CỦA )CỘNG HÒA XÃ HỘI CHỦ NGHĨA")),
    (
        "ĐẢNG CỘNG SẢN VIỆT",
        re.compile(r"^ *(?:\w+ ỦY|ĐẢNG BỘ|BAN)\b[^\n]{0,60}( )ĐẢNG CỘNG SẢN VIỆT NAM$", re.MULTILINE),
    ),
    ("Tự do", re.compile(r"( )(?<=[^\d\W]{2} )Độc lập ?[-–] ?Tự do ?[-–] ?Hạnh [Pp]húc")),
    ("Tự do", re.compile(r"Tự do ?[-–] ?Hạnh [Pp]húc( )(?=\S)")),
    ("Số", re.compile(rf"Số ?:? ?\d*[^ \n]*(?: [/-] ?[^ \n]*)?( )(?={_DATED})")),
    (
        " SỞ",
        re.compile(
            rf"^ *(?:UBND|ỦY BAN NHÂN DÂN) (?:TỈNH|THÀNH PHỐ|TP\.?) [{UPPER} -]{{3,30}}?( )(?=SỞ )",
            re.MULTILINE,
        ),
    ),
    ("VIỆT NAM ", re.compile(rf"CHỦ NGHĨA VIỆT NAM( )(?=Số ?:|Độc lập|{_DATED})")),
    ("Độc lập", re.compile(r"năm ?\d{4}( )(?=Độc lập ?[-–] ?Tự do)")),
    ("V/v", re.compile(r"V/v [^\n]{10,300}?( )(?=Kính gửi ?:)")),
    ("Nơi nhận", re.compile(r"N(?<=[./]( )N)ơi nhận ?: ?(?:-|Như|$)", re.MULTILINE)),
    ("(Ban hành", re.compile(rf"(?<=[{UPPER}”\"])( )(?=\(Ban hành (?:kèm )?theo)")),
    (
        "BAN NHÂN DÂN",
        re.compile(
            rf"[CỦ](?<=[{UPPER}\d”\"]( ).)(?<!CỦA .)(?<!VĂN PHÒNG .)(?<!CHỦ TỊCH .)(?:(?<=C)HỦ TỊCH Ủ|(?<=Ủ))"
            rf"Y BAN NHÂN DÂN [{UPPER} ]{{4,40}}\n+ *Căn cứ"
        ),
    ),
    (
        "Thời ",
        re.compile(
            r"[-–+](?<=\S( ).) ?(?:Thời (?:gian|hạn)|Cơ quan|Đơn vị) (?:thực hiện|hoàn thành|chủ trì|phối hợp)"
            r"(?: thực hiện)? ?:"
        ),
    ),
    ("ngày", re.compile(rf"ngày ?\d{{0,2}} ?tháng ?\d{{0,2}} ?năm ?\d{{4}}( )(?=(?:{_KIND})\b|V/v|Kính gửi)")),
)
"""Where lines of a head run together, with words without which there is nothing to look for."""
_TAG = re.compile(r" ?<br ?/?> ?", re.IGNORECASE)
"""A line break inside a cell of a Markdown table."""
_LAYOUT_ROW = re.compile(r"^.*\|.*$", re.MULTILINE)
_IN_LAYOUT = re.compile(
    rf" ?(?:[-=]{{4,}}|_{{4,}}(?! ?/)) ?\|? ?| ?\| ?|(?<=[;:.)])( )(?=[-–+] ?\S)|(?i:{_TAG.pattern})"
)
_RULE = re.compile("[-=][-=]{3,}")
_TO_AND_BODY = re.compile(
    r"Kính (?:gửi|gởi|trình) ?: ?[^\n]{5,600}?(?<=[^\W_])[.;]?( )(?="
    r"(?:Thực hiện|Căn cứ|Trong thời gian|Thời gian|Vừa qua|Hiện nay|Tiếp (?:theo|tục)|Trên cơ sở|Xét |Sau khi"
    r"|Theo (?!dõi)|Để |Nhằm |Ngày \d|Năm \d|Nhân dịp|Hưởng ứng|Phúc đáp|Trả lời|Liên quan|Từ ngày|Thi hành|Triển khai"
    r"|Qua (?:theo dõi|công tác|kiểm tra)|Về (?:việc|nội dung)|Trước tình hình"
    r"|Trong (?:những|các|năm|khi|quá trình)) ?\S[^\n]{60})",
    re.MULTILINE,
)
"""Addressees with the first sentence of the letter behind them on the line."""
_PAGE_TITLE = re.compile(rf"[ \n]*((?:{KIND_NAMES}) (?:số ?:? ?)?{SYMBOL}(?: năm \d{{4}})?[^.\n]{{0,300}}\.) ")
OFTEN = 3
"""Times that a title stands at the start of a line before it is taken for a running one."""
_LABEL_BEHIND = re.compile(rf"[.)](?<=[\dIVX]\.|[a-zđ]\))(?= *\n+ *[“{UPPER}])")
_LABEL = re.compile(r" ((?P<multi>\d{1,2}(?:\.\d{1,2})+)|\d{1,2}|[a-zđ]|[IVX]{1,4})$")
_COUNTED = frozenset(("mục", "khoản", "điểm", "điều", "số", "phần", "và", "lần", "từ", "đến"))
"""Words behind which a number is no label."""
LONGEST_LINE = 6000
"""Characters; a longer line with labels in it is a text that lost its line ends."""
_LOST_BREAK = re.compile(
    rf"(?<=[{UPPER}\d])( )(?=1\. [{UPPER}][^\W{UPPER}])|(?<=[.;:/”)])( )"
    rf"(?=(?:[IVX]{{1,5}}|\d{{1,2}}(?:\.\d{{1,2}})*)[.)] [“{UPPER}]|[-+] [“{UPPER}]"
    rf"|[a-zđ]\) [“{UPPER}]|Điều \d+\. )"
)


_BULLET_BEHIND = re.compile(rf"(?<=[:.;])( )(?=- [“{UPPER}][^\W\d])")
"""Bullets that stand one behind another on the line of the item above them."""


def parted(text: str) -> list[Edit]:
    """Line ends where columns, table cells or a whole text were run together into one line."""
    found = [_break(m) for words, pattern in _HEAD_PARTS if words in text for m in pattern.finditer(text)]
    if "|" in text:
        found += _layout_rows(text)
    if "Kính g" in text:
        found += [_break(m) for m in _TO_AND_BODY.finditer(text)]
    found += _rules(text)
    found += _running_titles(text)
    found += _labels_behind(text)
    found += _lost_breaks(text)
    found.sort(key=lambda edit: (edit[0], -edit[1]))
    return [edit for edit, before in zip(found, [(0, 0, ""), *found], strict=False) if edit[0] >= before[1]]


def _layout_rows(text: str) -> Iterator[Edit]:
    for row in _LAYOUT_ROW.finditer(text):
        if (
            len(row[0]) < LONGEST_LINE
            and row[0].count("|") <= WIDEST_LAYOUT + 1
            and LAYOUT.search("\n".join(row[0].split("|")))
        ):
            yield from ((m.start(), m.end(), "\n") for m in _IN_LAYOUT.finditer(text, row.start(), row.end()))
        else:
            yield from ((m.start(), m.end(), " ") for m in _TAG.finditer(text, row.start(), row.end()))


def _running_titles(text: str) -> Iterator[Edit]:
    """The page's title with which the text begins, in front of every heading: it goes, with the headings behind it."""
    match = _PAGE_TITLE.match(text)
    if match is None or text.count(f"{match[1]} ") < OFTEN:
        return
    running = re.compile(rf"^ *{re.escape(match[1])} (?:[{UPPER} ,]{{4,120}}\. (?=[IVX]+\. ))?", re.MULTILINE)
    yield match.end(1), match.end(), "\n"
    yield from ((m.start(), m.end(), "") for m in running.finditer(text, match.end()))


def _labels_behind(text: str) -> Iterator[Edit]:
    """Labels that a page left at the end of the line before their words: `... thực hiện: a)`."""
    for match in _LABEL_BEHIND.finditer(text):
        label = _LABEL.search(text, max(0, match.start() - 12), match.start())
        if label is None or text[match.start()] == ")" and not label[1].islower():
            continue
        before = text[max(0, label.start() - 12) : label.start()]
        parted = before[-1:] in (".", ":", ";", "/", "”") or label["multi"] and before[-1:].isalpha()
        if parted and before.rpartition(" ")[2].casefold() not in _COUNTED:
            yield label.start(), label.start(1), "\n"


def _rules(text: str) -> Iterator[Edit]:
    """Rules behind words on a line, which part it; those on lines of their own and in tables are seen to later."""
    for match in _RULE.finditer(text):
        start = match.start() - (text[match.start() - 1 : match.start()] == " ")
        end = match.end() + (text[match.end() : match.end() + 1] == " ")
        if start > 0 and text[start - 1] not in f"\n{SOFT}|" and text[end : end + 1] != "|":
            yield start, end, "\n"


def _break(match: re.Match[str]) -> Edit:
    group = match.lastindex or 0
    return match.start(group), match.end(group), "\n"


def _lost_breaks(text: str) -> Iterator[Edit]:
    few = text.count("\n") < 6
    bulleted = not few and ": - " in text
    place = 0
    for line in text.split("\n"):
        if bulleted and ": - " in line and "|" not in line and line.count(". - ") + line.count("; - ") > 0:
            yield from (_break(match) for match in _BULLET_BEHIND.finditer(text, place, place + len(line)))
        if len(line) > (600 if few else LONGEST_LINE):
            breaks = [_break(match) for match in _LOST_BREAK.finditer(text, place, place + len(line))]
            if len(breaks) > 2:
                yield from breaks
        place += len(line) + 1
