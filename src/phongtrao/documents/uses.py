"""What later apps know of a document: whom it concerns by their rows, and whether its duties were given.

They say so when they start; nothing here asks for them by name.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q

from phongtrao.organisations.models import User

NONE = Q(pk__in=[])

CONCERNS: list[Callable[[User, date], Q]] = []
"""Each: documents that a person may see on a day because of an app's own rows."""
GIVEN: list[Callable[[], Q]] = []
"""Each: documents from which an app has given duties."""


def concerning(user: User, day: date) -> Q:
    """Documents that concern the user by the rows of any later app."""
    return reduce(or_, (said(user, day) for said in CONCERNS), NONE)


def given() -> Q:
    """Documents whose duties somebody has given."""
    return reduce(or_, (said() for said in GIVEN), NONE)
