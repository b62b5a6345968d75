"""What a person says where the words do not: whom a phrase means, who succeeded whom, who else is bound."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from phongtrao.access import DECIDING
from phongtrao.documents.holdings import words_digest
from phongtrao.organisations.models import Alias, LogEntry, Organisation, Post, User
from phongtrao.organisations.names import body_key
from phongtrao.procedure import Refused
from phongtrao.words import HANOI
from phongtrao.work.bind import ENDED
from phongtrao.work.issuer import issuer_of
from phongtrao.work.models import Adoption, Assignment, Duty, Unresolved

PERSON = "person"
"""How a body was found that somebody chose."""
ROLES = {
    "actors": "chủ trì",
    "support": "phối hợp",
    "to": "nơi nhận kết quả",
    "via": "nơi nhận kết quả (qua)",
}
NOT_YOURS = "Chỉ lãnh đạo, đầu mối hoặc quản trị của đơn vị đã giao việc từ văn bản làm được việc này."


@dataclass(frozen=True, slots=True)
class Question:
    """A phrase that waits for a person, and in how many duties of the adoption it stands."""

    role: str
    phrase: str
    duties: int

    @property
    def role_word(self) -> str:
        return ROLES[self.role]


def is_adopter(user: User, adoption: Adoption, day: date) -> bool:
    """Whether the user decides for the body that adopted: a deciding post there or above it."""
    return user.post_over(adoption.organisation_id, day, DECIDING) is not None


def adopters_post(user: User, adoption: Adoption, at: datetime) -> Post:
    """The post in which the user decides for the body that adopted. Raises Refused where there is none."""
    post = user.post_over(adoption.organisation_id, at.astimezone(HANOI).date(), DECIDING)
    if post is None:
        raise Refused(NOT_YOURS)
    return post


def questions(adoption: Adoption) -> list[Question]:
    """Phrases of the adoption that nobody has settled yet, each once."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    waiting = Unresolved.objects.filter(duty__adoption=adoption, settled_at=None).order_by(
        "role", "duty__position", "pk"
    )
    for role, phrase in waiting.values_list("role", "phrase"):
        found[role, body_key(phrase)].append(phrase)
    return [Question(role, phrases[0], len(phrases)) for (role, _), phrases in found.items()]


def _waiting(adoption: Adoption, role: str, phrase: str) -> QuerySet[Unresolved]:
    """Where the phrase waits, however it is written."""
    rows = Unresolved.objects.filter(duty__adoption=adoption, role=role, settled_at=None)
    same = [pk for pk, other in rows.values_list("pk", "phrase") if body_key(other) == body_key(phrase)]
    return Unresolved.objects.filter(pk__in=same, settled_at=None)


@transaction.atomic
def settle(
    adoption: Adoption,
    role: str,
    phrase: str,
    bodies: Iterable[Organisation],
    by: User,
    at: datetime,
    remember: bool = False,
) -> int:
    """Say whom a phrase means in every duty of the adoption where it waits; in how many duties that was.

    No bodies: it means nobody on this site. `remember`: later documents of the issuer are not asked again.
    Raises Refused for one who may not.
    """
    post = adopters_post(by, adoption, at)
    waiting = _waiting(adoption, role, phrase)
    duties = list(Duty.objects.filter(unresolved__in=waiting).distinct())
    chosen = list(bodies)
    if role in ("actors", "support"):
        part = Assignment.LEAD if role == "actors" else Assignment.SUPPORT
        for duty in duties:
            bind(duty, chosen, part, phrase)
    elif chosen:
        Duty.objects.filter(pk__in=[d.pk for d in duties]).update(receiver=chosen[0])
    settled = waiting.update(settled_by=by, settled_at=at)
    if settled and remember and chosen:
        _remember(adoption, phrase, chosen, by, at)
    if settled:
        codes = [o.code for o in chosen]
        said = {"role": role, "phrase": words_digest([phrase]), "bodies": codes}
        LogEntry.record(by, "settle", adoption, at, adoption.organisation, post, **said)
    return settled


def _remember(adoption: Adoption, phrase: str, bodies: list[Organisation], by: User, at: datetime) -> None:
    issuer = issuer_of(adoption.document, at.astimezone(HANOI).date()) or adoption.organisation
    values = {"phrase": phrase, "by": by, "at": at}
    alias, _ = Alias.objects.update_or_create(issuer=issuer, folded=body_key(phrase), defaults=values)
    alias.organisations.set(bodies)


def bind(duty: Duty, bodies: Iterable[Organisation], role: str, phrase: str) -> int:
    """Bind bodies to a duty, nobody asked; how many were not bound so. One that only supports becomes lead where asked,
    one that leads stays so, one that had passed the duty on has it again."""
    wanted = {b.pk: b for b in bodies}
    there = {a.organisation_id: a for a in duty.assignments.filter(organisation__in=wanted)}
    new = [
        Assignment(duty=duty, organisation=body, role=role, phrase=phrase[:300], found=PERSON)
        for pk, body in wanted.items()
        if pk not in there
    ]
    Assignment.objects.bulk_create(new, ignore_conflicts=True)
    raised = [a.pk for a in there.values() if role == Assignment.LEAD or a.passed_on_at]
    changed = Assignment.objects.filter(pk__in=raised).exclude(role=Assignment.LEAD, confirmed=True, passed_on_at=None)
    return len(new) + changed.update(role=role, confirmed=True, declined_at=None, passed_on_at=None)


@transaction.atomic
def assign(duty: Duty, body: Organisation, role: str, by: User, at: datetime) -> bool:
    """Bind one more body that a person names; False where it was bound so before. Raises Refused."""
    post = adopters_post(by, duty.adoption, at)
    if not bind(duty, [body], role, ""):
        return False
    LogEntry.record(by, "assign", duty, at, body, post, role=role)
    return True


@dataclass(frozen=True, slots=True)
class Heir:
    """A body to which duties of the adoption may have passed, and how many; it waits for a person's word."""

    organisation: Organisation
    phrases: tuple[str, ...]
    duties: int
    ended: bool
    """Whether it is itself a body that has ended, with nobody known to have succeeded it."""


def heirs(adoption: Adoption) -> list[Heir]:
    """Bodies of the adoption that wait for a person's word."""
    waiting = Assignment.objects.filter(duty__adoption=adoption, confirmed=False, declined_at=None)
    found: dict[int, list[Assignment]] = defaultdict(list)
    for assignment in waiting.select_related("organisation").order_by("organisation", "duty__position"):
        found[assignment.organisation_id].append(assignment)
    return [
        Heir(rows[0].organisation, tuple(dict.fromkeys(r.phrase for r in rows)), len(rows), rows[0].found == ENDED)
        for rows in found.values()
    ]


@transaction.atomic
def answer_heirs(
    adoption: Adoption, organisations: Iterable[Organisation], passed: bool, by: User, at: datetime
) -> int:
    """Say whether the duties passed to these bodies; how many assignments were still waiting. Raises Refused."""
    post = adopters_post(by, adoption, at)
    chosen = list(organisations)
    waiting = Assignment.objects.filter(duty__adoption=adoption, organisation__in=chosen)
    waiting = waiting.filter(confirmed=False, declined_at=None)
    answered = waiting.update(confirmed=True) if passed else waiting.update(declined_at=at)
    if answered:
        deed = "confirm_heirs" if passed else "decline_heirs"
        codes = [o.code for o in chosen]
        said = {"bodies": codes, "assignments": answered}
        LogEntry.record(by, deed, adoption, at, adoption.organisation, post, **said)
    return answered


def _logged(words: str) -> str:
    """What the log keeps of words that a person typed."""
    return words_digest([words]) if words else ""


@transaction.atomic
def change_duty(duty: Duty, receiver: Organisation, product: str, by: User, at: datetime) -> bool:
    """Another receiver or product for an adopted duty; False where both stand already. Raises Refused."""
    post = adopters_post(by, duty.adoption, at)
    before = {"receiver": duty.receiver.code, "product": duty.product}
    after = {"receiver": receiver.code, "product": product.strip()}
    if before == after:
        return False
    before, after = (said | {"product": _logged(said["product"])} for said in (before, after))
    Duty.objects.filter(pk=duty.pk).update(receiver=receiver, product=product.strip())
    LogEntry.record(by, "change_duty", duty, at, duty.adoption.organisation, post, before=before, after=after)
    return True
