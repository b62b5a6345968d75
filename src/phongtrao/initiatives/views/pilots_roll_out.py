"""Nhân rộng: what is asked of the remaining bodies, who they are, and who was given its duties."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from phongtrao import words
from phongtrao.access import WRITING, page, person, visible
from phongtrao.documents.models import Document
from phongtrao.initiatives.models import Pilot, RollOut
from phongtrao.initiatives.pilot_bodies import kinds_of, remaining
from phongtrao.initiatives.pilot_forms import PaperDocumentForm, RollOutForm
from phongtrao.initiatives.pilot_machine import MACHINE
from phongtrao.initiatives.pilot_roll_out import told
from phongtrao.initiatives.pilot_set_roll_out import ROLES, STATES, Stated, link_document, set_roll_out
from phongtrao.organisations.written_kinds import kind_words
from phongtrao.procedure import Refused
from phongtrao.work.case_posts import posts
from phongtrao.work.views.cases import found_case

SEEN = ("root", "organisation", "decider", "programme")


@page(WRITING, relation="cơ quan chủ trì, cơ quan quyết định ghi; cấp trên xem", deed=True)
def pilot_roll_out(request: HttpRequest, pk: int) -> HttpResponse:
    pilot, user = found_case(MACHINE, request, pk, *SEEN), person(request)
    row = RollOut.objects.filter(case=pilot).select_related("through", "document", "case__root").first()
    form = _form(request, pilot, row) if set(ROLES) & set(posts(MACHINE, pilot, user, words.today(request))) else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            _done(request, pilot, row, form.cleaned_data)
            messages.success(request, "Đã ghi.")
            return redirect("pilot_roll_out", pk=pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    elif request.method == "POST" and form is None:
        messages.error(request, "Việc nhân rộng do cơ quan chủ trì, cơ quan quyết định ghi, sau khi sơ kết.")
    shown = {"pilot": pilot, "row": row, "form": form, **_facts(request, pilot, row)}
    return render(request, "initiatives/pilot_roll_out.html", shown, status=400 if form and form.errors else 200)


def _form(request: HttpRequest, pilot: Pilot, row: RollOut | None) -> Any:
    """What is stated until the paper is issued; afterwards the document, where the site does not have it."""
    sent = request.POST if request.method == "POST" else None
    if pilot.state in STATES:
        kinds = kinds_of(pilot.root)
        return RollOutForm(person(request), words.today(request), kinds, sent, initial=_initial(pilot, row))
    if pilot.state == "rolled_out" and row is not None and row.document_id is None:
        return PaperDocumentForm(visible(request, Document.objects), sent)
    return None


def _initial(pilot: Pilot, row: RollOut | None) -> dict[str, Any]:
    if row is None:
        through = pilot.organisation.code if pilot.organisation_id != pilot.decider_id else ""
        return {"comparable": pilot.comparable, "through": through}
    stated = {name: getattr(row, name) for name in ("comparable", "plan_due", "done_by", "yearly", "tasks")}
    return stated | {"through": row.through.code if row.through else ""}


def _done(request: HttpRequest, pilot: Pilot, row: RollOut | None, given: dict[str, Any]) -> None:
    if pilot.state in STATES:
        set_roll_out(pilot, Stated(**given), person(request), words.now())
    elif row is not None:
        link_document(row, given["document"], person(request), words.now())


def _facts(request: HttpRequest, pilot: Pilot, row: RollOut | None) -> dict[str, Any]:
    """Who remains; once it is stated also who was given how much."""
    day = words.today(request)
    comparable = row.comparable if row else pilot.comparable
    left = remaining(pilot, comparable, day)
    bodies = told(row, day) if row else []
    document = visible(request, Document.objects).filter(pk=row.document_id).first() if row else None
    return {
        "kind": kind_words(comparable),
        "tried": [body.name_on(day) for body in left.tried],
        "names": [(body.name_on(day), body.pk in left.in_part) for body in left.bodies],
        "bodies": bodies,
        "given": sum(bool(one.given) for one in bodies),
        "document": document,
        "through": row.through.name_on(day) if row and row.through else "",
    }
