"""Handing back "không thuộc thẩm quyền, đề nghị chuyển": asked, answered, and the duty goes on without being lost."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from phongtrao.organisations.models import Function, LogEntry, Post, User
from phongtrao.procedure import Refused
from phongtrao.work import share
from phongtrao.work.adopt import Adopted
from phongtrao.work.board import board
from phongtrao.work.deeds import do, open_deeds
from phongtrao.work.desk import PARTS
from phongtrao.work.models import Assignment, HandBack, Task
from phongtrao.work.open_tasks import open_tasks
from phongtrao.work.tallies import Scope
from tests.conftest import Cast
from tests.work.conftest import at
from tests.work.inspecting import mending

DAY = date(2026, 2, 2)
HALF_YEAR, YEAR = date(2026, 6, 9), date(2026, 11, 9)
OWN, OTHER = "xa.90001.ubnd", "xa.90001.cong-an"
SignedIn = Callable[[str], Client]
REASON = "Không thuộc thẩm quyền của UBND xã."


@pytest.fixture(autouse=True)
def _second_of_february(on_day: Any) -> None:
    on_day(DAY)


@pytest.fixture
def report(cast: Cast, adopted: Adopted) -> Task:
    """The half-year report of xuan's commune, which the provincial police receive."""
    open_tasks(date(2026, 12, 31), at(DAY), cast.user("quan-tri"))
    return of(OWN, HALF_YEAR)


@pytest.fixture
def undated(report: Task) -> Assignment:
    """The commune's duty without a day; the province receives it."""
    return Assignment.objects.get(organisation__code=OWN, duty__clause="2", tasks=None)


def of(code: str, due: date) -> Task:
    return Task.objects.get(assignment__organisation__code=code, due=due)


def handed_back(cast: Cast, task: Task, proposed: str | None = OTHER) -> Task:
    body = cast.body(proposed) if proposed else None
    return do(task, "hand_back", cast.user("xuan"), at(DAY), REASON, body=body)


def test_passed_on_the_other_body_has_all_that_was_still_to_do(cast: Cast, report: Task) -> None:
    handed_back(cast, report)
    do(report, "pass_on", cast.user("dung"), at(DAY, 10), "Đúng.", body=cast.body(OTHER))
    assert {(t.state, t.closed_reason) for t in Task.objects.filter(assignment__organisation__code=OWN)} == {
        ("closed", "Chuyển Công an xã An Lạc")
    }
    for due in (HALF_YEAR, YEAR):
        old, new = of(OWN, due), of(OTHER, due)
        assert (new.state, new.rule, new.period, new.scheduled_for) == ("open", old.rule, old.period, old.scheduled_for)
        assert old.deeds.last().deed == "pass_on"  # type: ignore[union-attr]
    assert open_tasks(date(2026, 12, 31), at(DAY), cast.user("quan-tri")) == 0, "nothing is opened again for either"
    back = HandBack.objects.get()
    assert (back.passed_to, back.decided_by, back.answer) == (cast.body(OTHER), cast.user("dung"), "Đúng.")


def test_what_was_done_stays_with_who_did_it_and_is_not_asked_of_the_other(cast: Cast, report: Task) -> None:
    xuan, dung = cast.user("xuan"), cast.user("dung")
    do(report, "submit", xuan, at(DAY), "Đã xong.")
    do(report, "accept", dung, at(DAY))
    later = handed_back(cast, of(OWN, YEAR))
    do(later, "pass_on", dung, at(DAY), body=cast.body(OTHER))
    open_tasks(date(2027, 12, 31), at(DAY), cast.user("quan-tri"))
    assert not Task.objects.filter(assignment__organisation__code=OTHER, due__lt=YEAR).exists()
    assert Task.objects.filter(assignment__organisation__code=OTHER, due__year=2027).count() == 2
    assert not Task.objects.filter(assignment__organisation__code=OWN, due__year=2027).exists()
    report.refresh_from_db()
    assert report.state == "accepted"


def test_kept_it_is_open_again_with_the_reason_and_may_be_handed_back_again(cast: Cast, report: Task) -> None:
    handed_back(cast, report, None)
    with pytest.raises(Refused, match="lý do"):
        do(report, "keep", cast.user("dung"), at(DAY))
    do(report, "keep", cast.user("dung"), at(DAY), "Kế hoạch giao đích danh UBND xã.")
    assert (report.state, HandBack.objects.get().answer) == ("open", "Kế hoạch giao đích danh UBND xã.")
    assert not Task.objects.filter(assignment__organisation__code=OTHER).exists()
    handed_back(cast, report)
    assert HandBack.objects.count() == 2


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (None, "chọn đơn vị nhận"),
        (OWN, "chính đơn vị này"),
        ("xa.91001.ubnd", "không thuộc phạm vi giao việc"),
    ],
)
def test_it_is_passed_to_another_body_that_may_be_told(cast: Cast, report: Task, body: str | None, said: str) -> None:
    handed_back(cast, report, None)
    with pytest.raises(Refused, match=said):
        do(report, "pass_on", cast.user("dung"), at(DAY), body=cast.body(body) if body else None)
    report.refresh_from_db()
    assert report.state == "handed_back" and not HandBack.objects.get().decided_at


def test_one_answer_is_waited_for_at_a_time(cast: Cast, report: Task) -> None:
    handed_back(cast, report)
    with pytest.raises(Refused, match="đang chờ trả lời"):
        handed_back(cast, of(OWN, YEAR))
    with pytest.raises(Refused, match="thuộc về"):
        do(report, "pass_on", cast.user("xuan"), at(DAY), body=cast.body(OTHER))


def test_who_asks_does_not_answer_while_another_could(cast: Cast, report: Task) -> None:
    dung = cast.user("dung")
    for code, function in ((OWN, Function.OFFICER), ("ha-thanh.cong-an", Function.LEADER)):
        user = dung if code == OWN else User.objects.create_user("hai", full_name="Người thứ hai")
        Post.objects.create(user=user, organisation=cast.body(code), function=function, starts_on=date(2020, 1, 1))
    dung = cast.user("dung")
    do(report, "hand_back", dung, at(DAY), REASON)
    assert {s.deed for s in open_deeds(report, dung, DAY)} == set()
    with pytest.raises(Refused, match="không tự quyết định"):
        do(report, "pass_on", dung, at(DAY), body=cast.body(OTHER))


def test_a_body_that_leads_already_goes_on_and_nothing_is_there_twice(cast: Cast, report: Task) -> None:
    neighbour = "xa.90002.ubnd"
    handed_back(cast, report, neighbour)
    do(report, "pass_on", cast.user("dung"), at(DAY), body=cast.body(neighbour))
    assert Task.objects.filter(assignment__organisation__code=neighbour, due=HALF_YEAR).count() == 1
    assert Assignment.objects.get(organisation__code=neighbour, duty=report.assignment.duty).since is None


def test_it_can_come_back(cast: Cast, report: Task) -> None:
    quan_tri = cast.user("quan-tri")
    handed_back(cast, report)
    do(report, "pass_on", cast.user("dung"), at(DAY), body=cast.body(OTHER))
    other = of(OTHER, HALF_YEAR)
    officer = User.objects.create_user("ca", full_name="Cán bộ công an xã")
    Post.objects.create(
        user=officer, organisation=cast.body(OTHER), function=Function.OFFICER, starts_on=date(2020, 1, 1)
    )
    do(other, "hand_back", officer, at(DAY), "Cũng không phải của chúng tôi.")
    do(other, "pass_on", quan_tri, at(DAY), body=cast.body(OWN))
    own = Assignment.objects.get(organisation__code=OWN, duty=other.assignment.duty)
    assert own.passed_on_at is None and Assignment.objects.binding().filter(pk=own.pk).exists()


def test_all_is_logged_without_its_words(cast: Cast, report: Task) -> None:
    handed_back(cast, report)
    do(report, "pass_on", cast.user("dung"), at(DAY), body=cast.body(OTHER))
    asked, passed = LogEntry.objects.filter(subject=f"task:{report.pk}").order_by("sequence")
    assert asked.content["proposed"] == OTHER and "thẩm quyền" not in str(asked.content)
    assert (passed.deed, passed.content["passed_to"], passed.content["tasks"]) == ("pass_on", OTHER, 2)


def test_until_it_is_answered_it_counts_as_work_and_once_when_passed_on(cast: Cast, report: Task) -> None:
    scope = Scope(cast.user("quan-tri"), DAY)
    before = board(scope).total
    handed_back(cast, report)
    assert board(scope).total == before
    do(report, "pass_on", cast.user("dung"), at(DAY), body=cast.body(OTHER))
    assert board(scope).total == before


def test_without_a_day_it_is_handed_back_as_well(cast: Cast, undated: Assignment) -> None:
    xuan, lan = cast.user("xuan"), cast.user("lan")
    with pytest.raises(Refused, match="lý do"):
        share.take(undated, "hand_back", xuan, at(DAY))
    share.take(undated, "hand_back", xuan, at(DAY), REASON, cast.body(OTHER))
    assert share.state_of(undated) == "handed_back"
    with pytest.raises(Refused, match="thuộc về"):
        share.take(undated, "pass_on", xuan, at(DAY), body=cast.body(OTHER))
    share.take(undated, "pass_on", lan, at(DAY), body=cast.body(OTHER))
    assert share.state_of(undated) == "passed_on" and not Assignment.objects.binding().filter(pk=undated.pk).exists()
    new = undated.duty.assignments.get(organisation__code=OTHER)
    assert (new.role, new.confirmed) == ("lead", True)
    deeds = LogEntry.objects.filter(subject=f"assignment:{undated.pk}").values_list("deed", flat=True)
    assert list(deeds) == ["hand_back", "pass_on"]


def test_without_a_day_it_may_stay(cast: Cast, undated: Assignment) -> None:
    share.take(undated, "hand_back", cast.user("xuan"), at(DAY), REASON)
    share.take(undated, "keep", cast.user("lan"), at(DAY), "Vẫn của xã.")
    assert share.state_of(undated) == "binding"


def test_what_has_a_task_is_handed_back_there(cast: Cast, report: Task) -> None:
    with pytest.raises(Refused, match="trang của việc"):
        share.take(report.assignment, "hand_back", cast.user("xuan"), at(DAY), REASON)
    assert share.open_steps(report.assignment, cast.user("xuan"), DAY) == []
    handed_back(cast, report)
    with pytest.raises(Refused, match="trang của việc"):
        share.take(report.assignment, "pass_on", cast.user("dung"), at(DAY), body=cast.body(OTHER))


def page(client: Client, name: str, *args: object, **query: str) -> str:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_walk_on_the_pages(cast: Cast, report: Task, signed_in: SignedIn) -> None:
    xuan, dung = signed_in("xuan"), signed_in("dung")
    assert "Đề nghị chuyển cho" in page(xuan, "task", report.pk)
    given = {"hand_back-note": REASON, "hand_back-body": "Công an xã An Lạc", "hand_back-seen": "0"}
    xuan.post(reverse("task_deed", args=[report.pk, "hand_back"]), given)
    desk = page(dung, "desk")
    assert "Chờ xử lý chuyển trả" in desk and REASON in desk and "<strong>Công an xã An Lạc</strong>" in desk
    assert "Chờ xử lý chuyển trả" not in page(xuan, "desk")
    shown = page(dung, "task", report.pk)
    assert "Đang chờ nơi nhận trả lời" in shown and 'value="Công an xã An Lạc"' in shown
    wrong = dung.post(reverse("task_deed", args=[report.pk, "pass_on"]), {"pass_on-body": "Sở Không Có"})
    assert "Không tìm thấy" in wrong.content.decode()
    given = {"pass_on-body": "Công an xã An Lạc", "pass_on-note": "Đồng ý.", "pass_on-seen": "1"}
    dung.post(reverse("task_deed", args=[report.pk, "pass_on"]), given)
    shown = page(xuan, "task", report.pk)
    assert "đã chuyển cho Công an xã An Lạc" in shown and "Chuyển đơn vị khác" in shown
    assert "đã chuyển đơn vị khác" in page(xuan, "assignment", report.assignment_id)
    assert page(dung, "desk", muc="chuyen-tra").count("Chưa có nhiệm vụ nào ở mục này") == 1
    sheet = page(signed_in("lan"), "sheet", report.assignment.duty.adoption.document_id)
    assert "Chuyển Công an xã An Lạc" in sheet


def test_the_walk_on_the_pages_without_a_day(cast: Cast, undated: Assignment, signed_in: SignedIn) -> None:
    xuan, lan = signed_in("xuan"), signed_in("lan")
    assert "Chuyển trả</summary>" in page(xuan, "assignment", undated.pk)
    address = reverse("assignment_deed", args=[undated.pk, "hand_back"])
    assert "Trường này là bắt buộc" in page_of(xuan.post(address, {}, follow=True)) or not HandBack.objects.exists()
    xuan.post(address, {"hand_back-note": REASON})
    assert REASON in page(lan, "desk") and REASON in page(lan, "assignment", undated.pk)
    lan.post(reverse("assignment_deed", args=[undated.pk, "keep"]), {"keep-note": "Vẫn của xã."})
    assert "không nhận chuyển trả" in page(xuan, "assignment", undated.pk)
    assert "Chờ xử lý chuyển trả" not in page(lan, "desk")


def page_of(response: Any) -> str:
    return str(response.content.decode())


def test_the_desk_with_everything_on_it_asks_at_most_twenty_times(
    cast: Cast, report: Task, undated: Assignment, signed_in: SignedIn
) -> None:
    handed_back(cast, report)
    do(of(OWN, YEAR), "submit", cast.user("xuan"), at(DAY), "Xong.")
    do(of("xa.90002.ubnd", YEAR), "start", officer_of(cast, "xa.90002.ubnd"), at(DAY))
    Post.objects.create(
        user=cast.user("dung"), organisation=cast.body(OWN), function=Function.LEADER, starts_on=date(2020, 1, 1)
    )
    Assignment.objects.filter(organisation__code=OWN, duty__clause="7").update(role=Assignment.SUPPORT)
    mending(cast, DAY)
    for account in ("dung", "lan"):
        client = signed_in(account)
        page(client, "desk")
        with CaptureQueriesContext(connection) as asked:
            shown = page(client, "desk")
        assert len(asked) <= 20
        assert account != "dung" or all(f'id="phan-{part}"' in shown for part in PARTS)


def officer_of(cast: Cast, code: str) -> User:
    user = User.objects.create_user(f"cb.{code}", full_name="Cán bộ")
    Post.objects.create(user=user, organisation=cast.body(code), function=Function.OFFICER, starts_on=date(2020, 1, 1))
    return user


def said(name: str, *arguments: object) -> str:
    out = io.StringIO()
    call_command(name, *(str(a) for a in arguments), stdout=out)
    return out.getvalue()


def test_the_same_by_commands(cast: Cast, report: Task, undated: Assignment) -> None:
    said("task_deed", report.pk, "hand_back", "--by", "xuan", "--note", REASON, "--body", OTHER)
    with pytest.raises(CommandError, match="chọn đơn vị"):
        said("task_deed", report.pk, "pass_on", "--by", "dung")
    assert "đã đóng" in said("task_deed", report.pk, "pass_on", "--by", "dung", "--body", "Công an xã An Lạc")
    said("task_deed", f"a{undated.pk}", "hand_back", "--by", "xuan", "--note", REASON)
    said("task_deed", f"a{undated.pk}", "pass_on", "--by", "lan", "--body", OTHER)
    lines = [json.loads(line) for line in said("tasks", "--organisation", OWN, "--json").splitlines()]
    assert {line["status"] for line in lines if line["id"] == f"a{undated.pk}"} == {"passed_on"}
    steps = {json.loads(line)["procedure"] for line in said("procedures", "--json").splitlines()}
    assert steps >= {"task", "assignment"}


def test_a_day_given_before_may_be_extended_still_after_it_was_kept(cast: Cast, report: Task) -> None:
    handed_back(cast, report)
    do(report, "keep", cast.user("dung"), at(DAY), "Vẫn của xã.")
    do(report, "extend", cast.user("dung"), at(DAY), day=date(2026, 7, 1))
    assert report.due == date(2026, 7, 1)
