from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from phongtrao import words
from phongtrao.access import WRITING, page, person
from phongtrao.awards.examine import give_opinions, may_examine
from phongtrao.awards.forms import OpinionForm, QuotaReasonForm
from phongtrao.awards.nominate import named_elsewhere
from phongtrao.awards.quota import uses
from phongtrao.awards.shown import Line, lines_of
from phongtrao.awards.views.commendation import NAMED, with_names
from phongtrao.look import wrong_in
from phongtrao.procedure import Refused

NO_REASON = "Không đề nghị thì xin nêu lý do."
Forms = list[tuple[Line, OpinionForm]]


@page(WRITING, relation=f"{NAMED}; ghi: đầu mối, lãnh đạo cơ quan thẩm định", deed=True)
def examination(request: HttpRequest, pk: int) -> HttpResponse:
    """The examiner's word on each, beside the quotas of the year."""
    case, user, at = with_names(request, pk, "trang thẩm định"), person(request), words.now()
    given = request.POST or None
    forms = [(line, OpinionForm(line.row, given)) for line in lines_of(case, True)]
    reason = QuotaReasonForm(given, initial={"quota_reason": case.quota_reason})
    if request.method == "POST":
        try:
            give_opinions(case, _said(forms), _reason(reason), user, at)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Đã ghi ý kiến thẩm định.")
            return redirect("examination", pk=pk)
    shown = {
        "case": case,
        "forms": forms,
        "alike": named_elsewhere(case),
        "uses": uses(case, at.date()),
        "reason": reason,
        "examines": may_examine(case, user, at.date()),
        "has_quota": bool(case.rules.said.quotas_of(case.form, case.year)),
    }
    return render(request, "awards/examination.html", shown)


def _said(forms: Forms) -> dict[int, tuple[bool | None, str]]:
    """Raises Refused with what is wrong with what was typed."""
    if wrong := next((form for _, form in forms if not form.is_valid()), None):
        raise Refused(wrong_in(wrong))
    for _, form in forms:
        if form.said[0] is False and not form.said[1]:
            form.add_error("opinion", NO_REASON)
    if any(form.errors for _, form in forms):
        raise Refused(NO_REASON)
    return {line.row.pk: form.said for line, form in forms}


def _reason(form: QuotaReasonForm) -> str:
    if not form.is_valid():
        raise Refused(wrong_in(form))
    return str(form.cleaned_data["quota_reason"])
