"""Kế hoạch riêng: which bodies have issued a plan of their own to carry out a document, and which still owe one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from phongtrao.documents.chain import effects_upon
from phongtrao.documents.models import Document, DocumentQuerySet
from phongtrao.organisations.models import User
from phongtrao.work.desk import names_of
from phongtrao.work.models import Assignment, AssignmentQuerySet

PLAN = "Kế hoạch"
"""What the product of a duty begins with by which a body owes a plan of its own."""


@dataclass(frozen=True, slots=True)
class Plans:
    """Bodies by their ids."""

    issued: Mapping[int, Document]
    """Body → the latest document of its own that a person confirmed to carry the other one out."""
    owing: frozenset[int]
    """Bodies that lead a duty whose product is a plan and have issued none."""


def plans_of(document: Document, among: DocumentQuerySet, bound: AssignmentQuerySet) -> Plans:
    """Who has issued a plan of their own to carry out `document`, and who has not of those that owe one.

    Of documents `among` and assignments `bound`: all, or those that somebody sees. Only links that a named person
    confirmed count. Two queries, whatever the number of bodies.
    """
    issued: dict[int, Document] = {}
    for effect in effects_upon(document, among):
        own = effect.document
        if effect.kind == "implements" and effect.confirmed and not effect.by and own.issuer_id:
            known = issued.get(own.issuer_id)
            if own.issuer_id != document.issuer_id and (known is None or _later(own, known)):
                issued[own.issuer_id] = own
    owed = bound.binding().filter(
        duty__adoption__document=document,
        duty__ended_at=None,
        duty__product__startswith=PLAN,
        role=Assignment.LEAD,
    )
    return Plans(issued, frozenset(set(owed.values_list("organisation_id", flat=True)) - set(issued)))


def plans_seen(document: Document, user: User, day: date) -> dict[str, list[Any]]:
    """Who has issued a plan (`issued`: name and plan) and who has not (`owing`: names), as far as the person sees."""
    seen = Document.objects.visible_to(user, day), Assignment.objects.visible_to(user, day)
    plans = plans_of(document, *seen)
    names = names_of({*plans.issued, *plans.owing}, day)
    issued = [(names[pk], plan) for pk, plan in plans.issued.items()]
    return {"issued": sorted(issued, key=lambda row: row[0]), "owing": sorted(names[pk] for pk in plans.owing)}


def _later(one: Document, other: Document) -> bool:
    return (str(one.issued_on or ""), one.pk) > (str(other.issued_on or ""), other.pk)
