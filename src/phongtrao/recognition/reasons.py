"""Why a criterion gave what it gave, in words for the page, the sheet and the report."""

from __future__ import annotations

from decimal import Decimal

from phongtrao.recognition.answers import Answered
from phongtrao.recognition.criteria import CriteriaSet, Criterion, share_needed


def why(one: Criterion, answer: Answered, state: str, points: Decimal, met: bool | None) -> str:
    """`17/25; cần ít nhất 70 % của 25, làm tròn lên là 18: chưa đạt, 0/10 điểm`; `state` is that of the row."""
    if state == "missing":
        return "chưa trả lời"
    if state == "left_out":
        return f"không áp dụng, không tính: {answer.reason.strip()}"
    if state == "full":
        given = f", {_of_most(one, points)}" if points else ""
        return f"không áp dụng, tính như đạt{given}: {answer.reason.strip()}"
    said = _said(one, answer)
    if one.kind == "deduction":
        return f"{said}: {f'trừ {number(-points)} điểm' if points else 'không trừ điểm'}"
    outcome = "đạt" if met else "chưa đạt"
    return f"{said}: {outcome}, {_of_most(one, points)}" if one.points else f"{said}: {outcome}"


def _of_most(one: Criterion, points: Decimal) -> str:
    return f"{number(points)}/{number(one.points)} điểm"


def _said(one: Criterion, answer: Answered) -> str:
    """The answer beside what was asked for."""
    if one.kind == "yes_no":
        return "có" if answer.value else "không"
    if one.kind == "choice":
        option = one.option(str(answer.value))
        return f"chọn «{option.title if option else answer.value}»"
    if one.kind == "deduction":
        most = f", nhiều nhất {number(one.points)}" if one.points else ""
        return f"{number(answer.value)} lần, mỗi lần trừ {number(one.points_each)} điểm{most}"
    if one.kind == "points":
        asked = "" if one.at_least is None else f"; cần ít nhất {number(one.at_least)} điểm"
        return f"chấm {number(answer.value)} điểm{asked}"
    stands = f"{number(answer.value)}/{number(answer.base)}" if one.kind == "share" else number(answer.value)
    least = [] if one.at_least is None else [f"cần ít nhất {_mark(one, answer, one.at_least)}"]
    return "; ".join([stands, *least, *_next_step(one, answer)])


def _next_step(one: Criterion, answer: Answered) -> list[str]:
    """The step that was reached, and the one after it."""
    part = int(answer.value or 0)
    told: list[str] = []
    for step in one.steps:
        needed = share_needed(answer.base or 0, step.reaches) if one.kind == "share" else step.reaches
        if part < needed:
            return [*told, f"mốc sau: {_mark(one, answer, step.reaches)}"]
        told = [f"đạt mốc {_mark(one, answer, step.reaches)}"]
    return told


def _mark(one: Criterion, answer: Answered, asked: Decimal) -> str:
    """`70 % của 25, làm tròn lên là 18`; of a number only itself."""
    if one.kind != "share":
        return number(asked)
    base, needed = answer.base or 0, share_needed(answer.base or 0, asked)
    exact = Decimal(base) * asked / 100 == needed
    return f"{number(asked)} % của {number(base)}, {'là' if exact else 'làm tròn lên là'} {number(needed)}"


def number(given: object) -> str:
    """`1.250`, `2,5`: as Vietnamese texts write numbers."""
    whole, _, part = f"{Decimal(str(given)):,.2f}".partition(".")
    part = part.rstrip("0")
    return whole.replace(",", ".") + (f",{part}" if part else "")


def answer_in_words(one: Criterion, answer: Answered) -> str:
    """The answer alone: `có`, `18/25`, the option's title, `không áp dụng`; the empty string for none."""
    if answer.not_applicable:
        return "không áp dụng"
    if not answer.is_given:
        return ""
    if one.kind == "yes_no":
        return "có" if answer.value else "không"
    if one.kind == "choice":
        option = one.option(str(answer.value))
        return option.title if option else str(answer.value)
    return f"{number(answer.value)}/{number(answer.base)}" if one.kind == "share" else number(answer.value)


def level_title(criteria_set: CriteriaSet, name: str) -> str:
    """What a level is called; the empty string for none."""
    return next((one.title for one in criteria_set.levels if one.name == name), "")
