"""What runs beside the site: opens what falls due, finds whom to remind, sends what waits. One pass at a time.

Each step stands by itself and does no harm when done twice, so that a pass may be killed anywhere and begun again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from phongtrao.documents.purge import carry_out_confirmed
from phongtrao.organisations.lookup import ADMINISTRATOR, find_user
from phongtrao.words import HANOI
from phongtrao.work.hand_over import move_delegated
from phongtrao.work.models import Beat
from phongtrao.work.nudge import nudge
from phongtrao.work.open_tasks import AHEAD, open_tasks
from phongtrao.work.outbox import Sent, send_waiting

MORNING = 7
"""The hour in Hanoi from which people are reminded."""


@dataclass(slots=True)
class Pass:
    """What one pass did."""

    opened: int
    reminded: int
    sent: Sent
    purged: int = 0


def work(at: datetime) -> Pass:
    """One pass at this moment."""
    here = at.astimezone(HANOI)
    Beat.objects.update_or_create(pk=1, defaults={"at": at})
    opened = nightly(at)
    reminded = nudge(here.date(), at) if here.hour >= MORNING else 0
    return Pass(opened, reminded, send_waiting(at), carry_out_confirmed(at))


def nightly(at: datetime) -> int:
    """Once a day: work of people who left goes to their successors, and what falls due within a year is opened."""
    day = at.astimezone(HANOI).date()
    beat = Beat.objects.get(pk=1)
    if beat.opened_on == day:
        return 0
    by = find_user(ADMINISTRATOR)
    move_delegated(by, at)
    opened = open_tasks(day + AHEAD, at, by)
    Beat.objects.filter(pk=1).update(opened_on=day)
    return opened


def last_beat() -> datetime | None:
    """When a pass was last begun; None where none ever was."""
    return Beat.objects.values_list("at", flat=True).first()
