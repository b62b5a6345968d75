"""What each year must bring: both readings of the percentage of those remaining, from the rules that ship."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.procedure import Refused
from phongtrao.recognition.load_rules import load_rules
from phongtrao.recognition.models import EligibleTotal
from phongtrao.recognition.plan import plan, up_to
from phongtrao.recognition.rules import Subject, Target
from phongtrao.recognition.rules_told import calendar, measure
from phongtrao.recognition.shipped import rules_of_folder
from phongtrao.recognition.totals import state_total
from tests.conftest import Cast
from tests.recognition.samples import DAY, RULES, changed, programme
from tests.reports.samples import people_of
from tests.work.conftest import at

SHIPPED = ("dien-hinh", "an-toan-antt", "phan-loai")


def printed(*arguments: str, **options: object) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


def planned(*arguments: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in printed("plan", *arguments, "--json").splitlines()]


@pytest.mark.django_db
def test_the_shipped_plan_gives_a_hundred_by_one_reading_and_123_by_the_other() -> None:
    rows = [row for row in planned("dien-hinh") if row["subject"] == "xa_phuong"]
    assert [row["year"] for row in rows] == [2026, 2027, 2028, 2029, 2030]
    assert [row["shrinking"] for row in rows] == [39, 28, 19, 14, 30]
    assert [row["fixed"] for row in rows] == [39, 28, 28, 28, 7]
    assert [row["shrinking_total"] for row in rows] == [39, 67, 86, 100, 130]
    assert [row["fixed_total"] for row in rows] == [39, 67, 95, 123, 130]
    assert {row["base"] for row in rows} == {130}


@pytest.mark.django_db
def test_where_nobody_said_how_many_there_are_nothing_is_invented() -> None:
    rows = {(row["subject"], row["year"]): row for row in planned("dien-hinh")}
    for subject, number in (("co_quan", 2), ("doanh_nghiep", 12), ("co_so_giao_duc", 35)):
        assert rows[subject, 2026]["shrinking"] == rows[subject, 2026]["fixed"] == number
        later = rows[subject, 2028]
        assert {later[key] for key in ("shrinking", "fixed", "shrinking_total", "fixed_total", "base")} == {None}
    assert "chưa có tổng số" in printed("plan", "dien-hinh")
    assert list(rows["co_quan", 2026]) == [
        "year", "subject", "shrinking", "fixed", "shrinking_total", "fixed_total", "base",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("percent", "whole", "units"), [(70, 25, 18), (30, 91, 28), (30, 63, 19), (100, 7, 7), (1, 1, 1)]
)
def test_a_part_of_a_unit_is_a_unit(percent: int, whole: int, units: int) -> None:
    assert up_to(percent, whole) == units


@given(st.integers(1, 5000), st.integers(0, 300), st.integers(1, 100), st.integers(1, 6))
def test_neither_reading_goes_beyond_all_units_and_both_agree_on_the_first_year(
    base: int, first: int, percent: int, years: int
) -> None:
    targets = (
        Target("xa_phuong", 2026, "a", number=min(first, base)),
        Target("xa_phuong", 2027, "a", percent=percent, until=2026 + years),
        Target("xa_phuong", 2027 + years, "a", percent=100, of="all"),
    )
    rows = plan(changed(subjects=(Subject("xa_phuong", ("xa.ubnd",), base=base),), targets=targets))
    assert rows[1].shrinking == rows[1].fixed == up_to(percent, base - min(first, base))
    for row in rows:
        assert row.shrinking_total is not None and row.fixed_total is not None
        assert 0 <= row.shrinking_total <= row.fixed_total <= base
    assert rows[-1].shrinking_total == rows[-1].fixed_total == base


@pytest.mark.django_db
@pytest.mark.parametrize("name", SHIPPED)
def test_rules_that_ship_are_read_with_their_sources_and_gaps(name: str) -> None:
    rules = rules_of_folder(name)
    assert rules.gaps and rules.source and all(one.source for one in (*rules.targets, *rules.exclusions, *rules.papers))
    assert {one.name for one in rules.subjects} >= {"co_quan", "doanh_nghiep", "co_so_giao_duc"}
    planned(name)


def test_the_two_windows_of_the_shipped_rules_overlap_by_two_days_and_the_calendar_says_so() -> None:
    rules = rules_of_folder("dien-hinh")
    assert rules.window_overlaps == 2
    [window] = [one for one in calendar(rules, 2026) if one.until]
    assert (window.until is not None) and (window.until - window.day).days + 1 == 367
    assert window.flag == "mốc của hai năm liền nhau chồng lên nhau 2 ngày"
    assert rules_of_folder("an-toan-antt").window_overlaps == 0


def test_targets_are_said_as_people_write_them() -> None:
    said = [measure(one) for one in rules_of_folder("dien-hinh").targets if one.subject == "xa_phuong"]
    assert said == ["39 đơn vị", "ít nhất 30 % số đơn vị còn lại", "100 % tổng số đơn vị"]


@pytest.mark.django_db
def test_a_programme_that_is_neither_loaded_nor_shipped_is_told() -> None:
    with pytest.raises(CommandError, match=r"dien-hinh"):
        call_command("plan", "khong-co")
    with pytest.raises(CommandError, match="không có tệp quy định công nhận"):
        call_command("plan", "ket-luan-44")


def test_a_loaded_programme_counts_with_what_its_province_states(cast: Cast) -> None:
    row = programme(cast)
    assert [one["base"] for one in planned("vuon-xanh")] == [4, 4]
    call_command("state_total", "vuon-xanh", "xa_phuong", "11", source="Sổ theo dõi", by="dung", stdout=io.StringIO())
    found = planned("vuon-xanh")
    assert [(one["base"], one["shrinking"], one["fixed_total"]) for one in found] == [(11, 1, 1), (11, 3, 4)]
    assert EligibleTotal.objects.get(programme=row).source == "Sổ theo dõi"
    assert "không đổi gì" in printed("state_total", "vuon-xanh", "xa_phuong", "11", source="Sổ theo dõi", by="dung")


def test_a_later_version_of_the_rules_is_the_one_that_counts(cast: Cast) -> None:
    row = programme(cast)
    more = replace(RULES, version=2, targets=(Target("xa_phuong", 2026, "mục III", number=3),))
    load_rules(more, row, cast.user("quan-tri"), at(DAY))
    assert [one["shrinking"] for one in planned("vuon-xanh")] == [3]


@pytest.mark.parametrize(
    ("account", "number", "source", "words"),
    [
        ("xuan", 9, "Sổ", "đầu mối, lãnh đạo hoặc quản trị"),
        ("binh", 9, "Sổ", "đầu mối, lãnh đạo hoặc quản trị"),
        ("dung", 0, "Sổ", "Tổng số phải từ 1"),
        ("dung", 9, "  ", "Xin ghi nguồn"),
    ],
)
def test_a_total_is_stated_by_the_province_with_a_source(
    cast: Cast, account: str, number: int, source: str, words: str
) -> None:
    row, province = programme(cast), cast.body("ha-thanh.ubnd")
    with pytest.raises(Refused, match=words):
        state_total(row, province, "co_quan", number, source, cast.user(account), at(DAY))
    assert not EligibleTotal.objects.exists()


def test_a_total_for_a_subject_that_the_rules_do_not_name_is_refused(cast: Cast) -> None:
    row, leader = programme(cast), people_of(cast.body("ha-thanh.ubnd"))[1]
    with pytest.raises(Refused, match="không có đối tượng «khu_dan_cu»"):
        state_total(row, cast.body("ha-thanh.ubnd"), "khu_dan_cu", 3, "Sổ", leader, at(DAY))
