"""Who is proposed: added, changed and taken off the list while it is drawn up; never twice for one achievement.

Of people three things are kept and no more: full name, post, body. The rule that one achievement is commended once is
asked under the province's lock, so that of two lists entered at once only one can pass; the database refuses the same
days once more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from phongtrao.access import WRITING
from phongtrao.awards.models import Commendation, Nominee
from phongtrao.awards.rules import COLLECTIVE, SUBJECTS
from phongtrao.organisations import tree
from phongtrao.organisations.models import LogEntry, Organisation, Post, User
from phongtrao.procedure import Refused
from phongtrao.words import HANOI, fold
from phongtrao.work.deeds import post_at

DRAWN_UP = ("drafting", "returned")
"""States in which the list can be changed."""
MOST = 500
MORE = re.compile(r"(?:\d[ .-]?){9,}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\b19\d\d\b|\bsinh\D{0,8}\d", re.IGNORECASE)
"""In a post: a number of papers or a telephone, a day or a year of birth; a term (2021-2026), `PV05` are none."""
NUMBER = re.compile(r"\b\d{9,12}\b|\b0(?:[ .-]?\d){9,10}(?![ .-]?\d)")
"""In what was achieved: a number of papers or a telephone, however it is parted; sums of money begin with no nought."""
TOO_MUCH = (
    "Chỉ ghi họ tên, chức vụ, đơn vị: xin bỏ ngày sinh, năm sinh, số giấy tờ, số điện thoại (họ tên không có chữ số)."
)
NOT_YOURS = "Danh sách do người của đơn vị đề nghị lập."
CLOSED = "Danh sách chỉ sửa được khi hồ sơ đang lập hoặc bị trả lại."
FULL = f"Một đề nghị nhiều nhất {MOST} trường hợp; xin tách thành hai đề nghị."


@dataclass(frozen=True, slots=True)
class Told:
    """One who is proposed, as a person says it; `full_name` and `post_title` are empty for a collective."""

    kind: str
    body: Organisation
    achievement: str
    full_name: str = ""
    post_title: str = ""


def subject_key(kind: str, body: Organisation, full_name: str) -> str:
    """The same for the same subject: the body, or the name, however it is typed, in the body."""
    return f"{kind}:{body.pk}:{fold(full_name)}"[:200]


def same_achievement(case: Commendation, key: str, besides: int | None = None) -> QuerySet[Nominee]:
    """Where the subject is proposed or commended already for what it did in the programme in these days."""
    rows = Nominee.objects.filter(
        subject_key=key, programme=case.programme, standing=True, achieved_from__lte=case.achieved_until,
        achieved_until__gte=case.achieved_from,
    )  # fmt: skip
    rows = rows.exclude(pk=besides) if besides is not None else rows
    return rows.select_related("case", "case__rules").order_by("pk")


def named_elsewhere(case: Commendation) -> set[int]:
    """People on the list whose name stands with another body for the same programme and days: maybe the same person.

    Nobody is refused for that: many bear one name. Who examines is told, and asks.
    """
    others = Nominee.objects.people().filter(
        programme=case.programme, standing=True, achieved_from__lte=case.achieved_until,
        achieved_until__gte=case.achieved_from, case__root=case.root_id,
    )  # fmt: skip
    bodies: dict[str, set[int]] = {}
    for body, key in others.values_list("body", "subject_key"):
        bodies.setdefault(key.rpartition(":")[2], set()).add(body)
    return {row.pk for row in case.nominees.people() if bodies.get(fold(row.full_name), set()) - {row.body_id}}


def check_lists(case: Commendation, by: User, day: date) -> Post | None:
    """The post in which the person draws up the list. Raises Refused for one who does not, or not now."""
    post = post_at(by, case.organisation, day, WRITING)
    if post is None and not by.sees_all(day):
        raise Refused(NOT_YOURS)
    if case.state not in DRAWN_UP:
        raise Refused(CLOSED)
    return post


def may_list(case: Commendation, by: User, day: date) -> bool:
    """Whether `check_lists` lets the person do it."""
    try:
        check_lists(case, by, day)
    except Refused:
        return False
    return True


def put_on_list(case: Commendation, told: Told, by: User, at: datetime, row: Nominee | None = None) -> Nominee:
    """One more on the list, or `row` of it changed. Raises Refused; then nothing is written."""
    day = at.astimezone(HANOI).date()
    try:
        with transaction.atomic():
            case = _locked(case)
            post = check_lists(case, by, day)
            made = _written(case, _clean(case, told, day), by, at, row)
            # The log keeps the number of the row: the name itself must be gone one day.
            LogEntry.record(by, "put_on_list", case, at, case.organisation, post, nominee=made.pk, kind=made.kind)
            return made
    except IntegrityError as error:
        raise Refused(once_words(case, None, by, day)) from error


def _locked(case: Commendation) -> Commendation:
    """The case, its province and itself locked: lists of a province are written one after the other."""
    Organisation.objects.select_for_update(no_key=True).get(pk=case.root_id)
    return Commendation.objects.select_for_update(of=("self",)).select_related("rules").get(pk=case.pk)


def _clean(case: Commendation, told: Told, day: date) -> Told:
    """Raises Refused with what is wrong."""
    name, post = " ".join(told.full_name.split()), " ".join(told.post_title.split())
    if told.kind not in case.asked_form.subjects:
        fitting = ", ".join(SUBJECTS[one] for one in case.asked_form.subjects)
        raise Refused(f"{case.asked_form.title} chỉ dành cho: {fitting}.")
    if told.kind == COLLECTIVE and (name or post):
        raise Refused("Với tập thể chỉ ghi tên đơn vị; xin để trống họ tên, chức vụ.")
    if told.kind != COLLECTIVE and not name:
        raise Refused("Xin ghi họ và tên (hộ gia đình: họ tên chủ hộ).")
    if any(sign.isdigit() for sign in name) or MORE.search(post) or NUMBER.search(told.achievement):
        raise Refused(TOO_MUCH)
    if not told.achievement.strip():
        raise Refused("Xin ghi tóm tắt thành tích.")
    if told.body.pk not in tree.below([case.root_id], day):
        raise Refused(f"«{told.body.name_on(day)}» không thuộc tỉnh này vào hôm nay; xin chọn lại đơn vị.")
    return Told(told.kind, told.body, told.achievement.strip(), name, post)


def _written(case: Commendation, told: Told, by: User, at: datetime, row: Nominee | None) -> Nominee:
    day, key = at.astimezone(HANOI).date(), subject_key(told.kind, told.body, told.full_name)
    if row is None and case.nominees.count() >= MOST:
        raise Refused(FULL)
    if (other := same_achievement(case, key, row.pk if row else None).first()) is not None:
        raise Refused(once_words(case, other, by, day))
    row = row or Nominee(
        case=case, programme=case.programme, achieved_from=case.achieved_from, achieved_until=case.achieved_until
    )
    row.kind, row.body, row.achievement, row.subject_key = told.kind, told.body, told.achievement, key
    row.full_name, row.post_title, row.by, row.at = told.full_name, told.post_title, by, at
    # Whatever was said of the one who stood here before is not said of this one.
    row.is_proposed, row.opinion, row.votes_for, row.votes_against, row.voters = None, "", None, None, None
    row.save()
    Commendation.objects.filter(pk=case.pk).update(list_changed_at=at)
    return row


def take_off_list(row: Nominee, by: User, at: datetime) -> None:
    """Take one off; what was written of it goes too. Raises Refused."""
    with transaction.atomic():
        case = _locked(row.case)
        post = check_lists(case, by, at.astimezone(HANOI).date())
        number, kind = row.pk, row.kind
        row.delete()
        Commendation.objects.filter(pk=case.pk).update(list_changed_at=at)
        LogEntry.record(by, "take_off_list", case, at, case.organisation, post, nominee=number, kind=kind)


def once_words(case: Commendation, other: Nominee | None, by: User, day: date) -> str:
    """The words of the rule, and which proposal has the achievement, where the person reads the names there."""
    rule = case.rules.said.once
    said = f"«{rule.words}» ({rule.source})"
    if other is None:
        return f"Trường hợp này đã được đề nghị ở một hồ sơ khác cho cùng thành tích: {said}."
    if other.case_id == case.pk:
        return f"Trường hợp này đã có trong danh sách: {said}."
    if not Commendation.objects.named_to(by, day).filter(pk=other.case_id).exists():
        return f"Trường hợp này đã được đề nghị ở một hồ sơ khác cho cùng thành tích: {said}."
    where = f"hồ sơ số {other.case_id} «{other.case}», {other.case.asked_form.title}"
    return f"Thành tích này đã được đề nghị tại {where}: {said}."
