"""A model is begun, to be surveyed first; or one that has run for years is entered as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from phongtrao.access import DECIDING, WRITING
from phongtrao.initiatives.models import Initiative, KindVersion
from phongtrao.organisations import tree
from phongtrao.organisations.around import commune_over
from phongtrao.organisations.models import Organisation, User
from phongtrao.procedure import Refused
from phongtrao.procedures import INITIATIVE
from phongtrao.words import HANOI, day_in_words
from phongtrao.work import cases
from phongtrao.work.deeds import post_at
from phongtrao.work.machine import MACHINES

DECIDERS = {
    "xa": "UBND xã, phường nơi có mô hình",
    "tinh": "UBND tỉnh",
    "don_vi": "chính đơn vị xây dựng mô hình",
}
"""Who decides on a model; no directive at hand says who, so a person does."""
NOT_YOURS = "Mô hình của đơn vị do đơn vị đó, UBND xã, phường nơi có đơn vị, hoặc đầu mối, lãnh đạo cấp trên ghi."


@dataclass(frozen=True, slots=True)
class Begun:
    """What is said of a model when it is begun or entered."""

    organisation: Organisation
    kind: KindVersion | None = None
    title: str = ""
    decider: str = "xa"
    """A key of DECIDERS."""
    aim: str = ""
    decision: str = ""
    decided_on: date | None = None
    launched_on: date | None = None


def may_begin(body: Organisation, user: User, day: date) -> bool:
    """Whether the person may begin a model of the body: its own people, its commune's, who decides above it."""
    if post_at(user, body, day, WRITING) or user.post_over(body.pk, day, DECIDING):
        return True
    commune = commune_over(body, day)
    return commune is not None and post_at(user, commune, day, WRITING) is not None


@transaction.atomic
def begin_initiative(said: Begun, by: User, at: datetime) -> Initiative:
    """A new model, in its survey. Raises Refused."""
    day = at.astimezone(HANOI).date()
    _check(said, by, day)
    return _begun(_row(said, day, by), by, at)


@transaction.atomic
def enter_initiative(said: Begun, by: User, at: datetime) -> Initiative:
    """A model that runs already, with the day of its launch and, where it is known, of its decision. Raises Refused."""
    day = at.astimezone(HANOI).date()
    _check(said, by, day)
    if said.launched_on is None:
        raise Refused("Xin ghi ngày ra mắt của mô hình; chưa rõ ngày thì ghi ngày đầu của tháng ra mắt.")
    if said.launched_on > day or (said.decided_on and said.decided_on > day):
        raise Refused(f"Mô hình đã có từ trước: ngày quyết định, ngày ra mắt không sau {day_in_words(day)}.")
    if said.decided_on and said.launched_on < said.decided_on:
        raise Refused(f"Ngày ra mắt không trước ngày quyết định ({day_in_words(said.decided_on)}).")
    row = _row(said, day, by)
    row.entered, row.launched_on, row.decision, row.decided_on = True, said.launched_on, said.decision, said.decided_on
    there = Initiative.objects.filter(
        organisation=row.organisation, title=row.title, launched_on=row.launched_on, entered=True
    ).first()
    return there or _begun(row, by, at, "running")


def replicate_at(source: Initiative, body: Organisation, by: User, at: datetime, note: str) -> Initiative:
    """A new model of the same kind at another body, in its survey, by a decision to replicate."""
    day = at.astimezone(HANOI).date()
    said = Begun(body, source.kind, source.title, "xa", source.aim)
    row = _row(said, day, by)
    row.regulation, row.replicated_from = source.regulation, source
    row.decider = row.decider or source.decider
    return _begun(row, by, at, note=note)


def _check(said: Begun, by: User, day: date) -> None:
    body = said.organisation
    if not body.exists_on(day):
        raise Refused(f"«{body.name_on(day)}» không hoạt động vào ngày {day_in_words(day)}; xin chọn đơn vị khác.")
    if not may_begin(body, by, day):
        raise Refused(NOT_YOURS)
    if said.kind is None and not said.title.strip():
        raise Refused("Mô hình không thuộc loại nào có sẵn: xin ghi tên mô hình.")


def _row(said: Begun, day: date, by: User) -> Initiative:
    """The row, not saved yet. Its first party is the body; who decides is looked up by the day's tree."""
    body = said.organisation
    root = Organisation.objects.get(pk=min(tree.roots_of([body.pk], day)))
    commune = commune_over(body, day)
    title = said.title.strip() or (said.kind.title if said.kind else "")
    return Initiative(
        kind=said.kind, title=title, organisation=body, root=root, commune=commune, begun_on=day, begun_by=by,
        decider=_decider(said.decider, body, commune, root), aim=said.aim.strip(),
    )  # fmt: skip


def _decider(written: str, body: Organisation, commune: Organisation | None, root: Organisation) -> Organisation | None:
    """The body that decides: of a commune's own model the commune itself, of one of the province the province."""
    if written == "don_vi":
        return body
    if written == "tinh":
        return root
    return commune or body if commune or _is_commune(body) else root


def _is_commune(body: Organisation) -> bool:
    last = body.versions.order_by("-valid_from").first()
    return last is not None and (last.level, last.kind) == ("xa", "ubnd")


def _begun(row: Initiative, by: User, at: datetime, state: str = "", note: str = "") -> Initiative:
    made: Initiative = cases.begin(MACHINES[INITIATIVE.name], row, by, at, note, state)
    return made
