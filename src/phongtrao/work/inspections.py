"""Kiểm tra: plan an inspection, record a visit, what it found wanting, and what has to be mended by which day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from phongtrao.documents.models import Document
from phongtrao.organisations import tree
from phongtrao.organisations.models import Function, LogEntry, Organisation, Post, User
from phongtrao.procedure import Refused
from phongtrao.words import HANOI, day_in_words
from phongtrao.work.deeds import post_at, sealed
from phongtrao.work.models import Assignment, Duty, Inspection, Mending, Shortcoming, Visit

INSPECTING = frozenset({Function.INSPECTOR, Function.LEADER})
"""Functions that plan inspections of their body and record what these find."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an inspection is to be; everything in it is visible to who plans."""

    organisation: Organisation
    title: str
    starts_on: date
    ends_on: date
    bodies: Sequence[Organisation]
    documents: Sequence[Document] = ()
    duties: Sequence[Duty] = ()
    team: Sequence[User] = ()


def inspectable(body: Organisation, day: date) -> set[int]:
    """Bodies that this one may inspect: below it, in its line, those that report to it.

    A committee inspects for the body of which it is a part: whatever is below that one.
    """
    version = body.version(day)
    above = {version.parent_id} if version and version.standing_body_id and version.parent_id else set()
    reporting = Assignment.objects.binding().filter(duty__receiver=body).values_list("organisation", flat=True)
    found = tree.below({body.pk} | above, day) | tree.below_in_line({body.pk}, day) | set(reporting.distinct())
    return found - {body.pk} - above


def inspecting_post(inspection: Inspection, user: User, day: date) -> Post | None:
    """The post in which the user plans and records; None for one who may not."""
    return post_at(user, inspection.organisation, day, INSPECTING)


@transaction.atomic
def plan(given: Plan, by: User, at: datetime, inspection: Inspection | None = None) -> Inspection:
    """A new inspection, or this one as it is to be from now on. Raises Refused."""
    day = at.astimezone(HANOI).date()
    post = post_at(by, given.organisation, day, INSPECTING)
    if post is None:
        raise Refused("Kế hoạch kiểm tra do người giữ chức năng kiểm tra hoặc lãnh đạo của đơn vị kiểm tra lập.")
    if refused := _wrong_plan(given, inspection, day):
        raise Refused(refused)
    row = inspection or Inspection(by=by, at=at)
    row.organisation, row.title = given.organisation, given.title.strip()
    row.starts_on, row.ends_on = given.starts_on, given.ends_on
    row.save()
    for name in ("bodies", "documents", "duties", "team"):
        getattr(row, name).set(getattr(given, name))
    said = {"from": given.starts_on.isoformat(), "until": given.ends_on.isoformat()}
    people = sorted(user.username for user in given.team)
    deed = "change_inspection" if inspection else "plan_inspection"
    codes = sorted(body.code for body in given.bodies)
    LogEntry.record(by, deed, row, at, row.organisation, post, bodies=codes, team=people, **said)
    return row


def _wrong_plan(given: Plan, inspection: Inspection | None, day: date) -> str | None:
    if not given.title.strip():
        return "Xin ghi tên cuộc kiểm tra."
    if given.starts_on > given.ends_on:
        return "Ngày bắt đầu kiểm tra phải trước ngày kết thúc; xin chọn lại."
    if not given.bodies:
        return "Xin chọn ít nhất một đơn vị được kiểm tra."
    allowed = inspectable(given.organisation, day)
    outside = [body.name_on(day) for body in given.bodies if body.pk not in allowed]
    if outside:
        return f"{'; '.join(outside)}: không thuộc cấp dưới, ngành dọc hoặc nơi báo cáo về đơn vị kiểm tra."
    same = Inspection.objects.filter(
        organisation=given.organisation, title=given.title.strip(), starts_on=given.starts_on
    )
    if (same.exclude(pk=inspection.pk) if inspection else same).exists():
        return "Đã có cuộc kiểm tra cùng tên, cùng ngày của đơn vị này; xin sửa ở trang của cuộc kiểm tra đó."
    return _wrong_change(given, inspection) if inspection else None


def _wrong_change(given: Plan, inspection: Inspection) -> str | None:
    """Why an inspection that was begun cannot become this."""
    if inspection.organisation_id != given.organisation.pk:
        return "Không đổi được đơn vị kiểm tra; xin lập cuộc kiểm tra khác."
    for visit in inspection.visits.select_related("organisation"):
        if visit.organisation not in given.bodies:
            return f"{visit.organisation} đã được kiểm tra, không bỏ ra được."
        if not given.starts_on <= visit.day <= given.ends_on:
            return f"Đã có buổi kiểm tra ngày {day_in_words(visit.day)}; xin chọn lại ngày."
    return None


@transaction.atomic
def add_visit(
    inspection: Inspection,
    body: Organisation,
    day: date,
    place: str,
    people: Sequence[User],
    by: User,
    at: datetime,
    remark: str = "",
) -> Visit:
    """A body's visit on a day of the plan; the one that is there where the same was written before. Raises Refused."""
    post = _recording(inspection, by, at)
    if not inspection.bodies.filter(pk=body.pk).exists():
        raise Refused("Đơn vị này không có trong kế hoạch; xin thêm vào kế hoạch trước.")
    if not inspection.starts_on <= day <= inspection.ends_on:
        span = f"{day_in_words(inspection.starts_on)} đến {day_in_words(inspection.ends_on)}"
        raise Refused(f"Ngày kiểm tra phải trong thời gian của kế hoạch (từ {span}); xin chọn lại hoặc sửa kế hoạch.")
    if not place.strip():
        raise Refused("Xin ghi địa điểm kiểm tra.")
    given = {"place": place.strip(), "remark": remark.strip(), "by": by, "at": at}
    row, new = Visit.objects.get_or_create(inspection=inspection, organisation=body, day=day, defaults=given)
    if not new and (row.place, row.remark) != (given["place"], given["remark"]):
        raise Refused(f"Đã ghi buổi kiểm tra đơn vị này ngày {day_in_words(day)}, tại {row.place}.")
    if new:
        row.people.set(people)
        team = sorted(user.username for user in people)
        LogEntry.record(by, "visit", row, at, body, post, day=day.isoformat(), team=team, **sealed(row.remark))
    return row


def duties_of(visit: Visit) -> list[Duty]:
    """Duties of the body that a shortcoming may concern: those the inspection is about, all where it names none."""
    inspection = visit.inspection
    bound = Duty.objects.filter(assignments__organisation=visit.organisation, assignments__confirmed=True)
    documents, duties = inspection.documents.values("pk"), inspection.duties.values("pk")
    if documents or duties:
        about = bound.filter(adoption__document__in=documents) | bound.filter(pk__in=duties)
        bound = about.distinct()
    return list(bound.select_related("adoption__document").order_by("adoption", "position"))


@transaction.atomic
def add_shortcoming(visit: Visit, text: str, duty: Duty | None, by: User, at: datetime) -> Shortcoming:
    """What the visit found wanting; the one that is there where the same words were written before. Raises Refused."""
    post = _recording(visit.inspection, by, at)
    if visit.day > at.astimezone(HANOI).date():
        raise Refused(f"Chưa đến ngày kiểm tra ({day_in_words(visit.day)}).")
    if not text.strip():
        raise Refused("Xin ghi tồn tại, hạn chế.")
    if duty is not None and not duty.assignments.filter(organisation=visit.organisation_id).exists():
        raise Refused("Nhiệm vụ này không giao cho đơn vị được kiểm tra; xin chọn lại.")
    Visit.objects.select_for_update().get(pk=visit.pk)
    given = {"duty": duty, "by": by, "at": at}
    row, new = Shortcoming.objects.get_or_create(visit=visit, text=text.strip(), defaults=given)
    if new:
        LogEntry.record(by, "find_shortcoming", row, at, visit.organisation, post, **sealed(row.text))
    return row


@transaction.atomic
def add_mending(shortcoming: Shortcoming, text: str, due: date, by: User, at: datetime) -> Mending:
    """What the body has to put right by a day; the one that is there where the same was given. Raises Refused."""
    visit = shortcoming.visit
    post = _recording(visit.inspection, by, at)
    if not text.strip():
        raise Refused("Xin ghi việc khắc phục.")
    if due < at.astimezone(HANOI).date():
        raise Refused("Hạn khắc phục phải từ hôm nay trở đi; xin chọn lại.")
    Shortcoming.objects.select_for_update().get(pk=shortcoming.pk)
    given = {"scheduled_for": due, "due": due, "by": by, "at": at}
    row, new = Mending.objects.get_or_create(shortcoming=shortcoming, text=text.strip(), defaults=given)
    if row.scheduled_for != due:
        raise Refused(f"Đã giao việc khắc phục này, hạn {day_in_words(row.due)}; xin gia hạn ở trang của việc.")
    if new:
        LogEntry.record(by, "set_mending", row, at, visit.organisation, post, until=due.isoformat(), **sealed(row.text))
    return row


def _recording(inspection: Inspection, by: User, at: datetime) -> Post:
    """The post in which the person records. Raises Refused."""
    post = inspecting_post(inspection, by, at.astimezone(HANOI).date())
    if post is None:
        raise Refused("Kết quả kiểm tra do người giữ chức năng kiểm tra hoặc lãnh đạo của đơn vị kiểm tra ghi.")
    return post
