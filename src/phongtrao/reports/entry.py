"""The entry page's cells: what stands in each, what the period before said, what the site knows, what is amiss."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from phongtrao.kept_apart import Conflict
from phongtrao.measures import measured
from phongtrao.reports.cells import NOTHING, Cell, spoken, written
from phongtrao.reports.enter import Pair, Typed, Written
from phongtrao.reports.form import Form, Indicator, Question, Value
from phongtrao.reports.models import Answer, Edition, Figure, Mark
from phongtrao.reports.unfinished import OpenPoint, broken, last_edition, missing

KINDS = {"yes_no": "choice", "level": "choice", "share": "share"}
"""Type of an indicator → how its field is drawn; a number for all others."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A value that the site knows; a person takes it over or does not."""

    text: str
    base: str
    spoken: str
    lineage: str


@dataclass(slots=True)
class EntryCell:
    """One cell as the page draws it. `kind`: number, share, choice or words."""

    name: str
    title: str
    kind: str
    required: bool
    text: str = ""
    base: str = ""
    was: Pair = ("", "")
    nothing: bool = False
    unit: str = ""
    base_title: str = ""
    options: tuple[str, ...] = ()
    last: str = ""
    offer: Offer | None = None
    wrong: str = ""
    conflict: Conflict[Pair] | None = None
    points: list[OpenPoint] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    moved: bool = False
    """Whether somebody else wrote it meanwhile, and who sends the page had not touched it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """All cells by section, and what still keeps the report from being sent."""

    sections: list[tuple[str, list[EntryCell]]]
    points: list[OpenPoint]
    has_before: bool
    """Whether there is a report of the period before."""

    @property
    def cells(self) -> Iterable[EntryCell]:
        return (cell for _, cells in self.sections for cell in cells)

    @property
    def not_taken(self) -> list[EntryCell]:
        return [cell for cell in self.cells if cell.wrong or cell.conflict]

    @property
    def hard(self) -> list[OpenPoint]:
        return [point for point in self.points if point.hard]

    @property
    def soft(self) -> list[OpenPoint]:
        return [point for point in self.points if not point.hard]


def entry_of(
    edition: Edition,
    day: date,
    typed: Mapping[str, Typed] | None = None,
    saved: Written | None = None,
    with_missing: bool = False,
) -> Entry:
    """The cells as they stand; where something was typed that could not be written, as it was typed.

    `with_missing`: whether empty cells say so beside them, as after somebody wanted to send the report.
    """
    form = edition.version.said
    figures, answers, before = _written(edition)
    values = {name: cell.value for name, cell in figures.items()}
    empty, checks = missing(form, values, answers), broken(form, values, before.values)
    cells: dict[str, EntryCell] = {}
    for one in form.indicators:
        cells[one.name] = _figure_cell(one, figures.get(one.name), before)
        if one.name not in figures:
            cells[one.name].offer = _offer(one, edition, before, day)
    for question in form.questions:
        cells[question.name] = _answer_cell(question, answers.get(question.name, ""), before)
    _typed(cells, typed or {}, saved or Written())
    _beside(cells, edition, checks + (empty if with_missing else []))
    return Entry(_by_section(form, cells), empty + checks, bool(before.cells or before.answers))


@dataclass(frozen=True, slots=True)
class _Before:
    """What the report of the period before said."""

    cells: Mapping[str, Cell]
    answers: Mapping[str, str]

    @property
    def values(self) -> dict[str, Value]:
        return {name: cell.value for name, cell in self.cells.items()}


def _written(edition: Edition) -> tuple[dict[str, Cell], dict[str, str], _Before]:
    """Cells and answers of the edition, and those of the period before; in one query each."""
    last = last_edition(edition.report)
    cells: dict[int, dict[str, Cell]] = {edition.pk: {}, last.pk if last else 0: {}}
    answers: dict[int, dict[str, str]] = {pk: {} for pk in cells}
    for figure in Figure.objects.filter(edition__in=cells).select_related("indicator"):
        cells[figure.edition_id][figure.indicator.name] = Cell(figure.said, figure.nothing)
    for pk, question, text in Answer.objects.filter(edition__in=cells).values_list("edition", "question", "text"):
        answers[pk][question] = text
    before = last.pk if last else 0
    return cells[edition.pk], answers[edition.pk], _Before(cells[before], answers[before])


def _figure_cell(one: Indicator, there: Cell | None, before: _Before) -> EntryCell:
    text, base = written(one, there)
    last = before.cells.get(one.name)
    nothing = there is not None and there.nothing
    options = ("có", "không") if one.type == "yes_no" else one.levels
    return EntryCell(
        one.name, one.title, KINDS.get(one.type, "number"), one.required, "" if nothing else text, base, (text, base),
        nothing, one.unit or ("đồng" if one.type == "money" else ""), one.base or "tổng số", options,
        said(one, last) if last else "",
    )  # fmt: skip


def said(one: Indicator, cell: Cell) -> str:
    """A cell in words: `12 mô hình`, `có`, `không phát sinh`."""
    if cell.nothing:
        return NOTHING
    return written(one, cell)[0] if one.type == "yes_no" else spoken(one, cell.value)


def _answer_cell(question: Question, text: str, before: _Before) -> EntryCell:
    last = before.answers.get(question.name, "")
    return EntryCell(question.name, question.title, "words", question.required, text, "", (text, ""), last=last)


def offers(edition: Edition, day: date, names: Collection[str]) -> dict[str, Offer]:
    """What the site knows of these cells."""
    _, _, before = _written(edition)
    found = {i.name: _offer(i, edition, before, day) for i in edition.version.said.indicators if i.name in names}
    return {name: offer for name, offer in found.items() if offer}


def _offer(one: Indicator, edition: Edition, before: _Before, day: date) -> Offer | None:
    if one.same_as_last and one.name in before.cells:
        cell, lineage = before.cells[one.name], "như kỳ trước"
    elif one.measure:
        report = edition.report
        rule = edition.version.said.rule_for(report.of)
        span = rule.window(report.of) if rule else (report.of.first, report.of.last)
        known = measured(one.measure, report.organisation, *span, day)
        if known is None or (one.type == "share") != (known.base is not None) or known.base == 0:
            return None
        cell, lineage = Cell(Value(known.value, known.base)), known.lineage
    else:
        return None
    return Offer(*written(one, cell), said(one, cell), lineage)


def _typed(cells: Mapping[str, EntryCell], typed: Mapping[str, Typed], saved: Written) -> None:
    """What was not written stays as it was typed, with what stood there when the person began."""
    for name, given in typed.items():
        cell = cells.get(name)
        if cell is None:
            continue
        if not (name in saved.wrong or name in saved.conflicts):
            cell.moved = given.was is not None and given.was != cell.was and name not in saved.written
            continue
        cell.nothing = given.text == NOTHING and cell.kind != "words"
        cell.text, cell.base = "" if cell.nothing else given.text, given.base
        cell.was = given.was or ("", "")
        cell.wrong, cell.conflict = saved.wrong.get(name, ""), saved.conflicts.get(name)


def _beside(cells: Mapping[str, EntryCell], edition: Edition, points: Iterable[OpenPoint]) -> None:
    """Checks beside their cells, and what the receiver said when the edition before was returned."""
    for point in points:
        if point.cell in cells:
            cells[point.cell].points.append(point)
    returned = Mark.objects.filter(edition__report=edition.report_id, edition__nth=edition.nth - 1)
    for name, text in returned.values_list("cell", "text") if edition.nth > 1 else ():
        if name in cells:
            cells[name].marks.append(text)


def _by_section(form: Form, cells: Mapping[str, EntryCell]) -> list[tuple[str, list[EntryCell]]]:
    of = {one.name: one.section for one in form.cells}
    found = [(title, [cells[name] for name in cells if of[name] == section]) for section, title in form.sections]
    return [(title, inside) for title, inside in found if inside]
