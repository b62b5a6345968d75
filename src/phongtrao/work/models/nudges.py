from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models

from phongtrao.organisations.models import Function, Organisation, User

from .tasks import Task


class NudgeRun(models.Model):
    """A day on which the site looked for whom to remind: once a day, and what lies between two runs is not lost."""

    day = models.DateField(unique=True)
    since = models.DateField()
    """The day of the run before, excluded: what came in between is looked for on this one."""
    at = models.DateTimeField()
    people = models.PositiveIntegerField(default=0)


class SnoozeQuerySet(models.QuerySet["Snooze"]):
    def visible_to(self, user: User, day: date) -> Self:
        return self.filter(user=user)


class Snooze(models.Model):
    """Hoãn nhắc: a person wants to hear no more of a task until a day, and says why."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="snoozes")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    until = models.DateField("hoãn nhắc đến hết ngày")
    reason = models.CharField("lý do", max_length=300)
    at = models.DateTimeField()

    objects = SnoozeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "user"], name="snooze_once")]


class DigestQuerySet(models.QuerySet["Digest"]):
    def visible_to(self, user: User, day: date) -> Self:
        return self.filter(user=user)


class Digest(models.Model):
    """Nhắc việc: what one person hears on one day, whatever came together for it."""

    user = models.ForeignKey(User, models.PROTECT, related_name="digests")
    day = models.DateField()
    since = models.DateField()
    at = models.DateTimeField()

    objects = DigestQuerySet.as_manager()

    class Meta:
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="digest_once_a_day")]


class WebhookQuerySet(models.QuerySet["Webhook"]):
    def visible_to(self, user: User, day: date) -> Self:
        """Those of bodies that the user looks after."""
        if user.sees_all(day):
            return self.all()
        return self.filter(organisation__in=user.body_ids(day, {Function.ADMINISTRATOR.value}))


class Webhook(models.Model):
    """Where a body's digest is sent besides: an address on a host that an administrator of the site allowed."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="webhooks")
    address = models.URLField("địa chỉ", max_length=300)
    secret = models.CharField(max_length=64)
    """Signs what is sent (HMAC-SHA256), so that the other side knows from whom it comes."""
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "address"], name="webhook_once")]


class AllowedHost(models.Model):
    """A host to which the site may send: allowed by an administrator of the whole site."""

    host = models.CharField("máy chủ", max_length=200, unique=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, user: User, day: date) -> Self:
        """What could not be sent is for who looks after the site."""
        return self.all() if user.sees_all(day) else self.none()


class Message(models.Model):
    """Thư đi: one thing to be sent, written in the transaction of what caused it; sent later, by `phongtrao work`."""

    EMAIL, WEBHOOK = "email", "webhook"
    WAITING, SENT, DEAD, EMPTY = "waiting", "sent", "dead", "empty"
    STATES = {WAITING: "chờ gửi", SENT: "đã gửi", DEAD: "không gửi được", EMPTY: "không còn gì để nhắc"}

    key = models.CharField(max_length=80, unique=True)
    """Says what it is: written twice it is one; repeats at the other end are known by it."""
    channel = models.CharField(max_length=8, choices=[(EMAIL, "thư điện tử"), (WEBHOOK, "webhook")])
    digest = models.ForeignKey(Digest, models.CASCADE, null=True, related_name="messages")
    run = models.ForeignKey(NudgeRun, models.CASCADE, null=True, related_name="messages")
    webhook = models.ForeignKey(Webhook, models.PROTECT, null=True, related_name="messages")
    subject = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)
    """Written when it is first sent, and then kept: every repeat says the same."""
    state = models.CharField(max_length=8, default=WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField()
    """When it is to be tried; while somebody sends it, when another may take it up."""
    error = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["state", "next_try"])]


class Beat(models.Model):
    """When `phongtrao work` last ran: the one row by which people see that nobody is reminded any more."""

    at = models.DateTimeField()
    opened_on = models.DateField(null=True)
    """The last day whose nightly work is done."""
