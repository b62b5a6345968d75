"""Webhooks of bodies, and the hosts that an administrator of the whole site allowed."""

from __future__ import annotations

import re
import secrets
from datetime import datetime

from django.db import transaction

from phongtrao.organisations.models import Function, LogEntry, Organisation, User
from phongtrao.procedure import Refused
from phongtrao.words import HANOI
from phongtrao.work.models import AllowedHost, Webhook
from phongtrao.work.outbox import refused_address

_HOST = re.compile(r"(?=.{1,200}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,30}")
ADMINISTRATOR = {Function.ADMINISTRATOR.value}


def may_keep(organisation: Organisation, user: User, at: datetime) -> bool:
    """Whether the person looks after the body's webhooks: its quản trị, or that of the whole site."""
    day = at.astimezone(HANOI).date()
    return user.sees_all(day) or organisation.pk in user.body_ids(day, ADMINISTRATOR)


@transaction.atomic
def add_webhook(organisation: Organisation, address: str, by: User, at: datetime) -> Webhook:
    """Send the body's reminders to this address too; its secret is shown once. Raises Refused."""
    if not may_keep(organisation, by, at):
        raise Refused("Kênh nhắc của đơn vị do quản trị của đơn vị đó lập.")
    if wrong := refused_address(address):
        raise Refused(wrong)
    given = {"secret": secrets.token_hex(32), "by": by, "at": at, "ended_at": None}
    row, _ = Webhook.objects.update_or_create(organisation=organisation, address=address, defaults=given)
    LogEntry.record(by, "add_webhook", row, at, organisation, address=address)
    return row


@transaction.atomic
def end_webhook(webhook: Webhook, by: User, at: datetime) -> None:
    """Send nothing there any more, what waits included. Raises Refused."""
    if not may_keep(webhook.organisation, by, at):
        raise Refused("Kênh nhắc của đơn vị do quản trị của đơn vị đó bỏ.")
    if not Webhook.objects.filter(pk=webhook.pk, ended_at=None).update(ended_at=at):
        raise Refused("Kênh nhắc này đã bỏ từ trước.")
    LogEntry.record(by, "end_webhook", webhook, at, webhook.organisation)


@transaction.atomic
def allow_host(host: str, by: User, at: datetime) -> AllowedHost:
    """Let bodies have webhooks on a host, by its name alone. Raises Refused."""
    if not by.sees_all(at.astimezone(HANOI).date()):
        raise Refused("Chỉ quản trị hệ thống được cho phép máy chủ nhận nhắc việc.")
    host = host.strip().lower()
    if not _HOST.fullmatch(host):
        raise Refused("Xin ghi tên máy chủ, ví dụ tin.tinh.gov.vn (không ghi https://, đường dẫn hay địa chỉ IP).")
    row, new = AllowedHost.objects.get_or_create(host=host, defaults={"by": by, "at": at})
    if new:
        LogEntry.record(by, "allow_host", row, at, host=host)
    return row
