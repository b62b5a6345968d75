from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import WRITING, page, person, visible, visible_or_404
from phongtrao.documents import correct
from phongtrao.documents.contract import Duty
from phongtrao.documents.corrected import corrected
from phongtrao.documents.deadline_forms import deadline_forms, typed_deadlines
from phongtrao.documents.find_words import find_words
from phongtrao.documents.forms import DutyForm, HeaderForm, MissedDutyForm
from phongtrao.documents.marked import sections
from phongtrao.documents.models import Correction, Document, Reading
from phongtrao.documents.offered_numbers import accept_offer
from phongtrao.documents.reading import reread
from phongtrao.files import Refusal

RELATION = "văn bản đến hoặc đi của chính đơn vị mình"
NOT_OURS = "Chỉ đơn vị đã vào sổ hoặc đã ban hành văn bản này được sửa bản đọc."


def _reading(request: HttpRequest, pk: int) -> Reading:
    """The reading, through the gate; 403 where the person sees the document but does not write for its bodies."""
    rows = Reading.objects.select_related("copy__document__root", "copy__document__issuer")
    reading: Reading = visible_or_404(request, rows, pk=pk)
    if not reading.copy.document.may_be_corrected_by(person(request), words.today(request)):
        raise PermissionDenied(NOT_OURS)
    return reading


def _back(reading: Reading, anchor: str = "", place: int = 0) -> HttpResponse:
    """To the document's page, at the section and the card of what was changed."""
    parts = sections(reading.copy.text)
    at = next((n for n, part in enumerate(parts, 1) if part.holds(place)), 1)
    address = f"{reverse('document', args=[reading.copy.document_id])}?ban={reading.pk}"
    return redirect(address + (f"&phan={at}" if at > 1 else "") + (f"#{anchor}" if anchor else ""))


def _draw(request: HttpRequest, page_name: str, part_name: str, context: dict[str, Any]) -> HttpResponse:
    """The form on a page of its own, or alone where htmx puts it in its place."""
    wrong = context["form"].errors or any(r.errors for r in context.get("rows", ()))
    name = part_name if getattr(request, "htmx", False) else page_name
    return render(request, f"documents/{name}.html", context, status=400 if wrong else 200)


@page(WRITING, relation=RELATION, deed=True)
def correct_duty(request: HttpRequest, pk: int, index: str) -> HttpResponse:
    reading = _reading(request, pk)
    duty = corrected(reading).duty(index)
    if duty is None:
        raise Http404
    given = request.POST or None
    form = DutyForm(given, initial=_initial(duty, reading.copy.text), auto_id=f"nv-{index}-%s")
    rows = deadline_forms(duty["deadlines"], given, f"nv-{index}-%s")
    if given is not None and form.is_valid() and rows.is_valid():
        try:
            place = _correct(request, reading, duty, form, rows)
            return _back(reading, f"d-{index}", place)
        except Refusal as error:
            form.add_error(None, str(error))
    context = {"reading": reading, "document": reading.copy.document, "duty": duty, "form": form, "rows": rows}
    return _draw(request, "correct_duty", "duty_form", context)


def _initial(duty: Duty, text: str) -> dict[str, Any]:
    same = {key: duty[key] for key in ("kind", "actors", "to", "via", "clause")}
    return {**same, "support": duty["with"], "words": text[duty["start"] : duty["end"]]}


def _correct(request: HttpRequest, reading: Reading, duty: Duty, form: DutyForm, rows: Any) -> int:
    """Write what differs; gives where the duty stands now."""
    place = find_words(reading.copy.text, form.cleaned_data["words"], near=duty["start"])
    same = reading.copy.text[duty["start"] : duty["end"]].split() == form.cleaned_data["words"].split()
    values = form.fields_of_duty() | {
        "deadlines": typed_deadlines(rows, duty["deadlines"]),
        "span": [duty["start"], duty["end"]] if same else place,
    }
    made = correct.change_duty(reading, duty["index"], values, person(request), words.now())
    messages.success(request, f"Đã ghi {len(made)} chỗ sửa." if made else "Không có gì thay đổi.")
    return int(values["span"][0])


@page(WRITING, relation=RELATION, deed=True)
def add_duty(request: HttpRequest, pk: int) -> HttpResponse:
    reading = _reading(request, pk)
    given = request.POST or None
    form, rows = MissedDutyForm(given), deadline_forms([], given)
    if given is not None and form.is_valid() and rows.is_valid():
        try:
            place = find_words(reading.copy.text, form.cleaned_data["words"], nth=form.cleaned_data["nth"])
            value = form.fields_of_duty() | {"deadlines": typed_deadlines(rows, []), "span": place}
            made = correct.add_duty(reading, value, person(request), words.now())
            messages.success(request, "Đã thêm nhiệm vụ.")
            return _back(reading, f"d-a{made.pk}", place[0])
        except Refusal as error:
            form.add_error(None, str(error))
    context = {"reading": reading, "document": reading.copy.document, "form": form, "rows": rows}
    return _draw(request, "add_duty", "duty_form", context)


@page(WRITING, relation=RELATION, deed=True)
@require_POST
def drop_duty(request: HttpRequest, pk: int, index: str) -> HttpResponse:
    reading = _reading(request, pk)
    duty = corrected(reading).duty(index)
    try:
        correct.drop_duty(reading, index, person(request), words.now())
        messages.success(request, "Đã bỏ khỏi danh sách nhiệm vụ. Có thể lấy lại ở cuối trang.")
    except Refusal as error:
        messages.error(request, str(error))
    return _back(reading, "", duty["start"] if duty else 0)


@page(WRITING, relation=RELATION, deed=True)
def correct_header(request: HttpRequest, pk: int) -> HttpResponse:
    reading = _reading(request, pk)
    form = HeaderForm.of(corrected(reading), request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            made = correct.change_header(reading, form.values(), person(request), words.now())
            messages.success(request, f"Đã ghi {len(made)} chỗ sửa." if made else "Không có gì thay đổi.")
            return _back(reading)
        except Refusal as error:
            form.add_error(None, str(error))
    context = {"reading": reading, "document": reading.copy.document, "form": form}
    return _draw(request, "correct_header", "header_form", context)


@page(WRITING, relation=RELATION, deed=True)
@require_POST
def accept_number(request: HttpRequest, pk: int) -> HttpResponse:
    reading = _reading(request, pk)
    number, day = request.POST.get("number", ""), request.POST.get("date") or None
    try:
        accept_offer(reading, number, day, visible(request, Document.objects), person(request), words.now())
        messages.success(request, f"Đã ghi số {number}. Có thể lấy lại ở phần «Đã sửa tay».")
    except Refusal as error:
        messages.error(request, str(error))
    return _back(reading)


@page(WRITING, relation=RELATION, deed=True)
@require_POST
def undo_correction(request: HttpRequest, pk: int) -> HttpResponse:
    correction = Correction.objects.filter(pk=pk).select_related("reading").first()
    if correction is None:
        raise Http404
    reading = _reading(request, correction.reading_id)
    try:
        done = correct.undo(correction, person(request), words.now())
        messages.success(request, "Đã lấy lại như trước." if done else "Chỗ sửa này đã được lấy lại từ trước.")
    except Refusal as error:
        messages.error(request, str(error))
    index = f"a{correction.added_id}" if correction.added_id else str(correction.duty)
    duty = corrected(reading).duty(index)
    return _back(reading, f"d-{index}" if duty else "", duty["start"] if duty else 0)


@page(WRITING, relation=RELATION, deed=True)
@require_POST
def reread_document(request: HttpRequest, pk: int) -> HttpResponse:
    document: Document = visible_or_404(request, Document.objects, pk=pk)
    if not document.may_be_corrected_by(person(request), words.today(request)):
        raise PermissionDenied(NOT_OURS)
    made = reread(document, person(request), words.now())
    if made:
        left = sum(m.left for m in made)
        stayed = f" {left} chỗ sửa tay ở lại bản đọc cũ." if left else ""
        messages.success(request, f"Đã đọc lại {len(made)} bản.{stayed}")
    else:
        messages.info(request, "Bản đọc hiện có đã là mới nhất.")
    return redirect("document", pk)
