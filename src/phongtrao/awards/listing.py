"""Commendations as scripts read them: one object each, counts of people, names only for who reads them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from phongtrao.awards.commended import decision_numbers
from phongtrao.awards.models import Commendation, Nominee
from phongtrao.awards.rules import COLLECTIVE, SUBJECTS
from phongtrao.organisations.models import User
from phongtrao.work.desk import names_of


def told(rows: Sequence[Any], reader: User | None, day: date) -> list[dict[str, Any]]:
    """Each proposal (annotated with `shown.COUNTS`); `named` is there only for a reader, with those whom he may read.

    A reading must have been written down before (`reading.read_names`).
    """
    listed = list(Nominee.objects.filter(case__in=rows).select_related("body").order_by("pk"))
    readable = _readable(rows, reader, day)
    names = names_of({row.organisation_id for row in rows} | {one.body_id for one in listed}, day)
    numbers = decision_numbers({row.pk for row in rows})
    found = []
    for row in rows:
        own = [one for one in listed if one.case_id == row.pk]
        said = _told(row, [one for one in own if one.kind == COLLECTIVE], names, numbers)
        if row.pk in readable:
            said["named"] = [_named(one, names) for one in own if one.is_person]
        found.append(said)
    return found


def _readable(rows: Sequence[Commendation], reader: User | None, day: date) -> set[int]:
    """The proposals whose names the reader reads."""
    if reader is None:
        return set()
    own = Commendation.objects.named_to(reader, day).filter(pk__in=[row.pk for row in rows])
    return set(own.values_list("pk", flat=True))


def _told(row: Any, collectives: list[Nominee], names: dict[int, str], numbers: dict[int, str]) -> dict[str, Any]:
    return {
        "id": row.pk,
        "title": row.title,
        "programme": row.programme.name,
        "year": row.year,
        "organisation": names[row.organisation_id],
        "organisation_code": row.organisation.code,
        "state": row.state,
        "forms": [row.form],
        "collectives": [
            {
                "nominee": one.pk,
                "organisation": names[one.body_id],
                "organisation_code": one.body.code,
                "standing": one.standing,
            }  # fmt: skip
            for one in collectives
        ],
        "people": row.persons,
        "households": row.households,
        "achieved_from": row.achieved_from.isoformat(),
        "achieved_until": row.achieved_until.isoformat(),
        "sent_on": row.sent_on.isoformat() if row.sent_on else None,
        "due": row.due.isoformat() if row.due else None,
        "decided_on": row.decided_on.isoformat() if row.decided_on else None,
        "decision": numbers.get(row.pk) or None,
    }


def _named(one: Nominee, names: dict[int, str]) -> dict[str, Any]:
    return {
        "nominee": one.pk,
        "kind": SUBJECTS[one.kind],
        "full_name": one.full_name,
        "post": one.post_title,
        "organisation": names[one.body_id],
        "organisation_code": one.body.code,
        "standing": one.standing,
    }
