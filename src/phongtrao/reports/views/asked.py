"""Which roll-up an address asks for. Only of bodies in the person's reach: figures of others are not there."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from phongtrao import words
from phongtrao.access import person, visible_or_404
from phongtrao.organisations.models import Organisation
from phongtrao.reports.models import ReportForm
from phongtrao.reports.periods import period
from phongtrao.reports.summed import Question

BASIS, MAP = {"gui": "sent"}, {"hom-nay": "now"}
"""What `?tinh=` and `?ban_do=` say."""


def question(request: HttpRequest, form: str, of: str, code: str) -> Question:
    """What is asked for by the name of a form, a period's key and a body's code. Raises Http404."""
    user, day = person(request), words.today(request)
    body = Organisation.objects.filter(code=code).prefetch_related("versions").first()
    if body is None or not (user.sees_all(day) or body.pk in user.reach(day)):
        raise Http404
    try:
        asked = period(of)
    except ValueError as error:
        raise Http404 from error
    basis = BASIS.get(request.GET.get("tinh", ""), "accepted")
    forms = ReportForm.objects.prefetch_related("versions", "indicators")
    shown = MAP.get(request.GET.get("ban_do", ""), "then")
    return Question(visible_or_404(request, forms, name=form), asked, body, basis, shown)
