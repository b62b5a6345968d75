"""Candidacies on which the next deed is the user's, by the procedure's own table."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from phongtrao.access import WRITING
from phongtrao.documents.issue import ISSUING
from phongtrao.organisations.models import User
from phongtrao.procedures import CANDIDACY
from phongtrao.recognition.candidacy_deeds import LEADING
from phongtrao.recognition.models import AppraisalMember, Candidacy, Score
from phongtrao.work.models import RECEIVING, desk_ids

OPTIONAL = ("cancel_candidacy", "score_again", "keep_up", "warn_recognised")
"""Deeds for which nobody waits."""
BODIES = {
    "actor": (("organisation",), WRITING),
    "leader": (("organisation",), LEADING),
    "commune": (("commune", "through"), RECEIVING),
    "appraiser": (("appraiser",), RECEIVING),
    "decider": (("decider",), ISSUING),
    "issuer": (("decider", "appraiser"), ISSUING),
}
"""Role → the fields that name its bodies, and the functions there that wait: who drafts the decision, too."""


def waiting(user: User, day: date) -> QuerySet[Candidacy]:
    """Those whose state leaves a deed to the user's bodies, and dossiers that he has still to score as a member."""
    found = Q(pk__in=_to_score(user), state="dossier_sent")
    for role, (fields, functions) in BODIES.items():
        states = {s for step in CANDIDACY.steps if role in step.who and step.deed not in OPTIONAL for s in step.before}
        states -= {"certified"}
        own = desk_ids(user, day, functions)
        for field in fields:
            found |= Q(state__in=states, **{f"{field}__in": own})
    return Candidacy.objects.filter(found)


def _to_score(user: User) -> QuerySet[AppraisalMember, Any]:
    """Candidacies of open appraisals to which the user was named and has handed in nothing."""
    sent = Score.objects.filter(appraisal=OuterRef("appraisal"), member=user, sent_at__isnull=False)
    named = AppraisalMember.objects.filter(~Exists(sent), user=user, appraisal__closed_at=None)
    return named.values("appraisal__candidacy")
