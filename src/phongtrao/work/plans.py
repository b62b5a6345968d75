"""Kế hoạch riêng: which bodies have issued a plan of their own to carry out a document, and which still owe one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from phongtrao.documents.chain import effects_upon
from phongtrao.documents.models import Document
from phongtrao.work.models import Assignment

PLAN = "Kế hoạch"
"""What the product of a duty begins with by which a body owes a plan of its own."""


@dataclass(frozen=True, slots=True)
class Plans:
    """Bodies by their ids."""

    issued: Mapping[int, Document]
    """Body → the latest document of its own that a person confirmed to carry the other one out."""
    owing: frozenset[int]
    """Bodies that lead a duty whose product is a plan and have issued none."""


def plans_of(document: Document) -> Plans:
    """Who has issued a plan of their own to carry out `document`, and who has not of those that owe one.

    Only links that a named person confirmed count. A handful of queries, whatever the number of bodies.
    """
    issued: dict[int, Document] = {}
    for effect in effects_upon(document, Document.objects.all()):
        own = effect.document
        if effect.kind == "implements" and effect.confirmed and not effect.by and own.issuer_id:
            known = issued.get(own.issuer_id)
            if own.issuer_id != document.issuer_id and (known is None or _later(own, known)):
                issued[own.issuer_id] = own
    owed = Assignment.objects.binding().filter(
        duty__adoption__document=document,
        duty__ended_at=None,
        duty__product__startswith=PLAN,
        role=Assignment.LEAD,
    )
    return Plans(issued, frozenset(set(owed.values_list("organisation_id", flat=True)) - set(issued)))


def _later(one: Document, other: Document) -> bool:
    return (str(one.issued_on or ""), one.pk) > (str(other.issued_on or ""), other.pk)
