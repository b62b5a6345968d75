"""What later apps ask when somebody opens a paper or a file: may he read it, and must it be written down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import PermissionDenied

from phongtrao.documents.models import Outgoing, StoredFile
from phongtrao.organisations.models import User

ON_OPENING: list[Callable[[Outgoing | StoredFile, User, datetime], str]] = []
"""Each: why the person may not read what is inside; the empty string where he may, or where the app has no say."""


def check_opening(thing: Outgoing | StoredFile, user: User, at: datetime) -> None:
    """Raises PermissionDenied with the reason; called before anything of it goes out."""
    for told in ON_OPENING:
        if why := told(thing, user, at):
            raise PermissionDenied(why)
