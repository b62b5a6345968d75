"""Figures to look at again: rules as data, each with figures that it finds and figures like them that it leaves.

A rule says that somebody should look, never that a figure is wrong: nothing is refused by it, nothing counted.
"""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from phongtrao.dong import grouped
from phongtrao.organisations.models import Organisation
from phongtrao.reports.form import Form, Value
from phongtrao.reports.models import Figure, Indicator, ReportForm
from phongtrao.reports.periods import Period
from phongtrao.reports.roll_up import reports_of

BACK = 6
"""Earlier periods of the same kind that a body's figure is held against."""
COUNTED = ("integer", "money")
Numbers = Sequence[int]
Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class CellRule:
    """Looks at one number and those of the body's earlier periods, the last first; says in words what is odd."""

    name: str
    title: str
    look: Callable[[int, Numbers], str | None]
    examples: tuple[tuple[int, Numbers], ...]
    not_examples: tuple[tuple[int, Numbers], ...]
    types: tuple[str, ...] = COUNTED


@dataclass(frozen=True, slots=True)
class ReportRule:
    """Looks at all values of a report and of the one before; says in words what is odd."""

    name: str
    title: str
    look: Callable[[Values, Values], str | None]
    examples: tuple[tuple[Values, Values], ...]
    not_examples: tuple[tuple[Values, Values], ...]


@dataclass(frozen=True, slots=True)
class Outlier:
    """Something to look at again: whose, at which indicator (empty: the whole report), by which rule, and why."""

    organisation: int
    edition: int
    indicator: str
    value: Value | None
    rule: str
    said: str


QUARTER = 4
"""A slip moves a figure to about ten times: what is left of it lies within a quarter of the one before."""


def _times(factor: int, value: int, last: int) -> bool:
    """Whether the larger of the two is about so many times the smaller."""
    large, small = max(value, last), min(value, last)
    return small > 0 and QUARTER * abs(large - factor * small) <= factor * small


def _digit(value: int, before: Numbers) -> str | None:
    if not before or min(value, before[0]) < 10 or not _times(10, value, before[0]):
        return None
    more = "thừa" if value > before[0] else "thiếu"
    return f"{grouped(value)}, kỳ trước {grouped(before[0])}: có thể {more} một chữ số"


def _unit(value: int, before: Numbers) -> str | None:
    if not before or not (_times(1_000, value, before[0]) or _times(1_000_000, value, before[0])):
        return None
    return f"{grouped(value)}, kỳ trước {grouped(before[0])}: có thể nhầm đơn vị (đồng, nghìn đồng, triệu đồng)"


FEWEST = 4
"""Earlier figures below which nothing is said of what is usual."""


def _far(value: int, before: Numbers) -> str | None:
    if len(before) < FEWEST:
        return None
    middle = statistics.median(before)
    # Where the earlier ones are all alike any other would be far: a twentieth, and one, is always near.
    spread = max(statistics.median(abs(one - middle) for one in before), middle / 20, 1)
    if abs(value - middle) <= 3 * spread:
        return None
    return f"{grouped(value)}, các kỳ trước thường khoảng {grouped(round(middle))}: lệch quá 3 lần độ lệch thường thấy"


def _whole_shares(values: Values, _: Values) -> str | None:
    shares = [v for v in values.values() if v.base]
    if len(shares) < 3 or any(v.value != v.base for v in shares):
        return None
    return f"cả {len(shares)} tỷ lệ đều 100 %"


def _copied(values: Values, last: Values) -> str | None:
    told = {name: value for name, value in values.items() if value.value}
    if len(told) < 5 or any(last.get(name) != value for name, value in told.items()):
        return None
    return f"cả {len(told)} số liệu khác 0 giống hệt kỳ trước"


def _all(*values: int, base: int | None = None) -> dict[str, Value]:
    return {f"chi_tieu_{n}": Value(value, base) for n, value in enumerate(values)}


CELL_RULES = (
    CellRule(
        "digit",
        "Gấp mười lần kỳ trước, hoặc bằng một phần mười",
        _digit,
        examples=((1250, (125,)), (1300, (125, 7)), (12, (118,)), (120, (12,))),
        not_examples=((10, (1,)), (250, (125,)), (2000, (125,)), (0, (125,)), (125, ())),
    ),
    CellRule(
        "unit",
        "Gấp nghìn hoặc triệu lần kỳ trước, hoặc bằng một phần nghìn, một phần triệu",
        _unit,
        examples=((15_000_000, (15_000,)), (15, (15_500_000,)), (17_000, (16_000_000,))),
        not_examples=((15_000_000, (14_000_000,)), (0, (15_000,)), (150_000, (15_000,)), (15_000, ())),
        types=("money",),
    ),
    CellRule(
        "far",
        "Lệch quá 3 lần độ lệch tuyệt đối trung vị so với các kỳ trước của chính đơn vị",
        _far,
        examples=((40, (12, 11, 13, 12)), (0, (30, 31, 29, 30, 32)), (9, (5, 5, 5, 5))),
        not_examples=((6, (5, 5, 5, 5)), (40, (12, 11, 13)), (14, (12, 11, 13, 12)), (1040, (1000, 1000, 1000, 1000))),
    ),
)  # fmt: skip
REPORT_RULES = (
    ReportRule(
        "whole_shares",
        "Mọi tỷ lệ trong báo cáo đều 100 %",
        _whole_shares,
        examples=((_all(30, 30, 30, base=30), {}),),
        not_examples=((_all(30, 30, base=30), {}), (_all(30, 29, 30, base=30), {}), (_all(0, 0, 0, base=0), {})),
    ),
    ReportRule(
        "copied",
        "Mọi số liệu giống hệt kỳ trước",
        _copied,
        examples=((_all(3, 5, 7, 2, 1), _all(3, 5, 7, 2, 1)), (_all(3, 5, 7, 2, 1, 0), _all(3, 5, 7, 2, 1, 4))),
        not_examples=(
            (_all(3, 5, 7, 2), _all(3, 5, 7, 2)),
            (_all(3, 5, 7, 2, 1), _all(3, 5, 7, 2, 2)),
            (_all(3, 5, 7, 2, 1), {}),
        ),
    ),
)  # fmt: skip
TITLES = {rule.name: rule.title for rule in (*CELL_RULES, *REPORT_RULES)}


def outliers(form: ReportForm, of: Period, body: Organisation) -> list[Outlier]:
    """What the rules find in the reports sent to the body for the period, by body; each held against its own earlier
    periods alone. Four queries and those of the tree."""
    version = form.version_on(of.last)
    if version is None:
        return []
    periods = [of, *_before(of)]
    known = _values(form, periods, body)
    found = []
    for organisation, by_period in sorted(known.items()):
        if of.key in by_period:
            edition, values = by_period[of.key]
            before = [by_period[one.key][1] for one in periods[1:] if one.key in by_period]
            last = by_period[periods[1].key][1] if len(periods) > 1 and periods[1].key in by_period else {}
            found += [Outlier(organisation, edition, *odd) for odd in odd_in(version.said, values, before, last)]
    return found


Odd = tuple[str, Value | None, str, str]
"""Indicator, value, rule, words."""


def odd_in(said: Form, values: Values, before: Sequence[Values], last: Values) -> Iterator[Odd]:
    """What the rules find in one report. `before`: earlier ones, the last first; `last`: that of the period before."""
    for one in said.indicators:
        earlier = [told[one.name].value for told in before if one.name in told]
        for rule in CELL_RULES:
            if one.type in rule.types and one.name in values and (words := rule.look(values[one.name].value, earlier)):
                yield one.name, values[one.name], rule.name, words
                break
    for whole in REPORT_RULES:
        if words := whole.look(values, last):
            yield "", None, whole.name, words


def _before(of: Period) -> Iterator[Period]:
    one = of.before()
    for _ in range(BACK):
        if one is not None:
            yield one
            one = one.before()


def _values(
    form: ReportForm, periods: Sequence[Period], body: Organisation
) -> dict[int, dict[str, tuple[int, dict[str, Value]]]]:
    """Body → period → the edition sent last and its values."""
    reports = reports_of(form, periods, body).filter(sent__isnull=False)
    whose = {sent: (pk, key) for sent, pk, key in reports.values_list("sent", "organisation", "period")}
    names = dict(Indicator.objects.filter(form=form).values_list("pk", "name"))
    found: dict[int, dict[str, tuple[int, dict[str, Value]]]] = defaultdict(dict)
    for edition, (pk, key) in whose.items():
        found[pk][key] = (edition, {})
    rows = Figure.objects.filter(edition__among=whose).values_list("edition", "indicator", "value", "base")
    for edition, indicator, value, base in rows.order_by():
        pk, key = whose[edition]
        found[pk][key][1][names[indicator]] = Value(value, base)
    return found
