"""A document is an identity with copies (bytes), readings of them, corrections of a reading, and arrivals at bodies."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from phongtrao.organisations.models import Organisation, User


class StoredFile(models.Model):
    """Bytes received through the one gate of uploads (`files.receive_file`), kept under the digest of their content."""

    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField("tên tệp", max_length=200)
    size = models.PositiveBigIntegerField("cỡ (byte)")
    kind = models.CharField("loại", max_length=10)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    @property
    def path(self) -> Path:
        return Path(settings.FILES) / self.sha256[:2] / self.sha256

    def __str__(self) -> str:
        return self.name


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: User, day: date) -> Self:
        """Documents that arrived at a body in the user's reach, that such a body issued, or that bind one of them.

        What binds is asked through `work`'s rows by their reverse name, so that nothing here imports `work`.
        """
        if user.sees_all(day):
            return self.all()
        reach = user.reach(day)
        addressed = Q(adoptions__duties__assignments__organisation__in=user.body_ids(day))
        return self.filter(Q(arrivals__organisation__in=reach) | Q(issuer__in=reach) | addressed).distinct()


class Document(models.Model):
    """Văn bản: number + issuer + date within one province (`root`), or found without them."""

    root = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True)
    """The province whose affair it is: two provinces never share a row."""
    kind = models.CharField("loại văn bản", max_length=30, blank=True)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
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
        from vanban.kinds import KINDS

        kind = KINDS.get(self.kind, "Văn bản")
        return f"{kind} {self.number}" if self.number else f"{kind} (chưa có số): {self.subject[:60]}"

    def latest_reading(self) -> Reading | None:
        """The newest reading of the newest copy."""
        return Reading.objects.filter(copy__document=self).order_by("-copy__added_at", "-made_at", "-pk").first()

    def __str__(self) -> str:
        return self.title


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

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["root", "sha256"], name="copy_same_bytes_once"),
            models.UniqueConstraint(
                fields=["sha256"], condition=Q(root__isnull=True), name="copy_same_bytes_once_without_root"
            ),
        ]


class Reading(models.Model):
    """What a version of the compiler read from a copy, by the contract. Never changed."""

    copy = models.ForeignKey(Copy, models.CASCADE, related_name="readings")
    compiler = models.CharField(max_length=40)
    content = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["copy", "compiler"], name="reading_once_a_compiler")]


class Correction(models.Model):
    """What a person changed in a reading: kept apart from it, and can be taken back.

    `change` sets `field` of duty number `duty` (its place in the reading's list) to `value`; `drop` takes the duty out;
    `add` puts in `value`, a whole duty; a `change` with no `duty` is of the header.
    """

    CHANGE, DROP, ADD = "change", "drop", "add"

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="corrections")
    deed = models.CharField(max_length=10, choices=[(CHANGE, "sửa"), (DROP, "bỏ"), (ADD, "thêm")])
    duty = models.PositiveIntegerField(null=True, blank=True)
    field = models.CharField(max_length=20, blank=True)
    value = models.JSONField(null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]


class Arrival(models.Model):
    """Văn bản đến: a document entered in a body's book of the year."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="arrivals")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="arrivals")
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveIntegerField("số đến")
    day = models.DateField("ngày đến")
    handled_by = models.CharField("đơn vị hoặc người nhận", max_length=200, blank=True)
    remark = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year", "number"], name="arrival_number_once"),
            models.UniqueConstraint(fields=["document", "organisation"], name="arrival_once_a_body"),
        ]
