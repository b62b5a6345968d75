"""Who may not appraise a dossier: nobody judges what he prepared, signed or directly manages."""

from __future__ import annotations

from datetime import date

from phongtrao.organisations.models import Function, User
from phongtrao.recognition.models import Candidacy, Evidence, ScoreAnswer

PREPARING = ("register", "start_building", "self_score", "score_again", "send_dossier", "cancel_candidacy")
"""Deeds of the unit's side."""


def why_barred(candidacy: Candidacy, user: User, day: date) -> str | None:
    """Why the person may not appraise this dossier; None where he may."""
    if candidacy.organisation_id in user.body_ids(day):
        return "đang công tác ở đơn vị này"
    own_papers = [one.name for one in candidacy.rules.said.papers if one.by == "body"]
    papers = candidacy.papers.filter(by=user, name__in=own_papers)
    if candidacy.deeds.filter(by=user, deed__in=PREPARING).exists() or papers.exists():
        return "đã tham gia lập hoặc ký hồ sơ này"
    own = ScoreAnswer.objects.filter(score__candidacy=candidacy, score__kind="self", by=user)
    if own.exists() or Evidence.objects.filter(answer__score__candidacy=candidacy, answer__score__kind="self", by=user):
        return "đã tham gia tự chấm điểm của hồ sơ này"
    version = candidacy.organisation.version(day)
    over = {version.parent_id, version.line_parent_id} - {None} if version else set()
    if user.body_ids(day, {Function.LEADER.value}) & over:
        return "là lãnh đạo cơ quan quản lý trực tiếp đơn vị này"
    return None
