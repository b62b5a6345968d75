from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import DECIDING, page, person, visible, visible_or_404
from phongtrao.files import Refusal
from phongtrao.hand_out import FORMATS, attachment
from phongtrao.organisations.models import User
from phongtrao.organisations.provincial import decides_for_a_province, decides_for_root, deciding_root
from phongtrao.procedure import Refused
from phongtrao.recognition.criteria import EVIDENCE, KINDS, NOT_APPLICABLE, SCORINGS, Criterion
from phongtrao.recognition.criteria import CriteriaSet as Criteria
from phongtrao.recognition.criteria_forms import CriteriaFileForm
from phongtrao.recognition.criteria_sheet import as_workbook
from phongtrao.recognition.load_rules import freeze_criteria, load_criteria
from phongtrao.recognition.models import CriteriaSet
from phongtrao.recognition.read_criteria_sheet import read_any
from phongtrao.recognition.rules import SUBJECTS
from phongtrao.recognition.scores import said
from phongtrao.recognition.write_criteria import as_toml
from phongtrao.toml_tables import BadFile

RELATION = "bộ tiêu chí dùng chung và bộ của tỉnh mình"
OF_PROVINCE = "cơ quan cấp tỉnh (đầu mối, lãnh đạo, quản trị)"
NOT_HERE = "Bộ tiêu chí do cơ quan cấp tỉnh nạp (đầu mối, lãnh đạo, quản trị)."


@page(relation=RELATION)
def criteria_sets(request: HttpRequest) -> HttpResponse:
    day = words.today(request)
    rows = visible(request, CriteriaSet.objects.select_related("root")).order_by("name", "-number")
    loads = decides_for_a_province(person(request), day)
    return render(request, "recognition/criteria_sets.html", {"rows": rows, "loads": loads})


@page(relation=RELATION)
def criteria_set(request: HttpRequest, pk: int) -> HttpResponse:
    row = _found(request, pk)
    set_of_it, day = said(row), words.today(request)
    shown = {
        "row": row,
        "said": set_of_it,
        "scoring": SCORINGS[set_of_it.scoring],
        "not_applicable": NOT_APPLICABLE[set_of_it.not_applicable],
        "subjects": [SUBJECTS[name] for name in set_of_it.subjects],
        "groups": [(group, [_line(one) for one in set_of_it.of_group(group.name)]) for group in set_of_it.groups],
        "used": row.scores.exists(),
        "may_freeze": row.frozen_at is None and decides_for_root(row.root_id, person(request), day),
    }
    return render(request, "recognition/criteria_set.html", shown)


def _found(request: HttpRequest, pk: int) -> CriteriaSet:
    row: CriteriaSet = visible_or_404(request, CriteriaSet.objects.select_related("root"), pk=pk)
    return row


def _line(one: Criterion) -> dict[str, Any]:
    return {"one": one, "kind": KINDS[one.kind], "evidence": EVIDENCE[one.evidence]}


@page(relation=RELATION)
def criteria_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The set as a workbook, or with `?dang=toml` as the file that load-programme takes."""
    row = _found(request, pk)
    title = f"{row.name} {row.number}"
    if request.GET.get("dang") == "toml":
        return attachment(as_toml(said(row)).encode(), "application/toml", title, "toml")
    return attachment(as_workbook(said(row)), FORMATS["xlsx"].content_type, title, "xlsx")


@page(DECIDING, relation=OF_PROVINCE, deed=True)
def import_criteria(request: HttpRequest) -> HttpResponse:
    """The form; with a file a draft of the set, to be looked at and frozen, or every wrong place of the file."""
    user, day = person(request), words.today(request)
    if not decides_for_a_province(user, day):
        raise PermissionDenied(NOT_HERE)
    form = CriteriaFileForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "recognition/import_criteria.html", {"form": form})
    try:
        row = _draft(form, user, day)
    except BadFile as bad:
        return render(request, "recognition/import_criteria.html", {"form": form, "wrong": bad.lines})
    except (Refusal, Refused) as refused:
        form.add_error("file", str(refused))
        return render(request, "recognition/import_criteria.html", {"form": form})
    messages.success(request, "Đã đọc được tệp. Xin xem lại bên dưới rồi chốt; chưa chốt thì chưa dùng để chấm.")
    return redirect("criteria_set", pk=row.pk)


def _draft(form: CriteriaFileForm, user: User, day: date) -> CriteriaSet:
    file = form.cleaned_data["file"]
    read: Criteria = read_any(file.name, file, form.cleaned_data["secret_free"])
    return load_criteria(read, user, words.now(), deciding_root(user, day), freeze=False)


@page(DECIDING, relation=OF_PROVINCE)
def empty_criteria_sheet(request: HttpRequest) -> HttpResponse:
    return attachment(as_workbook(), FORMATS["xlsx"].content_type, "bộ tiêu chí", "xlsx")


@page(DECIDING, relation=OF_PROVINCE, deed=True)
@require_POST
def freeze_criteria_set(request: HttpRequest, pk: int) -> HttpResponse:
    row, user = _found(request, pk), person(request)
    if not decides_for_root(row.root_id, user, words.today(request)):
        raise PermissionDenied(NOT_HERE)
    freeze_criteria(row, user, words.now())
    messages.success(request, f"Đã chốt: {row}.")
    return redirect("criteria_set", pk=pk)
