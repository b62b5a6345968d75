from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from phongtrao import words
from phongtrao.access import page, visible, visible_or_404
from phongtrao.initiatives.kind import COUNTS, MEASURED, PAPERS
from phongtrao.initiatives.models import KindVersion
from phongtrao.organisations.written_kinds import kind_words

RELATION = "loại mô hình của các phong trào mình được xem"


@page(relation=RELATION)
def kinds(request: HttpRequest) -> HttpResponse:
    """The catalogue: every kind in force."""
    rows = visible(request, KindVersion.objects.select_related("programme")).current(words.today(request))
    return render(request, "initiatives/kinds.html", {"rows": rows})


@page(relation=RELATION)
def kind(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: where it fits, its criteria and thresholds, its targets, what no paper says."""
    row = visible_or_404(request, KindVersion.objects.select_related("programme"), pk=pk)
    said = row.said
    shown = {
        "row": row,
        "said": said,
        "fits": [kind_words(one) for one in said.fits],
        "criteria": [(one, MEASURED[one.answered]) for one in said.criteria],
        "targets": [(one, COUNTS[one.counts]) for one in said.targets],
        "papers": [(said.paper_title(name), said.asks_for(name)) for name in PAPERS],
        "versions": visible(request, KindVersion.objects.filter(programme=row.programme, name=row.name)),
    }
    return render(request, "initiatives/kind.html", shown)
