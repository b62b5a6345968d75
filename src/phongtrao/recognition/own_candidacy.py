"""Who writes a unit's score and dossier: its own people, or its commune's where it has no accounts."""

from __future__ import annotations

from datetime import date

from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.procedures import CANDIDACY
from phongtrao.recognition.candidacy_deeds import posts
from phongtrao.recognition.models import Candidacy

ACTOR = "đơn vị đăng ký; đơn vị chưa có tài khoản: UBND xã, phường sở tại"
NOT_YOURS = "Bảng tự chấm và hồ sơ do người của đơn vị lập; đơn vị chưa có tài khoản thì do UBND xã, phường sở tại lập."


def writes_for(candidacy: Candidacy, user: User, day: date) -> bool:
    """Whether the person writes the unit's score and papers."""
    held = posts(candidacy, user, day)
    return "actor" in held or "leader" in held


def check_writer(candidacy: Candidacy, user: User, day: date) -> None:
    """Raises Refused for everybody else."""
    if not writes_for(candidacy, user, day):
        raise Refused(NOT_YOURS)


def is_scoring(candidacy: Candidacy) -> bool:
    """Whether the unit's own score is written now."""
    return any(candidacy.state in step.before for step in CANDIDACY.steps if step.deed == "self_score")


def sent_on(candidacy: Candidacy) -> date | None:
    """The day on which the dossier was sent; None while it is the unit's to send, for the first time or again."""
    return None if is_with_unit(candidacy) else candidacy.sent_on


def is_with_unit(candidacy: Candidacy) -> bool:
    """Whether the dossier is the unit's to score, to mend, to send."""
    return is_scoring(candidacy) or any(
        candidacy.state in step.before for step in CANDIDACY.steps if step.deed == "send_dossier"
    )
