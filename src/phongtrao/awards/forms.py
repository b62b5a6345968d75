"""What people type on the pages of commendations. Of a person three fields, and no form asks for a fourth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms

from phongtrao.awards.models import Commendation, CouncilMember, Nominee
from phongtrao.awards.rules import SUBJECTS, Form
from phongtrao.look import TICK, DayField
from phongtrao.organisations.models import Organisation, User
from phongtrao.procedures import COMMENDATION
from phongtrao.work.forms import BodyField
from phongtrao.work.models import Programme

ALL = ("", "tất cả")
NAMED = "Chỉ ghi họ tên, chức vụ, đơn vị. Không ghi ngày sinh, số giấy tờ, địa chỉ, số điện thoại, hoàn cảnh gia đình."
BODY = "Mã hoặc tên đơn vị. Tập thể: đơn vị được đề nghị; cá nhân, hộ gia đình: đơn vị nơi công tác hoặc nơi ở."


class CommendationFilter(forms.Form):
    """What the list can be narrowed to. Names of people are not searched."""

    tim = forms.CharField(label="Đơn vị hoặc nội dung", required=False, max_length=100)
    trang_thai = forms.ChoiceField(
        label="Trạng thái", required=False,
        choices=[ALL, *((state, COMMENDATION.words[state]) for state in COMMENDATION.states())],
    )  # fmt: skip
    muc = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, programmes: Iterable[Programme], years: Iterable[int], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(one.name, one.title) for one in programmes]
        self.fields["phong_trao"] = forms.ChoiceField(label="Phong trào", required=False, choices=[ALL, *named])
        self.fields["nam"] = _year_field(years)
        self.order_fields(("phong_trao", "nam", "trang_thai", "tim", "muc"))


class CommendedFilter(forms.Form):
    """What the list of those commended can be narrowed to."""

    tim = forms.CharField(label="Tên đơn vị", required=False, max_length=100)
    ten = forms.BooleanField(label="Hiện họ tên cá nhân (được ghi vào nhật ký)", required=False)

    def __init__(self, kinds: Sequence[tuple[str, str]], years: Iterable[int], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["hinh_thuc"] = forms.ChoiceField(label="Hình thức", required=False, choices=[ALL, *kinds])
        self.fields["nam"] = _year_field(years)
        self.order_fields(("nam", "hinh_thuc", "tim", "ten"))


def _year_field(years: Iterable[int]) -> forms.ChoiceField:
    return forms.ChoiceField(label="Năm", required=False, choices=[ALL, *((str(year), str(year)) for year in years)])


class ProposeForm(forms.Form):
    """Who proposes, in which form, for what of which days."""

    title = forms.CharField(
        label="Nội dung khen thưởng",
        max_length=300,
        strip=True,
        help_text="Ví dụ: phong trào toàn dân bảo vệ an ninh Tổ quốc. Không ghi tên người.",
    )
    achieved_from = DayField(label="Thành tích từ ngày")
    achieved_until = DayField(label="Đến ngày")
    field_order = ("body", "form", "title", "achieved_from", "achieved_until")

    def __init__(
        self, user: User, day: date, bodies: dict[str, str], kinds: Sequence[Form], *args: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        chosen = forms.Select(choices=[*bodies.items()])
        self.fields["body"] = BodyField(user, day, label="Đơn vị đề nghị", widget=chosen)
        self.fields["form"] = forms.ChoiceField(
            label="Hình thức khen thưởng", choices=[(one.name, one.title) for one in kinds], widget=forms.RadioSelect
        )
        self.order_fields(self.field_order)


class NomineeForm(forms.Form):
    """One who is proposed."""

    full_name = forms.CharField(
        label="Họ và tên",
        required=False,
        max_length=120,
        strip=True,
        help_text=f"Để trống với tập thể; hộ gia đình ghi họ tên chủ hộ. {NAMED}",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    post_title = forms.CharField(
        label="Chức vụ", required=False, max_length=120, strip=True, help_text="Chức vụ, chức danh hiện giữ.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    achievement = forms.CharField(
        label="Tóm tắt thành tích",
        max_length=3000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Đã làm gì, kết quả ra sao. Không nhắc lại họ tên.",
    )
    field_order = ("kind", "body", "full_name", "post_title", "achievement")

    def __init__(self, case: Commendation, user: User, day: date, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = [(one, SUBJECTS[one]) for one in case.asked_form.subjects]
        self.fields["kind"] = forms.ChoiceField(label="Đối tượng", choices=kinds, widget=forms.RadioSelect)
        self.fields["body"] = BodyField(user, day, label="Đơn vị", help_text=BODY, widget=forms.TextInput())
        self.initial.setdefault("kind", kinds[0][0])
        self.order_fields(self.field_order)


class NomineeFileForm(forms.Form):
    """The list as a sheet."""

    file = forms.FileField(label="Tệp Excel hoặc CSV", allow_empty_file=True, help_text=NAMED)
    secret_free = forms.BooleanField(label=TICK, required=False)


def held_in(row: Nominee, body: Organisation) -> dict[str, str]:
    """What stands in the form of one that is on the list."""
    return {
        "kind": row.kind, "body": body.code, "full_name": row.full_name, "post_title": row.post_title,
        "achievement": row.achievement,
    }  # fmt: skip


class OpinionForm(forms.Form):
    """The examiner's word on one who is proposed."""

    YES, NO = "co", "khong"

    is_proposed = forms.ChoiceField(
        label="Ý kiến", required=False, choices=[(YES, "đề nghị"), (NO, "không đề nghị")], widget=forms.RadioSelect
    )
    opinion = forms.CharField(
        label="Lời thẩm định (bắt buộc khi không đề nghị)", required=False, max_length=2000, strip=True,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, row: Nominee, *args: Any, **options: Any) -> None:
        had = {None: "", True: self.YES, False: self.NO}[row.is_proposed]
        options.setdefault("prefix", f"n{row.pk}")
        options.setdefault("initial", {"is_proposed": had, "opinion": row.opinion})
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.is_alternative = True  # type: ignore[attr-defined]

    @property
    def said(self) -> tuple[bool | None, str]:
        """What was ticked and written."""
        ticked = {self.YES: True, self.NO: False}.get(self.cleaned_data["is_proposed"])
        return ticked, self.cleaned_data["opinion"]


class QuotaReasonForm(forms.Form):
    """Why more are proposed than the quota allows."""

    quota_reason = forms.CharField(
        label="Lý do đề nghị vượt hạn mức", required=False, max_length=2000, strip=True,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class MemberForm(forms.Form):
    """Who is named to the council."""

    account = forms.CharField(
        label="Tài khoản",
        max_length=60,
        strip=True,
        widget=forms.TextInput(attrs={"list": "nguoi-co-the-cu", "autocomplete": "off"}),
    )
    part = forms.ChoiceField(
        label="Phần việc", choices=[*CouncilMember.PARTS.items()], initial=CouncilMember.MEMBER,
        widget=forms.RadioSelect,
    )  # fmt: skip


class VoteForm(forms.Form):
    """The votes on one who is proposed."""

    yes = forms.IntegerField(label="Tán thành", required=False, min_value=0, max_value=999)
    no = forms.IntegerField(label="Không tán thành", required=False, min_value=0, max_value=999)

    def __init__(self, row: Nominee, voters: int, *args: Any, **options: Any) -> None:
        options.setdefault("prefix", f"n{row.pk}")
        options.setdefault("initial", {"yes": row.votes_for, "no": row.votes_against})
        super().__init__(*args, **options)
        self._voters = voters
        for field in self.fields.values():
            field.is_alternative = True  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Said beside the fields, for a page names nobody by number."""
        cast = (self.cleaned_data.get("yes") or 0) + (self.cleaned_data.get("no") or 0)
        if cast > self._voters:
            raise forms.ValidationError(f"{cast} phiếu, nhưng chỉ {self._voters} thành viên được biểu quyết.")

    @property
    def said(self) -> tuple[int, int] | None:
        """Both counts; None where neither was typed."""
        yes, no = self.cleaned_data["yes"], self.cleaned_data["no"]
        return None if yes is None and no is None else (yes or 0, no or 0)
