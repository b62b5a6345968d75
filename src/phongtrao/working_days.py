"""Which days offices work: weekends, public holidays, days off in lieu, Saturdays worked for a day that was moved.

Pure: no database, no clock. Bộ luật Lao động 2019 (45/2019/QH14): Điều 111 khoản 3 (a holiday that falls on a weekly
day of rest is made up for on the next working day), Điều 112 (the holidays; five days of Tết, two of Quốc khánh, which
days those are is announced every year). Offices rest on Saturday and Sunday (Quyết định 188/1999/QĐ-TTg).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

ONE = timedelta(days=1)
FIXED = (
    ((1, 1), "Tết Dương lịch", 2013),
    ((4, 30), "Ngày Chiến thắng", 2013),
    ((5, 1), "Ngày Quốc tế Lao động", 2013),
    ((9, 2), "Quốc khánh", 2013),
    ((11, 24), "Ngày Văn hóa Việt Nam", 2026),
)
"""Holidays on the same day of every year, and from which year on; the last by Nghị quyết 28/2026/QH16."""

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
TET, HUNG_KINGS, BESIDE, MOVED, WORKED = "tet", "gio_to", "quoc_khanh_ke", "hoan_doi", "lam_bu"
KINDS = {
    TET: "Tết Nguyên đán (5 ngày)",
    HUNG_KINGS: "Giỗ Tổ Hùng Vương (10/3 âm lịch)",
    BESIDE: "Ngày liền kề Quốc khánh",
    MOVED: "Ngày nghỉ được hoán đổi",
    WORKED: "Ngày làm bù",
}
"""Days that are not the same every year, as a person enters them."""
ANNOUNCED = {TET: 5, HUNG_KINGS: 1, BESIDE: 1}
"""How many of a kind every year has (Điều 112 khoản 1)."""
POLICIES = {"stay": "giữ nguyên ngày", "before": "lùi về ngày làm việc trước", "after": "chuyển sang ngày làm việc sau"}
"""What becomes of a due day that falls on a day of rest."""


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day of one year that the rules do not give: a kind of `KINDS`, and the paper that says so."""

    day: date
    kind: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A day that differs from its week: a holiday, or a weekend on which offices work."""

    day: date
    name: str
    works: bool
    source: str
    """The paper that says so; empty for what the law gives every year."""

    @property
    def weekday(self) -> str:
        return WEEKDAYS[self.day.weekday()]


@dataclass(frozen=True)
class Calendar:
    """The days of rest and of work, from the rules and what was announced."""

    announced: tuple[SpecialDay, ...] = ()
    _off: dict[int, dict[date, str]] = field(default_factory=dict, repr=False, compare=False)

    def works(self, day: date) -> bool:
        """Whether offices work on the day."""
        return self.rest(day) is None

    def rest(self, day: date) -> str | None:
        """Why offices rest on the day; None where they work."""
        if any(s.day == day and s.kind == WORKED for s in self.announced):
            return None
        weekend = WEEKDAYS[day.weekday()] if day.weekday() >= 5 else None
        return self._holidays(day.year).get(day) or weekend

    def last_working(self, day: date) -> date:
        """The day itself where offices work on it, else the last working day before."""
        while not self.works(day):
            day -= ONE
        return day

    def next_working(self, day: date) -> date:
        """The day itself where offices work on it, else the first working day after."""
        while not self.works(day):
            day += ONE
        return day

    def later(self, day: date, number: int) -> date:
        """The day that is `number` working days after `day`, which itself does not count."""
        while number > 0:
            day += ONE
            number -= self.works(day)
        return day

    def moved(self, day: date, policy: str) -> date:
        """The due day under a policy of `POLICIES`."""
        if policy == "before":
            return self.last_working(day)
        return self.next_working(day) if policy == "after" else day

    def beside(self, day: date) -> str | None:
        """What is shown beside a deadline on a day of rest: why, and the last working day; None on a working day."""
        why = self.rest(day)
        return why and f"{why}; ngày làm việc cuối cùng trước đó: {self.last_working(day):%d/%m/%Y}"

    def missing(self, year: int) -> list[str]:
        """What a person has still to enter for a year, a Vietnamese line each."""
        lines = []
        for kind, wanted in ANNOUNCED.items():
            there = sum(s.kind == kind and s.day.year == year for s in self.announced)
            if there < wanted:
                lines.append(f"{KINDS[kind]}: chưa nhập đủ ({there}/{wanted} ngày).")
        moved = [s for s in self.announced if s.day.year == year and s.kind == MOVED]
        worked = [s for s in self.announced if s.day.year == year and s.kind == WORKED]
        if len(moved) != len(worked):
            lines.append(f"Hoán đổi: {len(moved)} ngày nghỉ, {len(worked)} ngày làm bù; hai số phải bằng nhau.")
        return lines

    def special(self, year: int) -> list[Named]:
        """The holidays of a year, days off in lieu among them, and the weekends worked instead, in order."""
        sources = {s.day: s.source for s in self.announced}
        rows = [Named(day, name, False, sources.get(day, "")) for day, name in self._holidays(year).items()]
        worked = [s for s in self.announced if s.kind == WORKED and s.day.year == year]
        return sorted([*rows, *(Named(s.day, KINDS[WORKED], True, s.source) for s in worked)], key=lambda row: row.day)

    def _holidays(self, year: int) -> dict[date, str]:
        if year not in self._off:
            self._off[year] = dict(_with_lieu(year, self.announced))
        return self._off[year]


def _with_lieu(year: int, announced: Iterable[SpecialDay]) -> Iterator[tuple[date, str]]:
    """Holidays of the year, each that falls on a weekend with the working day off in its stead.

    The days of Tết, of Quốc khánh's neighbour and moved ones are announced as working days already.
    """
    announced = [s for s in announced if s.day.year == year]
    off = {date(year, month, day): name for (month, day), name, since in FIXED if year >= since}
    off |= {s.day: KINDS[s.kind] for s in announced if s.kind != WORKED}
    settled = {s.day for s in announced if s.kind in (TET, BESIDE, MOVED)}
    yield from off.items()
    for day, name in sorted(off.items()):
        if day.weekday() >= 5 and day not in settled:
            stead = day
            while stead in off or stead.weekday() >= 5:
                stead += ONE
            off[stead] = f"nghỉ bù {name}"
            yield stead, off[stead]
