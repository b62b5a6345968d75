"""Taking a deed that a page's form sends, with its file: both or neither."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction

from phongtrao import words
from phongtrao.documents.models import StoredFile
from phongtrao.files import receive_file
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.work.deeds import STALE

Deed = Callable[..., Any]


def take_deed(check: Deed, do: Deed, found: Any, deed: str, given: dict[str, Any], user: User, *named: Any) -> None:
    """Check the deed, then store its file and do it in one transaction; `named`: what else the step may need.

    What the person saw must still be what is there. Raises Refused and Refusal.
    """
    at, note = words.now(), given.get("note", "")
    if given.get("seen") is not None and given["seen"] != found.deeds.count():
        raise Refused(STALE)
    check(found, deed, user, at, note, bool(given.get("file")), *named)
    with transaction.atomic():
        do(found, deed, user, at, note, stored(given, user), *named)


def stored(given: dict[str, Any], user: User) -> StoredFile | None:
    """The attached file of a form, through the gate; stands in the transaction of its deed. Raises Refusal."""
    file = given.get("file")
    if not file:
        return None
    name = getattr(file, "given_name", file.name)
    return receive_file(name, file, user, words.now(), given["secret_free"], accept="attachment").stored
