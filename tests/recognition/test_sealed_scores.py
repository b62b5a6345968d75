"""What was scored is kept in the same bytes for ever: golden files, of sets of every kind, are never rewritten."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from phongtrao.recognition.answers import Answered
from phongtrao.recognition.criteria import CriteriaSet, as_data, from_data
from phongtrao.recognition.read_criteria import criteria_of
from phongtrao.recognition.scoring import ENGINE, sealed
from tests.recognition import made_up

GOLDEN = Path(__file__).parent / "golden"
FILES = sorted(GOLDEN.glob("*.toml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_score_is_sealed_in_the_bytes_in_which_it_was_sealed_first(file: Path) -> None:
    criteria_set = criteria_of(file.name, file.read_text(encoding="utf-8"))
    given = json.loads(file.with_suffix(".answers.json").read_text(encoding="utf-8"))
    answers = {name: answered(criteria_set, name, one) for name, one in given.items()}
    kept = file.with_suffix(".sealed.json").read_bytes()
    assert sealed(criteria_set, answers) == kept
    assert sealed(from_data(as_data(criteria_set)), answers) == kept


def test_there_is_a_golden_score_of_every_way_of_scoring() -> None:
    assert {file.stem for file in FILES} == {"diem", "du_so", "moi_tieu_chi"}


def test_no_words_of_people_are_sealed() -> None:
    chance = Random(7)
    criteria_set = made_up.a_set(chance)
    answers = {name: Answered(one.value, one.base, one.not_applicable, "Bà Sáu kể") if one.reason else one
               for name, one in made_up.a_dossier(chance, criteria_set).items()}  # fmt: skip
    kept = sealed(criteria_set, answers)
    assert "Bà Sáu".encode() not in kept
    told = json.loads(kept)
    assert told["engine"] == ENGINE and told["set"]["digest"] == criteria_set.digest


def test_scores_by_chance_that_were_kept_are_sealed_as_they_were() -> None:
    kept = [json.loads(line) for line in (GOLDEN / "by_chance.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(kept) == 40
    for case in kept:
        criteria_set = from_data(case["set"])
        answers = {name: answered(criteria_set, name, one) for name, one in case["answers"].items()}
        assert json.loads(sealed(criteria_set, answers)) == case["sealed"]
        assert hashlib.sha256(sealed(criteria_set, answers)).hexdigest() == case["sha256"]


def answered(criteria_set: CriteriaSet, name: str, given: dict[str, Any]) -> Answered:
    """An answer out of JSON; points given by hand stand there as text."""
    value = given.get("value")
    is_points = criteria_set.criterion(name).kind == "points" and value is not None
    return Answered(**{**given, "value": Decimal(value) if is_points else value})
