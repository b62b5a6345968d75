"""Reports in hops, units → police → ministry: whether the first leaves the second time to put them together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from phongtrao.documents.chain import acted_upon
from phongtrao.documents.models import Effect
from phongtrao.words import day_in_words
from phongtrao.work.findings.finding import HOP, Finding, dated_duties, days_of, live_rules, of_duty, same_form
from phongtrao.work.models import Adoption, Assignment, Duty
from phongtrao.working_days import Calendar

LEAST = 5
"""Working days that whoever puts reports together is left, at least, unless another number is asked for."""
NEAR = timedelta(days=45)
"""A report sent up earlier than this before those from below is of something else."""
AHEAD = timedelta(days=3 * 366)
GROUPED = ("kind", "rest")
"""How a body was found that is meant as one of many: it sends, it does not put together."""
Bodies = dict[int, set[int]]
REGISTRATION = "Bản đăng ký"


def hops(adoptions: list[Adoption], today: date, days: Calendar, least: int = LEAST) -> Iterator[Finding]:
    """Pairs of reports where the second, up from whoever receives the first, is due fewer than `least` days later.

    Both stand in one document, or in two of which one carries the other out. Asked for the days of three years.
    """
    reports = [duty for duty in dated_duties(adoptions) if duty.kind == "report"]
    leads, collecting = _leads(reports)
    led_by: dict[int, list[Duty]] = defaultdict(list)
    for duty in reports:
        for body in collecting[duty.pk]:
            led_by[body].append(duty)
    joined = _joined(adoptions)
    for first in reports:
        for second in led_by[first.receiver_id]:
            if _goes_up(first, second, leads) and (first.adoption_id, second.adoption_id) in joined:
                yield from _told(first, second, _tightest(first, second, today + AHEAD, days), least, days)


def _goes_up(first: Duty, second: Duty, leads: Bodies) -> bool:
    """Whether the second report goes on to somebody who has no part in the first, and is of the same sort."""
    if first.pk == second.pk or second.receiver_id in {first.receiver_id, *leads[first.pk]}:
        return False
    return (first.product == REGISTRATION) == (second.product == REGISTRATION)


def _leads(duties: Iterable[Duty]) -> tuple[Bodies, Bodies]:
    """Duty → the bodies that lead it; and of those the ones named by themselves, not as one of a group."""
    rows = Assignment.objects.binding().filter(duty__in=list(duties), role=Assignment.LEAD)
    leads: Bodies = defaultdict(set)
    alone: Bodies = defaultdict(set)
    for duty, body, found in rows.order_by().values_list("duty", "organisation", "found"):
        leads[duty].add(body)
        if found not in GROUPED:
            alone[duty].add(body)
    return leads, alone


def _joined(adoptions: Iterable[Adoption]) -> set[tuple[int, int]]:
    """Pairs of adoptions of one document, or of two of which one carries the other out."""
    of_document: dict[int, list[int]] = defaultdict(list)
    for adoption in adoptions:
        of_document[adoption.document_id].append(adoption.pk)
    pairs = [(a, a) for a in of_document]
    keys = {adoption.document.number_key for adoption in adoptions} - {""}
    rows = Effect.objects.standing().filter(kind="implements", by__isnull=True, on_key__in=keys)
    rows = rows.filter(document__in=list(of_document))
    for effect in rows.select_related("document", "onto"):
        onto = acted_upon(effect)
        if onto is not None and onto.pk in of_document:
            pairs += [(effect.document_id, onto.pk), (onto.pk, effect.document_id)]
    return {(one, other) for a, b in pairs for one in of_document[a] for other in of_document[b]}


def _tightest(first: Duty, second: Duty, until: date, days: Calendar) -> tuple[date, date] | None:
    """The day of the first and that of the second report of one period, where they are nearest; None for none."""
    pairs = [
        (one.day, other.day)
        for own in live_rules(first)
        for up in live_rules(second)
        if same_form(own.rule, up.rule)
        for one in days_of(own, first.adoption, until, days)
        for other in days_of(up, second.adoption, until, days)
        if one.period == other.period and other.day > one.day - NEAR
    ]
    return min(pairs, key=lambda pair: pair[1] - pair[0], default=None)


def _told(first: Duty, second: Duty, pair: tuple[date, date] | None, least: int, days: Calendar) -> Iterator[Finding]:
    left = _working_days(*pair, days, least) if pair else least
    if pair is None or left >= least:
        return
    body = first.receiver.name_on(pair[0])
    rest = "không còn ngày nào" if left == 0 else f"chỉ còn {left} ngày làm việc (dưới {least} ngày)"
    message = (
        f"Các đơn vị gửi {body} chậm nhất {day_in_words(pair[0])}, {body} phải gửi tiếp chậm nhất"
        f" {day_in_words(pair[1])}: {rest} để tổng hợp."
    )
    key = f"{HOP}:{first.pk}:{second.pk}"
    yield Finding(HOP, key, first.adoption, message, (of_duty(first), of_duty(second)))


def _working_days(first: date, second: date, days: Calendar, most: int) -> int:
    """Working days after the first up to the second, counted no further than `most`."""
    count, day = 0, first
    while day < second and count < most:
        day += timedelta(days=1)
        count += days.works(day)
    return count
