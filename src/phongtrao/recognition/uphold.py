"""Duy trì: recognised units are watched by their own reports and tasks, warned in time, confirmed a year at a time.

Whether a unit is at risk is computed, never stored; each risk says the rule by which it is one. Lapsing is off unless
the rules in force say so (`rules.upkeep.lapses`): no directive asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from phongtrao.measures import Measured, measured_for
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.recognition.candidacy_deeds import take
from phongtrao.recognition.models import Certificate, Recognition, RulesVersion, UpkeepYear
from phongtrao.recognition.rules import RecognitionRules
from phongtrao.words import HANOI, day_in_words
from phongtrao.work.models import Programme

WATCHED = {
    "reports_on_time": "báo cáo đúng hạn",
    "tasks_on_time": "việc đúng hạn",
    "duties_overdue": "nhiệm vụ quá hạn",
    "findings_mended": "khắc phục sau kiểm tra",
}
"""Measures by which a unit is watched."""
COUNTS_AGAINST = ("duties_overdue",)
"""Of these nought is well; of the others the part has to reach the base."""
SOON = 30
"""Days before the year's last day of confirming from which that day itself is warned of."""


@dataclass(frozen=True, slots=True)
class Risk:
    """Why a unit may not be kept up, and the rule that says so."""

    words: str
    rule: str


@dataclass(frozen=True, slots=True)
class Watched:
    """A recognised unit in a year."""

    recognition: Recognition
    year: int
    due: date | None
    """The last day on which the year is confirmed."""
    days_left: int | None
    confirmed: UpkeepYear | None
    figures: tuple[tuple[str, Measured], ...]
    risks: tuple[Risk, ...]

    @property
    def is_at_risk(self) -> bool:
        return bool(self.risks)


def first_year(recognition: Recognition) -> int:
    """The first year that has to be kept up: the one after the recognition."""
    return recognition.recognised_on.year + 1


def watched(recognition: Recognition, day: date) -> Watched:
    """How the unit stands in the running year; figures of the year's window, up to the day."""
    return watched_together([recognition], day)[0]


def watched_together(recognitions: Sequence[Recognition], day: date) -> list[Watched]:
    """How each of these units stands, in their order; every measure is asked once for units of one window."""
    figures = _figures(recognitions, day)
    return [_watched(one, tuple(told), day) for one, told in zip(recognitions, figures, strict=True)]


def _watched(recognition: Recognition, figures: tuple[tuple[str, Measured], ...], day: date) -> Watched:
    rules, year = recognition.candidacy.rules.said, day.year
    due = rules.upkeep.due.of(year) if rules.upkeep.due else None
    confirmed = next((one for one in recognition.upkeep.all() if one.year == year), None)
    counts = year >= first_year(recognition) and confirmed is None
    risks = [*_risks(figures), *(_unconfirmed(due, day, rules) if counts and due else ())]
    left = (due - day).days if due else None
    return Watched(recognition, year, due, left, confirmed, figures, tuple(risks))


def _figures(recognitions: Sequence[Recognition], day: date) -> list[list[tuple[str, Measured]]]:
    """Of each unit, what the measures by which it is watched say."""
    places = [(one.candidacy.organisation_id, one.candidacy.rules.said.window(day.year)) for one in recognitions]
    told = {
        (name, window): measured_for(name, {body for body, of in places if of == window}, *window, day)
        for window in {window for _, window in places}
        for name in WATCHED
    }
    return [
        [(words, told[name, window][body]) for name, words in WATCHED.items() if body in told[name, window]]
        for body, window in places
    ]


def _risks(figures: Iterable[tuple[str, Measured]]) -> Iterable[Risk]:
    against = [WATCHED[name] for name in COUNTS_AGAINST]
    for words, found in figures:
        if words in against and found.value:
            yield Risk(f"{found.value} {words}", f"không còn nhiệm vụ quá hạn: {found.lineage}")
        elif found.base is not None and found.value < found.base:
            yield Risk(f"{words}: {found.value}/{found.base}", f"mọi việc phải đúng hạn: {found.lineage}")


def _unconfirmed(due: date, day: date, rules: RecognitionRules) -> Iterable[Risk]:
    left, source = (due - day).days, rules.upkeep.source or rules.source
    if left < 0:
        yield Risk(f"quá hạn xác nhận duy trì {-left} ngày", source)
    elif left <= SOON:
        yield Risk(f"còn {left} ngày đến hạn xác nhận duy trì ({day_in_words(due)})", source)


@transaction.atomic
def confirm(recognition: Recognition, year: int, words: str, by: User, at: datetime) -> UpkeepYear:
    """The unit kept it up in the year; confirmed again it stays as it is. Raises Refused."""
    day = at.astimezone(HANOI).date()
    recognition = Recognition.objects.select_for_update(of=("self",)).select_related("candidacy").get(pk=recognition.pk)
    if there := recognition.upkeep.filter(year=year).first():
        return there
    if not first_year(recognition) <= year <= day.year:
        raise Refused(f"Chỉ xác nhận duy trì cho các năm từ {first_year(recognition)} đến năm nay.")
    take(recognition.candidacy, "keep_up", by, at, words)
    return UpkeepYear.objects.create(recognition=recognition, year=year, words=words.strip(), by=by, at=at)


def warn(recognition: Recognition, words: str, by: User, at: datetime) -> None:
    """Tell the unit that it is at risk; it stands on the page of its candidacy. Raises Refused."""
    take(recognition.candidacy, "warn_recognised", by, at, words)


def unconfirmed_year(recognition: Recognition, rules: RulesVersion, day: date) -> int | None:
    """The first year that nobody confirmed in time since these rules hold; None where all were, or none had to be."""
    due = rules.said.upkeep.due
    if due is None:
        return None
    done = {one.year for one in recognition.upkeep.all()}
    years = range(max(first_year(recognition), rules.valid_from.year), day.year + 1)
    return next((y for y in years if y not in done and rules.valid_from <= due.of(y) < day), None)


def lapse_due(by: User, at: datetime) -> list[Recognition]:
    """End recognitions that nobody confirmed in time, where the rules in force have it so; those that ended.

    Does nothing where no rules say `lapses`; run again it does no harm.
    """
    day = at.astimezone(HANOI).date()
    standing = Recognition.objects.standing(day).filter(candidacy__state="certified")
    programmes = Programme.objects.filter(candidacies__in=standing.values("candidacy")).distinct()
    in_force = {programme.pk: RulesVersion.objects.on(programme, day) for programme in programmes}
    ended = []
    for one in standing.select_related("candidacy").prefetch_related("upkeep"):
        rules = in_force[one.candidacy.programme_id]
        if rules is None or not rules.said.upkeep.lapses:
            continue
        year = unconfirmed_year(one, rules, day)
        if year is not None and _lapse(one, year, rules, by, at):
            ended.append(one)
    return ended


@transaction.atomic
def _lapse(one: Recognition, year: int, rules: RulesVersion, by: User, at: datetime) -> bool:
    """False where somebody ended or confirmed it meanwhile."""
    day = at.astimezone(HANOI).date()
    row = Recognition.objects.select_for_update(of=("self",)).select_related("candidacy__organisation").get(pk=one.pk)
    if row.ended_on is not None or row.upkeep.filter(year=year).exists():
        return False
    said = f"Không xác nhận duy trì năm {year} ({rules.said.upkeep.source or rules.source})."
    take(row.candidacy, "lapse", by, at, said, as_site=True)
    row.ended_on = day
    row.save(update_fields=["ended_on"])
    Certificate.objects.filter(recognition=row, withdrawn_on=None).update(withdrawn_on=day)
    return True
