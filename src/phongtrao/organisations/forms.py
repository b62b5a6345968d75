"""What people type into the pages of organisations."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from phongtrao.look import TICK, DayField
from phongtrao.organisations import tree
from phongtrao.organisations.lookup import find_body
from phongtrao.organisations.models import Function, Organisation, User
from phongtrao.organisations.staff import username_form
from phongtrao.organisations.wording import AREA_KINDS, BODY_KINDS, LEVELS

ALL = [("", "tất cả")]


class BodyFilter(forms.Form):
    """What the list of bodies can be narrowed to."""

    tim = forms.CharField(label="Tìm", required=False, max_length=200)
    cap = forms.ChoiceField(label="Cấp", required=False, choices=[*ALL, *LEVELS.items()])
    loai = forms.ChoiceField(label="Loại", required=False, choices=[*ALL, *BODY_KINDS.items()])
    ngay = DayField(label="Vào ngày", required=False)


class FileForm(forms.Form):
    """A file of bodies."""

    file = forms.FileField(label="Tệp CSV hoặc Excel (.xlsx)", allow_empty_file=True)
    secret_free = forms.BooleanField(label=TICK, required=False)


class FiguresForm(forms.Form):
    """A file of figures, and the days of the two maps."""

    file = forms.FileField(
        label="Tệp CSV hoặc Excel (.xlsx)",
        allow_empty_file=True,
        help_text="Mỗi dòng hai cột: mã địa bàn (hoặc mã tổ chức) và số liệu; dòng đầu có thể là tiêu đề.",
    )
    then = DayField(label="Số liệu theo địa bàn ngày")
    now = DayField(label="Chuyển sang địa bàn ngày")
    secret_free = forms.BooleanField(label=TICK, required=False)


class AreaFilter(forms.Form):
    """What the list of areas can be narrowed to."""

    tim = forms.CharField(label="Tìm", required=False, max_length=120)
    tinh = forms.ChoiceField(label="Tỉnh", required=False)
    loai = forms.ChoiceField(label="Loại", required=False, choices=[*ALL, *AREA_KINDS.items()])
    ngay = DayField(label="Vào ngày", required=False)

    def __init__(self, *args: Any, provinces: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["tinh"] = forms.ChoiceField(label="Tỉnh", required=False, choices=[*ALL, *provinces])


class LogFilter(forms.Form):
    """What the log can be narrowed to."""

    tai_khoan = forms.CharField(label="Tài khoản", required=False, max_length=60)
    viec = forms.CharField(label="Thao tác", required=False, max_length=40)
    tu = DayField(label="Từ ngày", required=False)
    den = DayField(label="đến ngày", required=False)


class PostForm(forms.Form):
    """A function in a body, from a day on."""

    function = forms.ChoiceField(label="Chức năng", choices=Function.choices)
    organisation = forms.CharField(
        label="Đơn vị", required=False, max_length=200, help_text="Mã hoặc tên đơn vị, có dấu hay không dấu đều được."
    )
    starts_on = DayField(label="Từ ngày")
    ends_on = DayField(label="Đến hết ngày", required=False)

    def __init__(self, *args: Any, by: User, day: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.by, self.day = by, day
        self.fields["starts_on"].initial = day

    def clean_organisation(self) -> Organisation | None:
        written = self.cleaned_data["organisation"].strip()
        if not written:
            if not self.by.sees_all(self.day):
                raise ValidationError("Xin ghi đơn vị: anh/chị quản trị đơn vị mình và cấp dưới.")
            return None
        pool = Organisation.objects.all()
        if not self.by.sees_all(self.day):
            pool = pool.filter(pk__in=administered(self.by, self.day))
        try:
            return find_body(written, self.day, pool)
        except LookupError as error:
            raise ValidationError(str(error)) from error


class UserForm(PostForm):
    """A new account with its first post: an account without one is nobody's."""

    username = forms.CharField(label="Tên tài khoản", max_length=60, validators=[username_form])
    full_name = forms.CharField(label="Họ và tên", max_length=120)
    email = forms.EmailField(label="Thư công vụ", required=False)
    field_order = ("username", "full_name", "email", "function", "organisation", "starts_on", "ends_on")

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        if User.objects.filter(username=username).exists():
            raise ValidationError(f"Đã có tài khoản «{username}»; xin chọn tên khác.")
        return username


class PersonForm(forms.Form):
    """One of the accounts that the administrator looks after."""

    user = forms.CharField(label="Tài khoản", max_length=60)

    def __init__(self, *args: Any, accounts: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.accounts = accounts

    def clean_user(self) -> User:
        username = self.cleaned_data["user"].strip()
        found: User | None = self.accounts.filter(username=username).first()
        if found is None:
            raise ValidationError(f"Không có tài khoản «{username}». Xin xem lại tên ở mục Người dùng.")
        return found


class DeputyForm(PersonForm):
    """Who stands in for a post, from when to when."""

    starts_on = DayField(label="Làm thay từ ngày")
    ends_on = DayField(label="Đến hết ngày", required=False)


class EndForm(forms.Form):
    """The last day of a post."""

    last_day = DayField(label="Ngày cuối cùng còn giữ chức năng")


def administered(user: User, day: date) -> set[int]:
    """Bodies whose accounts a quản trị of a body looks after: that body and all below it."""
    return tree.below(user.body_ids(day, {Function.ADMINISTRATOR}), day)
