from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import page, person, visible
from phongtrao.files import Refusal
from phongtrao.hand_out import FORMATS, attachment
from phongtrao.organisations.file_plan import Plan, plan_of
from phongtrao.organisations.file_rows import HEADINGS, rows_out, written
from phongtrao.organisations.forms import BodyFilter, FileForm
from phongtrao.organisations.load_file import load_file
from phongtrao.organisations.models import Function, Organisation, OrganisationVersion, User
from phongtrao.procedure import Refused
from phongtrao.table_files import Row, Table, as_csv, as_xlsx, read_table

ADMINISTRATORS = frozenset({Function.ADMINISTRATOR})
OWN = "tổ chức của đơn vị mình quản trị và cấp dưới; quản trị hệ thống: mọi tổ chức"
SHOWN = 500
"""Changes and faults shown one by one; the others are counted."""
AN_HOUR = 3600
TOO_LATE = "Bản xem trước đã quá một giờ hoặc không đúng. Xin gửi lại tệp."


@page(relation="mọi tổ chức trong tỉnh mình")
def organisations_out(request: HttpRequest) -> HttpResponse:
    form = BodyFilter(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    versions = OrganisationVersion.objects.exclude(level="trung_uong")
    for column, asked in (("kind", given.get("loai")), ("level", given.get("cap"))):
        versions = versions.filter(**{column: asked}) if asked else versions
    rows = rows_out(visible(request, Organisation.objects).filter(pk__in=versions.values("organisation")))
    as_sheet = request.GET.get("dang") == "xlsx"
    raw = as_xlsx(HEADINGS, rows, "Tổ chức") if as_sheet else as_csv(HEADINGS, rows).encode()
    kind, ending = (FORMATS["xlsx"].content_type, "xlsx") if as_sheet else ("text/csv; charset=utf-8", "csv")
    return attachment(raw, kind, "Tổ chức", ending)


@page(ADMINISTRATORS, relation=OWN, deed=True)
def organisations_load(request: HttpRequest) -> HttpResponse:
    """The form; with a file what loading it would change, and nothing is written."""
    form = FileForm(request.POST or None, request.FILES or None)
    shown: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            table = read_table(file.name, file, form.cleaned_data["secret_free"])
        except Refusal as refused:
            form.add_error("file", str(refused))
        else:
            shown = _shown(table, plan_of(table, person(request), words.today(request)), person(request))
    status = 400 if form.errors else 200
    return render(request, "organisations/organisations_load.html", {"form": form, **shown}, status=status)


def _shown(table: Table, plan: Plan, user: User) -> dict[str, Any]:
    return {
        "name": table.name,
        "plan": plan,
        "faults": plan.faults[:SHOWN],
        "changes": plan.changes[:SHOWN],
        "packed": "" if plan.faults or not plan.changes else _packed(table.name, plan, user),
    }


def _salt(user: User) -> str:
    return f"organisations-load:{user.pk}"


def _packed(name: str, plan: Plan, user: User) -> str:
    """What was shown, signed for this person: the page holds it until it is confirmed, so nothing is kept here."""
    rows = [(change.row, written(change.values)) for change in plan.changes]
    return signing.dumps({"name": name, "rows": rows, "digest": plan.digest}, salt=_salt(user), compress=True)


@page(ADMINISTRATORS, relation=OWN, deed=True)
@require_POST
def organisations_apply(request: HttpRequest) -> HttpResponse:
    """Write what the person has seen, if it is still what the file comes to."""
    user = person(request)
    try:
        packed = signing.loads(request.POST.get("noi-dung", ""), salt=_salt(user), max_age=AN_HOUR)
        rows = tuple(Row(number, dict(zip(HEADINGS, cells, strict=True))) for number, cells in packed["rows"])
        plan = load_file(Table(packed["name"], HEADINGS, rows), user, words.now(), packed["digest"])
    except signing.BadSignature:
        messages.error(request, TOO_LATE)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        counted = f"{plan.new_bodies} tổ chức mới, {plan.new_versions} giai đoạn mới, {plan.changed} chỗ sửa"
        messages.success(request, f"Đã nạp {packed['name']}: {counted}.")
        return redirect("organisations")
    return redirect("organisations_load")
