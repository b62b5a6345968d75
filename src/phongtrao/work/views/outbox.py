from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import page, person, visible, visible_or_404
from phongtrao.look import wrong_in
from phongtrao.organisations.models import Function, LogEntry
from phongtrao.procedure import Refused
from phongtrao.work import webhooks as deeds
from phongtrao.work.forms import HostForm, WebhookForm
from phongtrao.work.models import AllowedHost, Message, Webhook
from phongtrao.work.outbox import revive
from phongtrao.work.worker import last_beat

ADMINISTRATORS = frozenset({Function.ADMINISTRATOR})
ROWS = 50
SILENCE = timedelta(minutes=15)


@page(ADMINISTRATORS, relation="thư đi: quản trị hệ thống; kênh nhắc: đơn vị mình quản trị")
def outbox(request: HttpRequest) -> HttpResponse:
    user, day, beat = person(request), words.today(request), last_beat()
    rows = visible(request, Message.objects)
    dead = rows.filter(state=Message.DEAD).select_related("digest__user", "webhook__organisation")
    shown = {
        "all": user.sees_all(day),
        "beat": beat,
        "late": beat is None or words.now() - beat > SILENCE,
        "counts": [(Message.STATES[s], n) for s, n in rows.order_by().values_list("state").annotate(n=Count("pk"))],
        "dead": Paginator(dead.order_by("-pk"), ROWS).get_page(request.GET.get("trang")),
        "webhooks": visible(request, Webhook.objects.filter(ended_at=None).select_related("organisation", "by")),
        "hosts": AllowedHost.objects.order_by("host"),
        "webhook_form": WebhookForm(user, day),
        "host_form": HostForm() if user.sees_all(day) else None,
    }
    return render(request, "work/outbox.html", shown)


def _take(request: HttpRequest, deed: Callable[[], str]) -> HttpResponse:
    try:
        messages.success(request, deed())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("outbox")


@page(ADMINISTRATORS, relation="quản trị hệ thống", deed=True)
@require_POST
def revive_message(request: HttpRequest, pk: int) -> HttpResponse:
    message = visible_or_404(request, Message.objects, pk=pk)

    def deed() -> str:
        with transaction.atomic():
            if not revive(message, words.now()):
                raise Refused("Thư này không còn nằm trong danh sách không gửi được.")
            LogEntry.record(person(request), "revive_message", message, words.now())
        return "Sẽ gửi lại."

    return _take(request, deed)


@page(ADMINISTRATORS, relation="quản trị của đơn vị", deed=True)
@require_POST
def add_webhook(request: HttpRequest) -> HttpResponse:
    form = WebhookForm(person(request), words.today(request), request.POST)
    try:
        if not form.is_valid():
            raise Refused(wrong_in(form))
        given = form.cleaned_data
        row = deeds.add_webhook(given["body"], given["address"], person(request), words.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("outbox")
    # The answer to the deed itself shows the secret: a message would stay in the session until it is read.
    response = render(request, "work/webhook_secret.html", {"webhook": row})
    response["Cache-Control"] = "no-store"
    return response


@page(ADMINISTRATORS, relation="quản trị của đơn vị", deed=True)
@require_POST
def end_webhook(request: HttpRequest, pk: int) -> HttpResponse:
    webhook = visible_or_404(request, Webhook.objects.select_related("organisation"), pk=pk)

    def deed() -> str:
        deeds.end_webhook(webhook, person(request), words.now())
        return "Đã bỏ kênh nhắc."

    return _take(request, deed)


@page(ADMINISTRATORS, relation="quản trị hệ thống", deed=True)
@require_POST
def allow_host(request: HttpRequest) -> HttpResponse:
    def deed() -> str:
        row = deeds.allow_host(request.POST.get("host", ""), person(request), words.now())
        return f"Đã cho phép máy chủ {row.host}."

    return _take(request, deed)
