"""What templates of money use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from phongtrao.dong import in_words
from phongtrao.money.estimate_papers import signed
from phongtrao.money.sums import CHANGES

register = template.Library()


@register.filter
def at(found: Mapping[Any, Any], key: Any) -> Any:
    """What stands under a key; the empty string for nothing."""
    return found.get(key, "")


@register.filter
def dong_words(amount: int | None) -> str:
    """The sum written out; nothing gives the empty string."""
    return "" if amount is None else in_words(amount)


@register.filter
def signed_money(amount: int) -> str:
    """`+1.500.000 đồng`."""
    return f"{signed(amount)} đồng"


@register.filter
def change_word(kind: str) -> str:
    """`thêm`, `bỏ`, `sửa`."""
    return CHANGES[kind]
