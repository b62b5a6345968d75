"""The plan of a subject drawn: units recognised by the end of each year, by both readings."""

from __future__ import annotations

from phongtrao.charts import Bar, Chart, Group, as_svg
from phongtrao.recognition.progress import Standing

READINGS = ("Giảm dần (cộng dồn)", "Cố định (cộng dồn)")


def drawn(one: Standing) -> str:
    """An `<svg>` element; the empty string where a figure of the plan is not known, or there is nothing to draw."""
    plans = [plan for plan, _ in one.years]
    if not plans or any(plan.fixed_total is None or plan.shrinking_total is None for plan in plans):
        return ""
    groups = [
        Group(f"Năm {plan.year}", (_bar(plan.shrinking_total, one.base), _bar(plan.fixed_total, one.base)))
        for plan in plans
    ]
    title = f"{one.subject.title}: số đơn vị cộng dồn đến hết từng năm theo hai cách tính"
    return as_svg(Chart(f"ke-hoach-{one.subject.name}", title, groups, READINGS))


def _bar(total: int | None, base: int | None) -> Bar:
    return Bar(total, f"{total} trên {base}" if base else str(total))
