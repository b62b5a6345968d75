"""What people type on the pages of models."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from phongtrao.initiatives.begin import DECIDERS
from phongtrao.initiatives.equipping import CONDITIONS
from phongtrao.initiatives.models import KindVersion
from phongtrao.initiatives.placing import MOST_GROUPS
from phongtrao.initiatives.proposal import PROPOSALS
from phongtrao.initiatives.targeting import LARGEST
from phongtrao.initiatives.working import OTHER
from phongtrao.look import DayField
from phongtrao.organisations.models import User
from phongtrao.procedures import INITIATIVE
from phongtrao.work.forms import BodyField

REVIEWED = {**PROPOSALS, "qua-han": "quá hạn đánh giá", "chua": "chưa đánh giá"}
"""What the list can be narrowed to by the last review."""


def text(label: str, rows: int = 4, most: int = 10_000, **options: Any) -> forms.CharField:
    """A field for words of several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, strip=True, widget=widget, **options)


class InitiativeFilter(forms.Form):
    """What the list of models can be narrowed to."""

    tim = forms.CharField(label="Tên mô hình, đơn vị", required=False, max_length=100)
    trang_thai = forms.ChoiceField(
        label="Trạng thái", required=False,
        choices=[("", "tất cả"), *((state, INITIATIVE.words[state]) for state in INITIATIVE.states())],
    )  # fmt: skip
    danh_gia = forms.ChoiceField(label="Đánh giá gần nhất", required=False, choices=[("", "tất cả"), *REVIEWED.items()])

    def __init__(self, kinds: Iterable[KindVersion], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(one.name, one.title) for one in kinds]
        choices = [("", "tất cả"), *named, (OTHER, "Mô hình khác")]
        self.fields["loai"] = forms.ChoiceField(label="Loại mô hình", required=False, choices=choices)
        self.order_fields(("tim", "loai", "trang_thai", "danh_gia"))


class BeginForm(forms.Form):
    """A model to be begun: which, where, who decides."""

    title = forms.CharField(
        label="Tên mô hình", max_length=200, required=False, help_text="Bỏ trống thì lấy tên của loại mô hình."
    )
    decider = forms.ChoiceField(
        label="Cơ quan quyết định", choices=[*DECIDERS.items()], widget=forms.RadioSelect, initial="xa",
        help_text="Không văn bản nào ở đây nêu ai quyết định; xin chọn theo quy định của tỉnh.",
    )  # fmt: skip
    aim = text("Mục đích, sự cần thiết", required=False)
    field_order: tuple[str, ...] = ("kind", "title", "organisation", "decider", "aim")

    def __init__(self, user: User, day: date, kinds: Iterable[KindVersion], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kinds = {str(one.pk): one for one in kinds}
        choices = [*((pk, one.title) for pk, one in self.kinds.items()), ("", "Mô hình khác (ghi tên bên dưới)")]
        self.fields["kind"] = forms.ChoiceField(label="Loại mô hình", required=False, choices=choices)
        self.fields["organisation"] = BodyField(
            user, day, label="Đơn vị xây dựng mô hình", help_text="Ghi tên hoặc mã của đơn vị."
        )
        self.order_fields(self.field_order)

    def clean_kind(self) -> KindVersion | None:
        """The version chosen; None for a model of no kind."""
        return self.kinds.get(self.cleaned_data["kind"])


class EnterForm(BeginForm):
    """A model that has run already, as it stands."""

    launched_on = DayField(label="Ngày ra mắt")
    decision = forms.CharField(
        label="Số quyết định thành lập", max_length=60, required=False, help_text="Ví dụ: 15/QĐ-UBND"
    )
    decided_on = DayField(label="Ngày quyết định", required=False)
    field_order = ("kind", "title", "organisation", "launched_on", "decision", "decided_on", "decider", "aim")


class DescribeForm(forms.Form):
    """What is written of a model before it is decided."""

    title = forms.CharField(label="Tên mô hình", max_length=200)
    aim = text("Mục đích, sự cần thiết", required=False)
    findings = text("Kết quả khảo sát", 6, required=False)
    regulation = text(
        "Quy chế hoạt động", 20, 30_000, required=False,
        help_text="Mỗi điều cách nhau một dòng trống; dòng đầu là tên điều. Số điều do trang tự đánh.",
    )  # fmt: skip


class PlaceForm(forms.Form):
    """A place of a model, with its groups."""

    name = forms.CharField(label="Tên điểm", max_length=200)
    started_on = DayField(label="Hoạt động từ ngày")
    groups = forms.IntegerField(label="Số tổ", min_value=0, max_value=MOST_GROUPS, required=False)

    def __init__(self, user: User, day: date, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"] = BodyField(
            user, day, label="Tại đơn vị", required=False, help_text="Bỏ trống nếu ngay tại đơn vị có mô hình."
        )
        self.order_fields(("name", "organisation", "started_on", "groups"))


class GroupsForm(forms.Form):
    """How many groups a place has from a day on."""

    groups = forms.IntegerField(label="Số tổ", min_value=0, max_value=MOST_GROUPS)
    counted_on = DayField(label="Đếm ngày")


class EndPlaceForm(forms.Form):
    """Until when a place works."""

    ended_on = DayField(label="Hoạt động đến hết ngày")


class EquipmentForm(forms.Form):
    """A line of the inventory."""

    counted_on = DayField(label="Kiểm kê ngày")

    def __init__(self, titles: list[str], *args: Any, **options: Any) -> None:
        """`titles`: kinds of equipment that the kind of model names; any other may be typed."""
        super().__init__(*args, **options)
        self.fields["title"] = titled(titles)
        for name, word in CONDITIONS.items():
            self.fields[name] = forms.IntegerField(label=f"Số {word}", min_value=0, max_value=LARGEST, initial=0)
        self.order_fields(("title", "counted_on", *CONDITIONS))


class RepairForm(forms.Form):
    """What is to be repaired by when."""

    items = forms.IntegerField(label="Số lượng", min_value=1, max_value=LARGEST)
    words = forms.CharField(label="Nội dung sửa", max_length=300, required=False)
    due = DayField(label="Xong trước hết ngày")

    def __init__(self, titles: list[str], *args: Any, **options: Any) -> None:
        super().__init__(*args, **{**options, "prefix": "sua"})
        self.fields["title"] = titled(titles)
        self.order_fields(("title", "items", "words", "due"))


def titled(titles: list[str]) -> forms.CharField:
    """The kind of equipment: typed, with those that are known to choose from."""
    listed = f" Thường dùng: {', '.join(titles)}." if titles else ""
    return forms.CharField(label="Thiết bị", max_length=100, help_text=f"Chỉ ghi tên loại thiết bị.{listed}")


class DoneForm(forms.Form):
    """When something was repaired."""

    done_on = DayField(label="Xong ngày")


class VerdictForm(forms.Form):
    """The decider's own word on a review."""

    verdict = forms.ChoiceField(label="Ý kiến", choices=[*PROPOSALS.items()], widget=forms.RadioSelect)
    words = text("Vì sao", 3, 5000)


class TargetForm(forms.Form):
    """The number of a target, and where it is from."""

    number = forms.IntegerField(label="Số phải có", min_value=1, max_value=LARGEST)
    source = forms.CharField(label="Căn cứ", max_length=500, help_text="Văn bản nào, ngày nào.")
