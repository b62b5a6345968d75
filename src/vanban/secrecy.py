"""The mark of secrecy of a document: MẬT, TỐI MẬT, TUYỆT MẬT.

It stands in the head, in a line or cell of its own (Decree 30/2020, box 10a; stamped or typed). Documents *about*
secrecy name the same words in their titles and are no secrets. The table below says which is which; the tests walk it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

HEAD_LINES = 40
HEAD_CHARACTERS = 3_000


@dataclass(frozen=True, slots=True)
class Example:
    """A head of a document, and the mark it bears, if any."""

    head: str
    mark: str | None


EXAMPLES = (
    Example("ỦY BAN NHÂN DÂN\nMẬT\nSố: 12/KH-UBND", "MẬT"),
    Example("Số: 12/KH-UBND\nTỐI MẬT", "TỐI MẬT"),
    Example("Số: 12/KH-UBND\nTUYỆT MẬT", "TUYỆT MẬT"),
    Example("**MẬT**\nSố: 12", "MẬT"),
    Example("# *** TỐI MẬT ***", "TỐI MẬT"),
    Example("[ MẬT ]\nKẾ HOẠCH", "MẬT"),
    Example("(TUYỆT MẬT)", "TUYỆT MẬT"),
    Example("- MẬT -", "MẬT"),
    Example("“MẬT”", "MẬT"),
    Example("M Ậ T\nSố: 3/BC-CAT", "MẬT"),
    Example("T Ố I   M Ậ T", "TỐI MẬT"),
    Example(unicodedata.normalize("NFD", "TỐI MẬT"), "TỐI MẬT"),
    Example("Mật\nSố: 12/KH-UBND", "MẬT"),
    Example("Tối mật", "TỐI MẬT"),
    Example("MÂT\nSố: 12/KH-UBND", "MẬT"),
    Example("TUYÊT MÂT", "TUYỆT MẬT"),
    Example("ĐỘ MẬT: MẬT", "MẬT"),
    Example("Độ mật: Tối mật", "TỐI MẬT"),
    Example("Độ mật : mật", "MẬT"),
    Example("Mức độ mật - Tuyệt Mật", "TUYỆT MẬT"),
    Example("Dấu chỉ độ mật: Mật", "MẬT"),
    Example("Độ mật\nTối mật", "TỐI MẬT"),
    Example("| Độ mật | Mật |", "MẬT"),
    Example("| Độ mật | mật |", "MẬT"),
    Example("| Số: 12/KH-UBND | Sơn La, ngày 05 tháng 3 năm 2021 |\n| MẬT | |", "MẬT"),
    Example("| MẬT | Kính gửi: Sở Xây dựng |", "MẬT"),
    Example("Số: 12/KH-UBND      MẬT", "MẬT"),
    Example("Số: 12/KH-UBND\tTỐI MẬT", "TỐI MẬT"),
    Example("MẬT - HỎA TỐC", "MẬT"),
    Example("TỐI MẬT, KHẨN", "TỐI MẬT"),
    Example("MẬT (Bản số: 02)", "MẬT"),
    Example("MẬT.", "MẬT"),
    Example("TUYET MAT", "TUYỆT MẬT"),
    Example("KẾ HOẠCH\nBẢO VỆ BÍ MẬT NHÀ NƯỚC", None),
    Example("V/v tăng cường công tác bảo vệ bí\nmật nhà nước", None),
    Example("TĂNG CƯỜNG CÔNG TÁC BẢO VỆ BÍ\nMẬT\nNHÀ NƯỚC", None),
    Example("VỀ AN TOÀN, BẢO\nMẬT\nTHÔNG TIN", None),
    Example("DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ TỐI MẬT", None),
    Example("QUY ĐỊNH TÀI LIỆU MẬT", None),
    Example("Không mật", None),
    Example("KHÔNG MẬT", None),
    Example("Độ mật: Không", None),
    Example("Độ mật: Thường", None),
    Example("Độ mật:", None),
    Example("| Độ mật | | Độ khẩn | Khẩn |", None),
    Example("GIẢI MẬT", None),
    Example("ỦY BAN\nMẶT\nTRẬN TỔ QUỐC", None),
    Example("nuôi ong lấy\nmật\nvà sáp", None),
    Example("Kính gửi: Các sở\nMẬT", None),
    Example("1. Quản lý tài liệu\nMẬT\n2. Giải mật", None),
    Example("I. MỤC ĐÍCH\nMẬT", None),
    Example("Điều 1. Ban hành\nTỐI MẬT", None),
)

_GRADES = {"mật": "MẬT", "tốimật": "TỐI MẬT", "tuyệtmật": "TUYỆT MẬT"}
_MISREAD = {"mât": "mật", "tôimật": "tốimật", "tôimât": "tốimật", "tốimât": "tốimật", "toimat": "tốimật"} | {
    f"{first}{second}": "tuyệtmật" for first in ("tuyệt", "tuyêt", "tuyet") for second in ("mât", "mat", "mật")
}
"""What scanners and typists without marks make of the words, where no other word could be meant."""
_CELLS = re.compile(r"[|\t]|\s{3,}")
_ORNAMENTS = " *_#~=+-–—−.,:;!•·[](){}<>\"'“”‘’«»/\\"
_NAMED = re.compile(r"^(?:mức\s+)?(?:dấu\s+)?(?:chỉ\s+)?(?:mức\s+)?độ\s+mật\s*(?P<sign>[:：\-–=.]|$)\s*(?P<grade>.*)$")
_ALSO = re.compile(r"[\s\-–—/,;(]+(?:hỏa tốc|hoả tốc|thượng khẩn|khẩn|bản số\s*:?\s*\d*|số bản\s*:?\s*\d*)[\s\d).]*$")
_BODY = re.compile(r"[*_#\s|]*(?:kính\s+gửi\b|(?:[ivx]{1,4}|1|a)[.)]\s|điều\s+1\b|phần\s+(?:i|thứ nhất)\b)")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_TITLE = re.compile("CỘNG H(?:ÒA|OÀ) XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM")
_MENUS = 20_000
"""Characters of menus that may stand before the letterhead."""
_ABOVE = 300
"""Characters of a letterhead that may stand before the national title."""
_BEFORE = re.compile(r"(?:^|\s)(?:bí|bảo|cơ|độ|không|giải)$")
_AFTER = re.compile(r"nhà nước\b")


def secrecy_mark(text: str) -> str | None:
    """The mark that a document bears in its head: `MẬT`, `TỐI MẬT`, `TUYỆT MẬT`, or None.

    Looks at the first 40 lines that are not empty (3,000 characters), and no further than `Kính gửi` or the first
    numbered clause; where a web page's menus stand before the letterhead, at as much around the first national title.
    Takes any decoded text, marks of emphasis, combining marks and old tone placement included.
    """
    title = _TITLE.search(text, 0, _MENUS)
    lower = text.rfind("\n", 0, max(title.start() - _ABOVE, 0)) + 1 if title else 0
    return _mark_in(_head(text)) or (_mark_in(_head(text[lower:])) if lower else None)


def _mark_in(lines: list[str]) -> str | None:
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else ""
        after = lines[at + 1] if at + 1 < len(lines) else ""
        if mark := _mark_of(line, before, after):
            return mark
        if _BODY.match(line.casefold()):
            return None
    return None


def _head(text: str) -> list[str]:
    text = unicodedata.normalize("NFC", text[: 2 * HEAD_CHARACTERS])[:HEAD_CHARACTERS]
    text = _UNSEEN.sub("", text).replace("\u00a0", " ")
    return [line.strip() for line in text.splitlines() if line.strip()][:HEAD_LINES]


def _mark_of(line: str, before: str, after: str) -> str | None:
    """The mark of one line; `before` and `after` tell a mark from a word that a narrow column broke off."""
    cells = [cell for cell in (part.strip(_ORNAMENTS) for part in _CELLS.split(line)) if cell]
    if mark := _grade(line.strip(_ORNAMENTS)):
        broken_off = _BEFORE.search(before.casefold().strip(_ORNAMENTS)) or _AFTER.match(after.casefold())
        asked = _asks(before)
        return mark if asked or not (broken_off or _small(line)) else None
    for at, cell in enumerate(cells):
        mark = _grade(cell) or _named(cell)
        asked = at > 0 and _asks(cells[at - 1])
        if mark and (asked or not _small(cell) or _named(cell)):
            return mark
    return None


def _asks(words: str) -> bool:
    """Whether words are the label `Độ mật`, whose value stands next to them."""
    match = _NAMED.match(words.casefold().strip(_ORNAMENTS))
    return match is not None and not match["grade"]


def _named(words: str) -> str | None:
    match = _NAMED.match(words.casefold().strip(_ORNAMENTS))
    return _grade(match["grade"]) if match else None


def _small(words: str) -> bool:
    """`mật` in small letters alone is the end of a broken sentence; a mark begins with a capital."""
    return words.strip(_ORNAMENTS)[:1].islower()


def _grade(words: str) -> str | None:
    """The grade that words name and nothing else; letters may stand apart, urgency may follow."""
    words = _ALSO.sub("", words.casefold()).strip(_ORNAMENTS)
    letters = "".join(words.split())
    return _GRADES.get(_MISREAD.get(letters, letters))
