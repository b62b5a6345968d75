"""A kind of model comes into the site: as a version that is never changed."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from django.db import transaction

from phongtrao.initiatives import kind
from phongtrao.initiatives.kind import InitiativeKind
from phongtrao.initiatives.models import KindVersion
from phongtrao.organisations.models import LogEntry, User
from phongtrao.procedure import Refused
from phongtrao.work.models import Programme


@transaction.atomic
def load_kind(said: InitiativeKind, programme: Programme, by: User, at: datetime) -> KindVersion:
    """The version as it stands in the database; the same words twice are one. Raises Refused for other words."""
    content = kind.as_data(said)
    digest = hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    there = KindVersion.objects.filter(programme=programme, name=said.name, number=said.version).first()
    if there is not None:
        if there.sha256 != digest:
            raise Refused(
                f"Loại mô hình «{said.name}» phiên bản {said.version} đã nạp với nội dung khác và không sửa được nữa; "
                f"xin ghi version = {said.version + 1}."
            )
        return there
    row = KindVersion.objects.create(
        programme=programme, name=said.name, number=said.version, title=said.title, valid_from=said.valid_from,
        source=said.source, content=content, sha256=digest, by=by, at=at,
    )  # fmt: skip
    LogEntry.record(by, "load_kind", row, at, programme.root, name=said.name, version=said.version, digest=digest)
    return row
