"""Thẩm định, phê duyệt từng khoản: finance says what a line comes to and why, the decider may say otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from phongtrao.dong import NotWhole, grouped, read_dong
from phongtrao.kept_apart import Conflict, Saved
from phongtrao.money.machine import BARRED, LEADING, drew_up
from phongtrao.money.models import Estimate, EstimateLine
from phongtrao.organisations.models import LogEntry, Organisation, User
from phongtrao.procedure import Refused
from phongtrao.procedures import ESTIMATE
from phongtrao.words import HANOI
from phongtrao.work.deeds import post_at
from phongtrao.work.models import RECEIVING

LONGEST = 1000
NO_REASON = "khác số {}; xin nêu lý do."


@dataclass(frozen=True, slots=True)
class Stage:
    """Who says a figure of each line, in which state, in which columns; `beside`: what it is held against."""

    state: str
    column: str
    reason: str
    party: str
    functions: frozenset[str]
    word: str
    beside: str
    deed: str


APPRAISING = Stage(
    "sent", "appraised", "appraisal_reason", "appraiser", frozenset(RECEIVING), "thẩm định", "đề nghị", "appraise_lines"
)
APPROVING = Stage(
    "appraised", "approved", "approval_reason", "decider", LEADING, "phê duyệt", "thẩm định", "approve_lines"
)
STAGES = {stage.state: stage for stage in (APPRAISING, APPROVING)}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and its reason as they are typed; both empty where there is none yet."""

    amount: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody typed for a line; `was` is what stood there when he began, None where nobody looked."""

    mine: Figure
    was: Figure | None = None


def why_not(case: Estimate, by: User, day: date) -> str:
    """Why the person may not say figures now; the empty string where he may."""
    stage = STAGES.get(case.state)
    if stage is None:
        return f"Dự toán đang ở trạng thái «{ESTIMATE.words[case.state]}», không ghi số thẩm định, phê duyệt được."
    body: Organisation = getattr(case, stage.party)
    if post_at(by, body, day, stage.functions) is None:
        return f"Người ghi số {stage.word}: {ESTIMATE.words[stage.party]}."
    return BARRED if stage is APPRAISING and drew_up(case, by) else ""


def stands(row: EstimateLine, stage: Stage) -> Figure:
    """What is written for the line as people type it."""
    amount = getattr(row, stage.column)
    return Figure("" if amount is None else grouped(amount), getattr(row, stage.reason))


def held_against(row: EstimateLine, stage: Stage) -> int:
    """The figure before: what was asked, or what was appraised."""
    return row.said.amount if stage is APPRAISING else row.appraised or 0


@transaction.atomic
def save_figures(case: Estimate, given: Mapping[int, Given], by: User, at: datetime) -> Saved[Figure]:
    """Write what is in order; what cannot be taken is told by line, what was changed meanwhile is kept and shown.

    Raises Refused for who may say no figures now.
    """
    case = Estimate.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if why := why_not(case, by, at.astimezone(HANOI).date()):
        raise Refused(why)
    stage, done = STAGES[case.state], Saved[Figure]()
    for row in case.lines.all():
        if row.number in given:
            _save(row, stage, given[row.number], done)
    if done.written:
        LogEntry.record(by, stage.deed, case, at, getattr(case, stage.party), lines=len(done.written))
    return done


def _save(row: EstimateLine, stage: Stage, given: Given, done: Saved[Figure]) -> None:
    name, now = str(row.number), stands(row, stage)
    try:
        mine = _as_written(given.mine)
    except NotWhole as error:
        done.wrong[name] = str(error)
        return
    if mine == (given.was if given.was is not None else now) or mine == now:
        return
    if given.was is not None and given.was != now:
        done.conflicts[name] = Conflict(now, mine, None, None)
        return
    if wrong := _wrong(row, stage, mine):
        done.wrong[name] = wrong
        return
    setattr(row, stage.column, read_dong(mine.amount) if mine.amount else None)
    setattr(row, stage.reason, mine.reason)
    if stage is APPRAISING:
        row.approved, row.approval_reason = None, ""
    row.save()
    done.written.append(name)


def _as_written(mine: Figure) -> Figure:
    """`1500000` as `1.500.000`. Raises NotWhole."""
    reason = " ".join(mine.reason.split())
    return Figure(grouped(read_dong(mine.amount)) if mine.amount.strip() else "", reason)


def _wrong(row: EstimateLine, stage: Stage, mine: Figure) -> str:
    """Why it cannot be written: another sum than the one before needs a reason, whether it is less or more."""
    if len(mine.reason) > LONGEST:
        return f"lý do dài quá {LONGEST} ký tự; xin rút gọn."
    if not mine.amount:
        return f"đã ghi lý do nhưng chưa ghi số {stage.word}." if mine.reason else ""
    if read_dong(mine.amount) != held_against(row, stage) and not mine.reason:
        return NO_REASON.format(stage.beside)
    return ""
