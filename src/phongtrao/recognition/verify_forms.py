"""What people bring to have a certificate checked."""

from __future__ import annotations

from typing import Any

from django import forms

from phongtrao.look import one_of
from phongtrao.recognition.statement import MOST_CHARACTERS


class VerifyForm(forms.Form):
    """A file, or the text of the code: one of the two."""

    text = forms.CharField(
        label="Chuỗi chữ của mã QR",
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
    )
    file = forms.FileField(
        label="Tệp giấy chứng nhận",
        required=False,
        allow_empty_file=True,
        help_text="PDF, hoặc ảnh chụp mã QR (PNG, JPEG); không quá 10 MB.",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        one_of(self, "text", "file")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("text") and not given.get("file") and not self.errors:
            raise forms.ValidationError("Xin dán chuỗi chữ của mã, hoặc chọn tệp.")
        return given

    def raw(self) -> bytes:
        """The bytes that are to be checked."""
        file = self.cleaned_data.get("file")
        if file is None:
            return str(self.cleaned_data["text"]).encode()
        content: bytes = file.read()
        return content
