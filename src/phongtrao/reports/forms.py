"""What people type on the pages of reports, but for the values themselves (`entry`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from phongtrao.organisations.models import User
from phongtrao.procedure import Step
from phongtrao.reports.editions import texts_of
from phongtrao.reports.fit_form import Fit
from phongtrao.reports.models import Edition, ReportForm, ReportFormQuerySet
from phongtrao.reports.periods import Period, lately, period
from phongtrao.words import day_in_words
from phongtrao.work.forms import BodyField


def form_field(rows: ReportFormQuerySet, **options: Any) -> forms.ModelChoiceField[ReportForm]:
    """One form among these, by its short name."""
    return forms.ModelChoiceField(rows, to_field_name="name", **options)


class PeriodField(forms.CharField):
    """A period by its key."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=12, **options)

    def clean(self, value: Any) -> Any:
        written = super().clean(value)
        try:
            return period(written) if written else None
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class ReportFilter(forms.Form):
    """What the lists of reports can be narrowed to."""

    ky = forms.ChoiceField(label="Kỳ", required=False)
    muc = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ("mau", "ky", "muc")

    def __init__(self, there: Iterable[ReportForm], periods: Iterable[Period], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(form.name, form.title) for form in there]
        self.fields["mau"] = forms.ChoiceField(label="Mẫu", required=False, choices=[("", "tất cả"), *named])
        field = self.fields["ky"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "tất cả"), *((of.key, of.words) for of in periods)]
        self.order_fields(self.field_order)


class OpenReportForm(forms.Form):
    """Which report is begun: by which form, for which period, of which body."""

    period = PeriodField(
        label="Kỳ",
        help_text="Ví dụ: 2026, 2026-H1 (6 tháng đầu năm), 2026-Q3, 2021-2025",
        widget=forms.TextInput(attrs={"list": "cac-ky", "autocomplete": "off"}),
    )
    field_order = ("form", "period", "body")

    def __init__(
        self, user: User, day: date, bodies: Mapping[str, str], there: Iterable[ReportForm], *args: Any, **options: Any
    ) -> None:
        """Bodies (code → name) and forms that the page offers; what is sent may name any that the person sees."""
        super().__init__(*args, **options)
        there = list(there)
        versions = [version for form in there if (version := form.version_on(day))]
        kinds = dict.fromkeys(rule.every for version in versions for rule in version.said.periods)
        self.recent = [of for every in kinds if every != "span" for of in lately(every, day)]
        seen = ReportForm.objects.visible_to(user, day) if self.is_bound else ReportForm.objects.none()
        field = form_field(seen, label="Mẫu", empty_label=None)
        field.choices = [(form.name, form.title) for form in there]
        self.fields["form"] = field
        choice = forms.Select(choices=[*bodies.items()])
        self.fields["body"] = BodyField(user, day, label="Đơn vị báo cáo", widget=choice)
        self.order_fields(self.field_order)


class UseFormForm(forms.Form):
    """With which form a duty is answered."""

    def __init__(self, user: User, day: date, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        seen = ReportForm.objects.visible_to(user, day)
        field = form_field(seen, label="Mẫu báo cáo", required=False, empty_label="không dùng mẫu")
        self.fields["form"] = field
        initial = self.initial.get("form")
        self.initial["form"] = initial.name if isinstance(initial, ReportForm) else initial

    @property
    def has_choices(self) -> bool:
        """Whether there is any form to choose."""
        field = self.fields["form"]
        return isinstance(field, forms.ModelChoiceField) and field.queryset is not None and field.queryset.exists()


class FitForm(forms.Form):
    """The period for each day of a duty that does not fit the form's periods."""

    MOST = 8
    LEFT_OUT = ("", "không lập báo cáo theo mẫu cho việc này")

    def __init__(self, known: Iterable[Fit], form: ReportForm, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.days = [one.day for one in known if one.wrong]
        for one in known:
            if one.wrong:
                self.fields[self.name(one.day)] = self._field(one, form)

    @staticmethod
    def name(day: date) -> str:
        """Of the field of a day."""
        return f"ky-{day.isoformat()}"

    def _field(self, one: Fit, form: ReportForm) -> forms.Field:
        version = form.version_on(one.day)
        assert version is not None, "a form has a version"
        said, label = version.said, f"Việc hạn {day_in_words(one.day)}"
        told = one.wrong[:1].upper() + one.wrong[1:] + "."
        if any(rule.every == "span" for rule in said.periods):
            asked = {"required": "Xin ghi kỳ báo cáo, ví dụ 2021-2025."}
            return PeriodField(label=label, help_text=told, initial=one.of.key if one.of else "", error_messages=asked)
        near = [
            (of.key, f"{of.words} (gửi chậm nhất {day_in_words(said.last_day(of))})")
            for of in said.periods_near(one.day)
        ]
        choices = [*near[: self.MOST], self.LEFT_OUT]
        return forms.ChoiceField(label=label, help_text=told, choices=choices, initial=choices[0][0], required=False)

    @property
    def is_answered(self) -> bool:
        """Whether the person was asked already."""
        return self.is_bound and all(self.name(day) in self.data for day in self.days)

    @property
    def chosen(self) -> dict[date, Period | None]:
        """What was chosen for each day."""
        given = {day: self.cleaned_data[self.name(day)] for day in self.days}
        return {day: period(of) if isinstance(of, str) and of else of or None for day, of in given.items()}


class ReportDeedForm(forms.Form):
    """What a step of a report needs: the edition that the person saw, a reason, marks on cells."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label="Lý do", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3}), strip=True
    )

    def __init__(self, step: Step, edition: Edition, *args: Any, **options: Any) -> None:
        options.setdefault("prefix", step.deed)
        options.setdefault("initial", {"edition": edition.pk})
        super().__init__(*args, **options)
        if not step.needs:
            del self.fields["note"]
        self.cells: list[str] = []
        if step.deed == "return_report":
            self.fields["note"].label = "Lý do (hoặc nhận xét ở ít nhất một mục)"
            texts = texts_of(edition)
            for cell in edition.version.said.cells:
                self.cells.append(cell.name)
                written = f"Đang ghi: {texts[cell.name]}" if cell.name in texts else "Chưa có."
                field = forms.CharField(label=cell.title, required=False, max_length=500, help_text=written)
                self.fields[f"mark-{cell.name}"] = field
            for each in self.fields.values():
                each.is_alternative = True  # type: ignore[attr-defined]

    @property
    def marks(self) -> dict[str, str]:
        """Cell → what was said of it."""
        return {name: self.cleaned_data[f"mark-{name}"] for name in self.cells if self.cleaned_data[f"mark-{name}"]}

    def main_fields(self) -> list[Any]:
        """Fields besides the marks."""
        return [field for field in self if not field.name.startswith("mark-")]

    def mark_fields(self) -> list[Any]:
        """A field a cell."""
        return [field for field in self if field.name.startswith("mark-")]
