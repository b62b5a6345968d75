from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from phongtrao import words
from phongtrao.access import DECIDING, WRITING, page, person, visible, visible_or_404
from phongtrao.documents.chain import chain
from phongtrao.documents.corrected import corrected
from phongtrao.documents.forms import DocumentFilter, UploadForm
from phongtrao.documents.marked import marked, sections
from phongtrao.documents.models import Arrival, Document, DocumentQuerySet, Reading, StoredFile
from phongtrao.documents.offered_numbers import offers
from phongtrao.documents.opened import check_opening
from phongtrao.documents.receive import Receipt, receive
from phongtrao.documents.shown import citation_words, correction_words, header_lines, shown, target_words
from phongtrao.files import Refusal, Secret
from vanban.compiler import VERSION

ROWS = 25
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
    "jpeg": "image/jpeg",
}
"""What a file is served as; a text or a page of another site only as bytes to be saved."""


@page(relation="văn bản đến, đi hoặc giao việc cho đơn vị mình và cấp dưới")
def documents(request: HttpRequest) -> HttpResponse:
    form = DocumentFilter(request.GET)
    rows = visible(request, Document.objects)
    rows = _filtered(rows, form.cleaned_data) if form.is_valid() else rows.none()
    entered = Prefetch("arrivals", visible(request, Arrival.objects), to_attr="entered")
    found = Paginator(rows.prefetch_related(entered), ROWS).get_page(request.GET.get("trang"))
    template = "documents/rows.html" if getattr(request, "htmx", False) else "documents/documents.html"
    return render(request, template, {"form": form, "rows": found, "may_write": _writes(request)})


def _writes(request: HttpRequest) -> bool:
    return any(post.function in WRITING for post in person(request).posts_on(words.today(request)))


def _filtered(rows: DocumentQuerySet, given: dict[str, Any]) -> DocumentQuerySet:
    wanted = Q()
    if given["loai"]:
        wanted &= Q(kind=given["loai"])
    if given["tu"]:
        wanted &= Q(issued_on__gte=given["tu"])
    if given["den"]:
        wanted &= Q(issued_on__lte=given["den"])
    if given["giao"]:
        wanted &= Q(given=given["giao"] == "roi")
    return rows.with_given().filter(wanted).found_by(given["tim"])


@page(WRITING, relation="sổ văn bản đến của đơn vị mình", deed=True)
def upload(request: HttpRequest) -> HttpResponse:
    user, day = person(request), words.today(request)
    form, refused = UploadForm(request.POST or None, request.FILES or None, user=user, day=day), ""
    if request.method == "POST" and form.is_valid():
        try:
            receipt = _receive(request, form)
        except Secret as error:
            # Nothing of it is sent back, not even the text that was pasted.
            form, refused = UploadForm(user=user, day=day), str(error)
        except Refusal as error:
            form.add_error(None, str(error))
        else:
            _tell(request, receipt)
            return redirect("document", receipt.document.pk)
    context = {"form": form, "refused": refused}
    return render(request, "documents/upload.html", context, status=400 if refused or form.errors else 200)


def _receive(request: HttpRequest, form: UploadForm) -> Receipt:
    name, raw = form.handed_in()
    given = form.cleaned_data
    return receive(
        name,
        raw,
        person(request),
        given["organisation"],
        words.now(),
        given["arrived_on"],
        given["secret_free"],
        number=given["number"],
        handled_by=given["handled_by"],
        remark=given["remark"],
    )


def _tell(request: HttpRequest, receipt: Receipt) -> None:
    arrival = receipt.arrival
    entered = f" Số đến {arrival.number}, ngày {words.day_in_words(arrival.day)}." if arrival else ""
    messages.success(request, f"Đã nhận {receipt.document.title}.{entered}")
    for warning in receipt.warnings:
        messages.warning(request, warning)


@page(relation="văn bản đến, đi hoặc giao việc cho đơn vị mình và cấp dưới")
def document(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible_or_404(request, Document.objects.with_given().select_related("issuer", "root"), pk=pk)
    readings = list(
        Reading.objects.filter(copy__document=found).select_related("copy__file").order_by("copy", "-made_at")
    )
    reading = next((r for r in readings if str(r.pk) == request.GET.get("ban")), None) or found.latest_reading()
    user, day = person(request), words.today(request)
    context = {
        "document": found,
        "readings": readings,
        "links": chain(found, visible(request, Document.objects)),
        "arrivals": visible(request, found.arrivals.select_related("organisation")),
        "may_correct": found.may_be_corrected_by(user, day),
        "may_adopt": any(post.function in DECIDING for post in user.posts_on(day)),
        "given": found.given,
        "offers": offers(reading, visible(request, Document.objects)) if reading else [],
        **(_read(reading, request.GET.get("phan")) if reading else {}),
    }
    return render(request, "documents/document.html", context)


def _read(reading: Reading, asked: str | None) -> dict[str, Any]:
    """One section of the text, with what was read in it."""
    content, text = corrected(reading), reading.copy.text
    parts = sections(text)
    at = min(int(asked), len(parts)) if asked and asked.isascii() and asked.isdigit() and int(asked) else 1
    part = parts[at - 1]
    seen = shown(content, text, part)
    made = reading.corrections.select_related("by").order_by("-pk")
    return {
        "reading": reading,
        "outdated": reading.compiler != VERSION,
        "found": content,
        "head": header_lines(content),
        "shown": seen,
        "text": marked(text, part, seen.marks, seen.notes),
        "parts": range(1, len(parts) + 1),
        "part": at,
        "citations": [citation_words(c) for c in content.citations],
        "targets": [target_words(t) for t in content.targets],
        "corrections": [(c, correction_words(c, text)) for c in made],
    }


@page(relation="tệp của văn bản hoặc của việc mà mình được xem")
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    stored = visible_or_404(request, StoredFile.objects, pk=pk)
    check_opening(stored, person(request), words.now())
    try:
        opened = stored.path.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    kind = TYPES.get(stored.kind, "application/octet-stream")
    response = FileResponse(opened, as_attachment=True, filename=stored.name, content_type=kind)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
