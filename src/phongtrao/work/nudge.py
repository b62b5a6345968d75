"""Đôn đốc: whom the site reminds on a day, found in a few questions however many tasks there are.

Ahead of the due day, on it and after it, the person who does the work; late beyond some days, the body's leader too.
One digest a person and day; on days of rest nobody is reminded, and the next working day catches up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from phongtrao.organisations.models import Function, LogEntry, OrganisationVersion, Post, User
from phongtrao.procedure import Refused
from phongtrao.words import HANOI, day_in_words
from phongtrao.work.calendar import calendar
from phongtrao.work.models import (
    ROOM,
    Digest,
    Mending,
    MendingQuerySet,
    Message,
    NudgeRun,
    Snooze,
    Task,
    TaskQuerySet,
    Webhook,
)

AHEAD = (7, 3, 1)
"""Days before the due day on which one hears of it."""
LATE = (1, 3, *range(7, 190, 7))
"""Days after it; then nobody is reminded any more, and the board shows it."""
LEADER = 3
"""Days late from which the body's leader hears of it too."""
DOING = (Function.OFFICER, Function.FOCAL_POINT, Function.CLERK, Function.LEADER)
"""Who does a body's work that is delegated to nobody: the first of these that anybody holds; a focal point always."""
BATCH = 5000
FEW = 500
"""Bodies whose posts are asked for by name; of more all posts are read at once."""
ONE = timedelta(days=1)
LONGEST_SNOOZE = 31 * ONE
Rows = TypeVar("Rows", TaskQuerySet, MendingQuerySet)


@dataclass(frozen=True, slots=True)
class Found:
    """Work to be reminded of: the body that owes it, the person to whom it gave it, whether any is very late."""

    organisation: int
    person: int | None
    very_late: bool


def stage_days(since: date, day: date) -> tuple[list[date], list[date]]:
    """Due days of tasks to be reminded of between `since` (excluded) and `day`: not very late ones, very late ones."""
    passed = [since + ONE * n for n in range(1, (day - since).days + 1)]
    soon = {at + ONE * ahead for at in passed for ahead in (*AHEAD, 0)}
    late = {at - ONE * behind for at in passed for behind in LATE}
    very = {due for due in late if (day - due).days >= LEADER}
    return sorted((soon | late) - very), sorted(very)


@transaction.atomic
def nudge(day: date, at: datetime) -> int:
    """Write the digests of a day and the messages that carry them; how many people. Once a day, rest days none."""
    if not calendar().works(day):
        return 0
    before = NudgeRun.objects.filter(day__lt=day).order_by("-day").first()
    since = max(before.day, day - 30 * ONE) if before else day - ONE
    run, new = NudgeRun.objects.get_or_create(day=day, defaults={"since": since, "at": at})
    if not new:
        return 0
    found = list(_found(since, day))
    people = sorted({user for one in _people(found, day).values() for user in one})
    Digest.objects.bulk_create((Digest(user_id=user, day=day, since=since, at=at) for user in people), BATCH)
    _write_messages(run, {one.organisation for one in found}, at)
    NudgeRun.objects.filter(pk=run.pk).update(people=len(people))
    return len(people)


def _found(since: date, day: date) -> Iterator[Found]:
    """Body and person of every task and mending task at a stage, each once."""
    for due, very in zip(stage_days(since, day), (False, True), strict=True):
        rows = owed(Task.objects.filter(due__in=due)).order_by()
        pairs = rows.values_list("assignment__organisation", "assignment__delegated_to").distinct()
        yield from (Found(organisation, person, very) for organisation, person in pairs.iterator())
        mending = owed(Mending.objects.filter(due__in=due)).order_by()
        bodies = mending.values_list("shortcoming__visit__organisation", flat=True).distinct()
        yield from (Found(organisation, None, very) for organisation in bodies.iterator())


def owed(rows: Rows) -> Rows:
    """Those that the body has still to send in."""
    return rows.unfinished().exclude(state="submitted")


def _people(found: list[Found], day: date) -> dict[int, set[int]]:
    """Body → who hears of what it owes."""
    holders = holders_of({one.organisation for one in found}, day)
    people: dict[int, set[int]] = defaultdict(set)
    for one in found:
        posts = holders.get(one.organisation, {})
        there = {user for users in posts.values() for user in users}
        doing = {one.person} if one.person in there else doers(posts)
        people[one.organisation] |= doing | (posts.get(Function.LEADER, set()) if one.very_late else set())
    return people


def doers(posts: dict[str, set[int]]) -> set[int]:
    """Of the people in posts of a body those who do work that is delegated to nobody."""
    first = next((posts[function] for function in DOING if posts.get(function)), set())
    return first | posts.get(Function.FOCAL_POINT, set())


def holders_of(bodies: set[int], day: date) -> dict[int, dict[str, set[int]]]:
    """Body → function → active people in such a post at its desk: its own, its standing body's, its parent's room."""
    versions = OrganisationVersion.objects.on(day).filter(Q(standing_body__isnull=False) | Q(kind=ROOM))
    desks = {
        body: standing or parent
        for body, standing, parent in versions.values_list("organisation_id", "standing_body_id", "parent_id")
    }
    posts: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    rows = Post.objects.on(day).filter(user__is_active=True, organisation__isnull=False)
    if len(bodies) < FEW:
        rows = rows.filter(organisation__in=bodies | {desks[body] for body in bodies if body in desks})
    for body, function, user in rows.values_list("organisation_id", "function", "user_id").iterator():
        posts[body or 0][function].add(user)
    return {body: _at_desk(posts.get(body, {}), posts.get(desks.get(body) or 0, {})) for body in bodies}


def _at_desk(own: dict[str, set[int]], above: dict[str, set[int]]) -> dict[str, set[int]]:
    """The body's own people; those of the desk above where it has none, and its leader where it has no leader."""
    if not own:
        return above
    return own if own.get(Function.LEADER) else {**own, Function.LEADER: above.get(Function.LEADER, set())}


def _write_messages(run: NudgeRun, bodies: set[int], at: datetime) -> None:
    """A letter to everyone with an address, and a call to every webhook of a body that owes something."""
    letters = Digest.objects.filter(day=run.day).exclude(user__email="") if settings.MAIL else Digest.objects.none()
    Message.objects.bulk_create(
        (
            Message(key=f"nhac-{run.day}-{user}", channel=Message.EMAIL, digest_id=pk, run=run, next_try=at, at=at)
            for pk, user in letters.values_list("pk", "user__username").iterator()
        ),
        BATCH,
    )
    calls = [hook for hook in Webhook.objects.filter(ended_at=None) if hook.organisation_id in bodies]
    Message.objects.bulk_create(
        Message(key=f"goi-{run.day}-{hook.pk}", channel=Message.WEBHOOK, webhook=hook, run=run, next_try=at, at=at)
        for hook in calls
    )


def owed_by(user: User, day: date, since: date) -> tuple[TaskQuerySet, MendingQuerySet]:
    """What a digest tells its reader: tasks and mending tasks at a stage that are his to do, or to answer for.

    Tasks that he snoozed are left out.
    """
    normal, very = stage_days(since, day)
    bodies = _bodies_of(user, day)
    snoozed = Snooze.objects.filter(user=user, until__gte=day)
    nobody = Q(assignment__delegated_to=None) | ~Q(assignment__delegated_to__in=bodies["people"])
    own = Q(assignment__delegated_to=user) | Q(assignment__organisation__in=bodies["do"]) & nobody
    led = Q(due__in=very, assignment__organisation__in=bodies["lead"])
    here = Q(assignment__organisation__in=bodies["do"] | bodies["lead"] | bodies["sit"])
    tasks = Task.objects.filter(here, Q(due__in=[*normal, *very]) & own | led).exclude(pk__in=snoozed.values("task"))
    doing = Mending.objects.filter(due__in=[*normal, *very]).of_bodies(bodies["do"])
    leading = Mending.objects.filter(due__in=very).of_bodies(bodies["lead"])
    return _shown_tasks(tasks), _shown_mendings(doing | leading)


def _bodies_of(user: User, day: date) -> dict[str, set[int]]:
    """Bodies at whose desk the user sits, does what is delegated to nobody, and leads; and the people at them."""
    own = user.body_ids(day)
    versions = OrganisationVersion.objects.on(day)
    others = versions.filter(Q(standing_body__in=own) | Q(kind=ROOM, parent__in=own))
    desks = own | set(others.values_list("organisation", flat=True))
    posts = holders_of(desks, day)
    return {
        "sit": desks,
        "do": {body for body in desks if user.pk in doers(posts[body])},
        "lead": {body for body in desks if user.pk in posts[body].get(Function.LEADER, set())},
        "people": {person for at_desk in posts.values() for people in at_desk.values() for person in people},
    }


def owed_at(webhook: Webhook, day: date, since: date) -> tuple[TaskQuerySet, MendingQuerySet]:
    """What a webhook is told: the body's tasks and mending tasks at a stage."""
    days = [due for stage in stage_days(since, day) for due in stage]
    tasks = Task.objects.filter(due__in=days, assignment__organisation=webhook.organisation_id)
    mendings = Mending.objects.filter(due__in=days).of_bodies({webhook.organisation_id})
    return _shown_tasks(tasks), _shown_mendings(mendings)


def _shown_tasks(rows: TaskQuerySet) -> TaskQuerySet:
    shown = owed(rows).order_by("due", "pk")
    return shown.select_related("assignment__duty__adoption__document", "assignment__organisation")


def _shown_mendings(rows: MendingQuerySet) -> MendingQuerySet:
    return owed(rows).order_by("due", "pk").with_shortcoming()


@transaction.atomic
def snooze(task: Task, user: User, until: date, reason: str, at: datetime) -> Snooze:
    """Leave the task out of the person's own digests up to a day; others hear of it as before. Raises Refused."""
    day = at.astimezone(HANOI).date()
    if not reason.strip():
        raise Refused("Xin nêu lý do hoãn nhắc.")
    if not day <= until <= day + LONGEST_SNOOZE:
        raise Refused(f"Chỉ hoãn nhắc được đến ngày {day_in_words(day + LONGEST_SNOOZE)}; xin chọn lại ngày.")
    given = {"until": until, "reason": reason.strip(), "at": at}
    row, _ = Snooze.objects.update_or_create(task=task, user=user, defaults=given)
    LogEntry.record(user, "snooze", task, at, task.assignment.organisation, until=until.isoformat())
    return row
