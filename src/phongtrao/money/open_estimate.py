"""Lập dự toán: a body begins one for a programme and a year; an approved one is amended by a new one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from phongtrao.access import WRITING
from phongtrao.money.funding import InForce, Party
from phongtrao.money.models import GIVEN_UP, Estimate, EstimateLine, FundingVersion
from phongtrao.money.sums import as_approved
from phongtrao.organisations import tree
from phongtrao.organisations.lookup import Ambiguous, Unknown, find_body
from phongtrao.organisations.models import Organisation, OrganisationVersion, User
from phongtrao.procedure import Refused
from phongtrao.words import HANOI
from phongtrao.work.cases import begin
from phongtrao.work.deeds import post_at
from phongtrao.work.machine import MACHINES
from phongtrao.work.models import Programme

ESTIMATE = "estimate"
_BEFORE = re.compile(r"^dự toán\b(?: kinh phí\b)?[\s:,-]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks to be begun; `clause` is a name among the programme's clauses."""

    programme: Programme
    organisation: Organisation
    year: int
    title: str
    clause: str
    appraiser: Organisation
    decider: Organisation


def funding_of(programme: Programme, day: date) -> FundingVersion:
    """The programme's sources of money on the day. Raises Refused where it has none."""
    found = FundingVersion.objects.on(programme, day)
    if found is None:
        raise Refused(f"Phong trào «{programme.title}» chưa có nguồn kinh phí; xin nạp: phongtrao load-programme.")
    return found


def clauses_for(funding: FundingVersion, body: Organisation, year: int, day: date) -> list[InForce]:
    """Clauses that pay such a body in the year: valid on the day, or on the year's first day that is after it."""
    version = body.version(day)
    on = max(day, date(year, 1, 1)) if year >= day.year else date(year, 12, 31)
    return funding.said.paying(version.level, version.kind, on) if version else []


def party_for(funding: FundingVersion, body: Organisation, day: date) -> Party | None:
    """Who appraises what the body draws up, as a paper says; None where none does."""
    version = body.version(day)
    return funding.said.party_for(version.level, version.kind, day) if version else None


def body_called(name: str, root: Organisation, day: date) -> Organisation | None:
    """The body of the province that goes by this name; None where none does, or several do."""
    try:
        return find_body(name, day, Organisation.objects.filter(pk__in=tree.below([root.pk], day)))
    except (Ambiguous, Unknown):
        return None


def root_of(body: Organisation, day: date) -> Organisation:
    """The province of the body. Raises Refused for a body that was not there."""
    if not OrganisationVersion.objects.on(day).filter(organisation=body).exists():
        raise Refused(f"«{body.name_on(day)}» không hoạt động vào ngày {day:%d/%m/%Y}.")
    return Organisation.objects.get(pk=min(tree.roots_of([body.pk], day)))


@transaction.atomic
def open_estimate(asked: Asked, by: User, at: datetime) -> Estimate:
    """A new estimate without lines. Raises Refused for who does not write for the body, and what does not fit."""
    day = at.astimezone(HANOI).date()
    root, funding = _checked(asked, by, day)
    row = Estimate(
        programme=asked.programme, funding=funding, clause=asked.clause, year=asked.year, title=_subject(asked.title),
        organisation=asked.organisation, appraiser=asked.appraiser, decider=asked.decider, root=root, begun_on=day,
        begun_by=by,
    )  # fmt: skip
    begin(MACHINES[ESTIMATE], row, by, at)
    return row


def _subject(title: str) -> str:
    """What it is for, without the words that every page and paper puts before it."""
    return _BEFORE.sub("", " ".join(title.split()))


def _checked(asked: Asked, by: User, day: date) -> tuple[Organisation, FundingVersion]:
    if not _subject(asked.title):
        raise Refused("Xin ghi nội dung: dự toán cho việc gì.")
    if not day.year - 1 <= asked.year <= day.year + 5:
        raise Refused(f"Năm của dự toán từ {day.year - 1} đến {day.year + 5}; xin xem lại.")
    if not by.sees_all(day) and post_at(by, asked.organisation, day, WRITING) is None:
        raise Refused(f"Dự toán của {asked.organisation.name_on(day)} do người của đơn vị đó lập.")
    root = root_of(asked.organisation, day)
    if asked.programme.root_id not in (None, root.pk):
        raise Refused(f"Phong trào này của {asked.programme.root}; xin chọn phong trào của tỉnh mình.")
    for other in (asked.appraiser, asked.decider):
        if root_of(other, day) != root:
            raise Refused(f"«{other.name_on(day)}» thuộc tỉnh khác; xin chọn cơ quan của tỉnh.")
    if asked.appraiser == asked.organisation:
        raise Refused("Đơn vị lập dự toán không tự thẩm định; xin chọn cơ quan tài chính.")
    funding = funding_of(asked.programme, day)
    paying = clauses_for(funding, asked.organisation, asked.year, day)
    if asked.clause not in [one.name for one in paying]:
        known = "; ".join(f"{one.name}: {one.short}" for one in paying) or "chưa có khoản nào"
        raise Refused(f"Khoản «{asked.clause}» không chi cho đơn vị này vào năm {asked.year}. Dùng được: {known}.")
    return root, funding


@transaction.atomic
def amend(case: Estimate, by: User, at: datetime) -> Estimate:
    """A new version with the lines as they were approved, to be changed and sent anew. Raises Refused where there is
    one already."""
    open_one = case.amendments.exclude(state__in=GIVEN_UP).first()
    if open_one is not None:
        raise Refused(f"Đã có dự toán điều chỉnh số {open_one.pk}; xin làm tiếp dự toán đó.")
    row = Estimate(
        programme=case.programme, funding=case.funding, clause=case.clause, year=case.year, title=case.title,
        organisation=case.organisation, appraiser=case.appraiser, decider=case.decider, root=case.root,
        begun_on=at.astimezone(HANOI).date(), begun_by=by, amends=case, version=case.version + 1,
        last_number=case.last_number,
    )  # fmt: skip
    begin(MACHINES[ESTIMATE], row, by, at)
    lines = [(line, as_approved(line.said)) for line in case.lines.all() if line.said.in_force]
    EstimateLine.objects.bulk_create(
        EstimateLine(
            case=row, number=line.number, position=line.position, heading=now.heading, words=now.words, unit=now.unit,
            hundredths=now.hundredths, price=now.price, clause=now.clause, remark=now.remark, by=by, at=at,
        )
        for line, now in lines
    )  # fmt: skip
    return row
