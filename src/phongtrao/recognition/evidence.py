"""Minh chứng: a file, or something that is here already; found by its words among what the person may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from phongtrao.organisations.log_words import SUBJECTS, seen
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.recognition.models import Evidence, Score
from phongtrao.recognition.scores import FROZEN, add_evidence
from phongtrao.words import fold

POINTED = ("report", "task", "document", "outgoing", "synthesis", "inspection", "initiative")
"""Kinds of things that evidence may point to, as `log_words.SUBJECTS` names them; those that there are not yet wait."""
LOOKED, SHOWN = 2000, 10
"""Rows of a kind that are looked through, the newest first, and those of them that are shown."""
NOT_THERE = "Không tìm thấy mục này trong phạm vi anh/chị được xem; xin tìm lại."
LONGEST_WORDS = 300


@dataclass(frozen=True, slots=True)
class Found:
    """A thing that was found: how evidence points to it, what kind it is, what it is called."""

    pointer: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Search:
    """What a search found; `cut` where not everything was looked through or shown."""

    found: list[Found]
    cut: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """Evidence as a person sees it; without `address` where the thing is gone, or not for this person."""

    row: Evidence
    kind: str
    address: str


def kinds() -> dict[str, str]:
    """Kind → its word, of those that there are."""
    return {kind: SUBJECTS[kind].word for kind in POINTED if kind in SUBJECTS}


def search(asked: str, kind: str, user: User, day: date) -> Search:
    """What the person may see whose name has all the words, of one kind or (the empty string) of each."""
    words, found, cut = fold(asked).split(), [], False
    for one in (kind,) if kind in kinds() else kinds():
        subject = SUBJECTS[one]
        rows = list(subject.rows(user, day).order_by("-pk")[: LOOKED + 1])
        named = ((row, subject.name(row)) for row in rows[:LOOKED])
        fitting = [(row, name) for row, name in named if all(word in fold(name) for word in words)]
        found += [Found(f"{one}:{row.pk}", subject.word, name) for row, name in fitting[:SHOWN]]
        cut = cut or len(rows) > LOOKED or len(fitting) > SHOWN
    return Search(found, cut)


def point_to(row: Score, criterion: str, pointer: str, words: str, by: User, at: datetime, day: date) -> Evidence:
    """Put something that is here beside an answer, under the name that it has today.

    Raises Refused for what the person may not see, and where the score is sealed.
    """
    kind, _, number = pointer.partition(":")
    known = seen({pointer}, by, day) if kind in kinds() and number.isascii() and number.isdecimal() else {}
    if pointer not in known:
        raise Refused(NOT_THERE)
    name = f"{SUBJECTS[kind].word}: {known[pointer][0]}"
    told = f"{words.strip()} ({name})" if words.strip() else name
    return add_evidence(row, criterion, by, at, told[:LONGEST_WORDS], pointer=pointer)


@transaction.atomic
def remove(row: Score, pk: int) -> None:
    """Take evidence away from an open score. Raises Refused."""
    row = Score.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.sent_at is not None:
        raise Refused(FROZEN)
    there = Evidence.objects.filter(answer__score=row, pk=pk).select_related("answer").first()
    if there is None:
        raise Refused("Minh chứng này đã được bỏ; xin tải lại trang.")
    there.delete()


def shown(rows: Iterable[Evidence], user: User, day: date) -> dict[str, list[Shown]]:
    """Criterion → its evidence as the person sees it, in a few queries for all of them."""
    all_rows = list(rows)
    known = seen({row.pointer for row in all_rows if row.pointer}, user, day)
    told: dict[str, list[Shown]] = {}
    for row in all_rows:
        kind = row.pointer.partition(":")[0]
        word = SUBJECTS[kind].word if kind in SUBJECTS else ""
        address = known[row.pointer][1] if row.pointer in known else ""
        told.setdefault(row.answer.criterion, []).append(Shown(row, word, address))
    return told
