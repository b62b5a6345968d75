"""What the pages of programmes and the public list of recognised units show of models."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from phongtrao.initiatives.desk import of_desk
from phongtrao.initiatives.models import STANDING, Initiative, KindVersion
from phongtrao.organisations.models import User
from phongtrao.public_of_units import INITIATIVES
from phongtrao.work import page_blocks
from phongtrao.work.models import Programme
from phongtrao.work.page_blocks import Block


def of_programme(programme: Programme, user: User, day: date) -> Block | None:
    """The kinds of models that the programme names; nothing where it names none."""
    rows = KindVersion.objects.filter(programme=programme).current(day)
    return Block("initiatives/of_programme.html", {"rows": rows}) if rows else None


def in_public(bodies: Collection[int], day: date) -> dict[int, list[str]]:
    """Names of the models that work at these bodies on the day, for the page that anybody may open."""
    rows = Initiative.objects.filter(organisation__in=bodies, state__in=STANDING).order_by("title", "pk")
    found: dict[int, list[str]] = {}
    for body, title in rows.values_list("organisation", "title"):
        found.setdefault(body, []).append(title)
    return found


def tell() -> None:
    """Called once at the start."""
    INITIATIVES.append(in_public)
    page_blocks.ON_PROGRAMME.append(of_programme)
    page_blocks.ON_DESK.append(of_desk)
