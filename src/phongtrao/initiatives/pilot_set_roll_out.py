"""What a person states of a roll-out before its paper is written, and which document the signed paper is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from phongtrao.documents.models import Document
from phongtrao.initiatives.models import Pilot, RollOut
from phongtrao.initiatives.models.pilots import LONGEST_WORDS
from phongtrao.initiatives.pilot_bodies import of_kind
from phongtrao.initiatives.pilot_plan import acting_post, checked
from phongtrao.initiatives.pilot_roll_out import link
from phongtrao.organisations import tree
from phongtrao.organisations.models import LogEntry, Organisation, User
from phongtrao.procedure import Refused
from phongtrao.words import HANOI, day_in_words
from phongtrao.year_days import year_day

ROLES = ("decider", "actor")
STATES = ("reviewed", "concluded")
NO_YEAR_DAY = "Ngày báo cáo hằng năm chỉ ghi ngày và tháng, ví dụ 10/11; xin xem lại."


@dataclass(frozen=True, slots=True)
class Stated:
    """Among which bodies, by when, what besides; `yearly`: `10/11`."""

    comparable: str
    plan_due: date
    done_by: date | None = None
    yearly: str = ""
    tasks: str = ""
    through: Organisation | None = None


@transaction.atomic
def set_roll_out(pilot: Pilot, stated: Stated, by: User, at: datetime) -> RollOut:
    """Write or change it, until the paper is issued. Raises Refused."""
    pilot = Pilot.objects.select_for_update(of=("self",)).get(pk=pilot.pk)
    day = at.astimezone(HANOI).date()
    post = acting_post(pilot, by, day, *ROLES)
    if pilot.state not in STATES:
        raise Refused("Xin sơ kết hoặc tổng kết trước khi ghi việc nhân rộng; đã nhân rộng thì không sửa được nữa.")
    _check_days(stated, day)
    if not of_kind(pilot.root, stated.comparable, day):
        raise Refused("Hôm nay tỉnh không có đơn vị nào thuộc loại này; xin chọn loại khác.")
    if stated.through is not None and stated.through.pk not in tree.below([pilot.root_id], day):
        raise Refused(f"{stated.through.name_on(day)} không thuộc {pilot.root.name_on(day)}; xin chọn nơi khác.")
    said = {
        "comparable": stated.comparable, "plan_due": stated.plan_due, "done_by": stated.done_by,
        "yearly": _yearly(stated.yearly), "through": stated.through, "by": by, "at": at,
        "tasks": checked(stated.tasks, "Việc phải làm thêm", LONGEST_WORDS, needed=False),
    }  # fmt: skip
    row, _ = RollOut.objects.update_or_create(case=pilot, defaults=said)
    LogEntry.record(by, "set_roll_out", pilot, at, pilot.organisation, post, day=stated.plan_due.isoformat())
    return row


def _check_days(stated: Stated, day: date) -> None:
    if stated.plan_due < day:
        raise Refused(f"Hạn lập kế hoạch {day_in_words(stated.plan_due)} đã qua; xin chọn ngày khác.")
    if stated.done_by is not None and stated.done_by < stated.plan_due:
        raise Refused("Hạn triển khai xong phải sau hạn lập kế hoạch; xin xem lại.")


def _yearly(written: str) -> str:
    if not written.strip():
        return ""
    try:
        found = year_day(written)
    except ValueError as error:
        raise Refused(NO_YEAR_DAY) from error
    if found.years:
        raise Refused(NO_YEAR_DAY)
    return f"{found.day:02d}/{found.month:02d}"


@transaction.atomic
def link_document(row: RollOut, document: Document, by: User, at: datetime) -> None:
    """Say which received document the signed paper is. Raises Refused."""
    pilot = row.case
    post = acting_post(pilot, by, at.astimezone(HANOI).date(), *ROLES)
    if pilot.state != "rolled_out" or row.document_id is not None:
        raise Refused("Chỉ chọn văn bản khi đã ghi nhân rộng mà văn bản chưa có trong hệ thống.")
    if document.root_id != pilot.root_id:
        raise Refused(f"{document.title} không phải văn bản của tỉnh này; xin chọn văn bản khác.")
    link(row, document, by, at)
    LogEntry.record(by, "link_roll_out", pilot, at, pilot.organisation, post, document=document.pk)
