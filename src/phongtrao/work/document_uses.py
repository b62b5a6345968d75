"""What work knows of documents, for their own app (documents.uses): whom they bind, and which were adopted."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from phongtrao.documents import uses
from phongtrao.organisations.models import User
from phongtrao.work.models import Adoption, Assignment, Duty, desk_ids


def concerning(user: User, day: date) -> Q:
    """Documents adopted for a body in the user's reach, binding one there or at his desk, or reporting to his desk."""
    reach, desk = user.reach(day), desk_ids(user, day)
    adopted = Adoption.objects.filter(organisation__among=reach).values("document")
    bound = Assignment.objects.filter(organisation__among=reach | desk).values("duty__adoption__document")
    received = Duty.objects.filter(receiver__in=desk).order_by().values("adoption__document")
    return Q(pk__in=adopted) | Q(pk__in=bound) | Q(pk__in=received)


def given() -> Q:
    """Documents of which somebody adopted duties."""
    return Q(pk__in=Adoption.objects.values("document"))


def tell() -> None:
    """Called once at the start."""
    uses.CONCERNS.append(concerning)
    uses.GIVEN.append(given)
