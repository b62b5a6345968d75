"""Loại mô hình as plain values: where it fits, what its places and groups are called, how it is reviewed, its targets.

Every value comes from a programme's file with its source; what the papers do not say is a gap and stays one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from phongtrao import plain_data
from phongtrao.gaps import Gap
from phongtrao.organisations.written_kinds import fits
from phongtrao.year_days import YearDay

MEASURED = {"yes_no": "có hoặc không", "number": "số", "share": "tỷ lệ"}
"""How a criterion is answered."""
COUNTS = {
    "bodies": "đơn vị có mô hình",
    "initiatives": "mô hình đang hoạt động",
    "places": "điểm đang hoạt động",
    "groups": "tổ đang hoạt động",
}
"""What a target counts. Models, places and groups are three figures; none is ever added to another."""
PAPERS = {
    "survey_plan": "Kế hoạch khảo sát",
    "survey_report": "Báo cáo kết quả khảo sát",
    "proposal": "Tờ trình đề nghị thành lập mô hình",
    "decision": "Quyết định thành lập mô hình, ban hành quy chế",
    "launch_plan": "Kế hoạch ra mắt",
    "review_report": "Báo cáo đánh giá năm",
    "replicate_decision": "Quyết định nhân rộng",
    "retire_decision": "Quyết định thanh loại",
}
"""Papers of a model's way; a kind may call them otherwise, or do without some."""
DISPENSABLE = ("survey_plan", "survey_report", "proposal", "launch_plan", "review_report")
"""Papers without which a step may be taken where the kind says so; decisions take effect by their paper alone."""


@dataclass(frozen=True, slots=True)
class Equipment:
    """A kind of thing that is counted by condition: cameras, loudspeakers."""

    name: str
    title: str
    unit: str = "bộ"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion of the yearly review.

    `number` is met from `at_least` on, `share` from `percent` on; `yes_no` by yes. `measure` names a figure that the
    site tells by itself (`phongtrao.measures`), offered beside the answer.
    """

    name: str
    title: str
    answered: str
    """A key of MEASURED."""
    required: bool = True
    """Where it is not met, keeping the model as it is is not proposed."""
    at_least: Decimal | None = None
    percent: int | None = None
    base: str = ""
    """What a share is of."""
    unit: str = ""
    measure: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class ReviewRule:
    """How the proposal follows from what is met: percentages of the criteria that could be answered.

    Below `keep` mending is proposed, below `mend` retiring, from `replicate` on replicating; unmet required ones never
    let it be kept as it is. `years_to_mend`: after so many reviews running that proposed mending, retiring.
    """

    keep: int
    mend: int
    replicate: int
    years_to_mend: int | None = None
    due: YearDay | None = None
    """The last day of the yearly review, of the year it is about or of the next; None where no paper says one."""
    sample: bool = True
    """Whether thresholds and criteria are samples and not the law."""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """Chỉ tiêu to be reached by the end of a year: a number, or a percentage of the bodies in `of`; neither where no
    paper at hand says how many."""

    year: int
    counts: str
    """A key of COUNTS."""
    source: str
    number: int | None = None
    percent: int | None = None
    of: tuple[str, ...] = ()
    """Of which bodies, as CẤP.LOẠI; empty: of those that the kind fits."""
    passage: str = ""

    @property
    def is_known(self) -> bool:
        return self.number is not None or self.percent is not None


@dataclass(frozen=True, slots=True)
class PaperRule:
    """How the kind calls a paper, and whether a step may be taken without it."""

    name: str
    """A key of PAPERS."""
    title: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the regulation (quy chế) that a draft begins with."""

    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a directive on the kind."""

    place: str
    words: str


@dataclass(frozen=True, slots=True)
class InitiativeKind:
    """Loại mô hình: one version, never changed once it is loaded."""

    name: str
    title: str
    version: int
    valid_from: date
    source: str
    fits: tuple[str, ...]
    """Kinds of bodies at which one may stand, as CẤP.LOẠI (`xa.ubnd`) or kinds alone (`truong`)."""
    review: ReviewRule
    place: str = "điểm"
    group: str = "tổ"
    """What a place (điểm) and a group (tổ) of it are called."""
    where: str = ""
    """Where among those bodies, in the words of the paper."""
    criteria: tuple[Criterion, ...] = ()
    equipment: tuple[Equipment, ...] = ()
    targets: tuple[Target, ...] = ()
    papers: tuple[PaperRule, ...] = ()
    articles: tuple[Article, ...] = ()
    passages: tuple[Passage, ...] = ()
    gaps: tuple[Gap, ...] = ()

    def fits_body(self, level: str, kind: str) -> bool:
        """Whether a body of this tier and kind is one at which the model may stand."""
        return fits(self.fits, level, kind)

    def paper_title(self, name: str) -> str:
        """What a paper of PAPERS is called in this kind."""
        return next((one.title for one in self.papers if one.name == name), PAPERS[name])

    def asks_for(self, name: str) -> bool:
        """Whether a step waits for the paper of this name."""
        return next((one.required for one in self.papers if one.name == name), True)


def as_data(kind: InitiativeKind) -> dict[str, Any]:
    """The kind as plain data for JSON; days and decimals as text."""
    data: dict[str, Any] = plain_data.as_data(kind)
    return data


def from_data(data: Mapping[str, Any]) -> InitiativeKind:
    """The kind that `as_data` gave. Raises KeyError, TypeError or ValueError for anything else."""
    return plain_data.from_data(InitiativeKind, data)
