"""Whether two ways of naming a document may mean the same one: kind, number, issuer, day.

One symbol is spelled in several ways (`09-CT/TW`, `09/CT-TW`), and every province has a plan of the same number each
year: a document is its number with its day, or with its issuer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanban.citations import number_of
from vanban.issuers import symbol_parts
from vanban.kinds import ABBREVIATIONS, CENTRAL_ISSUERS, LOCAL_ISSUERS
from vanban.lines import fold

NumberKey = tuple[str, ...]

_COMMITTEE = ("UY BAN NHAN DAN", "UBND")
_COUNCIL = ("HOI DONG NHAN DAN", "HDND")
_PARTY = re.compile(
    r"^(?:BAN THUONG VU |BAN CHAP HANH (?:DANG BO )?|THUONG TRUC |DANG BO )?"
    r"(TINH|THANH|HUYEN|QUAN|THI|DANG) UY\b ?"
)
_OFFICE = re.compile(r"^(?:(?:PHO )?(?:CHU TICH|BO TRUONG|GIAM DOC|THU TRUONG|TRUONG BAN|CUC TRUONG) )")
_LEVEL = re.compile(r"\b(DAC KHU|THANH PHO|TP|THI TRAN|THI XA|PHUONG|HUYEN|QUAN|TINH|XA)\b\.? ?")
_RANKS = {
    "TINH": 1, "THANH PHO": 1, "HUYEN": 2, "QUAN": 2, "THI XA": 2, "XA": 3, "PHUONG": 3, "THI TRAN": 3, "DAC KHU": 3,
}  # fmt: skip
_PARTY_LEVELS = {"TINH": "TINH", "THANH": "THANH PHO", "HUYEN": "HUYEN", "QUAN": "QUAN", "THI": "THI XA"}
PARTY, COMMITTEE, COUNCIL = "DANG", "UBND", "HDND"


def number_key(number: str) -> NumberKey:
    """What two spellings of a number share: its figure without zeros, and the groups of its symbol in any order.

    >>> number_key("09-CT/TW") == number_key("9/CT-TW")
    True
    """
    parts = re.split(r"[-/.]", number_of(number).upper())
    return (parts[0].lstrip("0") or "0", *sorted(parts[1:]))


@dataclass(frozen=True, slots=True)
class Body:
    """An issuer, taken apart: what sort of body, of what level of area, of which area; each where it is named."""

    organ: str
    level: str | None = None
    place: str | None = None

    @property
    def rank(self) -> tuple[int, int] | None:
        """Lower bodies have higher ranks: the centre, a province, a district, a commune; the Party before the state."""
        among = {PARTY: 0, COUNCIL: 1, COMMITTEE: 1}.get(self.organ, 2)
        if self.level is not None:
            return _RANKS[self.level], among
        return (0, among) if self.is_central else None

    @property
    def is_central(self) -> bool:
        return self.organ in _CENTRAL


def body(name: str | None) -> Body | None:
    """`Chủ tịch UBND tỉnh Hà Thành` -> a committee of a province, Hà Thành; None where nothing is named."""
    if not name or not name.strip():
        return None
    words = _OFFICE.sub("", " ".join(fold(name).split()))
    party = _PARTY.match(words)
    if party:
        return Body(PARTY, _PARTY_LEVELS.get(party[1]), _place(_LEVEL.sub("", words[party.end() :])))
    level = _LEVEL.search(words)
    organ = (words[: level.start()] if level else words).strip(" -,.")
    for names, slug in ((_COMMITTEE, COMMITTEE), (_COUNCIL, COUNCIL), (_CENTRE_OF_PARTY, _CENTRE_OF_PARTY[-1])):
        if organ.startswith(names):
            organ = slug
    organ = _OTHER_NAMES.get(organ, organ)
    if not level or not organ:
        return Body(organ) if organ else None
    return Body(organ, "THANH PHO" if level[1] == "TP" else level[1], _place(words[level.end() :]))


def _place(words: str) -> str | None:
    return words.strip(" -,.") or None


_CENTRE_OF_PARTY = ("BAN BI THU", "BO CHINH TRI", "BAN CHAP HANH TRUNG UONG", "TRUNG UONG DANG")
_OTHER_NAMES = {"THU TUONG": "THU TUONG CHINH PHU"}
_CENTRAL = frozenset(fold(name) for name in CENTRAL_ISSUERS.values()) | {_CENTRE_OF_PARTY[-1]}


def issuer_of_symbol(number: str) -> Body | None:
    """The sort of body whose symbol a number bears: `48/KH-UBND` -> a committee; of the centre with its name."""
    parts = [part for part in symbol_parts(number) if part.casefold() not in ABBREVIATIONS]
    for part in parts:
        if part in CENTRAL_ISSUERS:
            return body(CENTRAL_ISSUERS[part])
        if part in LOCAL_ISSUERS:
            named = body(LOCAL_ISSUERS[part])
            return Body(named.organ) if named else None
    return None


def meant_by(issuer: str | None, number: str, speaker: Body | None) -> Body | None:
    """The body that a text means by an issuer it names, or only by a symbol, when `speaker` issued the text.

    `UBND tỉnh` in a text of a body of a province is that province's; a symbol alone (`48/KH-UBND`) in a text of a
    committee is its own.
    """
    by_symbol = issuer_of_symbol(number)
    named = by_symbol if by_symbol and by_symbol.is_central else body(issuer) or by_symbol
    if named is None or speaker is None or named.is_central or named.place:
        return named
    if named.level is None and named.organ == speaker.organ and issuer is None:
        return speaker
    if named.level is not None and named.level == speaker.level:
        return Body(named.organ, named.level, speaker.place)
    return named


def same_body(one: Body | None, other: Body | None) -> bool | None:
    """Whether both are one body; None where they do not contradict each other but too little is said."""
    if one is None or other is None:
        return None
    if one.organ != other.organ:
        return False
    if one.level and other.level and one.level != other.level or one.place and other.place and one.place != other.place:
        return False
    if one.is_central or one.level and one.level == other.level and one.place and one.place == other.place:
        return True
    return None
