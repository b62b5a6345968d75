"""A criteria set by its name: those that ship with the site, and those that a province has loaded and frozen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from django.db import OperationalError, ProgrammingError

from phongtrao.faults import near
from phongtrao.organisations.models import Organisation
from phongtrao.recognition.criteria import CriteriaSet, from_data
from phongtrao.recognition.criteria_keys import KIND
from phongtrao.recognition.models import CriteriaSet as Row
from phongtrao.recognition.read_criteria import criteria_of
from phongtrao.work.programmes import SHIPPED

_OF_A_SET = re.compile(rf'^kind\s*=\s*"{KIND}"', re.MULTILINE)


class UnknownCriteria(ValueError):
    """No set, or no version, of that name; the Vietnamese text says which there are."""


def shipped_criteria() -> list[CriteriaSet]:
    """Every set that ships, by programme and name of the file; raises BadFile where one of them is none."""
    texts = {str(path.relative_to(SHIPPED)): path.read_text(encoding="utf-8") for path in SHIPPED.glob("*/*.toml")}
    return [criteria_of(name, text) for name, text in sorted(texts.items()) if _OF_A_SET.search(text)]


def named_criteria(written: str, day: date, root: Organisation | None = None) -> CriteriaSet:
    """`NAME`: the latest version valid on the day, a loaded one before a shipped one; `NAME@2`: that version.

    `root`: the province whose own sets count too. Raises UnknownCriteria.
    """
    name, _, version = written.strip().partition("@")
    sets = [*_loaded(name, root), *(one for one in shipped_criteria() if one.name == name)]
    if not sets:
        names = sorted({one.name for one in shipped_criteria()})
        raise UnknownCriteria(f"không có bộ tiêu chí «{name[:60]}»{near(name, names)}")
    if version:
        fitting = [one for one in sets if str(one.version) == version]
    else:
        fitting = [one for one in sets if one.holds_on(day)]
    if not fitting:
        known = ", ".join(f"{name}@{one.version} (từ {one.valid_from:%d/%m/%Y})" for one in _each_once(sets))
        asked = f"không có phiên bản {version[:20]}" if version else f"không có phiên bản áp dụng ngày {day:%d/%m/%Y}"
        raise UnknownCriteria(f"bộ tiêu chí «{name}» {asked}; có: {known}")
    return max(fitting, key=lambda one: (one.valid_from, one.version, -sets.index(one)))


def _loaded(name: str, root: Organisation | None) -> list[CriteriaSet]:
    """Frozen sets of every province and of this one, its own first; none where the site has no database yet."""
    rows = Row.objects.filter(name=name, frozen_at__isnull=False)
    try:
        return [from_data(row.content) for row in sorted(rows, key=_own_first) if row.root_id in (None, _key(root))]
    except (OperationalError, ProgrammingError):
        return []


def _key(root: Organisation | None) -> int | None:
    return root.pk if root else None


def _own_first(row: Row) -> bool:
    return row.root_id is None


def _each_once(sets: Iterable[CriteriaSet]) -> list[CriteriaSet]:
    return [*{one.version: one for one in sets}.values()]
