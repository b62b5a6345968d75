"""Lines in capitals: names of kinds of document, of offices and of bodies, which stand on lines of their own."""

from __future__ import annotations

import re

from vanban.kinds import KINDS
from vanban.labels import UPPER

ROLES = (
    "CHỦ TỊCH", "PHÓ CHỦ TỊCH", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "BỘ TRƯỞNG", "THỨ TRƯỞNG", "CHÁNH VĂN PHÒNG",
    "PHÓ CHÁNH VĂN PHÒNG", "BÍ THƯ", "PHÓ BÍ THƯ", "TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "CHỦ NHIỆM", "PHÓ CHỦ NHIỆM",
    "THỦ TƯỚNG", "PHÓ THỦ TƯỚNG", "CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG", "TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", "HIỆU TRƯỞNG",
    "TỔNG GIÁM ĐỐC", "PHÓ TỔNG GIÁM ĐỐC", "CHÁNH THANH TRA", "VIỆN TRƯỞNG", "CHÁNH ÁN", "TỔNG CỤC TRƯỞNG",
    "TỔNG BIÊN TẬP",     "CHI CỤC TRƯỞNG", "PHÓ HIỆU TRƯỞNG", "CHỈ HUY TRƯỞNG", "CHÍNH ỦY", "TƯ LỆNH",
)  # fmt: skip
"""Offices of those who sign."""

TITLES = frozenset(name.upper() for kind in KINDS if kind.slug != "cong_van" for name in (kind.name, *kind.also)) | {
    "PHỤ LỤC",
    "NỘI QUY",
    "ĐIỀU LỆ",
}
"""Names of kinds, as they stand above a document's subject."""

_PHRASES = (
    "ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "VĂN PHÒNG CHÍNH PHỦ",
    "THỦ TƯỚNG CHÍNH PHỦ", "MẶT TRẬN TỔ QUỐC VIỆT NAM", "ĐẢNG CỘNG SẢN VIỆT NAM", "BAN THƯỜNG VỤ",
    "BAN CHẤP HÀNH", "THÀNH PHỐ HỒ CHÍ MINH", "ĐỘC LẬP - TỰ DO - HẠNH PHÚC",
)  # fmt: skip
_SPLIT_PHRASES = frozenset(
    (phrase[:cut].split()[-1], phrase[cut + 1 :].split()[0])
    for phrase in _PHRASES
    for cut in (place for place, character in enumerate(phrase) if character == " ")
)
_DECIDING = ("CHỦ TỊCH ", "BỘ TRƯỞNG ", "GIÁM ĐỐC ", "THỦ TƯỚNG ", "TỔNG GIÁM ĐỐC ", "HIỆU TRƯỞNG ", "CỤC TRƯỞNG ")
_COMMITTEE = re.compile(
    r"(?:[ỦU]Y BAN|HỘI ĐỒNG) NHÂN DÂN (?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU) "
    rf"[{UPPER} -]{{2,30}}"
)
_CAPITALS = re.compile(rf"[{UPPER}][{UPPER}]")


def is_capitals(words: str) -> bool:
    """Whether a line is written in capitals throughout, with a word or more of two letters."""
    return words == words.upper() and bool(_CAPITALS.search(words))


def names_kind(words: str) -> bool:
    """Whether a line is nothing but the name of a kind of document."""
    return words.rstrip(" .:") in TITLES


def stands_alone(words: str) -> bool:
    """Whether capitals are the name of a kind or of an office, or an area's name under that of its committee."""
    bare = words.rstrip(" .,:").removeprefix("KT. ").removeprefix("Q. ")
    return bare in TITLES or bare in ROLES or words.startswith("TỈNH ")


def splits_phrase(last: str, first: str) -> bool:
    """Whether a line that ends with the one word and a line that begins with the other hold one name."""
    return (last, first) in _SPLIT_PHRASES


def decides(words: str) -> bool:
    """Whether a line names the office or body in whose name a decision speaks."""
    return words.startswith(_DECIDING) or bool(_COMMITTEE.fullmatch(words))
