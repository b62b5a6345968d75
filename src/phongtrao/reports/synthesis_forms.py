"""What people type into the pages of a synthesis."""

from __future__ import annotations

from django import forms

from phongtrao.look import TICK
from phongtrao.reports.synthesise import LONGEST_REASON


class FigureForm(forms.Form):
    """A figure by hand in the place of the counted one."""

    value = forms.CharField(label="Số liệu", required=False, max_length=60)
    base = forms.CharField(label="Tổng số (với tỷ lệ)", required=False, max_length=60)
    reason = forms.CharField(label="Lý do", required=False, max_length=LONGEST_REASON)


class HeldForm(forms.Form):
    """A Word file of a synthesis that comes back."""

    file = forms.FileField(label="Tệp Word (.docx) đã sửa", allow_empty_file=True)
    secret_free = forms.BooleanField(label=TICK, required=False)
