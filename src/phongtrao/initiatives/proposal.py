"""What a yearly review proposes for a model: keep, mend, replicate or retire, with its reasons.

Pure. The thresholds come from the kind's data; the proposal binds nobody, the decider's own word stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from phongtrao.initiatives.kind import Criterion, ReviewRule

KEEP, MEND, REPLICATE, RETIRE = "keep", "mend", "replicate", "retire"
PROPOSALS = {KEEP: "giữ", MEND: "củng cố", REPLICATE: "nhân rộng", RETIRE: "thanh loại"}
GOOD = (KEEP, REPLICATE)
"""Proposals that speak well of a model."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a body answers to a criterion: yes or no as 1 or 0, a number, or the part of a share with its whole."""

    value: Decimal
    base: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A criterion with what was found: met, not met, or None where it could not be answered."""

    criterion: Criterion
    met: bool | None


@dataclass(frozen=True, slots=True)
class Proposed:
    """The proposal, and why, in sentences; `met` of `asked` criteria were met."""

    what: str
    """A key of PROPOSALS."""
    reasons: tuple[str, ...]
    met: int
    asked: int

    @property
    def percent(self) -> int:
        """Share of the criteria that were met, rounded down; a model without any answer met none."""
        return self.met * 100 // self.asked if self.asked else 0


def met_by(criterion: Criterion, answer: Answer | None) -> bool | None:
    """Whether the answer meets the criterion; None without an answer, or for a share of nothing."""
    if answer is None:
        return None
    if criterion.answered == "yes_no":
        return answer.value != 0
    if criterion.answered == "number":
        return criterion.at_least is not None and answer.value >= criterion.at_least
    if not answer.base or criterion.percent is None:
        return None
    return answer.value * 100 >= answer.base * criterion.percent


def propose(
    criteria: Sequence[Criterion], answers: Mapping[str, Answer], rule: ReviewRule, mended_before: int = 0
) -> Proposed:
    """What follows from the answers by the kind's thresholds.

    `mended_before`: how many reviews running before this one proposed mending.
    """
    told = [Told(one, met_by(one, answers.get(one.name))) for one in criteria]
    answered = [one for one in told if one.met is not None]
    met = sum(1 for one in answered if one.met)
    unmet = [one.criterion.title for one in answered if one.criterion.required and not one.met]
    open_ones = [one.criterion.title for one in told if one.criterion.required and one.met is None]
    found = Proposed(KEEP, (), met, len(answered))
    what, why = _by_share(found, bool(unmet or open_ones), rule)
    reasons = [f"Đạt {met} trên {len(answered)} tiêu chí trả lời được ({found.percent} %).", why]
    reasons += [f"Tiêu chí bắt buộc chưa đạt: {'; '.join(unmet)}."] if unmet else []
    reasons += [f"Tiêu chí bắt buộc chưa trả lời được: {'; '.join(open_ones)}."] if open_ones else []
    if what == MEND and rule.years_to_mend is not None and mended_before >= rule.years_to_mend:
        what = RETIRE
        reasons.append(f"Đã đề xuất củng cố {mended_before} năm liền mà chưa đạt.")
    return Proposed(what, tuple(reasons), met, len(answered))


def _by_share(found: Proposed, has_unmet: bool, rule: ReviewRule) -> tuple[str, str]:
    """The proposal by the share of criteria met, and the threshold that it came to."""
    percent = found.percent
    if not found.asked:
        return MEND, "Chưa trả lời được tiêu chí nào nên chưa đủ cơ sở: đề xuất củng cố."
    if percent < rule.mend:
        return RETIRE, f"Dưới {rule.mend} %: đề xuất thanh loại."
    if percent < rule.keep:
        return MEND, f"Từ {rule.mend} % đến dưới {rule.keep} %: đề xuất củng cố."
    if has_unmet:
        return MEND, f"Từ {rule.keep} % trở lên nhưng còn tiêu chí bắt buộc chưa đạt: đề xuất củng cố."
    if percent < rule.replicate:
        return KEEP, f"Từ {rule.keep} % đến dưới {rule.replicate} %: đề xuất giữ."
    return REPLICATE, f"Từ {rule.replicate} % trở lên: đề xuất nhân rộng."
