"""What people type on the pages of appraisal, opinions, decisions and upkeep."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from phongtrao.documents.letterhead import LetterheadForm
from phongtrao.organisations.models import User
from phongtrao.recognition.council import who_may_be_named
from phongtrao.recognition.models import AppraisalMember, Candidacy, Opinion
from phongtrao.recognition.rules import SUBJECTS

LONG = 5000
HOW_GROUNDS = "Mỗi dòng một căn cứ, viết cả chữ «Căn cứ»; ghi đủ số, ký hiệu, cơ quan, ngày tháng năm và trích yếu."


def _words(label: str, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONG, widget=forms.Textarea(attrs={"rows": 3}), **options)


class MemberForm(forms.Form):
    """Who is named, and for which part. Accounts of the province may be typed; those offered stand in a list."""

    account = forms.CharField(
        label="Tài khoản", max_length=150, help_text="Người của cơ quan thẩm định, hoặc của cơ quan khác trong tỉnh."
    )
    part = forms.ChoiceField(label="Phần việc", choices=[*AppraisalMember.PARTS.items()], initial="member")

    def __init__(self, candidacy: Candidacy, day: date, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.named = who_may_be_named(candidacy, day)
        self.fields["account"].widget = forms.TextInput(attrs={"list": "nguoi-co-the-cu", "autocomplete": "off"})

    def clean_account(self) -> User:
        """Raises ValidationError where the province has no such account."""
        text = str(self.cleaned_data["account"]).strip()
        user = self.named.filter(username=text).first()
        if user is None:
            raise forms.ValidationError(f"Trong tỉnh không có tài khoản «{text}» đang giữ chức vụ; xin xem lại.")
        return user


class SameCouncilForm(forms.Form):
    """For which other dossiers the same people are named."""

    others = forms.MultipleChoiceField(label="Hồ sơ", widget=forms.CheckboxSelectMultiple)

    def __init__(self, others: Mapping[int, str], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["others"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(pk), name) for pk, name in others.items()]


class SpotCheckForm(forms.Form):
    """What was found on the spot."""

    agrees = forms.ChoiceField(
        label="So với hồ sơ", choices=[("1", "đúng với hồ sơ"), ("0", "không đúng với hồ sơ")], widget=forms.RadioSelect
    )
    words = _words("Đã xem gì, ở đâu, thấy gì")


class DrawForm(forms.Form):
    """How many dossiers are drawn, and by which seed."""

    subject = forms.ChoiceField(label="Đối tượng", required=False, choices=[("", "tất cả"), *SUBJECTS.items()])
    count = forms.IntegerField(label="Số hồ sơ", required=False, min_value=1, max_value=10_000)
    percent = forms.IntegerField(label="Hoặc tỷ lệ (%), làm tròn lên", required=False, min_value=1, max_value=100)
    seed = forms.CharField(
        label="Mã rút mẫu",
        max_length=64,
        help_text="Hệ thống cho sẵn một mã ngẫu nhiên; có thể thay bằng mã rút công khai trước cuộc họp.",
    )


class OpinionForm(forms.Form):
    """An opinion of the Front."""

    kind = forms.ChoiceField(label="Loại ý kiến", choices=[*Opinion.KINDS.items()])
    words = _words("Nội dung")
    file = forms.FileField(label="Tệp đính kèm", required=False, allow_empty_file=True)
    secret_free = forms.BooleanField(label="Tệp không chứa bí mật nhà nước", required=False)


class AnswerOpinionForm(forms.Form):
    opinion = forms.IntegerField(widget=forms.HiddenInput)
    words = _words("Trả lời")


class DecisionForm(LetterheadForm):
    """The letterhead of a decision, what it rests on, for which candidacies it is."""

    grounds = forms.CharField(label="Căn cứ", widget=forms.Textarea(attrs={"rows": 4}), help_text=HOW_GROUNDS)
    units = forms.MultipleChoiceField(label="Đơn vị", widget=forms.CheckboxSelectMultiple)
    field_order = ("units", "grounds")

    def __init__(self, units: Iterable[tuple[int, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["units"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(pk), name) for pk, name in units]

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The grounds, a line each, without their end marks."""
        lines = (line.strip().rstrip(";.") for line in self.cleaned_data["grounds"].splitlines())
        return tuple(line for line in lines if line)

    @property
    def chosen(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data["units"]]


class ProposalForm(DecisionForm):
    """The letterhead of the appraiser's paper, and which candidacies it proposes."""

    def __init__(self, units: Iterable[tuple[int, str]], *args: Any, **options: Any) -> None:
        super().__init__(units, *args, **options)
        del self.fields["grounds"]


class WithdrawalForm(DecisionForm):
    """The same, with the ground for each unit."""

    def __init__(self, units: Iterable[tuple[int, str]], *args: Any, **options: Any) -> None:
        listed = list(units)
        super().__init__(listed, *args, **options)
        for pk, name in listed:
            self.fields[f"ground-{pk}"] = forms.CharField(
                label=f"Căn cứ thu hồi của {name}", required=False, max_length=1000
            )
            # Asked of each unit that is ticked; the page says so.
            self.fields[f"ground-{pk}"].is_alternative = True  # type: ignore[attr-defined]
        self.order_fields(("units", *(f"ground-{pk}" for pk, _ in listed), "grounds"))

    def ground_of(self, pk: int) -> str:
        return str(self.cleaned_data.get(f"ground-{pk}", "")).strip()


class UpkeepForm(forms.Form):
    """Of a year that was kept up, or of a warning."""

    year = forms.IntegerField(label="Năm", min_value=2000, max_value=2199)
    words = _words("Nhận xét")
