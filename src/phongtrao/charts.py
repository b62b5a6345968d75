"""Charts as SVG drawn on the server: bars in groups, each bar with its figure in words.

Pure. Readable in black and white (a full bar, a hatched bar, each with its words) and by those who hear the page
(`title`, `desc`); a page shows the table behind a chart beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH, BAR, LABEL, GAP, ROOM = 640, 16, 20, 10, 150
"""Units of the drawing: its width, the height of a bar and of a line of words, what parts groups, room for figures."""
LONGEST = 70
"""Characters of a label that are drawn; the table beside the chart has all of them."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure and how it is said; None where there is none: its words stand without a bar."""

    value: float | None
    said: str


@dataclass(frozen=True, slots=True)
class Group:
    """Bars under one label: one a series, in their order."""

    label: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """`key` is unlike that of every other chart of the page. `series`: names of the bars of a group, at most two.

    With `one_scale` all bars are drawn to one scale, as of bodies; otherwise each group has its own, as of indicators
    with units of their own, which the description then says.
    """

    key: str
    title: str
    groups: Sequence[Group]
    series: tuple[str, ...] = ()
    one_scale: bool = True

    def __post_init__(self) -> None:
        if len(self.series) > 2 or any(len(group.bars) > 2 for group in self.groups):
            raise ValueError("two bars of a group can be told apart in black and white, no more")


def as_svg(chart: Chart) -> str:
    """The chart as an `<svg>` element, all words escaped; the empty string where there is nothing to draw."""
    drawn = [bar.value for group in chart.groups for bar in group.bars if bar.value is not None]
    if not drawn:
        return ""
    y, parts = 0.0, []
    if len(chart.series) > 1:
        parts.append(_legend(chart))
        y += LABEL + GAP
    most = max(drawn)
    for group in chart.groups:
        own = max((bar.value for bar in group.bars if bar.value is not None), default=0)
        parts += _group(chart, group, y, most if chart.one_scale else own)
        y += LABEL + len(group.bars) * BAR + GAP
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {y:g}" role="img" aria-labelledby="{chart.key}-t {chart.key}-d">'
        f'<title id="{chart.key}-t">{escape(chart.title)}</title>'
        f'<desc id="{chart.key}-d">{escape(described(chart))}</desc>{_hatching(chart)}{"".join(parts)}</svg>'
    )


def described(chart: Chart) -> str:
    """What the chart shows, for those who hear it: `Biểu đồ thanh. Số mô hình: năm 2026 9 mô hình; ...`."""
    scale = "" if chart.one_scale else " Mỗi mục vẽ theo thang riêng."
    told = []
    for group in chart.groups:
        names = chart.series if len(chart.series) > 1 else ("",) * len(group.bars)
        said = "; ".join(f"{name} {bar.said}".strip() for name, bar in zip(names, group.bars, strict=False))
        told.append(f"{group.label}: {said}.")
    return f"Biểu đồ thanh.{scale} {' '.join(told)}"


def _hatching(chart: Chart) -> str:
    return (
        f'<pattern id="{chart.key}-p" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<line x1="0" y1="0" x2="0" y2="5" stroke="currentColor" stroke-width="2"/></pattern>'
    )


def _legend(chart: Chart) -> str:
    parts = []
    for at, name in enumerate(chart.series):
        x = at * WIDTH / 2
        parts.append(
            _bar(chart, at, x, 3, 24) + f'<text x="{x + 32:g}" y="15" class="chart__words">{escape(name)}</text>'
        )
    return "".join(parts)


def _group(chart: Chart, group: Group, y: float, most: float) -> Iterator[str]:
    label = group.label if len(group.label) <= LONGEST else f"{group.label[: LONGEST - 1].rstrip()}…"
    yield f'<text x="0" y="{y + 14:g}" class="chart__words">{escape(label)}</text>'
    for at, bar in enumerate(group.bars):
        top = y + LABEL + at * BAR
        length = (WIDTH - ROOM) * (bar.value or 0) / most if most else 0
        if bar.value is not None:
            yield _bar(chart, at, 0, top, max(length, 1))
        yield f'<text x="{length + 6:g}" y="{top + 12:g}" class="chart__figure">{escape(bar.said)}</text>'


def _bar(chart: Chart, at: int, x: float, y: float, length: float) -> str:
    fill = "currentColor" if at == 0 else f"url(#{chart.key}-p)"
    place = f'x="{x:g}" y="{y:g}" width="{length:.4g}" height="{BAR - 3}"'
    return f'<rect {place} fill="{fill}" stroke="currentColor"/>'
