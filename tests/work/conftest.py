from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest

from phongtrao.documents.models import Copy, Document, Reading, StoredFile
from phongtrao.organisations.models import Organisation, User
from phongtrao.work.adopt import Adopted, adopt
from tests.conftest import HANOI, Cast
from tests.work import samples


def at(day: date, hour: int = 9) -> datetime:
    """Nine o'clock of the day in Hanoi."""
    return datetime.combine(day, time(hour), HANOI)


def received(root: Organisation, by: User, text: str, content: dict[str, Any], on: date) -> Document:
    """A document of the province with one copy and one reading, entered in the province's book on a day."""
    head = content["header"]
    document = Document.objects.create(
        root=root,
        issuer=root,
        kind=head["type"],
        number=head["number"],
        issuer_name=head["issuer"],
        issued_on=date.fromisoformat(head["date"]),
        subject=head["subject"],
        received_at=at(on),
    )
    document.arrivals.create(organisation=root, year=on.year, number=1, day=on)
    digest = hashlib.sha256(text.encode()).hexdigest()
    stored = {"sha256": digest, "size": len(text), "kind": "text", "uploaded_by": by, "uploaded_at": at(on)}
    file = StoredFile.objects.create(name="mau.txt", **stored)
    copy = Copy.objects.create(document=document, root=root, file=file, sha256=digest, text=text, added_at=at(on))
    Reading.objects.create(copy=copy, compiler="1", content=content, made_at=at(on))
    return document


@pytest.fixture
def plan(cast: Cast) -> Document:
    """The plan of January 2026."""
    root, lan = cast.body("ha-thanh.ubnd"), cast.user("lan")
    return received(root, lan, samples.NEW, samples.new_content(), date(2026, 1, 20))


@pytest.fixture
def old_letter(cast: Cast) -> Document:
    """The letter of January 2024, to districts and a department that are gone."""
    root, lan = cast.body("ha-thanh.ubnd"), cast.user("lan")
    return received(root, lan, samples.OLD, samples.old_content(), date(2024, 1, 15))


Adopt = Callable[..., Adopted]


@pytest.fixture
def adopted(cast: Cast, plan: Document) -> Adopted:
    """The plan, adopted whole by lan on 2 February 2026 for the province."""
    return adopt_whole(cast, plan, date(2026, 2, 2))


def adopt_whole(cast: Cast, document: Document, day: date, **options: Any) -> Adopted:
    reading = document.latest_reading()
    assert reading is not None
    return adopt(document, reading, cast.body("ha-thanh.ubnd"), cast.user("lan"), at(day), **options)
