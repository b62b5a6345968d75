"""Hội đồng: its members are named for a proposal, and the votes on each who is proposed are written down.

Votes are counts: who voted how stays with the meeting. On a nominee of his own body, or on himself, nobody votes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from phongtrao.awards.barred import bodies_of, voters_of
from phongtrao.awards.examine import check_examines, check_numbers
from phongtrao.awards.models import Commendation, CouncilMember, Nominee
from phongtrao.organisations import tree
from phongtrao.organisations.models import LogEntry, Post, User
from phongtrao.procedure import NEEDS, Refused
from phongtrao.words import HANOI

EXAMINED = "examined"
Votes = Mapping[int, tuple[int, int]]
"""Nominee → votes for, votes against."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """A nominee before the council, with the members who vote on it and those who do not."""

    nominee: Nominee
    voters: tuple[CouncilMember, ...]
    apart: tuple[CouncilMember, ...]


def ballots(case: Commendation, day: date) -> list[Ballot]:
    """Every nominee that the examiner proposed."""
    members = list(case.council.select_related("user"))
    bodies, found = bodies_of(members, day), []
    for nominee in case.nominees.filter(is_proposed=True).select_related("body"):
        voters = voters_of(members, nominee, bodies)
        found.append(Ballot(nominee, tuple(voters), tuple(one for one in members if one not in voters)))
    return found


def who_may_be_named(case: Commendation, day: date) -> QuerySet[User]:
    """Open accounts with a post in a body of the province."""
    held = Post.objects.on(day).filter(organisation__in=tree.below({case.root_id}, day)).values("user")
    return User.objects.filter(is_active=True, pk__in=held).order_by("full_name", "username")


@transaction.atomic
def name_member(case: Commendation, user: User, part: str, by: User, at: datetime) -> CouncilMember:
    """One who votes; named already he gets the part. Raises Refused."""
    case, day = _locked(case), at.astimezone(HANOI).date()
    check_examines(case, by, day, EXAMINED)
    if part not in CouncilMember.PARTS:
        raise Refused(f"Không có phần việc «{part}»; có: {', '.join(CouncilMember.PARTS)}.")
    if not who_may_be_named(case, day).filter(pk=user.pk).exists():
        raise Refused(f"{user} không giữ chức vụ ở cơ quan nào trong tỉnh.")
    chair = case.council.filter(part=CouncilMember.CHAIR).exclude(user=user).select_related("user").first()
    if part == CouncilMember.CHAIR and chair is not None:
        raise Refused(f"Đã có chủ tịch hội đồng là {chair.user}; xin đổi phần việc của người đó trước.")
    made, _ = CouncilMember.objects.update_or_create(case=case, user=user, defaults={"part": part, "by": by, "at": at})
    LogEntry.record(by, "name_council_member", case, at, case.organisation, member=user.username, part=part)
    _changed(case, at)
    return made


@transaction.atomic
def remove_member(case: Commendation, user: User, by: User, at: datetime) -> bool:
    """Take a member off; False where he is none. Raises Refused."""
    case = _locked(case)
    check_examines(case, by, at.astimezone(HANOI).date(), EXAMINED)
    gone, _ = case.council.filter(user=user).delete()
    if gone:
        LogEntry.record(by, "remove_council_member", case, at, case.organisation, member=user.username)
        _changed(case, at)
    return bool(gone)


@transaction.atomic
def count_votes(case: Commendation, votes: Votes, by: User, at: datetime) -> int:
    """Write down the votes; how many nominees got some. Raises Refused where there are more votes than voters."""
    case, day = _locked(case), at.astimezone(HANOI).date()
    check_examines(case, by, day, EXAMINED)
    counted, there = [], ballots(case, day)
    check_numbers(votes, [one.nominee for one in there])
    for ballot in there:
        row = ballot.nominee
        if row.pk not in votes:
            continue
        yes, no = votes[row.pk]
        if min(yes, no) < 0:
            raise Refused("Số phiếu không được âm.")
        if yes + no > len(ballot.voters):
            raise Refused(f"{row}: {yes + no} phiếu, nhưng chỉ {len(ballot.voters)} thành viên được biểu quyết.")
        row.votes_for, row.votes_against, row.voters = yes, no, len(ballot.voters)
        counted.append(row)
    Nominee.objects.bulk_update(counted, ["votes_for", "votes_against", "voters"])
    if counted:
        LogEntry.record(by, "count_votes", case, at, case.organisation, nominees=len(counted))
        Commendation.objects.filter(pk=case.pk).update(council_changed_at=at)
    return len(counted)


def _locked(case: Commendation) -> Commendation:
    return Commendation.objects.select_for_update(of=("self",)).select_related("rules").get(pk=case.pk)


def _changed(case: Commendation, at: datetime) -> None:
    """Votes that a council of other members gave are not this one's."""
    case.nominees.update(votes_for=None, votes_against=None, voters=None)
    Commendation.objects.filter(pk=case.pk).update(council_changed_at=at)


def missing_of_votes(case: Commendation) -> str:
    """What keeps the council's result from being written; the empty string for nothing."""
    if not case.council.filter(part=CouncilMember.CHAIR).exists():
        return "Chưa cử chủ tịch hội đồng; xin cử thành viên ở trang của hội đồng."
    if case.nominees.filter(is_proposed=True, votes_for=None).exists():
        return NEEDS["votes"]
    return ""
