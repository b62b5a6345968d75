"""What people type on the pages of obstacles."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from phongtrao.organisations.models import User
from phongtrao.procedure import Step
from phongtrao.work.forms import DeedForm
from phongtrao.work.models import Task


class ObstacleForm(forms.Form):
    """What keeps the body from doing its duty."""

    text = forms.CharField(
        label="Khó khăn, vướng mắc", max_length=5000, widget=forms.Textarea(attrs={"rows": 4}), strip=True
    )
    task = forms.ModelChoiceField(Task.objects.none(), widget=forms.HiddenInput, required=False)

    def __init__(self, tasks: Any, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["task"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = tasks


class ObstacleDeedForm(DeedForm):
    """What a step on an obstacle needs; with an answer, who may read it."""

    shared = forms.BooleanField(
        label="Công bố vướng mắc và trả lời cho mọi đơn vị cùng thực hiện văn bản này", required=False, initial=True
    )

    def __init__(self, step: Step, user: User, on: date, *args: Any, **options: Any) -> None:
        super().__init__(step, user, on, *args, **options)
        # Where an obstacle is passed on is no choice: to the body for which the document was adopted.
        self.fields.pop("body", None)
        if step.deed == "answer":
            self.fields["note"].label = "Trả lời"
            self.fields["note"].required = True
        else:
            del self.fields["shared"]
        if not step.needs:
            del self.fields["note"]


class ObstacleFilter(forms.Form):
    """What the list of obstacles can be narrowed to."""

    tim = forms.CharField(label="Tìm", required=False, max_length=200)
    van_ban = forms.TypedChoiceField(label="Văn bản", required=False, coerce=int, empty_value=None)
    muc = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, documents: list[tuple[int, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["van_ban"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", "tất cả"), *documents]
