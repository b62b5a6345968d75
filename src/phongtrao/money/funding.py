"""Where the money of a programme comes from, as plain values: which clause of which paper pays whom for what, and when.

Every value comes from a programme's file with its source. Words that no paper at hand gives are empty, with a gap.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from phongtrao import plain_data
from phongtrao.organisations.written_kinds import fits
from phongtrao.words import day_in_words

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause that pays. `pays` are CẤP.LOẠI (`xa.ubnd`) or kinds alone (`truong`); empty for whoever."""

    name: str
    place: str
    """Where it stands in its paper: `khoản 2, mục V`."""
    paper: str
    purpose: str
    valid_from: date
    source: str
    """The paper at hand that says so."""
    pays: tuple[str, ...] = ()
    issued_on: date | None = None
    """The day of `paper`."""
    issued_with: str = ""
    """What `paper` issued, where the clause stands in that (`Kế hoạch ...`)."""
    words: str = ""
    """As it reads; empty where no paper at hand gives its words."""
    valid_until: date | None = None

    def fits(self, level: str, kind: str) -> bool:
        """Whether it pays bodies of this tier and kind."""
        return not self.pays or fits(self.pays, level, kind)

    def is_valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    @property
    def title(self) -> str:
        """`khoản 2, mục V Kế hoạch ... ban hành kèm theo Quyết định số ... ngày ...`."""
        paper = _dated(self.paper, self.issued_on)
        return f"{self.place} {f'{self.issued_with} ban hành kèm theo ' if self.issued_with else ''}{paper}"


@dataclass(frozen=True, slots=True)
class Amendment:
    """Sửa đổi: which article of which paper amends a clause, from when on, and what the clause says then."""

    clause: str
    place: str
    paper: str
    valid_from: date
    source: str
    issued_on: date | None = None
    words: str = ""

    @property
    def title(self) -> str:
        """`Điều 1, Quyết định số 1790/QĐ-UBND ngày 22/11/2019`."""
        return f"{self.place}, {_dated(self.paper, self.issued_on)}"


@dataclass(frozen=True, slots=True)
class Party:
    """Who draws up an estimate and who appraises it, as a paper says; bodies as CẤP.LOẠI, or by their name."""

    draws_up: tuple[str, ...]
    appraises: str
    valid_from: date
    source: str
    words: str = ""
    decides: str = ""
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """What no paper at hand says, and what to do about it."""

    about: str
    words: str
    clause: str = ""


@dataclass(frozen=True, slots=True)
class InForce:
    """A clause as it stands on a day, with what amended it until then, the last one last."""

    clause: Clause
    amendments: tuple[Amendment, ...]

    @property
    def name(self) -> str:
        return self.clause.name

    @property
    def words(self) -> str:
        """As it reads that day; empty where that is not known: what it said before an amendment does not count."""
        return self.amendments[-1].words if self.amendments else self.clause.words

    @property
    def short(self) -> str:
        """`khoản 2, mục V (được sửa đổi bởi Điều 1, Quyết định số 1790/QĐ-UBND ngày 22/11/2019)`."""
        return self.clause.place + self._amended

    @property
    def chain(self) -> str:
        """The whole title of the clause, with what amended it."""
        return self.clause.title + self._amended

    @property
    def _amended(self) -> str:
        told = "; ".join(one.title for one in self.amendments)
        return f" (được sửa đổi bởi {told})" if told else ""


@dataclass(frozen=True, slots=True)
class Funding:
    """Nguồn kinh phí of a programme: one version, never changed once it is loaded."""

    name: str
    title: str
    version: int
    valid_from: date
    source: str
    clauses: tuple[Clause, ...]
    amendments: tuple[Amendment, ...] = ()
    parties: tuple[Party, ...] = ()
    gaps: tuple[Gap, ...] = ()

    def on(self, name: str, day: date) -> InForce:
        """The clause as it stands on the day, whether it is valid that day or not. Raises KeyError."""
        clause = {one.name: one for one in self.clauses}[name]
        made = (one for one in self.amendments if one.clause == name and one.valid_from <= day)
        return InForce(clause, tuple(sorted(made, key=lambda one: one.valid_from)))

    def in_force(self, day: date) -> list[InForce]:
        """Every clause that is valid on the day, in the order of the file."""
        return [self.on(one.name, day) for one in self.clauses if one.is_valid_on(day)]

    def paying(self, level: str, kind: str, day: date) -> list[InForce]:
        """Those of them that pay bodies of this tier and kind."""
        return [one for one in self.in_force(day) if one.clause.fits(level, kind)]

    def party_for(self, level: str, kind: str, day: date) -> Party | None:
        """Who appraises what such a body draws up, as papers say; None where none says it."""
        fitting = (
            one for one in self.parties
            if fits(one.draws_up, level, kind)
            and one.valid_from <= day and (one.valid_until is None or day <= one.valid_until)
        )  # fmt: skip
        return max(fitting, key=lambda one: one.valid_from, default=None)

    def gaps_of(self, clause: str) -> list[Gap]:
        return [one for one in self.gaps if one.clause == clause]


def _dated(paper: str, day: date | None) -> str:
    return f"{paper} ngày {day_in_words(day)}" if day else paper


def as_data(funding: Funding) -> dict[str, Any]:
    """The sources as plain data for JSON, days as ISO text."""
    data: dict[str, Any] = plain_data.as_data(funding)
    return data


def from_data(data: Mapping[str, Any]) -> Funding:
    """The sources that `as_data` gave. Raises KeyError, TypeError or ValueError for anything else."""
    return plain_data.from_data(Funding, data)
