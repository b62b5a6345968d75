"""What a file says is taken into a draft: first as a look at what would change, cell by cell, then for good."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from phongtrao.kept_apart import Conflict
from phongtrao.organisations.models import User
from phongtrao.reports.cells import Unreadable, as_written
from phongtrao.reports.enter import Pair, Typed, save
from phongtrao.reports.form import Form
from phongtrao.reports.load_values import Read, Wrong
from phongtrao.reports.models import Edition
from phongtrao.reports.open_report import current, draft_of, find_report, report_of, version_to_write
from phongtrao.reports.read_sheet import AGAIN
from phongtrao.reports.report_sheet import written_in
from phongtrao.reports.sheet_binding import Written
from phongtrao.reports.unfinished import OpenPoint, open_points


@dataclass(frozen=True, slots=True)
class Line:
    """What becomes of one cell. `wrong`: why nothing; `conflict`: what somebody else wrote there meanwhile."""

    name: str
    place: str
    title: str
    before: Written
    after: Written
    wrong: str = ""
    conflict: Conflict[Pair] | None = None

    @property
    def before_said(self) -> str:
        """What stands there now: somebody else's words where there is a conflict."""
        return in_words(self.before)

    @property
    def after_said(self) -> str:
        return in_words(self.after)


def in_words(cell: Written) -> str:
    """`3`, `3/4` of a share, `để trống`."""
    return "/".join(filter(None, cell)) or "để trống"


@dataclass(frozen=True, slots=True)
class Taken:
    """The draft with what the file said, and what came of each cell that it would change."""

    edition: Edition
    lines: tuple[Line, ...]
    unfinished: tuple[tuple[str, OpenPoint], ...]
    """What still keeps the report from being sent, with its place in the file."""

    @property
    def wrong(self) -> list[Line]:
        return [line for line in self.lines if line.wrong]

    @property
    def conflicts(self) -> list[Line]:
        return [line for line in self.lines if line.conflict]

    @property
    def written(self) -> list[Line]:
        return [line for line in self.lines if not line.wrong and not line.conflict]


@transaction.atomic
def take_values(
    read: Read, by: User, at: datetime, instead: bool = False, over: Collection[str] | None = None
) -> Taken:
    """Write what the file says into the body's draft; what is wrong, or was changed meanwhile, stays as it is.

    `over`: cells in which the file counts whatever was written there meanwhile. Raises Refused (see `open_report`), and
    Wrong for a sheet of another version of the form.
    """
    report = report_of(read.form, read.of, read.body)
    due = version_to_write(report)
    if read.version is not None and read.version.pk != due.pk:
        said = (
            f"Bảng lập theo phiên bản {read.version.number} của mẫu, báo cáo lập theo phiên bản {due.number}. {AGAIN}"
        )
        raise Wrong(said)
    edition = draft_of(report, by, at, instead)
    before, form = written_in(edition), edition.version.said
    kept = {n: t for n, t in read.typed.items() if n not in read.wrong}
    typed = {n: replace(t, was=None) if n in (over or ()) else t for n, t in kept.items()}
    saved = save(edition, typed, by, at, instead)
    wrong = read.wrong | saved.wrong
    names = [n for n in _order(form, typed | wrong) if n in wrong or n in saved.conflicts or n in saved.written]
    lines = (_line(read, form, n, before, wrong, saved.conflicts) for n in names)
    points = ((read.places.get(point.cell, ""), point) for point in open_points(edition))
    return Taken(edition, tuple(lines), tuple(points))


def said_already(read: Read) -> Edition | None:
    """The edition that is on its way or was accepted, where it says all that the file says; None otherwise.

    What is loaded twice does no harm: the second time nothing is left to write.
    """
    edition = current(find_report(read.form, read.of, read.body))
    if edition is None or edition.state not in ("sent", "approved", "accepted") or read.wrong:
        return None
    there, form = written_in(edition), edition.version.said
    same = all(_as_given(form, name, one) == there.get(name, ("", "")) for name, one in read.typed.items())
    return edition if same else None


def _as_given(form: Form, name: str, typed: Typed) -> Written:
    """What a file says in a cell, as an edition writes it."""
    try:
        return as_written(form.indicator(name), typed.text, typed.base)
    except (KeyError, Unreadable):
        return typed.text.strip(), typed.base.strip()


def look_at(read: Read, by: User, at: datetime) -> Taken:
    """What `take_values` would do; nothing stays written."""
    with transaction.atomic():
        taken = take_values(read, by, at)
        transaction.set_rollback(True)
    return taken


def _order(form: Form, names: Collection[str]) -> list[str]:
    """Cells in the order of the form, those that it does not know last."""
    known = [*form.names, *(q.name for q in form.questions)]
    return [n for n in known if n in names] + sorted(set(names) - set(known))


def _line(
    read: Read, form: Form, name: str, before: dict[str, Written], wrong: dict[str, str],
    conflicts: dict[str, Conflict[Pair]],
) -> Line:  # fmt: skip
    titles = {i.name: i.title for i in form.indicators} | {q.name: q.title for q in form.questions}
    given = read.typed.get(name, Typed(""))
    return Line(
        name,
        read.places.get(name, ""),
        titles.get(name, name),
        before.get(name, ("", "")),
        (given.text.strip(), given.base.strip()),
        wrong.get(name, ""),
        conflicts.get(name),
    )
