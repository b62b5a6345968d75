"""A report as its page shows it: values by section, who sees which edition, what changed from one to the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from phongtrao.organisations.models import User
from phongtrao.reports.cells import Cell
from phongtrao.reports.entry import said
from phongtrao.reports.form import Form
from phongtrao.reports.models import Answer, Edition, Figure, Mark, Report
from phongtrao.work.models import desk_ids


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell with its value in words, and what was said of it when the edition was returned."""

    title: str
    text: str
    answer: Answer | None = None
    """Where it was answered in words."""
    marks: list[Mark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Compared:
    """An edition, and what is other in it than in the one before: title, before, now."""

    edition: Edition
    changes: list[tuple[str, str, str]]


def shown_to(report: Report, editions: Sequence[Edition], user: User, day: date) -> list[Edition]:
    """Those of its editions that the person may read: of his own line all, elsewhere what the body's leader let out."""
    line = user.reach(day) | desk_ids(user, day)
    whole = user.sees_all(day) or report.organisation_id in line
    return [edition for edition in editions if whole or edition.sent_on]


def sections_of(edition: Edition) -> list[tuple[str, list[Shown]]]:
    """Title of each section with its cells, those without a value too."""
    form, texts = edition.version.said, texts_of(edition)
    marks: dict[str, list[Mark]] = defaultdict(list)
    for mark in Mark.objects.filter(edition=edition):
        marks[mark.cell].append(mark)
    answers = {answer.question: answer for answer in Answer.objects.filter(edition=edition)}
    cells = [
        (one, Shown(one.title, texts.get(one.name, ""), answers.get(one.name), marks[one.name])) for one in form.cells
    ]
    found = [(title, [cell for one, cell in cells if one.section == section]) for section, title in form.sections]
    return [(title, inside) for title, inside in found if inside]


def compared(editions: Sequence[Edition]) -> list[Compared]:
    """All editions, the last first, each held against the one before it; nothing for a report of one edition."""
    if len(editions) < 2:
        return []
    texts = _texts(editions)
    found = [Compared(editions[0], [])]
    for old, new in zip(editions, editions[1:], strict=False):
        found.append(Compared(new, _changes(new.version.said, texts[old.pk], texts[new.pk])))
    return found[::-1]


def _changes(form: Form, old: dict[str, str], new: dict[str, str]) -> list[tuple[str, str, str]]:
    texts = ((one.title, old.get(one.name, ""), new.get(one.name, "")) for one in form.cells)
    return [(title, before, now) for title, before, now in texts if before != now]


def texts_of(edition: Edition) -> dict[str, str]:
    """Cell → value in words, of cells that have one."""
    return _texts([edition])[edition.pk]


def _texts(editions: Sequence[Edition]) -> dict[int, dict[str, str]]:
    """Edition → cell → value in words, in two queries."""
    found: dict[int, dict[str, str]] = {edition.pk: {} for edition in editions}
    forms = {edition.pk: edition.version.said for edition in editions}
    for figure in Figure.objects.filter(edition__in=found).select_related("indicator"):
        name, form = figure.indicator.name, forms[figure.edition_id]
        if name in form.names:
            found[figure.edition_id][name] = said(form.indicator(name), Cell(figure.said, figure.nothing))
    for edition, question, text in Answer.objects.filter(edition__in=found).values_list("edition", "question", "text"):
        found[edition][question] = text
    return found
