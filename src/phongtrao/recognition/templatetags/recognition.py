"""Words of scores for templates."""

from __future__ import annotations

from decimal import Decimal

from django import template

from phongtrao.recognition.reasons import number
from phongtrao.recognition.score_entry import evidence_words, how
from phongtrao.recognition.typed_answers import Typed

register = template.Library()

register.filter("how_asked", how)
register.filter("evidence_asked", evidence_words)


@register.filter
def points(given: Decimal | int | None) -> str:
    """`2,5`; the empty string for none."""
    return "" if given is None else number(given)


@register.filter
def typed_words(typed: Typed) -> str:
    """`8/10, vì ...`: an answer in a line, as it was typed."""
    value = "không áp dụng" if typed.not_applicable else "/".join(filter(None, (typed.value, typed.base)))
    return ", ".join(filter(None, (value or "bỏ trống", typed.reason)))
