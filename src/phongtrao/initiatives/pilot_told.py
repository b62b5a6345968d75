"""Pilots as scripts read them, as they stood on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from phongtrao.initiatives.models import Phase, Pilot, PilotDeed
from phongtrao.procedures import PILOT
from phongtrao.words import HANOI
from phongtrao.work.desk import names_of


def state_on(deeds: Iterable[PilotDeed], day: date) -> str:
    """The state that the deeds up to the end of a day lead to."""
    state = PILOT.start
    for deed in sorted(deeds, key=lambda one: (one.at, one.pk)):
        if deed.at.astimezone(HANOI).date() > day:
            break
        step = next((s for s in PILOT.steps if s.deed == deed.deed and state in s.before), None)
        state = step.after or state if step else state
    return state


def told(pilots: Iterable[Pilot], day: date) -> list[dict[str, Any]]:
    """Each for scripts, with its phases and places; names are those of the day."""
    rows = list(pilots)
    places = [place for pilot in rows for phase in pilot.phases.all() for place in phase.places.all()]
    named = {pk for pilot in rows for pk in (pilot.organisation_id, pilot.decider_id)}
    names = names_of(named | {place.organisation_id for place in places}, day)
    return [
        {
            "id": pilot.pk,
            "title": pilot.title,
            "organisation": names[pilot.organisation_id],
            "organisation_code": pilot.organisation.code,
            "decider": names[pilot.decider_id],
            "decider_code": pilot.decider.code,
            "comparable": pilot.comparable,
            "kind": pilot.kind.name if pilot.kind else None,
            "programme": pilot.programme.name if pilot.programme else None,
            "document": pilot.document_id,
            "state": state_on(pilot.deeds.all(), day),
            "begun_on": pilot.begun_on.isoformat(),
            "phases": [_phase(phase, names, day) for phase in pilot.phases.all()],
        }
        for pilot in rows
    ]


def _phase(phase: Phase, names: dict[int, str], day: date) -> dict[str, Any]:
    begun = phase.begun_on if phase.begun_on and phase.begun_on <= day else None
    return {
        "nth": phase.nth,
        "title": phase.title,
        "from": phase.starts_on.isoformat(),
        "until": phase.ends_on.isoformat(),
        "begun_on": begun.isoformat() if begun else None,
        "choosers": phase.choosers_kind or None,
        "reports": sum(report.at.astimezone(HANOI).date() <= day for report in phase.reports.all()),
        "places": [
            {
                "organisation": names[place.organisation_id],
                "organisation_code": place.organisation.code,
                "chosen_by": place.chosen_by.code if place.chosen_by else None,
            }
            for place in phase.places.all()
        ],
    }
