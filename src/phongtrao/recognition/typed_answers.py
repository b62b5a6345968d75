"""Answers as people type them into pages, tables and sheets: `có`, `18`, `25`, `2,5`, the words of an option."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from phongtrao.recognition.answers import Answered, Value
from phongtrao.recognition.criteria import Criterion
from phongtrao.words import fold

_WHOLE = re.compile(r"\d{1,3}(?:[.\s]\d{3})+|\d+")
_POINTS = re.compile(r"\d{1,9}(?:[.,]\d{1,2})?")
_YES = {"co": True, "1": True, "x": True, "true": True, "yes": True, "dat": True}
_NO = {"khong": False, "0": False, "false": False, "no": False, "chua dat": False}
_NOT_APPLICABLE = ("khong ap dung",)
_LONGEST = 18
"""Digits that a whole number may have here; how large it may be, `answers` says."""


@dataclass(frozen=True, slots=True)
class Typed:
    """The cells of one answer as they were typed."""

    value: str = ""
    base: str = ""
    not_applicable: str = ""
    reason: str = ""

    @property
    def is_blank(self) -> bool:
        return not (self.value or self.base or self.not_applicable)


class Unreadable(ValueError):
    """A cell that cannot be read; the Vietnamese text says what to write. `part`: as `answers.WrongAnswer.part`."""

    def __init__(self, part: str, words: str) -> None:
        super().__init__(words)
        self.part = part


def answer_of(criterion: Criterion, typed: Typed) -> Answered:
    """The answer that was typed; whether it fits the criterion, `answers.wrong_answers` says. Raises Unreadable."""
    reason = typed.reason.strip()
    if fold(typed.value) in _NOT_APPLICABLE and not typed.base:
        return Answered(not_applicable=True, reason=reason)
    not_applicable = _is_not_applicable(typed.not_applicable)
    value, base = typed.value, typed.base
    if criterion.kind == "share" and not base and value.count("/") == 1:
        value, base = value.split("/")
    return Answered(
        _value(criterion, " ".join(value.split())),
        _whole(" ".join(base.split()), "base"),
        not_applicable,
        reason,
    )


def _is_not_applicable(written: str) -> bool:
    folded = fold(written)
    if not folded or folded in _NO:
        return False
    if folded in _YES or folded in _NOT_APPLICABLE:
        return True
    raise Unreadable("not_applicable", f"«{written[:40]}» không rõ; không áp dụng thì ghi «x», có áp dụng thì bỏ trống")


def _value(criterion: Criterion, written: str) -> Value:
    if not written:
        return None
    if criterion.kind == "yes_no":
        if fold(written) not in _YES | _NO:
            raise Unreadable("value", f"«{written[:40]}» không rõ; xin ghi «có» hoặc «không»")
        return (_YES | _NO)[fold(written)]
    if criterion.kind == "choice":
        named = {fold(option.title): option.name for option in criterion.options}
        return named.get(fold(written), written)
    if criterion.kind == "points":
        if not _POINTS.fullmatch(written):
            raise Unreadable("value", f"«{written[:40]}» không phải số điểm; xin ghi như 5 hoặc 2,5")
        return Decimal(written.replace(",", "."))
    return _whole(written, "value")


def _whole(written: str, part: str) -> int | None:
    if not written:
        return None
    if not _WHOLE.fullmatch(written):
        what = "xin ghi số đạt và tổng số, không ghi phần trăm" if "%" in written else "xin ghi như 12 hoặc 1.500"
        raise Unreadable(part, f"«{written[:40]}» không phải số nguyên không âm; {what}")
    digits = re.sub(r"\D", "", written)
    if len(digits) > _LONGEST:
        raise Unreadable(part, "số quá lớn; xin xem lại số chữ số")
    return int(digits)


def as_typed(criterion: Criterion, answer: Answered) -> Typed:
    """The answer as `answer_of` reads it."""
    value = answer.value
    if isinstance(value, bool):
        written = "có" if value else "không"
    elif criterion.kind == "choice" and isinstance(value, str):
        option = criterion.option(value)
        written = option.title if option else value
    elif isinstance(value, Decimal):
        written = f"{value.normalize():f}".replace(".", ",")
    else:
        written = "" if value is None else str(value)
    base = "" if answer.base is None else str(answer.base)
    return Typed(written, base, "x" if answer.not_applicable else "", answer.reason)


def typed_words(typed: Typed) -> str:
    """`8/10, đếm ngày 01/11`: an answer in a line, as it was typed."""
    value = "không áp dụng" if typed.not_applicable else "/".join(filter(None, (typed.value, typed.base)))
    return ", ".join(filter(None, (value or "bỏ trống", typed.reason)))
