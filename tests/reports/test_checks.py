"""The little language of checks: what it reads, what it refuses, what it says of values."""

from __future__ import annotations

import re
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phongtrao.reports.cells import Unreadable, read_cell
from phongtrao.reports.checks import DEEPEST, LONGEST, Reference, Rule, parse
from phongtrao.reports.form import Indicator, Value

NOW = {"a": Value(2), "b": Value(5), "ti_le": Value(3, 4), "trong": None}
LAST = {"a": Value(1), "ti_le": Value(9, 10)}


@pytest.mark.parametrize(
    ("rule", "holds"),
    [
        ("a <= b", True),
        ("a >= b", False),
        ("a == 2", True),
        ("a < b < 5", False),
        ("a < b <= 5", True),
        ("a + b * 2 == 12", True),
        ("(a + b) * 2 == 14", True),
        ("-a + b - 3 == 0", True),
        ("a > b or b > a", True),
        ("a > b and b > a", False),
        ("a > b and b > a or a == 2", True),
        ("a == last.a + 1", True),
        ("ti_le <= ti_le.base", True),
        ("ti_le * 2 > ti_le.base", True),
        ("last.ti_le.base == 10", True),
    ],
)
def test_a_rule_holds_or_does_not(rule: str, holds: bool) -> None:
    assert parse(rule).holds(NOW, LAST) is holds


@pytest.mark.parametrize("rule", ["a <= vang", "a <= trong", "a <= last.b", "a.base == 2", "a == 2 or trong == 1"])
def test_nothing_is_said_where_a_value_is_missing(rule: str) -> None:
    assert parse(rule).holds(NOW, LAST) is None


def test_nothing_arose_counts_as_nought() -> None:
    nothing = read_cell(Indicator("a", "Xã đạt", "ket_qua", "share", "share"), "không phát sinh")
    assert nothing is not None
    assert parse("a + a.base == 0 and a <= b").holds({"a": nothing.value, "b": Value(0)}, {}) is True


def test_a_rule_names_its_indicators_in_order_each_once() -> None:
    rule = parse("b >= last.a and ti_le.base >= b")
    assert rule.names == ("b", "a", "ti_le")
    assert rule.references == (Reference("b"), Reference("a", of_last=True), Reference("ti_le", of_base=True))
    assert rule == parse(" b >= last.a and ti_le.base >= b ")


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("", "viết chưa đúng"),
        ("a", "phải là một so sánh"),
        ("a + b", "phải là một so sánh"),
        ("a <=", "viết chưa đúng"),
        ("a = b", "«=» không hiểu được"),
        ("a != b", "«!» không hiểu được"),
        ("a / b > 1", "«/» không hiểu được"),
        ("a ** b > 1", "không phải là số hay chỉ tiêu"),
        ("a << b > 1", "không phải là số hay chỉ tiêu"),
        ("a > 1.5", "không hiểu được"),
        ("a > 1e9", "không hiểu được"),
        ("a > 1_000", "không hiểu được"),
        ("a > 'x'", "không hiểu được"),
        ("a > 1 # x", "«#» không hiểu được"),
        ("a\n> 1", "không hiểu được"),
        ("á > 1", "«á» không hiểu được"),
        ("ﬁ > 1", "không hiểu được"),
        ("A > 1", "«A» không hiểu được"),
        ("f(a) > 1", "không phải là số hay chỉ tiêu"),
        ("a > (b > 1)", "không phải là số hay chỉ tiêu"),
        ("not a > 1", "phải là một so sánh"),
        ("a is b", "phải là một so sánh"),
        ("a in b", "phải là một so sánh"),
        ("1 if a > 1 else 2", "phải là một so sánh"),
        ("a.b > 1", "xin ghi TÊN, last.TÊN"),
        ("last > 1", "xin ghi TÊN, last.TÊN"),
        ("last.last.a > 1", "xin ghi TÊN, last.TÊN"),
        ("last.base > 1", "xin ghi TÊN, last.TÊN"),
        ("a.base.base > 1", "xin ghi TÊN, last.TÊN"),
        ("1 < 2", "không nhắc chỉ tiêu nào"),
        ("a > 007", "viết chưa đúng"),
        ("a > " + "(" * 150 + "1" + ")" * 140, "viết chưa đúng"),
        ("a > " + "-" * (DEEPEST + 1) + "1", f"quá {DEEPEST} tầng"),
        ("a > " + "1+" * (DEEPEST + 1) + "1", f"quá {DEEPEST} tầng"),
        ("a > " + "1" * LONGEST, f"quá {LONGEST} ký tự"),
    ],
)
def test_what_is_no_rule_is_refused_with_what_to_write(rule: str, said: str) -> None:
    with pytest.raises(ValueError, match="xin ") as refused:
        parse(rule)
    assert said in str(refused.value)


def read(rule: str) -> Rule | None:
    """The rule, or None where it is refused; a warning of the parser or another exception fails the test."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            return parse(rule)
        except ValueError:
            return None


WORDS = """a b last base . last. .base + - * ** <= >= == < > ( ) and or not in is if else lambda for await 0 7 1e9 0x1f
1j __import__ os.system a.__class__ [ ] { } : := , ' \\ é ﬁ # @ % // ~ ^ | & f'' b'' ..."""
PIECES = st.sampled_from([*WORDS.split(), "\n", "\x00", "\u2028"])


@settings(max_examples=400)
@given(st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=40).map(" ".join), st.lists(PIECES).map("".join)))
def test_any_text_is_read_or_refused_and_nothing_else_happens(text: str) -> None:
    rule = read(text)
    if rule is not None:
        assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in rule.names)
        assert rule.holds({}, {}) is None
        everything = {name: Value(3, 7) for name in rule.names}
        assert rule.holds(everything, everything) in (True, False)


NUMBERS = st.recursive(
    st.one_of(st.integers(0, 99).map(str), st.sampled_from(["a", "b", "last.a", "ti_le.base"])),
    lambda inner: st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
    max_leaves=8,
)
CLAIMS = st.tuples(NUMBERS, st.sampled_from(["<=", ">=", "==", "<", ">"]), NUMBERS).map(" ".join)


@given(CLAIMS, st.integers(-5, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_a_rule_says_what_arithmetic_says(claim: str, a: int, b: int, before: int, base: int) -> None:
    rule = read(claim + " or a == b")
    if rule is None:
        return
    names = {"a": a, "b": b, "last_a": before, "ti_le_base": base}
    values = {"a": Value(a), "b": Value(b), "ti_le": Value(0, base)}
    expected = eval(claim.replace("last.a", "last_a").replace("ti_le.base", "ti_le_base"), {}, names) or a == b
    assert rule.holds(values, {"a": Value(before)}) is expected


@pytest.mark.parametrize(
    ("type_", "unit", "typed", "value"),
    [
        ("integer", "mô hình", "12 mô hình", 12),
        ("integer", "mô hình", "12 Mô hình", 12),
        ("money", "", "1.500.000 đồng", 1_500_000),
        ("money", "", "1500000đ", 1_500_000),
    ],
)
def test_a_number_may_have_its_unit_behind_it(type_: str, unit: str, typed: str, value: int) -> None:
    cell = read_cell(Indicator("a", "Có bao nhiêu", "ket_qua", type_, "sum", unit=unit), typed)
    assert cell is not None and cell.value.value == value


@pytest.mark.parametrize("typed", ["12 tổ", "12,5 triệu đồng", "12,500,000", "đồng", "mô hình"])
def test_another_unit_or_another_way_of_writing_is_asked_again(typed: str) -> None:
    for one in (("integer", "mô hình"), ("money", "đồng")):
        with pytest.raises(Unreadable):
            read_cell(Indicator("a", "Có bao nhiêu", "ket_qua", one[0], "sum", unit=one[1]), typed)
