"""Every rule of every module, both ways: its examples are read, what only looks alike is not."""

from __future__ import annotations

from typing import Any

import pytest

import vanban.duties  # noqa: F401  importing the pipeline registers the rules of all its modules
from vanban.rule import ALL, EXAMPLE_SETTING, Rule, readings, scan

RULES = [(subject, rule) for subject, rules in ALL.items() for rule in rules]


@pytest.mark.parametrize(("subject", "rule"), RULES, ids=[f"{s} – {r.name}" for s, r in RULES])
def test_every_rule_reads_its_examples_and_none_of_its_counter_examples(subject: str, rule: Rule[Any]) -> None:
    assert rule.examples, "a rule without examples proves nothing"
    for text, expected in rule.examples:
        won = [f for f in scan(text, ALL[subject], EXAMPLE_SETTING) if f.rule is rule]
        assert expected in [f.value for f in won], f"{text!r}: {[f.value for f in won]}"
    for text in rule.not_examples:
        assert not list(readings(rule, text, EXAMPLE_SETTING)), text
