"""What a score's page sent, written: answers typed or taken over from what the site knows, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.http import QueryDict

from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.recognition.enter_answers import Given, Written, save
from phongtrao.recognition.models import Score
from phongtrao.recognition.offers import offer_for
from phongtrao.recognition.scores import said
from phongtrao.recognition.typed_score import theirs_kept, typed_answers


@dataclass(slots=True)
class Sent:
    """What the page sent, and what became of it."""

    given: dict[str, Given] = field(default_factory=dict)
    saved: Written = field(default_factory=Written)
    refused: str = ""
    drawn_anew: set[str] = field(default_factory=set)
    """Criteria that show something else than what was typed: the other's answer, or one that the site knew."""
    wants_sealing: bool = False

    @property
    def is_clean(self) -> bool:
        return not (self.saved.wrong or self.saved.conflicts or self.refused)


def read_sent(row: Score, posted: QueryDict, at: datetime, seal: str) -> Sent:
    """What the page sent for the score, nothing written yet; `seal`: the word of the button that hands it in."""
    criteria, taken_over = said(row.criteria), set(posted.getlist("use"))
    given = typed_answers(posted, criteria)
    for criterion in criteria.criteria:
        offer = offer_for(row.candidacy, criterion, at.date()) if criterion.name in taken_over else None
        if offer is not None:
            given[criterion.name] = Given(offer.typed, given[criterion.name].was if criterion.name in given else None)
    anew = taken_over | theirs_kept(posted)
    return Sent(given, drawn_anew=anew, wants_sealing=posted.get("then") == seal)


def write_sent(sent: Sent, row: Score, by: User, at: datetime) -> None:
    """Write it; what was refused stays as it was typed."""
    try:
        sent.saved = save(row, sent.given, by, at)
    except Refused as refused:
        refuse(sent, str(refused))


def refuse(sent: Sent, why: str) -> None:
    """Nothing of it is written."""
    sent.refused = why
    changed = [name for name, one in sent.given.items() if one.typed != one.was]
    sent.saved = Written(wrong=dict.fromkeys(changed, why))
