"""Who appraises a dossier: members are named, taken off again before they have scored, the same ones for several.

Nobody is named who prepared, signed or directly manages the dossier (`barred.why_barred`); each deed is in the log.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from phongtrao.organisations import tree
from phongtrao.organisations.models import LogEntry, Post, User
from phongtrao.procedure import Refused
from phongtrao.recognition.barred import why_barred
from phongtrao.recognition.candidacy_deeds import posts
from phongtrao.recognition.models import Appraisal, AppraisalMember, Candidacy, Score
from phongtrao.recognition.scores import appraisal_of
from phongtrao.words import HANOI

NOT_SENT = "Hồ sơ này đang ở trạng thái khác, không có thẩm định nào đang mở; xin tải lại trang."
NOT_APPRAISER = "Thành viên thẩm định do đầu mối hoặc lãnh đạo cơ quan thẩm định cử."
Council = Sequence[tuple[User, str]]
"""Users and their parts, keys of `AppraisalMember.PARTS`."""


def open_appraisal_of(candidacy: Candidacy) -> Appraisal:
    """The appraisal that is going on. Raises Refused where there is none."""
    appraisal = appraisal_of(candidacy)
    if appraisal is None or appraisal.closed_at is not None or candidacy.state != "dossier_sent":
        raise Refused(NOT_SENT)
    return appraisal


def why_not_naming(candidacy: Candidacy, by: User, day: date) -> str:
    """Why the person may not name members; the empty string where he may."""
    if "appraiser" not in posts(candidacy, by, day):
        return NOT_APPRAISER
    why = why_barred(candidacy, by, day)
    return f"Anh/chị {why} nên không cử thành viên thẩm định; xin chuyển người khác." if why else ""


def who_may_be_named(candidacy: Candidacy, day: date) -> QuerySet[User]:
    """Open accounts with a post in a body of the province."""
    bodies = tree.below({candidacy.root_id}, day)
    held = Post.objects.on(day).filter(organisation__in=bodies).values("user")
    return User.objects.filter(is_active=True, pk__in=held).order_by("full_name", "username")


def why_not_named(candidacy: Candidacy, user: User, day: date) -> str:
    """Why the person cannot be a member, in words; the empty string where he can."""
    if why := why_barred(candidacy, user, day):
        return f"{user} {why} nên không tham gia thẩm định hồ sơ này."
    if not who_may_be_named(candidacy, day).filter(pk=user.pk).exists():
        return f"{user} không giữ chức vụ ở cơ quan nào trong tỉnh."
    return ""


@transaction.atomic
def name_members(candidacies: Iterable[Candidacy], council: Council, by: User, at: datetime) -> int:
    """Name these people for each of the dossiers; how many were named newly. One named already gets the part given.

    Whole or not at all. Raises Refused with whom it may not be, and of which dossier.
    """
    if not council:
        raise Refused("Xin chọn ít nhất một thành viên.")
    return sum(_name(candidacy, council, by, at) for candidacy in candidacies)


def _name(candidacy: Candidacy, council: Council, by: User, at: datetime) -> int:
    day = at.astimezone(HANOI).date()
    candidacy = Candidacy.objects.select_for_update(of=("self",)).get(pk=candidacy.pk)
    appraisal = open_appraisal_of(candidacy)
    if why := why_not_naming(candidacy, by, day):
        raise Refused(why)
    fresh = 0
    for user, part in council:
        if why := why_not_named(candidacy, user, day):
            raise Refused(f"{candidacy}: {why}")
        fresh += _seat(appraisal, user, part, by, at)
    return fresh


def _seat(appraisal: Appraisal, user: User, part: str, by: User, at: datetime) -> bool:
    there = appraisal.members.filter(user=user).first()
    if there is not None and there.part == part:
        return False
    chairs = appraisal.members.filter(part=AppraisalMember.CHAIR).exclude(user=user)
    if part == AppraisalMember.CHAIR and (chair := chairs.select_related("user").first()):
        raise Refused(
            f"{appraisal.candidacy}: đã có người chủ trì là {chair.user}; xin đổi phần việc của người đó trước."
        )
    AppraisalMember.objects.update_or_create(
        appraisal=appraisal, user=user, defaults={"part": part, "named_by": by, "named_at": at}
    )
    candidacy = appraisal.candidacy
    LogEntry.record(by, "name_member", candidacy, at, candidacy.organisation, member=user.username, part=part)
    return there is None


@transaction.atomic
def remove_member(candidacy: Candidacy, user: User, by: User, at: datetime) -> bool:
    """Take a member off who has not handed in his score; what he had begun goes too. False where he is none.

    Raises Refused for one who has scored.
    """
    candidacy = Candidacy.objects.select_for_update(of=("self",)).get(pk=candidacy.pk)
    appraisal = open_appraisal_of(candidacy)
    if why := why_not_naming(candidacy, by, at.astimezone(HANOI).date()):
        raise Refused(why)
    scored = appraisal.scores.filter(kind=Score.MEMBER, member=user)
    if scored.filter(sent_at__isnull=False).exists():
        raise Refused(f"{user} đã nộp bảng điểm nên không thôi cử được nữa.")
    scored.delete()
    gone, _ = appraisal.members.filter(user=user).delete()
    if gone:
        LogEntry.record(by, "remove_member", candidacy, at, candidacy.organisation, member=user.username)
    return bool(gone)
