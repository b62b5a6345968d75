"""Every finding of some adoptions, with what people decided on those found before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import transaction

from phongtrao.access import DECIDING
from phongtrao.documents.models import Document
from phongtrao.organisations import tree
from phongtrao.organisations.models import LogEntry, User
from phongtrao.procedure import Refused
from phongtrao.work.calendar import calendar
from phongtrao.work.findings.doubles import doubles
from phongtrao.work.findings.finding import Finding
from phongtrao.work.findings.grounds import grounds
from phongtrao.work.findings.hops import LEAST, hops
from phongtrao.work.findings.omissions import omissions
from phongtrao.work.findings.windows import windows
from phongtrao.work.models import Adoption, Settlement
from phongtrao.work.settle import adopters_post

AHEAD = timedelta(days=3 * 366)
"""How far ahead days are held against each other."""


def adoptions_of(user: User, day: date) -> list[Adoption]:
    """Adoptions for whose body the user decides."""
    rows = Adoption.objects.select_related("document", "organisation", "reading__copy").order_by("pk")
    if user.sees_all(day):
        return list(rows)
    own = user.body_ids(day, set(DECIDING))
    return list(rows.filter(organisation__in=tree.below(own, day) | tree.below_in_line(own, day)))


def find(adoptions: Iterable[Adoption], today: date, least: int = LEAST) -> list[Finding]:
    """Every finding among these adoptions, those that wait for a person first; `least` working days between hops."""
    rows, days = list(adoptions), calendar()
    found = [
        *hops(rows, today, days, least),
        *windows(rows),
        *doubles(rows, today + AHEAD, days),
        *grounds(rows, today),
        *omissions(rows),
    ]
    known = {(s.adoption_id, s.key): s for s in Settlement.objects.filter(adoption__in=rows).select_related("by")}
    once = {(f.adoption.pk, f.key): replace(f, settled=known.get((f.adoption.pk, f.key))) for f in reversed(found)}
    return sorted(reversed(once.values()), key=lambda finding: finding.settled is not None)


def concerning(document: Document, found: Iterable[Finding]) -> list[Finding]:
    """Those of which a passage stands in the document."""
    return [f for f in found if any(passage.document == document for passage in f.passages)]


@transaction.atomic
def settle_finding(adoption: Adoption, key: str, decision: str, reason: str, by: User, at: datetime) -> Settlement:
    """Say what a finding comes to; said again it is said anew. Raises Refused for one who may not, or no reason."""
    post = adopters_post(by, adoption, at)
    if decision not in Settlement.DECISIONS:
        raise Refused("Xin chọn cách xử lý.")
    if not reason.strip():
        raise Refused("Xin nêu lý do.")
    said = {"decision": decision, "reason": reason.strip()[:500], "by": by, "at": at}
    row, _ = Settlement.objects.update_or_create(adoption=adoption, key=key[:200], defaults=said)
    said = {"finding": key.partition(":")[0], "decision": decision}
    LogEntry.record(by, "settle_finding", adoption, at, adoption.organisation, post, **said)
    return row
