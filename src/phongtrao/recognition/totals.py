"""Tổng số đơn vị thuộc diện: how many units of a subject are eligible in a province, stated by it with a source."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from phongtrao.access import DECIDING
from phongtrao.organisations.models import LogEntry, Organisation, Post, User
from phongtrao.procedure import Refused
from phongtrao.recognition.models import EligibleTotal
from phongtrao.recognition.places import places_of
from phongtrao.recognition.register import rules_in_force
from phongtrao.recognition.rules import RecognitionRules
from phongtrao.words import HANOI
from phongtrao.work.deeds import post_at
from phongtrao.work.models import Programme

LARGEST = 1_000_000
NOT_YOURS = (
    "Tổng số đơn vị thuộc diện do đầu mối, lãnh đạo hoặc quản trị của UBND tỉnh, của cơ quan thẩm định ghi; "
    "xin chuyển các nơi này."
)


def totals_of(programme: Programme, province: Organisation) -> dict[str, EligibleTotal]:
    """What the province has stated, by subject."""
    rows = EligibleTotal.objects.filter(programme=programme, root=province).select_related("by")
    return {row.subject: row for row in rows}


def stating_post(rules: RecognitionRules, province: Organisation, user: User, day: date) -> tuple[bool, Post | None]:
    """Whether the person may state totals of the province, and in which post."""
    for body in (province, places_of(rules, province, day).appraiser):
        if body is not None and (post := post_at(user, body, day, DECIDING)):
            return True, post
    return user.sees_all(day), None


@transaction.atomic
def state_total(
    programme: Programme, province: Organisation, subject: str, number: int, source: str, by: User, at: datetime
) -> bool:
    """State how many units there are, or state it anew; whether anything changed. Raises Refused."""
    day, source = at.astimezone(HANOI).date(), source.strip()
    rules = rules_in_force(programme, day).said
    may, post = stating_post(rules, province, by, day)
    if not may:
        raise Refused(NOT_YOURS)
    _check(rules, subject, number, source)
    kept = EligibleTotal.objects.select_for_update(of=("self",))
    row = kept.filter(programme=programme, root=province, subject=subject).first()
    if row is not None and (row.number, row.source) == (number, source):
        return False
    before = row.number if row else None
    row = row or EligibleTotal(programme=programme, root=province, subject=subject)
    row.number, row.source, row.by, row.at = number, source, by, at
    row.save()
    told = {"subject": subject, "number": number, "source": source}
    LogEntry.record(
        by, "state_total", row, at, province, post, **told, **({"was": {"number": before}} if before else {})
    )
    return True


def _check(rules: RecognitionRules, subject: str, number: int, source: str) -> None:
    if subject not in {one.name for one in rules.subjects}:
        raise Refused(f"Quy định không có đối tượng «{subject}»; có: {', '.join(one.name for one in rules.subjects)}.")
    if not 1 <= number <= LARGEST:
        raise Refused(f"Tổng số phải từ 1 đến {LARGEST}; xin ghi lại.")
    if not source:
        raise Refused("Xin ghi nguồn của tổng số: văn bản hoặc sổ theo dõi nào, ngày nào.")
