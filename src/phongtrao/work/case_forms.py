"""What people type on the pages of cases: a deed's words and day, the file of a paper signed elsewhere."""

from __future__ import annotations

from typing import Any

from django import forms

from phongtrao.look import TICK, DayField
from phongtrao.procedure import Step

LABELS = {"reason": "Lý do", "words": "Nội dung", "note": "Nội dung"}
"""Need → the label of the words that answer it."""


class CaseDeedForm(forms.Form):
    """What a step needs: how many deeds the person saw, words, a day."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    day = DayField(label="Ngày")
    note = forms.CharField(
        label="Nội dung", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3}), strip=True
    )

    def __init__(self, step: Step, seen: int, *args: Any, **options: Any) -> None:
        options.setdefault("prefix", step.deed)
        options.setdefault("initial", {"seen": seen})
        super().__init__(*args, **options)
        worded = next((need for need in step.needs if need in LABELS), None)
        if worded:
            self.fields["note"].label = LABELS[worded]
        else:
            del self.fields["note"]
        if "day" not in step.needs:
            del self.fields["day"]

    @property
    def asks(self) -> bool:
        """Whether anything is typed."""
        return len(self.fields) > 1


class SignedPaperForm(forms.Form):
    """The file of a paper that was signed elsewhere, with what stands on its face."""

    file = forms.FileField(label="Tệp đã ký", allow_empty_file=True)
    number = forms.CharField(label="Số, ký hiệu", max_length=60, required=False, help_text="Ví dụ: 15/QĐ-UBND")
    signed_on = DayField(label="Ngày ký", required=False)
    secret_free = forms.BooleanField(label=TICK, required=False)
