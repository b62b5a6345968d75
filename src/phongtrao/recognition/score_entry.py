"""A score's page while it is written: what is asked, what stands there, what it comes to so far, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from phongtrao.kept_apart import Conflict
from phongtrao.organisations.models import User
from phongtrao.recognition import evidence
from phongtrao.recognition.criteria import EVIDENCE, KINDS, CriteriaSet, Criterion, Group
from phongtrao.recognition.enter_answers import Given, Written
from phongtrao.recognition.models import Evidence, Score
from phongtrao.recognition.offers import Offer, offer_for, why_no_offer
from phongtrao.recognition.reasons import level_title, number
from phongtrao.recognition.scores import lacking, said, scored
from phongtrao.recognition.scoring import RESULTS, GroupScore, Missing, Row, Scored
from phongtrao.recognition.typed_answers import Typed, as_typed

YES_NO = ("có", "không")


@dataclass(slots=True)
class AnswerCell:
    """One criterion as the page draws it."""

    criterion: Criterion
    row: Row
    shown: Typed
    was: Typed
    options: tuple[tuple[str, str], ...] = ()
    """What can be chosen, each with what it is called on the page."""
    offer: Offer | None = None
    no_measure: str = ""
    lineage: str = ""
    evidence: list[evidence.Shown] = field(default_factory=list)
    wrong: str = ""
    conflict: Conflict[Typed] | None = None
    missing: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.criterion.name

    @property
    def is_answered(self) -> bool:
        return self.row.state != "missing"


@dataclass(frozen=True, slots=True)
class GroupCells:
    """A group with its cells, and its points where the set gives any."""

    group: Group
    score: GroupScore | None
    cells: list[AnswerCell]


@dataclass(frozen=True, slots=True)
class ScoreEntry:
    """All criteria by group, and how the whole stands."""

    said: CriteriaSet
    scored: Scored
    groups: list[GroupCells]
    missing: list[Missing]
    """What single criteria still lack."""

    @property
    def cells(self) -> Iterable[AnswerCell]:
        return (cell for one in self.groups for cell in one.cells)

    @property
    def answered(self) -> int:
        return sum(cell.is_answered for cell in self.cells)

    @property
    def result(self) -> str:
        return result_words(self.said, self.scored)

    @property
    def verdict(self) -> str:
        return verdict(self.said, self.scored)

    @property
    def gaps(self) -> list[str]:
        """What the set itself leaves open."""
        return [one.words for one in self.scored.missing if not one.criterion]


def result_words(criteria_set: CriteriaSet, scored: Scored) -> str:
    """`85/100 điểm, cần 80; đạt`; with the level where one is given."""
    result = verdict(criteria_set, scored)
    if criteria_set.scoring == "points":
        worth = sum(one.worth for one in scored.groups)
        needed = f", cần {number(criteria_set.at_least)}" if criteria_set.at_least is not None else ""
        return f"{number(scored.total)}/{number(worth)} điểm{needed}; {result}"
    needed = f", cần {scored.needed}" if scored.needed is not None else ""
    return f"đạt {scored.met}/{len(scored.rows)} tiêu chí{needed}; {result}"


def verdict(criteria_set: CriteriaSet, scored: Scored) -> str:
    """`đạt`; with the level where one is given."""
    level = level_title(criteria_set, scored.level)
    return RESULTS[scored.result] + (f", mức {level.lower()}" if level else "")


def entry_of(
    row: Score, user: User, day: date, given: Mapping[str, Given] | None = None, saved: Written | None = None,
    with_missing: bool = False,
) -> ScoreEntry:  # fmt: skip
    """The criteria with what stands there; what could not be written stays as it was typed.

    `with_missing`: whether each says beside it what it lacks, as after somebody wanted to hand the score in.
    """
    criteria_set, found = said(row.criteria), scored(row)
    cells = {one.criterion.name: _cell(one) for one in found.rows}
    _beside(row, cells, user, day)
    missing = lacking(row)
    for one in missing if with_missing else ():
        cells[one.criterion].missing.append(one.words)
    _typed(cells, given or {}, saved or Written())
    scores = {one.group.name: one for one in found.groups}
    groups = [
        GroupCells(group, scores.get(group.name), [cells[one.name] for one in criteria_set.of_group(group.name)])
        for group in criteria_set.groups
    ]
    return ScoreEntry(criteria_set, found, groups, missing)


def _cell(one: Row) -> AnswerCell:
    typed = as_typed(one.criterion, one.answer)
    return AnswerCell(one.criterion, one, typed, typed, options_of(one.criterion))


def options_of(criterion: Criterion) -> tuple[tuple[str, str], ...]:
    """What can be chosen, each with its points; nothing where something is to be typed."""
    if criterion.kind == "yes_no":
        return tuple((word, word) for word in YES_NO)
    return tuple((one.title, f"{one.title} ({number(one.points)} điểm)") for one in criterion.options)


def _beside(row: Score, cells: Mapping[str, AnswerCell], user: User, day: date) -> None:
    """Evidence, what the site knows, and what was taken over from it."""
    rows = Evidence.objects.filter(answer__score=row).select_related("answer", "file")
    for name, shown in evidence.shown(rows, user, day).items():
        if name in cells:
            cells[name].evidence = shown
    lineages = dict(row.answers.exclude(lineage="").values_list("criterion", "lineage"))
    for cell in cells.values():
        cell.lineage = lineages.get(cell.name, "")
        if cell.criterion.measure and not cell.is_answered:
            cell.offer = offer_for(row.candidacy, cell.criterion, day)
            cell.no_measure = "" if cell.offer else why_no_offer(row.candidacy, day)


def _typed(cells: Mapping[str, AnswerCell], given: Mapping[str, Given], saved: Written) -> None:
    """What was not written stays as it was typed, with what stood there when the person began."""
    for name, one in given.items():
        if name in cells and (name in saved.wrong or name in saved.conflicts):
            cell = cells[name]
            cell.shown, cell.was = one.typed, one.was or cell.was
            cell.wrong, cell.conflict = saved.wrong.get(name, ""), saved.conflicts.get(name)


def how(criterion: Criterion) -> str:
    """`tỷ lệ (phần trên tổng số); tối đa 10 điểm; cần ít nhất 70 %`: what is asked, in a line."""
    told = [KINDS[criterion.kind]]
    if criterion.kind == "deduction":
        told += [f"mỗi lần trừ {number(criterion.points_each)} điểm"]
    elif criterion.points:
        told += [f"{'điểm thưởng, ' if criterion.bonus else ''}tối đa {number(criterion.points)} điểm"]
    if criterion.at_least is not None:
        told += [f"cần ít nhất {number(criterion.at_least)}{' %' if criterion.kind == 'share' else ''}"]
    unit = " %" if criterion.kind == "share" else ""
    told += [f"từ {number(step.reaches)}{unit}: {number(step.points)} điểm" for step in criterion.steps]
    if criterion.veto:
        told += ["không đạt thì cả đơn vị không đạt" if criterion.veto == "fails" else "không đạt thì bị hạn chế mức"]
    return "; ".join(told)


def evidence_words(criterion: Criterion) -> str:
    """`minh chứng bắt buộc`."""
    return f"minh chứng {EVIDENCE[criterion.evidence]}"
