"""What people hand in on the page that takes a report's sheet."""

from __future__ import annotations

from django import forms

from phongtrao.look import TICK


class SheetForm(forms.Form):
    """A report's sheet, or a table of its values."""

    file = forms.FileField(
        label="Bảng tính đã điền (.xlsx)",
        allow_empty_file=True,
        help_text="Bảng tải từ báo cáo này; hoặc tệp CSV hai cột: tên chỉ tiêu, giá trị.",
    )
    secret_free = forms.BooleanField(label=TICK, required=False)
