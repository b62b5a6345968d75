"""For which days the overview speaks, which measure its map shows and how it is drawn: the fields above it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from phongtrao.look import DayField
from phongtrao.measures import MEASURES
from phongtrao.words import day_in_words
from phongtrao.work.board_filter import QUARTERS, period_of

YEAR, QUARTER, OWN = "nam", "quy", "tu-chon"
TILES, OUTLINES = "o", "ranh-gioi"
SHOWN_FIRST = (
    "tasks_overdue", "tasks_open", "days_late_longest", "duties_asked", "tasks_on_time", "reports_on_time",
    "recognised_units",
)  # fmt: skip
"""Measures at the head of the list; the first is shown where none is chosen."""


@dataclass(frozen=True, slots=True)
class Span:
    """From a first to a last day; `board`: how the board is asked for the same, empty where it cannot be."""

    first: date
    last: date
    said: str
    board: Mapping[str, str]


def year_of(day: date) -> Span:
    """The whole year in which the day lies."""
    return Span(*period_of(day.year), f"năm {day.year}", {"nam": str(day.year)})


def quarter_of(day: date) -> Span:
    """The whole quarter in which the day lies."""
    part = f"q{(day.month + 2) // 3}"
    said = f"{QUARTERS[part]} năm {day.year}"
    return Span(*period_of(day.year, part), said, {"nam": str(day.year), "ky": part})


def own(first: date, last: date) -> Span:
    """Days that somebody chose."""
    return Span(first, last, f"từ {day_in_words(first)} đến {day_in_words(last)}", {})


def measure_choices() -> list[tuple[str, str]]:
    """Every measure that is told, by title; those of SHOWN_FIRST at the head."""
    rest = sorted((name for name in MEASURES if name not in SHOWN_FIRST), key=lambda name: MEASURES[name].title)
    return [(name, MEASURES[name].title) for name in (*SHOWN_FIRST, *rest) if name in MEASURES]


class OverviewForm(forms.Form):
    """Province (where there are several), span, measure of the map and way of drawing; what is not understood is as if
    it were not asked for."""

    tinh = forms.ChoiceField(label="Tỉnh, thành phố", required=False)
    ky = forms.ChoiceField(
        label="Thời gian", required=False, choices=[(YEAR, "năm nay"), (QUARTER, "quý này"), (OWN, "tự chọn ngày")]
    )
    tu = DayField(label="Từ ngày", required=False)
    den = DayField(label="Đến hết ngày", required=False)
    so_do = forms.ChoiceField(label="Số đo trên bản đồ", required=False)
    cach = forms.ChoiceField(
        label="Cách vẽ", required=False, choices=[(TILES, "ô lục giác"), (OUTLINES, "ranh giới đã nạp")]
    )

    def __init__(self, day: date, provinces: list[tuple[str, str]], has_outlines: bool, *args: Any) -> None:
        super().__init__(*args)
        self.day = day
        self._choices("tinh", provinces)
        self._choices("so_do", measure_choices())
        if len(provinces) < 2:
            del self.fields["tinh"]
        if not has_outlines:
            del self.fields["cach"]
        self.is_valid()

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("tu"), given.get("den")
        if given.get("ky") == OWN and not (self.errors or (first and last and first <= last)):
            self.add_error("den", "Xin ghi cả hai ngày, ngày đầu không sau ngày cuối. Đang xem cả năm nay.")
        return given

    @property
    def span(self) -> Span:
        """What is asked for; this year where that is not understood."""
        given = self.cleaned_data
        if given.get("ky") == QUARTER:
            return quarter_of(self.day)
        if given.get("ky") == OWN and given.get("tu") and given.get("den"):
            return own(given["tu"], given["den"])
        return year_of(self.day)

    @property
    def measure(self) -> str:
        return self.cleaned_data.get("so_do") or measure_choices()[0][0]

    @property
    def by_outlines(self) -> bool:
        return self.cleaned_data.get("cach") == OUTLINES

    def given(self) -> dict[str, str]:
        """The fields that were filled, for addresses that keep them."""
        return {name: value for name in self.fields if (value := str(self.data.get(name, "")).strip())}
