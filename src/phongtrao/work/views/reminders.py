from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import page, person, visible, visible_or_404
from phongtrao.look import wrong_in
from phongtrao.procedure import Refused
from phongtrao.work.digest import reminders_of
from phongtrao.work.forms import SnoozeForm
from phongtrao.work.models import Digest, Snooze, Task
from phongtrao.work.nudge import snooze

DAYS = 14


@page(relation="nhắc việc của chính mình")
def reminders(request: HttpRequest) -> HttpResponse:
    """The digest of a day as things stand now, today's or the last one unless another day is asked for."""
    digests = list(visible(request, Digest.objects.select_related("user"))[:DAYS])
    asked = request.GET.get("ngay", "")
    chosen = next((d for d in digests if d.day.isoformat() == asked), digests[0] if digests else None)
    shown = {
        "digests": digests,
        "chosen": chosen,
        "rows": reminders_of(chosen) if chosen else [],
        "snoozed": visible(request, Snooze.objects.filter(until__gte=words.today(request)).select_related("task")),
    }
    return render(request, "work/reminders.html", shown)


@page(relation="việc thấy được; chỉ hoãn nhắc cho chính mình", deed=True)
@require_POST
def snooze_task(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible_or_404(request, Task.objects.select_related("assignment__organisation"), pk=pk)
    form = SnoozeForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(wrong_in(form))
        given = form.cleaned_data
        snooze(found, person(request), given["until"], given["reason"], words.now())
        messages.success(request, f"Không nhắc anh/chị việc này đến hết ngày {words.day_in_words(given['until'])}.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("task", pk=found.pk)
