"""A crowd for benchmarks and trials: bodies, a person in each, and duties that all of them owe on one day."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, time

from django.db import connection, transaction

from phongtrao.documents.models import Copy, Document, Reading, StoredFile
from phongtrao.organisations.models import Function, Organisation, OrganisationVersion, Post, User
from phongtrao.organisations.staff import make_administrator
from phongtrao.words import HANOI, fold
from phongtrao.work.models import Adoption, DeadlineRule, Duty

LONG_AGO = date(2020, 1, 1)
BATCH = 2000


@transaction.atomic
def people_with_work(people: int, day: date, duties: int = 1) -> int:
    """So many bodies with one officer each, who owe so many duties on the day; how many tasks that makes."""
    at = datetime.combine(day, time(0), HANOI)
    root = Organisation.objects.create(code="tinh-thu.ubnd")
    administrator, _ = make_administrator(at, None)
    bodies = Organisation.objects.bulk_create((Organisation(code=f"thu.{n}") for n in range(people)), BATCH)
    OrganisationVersion.objects.bulk_create(_versions(root, bodies), BATCH)
    users = User.objects.bulk_create((_user(n) for n in range(people)), BATCH)
    told = {"function": Function.OFFICER, "starts_on": LONG_AGO}
    posts = (Post(user=user, organisation=body, **told) for user, body in zip(users, bodies, strict=True))
    Post.objects.bulk_create(posts, BATCH)
    adoption = _adopted(root, administrator, at)
    _duties(adoption, duties, day)
    return _tasks(adoption, day, at)


def _user(number: int) -> User:
    return User(username=f"nguoi{number}", full_name=f"Người {number}", email=f"nguoi{number}@thu.example")


def _versions(root: Organisation, bodies: list[Organisation]) -> list[OrganisationVersion]:
    def version(body: Organisation, name: str, kind: str, parent: Organisation | None = None) -> OrganisationVersion:
        names = {"name": name, "folded": fold(name), "keys": fold(name), "kind": kind, "level": "tinh"}
        return OrganisationVersion(organisation=body, parent=parent, valid_from=LONG_AGO, source="số liệu thử", **names)

    return [
        version(root, "UBND tỉnh Thử", "ubnd"),
        *(version(body, f"Đơn vị {n}", "don_vi", root) for n, body in enumerate(bodies)),
    ]


def _adopted(root: Organisation, by: User, at: datetime) -> Adoption:
    day = at.date()
    head = {"root": root, "kind": "ke_hoach", "number": "1/KH-UBND", "issuer_name": "UBND tỉnh Thử", "issued_on": day}
    document = Document.objects.create(**head, subject="Số liệu thử", received_at=at)
    digest = hashlib.sha256(b"thu").hexdigest()
    file = StoredFile.objects.create(name="thu.txt", sha256=digest, size=3, kind="text", uploaded_by=by, uploaded_at=at)
    copy = Copy.objects.create(document=document, root=root, file=file, sha256=digest, text="Báo cáo.", added_at=at)
    reading = Reading.objects.create(copy=copy, compiler="1", content={}, made_at=at)
    span = {"follow_from": LONG_AGO, "follow_until": date(day.year + 5, 12, 31)}
    return Adoption.objects.create(document=document, reading=reading, organisation=root, by=by, at=at, **span)


def _duties(adoption: Adoption, count: int, day: date) -> None:
    same = {"adoption": adoption, "reading": adoption.reading, "kind": "report", "receiver": adoption.organisation}
    rows = [
        Duty(**same, index=str(n), position=n, clause=f"II.{n + 1}", text="Báo cáo kết quả.", start=n, end=n + 1)
        for n in range(count)
    ]
    Duty.objects.bulk_create(rows, BATCH)
    rule = {"on": day.isoformat()}
    DeadlineRule.objects.bulk_create((DeadlineRule(duty=duty, rule=rule) for duty in rows), BATCH)


def _tasks(adoption: Adoption, day: date, at: datetime) -> int:
    """Assignments and tasks in two statements: a million rows are made by the database itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO work_assignment (duty_id, organisation_id, role, phrase, found, confirmed)"
            " SELECT d.id, o.id, 'lead', '', 'kind', %s FROM work_duty d, organisations_organisation o"
            " WHERE d.adoption_id = %s AND o.code LIKE %s",
            [True, adoption.pk, "thu.%"],
        )
        cursor.execute(
            "INSERT INTO work_task"
            " (assignment_id, rule_id, period, scheduled_for, due, state, opened_at, closed_reason)"
            " SELECT a.id, r.id, '', %s, %s, 'open', %s, '' FROM work_assignment a"
            " JOIN work_deadlinerule r ON r.duty_id = a.duty_id JOIN work_duty d ON d.id = a.duty_id"
            " WHERE d.adoption_id = %s",
            [day, day, at, adoption.pk],
        )
        return int(cursor.rowcount)
