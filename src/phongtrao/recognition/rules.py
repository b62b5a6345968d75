"""What a programme rules about recognition, as plain values: who may be put forward, by when, how many, who decides.

Every value comes from a programme's file with its source; what the papers do not say is a gap and stays one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from phongtrao import plain_data
from phongtrao.gaps import Gap
from phongtrao.organisations.written_kinds import fits
from phongtrao.year_days import YearDay

SUBJECTS = {
    "xa_phuong": "Xã, phường",
    "co_quan": "Cơ quan",
    "doanh_nghiep": "Doanh nghiệp",
    "co_so_giao_duc": "Cơ sở giáo dục",
    "khu_dan_cu": "Khu dân cư",
}
"""Kinds of subject (đối tượng)."""
YEARS_OF = {"next": "năm liền sau", "same": "chính năm đó"}
"""Which year a registration is for."""
SHARES_OF = {"remaining": "số đơn vị còn lại", "all": "tổng số đơn vị"}
"""What the percentage of a target is of."""
ABOUT = {
    "registration": "năm mà bản đăng ký nhằm tới",
    "window": "mốc số liệu",
    "target": "chỉ tiêu",
    "authority": "thẩm quyền",
    "subject": "đối tượng",
}
"""What a cited passage is about."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Đối tượng: a kind of unit that can be recognised. `kinds` are CẤP.LOẠI (`xa.ubnd`) or kinds alone (`truong`)."""

    name: str
    kinds: tuple[str, ...]
    criteria: str = ""
    """The name of its criteria set; empty where none is known."""
    base: int | None = None
    """How many units are eligible in all; None where no paper says it."""
    base_source: str = ""

    @property
    def title(self) -> str:
        return SUBJECTS[self.name]

    def fits(self, level: str, kind: str) -> bool:
        """Whether bodies of this tier and kind are of the subject."""
        return fits(self.kinds, level, kind)


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Who is left out: bodies that bear a mark (`organisations.marks`), one of these values of it."""

    mark: str
    words: str
    """As the rule says it."""
    source: str
    values: tuple[str, ...] = ()
    """Empty for a mark that is there or not."""

    def strikes(self, marks: Mapping[str, Any]) -> bool:
        """Whether a body with these marks is left out."""
        found = marks.get(self.mark)
        return bool(found) and (not self.values or found in self.values)


@dataclass(frozen=True, slots=True)
class Registration:
    """Đăng ký: by which day of a year, for which year."""

    due: YearDay | None = None
    """The last day, of the year in which it is sent; None where no paper says one."""
    year: str = "next"
    """A key of YEARS_OF."""
    since: int | None = None
    """The first year in which it is sent by that day."""

    def for_year(self, day: date) -> int:
        """The year that a registration of this day is for."""
        return day.year + (1 if self.year == "next" else 0)

    def due_for(self, year: int) -> date | None:
        """The last day on which one may register for the year."""
        return self.due.of(year - (1 if self.year == "next" else 0)) if self.due else None


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a paper that are read in more than one way, shown wherever the reading matters."""

    about: str
    """A key of ABOUT."""
    place: str
    words: str
    means: str = ""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day of the calendar besides those of registration and dossier."""

    title: str
    due: YearDay
    who: str
    source: str


@dataclass(frozen=True, slots=True)
class Target:
    """Chỉ tiêu: a number of units in a year, or at least a percentage, in each year up to `until`."""

    subject: str
    year: int
    source: str
    number: int | None = None
    percent: int | None = None
    of: str = "remaining"
    """A key of SHARES_OF."""
    until: int | None = None
    """The last year, for a target of several; the year itself where it is not given."""

    @property
    def years(self) -> range:
        return range(self.year, (self.until or self.year) + 1)


@dataclass(frozen=True, slots=True)
class DossierPaper:
    """A paper of the dossier: `kind` of vanban.kinds, `by` who writes it (`body`, `appraiser`)."""

    name: str
    title: str
    kind: str
    by: str
    source: str


@dataclass(frozen=True, slots=True)
class Authority:
    """Thẩm quyền from a day on: who collects in the commune, who appraises, who decides, as CẤP.LOẠI.

    An empty one is a gap: nothing can be decided until a province says who does.
    """

    valid_from: date
    source: str
    appraises: str = ""
    decides: str = ""
    commune: str = "xa.ubnd"
    through: str = "xa.cong_an"
    """Who collects for the commune."""


@dataclass(frozen=True, slots=True)
class Upkeep:
    """Duy trì: looked at each year; `lapses` ends what nobody confirmed (off unless a province sets it)."""

    due: YearDay | None = None
    lapses: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class RecognitionRules:
    """Quy định công nhận: one version, never changed once it is loaded."""

    name: str
    title: str
    version: int
    valid_from: date
    source: str
    subjects: tuple[Subject, ...]
    registration: Registration
    window_from: YearDay
    window_until: YearDay
    dossier_due: YearDay | None = None
    upkeep: Upkeep = Upkeep()
    exclusions: tuple[Exclusion, ...] = ()
    papers: tuple[DossierPaper, ...] = ()
    authorities: tuple[Authority, ...] = ()
    targets: tuple[Target, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    passages: tuple[Passage, ...] = ()
    gaps: tuple[Gap, ...] = ()

    def subject(self, name: str) -> Subject:
        """The one of that name; raises KeyError."""
        return {one.name: one for one in self.subjects}[name]

    def subject_of(self, level: str, kind: str) -> Subject | None:
        """Of which subject a body of this tier and kind is; None where of none."""
        return next((one for one in self.subjects if one.fits(level, kind)), None)

    def struck_by(self, marks: Mapping[str, Any]) -> list[Exclusion]:
        """The exclusions that leave out a body with these marks."""
        return [one for one in self.exclusions if one.strikes(marks)]

    def authority_on(self, day: date) -> Authority | None:
        """Who decides on that day; None before any rule."""
        before = [one for one in self.authorities if one.valid_from <= day]
        return max(before, key=lambda one: one.valid_from, default=None)

    def registers_by(self, year: int) -> date | None:
        """The last day on which one may register for the year; None where no paper says one, or one that lies before
        the rules themselves."""
        due = self.registration.due_for(year)
        return due if due is not None and due >= self.valid_from else None

    def window(self, year: int) -> tuple[date, date]:
        """First and last day of the data of a year."""
        return self.window_from.of(year), self.window_until.of(year)

    @property
    def window_overlaps(self) -> int:
        """By how many days the windows of two years lie over each other; 0 where they do not."""
        return max(0, (self.window(2025)[1] - self.window(2026)[0]).days + 1)

    def cited(self, about: str) -> list[Passage]:
        return [one for one in self.passages if one.about == about]


def as_data(rules: RecognitionRules) -> dict[str, Any]:
    """The rules as plain data for JSON, days as ISO text."""
    data: dict[str, Any] = plain_data.as_data(rules)
    return data


def from_data(data: Mapping[str, Any]) -> RecognitionRules:
    """The rules that `as_data` gave. Raises KeyError, TypeError or ValueError for anything else."""
    return plain_data.from_data(RecognitionRules, data)
