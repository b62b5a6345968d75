from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from phongtrao import words
from phongtrao.access import person, visible_or_404
from phongtrao.recognition.models import Candidacy
from phongtrao.recognition.own_candidacy import NOT_YOURS, writes_for

WITH = ("organisation", "programme", "rules", "commune", "root")


def own_candidacy(request: HttpRequest, pk: int) -> Candidacy:
    """A candidacy for whose unit the person writes; raises 404 for one he does not see, 403 for another's."""
    candidacy: Candidacy = visible_or_404(request, Candidacy.objects.select_related(*WITH), pk=pk)
    if not writes_for(candidacy, person(request), words.today(request)):
        raise PermissionDenied(NOT_YOURS)
    return candidacy
