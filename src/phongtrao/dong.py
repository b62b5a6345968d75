"""Đồng: how sums of money are typed, written with points, and written out in words. Whole numbers, never fractions."""

from __future__ import annotations

import re

from phongtrao.words import fold

MOST = 10**15
"""Above any count or sum of đồng that a province has; what is larger is a slip of the hand."""
_WHOLE = re.compile(r"\d{1,3}(?:[.\s]\d{3})+|\d+")
_UNIT = re.compile(r"\s*(?:đồng|vnđ|vnd|đ)\.?$", re.IGNORECASE)
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_THOUSANDS = ("", "nghìn", "triệu")
_BILLION = 10**9


class NotWhole(ValueError):
    """What was typed is no whole number that can be taken; the Vietnamese text says what to write."""


def read_whole(written: str) -> int:
    """A whole number as people type it, `12` or `1.500.000`. Raises NotWhole."""
    if not _WHOLE.fullmatch(written):
        raise NotWhole(f"«{written[:40]}» không phải số nguyên không âm; xin ghi như 12 hoặc 1.500.000.")
    value = int(re.sub(r"\D", "", written)[: len(str(MOST)) + 1])
    if value > MOST:
        raise NotWhole("Số quá lớn; xin xem lại số chữ số.")
    return value


def read_dong(written: str) -> int:
    """A sum of money, `1234567`, `1.234.567`, `1.234.567 đồng`. Raises NotWhole, which says what is wrong with it."""
    bare = _UNIT.sub("", " ".join(written.split()))
    if bare.startswith(("-", "−", "(")):
        raise NotWhole(f"«{written[:40]}» là số âm; số tiền phải từ 0 đồng trở lên.")
    if "," in bare:
        raise NotWhole(f"«{written[:40]}» có dấu phẩy; xin ghi số đồng chẵn, như 1234567 hoặc 1.234.567.")
    if any(unit in fold(bare) for unit in ("nghin", "ngan", "trieu", "ty")):
        raise NotWhole(f"«{written[:40]}»: xin đổi ra đồng rồi ghi bằng số, như 1.500.000.")
    return read_whole(bare)


def grouped(number: int) -> str:
    """`1500000` as `1.500.000`."""
    return f"{number:,}".replace(",", ".")


def in_words(number: int) -> str:
    """A sum as papers write it out: `một triệu không trăm linh năm nghìn đồng`. Raises ValueError below nought.

    >>> in_words(1_005_000)
    'một triệu không trăm linh năm nghìn đồng'
    >>> in_words(21_000_015)
    'hai mươi mốt triệu không trăm mười lăm đồng'
    """
    if number < 0:
        raise ValueError("a sum of money is not below nought")
    return f"{' '.join(_said(number)) or _DIGITS[0]} đồng"


def _said(number: int, after: bool = False) -> list[str]:
    """The words of a number; `after`: more stands before it, so that its first group is read with its hundreds."""
    if number >= _BILLION:
        rest = number % _BILLION
        return [*_said(number // _BILLION, after), "tỷ", *_said(rest, after=True)]
    found: list[str] = []
    for power in (2, 1, 0):
        group = number // 1000**power % 1000
        if group:
            found += _group(group, after or bool(found))
            found += [_THOUSANDS[power]] if power else []
    return found


def _group(group: int, after: bool) -> list[str]:
    """Three digits; `after`: hundreds are said though there are none."""
    hundreds, tens, ones = group // 100, group // 10 % 10, group % 10
    found = [_DIGITS[hundreds], "trăm"] if hundreds or after else []
    if not tens:
        return found + (["linh"] if found and ones else []) + ([_DIGITS[ones]] if ones else [])
    found += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    last = {1: "mốt" if tens > 1 else "một", 4: "tư" if tens > 1 else "bốn", 5: "lăm"}.get(ones, _DIGITS[ones])
    return found + ([last] if ones else [])
