"""A made-up year of a real province's map: directives whose duties bind all its communes, and their tasks.

Everything is written in bulk and by rule; no state is written that the procedure could not have reached.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice

from django.db import transaction

from phongtrao.documents.models import Copy, Document, Reading, StoredFile
from phongtrao.organisations.load_units import load_units
from phongtrao.organisations.models import Function, Organisation, Post, User
from phongtrao.words import HANOI
from phongtrao.work.models import Adoption, Assignment, DeadlineRule, Duty, Task

PROVINCE, CODE = "Nghệ An", "nghe-an"
DAY = date(2026, 7, 15)
AT = datetime(2026, 7, 15, 9, tzinfo=HANOI)
DIRECTIVES, DATED, UNDATED, PERIODS = 16, 16, 8, 6
"""How many directives; duties of each with a day and without; periods of a duty with a day."""
STATES = ("accepted", "accepted", "accepted", "submitted", "returned", "started", "open")
FUTURE = ("open", "open", "open", "started", "submitted", "accepted", "waived")
BATCH = 5_000


@transaction.atomic
def fill() -> dict[str, User]:
    """The whole province; the people who look at it: a leader, a commune's officer, quản trị of no body."""
    people = _people()
    communes = list(Organisation.objects.on(DAY).filter(versions__kind="ubnd", versions__level="xa").order_by("pk"))
    home = Organisation.objects.get(code=f"{CODE}.ubnd")
    for number in range(DIRECTIVES):
        _directive(number, home, communes, people["lanh-dao"])
    _tasks(people["lanh-dao"])
    return people


def _people() -> dict[str, User]:
    administrator = User.objects.create_user("quan-tri", full_name="Quản trị")
    Post.objects.create(user=administrator, function=Function.ADMINISTRATOR, starts_on=date(2026, 1, 1))
    load_units(PROVINCE, by=administrator)
    commune = Organisation.objects.on(DAY).filter(versions__kind="ubnd", versions__level="xa").order_by("pk")[0]
    people = {"quan-tri": administrator}
    for name, body, function in (
        ("lanh-dao", Organisation.objects.get(code=f"{CODE}.ubnd"), Function.LEADER),
        ("xa", commune, Function.LEADER),
    ):
        people[name] = User.objects.create_user(name, full_name=name)
        Post.objects.create(user=people[name], organisation=body, function=function, starts_on=date(2026, 1, 1))
    return people


def _directive(number: int, home: Organisation, communes: list[Organisation], by: User) -> None:
    text = f"Văn bản {number}: " + " ".join(f"Nhiệm vụ {n} của kế hoạch {number}." for n in range(DATED + UNDATED))
    document = Document.objects.create(
        root=home,
        issuer=home,
        kind="ke_hoach",
        number=f"{100 + number}/KH-UBND",
        issuer_name="UBND tỉnh",
        issued_on=date(2026, 1, 5),
        subject=f"kế hoạch thử số {number}",
        received_at=AT,
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    file = StoredFile.objects.create(
        sha256=digest, name="thu.txt", size=len(text), kind="text", uploaded_by=by, uploaded_at=AT
    )
    copy = Copy.objects.create(document=document, root=home, file=file, sha256=digest, text=text, added_at=AT)
    reading = Reading.objects.create(copy=copy, compiler="thử", content={}, made_at=AT)
    span = {"follow_from": date(2026, 1, 1), "follow_until": date(2026, 12, 31)}
    adoption = Adoption.objects.create(document=document, reading=reading, organisation=home, by=by, at=AT, **span)
    _duties(adoption, text, home, communes)


def _duties(adoption: Adoption, text: str, home: Organisation, communes: list[Organisation]) -> None:
    duties = []
    for n in range(DATED + UNDATED):
        start = text.index(f"Nhiệm vụ {n} ")
        words = text[start : text.index(".", start) + 1]
        duties.append(
            Duty(
                adoption=adoption,
                reading=adoption.reading,
                index=str(n),
                position=n,
                clause=str(n + 1),
                kind="report" if n < DATED else "act",
                text=words,
                start=start,
                end=start + len(words),
                actors=["UBND các xã, phường"],
                receiver=home,
            )
        )
    Duty.objects.bulk_create(duties)
    monthly = {"every": "month", "last": "20"}
    DeadlineRule.objects.bulk_create([DeadlineRule(duty=d, rule=monthly, words="hằng tháng") for d in duties[:DATED]])
    bound = [Assignment(duty=d, organisation=c, role="lead", found="kind") for d in duties for c in communes]
    Assignment.objects.bulk_create(bound, batch_size=BATCH)


def _tasks(by: User) -> None:
    made = _made()
    while batch := list(islice(made, BATCH)):
        Task.objects.bulk_create(batch)


def _made() -> Iterator[Task]:
    """Tasks of every dated assignment: half their days past, half to come, in every state there is."""
    rules = dict(DeadlineRule.objects.values_list("duty", "pk"))
    rows = Assignment.objects.filter(duty__in=rules).order_by("pk").values_list("pk", "duty")
    for assignment, duty in rows:
        for period in range(PERIODS):
            due = date(2026, 2 + 2 * period, 20) - timedelta(days=assignment % 15)
            states = STATES if due < DAY else FUTURE
            state = states[(assignment * 31 + period * 17) % len(states)]
            late = timedelta(days=(assignment + period) % 9 - 6)
            yield Task(
                assignment_id=assignment,
                rule_id=rules[duty],
                period=f"{due:%Y-%m}",
                scheduled_for=due,
                due=due,
                state=state,
                opened_at=AT,
                sent_on=min(due + late, DAY) if state in ("submitted", "returned", "accepted") else None,
            )
