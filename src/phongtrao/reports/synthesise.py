"""A synthesis from its draft to its signature: opened, figures changed by hand, signed. Each deed is in the log."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from typing import Any

from django.db import transaction

from phongtrao.access import WRITING
from phongtrao.organisations.models import LogEntry, Organisation, User
from phongtrao.procedure import Refused
from phongtrao.reports.cells import Unreadable, read_cell
from phongtrao.reports.models import ReportForm, Synthesis
from phongtrao.reports.periods import Period
from phongtrao.reports.report_deeds import LEADING
from phongtrao.reports.roll_up import BASES, reports_below
from phongtrao.reports.stated import State, as_data, counted_now
from phongtrao.words import HANOI
from phongtrao.work.deeds import post_at

NOT_YOURS = "Bản tổng hợp do người xử lý việc của đơn vị tổng hợp lập; xin dùng tài khoản của đơn vị đó."
NOT_LEADER = "Bản tổng hợp do lãnh đạo đơn vị ký."
SIGNED = "Bản tổng hợp đã ký, không sửa được nữa. Khi cần số liệu mới, xin lập bản khác."
STALE = "Số liệu vừa thay đổi sau khi anh/chị mở trang. Xin xem lại số liệu mới rồi ký."
LONGEST_REASON = 300


def may_write(body: Organisation, user: User, day: date) -> bool:
    """Whether the person writes syntheses of the body."""
    return post_at(user, body, day, WRITING) is not None


def may_sign(body: Organisation, user: User, day: date) -> bool:
    return post_at(user, body, day, LEADING) is not None


def open_draft(synthesis: Synthesis, by: User, at: datetime) -> Synthesis:
    """The draft, locked for the transaction. Raises Refused for one who does not write it, or once it is signed."""
    rows = Synthesis.objects.select_for_update(of=("self",)).select_related("form", "version", "organisation")
    found = rows.get(pk=synthesis.pk)
    if not may_write(found.organisation, by, at.astimezone(HANOI).date()):
        raise Refused(NOT_YOURS)
    if found.state != Synthesis.DRAFT:
        raise Refused(SIGNED)
    return found


@transaction.atomic
def open_synthesis(
    form: ReportForm, of: Period, body: Organisation, basis: str, by: User, at: datetime
) -> tuple[Synthesis, bool]:
    """The body's draft for the period, and whether it is new: there is one at a time. Raises Refused."""
    if not may_write(body, by, at.astimezone(HANOI).date()):
        raise Refused(NOT_YOURS)
    version = form.version_on(of.last)
    if version is None or version.said.rule_for(of) is None:
        raise Refused(f"Mẫu «{form.title}» không lập cho {of.words}; xin chọn kỳ khác.")
    if basis not in BASES:
        raise Refused("Xin chọn tính báo cáo đã nhận hay đã gửi.")
    given = {"version": version, "basis": basis, "opened_by": by, "opened_at": at}
    row, new = Synthesis.objects.get_or_create(
        form=form, period=of.key, organisation=body, state=Synthesis.DRAFT, defaults=given
    )
    if new:
        LogEntry.record(by, "open_synthesis", row, at, body, form=form.name, period=of.key)
    return row, new


@transaction.atomic
def change_figure(
    synthesis: Synthesis, name: str, text: str, base: str, reason: str, by: User, at: datetime
) -> Synthesis:
    """Write a figure by hand in the place of the counted one, with the reason; an empty one gives the counted back.

    Raises Refused, with what to write instead.
    """
    row, reason = open_draft(synthesis, by, at), reason.strip()
    indicator = next((one for one in row.version.said.indicators if one.name == name), None)
    if indicator is None:
        raise Refused(f"Mẫu không có chỉ tiêu «{name}».")
    try:
        cell = read_cell(indicator.as_total, text, base)
    except Unreadable as error:
        raise Refused(str(error)) from error
    if cell is not None and not 0 < len(reason) <= LONGEST_REASON:
        raise Refused(f"Xin nêu lý do sửa tay số liệu, không quá {LONGEST_REASON} ký tự.")
    was = row.by_hand.pop(name, None)
    if cell is not None:
        person = {"by": by.username, "name": str(by), "at": at.isoformat(), "reason": reason}
        row.by_hand[name] = {"value": cell.value.value, "base": cell.value.base, **person}
    if was is None and cell is None:
        return row
    row.save(update_fields=["by_hand"])
    told: dict[str, Any] = {"was": _told(was), "value": _told(row.by_hand.get(name))}
    LogEntry.record(by, "change_figure", row, at, row.organisation, cell=name, **told)
    return row


def _told(by_hand: dict[str, Any] | None) -> str:
    """A figure by hand for the log: `31/49`."""
    if by_hand is None:
        return "số tổng hợp"
    return "/".join(str(number) for number in (by_hand["value"], by_hand["base"]) if number is not None)


@transaction.atomic
def sign_synthesis(synthesis: Synthesis, by: User, at: datetime, seen: str = "") -> Synthesis:
    """Freeze the figures with the cells they were made of, the missing bodies and the paragraphs.

    `seen`: digest of the figures that the person has looked at (`State.digest`); others are refused. Raises Refused.
    """
    day = at.astimezone(HANOI).date()
    rows = Synthesis.objects.select_for_update(of=("self",)).select_related("form", "version", "organisation")
    row = rows.get(pk=synthesis.pk)
    post = post_at(by, row.organisation, day, LEADING)
    if post is None:
        raise Refused(NOT_LEADER)
    if row.state != Synthesis.DRAFT:
        raise Refused(SIGNED)
    # Nothing is accepted or sent anew between the totals and their cells.
    list(reports_below(row.form, row.of, row.organisation).select_for_update(of=("self",)).values_list("pk"))
    state = counted_now(row)
    if seen and seen != state.digest:
        raise Refused(STALE)
    row.figures, row.counted, row.missing = as_data(state), list(state.counted), list(state.missing)
    row.state, row.signed_by, row.signed_at, row.post = Synthesis.SIGNED, by, at, post
    row.save(update_fields=["figures", "counted", "missing", "state", "signed_by", "signed_at", "post"])
    LogEntry.record(by, "sign_synthesis", row, at, row.organisation, post, digest=digest(row, state))
    return row


def digest(row: Synthesis, state: State) -> str:
    """SHA-256 over all that was signed: figures with their cells, changes by hand, who is missing, paragraphs."""
    paragraphs = list(row.paragraphs.values_list("question", "position", "text"))
    told = [as_data(state), row.by_hand, list(state.missing), paragraphs]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
