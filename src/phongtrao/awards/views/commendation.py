from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import WRITING, page, person
from phongtrao.awards.examine import may_examine
from phongtrao.awards.forget import kept_until
from phongtrao.awards.machine import MACHINE
from phongtrao.awards.models import Commendation
from phongtrao.awards.nominate import may_list
from phongtrao.awards.opened import NOT_YOURS
from phongtrao.awards.quota import uses
from phongtrao.awards.reading import read_names
from phongtrao.awards.shown import lines_of
from phongtrao.organisations.models import User
from phongtrao.work.case_forms import CaseDeedForm
from phongtrao.work.desk import names_of
from phongtrao.work.views.cases import answer_deed, case_context, found_case, paper_file, paper_page

SHOWN = ("programme", "rules", "organisation", "examiner", "decider", "root", "begun_by")
READER = "đơn vị đề nghị, cấp trên, cơ quan thẩm định, hội đồng, cơ quan quyết định; họ tên: không gồm cấp trên"
NAMED = "đơn vị đề nghị, cơ quan thẩm định, thành viên hội đồng, cơ quan quyết định"


def reads_names(case: Commendation, user: User, day: date) -> bool:
    """Whether the person reads the names of people in the proposal."""
    return Commendation.objects.named_to(user, day).filter(pk=case.pk).exists()


def with_names(request: HttpRequest, pk: int, where: str) -> Commendation:
    """The proposal for a page that shows names: through the gate, refused with the reason, written into the log."""
    case: Commendation = found_case(MACHINE, request, pk, *SHOWN)
    user, at = person(request), words.now()
    if not reads_names(case, user, at.date()):
        raise PermissionDenied(NOT_YOURS)
    read_names([case], user, at, where)
    return case


@page(relation=READER)
def commendation(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, found_case(MACHINE, request, pk, *SHOWN))


def _page(request: HttpRequest, case: Commendation, bound: CaseDeedForm | None = None) -> HttpResponse:
    user, at = person(request), words.now()
    day, reads = at.date(), reads_names(case, user, at.date())
    if reads:
        read_names([case], user, at, "trang hồ sơ")
    names = names_of({case.organisation_id, case.examiner_id, case.decider_id}, day)
    shown = case_context(MACHINE, request, case, bound)
    if not reads:
        shown["papers"] = []
        # People write names into reasons: who did what when stays, the words do not.
        for deed, _ in shown["history"]:
            deed.note = ""
    shown |= {
        "names": (names[case.organisation_id], names[case.examiner_id], names[case.decider_id]),
        "form": case.asked_form,
        "reads": reads,
        "returned": case.deeds.filter(deed="return_commendation").last() if case.state == "returned" else None,
        "lines": lines_of(case, reads),
        "lists": may_list(case, user, day),
        "examines": may_examine(case, user, day),
        "councils": may_examine(case, user, day, "examined"),
        "kept": kept_until(case, day),
        "uses": uses(case, day),
        "rule": case.rules.said,
    }  # fmt: skip
    return render(request, "awards/commendation.html", shown)


@page(WRITING, relation="theo quy trình khen thưởng", deed=True)
@require_POST
def commendation_deed(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    return answer_deed(MACHINE, request, pk, deed, _page)


@page(WRITING, relation="đơn vị lập giấy tờ đó", deed=True)
def commendation_paper(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    with_names(request, pk, "trang giấy tờ")
    return paper_page(MACHINE, request, pk, name)


@page(relation=NAMED)
def commendation_paper_file(request: HttpRequest, pk: int, name: str, form: str) -> HttpResponse:
    with_names(request, pk, "tệp văn bản")
    return paper_file(MACHINE, request, pk, name, form)
