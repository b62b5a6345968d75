"""Reading of people's names is written into the log: who, of which proposal, on which page or by which command.

One entry a person, proposal and day: the log answers who read whose dossier when; a page that is drawn again on the
same day says nothing new, and a log that drowns in them answers nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from django.db import transaction

from phongtrao.awards.models import Commendation, Nominee
from phongtrao.organisations.models import LogEntry, User
from phongtrao.words import HANOI

DEED = "read_names"


@transaction.atomic
def read_names(cases: Iterable[Commendation], by: User, at: datetime, where: str) -> int:
    """Write that the names of people in these proposals are shown to this person; how many entries are new.

    Must be called before the names go out. Proposals without people, or whose names are forgotten, need none.
    """
    there = {case.pk: case for case in cases}
    rows = Nominee.objects.people().filter(case__in=there, forgotten_on=None)
    named = set(rows.order_by().values_list("case", flat=True))
    subjects = {f"commendation:{pk}": pk for pk in named}
    morning = datetime.combine(at.astimezone(HANOI).date(), time(), HANOI)
    told = LogEntry.objects.filter(subject__in=subjects, account=by.username, deed=DEED, at__gte=morning)
    fresh = named - {subjects[one] for one in told.values_list("subject", flat=True)}
    for pk in sorted(fresh):
        LogEntry.record(by, DEED, there[pk], at, there[pk].organisation, where=where)
    return len(fresh)
