"""A report form as plain values: what a regime of reports asks for, frozen in its versions.

What a regime must state stands in Decree 09/2019/NĐ-CP, article 7 (`REGIME`); the order of sections is that in which
offices write reports.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from phongtrao.reports.periods import Period, holding
from phongtrao.year_days import YearDay

TYPES = {
    "integer": "số nguyên",
    "money": "số tiền (đồng)",
    "share": "tỷ lệ (phần trên tổng số)",
    "yes_no": "có / không",
    "level": "mức",
}
"""What an indicator's value is. All are kept as integers: đồng, 0 and 1, the place of a level (0 is the best); a share
as its two whole numbers, part and base."""
ADDS_UP = {
    "sum": "cộng dồn",
    "last": "lấy số cuối kỳ",
    "count": "đếm đơn vị",
    "share": "tính lại tỷ lệ",
    "worst": "lấy mức thấp nhất",
}
"""How parts add up. Across bodies `sum` and `last` are sums, `count` counts the bodies that say yes, or name a number
above nought, `share` adds up parts and bases and divides once, `worst` is the worst level. Across periods `last` is
that of the last period (what there is), `sum` the sum (what happened)."""
FITTING = {
    "integer": ("sum", "last", "count"),
    "money": ("sum", "last"),
    "share": ("share",),
    "yes_no": ("count",),
    "level": ("worst",),
}
"""Type → how it may add up."""
SECTIONS = {
    "tinh_hinh": "Tình hình",
    "ket_qua": "Kết quả thực hiện",
    "ton_tai": "Tồn tại, hạn chế và nguyên nhân",
    "phuong_huong": "Phương hướng, nhiệm vụ",
    "kien_nghi": "Đề xuất, kiến nghị",
    "phu_luc": "Phụ lục",
}
"""Sections in the order in which offices write them."""
REGIME = {
    "name": "tên báo cáo",
    "content": "nội dung yêu cầu báo cáo",
    "reports": "đối tượng thực hiện báo cáo",
    "receives": "cơ quan nhận báo cáo",
    "how": "phương thức gửi, nhận báo cáo",
    "deadline": "thời hạn gửi báo cáo",
    "frequency": "tần suất thực hiện báo cáo",
    "cutoff": "thời gian chốt số liệu báo cáo",
    "outline": "mẫu đề cương báo cáo",
    "tables": "biểu mẫu số liệu báo cáo",
    "guide": "hướng dẫn quy trình thực hiện báo cáo",
}
"""The eleven things that a regime states (Decree 09/2019/NĐ-CP, article 7)."""

BACK = 13
"""Periods that are looked at, the running one first, where it is asked which of them a day is of: a year of months."""


@dataclass(frozen=True, slots=True)
class Value:
    """A figure: a whole number, with its base where it is a share."""

    value: int
    base: int | None = None


@dataclass(frozen=True, slots=True)
class PeriodRule:
    """A kind of period for which the form is sent in: the data it covers (the window, which is no deadline) and the
    last day for sending. `part` tells halves, quarters and months of a year apart, `H1`; empty for whole years."""

    every: str
    part: str = ""
    data_from: YearDay | None = None
    data_until: YearDay | None = None
    due: YearDay | None = None

    def window(self, period: Period) -> tuple[date, date]:
        """First and last day of the data; those of the period itself where the form says none."""
        first = self.data_from.of(period.first.year) if self.data_from else period.first
        last = self.data_until.of(period.last.year) if self.data_until else period.last
        return first, last

    def due_on(self, period: Period) -> date | None:
        """The last day for sending; None where the form says none."""
        return self.due.of(period.last.year) if self.due else None


@dataclass(frozen=True, slots=True)
class Indicator:
    """Chỉ tiêu (thống kê): one figure that is asked for."""

    name: str
    title: str
    section: str
    type: str
    adds_up: str
    unit: str = ""
    base: str = ""
    """Of a share: what its base is called, `tổng số hộ`."""
    levels: tuple[str, ...] = ()
    """Of a level: from the best to the worst."""
    required: bool = True
    measure: str = ""
    """The measure that knows it (`measures`), offered as a first value; empty where only a person does."""
    same_as_last: bool = False
    """Whether the last period's value is offered: of what there is, not of what happened."""

    @property
    def as_total(self) -> Indicator:
        """What its total is: the one that counts bodies becomes a number of them."""
        return replace(self, type="integer", unit="đơn vị") if self.adds_up == "count" else self


@dataclass(frozen=True, slots=True)
class Question:
    """A question that is answered in words."""

    name: str
    title: str
    section: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """What must hold between values: `rule` in the little language of `checks`, `message` says what to do."""

    rule: str
    message: str
    at: str = ""
    """The indicator beside which the message stands; the first one that the rule names where it is empty."""
    hard: bool = True
    """Whether a report that breaks it cannot be sent; a soft one asks to look again."""


@dataclass(frozen=True, slots=True)
class Form:
    """Mẫu báo cáo: one version of a form, never changed once it is loaded."""

    name: str
    title: str
    version: int
    valid_from: date
    source: str
    """Document, number, date: `Công văn số 1721/UBND-NC ngày 30/3/2017 của UBND tỉnh Quảng Ngãi`."""
    reporters: tuple[str, ...]
    """Who answers: tier and kind, `xa.ubnd`, `tinh.cong_an`."""
    regime: dict[str, str]
    """The eleven things of REGIME, in words."""
    periods: tuple[PeriodRule, ...]
    indicators: tuple[Indicator, ...]
    questions: tuple[Question, ...] = ()
    checks: tuple[Check, ...] = ()
    sections: tuple[tuple[str, str], ...] = tuple(SECTIONS.items())
    """Name and title, in order."""

    def indicator(self, name: str) -> Indicator:
        """The one of that name; raises KeyError."""
        return {one.name: one for one in self.indicators}[name]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.indicators)

    @property
    def cells(self) -> tuple[Indicator | Question, ...]:
        """Everything that is filled in: indicators, then questions."""
        return (*self.indicators, *self.questions)

    def rule_for(self, period: Period) -> PeriodRule | None:
        """The rule by which the form is sent in for that period; None where it is not."""
        part = period.key[5:] if period.every != "span" else ""
        fitting = [rule for rule in self.periods if rule.every == period.every and rule.part in ("", part)]
        return max(fitting, key=lambda rule: len(rule.part), default=None)

    def period_of(self, day: date) -> Period | None:
        """The period for which a task of that day asks: the nearest. None for a form of several years: a person says
        of which."""
        return next(iter(self.periods_near(day)), None)

    def periods_near(self, day: date) -> list[Period]:
        """Periods of which a report can be asked for on the day, those of several years left out: of those whose data
        had begun, the one first whose last day for sending is nearest."""
        begun: list[tuple[int, Period]] = []
        for every in dict.fromkeys(rule.every for rule in self.periods if rule.every != "span"):
            of: Period | None = holding(every, day)
            for _ in range(BACK):
                rule = self.rule_for(of) if of else None
                if of is not None and rule is not None and rule.window(of)[0] < day:
                    begun.append((abs(((rule.due_on(of) or rule.window(of)[1]) - day).days), of))
                of = of.before() if of else None
        return [of for _, of in sorted(begun)]

    def last_day(self, of: Period) -> date | None:
        """The last day for sending in the period's report, the last of its data where the form says none; None where
        the form is not sent in for it."""
        rule = self.rule_for(of)
        return (rule.due_on(of) or rule.window(of)[1]) if rule else None


def as_data(form: Form) -> dict[str, Any]:
    """The form as plain data for JSON, days as ISO text."""
    return {**asdict(form), "valid_from": form.valid_from.isoformat()}


def from_data(data: dict[str, Any]) -> Form:
    """The form that `as_data` gave. Raises KeyError, TypeError or ValueError for anything else."""
    given = dict(data)
    return Form(
        **{
            **given,
            "valid_from": date.fromisoformat(given["valid_from"]),
            "reporters": tuple(given["reporters"]),
            "periods": tuple(_period_rule(one) for one in given["periods"]),
            "indicators": tuple(Indicator(**{**one, "levels": tuple(one["levels"])}) for one in given["indicators"]),
            "questions": tuple(Question(**one) for one in given["questions"]),
            "checks": tuple(Check(**one) for one in given["checks"]),
            "sections": tuple((name, title) for name, title in given["sections"]),
        }
    )


def _period_rule(data: dict[str, Any]) -> PeriodRule:
    days = {name: YearDay(**data[name]) if data[name] else None for name in ("data_from", "data_until", "due")}
    return PeriodRule(data["every"], data["part"], **days)
