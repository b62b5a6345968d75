"""What people type into the pages of documents."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from phongtrao.documents.contract import HEADER_LIMITS
from phongtrao.documents.corrected import Corrected
from phongtrao.look import DayField, one_of
from phongtrao.organisations.lookup import Ambiguous, Unknown, find_body
from phongtrao.organisations.models import Function, Organisation, User
from vanban.kinds import KINDS

KIND_CHOICES = [("", "— chưa rõ —"), *((k.slug, k.name) for k in KINDS)]
PASTED = "van-ban-dan.txt"


class UploadForm(forms.Form):
    """A file or a pasted text, the book it is entered in, and the tick."""

    WAYS = ("file", "text")
    """One of the two is needed: neither alone is required, and neither is free to leave out."""

    file = forms.FileField(
        label="Tệp văn bản",
        required=False,
        allow_empty_file=True,
        help_text="Word (.docx), PDF có chữ, HTML hoặc văn bản thuần; không quá 20 MB.",
    )
    text = forms.CharField(
        label="Dán toàn văn",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    number = forms.IntegerField(
        label="Số đến",
        required=False,
        min_value=1,
        max_value=999_999,
        help_text="Để trống: lấy số tiếp theo trong sổ của năm.",
    )
    arrived_on = DayField(label="Ngày đến")
    handled_by = forms.CharField(label="Đơn vị hoặc người nhận", required=False, max_length=200)
    remark = forms.CharField(label="Ghi chú", required=False, max_length=300)
    secret_free = forms.BooleanField(
        label="Tôi xác nhận văn bản không chứa bí mật nhà nước.",
        required=False,
    )

    def __init__(self, *args: Any, user: User, day: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.day, self.fields["arrived_on"].initial = day, day
        self.books = own_books(user, day)
        self.fields["organisation"] = self._book_field(user.sees_all(day))
        order = ["file", "text", "organisation", "number", "arrived_on", "handled_by", "remark", "secret_free"]
        self.order_fields(order)
        one_of(self, *self.WAYS)

    def ways(self) -> list[forms.BoundField]:
        """The two ways of handing a text in, drawn as one choice."""
        return [self[name] for name in self.WAYS]

    def others(self) -> list[forms.BoundField]:
        """Every other field."""
        return [field for field in self if field.name not in self.WAYS]

    def _book_field(self, sees_all: bool) -> forms.Field:
        if sees_all:
            hint = "Mã hoặc tên cơ quan. Để trống: không vào sổ của cơ quan nào."
            return forms.CharField(label="Vào sổ văn bản đến của", required=False, max_length=200, help_text=hint)
        choices = [(str(o.pk), o.name_on(self.day)) for o in self.books]
        return forms.ChoiceField(label="Vào sổ văn bản đến của", choices=choices)

    def clean_organisation(self) -> Organisation | None:
        written = self.cleaned_data["organisation"]
        if isinstance(self.fields["organisation"], forms.ChoiceField):
            return next(o for o in self.books if str(o.pk) == written)
        try:
            return find_body(written, self.day) if written else None
        except (Ambiguous, Unknown) as error:
            raise forms.ValidationError(str(error)) from error

    def clean_arrived_on(self) -> date:
        day: date = self.cleaned_data["arrived_on"]
        if day > self.day:
            raise forms.ValidationError("Ngày đến chưa tới. Xin xem lại.")
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "file" in given and "text" in given and bool(given["file"]) == bool(given["text"].strip()):
            raise forms.ValidationError("Xin chọn một tệp hoặc dán toàn văn, chỉ một trong hai.")
        return given

    def handed_in(self) -> tuple[str, Any]:
        """Name and bytes of what was handed in."""
        file = self.cleaned_data["file"]
        if file:
            return file.name, file
        return PASTED, self.cleaned_data["text"].replace("\r\n", "\n").encode()


def own_books(user: User, day: date) -> list[Organisation]:
    """Bodies for which the user may enter documents."""
    writing = user.body_ids(day, set(Function.values) - {Function.INSPECTOR})
    bodies = Organisation.objects.filter(pk__in=writing).prefetch_related("versions")
    return sorted(bodies, key=lambda o: o.name_on(day))


class DocumentFilter(forms.Form):
    """What the list of documents can be narrowed to."""

    tim = forms.CharField(label="Tìm", required=False, max_length=200)
    loai = forms.ChoiceField(label="Loại", required=False, choices=[("", "tất cả"), *KIND_CHOICES[1:]])
    tu = DayField(label="Ban hành từ ngày", required=False)
    den = DayField(label="đến ngày", required=False)
    giao = forms.ChoiceField(
        label="Giao việc",
        required=False,
        choices=[("", "tất cả"), ("chua", "chưa giao"), ("roi", "đã giao")],
    )


class NamesField(forms.CharField):
    """Names of bodies: one a line, or in one line with `;` between them."""

    def __init__(self, lines: int = 3, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea(attrs={"rows": lines}) if lines > 1 else forms.TextInput())
        super().__init__(max_length=20_000, required=False, **options)
        self.between = "\n" if lines > 1 else ";"

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else self.between.join(value or [])

    def clean(self, value: Any) -> Any:
        return [
            name for part in str(super().clean(value) or "").split(self.between) if (name := " ".join(part.split()))
        ]

    def has_changed(self, initial: Any, data: Any) -> bool:
        names = [initial] if isinstance(initial, str) else (initial or [])
        return bool(self.clean(data) != [" ".join(str(name).split()) for name in names])


class DutyForm(forms.Form):
    """A duty's fields, each in the contract's terms."""

    kind = forms.ChoiceField(label="Loại", choices=[("act", "việc phải làm"), ("report", "báo cáo, đăng ký, nộp")])
    actors = NamesField(
        label="Ai làm", help_text="Mỗi dòng một tên, như trong văn bản. Để trống: mọi nơi văn bản gửi đến."
    )
    support = NamesField(label="Phối hợp", help_text="Mỗi dòng một tên.")
    to = NamesField(1, label="Gửi cho", help_text="Chỉ với báo cáo: nộp cho ai; nhiều nơi cách nhau bằng dấu ;")
    via = NamesField(1, label="Qua", help_text="Chỉ với báo cáo: nộp qua ai.")
    clause = forms.CharField(label="Điều khoản", required=False, max_length=120, help_text="Ví dụ: III.2.a")
    words = forms.CharField(
        label="Nguyên văn",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Chép đúng những chữ trong văn bản làm căn cứ; xuống dòng khác đi cũng được.",
    )

    def fields_of_duty(self) -> dict[str, Any]:
        """What was typed and is new, under the contract's keys, without words and deadlines."""
        keys = {"kind": "kind", "actors": "actors", "support": "with", "to": "to", "via": "via", "clause": "clause"}
        return {key: self.cleaned_data[name] for name, key in keys.items() if name in self.changed_data}


class MissedDutyForm(DutyForm):
    """A duty that the reader missed; words that stand several times are told apart by a number."""

    nth = forms.IntegerField(
        label="Lần thứ", initial=1, min_value=1, max_value=9999, help_text="Nếu những chữ này có ở nhiều chỗ."
    )


class HeaderForm(forms.Form):
    """Facts of the head."""

    type = forms.ChoiceField(label="Loại văn bản", required=False, choices=KIND_CHOICES)
    number = forms.CharField(label="Số, ký hiệu", required=False, max_length=HEADER_LIMITS["number"])
    issuer = forms.CharField(label="Cơ quan ban hành", required=False, max_length=HEADER_LIMITS["issuer"])
    date = DayField(label="Ngày ban hành", required=False)
    subject = forms.CharField(label="Trích yếu", required=False, max_length=HEADER_LIMITS["subject"])
    signatory = forms.CharField(label="Người ký", required=False, max_length=HEADER_LIMITS["signatory"])
    addressees = NamesField(label="Kính gửi", help_text="Mỗi dòng một nơi.")

    @classmethod
    def of(cls, found: Corrected, given: Any = None) -> HeaderForm:
        """The form as the reading stands."""
        day = found.header.get("date")
        written = date.fromisoformat(day) if day else None
        return cls(given, initial={**found.header, "type": found.header.get("type") or "", "date": written})

    def values(self) -> dict[str, Any]:
        """What was typed and is new, under the contract's keys."""
        given = {name: self.cleaned_data[name] for name in self.changed_data}
        if given.get("date"):
            given["date"] = given["date"].isoformat()
        return given


class ArrivalForm(forms.Form):
    """An entry of the incoming register."""

    number = forms.IntegerField(label="Số đến", min_value=1, max_value=999_999)
    day = DayField(label="Ngày đến")
    handled_by = forms.CharField(label="Đơn vị hoặc người nhận", required=False, max_length=200)
    passed_on = DayField(label="Ngày chuyển", required=False)
    remark = forms.CharField(label="Ghi chú", required=False, max_length=300)


class IssueForm(forms.Form):
    """Day and number of a paper of one's own."""

    day = DayField(label="Ngày ban hành")
    number = forms.IntegerField(
        label="Số đã lấy ở sổ của cơ quan",
        required=False,
        min_value=1,
        max_value=9_999_999,
        help_text="Để trống: lấy số tiếp theo của sổ văn bản đi tại đây.",
    )


class OutgoingForm(forms.Form):
    """What the register of outgoing papers holds besides the paper itself."""

    kept_by = forms.CharField(label="Đơn vị hoặc người nhận bản lưu", required=False, max_length=200)
    copies = forms.IntegerField(label="Số lượng bản", required=False, min_value=1, max_value=9999)
    passed_on = DayField(label="Ngày chuyển", required=False)
    remark = forms.CharField(label="Ghi chú", required=False, max_length=300)


class PurgeForm(forms.Form):
    """Why something must go, or why it need not."""

    reason = forms.CharField(
        label="Lý do",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Chỉ nêu căn cứ, ví dụ: có dấu chỉ độ mật. Không chép lại nội dung.",
    )
