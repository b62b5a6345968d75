from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from phongtrao import words
from phongtrao.access import page, visible_or_404
from phongtrao.organisations.wording import kind_words
from phongtrao.recognition.models import RulesVersion
from phongtrao.recognition.rules import ABOUT, SUBJECTS
from phongtrao.recognition.rules_keys import BY
from phongtrao.recognition.rules_told import calendar, deciders, measure
from phongtrao.work.views.programmes import RELATION


@page(relation=RELATION)
def recognition_rules(request: HttpRequest, pk: int) -> HttpResponse:
    """The rules as they read, each value with where it stands."""
    found: RulesVersion = visible_or_404(request, RulesVersion.objects.select_related("programme"), pk=pk)
    says, day = found.said, words.today(request)
    shown: dict[str, Any] = {
        "version": found,
        "rules": says,
        "versions": RulesVersion.objects.filter(programme=found.programme, name=found.name),
        "subjects": [(one, [kind_words(kind) for kind in one.kinds]) for one in says.subjects],
        "papers": [(one, BY[one.by]) for one in says.papers],
        "targets": [(SUBJECTS[one.subject], measure(one), one) for one in says.targets],
        "calendar": calendar(says, day.year),
        "authorities": deciders(says, day),
        "passages": [(word, says.cited(about)) for about, word in ABOUT.items() if says.cited(about)],
        "year": day.year,
    }
    return render(request, "recognition/recognition_rules.html", shown)
