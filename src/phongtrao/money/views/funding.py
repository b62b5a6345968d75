from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from phongtrao import words
from phongtrao.access import page, visible, visible_or_404
from phongtrao.money.by_clause import lines_of_clause, sums_by_clause
from phongtrao.money.funding import InForce
from phongtrao.money.models import Estimate, FundingVersion
from phongtrao.organisations.written_kinds import kind_words
from phongtrao.work.desk import names_of
from phongtrao.work.models import Programme

RELATION = "mọi tài khoản trong tỉnh của phong trào; số tiền: chỉ của những dự toán mình được xem"


@page(relation=RELATION)
def funding(request: HttpRequest, programme: str) -> HttpResponse:
    """Which clause pays whom for what on the day, with what was asked for, appraised and approved out of it."""
    found, version = _found(request, programme)
    day, year = words.today(request), _year(request)
    sums = sums_by_clause(visible(request, Estimate.objects.filter(programme=found, year=year)))
    told = [_told(one, version, sums.get(one.name)) for one in _clauses(version, day)]
    years = sorted({day.year, year, *visible(request, Estimate.objects.filter(programme=found)).order_by()
                    .values_list("year", flat=True)}, reverse=True)  # fmt: skip
    shown: dict[str, Any] = {
        "programme": found, "version": version, "clauses": told, "year": year, "years": years,
        "gaps": version.said.gaps_of(""),
        "parties": [(one, [kind_words(kind) for kind in one.draws_up]) for one in version.said.parties],
    }  # fmt: skip
    return render(request, "money/funding.html", shown)


@page(relation=RELATION)
def funding_clause(request: HttpRequest, programme: str, clause: str) -> HttpResponse:
    """Every line that one clause pays in a year, of the estimates that the person may see."""
    found, version = _found(request, programme)
    day, year = words.today(request), _year(request)
    if clause not in [one.name for one in version.said.clauses]:
        raise Http404
    cases = visible(request, Estimate.objects.filter(programme=found, year=year))
    lines = lines_of_clause(cases, clause)
    names = names_of({line.case.organisation_id for line in lines}, day)
    shown = {
        "programme": found, "version": version, "year": year, "sums": sums_by_clause(cases).get(clause),
        "one": _told(version.said.on(clause, day), version, None),
        "lines": [(line, names[line.case.organisation_id]) for line in lines],
    }  # fmt: skip
    return render(request, "money/funding_clause.html", shown)


def _found(request: HttpRequest, name: str) -> tuple[Programme, FundingVersion]:
    programme = visible_or_404(request, Programme.objects.all(), name=name)
    version = FundingVersion.objects.on(programme, words.today(request))
    if version is None:
        raise Http404
    return programme, version


def _year(request: HttpRequest) -> int:
    written = request.GET.get("nam", "")
    return int(written) if written.isascii() and written.isdigit() and len(written) == 4 else words.today(request).year


def _clauses(version: FundingVersion, day: Any) -> list[InForce]:
    """Every clause, those in force first."""
    every = [version.said.on(one.name, day) for one in version.said.clauses]
    return sorted(every, key=lambda one: not one.clause.is_valid_on(day))


def _told(one: InForce, version: FundingVersion, sums: Any) -> dict[str, Any]:
    return {
        "one": one, "clause": one.clause, "sums": sums, "gaps": version.said.gaps_of(one.name),
        "pays": [kind_words(kind) for kind in one.clause.pays],
    }  # fmt: skip
