"""A file of a map that was looked at becomes its next version; the same file again changes nothing."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core import signing
from django.db import transaction

from phongtrao.organisations.models import LogEntry, LogHead, Organisation, User
from phongtrao.organisations.provincial import decides_for_root
from phongtrao.overview.map_files import MapPlan
from phongtrao.overview.models import MapVersion
from phongtrao.procedure import Refused
from phongtrao.words import HANOI

AN_HOUR = 3600
NOT_YOURS = "Bản đồ của tỉnh do người quyết định của tỉnh nạp; bản đồ cả nước do quản trị hệ thống."
NO_SOURCE = "Xin ghi nguồn của bản đồ: cơ quan đo vẽ, cơ sở dữ liệu, ngày."
FAULTY = "Tệp còn lỗi nên chưa nạp được: {}"


def current(kind: str, root: Organisation | None) -> MapVersion | None:
    """The version that counts."""
    return MapVersion.objects.filter(kind=kind, root=root).order_by("-number").first()


def currents(root: Organisation | None) -> dict[str, MapVersion]:
    """By kind the versions that count, in one query; what they hold is asked for where it is drawn."""
    rows = MapVersion.objects.filter(root=root).order_by("number").defer("content")
    return {row.kind: row for row in rows}


def may_load(root: Organisation | None, user: User, day: date) -> bool:
    """Whether the person decides for the province; for the country who keeps the site does."""
    return decides_for_root(root.pk if root is not None else None, user, day)


@transaction.atomic
def load_map(
    plan: MapPlan, root: Organisation | None, source: str, by: User, at: datetime
) -> tuple[MapVersion, bool]:  # fmt: skip
    """The version, and whether it is new. Raises Refused for who may not, without a source, with a fault."""
    if not may_load(root, by, at.astimezone(HANOI).date()):
        raise Refused(NOT_YOURS)
    if plan.faults:
        raise Refused(FAULTY.format(plan.faults[0]))
    if not source.strip():
        raise Refused(NO_SOURCE)
    LogHead.objects.select_for_update().filter(pk=1).first()
    before = current(plan.kind, root)
    if before is not None and before.content == _as_kept(plan.content):
        return before, False
    row = MapVersion.objects.create(
        kind=plan.kind, root=root, number=before.number + 1 if before else 1, content=plan.content, name=plan.name,
        sha256=plan.sha256, source=source.strip()[:300], by=by, at=at,
    )  # fmt: skip
    LogEntry.record(by, "load_map", row, at, root, map_version=row.title)
    return row, True


def _as_kept(content: dict[str, Any]) -> Any:
    """As the database gives it back: pairs as lists."""
    return signing.JSONSerializer().loads(signing.JSONSerializer().dumps(content))


def packed(plan: MapPlan, source: str, root: Organisation | None, user: User) -> str:
    """What was shown, signed for this person: the page holds it until it is confirmed, so nothing is kept here."""
    said = {"kind": plan.kind, "name": plan.name, "sha256": plan.sha256, "content": plan.content, "source": source}
    return signing.dumps(said, salt=_salt(root, user), compress=True)


def unpacked(written: str, root: Organisation | None, user: User) -> tuple[MapPlan, str]:
    """The plan that this person looked at for this map, and its source. Raises signing.BadSignature."""
    said = signing.loads(written, salt=_salt(root, user), max_age=AN_HOUR)
    return MapPlan(said["kind"], said["name"], said["sha256"], said["content"], (), ()), said["source"]


def _salt(root: Organisation | None, user: User) -> str:
    return f"map:{root.pk if root is not None else ''}:{user.pk}"
