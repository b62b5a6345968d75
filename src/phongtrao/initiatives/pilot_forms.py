"""What people type on the pages of pilots."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator

from phongtrao.documents.models import Document
from phongtrao.initiatives.models import ComparedFigure, ComparedLine, Phase
from phongtrao.initiatives.models.pilots import LONGEST_LINE, LONGEST_TITLE, LONGEST_WORDS
from phongtrao.look import DayField
from phongtrao.measures import MEASURES
from phongtrao.organisations import tree
from phongtrao.organisations.models import Organisation, User
from phongtrao.organisations.models.bodies import OrganisationQuerySet
from phongtrao.procedures import PILOT
from phongtrao.work.forms import BodiesField, BodyField
from phongtrao.work.models import Programme

Pairs = Iterable[tuple[str, str]]
LONGEST_LIST = 20_000


def _words(label: str, rows: int = 3, required: bool = True, **options: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=LONGEST_WORDS, required=required, widget=area, **options)


def _line(label: str, longest: int = LONGEST_TITLE, required: bool = True, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=longest, required=required, **options)


def _plain() -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": "off"})


class PilotFilter(forms.Form):
    """What the list of pilots can be narrowed to."""

    trang_thai = forms.ChoiceField(
        label="Trạng thái",
        required=False,
        choices=[("", "tất cả"), *((state, PILOT.words[state]) for state in PILOT.states())],
    )
    tim = forms.CharField(label="Tên, nội dung", required=False, max_length=100)

    def __init__(self, programmes: Iterable[Programme], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(one.name, one.title) for one in programmes]
        self.fields["phong_trao"] = forms.ChoiceField(
            label="Phong trào", required=False, choices=[("", "tất cả"), *named]
        )
        self.order_fields(("phong_trao", "trang_thai", "tim"))


class BeginPilotForm(forms.Form):
    """A new pilot."""

    title = _line("Tên thí điểm", help_text="Ví dụ: mô hình camera an ninh. Viết như đứng sau chữ «thí điểm».")
    tried = _words("Thí điểm việc gì", required=False)

    def __init__(
        self, user: User, day: date, kinds: Pairs, among: Mapping[str, Any], *args: Any, **options: Any
    ) -> None:
        """`among`: rows that the person sees of `programme`, `document`, `kind` (of model)."""
        super().__init__(*args, **options)
        self.fields["kind"] = forms.ModelChoiceField(
            among["kind"], label="Loại mô hình", required=False, empty_label="không thuộc loại nào"
        )
        who = {"help_text": "Tên đầy đủ hoặc mã.", "widget": _plain()}
        self.fields["organisation"] = BodyField(user, day, label="Cơ quan chủ trì", **who)
        who["widget"] = _plain()
        self.fields["decider"] = BodyField(user, day, label="Cơ quan quyết định", **who)
        self.fields["comparable"] = forms.ChoiceField(
            label="Loại đơn vị", choices=[*kinds],
            help_text="Nơi thí điểm và các nơi còn lại thuộc loại này; số liệu của chúng được đặt cạnh nhau.",
        )  # fmt: skip
        self.fields["programme"] = forms.ModelChoiceField(
            among["programme"],
            label="Phong trào",
            required=False,
            to_field_name="name",
            empty_label="không thuộc phong trào nào",
        )
        self.fields["programme"].label_from_instance = lambda one: one.title  # type: ignore[attr-defined]
        self.fields["document"] = DocumentField(among["document"], required=False)
        self.fields["passage"] = _words(
            "Văn bản viết", required=False, help_text="Điều khoản và nguyên văn, nếu có văn bản giao."
        )


class DocumentField(forms.IntegerField):
    """A document by its number on the site, among those that the person sees."""

    def __init__(self, documents: Any, **options: Any) -> None:
        options.setdefault("label", "Mã văn bản giao")
        options.setdefault("help_text", "Mã ở địa chỉ trang của văn bản; để trống nếu không có.")
        super().__init__(min_value=1, max_value=2**31, **options)
        self.documents = documents

    def clean(self, value: Any) -> Any:
        number = super().clean(value)
        if number is None:
            return None
        found: Document | None = self.documents.filter(pk=number).first()
        if found is None:
            raise forms.ValidationError(f"Không có văn bản mã {number}; xin xem lại mã ở trang Văn bản.")
        return found


class PhaseForm(forms.Form):
    """A further phase."""

    title = _line("Tên giai đoạn", required=False)
    starts_on = DayField(label="Từ ngày")
    ends_on = DayField(label="Đến hết ngày")

    def __init__(self, kinds: Pairs, is_late: bool, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["choosers_kind"] = forms.ChoiceField(
            label="Đơn vị tự chọn nơi thí điểm", required=False, choices=[("", "không, kế hoạch nêu đủ nơi"), *kinds],
            help_text="Mỗi đơn vị còn lại thuộc loại này tự chọn nơi thí điểm của mình.",
        )  # fmt: skip
        if is_late:
            self.fields["basis"] = _line("Căn cứ", LONGEST_LINE, help_text="Văn bản cho phép thêm giai đoạn.")


class OfProvince(BodyField):
    """A body of the pilot's province: who is in charge tries things beyond its own reach."""

    def __init__(self, user: User, day: date, root: int, **options: Any) -> None:
        super().__init__(user, day, **options)
        self.root = root

    def known(self) -> OrganisationQuerySet:
        return Organisation.objects.filter(pk__in=tree.below([self.root], self.day))


class PlacesField(OfProvince, BodiesField):
    """Bodies a line each, as many as a province has."""

    def __init__(self, user: User, day: date, root: int, **options: Any) -> None:
        super().__init__(user, day, root, **options)
        self.max_length = LONGEST_LIST
        self.validators = [MaxLengthValidator(LONGEST_LIST)]


class PlacesForm(forms.Form):
    """Places that the plan names."""

    def __init__(self, user: User, phase: Phase, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        area = forms.Textarea(attrs={"rows": 3, "autocomplete": "off"})
        self.fields["places"] = PlacesField(
            user, phase.starts_on, phase.case.root_id, label="Nơi thí điểm", widget=area,
            help_text="Tên đầy đủ hoặc mã, mỗi dòng một nơi.",
        )  # fmt: skip


class ChoiceForm(forms.Form):
    """A place that a body chooses for itself."""

    def __init__(self, user: User, phase: Phase, choosers: list[Organisation], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        day = phase.starts_on
        named = [(str(body.pk), body.name_on(day)) for body in choosers]
        self.fields["chooser"] = forms.ChoiceField(label="Đơn vị chọn", choices=named)
        self.fields["place"] = OfProvince(
            user, day, phase.case.root_id, label="Nơi thí điểm", widget=_plain(),
            help_text="Tên đầy đủ hoặc mã, thuộc đơn vị chọn.",
        )  # fmt: skip


class PhaseReportForm(forms.Form):
    """What came of a phase."""

    words = _words("Nội dung báo cáo", rows=6)
    file = forms.FileField(label="Tệp đính kèm", required=False, allow_empty_file=True)
    secret_free = forms.BooleanField(label="Tệp không chứa bí mật nhà nước", required=False)


class ComparisonForm(forms.Form):
    """A new table: its name and both windows."""

    title = _line("Tên bảng")
    before_from = DayField(label="Trước: từ ngày")
    before_until = DayField(label="Trước: đến hết ngày")
    after_from = DayField(label="Sau: từ ngày")
    after_until = DayField(label="Sau: đến hết ngày")


class LineForm(forms.Form):
    """A further figure to compare."""

    title = _line("Tên số liệu", required=False, help_text="Để trống thì lấy tên số liệu hệ thống đếm.")
    unit = _line("Đơn vị tính", 40, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        counted = sorted(((name, one.title) for name, one in MEASURES.items()), key=lambda pair: pair[1])
        self.fields["measure"] = forms.ChoiceField(
            label="Lấy từ", required=False, choices=[("", "tự ghi, kèm nguồn"), *counted]
        )
        self.order_fields(("measure", "title", "unit"))


class FigureForm(forms.Form):
    """A figure that a person knows from a paper."""

    when = forms.ChoiceField(label="Khi nào", choices=[*ComparedFigure.WHEN.items()])
    value = forms.IntegerField(label="Số", min_value=0)
    base = forms.IntegerField(label="Trên tổng số", required=False, min_value=0)
    source = _line("Nguồn", LONGEST_LINE, help_text="Văn bản, báo cáo nào nêu số này.")

    def __init__(self, lines: Iterable[ComparedLine], bodies: Pairs, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["line"] = forms.ChoiceField(
            label="Số liệu", choices=[(str(line.nth), line.title) for line in lines]
        )
        self.fields["body"] = forms.ChoiceField(label="Nơi", choices=[*bodies])
        self.order_fields(("line", "body", "when", "value", "base", "source"))


class RollOutForm(forms.Form):
    """What the remaining bodies are asked to do."""

    plan_due = DayField(label="Hạn lập kế hoạch", help_text="Hết ngày này.")
    done_by = DayField(label="Hạn triển khai xong", required=False)
    yearly = _line("Báo cáo hằng năm chậm nhất ngày", 5, required=False, help_text="Ngày và tháng, ví dụ 10/11.")
    tasks = _words("Việc phải làm thêm", required=False, help_text="Mỗi dòng một việc.")

    def __init__(self, user: User, day: date, kinds: Pairs, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["comparable"] = forms.ChoiceField(label="Loại đơn vị nhân rộng", choices=[*kinds])
        self.fields["through"] = BodyField(
            user, day, label="Gửi qua", required=False, widget=_plain(), help_text="Cơ quan tổng hợp; tên hoặc mã."
        )
        self.order_fields(("comparable", "plan_due", "done_by", "yearly", "through", "tasks"))


class PaperDocumentForm(forms.Form):
    """Which document the signed paper is."""

    def __init__(self, documents: Any, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["document"] = DocumentField(documents, label="Mã văn bản", help_text="Mã ở địa chỉ trang văn bản.")
