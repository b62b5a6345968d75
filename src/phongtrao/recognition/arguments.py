"""What commands of recognition take from the command line."""

from __future__ import annotations

from datetime import date

from django.core.management.base import CommandError

from phongtrao.organisations.models import User
from phongtrao.recognition.models import Candidacy


def find_candidacy(number: str, by: User, day: date) -> Candidacy:
    """The candidacy of this number, where the person may see it. Raises CommandError."""
    rows = Candidacy.objects.visible_to(by, day).select_related("programme", "rules", "organisation")
    found = rows.filter(pk=int(number)).first() if number.isascii() and number.isdecimal() else None
    if found is None:
        raise CommandError(f"Không có hồ sơ công nhận số «{number}» (xem: phongtrao candidacies NĂM).")
    return found
