from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import DECIDING, page, person, visible_or_404
from phongtrao.initiatives.forms import TargetForm
from phongtrao.initiatives.models import KindVersion
from phongtrao.initiatives.targeting import Aim, aims, may_state, state_target
from phongtrao.look import wrong_in
from phongtrao.organisations.provincial import chosen, own_province, own_provinces
from phongtrao.procedure import Refused
from phongtrao.work.desk import names_of


@page(relation="tỉnh của mình")
def targets(request: HttpRequest) -> HttpResponse:
    """What each kind has to reach, what stands, how many more each year; who decides for the province fills gaps."""
    user, day = person(request), words.today(request)
    provinces = own_provinces(user, day)
    root = chosen(provinces, request.GET.get("tinh", ""))
    if root is None:
        return render(request, "initiatives/targets.html", {"province": None})
    names = names_of((one.pk for one in provinces), day)
    may = may_state(root, user, day)
    shown = {
        "province": root,
        "provinces": [(one, names[one.pk]) for one in provinces],
        "name": names[root.pk],
        "year": day.year,
        "kinds": _by_kind(aims(user, root, day), may),
    }
    return render(request, "initiatives/targets.html", shown)


def _by_kind(found: list[Aim], may: bool) -> list[tuple[KindVersion, list[dict[str, Any]]]]:
    kinds: dict[int, tuple[KindVersion, list[dict[str, Any]]]] = {}
    for aim in found:
        kinds.setdefault(aim.version.pk, (aim.version, []))[1].append(_part(aim, may))
    return list(kinds.values())


def _part(aim: Aim, may: bool) -> dict[str, Any]:
    target = aim.path.target
    stated = {"number": aim.stated.number, "source": aim.stated.source} if aim.stated else {}
    prefix = f"{aim.version.pk}-{target.year}-{target.counts}"
    return {
        "aim": aim,
        "target": target,
        "chart": mark_safe(aim.chart),
        "address": reverse("state_initiative_target", args=[aim.version.pk, target.year, target.counts]),
        "form": TargetForm(initial=stated, prefix=prefix) if may else None,
    }


@page(DECIDING, relation="cơ quan cấp tỉnh (đầu mối, lãnh đạo, quản trị)", deed=True)
@require_POST
def state_initiative_target(request: HttpRequest, pk: int, year: int, counts: str) -> HttpResponse:
    """State the number of a target for the province."""
    version = visible_or_404(request, KindVersion.objects.select_related("programme"), pk=pk)
    user, at = person(request), words.now()
    root = own_province(user, at.date(), request.GET.get("tinh", ""))
    form = TargetForm(request.POST, prefix=f"{pk}-{year}-{counts}")
    try:
        if root is None or not form.is_valid():
            raise Refused(wrong_in(form) or "Chưa xác định được tỉnh.")
        given = form.cleaned_data
        changed = state_target(root, version, year, counts, given["number"], given["source"], user, at)
        messages.success(request, "Đã ghi chỉ tiêu." if changed else "Chỉ tiêu đã ghi như vậy từ trước.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(f"{reverse('targets')}?tinh={root.code if root else ''}")
