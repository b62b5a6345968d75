"""A criteria set by its name: those that ship with the site, and those that a province has loaded and frozen."""

from __future__ import annotations

import re
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
    """`NAME`: the latest version valid on the day; `NAME@2`: that version. A province's own comes before those of every
    province, what was loaded before what ships.

    `root`: the province; not needed while one province alone has sets of the name. Raises UnknownCriteria.
    """
    name, _, version = written.strip().partition("@")
    tiers = [*_loaded(name, root), [one for one in shipped_criteria() if one.name == name]]
    for sets in tiers:
        fitting = [one for one in sets if (str(one.version) == version if version else one.holds_on(day))]
        if fitting:
            return max(fitting, key=lambda one: (one.valid_from, one.version))
    raise UnknownCriteria(_unknown(name, version, day, [one for sets in tiers for one in sets]))


def _unknown(name: str, version: str, day: date, sets: list[CriteriaSet]) -> str:
    if not sets:
        names = sorted({one.name for one in shipped_criteria()})
        return f"không có bộ tiêu chí «{name[:60]}»{near(name, names)}"
    known = dict.fromkeys(f"{name}@{one.version} (từ {one.valid_from:%d/%m/%Y})" for one in sets)
    asked = f"không có phiên bản {version[:20]}" if version else f"không có phiên bản áp dụng ngày {day:%d/%m/%Y}"
    return f"bộ tiêu chí «{name}» {asked}; có: {', '.join(known)}"


def _loaded(name: str, root: Organisation | None) -> list[list[CriteriaSet]]:
    """Frozen sets of the province, then of every province; none where the site has no database yet."""
    try:
        rows = list(Row.objects.filter(name=name, frozen_at__isnull=False))
    except (OperationalError, ProgrammingError):
        return []
    owners = {row.root_id for row in rows} - {None}
    if root is None and len(owners) > 1:
        raise UnknownCriteria(f"bộ tiêu chí «{name}» có ở nhiều tỉnh; xin ghi --root: một tổ chức của tỉnh")
    own = root.pk if root else next(iter(owners), None)
    tiers = [
        [row for row in rows if row.root_id is not None and row.root_id == own],
        [r for r in rows if not r.root_id],
    ]
    return [[from_data(row.content) for row in tier] for tier in tiers]
