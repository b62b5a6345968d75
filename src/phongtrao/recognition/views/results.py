from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import DECIDING, page, person, visible, visible_or_404
from phongtrao.files import Refusal
from phongtrao.hand_out import FORMATS, attachment
from phongtrao.look import wrong_in
from phongtrao.procedure import Refused
from phongtrao.recognition.models import RecordedResult
from phongtrao.recognition.result_forms import ResultFilter, ResultForm, ResultsFileForm
from phongtrao.recognition.results import record_result, recordable
from phongtrao.recognition.results_file import HEADINGS, plan_of, record_all
from phongtrao.recognition.selecting import OTHERS
from phongtrao.signed_table import TOO_LATE, packed, unpacked
from phongtrao.table_files import as_xlsx, read_table
from phongtrao.work.desk import names_of
from phongtrao.work.models import Programme

ROWS = 50
RELATION = "đơn vị trong phạm vi mình, và đơn vị có hồ sơ mình được xem"
RECORDING = "cấp trên của đơn vị, hoặc cơ quan thẩm định của tỉnh"
PURPOSE = "results"


def programmes(request: HttpRequest) -> list[Programme]:
    """Programmes whose results may be recorded, those that are looked at in the selection first."""
    there = visible(request, Programme.objects.all())
    return sorted(there, key=lambda one: (one.name not in OTHERS, one.name))


@page(relation=RELATION)
def recorded_results(request: HttpRequest) -> HttpResponse:
    """Results as papers state them, with the forms for who may record them."""
    user, day, there = person(request), words.today(request), programmes(request)
    seen = visible(request, RecordedResult.objects.all())
    years = sorted(set(seen.order_by().values_list("year", flat=True)), reverse=True)
    form = ResultFilter(there, years, request.GET or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    wanted = {"programme__name": asked.get("phong_trao"), "year": asked.get("nam")}
    found = seen.filter(**{name: value for name, value in wanted.items() if value}).called(asked.get("tim") or "")
    rows: Any = Paginator(found.select_related("programme", "by"), ROWS).get_page(request.GET.get("trang"))
    names = names_of({row.organisation_id for row in rows}, day)
    rows.object_list = [(row, names[row.organisation_id]) for row in rows]
    records = any(post.function in DECIDING for post in user.posts_on(day))
    shown = {"rows": rows, "form": form, "record": ResultForm(user, day, there) if records and there else None}
    return render(request, "recognition/recorded_results.html", shown)


@page(DECIDING, relation=RECORDING, deed=True)
@require_POST
def record_one(request: HttpRequest) -> HttpResponse:
    """Record, or mend, one result."""
    user, at = person(request), words.now()
    form = ResultForm(user, at.date(), programmes(request), request.POST)
    try:
        if not form.is_valid():
            raise Refused(wrong_in(form))
        given = form.cleaned_data
        programme = visible_or_404(request, Programme.objects, name=given["programme"])
        told = (given["year"], given["result"], given["source"])
        changed = record_result(programme, given["body"], *told, user, at)
        name = given["body"].name_on(at.date())
        messages.success(request, f"Đã ghi kết quả của {name}." if changed else f"Kết quả của {name} đã ghi từ trước.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("recorded_results")


@page(DECIDING, relation=RECORDING)
def results_sheet(request: HttpRequest) -> HttpResponse:
    """The sheet to fill in, with the bodies whose results the person may record."""
    day = words.today(request)
    bodies = recordable(person(request), day).on(day).order_by("code")[:2000]
    raw = as_xlsx(HEADINGS, ([body.code, body.name_on(day), "", "", ""] for body in bodies), "Kết quả")
    return attachment(raw, FORMATS["xlsx"].content_type, "Kết quả các phong trào", "xlsx")


@page(DECIDING, relation=RECORDING, deed=True)
def load_results(request: HttpRequest) -> HttpResponse:
    """The form; with a file what it would record, row by row, and nothing is written."""
    user = person(request)
    form = ResultsFileForm(programmes(request), request.POST or None, request.FILES or None)
    shown: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        file, name = form.cleaned_data["file"], form.cleaned_data["programme"]
        programme = visible_or_404(request, Programme.objects, name=name)
        try:
            table = read_table(file.name, file, form.cleaned_data["secret_free"])
        except Refusal as refused:
            form.add_error("file", str(refused))
        else:
            plan = plan_of(table, programme, user, words.today(request))
            whole = plan.changes and not plan.faults
            shown = {"plan": plan, "programme": programme}
            shown["packed"] = packed(table, user, f"{PURPOSE}:{programme.pk}") if whole else ""
    return render(request, "recognition/load_results.html", {"form": form, **shown}, status=400 if form.errors else 200)


@page(DECIDING, relation=RECORDING, deed=True)
@require_POST
def apply_results(request: HttpRequest) -> HttpResponse:
    """Record what the person has seen; looked at again, and all of it or nothing."""
    user = person(request)
    programme = visible_or_404(request, Programme.objects, name=request.POST.get("phong_trao", ""))
    try:
        table = unpacked(request.POST.get("noi-dung", ""), user, f"{PURPOSE}:{programme.pk}")
    except signing.BadSignature:
        messages.error(request, TOO_LATE)
        return redirect("load_results")
    plan = record_all(table, programme, user, words.now())
    if plan.faults:
        shown = {"form": ResultsFileForm(programmes(request)), "plan": plan, "programme": programme}
        return render(request, "recognition/load_results.html", shown, status=400)
    messages.success(request, f"Đã ghi {plan.changes} kết quả.")
    return redirect("recorded_results")
