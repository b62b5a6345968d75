"""How a report stands on a day, in the words and signs that tasks have: computed from stored facts, never stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from phongtrao.procedures import REPORT
from phongtrao.reports.expected import Owed, sent_day
from phongtrao.reports.models import Edition, Report
from phongtrao.work.models import Due

NOT_BEGUN = "chưa lập"


@dataclass(frozen=True, slots=True)
class Standing:
    """`status` is one of words.STATUS; `state` says it in the words of the procedure; `days_late` past the last day."""

    status: str
    state: str
    days_late: int = 0
    is_sent: bool = False
    """Whether the receiver has it; a correction that the body writes meanwhile never counts against it."""

    @property
    def words(self) -> str:
        """`đang soạn, quá hạn 3 ngày`, `đã nhận, muộn 3 ngày`."""
        late = f", {'muộn' if self.is_sent else 'quá hạn'} {self.days_late} ngày" if self.days_late else ""
        return self.state + late


def standing(state: str | None, sent_on: date | None, due: date | None, day: date) -> Standing:
    """Of a report whose last edition is in this state (None: nothing is written yet), on the day.

    `sent_on`: by which it is on time or late (`expected.sent_day`), None while nothing of it stands sent.
    """
    word = REPORT.words[state] if state else NOT_BEGUN
    late = max(0, ((sent_on or day) - due).days) if due else 0
    if state == "accepted":
        return Standing("accepted_late" if late else "accepted", word, late, True)
    if state == "approved":
        return Standing("submitted", word, late, True)
    if sent_on is None and late:
        return Standing("overdue", word, late)
    if state is None:
        soon = due is not None and (due - day).days <= Due.DUE_SOON_DAYS
        return Standing("due_soon" if soon else "upcoming", word)
    return Standing("returned" if state == "returned" else "in_progress", word, late, sent_on is not None)


def standing_of(report: Report | None, editions: Sequence[Edition], due: date | None, day: date) -> Standing:
    """The same of a report with its editions in order; None for one that nobody began."""
    if report is None or not editions:
        return standing(None, None, due, day)
    stands = report.sent_id or report.accepted_id
    sent_on = sent_day((edition.state, edition.sent_on) for edition in editions) if stands else None
    return standing(editions[-1].state, sent_on, report.due or due, day)


def standing_of_owed(one: Owed, day: date) -> Standing:
    """The same of what a body is waited for."""
    return standing(one.state if one.report else None, one.sent_on, one.due, day)


def editions_of(reports: Iterable[Report]) -> dict[int, list[Edition]]:
    """Report → its editions in order; in one query."""
    found: dict[int, list[Edition]] = defaultdict(list)
    for edition in Edition.objects.filter(report__in=[report.pk for report in reports]).order_by("nth"):
        found[edition.report_id].append(edition)
    return found
