"""The form of a yearly review: a field or two a criterion, and the words of its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from phongtrao.initiatives.kind import Criterion
from phongtrao.initiatives.reviewing import LONGEST, Given, Line
from phongtrao.look import one_of

YES_NO = [("", "chưa trả lời"), ("1", "có"), ("0", "không")]
MOST = 1_000_000_000


class ReviewForm(forms.Form):
    """Every criterion: its value, the whole of a share, evidence. An empty value is no answer."""

    def __init__(self, lines: Sequence[Line], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.lines = lines
        for line in lines:
            self._add(line)

    def _add(self, line: Line) -> None:
        one, row = line.criterion, line.answer
        self.fields[one.name] = _value_field(one)
        self.initial[one.name] = _initial(one, row.value) if row else None
        if one.answered == "share":
            self.fields[f"{one.name}-tong"] = _number(f"Trên {one.base}")
            self.initial[f"{one.name}-tong"] = _plain(row.base) if row and row.base is not None else None
        words = forms.Textarea(attrs={"rows": 2})
        one_of(self, *(name for name in (one.name, f"{one.name}-tong") if name in self.fields))
        self.fields[f"{one.name}-loi"] = forms.CharField(
            label="Minh chứng", required=False, max_length=LONGEST, widget=words, strip=True
        )
        self.initial[f"{one.name}-loi"] = row.evidence if row else ""

    def parts(self) -> list[tuple[Line, list[forms.BoundField]]]:
        """Each line with its fields, for the template."""
        names = [(line, line.criterion.name) for line in self.lines]
        ends = ("", "-tong", "-loi")
        return [(line, [self[f"{name}{end}"] for end in ends if f"{name}{end}" in self.fields]) for line, name in names]

    def clean(self) -> dict[str, Any]:
        """A share needs both numbers; evidence needs an answer."""
        given = super().clean() or {}
        for line in self.lines:
            name, one = line.criterion.name, line.criterion
            value, base = given.get(name), given.get(f"{name}-tong")
            if one.answered == "share" and (value in (None, "")) != (base is None):
                self.add_error(f"{name}-tong", "Xin ghi cả số đạt và tổng số.")
            elif one.answered == "share" and base is not None and value > base:
                self.add_error(name, "Số đạt không lớn hơn tổng số.")
            if value in (None, "") and given.get(f"{name}-loi"):
                self.add_error(name, "Xin trả lời tiêu chí trước khi ghi minh chứng.")
        return given

    def answers(self) -> dict[str, Given | None]:
        """What was typed, by criterion; None where nothing was answered."""
        return {line.criterion.name: self._given(line.criterion) for line in self.lines}

    def _given(self, one: Criterion) -> Given | None:
        value = self.cleaned_data.get(one.name)
        if value in (None, ""):
            return None
        base = self.cleaned_data.get(f"{one.name}-tong")
        return Given(Decimal(value), base, self.cleaned_data.get(f"{one.name}-loi", ""))


def _value_field(one: Criterion) -> forms.Field:
    if one.answered == "yes_no":
        return forms.ChoiceField(label="Trả lời", choices=YES_NO, required=False)
    return _number(f"Số đạt{f' ({one.unit})' if one.unit else ''}")


def _number(label: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=0, max_value=MOST, decimal_places=2, required=False, localize=False
    )


def _initial(one: Criterion, value: Decimal) -> Any:
    return ("1" if value else "0") if one.answered == "yes_no" else _plain(value)


def _plain(value: Decimal) -> Decimal | int:
    """Without noughts after the point."""
    return value.normalize() if value % 1 else int(value)
