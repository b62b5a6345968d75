"""A body's report for a period is opened: once, however often it is asked for; and a draft of it to write in."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import prefetch_related_objects

from phongtrao.access import WRITING
from phongtrao.organisations import tree
from phongtrao.organisations.models import LogEntry, Organisation, OrganisationVersion, Post, User
from phongtrao.procedure import Refused
from phongtrao.procedures import REPORT
from phongtrao.reports.form import Form
from phongtrao.reports.models import Answer, Edition, Figure, FormUse, FormVersion, Report, ReportDeed, ReportForm
from phongtrao.reports.periods import Period
from phongtrao.words import HANOI, day_in_words
from phongtrao.work.deeds import post_at, stead
from phongtrao.work.models import Task

NOT_YOURS = "Báo cáo do người xử lý việc của đơn vị báo cáo lập; xin dùng tài khoản của đơn vị đó."
FROZEN = ("sent", "approved")
"""States in which an edition waits for somebody else: nothing is written, nothing new begun."""


@transaction.atomic
def report_of(form: ReportForm, of: Period, body: Organisation) -> Report:
    """The body's report for the period, made where it is not there yet. Raises Refused where the form has none."""
    new = find_report(form, of, body)
    if new.pk:
        return new
    opened = {name: getattr(new, name) for name in ("last_day", "root_id", "receiver", "task", "due")}
    report, _ = Report.objects.get_or_create(form=form, period=of.key, organisation=body, defaults=opened)
    return report


def find_report(form: ReportForm, of: Period, body: Organisation) -> Report:
    """The body's report for the period, or as it would be opened: without a key, nothing is written.

    Raises Refused where the form has none.
    """
    there = Report.objects.filter(form=form, period=of.key, organisation=body).first()
    if there is not None:
        return there
    prefetch_related_objects([form], "versions")
    prefetch_related_objects([body], "versions")
    version = form.version_on(of.last)
    said = version.said if version else None
    rule = said.rule_for(of) if said else None
    if said is None or rule is None:
        raise Refused(f"Mẫu «{form.title}» không lập cho {of.words}; xin chọn kỳ khác.")
    place = body.version(of.last)
    if place is None or not body.exists_on(of.last) or f"{place.level}.{place.kind}" not in said.reporters:
        raise Refused(f"«{body.name_on(of.last)}» không thuộc đối tượng báo cáo theo mẫu «{form.title}».")
    task = task_of(form, said, of, body)
    return Report(
        form=form,
        period=of.key,
        organisation=body,
        last_day=of.last,
        root_id=next(iter(tree.roots_of([body.pk], of.last)), body.pk),
        receiver=task.assignment.duty.receiver if task else _above(place) or body,
        task=task,
        due=task.due if task else rule.due_on(of),
    )


def _above(place: OrganisationVersion) -> Organisation | None:
    """To whom a body reports where no duty says it: along its line, else the one it belongs to."""
    return place.line_parent or place.parent


def task_of(form: ReportForm, said: Form, of: Period, body: Organisation) -> Task | None:
    """The task that asks the body for this report: of a duty that a person said is answered with the form."""
    uses = {use.duty_id: use for use in form.uses.all()}
    tasks = Task.objects.filter(assignment__organisation=body, assignment__duty__in=uses).exclude(state="closed")
    tasks = tasks.select_related("assignment__duty__receiver").order_by("scheduled_for", "pk")
    rule = said.rule_for(of)
    due = rule.due_on(of) if rule else None
    fitting = [task for task in tasks if uses[task.assignment.duty_id].period_of(task.scheduled_for) == of]
    return min(fitting, key=lambda task: task.scheduled_for != due, default=None)


def asked_by(task: Task) -> tuple[ReportForm, Period, Organisation]:
    """The report that a task asks for: form, period, body. Raises Refused where no form answers it."""
    use = FormUse.objects.filter(duty=task.assignment.duty_id).select_related("form").first()
    of = use.period_of(task.scheduled_for) if use else None
    if use is None or of is None:
        raise Refused("Việc này không trả lời bằng mẫu báo cáo; xin mở trang việc để nộp kết quả.")
    return use.form, of, task.assignment.organisation


def current(report: Report) -> Edition | None:
    """The edition opened last; none of a report that is not opened yet."""
    return report.editions.select_related("version").order_by("nth").last() if report.pk else None


def version_to_write(report: Report) -> FormVersion:
    """The version of the form by which the report is written: that of its open draft, else of the period's last day."""
    return _version(report, current(report))


def _version(report: Report, edition: Edition | None) -> FormVersion:
    version = edition.version if edition and edition.state == "draft" else report.form.version_on(report.last_day)
    assert version is not None, "a report is opened by a version of its form"
    return version


def writing_post(by: User, body: Organisation, day: date, instead: bool = False) -> Post | None:
    """The post in which the person writes for the body; Refused is raised for one who does not.

    `instead`: quản trị of no body does it in the body's stead, in no post (docs/decisions/in-a-bodys-stead.md).
    """
    post = post_at(by, body, day, WRITING)
    if post is None and not (instead and by.sees_all(day)):
        raise Refused(NOT_YOURS)
    return post


@transaction.atomic
def draft_of(report: Report, by: User, at: datetime, instead: bool = False) -> Edition:
    """The edition that can be written: the open draft, a first one, or a new one with the values of the last.

    Raises Refused for one who does not write for the body (`writing_post`), or while the last one waits for somebody
    else.
    """
    prefetch_related_objects([report.organisation], "versions")
    post = writing_post(by, report.organisation, at.astimezone(HANOI).date(), instead)
    Report.objects.select_for_update().get(pk=report.pk)
    last = current(report)
    if last is not None and last.state == "draft":
        return last
    if last is not None and last.state in FROZEN:
        raise Refused(f"Báo cáo đang ở trạng thái «{REPORT.words[last.state]}»; xin rút lại trước khi sửa.")
    edition = Edition.objects.create(
        report=report,
        version=_version(report, last),
        nth=last.nth + 1 if last else 1,
        opened_by=by,
        opened_at=at,
    )
    if last is not None:
        _copied(last, edition)
        ReportDeed.objects.create(report=report, edition=edition, deed="correct_report", by=by, post=post, at=at)
        said = {"edition": edition.nth, **stead(post, instead)}
        LogEntry.record(by, "correct_report", report, at, report.organisation, post, **said)
    return edition


@transaction.atomic
def begin(form: ReportForm, of: Period, body: Organisation, by: User, at: datetime) -> Report:
    """The body's report, with a first draft where nothing is written yet. Only for who writes for the body, so that
    nobody leaves reports of others behind. Raises Refused, also for a period that has not begun."""
    day = at.astimezone(HANOI).date()
    writing_post(by, body, day)
    version = form.version_on(of.last)
    rule = version.said.rule_for(of) if version else None
    if rule and rule.window(of)[0] > day:
        since = day_in_words(rule.window(of)[0])
        raise Refused(f"Chưa lập được báo cáo {of.words}: số liệu tính từ ngày {since}; xin chọn kỳ khác.")
    report = report_of(form, of, body)
    if current(report) is None:
        draft_of(report, by, at)
    return report


def _copied(last: Edition, edition: Edition) -> None:
    Figure.objects.bulk_create(
        Figure(
            edition=edition, indicator_id=f.indicator_id, value=f.value, base=f.base, nothing=f.nothing,
            by_id=f.by_id, at=f.at,
        )
        for f in last.figures.all()
    )  # fmt: skip
    Answer.objects.bulk_create(
        Answer(edition=edition, question=a.question, text=a.text, by_id=a.by_id, at=a.at) for a in last.answers.all()
    )
