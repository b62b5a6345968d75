"""What people hand in on the page that takes a criteria set."""

from __future__ import annotations

from django import forms

from phongtrao.look import TICK


class CriteriaFileForm(forms.Form):
    """A criteria set as a workbook or a TOML file."""

    file = forms.FileField(
        label="Tệp bộ tiêu chí (.xlsx hoặc .toml)",
        allow_empty_file=True,
        help_text="Bảng Excel tải từ trang này rồi điền, hoặc tệp TOML. Chưa có gì được chốt khi gửi tệp.",
    )
    secret_free = forms.BooleanField(label=TICK, required=False)
