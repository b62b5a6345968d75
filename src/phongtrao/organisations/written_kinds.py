"""Kinds of body as rules write them, CẤP.LOẠI: `xa.ubnd`, or a kind of any tier, `truong`."""

from __future__ import annotations

from collections.abc import Iterator

from phongtrao.faults import Fault, near
from phongtrao.organisations.wording import BODY_KINDS, LEVELS
from phongtrao.toml_lines import Path


def kind_words(written: str) -> str:
    """A kind of body as people say it.

    >>> kind_words("xa.ubnd")
    'Ủy ban nhân dân (xã, phường)'
    """
    level, _, kind = written.rpartition(".")
    return f"{BODY_KINDS[kind]} ({LEVELS[level]})" if level else BODY_KINDS[kind]


def faults_of_kind(path: Path, written: str) -> Iterator[Fault]:
    """What is wrong with one that stands at this place of a file."""
    level, dot, kind = written.rpartition(".")
    if dot and level not in LEVELS:
        yield Fault(path, f"«{written}»: không có cấp «{level}»{near(level, LEVELS)}")
    if kind not in BODY_KINDS:
        yield Fault(path, f"«{written}»: không có loại «{kind}»{near(kind, BODY_KINDS)}")
