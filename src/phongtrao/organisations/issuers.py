"""Which body may have issued a paper that names it without its place, `UBND quận`: offered, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from phongtrao.organisations import tree
from phongtrao.organisations.directory import KIND_WORDS, PEOPLES_COMMITTEE, PROVINCE
from phongtrao.organisations.models import AreaVersion, Organisation, OrganisationVersion
from phongtrao.organisations.models.dated import valid_on
from phongtrao.organisations.names import body_key

# `thành phố` may be a province's own; the papers of such a one need no name beside it.
_KINDS = "|".join(sorted(KIND_WORDS.keys() - {"thanh pho"}, key=len, reverse=True))
_WITHOUT_PLACE = re.compile(rf".+ (?:{_KINDS})")
_COUNTED = re.compile(rf"\b(?P<number>\d+) (?P<kind>{_KINDS}|thanh pho)\b(?! \d)")


@dataclass(frozen=True, slots=True)
class Likely:
    """A body that the words may mean; `fits`: it has as many areas of each kind as the paper counts."""

    body: Organisation
    fits: bool


def lacks_place(written: str) -> bool:
    """Whether a name says what sort of district or commune its body belongs to, but not which one."""
    return _WITHOUT_PLACE.fullmatch(body_key(written)) is not None


def may_be(written: str, body: Organisation, day: date) -> bool:
    """Whether a name without its place can be this body's: `UBND quận` of `UBND quận Gò Vấp`."""
    version = body.version(day)
    return version is not None and version.folded.startswith(f"{body_key(written)} ")


def likely_issuers(written: str, text: str, actors: Iterable[str], day: date) -> list[Likely]:
    """Bodies of `day` that go by this name and a place, in the provinces whose People's Committees the text names.

    Those with as many areas as `actors` count (`UBND 11 phường`) come first; nobody where no province is named.
    """
    named = OrganisationVersion.objects.on(day).filter(folded__startswith=f"{body_key(written)} ")
    near = tree.below(_provinces_in(text, day), day)
    rows = named.filter(organisation__in=near).select_related("organisation").order_by("name")
    bodies = [version.organisation for version in rows]
    counts = {(m["kind"], int(m["number"])) for actor in actors for m in _COUNTED.finditer(body_key(actor))}
    fitting = _fitting({body.area_id for body in bodies if body.area_id}, counts, day)
    found = [Likely(body, body.area_id in fitting) for body in bodies]
    return sorted(found, key=lambda likely: not likely.fits)


def _provinces_in(text: str, day: date) -> set[int]:
    key = f" {body_key(text)} "
    committees = OrganisationVersion.objects.on(day).filter(level=PROVINCE, kind=PEOPLES_COMMITTEE)
    return {pk for pk, folded in committees.values_list("organisation", "folded") if f" {folded} " in key}


def _fitting(areas: set[int], counts: set[tuple[str, int]], day: date) -> set[int]:
    """Those of the areas in which there are as many areas of each kind as counted; none where nothing is counted."""
    fitting = set(areas) if counts else set()
    for word, number in counts:
        inside = AreaVersion.objects.filter(valid_on(day), Q(kind=KIND_WORDS[word]), parent__in=areas)
        per_area = inside.values("parent").annotate(many=Count("area", distinct=True))
        fitting &= {row["parent"] for row in per_area if row["many"] == number}
    return fitting
