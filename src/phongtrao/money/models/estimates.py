"""Dự toán: who asks for how much, line by line, for which programme in which year; its deeds and papers."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q, Sum
from django.db.models.lookups import Exact, LessThanOrEqual

from phongtrao.dong import MOST
from phongtrao.money.sums import MOST_HUNDREDTHS, Line, written_quantity
from phongtrao.organisations.models import Organisation, User
from phongtrao.work.models import Case, CaseDeed, CasePaper, CaseQuerySet, OfCaseQuerySet, Programme, desk_ids

from .funding import FundingVersion

ASKED = Sum(F("lines__hundredths") * F("lines__price"), default=0) / 100
"""Every line comes to whole đồng, so that the sum of hundredths does."""
WRITING = ("drafting", "returned")
"""States in which who draws it up writes its lines."""
IN_FORCE = "approved"
GIVEN_UP = ("dropped", "refused")


class EstimateQuerySet(CaseQuerySet["Estimate"]):
    parties = ("organisation", "appraiser", "decider")

    def visible_to(self, user: User, day: date) -> Self:
        """Those of the bodies in the user's reach; who appraises and decides sees them once they were sent."""
        rows = super().visible_to(user, day)
        if user.sees_all(day):
            return rows
        own = Q(organisation__among=user.reach(day) | desk_ids(user, day))
        return rows.filter(own | ~Q(state="drafting"))

    def of_year(self, year: int) -> Self:
        return self.filter(year=year)

    def with_sums(self) -> Self:
        """`asked`, `appraised` and `approved` in đồng beside each, counted from its lines; 0 where there is none."""
        return self.annotate(
            asked=ASKED, appraised=Sum("lines__appraised", default=0), approved=Sum("lines__approved", default=0)
        )


class Estimate(Case):
    """Dự toán kinh phí of a body for a year in a programme, one version of it."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="estimates")
    funding = models.ForeignKey(FundingVersion, models.PROTECT, related_name="+")
    clause = models.CharField("khoản chi", max_length=40)
    """Name of the clause that pays what it is for, of `funding`; a line may name another."""
    year = models.PositiveSmallIntegerField("năm")
    title = models.CharField("nội dung", max_length=300)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="estimates")
    appraiser = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    decider = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    amends = models.ForeignKey("self", models.PROTECT, null=True, related_name="amendments")
    """The approved one in whose place it is to stand."""
    version = models.PositiveSmallIntegerField("lần lập", default=1)
    """1, and one more for each that amends."""
    last_number = models.PositiveSmallIntegerField(default=0)
    """The highest number that a line of it, or of those that it amends, ever had."""

    objects = EstimateQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-pk"]
        indexes = [models.Index(fields=["programme", "year", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(amends=None, version=1) | Q(amends__isnull=False, version__gt=1),
                name="estimate_version_follows_what_it_amends",
            ),
            models.UniqueConstraint(
                fields=["amends"], condition=~Q(state__in=GIVEN_UP), name="estimate_amended_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        amended = f" (điều chỉnh lần {self.version - 1})" if self.amends_id else ""
        return f"Dự toán {self.title}, năm {self.year}{amended}"

    @property
    def is_written(self) -> bool:
        """Whether its lines may still be written by who draws it up."""
        return self.state in WRITING

    def versions_before(self) -> list[Estimate]:
        """Those in whose place it stands, the nearest first."""
        return [self.amends, *self.amends.versions_before()] if self.amends is not None else []

    def said_lines(self) -> list[Line]:
        """Its lines as plain values, in their order."""
        return [row.said for row in self.lines.all()]


class EstimateLineQuerySet(OfCaseQuerySet["EstimateLine"]):
    pass


class EstimateLine(models.Model):
    """Khoản chi: a quantity of a thing at a price. What it comes to is never stored beside them."""

    case = models.ForeignKey(Estimate, models.CASCADE, related_name="lines")
    number = models.PositiveSmallIntegerField("mã dòng")
    """Stays with the line through every version of the estimate."""
    position = models.PositiveSmallIntegerField("thứ tự")
    heading = models.CharField("nhóm", max_length=200, blank=True)
    words = models.CharField("nội dung chi", max_length=500)
    unit = models.CharField("đơn vị tính", max_length=40)
    hundredths = models.BigIntegerField("số lượng (phần trăm)")
    price = models.BigIntegerField("đơn giá (đồng)")
    clause = models.CharField("khoản chi", max_length=40)
    remark = models.CharField("ghi chú", max_length=500, blank=True)
    appraised = models.BigIntegerField("thẩm định (đồng)", null=True)
    appraisal_reason = models.CharField("lý do của thẩm định", max_length=1000, blank=True)
    approved = models.BigIntegerField("phê duyệt (đồng)", null=True)
    approval_reason = models.CharField("lý do của phê duyệt", max_length=1000, blank=True)
    revision = models.PositiveIntegerField(default=1)
    """One more with each writing: what two windows saw is told apart by it."""
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = EstimateLineQuerySet.as_manager()

    class Meta:
        ordering = ["case", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="estimate_line_number_once"),
            models.CheckConstraint(
                condition=Q(hundredths__gte=1, hundredths__lte=MOST_HUNDREDTHS, price__gte=0, price__lte=MOST),
                name="estimate_line_in_bounds",
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(F("price"), MOST * 100 / F("hundredths")), name="estimate_line_not_too_much"
            ),
            models.CheckConstraint(
                condition=Exact((F("hundredths") * F("price")) / 100 * 100, F("hundredths") * F("price")),
                name="estimate_line_whole_dong",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{name: None}) | Q(**{f"{name}__gte": 0, f"{name}__lte": MOST}),
                    name=f"estimate_line_{name}_in_bounds",
                )
                for name in ("appraised", "approved")
            ),
            models.CheckConstraint(
                condition=Q(appraised=None)
                | ~Q(appraisal_reason="")
                | Q(Exact(F("appraised") * 100, F("hundredths") * F("price"))),
                name="estimate_line_appraised_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(approved=None)
                | Q(appraised__isnull=False) & (~Q(approval_reason="") | Q(approved=F("appraised"))),
                name="estimate_line_approved_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def said(self) -> Line:
        """The line as a plain value."""
        return Line(
            self.number, self.heading, self.words, self.unit, self.hundredths, self.price, self.clause, self.remark,
            self.appraised, self.appraisal_reason, self.approved, self.approval_reason,
        )  # fmt: skip

    @property
    def quantity(self) -> str:
        return written_quantity(self.hundredths)


class EstimateDeedQuerySet(OfCaseQuerySet["EstimateDeed"]):
    pass


class EstimateDeed(CaseDeed):
    """One deed on an estimate."""

    case = models.ForeignKey(Estimate, models.CASCADE, related_name="deeds")

    objects = EstimateDeedQuerySet.as_manager()


class EstimatePaperQuerySet(OfCaseQuerySet["EstimatePaper"]):
    pass


class EstimatePaper(CasePaper):
    """A paper of an estimate: the request, the appraisal, the decision."""

    case = models.ForeignKey(Estimate, models.CASCADE, related_name="papers")

    objects = EstimatePaperQuerySet.as_manager()
