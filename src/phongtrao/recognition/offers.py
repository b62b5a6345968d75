"""What the site knows of a criterion by itself, in a candidacy's window: offered with its lineage, never written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from phongtrao.measures import measured
from phongtrao.recognition.answers import Answered, Value, why_wrong
from phongtrao.recognition.criteria import Criterion
from phongtrao.recognition.models import Candidacy
from phongtrao.recognition.reasons import answer_in_words
from phongtrao.recognition.typed_answers import Typed, as_typed
from phongtrao.words import day_in_words

NO_MEASURE = "Chưa có số đo này, xin trả lời bằng tay."


def why_no_offer(candidacy: Candidacy, day: date) -> str:
    """What stands at a criterion whose measure says nothing."""
    first = candidacy.rules.said.window(candidacy.year)[0]
    if day < first:
        return f"Mốc số liệu bắt đầu từ {day_in_words(first)} nên chưa có số đếm; xin trả lời bằng tay."
    return NO_MEASURE


@dataclass(frozen=True, slots=True)
class Offer:
    """An answer that the site knows; a person takes it over or does not."""

    answer: Answered
    typed: Typed
    spoken: str
    lineage: str

    def is_of(self, told: Answered) -> bool:
        """Whether the answer is the one that is offered."""
        return not told.not_applicable and (told.value, told.base) == (self.answer.value, self.answer.base)


def offer_for(candidacy: Candidacy, criterion: Criterion, day: date) -> Offer | None:
    """The answer that the criterion's measure gives for the candidacy's window, as it stands on the day."""
    if not criterion.measure:
        return None
    first, last = candidacy.rules.said.window(candidacy.year)
    known = measured(criterion.measure, candidacy.organisation, first, last, day) if first <= day else None
    if known is None:
        return None
    given = Answered(_value(criterion, known.value, known.base), known.base if criterion.kind == "share" else None)
    if (known.base is None) == (criterion.kind == "share") or known.base == 0 or why_wrong(criterion, given):
        return None
    return Offer(given, as_typed(criterion, given), answer_in_words(criterion, given), known.lineage[:500])


def _value(criterion: Criterion, value: int, base: int | None) -> Value:
    if criterion.kind == "yes_no":
        return value > 0 if base is None else value == base
    return value
