"""Of which province a page or command of a programme speaks: its own, or one of the person's."""

from __future__ import annotations

from datetime import date

from phongtrao.organisations.models import Organisation, User
from phongtrao.organisations.provincial import chosen, own_provinces
from phongtrao.work.models import Programme


def provinces_of(programme: Programme, user: User, day: date) -> list[Organisation]:
    """The provinces that the person may ask about, by code: the programme's own alone where it has one."""
    if programme.root is not None:
        return [programme.root]
    return own_provinces(user, day)


def province_of(programme: Programme, user: User, day: date, code: str = "") -> Organisation | None:
    """The one of this code, or the first; None where the person has none."""
    return chosen(provinces_of(programme, user, day), code)
