"""How forms are drawn and days are typed: the site's own templates for Django's forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting

from phongtrao.words import DAY_FORMS, WRONG_YEAR, YEARS


class Drawn(TemplatesSetting):
    """`{{ form }}` anywhere draws with the classes of phongtrao.css."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"


TICK = "Tôi xác nhận tệp không chứa bí mật nhà nước."
"""What who hands in a file confirms."""


def one_of(form: forms.Form, *names: str) -> None:
    """Draw these fields as ways of which one is needed: none of them says that it may be left out."""
    for name in names:
        form.fields[name].is_alternative = True  # type: ignore[attr-defined]


def wrong_in(form: forms.Form) -> str:
    """All that is wrong with what was typed, in one line: for deeds whose answer is a message."""
    return " ".join(str(error) for errors in form.errors.values() for error in errors)


class DayField(forms.DateField):
    """A day typed as dd/mm/yyyy whatever the language of the browser; `5/12/2026` and `2026-12-05` are taken too."""

    def __init__(self, **options: Any) -> None:
        attrs = {"placeholder": "dd/mm/yyyy", "inputmode": "numeric", "autocomplete": "off", "class": "day"}
        options.setdefault("widget", forms.DateInput(format="%d/%m/%Y", attrs=attrs))
        said = "Ngày chưa đúng. Xin nhập dạng ngày/tháng/năm, ví dụ 05/12/2026."
        options.setdefault("error_messages", {"invalid": said})
        super().__init__(input_formats=list(DAY_FORMS), **options)

    def validate(self, value: Any) -> None:
        """Raises ValidationError for a day of another age too."""
        super().validate(value)
        if value is not None and value.year not in YEARS:
            raise ValidationError(WRONG_YEAR)
