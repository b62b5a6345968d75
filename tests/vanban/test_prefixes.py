"""Which rules may begin at a place, worked out from their patterns: never one too few."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import vanban.compiler  # noqa: F401  # makes every rule known
from vanban.phrases import whole
from vanban.prefixes import ANYWHERE, REACH, may_begin, prefixes, shape
from vanban.rule import ALL, EXAMPLE_SETTING, scan

TIMES = ALL["thời hạn"]
PATTERNS = [
    r"(?:ab|c)d?e",
    r"a*b",
    r"[^x]y",
    r"\d{2}/\d",
    r"(?i)Tháng\s+5",
    r"(?=k)kỳ|q\.?\d",
    r"(?:a|b){2}c",
    r".x",
    r"",
]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        (r"(?:ab|c)de", {"abd", "cde"}),
        (r"a?bc", {"abc", "bc"}),
        (r"(?i)QUÝ\s", {"quý"}),
        (r"\d{1,2}/", {"0/", "00/"}),
        (r"\w+", {""}),
    ],
)
def test_prefixes_are_folded_and_cut(pattern, found):
    assert prefixes(re.compile(pattern)) == found


def test_a_pattern_with_too_many_prefixes_may_begin_anywhere():
    assert prefixes(re.compile("[a-z][a-z][a-z]")) == ANYWHERE


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(PATTERNS), st.text(alphabet="abcdekqxyTHÁNGtháng kỳ.5/0", max_size=12))
def test_what_a_pattern_matches_begins_with_one_of_its_prefixes(pattern, words):
    compiled = re.compile(pattern)
    if compiled.match(words):
        assert may_begin(prefixes(compiled), shape(words[:REACH]))


@pytest.mark.parametrize("rule", TIMES, ids=[rule.name for rule in TIMES])
def test_the_examples_of_each_rule_of_time_begin_as_its_pattern_says(rule):
    assert prefixes(rule.pattern) != ANYWHERE, "it would be tried at every word"
    for text, _ in rule.examples:
        for match in rule.pattern.finditer(text):
            assert may_begin(prefixes(rule.pattern), shape(match.group()[:REACH]))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([text for rule in TIMES for text, _ in rule.examples]), max_size=4).map("; ".join))
def test_only_rules_that_may_begin_at_a_place_read_there_what_all_would(text):
    places = range(len(text))
    assert scan(text, TIMES, EXAMPLE_SETTING, places=places) == scan(text, tuple(TIMES), EXAMPLE_SETTING, places=places)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="báo cáogửinộpGỬI ,", max_size=30))
def test_phrases_sorted_by_letters_are_found_where_plain_ones_are(text):
    for phrases in ("báo|báo cáo|gửi|nộp(?! báo)", "gửi báo|gửi"):
        plain = re.compile(rf"(?<!\w)(?:{phrases})(?!\w)", re.IGNORECASE)
        quick = re.compile(whole(phrases, any_case=True))
        assert [match.span() for match in quick.finditer(text)] == [match.span() for match in plain.finditer(text)]


def test_a_phrase_that_begins_with_a_class_is_refused():
    with pytest.raises(ValueError, match="no plain letters"):
        whole("[ab]c")
