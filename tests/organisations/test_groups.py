"""Rules of groups read their examples and nothing of what they say they do not read."""

from __future__ import annotations

import pytest

from phongtrao.organisations.groups import GROUPS, Group
from phongtrao.organisations.names import body_key

READ = [pytest.param(group, phrase, id=f"{group.name}: {phrase}") for group in GROUPS for phrase in group.examples]
NOT_READ = [
    pytest.param(group, phrase, id=f"{group.name}: {phrase}") for group in GROUPS for phrase in group.not_examples
]


@pytest.mark.parametrize(("group", "phrase"), READ)
def test_a_rule_reads_its_examples(group: Group, phrase: str) -> None:
    assert group.match(body_key(phrase))


@pytest.mark.parametrize(("group", "phrase"), NOT_READ)
def test_a_rule_does_not_read_its_counter_examples(group: Group, phrase: str) -> None:
    assert not group.match(body_key(phrase))


def test_every_rule_has_examples_both_ways() -> None:
    assert all(group.examples and group.not_examples for group in GROUPS)
