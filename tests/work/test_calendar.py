"""The calendar on the site: entered by a person, shown beside deadlines, followed where a rule says so."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from phongtrao.organisations.models import LogEntry
from phongtrao.procedure import Refused
from phongtrao.work.calendar import calendar, enter_day, shipped
from phongtrao.work.models import DeadlineRule, Task
from phongtrao.work.set_deadline import counted_day, set_deadline, set_rest_policy
from phongtrao.working_days import Calendar
from tests.work.conftest import at

DAY = date(2026, 2, 2)
SATURDAY = date(2026, 11, 28)


@pytest.fixture
def saturday_rule(adopted, cast) -> DeadlineRule:
    """A day on a Saturday given to the plan's first duty."""
    duty = adopted.adoption.duties.first()
    return set_deadline(duty, {"on": SATURDAY.isoformat()}, cast.user("lan"), at(DAY), "thử")


def test_an_entered_day_counts_instead_of_the_shipped_one(cast):
    assert not calendar().works(date(2026, 2, 17))
    enter_day(date(2026, 2, 17), "", "Thông báo số 1", cast.user("quan-tri"), at(DAY))
    assert calendar().works(date(2026, 2, 17))
    assert LogEntry.objects.get(deed="enter_day").content["day"] == "2026-02-17"


@pytest.mark.parametrize(
    ("account", "day", "kind", "source", "said"),
    [
        ("lan", "2027-02-08", "tet", "TB 1", "Chỉ quản trị hệ thống"),
        ("quan-tri", "2027-02-08", "tet", " ", "Xin ghi căn cứ"),
        ("quan-tri", "2027-02-08", "le", "TB 1", "Không có loại ngày"),
        ("quan-tri", "2027-02-08", "lam_bu", "TB 1", "thứ Bảy hoặc Chủ nhật"),
        ("quan-tri", "2027-02-06", "hoan_doi", "TB 1", "phải là ngày thường"),
        ("quan-tri", "1890-02-06", "tet", "TB 1", "Năm phải từ"),
    ],
)
def test_a_wrong_day_is_refused_with_what_to_do(cast, account, day, kind, source, said):
    with pytest.raises(Refused, match=said):
        enter_day(date.fromisoformat(day), kind, source, cast.user(account), at(DAY))


def test_a_rule_moves_its_days_off_days_of_rest(cast, saturday_rule):
    task = Task.objects.filter(rule=saturday_rule).first()
    assert task is not None and task.due == task.scheduled_for == SATURDAY
    assert set_rest_policy(saturday_rule, "before", cast.user("lan"), at(DAY)) > 0
    task.refresh_from_db()
    assert (task.due, task.scheduled_for) == (date(2026, 11, 27), SATURDAY)


def test_an_extended_day_stays_where_the_policy_changes(cast, saturday_rule):
    extended = Task.objects.filter(rule=saturday_rule).first()
    Task.objects.filter(pk=extended.pk).update(due=date(2026, 12, 15))
    set_rest_policy(saturday_rule, "after", cast.user("lan"), at(DAY))
    extended.refresh_from_db()
    assert extended.due == date(2026, 12, 15)


def test_only_who_adopted_sets_the_policy(cast, saturday_rule):
    with pytest.raises(Refused):
        set_rest_policy(saturday_rule, "before", cast.user("xuan"), at(DAY))


def test_days_counted_from_an_arrival_leave_out_days_of_rest():
    rule = {"within": 5, "unit": "working-day", "after": "nhận văn bản"}
    assert counted_day(rule, date(2026, 2, 12), Calendar(shipped())) == date(2026, 2, 26)


def test_the_desk_the_task_and_the_sheet_show_the_last_working_day(cast, client, on_day, saturday_rule):
    on_day(DAY)
    task = Task.objects.filter(rule=saturday_rule).first()
    client.force_login(cast.user("lan"))
    for address in (reverse("task", args=[task.pk]), reverse("duty", args=[saturday_rule.duty_id])):
        assert "thứ Bảy; ngày làm việc cuối cùng trước đó: 27/11/2026" in client.get(address).content.decode()


def test_the_page_says_what_a_year_lacks_and_lets_only_the_system_administrator_write(cast, client, on_day):
    on_day(DAY)
    client.force_login(cast.user("lan"))
    shown = client.get(reverse("working_days") + "?nam=2027").content.decode()
    assert "Tết Nguyên đán (5 ngày): chưa nhập đủ (1/5 ngày)." in shown and "Nhập hoặc sửa" not in shown
    client.force_login(cast.user("quan-tri"))
    given = {"day": "08/02/2027", "kind": "tet", "source": "Thông báo số 9/TB-BNV"}
    answer = client.post(reverse("enter_working_day"), given, follow=True)
    assert "Đã ghi ngày 08/02/2027." in answer.content.decode() and "(2/5 ngày)" in answer.content.decode()


def test_the_command_lists_and_writes(cast):
    out = StringIO()
    call_command(
        "working_days", "2027", "--enter", "2027-02-08", "--kind", "tet", "--source", "TB", by="quan-tri", stdout=out
    )
    assert "08/02/2027  Tết Nguyên đán (5 ngày)" in out.getvalue()
    with pytest.raises(CommandError, match="ai ghi"):
        call_command("working_days", "--enter", "2027-02-08")
