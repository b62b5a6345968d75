"""Random sets and dossiers: the site's scoring and the slow one written from the rules' text agree."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from phongtrao.recognition import scoring
from phongtrao.recognition.answers import Answered
from phongtrao.recognition.criteria import CriteriaSet, as_data, from_data
from phongtrao.recognition.scoring import RESULTS, Scored, score
from tests.recognition import made_up, oracle


def plain(answers: dict[str, Answered]) -> dict[str, dict[str, Any]]:
    return {
        name: {"value": one.value, "base": one.base, "not_applicable": one.not_applicable, "reason": one.reason}
        for name, one in answers.items()
    }


def differences(criteria_set: CriteriaSet, answers: dict[str, Answered]) -> list[str]:
    scored, judged = score(criteria_set, answers), oracle.judge(as_data(criteria_set), plain(answers))
    pairs = [
        ("result", scored.result, judged["result"]),
        ("level", scored.level, judged["level"]),
        ("total", Fraction(scored.total), judged["total"]),
        ("vetoes", list(scored.vetoes), judged["vetoes"]),
        ("missing", [(one.criterion, one.what) for one in scored.missing], judged["missing"]),
    ]
    for row in scored.rows:
        out, name = judged["outs"][row.criterion.name], row.criterion.name
        pairs.append((name, (row.state, Fraction(row.points), row.met), (out["state"], out["points"], out["met"])))
    for one in scored.groups:
        group = judged["groups"][one.group.name]
        mine = (Fraction(one.before), Fraction(one.after), Fraction(one.worth), Fraction(one.counted), one.holds)
        pairs.append((one.group.name, mine, tuple(group.values())))
    return [f"{what}: {mine!r} is not {theirs!r}" for what, mine, theirs in pairs if mine != theirs]


def agree(first: int, count: int) -> list[Scored]:
    scored = []
    for seed in range(first, first + count):
        chance = Random(seed)
        criteria_set = made_up.a_set(chance)
        answers = made_up.a_dossier(chance, criteria_set)
        assert differences(criteria_set, answers) == [], f"seed {seed}"
        scored.append(score(criteria_set, answers))
    return scored


def test_three_hundred_random_dossiers_agree_with_the_rules_written_out_slowly() -> None:
    scored = agree(0, 300)
    assert {one.result for one in scored} == set(RESULTS)
    states = {row.state for one in scored for row in one.rows}
    assert states == {"answered", "full", "left_out", "missing"}
    assert any(one.level for one in scored) and any(one.vetoes for one in scored)
    assert any(not group.holds for one in scored for group in one.groups)
    assert any(row.points < 0 for one in scored for row in one.rows) and any(one.bonus > 0 for one in scored)


def _rounded_down(base: int, percent: Decimal) -> int:
    return base * int(percent * 100) // 10_000


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("share_needed", _rounded_down),
        ("_capped", lambda points, cap: points),
        ("_fell", lambda row: not row.met),
        ("_needed", lambda criteria_set, rows: int(criteria_set.at_least or 0)),
    ],
)
def test_a_rule_done_wrong_is_seen(name: str, wrong: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scoring, name, wrong)
    with pytest.raises(AssertionError, match="seed"):
        agree(0, 1000)


def test_a_random_set_is_the_same_out_of_its_data() -> None:
    for seed in range(100):
        made = made_up.a_set(Random(seed))
        assert from_data(as_data(made)) == made and from_data(as_data(made)).digest == made.digest


@pytest.mark.trial
def test_twenty_thousand_random_dossiers_agree_with_the_rules_written_out_slowly() -> None:
    agree(1_000_000, 20_000)
