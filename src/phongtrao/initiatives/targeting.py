"""Chỉ tiêu of each kind in a province: what stands, what is asked, the path to it; numbers that a province states."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from phongtrao.access import DECIDING
from phongtrao.charts import Bar, Chart, Group, as_svg
from phongtrao.initiatives.kind import COUNTS, Target
from phongtrao.initiatives.models import Initiative, KindVersion, StatedTarget
from phongtrao.initiatives.path import Path, path_to
from phongtrao.initiatives.standing import FETCHED, figures_on, places_on, stood_on
from phongtrao.initiatives.working import fitting_bodies
from phongtrao.organisations import tree
from phongtrao.organisations.models import LogEntry, Organisation, User
from phongtrao.organisations.provincial import decides_for_root
from phongtrao.procedure import Refused
from phongtrao.words import HANOI
from phongtrao.work.deeds import post_at

LARGEST = 1_000_000
YEARS_BACK = 3
"""Years before this one that the path shows."""


@dataclass(frozen=True, slots=True)
class Aim:
    """A target of a kind with its path, the years behind it, and what the province stated."""

    version: KindVersion
    path: Path
    before: tuple[tuple[int, int], ...]
    """Year → how many there were at its end; the running one as of today."""
    stated: StatedTarget | None

    @property
    def what(self) -> str:
        """What is counted, in words."""
        if self.path.target.counts == "places":
            return f"điểm ({self.version.said.place}) đang hoạt động"
        if self.path.target.counts == "groups":
            return f"tổ ({self.version.said.group}) đang hoạt động"
        return COUNTS[self.path.target.counts]

    @property
    def lines(self) -> list[tuple[int, int | None, int | None]]:
        """Year, how many there were, how many there must be: the table behind the chart."""
        there, wanted = dict(self.before), dict(self.path.steps)
        if self.path.wanted is not None:
            wanted.setdefault(self.path.target.year, self.path.wanted)
        return [(year, there.get(year), wanted.get(year)) for year in sorted({*there, *wanted})]

    @property
    def chart(self) -> str:
        """The lines drawn; the empty string without a number to reach."""
        if self.path.wanted is None:
            return ""
        groups = [
            Group(str(year), (Bar(there, _said(there)), Bar(wanted, _said(wanted))))
            for year, there, wanted in self.lines
        ]
        key = f"chi-tieu-{self.version.name}-{self.path.target.year}-{self.path.target.counts}"
        title = f"{self.version.title}: {self.what} đến năm {self.path.target.year}"
        return as_svg(Chart(key, title, groups, ("Có", "Cần có")))


def _said(number: int | None) -> str:
    return "–" if number is None else str(number)


def aims(user: User, root: Organisation, day: date) -> list[Aim]:
    """Every target of the kinds in force in the province, by kind and year; counts are the whole province's."""
    versions = KindVersion.objects.visible_to(user, day).of_root(root).current(day)
    inside = tree.below([root.pk], day)
    stated = {(s.kind_name, s.year, s.counts): s for s in StatedTarget.objects.filter(root=root).select_related("by")}
    rows = Initiative.objects.filter(root=root, kind__isnull=False).select_related("kind").prefetch_related(*FETCHED)
    by_kind: dict[str, list[Initiative]] = {}
    for one in rows:
        assert one.kind is not None
        by_kind.setdefault(one.kind.name, []).append(one)
    return [
        _aim(version, target, by_kind.get(version.name, []), inside, stated, day)
        for version in versions
        for target in version.said.targets
    ]


def _aim(
    version: KindVersion, target: Target, rows: list[Initiative], inside: set[int],
    stated: dict[tuple[str, int, str], StatedTarget], day: date,
) -> Aim:  # fmt: skip
    said = stated.get((version.name, target.year, target.counts))
    base = None
    if target.percent is not None:
        base = fitting_bodies(target.of or version.said.fits, inside, day).count()
    now = count_on(rows, target.counts, day)
    before = [
        (year, count_on(rows, target.counts, date(year, 12, 31))) for year in range(day.year - YEARS_BACK, day.year)
    ]
    path = path_to(target, now, base, day.year, said.number if said else None)
    return Aim(version, path, (*before, (day.year, now)), said)


def count_on(rows: list[Initiative], counts: str, day: date) -> int:
    """What a target counts, on a day: bodies with one, models, places or groups; each by itself."""
    if counts == "bodies":
        standing = [one for one in rows if stood_on(one, day)]
        bodies = {one.organisation_id for one in standing}
        return len(bodies | {p.organisation_id for one in standing for p in places_on(one, day) if p.organisation_id})
    figures = figures_on(rows, day)
    return int(getattr(figures, counts))


def may_state(root: Organisation, user: User, day: date) -> bool:
    """Whether the person states targets of the province: who decides for a body of its tier, or keeps the site."""
    return decides_for_root(root.pk, user, day)


@transaction.atomic
def state_target(
    root: Organisation, version: KindVersion, year: int, counts: str, number: int, source: str, by: User, at: datetime
) -> bool:
    """State the number of a target of the kind for the province; whether anything changed. Raises Refused."""
    day, source = at.astimezone(HANOI).date(), source.strip()
    if not may_state(root, by, day):
        raise Refused("Chỉ tiêu của tỉnh do đầu mối, lãnh đạo hoặc quản trị của cơ quan cấp tỉnh ghi.")
    if (year, counts) not in {(one.year, one.counts) for one in version.said.targets}:
        raise Refused(f"Loại mô hình «{version.title}» không có chỉ tiêu ấy đến năm {year}.")
    if not 1 <= number <= LARGEST or not source:
        raise Refused(f"Xin ghi số từ 1 đến {LARGEST} và căn cứ: văn bản nào, ngày nào.")
    key: dict[str, Any] = {"root": root, "kind_name": version.name, "year": year, "counts": counts}
    row = StatedTarget.objects.select_for_update(of=("self",)).filter(**key).first()
    if row is not None and (row.number, row.source) == (number, source):
        return False
    was = {"was": {"number": row.number}} if row else {}
    row, _ = StatedTarget.objects.update_or_create(
        **key, defaults={"number": number, "source": source, "by": by, "at": at}
    )
    told = {"name": version.name, "year": year, "number": number}
    LogEntry.record(by, "state_target", row, at, root, post_at(by, root, day, DECIDING), **told, **was)
    return True
