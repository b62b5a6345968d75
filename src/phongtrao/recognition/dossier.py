"""Hồ sơ: the papers that the rules ask for, which are there, which are still missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from phongtrao.documents.models import Outgoing, StoredFile
from phongtrao.organisations.models import LogEntry, User
from phongtrao.recognition.models import Candidacy, DossierPaper
from phongtrao.recognition.rules import DossierPaper as Asked


@dataclass(frozen=True, slots=True)
class Part:
    """A paper that the rules ask for, and the last one that is there."""

    asked: Asked
    there: DossierPaper | None

    @property
    def is_whole(self) -> bool:
        return self.there is not None and self.there.is_whole


def parts(candidacy: Candidacy) -> list[Part]:
    """Every paper of the dossier in the order of the rules."""
    rows = candidacy.papers.select_related("outgoing", "file").order_by("pk")
    last = {row.name: row for row in rows if row.outgoing is None or row.outgoing.state != Outgoing.DROPPED}
    return [Part(asked, last.get(asked.name)) for asked in candidacy.rules.said.papers]


def lacking(candidacy: Candidacy, by: str) -> list[str]:
    """What is missing of the papers that `by` writes (`body` or `appraiser`), in words."""
    found = []
    for part in parts(candidacy):
        if part.asked.by != by or part.is_whole:
            continue
        draft = " (mới là dự thảo, chưa phát hành)" if part.there is not None else ""
        found.append(f"{part.asked.title}{draft}")
    return found


@transaction.atomic
def put_in(
    candidacy: Candidacy, name: str, by: User, at: datetime, outgoing: Outgoing | None = None,
    file: StoredFile | None = None,
) -> DossierPaper:  # fmt: skip
    """Put a paper into the dossier: one written here, or the file of one signed elsewhere. Earlier ones stay."""
    row = DossierPaper.objects.create(candidacy=candidacy, name=name, outgoing=outgoing, file=file, by=by, at=at)
    LogEntry.record(by, "put_in_paper", candidacy, at, candidacy.organisation, paper=name)
    return row
