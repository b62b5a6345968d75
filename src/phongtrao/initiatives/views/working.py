from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from phongtrao import words
from phongtrao.access import page, person, visible
from phongtrao.initiatives.begin import may_begin
from phongtrao.initiatives.models import KindVersion
from phongtrao.initiatives.proposal import PROPOSALS
from phongtrao.initiatives.working import OTHER, evidence, lacking, of_kinds
from phongtrao.organisations.provincial import chosen, own_provinces
from phongtrao.work.desk import names_of

ROWS = 50
RELATION = "tỉnh của mình; mô hình, đơn vị trong phạm vi anh/chị được xem"


@page(relation=RELATION)
def working(request: HttpRequest) -> HttpResponse:
    """Which models work where, on evidence, and where one like it is missing; one kind with `?loai=`."""
    user, day = person(request), words.today(request)
    provinces = own_provinces(user, day)
    root = chosen(provinces, request.GET.get("tinh", ""))
    if root is None:
        return render(request, "initiatives/working.html", {"province": None})
    names = names_of((one.pk for one in provinces), day)
    shown: dict[str, Any] = {"province": root, "provinces": [(one, names[one.pk]) for one in provinces]}
    shown |= {"name": names[root.pk], "words": PROPOSALS}
    asked = request.GET.get("loai", "")
    version = _version(request, root, asked)
    if version is not None or asked == OTHER:
        shown |= _of_kind(request, version, root, asked)
        return render(request, "initiatives/working_kind.html", shown)
    kinds = [(one, [(PROPOSALS[word], count) for word, count in one.by_word]) for one in of_kinds(user, root, day)]
    return render(request, "initiatives/working.html", shown | {"kinds": kinds})


def _version(request: HttpRequest, root: Any, name: str) -> KindVersion | None:
    """The version in force of the kind of this name."""
    if not name:
        return None
    rows: list[KindVersion] = visible(request, KindVersion.objects).of_root(root).current(words.today(request))
    return next((one for one in rows if one.name == name), None)


def _of_kind(request: HttpRequest, version: KindVersion | None, root: Any, name: str) -> dict[str, Any]:
    user, day = person(request), words.today(request)
    lines = [(one, PROPOSALS.get(one.stands, "chưa đánh giá")) for one in evidence(user, root, name, day)]
    shown: dict[str, Any] = {"version": version, "lines": lines, "kind_name": name}
    if version is not None:
        missing = lacking(version.said, root, user, day)
        shown["rows"] = Paginator(missing, ROWS).get_page(request.GET.get("trang"))
        first = shown["rows"].object_list[:1]
        shown["may_begin"] = bool(first) and may_begin(first[0].organisation, user, day)
    return shown
