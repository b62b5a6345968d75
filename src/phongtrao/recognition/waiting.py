"""Candidacies on which the next deed is the user's, by the procedure's own table."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from phongtrao.access import WRITING
from phongtrao.organisations.models import User
from phongtrao.procedure import CANDIDACY
from phongtrao.recognition.candidacy_deeds import LEADING
from phongtrao.recognition.models import Candidacy
from phongtrao.work.models import RECEIVING, desk_ids

OPTIONAL = ("cancel_candidacy", "score_again", "keep_up", "warn_recognised")
"""Deeds for which nobody waits."""
BODIES = {
    "actor": (("organisation",), WRITING),
    "leader": (("organisation",), LEADING),
    "commune": (("commune", "through"), RECEIVING),
    "appraiser": (("appraiser",), RECEIVING),
    "decider": (("decider",), LEADING),
    "issuer": (("decider", "appraiser"), RECEIVING),
}
"""Role → the fields that name its bodies, and the functions there that hold it."""


def waiting(user: User, day: date) -> QuerySet[Candidacy]:
    """Those whose state leaves a deed to the user's bodies."""
    found = Q(pk__in=[])
    for role, (fields, functions) in BODIES.items():
        states = {s for step in CANDIDACY.steps if role in step.who and step.deed not in OPTIONAL for s in step.before}
        states -= {"certified"}
        own = desk_ids(user, day, functions)
        for field in fields:
            found |= Q(state__in=states, **{f"{field}__in": own})
    return Candidacy.objects.filter(found)
