"""Papers of cases: which are asked for, which are there; drafted here, or files of those signed elsewhere.

A draft stands among the body's outgoing papers; one that decides takes its deed when numbered (`cases.take_effect`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from django.db import transaction

from phongtrao.documents.issue import draft
from phongtrao.documents.letterhead import as_known, last_letterhead, listed, offered_symbol, written_out
from phongtrao.documents.models import Outgoing, StoredFile
from phongtrao.organisations.models import LogEntry, Organisation, User
from phongtrao.procedure import Refused, Step
from phongtrao.work.case_posts import acting, posts
from phongtrao.work.machine import Asked, Case, Machine
from vanban.paper import Paper
from vanban.paper.reminder import Letterhead

WHAT = "case"
"""What such papers are written for (`Outgoing.about`)."""
BY_HAND = "Giấy tờ này không có bản dự thảo sẵn; xin đính kèm tệp đã ký."
NOT_YOURS = "Giấy tờ này do {} lập."


@dataclass(frozen=True, slots=True)
class Part:
    """A paper that is asked for, the last one that is there, and those before it."""

    asked: Asked
    there: Any
    earlier: tuple[Any, ...] = ()

    @property
    def is_whole(self) -> bool:
        return self.there is not None and bool(self.there.is_whole)


def parts(machine: Machine, case: Case) -> list[Part]:
    """Every paper of the case in the order of the machine; dropped drafts are not there."""
    by_name: dict[str, list[Any]] = {}
    for row in case.papers.select_related("outgoing", "file", "by").order_by("pk"):
        if row.outgoing is None or row.outgoing.state != Outgoing.DROPPED:
            by_name.setdefault(row.name, []).append(row)
    found = []
    for asked in machine.asked(case):
        *earlier, last = by_name.get(asked.name) or [None]
        found.append(Part(asked, last, tuple(earlier)))
    return found


def lacking(machine: Machine, case: Case, step: Step) -> str:
    """What is missing of the papers of a step, as one sentence; the empty string for nothing.

    What decides, and what is asked for `each_time`, must be newer than the last time the deed was taken.
    """
    last = case.deeds.filter(deed=step.deed).order_by("-pk").first()
    missing = []
    for part in parts(machine, case):
        asked = part.asked
        if asked.takes != step.deed and step.name not in asked.needed_for:
            continue
        is_old = (asked.takes or asked.each_time) and last is not None and part.there and part.there.at <= last.at
        if not part.is_whole or is_old:
            draft = " (mới là dự thảo, chưa phát hành)" if part.there is not None and not part.is_whole else ""
            missing.append(f"{asked.title}{draft}")
    return f"Hồ sơ còn thiếu: {'; '.join(missing)}." if missing else ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper of a case that is asked for, and who wants it."""

    machine: Machine
    case: Case
    asked: Asked
    by: User
    day: date

    @property
    def writer(self) -> Organisation | None:
        """The body that writes it; None where nobody knows yet which."""
        found: Organisation | None = getattr(self.case, self.machine.roles[self.asked.role].fields[0])
        return found


def wanted_paper(machine: Machine, case: Case, name: str, by: User, day: date) -> Wanted | None:
    """The paper of that name, where the machine asks for one."""
    found = next((one for one in machine.asked(case) if one.name == name), None)
    return Wanted(machine, case, found, by, day) if found else None


def check_may_put_in(wanted: Wanted) -> None:
    """Raises Refused for one who does not write this paper, and where it is not its time."""
    machine, asked = wanted.machine, wanted.asked
    said = machine.procedure.words
    bodies = acting(machine, wanted.case, machine.roles[asked.role].fields, wanted.day)
    own = wanted.by.body_ids(wanted.day)
    if not any(body.pk in own for body in bodies) and asked.role not in posts(
        machine, wanted.case, wanted.by, wanted.day
    ):
        raise Refused(NOT_YOURS.format(said[asked.role]))
    if wanted.case.state not in asked.states:
        raise Refused(f"Đang ở trạng thái «{said[wanted.case.state]}», không thêm giấy tờ này được.")


def may_put_in(wanted: Wanted) -> bool:
    """Whether `check_may_put_in` lets the person do it."""
    if wanted.case.state not in wanted.asked.states:
        return False
    try:
        check_may_put_in(wanted)
    except Refused:
        return False
    return True


def letterhead(wanted: Wanted) -> dict[str, Any]:
    """What the body's last paper had, for the fields of `AddressedForm`. Raises Refused where no body is known."""
    body, kind = wanted.writer, wanted.asked.kind
    if body is None:
        raise Refused(f"Chưa xác định được {wanted.machine.procedure.words[wanted.asked.role]}.")
    had = last_letterhead(body, wanted.day, kind)
    had |= {"symbol": had.get("symbol") or offered_symbol(kind, had["agency"])}
    return had | {"addressees": _addressee(wanted)}


def _addressee(wanted: Wanted) -> str:
    if not wanted.asked.to:
        return ""
    body = getattr(wanted.case, wanted.machine.roles[wanted.asked.to].fields[0])
    return written_out(body.name_on(wanted.day)) if body else ""


def preview(wanted: Wanted, given: Mapping[str, str] = MappingProxyType({})) -> Paper:
    """The paper as it would be now, under the letterhead of the body's last one, or what is `given` of it otherwise;
    blanks stay for what is unknown. Raises Refused where nothing drafts it yet."""
    had = letterhead(wanted) | dict(given)
    return written(wanted, as_known(had), listed(had.get("addressees", "")))


def written(wanted: Wanted, head: Letterhead, addressees: Sequence[str]) -> Paper:
    """The paper from what is known. Raises Refused where nothing drafts it."""
    if wanted.asked.compose is None:
        raise Refused(BY_HAND)
    return wanted.asked.compose(wanted.case, head, addressees, wanted.day)


@transaction.atomic
def draft_in(wanted: Wanted, head: Letterhead, addressees: Sequence[str], at: datetime) -> Any:
    """Draft the paper among the body's outgoing ones, where it gets its number, and put it in. Raises Refused."""
    case = wanted.machine.cases.objects.select_for_update(of=("self",)).get(pk=wanted.case.pk)
    wanted = Wanted(wanted.machine, case, wanted.asked, wanted.by, wanted.day)
    check_may_put_in(wanted)
    there = next(part.there for part in parts(wanted.machine, case) if part.asked.name == wanted.asked.name)
    if there is not None and not there.is_whole:
        raise Refused(f"Đã có {there.outgoing.title}; xin phát hành, hoặc bỏ dự thảo đó rồi lập lại.")
    body = wanted.writer
    assert body is not None
    about = {"what": WHAT, "procedure": wanted.machine.name, "case": case.pk, "paper": wanted.asked.name}
    return _put_in(wanted, at, outgoing=draft(written(wanted, head, addressees), body, wanted.by, at, about))


@transaction.atomic
def file_in(
    wanted: Wanted, at: datetime, store: Callable[[], StoredFile | None], number: str = "",
    signed_on: date | None = None,
) -> Any:  # fmt: skip
    """Put in the file of a paper that was signed elsewhere, with number and day on its face; `store` takes it through
    the gate. Raises Refused."""
    check_may_put_in(wanted)
    if signed_on is not None and signed_on > wanted.day:
        raise Refused("Ngày ký chưa tới; xin xem lại.")
    file = store()
    if file is None:
        raise Refused("Xin chọn tệp đã ký.")
    return _put_in(wanted, at, file=file, number=number.strip(), signed_on=signed_on)


def _put_in(wanted: Wanted, at: datetime, **paper: Any) -> Any:
    row = wanted.machine.papers.objects.create(case=wanted.case, name=wanted.asked.name, by=wanted.by, at=at, **paper)
    LogEntry.record(wanted.by, "put_in_paper", wanted.case, at, wanted.writer, paper=wanted.asked.name)
    return row
