"""Words of scores for templates."""

from __future__ import annotations

from decimal import Decimal

from django import template

from phongtrao.recognition.reasons import number
from phongtrao.recognition.score_entry import evidence_words, how
from phongtrao.recognition.scoring import RESULTS
from phongtrao.recognition.typed_answers import typed_words

register = template.Library()

register.filter("how_asked", how)
register.filter("evidence_asked", evidence_words)
register.filter("typed_words", typed_words)
register.filter("result_word", lambda key: RESULTS.get(key, ""))


@register.filter
def points(given: Decimal | int | None) -> str:
    """`2,5`; the empty string for none."""
    return "" if given is None else number(given)
