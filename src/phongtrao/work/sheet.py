"""Bảng theo dõi: the sheet every office keeps, a row for each duty of a directive or of a body."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from phongtrao.documents.models import Document
from phongtrao.organisations.models import Organisation, User
from phongtrao.printed_table import Column, PrintedTable
from phongtrao.words import ROLES, STATUS, day_in_words
from phongtrao.work.desk import URGENCY, names_of
from phongtrao.work.models import Assignment, DeadlineRule, Duty, Task

FEW = 4
"""Bodies of a row named one by one; more are folded under their count."""
COLUMNS = (
    Column("STT", 7),
    Column("Nhiệm vụ", 60),
    Column("Chủ trì", 26),
    Column("Phối hợp", 26),
    Column("Sản phẩm", 18),
    Column("Thời hạn", 22),
    Column("Trạng thái", 20),
    Column("Ghi chú", 20),
)
"""The sheet on paper."""


@dataclass(frozen=True, slots=True)
class Bodies:
    """Who leads or supports in one row: by name, those beyond FEW folded away."""

    names: tuple[str, ...]

    @property
    def shown(self) -> tuple[str, ...]:
        return self.names if len(self.names) <= FEW else ()

    @property
    def folded(self) -> tuple[str, ...]:
        return () if self.shown else self.names


@dataclass(frozen=True, slots=True)
class Row:
    """STT | Nhiệm vụ | Chủ trì | Phối hợp | Sản phẩm | Thời hạn | Trạng thái | Ghi chú."""

    number: int
    duty: Duty
    lead: Bodies
    support: Bodies
    product: str
    rules: tuple[DeadlineRule, ...]
    """Those in force."""
    due: date | None
    """The next day that is not done, else the last one."""
    standings: dict[str, int]
    """Standing → how many tasks; empty for a duty without tasks."""
    role: str = ""
    """The body's own part, on the sheet of one body."""
    note: str = ""

    @property
    def due_unsaid(self) -> date | None:
        """The day that counts where no rule in words names it: the next of several, or one that was extended."""
        said = " ".join(rule.spoken for rule in self.rules)
        return None if self.due and day_in_words(self.due) in said else self.due

    @property
    def is_dated(self) -> bool:
        """Whether the duty has a rule that yields days, though none of them may be opened yet."""
        return any(rule.dated for rule in self.rules)


def document_sheet(document: Document, user: User, day: date) -> list[Row]:
    """Rows of every adopted duty of the document, with the bodies and standings that the user may see."""
    duties = Duty.objects.visible_to(user, day).filter(adoption__document=document)
    duties = duties.order_by("start", "end", "adoption").prefetch_related("rules")
    assignments = Assignment.objects.visible_to(user, day).bound().filter(duty__in=duties.order_by().values("pk"))
    return _rows(list(duties), assignments, day)


def body_sheet(body: Organisation, user: User, day: date) -> list[Row]:
    """Rows of every duty that binds the body, as far as the user may see what it owes."""
    own = Assignment.objects.visible_to(user, day).bound().filter(organisation=body)
    roles = dict(own.values_list("duty", "role"))
    duties = Duty.objects.filter(pk__in=roles).select_related("adoption__document").prefetch_related("rules")
    rows = _rows(list(duties.order_by("adoption", "position")), own, day)
    return [_of_body(row, roles[row.duty.pk]) for row in rows]


def _of_body(row: Row, role: str) -> Row:
    named = Bodies(tuple(row.duty.actors)), Bodies(tuple(row.duty.support))
    return Row(row.number, row.duty, *named, row.product, row.rules, row.due, row.standings, role, row.note)


def _rows(duties: list[Duty], assignments: Iterable[Assignment], day: date) -> list[Row]:
    bound: dict[int, list[Assignment]] = defaultdict(list)
    found = list(assignments)
    for assignment in found:
        bound[assignment.duty_id].append(assignment)
    names = names_of({a.organisation_id for a in found}, day)
    tasks = _tasks(found, day)
    return [_row(n, duty, bound[duty.pk], names, tasks.get(duty.pk, []), day) for n, duty in enumerate(duties, 1)]


def _tasks(assignments: list[Assignment], day: date) -> dict[int, list[Task]]:
    tasks: dict[int, list[Task]] = defaultdict(list)
    wanted = {a.pk: a.duty_id for a in assignments}
    rows = Task.objects.filter(assignment__duty__in=set(wanted.values())).order_by("due", "pk")
    for task in rows.only("assignment_id", "state", "due", "sent_on"):
        if task.assignment_id in wanted:
            tasks[wanted[task.assignment_id]].append(task)
    return tasks


def _row(
    number: int, duty: Duty, assignments: list[Assignment], names: dict[int, str], tasks: list[Task], day: date
) -> Row:
    counted = Counter(task.status(day) for task in _current(tasks))
    ordered = [*URGENCY, "accepted", "accepted_late", "waived", "handed_back", "closed"]
    return Row(
        number=number,
        duty=duty,
        lead=_bodies(assignments, Assignment.LEAD, names),
        support=_bodies(assignments, Assignment.SUPPORT, names),
        product=duty.product,
        rules=tuple(rule for rule in duty.rules.all() if rule.retired_at is None),
        due=_due(tasks),
        standings={s: counted[s] for s in ordered if counted[s]},
        note="; ".join(sorted({t.closed_reason for t in tasks if t.state == "closed" and t.closed_reason})),
    )


def _current(tasks: list[Task]) -> list[Task]:
    """Of each assignment and day what counts: closed ones only where nothing else is there."""
    live = [task for task in tasks if task.state != "closed"]
    return live or tasks


def _due(tasks: list[Task]) -> date | None:
    open_days = [task.due for task in tasks if task.state not in Task.DONE]
    return open_days[0] if open_days else (tasks[-1].due if tasks else None)


def _bodies(assignments: list[Assignment], role: str, names: dict[int, str]) -> Bodies:
    bound = [a.organisation_id for a in assignments if a.role == role and a.passed_on_at is None]
    chosen = [names[body] for body in bound if body in names]
    return Bodies(tuple(sorted(chosen)))


def of_document(document: Document, rows: list[Row], day: date) -> PrintedTable:
    """The sheet of a directive for paper, under the directive's own heading."""
    issued = f"{document.issuer_name}, ngày {day_in_words(document.issued_on)}" if document.issued_on else ""
    above = (document.subject, issued or document.issuer_name, f"Số liệu ngày {day_in_words(day)}")
    return _printed(f"Bảng theo dõi {document.title}", above, [_cells(row) for row in rows])


def of_body(body: Organisation, rows: list[Row], day: date) -> PrintedTable:
    """The sheet of a body for paper; each duty names the document that it stands in."""
    title = f"Bảng theo dõi nhiệm vụ của {body.name_on(day)}"
    cells = [_cells(row, f"{row.duty.adoption.document.title}, ") for row in rows]
    return _printed(title, (f"Số liệu ngày {day_in_words(day)}",), cells)


def _printed(title: str, above: tuple[str, ...], cells: list[list[str]]) -> PrintedTable:
    return PrintedTable("Bảng theo dõi", title, tuple(line for line in above if line), COLUMNS, cells)


def _cells(row: Row, document: str = "") -> list[str]:
    return [
        str(row.number),
        f"{row.duty.text} ({document}{row.duty.place})",
        _named(row.lead, row.duty.actors),
        _named(row.support, row.duty.support),
        row.product,
        "; ".join([*(rule.words or rule.spoken for rule in row.rules), *([day_in_words(row.due)] if row.due else [])]),
        _standing(row),
        row.note,
    ]


def _named(bodies: Bodies, phrases: list[str]) -> str:
    """Few bodies by name; many as the text names them, with their number; none as the text alone has it."""
    if bodies.folded:
        return f"{'; '.join(phrases) or 'mọi nơi nhận'} ({len(bodies.folded)} đơn vị)"
    return "; ".join(bodies.names or phrases)


def _standing(row: Row) -> str:
    counted = [f"{STATUS[standing]}{f' ({count})' if count > 1 else ''}" for standing, count in row.standings.items()]
    said = "; ".join(counted) or ("chưa mở việc" if row.is_dated else STATUS["undated"])
    return f"{ROLES[row.role]}: {said}" if row.role else said
