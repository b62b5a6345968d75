"""A second, slow way of scoring, written from the rules' text in docs/criteria.md alone; no code of the site is in it.

Sets and answers are plain data (`criteria.as_data`, dicts); every number is a fraction.
"""

from __future__ import annotations

from fractions import Fraction as F
from math import ceil, floor
from typing import Any

Data = dict[str, Any]


def judge(the_set: Data, answers: dict[str, Data]) -> Data:
    """What the dossier comes to: points of each criterion, groups, total, level, result, vetoes, what is missing."""
    outs = {one["name"]: outcome(the_set, one, answers.get(one["name"])) for one in the_set["criteria"]}
    missing = what_is_missing(the_set, answers)
    vetoes = [o["name"] for o in the_set["criteria"] if o.get("veto") and outs[o["name"]]["state"] == "answered"
              and outs[o["name"]]["met"] is False]  # fmt: skip
    groups = {g["name"]: group_points(the_set, g, outs) for g in the_set["groups"]} if is_points(the_set) else {}
    total = total_points(the_set, groups, outs) if is_points(the_set) else F(0)
    said = {"outs": outs, "missing": missing, "vetoes": vetoes, "groups": groups, "total": total}
    said["result"] = conclude(the_set, said)
    said["level"] = level_of(the_set, said)
    return said


def is_points(the_set: Data) -> bool:
    return bool(the_set["scoring"] == "points")


def num(one: Data, key: str) -> F | None:
    return F(one[key]) if one.get(key) is not None else None


def worth_of(one: Data) -> F:
    return num(one, "points") or F(0)


def is_counting(one: Data) -> bool:
    return not one.get("bonus") and one["kind"] != "deduction"


def outcome(the_set: Data, one: Data, answer: Data | None) -> Data:
    """Rules 3 to 6 and 10: state, points, met."""
    if answer is None:
        return {"state": "missing", "points": F(0), "met": None}
    if answer.get("not_applicable"):
        if the_set.get("not_applicable", "leave_out") == "leave_out":
            return {"state": "left_out", "points": F(0), "met": None}
        return {"state": "full", "points": worth_of(one) if is_counting(one) else F(0), "met": True}
    earned = points_of(one, answer)
    return {"state": "answered", "points": earned, "met": is_met(one, answer, earned)}


def least_part(base: int, percent: F) -> int:
    """Rule 4, by trying one whole number after the other near where it must be."""
    exact = F(base) * percent / 100
    part = floor(exact)
    while part < exact:
        part += 1
    return part


def reaches(one: Data, answer: Data, asked: F) -> bool:
    if one["kind"] == "share":
        return bool(answer["value"] >= least_part(answer["base"], asked))
    return bool(F(answer["value"]) >= asked)


def points_of(one: Data, answer: Data) -> F:
    """Rule 3."""
    kind, value = one["kind"], answer["value"]
    if kind == "yes_no":
        return worth_of(one) if value is True else F(0)
    if kind == "choice":
        (chosen,) = [option for option in one["options"] if option["name"] == value]
        return F(chosen["points"])
    if kind == "points":
        return F(value)
    if kind == "deduction":
        off = value * F(one["points_each"])
        if worth_of(one) > 0 and off > worth_of(one):
            off = worth_of(one)
        return -off
    if one.get("steps"):
        earned = F(0)
        for step in one["steps"]:
            if reaches(one, answer, F(step["reaches"])):
                earned = F(step["points"])
        return earned
    return worth_of(one) if reaches(one, answer, F(one["at_least"])) else F(0)


def is_met(one: Data, answer: Data, earned: F) -> bool:
    """Rule 5."""
    asked = num(one, "at_least")
    if one["kind"] == "yes_no":
        return answer["value"] is True
    if one["kind"] == "deduction":
        return bool(answer["value"] == 0)
    if one["kind"] in ("number", "share"):
        return earned > 0 if asked is None else reaches(one, answer, asked)
    return earned > 0 if asked is None else earned >= asked


def group_points(the_set: Data, group: Data, outs: dict[str, Data]) -> Data:
    """Rule 7."""
    own = [one for one in the_set["criteria"] if one["group"] == group["name"]]
    cap = num(group, "cap")
    worth = sum((worth_of(one) for one in own if is_counting(one)), F(0))
    left_in = [one for one in own if is_counting(one) and outs[one["name"]]["state"] != "left_out"]
    counted = sum((worth_of(one) for one in left_in), F(0))
    before = sum((outs[one["name"]]["points"] for one in own if not one.get("bonus")), F(0))
    after = before
    if cap is not None:
        worth, counted, after = min(worth, cap), min(counted, cap), min(after, cap)
    after = max(after, F(0))
    holds = after * worth >= (num(group, "floor") or F(0)) * counted
    return {"before": before, "after": after, "worth": worth, "counted": counted, "holds": holds}


def total_points(the_set: Data, groups: dict[str, Data], outs: dict[str, Data]) -> F:
    """Rule 8."""
    total = sum((group["after"] for group in groups.values()), F(0))
    worth = sum((group["worth"] for group in groups.values()), F(0))
    counted = sum((group["counted"] for group in groups.values()), F(0))
    were_left_out = any(out["state"] == "left_out" for out in outs.values())
    if were_left_out and counted != 0:
        scaled = total * worth / counted
        total = F(floor(scaled * 100 + F(1, 2)), 100)
    total += sum((outs[one["name"]]["points"] for one in the_set["criteria"] if one.get("bonus")), F(0))
    most = num(the_set, "most")
    return total if most is None or total <= most else most


def what_is_missing(the_set: Data, answers: dict[str, Data]) -> list[tuple[str, str]]:
    """Rules 10 and 11.2."""
    missing = []
    for one in the_set["criteria"]:
        answer = answers.get(one["name"])
        if answer is None:
            missing.append((one["name"], "answer"))
        elif one.get("asks_reason") and not answer.get("not_applicable") and not answer.get("reason"):
            missing.append((one["name"], "reason"))
    counting = [one["name"] for one in the_set["criteria"] if is_counting(one)]
    leaves_out = the_set.get("not_applicable", "leave_out") == "leave_out"
    if leaves_out and all(answers.get(name, {}).get("not_applicable") for name in counting):
        missing.append(("", "everything"))
    if the_set["scoring"] != "pass_all" and the_set.get("at_least") is None:
        missing.append(("", "at_least"))
    return missing


def conclude(the_set: Data, said: Data) -> str:
    """Rule 11, one after the other."""
    by_name = {one["name"]: one for one in the_set["criteria"]}
    outs = said["outs"]
    if any(by_name[name]["veto"] == "fails" for name in said["vetoes"]):
        return "chua_dat"
    if the_set["scoring"] == "pass_all" and any(o["state"] == "answered" and not o["met"] for o in outs.values()):
        return "chua_dat"
    if said["missing"]:
        return "chua_du"
    if the_set["scoring"] == "points":
        if not all(group["holds"] for group in said["groups"].values()):
            return "chua_dat"
        return "chua_dat" if said["total"] < F(the_set["at_least"]) else "dat"
    if the_set["scoring"] == "pass_count":
        left_in = [o for o in outs.values() if o["state"] != "left_out"]
        needed = ceil(F(the_set["at_least"]) * len(left_in) / len(outs))
        return "chua_dat" if sum(1 for o in left_in if o["met"]) < needed else "dat"
    return "dat"


def level_of(the_set: Data, said: Data) -> str:
    """Rule 12."""
    levels = the_set.get("levels", [])
    if any(level.get("at_least") is None for level in levels) or said["result"] == "chua_dat":
        return ""
    if [what for _, what in said["missing"] if what != "at_least"]:
        return ""
    names = [level["name"] for level in levels]
    by_name = {one["name"]: one for one in the_set["criteria"]}
    for place, level in enumerate(levels):
        if said["total"] >= F(level["at_least"]):
            lowest = max([place, *(names.index(by_name[name]["veto"]) for name in said["vetoes"])])
            return str(names[lowest])
    return ""
