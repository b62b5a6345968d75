"""Rules state how documents are built: none knows a province, a district or one document's number."""

from __future__ import annotations

import csv
import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import vanban

UNITS = Path(__file__).resolve().parents[2] / "src" / "phongtrao" / "organisations" / "data" / "areas.csv"
ALLOWED = {"Hồ Chí Minh": "the name stands in phrases of every field, not only of the city"}
MODULES = sorted(m.name for m in pkgutil.walk_packages(vanban.__path__, "vanban.") if m.name != "vanban.__main__")


@cache
def names_of_places() -> set[str]:
    """Names of all provinces and districts, as long as they are no everyday words."""
    with UNITS.open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["area"][0] in "TH"]
    kind = re.compile(r"^(?:tỉnh|thành phố|quận|huyện|thị xã)\s+(?:đảo\s+)?", re.I)
    names = {kind.sub("", row["name"]) for row in rows}
    return {n for n in names if " " in n and n not in ALLOWED}


def strings(value: object, seen: set[int]) -> Iterator[str]:
    """Every string and pattern that a module's values are made of."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, re.Pattern):
        yield str(value.pattern)
    elif isinstance(value, dict):
        for pair in value.items():
            yield from strings(pair, seen)
    elif isinstance(value, (list, tuple, set, frozenset)) and id(value) not in seen:
        seen.add(id(value))
        for part in value:
            yield from strings(part, seen)


def constants(module_name: str) -> str:
    module = importlib.import_module(module_name)
    values = [v for k, v in vars(module).items() if not k.startswith("__")]
    return "\n".join(text for value in values for text in strings(value, set()))


@pytest.mark.parametrize("module", MODULES)
def test_no_rule_contains_the_name_of_a_place(module: str) -> None:
    text = constants(module)
    near = [name for n in names_of_places() for name in (n, n.upper()) if name in text]
    assert not [name for name in near if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)]


@pytest.mark.parametrize("module", MODULES)
def test_no_rule_contains_the_number_of_a_document(module: str) -> None:
    assert not re.findall(r"(?<!\w)\d{1,5}(?:/\d{4})?[/-](?:QĐ|KH|CT|UBND|NQ|KL|CV|TB)-[A-ZĐ]+", constants(module))
