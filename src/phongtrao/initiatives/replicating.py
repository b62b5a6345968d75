"""Nhân rộng: a model that works is chosen for other bodies; the decision begins a model at each of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from phongtrao.documents.models import Outgoing
from phongtrao.initiatives.acting import post_as
from phongtrao.initiatives.begin import replicate_at
from phongtrao.initiatives.models import Initiative, Replication
from phongtrao.organisations import tree
from phongtrao.organisations.models import LogEntry, Organisation, User
from phongtrao.procedure import Refused
from phongtrao.words import HANOI

PAPER = "replicate_decision"
MOST = 200
"""Bodies of one decision."""


def chosen(initiative: Initiative) -> list[Replication]:
    """Bodies chosen that no decision named yet."""
    return list(Replication.objects.open().filter(case=initiative).select_related("organisation"))


@transaction.atomic
def choose(initiative: Initiative, bodies: Collection[Organisation], by: User, at: datetime) -> bool:
    """From now on exactly these bodies are chosen for the next decision; whether that is new. Raises Refused."""
    day = at.astimezone(HANOI).date()
    post = post_as(initiative, "decider", by, day)
    wanted = {body.pk for body in bodies}
    there = {row.organisation_id for row in chosen(initiative)}
    if wanted == there:
        return False
    _check(initiative, bodies, wanted, by, at)
    Replication.objects.open().filter(case=initiative).exclude(organisation__in=wanted).delete()
    for pk in sorted(wanted - there):
        Replication.objects.create(case=initiative, organisation_id=pk, by=by, at=at)
    codes = sorted(body.code for body in bodies)
    LogEntry.record(by, "choose_places", initiative, at, initiative.organisation, post, codes=codes)
    return True


def _check(initiative: Initiative, bodies: Collection[Organisation], wanted: set[int], by: User, at: datetime) -> None:
    day = at.astimezone(HANOI).date()
    if len(wanted) > MOST:
        raise Refused(f"Mỗi quyết định nhân rộng đến nhiều nhất {MOST} đơn vị.")
    if initiative.papers.filter(name=PAPER, outgoing__state=Outgoing.DRAFT).exists():
        raise Refused("Đã có dự thảo quyết định nhân rộng; xin phát hành hoặc bỏ dự thảo đó trước khi chọn lại.")
    done = Replication.objects.filter(case=initiative, organisation__in=wanted).exclude(made=None)
    if done.exists():
        raise Refused("Có đơn vị đã được nhân rộng theo quyết định trước; xin bỏ chọn.")
    roots = tree.roots_of(wanted, day) if wanted else set()
    if roots - {initiative.root_id} or any(not body.exists_on(day) for body in bodies):
        raise Refused("Chỉ nhân rộng đến đơn vị đang hoạt động của tỉnh.")
    if initiative.organisation_id in wanted:
        raise Refused("Đơn vị này đang có chính mô hình đó; xin bỏ chọn.")


def begin_chosen(initiative: Initiative, by: User, at: datetime, paper: Outgoing | None) -> None:
    """What the decision does, in its transaction: a model is begun at each body chosen. Raises Refused for none."""
    rows = chosen(initiative)
    if not rows:
        raise Refused("Chưa chọn đơn vị nào để nhân rộng; xin chọn ở trang «Nhân rộng».")
    for row in rows:
        row.made = replicate_at(initiative, row.organisation, by, at, paper.title if paper else "")
        row.save(update_fields=["made"])
