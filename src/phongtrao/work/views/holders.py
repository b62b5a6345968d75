from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from phongtrao import words
from phongtrao.access import DECIDING, page, person, visible, visible_or_404
from phongtrao.documents.models import Document
from phongtrao.organisations.models import Organisation
from phongtrao.procedure import Refused
from phongtrao.work.forms import OnDayForm
from phongtrao.work.held import held, lines

FEW = 12
"""Bodies of a duty shown at once; more are folded under their count."""


@page(relation="văn bản trong phạm vi; tổ chức trong tỉnh mình và ở trung ương")
def holders(request: HttpRequest, document_id: int) -> HttpResponse:
    document = visible_or_404(request, Document.objects, pk=document_id)
    reading, today = document.latest_reading(), words.today(request)
    form = OnDayForm(request.GET or None, initial={"ngay": today})
    day = (form.cleaned_data["ngay"] if form.is_valid() else None) or today
    shown: dict[str, Any] = {"document": document, "form": form, "day": day, "few": FEW}
    shown["may_adopt"] = any(post.function in DECIDING for post in person(request).posts_on(today))
    try:
        if reading is None:
            raise Refused("Văn bản này chưa có bản đọc nào.")
        seen = set(visible(request, Organisation.objects).values_list("pk", flat=True))
        holding = held(document, reading, day, today, seen)
    except Refused as refused:
        return render(request, "work/holders.html", {**shown, "refused": str(refused)})
    return render(request, "work/holders.html", {**shown, "holding": holding, "lines": lines(holding)})
