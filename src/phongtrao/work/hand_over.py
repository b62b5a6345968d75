"""A post is handed over to a successor on a day, and the work that was delegated to its holder goes with it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from phongtrao.organisations import staff
from phongtrao.organisations.models import LogEntry, Post, User
from phongtrao.words import HANOI
from phongtrao.work.models import Assignment
from phongtrao.work.share import colleagues


@transaction.atomic
def hand_over(post: Post, to: User, on: date, by: User, at: datetime) -> tuple[Post, int]:
    """The successor's post, and how many assignments have moved with it by now. Raises Refused.

    A day ahead moves the work on that day: `move_delegated` runs every night with `open-tasks`.
    """
    made = staff.hand_over(post, to, on, by, at)
    return made, move_delegated(by, at)


@transaction.atomic
def move_delegated(by: User, at: datetime) -> int:
    """Give successors the work of those whose posts they have taken over by today; how many assignments moved.

    What was delegated to somebody who still works at the body's desk stays his. Runs twice without harm.
    """
    day = at.astimezone(HANOI).date()
    taken = Post.objects.on(day).filter(follows__ends_on__lt=day, follows__user__delegated__isnull=False)
    moved = 0
    for post in taken.select_related("user", "follows__user").distinct().order_by("starts_on", "pk"):
        moved += _move(post, day, by, at)
    return moved


def _move(post: Post, day: date, by: User, at: datetime) -> int:
    assert post.follows is not None
    former, moved = post.follows.user, 0
    for assignment in Assignment.objects.filter(delegated_to=former).select_related("organisation"):
        people = colleagues(assignment, day)
        if former in people or post.user not in people:
            continue
        Assignment.objects.filter(pk=assignment.pk, delegated_to=former).update(delegated_to=post.user)
        said: dict[str, Any] = {"former": former.username, "to": post.user.username}
        LogEntry.record(by, "delegate", assignment, at, assignment.organisation, **said)
        moved += 1
    return moved
