"""Tasks open for living bodies, within the followed days, once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from phongtrao.documents.models import Document
from phongtrao.organisations.models import Organisation
from phongtrao.procedure import Refused
from phongtrao.work.adopt import Adopted
from phongtrao.work.models import Adoption, Assignment, DeadlineRule, Duty, Task, TaskDeed
from phongtrao.work.open_tasks import dues_outside, open_tasks
from phongtrao.work.set_deadline import counted_day, set_deadline
from phongtrao.working_days import Calendar
from tests.conftest import Cast
from tests.work.conftest import adopt_whole, at

DAY = date(2026, 2, 2)


def opened(cast: Cast, until: date, on: date = DAY) -> int:
    return open_tasks(until, at(on), cast.user("quan-tri"))


def dues(code: str) -> list[str]:
    return [t.due.isoformat() for t in Task.objects.filter(assignment__organisation__code=code)]


def test_each_dated_rule_opens_a_task_for_each_lead(cast: Cast, adopted: Adopted) -> None:
    # 4 communes × 2 reports, the department's day, the committee's day.
    assert opened(cast, date(2026, 12, 31)) == 10
    assert dues("xa.90001.ubnd") == ["2026-06-09", "2026-11-09"]
    assert dues("ha-thanh.so-tai-chinh") == ["2026-03-31"]


def test_a_second_run_opens_nothing(cast: Cast, adopted: Adopted) -> None:
    opened(cast, date(2026, 12, 31))
    assert opened(cast, date(2026, 12, 31)) == 0
    assert opened(cast, date(2027, 12, 31)) == 8


def test_nothing_opens_beyond_the_day_asked_for_or_the_followed_span(cast: Cast, adopted: Adopted) -> None:
    assert opened(cast, date(2026, 3, 31)) == 1
    opened(cast, date(2030, 12, 31))
    assert max(Task.objects.values_list("due", flat=True)) == date(2027, 11, 9)


def test_support_and_undated_duties_open_nothing(cast: Cast, adopted: Adopted) -> None:
    opened(cast, date(2027, 12, 31))
    assert dues("ha-thanh.so-noi-vu") == dues("ha-thanh.so-tu-phap") == []


def test_every_year_without_a_day_waits_for_a_person(cast: Cast, adopted: Adopted) -> None:
    duty = Duty.objects.get(clause="5")
    rule = duty.rules.get()
    assert not rule.dated
    given_rule = set_deadline(
        duty, {"every": "year", "last": "11-30"}, cast.user("lan"), at(DAY), "Lãnh đạo cho ngày", rule
    )
    assert given_rule is not None and given_rule.given_by == cast.user("lan")
    assert dues("ha-thanh.so-tu-phap") == ["2026-11-30"]


def test_a_counted_deadline_opens_once_its_start_is_given(cast: Cast, adopted: Adopted) -> None:
    duty = Duty.objects.get(clause="6")
    day = counted_day(duty.rules.get().rule, date(2026, 1, 20), Calendar())
    assert day == date(2026, 2, 19)
    set_deadline(duty, {"on": day.isoformat()}, cast.user("lan"), at(DAY), "Đến ngày 20/01", duty.rules.get())
    assert dues("ha-thanh.so-noi-vu") == ["2026-02-19"]


@pytest.mark.parametrize(
    ("rule", "start", "day"),
    [
        ({"within": 30, "unit": "day"}, date(2026, 1, 20), date(2026, 2, 19)),
        ({"within": 1, "unit": "month"}, date(2026, 1, 31), date(2026, 2, 28)),
        ({"within": 12, "unit": "month"}, date(2026, 11, 15), date(2027, 11, 15)),
        ({"within": 1, "unit": "month"}, date(2026, 11, 30), date(2026, 12, 30)),
        ({"within": 5, "unit": "working-day"}, date(2026, 1, 22), date(2026, 1, 29)),
    ],
)
def test_days_are_counted_from_the_day_after(rule: dict[str, object], start: date, day: date) -> None:
    assert counted_day(rule, start, Calendar()) == day


def test_days_before_the_followed_span_are_listed_and_not_opened(cast: Cast, old_letter: Document) -> None:
    adopted = adopt_whole(cast, old_letter, DAY)
    rule = DeadlineRule.objects.get(duty__clause="2")
    listed = [due.day for due in dues_outside(rule, adopted.adoption)]
    assert listed[:2] == [date(2024, 12, 19), date(2025, 12, 19)]
    opened(cast, date(2026, 12, 31))
    assert dues("ha-thanh.so-tai-chinh") == ["2026-12-19"]


def test_a_corrected_deadline_closes_unstarted_tasks_with_the_reason(cast: Cast, adopted: Adopted) -> None:
    opened(cast, date(2026, 12, 31))
    duty = Duty.objects.get(clause="1")
    set_deadline(duty, {"on": "2026-04-15"}, cast.user("lan"), at(DAY), "Văn bản đính chính", duty.rules.get())
    old, new = Task.objects.filter(assignment__duty=duty).order_by("due")
    assert (old.state, old.closed_reason, new.state) == ("closed", "Văn bản đính chính", "open")
    assert TaskDeed.objects.get(task=old).deed == "close"
    assert opened(cast, date(2027, 12, 31)) == 8


def test_a_period_begun_under_the_old_rule_is_not_opened_again(cast: Cast, adopted: Adopted) -> None:
    opened(cast, date(2026, 12, 31))
    duty, lan = Duty.objects.get(kind="report"), cast.user("lan")
    begun = Task.objects.get(assignment__organisation__code="xa.90001.ubnd", due=date(2026, 11, 9))
    Task.objects.filter(pk=begun.pk).update(state="accepted")
    old = duty.rules.get(rule__last="11-09")
    new = set_deadline(duty, {"every": "year", "last": "11-19"}, lan, at(DAY), "Đổi ngày", old)
    assert dues("xa.90001.ubnd") == ["2026-06-09", "2026-11-09"]
    assert dues("xa.90002.ubnd") == ["2026-06-09", "2026-11-09", "2026-11-19"]
    set_deadline(duty, {"every": "year", "last": "11-24"}, lan, at(DAY), "Đổi lần nữa", new)
    assert dues("xa.90001.ubnd") == ["2026-06-09", "2026-11-09"]


def test_a_rule_can_be_ended_without_another(cast: Cast, adopted: Adopted) -> None:
    opened(cast, date(2026, 12, 31))
    duty = Duty.objects.get(clause="3")
    assert set_deadline(duty, None, cast.user("lan"), at(DAY), "Không còn", duty.rules.get()) is None
    assert [t.state for t in Task.objects.filter(assignment__duty=duty)] == ["closed"]


@pytest.mark.parametrize(
    ("rule", "reason", "account"),
    [
        ({"on": "2026-04-15"}, " ", "lan"),
        ({"on": "2026-04-15"}, "đổi", "son"),
        ({"every": "year"}, "đổi", "lan"),
        (None, "đổi", "lan"),
    ],
)
def test_a_deadline_needs_a_day_a_reason_and_the_adopter(
    cast: Cast, adopted: Adopted, rule: dict[str, object] | None, reason: str, account: str
) -> None:
    with pytest.raises(Refused):
        set_deadline(Duty.objects.get(clause="1"), rule, cast.user(account), at(DAY), reason)
    assert DeadlineRule.objects.filter(retired_at=None).count() == DeadlineRule.objects.count() == 6


RULES = st.one_of(
    st.dates(date(2025, 1, 1), date(2028, 12, 31)).map(lambda d: {"on": d.isoformat()}),
    st.tuples(st.sampled_from(["year", "half-year", "quarter", "month"]), st.integers(1, 12), st.integers(1, 28)).map(
        lambda t: {"every": t[0], "last": f"{t[1]:02d}-{t[2]:02d}"}
    ),
    st.integers(1, 28).map(lambda n: {"every": "month", "last": f"{n:02d}"}),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rules=st.lists(RULES, min_size=1, max_size=3), until=st.lists(st.integers(0, 900), min_size=1, max_size=3))
def test_however_it_is_run_tasks_lie_in_the_span_on_living_bodies_and_are_there_once(
    cast: Cast, plan: Document, rules: list[dict[str, str]], until: list[int]
) -> None:
    Adoption.objects.all().delete()
    adopted = adopt_whole(cast, plan, DAY, chosen={"1"}, follow_until=date(2027, 9, 30))
    duty = adopted.duties[0]
    DeadlineRule.objects.bulk_create([DeadlineRule(duty=duty, rule=rule) for rule in rules])
    total = sum(opened(cast, DAY + timedelta(days=n)) for n in until)
    tasks = list(Task.objects.select_related("assignment"))
    assert total == len(tasks) == len({(t.assignment_id, t.rule_id, t.scheduled_for) for t in tasks})
    last = min(DAY + timedelta(days=max(until)), date(2027, 9, 30))
    assert all(DAY <= t.due <= last for t in tasks)
    assert all(t.assignment.organisation.exists_on(t.due) for t in tasks)
    Task.objects.all().delete()


def test_ten_thousand_tasks_open_at_once(cast: Cast, plan: Document) -> None:
    adopted = adopt_whole(cast, plan, DAY, chosen={"1"}, follow_until=date(2027, 12, 31))
    duty = adopted.duties[0]
    root = cast.body("ha-thanh.ubnd").versions.get()
    bodies = Organisation.objects.bulk_create([Organisation(code=f"thon.{n}") for n in range(430)])
    version = {"kind": "thon", "level": "xa", "parent": root.organisation, "source": "mẫu"}
    for body in bodies:
        body.versions.create(name=body.code, folded=body.code, **version)
    Assignment.objects.bulk_create([Assignment(duty=duty, organisation=body, role="lead") for body in bodies])
    DeadlineRule.objects.create(duty=duty, rule={"every": "month", "last": "24"})
    assert opened(cast, date(2027, 12, 31)) > 9_900
