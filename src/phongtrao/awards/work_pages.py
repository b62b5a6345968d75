"""What pages of programmes show of commendations, and what is asked when their papers are opened elsewhere."""

from __future__ import annotations

from datetime import date

from phongtrao.awards.models import Commendation, CommendationRulesVersion
from phongtrao.awards.opened import of_commendation
from phongtrao.documents.opened import ON_OPENING
from phongtrao.organisations.models import User
from phongtrao.work import page_blocks
from phongtrao.work.models import Programme
from phongtrao.work.page_blocks import Block


def of_programme(programme: Programme, user: User, day: date) -> Block | None:
    """The rules that the programme brings, and how many of its commendations the person sees; nothing without both."""
    rules = CommendationRulesVersion.objects.visible_to(user, day).filter(programme=programme)
    count = Commendation.objects.visible_to(user, day).filter(programme=programme).count()
    if not count and not rules:
        return None
    return Block("awards/of_programme.html", {"programme": programme, "rules": rules, "count": count})


def tell() -> None:
    """Called once at the start."""
    page_blocks.ON_PROGRAMME.append(of_programme)
    ON_OPENING.append(of_commendation)
