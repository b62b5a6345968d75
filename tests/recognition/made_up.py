"""Sets and dossiers by chance, for trials: every set is one that a file could say (`build_criteria` makes it)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from phongtrao.recognition.answers import Answered
from phongtrao.recognition.criteria import CriteriaSet, Criterion
from phongtrao.recognition.read_criteria import build_criteria


def a_set(chance: Random) -> CriteriaSet:
    """A set of one to twelve criteria."""
    while True:
        made, _ = build_criteria(_data(chance))
        if made is not None:
            return made


def _points(chance: Random, most: int = 20) -> Decimal:
    return Decimal(chance.choice([chance.randint(1, most), *[f"{chance.randint(1, most * 100) / 100:.2f}"] * 1]))


def _data(chance: Random) -> dict[str, Any]:
    scoring = chance.choice(["pass_all", "pass_count", "points", "points", "points"])
    groups = [f"nhom_{n}" for n in range(chance.randint(1, 3))]
    levels = [f"muc_{n}" for n in range(chance.choice([0, 0, 2, 3]))] if scoring == "points" else []
    rows = [_criterion(chance, n, scoring, groups, levels) for n in range(chance.randint(1, 12))]
    if scoring == "points" and all(row.get("bonus") or row["kind"] == "deduction" for row in rows):
        rows.append({**_criterion(chance, 99, "pass_all", groups, []), "points": Decimal(7), "kind": "yes_no"})
        rows[-1] = {k: v for k, v in rows[-1].items() if k not in ("at_least", "steps", "base")}
    counted = sum(row.get("points", Decimal(0)) for row in rows if row["kind"] != "deduction" and not row.get("bonus"))
    data: dict[str, Any] = {
        "kind": "criteria", "name": "thu", "title": "Bộ thử", "version": 1, "valid_from": date(2026, 1, 1),
        "source": "Bộ thử", "subjects": ["xa_phuong"], "scoring": scoring,
        "not_applicable": chance.choice(["full", "leave_out"]),
        "group": [_group(chance, name, rows, scoring) for name in groups],
        "criterion": [{key: value for key, value in row.items() if key != "options"} for row in rows],
        "option": [{**option, "criterion": row["name"]} for row in rows for option in row.get("options", [])],
        "level": _levels(chance, levels, counted),
    }  # fmt: skip
    if scoring == "pass_count" and chance.random() < 0.9:
        data["at_least"] = chance.randint(1, len(rows))
    if scoring == "points":
        if chance.random() < 0.9:
            data["at_least"] = _part_of(chance, counted)
        if chance.random() < 0.3:
            data["most"] = counted
    return data


def _part_of(chance: Random, whole: Decimal) -> Decimal:
    return round(whole * chance.choice([0, 25, 50, 50, 75, 100]) / 100, 2)


def _levels(chance: Random, names: list[str], counted: Decimal) -> list[dict[str, Any]]:
    marks = sorted((round(counted * chance.randint(1, 90) / 100, 2) for _ in names), reverse=True)
    rows: list[dict[str, Any]] = [
        {"name": name, "title": name, "at_least": mark} for name, mark in zip(names, marks, strict=True)
    ]
    if rows and chance.random() < 0.15:
        del rows[chance.randrange(len(rows))]["at_least"]
    return rows


def _group(chance: Random, name: str, rows: list[dict[str, Any]], scoring: str) -> dict[str, Any]:
    group: dict[str, Any] = {"name": name, "title": name}
    own = [row for row in rows if row["group"] == name and row["kind"] != "deduction" and not row.get("bonus")]
    worth = sum((row.get("points", Decimal(0)) for row in own), Decimal(0))
    if scoring == "points" and worth:
        if chance.random() < 0.4:
            group["cap"] = worth = _part_of(chance, worth)
        if chance.random() < 0.4:
            group["floor"] = _part_of(chance, worth)
    return group


def _criterion(chance: Random, place: int, scoring: str, groups: list[str], levels: list[str]) -> dict[str, Any]:
    kinds = ["yes_no", "number", "share", "choice"] + (["points", "deduction"] if scoring == "points" else [])
    kind = chance.choice(kinds)
    row: dict[str, Any] = {
        "name": f"tieu_chi_{place}", "title": f"Tiêu chí {place}", "group": chance.choice(groups), "kind": kind,
        "source": "Bộ thử", "may_be_not_applicable": chance.random() < 0.5, "asks_reason": chance.random() < 0.1,
    }  # fmt: skip
    if scoring == "points":
        row["points"] = _points(chance)
        row["bonus"] = kind != "deduction" and chance.random() < 0.15
    _of_kind(chance, row, row.get("points", Decimal(1)))
    if not row.get("bonus") and chance.random() < 0.15:
        row["veto"] = chance.choice(["fails", *levels])
    return row


def _of_kind(chance: Random, row: dict[str, Any], points: Decimal) -> None:
    kind = row["kind"]
    if kind == "share":
        row["base"] = "tổng số"
    if kind in ("number", "share"):
        most = 100 if kind == "share" else 30
        if has_steps := chance.random() < 0.5:
            marks = sorted({Decimal(chance.randint(0, most * 3)) / 3 for _ in range(chance.randint(1, 4))})
            marks = sorted({round(mark, 2) for mark in marks})
            gains = [round(points * (n + 1) / len(marks), 2) for n in range(len(marks))]
            row["steps"] = [[mark, gain] for mark, gain in zip(marks, gains, strict=True)]
        if not has_steps or chance.random() < 0.3:
            row["at_least"] = Decimal(chance.randint(0, most))
    elif kind == "choice":
        gains = [points, Decimal(0), round(points / 2, 2)][: chance.randint(2, 3)]
        row["options"] = [{"name": f"chon_{n}", "title": f"Chọn {n}", "points": gain} for n, gain in enumerate(gains)]
    elif kind == "deduction":
        row["points_each"] = _points(chance, 3)
        if chance.random() < 0.5:
            del row["points"]
    if kind in ("choice", "points") and chance.random() < 0.3:
        row["at_least"] = _part_of(chance, points)


def a_dossier(chance: Random, criteria_set: CriteriaSet) -> dict[str, Answered]:
    """Answers to most of the criteria; some dossiers are whole."""
    gaps = chance.choice([0, 0, 0, 0.1, 0.5])
    out = chance.choice([0, 0.1, 0.5, 1])
    return {
        one.name: _answer(chance, one, out)
        for one in criteria_set.criteria
        if chance.random() >= gaps
    }  # fmt: skip


def _answer(chance: Random, one: Criterion, out: float) -> Answered:
    if one.may_be_not_applicable and chance.random() < out:
        return Answered(not_applicable=True, reason="không có")
    reason = "đã có" if chance.random() < 0.8 else ""
    small = chance.choice([0, 0, 1, 2, chance.randint(0, 40), chance.randint(0, 10**12)])
    if one.kind == "yes_no":
        return Answered(chance.random() < 0.8, reason=reason)
    if one.kind == "choice":
        return Answered(chance.choice(one.options).name, reason=reason)
    if one.kind == "points":
        return Answered(round(one.points * chance.randint(0, 100) / 100, 2), reason=reason)
    if one.kind == "share":
        base = max(1, small)
        return Answered(min(base, base * chance.randint(0, 110) // 100), base, reason=reason)
    return Answered(small, reason=reason)
