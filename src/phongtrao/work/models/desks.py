from __future__ import annotations

from datetime import date

from django.db.models import Q

from phongtrao.organisations.models import Function, OrganisationVersion, Post, User

RECEIVING = frozenset({Function.FOCAL_POINT, Function.LEADER})
"""Functions that decide for their body: whether a result is accepted, who inside does the work."""
ROOM = "phong"
"""Kind of a body inside another: whoever decides for that one decides for its rooms."""


def desk_ids(user: User, day: date, functions: frozenset[str] | None = None) -> set[int]:
    """Bodies at whose desk the user sits on `day` (in one of `functions`).

    These are his own bodies, committees they stand for, and rooms inside a body for which he decides.
    """
    own = user.body_ids(day, None if functions is None else set(functions))
    deciding = user.body_ids(day, set(RECEIVING if functions is None else RECEIVING & functions))
    known: dict[date, list[tuple[int, int | None, int | None]]] = user.__dict__.setdefault("_desks", {})
    if day not in known:
        bodies = user.body_ids(day)
        versions = OrganisationVersion.objects.on(day).filter(
            Q(standing_body__in=bodies) | Q(kind=ROOM, parent__in=bodies)
        )
        known[day] = list(versions.values_list("organisation_id", "standing_body_id", "parent_id"))
    return own | {
        pk for pk, standing, parent in known[day] if standing in own or (standing is None and parent in deciding)
    }


def desk_of_post(post: Post, day: date) -> set[int]:
    """Bodies at whose desk one sits on `day` in this post alone."""
    if post.organisation_id is None:
        return set()
    at_it = Q(standing_body=post.organisation_id)
    if post.function in RECEIVING:
        at_it |= Q(kind=ROOM, parent=post.organisation_id, standing_body=None)
    versions = OrganisationVersion.objects.on(day).filter(at_it)
    return {post.organisation_id, *versions.values_list("organisation_id", flat=True)}
