"""Thẩm định: the examiner's word on each who is proposed, and the quotas of the year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction

from phongtrao.awards.barred import why_barred
from phongtrao.awards.models import Commendation, Nominee
from phongtrao.awards.quota import Use
from phongtrao.organisations.models import LogEntry, Organisation, Post, User
from phongtrao.procedure import NEEDS, Refused
from phongtrao.words import HANOI
from phongtrao.work.deeds import post_at
from phongtrao.work.models import RECEIVING

Opinions = Mapping[int, tuple[bool | None, str]]
"""Nominee → whether it is proposed on, and the examiner's words."""
NOT_YOURS = "Ý kiến thẩm định do đầu mối hoặc lãnh đạo cơ quan thẩm định ghi."
NOT_NOW = "Hồ sơ không ở bước thẩm định; xin tải lại trang."
BARRED = "Anh/chị {} nên không thẩm định hồ sơ này; xin chuyển người khác của cơ quan thẩm định."


def check_examines(case: Commendation, by: User, day: date, state: str = "sent") -> Post | None:
    """The post in which the person examines the proposal. Raises Refused for one who does not, or not now."""
    post = post_at(by, case.examiner, day, frozenset(RECEIVING))
    if post is None:
        raise Refused(NOT_YOURS)
    if why := why_barred(case, by):
        raise Refused(BARRED.format(why))
    if case.state != state:
        raise Refused(NOT_NOW)
    return post


def may_examine(case: Commendation, by: User, day: date, state: str = "sent") -> bool:
    """Whether `check_examines` lets the person do it."""
    try:
        check_examines(case, by, day, state)
    except Refused:
        return False
    return True


@transaction.atomic
def give_opinions(case: Commendation, said: Opinions, quota_reason: str, by: User, at: datetime) -> int:
    """Write the examiner's words; how many are new. Who is not proposed on needs words. Raises Refused."""
    case = Commendation.objects.select_for_update(of=("self",)).select_related("rules").get(pk=case.pk)
    post = check_examines(case, by, at.astimezone(HANOI).date())
    rows = list(case.nominees.all())
    check_numbers(said, rows)
    changed = [row for row in rows if row.pk in said and _told(row, *said[row.pk])]
    if silent := [str(row) for row in changed if row.is_proposed is False and not row.opinion]:
        raise Refused(f"Không đề nghị thì xin nêu lý do: {'; '.join(silent)}.")
    Nominee.objects.bulk_update(changed, ["is_proposed", "opinion"])
    if (reason := quota_reason.strip()) != case.quota_reason:
        case.quota_reason = reason
        case.save(update_fields=["quota_reason"])
    if changed:
        LogEntry.record(by, "give_opinions", case, at, case.organisation, post, nominees=len(changed))
    return len(changed)


def check_numbers(said: Iterable[int], rows: Iterable[Nominee]) -> None:
    """Raises Refused for numbers of nominees that are none of these."""
    if strange := sorted(set(said) - {row.pk for row in rows}):
        raise Refused(f"Không có trường hợp số {', '.join(map(str, strange))} ở bước này của hồ sơ; xin xem lại số.")


def _told(row: Nominee, is_proposed: bool | None, words: str) -> bool:
    """Whether this changes what is said of the row."""
    before = (row.is_proposed, row.opinion)
    row.is_proposed, row.opinion = is_proposed, words.strip()
    return before != (row.is_proposed, row.opinion)


def missing_of_examination(case: Commendation) -> str:
    """What keeps the examination from being concluded, quotas aside; the empty string for nothing."""
    said = list(case.nominees.values_list("is_proposed", flat=True))
    if None in said:
        return NEEDS["examined"]
    if True not in said:
        return "Không còn trường hợp nào được đề nghị; xin trả lại hồ sơ và nêu lý do."
    return ""


def missing_of_quotas(found: list[Use], reason: str) -> str:
    """Why the quotas do not let the proposal pass; the empty string where they do."""
    if refusing := [one for one in found if one.refuses]:
        said = "; ".join(f"{one.words} ({one.quota.source})" for one in refusing)
        return f"Vượt hạn mức: {said}. Xin bỏ bớt trường hợp hoặc trả lại hồ sơ."
    if (over := [one for one in found if one.is_over]) and not reason:
        return f"Vượt hạn mức: {'; '.join(one.words for one in over)}. Xin nêu lý do ở trang thẩm định."
    return ""


def lock_province(case: Commendation) -> None:
    """Of two proposals concluded at once the second one counts the first; stands in a transaction."""
    Organisation.objects.select_for_update(no_key=True).get(pk=case.root_id)
