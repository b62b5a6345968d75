from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import DECIDING, page, person, visible
from phongtrao.files import Refusal
from phongtrao.organisations.models import Organisation
from phongtrao.organisations.provincial import own_provinces
from phongtrao.overview.forms import MapForm
from phongtrao.overview.load_map import load_map, may_load, packed, unpacked
from phongtrao.overview.map_files import look_at_map
from phongtrao.overview.models import MapVersion
from phongtrao.procedure import Refused

RELATION = "người quyết định của tỉnh; bản đồ cả nước: quản trị hệ thống"
TOO_LATE = "Bản xem trước đã quá một giờ hoặc không đúng. Xin gửi lại tệp."
COUNTRY = "ca-nuoc"
SHOWN = 60
"""Names of a list that are shown; the others are counted."""


def _root(request: HttpRequest) -> Organisation | None:
    """The province of which the page speaks; None for the country. Raises 404 for another's."""
    user, day, code = person(request), words.today(request), request.GET.get("tinh", "")
    if code == COUNTRY:
        return None
    found = own_provinces(user, day)
    root = next((one for one in found if code in (one.code, "")), None)
    if root is None:
        raise Http404
    return root


@page(DECIDING, relation=RELATION, deed=True)
def maps(request: HttpRequest) -> HttpResponse:
    """Versions that were loaded; with a file what it comes to, and nothing is written."""
    root, user, day = _root(request), person(request), words.today(request)
    form = MapForm(request.POST or None, request.FILES or None)
    shown: dict[str, Any] = {"may_load": may_load(root, user, day)}
    if request.method == "POST" and form.is_valid():
        file, source = form.cleaned_data["file"], form.cleaned_data["source"]
        try:
            plan = look_at_map(file.name, file, form.cleaned_data["secret_free"], root, day)
        except Refusal as refused:
            form.add_error("file", str(refused))
        else:
            shown |= {"plan": plan, "packed": "" if plan.faults else packed(plan, source, root, user)}
    rows = visible(request, MapVersion.objects).filter(root=root).select_related("by").defer("content")
    code = root.code if root is not None else COUNTRY
    name = root.name_on(day) if root is not None else "Cả nước"
    shown |= {"form": form, "rows": rows, "code": code, "name": name, "most": SHOWN}
    return render(request, "overview/maps.html", shown, status=400 if form.errors else 200)


@page(DECIDING, relation=RELATION, deed=True)
@require_POST
def apply_map(request: HttpRequest) -> HttpResponse:
    """Write what the person has seen."""
    root, user = _root(request), person(request)
    try:
        plan, source = unpacked(request.POST.get("noi-dung", ""), root, user)
        row, is_new = load_map(plan, root, source, user, words.now())
        said = f"Đã nạp {row.title}." if is_new else f"Bản đồ này đã nạp từ trước ({row.title}); không đổi gì."
        messages.success(request, said)
    except signing.BadSignature:
        messages.error(request, TOO_LATE)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(f"{reverse('maps')}?tinh={root.code if root is not None else COUNTRY}")
