"""The rules of docs/criteria.md, one after the other, with numbers that can be checked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phongtrao.recognition.answers import Answered, BadAnswers, Value, why_wrong, wrong_answers
from phongtrao.recognition.criteria import CriteriaSet, Criterion, Group, Level, Option, Step
from phongtrao.recognition.scoring import Scored, score, sealed

YES, NO = Answered(True), Answered(False)
OUT = Answered(not_applicable=True, reason="không có đối tượng")


def points(text: str) -> Decimal:
    return Decimal(text)


def one(name: str, kind: str = "yes_no", of: str = "10", **more: Any) -> Criterion:
    return Criterion(name, f"Tiêu chí {name}", more.pop("group", "a"), kind, "Bộ thử", Decimal(of), **more)


def a_set(*criteria: Criterion, scoring: str = "points", **more: Any) -> CriteriaSet:
    groups = more.pop("groups", (Group("a", "A"), Group("b", "B")))
    head: dict[str, Any] = {"name": "thu", "title": "Thử", "version": 1, "valid_from": date(2026, 1, 1)}
    return CriteriaSet(
        **head, source="Bộ thử", subjects=("xa_phuong",), scoring=scoring, groups=groups, criteria=criteria, **more
    )


def total(scored: Scored) -> str:
    return str(scored.total)


def row_of(scored: Scored, name: str) -> tuple[bool | None, str]:
    found = next(row for row in scored.rows if row.criterion.name == name)
    return found.met, str(found.points)


@pytest.mark.parametrize(
    ("part", "base", "met"), [(18, 25, True), (17, 25, False), (7, 10, True), (2, 3, False), (3, 3, True), (1, 1, True)]
)
def test_a_percentage_rounds_up(part: int, base: int, met: bool) -> None:
    """Of 25, 70 % is 17.5: 18 are needed."""
    criteria_set = a_set(one("x", "share", at_least=Decimal(70), base="tổng số"))
    assert row_of(score(criteria_set, {"x": Answered(part, base)}), "x") == (met, "10.00" if met else "0.00")


def test_a_percentage_of_a_million_millions_is_exact() -> None:
    criteria_set = a_set(one("x", "share", at_least=points("33.33"), base="tổng số"))
    base = 10**12
    assert score(criteria_set, {"x": Answered(333_300_000_000, base)}).rows[0].met
    assert not score(criteria_set, {"x": Answered(333_299_999_999, base)}).rows[0].met


def test_steps_give_the_points_of_the_last_one_that_is_reached() -> None:
    steps = (Step(Decimal(70), Decimal(5)), Step(Decimal(90), Decimal(10)))
    criteria_set = a_set(one("x", "share", steps=steps, base="tổng số"))
    told = [row_of(score(criteria_set, {"x": Answered(part, 25)}), "x") for part in (17, 18, 22, 23)]
    assert told == [(False, "0.00"), (True, "5.00"), (True, "5.00"), (True, "10.00")]


def test_a_choice_gives_the_points_of_its_option_and_is_met_from_its_threshold_on() -> None:
    options = tuple(Option(name, name, Decimal(gain)) for name, gain in (("tot", "10"), ("kha", "7.5"), ("yeu", "0")))
    criteria_set = a_set(one("x", "choice", options=options, at_least=Decimal(8)), one("y", "choice", options=options))
    scored = score(criteria_set, {"x": Answered("kha"), "y": Answered("kha")})
    assert (row_of(scored, "x"), row_of(scored, "y")) == ((False, "7.50"), (True, "7.50"))


def test_a_deduction_takes_off_each_time_and_never_more_than_it_may() -> None:
    minus = one("tre", "deduction", "4", points_each=points("1.5"))
    free = one("sai", "deduction", "0", points_each=Decimal(2))
    criteria_set = a_set(one("x", of="50"), minus, free)
    scored = score(criteria_set, {"x": YES, "tre": Answered(3), "sai": Answered(4)})
    assert (row_of(scored, "tre"), row_of(scored, "sai"), total(scored)) == (
        (False, "-4.00"),
        (False, "-8.00"),
        "38.00",
    )
    none = score(criteria_set, {"x": YES, "tre": Answered(0), "sai": Answered(0)})
    assert row_of(none, "tre") == (True, "0.00") and total(none) == "50.00"


def test_a_group_is_never_below_nought_and_never_above_its_cap() -> None:
    minus = one("tre", "deduction", "0", points_each=Decimal(100))
    capped = (Group("a", "A"), Group("b", "B", cap=Decimal(12)))
    criteria_set = a_set(one("x"), minus, one("y", group="b"), one("z", group="b"), groups=capped)
    scored = score(criteria_set, {"x": YES, "tre": Answered(1), "y": YES, "z": YES})
    assert [(str(g.before), str(g.after)) for g in scored.groups] == [("-90.00", "0.00"), ("20.00", "12.00")]
    assert total(scored) == "12.00"


def test_a_floor_that_does_not_hold_fails_the_unit_whatever_its_total() -> None:
    floored = (Group("a", "A"), Group("b", "B", floor=Decimal(5)))
    criteria_set = a_set(one("x", of="90"), one("y", group="b"), groups=floored, at_least=Decimal(80))
    fails, holds = score(criteria_set, {"x": YES, "y": NO}), score(criteria_set, {"x": YES, "y": YES})
    assert (fails.result, fails.groups[1].holds, total(fails)) == ("chua_dat", False, "90.00")
    assert (holds.result, holds.groups[1].holds) == ("dat", True)


def test_what_does_not_apply_counts_as_met_or_is_left_out_as_the_set_says() -> None:
    criteria = (one("x", of="45"), one("y", of="5", may_be_not_applicable=True), one("z", of="50"))
    answers = {"x": YES, "y": OUT, "z": NO}
    full = score(a_set(*criteria, not_applicable="full", at_least=Decimal(50)), answers)
    left = score(a_set(*criteria, not_applicable="leave_out", at_least=Decimal(50)), answers)
    assert (total(full), row_of(full, "y"), full.result) == ("50.00", (True, "5.00"), "dat")
    # 45 of the 95 that are left, brought to 100: 47.368…
    assert (total(left), row_of(left, "y"), left.result) == ("47.37", (None, "0.00"), "chua_dat")


def test_bringing_to_the_whole_rounds_a_half_upwards() -> None:
    criteria = (one("x", "points", "8"), one("y", of="8", may_be_not_applicable=True), one("z", of="1"))
    scored = score(a_set(*criteria), {"x": Answered(points("0.09")), "y": OUT, "z": NO})
    assert total(scored) == "0.17"  # 0.09 × 17 / 9
    tie = (one("x", "points", "2"), one("y", of="1", may_be_not_applicable=True))
    assert total(score(a_set(*tie), {"x": Answered(points("0.01")), "y": OUT})) == "0.02"  # 0.015


def test_a_floor_shrinks_with_what_is_left_out() -> None:
    floored = (Group("a", "A", floor=Decimal(12)),)
    criteria = (one("x"), one("y", may_be_not_applicable=True))
    criteria_set = a_set(*criteria, groups=floored, at_least=Decimal(0))
    assert score(criteria_set, {"x": YES, "y": OUT}).groups[0].holds
    assert not score(criteria_set, {"x": YES, "y": NO}).groups[0].holds


def test_where_everything_is_left_out_nothing_is_concluded() -> None:
    criteria_set = a_set(one("x", may_be_not_applicable=True), at_least=Decimal(5))
    scored = score(criteria_set, {"x": OUT})
    assert (scored.result, [gap.what for gap in scored.missing]) == ("chua_du", ["everything"])


def test_a_bonus_comes_on_top_and_the_total_has_an_end() -> None:
    criteria_set = a_set(one("x", of="98"), one("them", "points", "5", bonus=True), most=Decimal(100))
    scored = score(criteria_set, {"x": YES, "them": Answered(points("4.5"))})
    assert (str(scored.bonus), total(scored), str(scored.groups[0].after)) == ("4.50", "100.00", "98.00")


def test_a_veto_fails_the_unit_even_while_answers_are_missing() -> None:
    criteria_set = a_set(one("x", veto="fails"), one("y"), at_least=Decimal(5))
    struck = score(criteria_set, {"x": NO})
    assert (struck.result, struck.vetoes, [gap.criterion for gap in struck.missing]) == ("chua_dat", ("x",), ["y"])
    assert score(criteria_set, {"y": YES}).result == "chua_du"


LEVELS = (
    Level("xuat_sac", "Xuất sắc", Decimal(90)),
    Level("kha", "Khá", Decimal(70)),
    Level("tb", "Trung bình", Decimal(50)),
)


@pytest.mark.parametrize(
    ("gained", "level", "result"),
    [("100", "xuat_sac", "dat"), ("89.99", "kha", "dat"), ("70", "kha", "dat"), ("50", "tb", "dat"),
     ("49.99", "", "dat"), ("39", "", "chua_dat")],
)  # fmt: skip
def test_a_level_is_the_highest_whose_points_are_reached(gained: str, level: str, result: str) -> None:
    criteria_set = a_set(one("x", "points", "100"), at_least=Decimal(40), levels=LEVELS)
    scored = score(criteria_set, {"x": Answered(points(gained))})
    assert (scored.level, scored.result) == (level, result)


def test_a_veto_may_cap_the_level_only() -> None:
    criteria = (one("x", "points", "90"), one("y", of="10", veto="tb"))
    criteria_set = a_set(*criteria, at_least=Decimal(50), levels=LEVELS)
    capped = score(criteria_set, {"x": Answered(points("90")), "y": NO})
    assert (capped.result, capped.level, capped.vetoes) == ("dat", "tb", ("y",))


def test_no_level_is_given_where_one_threshold_is_not_known() -> None:
    levels = (Level("xuat_sac", "Xuất sắc"), *LEVELS[1:])
    scored = score(a_set(one("x", "points", "100"), at_least=Decimal(50), levels=levels), {"x": Answered(Decimal(75))})
    assert (scored.result, scored.level) == ("dat", "")


def test_a_threshold_that_no_paper_says_leaves_the_result_open() -> None:
    scored = score(a_set(one("x")), {"x": YES})
    assert scored.result == "chua_du" and scored.missing[0].what == "at_least"
    assert "văn bản chính thức" in scored.missing[0].words


def test_all_must_be_met_or_so_many() -> None:
    criteria = tuple(one(f"c{n}", may_be_not_applicable=n == 3) for n in range(4))
    every = a_set(*criteria, scoring="pass_all")
    some = a_set(*criteria, scoring="pass_count", at_least=Decimal(3))
    answers = {"c0": YES, "c1": YES, "c2": NO, "c3": OUT}
    assert (score(every, answers).result, score(every, {**answers, "c2": YES}).result) == ("chua_dat", "dat")
    assert score(every, {"c0": NO}).result == "chua_dat" and score(every, {"c0": YES}).result == "chua_du"
    # Three of four; with one left out three of three, as 2.25 rounds up.
    found = score(some, answers)
    assert (found.met, found.needed, found.result) == (2, 3, "chua_dat")
    assert score(replace(some, not_applicable="full"), answers).result == "dat"


def test_a_reason_that_is_asked_for_is_missing_until_it_is_given() -> None:
    criteria_set = a_set(one("x", asks_reason=True), at_least=Decimal(5))
    bare, said = score(criteria_set, {"x": YES}), score(criteria_set, {"x": Answered(True, reason="đã họp")})
    assert (bare.result, bare.missing[0].what, total(bare)) == ("chua_du", "reason", "10.00")
    assert said.result == "dat"


def test_every_row_says_why_in_words() -> None:
    steps = (Step(Decimal(50), Decimal(4)), Step(Decimal(90), Decimal(10)))
    criteria = (
        one("x", "share", steps=steps, base="tổng số"),
        one("y"),
        one("z", "deduction", "0", points_each=points("1.5")),
    )
    scored = score(a_set(*criteria), {"x": Answered(1500, 2500), "z": Answered(2)})
    assert [row.why for row in scored.rows] == [
        "1.500/2.500; đạt mốc 50 % của 2.500, là 1.250; mốc sau: 90 % của 2.500, là 2.250: đạt, 4/10 điểm",
        "chưa trả lời",
        "2 lần, mỗi lần trừ 1,5 điểm: trừ 3 điểm",
    ]


WRONG = [
    ("yes_no", Answered(1), "«có» hoặc «không»"),
    ("number", Answered(-1), "số nguyên không âm"),
    ("number", Answered(True), "số nguyên không âm"),
    ("number", Answered(10**12 + 1), "quá lớn"),
    ("number", Answered(1, 2), "bỏ trống ô tổng số"),
    ("share", Answered(1), "xin ghi cả hai số: số đạt và tổng số hộ"),
    ("share", Answered(None, 5), "xin ghi cả hai số"),
    ("share", Answered(0, 0), "tổng số là 0"),
    ("share", Answered(6, 5), "lớn hơn tổng số"),
    ("choice", Answered("c"), "xin chọn «Một», «Hai»"),
    ("points", Answered(points("10.01")), "điểm phải từ 0 đến 10"),
    ("points", Answered(points("1.001")), "tối đa hai số lẻ"),
    ("points", Answered(Decimal("NaN")), "điểm phải từ 0"),
    ("deduction", Answered(Decimal(1)), "số nguyên không âm"),
    ("number", OUT, "áp dụng cho mọi đơn vị"),
    ("number", replace(OUT, reason=" "), "áp dụng cho mọi đơn vị"),
]


@pytest.mark.parametrize(("kind", "answer", "said"), WRONG)
def test_a_wrong_answer_is_told_with_what_to_write(kind: str, answer: Answered, said: str) -> None:
    options = (Option("a", "Một", Decimal(10)), Option("b", "Hai", Decimal(0)))
    criterion = one("x", kind, base="tổng số hộ", options=options, points_each=Decimal(1), at_least=None)
    assert said in why_wrong(criterion, answer)
    with pytest.raises(BadAnswers):
        score(a_set(criterion), {"x": answer})


def test_what_does_not_apply_needs_a_reason_and_no_value() -> None:
    criterion = one("x", may_be_not_applicable=True)
    assert "lý do" in why_wrong(criterion, Answered(not_applicable=True))
    assert "bỏ một trong hai" in why_wrong(criterion, replace(OUT, value=True))
    assert why_wrong(criterion, OUT) == why_wrong(criterion, Answered()) == ""


def test_every_wrong_answer_is_told_at_once_and_an_unknown_criterion_too() -> None:
    wrong = wrong_answers(a_set(one("x"), one("ky", "number")), {"x": Answered("?"), "ky": Answered(-1), "kx": YES})
    assert [fault.criterion for fault in wrong] == ["x", "ky", "kx"]
    assert "không có tiêu chí này" in wrong[2].words


ANYTHING: st.SearchStrategy[Value] = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 10**13), st.decimals(), st.text(max_size=5), st.sampled_from(["a", "b"])
)


@settings(max_examples=300, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([*"uvwxyz", "?"]),
        st.builds(Answered, ANYTHING, st.none() | st.integers(-2, 10**13), st.booleans(), st.text(max_size=3)),
    )
)
def test_hostile_answers_are_refused_in_words_or_scored(answers: dict[str, Answered]) -> None:
    options = (Option("a", "Một", Decimal(10)), Option("b", "Hai", Decimal(0)))
    criteria = (
        one("u"), one("v", "number", at_least=Decimal(1), may_be_not_applicable=True),
        one("w", "share", at_least=points("66.67"), base="tổng số"), one("x", "choice", options=options),
        one("y", "points", bonus=True), one("z", "deduction", "0", points_each=points("0.01")),
    )  # fmt: skip
    criteria_set = a_set(*criteria, at_least=Decimal(20), most=Decimal(60))
    try:
        scored = score(criteria_set, answers)
    except BadAnswers as bad:
        assert bad.wrong and all(fault.words for fault in bad.wrong)
        return
    assert 0 <= scored.total <= 60 and all(row.why for row in scored.rows)
    assert sealed(criteria_set, answers) == sealed(criteria_set, dict(reversed(answers.items())))
