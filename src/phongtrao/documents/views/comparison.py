from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from phongtrao.access import page, visible_or_404
from phongtrao.documents.compare_readings import compare_readings, pair_of, readings_of
from phongtrao.documents.models import Document


@page(relation="văn bản đến, đi hoặc giao việc cho đơn vị mình và cấp dưới")
def compare_copies(request: HttpRequest, pk: int) -> HttpResponse:
    document = visible_or_404(request, Document.objects, pk=pk)
    pair = pair_of(document, request.GET.get("cu", ""), request.GET.get("moi", ""))
    found = compare_readings(*pair) if pair else None
    context = {"document": document, "readings": readings_of(document), "found": found}
    return render(request, "documents/compare_copies.html", context)
