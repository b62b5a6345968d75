"""Frozen values come back from plain data as they were, by the types of their fields."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.plain_data import as_data, from_data


@dataclass(frozen=True)
class Leaf:
    name: str
    weight: Decimal | None
    seen: date


@dataclass(frozen=True)
class Tree:
    leaves: tuple[Leaf, ...]
    names: tuple[str, ...] = ()
    crown: Leaf | None = None
    tall: bool = False


LEAVES = st.builds(
    Leaf, st.text(), st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=2), st.dates()
)


@given(st.builds(Tree, st.lists(LEAVES).map(tuple), st.lists(st.text()).map(tuple), st.none() | LEAVES, st.booleans()))
def test_a_value_comes_back_from_json_as_it_was(tree: Tree) -> None:
    assert from_data(Tree, json.loads(json.dumps(as_data(tree)))) == tree


@pytest.mark.parametrize("data", [{"leaves": [], "roots": 3}, {}, {"leaves": [{"name": "a", "weight": None}]}])
def test_what_is_no_such_value_is_refused(data: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError)):
        from_data(Tree, data)
