"""Addresses of calendars: what stands in them, for whom they open, and when they no longer do."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from phongtrao import ics
from phongtrao.organisations.models import LogEntry, Post
from phongtrao.organisations.staff import end_post
from phongtrao.work.adopt import Adopted
from phongtrao.work.deeds import do
from phongtrao.work.feeds import make_feed, withdraw_feed
from phongtrao.work.models import CalendarFeed, Task
from phongtrao.work.open_tasks import open_tasks
from tests.conftest import Cast
from tests.work.conftest import at
from tests.work.inspecting import FOUND, MEND, mending

DAY = date(2026, 2, 2)


@pytest.fixture(autouse=True)
def tasks(adopted: Adopted, cast: Cast, on_day: Callable[[date], None]) -> None:
    on_day(DAY)
    open_tasks(date(2026, 12, 31), at(DAY), cast.user("quan-tri"))


def events(token: str) -> list[Any]:
    answer = Client().get(reverse("calendar_feed", args=[token]))
    assert answer.status_code == 200 and answer["Content-Type"] == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def status(token: str) -> int:
    return Client().get(reverse("calendar_feed", args=[token])).status_code


def test_a_person_makes_an_address_that_opens_without_signing_in(signed_in: Callable[[str], Client]) -> None:
    page = signed_in("xuan")
    assert "Chưa có địa chỉ lịch" in page.get(reverse("calendars")).content.decode()
    shown = page.post(reverse("calendars"), {"post": "", "organisation": "", "until": "31/12/2026"}).content.decode()
    token = re.search(r"/lich/([\w-]{40,})\.ics", shown)
    assert token and "chỉ hiện một lần" in shown
    assert [e.decoded("DTSTART") for e in events(token[1])] == [date(2026, 6, 9), date(2026, 11, 9)]
    assert token[1] not in page.get(reverse("calendars")).content.decode()
    assert token[1] not in str(list(CalendarFeed.objects.values())) + str(list(LogEntry.objects.values()))


def test_an_event_is_a_whole_day_with_number_clause_and_link_and_never_the_words(cast: Cast) -> None:
    _, token = make_feed(cast.user("xuan"), at(DAY))
    first = events(token)[0]
    task = Task.objects.filter(assignment__organisation__code="xa.90001.ubnd").order_by("due")[0]
    assert first["SUMMARY"] == "Hạn: Kế hoạch 35/KH-UBND, mục 2" or "35/KH-UBND" in first["SUMMARY"]
    assert first["DTSTART"].params["VALUE"] == "DATE" and first.decoded("DTEND") == date(2026, 6, 10)
    assert first["URL"] == f"http://testserver{reverse('task', args=[task.pk])}"
    assert "UBND xã An Lạc, chưa đến hạn." in first["DESCRIPTION"]
    written = Client().get(reverse("calendar_feed", args=[token])).content.decode().replace("\r\n ", "")
    assert "tủ sách" not in written and "báo cáo" not in written and task.assignment.duty.text not in written


def test_what_an_inspection_found_stands_in_the_calendar_of_the_body_and_of_no_other(cast: Cast) -> None:
    row = mending(cast, DAY)
    _, token = make_feed(cast.user("xuan"), at(DAY))
    _, other = make_feed(cast.user("son"), at(DAY))
    found = [event for event in events(token) if event["UID"].startswith("khac-phuc-")]
    assert [(e["SUMMARY"], e.decoded("DTSTART")) for e in found] == [("Hạn: khắc phục sau kiểm tra", row.due)]
    assert found[0]["URL"] == f"http://testserver{reverse('mending', args=[row.pk])}"
    assert not any(event["UID"].startswith("khac-phuc-") for event in events(other))
    written = Client().get(reverse("calendar_feed", args=[token])).content.decode().replace("\r\n ", "")
    assert MEND not in written and FOUND not in written


def test_an_event_keeps_its_name_when_its_day_moves_and_goes_when_the_task_is_done(cast: Cast) -> None:
    _, token = make_feed(cast.user("xuan"), at(DAY))
    before = events(token)
    task = Task.objects.filter(assignment__organisation__code="xa.90001.ubnd").order_by("due")[0]
    do(task, "extend", cast.user("dung"), at(DAY), day=date(2026, 7, 1))
    moved = events(token)[0]
    assert (moved["UID"], moved.decoded("DTSTART")) == (before[0]["UID"], date(2026, 7, 1))
    do(task, "waive", cast.user("dung"), at(DAY), "Không còn cần.")
    assert [e["UID"] for e in events(token)] == [before[1]["UID"]]


def test_a_post_and_a_body_have_calendars_of_their_own(cast: Cast) -> None:
    dung, lan = cast.user("dung"), cast.user("lan")
    _, of_post = make_feed(dung, at(DAY), post=dung.posts.get())
    assert [e.decoded("DTSTART") for e in events(of_post)] == [date(2026, 5, 19)], "the committee that it stands for"
    _, of_body = make_feed(lan, at(DAY), organisation=cast.body("xa.90002.ubnd"))
    assert len(events(of_body)) == 2 and all("phường Đông Sơn" in e["DESCRIPTION"] for e in events(of_body))
    Post.objects.create(user=dung, organisation=cast.body("xa.90003.ubnd"), function="chuyen_vien", starts_on=DAY)
    assert len(events(of_post)) == 1
    _, of_person = make_feed(cast.user("dung"), at(DAY))
    assert len(events(of_person)) == 3


def test_only_what_the_maker_may_see_on_the_day_of_asking(cast: Cast) -> None:
    lan = cast.user("lan")
    _, token = make_feed(lan, at(DAY), organisation=cast.body("xa.90001.ubnd"))
    assert len(events(token)) == 2
    Post.objects.filter(user=lan).update(organisation=cast.body("binh-phu.ubnd"))
    assert events(token) == []


def test_withdrawn_unknown_expired_and_closed_addresses_are_not_there(
    cast: Cast, signed_in: Callable[[str], Client], on_day: Callable[[date], None]
) -> None:
    xuan, by = cast.user("xuan"), cast.user("quan-tri")
    tokens = [make_feed(xuan, at(DAY), until=DAY + timedelta(days=n))[1] for n in (30, 60, 366)]
    withdrawn = CalendarFeed.objects.get(token_hash=CalendarFeed.hashed(tokens[0]))
    answer = signed_in("xuan").post(reverse("withdraw_calendar", args=[withdrawn.pk]), follow=True)
    assert "Đã thu hồi" in answer.content.decode() and not withdraw_feed(withdrawn, xuan, at(DAY))
    assert [status(t) for t in [*tokens, "khong-co"]] == [404, 200, 200, 404]
    assert Client().post(reverse("calendar_feed", args=[tokens[1]])).status_code in (403, 405)
    on_day(DAY + timedelta(days=61))
    assert [status(t) for t in tokens] == [404, 404, 200]
    end_post(xuan.posts.get(), DAY + timedelta(days=59), by, at(DAY + timedelta(days=61)))
    assert not cast.user("xuan").is_active and status(tokens[2]) == 404


def test_a_posts_calendar_ends_with_the_post(cast: Cast, on_day: Callable[[date], None]) -> None:
    xuan = cast.user("xuan")
    first = xuan.posts.get()
    _, token = make_feed(xuan, at(DAY), post=first)
    Post.objects.create(user=xuan, organisation=cast.body("xa.90002.ubnd"), function="chuyen_vien", starts_on=DAY)
    Post.objects.filter(pk=first.pk).update(ends_on=DAY)
    assert status(token) == 200
    on_day(DAY + timedelta(days=1))
    assert status(token) == 404


def test_another_persons_address_can_neither_be_seen_nor_withdrawn(
    cast: Cast, signed_in: Callable[[str], Client]
) -> None:
    feed, token = make_feed(cast.user("xuan"), at(DAY))
    page = signed_in("quan-tri")
    assert "Chưa có địa chỉ lịch" in page.get(reverse("calendars")).content.decode()
    assert page.post(reverse("withdraw_calendar", args=[feed.pk])).status_code == 404
    assert status(token) == 200


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"until": "01/01/2026"}, "chọn lại ngày"),
        ({"until": "31/12/2027"}, "chọn lại ngày"),
        ({"until": "31/12/2026", "organisation": "binh-phu.ubnd"}, "Không tìm thấy tổ chức"),
        ({"until": "31/12/2026", "organisation": "ha-thanh.so-tu-phap"}, "ngoài phạm vi"),
        ({"until": "31/12/2026", "post": "999999"}, "Xin chọn một mục"),
    ],
)
def test_what_cannot_be_had_is_said_in_the_form(
    signed_in: Callable[[str], Client], sent: dict[str, str], said: str
) -> None:
    answer = signed_in("xuan").post(reverse("calendars"), sent)
    assert answer.status_code == 400 and said in answer.content.decode()
    assert not CalendarFeed.objects.exists()


def test_the_same_from_the_command_line(cast: Cast) -> None:
    def printed(*arguments: str) -> str:
        out = StringIO()
        call_command("calendar_feed", "--by", "xuan", *arguments, stdout=out)
        return out.getvalue()

    made = json.loads(printed("--make", "--organisation", "UBND xã An Lạc", "--json"))
    assert Client().get(urlsplit(made["address"]).path).status_code == 200
    assert json.loads(printed("--json"))["organisation_code"] == "xa.90001.ubnd"
    printed("--withdraw", str(made["id"]))
    assert Client().get(urlsplit(made["address"]).path).status_code == 404 and printed() == ""
    for arguments, said in (
        (("--withdraw", "99999"), "không có địa chỉ"),
        (("--make", "--post", "99999"), "không giữ"),
    ):
        with pytest.raises(CommandError, match=said):
            printed(*arguments)


# The form of the file itself

words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=300)


@given(words, words)
@settings(max_examples=200)
def test_any_words_come_back_from_a_parser_and_no_line_is_too_long(summary: str, description: str) -> None:
    event = ics.Event("viec-1@a", DAY, f"x{summary}", f"y\n{description}", "https://phongtrao.example/viec/1/")
    written = ics.as_ics("Việc; của, tôi\\", [event], datetime(2026, 2, 2, 1, 2, 3, tzinfo=UTC))
    assert all(len(line) <= ics.FOLD for line in written.split(b"\r\n"))
    written.decode()
    [found] = Calendar.from_ical(written).walk("VEVENT")
    assert (found["SUMMARY"], found["DESCRIPTION"]) == (f"x{summary}", f"y\n{description}")
    assert found.decoded("DTSTAMP") == datetime(2026, 2, 2, 1, 2, 3, tzinfo=UTC)


def test_no_character_is_cut_by_folding() -> None:
    line = "SUMMARY:" + "ễ" * 100
    parts = list(ics.folded(line))
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == line and len(parts) == 5
