"""Grounds on which adopted duties rest and that a later document has changed, or whose time is over."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from phongtrao.documents.chain import CHANGING, acted_upon, effect_words, identity_of, same_document_cited
from phongtrao.documents.models import Document, Effect
from phongtrao.documents.models.chain import KINDS
from phongtrao.words import day_in_words
from phongtrao.work.findings.finding import GROUND, Finding, Passage, of_copy
from phongtrao.work.models import Adoption, Duty
from vanban.shelf import named

SETTLING = ("amends", "replaces", "ends")
_PERIOD = re.compile(r"giai đoạn (?:từ )?(?:năm )?20\d\d ?(?:[-–]|đến)(?: năm)? ?(20\d\d)", re.IGNORECASE)


def grounds(adoptions: list[Adoption], today: date) -> Iterator[Finding]:
    """Grounds of adopted documents that were changed, replaced or ended by another, or have run out by today."""
    going_on = set(Duty.objects.filter(adoption__in=adoptions, ended_at=None).values_list("adoption", flat=True))
    own = _own([a.document_id for a in adoptions])
    acts = _Acts([ground for rows in own.values() for ground in rows])
    for adoption in adoptions:
        if adoption.pk not in going_on or adoption.follow_until < today:
            continue
        for ground in own[adoption.document_id]:
            upon = acts.upon(ground)
            yield from (_changed(adoption, ground, act) for act in upon if _unsettles(act, adoption))
            yield from _over(adoption, ground, upon, acts.is_here(ground), today)


def _own(documents: list[int]) -> dict[int, list[Effect]]:
    """Document → what it says that it carries out or rests on."""
    rows = Effect.objects.filter(document__in=documents, by__isnull=True, kind__in=("implements", "grounds"))
    found: dict[int, list[Effect]] = defaultdict(list)
    for effect in rows.exclude(confirmed=False).select_related("document", "copy", "onto"):
        found[effect.document_id].append(effect)
    return found


class _Acts:
    """What documents do, or tell to be done, to the grounds of others; in two queries for all of them."""

    def __init__(self, own: list[Effect]) -> None:
        keys = {ground.on_key for ground in own}
        rows = Effect.objects.standing().filter(kind__in=CHANGING, on_key__in=keys)
        self.by_key: dict[str, list[Effect]] = defaultdict(list)
        for act in rows.select_related("document", "copy", "onto"):
            self.by_key[act.on_key].append(act)
        self.here = set(Document.objects.filter(number_key__in=keys).values_list("number_key", flat=True))

    def upon(self, ground: Effect) -> list[Effect]:
        """Those on the very document that the ground means."""
        return [act for act in self.by_key[ground.on_key] if same_document_cited(ground, act)]

    def is_here(self, ground: Effect) -> bool:
        """Whether a document of this number is at hand."""
        return ground.on_key in self.here


def _unsettles(act: Effect, adoption: Adoption) -> bool:
    """Whether a document does not know of what was done to its ground: it tells nothing of it, nor came after it.

    What was replaced or ended is no ground any more, whenever that was.
    """
    own = adoption.document
    if act.kind not in SETTLING or own.pk == act.document_id:
        return False
    day = (act.by_identity or identity_of(act.document)).date
    return act.kind != "amends" or not own.issued_on or not day or day > own.issued_on.isoformat()


def _changed(adoption: Adoption, ground: Effect, act: Effect) -> Finding:
    by = named(act.by_identity or identity_of(act.document))
    part = f" {act.part}" if act.part else ""
    message = (
        f"{ground.on_named} mà văn bản này thực hiện đã bị {by} {KINDS[act.kind]}{part};"
        " xem lại các nhiệm vụ dựa vào đó."
    )
    key = f"{GROUND}:{ground.on_key}:{act.kind}:{act.by_key or act.document_id}"
    return Finding(GROUND, key, adoption, message, (_passage(ground), _passage(act)))


def _over(adoption: Adoption, ground: Effect, acts: list[Effect], is_here: bool, today: date) -> Iterator[Finding]:
    """The ground's time, by its title and what prolonged it, is over while the duties are still followed."""
    if ground.kind != "implements":
        return
    prolonging = [act for act in acts if act.kind == "prolongs" and act.until]
    longest = max(prolonging, key=lambda act: str(act.until), default=None)
    last = longest.until if longest else _last_year(ground, is_here)
    if last is None or last >= today or last >= adoption.follow_until:
        return
    message = (
        f"{ground.on_named} mà văn bản này thực hiện chỉ đến hết ngày {day_in_words(last)}, nhưng nhiệm vụ còn theo dõi"
        f" đến {day_in_words(adoption.follow_until)}."
    )
    passages = (_passage(ground), _passage(longest)) if longest else (_passage(ground), _named_in(ground))
    yield Finding(GROUND, f"{GROUND}:{ground.on_key}:over:{last.isoformat()}", adoption, message, passages)


def _last_year(ground: Effect, is_here: bool) -> date | None:
    """The last day of the period that stands in the title of the document, as itself or as it is cited."""
    onto = acted_upon(ground) if is_here else None
    years = _PERIOD.findall(onto.subject if onto else str(ground.on.get("title") or ""))
    return date(max(map(int, years)), 12, 31) if years else None


def _named_in(ground: Effect) -> Passage:
    """The words that give the ground's title."""
    if ground.copy is None or "last" not in ground.on:
        return _passage(ground)
    return of_copy(ground.copy, ground.document, ground.on["start"], ground.on["last"])


def _passage(effect: Effect) -> Passage:
    if effect.copy is None or effect.start is None or effect.end is None:
        onto = effect.document
        words = f"{effect_words(effect)} ({effect.decided_by} ghi)"
        return Passage(onto, "", words, "")
    return of_copy(effect.copy, effect.document, effect.start, effect.end)
