from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import WRITING, page, visible
from phongtrao.initiatives.models import Initiative, Replication
from phongtrao.initiatives.procedure_of import MACHINE
from phongtrao.initiatives.reviewing import is_overdue, year_owed, years_to_review
from phongtrao.initiatives.standing import places_on
from phongtrao.work.case_forms import CaseDeedForm
from phongtrao.work.desk import names_of
from phongtrao.work.views.cases import answer_deed, case_context, found_case, paper_file, paper_page

RELATION = "đơn vị có mô hình, cấp trên, UBND xã, phường nơi có mô hình, cơ quan quyết định"
BY_PROCEDURE = "theo quy trình mô hình"
SHOWN = ("kind__programme", "organisation", "commune", "decider", "begun_by", "replicated_from__organisation")


@page(relation=RELATION)
def initiative(request: HttpRequest, pk: int) -> HttpResponse:
    """One model: what it is, how far it has come, its figures, its reviews, what comes next."""
    return shown(request, found_case(MACHINE, request, pk, *SHOWN))


def shown(request: HttpRequest, case: Initiative, bound: CaseDeedForm | None = None) -> HttpResponse:
    """The page of a model, with a form as it was sent."""
    day = words.today(request)
    bodies = {case.organisation_id, case.decider_id, case.commune_id} - {None}
    names = names_of({pk for pk in bodies if pk}, day)
    context = case_context(MACHINE, request, case, bound)
    context |= _figures(case, day) | {
        "kind": case.said,
        "body": names[case.organisation_id],
        "decider": names.get(case.decider_id or 0, ""),
        "commune": names.get(case.commune_id or 0, ""),
        "equipment": case.equipment.last_ones(day),
        "repairs": case.repairs.owed(),
        "reviews": case.reviews.all(),
        "years": years_to_review(case, day),
        "overdue": year_owed(case, day) if is_overdue(case, day) else None,
        "replicas": visible(request, Initiative.objects.filter(replicated_from=case)).select_related("organisation"),
        "chosen": Replication.objects.open().filter(case=case).count(),
        "day": day,
        "sees_source": visible(request, Initiative.objects).filter(pk=case.replicated_from_id).exists(),
    }
    return render(request, "initiatives/initiative.html", context)


def _figures(case: Initiative, day: date) -> dict[str, Any]:
    """Places at work and their groups, each by itself; of a model that is not launched those that are meant."""
    rows = list(case.places.prefetch_related("counts"))
    if case.is_standing:
        case = Initiative.objects.prefetch_related("deeds", "places__counts").get(pk=case.pk)
        at_work = places_on(case, day)
        return {"places": len(at_work), "groups": sum(one.groups_on(day) for one in at_work), "all_places": len(rows)}
    return {"places": 0, "groups": 0, "all_places": len(rows)}


@page(WRITING, relation=BY_PROCEDURE, deed=True)
@require_POST
def initiative_deed(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    return answer_deed(MACHINE, request, pk, deed, shown)


@page(WRITING, relation=BY_PROCEDURE, deed=True)
def initiative_paper(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    return paper_page(MACHINE, request, pk, name)


@page(relation=RELATION)
def initiative_paper_file(request: HttpRequest, pk: int, name: str, form: str) -> HttpResponse:
    return paper_file(MACHINE, request, pk, name, form)
