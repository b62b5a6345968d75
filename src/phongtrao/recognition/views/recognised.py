from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from phongtrao import words
from phongtrao.access import page
from phongtrao.recognition import public
from phongtrao.recognition.rules import SUBJECTS

ROWS = 100


class PublicFilter(forms.Form):
    """What the public list can be narrowed to."""

    tim = forms.CharField(label="Tên đơn vị", required=False, max_length=100)
    doi_tuong = forms.ChoiceField(label="Đối tượng", required=False, choices=[("", "tất cả"), *SUBJECTS.items()])
    nam = forms.IntegerField(label="Năm", required=False, min_value=2000, max_value=2199)


@page(functions=None)
def recognised(request: HttpRequest) -> HttpResponse:
    """Who is recognised today: for anybody, without an account, and nothing else."""
    day, form = words.today(request), PublicFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    found = public.standing(day, asked.get("tim") or "", asked.get("doi_tuong") or "", asked.get("nam"))
    rows: Any = Paginator(found, ROWS).get_page(request.GET.get("trang"))
    rows.object_list = public.shown(list(rows.object_list), day)
    return render(request, "recognition/recognised.html", {"rows": rows, "form": form})
