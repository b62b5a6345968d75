from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from phongtrao import words
from phongtrao.access import person, visible_or_404
from phongtrao.procedure import Refused
from phongtrao.reports.models import Report
from phongtrao.reports.open_report import writing_post


def own_report(request: HttpRequest, pk: int) -> Report:
    """The report, for one who writes for its body; 404 where it is not his to see, 403 where it is not his to write."""
    rows = Report.objects.select_related("form", "organisation", "receiver").prefetch_related("organisation__versions")
    report: Report = visible_or_404(request, rows, pk=pk)
    try:
        writing_post(person(request), report.organisation, words.today(request))
    except Refused as refused:
        raise PermissionDenied(str(refused)) from refused
    return report
