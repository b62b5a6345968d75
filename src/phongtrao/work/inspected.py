"""An inspection at a glance, as far as a person may see it: its page, its sheet, its lists and its command ask here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, Prefetch

from phongtrao.organisations.models import User
from phongtrao.printed_table import Column, PrintedTable
from phongtrao.words import STATUS, day_in_words
from phongtrao.work.desk import names_of
from phongtrao.work.models import Inspection, Mending, Shortcoming, Visit, desk_ids

STATES = {
    "planned": "chưa bắt đầu",
    "under_way": "đang kiểm tra",
    "mending": "đang khắc phục",
    "done": "đã xong",
}
"""How far an inspection, or one body in it, is; computed, never stored."""


@dataclass(slots=True)
class Glance:
    """What is there of an inspection for a person: bodies, those visited, shortcomings, mending tasks by standing."""

    bodies: set[int] = field(default_factory=set)
    visited: set[int] = field(default_factory=set)
    shortcomings: int = 0
    standings: dict[str, int] = field(default_factory=dict)

    @property
    def state(self) -> str:
        """A key of STATES."""
        if not self.visited:
            return "planned"
        if self.bodies - self.visited:
            return "under_way"
        return "mending" if self.unfinished else "done"

    @property
    def unfinished(self) -> int:
        """Mending tasks that are not accepted yet."""
        return sum(count for standing, count in self.standings.items() if not standing.startswith("accepted"))

    @property
    def overdue(self) -> int:
        return self.standings.get("overdue", 0)


@dataclass(frozen=True, slots=True)
class Inspected:
    """One body of an inspection; of its visits the shortcomings, and of these the mending tasks, are at hand."""

    body: int
    name: str
    visits: list[Visit]
    glance: Glance

    @property
    def lines(self) -> list[tuple[Visit, Shortcoming | None, Mending | None]]:
        """Visit, shortcoming, mending task: a line each; a visit that found nothing has one too."""
        found: list[tuple[Visit, Shortcoming | None, Mending | None]] = []
        for visit in self.visits:
            shortcomings = list(visit.shortcomings.all())
            for one in shortcomings:
                found += [(visit, one, mending) for mending in one.mendings.all()] or [(visit, one, None)]
            if not shortcomings:
                found.append((visit, None, None))
        return found


def bodies_seen(inspections: Iterable[Inspection], user: User, day: date) -> dict[int, set[int]]:
    """Inspection → its bodies that the user may see: all of one that he sees whole, else those in his reach."""
    ids = [inspection.pk for inspection in inspections]
    whole = set(Inspection.objects.whole_to(user, day).filter(pk__in=ids).values_list("pk", flat=True))
    own = user.reach(day) | desk_ids(user, day)
    found: dict[int, set[int]] = defaultdict(set)
    rows = Inspection.bodies.through.objects.filter(inspection__in=ids)
    for inspection, body in rows.values_list("inspection", "organisation"):
        if inspection in whole or body in own:
            found[inspection].add(body)
    return found


def glances(inspections: Iterable[Inspection], user: User, day: date) -> dict[int, Glance]:
    """Inspection → what the user sees of it at a glance; as many questions whatever their number."""
    inspections = list(inspections)
    seen = bodies_seen(inspections, user, day)
    found = {inspection.pk: Glance(seen[inspection.pk]) for inspection in inspections}
    visits = Visit.objects.visible_to(user, day).filter(inspection__in=found)
    for inspection, body in visits.filter(day__lte=day).order_by().values_list("inspection", "organisation"):
        found[inspection].visited.add(body)
    counted = Shortcoming.objects.filter(visit__in=visits.order_by()).order_by().values_list("visit__inspection")
    for inspection, count in counted.annotate(n=Count("pk")):
        found[inspection].shortcomings = count
    mendings = Mending.objects.filter(shortcoming__visit__in=visits.order_by()).with_standing(day).order_by()
    rows = mendings.annotate(on=F("standing")).values_list("shortcoming__visit__inspection", "on")
    for inspection, standing, count in rows.annotate(n=Count("pk")):
        found[inspection].standings[standing] = count
    return found


def inspected(inspection: Inspection, user: User, day: date) -> list[Inspected]:
    """The bodies of an inspection that the user may see, by name, with what was found at each."""
    bodies = bodies_seen([inspection], user, day)[inspection.pk]
    duties = Shortcoming.objects.select_related("duty__adoption__document")
    visits = Visit.objects.visible_to(user, day).filter(inspection=inspection)
    whole = visits.prefetch_related("people", Prefetch("shortcomings", duties), "shortcomings__mendings")
    by_body: dict[int, list[Visit]] = defaultdict(list)
    for visit in whole:
        by_body[visit.organisation_id].append(visit)
    names = names_of(bodies, day)
    found = [Inspected(b, names.get(b, ""), by_body[b], _glance(b, by_body[b], day)) for b in bodies]
    return sorted(found, key=lambda one: (not one.visits, one.name))


def _glance(body: int, visits: list[Visit], day: date) -> Glance:
    shortcomings = [one for visit in visits for one in visit.shortcomings.all()]
    standings: dict[str, int] = defaultdict(int)
    for mending in (mending for one in shortcomings for mending in one.mendings.all()):
        standings[mending.status(day)] += 1
    visited = {body} if any(visit.day <= day for visit in visits) else set()
    return Glance({body}, visited, len(shortcomings), dict(standings))


COLUMNS = (
    Column("STT", 6),
    Column("Đơn vị", 24),
    Column("Buổi kiểm tra", 26),
    Column("Tồn tại, hạn chế", 40),
    Column("Nhiệm vụ liên quan", 22),
    Column("Việc khắc phục", 36),
    Column("Hạn", 12),
    Column("Kết quả", 16),
)
"""Of the sheet, on the page and on paper."""


def of_inspection(inspection: Inspection, bodies: list[Inspected], day: date) -> PrintedTable:
    """What was found, for paper: as much of it as `bodies` holds."""
    span = f"{day_in_words(inspection.starts_on)} đến {day_in_words(inspection.ends_on)}"
    above = (f"{inspection.organisation.name_on(day)}, từ {span}", f"Số liệu ngày {day_in_words(day)}")
    rows = [cells for number, one in enumerate(bodies, 1) for cells in _cells(number, one, day)]
    return PrintedTable("Bảng kết quả", f"Bảng kết quả: {inspection.title}", above, COLUMNS, rows)


def _cells(number: int, one: Inspected, day: date) -> list[list[str]]:
    head = [str(number), one.name]
    if not one.lines:
        return [[*head, "chưa kiểm tra", *[""] * 5]]
    return [
        [*head, _met(visit), *_found(visit, found, day), *_mended(mending, day)] for visit, found, mending in one.lines
    ]


def _met(visit: Visit) -> str:
    people = ", ".join(str(member) for member in visit.people.all())
    return "; ".join(filter(None, [f"{day_in_words(visit.day)}, {visit.place}", people]))


def _found(visit: Visit, found: Shortcoming | None, day: date) -> list[str]:
    if found is None:
        return ["không có" if visit.day <= day else "", ""]
    duty = found.duty
    return [found.text, f"{duty.adoption.document.title}, {duty.place}" if duty else ""]


def _mended(mending: Mending | None, day: date) -> list[str]:
    return [mending.text, day_in_words(mending.due), STATUS[mending.status(day)]] if mending else ["", "", ""]
