from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from phongtrao.access import page, visible_or_404
from phongtrao.awards.models import CommendationRulesVersion
from phongtrao.awards.rules import BY, COVERS, OVER, SUBJECTS, VOTES_OF, WHOSE, Form
from phongtrao.organisations.wording import LEVELS, kind_words
from phongtrao.work.views.programmes import RELATION


@page(relation=RELATION)
def commendation_rules(request: HttpRequest, pk: int) -> HttpResponse:
    """The rules as they read, each value with where it stands."""
    found: CommendationRulesVersion = visible_or_404(
        request, CommendationRulesVersion.objects.select_related("programme"), pk=pk
    )
    says = found.said
    shown: dict[str, Any] = {
        "version": found,
        "rules": says,
        "versions": CommendationRulesVersion.objects.filter(programme=found.programme, name=found.name),
        "covers": COVERS[says.covers],
        "forms": [_form(one) for one in says.forms],
        "papers": [(one, BY[one.by]) for one in says.papers],
        "quotas": [(one, says.form(one.form).title, WHOSE[one.whose], OVER[one.over]) for one in says.quotas],
        "votes_of": VOTES_OF[says.council.of],
    }
    return render(request, "awards/commendation_rules.html", shown)


def _form(one: Form) -> tuple[Form, str, list[str], str, str]:
    """A form, its tier, for whom it is, who decides and who examines."""
    subjects = [SUBJECTS[subject] for subject in one.subjects]
    return one, LEVELS[one.level], subjects, _body(one.decides), _body(one.examines)


def _body(written: str) -> str:
    """A kind of body, or a name, as people say it."""
    return written if not written or " " in written else kind_words(written)
