"""The cast itself: what the other tests lean on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.test import Client

from phongtrao.organisations import tree
from phongtrao.organisations.models import Organisation
from tests.conftest import Cast

TODAY = date(2026, 3, 2)


def test_two_provinces_see_nothing_of_each_other(cast: Cast) -> None:
    seen = {b.code for b in Organisation.objects.visible_to(cast.user("lan"), TODAY)}
    assert "ha-thanh.so-tai-chinh" in seen and "xa.90001.cong-an" in seen
    assert not {code for code in seen if code.startswith(("binh-phu", "xa.91"))}


def test_quan_tri_sees_both(cast: Cast) -> None:
    seen = {b.code for b in Organisation.objects.visible_to(cast.user("quan-tri"), TODAY)}
    assert {"ha-thanh.ubnd", "binh-phu.ubnd"} <= seen


def test_districts_end_before_communes_of_the_new_map_begin(cast: Cast) -> None:
    district, commune = cast.body("huyen.901.ubnd"), cast.body("xa.90001.ubnd")
    assert district.exists_on(date(2025, 6, 30)) and not district.exists_on(date(2025, 7, 1))
    assert commune.exists_on(date(2025, 7, 1)) and not commune.exists_on(date(2025, 6, 30))
    assert tree.roots_of([commune.pk], TODAY) == {cast.body("ha-thanh.ubnd").pk}


def test_somebody_can_be_signed_in(signed_in: Callable[[str], Client]) -> None:
    assert "_auth_user_id" in signed_in("xuan").session
