"""The score agreed on: every member's answers beside each other, what all said filled in, the rest written by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.recognition.answers import Answered, Answers
from phongtrao.recognition.criteria import Criterion
from phongtrao.recognition.models import Appraisal, AppraisalMember, Score
from phongtrao.recognition.scores import (
    agreed_score,
    answer,
    check_member,
    council_score,
    members_waited_for,
    own_score,
    said,
    same_answer,
    scored,
)
from phongtrao.recognition.scoring import Row

LONGEST = 2000
"""Characters of a reason."""


@dataclass(frozen=True, slots=True)
class Side:
    """One score among those compared: whose it is, and how it stands at a criterion."""

    who: str
    row: Row
    differs: bool
    """From the unit's own."""


@dataclass(frozen=True, slots=True)
class Line:
    """A criterion as the unit and every member scored it."""

    criterion: Criterion
    own: Row
    members: tuple[Side, ...]
    agreed: Answered | None
    """What all members say; None where they differ."""

    @property
    def is_split(self) -> bool:
        return self.agreed is None


def why_hidden(appraisal: Appraisal, user: User) -> str:
    """Why the person may not see all scores beside each other yet; the empty string where he may."""
    if appraisal.closed_at is not None:
        return ""
    if appraisal.candidacy.state != "dossier_sent":
        return "Hồ sơ đã được trả lại nên lần thẩm định này không kết luận."
    if waited := members_waited_for(appraisal):
        return f"Còn {len(waited)} thành viên chưa nộp bảng điểm: {', '.join(str(one.user) for one in waited)}."
    if not appraisal.members.filter(user=user).exists():
        return "Điểm của các thành viên hiện ra khi thẩm định đã kết luận."
    return ""


def members_scores(appraisal: Appraisal) -> list[Score]:
    """The scores that members handed in, in the order in which they were named."""
    order = list(appraisal.members.values_list("user", flat=True))
    rows = appraisal.scores.filter(kind=Score.MEMBER, sent_at__isnull=False).select_related("member", "criteria")
    return sorted(rows.prefetch_related("answers"), key=lambda row: order.index(row.member_id or 0))


def compared(appraisal: Appraisal) -> list[Line]:
    """Every criterion with the unit's answer and each member's; only for who may see them all (`Score.visible_to`)."""
    own = own_score(appraisal.candidacy)
    assert own is not None
    by_unit = {row.criterion.name: row for row in scored(own).rows}
    told = [(str(one.member), scored(one).rows) for one in members_scores(appraisal)]
    lines = []
    for at, criterion in enumerate(said(own.criteria).criteria):
        ours = by_unit[criterion.name]
        sides = tuple(Side(who, rows[at], not same_answer(rows[at].answer, ours.answer)) for who, rows in told)
        lines.append(Line(criterion, ours, sides, _agreed([side.row.answer for side in sides], ours.answer)))
    return lines


def _agreed(given: list[Answered], own: Answered) -> Answered | None:
    """What all members say, with their reasons where it is not what the unit says."""
    if not given or any(not same_answer(given[0], one) for one in given):
        return None
    reasons = dict.fromkeys(one.reason.strip() for one in given if one.reason.strip())
    told = own.reason if same_answer(given[0], own) and not reasons else "; ".join(reasons)
    return Answered(given[0].value, given[0].base, given[0].not_applicable, told[:LONGEST])


def filled_in(lines: list[Line]) -> Answers:
    """What all members agree on, by criterion."""
    return {line.criterion.name: line.agreed for line in lines if line.agreed is not None}


@transaction.atomic
def open_agreed(appraisal: Appraisal, by: User, at: datetime) -> Score:
    """The score agreed on to write in; begun with what all members agree on. Raises Refused."""
    is_new = council_score(appraisal) is None
    row = agreed_score(appraisal, by, at)
    if is_new:
        for name, given in filled_in(compared(appraisal)).items():
            answer(row, name, given, by, at)
    return row


def check_writer(appraisal: Appraisal, user: User, at: datetime) -> None:
    """Raises Refused for one who does not write the score agreed on, or does not any more."""
    check_member(appraisal, user, at)
    if not writes(appraisal, user):
        raise Refused("Bảng điểm thống nhất do người chủ trì hoặc thư ký ghi.")


def writes(appraisal: Appraisal, user: User) -> bool:
    """Whether the person writes the score agreed on, while it is open."""
    parts = (AppraisalMember.CHAIR, AppraisalMember.SECRETARY)
    return appraisal.closed_at is None and appraisal.members.filter(user=user, part__in=parts).exists()
