"""A dossier scored by a criteria set: docs/criteria.md, rules 1 to 12, in their order.

Points are whole numbers of hundredths inside, so that nothing is ever rounded but where a rule says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from phongtrao.recognition.answers import Answered, Answers, BadAnswers, wrong_answers
from phongtrao.recognition.criteria import FAILS, CriteriaSet, Criterion, Group, canonical, share_needed
from phongtrao.recognition.reasons import why

ENGINE = 1
"""The number of these rules; another one would be another module, this one stays."""
RESULTS = {"dat": "đạt", "chua_dat": "chưa đạt", "chua_du": "chưa đủ để kết luận"}


@dataclass(frozen=True, slots=True)
class Row:
    """A criterion with its answer; `met` is None where it is missing or was left out."""

    criterion: Criterion
    answer: Answered
    met: bool | None
    points: Decimal
    state: str
    """`answered`, `full` (does not apply, counts as met), `left_out`, `missing`."""
    why: str
    """In words."""


@dataclass(frozen=True, slots=True)
class GroupScore:
    """A group's points before its cap and after, what it is worth, whether its floor holds."""

    group: Group
    before: Decimal
    after: Decimal
    worth: Decimal
    counted: Decimal
    """Its worth without what was left out."""
    holds: bool


@dataclass(frozen=True, slots=True)
class Missing:
    """What keeps a result open: of a criterion, or of the set where `criterion` is empty."""

    criterion: str
    what: str
    """`answer`, `reason`, `at_least` (not known), `everything` (left out)."""
    words: str


@dataclass(frozen=True, slots=True)
class Scored:
    """What a dossier comes to."""

    rows: tuple[Row, ...]
    groups: tuple[GroupScore, ...]
    """Empty for sets that give no points."""
    bonus: Decimal
    total: Decimal
    met: int
    """Criteria met; of those that were left out none is counted."""
    needed: int | None
    """How many must be met; None for points, and where it is not known."""
    vetoes: tuple[str, ...]
    """Criteria whose veto struck."""
    missing: tuple[Missing, ...]
    result: str = ""
    """A key of RESULTS."""
    level: str = ""
    """Name of the level; empty where none is given."""


def score(criteria_set: CriteriaSet, answers: Answers) -> Scored:
    """The dossier's score. Raises BadAnswers with every answer that cannot be taken."""
    if wrong := wrong_answers(criteria_set, answers):
        raise BadAnswers(tuple(wrong))
    rows = tuple(_row(criteria_set, one, answers.get(one.name, Answered())) for one in criteria_set.criteria)
    is_points = criteria_set.scoring == "points"
    groups = tuple(_group(one, rows) for one in criteria_set.groups) if is_points else ()
    bonus = sum(_hundredths(row.points) for row in rows if row.criterion.bonus)
    total = _total(criteria_set, groups, bonus) if is_points else 0
    summed = Scored(
        rows,
        groups,
        bonus=_points(bonus),
        total=_points(total),
        met=sum(1 for row in rows if row.met),
        needed=_needed(criteria_set, rows),
        vetoes=tuple(row.criterion.name for row in rows if row.criterion.veto and _fell(row)),
        missing=tuple(_missing(criteria_set, rows)),
    )
    concluded = replace(summed, result=_result(criteria_set, summed))
    return replace(concluded, level=_level(criteria_set, concluded))


def _hundredths(points: Decimal) -> int:
    return int(points * 100)


def _points(hundredths: int) -> Decimal:
    return Decimal(hundredths).scaleb(-2)


def _row(criteria_set: CriteriaSet, one: Criterion, answer: Answered) -> Row:
    """Rules 3 to 6 for one criterion."""
    met: bool | None
    if answer.not_applicable and criteria_set.not_applicable == "full":
        state, met, earned = "full", True, _hundredths(one.points) if one.counts else 0
    elif answer.not_applicable:
        state, met, earned = "left_out", None, 0
    elif not answer.is_given:
        state, met, earned = "missing", None, 0
    else:
        earned = _earned(one, answer)
        state, met = "answered", _met(one, answer, earned)
    points = _points(earned)
    return Row(one, answer, met, points, state, why(one, answer, state, points, met))


def _earned(one: Criterion, answer: Answered) -> int:
    """Rule 3, in hundredths."""
    value = answer.value
    if one.kind == "points":
        return _hundredths(Decimal(value))  # type: ignore[arg-type]
    if one.kind == "choice":
        option = one.option(str(value))
        return _hundredths(option.points) if option else 0
    if one.kind == "deduction":
        off = int(value or 0) * _hundredths(one.points_each)
        return -min(off, _hundredths(one.points)) if one.points else -off
    if one.kind == "yes_no":
        return _hundredths(one.points) if value else 0
    if one.steps:
        reached = [step.points for step in one.steps if _reaches(one, answer, step.reaches)]
        return _hundredths(reached[-1]) if reached else 0
    return _hundredths(one.points) if _reaches(one, answer, one.at_least or Decimal(0)) else 0


def _reaches(one: Criterion, answer: Answered, asked: Decimal) -> bool:
    """Rules 3 and 4: a number or a percentage is reached."""
    part = int(answer.value or 0)
    if one.kind == "share":
        return part >= share_needed(answer.base or 0, asked)
    return part * 100 >= _hundredths(asked)


def _met(one: Criterion, answer: Answered, earned: int) -> bool:
    """Rule 5."""
    if one.kind == "yes_no":
        return bool(answer.value)
    if one.kind == "deduction":
        return answer.value == 0
    if one.kind in ("choice", "points"):
        return earned > 0 if one.at_least is None else earned >= _hundredths(one.at_least)
    return earned > 0 if one.at_least is None else _reaches(one, answer, one.at_least)


def _needed(criteria_set: CriteriaSet, rows: tuple[Row, ...]) -> int | None:
    """Rule 6: how many criteria must be met."""
    left = sum(1 for row in rows if row.state != "left_out")
    if criteria_set.scoring == "pass_all":
        return left
    if criteria_set.scoring == "points" or criteria_set.at_least is None:
        return None
    return -(-int(criteria_set.at_least) * left // len(rows))


def _group(group: Group, rows: Iterable[Row]) -> GroupScore:
    """Rule 7."""
    own = [row for row in rows if row.criterion.group == group.name]
    counting = [row for row in own if row.criterion.counts]
    out = [row for row in counting if row.state == "left_out"]
    cap = None if group.cap is None else _hundredths(group.cap)
    worth = _capped(sum(_hundredths(row.criterion.points) for row in counting), cap)
    counted = _capped(sum(_hundredths(row.criterion.points) for row in counting if row not in out), cap)
    before = sum(_hundredths(row.points) for row in own if not row.criterion.bonus)
    after = max(0, _capped(before, cap))
    floor = _hundredths(group.floor or Decimal(0))
    holds = after * worth >= floor * counted
    return GroupScore(group, _points(before), _points(after), _points(worth), _points(counted), holds)


def _capped(points: int, cap: int | None) -> int:
    return points if cap is None else min(points, cap)


def _total(criteria_set: CriteriaSet, groups: tuple[GroupScore, ...], bonus: int) -> int:
    """Rule 8, in hundredths."""
    total = sum(_hundredths(one.after) for one in groups)
    worth = sum(_hundredths(one.worth) for one in groups)
    counted = sum(_hundredths(one.counted) for one in groups)
    if counted not in (0, worth):
        total = (2 * total * worth + counted) // (2 * counted)
    total += bonus
    return total if criteria_set.most is None else min(total, _hundredths(criteria_set.most))


def _fell(row: Row) -> bool:
    """Rule 9: answered, and not met."""
    return row.state == "answered" and not row.met


def _missing(criteria_set: CriteriaSet, rows: tuple[Row, ...]) -> Iterable[Missing]:
    """Rule 10, and what rule 11.2 names besides."""
    for row in rows:
        one = row.criterion
        if row.state == "missing":
            yield Missing(one.name, "answer", f"chưa trả lời «{one.title}»")
        elif one.asks_reason and row.state == "answered" and not row.answer.reason.strip():
            yield Missing(one.name, "reason", f"chưa ghi lý do, căn cứ chấm «{one.title}»")
    if all(row.state == "left_out" for row in rows if row.criterion.counts):
        yield Missing("", "everything", "mọi tiêu chí đều ghi «không áp dụng»; không còn gì để kết luận")
    if criteria_set.scoring != "pass_all" and criteria_set.at_least is None:
        what = "tổng điểm" if criteria_set.scoring == "points" else "số tiêu chí"
        yield Missing("", "at_least", f"bộ tiêu chí chưa có {what} phải đạt; xin bổ sung từ văn bản chính thức")


def _result(criteria_set: CriteriaSet, summed: Scored) -> str:
    """Rule 11."""
    if any(criteria_set.criterion(name).veto == FAILS for name in summed.vetoes):
        return "chua_dat"
    if criteria_set.scoring == "pass_all" and any(_fell(row) for row in summed.rows):
        return "chua_dat"
    if summed.missing:
        return "chua_du"
    if criteria_set.scoring == "points":
        reached = summed.total >= (criteria_set.at_least or 0)
        return "dat" if reached and all(one.holds for one in summed.groups) else "chua_dat"
    return "dat" if summed.met >= (summed.needed or 0) else "chua_dat"


def _level(criteria_set: CriteriaSet, concluded: Scored) -> str:
    """Rule 12."""
    known = [one.at_least for one in criteria_set.levels if one.at_least is not None]
    is_open = any(one.what != "at_least" for one in concluded.missing)
    if len(known) < len(criteria_set.levels) or is_open or concluded.result == "chua_dat":
        return ""
    reached = [place for place, at_least in enumerate(known) if concluded.total >= at_least]
    if not reached:
        return ""
    names = [one.name for one in criteria_set.levels]
    struck = [names.index(criteria_set.criterion(name).veto) for name in concluded.vetoes]
    return names[max([reached[0], *struck])]


def sealed(criteria_set: CriteriaSet, answers: Answers) -> bytes:
    """What is kept of a score: which set, every answer, what it came to; the same bytes for ever, and no free words.

    Raises BadAnswers.
    """
    scored = score(criteria_set, answers)
    named = {"name": criteria_set.name, "version": criteria_set.version, "digest": criteria_set.digest}
    inputs = {row.criterion.name: _input(row) for row in scored.rows if row.answer.is_given}
    return canonical({"engine": ENGINE, "set": named, "answers": inputs, "result": _as_data(scored)})


def _input(row: Row) -> dict[str, Any]:
    answer = row.answer
    if answer.not_applicable:
        return {"not_applicable": True, "reason": True}
    value = f"{Decimal(answer.value or 0):.2f}" if row.criterion.kind == "points" else answer.value
    told: dict[str, Any] = {"value": value, "reason": bool(answer.reason.strip())}
    return told if answer.base is None else {**told, "base": answer.base}


def _as_data(scored: Scored) -> dict[str, Any]:
    return {
        "rows": [[row.criterion.name, row.state, row.met, f"{row.points:.2f}"] for row in scored.rows],
        "groups": [[g.group.name, f"{g.before:.2f}", f"{g.after:.2f}", g.holds] for g in scored.groups],
        "bonus": f"{scored.bonus:.2f}",
        "total": f"{scored.total:.2f}",
        "met": scored.met,
        "needed": scored.needed,
        "result": scored.result,
        "level": scored.level,
        "vetoes": list(scored.vetoes),
        "missing": [[one.criterion, one.what] for one in scored.missing],
    }
