"""What single lines of a head look like: the national title, numbers, dates, names of kinds and of bodies.

The forms are those of Decree 30/2020/NĐ-CP, Appendix I, and of the older papers of state and Party.
"""

from __future__ import annotations

import re

from vanban.addressees import addresses
from vanban.capitals import is_capitals
from vanban.kinds import KINDS, NAMES
from vanban.labels import UPPER
from vanban.lines import fold
from vanban.webpage import ABOUT, SYMBOL

SHORTEST_MATTER = 12
"""Characters of a subject behind its first word."""
_ON_A_LINE = {name.upper() for kind in KINDS for name in (kind.name, *(kind.also if kind.slug != "cong_van" else ()))}
"""Names that stand on a line of their own above a subject; a letter is never headed `VĂN BẢN`."""
_NAMES = "|".join(sorted(_ON_A_LINE, key=len, reverse=True))
KIND_LINE = re.compile(rf"(?P<kind>{_NAMES}|PHỤ LỤC)(?: ?(?:SỐ )?(?:[IVX]+|\d{{1,2}}))?(?P<rest> ?[:.]?|[:.]? .*)")
NATIONAL = re.compile(r"CONGHOAXAHOI|HOAXAHOICHUNGHIA|XAHOICHUNGHIAVIETNAM|DANGCONGSANVIETNAM")
_MOTTO = re.compile(r"D?OCLAP\W*TUDO\W*HANHPHUC")
NUMBER = re.compile(rf"(?:^\W*(?:Số|SỐ|Sổ|Só|Sô|So|số) ?[:.]? ?|\bSố ?: ?)({SYMBOL})")
BARE_NUMBER = re.compile(rf"\W*({SYMBOL})\W*")
NO_NUMBER = re.compile(r"\W*(?:Số|SỐ|Sổ) ?:? ?[.…_ ]*(?:[/-] ?[^ ]{1,20})?")
_DIGIT = r"(?:\d ?\d|\d)"
DATED = re.compile(
    rf"(?P<place>(?:(?:[Tt]hành phố|[Tt]hị xã|[Tt]ỉnh|[Hh]uyện|[Qq]uận|[Pp]hường"
    rf"|[Xx]ã) )?(?:[{UPPER}][\w.’'-]*[ -]{{0,3}}){{1,6}}),? ?"
    rf"(?P<date>(?:[Nn]gày|NGÀY) ?(?P<day>{_DIGIT})?[ .…_]*(?:tháng|THÁNG|/|-) ?(?P<month>{_DIGIT})?[ .…_]*(?:năm"
    rf"|NĂM|/|-) ?(?P<year>[12] ?\d ?\d ?\d))"
)
UNDATED = re.compile(
    rf"(?P<place>(?:(?:[Tt]hành phố|[Tt]ỉnh) )?(?:[{UPPER}][\w.’'-]*[ -]{{0,3}}){{1,6}}), ?ngày[ .…_]*tháng[ .…_]*năm"
    r"[ .…_]*(?:\d{4})?"
)
NAMES_DAY = re.compile("gày|GÀY")
"""Without it there is no day to look for."""
STAMP = re.compile(
    r"(?:HỎA TỐC|THƯỢNG KHẨN|KHẨN|TỐI MẬT|TUYỆT MẬT|MẬT|DỰ THẢO|BẢN SAO|SAO Y|SAO LỤC|CÔNG BÁO|TRUNG TÂM CÔNG BÁO"
    r"|(?:CV |CÔNG VĂN )?ĐẾN)\b.{0,60}"
    r"|(?:Ngày|Giờ|Chuyên|Lưu hồ sơ|Lưu hồ sơ số|Số đến|Đến)(?: đến)? ?:.{0,30}|\d{1,3}|(?:Người ký|Ký bởi"
    r"|Thời gian ký|Cơ quan|Email|Ngày ký) ?:.{0,90}"
)
ISSUED_WITH = re.compile(r"\W*(?:(?:Được )?[Bb]an hành|Phê duyệt|[Kk]èm)(?: kèm)? theo\b")
OPENING = re.compile(
    r"(?:Căn cứ|Thực hiện|Để|Nhằm|Theo|Xét|Sau khi|Ngày \d|Trong (?:thời gian|những|các|năm)|Qua|Hiện nay|Thời gian"
    r"|Tiếp (?:theo|tục)|Trên cơ sở"
    r"|Vừa qua|Nghiên cứu|Ủy ban nhân dân|UBND|Chủ tịch|Bộ |Sở |Được|Tại|Với|Nhân dịp|Hưởng ứng|Phát huy|Thi hành"
    r"|Chấp hành|Triển khai|Đầu|Từ)"
)
BODY = re.compile(
    r"(?:[ỦUỶƯ]?Y BAN|UBND|SỞ|BỘ|BAN(?! HÀNH)|BCĐ|BCH|CÔNG AN|CỤC|CHI CỤC|TỔNG CỤC|VĂN PHÒNG|HỘI|HĐND"
    r"|TỈNH ỦY|THÀNH ỦY|HUYỆN ỦY|QUẬN ỦY|THỊ ỦY|ĐẢNG ỦY|ĐẢNG BỘ"
    r"|ĐOÀN|TỈNH ĐOÀN|LIÊN|TRUNG TÂM|TRUNG ƯƠNG|TRƯỜNG|PHÒNG|THANH TRA|KHO BẠC|VIỆN|TÒA ÁN|NGÂN HÀNG|BẢO HIỂM"
    r"|MẶT TRẬN|TỔNG|HỌC VIỆN|ĐẠI HỌC"
    r"|BỆNH VIỆN|CHÍNH PHỦ|THỦ TƯỚNG|QUỐC HỘI|KIỂM TOÁN|THUẾ|HẢI QUAN|ĐIỆN LỰC|CÔNG TY|TẬP ĐOÀN|QUÂN KHU|BÁO|ĐÀI"
    r"|TIỂU BAN|TỔ CÔNG TÁC)\b",
    re.IGNORECASE,
)
AUTHORITY = re.compile(
    r"(?:CHỦ TỊCH|BỘ TRƯỞNG|GIÁM ĐỐC|THỦ TƯỚNG|CHÍNH PHỦ|TỔNG GIÁM ĐỐC|TRƯỞNG BAN|CHÁNH VĂN PHÒNG|CỤC TRƯỞNG"
    r"|TỔNG CỤC TRƯỞNG|HIỆU TRƯỞNG|CHỦ NHIỆM"
    r"|[ỦU]Y BAN NHÂN DÂN|UBND|HỘI ĐỒNG NHÂN DÂN|BAN THƯỜNG VỤ|BAN CHẤP HÀNH|QUỐC HỘI|TỔNG THANH TRA|THỐNG ĐỐC"
    r"|VIỆN TRƯỞNG|CHÁNH ÁN|TRƯỞNG PHÒNG)\b"
)
OF_WHOM = re.compile(r"(?:CỦA|Của) [^,.;]{3,80}? (?:VỀ VIỆC|[Vv]ề việc|V/V|V/v) ")
"""How titles of the 1990s and 2000s begin: they name the issuer before the matter."""
BODY_BEGINS = re.compile(r"Căn cứ |(?:Thực hiện|Theo|Xét) .{60}|.{10,400}như sau ?:$")
ENACTING = re.compile(r"(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|CHỈ THỊ|NGHỊ QUYẾT) ?:?")


def is_national_title(words: str) -> bool:
    """Whether a line is the national title or the Party's name above its papers, torn or misread a little."""
    if len(words) > 90 or not (is_capitals(words) or len(words) < 45):
        return False
    match = NATIONAL.search(fold(words).replace(" ", ""))
    return match is not None and match.start() < 4 and (is_capitals(words) or words[0] in "CĐ")


def is_motto(words: str) -> bool:
    """Whether a line is the national motto."""
    return len(words) < 60 and "p" in words.casefold() and bool(_MOTTO.search(fold(words).replace(" ", "")))


def is_head_line(words: str) -> bool:
    """Whether a line is one that only heads have: a number, a subject, the name of a kind, addressees."""
    return bool(NUMBER.match(words) or ABOUT.match(words) or KIND_LINE.fullmatch(words)) or addresses(words)


def iso_date(day: int, month: int, year: int) -> str | None:
    """`2017-03-30`; None where there is no such day."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    if not 1 <= month <= 12 or not 1 <= day <= days[month - 1]:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def opens_subject(words: str) -> bool:
    """Whether a line under the kind's name is its subject, though heads begin so: `Về việc ...`, `HƯỚNG DẪN ...`."""
    kind = KIND_LINE.fullmatch(words)
    return bool(ABOUT.match(words)) or kind is not None and is_capitals(words) and len(kind["rest"]) > SHORTEST_MATTER


def kind_named(words: str, marked: bool) -> tuple[str | None, str]:
    """The kind that a line names, in lower case, and what stands behind it on the line; None where it names none."""
    if re.fullmatch(r"(?:\w ){4,}\w", words):
        spread = words.replace(" ", "").casefold()
        return next((name for name in NAMES if name.replace(" ", "") == spread), None), ""
    match = KIND_LINE.fullmatch(words)
    if match is None:
        plain = words.rstrip(" .:").casefold()
        return (plain if marked and plain in NAMES else None), ""
    rest = match["rest"].strip(" :.")
    if rest[:1].islower() or rest.startswith(("SỐ ", "NÀY")) or rest[:1].isdigit():
        return None, ""
    return match["kind"].casefold(), rest
