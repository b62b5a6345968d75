"""Deeds on cases of every kind: the new state, its row and its log entry in one transaction, whole or not at all."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet

from phongtrao.documents.issue import AFTERWARDS
from phongtrao.documents.models import Outgoing
from phongtrao.organisations.models import LogEntry, Organisation, Post, User
from phongtrao.procedure import NEEDS, Refused, Step
from phongtrao.words import HANOI
from phongtrao.work import case_papers
from phongtrao.work.case_posts import posts
from phongtrao.work.deeds import sealed
from phongtrao.work.machine import MACHINES, Case, Given, Machine
from phongtrao.work.models import desk_ids

STALE = "Hồ sơ này vừa được người khác xử lý. Xin tải lại trang để xem trạng thái mới nhất."
BEGUN = "begin_case"
SITE = "site"
"""The role of deeds that follow from others."""


def open_deeds(machine: Machine, case: Case, user: User, day: date) -> list[Step]:
    """Steps that the user could take on the case's own page."""
    steps = machine.procedure.open_deeds(case.state, posts(machine, case, user, day))
    here = [s for s in steps if s.deed not in machine.own_pages]
    return [s for s in here if machine.barred(case, s, user, day) is None]


@transaction.atomic
def begin(machine: Machine, case: Case, by: User, at: datetime, note: str = "", state: str = "") -> Case:
    """Save a new case in the procedure's first state (or the one in which it is entered late), with deed and log."""
    case.state = state or machine.procedure.start
    case.save()
    machine.deeds.objects.create(case=case, deed=BEGUN, by=by, at=at, note=note.strip())
    LogEntry.record(by, BEGUN, case, at, _body(machine, case), after=case.state)
    return case


def move(
    machine: Machine, case: Case, deed: str, by: User, at: datetime, note: str = "", day: date | None = None,
    paper: Outgoing | None = None, as_site: bool = False,
) -> Case:  # fmt: skip
    """Take one step; the case as it stands afterwards. Raises Refused with the reason; then nothing is written.

    `paper`: the issued paper that takes the deed: it acts for its role whoever numbered it. `as_site`: what follows
    from another deed.
    """
    today, given = at.astimezone(HANOI).date(), Given(note.strip(), day, paper)
    with transaction.atomic():
        case = machine.cases.objects.select_for_update(of=("self",)).get(pk=case.pk)
        held = posts(machine, case, by, today)
        acts = {SITE} if as_site else _roles_of(machine, deed) if paper else set()
        step = machine.procedure.allowed(case.state, deed, {*held, *acts}, NEEDS)
        _check(machine, case, step, given)
        if not acts and (why := machine.barred(case, step, by, today)):
            raise Refused(why)
        post = next((held[role] for role in step.who if role in held), None)
        _write(machine, case, step, by, at, post, given)
    return case


def _roles_of(machine: Machine, deed: str) -> set[str]:
    return {role for step in machine.procedure.steps if step.deed == deed for role in step.who}


def _check(machine: Machine, case: Case, step: Step, given: Given) -> None:
    """Raises Refused with what is missing."""
    for need in step.needs:
        if missing := _missing(machine, case, step, need, given):
            raise Refused(missing)


def _missing(machine: Machine, case: Case, step: Step, need: str, given: Given) -> str:
    if need in machine.needs:
        return machine.needs[need](case, step)
    if need in ("note", "reason", "words"):
        return "" if given.note else NEEDS[need]
    if need == "day":
        return "" if given.day else NEEDS[need]
    if need == "decision" and given.paper is not None:
        return ""
    return case_papers.lacking(machine, case, step)


def _write(machine: Machine, case: Case, step: Step, by: User, at: datetime, post: Post | None, given: Given) -> None:
    before, case.state = case.state, step.after or case.state
    case.save(update_fields=["state"])
    machine.deeds.objects.create(case=case, deed=step.deed, by=by, post=post, at=at, note=given.note)
    said: dict[str, Any] = {"before": before, "after": case.state, **sealed(given.note)}
    if given.day:
        said["day"] = given.day.isoformat()
    LogEntry.record(by, step.deed, case, at, _body(machine, case), post, **said)
    if step.deed in machine.after:
        machine.after[step.deed](case, by, at, given)


def _body(machine: Machine, case: Case) -> Organisation:
    found: Organisation = getattr(case, machine.party)
    return found


def waiting(machine: Machine, user: User, day: date) -> QuerySet[Any]:
    """Cases whose state leaves a deed to the user's bodies."""
    found = Q(pk__in=[])
    for name, role in machine.roles.items():
        steps = [s for s in machine.procedure.steps if name in s.who and s.deed not in machine.optional]
        states = {state for step in steps for state in step.before}
        own = desk_ids(user, day, role.functions)
        for field in role.fields if states and own else ():
            found |= Q(state__in=states, **{f"{field}__in": own})
    rows: QuerySet[Model] = machine.cases.objects.filter(found)
    return rows


def take_effect(paper: Outgoing, by: User, at: datetime) -> None:
    """What a paper does when it gets its number, in that transaction. Raises Refused: then it gets none."""
    machine = MACHINES[paper.about["procedure"]]
    case = machine.cases.objects.get(pk=paper.about["case"])
    asked = next((one for one in machine.asked(case) if one.name == paper.about["paper"]), None)
    if asked is not None and asked.takes:
        move(machine, case, asked.takes, by, at, paper.title, paper=paper)


AFTERWARDS[case_papers.WHAT] = take_effect
