"""Figures in a few classes whose bounds are said: what a map fills its units by. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MOST = 4
"""Classes of figures above nought: as many grounds as the eye tells apart in black and white."""
SHARES = ((0, "dưới 50 %"), (50, "từ 50 đến dưới 80 %"), (80, "từ 80 đến dưới 100 %"), (100, "100 %"))
"""From how many percent a class of shares begins, and its words."""
NOTHING_ASKED = "không có gì phải tính"
UNKNOWN = "không có số liệu"
THOUSANDS = ((10**12, "nghìn tỷ"), (10**9, "tỷ"), (10**6, "triệu"))


@dataclass(frozen=True, slots=True)
class Figure:
    """A whole number; with its base where it is a share."""

    value: int
    base: int | None = None

    @property
    def percent(self) -> int:
        """Whole percent of the base, never rounded up: 100 means all. Of a base of nought 0."""
        return self.value * 100 // self.base if self.base else 0


@dataclass(frozen=True, slots=True)
class Classed:
    """The class of each unit (0 is nought, None no figure), and the words of those that occur, the lowest first."""

    of: dict[str, int | None]
    legend: tuple[tuple[int | None, str], ...]


def classed(figures: Mapping[str, Figure | None], unit: str) -> Classed:
    """Classes for these figures of one measure. Shares have fixed bounds; counts bounds by which classes are about
    equally large, equal figures always in one."""
    known = {key: figure for key, figure in figures.items() if figure is not None}
    if any(figure.base is not None for figure in known.values()):
        of, legend = _shares(known)
    else:
        of, legend = _counts({key: figure.value for key, figure in known.items()}, unit)
    of |= {key: None for key in figures if key not in known}
    words = {None: UNKNOWN} | legend
    present = set(of.values())
    return Classed(of, tuple((number, said) for number, said in words.items() if number in present))


def _shares(known: Mapping[str, Figure]) -> tuple[dict[str, int | None], dict[int | None, str]]:
    of: dict[str, int | None] = {}
    for key, figure in known.items():
        of[key] = max(n for n, (least, _) in enumerate(SHARES, 1) if figure.percent >= least) if figure.base else 0
    words: dict[int | None, str] = {0: NOTHING_ASKED}
    return of, words | {n: said for n, (_, said) in enumerate(SHARES, 1)}


def _counts(values: Mapping[str, int], unit: str) -> tuple[dict[str, int | None], dict[int | None, str]]:
    above = sorted(value for value in values.values() if value > 0)
    starts = sorted({above[len(above) * n // MOST] for n in range(MOST)}) if above else []
    of: dict[str, int | None] = {key: sum(value >= start for start in starts) for key, value in values.items()}
    words: dict[int | None, str] = {0: f"0 {unit}"}
    for number, start in enumerate(starts, 1):
        last = max(value for value in above if number == len(starts) or value < starts[number])
        span = number_said(start) if last == start else f"{number_said(start)} đến {number_said(last)}"
        words[number] = f"{span} {unit}"
    return of, words


def number_said(value: int) -> str:
    """`1.234`: thousands parted by dots."""
    return f"{value:,}".replace(",", ".")


def short(figure: Figure | None, unit: str) -> str:
    """What fits into a hexagon: `12`, `87%`, of money `1,2 tỷ`; a stroke where there is nothing."""
    if figure is None or figure.base == 0:
        return "–"
    if figure.base is not None:
        return f"{figure.percent}%"
    return _money(figure.value) if unit == "đồng" else number_said(figure.value)


def _money(value: int) -> str:
    for size, word in THOUSANDS:
        if value >= size:
            tenths = value * 10 // size
            whole = number_said(tenths // 10)
            return f"{whole},{tenths % 10} {word}" if tenths % 10 and tenths < 1000 else f"{whole} {word}"
    return number_said(value)


def spoken(figure: Figure | None, unit: str) -> str:
    """The figure whole: `12 việc`, `7/8 báo cáo (87 %)`, `không có số liệu`."""
    if figure is None:
        return UNKNOWN
    if figure.base is None:
        return f"{number_said(figure.value)} {unit}"
    if not figure.base:
        return NOTHING_ASKED
    return f"{number_said(figure.value)}/{number_said(figure.base)} {unit} ({figure.percent} %)"
