"""What people type to register a unit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from phongtrao.organisations.models import User
from phongtrao.recognition.register import PATHS
from phongtrao.recognition.rules import RecognitionRules
from phongtrao.words import day_in_words
from phongtrao.work.forms import BodyField

BY_PLACE = "theo nơi đơn vị đóng: đơn vị ở xã, phường gửi xã, phường; còn lại gửi tỉnh"
TYPED = "Mã hoặc tên đơn vị, có dấu hay không dấu đều được."


class RegisterForm(forms.Form):
    """Which unit, for which year, to whom; with the signed registration."""

    path = forms.ChoiceField(
        label="Gửi đến", required=False, widget=forms.RadioSelect, choices=[("", BY_PLACE), *PATHS.items()]
    )
    note = forms.CharField(
        label="Ghi chú", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}), strip=True
    )
    file = forms.FileField(
        label="Bản đăng ký đã ký (PDF, Word, ảnh)", required=False, allow_empty_file=True,
        help_text="Được đưa vào hồ sơ đề nghị công nhận; có thể bổ sung sau ở trang Hồ sơ.",
    )  # fmt: skip
    secret_free = forms.BooleanField(label="Tệp không chứa bí mật nhà nước", required=False)
    field_order = ("body", "year", "path", "note", "file", "secret_free")

    def __init__(
        self,
        user: User,
        day: date,
        says: RecognitionRules,
        bodies: Mapping[str, str] | None,
        *args: Any,
        **options: Any,
    ) -> None:
        """`bodies`: code → name of those that can be chosen; None where the body is typed."""
        super().__init__(*args, **options)
        if bodies is None:
            body = BodyField(user, day, label="Đơn vị", help_text=TYPED, widget=forms.TextInput())
        else:
            body = BodyField(user, day, label="Đơn vị", widget=forms.Select(choices=[*bodies.items()]))
        self.fields["body"] = body
        self.fields["year"] = forms.TypedChoiceField(
            label="Đăng ký cho năm", coerce=int, choices=year_choices(says, day), widget=forms.RadioSelect
        )
        # One of the ways is always chosen.
        self.fields["path"].is_alternative = True  # type: ignore[attr-defined]
        self.initial.setdefault("year", says.registration.for_year(day))
        self.order_fields(self.field_order)


def year_choices(says: RecognitionRules, day: date) -> list[tuple[int, str]]:
    """This year and the next, each with the day by which it is registered for; the rules' own reading is named."""
    told = []
    for year in (day.year + 1, day.year):
        due = says.registers_by(year)
        late = ", đã quá hạn: sẽ ghi là đăng ký muộn" if due and day > due else ""
        reading = " – theo cách hiểu đang dùng" if year == says.registration.for_year(day) else ""
        told.append((year, f"{year}{reading} ({f'hạn {day_in_words(due)}{late}' if due else 'chưa có hạn đăng ký'})"))
    return told
