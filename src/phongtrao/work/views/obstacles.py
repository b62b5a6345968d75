from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import WRITING, page, person, visible, visible_or_404
from phongtrao.documents.models import Document
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused, Step
from phongtrao.procedures import OBSTACLE
from phongtrao.work import obstacles as deeds
from phongtrao.work.deeds import STALE
from phongtrao.work.models import Assignment, Obstacle, ObstacleQuerySet, Task
from phongtrao.work.obstacle_forms import ObstacleDeedForm, ObstacleFilter, ObstacleForm

ROWS = 25
WAITING = "cho"
"""The other part of the list: what is not answered yet."""
SHOWN = ("assignment__duty__adoption__document", "assignment__duty__receiver", "assignment__organisation", "handler")
SEEN = ("by", "post__organisation", "post__deputy_for__user")


@page(relation="trả lời đã công bố của văn bản giao cho đơn vị mình; vướng mắc trong phạm vi, hoặc gửi đến mình")
def obstacles(request: HttpRequest) -> HttpResponse:
    rows = _of_part(request)
    documents = Document.objects.filter(pk__in=rows.order_by().values("assignment__duty__adoption__document"))
    form = ObstacleFilter([(d.pk, d.title) for d in documents.order_by("number", "pk")], request.GET)
    rows = _filtered(rows, form.cleaned_data) if form.is_valid() else rows.none()
    found = Paginator(rows.with_answer(), ROWS).get_page(request.GET.get("trang"))
    shown = {"form": form, "rows": found, "waits": request.GET.get("muc") == WAITING}
    template = "work/obstacle_rows.html" if getattr(request, "htmx", False) else "work/obstacles.html"
    return render(request, template, shown)


def _of_part(request: HttpRequest) -> ObstacleQuerySet:
    """Answers that were published, the last first; or what is not answered yet, the first first."""
    rows: ObstacleQuerySet = visible(request, Obstacle.objects)
    if request.GET.get("muc") == WAITING:
        return rows.filter(state="raised").order_by("at", "pk")
    return rows.published().order_by("-answered_at", "-pk")


def _filtered(rows: ObstacleQuerySet, given: dict[str, Any]) -> ObstacleQuerySet:
    if given["van_ban"]:
        rows = rows.filter(assignment__duty__adoption__document=given["van_ban"])
    return rows.found_by(given["tim"])


@page(relation="đơn vị nêu, đơn vị trả lời và cấp trên; trả lời đã công bố: mọi đơn vị cùng thực hiện văn bản")
def obstacle(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, visible_or_404(request, Obstacle.objects.select_related(*SHOWN), pk=pk))


def _page(request: HttpRequest, found: Obstacle, bound: ObstacleDeedForm | None = None) -> HttpResponse:
    user, day = person(request), words.today(request)
    duty = found.assignment.duty
    answers = found.deeds.filter(deed="answer").select_related(*SEEN)
    shown = {
        "obstacle": found,
        "answer": answers.last(),
        "duty": duty,
        "document": duty.adoption.document,
        "state": OBSTACLE.words[found.state],
        "handler": found.handler.name_on(day),
        "in_line": Obstacle.objects.in_line(user, day).filter(pk=found.pk).exists(),
        "body": found.assignment.organisation.name_on(day),
        "deeds": [(s, OBSTACLE.words[s.deed], form) for s, form in _forms(found, user, day, bound)],
        "history": [(d, OBSTACLE.words.get(d.deed, "Nêu vướng mắc")) for d in found.deeds.select_related(*SEEN)],
    }
    return render(request, "work/obstacle.html", shown)


def _forms(
    found: Obstacle, user: User, day: date, bound: ObstacleDeedForm | None
) -> Iterator[tuple[Step, ObstacleDeedForm]]:
    """The steps that the user could take, each with its form: the one that was sent, or a new one."""
    initial = {"seen": found.deeds.count(), "shared": found.shared}
    for step in deeds.open_deeds(found, user, day):
        sent = bound is not None and bound.prefix == step.deed
        yield step, bound if bound and sent else ObstacleDeedForm(step, user, day, initial=initial)


@page(WRITING, relation="đơn vị nêu hoặc đơn vị trả lời, theo quy trình", deed=True)
@require_POST
def obstacle_deed(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    found = visible_or_404(request, Obstacle.objects.select_related(*SHOWN), pk=pk)
    step = next((s for s in OBSTACLE.steps if s.deed == deed), None)
    if step is None:
        raise Http404
    form = ObstacleDeedForm(step, person(request), words.today(request), request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    given = form.cleaned_data
    try:
        if given.get("seen") is not None and given["seen"] != found.deeds.count():
            raise Refused(STALE)
        deeds.take(found, deed, person(request), words.now(), given.get("note", ""), given.get("shared", True))
    except Refused as refused:
        messages.error(request, str(refused))
        return _page(request, found, form)
    messages.success(request, f"Đã ghi: {OBSTACLE.words[deed]}.")
    return redirect("obstacle", pk=pk)


@page(WRITING, relation="đơn vị được giao", deed=True)
def raise_obstacle(request: HttpRequest, pk: int) -> HttpResponse:
    """The form, with what was answered before about the same document; sent, the obstacle."""
    user, day = person(request), words.today(request)
    found = visible_or_404(request, Assignment.objects.select_related("duty__adoption__document"), pk=pk)
    form = ObstacleForm(found.tasks.all(), request.POST or None, initial={"task": request.GET.get("viec")})
    if request.method == "POST" and form.is_valid():
        task: Task | None = form.cleaned_data["task"]
        try:
            row = deeds.raise_obstacle(found, form.cleaned_data["text"], user, words.now(), task)
            messages.success(request, f"Đã gửi vướng mắc đến {row.handler.name_on(day)}.")
            return redirect("obstacle", pk=row.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "work/raise_obstacle.html", {**_around(request, found), "form": form})


def _around(request: HttpRequest, found: Assignment) -> dict[str, Any]:
    day = words.today(request)
    document = found.duty.adoption.document
    before = visible(request, Obstacle.objects).published().filter(assignment__duty__adoption__document=document)
    return {
        "assignment": found,
        "duty": found.duty,
        "document": document,
        "receiver": found.duty.receiver.name_on(day),
        "refused": deeds.refusal(found, None, person(request), day),
        "before": before.order_by("-answered_at").with_answer()[:5],
        "all_before": f"{reverse('obstacles')}?van_ban={document.pk}",
    }
