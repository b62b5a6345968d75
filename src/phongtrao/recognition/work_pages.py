"""What the desk, the pages of programmes and outgoing papers show of recognition (page_blocks, paper_ways)."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from phongtrao.documents import paper_ways
from phongtrao.documents.models import Outgoing
from phongtrao.organisations.models import User
from phongtrao.recognition.models import Candidacy, Decision, DossierPaper, RulesVersion
from phongtrao.recognition.shown import badge_of, next_step
from phongtrao.recognition.waiting import waiting
from phongtrao.work import page_blocks
from phongtrao.work.desk import names_of
from phongtrao.work.models import Programme
from phongtrao.work.page_blocks import Block

MOST = 5
"""Candidacies that a desk shows."""


def of_desk(user: User, day: date) -> Block | None:
    """Candidacies on which the next deed is the person's; two queries at most."""
    rows = list(waiting(user, day).order_by("-year", "pk")[: MOST + 1])
    if not rows:
        return None
    names = names_of({row.organisation_id for row in rows}, day)
    lines = [(row, names[row.organisation_id], badge_of(row), next_step(row)) for row in rows[:MOST]]
    return Block("recognition/of_desk.html", {"lines": lines, "more": len(rows) > MOST})


def of_programme(programme: Programme, user: User, day: date) -> Block | None:
    """The rules in force with the ways on; nothing for a programme without any."""
    version = RulesVersion.objects.on(programme, day)
    if version is None:
        return None
    return Block("recognition/of_programme.html", {"programme": programme, "version": version, "year": day.year})


def dossier_of(paper: Outgoing, user: User, day: date) -> tuple[str, str] | None:
    """The way from a paper to the dossier in which it stands."""
    put_in = DossierPaper.objects.filter(outgoing=paper).first()
    if put_in is None or not Candidacy.objects.inside(user, day).filter(pk=put_in.candidacy_id).exists():
        return None
    return "Về hồ sơ công nhận", reverse("dossier", args=[put_in.candidacy_id])


def decision_of(paper: Outgoing, user: User, day: date) -> tuple[str, str] | None:
    """The way from a decision's paper: to its certificates once it is issued, to the decision before."""
    made = Decision.objects.visible_to(user, day).filter(paper=paper).first()
    if made is None:
        return None
    if made.kind == Decision.RECOGNISE and paper.state == Outgoing.ISSUED:
        return "Cấp giấy chứng nhận", reverse("certificates")
    return "Danh sách đơn vị trong quyết định", reverse("decision", args=[made.pk])


def tell() -> None:
    """Called once at the start."""
    paper_ways.FROM_PAPER.extend((dossier_of, decision_of))
    page_blocks.ON_PROGRAMME.append(of_programme)
    page_blocks.ON_DESK.append(of_desk)
