"""Words of letterheads and labels whose marks a scan misread: `Nơi nhân`, `KÊ HOẠCH`, `Điêu 3.` are whole again; so are
numbers with letters in them (`20l4`).

Only words that can be nothing else where they stand are touched, and a letter is only ever replaced by the same letter
with other marks, so that every character keeps its place.
"""

from __future__ import annotations

import re

from vanban.capitals import ROLES, TITLES
from vanban.draft import Draft
from vanban.labels import UPPER
from vanban.lines import LETTERS, plain

_VARIANTS: dict[str, str] = {}
for _letter in LETTERS:
    _VARIANTS[plain(_letter)] = _VARIANTS.get(plain(_letter), "") + _letter


def _tolerant(phrase: str) -> str:
    """A pattern for a phrase with whatever marks on its letters."""
    parts = []
    for letter in phrase:
        others = _VARIANTS.get(plain(letter), "")
        parts.append(f"[{plain(letter)}{others}]" if others else re.escape(letter))
    return "".join(parts)


_AT_LINE_STARTS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("Nơi nhận", "NƠI NHẬN", "Kính gửi", "KÍNH GỬI"), "(?= ?[:;.]| ?$)"),
    (("Số", "SỐ"), r"(?= ?: ?\d)"),
    (("Về việc", "VỀ VIỆC"), "(?= )"),
    (("Độc lập - Tự do - Hạnh phúc", "Độc lập – Tự do – Hạnh phúc"), ""),
    (("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN"), r"\b"),
    ((*sorted(TITLES), *ROLES), "(?=[ :.,*|]*$)"),
    (("Điều", "ĐIỀU"), r"(?= \d{1,3}[a-zđ]? ?[.:])"),
    (("Phần", "PHẦN", "Chương", "CHƯƠNG", "Mục", "MỤC"), r"(?= (?:thứ |THỨ )?(?:[IVX]+|\d{1,2}|nhất|hai|ba)\b)"),
)
"""Words, and what must follow them for there to be no doubt."""


def _any_of(phrases: tuple[str, ...]) -> str:
    return "(?:" + "|".join(map(_tolerant, sorted(phrases, key=len, reverse=True))) + ")"


_RIGHT = {plain(phrase): phrase for phrases, _ in _AT_LINE_STARTS for phrase in phrases}
_SIGNS_FOR = r"(?:(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\b ?\.? ?)?"
_LINE = re.compile(
    rf"^([ *|]*{_SIGNS_FOR})({'|'.join(_any_of(phrases) + after for phrases, after in _AT_LINE_STARTS)})", re.MULTILINE
)
_COMMITTEE = re.compile(rf"{_tolerant('Ủy')} {_tolerant('ban nhân dân')}\b")
_DATE = re.compile(
    rf", ?({_tolerant('ngày')})( ?\d{{1,2}} )({_tolerant('tháng')})( ?\d{{1,2}} )({_tolerant('năm')})"
    r"(?= ?(?:19|20)\d\d\b)"
)
_DIGIT = re.compile(
    r"[lIO](?:(?<=\d.)(?=\d)|(?<!\w.)(?<=l)(?=\d)|(?<!\w.)(?<=O)(?=\d/)|(?<=\dl)(?=/\d)|(?<=[12]\d\d[lO])(?!\w))"
    r"(?![\dlIO]*[^\W\d_lIO])"
)
"""Letters that are digits: `20l4`, `l5/4/2014`, `0l/6`."""


_COMMA = re.compile(rf"\n *\d{{1,2}}, [{UPPER}]")
_NUMBERED = re.compile(rf"^ *(?P<number>\d{{1,2}})(?: ?\.|(?P<comma>,))(?= [{UPPER}][^\W\d_{UPPER}])", re.MULTILINE)


def _closed(text: str) -> str:
    """The text with a full stop for the comma of `6, Sở Y tế` where item `5.` came before and its sentence ended."""
    letters: list[str] | None = None
    before = 0
    for match in _NUMBERED.finditer(text):
        number = int(match["number"])
        if match["comma"]:
            if number != before + 1 or text[max(0, match.start() - 3) : match.start()].rstrip()[-1:] not in (
                ".",
                ";",
                "/",
            ):
                continue
            letters = letters or list(text)
            letters[match.start("comma")] = "."
        before = number
    return text if letters is None else "".join(letters)


def reread(draft: Draft) -> Draft:
    """The draft with the words of heads, feet and labels in their right letters."""
    text = _LINE.sub(lambda match: match[1] + _RIGHT[plain(match[2])], draft.text)
    text = _closed(text) if _COMMA.search(text) else text
    text = _COMMITTEE.sub("Ủy ban nhân dân", text)
    text = _DATE.sub(_dated, text)
    return draft.same_length(_DIGIT.sub(lambda match: "0" if match[0] == "O" else "1", text))


def _dated(match: re.Match[str]) -> str:
    return f"{match[0][: match.start(1) - match.start()]}ngày{match[2]}tháng{match[4]}năm"
