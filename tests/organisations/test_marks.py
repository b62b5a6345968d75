"""Marks of bodies: a closed list, on the kinds that may bear them."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date

import pytest
from django.core.management import call_command
from django.test import Client

from phongtrao.organisations.load_units import load_units
from phongtrao.organisations.marks import BY_SLUG, MARKS, Marks, faults, mark_words
from phongtrao.organisations.models import Organisation, OrganisationVersion
from phongtrao.organisations.wording import BODY_KINDS
from tests.conftest import Cast


@pytest.mark.parametrize(
    ("mark", "written", "value"),
    [
        ("size", "nhỏ", "nho"),
        ("size", "Siêu nhỏ", "sieu_nho"),
        ("size", "sieu_nho", "sieu_nho"),
        ("size", "lon", "lon"),
        ("size", "khổng lồ", None),
        ("school", "Tiểu học", "tieu_hoc"),
        ("school", "trung hoc co so", "thcs"),
        ("armed_force", "Có", True),
        ("armed_force", "x", True),
        ("armed_force", "không rõ", None),
    ],
)
def test_a_value_is_read_by_slug_or_words_with_or_without_marks(mark: str, written: str, value: object) -> None:
    assert BY_SLUG[mark].read(written) == value


@pytest.mark.parametrize(
    ("kind", "marks", "wrong"),
    [
        ("doanh_nghiep", {"size": "nho"}, []),
        ("truong", {"school": "tieu_hoc", "armed_force": True}, []),
        ("so", {}, []),
        ("truong", {"size": "nho"}, ["Quy mô"]),
        ("doanh_nghiep", {"size": "rất to"}, ["Quy mô"]),
        ("so", {"colour": "xanh"}, ["colour"]),
    ],
)
def test_marks_that_are_not_listed_or_do_not_fit_the_kind_are_told(kind: str, marks: Marks, wrong: list[str]) -> None:
    assert [name for name, _ in faults(kind, marks)] == wrong


def test_every_kind_that_a_mark_names_is_a_kind_of_body() -> None:
    assert all(mark.kinds <= set(BODY_KINDS) and mark.why for mark in MARKS)


def test_marks_are_spoken_in_the_order_of_the_list() -> None:
    assert mark_words({"armed_force": True, "size": "vua"}) == [("Quy mô", "vừa"), ("Lực lượng vũ trang", "có")]


def test_marks_stand_on_the_page_and_in_the_list_for_scripts(
    cast: Cast, signed_in: Callable[[str], Client], on_day: Callable[[date], None]
) -> None:
    on_day(date(2026, 3, 2))
    OrganisationVersion.objects.filter(organisation__code="ha-thanh.bao-va-phat-thanh-truyen-hinh").update(
        kind="doanh_nghiep", marks={"size": "vua"}
    )
    page = signed_in("lan").get("/to-chuc/ha-thanh.bao-va-phat-thanh-truyen-hinh/").content.decode()
    assert "<dt>Quy mô</dt><dd>vừa</dd>" in page
    out = io.StringIO()
    call_command("organisations", "--kind", "doanh nghiệp", "--json", stdout=out)
    assert json.loads(out.getvalue())["marks"] == {"size": "vua"}


def test_armed_forces_that_ship_are_marked_and_what_a_person_loaded_stays(cast: Cast) -> None:
    load_units("Nghệ An")
    on = date(2026, 3, 2)

    def marked(code: str) -> object:
        version = Organisation.objects.get(code=code).version(on)
        return version and version.marks

    for code in ("nghe-an.cong-an", "nghe-an.bo-chi-huy-quan-su", "nghe-an.phong-xay-dung-phong-trao"):
        assert marked(code) == {"armed_force": True}
    assert marked("nghe-an.so-noi-vu") == {}
    finance = OrganisationVersion.objects.filter(organisation__code="nghe-an.so-tai-chinh")
    finance.update(name="Sở Tài chính và Vật giá", by_hand=True)
    again = load_units("Nghệ An")
    assert (again.new, again.changed, again.removed) == (0, 0, 0)
    assert set(finance.values_list("name", flat=True)) == {"Sở Tài chính và Vật giá"}
