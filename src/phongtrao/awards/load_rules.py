"""Rules of commendation come into the site: as versions that are never changed."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime

from django.db import transaction

from phongtrao.awards import rules
from phongtrao.awards.models import CommendationRulesVersion
from phongtrao.awards.rules import CommendationRules
from phongtrao.organisations.models import LogEntry, User
from phongtrao.procedure import Refused
from phongtrao.work.models import Programme


@transaction.atomic
def load_rules(said: CommendationRules, programme: Programme, by: User, at: datetime) -> CommendationRulesVersion:
    """The version as it stands in the database; the same words twice are one. Raises Refused for other words."""
    content = rules.as_data(said)
    digest = hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    there = programme.commendation_rules.filter(name=said.name, number=said.version).first()
    if there is not None:
        if there.sha256 != digest:
            raise Refused(
                f"Quy định «{said.name}» phiên bản {said.version} đã nạp với nội dung khác và không sửa được nữa; "
                f"xin ghi version = {said.version + 1}."
            )
        return there
    row = CommendationRulesVersion.objects.create(
        programme=programme, name=said.name, number=said.version, valid_from=said.valid_from,
        valid_until=said.valid_until, covers_all=said.covers == "every", source=said.source, content=content,
        sha256=digest, by=by, at=at,
    )  # fmt: skip
    deed, root = "load_commendation_rules", programme.root
    LogEntry.record(by, deed, row, at, root, name=said.name, version=said.version, digest=digest)
    return row
