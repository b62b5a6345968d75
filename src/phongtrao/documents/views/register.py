from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from phongtrao import words
from phongtrao.access import WRITING, page, person, visible, visible_or_404
from phongtrao.documents.forms import ArrivalForm, own_books
from phongtrao.documents.incoming_book import printed
from phongtrao.documents.models import Arrival
from phongtrao.documents.models.documents import ArrivalQuerySet
from phongtrao.documents.receive import enter_again, keeps_book
from phongtrao.files import Refusal
from phongtrao.hand_out import asked_format, to_browser
from phongtrao.organisations.models import Organisation

ROWS = 500


@dataclass(frozen=True, slots=True)
class Book:
    """A body's book of a year as the address asks for it, and the others that the person may open."""

    bodies: list[Organisation]
    body: Organisation | None
    year: int
    years: list[int]
    rows: ArrivalQuerySet

    def shown(self, day: date) -> dict[str, Any]:
        """What the pages of books show above their tables."""
        return {
            "bodies": [(body, body.name_on(day)) for body in self.bodies],
            "body": self.body,
            "body_name": self.body.name_on(day) if self.body else "",
            "year": self.year,
            "years": self.years,
        }


def asked_book(request: HttpRequest) -> Book:
    """`?so=12&nam=2026`; the first of the person's own bodies and this year where nothing fits."""
    day = words.today(request)
    bodies = _bodies(request, day)
    body = next((b for b in bodies if str(b.pk) == request.GET.get("so")), bodies[0] if bodies else None)
    asked = request.GET.get("nam", "")
    year = int(asked) if len(asked) == 4 and asked.isdecimal() else day.year
    arrivals = visible(request, Arrival.objects)
    years = {year, day.year, *arrivals.order_by().values_list("year", flat=True).distinct()}
    rows = arrivals.book(body, year).select_related("document") if body else arrivals.none()
    return Book(bodies, body, year, sorted(years, reverse=True), rows)


@page(relation="sổ của đơn vị mình và cấp dưới")
def incoming_register(request: HttpRequest) -> HttpResponse:
    """Sổ đăng ký văn bản đến, with the columns of Decree 30/2020, Appendix IV."""
    day, book = words.today(request), asked_book(request)
    if book.body and (ending := asked_format(request)):
        return to_browser(printed(book.body, book.year, book.rows, day), ending)
    rows = Paginator(book.rows, ROWS).get_page(request.GET.get("trang"))
    may_write = book.body is not None and _writes_for(request, book.body)
    context = {**book.shown(day), "rows": rows, "may_write": may_write}
    return render(request, "documents/incoming_register.html", context)


def _bodies(request: HttpRequest, day: date) -> list[Organisation]:
    """Own bodies first, then those below that have a book."""
    own = own_books(person(request), day)
    kept = visible(request, Arrival.objects).values("organisation")
    others = Organisation.objects.filter(pk__in=kept).exclude(pk__in=[b.pk for b in own]).prefetch_related("versions")
    return own + sorted(others, key=lambda b: b.name_on(day))


def _writes_for(request: HttpRequest, body: Organisation) -> bool:
    return keeps_book(person(request), body, words.today(request))


@page(WRITING, relation="sổ của chính đơn vị mình", deed=True)
def arrival(request: HttpRequest, pk: int) -> HttpResponse:
    found: Arrival = visible_or_404(request, Arrival.objects.select_related("document", "organisation"), pk=pk)
    if not _writes_for(request, found.organisation):
        raise PermissionDenied("Chỉ đơn vị giữ sổ được sửa sổ văn bản đến của mình.")
    fields = ("number", "day", "handled_by", "passed_on", "remark")
    form = ArrivalForm(request.POST or None, initial={name: getattr(found, name) for name in fields})
    if form.is_bound and form.is_valid():
        try:
            enter_again(found, form.cleaned_data, person(request), words.now())
        except Refusal as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã ghi vào sổ văn bản đến.")
            return redirect(f"{reverse('incoming_register')}?so={found.organisation_id}&nam={found.year}")
    context = {"arrival": found, "form": form}
    return render(request, "documents/arrival.html", context, status=400 if form.errors else 200)
