"""Deadlines as a clerk types them: choose a form, fill in its days; a day is the last on which it is on time."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms

from phongtrao.documents.contract import LEAP_YEAR, PERIODS, UNITS, Rule, form, rule
from phongtrao.files import Refusal
from phongtrao.look import DayField

ROWS_TO_SPARE = 2
MOST_ROWS = 60
FORMS = [
    ("", "— không có —"),
    ("on", "một ngày"),
    ("every", "hằng kỳ (tháng, quý, 6 tháng, năm)"),
    ("span", "từ ngày … đến ngày …"),
    ("within", "trong một số ngày kể từ …"),
]
NEEDED = {"on": ("on",), "every": ("every",), "span": ("first", "last"), "within": ("within", "unit")}
_DAY_OF_YEAR = re.compile(r"\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*")
_DAY_OF_MONTH = re.compile(r"\s*(\d{1,2})\s*")


class DayOfPeriodField(forms.CharField):
    """`9/5` as `05-09`, `24` as it is."""

    def prepare_value(self, value: Any) -> Any:
        parts = str(value or "").split("-")
        return f"{parts[1]}/{parts[0]}" if len(parts) == 2 else (value or "")

    def clean(self, value: Any) -> Any:
        written = super().clean(value)
        if not written:
            return ""
        if found := _DAY_OF_YEAR.fullmatch(written):
            day, month = int(found[1]), int(found[2])
            return f"{month:02d}-{day:02d}" if _is_day(month, day) else self._wrong()
        if found := _DAY_OF_MONTH.fullmatch(written):
            return f"{int(found[1]):02d}" if _is_day(1, int(found[1])) else self._wrong()
        return self._wrong()

    def _wrong(self) -> str:
        raise forms.ValidationError("Xin ghi ngày/tháng như 09/5, hoặc chỉ ngày như 24 với kỳ ngắn hơn năm.")


def _is_day(month: int, day: int) -> bool:
    try:
        date(LEAP_YEAR, month, day)
    except ValueError:
        return False
    return True


class DeadlineForm(forms.Form):
    """One deadline. `rule_typed` gives it in the contract's form, None for a row left empty."""

    kind = forms.ChoiceField(label="Dạng", required=False, choices=FORMS)
    on = DayField(label="Chậm nhất ngày", required=False, help_text="«Trước ngày 01/12» ghi là 30/11.")
    every = forms.ChoiceField(label="Kỳ", required=False, choices=[("", "—"), *PERIODS.items()])
    day = DayOfPeriodField(
        label="Ngày trong kỳ", required=False, max_length=10, help_text="Như 09/5; để trống: chưa có ngày."
    )
    since = forms.IntegerField(label="Từ năm", required=False, min_value=1945, max_value=2200)
    until = forms.IntegerField(label="Đến năm", required=False, min_value=1945, max_value=2200)
    first = DayField(label="Từ ngày", required=False)
    last = DayField(label="Đến hết ngày", required=False)
    within = forms.IntegerField(label="Trong", required=False, min_value=1, max_value=999)
    unit = forms.ChoiceField(label="Đơn vị", required=False, choices=[("", "—"), *UNITS.items()])
    after = forms.CharField(label="Kể từ", required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in NEEDED.get(given.get("kind", ""), ()):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, "Xin điền ô này.")
        if not self.errors and given.get("kind"):
            try:
                given["rule"] = rule(self._typed(given))
            except Refusal as error:
                self.add_error("kind", str(error))
        return given

    @property
    def rule_typed(self) -> Rule | None:
        """The deadline in the contract's form."""
        found: Rule | None = self.cleaned_data.get("rule")
        return found

    def _typed(self, given: dict[str, Any]) -> Rule:
        chosen = given["kind"]
        if chosen == "on":
            return {"on": given["on"].isoformat()}
        if chosen == "span":
            return {"from": given["first"].isoformat(), "to": given["last"].isoformat()}
        if chosen == "within":
            return {"within": given["within"], "unit": given["unit"], "after": given["after"]}
        optional = {"last": given["day"], "from": given["since"], "until": given["until"]}
        return {"every": given["every"], **{k: v for k, v in optional.items() if v}}


_DeadlineForms = forms.formset_factory(DeadlineForm, extra=ROWS_TO_SPARE, max_num=MOST_ROWS, validate_max=True)


def deadline_forms(deadlines: list[Rule], given: Any = None, ids: str = "id_%s") -> Any:
    """The rows of a duty's deadlines, and some to spare; `ids` tells the rows of two duties on one page apart."""
    return _DeadlineForms(given, prefix="han", auto_id=ids, initial=[_initial(d) for d in deadlines])


def typed_deadlines(rows: Any, there: list[Rule]) -> list[Rule]:
    """What was typed into valid rows; a deadline that is `there` already keeps the place of its words."""
    typed = [row.rule_typed for row in rows if row.rule_typed]
    return [next((d for d in there if form(d) == t), t) for t in typed]


def _initial(deadline: Rule) -> dict[str, Any]:
    if "on" in deadline:
        return {"kind": "on", "on": date.fromisoformat(deadline["on"])}
    if "every" in deadline:
        years = {"since": deadline.get("from"), "until": deadline.get("until")}
        return {"kind": "every", "every": deadline["every"], "day": deadline.get("last"), **years}
    if "within" in deadline:
        return {"kind": "within", **{k: deadline.get(k) for k in ("within", "unit", "after")}}
    days = {key: date.fromisoformat(deadline[name]) for key, name in (("first", "from"), ("last", "to"))}
    return {"kind": "span", **days}
