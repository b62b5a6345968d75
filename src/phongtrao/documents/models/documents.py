"""A document is an identity with copies (bytes), readings of them, corrections of a reading, and arrivals at bodies."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, ExpressionWrapper, Max, OuterRef, Q

from phongtrao.documents import uses
from phongtrao.organisations.models import Function, Organisation, User
from phongtrao.words import fold
from vanban.identity import number_key
from vanban.kinds import BY_SLUG


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def visible_to(self, user: User, day: date) -> Self:
        """Files held by a row that the user may see: a copy, a deed on a task, a note.

        Every model with a key to a stored file says in its `visible_to` who sees its rows; one that does not say
        shows its files to nobody.
        """
        shown = Q()
        for relation in self.model._meta.get_fields(include_hidden=True):
            holder: Any = relation.related_model if relation.auto_created and not relation.concrete else None
            if holder is not None and hasattr(holder._default_manager, "visible_to"):
                name = relation.field.name  # type: ignore[union-attr]
                rows = holder._default_manager.visible_to(user, day)
                shown |= Q(pk__in=rows.filter(**{f"{name}__isnull": False}).order_by().values(name))
        return self.filter(shown) if shown else self.none()


class StoredFile(models.Model):
    """Bytes received through the one gate of uploads (`files.receive_file`), kept under the digest of their content."""

    sha256 = models.CharField(max_length=64, db_index=True)
    token = models.CharField(max_length=16, blank=True)
    """Tells files of equal bytes apart, so that taking one back can never take the other's bytes."""
    name = models.CharField("tên tệp", max_length=200)
    size = models.PositiveBigIntegerField("cỡ (byte)")
    kind = models.CharField("loại", max_length=10)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    objects = StoredFileQuerySet.as_manager()

    @property
    def path(self) -> Path:
        name = f"{self.sha256}.{self.token}" if self.token else self.sha256
        return Path(settings.FILES) / self.sha256[:2] / name

    def __str__(self) -> str:
        return self.name


def spelling_key(number: str | None) -> str:
    """What every spelling of a number shares, as one word; the empty string for none.

    >>> spelling_key("09-CT/TW") == spelling_key("9/CT-TW")
    True
    """
    return "|".join(number_key(number))[:80] if number else ""


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: User, day: date) -> Self:
        """Documents that arrived at a body in the user's reach, that such a body issued, or that concern it."""
        if user.sees_all(day):
            return self.all()
        reach = user.reach(day)
        arrived = Exists(Arrival.objects.filter(document=OuterRef("pk"), organisation__among=reach))
        return self.filter(Q(arrived) | Q(issuer__among=reach) | uses.concerning(user, day))

    def with_given(self) -> Self:
        """Each document with `given`: whether somebody has given its duties."""
        return self.annotate(given=ExpressionWrapper(uses.given(), output_field=models.BooleanField()))

    def found_by(self, query: str) -> Self:
        """Those whose number, issuer and subject hold every word of `query`, with or without marks."""
        found = self
        for word in fold(query).split():
            found = found.filter(folded__contains=word)
        return found


class Document(models.Model):
    """Văn bản: number + issuer + date within one province (`root`), or found without them."""

    root = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True)
    """The province whose affair it is: two provinces never share a row."""
    kind = models.CharField("loại văn bản", max_length=30, blank=True)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    number_key = models.CharField(max_length=80, blank=True, db_index=True, editable=False)
    """What every spelling of the number shares; written with the row."""
    issuer_name = models.CharField("cơ quan ban hành", max_length=200, blank=True)
    issuer = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="issued")
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    subject = models.CharField("trích yếu", max_length=1000, blank=True)
    signatory = models.CharField("người ký", max_length=120, blank=True)
    folded = models.TextField(blank=True)
    """Number, issuer and subject without marks, for search."""
    received_at = models.DateTimeField()

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["root", "number", "issuer_name", "issued_on"],
                condition=~Q(number="") & Q(issued_on__isnull=False),
                name="document_one_identity",
            )
        ]

    @property
    def title(self) -> str:
        """`Kế hoạch 70/KH-UBND`, or the subject's beginning where there is no number."""
        kind = self.kind_name or "Văn bản"
        if self.number:
            return f"{kind} {self.number}"
        return f"{kind} (chưa có số): {self.subject[:60]}" if self.subject else f"{kind} (chưa có số)"

    @property
    def kind_name(self) -> str:
        """`Kế hoạch`; the empty string where the kind is not known."""
        kind = BY_SLUG.get(self.kind)
        return kind.name if kind else ""

    @property
    def kind_and_subject(self) -> str:
        """Tên loại và trích yếu, as the registers print them."""
        return " ".join(part for part in (self.kind_name, self.subject) if part)

    def save(self, *args: Any, **options: Any) -> None:
        self.number_key = spelling_key(self.number)
        super().save(*args, **options)

    def latest_reading(self) -> Reading | None:
        """The newest reading of the newest copy; one that a person has corrected is not set aside by a newer one."""
        corrected = Exists(Correction.objects.filter(reading=OuterRef("pk"), undone_at__isnull=True))
        readings = Reading.objects.filter(copy__document=self).annotate(corrected=corrected)
        return readings.order_by("-corrected", "-copy__added_at", "-made_at", "-pk").first()

    def may_be_corrected_by(self, user: User, day: date) -> bool:
        """Whether the user writes for a body that received or issued it; quản trị of no body always may."""
        if user.sees_all(day):
            return True
        writing = user.body_ids(day, set(Function.values) - {Function.INSPECTOR})
        return self.issuer_id in writing or self.arrivals.filter(organisation__in=writing).exists()

    def __str__(self) -> str:
        return self.title


class CopyQuerySet(models.QuerySet["Copy"]):
    def visible_to(self, user: User, day: date) -> Self:
        return self.filter(document__in=Document.objects.visible_to(user, day).order_by())


class Copy(models.Model):
    """One file of a document, with the text taken out of it and by which extractor. Equal bytes are known bytes."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="copies")
    root = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True)
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="copy")
    sha256 = models.CharField(max_length=64)
    text = models.TextField()
    """What the reading's offsets count: the decoded characters, or the extracted text."""
    extractor = models.CharField(max_length=120, blank=True)
    added_at = models.DateTimeField()

    objects = CopyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["root", "sha256"], name="copy_same_bytes_once"),
            models.UniqueConstraint(
                fields=["sha256"], condition=Q(root__isnull=True), name="copy_same_bytes_once_without_root"
            ),
        ]


class ReadingQuerySet(models.QuerySet["Reading"]):
    def visible_to(self, user: User, day: date) -> Self:
        return self.filter(copy__document__in=Document.objects.visible_to(user, day).order_by())


class Reading(models.Model):
    """What a version of the compiler read from a copy, by the contract. Never changed."""

    copy = models.ForeignKey(Copy, models.CASCADE, related_name="readings")
    compiler = models.CharField(max_length=40)
    content = models.JSONField()
    made_at = models.DateTimeField()

    objects = ReadingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["copy", "compiler"], name="reading_once_a_compiler")]


class Correction(models.Model):
    """What a person changed in a reading: kept apart from it, and can be taken back.

    `change` sets `field` of duty number `duty` (its place in the reading's list) to `value`; `drop` takes the duty out;
    `add` puts in `value`, a whole duty, and a `change` or `drop` of that one names it in `added`; a `change` with
    neither is of the header.
    """

    CHANGE, DROP, ADD = "change", "drop", "add"

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="corrections")
    deed = models.CharField(max_length=10, choices=[(CHANGE, "sửa"), (DROP, "bỏ"), (ADD, "thêm")])
    duty = models.PositiveIntegerField(null=True, blank=True)
    added = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="changes")
    field = models.CharField(max_length=20, blank=True)
    value = models.JSONField(null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]


class ArrivalQuerySet(models.QuerySet["Arrival"]):
    def visible_to(self, user: User, day: date) -> Self:
        return self.all() if user.sees_all(day) else self.filter(organisation__among=user.reach(day))

    def book(self, organisation: Organisation, year: int) -> Self:
        """One body's register of a year, in the order of its numbers."""
        return self.filter(organisation=organisation, year=year).order_by("number")

    def next_number(self) -> int:
        """The number after the last one given; numbers of a year run on (Decree 30/2020, Article 22)."""
        return int(self.aggregate(last=Max("number"))["last"] or 0) + 1


class Arrival(models.Model):
    """Văn bản đến: a document entered in a body's book of the year."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="arrivals")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="arrivals")
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveIntegerField("số đến")
    day = models.DateField("ngày đến")
    handled_by = models.CharField("đơn vị hoặc người nhận", max_length=200, blank=True)
    passed_on = models.DateField("ngày chuyển", null=True, blank=True)
    remark = models.CharField("ghi chú", max_length=300, blank=True)

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year", "number"], name="arrival_number_once"),
            models.UniqueConstraint(fields=["document", "organisation"], name="arrival_once_a_body"),
        ]
