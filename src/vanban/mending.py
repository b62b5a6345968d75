"""Words mended beyond doubt: symbols and dates torn by blanks, tone marks in their modern place, trifles of OCR."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.draft import Draft, Edit
from vanban.labels import UPPER

_TONED = {"a": "àáảãạ", "e": "èéẻẽẹ", "o": "òóỏõọ", "u": "ùúủũụ", "y": "ỳýỷỹỵ"}
"""Vowels with their tones, each row in the same order."""


def _moved(first: str, second: str, forward: bool) -> dict[str, str]:
    """Two vowels, the tone on one -> the same with the tone on the other, in every mixture of case."""
    table: dict[str, str] = {}
    for one, two in zip(_TONED[first], _TONED[second], strict=True):
        old, new = (one + second, first + two) if forward else (first + two, one + second)
        for right in (str.lower, str.upper):
            for left in (str.lower, str.upper):
                table[left(old[0]) + right(old[1])] = left(new[0]) + right(new[1])
    return table


_OPEN = {**_moved("o", "a", False), **_moved("o", "e", False), **_moved("u", "y", False)}
"""Old to modern in syllables that end with these letters: `oà` -> `òa`, `uỷ` -> `ủy`."""

_CLOSED = {**_moved("o", "a", True), **_moved("o", "e", True), **_moved("u", "y", True)}
"""Misplaced to right in syllables that go on: `tòan` -> `toàn`."""

_AFTER_Q = {**_moved("u", "a", True), **_moved("u", "y", True)}
"""`qủa` -> `quả`, `qúy` -> `quý`: the u belongs to the q."""

_MISPLACED = re.compile(
    # one class in front, so that the search runs from one such letter to the next
    "[oOuUòóỏõọÒÓỎÕỌùúủũụÙÚỦŨỤ](?:"
    "(?<=[oO])[àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ](?!\\w)"
    "|(?<=[uU])(?<![qQ].)[ỳýỷỹỵỲÝỶỸỴ](?!\\w)"
    "|(?<=[^\\W_][òóỏõọÒÓỎÕỌ])[aeAE](?=(?:ch|nh|ng|[nmtcpiyouNMTCPIYOU]|CH|NH|NG)(?!\\w))"
    "|(?<=[qQ][ùúủũụÙÚỦŨỤ])[ayAY](?!\\w)"
    "|(?<=[^\\W_][ùúủũụÙÚỦŨỤ])[yY](?=(?:ch|nh|ng|[ntpNTP]|CH|NH|NG)(?!\\w)))"
)
_RIGHT = {**_CLOSED, **_OPEN}


def modern_tones(draft: Draft) -> Draft:
    """`hoà`, `uỷ`, `tòan`, `qủa` become `hòa`, `ủy`, `toàn`, `quả`; `toàn` and `quý` stay."""
    return draft.same_length(_MISPLACED.sub(_placed, draft.text))


def _placed(match: re.Match[str]) -> str:
    after_q = match.string[max(0, match.start() - 1) : match.start()] in ("q", "Q")
    return (_AFTER_Q if after_q else _RIGHT).get(match[0], match[0])


_KINDS = "QĐ|KH|CT|CV|TB|HD|BC|TTr|CTr|KL|NQ|TTLT|TT|NĐ|ĐA|PA|QC|QyĐ|CĐ|GM|BB|KHLT|NQLT|KHPH|CTPH|DA"
_BODY = rf"[{UPPER}][{UPPER}a-z0-9]{{0,9}}"
_STATE_SYMBOL = re.compile(
    rf"\d\d{{0,4}}[a-zđ]? ?/ ?(?:\d{{4}} ?/ ?)?(?:(?:{_KINDS}) ?[-–] ?|)(?:{_BODY})(?:(?: ?[-–&]|[-–&] |\.)(?:{_BODY}"
    rf"|[IVX]+)(?!\w))*"
)
_PARTY_SYMBOL = re.compile(rf"\d\d{{0,4}} ?[-–] ?(?:{_KINDS}) ?/ ?(?:TW|TƯ|[{UPPER}]{{2,8}}(?:TW|TƯ)?)(?!\w)")
_RUN_TOGETHER = re.compile(
    r"/(?:QĐ|KH|CT|NQ|NĐ|TT|CV|TB|HD|BC|TTr|CTr|KL|CĐ)()(?=(?:UBND|HĐND|CP|TTg|VPCP|TU|TW|B(?:CA|NV|TC|TP|YT|XD|CT|QP|GDĐT|"
    r"NNMT|NNPTNT|TNMT|TTTT|KHCN|KHĐT|GTVT|LĐTBXH|VHTTDL))(?!\w))"
)
"""Symbols that lost their hyphen: `QĐUBND`."""
_DATES = re.compile(
    r"\d\d?(?: ?/ ?\d{1,2} ?/ ?(?:19|20)\d\d\b|(?:(?<=ngày \d)|(?<=ngày \d\d)) ?/ ?\d{1,2}\b"
    r"|(?:(?<=tháng \d)|(?<=tháng \d\d)) ?/ ?(?:19|20)\d\d\b|(?<=[Qq]uý \d) ?/ ?(?:19|20)\d\d\b)"
)
_QUARTERS = re.compile(r"I[IV]{0,2} ?/ ?(?:19|20)\d\d\b")
_SO = re.compile(r" s[oôổỗồớ] (?=\d{1,5} ?[-/] ?[\dA-ZĐ])")
_VOWELS = "aăâeêioôơuưyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
_MARKED = _VOWELS[_VOWELS.index("à") :]
_NO_WORD = "ãảáẫẩấầậẵẳắằặẽẻéèẹễểềệĩỉíìịõỏóòọỗồộỡớờợũúùụữứửựỹỷỳỵ"
"""Vowels that are no words by themselves, as `ở`, `ý`, `à` are."""
_TORN = re.compile(
    r"[ (\n](?=[bcdđghklmnpqrstvxA-ZĐ][hgru]{0,2}(?!\w)|[ềếểễệ])"
    rf"(?:(?P<onset>ngh|[ptckg]h|n[hg]|tr|[Qq]u|[bcdđghklmnpqrstvxA-ZĐ]) (?=(?P<rime>[{_VOWELS}]\w*))"
    rf"|(?<= )(?=(?P<half>[ềếểễệ]\w{{0,2}}(?!\w)(?<!ếch))|(?:ng|nh|ch)(?!\w)))"
)
"""A consonant alone before its vowel (`ph ù`, `đ ối`, `X ã`, `Qu ả`); a vowel alone behind the first half of its sound,
or the end of a word alone (`tri ển`, `Đặ ng`).
"""
_LETTERED = re.compile(r"(?:điểm|lớp|loại|nhóm|hạng|mục|\d) $")
"""What stands before a letter that is a name, or behind which it is a unit."""
_STUCK = re.compile(rf"[{_VOWELS[12:]}](?:n[gh]|ch|[nmtcp])()(?=[{UPPER}][^\W\d_{UPPER}])")


def mended(draft: Draft) -> Draft:
    """Symbols, dates and words that blanks tore apart are whole again: `QĐ- UBND`, `22/11/ 2019`, `ph ù hợp`."""
    draft = modern_tones(draft)
    return draft.edited(_repairs(draft.text))


def _repairs(text: str) -> Iterator[Edit]:
    """All repairs in the order of the text; of overlapping ones the first stands."""
    found = [
        edit for pattern in (_STATE_SYMBOL, _PARTY_SYMBOL, _DATES, _QUARTERS) for edit in _closed_up(pattern, text)
    ]
    found += [(m.start(1), m.end(1), "-") for m in _RUN_TOGETHER.finditer(text)]
    found += [(m.start() + 1, m.end() - 1, "số") for m in _SO.finditer(text)]
    found += [(at, at + 1, "") for m in _TORN.finditer(text) if (at := _torn(m)) >= 0]
    found += [(m.start(1), m.end(1), " ") for m in _STUCK.finditer(text) if text[m.start() - 1 : m.start()].islower()]
    place = -1
    for start, end, words in sorted(found):
        if start >= place:
            yield start, end, words
            place = max(end, start + 1)


def _torn(match: re.Match[str]) -> int:
    """Where the blank is that tore a word; -1 where none did."""
    if match["onset"] is None:
        return match.start() if _is_rime(match) else -1
    return match.end("onset") if _is_onset(match) else -1


def _is_onset(match: re.Match[str]) -> bool:
    """Whether consonants that stand alone begin the word behind them."""
    onset, rime = match["onset"], match["rime"]
    if len(onset) > 1:
        return onset[0] not in "Qq" or rime[0] in _MARKED
    if len(rime) == 1:
        return rime in _NO_WORD
    before = match.string[max(0, match.start() - 5) : match.start() + 1]
    marked = rime[0] in _MARKED or rime[0] in "ôơưâêă"
    return marked and onset.islower() and before.strip()[-1:].isalpha() and not _LETTERED.search(before)


def _is_rime(match: re.Match[str]) -> bool:
    """Whether the half of a sound behind a blank belongs to the letter before it."""
    before = match.string[max(0, match.start() - 2) : match.start()].casefold()
    if match["half"]:
        return before[1:] in ("i", "u", "y") and before[0].isalpha()
    return before[-1:] in _MARKED and before != ""


def _closed_up(pattern: re.Pattern[str], text: str) -> Iterator[Edit]:
    for match in pattern.finditer(text):
        if " " in match[0] or "–" in match[0]:
            for offset, character in enumerate(match[0]):
                if character == " ":
                    yield match.start() + offset, match.start() + offset + 1, ""
                elif character == "–":
                    yield match.start() + offset, match.start() + offset + 1, "-"
