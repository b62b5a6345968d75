"""What people type into a cell: read as it is meant, or refused with what to write; never taken for something else."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phongtrao.recognition.answers import Answered, why_wrong
from phongtrao.recognition.criteria import Criterion, Option
from phongtrao.recognition.typed_answers import Typed, Unreadable, answer_of, as_typed
from tests.recognition import made_up

OPTIONS = (Option("tot", "Tốt", Decimal(10)), Option("chua_tot", "Chưa tốt", Decimal(0)))
KINDS = ("yes_no", "number", "share", "choice", "points", "deduction")


def of(kind: str) -> Criterion:
    return Criterion("x", "X", "a", kind, "Thử", Decimal(10), options=OPTIONS, may_be_not_applicable=True)


@pytest.mark.parametrize(
    ("kind", "typed", "answer"),
    [
        ("yes_no", Typed("CÓ"), Answered(True)),
        ("yes_no", Typed(" x "), Answered(True)),
        ("yes_no", Typed("Không"), Answered(False)),
        ("number", Typed("1.500"), Answered(1500)),
        ("share", Typed("18", "25"), Answered(18, 25)),
        ("share", Typed("18 / 25"), Answered(18, 25)),
        ("choice", Typed("chưa  tốt"), Answered("chua_tot")),
        ("choice", Typed("tot"), Answered("tot")),
        ("points", Typed("2,5"), Answered(Decimal("2.5"))),
        ("points", Typed("7.25"), Answered(Decimal("7.25"))),
        ("yes_no", Typed("không áp dụng", reason="chưa có"), Answered(not_applicable=True, reason="chưa có")),
        ("yes_no", Typed(not_applicable="x", reason="chưa có"), Answered(not_applicable=True, reason="chưa có")),
        ("yes_no", Typed("có", not_applicable="không"), Answered(True)),
        ("number", Typed(reason="chưa rõ"), Answered(reason="chưa rõ")),
    ],
)
def test_what_is_typed_is_read_as_it_is_meant(kind: str, typed: Typed, answer: Answered) -> None:
    assert answer_of(of(kind), typed) == answer


@pytest.mark.parametrize(
    ("kind", "typed", "part", "said"),
    [
        ("yes_no", Typed("có lẽ"), "value", "xin ghi «có» hoặc «không»"),
        ("number", Typed("1,5"), "value", "xin ghi như 12"),
        ("number", Typed("1.50"), "value", "xin ghi như 12"),
        ("share", Typed("72 %"), "value", "không ghi phần trăm"),
        ("share", Typed("18", "hai lăm"), "base", "không phải số nguyên"),
        ("points", Typed("1.500"), "value", "xin ghi như 5 hoặc 2,5"),
        ("points", Typed("-1"), "value", "xin ghi như 5 hoặc 2,5"),
        ("yes_no", Typed(not_applicable="chắc vậy"), "not_applicable", "không áp dụng thì ghi «x»"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_cell(kind: str, typed: Typed, part: str, said: str) -> None:
    with pytest.raises(Unreadable, match=said) as unreadable:
        answer_of(of(kind), typed)
    assert unreadable.value.part == part


def test_an_answer_is_read_again_out_of_what_is_written_of_it() -> None:
    for seed in range(200):
        chance = Random(seed)
        criteria_set = made_up.a_set(chance)
        for name, answer in made_up.a_dossier(chance, criteria_set).items():
            criterion = criteria_set.criterion(name)
            assert answer_of(criterion, as_typed(criterion, answer)) == answer


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(KINDS), st.text(max_size=12), st.text(max_size=6), st.text(max_size=6), st.text(max_size=4))
def test_anything_typed_is_read_or_refused_in_words(kind: str, value: str, base: str, out: str, reason: str) -> None:
    try:
        answer = answer_of(of(kind), Typed(value, base, out, reason))
    except Unreadable as error:
        assert str(error)
        return
    assert isinstance(why_wrong(of(kind), answer), str)
