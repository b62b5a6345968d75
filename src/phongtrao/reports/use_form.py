"""A person says that a duty is answered with a form: its tasks ask for reports by it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from phongtrao.organisations.models import LogEntry, User
from phongtrao.procedure import Refused
from phongtrao.reports.fit_form import Chosen, settled
from phongtrao.reports.models import FormUse, Report, ReportForm
from phongtrao.reports.open_report import task_of
from phongtrao.words import day_in_words
from phongtrao.work.models import Duty
from phongtrao.work.settle import adopters_post


@transaction.atomic
def use_form(duty: Duty, form: ReportForm | None, by: User, at: datetime, chosen: Chosen | None = None) -> bool:
    """The duty is answered with this form, or with none any more; False where it was so already.

    `chosen`: periods for days that do not fit the form's (`fit_form`). Reports that were begun without a task are
    joined to the tasks that ask for them now; what is not sent yet goes to the duty's receiver. Raises Refused for one
    who does not decide for the body that gave the duty, and where reports by another form answer its tasks already;
    NotFitting where a day is not chosen for.
    """
    post = adopters_post(by, duty.adoption, at)
    Duty.objects.select_for_update().get(pk=duty.pk)
    before = FormUse.objects.filter(duty=duty).first()
    if (before.form_id if before else None) == (form.pk if form else None) and not chosen:
        return False
    periods = settled(duty, form, chosen or {}) if form else {}
    if before and form and (before.form_id, before.periods) == (form.pk, periods):
        return False
    if before and Report.objects.filter(form=before.form_id, task__assignment__duty=duty).exists():
        raise Refused("Nhiệm vụ đã có báo cáo lập theo mẫu hiện dùng, không đổi mẫu được nữa.")
    if form is None:
        FormUse.objects.filter(duty=duty).delete()
    else:
        FormUse.objects.update_or_create(duty=duty, defaults={"form": form, "periods": periods, "by": by, "at": at})
        _join(duty, form)
    named = {"form": form.name if form else "", **({"periods": _in_words(periods)} if periods else {})}
    LogEntry.record(by, "use_form", duty, at, duty.adoption.organisation, post, **named)
    return True


def _in_words(periods: Mapping[str, str]) -> str:
    """`09/11/2026: 2026; 09/12/2026: không`."""
    told = ((day_in_words(date.fromisoformat(day)), key or "không") for day, key in periods.items())
    return "; ".join(f"{day}: {key}" for day, key in told)


def _join(duty: Duty, form: ReportForm) -> None:
    """Reports by the form that nothing asked for, of the bodies that the duty binds."""
    bound = duty.assignments.binding().values("organisation")
    for report in Report.objects.filter(form=form, task=None, organisation__in=bound).select_related("organisation"):
        version = form.version_on(report.last_day)
        task = task_of(form, version.said, report.of, report.organisation) if version else None
        if task is not None:
            report.task, report.due = task, task.due
            if report.sent_id is None and report.accepted_id is None:
                report.receiver = task.assignment.duty.receiver
            report.save(update_fields=["task", "due", "receiver"])
