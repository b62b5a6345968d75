"""Lựa chọn: candidates of a year beside what they had the year before, and what is decided of several at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from phongtrao.organisations.models import Organisation, User
from phongtrao.procedure import Refused
from phongtrao.procedures import CANDIDACY
from phongtrao.recognition.candidacy_deeds import take
from phongtrao.recognition.models import Candidacy, CandidacyDeed, Recognition, RecordedResult
from phongtrao.recognition.plan import YearPlan
from phongtrao.recognition.progress import Counts
from phongtrao.recognition.register import COMMUNE, PATHS, PROVINCE
from phongtrao.recognition.rules import SUBJECTS
from phongtrao.recognition.rules_told import measure
from phongtrao.recognition.shown import badge_of
from phongtrao.words import HANOI
from phongtrao.work.deeds import post_at
from phongtrao.work.desk import names_of
from phongtrao.work.models import RECEIVING

OTHERS = {"an-toan-antt": "An toàn về ANTT", "phan-loai": "Phân loại"}
"""Programmes whose results of the year before are looked at when units are chosen (Plan 70/KH-UBND, part II.2)."""
DEEDS = {"select": "Chọn xây dựng", "not_select": "Không chọn", "pass_up": "Tổng hợp, gửi lên tỉnh"}
"""What can be decided of several at once, and how it is called."""
RECOGNISED = "được công nhận"
BODIES = {"registered": ("appraiser",), "at_commune": ("commune", "through")}
"""States in which something can be decided here → fields of the bodies that do."""
OFFERED = {"registered": ("select", "not_select"), "at_commune": ("pass_up", "not_select")}
"""State → what can be decided of it here."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One line of the selection."""

    row: Candidacy
    body: str
    commune: str
    path: str
    """A key of PATHS."""
    results: tuple[str, ...]
    """What it had the year before in each of OTHERS; the empty string where nothing is recorded."""
    may_decide: bool

    @property
    def badge(self) -> tuple[str, str]:
        return badge_of(self.row)

    @property
    def subject(self) -> str:
        return SUBJECTS[self.row.subject]

    @property
    def where(self) -> str:
        """`qua xã An Lạc`, or that it went to the province at once."""
        return f"qua {self.commune}" if self.path == "xa" and self.commune else PATHS["tinh"]


def candidates(rows: Sequence[Candidacy], user: User, day: date) -> list[Candidate]:
    """The rows as lines, in their order."""
    names = names_of({pk for row in rows for pk in (row.organisation_id, row.commune_id) if pk}, day)
    found = results_before(rows, user, day)
    paths = paths_of(rows)
    may = _decides(user, day)
    return [
        Candidate(
            row, names[row.organisation_id], names.get(row.commune_id or 0, ""),
            paths[row.pk], tuple(found.get((row.organisation_id, name, row.year - 1), "") for name in OTHERS), may(row),
        )
        for row in rows
    ]  # fmt: skip


def paths_of(rows: Sequence[Candidacy]) -> dict[int, str]:
    """Candidacy → by which path it was registered, a key of PATHS; one query."""
    passed = CandidacyDeed.objects.filter(candidacy__in=[row.pk for row in rows], deed="pass_up")
    up = set(passed.values_list("candidacy", flat=True))
    return {row.pk: COMMUNE if row.pk in up or row.state == "at_commune" else PROVINCE for row in rows}


def _decides(user: User, day: date) -> Callable[[Candidacy], bool]:
    """Whether the person decides of a row; each body is looked at once."""
    known: dict[int, bool] = {}

    def holds(body: Organisation) -> bool:
        if body.pk not in known:
            known[body.pk] = post_at(user, body, day, RECEIVING) is not None
        return known[body.pk]

    def may(row: Candidacy) -> bool:
        bodies = (getattr(row, field) for field in BODIES.get(row.state, ()))
        return any(holds(body) for body in bodies if body is not None)

    return may


def results_before(rows: Iterable[Candidacy], user: User, day: date) -> dict[tuple[int, str, int], str]:
    """Body, programme and year → what is recorded of it there for the year before each row's.

    Where nothing is recorded, a recognition that this site itself knows of.
    """
    bodies = {row.organisation_id for row in rows}
    years = {row.year - 1 for row in rows}
    known = RecordedResult.objects.visible_to(user, day).filter(programme__name__in=OTHERS, year__in=years)
    told = known.filter(organisation__in=bodies).values_list("organisation", "programme__name", "year", "result")
    given = Recognition.objects.standing(day).filter(candidacy__organisation__in=bodies)
    given = given.filter(candidacy__programme__name__in=OTHERS, candidacy__year__in=years)
    own = given.values_list("candidacy__organisation", "candidacy__programme__name", "candidacy__year")
    return dict.fromkeys(own, RECOGNISED) | {(body, name, year): result for body, name, year, result in told}


def offered_deeds(lines: Iterable[Candidate]) -> dict[str, str]:
    """What the person can decide of any of the lines → how it is called."""
    offered = {deed for line in lines if line.may_decide for deed in OFFERED[line.row.state]}
    return {deed: word for deed, word in DEEDS.items() if deed in offered}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one of several."""

    body: str
    done: bool
    said: str


def take_each(rows: Sequence[Candidacy], deed: str, by: User, at: datetime, note: str) -> list[Outcome]:
    """Take the deed on each row by itself; what is refused of one stops none of the others."""
    names, found = names_of((row.organisation_id for row in rows), at.astimezone(HANOI).date()), []
    for row in rows:
        try:
            taken = take(row, deed, by, at, note)
        except Refused as refused:
            found.append(Outcome(names[row.organisation_id], done=False, said=str(refused)))
        else:
            found.append(Outcome(names[row.organisation_id], done=True, said=CANDIDACY.words[taken.state]))
    return found


@dataclass(frozen=True, slots=True)
class Aim:
    """The year's target of a subject beside what is selected. None: no paper or no total says how many."""

    subject: str
    said: str
    shrinking: int | None
    fixed: int | None
    counts: Counts


def aims_of(plans: Iterable[YearPlan], year: int, counts: dict[tuple[str, int], Counts]) -> list[Aim]:
    """The targets of one year."""
    rows = [one for one in plans if one.year == year]
    return [
        Aim(SUBJECTS[o.subject], measure(o.target), o.shrinking, o.fixed, counts.get((o.subject, year), Counts()))
        for o in rows
    ]
