from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Max, Q

from phongtrao.organisations.models import Organisation, User
from vanban.kinds import BY_SLUG
from vanban.paper import Paper
from vanban.paper.stored import from_data


class OutgoingQuerySet(models.QuerySet["Outgoing"]):
    def visible_to(self, user: User, day: date) -> Self:
        """Papers of bodies in the user's reach."""
        return self.all() if user.sees_all(day) else self.filter(organisation__among=user.reach(day))

    def issued(self) -> Self:
        return self.filter(state=Outgoing.ISSUED)

    def book(self, organisation: Organisation, year: int) -> Self:
        """One body's register of a year, in the order of days and numbers."""
        return self.issued().filter(organisation=organisation, year=year).order_by("issued_on", "series", "number")

    def next_number(self, organisation: Organisation, year: int, series: str) -> int:
        """The number after the last one of a series; numbers of a year run on (Decree 30/2020, Article 15)."""
        rows = self.filter(organisation=organisation, year=year, series=series)
        return int(rows.aggregate(last=Max("number"))["last"] or 0) + 1


class Outgoing(models.Model):
    """Văn bản đi: a paper that a body writes. It gets its number when it is issued, and never changes from then on."""

    DRAFT, ISSUED, DROPPED = "draft", "issued", "dropped"
    STATES = {DRAFT: "dự thảo", ISSUED: "đã phát hành", DROPPED: "đã bỏ"}

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="papers")
    kind = models.CharField("loại văn bản", max_length=30)
    subject = models.CharField("trích yếu", max_length=1000)
    content = models.JSONField()
    """The paper itself (`vanban.paper.stored`), as it stands in the files that are made of it."""
    about = models.JSONField(default=dict)
    """What the paper was written for: `{"what": "reminder", "document": 12, "tasks": [3, 4]}`."""
    symbol = models.CharField("ký hiệu", max_length=40)
    state = models.CharField(max_length=10, default=DRAFT, choices=[*STATES.items()])
    series = models.CharField("dãy số", max_length=30)
    """Papers of one series share their numbers: a kind of paper, or a book that the body names."""
    year = models.PositiveSmallIntegerField("năm", null=True)
    number = models.PositiveIntegerField("số", null=True)
    typed = models.BooleanField(default=False)
    """Whether the number is one of the agency's own book, typed by a person."""
    issued_on = models.DateField("ngày ban hành", null=True)
    signer = models.CharField("người ký", max_length=200, blank=True)
    recipients = models.TextField("nơi nhận", blank=True)
    kept_by = models.CharField("đơn vị nhận bản lưu", max_length=200, blank=True)
    copies = models.PositiveSmallIntegerField("số lượng bản", null=True, blank=True)
    passed_on = models.DateField("ngày chuyển", null=True, blank=True)
    remark = models.CharField("ghi chú", max_length=300, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    """Who issued it, or dropped the draft."""
    ended_at = models.DateTimeField(null=True)

    objects = OutgoingQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year", "series", "number"], name="outgoing_number_once"),
            models.CheckConstraint(
                condition=Q(state="issued", number__isnull=False, year__isnull=False, issued_on__isnull=False)
                | ~Q(state="issued") & Q(number=None),
                name="outgoing_numbered_when_issued",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """`Công văn 12/UBND-NC`, or the kind with its subject while it has no number."""
        return f"{self.kind_name} {self.code}" if self.number else f"{self.kind_name} (dự thảo): {self.subject}"

    @property
    def kind_name(self) -> str:
        """`Công văn`."""
        return BY_SLUG[self.kind].name

    @property
    def code(self) -> str:
        """Number and symbol, `05/UBND-NC`: numbers below 10 with a zero (Decree 30/2020, Appendix I, II.3)."""
        return f"{self.number:02d}/{self.symbol}" if self.number else f"…/{self.symbol}"

    @property
    def paper(self) -> Paper:
        found: Paper = from_data(self.content)
        return found
