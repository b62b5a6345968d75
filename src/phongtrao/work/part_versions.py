"""What a programme's file tells comes into the site: as a version that is never changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from django.db import transaction

from phongtrao.organisations.models import LogEntry, User
from phongtrao.procedure import Refused
from phongtrao.work.models import PartVersion, Programme

V = TypeVar("V", bound=PartVersion)


class Said(Protocol):
    """What every file of a part says."""

    @property
    def name(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def valid_from(self) -> date: ...
    @property
    def source(self) -> str: ...


@transaction.atomic
def load_version(
    kin: type[V], said: Said, content: Mapping[str, Any], programme: Programme, by: User, at: datetime, word: str,
    deed: str, **columns: Any,
) -> V:  # fmt: skip
    """The version as it stands in the database; the same words twice are one. Raises Refused for other words.

    `content`: what was said as plain data; `word`: what the thing is called; `deed`: as the log names the loading;
    `columns`: what the model keeps besides.
    """
    digest = hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    there: V | None = kin._default_manager.filter(programme=programme, name=said.name, number=said.version).first()
    if there is not None:
        if there.sha256 != digest:
            raise Refused(changed(word, said.name, said.version))
        return there
    row: V = kin._default_manager.create(
        programme=programme, name=said.name, number=said.version, valid_from=said.valid_from, source=said.source,
        content=content, sha256=digest, by=by, at=at, **columns,
    )  # fmt: skip
    LogEntry.record(by, deed, row, at, programme.root, name=said.name, version=said.version, digest=digest)
    return row


def changed(word: str, name: str, version: int) -> str:
    """Why a version with other words is not taken, and what to write instead."""
    return (
        f"{word} «{name}» phiên bản {version} đã nạp với nội dung khác và không sửa được nữa; "
        f"xin ghi version = {version + 1}."
    )
