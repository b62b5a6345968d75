"""Điểm and tổ of a model are added, counted and ended; nothing is taken away."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from phongtrao.initiatives.acting import post_as
from phongtrao.initiatives.models import GroupCount, Initiative, Place
from phongtrao.organisations import tree
from phongtrao.organisations.models import LogEntry, Organisation, User
from phongtrao.procedure import Refused
from phongtrao.words import HANOI, day_in_words

ENDED = ("refused", "retired", "dropped")
"""States of a model that is no more."""
MOST_GROUPS = 10_000
MOST_AHEAD = timedelta(days=366)
"""How long before it works a place may be entered."""


@transaction.atomic
def add_place(
    initiative: Initiative, name: str, started_on: date, by: User, at: datetime, groups: int | None = None,
    organisation: Organisation | None = None,
) -> tuple[Place, bool]:  # fmt: skip
    """A place from a day on, with its groups counted that day, and whether it is new: the same name from the same day
    is one. Raises Refused."""
    post = post_as(initiative, "actor", by, at.astimezone(HANOI).date())
    if initiative.state in ENDED:
        raise Refused("Mô hình đã thôi; không thêm điểm được.")
    name = " ".join(name.split())
    if not name:
        raise Refused("Xin ghi tên điểm.")
    there = Place.objects.filter(case=initiative, name=name, started_on=started_on).first()
    if there is not None:
        return there, False
    _check(initiative, started_on, organisation, at.astimezone(HANOI).date())
    row = Place.objects.create(
        case=initiative, name=name, organisation=organisation, started_on=started_on, by=by, at=at
    )
    told = {"place": row.pk, "day": started_on.isoformat()}
    LogEntry.record(by, "add_place", initiative, at, initiative.organisation, post, **told)
    if groups is not None:
        count_groups(row, groups, started_on, by, at)
    return row, True


def _check(initiative: Initiative, started_on: date, body: Organisation | None, day: date) -> None:
    """Raises Refused for a day that is far off, and for a body of another province."""
    if started_on > day + MOST_AHEAD:
        raise Refused(f"Ngày {day_in_words(started_on)} còn quá xa; xin xem lại năm.")
    if body is not None and body.pk not in tree.below([initiative.root_id], day):
        raise Refused(f"{body.name_on(day)} không thuộc {initiative.root.name_on(day)}; xin chọn lại.")


@transaction.atomic
def count_groups(place: Place, groups: int, day: date, by: User, at: datetime) -> bool:
    """How many groups the place has from a day on; whether that is new. Counted again on one day, the last counts."""
    post = post_as(place.case, "actor", by, at.astimezone(HANOI).date())
    if not 0 <= groups <= MOST_GROUPS:
        raise Refused(f"Số tổ từ 0 đến {MOST_GROUPS}; xin xem lại.")
    if day < place.started_on:
        raise Refused(f"Điểm này có từ {day_in_words(place.started_on)}; xin chọn ngày từ đó.")
    there = GroupCount.objects.filter(place=place, counted_on=day).first()
    if there is not None and there.groups == groups:
        return False
    GroupCount.objects.update_or_create(place=place, counted_on=day, defaults={"groups": groups, "by": by, "at": at})
    told = {"place": place.pk, "groups": groups, "day": day.isoformat()}
    LogEntry.record(by, "count_groups", place.case, at, place.case.organisation, post, **told)
    return True


@transaction.atomic
def end_place(place: Place, day: date, by: User, at: datetime) -> bool:
    """The place works until the end of a day; whether that is new. Raises Refused."""
    post = post_as(place.case, "actor", by, at.astimezone(HANOI).date())
    if place.ended_on == day:
        return False
    if place.ended_on is not None:
        raise Refused(f"Điểm này đã thôi từ sau ngày {day_in_words(place.ended_on)}.")
    if day < place.started_on:
        raise Refused(f"Điểm này có từ {day_in_words(place.started_on)}; ngày thôi phải từ đó.")
    place.ended_on = day
    place.save(update_fields=["ended_on"])
    told = {"place": place.pk, "day": day.isoformat()}
    LogEntry.record(by, "end_place", place.case, at, place.case.organisation, post, **told)
    return True
