"""Papers of a body: drafted, issued under a number of our book or of its own, or dropped while they are drafts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from phongtrao.documents.holdings import logged
from phongtrao.documents.models import Outgoing
from phongtrao.organisations.models import Function, LogEntry, Organisation, User
from phongtrao.procedure import Refused
from phongtrao.words import HANOI, day_in_words
from vanban.paper import Paper
from vanban.paper.stored import as_data

ISSUING = frozenset({Function.CLERK.value, Function.LEADER.value, Function.FOCAL_POINT.value})
"""Functions that draft and number their body's papers (Decree 30/2020, Article 6: văn thư and who signs)."""
EARLIEST = timedelta(days=31)
"""How long before today a paper may be dated: one signed earlier is entered late."""

Issued = Callable[[Outgoing, User, datetime], None]
AFTERWARDS: dict[str, Issued] = {}
"""What is done in the transaction of issuing, by what the paper was written for; later apps add theirs."""


def may_write(organisation: Organisation, user: User, day: date) -> bool:
    """Whether the person drafts and issues the body's papers."""
    return organisation.pk in user.body_ids(day, set(ISSUING))


@transaction.atomic
def draft(paper: Paper, organisation: Organisation, by: User, at: datetime, about: dict[str, Any]) -> Outgoing:
    """Keep a paper that has no number yet. Raises Refused for one who does not write for the body."""
    if not may_write(organisation, by, at.astimezone(HANOI).date()):
        raise Refused("Văn bản của đơn vị do văn thư, đầu mối hoặc lãnh đạo đơn vị đó lập.")
    row = Outgoing.objects.create(
        organisation=organisation,
        kind=paper.kind,
        subject=paper.subject[:1000],
        content=as_data(replace(paper, number=None, day=None)),
        about=about,
        symbol=paper.symbol,
        series=paper.kind,
        signer=paper.signers[-1].name[:200],
        recipients="; ".join([*paper.addressees, *paper.recipients]),
        kept_by=paper.kept[:200],
        made_by=by,
        made_at=at,
    )
    LogEntry.record(by, "draft_paper", row, at, organisation, kind=paper.kind)
    return row


@transaction.atomic
def issue(row: Outgoing, day: date, by: User, at: datetime, typed: int | None = None) -> Outgoing:
    """Give a draft its number and day: the next of our book, or the one `typed` from the agency's own.

    The body's row is locked meanwhile, so that no number is given twice and none is left out. Raises Refused.
    """
    body = Organisation.objects.select_for_update(no_key=True).get(pk=row.organisation_id)
    row = Outgoing.objects.select_for_update().get(pk=row.pk)
    _check(row, body, day, by, at)
    if typed is not None and _taken(row, day.year, typed):
        raise Refused(f"Số {typed} năm {day.year} đã dùng cho một văn bản khác cùng dãy số; xin kiểm tra lại.")
    row.number = typed or Outgoing.objects.next_number(body, day.year, row.series)
    row.year, row.issued_on, row.typed = day.year, day, typed is not None
    row.content = as_data(replace(row.paper, number=f"{row.number:02d}", day=day))
    row.state, row.ended_by, row.ended_at = Outgoing.ISSUED, by, at
    row.save()
    LogEntry.record(by, "issue_paper", row, at, body, number=row.code, day=day.isoformat())
    if (then := AFTERWARDS.get(str(row.about.get("what")))) is not None:
        then(row, by, at)
    return row


def _check(row: Outgoing, body: Organisation, day: date, by: User, at: datetime) -> None:
    today = at.astimezone(HANOI).date()
    if not may_write(body, by, today):
        raise Refused("Văn bản của đơn vị do văn thư, đầu mối hoặc lãnh đạo đơn vị đó phát hành.")
    if row.state != Outgoing.DRAFT:
        raise Refused(f"Văn bản này {Outgoing.STATES[row.state]}; xin tải lại trang.")
    if not today - EARLIEST <= day <= today:
        raise Refused(f"Ngày ban hành phải từ {day_in_words(today - EARLIEST)} đến {day_in_words(today)}.")


def _taken(row: Outgoing, year: int, number: int) -> bool:
    there = Outgoing.objects.filter(organisation=row.organisation_id, year=year, series=row.series, number=number)
    return there.exists()


@transaction.atomic
def drop(row: Outgoing, by: User, at: datetime) -> Outgoing:
    """Give up a draft; it stays in the list as dropped. Raises Refused."""
    row = Outgoing.objects.select_for_update().get(pk=row.pk)
    if not may_write(row.organisation, by, at.astimezone(HANOI).date()):
        raise Refused("Văn bản của đơn vị do văn thư, đầu mối hoặc lãnh đạo đơn vị đó bỏ.")
    if row.state != Outgoing.DRAFT:
        raise Refused(f"Văn bản này {Outgoing.STATES[row.state]}; chỉ bỏ được dự thảo.")
    row.state, row.ended_by, row.ended_at = Outgoing.DROPPED, by, at
    row.save()
    LogEntry.record(by, "drop_paper", row, at, row.organisation)
    return row


@transaction.atomic
def enter_register(row: Outgoing, given: dict[str, Any], by: User, at: datetime) -> None:
    """Fill in what the register holds besides: who keeps it, copies, when it was passed on. Raises Refused."""
    if not may_write(row.organisation, by, at.astimezone(HANOI).date()):
        raise Refused("Sổ văn bản đi do văn thư, đầu mối hoặc lãnh đạo đơn vị giữ.")
    was = {name: logged(name, getattr(row, name)) for name in given}
    Outgoing.objects.filter(pk=row.pk).update(**given)
    LogEntry.record(by, "enter_outgoing", row, at, row.organisation, was=was)
