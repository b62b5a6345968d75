"""Tables of scores for papers; every figure is a field, and the same figure is the same words everywhere.

Fields: `total`, `total.most`, `GROUP.points`, `GROUP.most` of a group; of a criterion `NAME.points`, `NAME.most`,
`NAME.part` and `NAME.base` (what was answered). Where several scores stand beside each other, `@` tells whose it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from phongtrao.recognition.reasons import answer_in_words, number
from phongtrao.recognition.score_entry import AnswerCell, GroupCells, ScoreEntry
from phongtrao.recognition.scoring import Row
from vanban.paper import Run, Table
from vanban.paper.content import Words
from vanban.paper.fields import field_name

Runs = tuple[str | Run, ...]
GAP = "…"
"""What a person has to fill in."""


def figure(text: str, *name: str) -> Run:
    return Run(text, field=field_name(*name))


def total(entry: ScoreEntry, whose: str = "") -> Runs:
    """`85/100 điểm`; of a set without points `5/6 tiêu chí`."""
    found = entry.scored
    if not found.groups:
        count = figure(str(found.met), "total", whose)
        return count, "/", figure(str(len(found.rows)), "total.most"), " tiêu chí"
    most = sum(one.worth for one in found.groups)
    return figure(number(found.total), "total", whose), "/", figure(number(most), "total.most"), " điểm"


def points(row: Row, whose: str = "") -> Words:
    """What a criterion gives; of a set without points whether it is met."""
    if row.state in ("missing", "left_out"):
        return GAP if row.state == "missing" else "không tính"
    if not row.criterion.points and not row.points and row.criterion.kind != "deduction":
        return "đạt" if row.met else "chưa đạt"
    return (figure(number(row.points), row.criterion.name, ".points", whose),)


def by_group(entry: ScoreEntry) -> Table:
    """The sum of each group, bonus, and the total; for sets that give points."""
    rows: list[tuple[Words, ...]] = []
    for nth, one in enumerate(entry.groups, 1):
        rows.append((str(nth), one.group.title, *_sums(one)))
    if entry.scored.bonus:
        rows.append(("", "Điểm thưởng", "", (figure(number(entry.scored.bonus), "bonus"),)))
    most = sum(one.worth for one in entry.scored.groups)
    rows.append(
        ("", "Tổng cộng", (figure(number(most), "total.most"),), (figure(number(entry.scored.total), "total"),))
    )
    return Table(
        ("STT", "Nhóm tiêu chí", "Điểm tối đa", "Điểm tự chấm"),
        tuple(rows),
        widths=(1, 8, 2.5, 2.5),
        aligns=("center", "left", "center", "center"),
        total=True,
    )


def _sums(one: GroupCells) -> tuple[Words, Words]:
    if one.score is None:
        return "", ""
    name = one.group.name
    most = figure(number(one.score.worth), name, ".most")
    return (most,), (figure(number(one.score.after), name, ".points"),)


def by_criterion(entry: ScoreEntry) -> Table:
    """Every criterion with its answer, points, reason and evidence; subtotals by group."""
    rows: list[tuple[Words, ...]] = []
    nth = 0
    for group in entry.groups:
        rows.append(("", (Run(group.group.title, bold=True),), "", *_sums(group), "", ""))
        for cell in group.cells:
            nth += 1
            rows.append((str(nth), *_row(cell)))
    rows.append(("", "Tổng cộng", "", *_total_cells(entry), entry.verdict.capitalize(), ""))
    return Table(
        ("STT", "Tiêu chí", "Kết quả thực hiện", "Điểm tối đa", "Điểm tự chấm", "Lý do, căn cứ chấm", "Minh chứng"),
        tuple(rows),
        widths=(1, 6, 3, 1.7, 1.7, 5, 5),
        aligns=("center", "left", "center", "center", "center", "left", "left"),
        total=True,
    )


def _total_cells(entry: ScoreEntry) -> tuple[Words, Words]:
    runs = total(entry)
    return (runs[2],), (runs[0],)


def _row(cell: AnswerCell) -> Iterator[Words]:
    one = cell.criterion
    yield one.title
    yield answered(cell.row)
    yield (figure(number(one.points), one.name, ".most"),) if one.points else ""
    yield points(cell.row)
    yield cell.row.answer.reason
    yield "; ".join(shown.row.words or str(shown.row.file) for shown in cell.evidence)


def answered(row: Row, whose: str = "") -> Words:
    """The answer alone, its figures as fields; the open place where there is none."""
    answer, name = row.answer, row.criterion.name
    if row.state == "missing":
        return GAP
    if row.criterion.kind == "share" and not answer.not_applicable:
        part = figure(number(answer.value), name, ".part", whose)
        return part, "/", figure(number(answer.base), name, ".base", whose)
    text = answer_in_words(row.criterion, answer)
    if row.criterion.kind in ("number", "deduction", "points") and not answer.not_applicable:
        return (figure(text, name, ".part", whose),)
    return text
