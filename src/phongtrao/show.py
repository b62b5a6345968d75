"""Fills the demo: a province, accounts, directives received and adopted, some work begun. Harmless when repeated."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import transaction

from phongtrao.demo import DEMO_ACCOUNTS, DEMO_PASSWORD, PROVINCE, DemoAccount
from phongtrao.documents.models import Document
from phongtrao.documents.receive import receive
from phongtrao.files import Refusal
from phongtrao.organisations.load_units import load_units
from phongtrao.organisations.models import Organisation, Post, User
from phongtrao.procedure import Refused
from phongtrao.show_awards import show_awards
from phongtrao.show_initiatives import show_initiatives
from phongtrao.show_money import show_money
from phongtrao.show_overview import show_overview
from phongtrao.show_pilots import show_pilots
from phongtrao.show_recognition import show_recognition
from phongtrao.show_reports import show_reports
from phongtrao.work.adopt import adopt_proposed, adopting_body, propose
from phongtrao.work.calendar import calendar
from phongtrao.work.deeds import do
from phongtrao.work.inspections import Plan, add_mending, add_shortcoming, add_visit, plan
from phongtrao.work.models import Inspection, Obstacle, Task
from phongtrao.work.nudge import nudge
from phongtrao.work.obstacles import raise_obstacle, take
from phongtrao.work.open_tasks import open_tasks

Say = Callable[[str], object]


def fill(folder: Path, at: datetime, say: Say) -> None:
    """Everything the demo shows, from the directives in `folder`; `say` hears how it goes."""
    administrator = next(account for account in DEMO_ACCOUNTS if account.body is None)
    load_units(PROVINCE, by=_person(administrator, at.date()))
    people = {account.username: _person(account, at.date()) for account in DEMO_ACCOUNTS}
    clerk, leader = people["vanthu.demo"], people["lanhdao.demo"]
    home = Organisation.objects.get(code="nghe-an.ubnd")
    for path in sorted(p for p in folder.iterdir() if p.is_file() and not p.name.startswith(".")):
        document = _received(path, clerk, home, at, say)
        if document is not None:
            _adopted(document, people["quantri.demo"] if document.issuer_id != home.pk else leader, at, say)
    opened = open_tasks(date(at.year + 1, 12, 31), at, people["quantri.demo"])
    say(f"Mở {opened} việc có hạn.")
    _some_work(people, at)
    _an_obstacle(people, at)
    _an_inspection(people, at)
    show_reports(people["quantri.demo"], people["xa.demo"], at)
    show_recognition(people, at)
    show_awards(people, at)
    show_initiatives(people, at)
    show_money(people, at)
    show_overview(people, at)
    show_pilots(people, at)
    nudge(calendar().last_working(at.date()), at)


def _person(account: DemoAccount, day: date) -> User:
    with transaction.atomic():
        user = User.objects.filter(username=account.username).first() or User.objects.create_user(
            account.username, DEMO_PASSWORD, full_name=account.full_name
        )
        body = _body(account.body, day)
        if not user.posts.exists():
            Post.objects.create(user=user, organisation=body, function=account.function, starts_on=day)
    return user


def _body(code: str | None, day: date) -> Organisation | None:
    if code is None:
        return None
    if code.startswith("*"):
        communes = Organisation.objects.on(day).filter(
            versions__kind="ubnd", versions__level="xa", versions__name__startswith="UBND xã"
        )
        return communes.order_by("code").first()
    return Organisation.objects.get(code=code)


def _received(path: Path, clerk: User, home: Organisation, at: datetime, say: Say) -> Document | None:
    try:
        with path.open("rb") as file:
            document = receive(path.name, file, clerk, home, at, at.date(), secret_free=True).document
    except Refusal as refusal:
        say(f"{path.name}: {refusal}")
        return None
    say(f"{path.name}: {document.title}")
    return document


def _adopted(document: Document, by: User, at: datetime, say: Say) -> None:
    reading = document.latest_reading()
    if reading is None:
        return
    first = max(document.issued_on or at.date(), date(at.year, 1, 1))
    try:
        body = adopting_body(by, document, at.date())
        proposal = propose(document, reading, body, at.date(), first, date(at.year + 1, 12, 31))
        adopted = adopt_proposed(proposal, by, at)
    except Refused as refused:
        say(f"{document.title}: {refused}")
        return
    say(f"{document.title}: {len(adopted.duties)} nhiệm vụ, {adopted.assignments} lượt giao.")


def _some_work(people: dict[str, User], at: datetime) -> None:
    """A task started, one handed in, one accepted, so that every state can be seen."""
    police, leader = people["congan.demo"], people["lanhdao.demo"]
    own = list(_own_tasks(police, at.date()))
    for task, deeds in zip(own, (("start", "submit", "accept"), ("start", "submit"), ("start",)), strict=False):
        for deed in deeds:
            by = leader if deed == "accept" else police
            try:
                do(task, deed, by, at, note="Đã hoàn thành, gửi kèm báo cáo." if deed == "submit" else "")
            except Refused:
                break
            task.refresh_from_db()


def _own_tasks(user: User, day: date) -> Iterable[Task]:
    tasks = Task.objects.filter(assignment__organisation__in=user.body_ids(day), state="open")
    if Task.objects.filter(assignment__organisation__in=user.body_ids(day)).exclude(state="open").exists():
        return []
    return tasks.order_by("due", "pk")[:3]


def _an_obstacle(people: dict[str, User], at: datetime) -> None:
    """Raised by the commune and answered, so that others find the answer; and one that waits for it."""
    commune, day = people["xa.demo"], at.date()
    tasks = Task.objects.filter(assignment__organisation__in=commune.body_ids(day)).order_by("due", "pk")
    if Obstacle.objects.exists() or len(tasks) < 2:
        return
    said = "Xã mới sắp xếp, chưa có người phụ trách; đề nghị hướng dẫn đơn vị nào giúp việc."
    asked = raise_obstacle(tasks[0].assignment, said, commune, at, tasks[0])
    by = people["congan.demo" if asked.handler.code.endswith("cong-an") else "lanhdao.demo"]
    take(asked, "answer", by, at, "Công an xã là cơ quan thường trực, giúp UBND xã theo dõi.")
    raise_obstacle(tasks[1].assignment, "Chưa có mẫu báo cáo quý.", commune, at, tasks[1])


def _an_inspection(people: dict[str, User], at: datetime) -> None:
    """Of the commune and a department by the province: one visited, with something to be mended."""
    inspector, day = people["kiemtra.demo"], at.date()
    if Inspection.objects.exists():
        return
    [home], [commune] = inspector.posts_on(day), people["xa.demo"].posts_on(day)
    [finance] = people["taichinh.demo"].posts_on(day)
    assert home.organisation and commune.organisation and finance.organisation
    bodies, title = [commune.organisation, finance.organisation], f"Kiểm tra thực hiện phong trào năm {at.year}"
    first, last = day - timedelta(days=3), day + timedelta(days=10)
    team = [inspector, people["congan.demo"]]
    planned = plan(Plan(home.organisation, title, first, last, bodies, team=team), inspector, at)
    visit = add_visit(planned, commune.organisation, day, "Trụ sở UBND xã", team, inspector, at)
    found = add_shortcoming(visit, "Chưa lập sổ theo dõi việc thực hiện kế hoạch.", None, inspector, at)
    add_mending(found, "Lập sổ theo dõi, cập nhật từ đầu năm.", day + timedelta(days=7), inspector, at)
