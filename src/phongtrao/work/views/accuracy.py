from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from phongtrao.access import page, visible
from phongtrao.documents.models import Reading
from phongtrao.organisations.models import Function
from phongtrao.work.accuracy import accuracy as measured


@page(frozenset({Function.ADMINISTRATOR}), relation="văn bản trong phạm vi")
def accuracy(request: HttpRequest) -> HttpResponse:
    return render(request, "work/accuracy.html", {"versions": measured(visible(request, Reading.objects))})
