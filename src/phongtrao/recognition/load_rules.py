"""Rules of recognition and criteria sets come into the site: as versions that are never changed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from phongtrao.organisations.models import LogEntry, Organisation, User
from phongtrao.procedure import Refused
from phongtrao.recognition import criteria, rules
from phongtrao.recognition.criteria import CriteriaSet as Criteria
from phongtrao.recognition.models import CriteriaSet, RulesVersion
from phongtrao.recognition.rules import RecognitionRules
from phongtrao.work.models import Programme
from phongtrao.work.part_versions import changed, load_version


def load_rules(said: RecognitionRules, programme: Programme, by: User, at: datetime) -> RulesVersion:
    """The version as it stands in the database; the same words twice are one. Raises Refused for other words."""
    return load_version(RulesVersion, said, rules.as_data(said), programme, by, at, "Quy định", "load_rules")


@transaction.atomic
def load_criteria(
    said: Criteria, by: User, at: datetime, root: Organisation | None, freeze: bool = True
) -> CriteriaSet:
    """The version as it stands in the database. A draft of the same number is replaced; a frozen one is not.

    Raises Refused where the version is frozen with other words.
    """
    there = CriteriaSet.objects.select_for_update(of=("self",)).filter(name=said.name, number=said.version, root=root)
    row = there.first()
    if row is not None and row.frozen_at is not None:
        if row.sha256 != said.digest:
            raise Refused(changed("Bộ tiêu chí", said.name, said.version))
        return row
    row = row or CriteriaSet(name=said.name, number=said.version, root=root)
    row.title, row.valid_from, row.valid_until, row.source = said.title, said.valid_from, said.valid_until, said.source
    row.sample, row.content, row.sha256 = said.sample, criteria.as_data(said), said.digest
    row.by, row.at, row.frozen_at = by, at, at if freeze else None
    row.save()
    deed = "freeze_criteria" if freeze else "draft_criteria"
    LogEntry.record(by, deed, row, at, root, name=said.name, version=said.version, digest=said.digest)
    return row


@transaction.atomic
def freeze_criteria(row: CriteriaSet, by: User, at: datetime) -> CriteriaSet:
    """From now on the version is never changed and may be scored by. Again does nothing."""
    row = CriteriaSet.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.frozen_at is None:
        row.frozen_at = at
        row.save(update_fields=["frozen_at"])
        LogEntry.record(by, "freeze_criteria", row, at, row.root, name=row.name, version=row.number, digest=row.sha256)
    return row
