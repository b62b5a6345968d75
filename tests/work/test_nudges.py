"""Whom the site reminds on a day, what it says, and what becomes of messages that cannot be sent."""

from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse

from phongtrao.organisations.models import Post, User
from phongtrao.procedure import Refused
from phongtrao.work import outbox
from phongtrao.work.deeds import do
from phongtrao.work.digest import call_of, letter_of, reminders_of
from phongtrao.work.models import AllowedHost, Beat, Digest, Message, NudgeRun, Task
from phongtrao.work.nudge import AHEAD, LATE, nudge, snooze, stage_days
from phongtrao.work.open_tasks import open_tasks
from phongtrao.work.webhooks import add_webhook, allow_host, end_webhook
from phongtrao.work.worker import work
from tests.work.conftest import at

ADOPTED = date(2026, 2, 2)
FINANCE = "ha-thanh.so-tai-chinh"
DUE = date(2026, 6, 24)
"""A Wednesday."""


@pytest.fixture
def task(adopted, cast, settings) -> Task:
    """One task of the department of finance, due on DUE; nothing else is open."""
    settings.MAIL = "smtp://thu.example"
    open_tasks(date(2026, 12, 31), at(ADOPTED), cast.user("quan-tri"))
    found = Task.objects.filter(assignment__organisation__code=FINANCE)[0]
    Task.objects.exclude(pk=found.pk).delete()
    Task.objects.filter(pk=found.pk).update(due=DUE, scheduled_for=DUE)
    User.objects.filter(username="son").update(email="son@so.example")
    found.refresh_from_db()
    return found


def reminded(day: date) -> set[str]:
    nudge(day, at(day))
    return set(Digest.objects.filter(day=day).values_list("user__username", flat=True))


def test_the_person_who_does_it_hears_ahead_of_the_day_on_it_and_after_it(task):
    told = []
    for ahead in range(-12, 30):
        day = DUE + timedelta(days=ahead)
        told += [ahead] if "son" in reminded(day) else []
    # The third day before is a Sunday and the third after a Saturday: both are caught up on the Monday.
    assert told == [-7, -2, -1, 0, 1, 5, 7, 14, 21, 28]


def test_a_day_of_rest_is_quiet_and_the_next_working_day_catches_up(task):
    saturday = DUE + timedelta(days=3)
    nudge(saturday - timedelta(days=1), at(saturday))
    assert reminded(saturday) == set() and not NudgeRun.objects.filter(day=saturday).exists()
    assert "son" in reminded(saturday + timedelta(days=2))


def test_days_on_which_the_machine_stood_still_are_caught_up(task):
    nudge(DUE - timedelta(days=8), at(DUE))
    assert "son" in reminded(DUE - timedelta(days=5)), "the seventh day before fell into the gap"


def test_twice_on_a_day_is_once(task):
    assert nudge(DUE, at(DUE)) == 1
    assert nudge(DUE, at(DUE)) == 0
    assert Digest.objects.count() == Message.objects.count() == 1


def test_the_leader_hears_of_what_is_three_days_late(task, cast):
    chief = User.objects.create_user("truong", full_name="Trưởng sở", email="truong@so.example")
    Post.objects.create(user=chief, organisation=cast.body(FINANCE), function="lanh_dao", starts_on=date(2020, 1, 1))
    assert reminded(DUE + timedelta(days=1)) == {"son"}
    assert reminded(DUE + timedelta(days=7)) == {"son", "truong"}
    assert [r.row for r in reminders_of(Digest.objects.get(user=chief))] == [task]


def test_work_given_to_a_person_reminds_that_person_and_nobody_else(task, cast):
    other = User.objects.create_user("nga", full_name="Nga", email="nga@so.example")
    Post.objects.create(user=other, organisation=cast.body(FINANCE), function="chuyen_vien", starts_on=date(2020, 1, 1))
    task.assignment.delegated_to = other
    task.assignment.save()
    assert reminded(DUE) == {"nga"}
    Post.objects.filter(user=other).update(ends_on=DUE)
    after = DUE + timedelta(days=1)
    assert reminded(after) == {"son"}, "who left does not take the reminders along"
    assert len(reminders_of(Digest.objects.get(day=after))) == 1


def test_what_is_sent_in_is_not_reminded_of_even_where_the_digest_was_written_before(task, cast):
    nudge(DUE, at(DUE))
    do(task, "submit", cast.user("son"), at(DUE), note="Đã xong")
    assert outbox.send_waiting(at(DUE)).empty == 1
    assert mail.outbox == []
    assert reminded(DUE + timedelta(days=1)) == set()


def test_a_letter_carries_number_clause_and_link_but_never_the_words(task, settings):
    settings.ADDRESS = "https://phongtrao.example"
    nudge(DUE, at(DUE))
    assert outbox.send_waiting(at(DUE)).sent == 1
    letter = mail.outbox[0]
    duty = task.assignment.duty
    assert letter.to == ["Phạm Hồng Sơn <son@so.example>"] or "son@so.example" in letter.to[0]
    assert letter.subject == "[Phong Trào] 1 việc đến hạn (24/06/2026)"
    assert f"https://phongtrao.example/viec/{task.pk}/" in letter.body and duty.place in letter.body
    assert duty.adoption.document.number in letter.body
    for word in duty.text.split(", "):
        assert word not in letter.body
    assert letter.extra_headers["Message-ID"] == "<nhac-2026-06-24-son@phongtrao.example>"


def test_a_snoozed_task_is_left_out_for_that_person_until_the_day(task, cast):
    snooze(task, cast.user("son"), DUE, "chờ số liệu của Cục Thống kê", at(DUE - timedelta(days=7)))
    assert reminders_of(digest_on(DUE)) == []
    assert len(reminders_of(digest_on(DUE + timedelta(days=1)))) == 1
    with pytest.raises(Refused, match="lý do"):
        snooze(task, cast.user("son"), DUE, " ", at(DUE))
    with pytest.raises(Refused, match="Chỉ hoãn nhắc được đến ngày"):
        snooze(task, cast.user("son"), DUE + timedelta(days=60), "x", at(DUE))


def digest_on(day: date) -> Digest:
    nudge(day, at(day))
    return Digest.objects.select_related("user").get(day=day, user__username="son")


class Broken:
    """A mail server that answers with an error, and counts how often it was asked."""

    asked = 0

    def post(self, message: Message) -> None:
        Broken.asked += 1
        raise ConnectionRefusedError("không có ai nghe")

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: object) -> None:
        return None


def test_what_fails_is_tried_again_after_growing_pauses_and_then_waits_for_a_person(task, monkeypatch):
    monkeypatch.setattr(outbox, "Posting", Broken)
    nudge(DUE, at(DUE))
    moment, pauses = at(DUE), []
    while Message.objects.get().state == Message.WAITING:
        assert outbox.send_waiting(moment).sent == 0
        message = Message.objects.get()
        assert outbox.send_waiting(message.next_try - timedelta(seconds=1)).failed == 0, "not before its time"
        pauses.append(message.next_try - moment)
        moment = message.next_try
    assert pauses[: len(outbox.PAUSES)] == list(outbox.PAUSES) and Broken.asked == len(outbox.PAUSES) + 1
    dead = Message.objects.get()
    assert dead.state == Message.DEAD and "không có ai nghe" in dead.error
    assert outbox.revive(dead, moment) and not outbox.revive(dead, moment)
    monkeypatch.undo()
    assert outbox.send_waiting(moment).sent == 1 and len(mail.outbox) == 1


def test_a_message_that_was_taken_is_left_alone_until_its_lease_ends(task):
    nudge(DUE, at(DUE))
    assert outbox.take(at(DUE)) is not None
    assert outbox.take(at(DUE)) is None
    assert outbox.take(at(DUE) + outbox.LEASE) is not None


def test_one_broken_address_does_not_hold_up_the_next_letter(task, cast, monkeypatch):
    other = User.objects.create_user("nga", full_name="Nga", email="nga@so.example")
    Post.objects.create(user=other, organisation=cast.body(FINANCE), function="chuyen_vien", starts_on=date(2020, 1, 1))
    nudge(DUE, at(DUE))
    posting = outbox.Posting.post

    def post(self: Any, message: Message) -> None:
        if "son" in message.key:
            raise OSError("địa chỉ hỏng")
        posting(self, message)

    monkeypatch.setattr(outbox.Posting, "post", post)
    done = outbox.send_waiting(at(DUE))
    assert (done.sent, done.failed) == (1, 1)


def test_a_webhook_needs_an_allowed_host_and_carries_no_words(task, cast):
    admin, finance = cast.user("quan-tri"), cast.body(FINANCE)
    with pytest.raises(Refused, match="chưa được quản trị hệ thống cho phép"):
        add_webhook(finance, "https://tin.example.vn/nhac", admin, at(DUE))
    with pytest.raises(Refused, match="Chỉ quản trị hệ thống"):
        allow_host("tin.example.vn", cast.user("lan"), at(DUE))
    for wrong in ("https://tin.example.vn", "10.0.0.1", "localhost", "tin.example.vn/x", ""):
        with pytest.raises(Refused, match="tên máy chủ"):
            allow_host(wrong, admin, at(DUE))
    allow_host("Tin.example.vn ", admin, at(DUE))
    with pytest.raises(Refused, match="https"):
        add_webhook(finance, "http://tin.example.vn/nhac", admin, at(DUE))
    hook = add_webhook(finance, "https://tin.example.vn/nhac", admin, at(DUE))
    nudge(DUE, at(DUE))
    message = Message.objects.get(channel=Message.WEBHOOK)
    subject, body = call_of(message)
    assert FINANCE in body and f"/viec/{task.pk}/" in body and task.assignment.duty.text[:25] not in body
    end_webhook(hook, admin, at(DUE))
    with pytest.raises(ValueError, match="ngừng"):
        outbox.call(Message.objects.select_related("webhook").get(pk=message.pk))
    AllowedHost.objects.all().delete()


def test_one_pass_of_the_worker_opens_reminds_and_sends(task, cast):
    done = work(at(DUE))
    assert done.reminded == 1 and done.sent.sent == 1
    assert work(at(DUE)).reminded == 0
    assert Beat.objects.get().opened_on == DUE
    assert work(at(DUE, 6)).reminded == 0


def test_nobody_is_reminded_before_the_morning(task):
    assert work(at(DUE, 6)).reminded == 0
    assert work(at(DUE, 7)).reminded == 1


def test_the_pages_show_reminders_and_dead_letters(task, cast, client, on_day):
    on_day(DUE)
    nudge(DUE, at(DUE))
    Message.objects.update(state=Message.DEAD, error="ConnectionRefusedError: hỏng")
    client.force_login(cast.user("son"))
    shown = client.get(reverse("reminders")).content.decode()
    assert "Hôm nay" in shown and reverse("task", args=[task.pk]) in shown
    answer = client.post(reverse("snooze_task", args=[task.pk]), {"until": "25/06/2026", "reason": "chờ"}, follow=True)
    assert "Không nhắc anh/chị việc này đến hết ngày 25/06/2026." in answer.content.decode()
    assert "chờ" in client.get(reverse("reminders")).content.decode()
    client.force_login(cast.user("quan-tri"))
    shown = client.get(reverse("outbox")).content.decode()
    assert "chưa chạy lần nào" in shown and "ConnectionRefusedError: hỏng" in shown
    assert (
        "Sẽ gửi lại."
        in client.post(reverse("revive_message", args=[Message.objects.get().pk]), follow=True).content.decode()
    )


def test_the_commands_list_the_same(task, on_day):
    on_day(DUE)
    out = StringIO()
    call_command("work", "--once", stdout=out)
    assert "nhắc 1 người, gửi 1 thư" in out.getvalue()
    out = StringIO()
    call_command("reminders", "--by", "son", stdout=out)
    assert "hôm nay" in out.getvalue()
    out = StringIO()
    call_command("outbox", "--json", stdout=out)
    assert '"state": "sent"' in out.getvalue()


def test_stages_are_the_same_day_by_day_and_over_a_gap():
    day = date(2026, 6, 24)
    single = {due for n in range(10) for one in stage_days(day + timedelta(n - 1), day + timedelta(n)) for due in one}
    over = {due for one in stage_days(day - timedelta(1), day + timedelta(9)) for due in one}
    assert single == over
    assert max(over) == day + timedelta(9 + max(AHEAD)) and min(over) == day - timedelta(max(LATE))


def test_letters_are_not_written_where_there_is_no_mail_server(task, settings):
    settings.MAIL = ""
    nudge(DUE, at(DUE))
    assert Digest.objects.count() == 1 and not Message.objects.exists()


def test_a_digest_with_nothing_left_has_no_letter(task):
    nudge(DUE, at(DUE))
    Task.objects.update(state="waived")
    assert letter_of(Digest.objects.get()) == ("", "")
