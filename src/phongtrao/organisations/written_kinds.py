"""Kinds of bodies as data files write them: LOẠI (`truong`) or CẤP.LOẠI (`xa.ubnd`)."""

from __future__ import annotations

from collections.abc import Collection

from phongtrao.faults import Fault, near
from phongtrao.organisations.wording import BODY_KINDS, LEVELS
from phongtrao.toml_lines import Path


def fits(kinds: Collection[str], level: str, kind: str) -> bool:
    """Whether a body of this tier and kind is one of those that are written.

    >>> fits(("xa.ubnd", "truong"), "co_so", "truong")
    True
    """
    return kind in kinds or f"{level}.{kind}" in kinds


def kind_faults(path: Path, written: str) -> list[Fault]:
    """What is wrong with one: a tier or a kind that there is not."""
    level, dot, kind = written.rpartition(".")
    faults = []
    if dot and level not in LEVELS:
        faults.append(Fault(path, f"«{written}»: không có cấp «{level}»{near(level, LEVELS)}"))
    if kind not in BODY_KINDS:
        faults.append(Fault(path, f"«{written}»: không có loại «{kind}»{near(kind, BODY_KINDS)}"))
    return faults


def kind_words(written: str) -> str:
    """`Ủy ban nhân dân (xã, phường)`, `cơ sở giáo dục`: such a kind for people."""
    level, dot, kind = written.rpartition(".")
    return BODY_KINDS.get(kind, kind) + (f" ({LEVELS.get(level, level)})" if dot else "")
