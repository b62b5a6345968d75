from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from phongtrao import words
from phongtrao.access import DECIDING, page, person, visible, visible_or_404
from phongtrao.files import Refusal
from phongtrao.hand_out import attachment
from phongtrao.organisations.provincial import decides_for_a_province, deciding_root
from phongtrao.reports import build_page
from phongtrao.reports.build_page import NOT_HERE
from phongtrao.reports.drawn_form import blocks, faults_by_place, head_fields, regime_fields
from phongtrao.reports.form import Form, Indicator
from phongtrao.reports.load_form import FormRefused, load_form
from phongtrao.reports.models import FormVersion, ReportForm
from phongtrao.reports.report_sheet import by_section, how
from phongtrao.reports.typed_form import Held, TypedForm, empty_form, held, name_rows, of_post
from phongtrao.reports.write_form import as_toml

PROVINCES = "cơ quan cấp tỉnh (đầu mối, lãnh đạo, quản trị): mẫu của tỉnh mình; quản trị hệ thống: mọi mẫu"
TOML = "application/toml"


@page(relation="mẫu dùng chung và mẫu của tỉnh mình")
def report_form_file(request: HttpRequest, name: str) -> HttpResponse:
    """The form in force today as a file that another province can load."""
    form = visible_or_404(request, ReportForm.objects, name=name)
    version = form.version_on(words.today(request))
    return attachment(as_toml(version.said).encode(), TOML, f"{form.name} {version.number}", "toml")


@page(DECIDING, relation=PROVINCES, deed=True)
def build_form(request: HttpRequest) -> HttpResponse:
    """A form from nothing or from another one, with buttons that add and move rows and keep what was typed."""
    if not decides_for_a_province(person(request), words.today(request)):
        raise PermissionDenied(NOT_HERE)
    if request.method != "POST":
        return _page(request, _begun(request))
    typed, deed = of_post(request.POST.dict()), request.POST.get("do", "look")
    if deed in ("look", "save", "file"):
        return _held(request, typed, deed)
    try:
        typed, at = build_page.typed_after(
            typed, deed, request.FILES.get("file"), bool(request.POST.get("secret_free"))
        )
    except Refusal as refused:
        messages.error(request, str(refused))
        return _page(request, typed)
    return _page(request, typed, at=at)


def _begun(request: HttpRequest) -> TypedForm:
    """What the page begins with: `?tu=` names the form that it is a copy of."""
    if not (name := request.GET.get("tu", "")):
        return empty_form()
    form = visible_or_404(request, ReportForm.objects, name=name)
    return build_page.as_next(form, person(request), words.today(request))


def _held(request: HttpRequest, typed: TypedForm, deed: str) -> HttpResponse:
    """What was typed, held against the rules: shown as it will be asked, handed out as a file, or saved."""
    user, day = person(request), words.today(request)
    name_rows(typed)
    name = typed.head["name"]
    found = held(typed, build_page.next_version(name))
    if found.form is None or deed == "look":
        return _page(request, typed, found)
    if deed == "file":
        return attachment(as_toml(found.form).encode(), TOML, f"{name} {found.form.version}", "toml")
    try:
        build_page.must_be_own(name, user, day)
        version, _ = load_form(found.form, user, words.now(), deciding_root(user, day))
    except FormRefused as refused:
        messages.error(request, str(refused))
        return _page(request, typed, found)
    return _saved(request, version)


def _saved(request: HttpRequest, version: FormVersion) -> HttpResponse:
    messages.success(request, f"Đã lưu mẫu «{version.form.name}», phiên bản {version.number}.")
    return redirect("report_form", name=version.form.name)


def _page(request: HttpRequest, typed: TypedForm, found: Held | None = None, at: str = "") -> HttpResponse:
    faults = faults_by_place(found.faults if found else ())
    regime = regime_fields(typed, faults)
    shown: dict[str, Any] = {
        "head": head_fields(typed, faults),
        "regime": regime,
        "regime_open": any(field.errors or field.value for field in regime),
        "blocks": list(blocks(typed, faults, at)),
        "faults": len(faults),
        "general": faults.at(""),
        "preview": _preview(found.form) if found and found.form else None,
        "version": build_page.next_version(typed.head.get("name", "")),
        "others": visible(request, ReportForm.objects),
    }
    return render(request, "reports/build_form.html", shown, status=400 if faults else 200)


def _preview(form: Form) -> list[tuple[str, list[dict[str, Any]]]]:
    """The form as those who answer will see it."""
    return [
        (title, [{"one": one, "how": how(one) if isinstance(one, Indicator) else "trả lời bằng lời"} for one in asked])
        for title, asked in by_section(form)
    ]
