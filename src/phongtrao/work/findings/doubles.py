"""Two directives that ask one body for the same thing on different days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from phongtrao.organisations.models import Organisation
from phongtrao.words import day_in_words
from phongtrao.work.findings.finding import DOUBLE, Finding, dated_duties, days_of, live_rules, of_duty, same_form
from phongtrao.work.findings.likeness import share, told_words
from phongtrao.work.models import Adoption, Assignment, Duty
from phongtrao.working_days import Calendar
from vanban.proposals import title_words

LEAST_WORDS = 3
"""Words of its own that a duty needs to be told from others by them alone; else its document's subject counts."""
LIKE, SUBJECT_LIKE = 0.7, 0.7
COMMON = 60
"""A word of more duties than these tells little of any of them."""
NEAR = 92
"""Days between two single days for one and the same thing, at most."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A duty with the words that say what it asks."""

    duty: Duty
    words: set[str]
    subject: set[str]


def doubles(adoptions: list[Adoption], until: date, days: Calendar) -> Iterator[Finding]:
    """Duties of two documents alike in kind, product and words, of one body, on days that differ within one period."""
    asked = [_asked(duty) for duty in dated_duties(adoptions)]
    alike = [(one.duty, other.duty) for one, other in _sharing(asked) if _alike(one, other)]
    shared = _shared_leads(alike)
    for first, second in alike:
        bodies = shared.get((first.pk, second.pk), [])
        pair = _differing(first, second, until, days) if bodies else None
        if pair is not None:
            yield _finding(first, second, bodies, *pair)


def _asked(duty: Duty) -> _Asked:
    names = (*duty.actors, *duty.support, *duty.to, *duty.via)
    return _Asked(duty, told_words(duty.text, *names), title_words(duty.adoption.document.subject))


def _sharing(asked: list[_Asked]) -> Iterator[tuple[_Asked, _Asked]]:
    """Pairs that share a word few others have, each once: many duties need not all be held against each other."""
    holders: dict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(asked):
        keys = one.words | ({f"subject {word}" for word in one.subject} if one.duty.kind == "report" else set())
        met = {m for key in keys if len(holders[key]) <= COMMON for m in holders[key]}
        yield from ((asked[m], one) for m in sorted(met))
        for key in keys:
            holders[key].append(n)


def _alike(one: _Asked, other: _Asked) -> bool:
    first, second = one.duty, other.duty
    if first.adoption.document_id == second.adoption.document_id or first.kind != second.kind:
        return False
    if first.product != second.product or not _overlap(first.adoption, second.adoption):
        return False
    if min(len(one.words), len(other.words)) >= LEAST_WORDS:
        return share(one.words, other.words) >= LIKE
    return first.kind == "report" and share(one.subject, other.subject) >= SUBJECT_LIKE


def _overlap(one: Adoption, other: Adoption) -> bool:
    return one.follow_from <= other.follow_until and other.follow_from <= one.follow_until


def _shared_leads(pairs: list[tuple[Duty, Duty]]) -> dict[tuple[int, int], list[int]]:
    wanted = {duty.pk for pair in pairs for duty in pair}
    rows = Assignment.objects.binding().filter(duty__in=wanted, role=Assignment.LEAD)
    leads: dict[int, set[int]] = {}
    for duty, body in rows.order_by().values_list("duty", "organisation"):
        leads.setdefault(duty, set()).add(body)
    return {(a.pk, b.pk): sorted(leads.get(a.pk, set()) & leads.get(b.pk, set())) for a, b in pairs}


def _differing(first: Duty, second: Duty, until: date, days: Calendar) -> tuple[date, date] | None:
    """The first two days of one period that differ; None where some day is the same or none can be held together."""
    pairs = [
        (one.day, other.day)
        for own in live_rules(first)
        for its in live_rules(second)
        if same_form(own.rule, its.rule)
        for one in days_of(own, first.adoption, until, days)
        for other in days_of(its, second.adoption, until, days)
        if one.period == other.period and (one.period or abs((one.day - other.day).days) <= NEAR)
    ]
    return min(pairs) if pairs and all(one != other for one, other in pairs) else None


def _finding(first: Duty, second: Duty, bodies: list[int], one: date, other: date) -> Finding:
    names = [body.name_on(one) for body in Organisation.objects.filter(pk__in=bodies[:1])]
    more = f" và {len(bodies) - 1} đơn vị khác" if len(bodies) > 1 else ""
    message = (
        f"Hai văn bản cùng yêu cầu {names[0]}{more} một việc nhưng khác ngày:"
        f" {day_in_words(one)} và {day_in_words(other)}."
    )
    key = f"{DOUBLE}:{first.pk}:{second.pk}"
    return Finding(DOUBLE, key, first.adoption, message, (of_duty(first), of_duty(second)))
