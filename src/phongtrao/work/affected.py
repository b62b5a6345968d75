"""What an effect of one document on another touches among the duties adopted from the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from phongtrao.documents.chain import acted_upon
from phongtrao.documents.models import Document, Effect
from phongtrao.organisations.models import User
from phongtrao.work.models import DeadlineRule, Duty
from phongtrao.work.settle import is_adopter
from vanban.wording import deadline_words

ENDING = ("ends", "replaces")
CHANGING = (*ENDING, "prolongs", "amends")
"""Kinds that touch duties adopted from the other document; one that implements it only stands beside."""
_UNITS = ("phần", "chương", "mục", "tiểu mục", "điều", "khoản", "điểm", "tiết")
"""From the outermost in, as documents are divided (Decree 30/2020/NĐ-CP, Appendix I)."""
_NAMED = re.compile(rf"\b({'|'.join(sorted(_UNITS, key=len, reverse=True))})\s+(?:số\s+)?([\w.]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Touched:
    """An adopted duty of the other document; `meant` where its tick is proposed.

    An amendment proposes to end none: the old duties stand beside the new words, to be changed by hand.
    """

    duty: Duty
    meant: bool
    rules: tuple[tuple[DeadlineRule, dict[str, Any]], ...] = ()
    """For what is prolonged: each rule that would end, and the one in its stead."""

    @property
    def later(self) -> list[str]:
        """The days in the stead of those that end, in words."""
        return [deadline_words(new) for _, new in self.rules]


def touched(effect: Effect, user: User, day: date) -> list[Touched]:
    """Duties that the effect reaches and for which the user decides; those ended already are left out."""
    onto = acted_upon(effect) if effect.kind in CHANGING else None
    found = list(_touched(effect, onto, user, day)) if onto else []
    if effect.kind != "amends":
        return found
    inside = [one for one in found if lies_in(one.duty.clause, effect.part)]
    return [replace(one, meant=False) for one in inside or found]


def _touched(effect: Effect, onto: Document, user: User, day: date) -> Iterator[Touched]:
    rows = Duty.objects.filter(adoption__document=onto, ended_at=None).select_related("adoption__organisation")
    allowed: dict[int, bool] = {}
    for duty in rows.select_related("reading__copy").prefetch_related("rules"):
        if duty.adoption_id not in allowed:
            allowed[duty.adoption_id] = is_adopter(user, duty.adoption, day)
        if not allowed[duty.adoption_id]:
            continue
        rules = tuple(_prolonged(effect, duty)) if effect.kind == "prolongs" else ()
        if effect.kind != "prolongs" or rules:
            yield Touched(duty, not effect.part or lies_in(duty.clause, effect.part), rules)


def _prolonged(effect: Effect, duty: Duty) -> Iterator[tuple[DeadlineRule, dict[str, Any]]]:
    """Live rules that end before the day up to which the document is prolonged, each with the one in its stead."""
    if effect.until is None:
        return
    for rule in duty.rules.all():
        last = str(rule.rule.get("until") or rule.rule.get("to") or "")[:4]
        if rule.retired_at is not None or not last.isdigit() or int(last) >= effect.until.year:
            continue
        later = {"until": effect.until.year} if "until" in rule.rule else {"to": effect.until.isoformat()}
        yield rule, {**rule.rule, **later}


def lies_in(clause: str, part: str) -> bool:
    """Whether a clause (`V.2.a`) lies in the part that words name (`khoản 2 Mục V`).

    >>> lies_in("V.2.a", "khoản 2, Mục V"), lies_in("IV.2", "khoản 2, Mục V"), lies_in("IV.2", "một số nội dung")
    (True, False, False)
    """
    wanted: dict[str, set[str]] = {}
    for unit, label in _NAMED.findall(part):
        wanted.setdefault(unit.casefold(), set()).add(label.casefold().rstrip("."))
    labels = iter([label.casefold().removeprefix("điều ") for label in clause.split(".")])
    return bool(wanted) and all(any(label in wanted[unit] for label in labels) for unit in _UNITS if unit in wanted)
