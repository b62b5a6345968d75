"""Thư đi: sends what waits in the outbox. Killed at any moment, it sends the rest when it runs again; nothing is lost.

A message is taken by moving its next try ahead, sent, and only then marked. Killed between the last two, it goes out
again with the same words under the same key (`Message-ID` of a letter, `key` of a call), so that a repeat is known.
"""

from __future__ import annotations

import hashlib
import hmac
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import formataddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.db.models import F

from phongtrao.work.digest import call_of, letter_of
from phongtrao.work.models import AllowedHost, Message

LEASE = timedelta(minutes=2)
"""How long a message that was taken is left alone; longer than sending one can take."""
PAUSES = tuple(timedelta(minutes=n) for n in (1, 5, 15, 60, 240, 720, 1440))
"""Before each further try; a message that failed once more than that is dead until a person revives it."""
TIMEOUT = 20
"""Seconds that a mail server or a webhook has to answer."""


@dataclass(slots=True)
class Sent:
    """What one pass did."""

    sent: int = 0
    failed: int = 0
    dead: int = 0
    empty: int = 0


def send_waiting(at: datetime, limit: int = 500) -> Sent:
    """Send what is due to be tried at this moment, up to so many; what came of it."""
    done = Sent()
    with Posting() as posting:
        for pk in _taken(at, limit):
            outcome = _send(pk, posting, at)
            setattr(done, outcome, getattr(done, outcome) + 1)
    return done


def _taken(at: datetime, limit: int) -> Iterator[int]:
    """Messages taken for sending one by one: no two workers take the same."""
    for _ in range(limit):
        pk = take(at)
        if pk is None:
            return
        yield pk


@transaction.atomic
def take(at: datetime) -> int | None:
    """Take the message that waits longest, so that nobody else tries it within `LEASE`; None where none is due."""
    waiting = Message.objects.filter(state=Message.WAITING, next_try__lte=at).order_by("next_try", "pk")
    if connection.features.has_select_for_update_skip_locked:
        waiting = waiting.select_for_update(skip_locked=True)
    pk: int | None = waiting.values_list("pk", flat=True).first()
    if pk is not None:
        Message.objects.filter(pk=pk).update(next_try=at + LEASE, attempts=F("attempts") + 1)
    return pk


def _send(pk: int, posting: Posting, at: datetime) -> str:
    message = Message.objects.select_related("digest__user", "webhook", "run").get(pk=pk)
    try:
        if not message.body and not write(message):
            return "empty"
        posting.post(message)
    except Exception as error:  # whatever the other side does: the next message is not held up by it
        return _failed(message, at, error)
    mark_sent(message, at)
    return "sent"


def write(message: Message) -> bool:
    """Put the message into words, once; False where nothing is left to say."""
    if message.channel == Message.EMAIL:
        subject, body = letter_of(message.digest) if message.digest else ("", "")
    else:
        subject, body = call_of(message)
    if not body:
        Message.objects.filter(pk=message.pk).update(state=Message.EMPTY)
        return False
    message.subject, message.body = subject, body
    message.save(update_fields=["subject", "body"])
    return True


def mark_sent(message: Message, at: datetime) -> None:
    """Write down that it went out."""
    Message.objects.filter(pk=message.pk).update(state=Message.SENT, sent_at=at, error="")


def _failed(message: Message, at: datetime, error: Exception) -> str:
    said = f"{type(error).__name__}: {error}"[:500]
    dead = message.attempts > len(PAUSES)
    pause = PAUSES[min(message.attempts, len(PAUSES)) - 1]
    state = Message.DEAD if dead else Message.WAITING
    Message.objects.filter(pk=message.pk).update(state=state, error=said, next_try=at + pause)
    return "dead" if dead else "failed"


def revive(message: Message, at: datetime) -> bool:
    """Try a dead message again from the beginning; False where it is not dead."""
    dead = Message.objects.filter(pk=message.pk, state=Message.DEAD)
    return bool(dead.update(state=Message.WAITING, attempts=0, next_try=at))


class Posting:
    """One connection to the mail server for all letters of a pass."""

    def __init__(self) -> None:
        self._mail: BaseEmailBackend | None = None

    def __enter__(self) -> Posting:
        return self

    def __exit__(self, *_: Any) -> None:
        if self._mail is not None:
            self._mail.close()

    def post(self, message: Message) -> None:
        """Hand the message over; raises whatever the other side or the way there raises."""
        if message.channel == Message.EMAIL:
            self._letter(message)
        else:
            call(message)

    def _letter(self, message: Message) -> None:
        if message.digest is None:
            raise ValueError("a letter belongs to a digest")
        user = message.digest.user
        if self._mail is None:
            self._mail = get_connection(timeout=TIMEOUT)
        known = f"<{message.key}@{urlsplit(settings.ADDRESS).hostname}>"
        to = formataddr((str(user), user.email))
        EmailMessage(
            message.subject, message.body, settings.DEFAULT_FROM_EMAIL, [to], headers={"Message-ID": known},
            connection=self._mail,
        ).send()  # fmt: skip


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """An allowed host cannot send us on to one that is not."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def call(message: Message) -> None:
    """Send the message to its webhook, signed; raises ValueError for a host that is no longer allowed."""
    hook = message.webhook
    if hook is None or hook.ended_at is not None:
        raise ValueError("webhook đã ngừng")
    if wrong := refused_address(hook.address):
        raise ValueError(wrong)
    body = message.body.encode()
    signature = hmac.new(hook.secret.encode(), body, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json; charset=utf-8", "X-PhongTrao-Signature": f"sha256={signature}"}
    request = urllib.request.Request(hook.address, body, headers, method="POST")
    with urllib.request.build_opener(_NoRedirects).open(request, timeout=TIMEOUT) as answer:
        answer.read(1024)


def refused_address(address: str) -> str | None:
    """Why nothing is sent to this address; None where an administrator allowed its host."""
    parts = urlsplit(address)
    if parts.scheme != "https" and not (settings.DEBUG and parts.scheme == "http"):
        return "Địa chỉ phải bắt đầu bằng https://."
    if parts.username or parts.password:
        return "Địa chỉ không được chứa tài khoản, mật khẩu."
    if not AllowedHost.objects.filter(host=(parts.hostname or "").lower()).exists():
        return f"Máy chủ «{parts.hostname}» chưa được quản trị hệ thống cho phép."
    return None
