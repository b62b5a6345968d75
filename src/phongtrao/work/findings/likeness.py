"""How much of what two duties ask is the same, by their words."""

from __future__ import annotations

import re

from vanban.lines import fold

_WORD = re.compile(r"[A-Z]{2,}")
_TIME = re.compile(r"(?:(?:NGAY|THANG|NAM|QUY) ?)?\d[\d/.]*")
GENERAL = frozenset(
    ("BAO", "CAO", "KET", "QUA", "THUC", "HIEN", "TONG", "HOP", "DINH", "KY", "HANG", "NAM", "THANG", "QUY", "TRUOC",
     "NGAY", "SAU", "GUI", "VE", "CHO", "VA", "CUA", "CAC", "CO", "QUAN", "DON", "VI", "DIA", "PHUONG", "TINH",
     "HINH", "CONG", "TAC", "THEO", "DE", "TAI", "TRONG", "TREN", "BAN", "TRIEN", "KHAI", "UBND", "UY", "NHAN",
     "DAN", "THANH", "PHO", "XA", "HUYEN", "SO", "NGANH", "DOAN", "THE", "CHU", "TICH", "HOAN", "CHAM", "NHAT",
     "DUOC", "LA", "VOI", "NAY", "NHIEM", "VU", "CHI", "DAO", "KE", "HOACH", "VAN", "QUYET", "THI", "VIEC")
)  # fmt: skip
"""Words of nearly every report: they tell one from another no better than a full stop."""


def told_words(text: str, *names: str) -> set[str]:
    """Words that say what is asked: without days, without words of every report and those of the bodies' names."""
    left_out = {word for name in names for word in _WORD.findall(fold(name))}
    return set(_WORD.findall(_TIME.sub(" ", fold(text)))) - GENERAL - left_out


def share(one: set[str], other: set[str]) -> float:
    """The words in common, of all words of both halves (Dice)."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0
