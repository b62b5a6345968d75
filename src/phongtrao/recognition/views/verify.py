from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from phongtrao import words
from phongtrao.access import page
from phongtrao.hand_out import attachment
from phongtrao.procedure import Refused
from phongtrao.recognition.check_file import Checked, NoCode, check_file
from phongtrao.recognition.site_lists import Lists, site_lists
from phongtrao.recognition.verdict_words import NOT_BELIEVED
from phongtrao.recognition.verify_forms import VerifyForm
from phongtrao.recognition.verify_page import known, verify_page


@page(functions=None, relation="ai có giấy chứng nhận")
def verify(request: HttpRequest) -> HttpResponse:
    form, shown = VerifyForm(request.POST or None, request.FILES or None), dict[str, Any]()
    try:
        lists = site_lists(words.now())
    except Refused:
        return render(request, "recognition/verify.html", {"is_closed": True})
    if request.method == "POST" and form.is_valid():
        checked = _checked(form, lists)
        shown = {"checked": checked, "verdict": checked and checked.verdict, "not_believed": NOT_BELIEVED}
    shown |= {"form": form, "lists": lists, "known": json.dumps(known(lists), ensure_ascii=False)}
    return render(request, "recognition/verify.html", shown)


def _checked(form: VerifyForm, lists: Lists) -> Checked | None:
    """The check of what was brought; None, and a word in the form, where there is nothing to be checked."""
    try:
        return check_file(form.raw(), lists, words.today())
    except NoCode as fault:
        form.add_error(None, str(fault))
        return None


@page(functions=None, relation="ai có giấy chứng nhận")
@require_safe
def download_verify_page(request: HttpRequest) -> HttpResponse:
    try:
        lists = site_lists(words.now())
    except Refused as refused:
        raise Http404 from refused
    return attachment(verify_page(lists).encode(), "text/html; charset=utf-8", "xac-minh", "html")
