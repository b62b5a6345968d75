"""References to other documents that name their number: `Quyết định số 15/2024/QĐ-UBND ngày 12/4/2024`.

The forms of numbers follow Decree 30/2020/NĐ-CP (number/KIND-BODY, number/BODY-UNIT for letters, number/year/KIND-BODY
for rules of law) and the guidance of the Party's central office (number-KIND/BODY).
Standards (TCVN, QCVN) are no documents; a reference without a number is none that can be looked up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from vanban.dates import NGAY, Moment, day_pattern, moment
from vanban.directive import Citation
from vanban.kinds import ABBREVIATIONS, NAMES, PARTY_ABBREVIATIONS, UNNUMBERED_LAW
from vanban.phrases import whole
from vanban.rule import Found, Rule, Setting, register, scan


@dataclass(frozen=True, slots=True)
class Reference:
    """A document by kind, number and symbol without blanks, and ISO day where that stands beside the number."""

    type: str | None
    number: str
    date: str | None = None


LETTERS = "A-ZĐÐƯÂÊÔ"
PART = rf"[{LETTERS}]{{1,12}}(?:[a-zđ]{{1,2}}(?![a-zđ]))?[{LETTERS}]{{0,8}}\d{{0,3}}"
JOIN = r"(?: ?[-–.&]|[-–.&] )"
SYMBOL = rf"{PART}(?:{JOIN}{PART}){{0,5}}(?![\w/])"
START = r"(?<![\w/.,–-])"
DAY = (
    r"(?i:(?: ?\([a-zđ\d]{1,6}\))?(?: ?, ?| )?(?:của [^,;.:()\d\n]{2,70}?,? )?(?:(?:được )?(?:ban hành|ký) )?"
    rf"(?={NGAY} ?\d){day_pattern('0')}"
    rf"| ?\( ?(?={NGAY}|\d){day_pattern('1')})?"
)

NAMES_PATTERN = "|".join(sorted((re.escape(name) for name in NAMES), key=len, reverse=True))
_KIND = re.compile(rf"(?P<kind>{whole(NAMES_PATTERN, any_case=True)})")
_TO_NUMBER = re.compile(r"(?P<words> [^\d;.:()“”\n]{0,60}?)??(?:,? (?:số|so))?[ :]*", re.IGNORECASE)
_ISSUED_BEFORE = re.compile(
    rf"(?<!\w)(?={NGAY} ){day_pattern('0')},? [^.;\d\n]{{0,100}}(?:ban hành|ký|có) [^.;,\d\n]{{0,40}}$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:^|\W)(?:số|so)[ :]*$", re.IGNORECASE)
_BEGIN = re.compile(r"[0-9](?<![\w/.,–-][0-9])[0-9]{0,4}[a-zđ]? ?[-–/]")
_PARTY, _PARTS = re.compile(r"\d+[a-zđ]?-(\D[^/-]*)/"), re.compile(r"[-.&]")
_ISSUING = re.compile(r"(?:ban hành|ký|có) [^.;,\d\n]{0,40}$")
_STANDARD = re.compile(r"(?:TCVN|QCVN|TCCS|TCXDVN|TCN|ISO|IEC)[\w .:/-]{0,20}$")
_OWN_LINE = re.compile(r"(?:^|\n)[ |*]*(?:Số|SỐ) ?(?:hiệu|HIỆU)?[ |]*[:|] ?$")
_LAW = re.compile(rf"(?:{'|'.join(UNNUMBERED_LAW)})\d{{0,2}}$")


def number_of(words: str) -> str:
    """The number and symbol as they are compared: no blanks, plain hyphens."""
    return re.sub(r"\s+", "", words).replace("–", "-").replace("Ð", "Đ")


def kind_of(number: str, named: str | None, beside: bool) -> str:
    """The slug of the kind named before a number, or else that its symbol abbreviates.

    A symbol that abbreviates no kind is that of a letter (`312/UBND-TH`). A kind named right beside the number
    counts more than the symbol; one that a title parts from it counts less.
    """
    party = _PARTY.match(number)
    symbol = party[1] if party else _PARTS.split(number.rsplit("/", 1)[-1], 1)[0]
    short = (PARTY_ABBREVIATIONS if party else ABBREVIATIONS).get(symbol.casefold())
    if named is None:
        return short or ("luat" if _LAW.search(number) else "cong_van")
    slug = NAMES[named.casefold()]
    return short if short and (slug == "cong_van" or not beside) else slug


def named_before(before: str) -> tuple[str | None, bool]:
    """The last kind named where only a short title stands between it and the number; and whether none does."""
    last = None
    for last in _KIND.finditer(before):  # noqa: B007  # only the last counts
        pass
    to_number = _TO_NUMBER.fullmatch(before, last.end()) if last else None
    return (last["kind"], not to_number["words"]) if last and to_number else (None, False)


def read_reference(match: re.Match[str], setting: Setting) -> Reference | None:
    """A number with the kind named before it and the day behind it; not the line of a document's own number."""
    number, before = number_of(match["number"]), match.string[max(0, match.start() - 100) : match.start()]
    if _OWN_LINE.search(before[-30:]) or _STANDARD.search(before[-30:]):
        return None
    named, beside = named_before(before)
    symbol = number.rsplit("/", 1)[-1]
    if "-" not in number and not (len(symbol) > 1 and (named or _NUMBERED.search(before[-8:]))):
        return None
    beside_it = next((tag for tag in "01" if match["d" + tag]), None)
    day = moment(match, beside_it) if beside_it else _day_before(match.string, match.start())
    date = day.end(day.year).isoformat() if day and day.year and day.exists(day.year) else None
    return Reference(kind_of(number, named, beside), number, date)


def _day_before(text: str, place: int) -> Moment | None:
    """`Ngày 04/5/2023, UBND tỉnh ban hành Kế hoạch số ...`: the day stands first."""
    if not _ISSUING.search(text, max(0, place - 60), place):
        return None
    earlier = _ISSUED_BEFORE.search(text, max(0, place - 200), place)
    return moment(earlier, "0") if earlier else None


RULES = register(
    "viện dẫn",
    (
        Rule(
            "Nghị định số 15/2024/NĐ-CP ngày ...",
            re.compile(rf"{START}(?P<number>\d{{1,5}}[a-zđ]? ?[/-] ?(?:19|20)\d\d ?/ ?{SYMBOL}){DAY}"),
            read_reference,
            (
                ("Nghị định số 15/2024/NĐ-CP ngày 16/02/2024", Reference("nghi_dinh", "15/2024/NĐ-CP", "2024-02-16")),
                ("Luật Hòa giải số 40/2023/QH15", Reference("luat", "40/2023/QH15")),
                ("các Thông tư: số 07/2022/TT-BYT", Reference("thong_tu", "07/2022/TT-BYT")),
                ("Nghị quyết số 21-2015/NQ-CP", Reference("nghi_quyet", "21-2015/NQ-CP")),
            ),
            ("ngày 12/4/2024", "TCVN 5509/2009/BKHCN", "từ 01/2024/T"),
        ),
        Rule(
            "Công văn số 120/SYT-NVY ngày ...",
            re.compile(rf"{START}(?P<number>\d{{1,5}}[a-zđ]? ?/ ?{SYMBOL}){DAY}"),
            read_reference,
            (
                (
                    "Kế hoạch số 48/KH-UBND ngày 05 tháng 3 năm 2024",
                    Reference("ke_hoach", "48/KH-UBND", "2024-03-05"),
                ),
                ("Công văn số 120/ SYT- NVY, ngày 08/7/2023", Reference("cong_van", "120/SYT-NVY", "2023-07-08")),
                ("Văn bản số 77/TB-VPCP", Reference("thong_bao", "77/TB-VPCP")),
                (
                    "Ngày 04/5/2023, UBND tỉnh ban hành Kế hoạch số 60/KH-UBND",
                    Reference("ke_hoach", "60/KH-UBND", "2023-05-04"),
                ),
                ("và số 312/STC-QLNS ngày 9/9/2022", Reference("cong_van", "312/STC-QLNS", "2022-09-09")),
                ("CHỈ THỊ SỐ 11/CT-TTG NGÀY 02/5/2023", Reference("chi_thi", "11/CT-TTG", "2023-05-02")),
                (
                    "Quyết định số 30/QĐ-UBND của Chủ tịch UBND tỉnh ngày 10/01/2023",
                    Reference("quyet_dinh", "30/QĐ-UBND", "2023-01-10"),
                ),
            ),
            ("Số: 15/KH-UBND", "QCVN 06/BXD-KHCN", "đạt 24/24 xã", "trạm số 12/A", "40/QĐ"),
        ),
        Rule(
            "Chỉ thị số 12-CT/TW ngày ...",
            re.compile(rf"{START}(?P<number>\d{{1,5}}[a-zđ]? ?[-–] ?{PART} ?/ ?{SYMBOL}){DAY}"),
            read_reference,
            (
                ("Chỉ thị số 12-CT/TW ngày 06/01/2022", Reference("chi_thi", "12-CT/TW", "2022-01-06")),
                ("Thông tri số 05-TT/TU", Reference("thong_tri", "05-TT/TU")),
                ("Quy định số 22-QĐ/TW ngày 28/7/2021", Reference("quy_dinh", "22-QĐ/TW", "2021-07-28")),
                ("Nghị quyết số 08-NQ/ĐU", Reference("nghi_quyet", "08-NQ/ĐU")),
            ),
            ("năm 2021-2025/giai đoạn", "Số: 05-KH/TU"),
        ),
    ),
)


def citations(clean: str, own_number: str | None) -> tuple[Citation, ...]:
    """Every document that the text refers to by number: `once_each` of its mentions."""
    return once_each(mentions(clean), own_number)


def once_each(mentioned: Iterable[Citation], own_number: str | None) -> tuple[Citation, ...]:
    """Mentions once for each number, in the order of their first mention.

    The day is that of the first mention that has one; the span is of that mention, else of the first.
    The document's own number is no citation.
    """
    own = _canonical(own_number or "")
    found: dict[str, Citation] = {}
    for citation in mentioned:
        key = _canonical(citation.number)
        if key == own:
            continue
        known = found.setdefault(key, citation)
        if known.date is None and citation.date is not None:
            found[key] = replace(citation, type=known.type or citation.type, number=_spelled(known, citation))
        elif known.number != citation.number:
            found[key] = replace(known, number=_spelled(known, citation))
    return tuple(found.values())


def mentions(clean: str) -> list[Citation]:
    """Every place of the text that names a document by its number, in the order of the text, repeated ones too."""
    places = [match.start() for match in _BEGIN.finditer(clean)]
    return [_citation(found) for found in scan(clean, RULES, places=places)]


LONGEST = 220
"""Characters that a number, its symbol and the day behind it may take."""


def mention_at(text: str, place: int) -> Citation | None:
    """The document whose number begins at this place, if one does; in constant time."""
    found = scan(text, RULES, start=place, end=min(len(text), place + LONGEST), places=[place])
    return _citation(found[0]) if found else None


def mentions_between(text: str, start: int, end: int) -> list[Citation]:
    """The mentions within a stretch of the text; the words before it still tell the kind."""
    places = [match.start() for match in _BEGIN.finditer(text, start, end)]
    return [_citation(found) for found in scan(text, RULES, start=start, end=end, places=places)] if places else []


def _citation(found: Found[Reference]) -> Citation:
    reference = found.value
    return Citation(reference.type, reference.number, reference.date, found.start, found.end, found.rule.name)


def _spelled(first: Citation, second: Citation) -> str:
    """The spelling that is not all capitals, as headings are."""
    return second.number if first.number.isupper() and not second.number.isupper() else first.number


def _canonical(number: str) -> str:
    return number_of(number).upper().lstrip("0")
