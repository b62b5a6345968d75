from __future__ import annotations

from datetime import date, datetime

import pytest

from phongtrao.organisations.models import Function, LogEntry, Post, User
from phongtrao.organisations.staff import add_post, add_user, close_without_post, end_post, make_administrator
from phongtrao.procedure import Refused
from phongtrao.words import HANOI
from tests.conftest import Cast

TODAY = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, tzinfo=HANOI)


def test_a_new_account_can_do_nothing_until_it_has_a_post(cast: Cast) -> None:
    by = cast.user("quan-tri")
    user, password = add_user("hoa.nt", "Ngô Thị Hoa", by, AT)
    assert user.check_password(password) and len(password) >= 14
    assert user.posts_on(TODAY) == []
    add_post(user, cast.body("ha-thanh.so-noi-vu"), Function.OFFICER, TODAY, by, AT)
    held = User.objects.get(pk=user.pk).posts_on(TODAY)
    assert [p.function for p in held] == [Function.OFFICER]


@pytest.mark.parametrize("username", ["Hoa", "hoà", "a", "hoa nguyen", "../hoa", "son"])
def test_a_bad_or_taken_account_name_is_refused(cast: Cast, username: str) -> None:
    with pytest.raises(Refused):
        add_user(username, "Ngô Thị Hoa", cast.user("quan-tri"), AT)


def test_giving_the_same_post_twice_gives_it_once(cast: Cast) -> None:
    by, son, body = cast.user("quan-tri"), cast.user("son"), cast.body("ha-thanh.so-tai-chinh")
    first = add_post(son, body, Function.LEADER, TODAY, by, AT)
    entries = LogEntry.objects.count()
    assert add_post(son, body, Function.LEADER, TODAY, by, AT) == first
    assert LogEntry.objects.count() == entries


def test_an_account_closes_with_its_last_post_and_opens_with_a_new_one(cast: Cast) -> None:
    by = cast.user("quan-tri")
    post = Post.objects.get(user__username="xuan")
    end_post(post, date(2026, 3, 1), by, AT)
    assert not cast.user("xuan").is_active
    add_post(cast.user("xuan"), cast.body("xa.90003.ubnd"), Function.OFFICER, TODAY, by, AT)
    assert cast.user("xuan").is_active


def test_a_post_that_ends_later_closes_the_account_only_after_that_day(cast: Cast) -> None:
    by = cast.user("quan-tri")
    end_post(Post.objects.get(user__username="xuan"), date(2026, 3, 31), by, AT)
    assert cast.user("xuan").is_active
    assert close_without_post(date(2026, 3, 31), by, AT) == 0
    assert close_without_post(date(2026, 4, 1), by, AT) == 1
    assert close_without_post(date(2026, 4, 1), by, AT) == 0


def test_the_last_administrator_stays(cast: Cast) -> None:
    by = cast.user("quan-tri")
    with pytest.raises(Refused, match="cuối cùng"):
        end_post(Post.objects.get(user=by), TODAY, by, AT)


def test_no_post_in_a_body_that_is_not_there(cast: Cast) -> None:
    with pytest.raises(Refused, match="không hoạt động vào ngày 02/03/2026"):
        add_post(cast.user("son"), cast.body("huyen.901.ubnd"), Function.OFFICER, TODAY, cast.user("quan-tri"), AT)


def test_making_the_administrator_again_changes_nothing(cast: Cast) -> None:
    user, password = make_administrator(AT)
    assert password is None and user.posts.count() == 1
