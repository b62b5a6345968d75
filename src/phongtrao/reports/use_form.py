"""A person says that a duty is answered with a form: its tasks ask for reports by it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from phongtrao.organisations.models import LogEntry, User
from phongtrao.procedure import Refused
from phongtrao.reports.models import FormUse, Report, ReportForm
from phongtrao.reports.open_report import task_of
from phongtrao.work.models import Duty
from phongtrao.work.settle import adopters_post


@transaction.atomic
def use_form(duty: Duty, form: ReportForm | None, by: User, at: datetime) -> bool:
    """The duty is answered with this form, or with none any more; False where it was so already.

    Reports that were begun without a task are joined to the tasks that ask for them now. Raises Refused for one who
    does not decide for the body that gave the duty, and where reports by another form answer its tasks already.
    """
    post = adopters_post(by, duty.adoption, at)
    Duty.objects.select_for_update().get(pk=duty.pk)
    before = FormUse.objects.filter(duty=duty).first()
    if (before.form_id if before else None) == (form.pk if form else None):
        return False
    if before and Report.objects.filter(form=before.form_id, task__assignment__duty=duty).exists():
        raise Refused("Nhiệm vụ đã có báo cáo lập theo mẫu hiện dùng, không đổi mẫu được nữa.")
    if form is None:
        FormUse.objects.filter(duty=duty).delete()
    else:
        FormUse.objects.update_or_create(duty=duty, defaults={"form": form, "by": by, "at": at})
        _join(duty, form)
    named = {"form": form.name if form else ""}
    LogEntry.record(by, "use_form", duty, at, duty.adoption.organisation, post, **named)
    return True


def _join(duty: Duty, form: ReportForm) -> None:
    """Reports by the form that nothing asked for, of the bodies that the duty binds."""
    bound = duty.assignments.binding().values("organisation")
    for report in Report.objects.filter(form=form, task=None, organisation__in=bound).select_related("organisation"):
        version = form.version_on(report.last_day)
        task = task_of(form, version.said, report.of, report.organisation) if version else None
        if task is not None:
            report.task, report.due = task, task.due
            report.save(update_fields=["task", "due"])
