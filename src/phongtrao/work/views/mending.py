from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import page, person, visible_or_404
from phongtrao.files import Refusal
from phongtrao.procedure import Refused
from phongtrao.procedures import MENDING
from phongtrao.work import mend
from phongtrao.work.forms import DeedForm
from phongtrao.work.models import Mending
from phongtrao.work.views.taking import take_deed
from phongtrao.work.views.task import SEEN


@page(relation="đơn vị được kiểm tra và cấp trên; đơn vị kiểm tra và người trong đoàn")
def mending(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, visible_or_404(request, Mending.objects.with_shortcoming(), pk=pk))


def _page(request: HttpRequest, found: Mending, bound: DeedForm | None = None) -> HttpResponse:
    user, day = person(request), words.today(request)
    inspection, steps = found.visit.inspection, mend.open_deeds(found, user, day)
    forms = {step: DeedForm(step, user, day, initial={"seen": found.deeds.count()}) for step in steps}
    shown = {
        "mending": found,
        "shortcoming": found.shortcoming,
        "inspection": inspection,
        "body": found.visit.organisation.name_on(day),
        "inspector": inspection.organisation.name_on(day),
        "status": found.status(day),
        "late": found.days_late(day),
        "state": MENDING.words[found.state],
        "deeds": [(s, MENDING.words[s.deed], _bound(bound, s.deed) or form) for s, form in forms.items()],
        "history": [(d, MENDING.words[d.deed]) for d in found.deeds.select_related(*SEEN)],
    }
    return render(request, "work/mending.html", shown)


def _bound(form: DeedForm | None, deed: str) -> DeedForm | None:
    return form if form is not None and form.prefix == deed else None


@page(relation="đơn vị được kiểm tra hoặc đơn vị kiểm tra, theo quy trình", deed=True)
@require_POST
def mending_deed(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    found = visible_or_404(request, Mending.objects.with_shortcoming(), pk=pk)
    step = next((s for s in MENDING.steps if s.deed == deed), None)
    if step is None:
        raise Http404
    form = DeedForm(step, person(request), words.today(request), request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        given = form.cleaned_data
        take_deed(mend.check, mend.do, found, deed, given, person(request), given.get("day"))
    except (Refused, Refusal) as refused:
        messages.error(request, str(refused))
        return _page(request, found, form)
    messages.success(request, f"Đã ghi: {MENDING.words[deed]}.")
    return redirect("mending", pk=pk)
