"""Answers to the criteria of a set: what they may be, and what is said of those that cannot be taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from phongtrao.faults import near
from phongtrao.recognition.criteria import CriteriaSet, Criterion
from phongtrao.recognition.criteria_keys import LARGEST

Value = bool | int | str | Decimal | None


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer: a value that fits the criterion's kind (docs/criteria.md, rule 2), or that it does not apply.

    `yes_no`: a bool; `number`, `deduction`: an int; `share`: two, the second as `base`; `choice`: the option's name;
    `points`: a Decimal or int. All empty is no answer.
    """

    value: Value = None
    base: int | None = None
    not_applicable: bool = False
    reason: str = ""

    @property
    def is_given(self) -> bool:
        return self.not_applicable or self.value is not None or self.base is not None


Answers = Mapping[str, Answered]
"""Name of the criterion → its answer."""


@dataclass(frozen=True, slots=True)
class WrongAnswer:
    """An answer that cannot be taken, and what to write."""

    criterion: str
    words: str
    part: str = "value"
    """Which part of the answer is wrong: `value`, `base`, `not_applicable`, `reason`."""


Fault = tuple[str, str]
"""Part of the answer, and what is wrong with it."""


class BadAnswers(ValueError):
    """Answers that cannot be scored; `wrong` tells each."""

    def __init__(self, wrong: tuple[WrongAnswer, ...]) -> None:
        super().__init__("\n".join(f"«{one.criterion}»: {one.words}" for one in wrong))
        self.wrong = wrong


def wrong_answers(criteria_set: CriteriaSet, answers: Answers) -> list[WrongAnswer]:
    """What is wrong with the answers, in the order of the set; empty where all of them can be scored."""
    names = [one.name for one in criteria_set.criteria]
    wrong = [
        WrongAnswer(criterion.name, words, part)
        for criterion in criteria_set.criteria
        if criterion.name in answers
        for part, words in islice(_faults(criterion, answers[criterion.name]), 1)
    ]
    unknown = (name for name in answers if name not in names)
    return wrong + [WrongAnswer(name, f"bộ tiêu chí không có tiêu chí này{near(name, names)}") for name in unknown]


def why_wrong(criterion: Criterion, answer: Answered) -> str:
    """What is wrong with an answer, and what to write; the empty string for a good one, and for none."""
    return next((words for _, words in _faults(criterion, answer)), "")


def _faults(criterion: Criterion, answer: Answered) -> Iterator[Fault]:
    if answer.not_applicable:
        yield from _not_applicable(criterion, answer)
        return
    if not answer.is_given:
        return
    if criterion.kind != "share" and answer.base is not None:
        yield "base", "tiêu chí này không có tổng số đi kèm; xin bỏ trống ô tổng số"
    yield from _of_kind(criterion, answer)


def _not_applicable(criterion: Criterion, answer: Answered) -> Iterator[Fault]:
    if not criterion.may_be_not_applicable:
        yield "not_applicable", "tiêu chí này áp dụng cho mọi đơn vị; xin trả lời, không ghi «không áp dụng»"
    if answer.value is not None or answer.base is not None:
        yield "not_applicable", "đã ghi «không áp dụng» thì không ghi giá trị; xin bỏ một trong hai"
    if not answer.reason.strip():
        yield "reason", "xin ghi lý do vì sao không áp dụng"


def _of_kind(criterion: Criterion, answer: Answered) -> Iterator[Fault]:
    value = answer.value
    if criterion.kind == "yes_no":
        if not isinstance(value, bool):
            yield "value", "xin trả lời «có» hoặc «không»"
    elif criterion.kind == "choice":
        if not isinstance(value, str) or criterion.option(value) is None:
            fitting = ", ".join(f"«{option.title}»" for option in criterion.options)
            yield "value", f"không có phương án «{str(value)[:60]}»; xin chọn {fitting}"
    elif criterion.kind == "points":
        yield from _points(criterion, value)
    elif criterion.kind == "share":
        yield from _share(criterion, answer)
    else:
        yield from _whole(value, "value", "số lượng")


def _share(criterion: Criterion, answer: Answered) -> Iterator[Fault]:
    if answer.value is None or answer.base is None:
        yield "value" if answer.value is None else "base", f"xin ghi cả hai số: số đạt và {criterion.base or 'tổng số'}"
        return
    wrong = [*_whole(answer.value, "value", "số đạt"), *_whole(answer.base, "base", "tổng số")]
    yield from wrong
    if wrong or not isinstance(answer.value, int):
        return
    if answer.base == 0:
        what = "xin ghi «không áp dụng» kèm lý do" if criterion.may_be_not_applicable else "xin xem lại tổng số"
        yield "base", f"tổng số là 0 thì không tính được tỷ lệ; {what}"
    elif answer.value > answer.base:
        yield "value", f"số đạt ({answer.value}) lớn hơn tổng số ({answer.base}); xin xem lại hai số"


def _whole(value: Value, part: str, what: str) -> Iterator[Fault]:
    if type(value) is not int or value < 0:
        yield part, f"{what} phải là số nguyên không âm; xin ghi như 12"
    elif value > LARGEST:
        yield part, f"{what} quá lớn; xin xem lại số chữ số"


def _points(criterion: Criterion, value: Value) -> Iterator[Fault]:
    number = Decimal(value) if isinstance(value, Decimal | int) and not isinstance(value, bool) else None
    if number is None or not number.is_finite() or not 0 <= number <= criterion.points or number != round(number, 2):
        most = f"{criterion.points.normalize():f}".replace(".", ",")
        yield "value", f"điểm phải từ 0 đến {most}, tối đa hai số lẻ; xin ghi như 2,5"
