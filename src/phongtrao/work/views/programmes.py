from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import DECIDING, page, person, visible, visible_or_404
from phongtrao.documents.models import Document
from phongtrao.documents.models.documents import spelling_key
from phongtrao.look import wrong_in
from phongtrao.procedure import Refused
from phongtrao.work import page_blocks
from phongtrao.work.attach_document import MAY_NOT, attach, attaching_post, detach, documents_with
from phongtrao.work.chain_forms import AttachForm
from phongtrao.work.models import Programme
from phongtrao.work.programmes import titled

ROWS = 25
RELATION = "phong trào của tỉnh mình, hoặc chung của mọi tỉnh"
ATTACHING = "UBND tỉnh của phong trào, hoặc cơ quan thường trực"


@dataclass(frozen=True, slots=True)
class Named:
    """A number that the programme's file names, and documents in the person's sight that bear it and may be meant."""

    number: str
    offered: list[Document]


@page(relation=RELATION)
def programmes(request: HttpRequest) -> HttpResponse:
    rows = Paginator(visible(request, Programme.objects), ROWS).get_page(request.GET.get("trang"))
    return render(request, "work/programmes.html", {"rows": rows})


@page(relation=RELATION)
def programme(request: HttpRequest, name: str) -> HttpResponse:
    found, day = _found(request, name), words.today(request)
    may_attach = attaching_post(found, person(request), day) is not None
    shown = {
        "programme": found,
        "standing_body": found.standing_body.name_on(day) if found.standing_body else "",
        "parts": titled(found.parts.all()),
        "blocks": page_blocks.on_programme(found, person(request), day),
        "may_attach": may_attach,
        "form": AttachForm(person(request), day) if may_attach else None,
    }
    return render(request, "work/programme.html", {**shown, **_documents(request, found)})


def _found(request: HttpRequest, name: str) -> Programme:
    rows = Programme.objects.select_related("root", "standing_body")
    found: Programme = visible_or_404(request, rows, name=name)
    return found


def _documents(request: HttpRequest, found: Programme) -> dict[str, Any]:
    """`documents`: those attached that the person sees; `named`: numbers of the others."""
    seen = visible(request, Document.objects)
    attached = list(seen.filter(programmes=found).order_by("issued_on", "pk"))
    keys = {document.number_key for document in attached}
    numbers = [number for number in found.numbers if spelling_key(number) not in keys]
    offered = documents_with(seen.filter(root=found.root_id) if found.root_id else seen, numbers)
    named = [Named(n, [d for d in offered if d.number_key == spelling_key(n)]) for n in numbers]
    return {"documents": attached, "named": named}


@page(DECIDING, relation=ATTACHING, deed=True)
@require_POST
def attach_document(request: HttpRequest, name: str) -> HttpResponse:
    found, user = _found(request, name), person(request)
    _must_attach(request, found)
    form = AttachForm(user, words.today(request), request.POST)
    try:
        if not form.is_valid():
            raise Refused(wrong_in(form))
        document = form.cleaned_data["document"]
        done = attach(found, document, user, words.now())
        messages.success(request, f"Đã gắn {document.title}." if done else f"{document.title} đã có trong phong trào.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("programme", name=name)


@page(DECIDING, relation=ATTACHING, deed=True)
@require_POST
def detach_document(request: HttpRequest, name: str, document_id: int) -> HttpResponse:
    found = _found(request, name)
    document = visible_or_404(request, Document.objects, pk=document_id)
    _must_attach(request, found)
    try:
        detach(found, document, person(request), words.now())
        messages.success(request, f"Đã bỏ {document.title} khỏi phong trào.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("programme", name=name)


def _must_attach(request: HttpRequest, found: Programme) -> None:
    if attaching_post(found, person(request), words.today(request)) is None:
        raise PermissionDenied(MAY_NOT)
