"""Sums of money: as people type them, as papers write them out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from phongtrao.dong import MOST, NotWhole, grouped, in_words, read_dong

DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
OTHERWISE = {"mốt": 1, "tư": 4, "lăm": 5}
SUMS = some.integers(0, MOST) | some.integers(0, 10**6).map(lambda n: n * 1000) | some.integers(0, 2000)


@pytest.mark.parametrize(
    "typed", ["1234567", "1.234.567", "1 234 567", "1.234.567 đồng", "1234567đ", " 1.234.567 VNĐ ", "1.234.567\u00a0đ"]
)
def test_money_is_typed_with_points_or_without(typed: str) -> None:
    assert read_dong(typed) == 1_234_567


@pytest.mark.parametrize(
    "typed, said",
    [
        ("1,5", "dấu phẩy"), ("1,234,567", "dấu phẩy"), ("-5", "số âm"), ("−5.000", "số âm"), ("(5.000)", "số âm"),
        ("1.5", "số nguyên"), ("12.34", "số nguyên"), ("1.2345", "số nguyên"), ("mười đồng", "số nguyên"), ("", "số"),
        ("1e6", "số nguyên"), ("1000000000000001", "quá lớn"), ("9" * 5000, "quá lớn"), ("15 triệu", "đổi ra đồng"),
        ("1.5 tỷ", "đổi ra đồng"), ("đồng", "số nguyên"), ("=1+1", "số nguyên"),
    ],
)  # fmt: skip
def test_what_is_no_whole_sum_is_refused_with_what_to_write(typed: str, said: str) -> None:
    with pytest.raises(NotWhole, match=said):
        read_dong(typed)


@given(SUMS)
def test_whatever_is_written_with_points_is_read_again(number: int) -> None:
    assert read_dong(grouped(number)) == read_dong(f"{number}") == number


@pytest.mark.parametrize(
    "number, words",
    [
        (0, "không đồng"),
        (5, "năm đồng"),
        (10, "mười đồng"),
        (14, "mười bốn đồng"),
        (15, "mười lăm đồng"),
        (21, "hai mươi mốt đồng"),
        (24, "hai mươi tư đồng"),
        (105, "một trăm linh năm đồng"),
        (110, "một trăm mười đồng"),
        (1_000, "một nghìn đồng"),
        (1_001, "một nghìn không trăm linh một đồng"),
        (1_005_000, "một triệu không trăm linh năm nghìn đồng"),
        (12_050_000, "mười hai triệu không trăm năm mươi nghìn đồng"),
        (215_500_000, "hai trăm mười lăm triệu năm trăm nghìn đồng"),
        (1_000_000_000, "một tỷ đồng"),
        (1_000_000_001, "một tỷ không trăm linh một đồng"),
        (2_000_005_000, "hai tỷ không trăm linh năm nghìn đồng"),
        (1_234_000_000_000, "một nghìn hai trăm ba mươi tư tỷ đồng"),
        (10**15, "một triệu tỷ đồng"),
    ],
)
def test_sums_are_written_out_as_papers_do(number: int, words: str) -> None:
    assert in_words(number) == words


def read_out(words: str) -> int:
    """The number that somebody means who says these words: another way round than the writer's."""
    whole = group = 0
    billions = 0
    for word in words.removesuffix(" đồng").split():
        if word == "tỷ":
            billions, whole, group = (billions + whole + group) * 10**9, 0, 0
        elif word in ("triệu", "nghìn"):
            whole, group = whole + group * (10**6 if word == "triệu" else 1000), 0
        elif word == "trăm":
            group *= 100
        elif word == "mươi":
            group = group // 100 * 100 + group % 100 * 10
        elif word == "mười":
            group += 10
        elif word != "linh":
            digit = OTHERWISE[word] if word in OTHERWISE else DIGITS.index(word)
            group += digit
    return billions + whole + group


@given(SUMS)
def test_what_is_written_out_says_the_same_number(number: int) -> None:
    assert read_out(in_words(number)) == number


def test_below_nought_there_is_nothing_to_write_out() -> None:
    with pytest.raises(ValueError):
        in_words(-1)
