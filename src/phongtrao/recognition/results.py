"""Kết quả of other programmes (An toàn về ANTT, phân loại), recorded as a paper states them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from phongtrao.access import DECIDING
from phongtrao.organisations import tree
from phongtrao.organisations.models import LogEntry, Organisation, User
from phongtrao.organisations.models.bodies import OrganisationQuerySet
from phongtrao.procedure import Refused
from phongtrao.recognition.models import RecordedResult, RulesVersion
from phongtrao.recognition.offered_units import collects_for_province
from phongtrao.words import HANOI
from phongtrao.work.models import Programme

EARLIEST = 2000
LONGEST = {"result": 60, "source": 300}
NOT_YOURS = (
    "Kết quả của «{}» do cấp trên của đơn vị hoặc cơ quan thẩm định của tỉnh ghi; đơn vị này ngoài phạm vi của anh/chị."
)


def recordable(user: User, day: date) -> OrganisationQuerySet:
    """Bodies whose results the person may record: those below and in the line of bodies he decides for, but these.

    Who collects for a province by any programme's rules records for all of it.
    """
    if user.sees_all(day):
        return Organisation.objects.all()
    own = user.body_ids(day, set(DECIDING))
    reached = tree.below_and_in_line(own, day) - own
    rules = RulesVersion.objects.visible_to(user, day)
    if own and any(collects_for_province(row.said, user, day) for row in rules):
        reached |= tree.below(tree.roots_of(own, day), day)
    return Organisation.objects.filter(pk__in=reached)


def wrong_in_result(year: int, result: str, source: str, day: date) -> tuple[str, str] | None:
    """What is wrong: `year`, `result` or `source`, and what to write; None where nothing is."""
    if not EARLIEST <= year <= day.year:
        return "year", f"năm phải từ {EARLIEST} đến {day.year}; xin xem lại."
    for name, said, written in (("result", "kết quả", result), ("source", "văn bản nêu kết quả", source)):
        if not written:
            return name, f"chưa ghi {said}."
        if len(written) > LONGEST[name]:
            return name, f"{said} dài quá {LONGEST[name]} ký tự; xin rút ngắn."
    return None


@transaction.atomic
def record_result(
    programme: Programme, body: Organisation, year: int, result: str, source: str, by: User, at: datetime
) -> bool:
    """Record a result, or mend it; whether anything changed. Raises Refused."""
    day, result, source = at.astimezone(HANOI).date(), " ".join(result.split()), " ".join(source.split())
    if not recordable(by, day).filter(pk=body.pk).exists():
        raise Refused(NOT_YOURS.format(body.name_on(day)))
    if wrong := wrong_in_result(year, result, source, day):
        raise Refused(f"{wrong[1][0].upper()}{wrong[1][1:]}")
    return write_result(programme, body, year, result, source, by, at)


def write_result(
    programme: Programme, body: Organisation, year: int, result: str, source: str, by: User, at: datetime
) -> bool:
    """The same of a result that was looked at; stands in a transaction."""
    row = RecordedResult.objects.filter(programme=programme, organisation=body, year=year).first()
    if row is not None and (row.result, row.source) == (result, source):
        return False
    told: dict[str, Any] = {"year": year, "result": result, "source": source}
    told |= {"was": {"result": row.result, "source": row.source}} if row else {}
    row = row or RecordedResult(programme=programme, organisation=body, year=year)
    row.result, row.source, row.by, row.at = result, source, by, at
    row.save()
    LogEntry.record(by, "record_result", row, at, body, **told)
    return True
