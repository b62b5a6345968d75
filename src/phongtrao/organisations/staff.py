"""Accounts and posts: making an account, giving and ending a post, closing who holds none any more."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import transaction
from django.db.models import Q

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
) -> Post:
    """Give a post; the same one on the same days is given once only. A closed account opens again. Raises Refused."""
    if organisation is None and function != Function.ADMINISTRATOR:
        raise Refused("Chỉ chức năng quản trị không cần đơn vị; xin chọn đơn vị.")
    if ends_on is not None and ends_on < starts_on:
        raise Refused("Ngày kết thúc phải sau ngày bắt đầu; xin chọn lại.")
    if organisation is not None and not organisation.exists_on(starts_on):
        raise Refused(f"{organisation} không hoạt động vào ngày {words.day_in_words(starts_on)}; xin chọn lại.")
    last = ends_on or date.max
    same = Post.objects.filter(user=user, organisation=organisation, function=function, starts_on__lte=last)
    held = same.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on)).first()
    if held is not None:
        return held
    post = Post.objects.create(
        user=user, organisation=organisation, function=function, starts_on=starts_on, ends_on=ends_on
    )
    if not user.is_active:
        user.is_active = True
        user.save(update_fields=["is_active"])
    LogEntry.record(by, "add_post", post, at, organisation, username=user.username, function=function)
    return post


@transaction.atomic
def end_post(post: Post, last_day: date, by: User, at: datetime) -> Post:
    """End a post after `last_day`; an account with no post left is closed. Raises Refused.

    The last quản trị of no body stays: nobody could give a post any more.
    """
    if last_day < post.starts_on:
        raise Refused("Ngày kết thúc phải sau ngày bắt đầu; xin chọn lại.")
    if post.ends_on is not None and post.ends_on <= last_day:
        return post
    if post.organisation_id is None and not _other_administrators(post, last_day):
        raise Refused("Đây là quản trị hệ thống cuối cùng; xin giao chức năng này cho người khác trước.")
    post.ends_on = last_day
    post.save(update_fields=["ends_on"])
    LogEntry.record(
        by, "end_post", post, at, post.organisation, username=post.user.username, last_day=last_day.isoformat()
    )
    close_without_post(at.astimezone(words.HANOI).date(), by, at)
    return post


def _other_administrators(post: Post, last_day: date) -> bool:
    following = last_day + timedelta(days=1)
    others = Post.objects.on(following).filter(organisation=None, function=Function.ADMINISTRATOR, user__is_active=True)
    return others.exclude(pk=post.pk).exists()


@transaction.atomic
def close_without_post(day: date, by: User, at: datetime) -> int:
    """Close accounts whose last post ended before `day`; how many. An account that never had a post stays open."""
    left = User.objects.filter(is_active=True, posts__isnull=False).exclude(
        pk__in=Post.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day)).values("user")
    )
    leaving = list(left.distinct())
    for user in leaving:
        user.is_active = False
        user.save(update_fields=["is_active"])
        LogEntry.record(by, "close_account", user, at, username=user.username)
    return len(leaving)
