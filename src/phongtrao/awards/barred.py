"""Who may not judge: nobody examines what he drew up, nobody votes on himself or on his own body."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from phongtrao.awards.models import Commendation, CouncilMember, Nominee
from phongtrao.awards.nominate import subject_key
from phongtrao.organisations.models import Post, User
from phongtrao.words import fold

PREPARING = ("begin_case", "send_proposal", "drop_commendation")
"""Deeds of the proposing side."""


def why_barred(case: Commendation, user: User) -> str | None:
    """Why the person may not examine this proposal; None where he may."""
    wrote = case.papers.filter(by=user, name__in=[one.name for one in case.rules.said.papers if one.by == "body"])
    if case.deeds.filter(by=user, deed__in=PREPARING).exists() or wrote.exists():
        return "đã tham gia lập hoặc ký hồ sơ này"
    if case.nominees.filter(by=user).exists():
        return "đã lập danh sách đề nghị"
    if _is_nominee(case, user):
        return "có tên trong danh sách đề nghị"
    return None


def _is_nominee(case: Commendation, user: User) -> bool:
    """Whether a person of his name is proposed of one of his bodies, today's or former ones."""
    bodies = {post.organisation for post in user.posts.select_related("organisation") if post.organisation}
    keys = [subject_key(kind, body, user.full_name) for body in bodies for kind in ("ca_nhan", "ho_gia_dinh")]
    return bool(user.full_name) and case.nominees.filter(subject_key__in=keys).exists()


def voters_of(members: Iterable[CouncilMember], nominee: Nominee, bodies: dict[int, set[int]]) -> list[CouncilMember]:
    """The members who vote on this one: not those of its body, nor who bears the nominee's name.

    `bodies`: user → bodies in which he holds a post (`bodies_of`).
    """
    name = fold(nominee.full_name)
    return [
        one
        for one in members
        if nominee.body_id not in bodies.get(one.user_id, set()) and not (name and fold(one.user.full_name) == name)
    ]


def bodies_of(members: Iterable[CouncilMember], day: date) -> dict[int, set[int]]:
    """The bodies of each member on the day, in one query."""
    found: dict[int, set[int]] = {}
    held = Post.objects.on(day).filter(user__in=[one.user_id for one in members])
    for user, body in held.values_list("user", "organisation"):
        found.setdefault(user, set()).add(body)
    return found
