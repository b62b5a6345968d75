"""What people type into the pages of work."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from phongtrao.documents.letterhead import LetterheadForm
from phongtrao.look import DayField, one_of
from phongtrao.organisations.forms import PersonForm
from phongtrao.organisations.lookup import Ambiguous, Unknown, find_body
from phongtrao.organisations.models import Organisation, Post, User
from phongtrao.organisations.models.bodies import OrganisationQuerySet
from phongtrao.procedure import Step
from phongtrao.work.calendar import calendar
from phongtrao.work.models import Assignment, DeadlineRule, Duty, Task
from phongtrao.work.set_deadline import Rule, counted_day
from phongtrao.working_days import KINDS, POLICIES

BODIES = "to-chuc"
"""The page's list of bodies that a field offers while one types."""
PRODUCTS = "san-pham"
EITHER = "Ghi nội dung, đính kèm tệp, hoặc cả hai."


class BodyField(forms.CharField):
    """One body by its name or code, among those that the person may see."""

    def __init__(self, user: User, day: date, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"list": BODIES, "autocomplete": "off"}))
        super().__init__(max_length=300, **options)
        self.user, self.day = user, day

    def clean(self, value: Any) -> Any:
        written = super().clean(value)
        return self.body(written) if written else None

    def body(self, written: str) -> Organisation:
        """The body of this name. Raises ValidationError."""
        try:
            return find_body(written, self.day, self.known())
        except Ambiguous as error:
            raise forms.ValidationError(str(error)) from error
        except Unknown as error:
            raise forms.ValidationError(f"Không tìm thấy tổ chức «{written}». Xin chọn trong danh sách.") from error

    def known(self) -> OrganisationQuerySet:
        """Among which bodies it is looked for."""
        return Organisation.objects.visible_to(self.user, self.day)


class BodiesField(BodyField):
    """Several bodies, parted by `;` or by lines."""

    def clean(self, value: Any) -> Any:
        written = forms.CharField.clean(self, value)
        return [self.body(name.strip()) for name in re.split(r"[;\n]", written) if name.strip()]


class EnteredDayForm(forms.Form):
    """One day of the calendar, with the paper that says so."""

    day = DayField(label="Ngày")
    kind = forms.ChoiceField(
        label="Loại", required=False, choices=[*KINDS.items(), ("", "ngày thường (bỏ ngày đã có)")]
    )
    source = forms.CharField(label="Căn cứ", max_length=300, help_text="Số, ngày thông báo và cơ quan ban hành.")


class RestPolicyForm(forms.Form):
    """What becomes of a due day that falls on a day of rest."""

    rule = forms.ModelChoiceField(DeadlineRule.objects.none(), label="Thời hạn", widget=forms.HiddenInput)
    policy = forms.ChoiceField(label="Khi rơi vào ngày nghỉ", choices=[*POLICIES.items()])

    def __init__(self, duty: Duty, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        rules = self.fields["rule"]
        assert isinstance(rules, forms.ModelChoiceField)
        rules.queryset = duty.rules.filter(retired_at=None, dated=True)


class SnoozeForm(forms.Form):
    """Until when a person wants to hear no more of a task, and why."""

    until = DayField(label="Không nhắc tôi đến hết ngày")
    reason = forms.CharField(label="Lý do", max_length=300)


class ReminderForm(LetterheadForm):
    """Which late tasks a reminder letter names, and the office that writes it."""

    tasks = forms.MultipleChoiceField(label="Việc quá hạn", error_messages={"required": "Xin chọn ít nhất một việc."})
    answer_by = DayField(label="Yêu cầu trả lời chậm nhất ngày")
    field_order = ("tasks", "agency", "parent", "place", "symbol", "answer_by")

    def __init__(self, *args: Any, tasks: list[Task], **options: Any) -> None:
        super().__init__(*args, **options)
        self.offered = [task.pk for task in tasks]
        chosen = self.fields["tasks"]
        assert isinstance(chosen, forms.MultipleChoiceField)
        chosen.choices = [(str(pk), str(pk)) for pk in self.offered]

    @property
    def lines(self) -> list[forms.BoundField]:
        """The fields of the letterhead."""
        return [self[name] for name in self.fields if name != "tasks"]

    def chosen(self) -> set[int]:
        """Tasks that are ticked: all, until somebody sends the form."""
        given = self.data.getlist("tasks") if self.is_bound else self.offered  # type: ignore[attr-defined]
        return {int(pk) for pk in given if str(pk).isdecimal()}


class HostForm(forms.Form):
    """A host to which bodies may have reminders sent."""

    host = forms.CharField(label="Tên máy chủ", max_length=200, help_text="Ví dụ: tin.tinh.gov.vn")


class WebhookForm(forms.Form):
    """Where a body's reminders are sent besides."""

    address = forms.URLField(label="Địa chỉ", max_length=300, assume_scheme="https", help_text="Bắt đầu bằng https://")

    def __init__(self, user: User, day: date, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields = {"body": BodyField(user, day, label="Đơn vị"), **self.fields}


class OnDayForm(forms.Form):
    """On which day one asks."""

    ngay = DayField(label="Vào ngày", required=False)


class DeedForm(forms.Form):
    """What a step of the procedure needs from whoever takes it."""

    note = forms.CharField(label="Nội dung", max_length=5000, widget=forms.Textarea(attrs={"rows": 3}), required=False)
    day = DayField(label="Đến ngày")
    file = forms.FileField(label="Tệp đính kèm", required=False, allow_empty_file=True)
    secret_free = forms.BooleanField(label="Tệp không chứa bí mật nhà nước", required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, step: Step, user: User, on: date, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{**options, "prefix": step.deed})
        if step.deed in PASSED_TO:
            self.fields["body"] = passed_to(step.deed, user, on)
        if step.deed != "submit":
            del self.fields["file"], self.fields["secret_free"]
        else:
            one_of(self, "note", "file")
            self.fields["note"].help_text = EITHER
        if "day" not in step.needs:
            del self.fields["day"]
        if step.deed == "start":
            del self.fields["note"]
        elif "reason" in step.needs:
            self.fields["note"].label = "Lý do"
            self.fields["note"].required = True


PASSED_TO = {"hand_back": "Đề nghị chuyển cho", "pass_on": "Chuyển cho"}
"""Deeds that name another body, and what its field is called."""


def passed_to(deed: str, user: User, day: date) -> BodyField:
    """The field for the body that a duty is said to be of: asked for when it is passed on."""
    plain = forms.TextInput(attrs={"autocomplete": "off"})
    hint = "Tên đầy đủ hoặc mã của đơn vị có thẩm quyền."
    required = deed == "pass_on"
    return BodyField(user, day, label=PASSED_TO[deed], required=required, widget=plain, help_text=hint)


class NoteForm(forms.Form):
    """How an assignment without a day stands."""

    text = forms.CharField(
        label="Ghi chú", max_length=5000, widget=forms.Textarea(attrs={"rows": 3}), required=False, help_text=EITHER
    )
    file = forms.FileField(label="Tệp đính kèm", required=False, allow_empty_file=True)
    secret_free = forms.BooleanField(label="Tệp không chứa bí mật nhà nước", required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        one_of(self, "text", "file")


class LookOnForm(forms.Form):
    day = DayField(label="Ngày xem lại", required=False)


class DelegateForm(forms.Form):
    """To whom inside the body; nobody gives it back to all."""

    to = forms.ModelChoiceField(User.objects.none(), label="Giao cho", required=False, empty_label="cả đơn vị")

    def __init__(self, colleagues: list[User], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = User.objects.filter(pk__in=[u.pk for u in colleagues]).order_by("full_name")


class FollowForm(forms.Form):
    """The span of an adoption."""

    follow_from = DayField(label="Theo dõi từ ngày")
    follow_until = DayField(label="Đến hết ngày")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("follow_from"), given.get("follow_until")
        if first and last and first > last:
            raise forms.ValidationError("Ngày bắt đầu theo dõi phải trước ngày kết thúc; xin chọn lại.")
        return given


class _Ticked(forms.MultipleChoiceField):
    """Bodies ticked among those offered."""

    def __init__(self, visible_to: tuple[User, date], **options: Any) -> None:
        super().__init__(widget=forms.CheckboxSelectMultiple, **options)
        self.visible_to = visible_to

    def validate(self, value: Any) -> None:
        """Any body that the person may see will do: what is offered may have changed since."""

    def clean(self, value: Any) -> Any:
        given = [int(pk) for pk in super().clean(value) if pk.isdigit()]
        return list(Organisation.objects.visible_to(*self.visible_to).filter(pk__in=given))


class SettleForm(forms.Form):
    """Whom a phrase means."""

    role = forms.CharField(widget=forms.HiddenInput)
    phrase = forms.CharField(widget=forms.HiddenInput, strip=False)
    remember = forms.BooleanField(label="Ghi nhớ cho văn bản sau của cơ quan ban hành này", required=False)

    def __init__(
        self, user: User, day: date, *args: Any, near: Mapping[int, str] | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        hint = "Tên hoặc mã; nhiều tổ chức cách nhau bằng dấu chấm phẩy. Để trống nếu không thuộc hệ thống này."
        self.fields["bodies"] = BodiesField(user, day, label="Là tổ chức nào", required=False, help_text=hint)
        offered = [(str(pk), name) for pk, name in (near or {}).items()]
        if self.is_bound or offered:
            self.fields["near"] = _Ticked(label="Có thể là", required=False, choices=offered, visible_to=(user, day))
        self.order_fields(["near", "bodies", "remember"])

    def chosen(self) -> list[Organisation]:
        """Bodies ticked and bodies written, each once."""
        given = [*self.cleaned_data.get("near", ()), *self.cleaned_data["bodies"]]
        return list({body.pk: body for body in given}.values())


class AssignForm(forms.Form):
    role = forms.ChoiceField(label="Vai trò", choices=[(Assignment.LEAD, "chủ trì"), (Assignment.SUPPORT, "phối hợp")])

    def __init__(self, user: User, day: date, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["body"] = BodyField(user, day, label="Tổ chức")
        self.order_fields(["body", "role"])


class DutyForm(forms.Form):
    """Receiver and product of an adopted duty."""

    product = forms.CharField(
        label="Sản phẩm", max_length=300, required=False, widget=forms.TextInput(attrs={"list": PRODUCTS})
    )

    def __init__(self, user: User, day: date, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["receiver"] = BodyField(user, day, label="Nơi nhận kết quả")
        self.order_fields(["receiver", "product"])


def _said(obj: Any) -> str:
    return str(obj.words or obj.spoken)


class DeadlineForm(forms.Form):
    """A day, a day of each month, or a day of each year, in the place of a rule or beside the others."""

    ONCE, COUNTED, MONTHLY, QUARTERLY, YEARLY, NONE = "once", "counted", "month", "quarter", "year", "none"

    replaces = forms.ModelChoiceField(
        DeadlineRule.objects.none(), label="Thay cho thời hạn", required=False, empty_label="(thêm thời hạn mới)"
    )
    form = forms.ChoiceField(
        label="Thời hạn mới",
        choices=[
            (ONCE, "một ngày"),
            (COUNTED, "đếm từ ngày này, theo số ngày văn bản nêu"),
            (YEARLY, "mỗi năm, vào ngày và tháng này"),
            (QUARTERLY, "mỗi quý, vào ngày này của tháng cuối quý"),
            (MONTHLY, "mỗi tháng, vào ngày này"),
            (NONE, "không còn thời hạn"),
        ],
    )
    day = DayField(label="Ngày", required=False, help_text="Ngày cuối cùng còn đúng hạn, hoặc ngày bắt đầu đếm.")
    reason = forms.CharField(label="Lý do", max_length=300)

    def __init__(self, duty: Duty, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["replaces"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = duty.rules.filter(retired_at=None)
        field.label_from_instance = _said  # type: ignore[method-assign]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        old: Rule = given["replaces"].rule if given.get("replaces") else {}
        if given.get("form") == self.NONE and not old:
            self.add_error("replaces", "Xin chọn thời hạn cần bỏ.")
        if given.get("form") == self.COUNTED and "within" not in old:
            self.add_error("replaces", "Xin chọn thời hạn dạng «trong ... ngày kể từ ...».")
        if given.get("form") != self.NONE and not given.get("day") and "day" not in self.errors:
            self.add_error("day", "Xin chọn ngày.")
        return given

    def rule(self) -> Rule | None:
        """The contract's form of what was typed; None to end the rule replaced. Keeps its first and last year."""
        day, form = self.cleaned_data["day"], self.cleaned_data["form"]
        old: Rule = self.cleaned_data["replaces"].rule if self.cleaned_data["replaces"] else {}
        if form == self.NONE:
            return None
        if form in (self.ONCE, self.COUNTED):
            return {"on": (counted_day(old, day, calendar()) if form == self.COUNTED else day).isoformat()}
        years: Rule = {key: old[key] for key in ("from", "until") if "every" in old and key in old}
        if form in (self.MONTHLY, self.QUARTERLY):
            return {"every": form, "last": f"{day:%d}", **years}
        # "6 tháng, trước ngày 10/5" stays a half-year's report when only its day is corrected.
        every = old["every"] if old.get("every", "month") != "month" else "year"
        return {"every": every, "last": f"{day:%m-%d}", **years}


class HandOverForm(PersonForm):
    """Who takes a post over, and from which day."""

    on = DayField(label="Ngày bàn giao")


class CalendarForm(forms.Form):
    """Whose due days a calendar shows: one's own, those of a post held, or those of a body."""

    post = forms.ChoiceField(label="Lịch của", required=False)
    until = DayField(label="Dùng đến hết ngày")
    field_order = ("post", "organisation", "until")

    def __init__(self, user: User, day: date, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.posts = {str(post.pk): post for post in user.posts_on(day) if post.organisation_id}
        field = self.fields["post"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Tôi, trong mọi chức năng"), *((key, str(post)) for key, post in self.posts.items())]
        self.fields["organisation"] = BodyField(
            user, day, label="Hoặc của một đơn vị (tên hoặc mã)", required=False, widget=forms.TextInput()
        )
        self.order_fields(self.field_order)

    def clean_post(self) -> Post | None:
        return self.posts.get(self.cleaned_data["post"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("post") and given.get("organisation"):
            self.add_error("organisation", "Xin chọn một trong hai: chức năng hoặc đơn vị.")
        return given
