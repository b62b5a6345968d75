"""Bars of timeliness as SVG drawn on the server: each bar a whole, parted by how the reports stand to their last day.

Pure. Parts are told apart without colour: filled, hatched, empty with a thick edge, empty with a broken one. The words
stand beside the bar as the page's own text, so that they are as large on a phone, and the table behind them below.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from phongtrao.reports.timeliness import WAYS, Tally

WIDTH, HEIGHT = 640, 16
"""Units of the drawing; it is stretched to the width that there is."""
FILLS = {
    "on_time": 'fill="currentColor"',
    "late": 'fill="url(#{key}-muon)"',
    "missing": 'fill="none" stroke-width="3"',
    "waiting": 'fill="none" stroke-dasharray="3 3"',
}


@dataclass(frozen=True, slots=True)
class Bar:
    """What the bar is of, its numbers in words, and the drawing."""

    label: str
    said: str
    svg: str


def bars(tallies: Iterable[tuple[str, Tally]]) -> list[Bar]:
    """A bar for each label whose tally expects anything."""
    expecting = [(label, tally) for label, tally in tallies if tally.expected]
    return [Bar(label, said(tally), as_svg(tally, f"tien-do-{at}")) for at, (label, tally) in enumerate(expecting)]


def as_svg(tally: Tally, key: str) -> str:
    """The bar, which says nothing that its words do not. `key` is unlike that of every other drawing of the page."""
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" width="100%" height="{HEIGHT}" preserveAspectRatio="none" '
        'aria-hidden="true">'
        f'<pattern id="{key}-muon" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<line x1="0" y1="0" x2="0" y2="5" stroke="currentColor" stroke-width="2"/></pattern>'
        f"{''.join(_parts(tally, key))}</svg>"
    )


def _parts(tally: Tally, key: str) -> Iterator[str]:
    x = 1.0
    for name, fill in FILLS.items():
        width = (WIDTH - 2) * getattr(tally, name) / tally.expected
        if width:
            place = f'x="{x:.4g}" y="1" width="{width:.4g}" height="{HEIGHT - 2}"'
            yield f'<rect {place} {fill.format(key=key)} stroke="currentColor" vector-effect="non-scaling-stroke"/>'
        x += width


def said(tally: Tally) -> str:
    """`phải gửi 130: 120 đúng hạn (92,3 %), 6 gửi muộn, 4 quá hạn chưa gửi`."""
    found = [(name, getattr(tally, name)) for name in WAYS]
    told = [f"{number} {WAYS[name]}" + (f" ({tally.share})" * (name == "on_time")) for name, number in found if number]
    return f"phải gửi {tally.expected}: {', '.join(told)}"
