"""Deeds on a candidacy, all through `procedures.CANDIDACY`: the new state, its row and log entry in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from phongtrao.access import WRITING
from phongtrao.documents.issue import ISSUING
from phongtrao.documents.models import StoredFile
from phongtrao.organisations.models import Function, LogEntry, Organisation, Post, User
from phongtrao.procedure import Refused, Step
from phongtrao.procedures import CANDIDACY
from phongtrao.recognition import dossier, scores
from phongtrao.recognition.barred import why_barred
from phongtrao.recognition.models import Candidacy, CandidacyDeed, Decision
from phongtrao.words import HANOI
from phongtrao.work.deeds import post_at, sealed
from phongtrao.work.models import RECEIVING

LEADING = frozenset({Function.LEADER.value})
STALE = "Hồ sơ này vừa được người khác xử lý. Xin tải lại trang để xem trạng thái mới nhất."
JUDGING = ("return_dossier", "appraise", "propose", "not_propose")
"""Steps that one may not take on a dossier of one's own (`barred.why_barred`); who decides is over every unit."""
WRITERS = {"send_dossier": "body", "propose": "appraiser"}
"""Whose papers of the dossier must be whole for the deed."""
BY_PAPER = ("decide", "certify", "withdraw_recognition", "lapse", "keep_up")
"""Deeds that another page does, with what they need."""


def posts(candidacy: Candidacy, user: User, day: date) -> dict[str, Post | None]:
    """Role → the post in which the user holds it. A unit without accounts is acted for by its commune's people."""
    found: dict[str, Post | None] = {}
    unit = candidacy.organisation
    if candidacy.commune is not None and not has_accounts(unit, day):
        unit = candidacy.commune
    wanted: list[tuple[str, Organisation | None, frozenset[str]]] = [
        ("actor", unit, WRITING),
        ("leader", unit, LEADING),
        ("commune", candidacy.commune, RECEIVING),
        ("commune", candidacy.through, RECEIVING),
        ("appraiser", candidacy.appraiser, RECEIVING),
        ("decider", candidacy.decider, LEADING),
        ("issuer", candidacy.decider, ISSUING),
        ("issuer", candidacy.appraiser, ISSUING),
    ]
    for role, body, functions in wanted:
        if body is not None and role not in found and (post := post_at(user, body, day, functions)):
            found[role] = post
    return found


def has_accounts(unit: Organisation, day: date) -> bool:
    """Whether anybody holds a post in the unit on the day."""
    return bool(unit.posts.on(day).exists())


def open_deeds(candidacy: Candidacy, user: User, day: date) -> list[Step]:
    """Steps that the user could take on the candidacy's own page."""
    steps = CANDIDACY.open_deeds(candidacy.state, posts(candidacy, user, day))
    barred = why_barred(candidacy, user, day) is not None
    return [s for s in steps if s.deed not in BY_PAPER and not (barred and s.name in JUDGING)]


def take(
    candidacy: Candidacy, deed: str, by: User, at: datetime, note: str = "", file: StoredFile | None = None,
    decision: Decision | None = None, as_site: bool = False,
) -> Candidacy:  # fmt: skip
    """Take one step; the candidacy as it stands afterwards. Raises Refused with the reason; then nothing is written.

    `decision`: the issued paper that decides or withdraws; it acts for the decider whoever numbered it. `as_site`: the
    site itself, for what a province's rule lets lapse.
    """
    note, day = note.strip(), at.astimezone(HANOI).date()
    with transaction.atomic():
        candidacy = Candidacy.objects.select_for_update(of=("self",)).get(pk=candidacy.pk)
        held = posts(candidacy, by, day) | ({"decider": None} if decision else {}) | ({"site": None} if as_site else {})
        given = _given(candidacy, deed, note, file, decision)
        step = CANDIDACY.allowed(candidacy.state, deed, held, given)
        if step.name in JUDGING and (why := why_barred(candidacy, by, day)):
            raise Refused(f"Anh/chị {why} nên không thẩm định hồ sơ; xin chuyển người khác của cơ quan thẩm định.")
        post = next((held[role] for role in step.who if role in held), None)
        before = candidacy.state
        candidacy.state = step.after or before
        if deed == "send_dossier":
            candidacy.sent_on = day
        candidacy.save(update_fields=["state", "sent_on"])
        CandidacyDeed.objects.create(candidacy=candidacy, deed=deed, by=by, post=post, at=at, note=note, file=file)
        said: dict[str, Any] = {"before": before, "after": candidacy.state, **sealed(note)}
        LogEntry.record(by, deed, candidacy, at, candidacy.organisation, post, **said)
        if deed in AFTER:
            AFTER[deed](candidacy, by, at)
    return candidacy


def _given(candidacy: Candidacy, deed: str, note: str, file: StoredFile | None, decision: Decision | None) -> list[str]:
    """What of the step's needs is there. Raises Refused where what is missing can be said more closely."""
    given = ["reason", "words", "note"] if note else ["note"] if file else []
    given += ["decision"] if decision is not None else []
    if deed == "self_score" and (missing := scores.missing_of_own(candidacy)):
        raise Refused(f"Chưa chốt được điểm: {missing}")
    if deed == "propose" and not scores.has_passed(candidacy):
        return given
    if deed in WRITERS and (lacking := dossier.lacking(candidacy, by=WRITERS[deed])):
        raise Refused(f"Hồ sơ còn thiếu: {'; '.join(lacking)}.")
    if deed == "appraise" and (open_points := scores.open_in_appraisal(candidacy)):
        raise Refused(f"Chưa kết luận được: {open_points}")
    given += ["certificate"] if deed == "certify" and _has_certificate(candidacy) else []
    return [*given, "score", "papers", "minutes", "pass"]


def _has_certificate(candidacy: Candidacy) -> bool:
    return bool(candidacy.recognition.certificates.exists()) if hasattr(candidacy, "recognition") else False


AFTER: dict[str, Callable[[Candidacy, User, datetime], None]] = {
    "self_score": scores.seal_own,
    "score_again": scores.reopen_own,
    "send_dossier": scores.open_appraisal,
    "appraise": scores.close_appraisal,
}
"""What a deed does besides, in its transaction."""
