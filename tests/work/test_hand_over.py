"""Delegated work goes with a post that is handed over."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from phongtrao.organisations.models import Function, LogEntry, Post
from phongtrao.organisations.staff import add_deputy, add_post
from phongtrao.work import settle, share
from phongtrao.work.adopt import Adopted
from phongtrao.work.deeds import do, roles
from phongtrao.work.hand_over import hand_over, move_delegated
from phongtrao.work.models import Assignment, Task
from phongtrao.work.open_tasks import open_tasks
from phongtrao.work.set_deadline import set_deadline
from tests.conftest import Cast
from tests.work.conftest import at

DAY = date(2026, 3, 2)


@pytest.fixture
def delegated(cast: Cast, adopted: Adopted) -> Assignment:
    """An assignment of the department of finance, delegated to its officer son."""
    found = Assignment.objects.filter(organisation__code="ha-thanh.so-tai-chinh")[0]
    found.delegated_to = cast.user("son")
    found.save()
    return found


def holder(assignment: Assignment) -> str:
    assignment.refresh_from_db()
    assert assignment.delegated_to is not None
    return assignment.delegated_to.username


def officer() -> Post:
    return Post.objects.get(user__username="son", function=Function.OFFICER)


def test_work_moves_with_the_post_once(cast: Cast, delegated: Assignment) -> None:
    by = cast.user("quan-tri")
    made, moved = hand_over(officer(), cast.user("xuan"), DAY, by, at(DAY))
    assert (made.user.username, moved, holder(delegated)) == ("xuan", 1, "xuan")
    entry = LogEntry.objects.filter(deed="delegate").latest("sequence")
    assert entry.content == {"former": "son", "to": "xuan"} and entry.organisation == delegated.organisation
    entries = LogEntry.objects.count()
    assert hand_over(officer(), cast.user("xuan"), DAY, by, at(DAY))[1] == 0
    assert LogEntry.objects.count() == entries


def test_work_moves_on_the_day_and_not_before(cast: Cast, delegated: Assignment) -> None:
    by, on = cast.user("quan-tri"), date(2026, 3, 16)
    assert hand_over(officer(), cast.user("xuan"), on, by, at(DAY))[1] == 0
    assert move_delegated(by, at(date(2026, 3, 15))) == 0 and holder(delegated) == "son"
    assert move_delegated(by, at(on)) == 1 and holder(delegated) == "xuan"
    assert move_delegated(by, at(on)) == 0


def test_the_night_moves_what_was_handed_over(
    cast: Cast, delegated: Assignment, on_day: Callable[[date], None]
) -> None:
    hand_over(officer(), cast.user("xuan"), date(2026, 3, 16), cast.user("quan-tri"), at(DAY))
    on_day(date(2026, 3, 16))
    call_command("open_tasks", until=date(2026, 4, 1), stdout=io.StringIO())
    assert holder(delegated) == "xuan"


def test_who_still_works_at_the_desk_keeps_his_work(cast: Cast, delegated: Assignment) -> None:
    by = cast.user("quan-tri")
    leader = add_post(cast.user("son"), delegated.organisation, Function.LEADER, date(2026, 1, 1), by, at(DAY))
    assert hand_over(leader, cast.user("xuan"), DAY, by, at(DAY))[1] == 0
    assert holder(delegated) == "son"


def test_work_of_another_body_stays(cast: Cast, delegated: Assignment) -> None:
    by, other = cast.user("quan-tri"), cast.body("ha-thanh.so-noi-vu")
    elsewhere = add_post(cast.user("son"), other, Function.OFFICER, date(2026, 1, 1), by, at(DAY))
    assert hand_over(elsewhere, cast.user("xuan"), DAY, by, at(DAY))[1] == 0
    assert holder(delegated) == "son"


def test_the_page_and_the_command_hand_over(
    cast: Cast, delegated: Assignment, signed_in: Callable[[str], Client], on_day: Callable[[date], None]
) -> None:
    on_day(DAY)
    client, page = signed_in("quan-tri"), reverse("hand_over", args=[officer().pk])
    assert "Phạm Hồng Sơn bàn giao" in client.get(page).content.decode()
    assert client.post(page, {"user": "xuan", "on": "1/1/1999"}).status_code == 400
    answer = client.post(page, {"user": "xuan", "on": "02/03/2026"}, follow=True).content.decode()
    assert "giữ chức năng này từ ngày 02/03/2026. Đã chuyển 1 nhiệm vụ." in answer
    assert "nhận bàn giao từ Phạm Hồng Sơn" in answer
    out = io.StringIO()
    call_command("hand_over", str(officer().pk), "xuan", on=DAY, by="quan-tri", stdout=out)
    assert "từ 02/03/2026. Đã chuyển 0 nhiệm vụ." in out.getvalue()
    for wrong, said in ((("999999", "xuan"), "Không có chức năng"), ((str(officer().pk), "khong-co"), "khong-co")):
        with pytest.raises(CommandError, match=said):
            call_command("hand_over", *wrong, on=DAY)


def test_a_deputys_deed_says_for_whom(
    cast: Cast, adopted: Adopted, signed_in: Callable[[str], Client], on_day: Callable[[date], None]
) -> None:
    on_day(DAY)
    open_tasks(date(2026, 12, 31), at(DAY), cast.user("quan-tri"))
    task = Task.objects.filter(assignment__organisation__code="ha-thanh.so-tai-chinh")[0]
    assert roles(task, cast.user("vy"), DAY) & {"actor"} == set()
    add_deputy(officer(), cast.user("vy"), DAY, cast.user("quan-tri"), at(DAY))
    do(task, "start", cast.user("vy"), at(DAY))
    assert LogEntry.objects.filter(deed="start").latest("sequence").content["deputy_for"] == "son"
    said = signed_in("vy").get(reverse("task", args=[task.pk])).content.decode()
    assert "chuyên viên Sở Tài chính tỉnh Hà Thanh, thay Phạm Hồng Sơn" in said


def test_whatever_a_deputy_does_the_log_says_for_whom(
    cast: Cast, adopted: Adopted, signed_in: Callable[[str], Client], on_day: Callable[[date], None]
) -> None:
    on_day(DAY)
    vy, xuan, boss = cast.user("vy"), cast.user("xuan"), cast.user("quan-tri")
    finance = Assignment.objects.filter(organisation__code="ha-thanh.so-tai-chinh")[0]
    head = add_post(cast.user("dung"), finance.organisation, Function.LEADER, DAY, boss, at(DAY))
    add_deputy(head, vy, DAY, boss, at(DAY))
    share.note(finance, "đang làm", vy, at(DAY))
    share.delegate(finance, cast.user("son"), vy, at(DAY))
    share.look_on(finance, date(2026, 3, 20), vy, at(DAY))
    add_deputy(Post.objects.get(user__username="lan"), xuan, DAY, boss, at(DAY))
    settle.assign(finance.duty, cast.body("ha-thanh.mttq"), Assignment.SUPPORT, xuan, at(DAY))
    set_deadline(finance.duty, {"on": "2026-06-01"}, xuan, at(DAY), "theo thực tế")
    said = {
        deed: LogEntry.objects.filter(deed=deed).latest("sequence").content.get("deputy_for")
        for deed in ("note", "delegate", "look_on", "assign", "set_deadline")
    }
    assert said == {"note": "dung", "delegate": "dung", "look_on": "dung", "assign": "lan", "set_deadline": "lan"}
    page = signed_in("son").get(reverse("assignment", args=[finance.pk])).content.decode()
    assert "Trần Hạ Vy, thay Lê Tiến Dũng" in page
    share.note(finance, "tự ghi", cast.user("son"), at(DAY))
    assert "deputy_for" not in LogEntry.objects.filter(deed="note").latest("sequence").content
