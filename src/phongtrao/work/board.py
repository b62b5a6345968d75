"""Bảng theo dõi tiến độ: directives or duties × bodies, each cell with its counts, and totals that agree with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from phongtrao.documents.models import Document
from phongtrao.organisations import tree
from phongtrao.organisations.directory import TIERS
from phongtrao.organisations.lookup import Ambiguous, Unknown
from phongtrao.organisations.models import OrganisationVersion
from phongtrao.organisations.models.dated import nearest
from phongtrao.organisations.names import body_key
from phongtrao.organisations.wording import BODY_KINDS, LEVELS
from phongtrao.printed_table import Cell, Column, PrintedTable
from phongtrao.words import STATUS, day_in_words
from phongtrao.work.counted import COUNTS, UNDATED
from phongtrao.work.models import Assignment, Duty
from phongtrao.work.tallies import Scope, Tally, tallies

MOST = 8
"""Columns beside each other; where there are more bodies they stand in groups, or on several pages."""
WORDS = {
    "accepted": STATUS["accepted"],
    "accepted_late": STATUS["accepted_late"],
    "within": "đang thực hiện trong hạn",
    "overdue": "đang thực hiện quá hạn",
    UNDATED: STATUS["undated"],
}
"""Counts as offices name them."""
SUPPORTING = "phối hợp"
"""What the last of them is called where support is asked for: it opens no tasks."""
MARKS = {"accepted": "✓", "accepted_late": "✓!", "within": "►", "overdue": "!", UNDATED: "∞"}
"""A mark for each, so that no count is told by its colour alone."""


@dataclass(frozen=True, slots=True)
class Group:
    """A column: one body, bodies of one kind and tier (`xa.ubnd`), or of one tier (`xa`)."""

    key: str
    """A body's id, or the group's slugs."""
    name: str
    bodies: frozenset[int]

    @property
    def is_body(self) -> bool:
        return self.key.isdigit()


@dataclass(frozen=True, slots=True)
class Line:
    """A row: a directive, or one of its duties."""

    thing: Document | Duty
    cells: tuple[Tally, ...]
    """In the order of the board's groups."""
    total: Tally


@dataclass(frozen=True, slots=True)
class Board:
    """What a scope comes to. Every total is the sum of the cells beside or above it."""

    scope: Scope
    groups: tuple[Group, ...]
    lines: tuple[Line, ...]
    totals: tuple[Tally, ...]
    """Of each group, over all lines."""
    total: Tally
    choices: tuple[Group, ...]
    """Tiers, and kinds within each, of all bodies that the scope binds: what the board can be narrowed to."""
    names: Mapping[int, str]
    """Body → its name on the day."""

    def name_of_column(self, key: str) -> str:
        """The name of the body or group to which it is narrowed; empty for none."""
        return next((group.name for group in (*self.groups, *self.choices) if group.key == key), "")


def board(scope: Scope, under: str = "", narrowed: str = "", documents: Mapping[int, Document] | None = None) -> Board:
    """Count the scope by directive, or by duty where it is of one directive or duty.

    `under`: a body bound, by name or code: it and all below it; raises Unknown or Ambiguous. `narrowed`: a tier or kind
    (`xa`, `xa.ubnd`) or a body's id; for one that is not there the board is empty. `documents`: those that the person
    sees, in the order of the lines, where they are at hand already.
    """
    found = tallies(scope, "duty__adoption__document" if scope.is_of_all else "duty")
    versions = versions_of({body for _, body in found}, scope.day)
    if under.strip():
        below = _under(under.strip(), versions, scope.day)
        versions = {pk: version for pk, version in versions.items() if pk in below}
    choices, names = tuple(_choices(versions)), {pk: version.name for pk, version in versions.items()}
    versions = {pk: version for pk, version in versions.items() if _fits(version, narrowed)}
    groups = _groups(versions, narrowed)
    lines = _lines(scope, found, groups, documents)
    totals = tuple(sum(column, Tally()) for column in zip(*(line.cells for line in lines), strict=True))
    total = sum((line.total for line in lines), Tally())
    return Board(scope, groups, lines, totals or tuple(Tally() for _ in groups), total, choices, names)


def nothing(scope: Scope) -> Board:
    """A board on which nothing stands."""
    return Board(scope, (), (), (), Tally(), (), {})


def versions_of(bodies: set[int], day: date) -> dict[int, OrganisationVersion]:
    """Body → its version on the day, the nearest one known where it is not there; in one query."""
    known: dict[int, list[OrganisationVersion]] = defaultdict(list)
    fields = ("name", "folded", "keys", "kind", "level", "valid_from", "valid_until", "organisation__code")
    rows = OrganisationVersion.objects.filter(organisation__among=bodies).select_related("organisation").only(*fields)
    for version in rows:
        known[version.organisation_id].append(version)
    return {pk: found for pk, rows in known.items() if (found := nearest(rows, day))}


def _under(written: str, versions: Mapping[int, OrganisationVersion], day: date) -> set[int]:
    """The body of this name among those bound, all below it and all of its line."""
    key = body_key(written)
    fitting = [v for v in versions.values() if written == v.organisation.code or key == v.folded]
    fitting = fitting or [v for v in versions.values() if f"|{key}|" in v.keys]
    if not fitting:
        raise Unknown(f"Không có việc nào của «{written}» trong phạm vi này. Xin ghi tên đầy đủ hoặc mã.")
    if len(fitting) > 1:
        listed = "; ".join(f"{v.organisation.code} ({v.name})" for v in fitting[:MOST])
        raise Ambiguous(f"Có {len(fitting)} tổ chức cùng tên «{written}»; xin ghi mã của một tổ chức: {listed}.")
    return tree.below_either([fitting[0].organisation_id], day)


def _fits(version: OrganisationVersion, narrowed: str) -> bool:
    places = (str(version.organisation_id), version.level, f"{version.level}.{version.kind}")
    return not narrowed or narrowed in places


def _groups(versions: dict[int, OrganisationVersion], narrowed: str) -> tuple[Group, ...]:
    """The finest columns that are few enough; within one kind always its bodies."""
    bodies = [Group(str(v.organisation_id), v.name, frozenset([v.organisation_id])) for v in versions.values()]
    tiers, kinds = _by_tier(versions), _by_kind(versions)
    coarser = [] if "." in narrowed or narrowed.isdigit() else ([kinds] if narrowed in LEVELS else [kinds, tiers])
    fitting = [groups for groups in (_in_order(bodies, versions), *coarser) if len(groups) <= MOST]
    return tuple((fitting or [coarser[-1] if coarser else _in_order(bodies, versions)])[0])


def _in_order(bodies: list[Group], versions: dict[int, OrganisationVersion]) -> list[Group]:
    return sorted(bodies, key=lambda group: (_rank(versions[int(group.key)]), group.name))


def _rank(version: OrganisationVersion) -> tuple[int, bool, str]:
    """From the top tier down, People's Committees first."""
    tier = TIERS.index(version.level) if version.level in TIERS else len(TIERS)
    return tier, version.kind != "ubnd", BODY_KINDS.get(version.kind, version.kind)


def _by_kind(versions: dict[int, OrganisationVersion]) -> list[Group]:
    """Bodies of one kind and tier; the only one of its kind stands by its name."""
    found: dict[str, list[OrganisationVersion]] = defaultdict(list)
    for version in sorted(versions.values(), key=_rank):
        found[f"{version.level}.{version.kind}"].append(version)
    return [_group(key, rows, _kind_name(rows[0])) for key, rows in found.items()]


def _kind_name(version: OrganisationVersion) -> str:
    kind = BODY_KINDS.get(version.kind, version.kind)
    return f"{kind[:1].upper()}{kind[1:]} ({LEVELS.get(version.level, version.level)})"


def _by_tier(versions: dict[int, OrganisationVersion]) -> list[Group]:
    found: dict[str, list[OrganisationVersion]] = defaultdict(list)
    for version in sorted(versions.values(), key=_rank):
        found[version.level].append(version)
    return [_group(key, rows, f"Cấp {LEVELS.get(key, key)}") for key, rows in found.items()]


def _group(key: str, rows: list[OrganisationVersion], name: str) -> Group:
    bodies = frozenset(version.organisation_id for version in rows)
    if len(rows) == 1:
        return Group(str(rows[0].organisation_id), rows[0].name, bodies)
    return Group(key, f"{name}: {len(bodies)} đơn vị", bodies)


def _choices(versions: dict[int, OrganisationVersion]) -> list[Group]:
    """Each tier, and under it its kinds."""
    found = []
    for tier in _by_tier(versions):
        key = versions[min(tier.bodies)].level
        found.append(Group(key, f"Cấp {LEVELS.get(key, key)}", tier.bodies))
        inside = {pk: version for pk, version in versions.items() if pk in tier.bodies}
        for kind in _by_kind(inside):
            version = versions[min(kind.bodies)]
            found.append(Group(f"{key}.{version.kind}", _kind_name(version), kind.bodies))
    return found


def _lines(
    scope: Scope,
    found: dict[tuple[int, int], Tally],
    groups: Sequence[Group],
    documents: Mapping[int, Document] | None,
) -> tuple[Line, ...]:
    place = {body: number for number, group in enumerate(groups) for body in group.bodies}
    cells: dict[int, list[Tally]] = defaultdict(lambda: [Tally()] * len(groups))
    for (line, body), tally in found.items():
        if body in place:
            cells[line][place[body]] += tally
    things = _things(scope, set(cells), documents)
    return tuple(Line(thing, tuple(cells[thing.pk]), sum(cells[thing.pk], Tally())) for thing in things)


def _things(scope: Scope, wanted: set[int], documents: Mapping[int, Document] | None) -> Iterable[Document | Duty]:
    if not scope.is_of_all:
        return Duty.objects.filter(pk__in=wanted).order_by("start", "end", "pk")
    if documents is None:
        return Document.objects.filter(pk__in=wanted).order_by("-issued_on", "-pk")
    return [document for pk, document in documents.items() if pk in wanted]


def words_of(role: str) -> dict[str, str]:
    """The five counts in words: without a day, or of support where that is asked for."""
    return WORDS if role == Assignment.LEAD else WORDS | {UNDATED: SUPPORTING}


def printed(found: Board, title: str, period: str) -> PrintedTable:
    """The board for paper: of each line its whole, then each body or group of it, in numbers that can be summed."""
    words = words_of(found.scope.role)
    headings = ["Tổng số việc có hạn", *(_capital(words[count]) for count in (*COUNTS, UNDATED))]
    columns = (Column("STT", 7), Column("Nội dung", 60), Column("Đơn vị", 34), *(Column(h, 12) for h in headings))
    rows: list[list[Cell]] = []
    for number, line in enumerate(found.lines, 1):
        rows.append([number, name_of(line.thing), "Cộng", *_numbers(line.total)])
        shown = zip(found.groups, line.cells, strict=True)
        rows += [["", "", group.name, *_numbers(tally)] for group, tally in shown if tally]
    rows.append(["", "Tổng cộng", "", *_numbers(found.total)])
    above = tuple(said for said in (period, f"Số liệu ngày {day_in_words(found.scope.day)}") if said)
    return PrintedTable("Bảng theo dõi", title, above, columns, rows)


def title_of(document: Document | None) -> str:
    """What the board is called: of one directive, or of all."""
    return f"Bảng theo dõi tiến độ {document.title}" if document else "Bảng theo dõi tiến độ"


def name_of(thing: Document | Duty) -> str:
    """A directive by its title and subject, a duty by its words and place."""
    if isinstance(thing, Document):
        return f"{thing.title}: {thing.subject}" if thing.number and thing.subject else thing.title
    return f"{thing.text} ({thing.place})"


def _numbers(tally: Tally) -> list[Cell]:
    return [tally.total, *(tally.of(count) for count in (*COUNTS, UNDATED))]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
