"""Accounts locked after failures in a row: the page they see, until when, and opening one before its time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db import transaction
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from phongtrao import words
from phongtrao.organisations.models import LogEntry, User


def locked_until(username: str) -> datetime | None:
    """When the account opens by itself: the last failure and the time of the lock. None where no failure is known."""
    last = AccessAttempt.objects.filter(username=username).order_by("-attempt_time").first()
    return last.attempt_time + get_cool_off() if last else None


def locked(usernames: Iterable[str], at: datetime) -> dict[str, datetime]:
    """Those of the accounts that are locked at that moment, and until when."""
    tried = AccessAttempt.objects.filter(username__in=list(usernames)).values("username")
    failed = tried.annotate(failures=Sum("failures_since_start"), last=Max("attempt_time"))
    until = {
        row["username"]: row["last"] + get_cool_off()
        for row in failed.order_by()
        if row["failures"] >= settings.AXES_FAILURE_LIMIT
    }
    return {username: end for username, end in until.items() if end > at}


def locked_page(request: HttpRequest, response: HttpResponse, credentials: dict[str, str] | None) -> HttpResponse:
    """What axes shows instead of any answer while an account is locked (AXES_LOCKOUT_CALLABLE).

    Accounts that do not exist are locked alike, so the page tells nobody which do.
    """
    username = (credentials or {}).get("username", "")
    until = locked_until(username)
    context = {"username": username, "until": until, "limit": settings.AXES_FAILURE_LIMIT}
    page = render(request, "account/locked.html", context, status=429)
    if until is not None:
        page["Retry-After"] = str(max(1, round((until - words.now()).total_seconds())))
    return page


@transaction.atomic
def unlock(user: User, by: User, at: datetime) -> bool:
    """Forget the account's failures; False, and no log entry, where there were none."""
    if not reset(username=user.username):
        return False
    LogEntry.record(by, "unlock", user, at, username=user.username)
    return True
