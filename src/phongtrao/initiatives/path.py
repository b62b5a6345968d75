"""The path to a target: what stands now, what is asked by the end of a year, how many more each year.

Pure. Percentages round up: a part of a body is a body. What is not known stays unknown.
"""

from __future__ import annotations

from dataclasses import dataclass

from phongtrao.initiatives.kind import Target


@dataclass(frozen=True, slots=True)
class Path:
    """A target beside what stands in a year. `wanted`, `missing`, `each_year` are None where no number is known."""

    target: Target
    now: int
    wanted: int | None
    base: int | None
    """Of how many bodies, for a percentage."""
    year: int
    stated: bool = False
    """Whether a person stated the number for the province."""

    @property
    def missing(self) -> int | None:
        return None if self.wanted is None else max(0, self.wanted - self.now)

    @property
    def years_left(self) -> int:
        """Years until the target with the running one; 0 once its year is over."""
        return max(0, self.target.year - self.year + 1)

    @property
    def each_year(self) -> int | None:
        """How many more each of the years left must bring, rounded up; all of them where no year is left."""
        if self.missing is None:
            return None
        return -(-self.missing // max(1, self.years_left))

    @property
    def steps(self) -> list[tuple[int, int]]:
        """Year → how many there must be by its end, for each year left; empty without a number."""
        if self.wanted is None or self.each_year is None:
            return []
        years = range(self.year, self.target.year + 1)
        return [(year, min(self.wanted, self.now + self.each_year * nth)) for nth, year in enumerate(years, 1)]

    @property
    def said(self) -> str:
        """How it stands, in words."""
        if self.wanted is None:
            return "chưa rõ chỉ tiêu"
        if not self.missing:
            return "đã đạt"
        return f"còn thiếu {self.missing}" if self.years_left else f"hết năm {self.target.year}, thiếu {self.missing}"


def path_to(target: Target, now: int, base: int | None, year: int, stated: int | None = None) -> Path:
    """The path of one target. `base`: how many bodies there are of those that a percentage is of; `stated`: a number
    that a person gave for the province, which goes before what the file says.

    >>> path_to(Target(2030, "bodies", "", percent=50), 3, 15, 2026).each_year
    1
    """
    wanted = stated if stated is not None else target.number
    if wanted is None and target.percent is not None and base is not None:
        wanted = -(-target.percent * base // 100)
    return Path(target, now, wanted, base, year, stated is not None)
