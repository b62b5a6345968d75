"""What people type of results of other programmes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from phongtrao.look import TICK
from phongtrao.organisations.models import User
from phongtrao.recognition.results import EARLIEST, LONGEST
from phongtrao.work.forms import BodyField
from phongtrao.work.models import Programme


def programme_field(there: Iterable[Programme], **options: Any) -> forms.ChoiceField:
    """One of these programmes, by its short name."""
    return forms.ChoiceField(label="Phong trào", choices=[(one.name, one.title) for one in there], **options)


class ResultFilter(forms.Form):
    """What the recorded results can be narrowed to."""

    tim = forms.CharField(label="Tên đơn vị", required=False, max_length=100)
    nam = forms.TypedChoiceField(label="Năm", required=False, coerce=int, empty_value=None)
    field_order = ("phong_trao", "nam", "tim")

    def __init__(self, there: Iterable[Programme], years: Iterable[int], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(one.name, one.title) for one in there]
        self.fields["phong_trao"] = forms.ChoiceField(
            label="Phong trào", required=False, choices=[("", "tất cả"), *named]
        )
        field = self.fields["nam"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "tất cả"), *((year, str(year)) for year in years)]
        self.order_fields(self.field_order)


class ResultForm(forms.Form):
    """One result of one unit."""

    result = forms.CharField(label="Kết quả", max_length=LONGEST["result"], help_text="Ví dụ: đạt, chưa đạt, xuất sắc.")
    source = forms.CharField(label="Văn bản nêu kết quả", max_length=LONGEST["source"], help_text="Số, ngày, cơ quan.")
    field_order = ("programme", "body", "year", "result", "source")

    def __init__(self, user: User, day: date, there: Iterable[Programme], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["programme"] = programme_field(there)
        hint = "Mã hoặc tên đơn vị, có dấu hay không dấu đều được."
        self.fields["body"] = BodyField(user, day, label="Đơn vị", help_text=hint, widget=forms.TextInput())
        self.fields["year"] = forms.IntegerField(
            label="Năm", min_value=EARLIEST, max_value=day.year, initial=day.year - 1
        )
        self.order_fields(self.field_order)


class ResultsFileForm(forms.Form):
    """A sheet of results of one programme."""

    file = forms.FileField(label="Tệp CSV hoặc Excel (.xlsx)", allow_empty_file=True)
    secret_free = forms.BooleanField(label=TICK, required=False)
    field_order = ("programme", "file", "secret_free")

    def __init__(self, there: Iterable[Programme], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["programme"] = programme_field(there)
        self.order_fields(self.field_order)
