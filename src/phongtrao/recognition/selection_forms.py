"""What people choose on the page of the selection."""

from __future__ import annotations

from typing import Any

from django import forms

from phongtrao.procedures import CANDIDACY
from phongtrao.recognition.rules import RecognitionRules

ALL = ("", "tất cả")
EARLY_STATES = ("at_commune", "registered", "selected", "not_selected")
"""States that the filter names one by one."""


class SelectionFilter(forms.Form):
    """What the candidates of a year can be narrowed to."""

    tim = forms.CharField(label="Tên đơn vị", required=False, max_length=100)
    trang_thai = forms.ChoiceField(
        label="Trạng thái", required=False, choices=[ALL, *((one, CANDIDACY.words[one]) for one in EARLY_STATES)]
    )
    field_order = ("doi_tuong", "trang_thai", "tim")

    def __init__(self, rules: RecognitionRules, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        subjects = [(one.name, one.title) for one in rules.subjects]
        self.fields["doi_tuong"] = forms.ChoiceField(label="Đối tượng", required=False, choices=[ALL, *subjects])
        self.order_fields(self.field_order)


class DecideForm(forms.Form):
    """What is decided of the ticked units."""

    deed = forms.ChoiceField(label="Quyết định với các đơn vị đã đánh dấu", widget=forms.RadioSelect)
    note = forms.CharField(
        label="Lý do (bắt buộc khi không chọn)", required=False, max_length=2000, strip=True,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, deeds: dict[str, str], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["deed"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*deeds.items()]
        # The label says when it is needed.
        self.fields["note"].is_alternative = True  # type: ignore[attr-defined]
