"""A score as it is shown: its rows, whether what was sealed comes to the same again, the table handed out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from phongtrao.printed_table import Cell, Column, PrintedTable
from phongtrao.recognition.criteria import SAMPLE
from phongtrao.recognition.models import Score
from phongtrao.recognition.reasons import answer_in_words, number
from phongtrao.recognition.score_entry import ScoreEntry
from phongtrao.recognition.scores import answers_of, said
from phongtrao.recognition.scoring import sealed
from phongtrao.words import HANOI, day_in_words


@dataclass(frozen=True, slots=True)
class Seal:
    """What was kept when a score was handed in: its digest, and whether scoring again gives the same bytes."""

    digest: str
    holds: bool


def seal_of(row: Score) -> Seal | None:
    """The seal of a score that was handed in; None of one that is still open."""
    if row.sent_at is None:
        return None
    again = sealed(said(row.criteria), answers_of(row)).decode()
    return Seal(hashlib.sha256(row.sealed.encode()).hexdigest(), again == row.sealed)


def named(row: Score) -> str:
    """`Bảng điểm tự chấm, lần 2`."""
    who = f" ({row.member})" if row.member else ""
    nth = f", lần {row.nth}" if row.kind == Score.SELF and row.nth > 1 else ""
    return f"Bảng điểm {Score.KINDS[row.kind]}{who}{nth}"


def printed(row: Score, entry: ScoreEntry) -> PrintedTable:
    """The score as a table to print and file, a row a criterion, sums by group."""
    columns = (
        Column("STT", 6), Column("Tiêu chí", 46), Column("Trả lời", 16), Column("Điểm tối đa", 10), Column("Điểm", 10),
        Column("Vì sao", 40), Column("Lý do, căn cứ chấm", 40), Column("Minh chứng", 40),
    )  # fmt: skip
    seal = seal_of(row)
    above = [str(row.candidacy), f"{entry.said.title}, phiên bản {entry.said.version}. Căn cứ: {entry.said.source}"]
    above += [f"{SAMPLE}: chỉ để dùng thử"] if entry.said.sample else []
    above += [f"Kết quả: {entry.result}"]
    if seal is not None and row.sent_at is not None:
        above += [f"Chốt ngày {day_in_words(row.sent_at.astimezone(HANOI).date())}, mã băm {seal.digest}"]
    return PrintedTable("Bảng điểm", named(row), tuple(above), columns, tuple(_rows(entry)))


def _rows(entry: ScoreEntry) -> Iterator[tuple[Cell, ...]]:
    nth = 0
    for one in entry.groups:
        sums = (number(one.score.worth), number(one.score.after)) if one.score else ("", "")
        yield ("", one.group.title, "", *sums, "", "", "")
        for cell in one.cells:
            nth += 1
            criterion, answer = cell.criterion, cell.row.answer
            yield (
                nth, criterion.title, answer_in_words(criterion, answer),
                number(criterion.points) if criterion.points else "", number(cell.row.points), cell.row.why,
                answer.reason, "; ".join(shown.row.words or str(shown.row.file) for shown in cell.evidence),
            )  # fmt: skip
