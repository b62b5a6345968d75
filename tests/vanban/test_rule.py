"""Every rule of every module, walked both ways; and what scanning guarantees."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import vanban.compiler  # noqa: F401  # makes every rule known
from vanban.rule import ALL, EXAMPLE_SETTING, Rule, Setting, readings, scan

EVERY = [(subject, rule) for subject, rules in ALL.items() for rule in rules]
NAMES = [f"{subject}: {rule.name}" for subject, rule in EVERY]


@pytest.mark.parametrize(("subject", "rule"), EVERY, ids=NAMES)
def test_each_example_is_read_by_its_rule_and_wins_over_the_others(subject, rule):
    assert rule.examples, "a rule without an example proves nothing"
    for text, value in rule.examples:
        assert value in [found.value for found in readings(rule, text, EXAMPLE_SETTING)], text
        won = scan(text, ALL[subject], EXAMPLE_SETTING)
        assert (rule.name, value) in [(found.rule.name, found.value) for found in won], text


@pytest.mark.parametrize(("subject", "rule"), EVERY, ids=NAMES)
def test_no_counter_example_is_read_by_its_rule(subject, rule):
    assert rule.not_examples, "a rule without a counter-example proves half"
    for text in rule.not_examples:
        assert [found.value for found in readings(rule, text, EXAMPLE_SETTING)] == [], text


def test_names_of_rules_are_unique_within_their_subject():
    for subject, rules in ALL.items():
        assert len({rule.name for rule in rules}) == len(rules), subject


def test_every_subject_has_rules():
    assert {"thời hạn", "viện dẫn", "chỉ tiêu", "năm của chỉ tiêu", "mô hình"} <= ALL.keys()


WORD = Rule("chữ", re.compile(r"[ab]+"), lambda match, setting: match.group() if len(match.group()) > 1 else None, ())
LONG = Rule("chữ dài", re.compile(r"a{3}b{3}"), lambda match, setting: match.group(), ())


def test_the_longest_reading_wins_and_of_equals_the_first_rule():
    assert [found.rule.name for found in scan("x aaabbb ab", (WORD, LONG))] == ["chữ", "chữ"]
    assert [found.rule.name for found in scan("x aaabbb ab", (LONG, WORD))] == ["chữ dài", "chữ"]
    assert [found.value for found in scan("aabaaabbb", (LONG, WORD))] == ["aabaaabbb"]


def test_a_declined_match_leaves_room_for_a_later_start():
    late = Rule("đuôi", re.compile(r"\w+"), lambda match, setting: match.group() if match.group() == "bc" else None, ())
    assert [found.value for found in readings(late, "abc", Setting())] == ["bc"]


def test_readings_stay_within_the_asked_span_and_may_begin_at_given_places_alone():
    assert [found.value for found in scan("aabb aabb", (WORD,), start=2, end=7)] == ["bb", "aa"]
    assert [(found.start, found.end) for found in scan("aabb aabb", (WORD,), places=[5])] == [(5, 9)]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab trước ngày 1/2.5;\n", max_size=120))
def test_readings_rise_and_never_overlap(text):
    found = scan(text, (WORD, LONG, *ALL["thời hạn"]), EXAMPLE_SETTING)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= two.start for one, two in zip(found, found[1:], strict=False))
