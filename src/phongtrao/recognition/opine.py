"""The Front's opinion on a candidacy (giám sát, phản biện xã hội: Plan 70/KH-UBND, part V.5), answered in writing."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from phongtrao.access import WRITING
from phongtrao.documents.models import StoredFile
from phongtrao.organisations.models import LogEntry, Organisation, OrganisationVersion, User
from phongtrao.procedure import Refused
from phongtrao.recognition.barred import why_barred
from phongtrao.recognition.candidacy_deeds import posts
from phongtrao.recognition.models import Candidacy, Opinion
from phongtrao.recognition.models.candidacies import EARLY
from phongtrao.words import HANOI

OVER = ("decided", "certified", "not_recognised", "recognition_withdrawn", "lapsed")
"""States after which an opinion on the candidacy comes too late."""
NOT_FRONT = "Ý kiến giám sát, phản biện do người của Mặt trận Tổ quốc cấp tỉnh hoặc xã nơi đơn vị đóng ghi."
NOT_APPRAISER = "Trả lời do đầu mối hoặc lãnh đạo cơ quan thẩm định ghi."


def front_of(candidacy: Candidacy, user: User, day: date) -> Organisation | None:
    """The Front's body for which the user speaks on this candidacy; None where there is none."""
    held = user.body_ids(day, set(WRITING))
    over = {candidacy.root_id, candidacy.commune_id} - {None}
    rows = OrganisationVersion.objects.on(day).filter(organisation__in=held, kind="mttq", parent__in=over)
    row = rows.select_related("organisation").order_by("level").first()
    return row.organisation if row else None


def check_giving(candidacy: Candidacy, kind: str, words: str, by: User, at: datetime) -> Organisation:
    """The Front's body that speaks; before a file of it is stored. Raises Refused."""
    body = front_of(candidacy, by, at.astimezone(HANOI).date())
    if body is None:
        raise Refused(NOT_FRONT)
    if candidacy.state in EARLY or candidacy.state in OVER:
        raise Refused("Ý kiến được ghi từ khi đơn vị được chọn đến trước khi có quyết định.")
    if kind not in Opinion.KINDS:
        raise Refused("Xin chọn: giám sát, hoặc phản biện xã hội.")
    if not words.strip():
        raise Refused("Xin ghi nội dung ý kiến.")
    return body


@transaction.atomic
def give(
    candidacy: Candidacy, kind: str, words: str, by: User, at: datetime, file: StoredFile | None = None
) -> Opinion:
    """Write down an opinion; the same words of the same body twice are one. Raises Refused."""
    candidacy = Candidacy.objects.select_for_update(of=("self",)).get(pk=candidacy.pk)
    body = check_giving(candidacy, kind, words, by, at)
    there = candidacy.opinions.filter(organisation=body, kind=kind, words=words.strip(), answered_at=None).first()
    if there is not None and file is not None:
        raise Refused("Ý kiến này đã ghi; nếu muốn thêm tệp, xin ghi một ý kiến khác.")
    if there is not None:
        return there
    row = Opinion.objects.create(
        candidacy=candidacy, organisation=body, kind=kind, words=words.strip(), file=file, by=by, at=at
    )
    LogEntry.record(by, "give_opinion", candidacy, at, body, opinion=row.pk)
    return row


def why_not_answering(candidacy: Candidacy, user: User, day: date) -> str:
    """Why the person may not answer opinions; the empty string where he may."""
    if "appraiser" not in posts(candidacy, user, day):
        return NOT_APPRAISER
    why = why_barred(candidacy, user, day)
    return f"Anh/chị {why} nên không trả lời ý kiến về hồ sơ này; xin chuyển người khác." if why else ""


@transaction.atomic
def answer(opinion: Opinion, words: str, by: User, at: datetime) -> Opinion:
    """Answer in writing, once: it is what the Front was told. Raises Refused."""
    opinion = Opinion.objects.select_for_update(of=("self",)).select_related("candidacy").get(pk=opinion.pk)
    candidacy = opinion.candidacy
    if why := why_not_answering(candidacy, by, at.astimezone(HANOI).date()):
        raise Refused(why)
    if opinion.answered_at is not None:
        raise Refused("Ý kiến này đã được trả lời; xin tải lại trang.")
    if not words.strip():
        raise Refused("Xin ghi nội dung trả lời.")
    opinion.answer, opinion.answered_by, opinion.answered_at = words.strip(), by, at
    opinion.save(update_fields=["answer", "answered_by", "answered_at"])
    LogEntry.record(by, "answer_opinion", candidacy, at, candidacy.appraiser, opinion=opinion.pk)
    return opinion
