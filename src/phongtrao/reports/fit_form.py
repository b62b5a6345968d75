"""Whether the days on which a duty asks for reports fit the periods of a form; where they do not, a person chooses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects

from phongtrao.procedure import Refused
from phongtrao.reports.models import FormVersion, ReportForm
from phongtrao.reports.periods import Period
from phongtrao.words import day_in_words
from phongtrao.work.models import Duty, Task

FAR = 31
"""Days from a form's last day for sending within which a task is taken to ask for that very report."""
Chosen = Mapping[date, Period | None]
"""Day of a task → the period that a person chose for it; None where no report by the form answers it."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A day on which tasks of the duty are due, and the period that the form says for it."""

    day: date
    of: Period | None
    wrong: str = ""
    """Why a person has to look; empty where it fits."""


class NotFitting(Refused):
    """Days that do not fit the form, and for which nobody chose a period; the text is Vietnamese."""

    def __init__(self, fits: list[Fit]) -> None:
        self.days = [one.day for one in fits]
        told = "; ".join(f"việc hạn {day_in_words(one.day)}: {one.wrong}" for one in fits)
        super().__init__(f"Ngày của nhiệm vụ không khớp kỳ của mẫu; xin chọn kỳ cho từng ngày. {told}.")


def fits(duty: Duty, form: ReportForm) -> list[Fit]:
    """Each day on which the duty's tasks were due at first, with its period; two queries."""
    prefetch_related_objects([form], "versions")
    tasks = Task.objects.filter(assignment__duty=duty).exclude(state="closed")
    found: list[Fit] = []
    for day in tasks.order_by("scheduled_for").values_list("scheduled_for", flat=True).distinct():
        version = form.version_on(day)
        of = version.said.period_of(day) if version else None
        before = next((one.day for one in found if of is not None and one.of == of), None)
        found.append(Fit(day, of, _wrong(day, of, version, before)))
    return found


def _wrong(day: date, of: Period | None, version: FormVersion | None, before: date | None) -> str:
    if of is None or version is None:
        return "mẫu lập cho giai đoạn nhiều năm, xin ghi giai đoạn, ví dụ 2021-2025"
    if before is not None:
        return f"{of.words} đã ứng với việc hạn {day_in_words(before)}"
    last = version.said.last_day(of)
    if last is None or abs((last - day).days) <= FAR:
        return ""
    return f"kỳ gần nhất là {of.words}, mẫu gửi chậm nhất {day_in_words(last)}, lệch {abs((last - day).days)} ngày"


def settled(duty: Duty, form: ReportForm, chosen: Chosen) -> dict[str, str]:
    """What is kept of the choice (`FormUse.periods`).

    Raises NotFitting where a day that does not fit was not chosen for, and Refused for a period that cannot be meant.
    """
    known = fits(duty, form)
    if open_ones := [one for one in known if one.wrong and one.day not in chosen]:
        raise NotFitting(open_ones)
    whose: dict[Period, date] = {}
    for one in known:
        of = chosen.get(one.day, one.of)
        if of is None:
            continue
        if refused := wrong_choice(form, one.day, of):
            raise Refused(refused)
        if of in whose:
            two = f"Việc hạn {day_in_words(whose[of])} và việc hạn {day_in_words(one.day)}"
            raise Refused(f"{two} cùng chọn {of.words}; xin để một trong hai không lập báo cáo theo mẫu.")
        whose[of] = one.day
    days = {one.day for one in known}
    return {day.isoformat(): of.key if of else "" for day, of in sorted(chosen.items()) if day in days}


def wrong_choice(form: ReportForm, day: date, of: Period) -> str:
    """Why the period cannot be meant by a task of that day; empty where it can."""
    version = form.version_on(day)
    rule = version.said.rule_for(of) if version else None
    if rule is None:
        return f"Mẫu «{form.title}» không lập cho {of.words}; xin chọn kỳ khác."
    if rule.window(of)[0] >= day:
        return f"Ngày {day_in_words(day)} số liệu của {of.words} chưa bắt đầu; xin chọn kỳ khác."
    if of.every == "span" and day.year > of.last.year + 1:
        return f"Ngày {day_in_words(day)} đã quá một năm sau {of.words}; xin chọn giai đoạn khác."
    return ""
