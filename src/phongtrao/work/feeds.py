"""Addresses of calendars: made, withdrawn, and what stands in them; never the words of a duty."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction

from phongtrao import ics, site_key, words
from phongtrao.organisations.models import LogEntry, Organisation, Post, User
from phongtrao.procedure import Refused
from phongtrao.work.desk import body_of, names_of
from phongtrao.work.models import CalendarFeed, Mending, Task, desk_ids

LASTS = timedelta(days=366)
AT_MOST = 20
"""Addresses that one person has at a time."""
EVENTS = 3000
"""The next ones of a calendar; more would keep a phone busy for nothing."""


@transaction.atomic
def make_feed(
    by: User,
    at: datetime,
    post: Post | None = None,
    organisation: Organisation | None = None,
    until: date | None = None,
) -> tuple[CalendarFeed, str]:
    """A new address of a post, a body, or (neither) of the person, and its token, kept nowhere. Raises Refused."""
    day = at.astimezone(words.HANOI).date()
    last = until or day + LASTS
    if not day <= last <= day + LASTS:
        raise Refused(f"Lịch dùng được đến hết ngày {words.day_in_words(day + LASTS)}; xin chọn lại ngày.")
    if post is not None and (post.organisation_id is None or post not in by.posts_on(day)):
        raise Refused("Chỉ lập lịch cho chức năng mình đang giữ ở một đơn vị.")
    if organisation is not None and not (by.sees_all(day) or organisation.pk in _near(by, day)):
        raise Refused(f"{organisation} ngoài phạm vi của anh/chị; xin chọn đơn vị khác.")
    if CalendarFeed.objects.lasting(day).filter(user=by).count() >= AT_MOST:
        raise Refused(f"Đã có {AT_MOST} địa chỉ lịch đang dùng; xin thu hồi bớt.")
    token = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(
        token_hash=CalendarFeed.hashed(token),
        user=by,
        post=post,
        organisation=organisation,
        made_at=at,
        expires_on=last,
    )
    LogEntry.record(by, "make_feed", feed, at, organisation or (post.organisation if post else None))
    return feed, token


def _near(user: User, day: date) -> set[int]:
    """Bodies of the user's desks and those below them."""
    return user.reach(day) | desk_ids(user, day)


@transaction.atomic
def withdraw_feed(feed: CalendarFeed, by: User, at: datetime) -> bool:
    """Close an address for good; False where it is closed already."""
    if not CalendarFeed.objects.filter(pk=feed.pk, withdrawn_at=None).update(withdrawn_at=at):
        return False
    feed.withdrawn_at = at
    LogEntry.record(by, "withdraw_feed", feed, at, feed.organisation)
    return True


def calendar_of(feed: CalendarFeed, at: datetime, address: Callable[[Task | Mending], str]) -> bytes:
    """The calendar as it stands at `at`; `address` gives the whole address of the page of a task or a mending."""
    day = at.astimezone(words.HANOI).date()
    shown = feed.tasks(day).select_related("assignment__duty__adoption__document").order_by("due", "pk")[:EVENTS]
    tasks, mendings = list(shown), list(feed.mendings(day).with_shortcoming().order_by("due", "pk")[:EVENTS])
    names = names_of({body_of(t) for t in tasks} | {body_of(m) for m in mendings}, day)
    site = site_key.public_key()[:16]
    events = [_event(t, f"viec-{t.pk}@{site}", f"Hạn: {_place(t)}", names, day, address(t)) for t in tasks]
    after = "Hạn: khắc phục sau kiểm tra"
    events += [_event(m, f"khac-phuc-{m.pk}@{site}", after, names, day, address(m)) for m in mendings]
    return ics.as_ics(feed.title, events, at)


def _place(task: Task) -> str:
    """Number and clause: never the words."""
    duty = task.assignment.duty
    document = duty.adoption.document
    number = f"{document.kind_name or 'Văn bản'} {document.number or 'chưa có số'}"
    return f"{number}, {duty.place}" if duty.place else number


def _event(row: Task | Mending, uid: str, summary: str, names: Mapping[int, str], day: date, address: str) -> ics.Event:
    said = f"{names.get(body_of(row), '')}, {words.STATUS[row.status(day)]}.\n{address}"
    return ics.Event(uid=uid, day=row.due, summary=summary, description=said, url=address)
