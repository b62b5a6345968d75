"""A person gives a duty its day, or corrects the one that was read: the old rule is retired, never deleted."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from phongtrao.organisations.models import LogEntry, Post, User
from phongtrao.procedure import Refused
from phongtrao.procedures import TASK
from phongtrao.words import HANOI
from phongtrao.work.calendar import calendar
from phongtrao.work.models import Adoption, DeadlineRule, Duty, Task, TaskDeed
from phongtrao.work.open_tasks import AHEAD, open_tasks
from phongtrao.work.settle import adopters_post
from phongtrao.working_days import POLICIES, Calendar
from vanban.schedule import undated_because

Rule = dict[str, Any]


@transaction.atomic
def set_deadline(
    duty: Duty,
    rule: Rule | None,
    by: User,
    at: datetime,
    reason: str,
    replaces: DeadlineRule | None = None,
) -> DeadlineRule | None:
    """Put `rule` (the contract's form) beside the duty's rules, or in the place of `replaces`; opens its tasks.

    None only retires `replaces`. Unstarted tasks of the retired rule close with the reason; begun ones stay, and
    their periods are not opened again. Raises Refused for one who may not, no reason, or a rule without days.
    """
    post = adopters_post(by, duty.adoption, at)
    _check(duty, rule, reason, replaces)
    if replaces is not None:
        retire(replaces, by, at, reason, post)
    if rule is None:
        return None
    new = DeadlineRule.objects.create(duty=duty, rule=rule, given_by=by, dated=True, replaces=replaces)
    old = unworded(replaces.rule) if replaces else None
    LogEntry.record(by, "set_deadline", duty, at, duty.adoption.organisation, post, rule=unworded(rule), replaced=old)
    until = at.astimezone(HANOI).date() + AHEAD
    open_tasks(until, at, by, Adoption.objects.filter(pk=duty.adoption_id))
    return new


def unworded(rule: Rule) -> Rule:
    """A rule as the log keeps it: without the words that say from what event it counts."""
    return {key: value for key, value in rule.items() if key != "after"}


def _check(duty: Duty, rule: Rule | None, reason: str, replaces: DeadlineRule | None) -> None:
    if not reason.strip():
        raise Refused("Xin nêu lý do.")
    if replaces is not None and (replaces.duty_id != duty.pk or replaces.retired_at is not None):
        raise Refused("Thời hạn này đã được thay; xin tải lại trang.")
    if rule is None and replaces is None:
        raise Refused("Xin chọn ngày.")
    if rule is not None and (why := undated_because(rule)):
        raise Refused(why)


@transaction.atomic
def retire(rule: DeadlineRule, by: User, at: datetime, reason: str, post: Post) -> int:
    """End a rule and close its unstarted tasks with the reason; how many those were."""
    live = DeadlineRule.objects.filter(pk=rule.pk, retired_at=None)
    if not live.update(retired_at=at, retired_reason=reason[:300]):
        raise Refused("Thời hạn này đã được thay; xin tải lại trang.")
    step = TASK.allowed("open", "close", {"adopter"}, ["reason"])
    # Locked, so that nobody starts one of them between being counted and being closed.
    unbegun = Task.objects.select_for_update().filter(rule=rule, state__in=step.before)
    unstarted = list(unbegun.values_list("pk", flat=True))
    count = Task.objects.filter(pk__in=unstarted).update(state=step.after, closed_reason=reason[:300])
    said = {"deed": "close", "by": by, "post": post, "at": at, "note": reason}
    TaskDeed.objects.bulk_create([TaskDeed(task_id=pk, **said) for pk in unstarted])
    body = rule.duty.adoption.organisation
    LogEntry.record(by, "retire_rule", rule, at, body, post, rule=unworded(rule.rule), closed=unstarted)
    return count


@transaction.atomic
def set_rest_policy(rule: DeadlineRule, policy: str, by: User, at: datetime) -> int:
    """Say what becomes of the rule's days that fall on days of rest; unstarted tasks move; how many did.

    A day that an extension gave stays. Raises Refused for one who may not, or a policy there is not.
    """
    post = adopters_post(by, rule.duty.adoption, at)
    if policy not in POLICIES:
        raise Refused(f"Xin chọn một trong: {', '.join(POLICIES)}.")
    days = calendar()
    open_ones = Task.objects.select_for_update(of=("self",)).filter(rule=rule, state="open")
    moving = [t for t in open_ones if t.due == days.moved(t.scheduled_for, rule.on_rest)]
    for task in moving:
        task.due = days.moved(task.scheduled_for, policy)
    Task.objects.bulk_update(moving, ["due"], batch_size=500)
    said: dict[str, Any] = {"before": rule.on_rest, "after": policy}
    LogEntry.record(by, "set_rest_policy", rule, at, rule.duty.adoption.organisation, post, **said)
    rule.on_rest = policy
    rule.save(update_fields=["on_rest"])
    return len(moving)


def counted_day(rule: Rule, start: date, days: Calendar) -> date:
    """The last day of `{"within": n, "unit": ...}` counted from `start`, which itself does not count.

    Working days are those of the calendar. Raises Refused for another form.
    """
    number, unit = int(rule.get("within", 0)), rule.get("unit")
    if unit == "day":
        return start + timedelta(days=number)
    if unit == "month":
        return _months_later(start, number)
    if unit != "working-day":
        raise Refused("Thời hạn này không phải loại đếm ngày.")
    return days.later(start, number)


def _months_later(start: date, months: int) -> date:
    years, month = divmod(start.month - 1 + months, 12)
    last = date(start.year + years + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)
    return last.replace(day=min(start.day, last.day))
