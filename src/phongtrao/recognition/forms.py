"""What people type on the pages of candidacies."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from phongtrao.procedure import Step
from phongtrao.procedures import CANDIDACY
from phongtrao.recognition.models import Candidacy
from phongtrao.recognition.rules import SUBJECTS
from phongtrao.work.models import Programme


class CandidacyFilter(forms.Form):
    """What the list of candidacies can be narrowed to."""

    tim = forms.CharField(label="Tên đơn vị", required=False, max_length=100)
    doi_tuong = forms.ChoiceField(label="Đối tượng", required=False, choices=[("", "tất cả"), *SUBJECTS.items()])
    trang_thai = forms.ChoiceField(
        label="Trạng thái",
        required=False,
        choices=[("", "tất cả"), *((state, CANDIDACY.words[state]) for state in CANDIDACY.states())],
    )
    muc = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, programmes: Iterable[Programme], years: Iterable[int], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(one.name, one.title) for one in programmes]
        self.fields["phong_trao"] = forms.ChoiceField(
            label="Phong trào", required=False, choices=[("", "tất cả"), *named]
        )
        self.fields["nam"] = forms.ChoiceField(
            label="Năm", required=False, choices=[("", "tất cả"), *((str(year), str(year)) for year in years)]
        )
        self.order_fields(("phong_trao", "nam", "doi_tuong", "trang_thai", "tim", "muc"))


class CandidacyDeedForm(forms.Form):
    """What a step needs: the state that the person saw, a reason or words."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=30)
    note = forms.CharField(
        label="Nội dung", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3}), strip=True
    )

    def __init__(self, step: Step, candidacy: Candidacy, *args: Any, **options: Any) -> None:
        options.setdefault("prefix", step.deed)
        options.setdefault("initial", {"seen": candidacy.state})
        super().__init__(*args, **options)
        if "reason" in step.needs:
            self.fields["note"].label = "Lý do"
        elif "words" not in step.needs:
            del self.fields["note"]
