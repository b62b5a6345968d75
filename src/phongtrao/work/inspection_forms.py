"""What people type on the pages of inspections."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from phongtrao.documents.models import Document
from phongtrao.look import DayField
from phongtrao.organisations.lookup import Ambiguous, Unknown, find_body
from phongtrao.organisations.models import Organisation, Post, User
from phongtrao.organisations.models.bodies import OrganisationQuerySet
from phongtrao.work.arguments import Unclear, find_document
from phongtrao.work.forms import BodiesField
from phongtrao.work.inspections import INSPECTING, Plan, duties_of
from phongtrao.work.models import Duty, Inspection, Visit, desk_ids

SEPARATOR = "chấm phẩy"


def several(written: str) -> list[str]:
    """What stands between semicolons or on lines of its own."""
    return [part.strip() for part in re.split(r"[;\n]", written) if part.strip()]


def written_bodies(bodies: Iterable[Organisation], user: User, day: date) -> str:
    """The bodies as `BodiesField` takes them: by name, by code where several go by one name."""
    seen = Organisation.objects.visible_to(user, day)
    return "; ".join(_written(body, seen, day) for body in bodies)


def _written(body: Organisation, seen: OrganisationQuerySet, day: date) -> str:
    try:
        return body.name_on(day) if find_body(body.name_on(day), day, seen) == body else body.code
    except (Ambiguous, Unknown):
        return body.code


def people_of(user: User, day: date) -> QuerySet[User]:
    """Open accounts that may be one of a team: whoever holds a post in the user's provinces."""
    posts = Post.objects.on(day).visible_to(user, day)
    return User.objects.filter(pk__in=posts.order_by().values("user"), is_active=True)


class DocumentsField(forms.CharField):
    """Several documents by number or id, parted by `;`, among those that the person may see."""

    def __init__(self, user: User, day: date, **options: Any) -> None:
        super().__init__(max_length=1000, **options)
        self.user, self.day = user, day

    def clean(self, value: Any) -> Any:
        try:
            return [find_document(one, self.user, self.day) for one in several(super().clean(value))]
        except Unclear as unclear:
            raise forms.ValidationError(str(unclear)) from unclear


class PeopleField(forms.CharField):
    """Several accounts by name, parted by `;`."""

    def __init__(self, user: User, day: date, **options: Any) -> None:
        super().__init__(max_length=2000, **options)
        self.user, self.day = user, day

    def clean(self, value: Any) -> Any:
        names = list(dict.fromkeys(several(super().clean(value))))
        known = {user.username: user for user in people_of(self.user, self.day).filter(username__in=names)}
        if unknown := [name for name in names if name not in known]:
            said = ", ".join(f"«{name}»" for name in unknown)
            raise forms.ValidationError(f"Không có tài khoản {said} trong tỉnh; xin xem lại tên.")
        return [known[name] for name in names]


class BodyChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of a few bodies, by the name of a day."""

    def __init__(self, bodies: Any, day: date, **options: Any) -> None:
        super().__init__(bodies.prefetch_related("versions").order_by("code"), **options)
        self.day = day

    def label_from_instance(self, obj: Any) -> str:
        name: str = obj.name_on(self.day)
        return name


def duty_label(duty: Duty) -> str:
    """`Kế hoạch 35/KH-UBND, mục 2: xây dựng kế hoạch ...`."""
    text = duty.text if len(duty.text) <= 90 else f"{duty.text[:90]}…"
    return f"{duty.adoption.document.title}, {duty.place}: {text}"


class DutiesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Duties to be ticked."""

    def __init__(self, duties: QuerySet[Duty]) -> None:
        hint = "Không chọn nhiệm vụ nào: kiểm tra cả văn bản."
        ticks = forms.CheckboxSelectMultiple
        super().__init__(duties, label="Nhiệm vụ", required=False, widget=ticks, help_text=hint)

    def label_from_instance(self, obj: Any) -> str:
        return duty_label(obj)


class PlanForm(forms.Form):
    """An inspection: by whom, of whom, of what, when, and who goes."""

    title = forms.CharField(label="Tên cuộc kiểm tra", max_length=300)
    starts_on = DayField(label="Từ ngày")
    ends_on = DayField(label="Đến hết ngày")

    def __init__(self, user: User, day: date, offered: set[int], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        bodies = Organisation.objects.filter(pk__in=desk_ids(user, day, INSPECTING))
        several = f"Cách nhau bằng dấu {SEPARATOR}."
        self.fields |= {
            "organisation": BodyChoice(bodies, day, label="Đơn vị kiểm tra", empty_label=None),
            "bodies": BodiesField(user, day, label="Đơn vị được kiểm tra", help_text=f"Tên hoặc mã. {several}"),
            "documents": DocumentsField(
                user, day, label="Văn bản", required=False, help_text=f"Số, ký hiệu. {several}"
            ),
            "team": PeopleField(
                user, day, label="Đoàn kiểm tra", required=False, help_text=f"Tên tài khoản. {several}"
            ),
        }
        if offered := offered | self._sent():
            duties = Duty.objects.visible_to(user, day).filter(pk__in=offered).select_related("adoption__document")
            self.fields["duties"] = DutiesField(duties.order_by("adoption", "position"))
        self.order_fields(["organisation", "title", "starts_on", "ends_on", "bodies", "documents", "duties", "team"])

    def _sent(self) -> set[int]:
        """Duties that were ticked, whatever has been offered before."""
        sent = self.data.getlist("duties") if isinstance(self.data, QueryDict) else []
        return {int(number) for number in sent if number.isdecimal()}

    def plan(self) -> Plan:
        """What was typed."""
        given = {"duties": [], **self.cleaned_data}
        return Plan(**{name: given[name] for name in (*self.fields, "duties")})


def plan_initial(inspection: Inspection, user: User, day: date) -> dict[str, Any]:
    """The form's fields as the inspection stands."""
    return {
        "organisation": inspection.organisation_id,
        "title": inspection.title,
        "starts_on": inspection.starts_on,
        "ends_on": inspection.ends_on,
        "bodies": written_bodies(inspection.bodies.order_by("code"), user, day),
        "documents": "; ".join(document_name(document) for document in inspection.documents.all()),
        "duties": list(inspection.duties.all()),
        "team": "; ".join(inspection.team.order_by("username").values_list("username", flat=True)),
    }


def document_name(document: Document) -> str:
    """As `DocumentsField` takes it."""
    return document.number or str(document.pk)


class VisitForm(forms.Form):
    """A visit to one body of the plan."""

    def __init__(self, inspection: Inspection, day: date, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"] = BodyChoice(inspection.bodies.all(), day, label="Đơn vị", empty_label=None)
        self.fields["day"] = DayField(label="Ngày")
        self.fields["place"] = forms.CharField(label="Địa điểm", max_length=300)
        team = inspection.team.order_by("full_name")
        if team.exists():
            self.fields["people"] = forms.ModelMultipleChoiceField(
                team, label="Ai đi", required=False, widget=forms.CheckboxSelectMultiple, initial=list(team)
            )
        remark = forms.Textarea(attrs={"rows": 2})
        self.fields["remark"] = forms.CharField(label="Nhận xét chung", max_length=5000, required=False, widget=remark)


class MendingForm(forms.Form):
    """What has to be put right, by which day."""

    todo = forms.CharField(label="Việc khắc phục", max_length=5000, widget=forms.Textarea(attrs={"rows": 2}))
    due = DayField(label="Hạn khắc phục")


class _DutyChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return duty_label(obj)


class ShortcomingForm(MendingForm):
    """What was found wanting, the duty that it concerns, and the first thing to be put right."""

    text = forms.CharField(label="Tồn tại, hạn chế", max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, visit: Visit, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        duties = Duty.objects.filter(pk__in=[duty.pk for duty in duties_of(visit)]).select_related("adoption__document")
        self.fields["duty"] = _DutyChoice(
            duties, label="Nhiệm vụ liên quan", required=False, empty_label="không riêng nhiệm vụ nào"
        )
        self.fields["todo"].required = self.fields["due"].required = False
        self.order_fields(["text", "duty", "todo", "due"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("todo") and not given.get("due") and "due" not in self.errors:
            self.add_error("due", "Xin cho hạn khắc phục.")
        if given.get("due") and not given.get("todo"):
            self.add_error("todo", "Xin ghi việc khắc phục, hoặc để trống hạn.")
        return given
