"""Bodies out of a file into the database: one transaction, or nothing at all."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from phongtrao.organisations import tree
from phongtrao.organisations.file_plan import BATCH, REFERENCES, Change, Plan, plan_of
from phongtrao.organisations.marks import MARKS
from phongtrao.organisations.models import Area, LogEntry, Organisation, OrganisationVersion, User
from phongtrao.organisations.names import body_key, body_keys
from phongtrao.procedure import Refused
from phongtrao.table_files import Table
from phongtrao.words import HANOI

CHANGED_SINCE = "Dữ liệu đã đổi từ lúc xem trước. Xin xem lại những gì sẽ thay đổi rồi xác nhận lần nữa."
LOGGED = 200
"""Codes that the log names one by one."""
WALKED = 400
"""Bodies from which one walk up the tree starts; SQLite takes no more than 500."""


class Faulty(Refused):
    """A file with faults; nothing of it was taken."""

    def __init__(self, plan: Plan) -> None:
        self.faults = plan.faults
        super().__init__(f"Tệp có {len(plan.faults)} lỗi; chưa ghi gì.")


@transaction.atomic
def load_file(table: Table, by: User, at: datetime, shown: str | None = None) -> Plan:
    """Write what `plan_of` says of the table; loading it again changes nothing.

    `shown`: the digest of the plan that the person has seen. Raises Faulty, or Refused where the plan is another one by
    now.
    """
    plan = plan_of(table, by, at.astimezone(HANOI).date())
    if plan.faults:
        raise Faulty(plan)
    if shown is not None and shown != plan.digest:
        raise Refused(CHANGED_SINCE)
    if plan.changes:
        _write(plan.changes)
        _log(plan, table, by, at)
    return plan


def _write(changes: tuple[Change, ...]) -> None:
    areas = _ids(Area, {str(change.values["area"]) for change in changes})
    wanted = {change.code: areas.get(str(change.values["area"])) for change in changes}
    new = {change.code for change in changes if not change.known}
    Organisation.objects.bulk_create([Organisation(code=code, area_id=wanted[code]) for code in new], batch_size=BATCH)
    codes = {str(change.values[a]) for change in changes for a in ("code", *REFERENCES)}
    ids = _ids(Organisation, codes)
    moved = [
        o for o in Organisation.objects.filter(pk__in=[ids[code] for code in wanted]) if o.area_id != wanted[o.code]
    ]
    for organisation in moved:
        organisation.area_id = wanted[organisation.code]
    Organisation.objects.bulk_update(moved, ["area"], batch_size=BATCH)
    versions = [_version(change, ids) for change in changes]
    told = [f.name for f in OrganisationVersion._meta.concrete_fields if not f.primary_key]
    OrganisationVersion.objects.bulk_update([v for v in versions if v.pk], told, batch_size=100)
    OrganisationVersion.objects.bulk_create([v for v in versions if not v.pk], batch_size=BATCH)


def _ids(model: type[Area] | type[Organisation], codes: set[str]) -> dict[str, int]:
    whole, found = sorted(codes - {""}), dict[str, int]()
    for n in range(0, len(whole), BATCH):
        found |= dict(model._default_manager.filter(code__in=whole[n : n + BATCH]).values_list("code", "pk"))
    return found


def _version(change: Change, ids: dict[str, int]) -> OrganisationVersion:
    values = change.values
    marks = {mark.slug: values[f"marks.{mark.slug}"] for mark in MARKS}
    return OrganisationVersion(
        pk=change.version.pk if change.version else None,
        organisation_id=ids[change.code],
        name=values["name"],
        short=values["short"],
        folded=body_key(values["name"]),
        keys=body_keys([values["name"], values["short"], *values["others"]]),
        kind=values["kind"],
        level=values["level"],
        field=values["field"],
        parent_id=ids.get(values["parent"]),
        line_parent_id=ids.get(values["line_parent"]),
        standing_body_id=ids.get(values["standing_body"]),
        marks={slug: value for slug, value in marks.items() if value is not None},
        by_hand=True,
        valid_from=values["valid_from"],
        valid_until=values["valid_until"],
        source=values["source"],
    )


def _log(plan: Plan, table: Table, by: User, at: datetime) -> None:
    """An entry for each province that the file touched; bodies of none (at the centre) have one of their own."""
    day = at.astimezone(HANOI).date()
    ids = _ids(Organisation, {change.code for change in plan.changes})
    left = dict.fromkeys(ids)
    whole = sorted(ids.values())
    roots = {root for n in range(0, len(whole), WALKED) for root in tree.roots_of(whole[n : n + WALKED], day)}
    for root in Organisation.objects.filter(pk__in=roots).order_by("code"):
        inside = tree.below_ever([root.pk])
        codes = [code for code in left if ids[code] in inside]
        _entry(root, root, codes, plan, table, by, at)
        left = {code: None for code in left if code not in set(codes)}
    if left:
        first = Organisation.objects.get(pk=ids[next(iter(left))])
        _entry(first, None, list(left), plan, table, by, at)


def _entry(
    thing: Organisation, root: Organisation | None, codes: list[str], plan: Plan, table: Table, by: User, at: datetime
) -> None:
    mine = [change for change in plan.changes if change.code in set(codes)]
    counts: dict[str, Any] = {
        "new": len({change.code for change in mine if not change.known}),
        "versions": sum(1 for change in mine if change.known and change.version is None),
        "changed": sum(1 for change in mine if change.version is not None),
    }
    LogEntry.record(by, "load_organisations", thing, at, root, file=table.name, codes=sorted(codes)[:LOGGED], **counts)
