"""Equipment of a model by its condition, and what of it is to be repaired by when. Counts alone, never pictures."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from phongtrao.initiatives.acting import post_as
from phongtrao.initiatives.models import EquipmentCount, Initiative, Repair
from phongtrao.organisations.models import LogEntry, User
from phongtrao.procedure import Refused
from phongtrao.words import HANOI, day_in_words

CONDITIONS = {"good": "tốt", "degraded": "xuống cấp", "broken": "hỏng"}


@transaction.atomic
def count_equipment(
    initiative: Initiative, title: str, counted_on: date, counts: tuple[int, int, int], by: User, at: datetime
) -> tuple[EquipmentCount, bool]:
    """A line of the inventory: good, degraded and broken ones of a kind on a day, and whether it says anything new.

    Counted again on one day, the last counts. Raises Refused.
    """
    day = at.astimezone(HANOI).date()
    post = post_as(initiative, "actor", by, day)
    title = " ".join(title.split())
    if not title:
        raise Refused("Xin ghi loại thiết bị.")
    if counted_on > day:
        raise Refused(f"Ngày kiểm kê không sau {day_in_words(day)}.")
    given = dict(zip(CONDITIONS, counts, strict=True))
    there = EquipmentCount.objects.filter(case=initiative, title=title, counted_on=counted_on).first()
    if there is not None and all(getattr(there, name) == number for name, number in given.items()):
        return there, False
    row, _ = EquipmentCount.objects.update_or_create(
        case=initiative, title=title, counted_on=counted_on, defaults={**given, "by": by, "at": at}
    )
    told = {"line": row.pk, "day": counted_on.isoformat(), **given}
    LogEntry.record(by, "count_equipment", initiative, at, initiative.organisation, post, **told)
    return row, True


@transaction.atomic
def owe_repair(
    initiative: Initiative, title: str, items: int, due: date, words: str, by: User, at: datetime
) -> tuple[Repair, bool]:
    """Something is to be repaired by the end of a day, and whether it is new. Raises Refused."""
    post = post_as(initiative, "actor", by, at.astimezone(HANOI).date())
    title, words = " ".join(title.split()), words.strip()
    if not title or items < 1:
        raise Refused("Xin ghi thiết bị phải sửa và số lượng.")
    there = Repair.objects.owed().filter(case=initiative, title=title, items=items, due=due, words=words).first()
    if there is not None:
        return there, False
    row = Repair.objects.create(case=initiative, title=title, items=items, due=due, words=words, by=by, at=at)
    told = {"repair": row.pk, "items": items, "day": due.isoformat()}
    LogEntry.record(by, "owe_repair", initiative, at, initiative.organisation, post, **told)
    return row, True


@transaction.atomic
def finish_repair(repair: Repair, done_on: date, by: User, at: datetime) -> bool:
    """It was repaired on a day; whether that is new. Raises Refused."""
    day = at.astimezone(HANOI).date()
    post = post_as(repair.case, "actor", by, day)
    if repair.done_on is not None:
        return False
    if done_on > day:
        raise Refused(f"Ngày xong không sau {day_in_words(day)}.")
    repair.done_on, repair.done_by = done_on, by
    repair.save(update_fields=["done_on", "done_by"])
    told = {"repair": repair.pk, "items": repair.items, "day": done_on.isoformat()}
    LogEntry.record(by, "finish_repair", repair.case, at, repair.case.organisation, post, **told)
    return True
