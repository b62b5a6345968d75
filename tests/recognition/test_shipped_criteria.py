"""The criteria that ship: samples say that they are, what is not known is a gap, each criterion names its source."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from phongtrao.recognition.answers import Answered
from phongtrao.recognition.criteria import SAMPLE, CriteriaSet, Criterion
from phongtrao.recognition.named_criteria import UnknownCriteria, named_criteria, shipped_criteria
from phongtrao.recognition.scoring import score

SETS = {one.name: one for one in shipped_criteria()}
SAMPLES = [one for one in SETS.values() if one.name.startswith("dien-hinh-")]
EACH = pytest.mark.parametrize("criteria_set", SETS.values(), ids=SETS)
KNOWN_MEASURES = {"reports_on_time", "tasks_on_time", "findings_mended", "plans_made"}


def best(one: Criterion) -> Answered:
    return {
        "yes_no": Answered(True, reason="đã làm"), "number": Answered(5, reason="đã làm"),
        "share": Answered(25, 25, reason="đã làm"), "points": Answered(one.points, reason="đã làm"),
    }[one.kind]  # fmt: skip


def test_the_sets_that_the_programmes_need_ship() -> None:
    assert set(SETS) == {
        "dien-hinh-xa-phuong", "dien-hinh-co-quan", "dien-hinh-doanh-nghiep", "dien-hinh-truong",
        "an-toan-xa-phuong", "phan-loai-phong-trao",
    }  # fmt: skip
    assert len(SETS) == len(shipped_criteria())


@EACH
def test_every_criterion_says_where_it_comes_from_and_every_set_its_gaps(
    criteria_set: CriteriaSet,
) -> None:
    assert criteria_set.gaps and all(gap.about and gap.words for gap in criteria_set.gaps)
    assert all("số" in one.source and "ngày" in one.source for one in criteria_set.criteria)
    assert {one.measure for one in criteria_set.criteria} - {""} <= KNOWN_MEASURES


@pytest.mark.parametrize("criteria_set", SAMPLES, ids=lambda one: one.name)
def test_a_sample_says_that_it_is_one_and_comes_to_a_hundred_points(criteria_set: CriteriaSet) -> None:
    assert criteria_set.sample and criteria_set.title.startswith(SAMPLE)
    assert sum(one.points for one in criteria_set.criteria if one.counts) == 100
    scored = score(criteria_set, {one.name: best(one) for one in criteria_set.criteria})
    assert (scored.result, scored.total, scored.level) == ("dat", Decimal(100), "")
    assert score(criteria_set, {"dang_ky": Answered(False)}).result == "chua_dat"


def test_a_safe_commune_meets_every_criterion_that_is_known() -> None:
    criteria_set = SETS["an-toan-xa-phuong"]
    answers = {one.name: best(one) for one in criteria_set.criteria}
    assert score(criteria_set, answers).result == "dat"
    assert score(criteria_set, {**answers, "dat_70": Answered(18, 25)}).result == "dat"
    assert score(criteria_set, {**answers, "dat_70": Answered(17, 25)}).result == "chua_dat"
    assert score(criteria_set, {**answers, "dang_ky_100": Answered(24, 25)}).result == "chua_dat"
    assert score(criteria_set, {**answers, "khong_ky_luat": Answered(False)}).result == "chua_dat"


def test_the_yearly_classification_gives_no_level_while_its_thresholds_are_not_known() -> None:
    criteria_set = SETS["phan-loai-phong-trao"]
    scored = score(criteria_set, {"tong_diem": Answered(Decimal("91.5"), reason="bảng chấm ngày 20/11")})
    assert (scored.total, scored.level, scored.result) == (Decimal("91.5"), "", "chua_du")
    assert [level.title for level in criteria_set.levels] == ["Xuất sắc", "Khá", "Trung bình"]


@pytest.mark.django_db
def test_a_name_means_the_version_valid_on_the_day() -> None:
    day = date(2026, 11, 20)
    assert named_criteria("an-toan-xa-phuong", day) == named_criteria("an-toan-xa-phuong@1", day)
    for written, said in (
        ("an-toan-xa", "có phải là «an-toan-xa-phuong»?"),
        ("an-toan-xa-phuong@7", "an-toan-xa-phuong@1"),
    ):
        with pytest.raises(UnknownCriteria) as unknown:
            named_criteria(written, day)
        assert said in str(unknown.value)
    with pytest.raises(UnknownCriteria) as unknown:
        named_criteria("an-toan-xa-phuong", date(2020, 1, 1))
    assert "không có phiên bản áp dụng ngày 01/01/2020" in str(unknown.value)


def test_a_later_version_takes_the_place_of_an_earlier_one() -> None:
    first = SETS["an-toan-xa-phuong"]
    ended = replace(first, valid_until=date(2025, 12, 31))
    assert first.holds_on(date(2026, 1, 1)) and not ended.holds_on(date(2026, 1, 1))
