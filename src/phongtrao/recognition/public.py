"""Who is recognised, and with which models: all of recognition that anybody may see. Name, subject, year, decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from phongtrao.public_of_units import initiatives_of
from phongtrao.recognition.models import Candidacy, Recognition
from phongtrao.recognition.rules import SUBJECTS
from phongtrao.work.desk import names_of


@dataclass(frozen=True, slots=True)
class PublicUnit:
    """A recognised unit as the public list shows it."""

    name: str
    code: str
    subject: str
    province: str
    title: str
    """What it is recognised as."""
    year: int
    decision: str
    decided_on: date
    initiatives: tuple[str, ...]
    """Names of the models that work there."""


def standing(day: date, words: str = "", subject: str = "", year: int | None = None) -> QuerySet[Recognition]:
    """Recognitions in force on the day, whose unit's name holds every word, with or without marks."""
    shown_with = ("candidacy__rules", "candidacy__organisation", "decision__paper")
    rows = Recognition.objects.standing(day).select_related(*shown_with)
    rows = rows.filter(candidacy__subject=subject) if subject else rows
    rows = rows.filter(candidacy__year=year) if year else rows
    return rows.filter(candidacy__in=Candidacy.objects.called(words)) if words.strip() else rows


def shown(rows: list[Recognition], day: date) -> list[PublicUnit]:
    """The rows as the public sees them; two queries besides theirs."""
    units = {row.candidacy.organisation_id for row in rows}
    names, initiatives = names_of(units | {row.candidacy.root_id for row in rows}, day), initiatives_of(units, day)
    return [
        PublicUnit(
            names[row.candidacy.organisation_id],
            row.candidacy.organisation.code,
            SUBJECTS[row.candidacy.subject],
            names[row.candidacy.root_id],
            row.candidacy.rules.said.title,
            row.candidacy.year,
            row.decision.paper.code,
            row.recognised_on,
            tuple(initiatives.get(row.candidacy.organisation_id, ())),
        )
        for row in rows
    ]
