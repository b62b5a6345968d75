"""What people type on the pages of estimates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django import forms

from phongtrao.money.funding import InForce
from phongtrao.money.line_entry import LONGEST, Typed
from phongtrao.organisations.models import Organisation, User
from phongtrao.procedures import ESTIMATE
from phongtrao.work.forms import BodyField
from phongtrao.work.models import Programme

TYPED = "Mã hoặc tên cơ quan, có dấu hay không dấu đều được."
ALL = ("", "tất cả")


class EstimateFilter(forms.Form):
    """What the list of estimates can be narrowed to."""

    tim = forms.CharField(label="Tên đơn vị", required=False, max_length=100)
    trang_thai = forms.ChoiceField(
        label="Trạng thái", required=False, choices=[ALL, *((s, ESTIMATE.words[s]) for s in ESTIMATE.states())]
    )
    muc = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, programmes: Iterable[Programme], years: Iterable[int], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(one.name, one.title) for one in programmes]
        self.fields["phong_trao"] = forms.ChoiceField(label="Phong trào", required=False, choices=[ALL, *named])
        self.fields["nam"] = forms.ChoiceField(
            label="Năm", required=False, choices=[ALL, *((str(year), str(year)) for year in years)]
        )
        self.order_fields(("phong_trao", "nam", "trang_thai", "tim", "muc"))


class ChooseForm(forms.Form):
    """For which programme, body and year: what the rest of the form depends on."""

    def __init__(
        self, programmes: Sequence[Programme], bodies: Mapping[str, str], year: int, *args: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["phong_trao"] = forms.ChoiceField(
            label="Phong trào", choices=[(one.name, one.title) for one in programmes]
        )
        self.fields["don_vi"] = forms.ChoiceField(label="Đơn vị lập dự toán", choices=[*bodies.items()])
        self.fields["nam"] = forms.TypedChoiceField(
            label="Năm", coerce=int, choices=[(str(one), str(one)) for one in range(year - 1, year + 6)]
        )


class OpenForm(forms.Form):
    """What an estimate is for, which clause pays, who appraises and who decides."""

    title = forms.CharField(
        label="Nội dung", max_length=300, help_text="Dự toán cho việc gì, ví dụ: thực hiện thí điểm tại hai huyện."
    )

    def __init__(self, user: User, day: date, clauses: Sequence[InForce], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["clause"] = forms.ChoiceField(
            label="Khoản chi", widget=forms.RadioSelect, choices=[(one.name, one.chain) for one in clauses]
        )
        plain = forms.TextInput(attrs={"autocomplete": "off"})
        self.fields["appraiser"] = BodyField(
            user, day, label="Cơ quan tài chính thẩm định", help_text=TYPED, widget=plain
        )
        self.fields["decider"] = BodyField(user, day, label="Cơ quan phê duyệt", help_text=TYPED, widget=plain)


class LineForm(forms.Form):
    """One line. What its cells say, `line_entry.read_line` reads."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    heading = forms.CharField(
        label="Nhóm",
        required=False,
        max_length=LONGEST["heading"],
        help_text="Ví dụ: Trang thiết bị; để trống nếu không chia nhóm.",
    )
    words = forms.CharField(label="Nội dung chi", max_length=LONGEST["words"])
    unit = forms.CharField(label="Đơn vị tính", max_length=LONGEST["unit"])
    quantity = forms.CharField(
        label="Số lượng",
        max_length=20,
        help_text="Như 12 hoặc 2,5.",
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    price = forms.CharField(
        label="Đơn giá (đồng)", max_length=40, help_text="Số đồng chẵn, như 1.234.567 hoặc 1234567.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    remark = forms.CharField(label="Ghi chú", required=False, max_length=LONGEST["remark"])

    def __init__(self, clauses: Mapping[str, str], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["clause"] = forms.ChoiceField(label="Khoản chi", required=False, choices=[*clauses.items()])
        self.order_fields(("seen", "heading", "words", "unit", "quantity", "price", "clause", "remark"))

    def typed(self) -> Typed:
        """What was typed, as the reader of lines takes it."""
        return Typed(**{name: self.cleaned_data.get(name) or "" for name in asdict(Typed())})

    def told(self, wrong: Mapping[str, str]) -> None:
        """Say what is wrong beside its field."""
        for name, said in wrong.items():
            self.add_error(name, said[:1].upper() + said[1:])


def own_bodies(user: User, day: date, ids: Iterable[int]) -> dict[str, str]:
    """Code → name of bodies on the day; those in which the person himself holds a post come first."""
    own = user.body_ids(day)
    rows = Organisation.objects.filter(pk__in=list(ids)).prefetch_related("versions").order_by("code")
    return {row.code: row.name_on(day) for row in sorted(rows, key=lambda row: row.pk not in own)}
