"""Xác nhận liên hệ giữa các văn bản: a named person says that one document does something to another.

What follows for duties adopted from the other goes through the deeds there are: rules are retired or given anew, spans
of following are moved, what was begun goes on. Nothing is deleted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from phongtrao.access import DECIDING
from phongtrao.documents.chain import acted_upon, identity_of
from phongtrao.documents.holdings import words_digest
from phongtrao.documents.models import Document, Effect
from phongtrao.documents.models.chain import KINDS
from phongtrao.organisations import tree
from phongtrao.organisations.models import LogEntry, Post, User
from phongtrao.procedure import Refused
from phongtrao.words import HANOI
from phongtrao.work.adopt import follow
from phongtrao.work.affected import Touched, touched
from phongtrao.work.models import Duty
from phongtrao.work.set_deadline import retire, set_deadline
from phongtrao.work.settle import adopters_post, is_adopter
from vanban.shelf import named

NOT_YOURS = "Chỉ lãnh đạo, đầu mối hoặc quản trị của đơn vị ban hành, vào sổ hoặc giao việc từ văn bản làm được."
NO_DAY = "Xin ghi ngày mà văn bản được kéo dài đến."
DROPPED = "Liên hệ này đã được bỏ; xin tải lại trang."


@dataclass(frozen=True, slots=True)
class Done:
    """What confirming came to: duties ended, unstarted tasks closed with them, days prolonged, adoptions moved."""

    ended: int = 0
    closed: int = 0
    prolonged: int = 0
    moved: int = 0

    @property
    def said(self) -> str:
        """In one line."""
        parts = ["Đã xác nhận liên hệ giữa hai văn bản."]
        if self.ended:
            parts.append(f"Chấm dứt {self.ended} nhiệm vụ, đóng {self.closed} việc chưa bắt đầu.")
        if self.prolonged or self.moved:
            parts.append(f"Kéo dài {self.prolonged} thời hạn, {self.moved} lần giao việc.")
        return " ".join(parts)


def deciding_post(user: User, document: Document, day: date) -> Post | None:
    """The post in which the user decides for a body that issued the document, entered it in its book or adopted it."""
    adopters = set(document.adoptions.values_list("organisation_id", flat=True))
    for post in user.posts_on(day):
        own = {post.organisation_id} if post.organisation_id else set()
        if post.function not in DECIDING:
            continue
        if not own or document.issuer_id in own or document.arrivals.filter(organisation__in=own).exists():
            return post
        if adopters & (tree.below(own, day) | tree.below_in_line(own, day)):
            return post
    return None


def _demanded_post(user: User, document: Document, at: datetime) -> Post:
    post = deciding_post(user, document, at.astimezone(HANOI).date())
    if post is None:
        raise Refused(NOT_YOURS)
    return post


@transaction.atomic
def confirm_effect(
    effect: Effect, by: User, at: datetime, duties: Collection[int] | None = None, until: date | None = None
) -> Done:
    """Say that it is so, and let it act on the duties named (ids; None: those that the words reach).

    Saying so again acts on further duties: each adopter does so for his own. `until` corrects the day up to which a
    document is prolonged. Raises Refused for one who may not, or where it was dropped.
    """
    effect = Effect.objects.select_for_update(of=("self",)).select_related("document", "onto").get(pk=effect.pk)
    if effect.confirmed is False:
        raise Refused(DROPPED)
    if effect.confirmed is None:
        _confirm(effect, by, at, until, _demanded_post(by, effect.document, at))
    found = touched(effect, by, at.astimezone(HANOI).date())
    chosen = [t for t in found if (t.meant if duties is None else t.duty.pk in duties)]
    if effect.kind == "prolongs":
        return _prolong(effect, chosen, by, at)
    return _end(effect, [t.duty for t in chosen], by, at)


def _confirm(effect: Effect, by: User, at: datetime, until: date | None, post: Post) -> None:
    if effect.kind == "prolongs":
        effect.until = until or effect.until
        if effect.until is None:
            raise Refused(NO_DAY)
    effect.onto = acted_upon(effect)
    effect.confirmed, effect.decided_by, effect.decided_at = True, by, at
    effect.save()
    _log("confirm_effect", effect, by, at, post)


def _log(deed: str, effect: Effect, by: User, at: datetime, post: Post) -> None:
    document = effect.document
    said = {"link": effect.kind, "cited": effect.on_named, "part": words_digest([effect.part]) if effect.part else ""}
    LogEntry.record(by, deed, document, at, document.root, post, effect=effect.pk, **said)


def reason_of(effect: Effect) -> str:
    """`Chấm dứt hiệu lực theo Quyết định số 12/QĐ-UBND ngày 05/03/2026`: why a rule or a duty ended."""
    words = KINDS[effect.kind]
    by = effect.by_identity or identity_of(effect.document)
    return f"{words[:1].upper()}{words[1:]} theo {named(by)}"


def _end(effect: Effect, duties: Iterable[Duty], by: User, at: datetime) -> Done:
    """Retire the rules of the duties: unstarted tasks close, what was begun stays to be finished."""
    ended = closed = 0
    for duty in duties:
        if not Duty.objects.filter(pk=duty.pk, ended_at=None).update(ended_at=at, ended_by=effect):
            continue
        post = adopters_post(by, duty.adoption, at)
        live = duty.rules.filter(retired_at=None).select_related("duty__adoption__organisation")
        closed += sum(retire(rule, by, at, reason_of(effect), post) for rule in live)
        LogEntry.record(by, "end_duty", duty, at, duty.adoption.organisation, post, effect=effect.pk)
        ended += 1
    return Done(ended=ended, closed=closed)


def _prolong(effect: Effect, chosen: Iterable[Touched], by: User, at: datetime) -> Done:
    onto, day = acted_upon(effect), at.astimezone(HANOI).date()
    adoptions = onto.adoptions.select_related("organisation") if onto else ()
    moved = sum(
        follow(adoption, adoption.follow_from, effect.until, by, at)
        for adoption in adoptions
        if effect.until and adoption.follow_until < effect.until and is_adopter(by, adoption, day)
    )
    rules = [(t.duty, old, new) for t in chosen for old, new in t.rules]
    for duty, old, new in rules:
        duty.adoption.refresh_from_db()
        set_deadline(duty, new, by, at, reason_of(effect), old)
    return Done(prolonged=len(rules), moved=moved)


@transaction.atomic
def drop_effect(effect: Effect, by: User, at: datetime) -> bool:
    """Say that it is not so; False where somebody said so before. Raises Refused where it has ended duties."""
    effect = Effect.objects.select_for_update(of=("self",)).select_related("document", "onto").get(pk=effect.pk)
    post = _demanded_post(by, effect.document, at)
    if effect.confirmed is False:
        return False
    if effect.ended.exists():
        raise Refused("Đã có nhiệm vụ chấm dứt theo liên hệ này nên không bỏ được.")
    effect.confirmed, effect.decided_by, effect.decided_at = False, by, at
    effect.save()
    _log("drop_effect", effect, by, at, post)
    return True


@transaction.atomic
def add_effect(
    document: Document, kind: str, onto: Document, by: User, at: datetime, part: str = "", until: date | None = None
) -> Effect:
    """A link that the words do not say, added by a person and confirmed with it; acts on no duty by itself.

    Where the words say the same, that one is confirmed. Raises Refused.
    """
    post = _demanded_post(by, document, at)
    if kind == "prolongs" and until is None:
        raise Refused(NO_DAY)
    if onto.pk == document.pk or onto.root_id != document.root_id or not onto.number:
        raise Refused("Xin chọn một văn bản khác, đã có số, ký hiệu, của cùng tỉnh.")
    Document.objects.select_for_update(no_key=True).get(pk=document.pk)
    there = document.effects.filter(kind=kind, on_key=onto.number_key, by__isnull=True, part=part).first()
    identity = identity_of(onto)
    said = {"type": identity.type, "number": identity.number, "issuer": identity.issuer, "date": identity.date}
    effect = there or Effect(document=document, kind=kind, on=said, on_key=onto.number_key, part=part)
    if effect.confirmed is not True:
        effect.onto, effect.until = onto, until or effect.until
        effect.confirmed, effect.decided_by, effect.decided_at = True, by, at
        effect.save()
        _log("add_effect", effect, by, at, post)
    return effect
