"""Accounts and posts: making an account, giving and ending a post, closing who holds none any more."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import transaction

from phongtrao import words
from phongtrao.organisations.lookup import ADMINISTRATOR
from phongtrao.organisations.models import Function, LogEntry, Organisation, Post, User
from phongtrao.procedure import Refused

username_form = RegexValidator(
    r"^[a-z0-9][a-z0-9._-]{1,59}$",
    "Tên tài khoản gồm 2 đến 60 chữ thường không dấu, chữ số, dấu chấm hoặc gạch nối.",
)


def random_password() -> str:
    """About 110 bits in groups that can be read out, with small and capital letters, digits and hyphens."""
    letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
    while True:
        password = "-".join("".join(secrets.choice(letters) for _ in range(5)) for _ in range(4))
        if all(any(test(c) for c in password) for test in (str.islower, str.isupper, str.isdigit)):
            return password


@transaction.atomic
def make_administrator(at: datetime, password: str | None = None) -> tuple[User, str | None]:
    """The account `quan-tri` with the post quản trị of no body, and its password where it was made just now.

    Harmless when repeated: an account that is there keeps its password and its posts; a missing post is given.
    """
    user = User.objects.filter(username=ADMINISTRATOR).first()
    given = None
    if user is None:
        given = password or random_password()
        user = User.objects.create_user(ADMINISTRATOR, given, full_name="Quản trị hệ thống")
        LogEntry.record(user, "add_user", user, at, username=user.username)
    day = at.astimezone(words.HANOI).date()
    if not user.posts.on(day).filter(organisation=None).exists():
        post = Post.objects.create(user=user, function=Function.ADMINISTRATOR, starts_on=day)
        LogEntry.record(user, "add_post", post, at, username=user.username, function=post.function)
    return user, given


@transaction.atomic
def add_user(username: str, full_name: str, by: User, at: datetime, email: str = "") -> tuple[User, str]:
    """A new account and its first password, which is shown once and kept nowhere. Raises Refused."""
    try:
        username_form(username)
    except ValidationError as error:
        raise Refused(error.messages[0]) from error
    if User.objects.filter(username=username).exists():
        raise Refused(f"Đã có tài khoản «{username}»; xin chọn tên khác.")
    password = random_password()
    user = User.objects.create_user(username, password, full_name=full_name, email=email)
    LogEntry.record(by, "add_user", user, at, username=username)
    return user, password


@transaction.atomic
def new_password(user: User, by: User, at: datetime) -> str:
    """A new first password for an account whose holder has lost the old one; shown once."""
    password = random_password()
    user.set_password(password)
    user.save(update_fields=["password"])
    LogEntry.record(by, "new_password", user, at, username=user.username)
    return password


@transaction.atomic
def add_post(
    user: User,
    organisation: Organisation | None,
    function: str,
    starts_on: date,
    by: User,
    at: datetime,
    ends_on: date | None = None,
    deputy_for: Post | None = None,
) -> Post:
    """Give a post; the same one on the same days is given once only. A closed account opens again. Raises Refused.

    `deputy_for`: whose post it is that the user stands in for; see `add_deputy`.
    """
    if organisation is None and function != Function.ADMINISTRATOR:
        raise Refused("Chỉ chức năng quản trị không cần đơn vị; xin chọn đơn vị.")
    if ends_on is not None and ends_on < starts_on:
        raise Refused("Ngày kết thúc phải sau ngày bắt đầu; xin chọn lại.")
    if organisation is not None and not organisation.exists_on(starts_on):
        raise Refused(f"{organisation} không hoạt động vào ngày {words.day_in_words(starts_on)}; xin chọn lại.")
    last = ends_on or date.max
    same = Post.objects.filter(user=user, organisation=organisation, function=function, deputy_for=deputy_for)
    held = same.lasting(starts_on).filter(starts_on__lte=last).first()
    if held is not None:
        return held
    days = {"starts_on": starts_on, "ends_on": ends_on}
    post = Post.objects.create(user=user, organisation=organisation, function=function, deputy_for=deputy_for, **days)
    if not user.is_active:
        user.is_active = True
        user.save(update_fields=["is_active"])
    LogEntry.record(by, "add_post", post, at, organisation, **logged(post))
    return post


def logged(post: Post) -> dict[str, Any]:
    """What the log says of a post, and for whom a deputy stands in."""
    said: dict[str, Any] = {"username": post.user.username, "function": post.function}
    return said | ({"deputy_for": post.deputy_for.user.username} if post.deputy_for else {})


def add_deputy(post: Post, user: User, starts_on: date, by: User, at: datetime, ends_on: date | None = None) -> Post:
    """A post in which `user` stands in for the holder of `post`, while both last. Raises Refused."""
    if post.deputy_for_id:
        raise Refused("Người làm thay không cử người khác thay mình; xin cử từ chức năng chính.")
    if user.pk == post.user_id:
        raise Refused("Không ai làm thay chính mình; xin chọn người khác.")
    if post.is_over(starts_on):
        raise Refused(f"Chức năng này kết thúc sau ngày {words.day_in_words(post.ends_on)}; xin chọn ngày sớm hơn.")
    own = user.posts.filter(organisation=post.organisation, function=post.function, deputy_for=None)
    if own.on(starts_on).exists():
        raise Refused(f"{user} đã giữ chính chức năng này ở đơn vị; không cần làm thay.")
    return add_post(user, post.organisation, post.function, starts_on, by, at, ends_on, deputy_for=post)


@transaction.atomic
def end_post(post: Post, last_day: date, by: User, at: datetime) -> Post:
    """End a post after `last_day`, its deputies with it; an account with no post left is closed. Raises Refused.

    The last quản trị of no body stays: nobody could give a post any more.
    """
    if last_day < post.starts_on:
        raise Refused("Ngày kết thúc phải sau ngày bắt đầu; xin chọn lại.")
    if post.ends_on is not None and post.ends_on <= last_day:
        return post
    if post.organisation_id is None and not post.deputy_for_id and not _other_administrators(post, last_day):
        raise Refused("Đây là quản trị hệ thống cuối cùng; xin giao chức năng này cho người khác trước.")
    post.ends_on = last_day
    post.save(update_fields=["ends_on"])
    LogEntry.record(by, "end_post", post, at, post.organisation, **logged(post), last_day=last_day.isoformat())
    close_without_post(at.astimezone(words.HANOI).date(), by, at)
    return post


@transaction.atomic
def hand_over(post: Post, to: User, on: date, by: User, at: datetime) -> Post:
    """`post` ends the day before `on`, and `to` holds the same from that day; the successor's post. Raises Refused.

    Harmless when repeated. Deputies end with the post that they stood in for: the successor names his own.
    """
    day_before = on - timedelta(days=1)
    done = post.successors.filter(user=to).first()
    if done is not None and post.ends_on == day_before:
        return done
    refused = _no_hand_over(post, to, on)
    if refused:
        raise Refused(refused)
    made = add_post(to, post.organisation, post.function, on, by, at, post.ends_on)
    Post.objects.filter(pk=made.pk).update(follows=post)
    made.follows = post
    LogEntry.record(by, "hand_over", post, at, post.organisation, **logged(post), to=to.username, on=on.isoformat())
    end_post(post, day_before, by, at)
    return made


def _no_hand_over(post: Post, to: User, on: date) -> str | None:
    """Why the post cannot be handed over so; None where it can."""
    following = post.successors.select_related("user").first()
    if following is not None:
        return f"Chức năng này đã bàn giao cho {following.user}, từ ngày {words.day_in_words(following.starts_on)}."
    if post.deputy_for_id:
        return "Người làm thay không bàn giao chức năng; xin bàn giao chức năng chính."
    if to.pk == post.user_id:
        return "Không bàn giao cho chính người đang giữ; xin chọn người khác."
    if on <= post.starts_on:
        return f"Ngày bàn giao phải sau ngày bắt đầu giữ ({words.day_in_words(post.starts_on)}); xin chọn lại."
    if post.is_over(on):
        return f"Chức năng này kết thúc sau ngày {words.day_in_words(post.ends_on)}; xin chọn ngày sớm hơn."
    return None


def _other_administrators(post: Post, last_day: date) -> bool:
    following = last_day + timedelta(days=1)
    others = Post.objects.on(following).filter(organisation=None, function=Function.ADMINISTRATOR, user__is_active=True)
    return others.filter(deputy_for=None).exclude(pk=post.pk).exists()


@transaction.atomic
def close_without_post(day: date, by: User, at: datetime) -> int:
    """Close accounts whose last post ended before `day` and end their sessions; how many were closed.

    An account that never had a post stays open.
    """
    left = User.objects.filter(is_active=True, posts__isnull=False).exclude(
        pk__in=Post.objects.lasting(day).values("user")
    )
    leaving = list(left.distinct())
    for user in leaving:
        user.is_active = False
        user.save(update_fields=["is_active"])
        LogEntry.record(by, "close_account", user, at, username=user.username)
    end_sessions(leaving)
    return len(leaving)


def end_sessions(users: list[User]) -> None:
    """Sign these out wherever they have signed in: a closed account that opens again begins at the login."""
    leaving = {str(user.pk) for user in users}
    if leaving:
        held = [s.pk for s in Session.objects.all() if s.get_decoded().get(SESSION_KEY) in leaving]
        Session.objects.filter(pk__in=held).delete()
