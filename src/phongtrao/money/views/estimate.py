from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import WRITING, page, person, visible
from phongtrao.money import line_figures
from phongtrao.money.estimate_papers import changes_of
from phongtrao.money.lines import why_not_write
from phongtrao.money.machine import MACHINE
from phongtrao.money.models import GIVEN_UP, Estimate
from phongtrao.money.shown import is_appraised, is_decided
from phongtrao.money.sums import SAME, groups_of, sums_of
from phongtrao.work.case_forms import CaseDeedForm
from phongtrao.work.desk import names_of
from phongtrao.work.views.cases import answer_deed, case_context, found_case, paper_file, paper_page

RELATION = "đơn vị lập, cấp trên; cơ quan thẩm định, phê duyệt: từ khi gửi"
SHOWN = ("programme", "funding", "organisation", "appraiser", "decider", "amends", "begun_by")


@page(relation=RELATION)
def estimate(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, found_case(MACHINE, request, pk, *SHOWN), None)


def _page(request: HttpRequest, case: Estimate, bound: CaseDeedForm | None) -> HttpResponse:
    """The page of an estimate with a deed's form as it was sent."""
    user, at = person(request), words.now()
    day, rows = at.date(), list(case.lines.all())
    lines = [row.said for row in rows]
    amended = [change for change in changes_of(case) if change.kind != SAME] if case.amends is not None else []
    shown: dict[str, Any] = {
        **case_context(MACHINE, request, case, bound),
        "names": names_of({case.organisation_id, case.appraiser_id, case.decider_id}, day),
        "clause": case.funding.said.on(case.clause, day),
        "places": {one.name: one.place for one in case.funding.said.clauses},
        "gaps": case.funding.said.gaps_of(case.clause),
        "groups": groups_of(lines),
        "sums": sums_of(lines),
        "rows": rows,
        "is_appraised": is_appraised(case) or case.state == "returned",
        "is_decided": is_decided(case),
        "writes": not why_not_write(case, user, at),
        "figures": not line_figures.why_not(case, user, day),
        "changes": amended,
        "difference": sum(change.difference for change in amended),
        "amendments": visible(request, case.amendments.exclude(state__in=GIVEN_UP)),
    }
    return render(request, "money/estimate.html", shown)


@page(WRITING, relation="theo quy trình dự toán", deed=True)
@require_POST
def estimate_deed(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    return answer_deed(MACHINE, request, pk, deed, _page)


@page(WRITING, relation="ai lập giấy tờ ấy: đơn vị lập dự toán, cơ quan thẩm định, cơ quan phê duyệt", deed=True)
def estimate_paper(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    return paper_page(MACHINE, request, pk, name)


@page(relation=RELATION + "; dự thảo: ai lập giấy tờ ấy")
def estimate_paper_file(request: HttpRequest, pk: int, name: str, form: str) -> HttpResponse:
    return paper_file(MACHINE, request, pk, name, form)
