"""Scores of a candidacy: opened, answered criterion by criterion, sealed when handed in, never changed from then on."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from phongtrao.documents.models import StoredFile
from phongtrao.organisations.models import LogEntry, User
from phongtrao.procedure import Refused
from phongtrao.recognition.answers import Answered, Value, why_wrong
from phongtrao.recognition.barred import why_barred
from phongtrao.recognition.criteria import CriteriaSet as Criteria
from phongtrao.recognition.criteria import Criterion, from_data
from phongtrao.recognition.models import (
    Appraisal,
    AppraisalMember,
    Candidacy,
    CriteriaSet,
    Evidence,
    Score,
    ScoreAnswer,
)
from phongtrao.recognition.scoring import Missing, Row, Scored, score, sealed
from phongtrao.words import HANOI

FROZEN = "Bảng điểm này đã chốt, không sửa được nữa; xin tải lại trang."
YES, NO = "1", "0"
"""How answers of yes and no are kept."""


def said(row: CriteriaSet) -> Criteria:
    """The set as it reads."""
    known: Criteria = row.__dict__.setdefault("_said", from_data(row.content))
    return known


def criteria_for(candidacy: Candidacy, day: date) -> CriteriaSet:
    """The set by which the unit is scored from the day on. Raises Refused where the programme has none yet."""
    name = candidacy.rules.said.subject(candidacy.subject).criteria
    found = CriteriaSet.objects.on(name, candidacy.root, day) if name else None
    if found is None:
        subject = candidacy.rules.said.subject(candidacy.subject).title.lower()
        raise Refused(f"Chưa có bộ tiêu chí cho {subject}; xin nạp và chốt bộ tiêu chí trước khi chấm.")
    return found


def own_score(candidacy: Candidacy) -> Score | None:
    """The unit's own score, the last one."""
    return candidacy.scores.filter(kind=Score.SELF).select_related("criteria").order_by("-nth").first()


@transaction.atomic
def open_own(candidacy: Candidacy, by: User, at: datetime) -> Score:
    """The unit's own score to write in: the one that is open, else a new one with the last one's answers.

    Raises Refused where there is no criteria set.
    """
    last = own_score(candidacy)
    if last is not None and last.sent_at is None:
        return last
    criteria = criteria_for(candidacy, at.astimezone(HANOI).date())
    fresh = Score.objects.create(
        candidacy=candidacy, kind=Score.SELF, criteria=criteria, nth=last.nth + 1 if last else 1, opened_by=by,
        opened_at=at,
    )  # fmt: skip
    if last is not None and last.criteria_id == criteria.pk:
        _copy_answers(last, fresh)
    return fresh


def _copy_answers(last: Score, fresh: Score) -> None:
    for answer in last.answers.prefetch_related("evidence"):
        evidence = list(answer.evidence.all())
        answer.pk, answer.score = None, fresh
        answer._state.adding = True
        answer.save(force_insert=True)
        for one in evidence:
            one.pk, one.answer = None, answer
            one._state.adding = True
            one.save(force_insert=True)


def _value(criterion: Criterion, kept: str) -> Value:
    """The value that a row keeps as `_kept` wrote it."""
    if not kept:
        return None
    if criterion.kind == "yes_no":
        return kept == YES
    if criterion.kind == "choice":
        return kept
    return Decimal(kept) if criterion.kind == "points" else int(kept)


def _kept(value: Value) -> str:
    """The value as a row keeps it."""
    if isinstance(value, bool):
        return YES if value else NO
    return "" if value is None else str(value)


def answers_of(row: Score) -> dict[str, Answered]:
    """The answers of a score, as the engine takes them."""
    criteria = {one.name: one for one in said(row.criteria).criteria}
    return {
        answer.criterion: Answered(
            _value(criteria[answer.criterion], answer.value), answer.base, answer.not_applicable, answer.reason
        )
        for answer in row.answers.all()
        if answer.criterion in criteria
    }


def scored(row: Score) -> Scored:
    """What the answers come to now; for a sealed score the same as when it was sealed."""
    return score(said(row.criteria), answers_of(row))


@transaction.atomic
def answer(row: Score, criterion: str, given: Answered, by: User, at: datetime, lineage: str = "") -> str:
    """Write one answer; what is wrong with it, in words, empty where it was written. An empty answer takes it away.

    Raises Refused where the score is sealed, KeyError for a criterion that there is not.
    """
    row = Score.objects.select_for_update(of=("self",)).select_related("criteria").get(pk=row.pk)
    if row.sent_at is not None:
        raise Refused(FROZEN)
    one = said(row.criteria).criterion(criterion)
    if wrong := why_wrong(one, given):
        return wrong
    if not given.is_given and not given.reason.strip():
        row.answers.filter(criterion=criterion, evidence=None).delete()
        row.answers.filter(criterion=criterion).update(value="", base=None, not_applicable=False, reason="", lineage="")
        return ""
    values = {
        "value": _kept(given.value), "base": given.base, "not_applicable": given.not_applicable,
        "reason": given.reason.strip(), "lineage": lineage, "by": by, "at": at,
    }  # fmt: skip
    ScoreAnswer.objects.update_or_create(score=row, criterion=criterion, defaults=values)
    return ""


@transaction.atomic
def add_evidence(
    row: Score, criterion: str, by: User, at: datetime, words: str = "", file: StoredFile | None = None,
    pointer: str = "",
) -> Evidence:  # fmt: skip
    """Put a file, or something that is here already, beside an answer. Raises Refused where the score is sealed."""
    row = Score.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.sent_at is not None:
        raise Refused(FROZEN)
    if file is None and not pointer:
        raise Refused("Xin đính kèm tệp hoặc chọn một báo cáo, văn bản, việc đã có trong hệ thống.")
    given, _ = ScoreAnswer.objects.get_or_create(score=row, criterion=criterion, defaults={"by": by, "at": at})
    return Evidence.objects.create(answer=given, words=words.strip(), file=file, pointer=pointer, by=by, at=at)


def lacking(row: Score) -> list[Missing]:
    """What the score still lacks: answers, reasons, evidence that the set requires; of the one agreed on why it differs
    from the unit's own. An answer that earns nothing needs no evidence."""
    told = scored(row)
    found = [one for one in told.missing if one.criterion]
    if row.kind == Score.COUNCIL:
        return [*found, *_unexplained(row)]
    if row.kind == Score.MEMBER:
        return found
    with_evidence = set(row.answers.filter(evidence__isnull=False).values_list("criterion", flat=True))
    required = (one for one in told.rows if one.criterion.evidence == "required" and not _claims_nothing(row, one))
    without = (one.criterion for one in required if one.criterion.name not in with_evidence)
    return [*found, *(Missing(one.name, "evidence", f"chưa có minh chứng cho «{one.title}»") for one in without)]


def _claims_nothing(row: Score, told: Row) -> bool:
    """Whether the criterion was left out, or its answer earns neither points nor the criterion."""
    if told.answer.not_applicable:
        return True
    earns = told.points if said(row.criteria).scoring == "points" else told.met
    return told.state == "answered" and not earns


def missing_in(row: Score) -> list[str]:
    """The same in words."""
    return [one.words for one in lacking(row)]


def same_answer(one: Answered, other: Answered) -> bool:
    """Whether two answers say the same, whatever their reasons."""
    return (one.value, one.base, one.not_applicable) == (other.value, other.base, other.not_applicable)


def _unexplained(row: Score) -> list[Missing]:
    """Where the score agreed on differs from the unit's own without saying why."""
    own = own_score(row.candidacy)
    by_unit, agreed = answers_of(own) if own else {}, answers_of(row)
    return [
        Missing(one.name, "reason", f"chưa ghi lý do khác điểm tự chấm ở «{one.title}»")
        for one in said(row.criteria).criteria
        if (given := agreed.get(one.name))
        and not given.reason.strip()
        and not same_answer(given, by_unit.get(one.name, Answered()))
    ]


def missing_of_own(candidacy: Candidacy) -> str:
    """Why the unit's own score cannot be handed in yet; the empty string where it can."""
    row = own_score(candidacy)
    if row is None or row.sent_at is not None:
        return "chưa mở bảng tự chấm điểm."
    return _told(missing_in(row))


def _told(missing: list[str]) -> str:
    more = f" (và {len(missing) - 1} mục khác)" if len(missing) > 1 else ""
    return f"{missing[0]}{more}." if missing else ""


def hand_in(row: Score, by: User, at: datetime) -> None:
    """Seal a score with its inputs. Raises Refused where it is sealed already."""
    result = scored(row)
    kept = sealed(said(row.criteria), answers_of(row)).decode()
    values = {"sealed": kept, "result": result.result, "total": result.total, "sent_by": by, "sent_at": at}
    if Score.objects.filter(pk=row.pk, sent_at=None).update(**values) != 1:
        raise Refused(FROZEN)
    row.refresh_from_db()


def seal_own(candidacy: Candidacy, by: User, at: datetime) -> None:
    """The unit's own score as it is handed in with the deed `self_score`."""
    row = own_score(candidacy)
    assert row is not None
    hand_in(row, by, at)


def reopen_own(candidacy: Candidacy, by: User, at: datetime) -> None:
    """A new edition of the unit's own score, with the answers of the last one; that one stays as it was sealed."""
    open_own(candidacy, by, at)


def appraisal_of(candidacy: Candidacy) -> Appraisal | None:
    """The appraisal of the dossier as it was sent last."""
    return candidacy.appraisals.order_by("-nth").first()


def open_appraisal(candidacy: Candidacy, by: User, at: datetime) -> None:
    """A new appraisal for the dossier that was just sent."""
    last = appraisal_of(candidacy)
    Appraisal.objects.create(candidacy=candidacy, nth=last.nth + 1 if last else 1, opened_by=by, opened_at=at)


@transaction.atomic
def member_score(appraisal: Appraisal, member: User, at: datetime) -> Score:
    """A member's own score to write in. Raises Refused as `check_member` does."""
    check_member(appraisal, member, at)
    return _of_appraisal(appraisal, Score.MEMBER, member, member, at)


def check_member(appraisal: Appraisal, user: User, at: datetime) -> None:
    """Raises Refused for one who is no member, or may be none any more, or where the appraisal is over."""
    if not appraisal.members.filter(user=user).exists():
        raise Refused("Anh/chị không phải thành viên thẩm định hồ sơ này.")
    _check_open(appraisal)
    if why := why_barred(appraisal.candidacy, user, at.astimezone(HANOI).date()):
        raise Refused(f"Anh/chị {why} nên không tham gia thẩm định hồ sơ này.")


def _check_open(appraisal: Appraisal) -> None:
    if appraisal.closed_at is not None:
        raise Refused("Thẩm định này đã kết luận.")
    if appraisal.candidacy.state != "dossier_sent":
        raise Refused("Hồ sơ này không còn chờ thẩm định; xin tải lại trang.")


@transaction.atomic
def agreed_score(appraisal: Appraisal, by: User, at: datetime) -> Score:
    """The score agreed on, to write in once every member has handed in his own; the chair or secretary writes it.

    Raises Refused before that, or for another person.
    """
    _check_open(appraisal)
    if waited := members_waited_for(appraisal):
        raise Refused(f"Còn {len(waited)} thành viên chưa chấm: {', '.join(str(one.user) for one in waited)}.")
    parts = (AppraisalMember.CHAIR, AppraisalMember.SECRETARY)
    if not appraisal.members.filter(user=by, part__in=parts).exists():
        raise Refused("Bảng điểm thống nhất do người chủ trì hoặc thư ký ghi.")
    return _of_appraisal(appraisal, Score.COUNCIL, None, by, at)


def _of_appraisal(appraisal: Appraisal, kind: str, member: User | None, by: User, at: datetime) -> Score:
    own = own_score(appraisal.candidacy)
    if own is None:
        raise Refused("Đơn vị chưa tự chấm điểm.")
    row, _ = Score.objects.get_or_create(
        appraisal=appraisal, kind=kind, member=member,
        defaults={"candidacy": appraisal.candidacy, "criteria": own.criteria, "opened_by": by, "opened_at": at},
    )  # fmt: skip
    return row


def members_waited_for(appraisal: Appraisal) -> list[AppraisalMember]:
    """Members who have not handed in their score yet."""
    sent = appraisal.scores.filter(kind=Score.MEMBER, sent_at__isnull=False).values("member")
    return list(appraisal.members.exclude(user__in=sent).select_related("user"))


def council_score(appraisal: Appraisal) -> Score | None:
    """The score agreed on, where it was begun."""
    return appraisal.scores.filter(kind=Score.COUNCIL).select_related("criteria").first()


def open_in_appraisal(candidacy: Candidacy) -> str:
    """Why the appraisal cannot be concluded yet; the empty string where it can."""
    appraisal = appraisal_of(candidacy)
    if appraisal is None or not appraisal.members.exists():
        return "chưa cử thành viên thẩm định."
    if waited := members_waited_for(appraisal):
        return f"còn {len(waited)} thành viên chưa chấm điểm."
    row = council_score(appraisal)
    if row is None:
        return "chưa có bảng điểm thống nhất."
    if candidacy.checks.filter(agrees=None).exists():
        return "hồ sơ này rút trúng kiểm tra thực tế, chưa ghi kết quả kiểm tra."
    if candidacy.opinions.filter(answered_at=None).exists():
        return "còn ý kiến của Mặt trận chưa trả lời."
    return _told(missing_in(row))


def close_appraisal(candidacy: Candidacy, by: User, at: datetime) -> None:
    """Seal the score agreed on and close the appraisal; from then on all may be compared."""
    appraisal = appraisal_of(candidacy)
    row = council_score(appraisal) if appraisal else None
    assert appraisal is not None and row is not None
    hand_in(row, by, at)
    Appraisal.objects.filter(pk=appraisal.pk).update(closed_at=at)


def has_passed(candidacy: Candidacy) -> bool:
    """Whether the appraisal that was concluded last came to `đạt`."""
    appraisal = appraisal_of(candidacy)
    row = council_score(appraisal) if appraisal else None
    return row is not None and row.sent_at is not None and row.result == "dat"


@transaction.atomic
def hand_in_member(row: Score, by: User, at: datetime) -> Score:
    """A member's score, handed in: only now may he see the others'. Raises Refused with what is missing."""
    if row.member_id != by.pk:
        raise Refused("Mỗi thành viên tự nộp bảng điểm của mình.")
    assert row.appraisal is not None
    _check_open(row.appraisal)
    if missing := _told(missing_in(row)):
        raise Refused(f"Chưa nộp được: {missing}")
    hand_in(row, by, at)
    LogEntry.record(by, "hand_in_score", row, at, row.candidacy.organisation)
    return row
