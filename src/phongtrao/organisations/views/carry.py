from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import page, person, visible
from phongtrao.files import Refusal
from phongtrao.hand_out import FORMATS, attachment
from phongtrao.organisations.figures import HEADINGS, Line, Shown, Unreadable, notes, read_figures, shown, table_rows
from phongtrao.organisations.forms import FiguresForm
from phongtrao.organisations.models import Organisation, User
from phongtrao.organisations.views.files import AN_HOUR, TOO_LATE
from phongtrao.table_files import as_xlsx, read_cells

ROWS = 300
"""Areas of each map shown on the page; the others are in the file."""
NOTHING_KEPT = "bản đồ hành chính là công khai; số liệu không lưu lại"


@page(relation=NOTHING_KEPT, deed=True)
def carry(request: HttpRequest) -> HttpResponse:
    """The form; with a file its figures on the map of their day and on that of another."""
    form = FiguresForm(request.POST or None, request.FILES or None, initial={"now": words.today(request)})
    found: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            cells = read_cells(given["file"].name, given["file"], given["secret_free"])
            figures = read_figures(cells, given["then"], visible(request, Organisation.objects))
            found = _found(shown(figures, given["then"], given["now"]), figures, person(request))
        except (Refusal, Unreadable) as refused:
            form.add_error("file", str(refused).splitlines())
    return render(request, "organisations/carry.html", {"form": form, **found}, status=400 if form.errors else 200)


def _found(told: Shown, figures: dict[str, int], user: User) -> dict[str, Any]:
    maps = [
        (f"Như báo cáo, địa bàn ngày {words.day_in_words(told.then)}", _lines(told.before, told)),
        (f"Trên địa bàn ngày {words.day_in_words(told.now)}", _lines(told.after, told)),
    ]
    kept = {"figures": figures, "then": told.then.isoformat(), "now": told.now.isoformat()}
    packed = signing.dumps(kept, salt=_salt(user), compress=True)
    return {"told": told, "maps": maps, "packed": packed}


def _lines(lines: tuple[Line, ...], told: Shown) -> list[Line]:
    names = {line["area"]: line["name"] for line in lines if line["area"]}
    more = len(lines) - ROWS
    few = [{**line, "within": names.get(line["parent"]), "notes": [*notes(line, told.now)]} for line in lines[:ROWS]]
    return few if more <= 0 else [*few, {"more": more}]


def _salt(user: User) -> str:
    return f"carry:{user.pk}"


@page(relation=NOTHING_KEPT, deed=True)
@require_POST
def carry_out(request: HttpRequest) -> HttpResponse:
    """What the page shows as an Excel file; the page itself brings the figures, so nothing is kept here."""
    try:
        kept = signing.loads(request.POST.get("noi-dung", ""), salt=_salt(person(request)), max_age=AN_HOUR)
        days = date.fromisoformat(kept["then"]), date.fromisoformat(kept["now"])
        raw = as_xlsx(HEADINGS, table_rows(shown(kept["figures"], *days)), "Số liệu")
    except (signing.BadSignature, LookupError):
        messages.error(request, TOO_LATE)
        return redirect("carry")
    return attachment(raw, FORMATS["xlsx"].content_type, "Số liệu hai bản đồ", "xlsx")
