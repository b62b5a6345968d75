from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Prefetch, Q

from phongtrao.organisations import tree

from .areas import Area
from .dated import Dated, DatedQuerySet, nearest, valid_on

if TYPE_CHECKING:
    from .people import User


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def on(self, day: date) -> Self:
        """Bodies that exist on `day`, each with that day's version at hand as `version`."""
        versions = OrganisationVersion.objects.on(day)
        return (
            self.filter(valid_on(day, "versions__"))
            .distinct()
            .prefetch_related(Prefetch("versions", versions, to_attr="versions_then"))
        )

    def visible_to(self, user: User, day: date) -> Self:
        """Bodies, past ones too, of the user's own provinces: who exists is public there; what they owe is not.

        Provinces that were merged into one's own belong to it, with all that they had; so do bodies at the centre.
        """
        if user.sees_all(day):
            return self.all()
        own = tree.below_ever(tree.roots_of(user.body_ids(day), day))
        central = OrganisationVersion.objects.filter(level="trung_uong").values("organisation")
        return self.filter(Q(pk__in=own) | Q(pk__in=central))

    def named(self, folded: str) -> Self:
        return self.filter(versions__folded=folded).distinct()


class Organisation(models.Model):
    """Tổ chức, cơ quan, đơn vị: a body through time. Its name, kind and place in the tree stand in its versions."""

    code = models.CharField("mã", max_length=60, unique=True)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="organisations")

    objects = OrganisationQuerySet.as_manager()

    def version(self, day: date) -> OrganisationVersion | None:
        """The version in force on `day`; the nearest one known where the body does not exist that day."""
        return nearest(getattr(self, "versions_then", None) or self.versions.all(), day)

    def name_on(self, day: date) -> str:
        version = self.version(day)
        return version.name if version else self.code

    @property
    def name(self) -> str:
        """The last name known."""
        return self.name_on(date.max)

    def exists_on(self, day: date) -> bool:
        return any(v.is_valid_on(day) for v in self.versions.all())

    def __str__(self) -> str:
        return self.name


class OrganisationVersionQuerySet(DatedQuerySet["OrganisationVersion"]):
    pass


class OrganisationVersion(Dated):
    """A body as it was between two days.

    `parent` is the body of the same tier it belongs to (cùng cấp: a department's People's Committee, a committee's
    People's Committee); `line_parent` the superior of its branch (ngành dọc: a commune police's provincial police).
    The parent of a commune's People's Committee is the province's (until 30/6/2025 the district's).
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="versions")
    name = models.CharField("tên", max_length=200)
    short = models.CharField("tên gọi trong tỉnh", max_length=200, blank=True)
    """As papers of its own province call it: `Công an tỉnh`, `Sở Tài chính`; empty where that is the name itself."""
    folded = models.CharField(max_length=200, db_index=True)
    """`names.body_key` of the name."""
    keys = models.TextField(blank=True)
    """`names.body_keys` of every name it goes by, the short one and abbreviations included: what search looks in."""
    kind = models.CharField("loại", max_length=40, db_index=True)
    level = models.CharField("cấp", max_length=12)
    """`trung_uong`, `tinh`, `huyen`, `xa`, `co_so`."""
    field = models.CharField("lĩnh vực", max_length=200, blank=True)
    parent = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="child_versions")
    line_parent = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="line_versions")
    standing_body = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="stands_for")
    """Thường trực of a committee: its desk receives the committee's tasks."""
    marks = models.JSONField("đặc điểm", default=dict, blank=True)
    """Of the closed list of marks.py: `{"size": "nho"}`, `{"armed_force": true}`."""
    by_hand = models.BooleanField("nhập từ tệp", default=False)
    """Whether a person loaded it from a file: the data that ship do not write over it."""

    objects = OrganisationVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "valid_from"], name="organisation_one_version_a_day")
        ]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """Merge, split, abolition or renewal of bodies, dated; `field` where a department's work went different ways.

    No successor: the body was abolished; who answers for its duties is asked, for a body with an area of its territory.
    """

    predecessor = models.ForeignKey(Organisation, models.CASCADE, related_name="successions")
    successor = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="origins")
    day = models.DateField("ngày")
    kind = models.CharField("loại", max_length=20)
    field = models.CharField("lĩnh vực", max_length=200, blank=True)
    partly = models.BooleanField("một phần", default=False)
    source = models.CharField("căn cứ", max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor", "day", "field"], name="succession_once")
        ]


class Alias(models.Model):
    """What a person said a phrase means in an issuer's subtree: asked once, remembered."""

    issuer = models.ForeignKey(Organisation, models.CASCADE, related_name="aliases")
    phrase = models.CharField("cụm từ", max_length=300)
    folded = models.CharField(max_length=300)
    organisations = models.ManyToManyField(Organisation, related_name="+")
    by = models.ForeignKey("organisations.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issuer", "folded"], name="alias_once_an_issuer")]

    @classmethod
    def known(cls, issuer: Organisation, folded: str) -> Q:
        return Q(issuer=issuer, folded=folded)
