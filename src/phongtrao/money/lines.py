"""The one door through which lines of an estimate are written: added, changed, dropped, put in anew from a sheet.

Two windows never overwrite each other: each line counts its writings, and who saw an older one is shown the newer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from phongtrao.access import WRITING
from phongtrao.dong import MOST, grouped
from phongtrao.kept_apart import Conflict
from phongtrao.money.line_entry import Typed, as_typed, asked_of, columns_of, read_line, same_line
from phongtrao.money.models import Estimate, EstimateLine
from phongtrao.money.open_estimate import clauses_for
from phongtrao.money.sums import Line, sums_of
from phongtrao.organisations.models import LogEntry, User
from phongtrao.procedure import Refused
from phongtrao.procedures import ESTIMATE
from phongtrao.words import HANOI
from phongtrao.work.deeds import post_at

MOST_LINES = 400
NOT_NOW = "Dự toán đang ở trạng thái «{}», không sửa khoản nào được; cần sửa thì đề nghị trả lại, hoặc lập điều chỉnh."
NOT_YOURS = "Các khoản của dự toán do người của đơn vị lập dự toán ghi."
GONE = "Khoản này vừa được người khác xóa."
TOO_MANY = f"Dự toán có nhiều nhất {MOST_LINES} khoản; xin gộp các khoản nhỏ hoặc lập dự toán khác."
TOO_MUCH = f"Tổng dự toán vượt {grouped(MOST)} đồng; xin xem lại số lượng, đơn giá."


@dataclass(slots=True)
class Outcome:
    """What became of a writing: the line, or what is wrong by field, or what somebody else wrote meanwhile."""

    line: EstimateLine | None = None
    wrong: dict[str, str] | None = None
    conflict: Conflict[Typed] | None = None

    @property
    def is_done(self) -> bool:
        return not self.wrong and self.conflict is None


def clauses_of(case: Estimate) -> dict[str, str]:
    """Name → place of the clauses that may pay a line of the estimate."""
    paying = clauses_for(case.funding, case.organisation, case.year, case.begun_on)
    clauses = [one.clause for one in paying] or [case.funding.said.on(case.clause, case.begun_on).clause]
    places = [one.place for one in clauses]
    return {one.name: one.place if places.count(one.place) == 1 else one.title for one in clauses}


def why_not_write(case: Estimate, by: User, at: datetime) -> str:
    """Why the person may not write its lines now; the empty string where he may."""
    if not case.is_written:
        return NOT_NOW.format(ESTIMATE.words[case.state])
    day = at.astimezone(HANOI).date()
    return "" if post_at(by, case.organisation, day, WRITING) is not None else NOT_YOURS


def locked(case: Estimate, by: User, at: datetime) -> Estimate:
    """The estimate, kept for this transaction. Raises Refused for who may not write its lines now."""
    case = Estimate.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if why := why_not_write(case, by, at):
        raise Refused(why)
    return case


@transaction.atomic
def add_line(case: Estimate, typed: Typed, by: User, at: datetime) -> Outcome:
    """Write one line more. Raises Refused where none may be written."""
    case = locked(case, by, at)
    there = case.said_lines()
    if len(there) >= MOST_LINES:
        raise Refused(TOO_MANY)
    line, wrong = _read(case, typed, case.last_number + 1, there)
    if line is None:
        return Outcome(wrong=wrong)
    last = case.lines.order_by("-position").first()
    position = last.position + 1 if last else 1
    row = EstimateLine.objects.create(
        case=case, number=line.number, position=position, by=by, at=at, **columns_of(line)
    )
    _numbered(case, line.number)
    _log(case, "add_line", by, at, number=line.number)
    return Outcome(row)


@transaction.atomic
def change_line(case: Estimate, number: int, typed: Typed, seen: int, by: User, at: datetime) -> Outcome:
    """Write over a line that the person saw in its writing `seen`. Raises Refused; a line that is gone is refused."""
    case = locked(case, by, at)
    row = _row(case, number)
    stands = as_typed(row.said, clauses_of(case))
    if row.revision != seen and typed != stands:
        return Outcome(row, conflict=Conflict(stands, typed, row.by, row.at))
    line, wrong = _read(case, typed, number, case.said_lines())
    if line is None:
        return Outcome(row, wrong=wrong)
    if asked_of(row.said) != line:
        _write(row, line, by, at)
        _log(case, "change_line", by, at, number=number)
    return Outcome(row)


@transaction.atomic
def drop_line(case: Estimate, number: int, seen: int, by: User, at: datetime) -> Outcome:
    """Take out a line that the person saw in its writing `seen`; of one written anew meanwhile it is told."""
    case = locked(case, by, at)
    row = _row(case, number)
    if row.revision != seen:
        stands = as_typed(row.said, clauses_of(case))
        return Outcome(row, conflict=Conflict(stands, Typed(), row.by, row.at))
    row.delete()
    _log(case, "drop_line", by, at, number=number)
    return Outcome()


@transaction.atomic
def replace_lines(case: Estimate, lines: Sequence[Line], by: User, at: datetime) -> None:
    """Put in all lines anew, in this order. Raises Refused where they may not be written, or come to too much."""
    case = locked(case, by, at)
    check_whole(lines)
    rows = {row.number: row for row in case.lines.all()}
    case.lines.exclude(number__in=[line.number for line in lines]).delete()
    for position, line in enumerate(lines, 1):
        row = rows.get(line.number)
        if row is None:
            EstimateLine.objects.create(
                case=case, number=line.number, position=position, by=by, at=at, **columns_of(line)
            )
        elif asked_of(row.said) != line:
            row.position = position
            _write(row, line, by, at)
        elif row.position != position:
            case.lines.filter(pk=row.pk).update(position=position)
    _numbered(case, max((line.number for line in lines), default=0))
    _log(case, "replace_lines", by, at, lines=len(lines))


def check_whole(lines: Sequence[Line]) -> None:
    """Raises Refused for too many lines, and for a sum that nobody means."""
    if len(lines) > MOST_LINES:
        raise Refused(TOO_MANY)
    if sums_of(lines).asked > MOST:
        raise Refused(TOO_MUCH)


def _read(case: Estimate, typed: Typed, number: int, there: Sequence[Line]) -> tuple[Line | None, dict[str, str]]:
    line, wrong = read_line(typed, number, clauses_of(case), case.clause)
    if line is None:
        return None, wrong
    if (same := same_line(line, there)) is not None:
        return None, {"words": f"khoản này đã có (mã dòng {same.number}); xin sửa khoản đó."}
    if sums_of([*(one for one in there if one.number != number), line]).asked > MOST:
        return None, {"price": TOO_MUCH}
    return line, {}


def _numbered(case: Estimate, number: int) -> None:
    """No later line gets a number of before, so that a window that is still open never writes into another line."""
    case.last_number = max(case.last_number, number)
    case.save(update_fields=["last_number"])


def _row(case: Estimate, number: int) -> EstimateLine:
    row = case.lines.filter(number=number).first()
    if row is None:
        raise Refused(GONE)
    return row


def _write(row: EstimateLine, line: Line, by: User, at: datetime) -> None:
    """A line that comes to something else, or is for something else, is appraised anew."""
    for name, value in columns_of(line).items():
        setattr(row, name, value)
    row.appraised, row.appraisal_reason, row.approved, row.approval_reason = None, "", None, ""
    row.revision, row.by, row.at = row.revision + 1, by, at
    row.save()


def _log(case: Estimate, deed: str, by: User, at: datetime, **said: Any) -> None:
    LogEntry.record(by, deed, case, at, case.organisation, **said)
