"""Sources of money come into the site: as versions that are never changed."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from django.db import transaction

from phongtrao.money.funding import Funding, as_data
from phongtrao.money.models import FundingVersion
from phongtrao.organisations.models import LogEntry, User
from phongtrao.procedure import Refused
from phongtrao.work.models import Programme


@transaction.atomic
def load_funding(said: Funding, programme: Programme, by: User, at: datetime) -> FundingVersion:
    """The version as it stands in the database; the same words twice are one. Raises Refused for other words."""
    content = as_data(said)
    digest = hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    there = programme.funding.filter(name=said.name, number=said.version).first()
    if there is not None:
        if there.sha256 != digest:
            raise Refused(
                f"Nguồn kinh phí «{said.name}» phiên bản {said.version} đã nạp với nội dung khác và không sửa được "
                f"nữa; xin ghi version = {said.version + 1}."
            )
        return there
    row = FundingVersion.objects.create(
        programme=programme, name=said.name, number=said.version, valid_from=said.valid_from, source=said.source,
        content=content, sha256=digest, by=by, at=at,
    )  # fmt: skip
    LogEntry.record(by, "load_funding", row, at, programme.root, name=said.name, version=said.version, digest=digest)
    return row
