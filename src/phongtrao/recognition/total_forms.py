"""What a province types of its eligible units."""

from __future__ import annotations

from typing import Any

from django import forms

from phongtrao.recognition.models import EligibleTotal
from phongtrao.recognition.totals import LARGEST


class TotalForm(forms.Form):
    """How many units of a subject are eligible, and where that is from."""

    number = forms.IntegerField(label="Tổng số đơn vị thuộc diện", min_value=1, max_value=LARGEST)
    source = forms.CharField(
        label="Nguồn", max_length=500, help_text="Văn bản hoặc sổ theo dõi nào, ngày nào, ai cung cấp."
    )

    def __init__(self, subject: str, stated: EligibleTotal | None, *args: Any, **options: Any) -> None:
        if stated is not None:
            options.setdefault("initial", {"number": stated.number, "source": stated.source})
        super().__init__(*args, **{**options, "prefix": subject})
