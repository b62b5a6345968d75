"""Deputies, a hand-over on a day, and an account that leaves."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from phongtrao.organisations.models import Function, LogEntry, Post, User
from phongtrao.organisations.staff import add_deputy, add_post, close_without_post, end_post, hand_over
from phongtrao.procedure import Refused
from phongtrao.words import HANOI
from tests.conftest import Cast

TODAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, tzinfo=HANOI)
SignedIn = Callable[[str], Client]


def post_of(account: str) -> Post:
    return Post.objects.get(user__username=account, deputy_for=None)


def functions(cast: Cast, account: str, day: date) -> list[str]:
    return [p.function for p in cast.user(account).posts_on(day)]


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(2026, 3, 1), ["chuyen_vien"]),
        (date(2026, 3, 2), ["chuyen_vien", "lanh_dao"]),
        (date(2026, 3, 8), ["chuyen_vien", "lanh_dao"]),
        (date(2026, 3, 9), ["chuyen_vien"]),
    ],
)
def test_a_deputy_acts_in_the_function_and_body_of_the_post_on_his_days(cast: Cast, day: date, held: list[str]) -> None:
    made = add_deputy(post_of("lan"), cast.user("son"), TODAY, cast.user("quan-tri"), AT, date(2026, 3, 8))
    assert functions(cast, "son", day) == held
    assert made.organisation == cast.body("ha-thanh.ubnd")
    assert ("ha-thanh.so-noi-vu" in {b.code for b in reach(cast, "son", day)}) == ("lanh_dao" in held)


def reach(cast: Cast, account: str, day: date) -> list[object]:
    from phongtrao.organisations.models import Organisation

    return list(Organisation.objects.filter(pk__in=cast.user(account).reach(day)))


def test_a_deputy_ends_with_the_post_that_he_stands_in_for(cast: Cast) -> None:
    by = cast.user("quan-tri")
    made = add_deputy(post_of("lan"), cast.user("son"), TODAY, by, AT)
    end_post(post_of("lan"), date(2026, 3, 5), by, AT)
    assert functions(cast, "son", date(2026, 3, 5)) == ["chuyen_vien", "lanh_dao"]
    assert functions(cast, "son", date(2026, 3, 6)) == ["chuyen_vien"]
    made.refresh_from_db()
    for day in (date(2026, 3, 1), TODAY, date(2026, 3, 5), date(2026, 3, 6)):
        assert made.held_on(day) == Post.objects.on(day).filter(pk=made.pk).exists()
        assert made.is_over(day) != Post.objects.lasting(day).filter(pk=made.pk).exists()


def test_who_is_only_a_deputy_leaves_with_the_post_that_he_stood_in_for(cast: Cast) -> None:
    by = cast.user("quan-tri")
    add_deputy(post_of("lan"), cast.user("xuan"), TODAY, by, AT)
    end_post(post_of("xuan"), date(2026, 3, 1), by, AT)
    assert cast.user("xuan").is_active
    end_post(post_of("lan"), date(2026, 3, 4), by, AT)
    assert close_without_post(date(2026, 3, 5), by, AT) == 2
    assert not cast.user("xuan").is_active


def test_who_may_not_be_a_deputy_hears_why(cast: Cast) -> None:
    by, lan, son = cast.user("quan-tri"), cast.user("lan"), cast.user("son")
    with pytest.raises(Refused, match="chính mình"):
        add_deputy(post_of("lan"), lan, TODAY, by, AT)
    made = add_deputy(post_of("lan"), son, TODAY, by, AT)
    assert add_deputy(post_of("lan"), cast.user("son"), TODAY, by, AT) == made
    with pytest.raises(Refused, match="không cử người khác"):
        add_deputy(made, cast.user("vy"), TODAY, by, AT)
    add_post(cast.user("vy"), cast.body("ha-thanh.ubnd"), Function.LEADER, TODAY, by, AT)
    with pytest.raises(Refused, match="không cần làm thay"):
        add_deputy(post_of("lan"), cast.user("vy"), TODAY, by, AT)
    end_post(post_of("lan"), date(2026, 3, 4), by, AT)
    with pytest.raises(Refused, match="kết thúc sau ngày 04/03/2026"):
        add_deputy(post_of("lan"), cast.user("dung"), date(2026, 3, 5), by, AT)


def test_a_deputy_of_the_last_administrator_does_not_let_him_go(cast: Cast) -> None:
    by = cast.user("quan-tri")
    add_deputy(post_of("quan-tri"), cast.user("son"), TODAY, by, AT)
    with pytest.raises(Refused, match="cuối cùng"):
        end_post(post_of("quan-tri"), TODAY, by, AT)


def test_the_command_and_the_list_say_for_whom_a_deputy_stands_in(cast: Cast, on_day: Callable[[date], None]) -> None:
    on_day(TODAY)
    out = io.StringIO()
    call_command("add_post", "son", "lanh_dao", "ha-thanh.ubnd", deputy_for="lan", stdout=out)
    assert "thay Nguyễn Thị Lan" in out.getvalue()
    entry = LogEntry.objects.filter(deed="add_post").latest("sequence")
    assert entry.content == {"username": "son", "function": "lanh_dao", "deputy_for": "lan"}
    out = io.StringIO()
    call_command("users", json=True, stdout=out)
    rows = {row["username"]: row for row in map(json.loads, out.getvalue().splitlines())}
    assert [p["deputy_for"] for p in rows["son"]["posts"]] == [None, "lan"]
    with pytest.raises(CommandError, match="vy không giữ chức năng này"):
        call_command("add_post", "son", "lanh_dao", "ha-thanh.ubnd", deputy_for="vy")


def test_an_administrator_names_a_deputy_on_a_page(
    cast: Cast, signed_in: SignedIn, on_day: Callable[[date], None]
) -> None:
    on_day(TODAY)
    client, page = signed_in("quan-tri"), reverse("add_deputy", args=[post_of("lan").pk])
    assert "Cử người làm thay Nguyễn Thị Lan" in client.get(page).content.decode()
    answer = client.post(page, {"user": "khong-co", "starts_on": "02/03/2026"})
    assert answer.status_code == 400 and "Không có tài khoản" in answer.content.decode()
    answer = client.post(page, {"user": "son", "starts_on": "02/03/0026"})
    assert answer.status_code == 400 and "Năm phải từ 1900" in answer.content.decode()
    answer = client.post(page, {"user": "son", "starts_on": "02/03/2026", "ends_on": "08/03/2026"}, follow=True)
    assert "Phạm Hồng Sơn làm thay Nguyễn Thị Lan từ ngày 02/03/2026" in answer.content.decode()
    for shown in (reverse("users"), reverse("user", args=["son"]), "/to-chuc/ha-thanh.ubnd/"):
        assert "lãnh đạo" in (said := client.get(shown).content.decode()) and "thay Nguyễn Thị Lan" in said
    assert "làm thay: lan" in client.get(reverse("log")).content.decode()
    assert "Lãnh đạo, thay Nguyễn Thị Lan" in signed_in("son").get(reverse("desk")).content.decode()


def test_a_post_is_handed_over_on_a_day_without_a_gap_and_without_overlap(cast: Cast) -> None:
    by, on = cast.user("quan-tri"), date(2026, 3, 16)
    made = hand_over(post_of("lan"), cast.user("son"), on, by, AT)
    assert made.follows == post_of("lan") and made.starts_on == on
    for day in (on - timedelta(days=1), on):
        held = Post.objects.on(day).filter(organisation=made.organisation, function=Function.LEADER)
        assert [p.user.username for p in held] == (["son"] if day == on else ["lan"])
    entries = LogEntry.objects.count()
    assert hand_over(post_of("lan"), cast.user("son"), on, by, AT) == made
    assert LogEntry.objects.count() == entries
    with pytest.raises(Refused, match="đã bàn giao cho Phạm Hồng Sơn, từ ngày 16/03/2026"):
        hand_over(post_of("lan"), cast.user("vy"), on, by, AT)


def test_a_deputy_takes_over_and_stands_in_no_longer(cast: Cast) -> None:
    by = cast.user("quan-tri")
    add_deputy(post_of("lan"), cast.user("son"), TODAY, by, AT)
    hand_over(post_of("lan"), cast.user("son"), TODAY, by, AT)
    held = cast.user("son").posts_on(TODAY)
    assert [(p.function, p.deputy_for) for p in held] == [("chuyen_vien", None), ("lanh_dao", None)]
    assert not cast.user("lan").is_active


def test_the_last_administrator_hands_over_and_may_go(cast: Cast) -> None:
    by = cast.user("quan-tri")
    hand_over(post_of("quan-tri"), cast.user("son"), TODAY, by, AT)
    assert cast.user("son").sees_all(TODAY) and not cast.user("quan-tri").is_active


@pytest.mark.parametrize(
    ("to", "on", "said"),
    [
        ("lan", TODAY, "chính người đang giữ"),
        ("son", date(1999, 1, 1), "sau ngày bắt đầu giữ"),
        ("son", date(2026, 4, 2), "kết thúc sau ngày 31/03/2026"),
    ],
)
def test_what_cannot_be_handed_over_hears_why(cast: Cast, to: str, on: date, said: str) -> None:
    by = cast.user("quan-tri")
    end_post(post_of("lan"), date(2026, 3, 31), by, AT)
    with pytest.raises(Refused, match=said):
        hand_over(post_of("lan"), cast.user(to), on, by, AT)
    made = add_deputy(post_of("lan"), cast.user("vy"), TODAY, by, AT)
    with pytest.raises(Refused, match="Người làm thay không bàn giao"):
        hand_over(made, cast.user("son"), date(2026, 3, 10), by, AT)


def test_an_administrator_of_a_body_hands_over_only_what_he_administers(
    cast: Cast, signed_in: SignedIn, on_day: Callable[[date], None]
) -> None:
    on_day(TODAY)
    Post.objects.create(
        user=cast.user("son"),
        organisation=cast.body("ha-thanh.so-tai-chinh"),
        function=Function.ADMINISTRATOR,
        starts_on=date(2020, 1, 1),
    )
    client = signed_in("son")
    own = Post.objects.get(user__username="son", function=Function.OFFICER)
    assert client.get(reverse("hand_over", args=[own.pk])).status_code == 200
    for account in ("lan", "quan-tri", "binh"):
        for page in ("hand_over", "add_deputy"):
            assert client.get(reverse(page, args=[post_of(account).pk])).status_code == 404
    answer = client.post(reverse("hand_over", args=[own.pk]), {"user": "binh", "on": "03/03/2026"})
    assert answer.status_code == 400 and "Không có tài khoản" in answer.content.decode()


def test_an_account_that_leaves_is_signed_out_everywhere_and_cannot_come_back(
    cast: Cast, signed_in: SignedIn, on_day: Callable[[date], None]
) -> None:
    on_day(TODAY)
    by, leaving, staying = cast.user("quan-tri"), [signed_in("xuan"), signed_in("xuan")], signed_in("lan")
    for client in (*leaving, staying):
        assert client.get(reverse("documents")).status_code == 200
    end_post(post_of("xuan"), date(2026, 3, 1), by, AT)
    for client in leaving:
        assert client.get(reverse("documents")).status_code == 302
        assert not Session.objects.filter(pk=client.cookies["sessionid"].value).exists()
    assert staying.get(reverse("documents")).status_code == 200
    add_post(cast.user("xuan"), cast.body("xa.90003.ubnd"), Function.OFFICER, TODAY, by, AT)
    assert User.objects.get(username="xuan").is_active
    assert leaving[0].get(reverse("documents")).status_code == 302
