"""What people hand in on the pages of evidence and of the dossier."""

from __future__ import annotations

from django import forms

from phongtrao.look import TICK
from phongtrao.recognition.evidence import LONGEST_WORDS, kinds


class EvidenceForm(forms.Form):
    """A file beside an answer."""

    file = forms.FileField(label="Tệp minh chứng", allow_empty_file=True, help_text="PDF, Word, Excel hoặc ảnh.")
    words = forms.CharField(
        label="Là gì", required=False, max_length=LONGEST_WORDS, help_text="Ví dụ: Biên bản họp ngày 05/3/2026"
    )
    secret_free = forms.BooleanField(label=TICK, required=False)


class EvidenceSearch(forms.Form):
    """What is looked for among the things that are here."""

    tim = forms.CharField(label="Tìm theo lời", required=False, max_length=100)
    loai = forms.ChoiceField(label="Loại", required=False)

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.fields["loai"].choices = [("", "tất cả"), *kinds().items()]  # type: ignore[attr-defined]


class PaperFileForm(forms.Form):
    """The file of a paper that was signed elsewhere."""

    file = forms.FileField(label="Tệp đã ký", allow_empty_file=True)
    secret_free = forms.BooleanField(label=TICK, required=False)


class ScoreSheetForm(forms.Form):
    """The score sheet that comes back."""

    file = forms.FileField(
        label="Bảng đã điền (.xlsx)",
        allow_empty_file=True,
        help_text="Bảng tải từ hồ sơ này; hoặc tệp CSV: criterion, value, base, not_applicable, reason.",
    )
    secret_free = forms.BooleanField(label=TICK, required=False)
