"""Bars of timeliness as SVG drawn on the server: each bar a whole, parted by how the reports stand to their last day.

Pure. Told apart without colour (filled, hatched, empty with a thick edge, empty with a broken one), each part with its
number in words above the bar, the whole again in `desc`; the page has the table behind them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from phongtrao.reports.timeliness import WAYS, Tally

WIDTH, BAR, LINE, GAP = 640, 16, 18, 10
"""Units of the drawing: its width, the height of a bar and of a line of words, what parts bars."""
FILLS = {
    "on_time": 'fill="currentColor"',
    "late": 'fill="url(#muon)"',
    "missing": 'fill="none" stroke-width="2"',
    "waiting": 'fill="none" stroke-dasharray="3 3"',
}
_HATCHING = (
    '<pattern id="muon" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<line x1="0" y1="0" x2="0" y2="5" stroke="currentColor" stroke-width="2"/></pattern>'
)


def as_svg(title: str, bars: Sequence[tuple[str, Tally]]) -> str:
    """An `<svg>` element with a bar for each label and its tally; empty where nothing is expected."""
    bars = [(label, tally) for label, tally in bars if tally.expected]
    if not bars:
        return ""
    parts = [part for at, (label, tally) in enumerate(bars) for part in _bar(label, tally, at * (LINE + BAR + GAP))]
    height = len(bars) * (LINE + BAR + GAP)
    told = " ".join(f"{label}: {said(tally)}." for label, tally in bars)
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {height}" role="img" font-size="13" '
        'aria-labelledby="tien-do-t tien-do-d">'
        f'<title id="tien-do-t">{escape(title)}</title><desc id="tien-do-d">Biểu đồ thanh. {escape(told)}</desc>'
        f"{_HATCHING}{''.join(parts)}</svg>"
    )


def said(tally: Tally) -> str:
    """`phải gửi 130: 120 đúng hạn (92,3 %), 6 gửi muộn, 4 quá hạn chưa gửi`."""
    found = [(name, getattr(tally, name)) for name in WAYS]
    told = [f"{number} {WAYS[name]}" + (f" ({tally.share})" * (name == "on_time")) for name, number in found if number]
    return f"phải gửi {tally.expected}: {', '.join(told)}"


def _bar(label: str, tally: Tally, y: int) -> Iterator[str]:
    yield f'<text x="0" y="{y + 13}" fill="currentColor">{escape(f"{label}: {said(tally)}")}</text>'
    x = 1.0
    for name, fill in FILLS.items():
        width = (WIDTH - 2) * getattr(tally, name) / tally.expected
        if width:
            place = f'x="{x:.4g}" y="{y + LINE}" width="{width:.4g}" height="{BAR - 2}"'
            yield f'<rect {place} {fill} stroke="currentColor"/>'
        x += width
