"""Who acts on a model: the post in which a person holds one of the roles of its procedure."""

from __future__ import annotations

from datetime import date

from phongtrao.initiatives.models import Initiative
from phongtrao.organisations.models import Post, User
from phongtrao.procedure import Refused
from phongtrao.procedures import INITIATIVE
from phongtrao.work.case_posts import posts
from phongtrao.work.machine import MACHINES


def held(initiative: Initiative, user: User, day: date) -> dict[str, Post | None]:
    """Role → the post in which the user holds it."""
    return posts(MACHINES[INITIATIVE.name], initiative, user, day)


def post_as(initiative: Initiative, role: str, user: User, day: date) -> Post | None:
    """The user's post in this role. Raises Refused where he does not hold it."""
    found = held(initiative, user, day)
    if role not in found:
        raise Refused(f"Việc này thuộc về {INITIATIVE.words[role]}.")
    return found[role]
