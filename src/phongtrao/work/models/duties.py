from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from phongtrao.documents.marked import sections
from phongtrao.documents.models import Document, Effect, Reading, StoredFile
from phongtrao.documents.shown import clause_in_words
from phongtrao.organisations.models import Organisation, Post, User
from phongtrao.working_days import POLICIES
from vanban.wording import deadline_words

from .desks import desk_ids

LED = 16
"""Words of an item that lists show before and after a duty's own."""


class AdoptionQuerySet(models.QuerySet["Adoption"]):
    def visible_to(self, user: User, day: date) -> Self:
        """Those for bodies in the user's reach."""
        return self.all() if user.sees_all(day) else self.filter(organisation__among=user.reach(day))


class Adoption(models.Model):
    """A named person took a document's reading as binding for a body and its subtree, from a day to a day."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="adoptions")
    reading = models.ForeignKey(Reading, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="adoptions")
    """For whom: this body and all below it."""
    follow_from = models.DateField("theo dõi từ ngày")
    follow_until = models.DateField("đến hết ngày")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "organisation"], name="adoption_once_a_body"),
            models.CheckConstraint(condition=Q(follow_from__lte=F("follow_until")), name="adoption_days_in_order"),
        ]


class DutyQuerySet(models.QuerySet["Duty"]):
    def visible_to(self, user: User, day: date) -> Self:
        if user.sees_all(day):
            return self.all()
        reach, own = user.reach(day), desk_ids(user, day)
        bound = Assignment.objects.filter(organisation__among=reach | own).values("duty")
        return self.filter(Q(adoption__organisation__among=reach) | Q(receiver__in=own) | Q(pk__in=bound))


class Duty(models.Model):
    """Nhiệm vụ: what the text tells bodies to do, once a person has adopted it. Reading again never alters it."""

    adoption = models.ForeignKey(Adoption, models.CASCADE, related_name="duties")
    reading = models.ForeignKey(Reading, models.PROTECT, related_name="+")
    index = models.CharField(max_length=12)
    """The reading that it was taken from, and its place there (or that of the correction which added it, `a12`)."""
    position = models.PositiveIntegerField()
    """Its order in the text."""
    clause = models.CharField("điều khoản", max_length=120, blank=True)
    nth = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=10, choices=[("act", "việc"), ("report", "báo cáo")])
    text = models.TextField("nội dung")
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    """What the item of which its words are a part says around them."""
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    """Where its words stand in the copy's text."""
    actors = models.JSONField(default=list)
    support = models.JSONField(default=list)
    to = models.JSONField(default=list)
    via = models.JSONField(default=list)
    """Bodies as the text names them."""
    product = models.CharField("sản phẩm", max_length=300, blank=True)
    receiver = models.ForeignKey(Organisation, models.PROTECT, related_name="receives")
    """Whose focal point or leader accepts: the duty's via, else to, else the adopter's body."""
    ended_by = models.ForeignKey(Effect, models.PROTECT, null=True, related_name="ended")
    """The effect of a later document by which a person ended it; what was begun goes on."""
    ended_at = models.DateTimeField(null=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        ordering = ["adoption", "position"]
        constraints = [models.UniqueConstraint(fields=["adoption", "start", "end"], name="duty_words_once")]

    @property
    def place(self) -> str:
        """Its clause in words."""
        return clause_in_words(self.clause)

    @property
    def lead_in(self) -> str:
        """For lists, the end of what stands before its words, where both are of one sentence."""
        words = [] if self.before.endswith(".") else self.before.split()
        return " ".join(words if len(words) <= LED else ["…", *words[-LED:]])

    @property
    def lead_out(self) -> str:
        """For lists, how its sentence goes on after its words."""
        words = [] if self.text.endswith(".") else self.after.split()
        return " ".join(words if len(words) <= LED else [*words[:LED], "…"])

    def words_address(self) -> str:
        """Where its words stand on the document's page."""
        copy = self.reading.copy
        part = next((n for n, s in enumerate(sections(copy.text), 1) if s.holds(self.start)), 1)
        return f"{reverse('document', args=[copy.document_id])}?ban={self.reading_id}&phan={part}#w-{self.index}"


class DeadlineRule(models.Model):
    """One deadline of a duty, in the contract's form. Retired, never deleted, when a person corrects it."""

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="rules")
    rule = models.JSONField()
    words = models.CharField("nguyên văn", max_length=500, blank=True)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    dated = models.BooleanField(default=True)
    """Whether it yields days; "every year" and "within 30 days" do not until a person gives one."""
    given_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    """The person who gave the day, where the text has none."""
    on_rest = models.CharField("khi rơi vào ngày nghỉ", max_length=8, default="stay", choices=[*POLICIES.items()])
    """What becomes of a due day on a day of rest; the scheduled day is kept beside it."""
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    """The rule it corrects: periods that were begun under that one are not opened again."""
    retired_at = models.DateTimeField(null=True)
    retired_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]

    @property
    def spoken(self) -> str:
        """`hằng năm, chậm nhất 09/11`."""
        return deadline_words(self.rule)


class Unresolved(models.Model):
    """A phrase of an adopted duty that names no body known: waits on the adoption page, never guessed."""

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="unresolved")
    role = models.CharField(max_length=10)
    """`actors`, `support`, `to` or `via`."""
    phrase = models.CharField("cụm từ", max_length=300)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["duty", "role", "phrase"], name="unresolved_once")]


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def visible_to(self, user: User, day: date) -> Self:
        """Assignments of bodies in reach, those whose results the user's bodies receive, those of adopted documents."""
        if user.sees_all(day):
            return self.all()
        reach, own = user.reach(day), desk_ids(user, day)
        return self.filter(
            Q(organisation__among=reach | own)
            | Q(duty__receiver__in=own)
            | Q(duty__adoption__organisation__among=reach)
        )

    def bound(self) -> Self:
        """Those that bind or bound once, before the duty was passed to another body."""
        return self.filter(confirmed=True)

    def binding(self) -> Self:
        """Those that bind: a successor's wait for a person's word, those passed to another body bind no more."""
        return self.bound().filter(passed_on_at=None)

    def undated(self) -> Self:
        """Those of duties that go on without a rule that yields days."""
        dated = DeadlineRule.objects.filter(duty=models.OuterRef("duty"), retired_at=None, dated=True)
        return self.filter(~models.Exists(dated), duty__ended_at=None)


class Assignment(models.Model):
    """Giao việc: a duty × a body, as lead or support. Undated ones stand on the desk under "Nhiệm vụ thường xuyên"."""

    LEAD, SUPPORT = "lead", "support"

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="assignments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=8, choices=[(LEAD, "chủ trì"), (SUPPORT, "phối hợp")])
    phrase = models.CharField(max_length=300, blank=True)
    """The words that named the body."""
    found = models.CharField(max_length=10, blank=True)
    """How they did: named, kind, rest, alias, successor; `person` where somebody chose the body."""
    confirmed = models.BooleanField(default=True)
    """False while a successor waits for a person's word; nothing is opened for it until then."""
    declined_at = models.DateTimeField(null=True, blank=True)
    """When a person said that the duty did not pass to this successor."""
    since = models.DateField(null=True, blank=True)
    """The first day for which tasks are opened, where the duty came from another body; those before were that one's."""
    passed_on_at = models.DateTimeField(null=True, blank=True)
    """When the duty was passed to another body because it was not this one's."""
    delegated_to = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="delegated")
    look_on = models.DateField("ngày xem lại", null=True, blank=True)
    """Undated duties: when the focal point wants to look at it again."""

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["duty", "organisation"], name="assignment_once")]
        indexes = [models.Index(fields=["organisation", "role"])]


class AssignmentNoteQuerySet(models.QuerySet["AssignmentNote"]):
    def visible_to(self, user: User, day: date) -> Self:
        return self.filter(assignment__in=Assignment.objects.visible_to(user, day))


class AssignmentNote(models.Model):
    """What a body says of an undated assignment; the last one stands on the desk."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="notes")
    text = models.TextField("ghi chú")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = AssignmentNoteQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
