"""What the rules of commendation say, as plain values: forms, who decides, papers, quotas, votes, how long names stay.

Every value comes from a programme's file with its source; what no paper at hand says is a gap and stays one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from phongtrao import plain_data
from phongtrao.gaps import Gap

COLLECTIVE, PERSON, HOUSEHOLD = "tap_the", "ca_nhan", "ho_gia_dinh"
SUBJECTS = {COLLECTIVE: "tập thể", PERSON: "cá nhân", HOUSEHOLD: "hộ gia đình"}
"""Who can be commended."""
COVERS = {"own": "phong trào chứa tệp này", "every": "mọi phong trào"}
"""Which programmes the rules are for."""
BY = {"body": "đơn vị đề nghị", "examiner": "cơ quan thẩm định"}
"""Who writes a paper of the dossier."""
WHOSE = {"body": "mỗi đơn vị đề nghị", "province": "toàn tỉnh"}
"""Over whom a quota is counted."""
OVER = {"refuse": "không nhận", "reason": "phải nêu lý do"}
"""What comes of a proposal over the quota."""
VOTES_OF = {"members": "số thành viên được biểu quyết", "votes": "số phiếu"}
"""What the share of votes is of."""


@dataclass(frozen=True, slots=True)
class Form:
    """Hình thức khen thưởng: `decides`, `examines` are kinds of body, CẤP.LOẠI, or a body's name in the province.

    Who examines is the deciding body itself where none is named; `days` is None where no paper at hand says it.
    """

    name: str
    title: str
    level: str
    decides: str
    subjects: tuple[str, ...]
    source: str
    examines: str = ""
    days: int | None = None
    """Calendar days for the examination, counted from the day after the dossier was sent."""
    days_source: str = ""


@dataclass(frozen=True, slots=True)
class DossierPaper:
    """A paper of the dossier: `kind` of vanban.kinds, `by` who writes it."""

    name: str
    title: str
    kind: str
    by: str
    source: str


@dataclass(frozen=True, slots=True)
class Quota:
    """Hạn mức: at most a number, or a percentage of the bodies directly under who proposes, in a year."""

    form: str
    source: str
    number: int | None = None
    percent: int | None = None
    subject: str = ""
    """A key of SUBJECTS; empty for all together."""
    year: int | None = None
    """None for every year."""
    whose: str = "body"
    over: str = "reason"

    def holds_for(self, form: str, year: int) -> bool:
        """Whether it limits this form in this year."""
        return self.form == form and self.year in (None, year)

    def most(self, bodies: int) -> int:
        """How many at the most, with so many bodies under who proposes; a percentage rounds down («không quá»)."""
        return self.number if self.number is not None else bodies * (self.percent or 0) // 100


@dataclass(frozen=True, slots=True)
class Council:
    """Hội đồng: which share of the votes carries a nominee."""

    percent: int
    source: str
    more_than: bool = False
    """Whether the share must be more than `percent`, not just as much."""
    of: str = "members"
    sample: bool = False

    def carries(self, votes_for: int, votes_against: int, voters: int) -> bool:
        """Whether so many votes are enough, where so many could vote."""
        whole = voters if self.of == "members" else votes_for + votes_against
        share, wanted = votes_for * 100, self.percent * whole
        return whole > 0 and votes_for > 0 and (share > wanted if self.more_than else share >= wanted)


@dataclass(frozen=True, slots=True)
class Retention:
    """How long names of people are kept: years after the decision, and after a proposal that came to nothing."""

    years: int
    source: str
    ended_years: int = 1
    sample: bool = False
    """Whether the years are a sample that the province has not confirmed: nothing is forgotten by it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Words of a rule, and where they stand."""

    words: str
    source: str


@dataclass(frozen=True, slots=True)
class CommendationRules:
    """Quy định khen thưởng: one version, never changed once it is loaded."""

    name: str
    title: str
    version: int
    valid_from: date
    source: str
    covers: str
    once: Rule
    """One achievement is not commended in two forms."""
    ground: Rule
    """On what ground names of people are kept."""
    council: Council
    retention: Retention
    forms: tuple[Form, ...]
    papers: tuple[DossierPaper, ...]
    valid_until: date | None = None
    quotas: tuple[Quota, ...] = ()
    gaps: tuple[Gap, ...] = ()

    def form(self, name: str) -> Form:
        """The one of that name; raises KeyError."""
        return {one.name: one for one in self.forms}[name]

    def quotas_of(self, form: str, year: int) -> list[Quota]:
        return [one for one in self.quotas if one.holds_for(form, year)]


def as_data(rules: CommendationRules) -> dict[str, Any]:
    """The rules as plain data for JSON, days as ISO text."""
    data: dict[str, Any] = plain_data.as_data(rules)
    return data


def from_data(data: Mapping[str, Any]) -> CommendationRules:
    """The rules that `as_data` gave. Raises KeyError, TypeError or ValueError for anything else."""
    return plain_data.from_data(CommendationRules, data)
