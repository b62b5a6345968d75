"""What people type where documents are linked, and where they contradict each other."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from phongtrao.documents.models.chain import KINDS
from phongtrao.look import DayField
from phongtrao.organisations.models import User
from phongtrao.work.arguments import Unclear, find_document
from phongtrao.work.models import Settlement


class SettleEffectForm(forms.Form):
    """Whether one document does to another what its words seem to say."""

    YES, NO = "dung", "khong"

    answer = forms.ChoiceField(choices=[(YES, "đúng"), (NO, "không đúng")], widget=forms.HiddenInput)
    until = DayField(label="Kéo dài đến hết ngày", required=False)


class DocumentField(forms.CharField):
    """One document by its id or number, among those that the person may see."""

    def __init__(self, user: User, day: date, **options: Any) -> None:
        super().__init__(max_length=60, **options)
        self.user, self.day = user, day

    def clean(self, value: Any) -> Any:
        try:
            return find_document(super().clean(value), self.user, self.day)
        except Unclear as error:
            raise forms.ValidationError(str(error)) from error


class AddEffectForm(forms.Form):
    """A link between documents that the words do not say."""

    kind = forms.ChoiceField(label="Văn bản này", choices=[*KINDS.items()])
    part = forms.CharField(label="Phần nào", max_length=200, required=False, help_text="Ví dụ: khoản 2 Mục V.")
    until = DayField(label="Kéo dài đến hết ngày", required=False)

    def __init__(self, user: User, day: date, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["onto"] = DocumentField(user, day, label="Văn bản kia", help_text="Số, ký hiệu hoặc mã.")
        self.order_fields(["kind", "onto", "part", "until"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("kind") == "prolongs" and not given.get("until") and "until" not in self.errors:
            self.add_error("until", "Xin ghi ngày mà văn bản được kéo dài đến.")
        return given


class AttachForm(forms.Form):
    """A document that belongs to a programme."""

    def __init__(self, user: User, day: date, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["document"] = DocumentField(user, day, label="Văn bản", help_text="Số, ký hiệu hoặc mã.")


class FindingForm(forms.Form):
    """What a person decides on a finding."""

    key = forms.CharField(max_length=200, widget=forms.HiddenInput)
    decision = forms.ChoiceField(label="Kết luận", choices=[("", "— chọn —"), *Settlement.DECISIONS.items()])
    reason = forms.CharField(label="Lý do, cách xử lý", max_length=500)
