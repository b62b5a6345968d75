"""The labels of items, counted as the decree counts them (Appendix I, Mục II.6.đ and V.6)."""

from __future__ import annotations

from vanban.intake.numbering import numeral
from vanban.layout.forms import LETTERS
from vanban.paper.content import LEVELS, Item

_ON_AND_ON = "dieu"
"""Articles count through the whole paper, whatever stands around them."""


class Labels:
    """Counts the items of one paper or annex."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}

    def label(self, item: Item) -> str:
        """The label of the next item, with its sign: `Phần II`, `Điều 3.`, `IV.`, `2.`, `đ)`, `-`."""
        deeper = LEVELS[LEVELS.index(item.level) + 1 :]
        self._counts = {
            level: count for level, count in self._counts.items() if level not in deeper or self._kept(level)
        }
        self._counts[item.level] = self._counts.get(item.level, 0) + 1
        return _SHOWN[item.level].format(item.label or _count(item.level, self._counts[item.level]))

    @staticmethod
    def _kept(level: str) -> bool:
        return level == _ON_AND_ON


_SHOWN = {
    "phan": "Phần {}",
    "chuong": "Chương {}",
    "muc": "Mục {}",
    "tieu_muc": "Tiểu mục {}",
    "dieu": "Điều {}.",
    "la_ma": "{}.",
    "khoan": "{}.",
    "diem": "{})",
    "gach": "-",
    "cong": "+",
}


def _count(level: str, number: int) -> str:
    if level in ("phan", "chuong", "la_ma"):
        return numeral(number, "upperRoman")
    return letter(number) if level == "diem" else str(number)


def letter(number: int) -> str:
    """The letter of the nth point: a, b, c, d, đ, e, g, ...; after y they are doubled."""
    times, at = divmod(number - 1, len(LETTERS))
    return LETTERS[at] * (times + 1)
