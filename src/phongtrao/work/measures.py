"""Figures that the tasks of bodies tell by themselves."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Count, F, Min, Q

from phongtrao.documents.models import Document
from phongtrao.measures import DAYS, Measured, counted, measure, measure_family
from phongtrao.words import day_in_words
from phongtrao.work.counted import PLACES
from phongtrao.work.models import Assignment, Mending, Task
from phongtrao.work.models.tasks import TaskQuerySet

BODY = "assignment__organisation"
"""From a task to whose it is."""
TAKEN_OFF = ("waived", "handed_back", "closed")
"""States in which a task is nobody's any more."""


def tasks_due(first: date, last: date) -> TaskQuerySet:
    """Tasks that fell due in the span and were not taken off the body."""
    return Task.objects.filter(due__range=(first, last)).exclude(state__in=TAKEN_OFF)


KEPT = Count("pk", Q(sent_on__lte=F("due")))
"""Of tasks: those sent in time."""


@measure("duties_overdue", "Nhiệm vụ quá hạn", "nhiệm vụ")
def duties_overdue(bodies: Collection[int], first: date, last: date, day: date) -> dict[int, Measured]:
    """Duties that a body leads with a task overdue at the end of the span, or on the day while it still runs."""
    on = min(last, day)
    sent = Q(sent_on__lte=on) | Q(state="accepted", sent_on=None)
    late = Task.objects.filter(due__lt=on).exclude(sent).exclude(state__in=TAKEN_OFF)
    words = f"nhiệm vụ có việc quá hạn chưa nộp, tính đến {day_in_words(on)}"
    return counted(late, BODY, bodies, words, Count("assignment__duty", distinct=True))


@measure("findings_mended", "Khắc phục sau kiểm tra", "việc khắc phục", "inspections")
def findings_mended(bodies: Collection[int], first: date, last: date, day: date) -> dict[int, Measured]:
    """Of what inspections found at a body, to be mended by a day in the span, how much was accepted as mended."""
    end = min(last, day)
    rows = Mending.objects.filter(due__range=(first, end))
    words = f"việc khắc phục sau kiểm tra đến hạn từ {day_in_words(first)} đến {day_in_words(end)}"
    kept = Count("pk", Q(state="accepted"))
    return counted(rows, "shortcoming__visit__organisation", bodies, words, kept, Count("pk"))


@measure("plans_made", "Kế hoạch đã ban hành", "kế hoạch")
def plans_made(bodies: Collection[int], first: date, last: date, day: date) -> dict[int, Measured]:
    """Plans of a body that were received here with a day of issue in the span."""
    end = min(last, day)
    rows = Document.objects.filter(kind="ke_hoach", issued_on__range=(first, end))
    words = f"kế hoạch của đơn vị ban hành từ {day_in_words(first)} đến {day_in_words(end)} đã có ở đây"
    return counted(rows, "issuer", bodies, words)


@measure("duties_asked", "Lượt giao nhiệm vụ", "lượt giao")
def duties_asked(bodies: Collection[int], first: date, last: date, day: date) -> dict[int, Measured]:
    """Duties that a body leads and that are followed on some day of the span."""
    rows = Assignment.objects.binding().filter(role=Assignment.LEAD, duty__ended_at=None)
    rows = rows.filter(duty__adoption__follow_from__lte=last, duty__adoption__follow_until__gte=first)
    words = f"nhiệm vụ chủ trì được theo dõi trong thời gian từ {day_in_words(first)} đến {day_in_words(last)}"
    return counted(rows, "organisation", bodies, words)


def _late(day: date) -> Q:
    """Of tasks: those that the board counts as going on past their day."""
    return Q(settled=None, due__lt=day) | Q(settled=PLACES["overdue"])


@measure_family(
    "board",
    tasks_open=("Việc chưa xong", "việc"),
    tasks_overdue=("Việc quá hạn", "việc"),
    days_late_longest=("Quá hạn lâu nhất", DAYS),
    tasks_on_time=("Việc đúng hạn", "việc"),
)
def tasks(bodies: Collection[int], first: date, last: date, day: date) -> dict[str, dict[int, Measured]]:
    """Of the tasks of a body due in the span: those not accepted yet and of these those past their day, as the board
    counts them; for how many days the longest waits to be sent; of those due by now how many were sent in time."""
    due_by_now = Q(due__lte=day) & ~Q(state__in=TAKEN_OFF)
    rows = Task.objects.filter(due__range=(first, last), assignment__organisation__among=bodies).order_by()
    counts = rows.values_list(BODY).annotate(
        going_on=Count("pk", Q(settled=None) | Q(settled__in=(PLACES["within"], PLACES["overdue"]))),
        late=Count("pk", Q(settled=None, due__lt=day) | Q(settled=PLACES["overdue"])),
        oldest=Min("due", filter=Q(settled=None, due__lt=day)),
        kept=Count("pk", due_by_now & Q(sent_on__lte=F("due"))),
        asked=Count("pk", due_by_now),
    )
    found = {
        body: {
            "tasks_open": (going_on, None),
            "tasks_overdue": (late, None),
            "days_late_longest": ((day - (oldest or day)).days, None),
            "tasks_on_time": (kept, asked),
        }
        for body, going_on, late, oldest, kept, asked in counts
    }
    return {name: _of_each(name, words, found, bodies) for name, words in _words(first, last, day).items()}


def _words(first: date, last: date, day: date) -> dict[str, str]:
    """What each measure of tasks counts."""
    since = f"có hạn từ {day_in_words(first)} đến {day_in_words(last)}"
    now, by = f"ngày {day_in_words(day)}", f"từ {day_in_words(first)} đến {day_in_words(min(last, day))}"
    return {
        "tasks_open": f"việc {since} chưa hoàn thành, {now}",
        "tasks_overdue": f"việc {since} đang quá hạn, {now}",
        "days_late_longest": f"số ngày quá hạn của việc chưa nộp lâu nhất, {now}",
        "tasks_on_time": f"việc đến hạn {by} và ngày nộp của từng việc",
    }


def _of_each(
    name: str, words: str, found: dict[int, dict[str, tuple[int, int | None]]], bodies: Collection[int]
) -> dict[int, Measured]:
    """One measure of every body; of those without tasks nought."""
    nothing = Measured(0, 0 if name == "tasks_on_time" else None, words)
    return {body: Measured(*found[body][name], words) if body in found else nothing for body in bodies}
