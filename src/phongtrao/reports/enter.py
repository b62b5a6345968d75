"""Values and words are written into a draft. Two who write at one time lose nothing: what differs is shown to both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from phongtrao.kept_apart import Conflict, Saved
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.reports.cells import Cell, Unreadable, read_cell, written
from phongtrao.reports.form import Indicator
from phongtrao.reports.models import Answer, Edition, Figure
from phongtrao.reports.models import Indicator as IndicatorRow
from phongtrao.reports.open_report import writing_post
from phongtrao.words import HANOI

LONGEST = 20_000
"""Characters of an answer."""
CELL, SAID = ("edition", "indicator"), ("value", "base", "nothing", "by", "at")
ANSWER = ("edition", "question")


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody wrote into a cell; `was` is what stood there when he began, None where nobody looked."""

    text: str
    base: str = ""
    was: tuple[str, str] | None = None


Pair = tuple[str, str]
"""The text of a cell, and its base where it is a share."""
Written = Saved[Pair]
"""What became of each cell that was typed in."""


@transaction.atomic
def save(edition: Edition, typed: Mapping[str, Typed], by: User, at: datetime, instead: bool = False) -> Written:
    """Write what is in order; what cannot be read is told by cell, what was changed meanwhile is kept and shown.

    Raises Refused for one who does not write for the body (`open_report.writing_post`), or once the edition is no draft
    any more.
    """
    state = Edition.objects.select_for_update().values_list("state", flat=True).get(pk=edition.pk)
    writing_post(by, edition.report.organisation, at.astimezone(HANOI).date(), instead)
    if state != "draft":
        raise Refused("Báo cáo đã trình hoặc đã gửi, không sửa được nữa. Xin tải lại trang.")
    done, form = Written(), edition.version.said
    figures = {f.indicator.name: f for f in edition.figures.select_related("indicator", "by")}
    answers = {a.question: a for a in edition.answers.select_related("by")}
    rows = {row.name: row for row in IndicatorRow.objects.filter(form=edition.report.form_id)}
    changed = []
    for indicator in form.indicators:
        if indicator.name in typed:
            given = typed[indicator.name]
            cell = _figure(edition, indicator, rows[indicator.name], figures.get(indicator.name), given, by, at, done)
            changed += [cell] if cell else []
    # The edition is locked: what was read above still stands, and a whole sheet is one statement.
    Figure.objects.bulk_create(changed, update_conflicts=True, unique_fields=CELL, update_fields=SAID)
    asked = [question.name for question in form.questions if question.name in typed]
    told = (_answer(edition, name, answers.get(name), typed[name], by, at, done) for name in asked)
    kept = [answer for answer in told if answer]
    Answer.objects.bulk_create(kept, update_conflicts=True, unique_fields=ANSWER, update_fields=("text", "by", "at"))
    unknown = set(typed) - {*form.names, *(q.name for q in form.questions)}
    done.wrong |= {name: f"Mẫu không có mục «{name}»." for name in sorted(unknown)}
    return done


def cell_of(figure: Figure | None) -> Cell | None:
    return Cell(figure.said, figure.nothing) if figure else None


def _figure(
    edition: Edition, indicator: Indicator, row: IndicatorRow, there: Figure | None, given: Typed, by: User,
    at: datetime, done: Written,
) -> Figure | None:  # fmt: skip
    """The figure as it is to be written, None where it is not; an emptied cell is gone at once."""
    mine, now = (given.text.strip(), given.base.strip()), written(indicator, cell_of(there))
    if mine == (given.was if given.was is not None else now):
        return None
    try:
        cell = read_cell(indicator, given.text, given.base)
    except Unreadable as error:
        done.wrong[indicator.name] = str(error)
        return None
    if written(indicator, cell) == now:
        return None
    if given.was is not None and now != given.was:
        done.conflicts[indicator.name] = Conflict(now, mine, there.by if there else None, there.at if there else None)
        return None
    done.written.append(indicator.name)
    if cell is None:
        if there is not None:
            there.delete()
        return None
    said = {"value": cell.value.value, "base": cell.value.base, "nothing": cell.nothing, "by": by, "at": at}
    return Figure(edition=edition, indicator=row, **said)


def _answer(
    edition: Edition, question: str, there: Answer | None, given: Typed, by: User, at: datetime, done: Written
) -> Answer | None:
    """The answer as it is to be written, None where it is not; an emptied one is gone at once."""
    mine, now = given.text.strip(), there.text if there else ""
    if len(mine) > LONGEST:
        done.wrong[question] = f"Nội dung dài quá {LONGEST} ký tự; xin rút gọn."
        return None
    if mine == (given.was[0] if given.was is not None else now):
        return None
    if mine == now:
        return None
    if given.was is not None and now != given.was[0]:
        done.conflicts[question] = Conflict(
            (now, ""), (mine, ""), there.by if there else None, there.at if there else None
        )
        return None
    done.written.append(question)
    if not mine:
        edition.answers.filter(question=question).delete()
        return None
    return Answer(edition=edition, question=question, text=mine, by=by, at=at)
