"""Answers are written into an open score. Two who write at one time lose nothing: what differs is shown to both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from phongtrao.kept_apart import Conflict, Saved
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.recognition.answers import Answered, why_wrong
from phongtrao.recognition.criteria import Criterion
from phongtrao.recognition.models import Score, ScoreAnswer
from phongtrao.recognition.offers import offer_for
from phongtrao.recognition.scores import FROZEN, answer, answers_of, said
from phongtrao.recognition.typed_answers import Typed, Unreadable, answer_of, as_typed
from phongtrao.words import HANOI

LONGEST = 5000
"""Characters of a reason."""
TOO_LONG = f"Lý do dài quá {LONGEST} ký tự; xin rút gọn, phần còn lại để ở minh chứng."


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody wrote for a criterion; `was` is what stood there when he began, None where nobody looked."""

    typed: Typed
    was: Typed | None = None


Written = Saved[Typed]
"""What became of each criterion that was written to."""


@transaction.atomic
def save(row: Score, given: Mapping[str, Given], by: User, at: datetime) -> Written:
    """Write what is in order; what cannot be taken is told by criterion, what was changed meanwhile is kept and shown.

    Who may write is asked by the page. Raises Refused once the score is sealed.
    """
    row = Score.objects.select_for_update(of=("self",)).select_related("criteria", "candidacy").get(pk=row.pk)
    if row.sent_at is not None:
        raise Refused(FROZEN)
    done, there = Written(), answers_of(row)
    rows = {one.criterion: one for one in row.answers.select_related("by")}
    for criterion in said(row.criteria).criteria:
        if criterion.name in given:
            now = there.get(criterion.name, Answered())
            _save_one(row, criterion, given[criterion.name], now, rows.get(criterion.name), by, at, done)
    return done


def _save_one(
    row: Score, criterion: Criterion, given: Given, now: Answered, there: ScoreAnswer | None, by: User, at: datetime,
    done: Written,
) -> None:  # fmt: skip
    name, stands = criterion.name, as_typed(criterion, now)
    was = given.was if given.was is not None else stands
    try:
        mine = _as_it_was(criterion, given.typed, was)
    except Unreadable as error:
        done.wrong[name] = str(error)
        return
    wanted = merged(mine, was, stands)
    if wanted is None:
        done.conflicts[name] = Conflict(stands, mine, there.by if there else None, there.at if there else None)
        return
    if wanted == stands:
        return
    told = answer_of(criterion, wanted)
    wrong = TOO_LONG if len(told.reason) > LONGEST else why_wrong(criterion, told)
    if wrong:
        done.wrong[name] = wrong
        return
    answer(row, name, told, by, at, _lineage(row, criterion, told, now, there, at))
    done.written.append(name)


def _as_it_was(criterion: Criterion, typed: Typed, was: Typed) -> Typed:
    """What was typed as the site writes it: `1.500` where `1500` stood is no change. Raises Unreadable."""
    return was if typed == was else as_typed(criterion, answer_of(criterion, typed))


def merged(mine: Typed, was: Typed, now: Typed) -> Typed | None:
    """What is to stand there, the answer and its reason each by itself; None where two changed the same one."""
    parts = [_merged(pair(mine), pair(was), pair(now)) for pair in (_answer, _reason)]
    if parts[0] is None or parts[1] is None:
        return None
    value, base, not_applicable = parts[0]
    return Typed(value, base, not_applicable, parts[1][0])


def _answer(one: Typed) -> tuple[str, ...]:
    return one.value, one.base, one.not_applicable


def _reason(one: Typed) -> tuple[str, ...]:
    return (one.reason.strip(),)


def _merged(mine: tuple[str, ...], was: tuple[str, ...], now: tuple[str, ...]) -> tuple[str, ...] | None:
    if mine in (was, now):
        return now
    return mine if now == was else None


def _lineage(
    row: Score, criterion: Criterion, told: Answered, now: Answered, there: ScoreAnswer | None, at: datetime
) -> str:
    """What the system counted, where the answer is what it counts; an answer that stays keeps what it said."""
    if there is not None and (told.value, told.base, told.not_applicable) == (now.value, now.base, now.not_applicable):
        return there.lineage
    offer = offer_for(row.candidacy, criterion, at.astimezone(HANOI).date())
    return offer.lineage if offer is not None and offer.is_of(told) else ""
