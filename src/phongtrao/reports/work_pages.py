"""What the pages of duties and tasks show of reports (work.page_blocks)."""

from __future__ import annotations

from datetime import date

from phongtrao.access import WRITING
from phongtrao.organisations.models import User
from phongtrao.reports.desk_part import of_desk
from phongtrao.reports.forms import UseFormForm
from phongtrao.reports.models import FormUse, Report
from phongtrao.reports.standing import standing_of
from phongtrao.work import page_blocks
from phongtrao.work.deeds import post_at
from phongtrao.work.models import Duty, Task
from phongtrao.work.page_blocks import Block
from phongtrao.work.settle import is_adopter


def of_duty(duty: Duty, user: User, day: date) -> Block | None:
    """The form with which the duty is answered, and a choice of it for who may give the duty."""
    use = FormUse.objects.filter(duty=duty).select_related("form", "by").first()
    form = None
    if is_adopter(user, duty.adoption, day):
        form = UseFormForm(user, day, initial={"form": use.form if use else None})
        form = form if form.has_choices else None
    if use is None and form is None:
        return None
    chosen = [(day, use.period_of(day)) for day in map(date.fromisoformat, use.periods)] if use else []
    return Block("reports/of_duty.html", {"duty": duty, "use": use, "chosen": chosen, "form": form})


def of_task(task: Task, user: User, day: date) -> Block | None:
    """The report that answers the task, or the way to begin it."""
    report = Report.objects.filter(task=task).select_related("form").first()
    if report is not None:
        shown = Report.objects.visible_to(user, day).filter(pk=report.pk).exists()
        editions = list(report.editions.order_by("nth"))
        writes = post_at(user, task.assignment.organisation, day, WRITING) is not None
        writes = writes and bool(editions) and editions[-1].state == "draft"
        standing = standing_of(report, editions, report.due, day)
        said = {"report": report, "standing": standing, "writes": writes, "is_open": not standing.is_sent}
        return Block("reports/of_task.html", said) if shown else None
    use = FormUse.objects.filter(duty=task.assignment.duty_id).select_related("form").first()
    if use is None or task.state in Task.DONE or not use.asks_on(task.scheduled_for):
        return None
    writes = post_at(user, task.assignment.organisation, day, WRITING) is not None
    of = use.period_of(task.scheduled_for)
    body = task.assignment.organisation.code
    return Block("reports/of_task.html", {"form": use.form, "of": of, "writes": writes, "body": body, "is_open": True})


def tell() -> None:
    """Called once at the start."""
    page_blocks.ON_DESK.append(of_desk)
    page_blocks.ON_DUTY.append(of_duty)
    page_blocks.ON_TASK.append(of_task)
