"""What the demo shows of pilots: one that runs, with figures side by side; one that is rolled out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from phongtrao.documents.issue import issue
from phongtrao.documents.letterhead import as_known
from phongtrao.initiatives.models import ComparedFigure, Pilot
from phongtrao.initiatives.pilot_bodies import of_kind
from phongtrao.initiatives.pilot_figures import TypedFigure, Windows, add_line, compare, take_figures, type_figure
from phongtrao.initiatives.pilot_machine import MACHINE
from phongtrao.initiatives.pilot_plan import (
    Planned,
    PlannedPhase,
    add_phase,
    add_places,
    begin_pilot,
    choose_place,
    report_phase,
)
from phongtrao.initiatives.pilot_set_roll_out import Stated, set_roll_out
from phongtrao.organisations.models import Organisation, User
from phongtrao.work.case_papers import draft_in, letterhead, wanted_paper
from phongtrao.work.cases import move

People = Mapping[str, User]
MADE_UP = "dữ liệu dùng thử"
RUNNING = ("mô hình camera an ninh", "Lắp camera ở nơi công cộng, giao tổ tự quản trông coi.")
ROLLED_OUT = ("tổ công nhân xung kích tự quản", "Lập tổ ở doanh nghiệp có từ 200 lao động.")


@transaction.atomic
def show_pilots(people: People, at: datetime) -> None:
    """Two pilots of the province's police in two communes each. Harmless when repeated."""
    if Pilot.objects.exists():
        return
    _rolled_out(people, at)
    _compared(_running(people, at), people, at)


def _begun(said: tuple[str, str], people: People, at: datetime) -> tuple[Pilot, list[Organisation]]:
    """Planned for two communes in a phase that began last year, its plan issued, the phase begun."""
    police, leader = people["congan.demo"], people["lanhdao.demo"]
    organisation, decider = (_body(user, at) for user in (police, leader))
    pilot = begin_pilot(Planned(said[0], organisation, decider, "xa.ubnd", said[1]), police, at)
    first = at.date() - timedelta(days=240)
    communes = of_kind(pilot.root, "xa.ubnd", first)
    phase = add_phase(pilot, PlannedPhase(first, at.date() + timedelta(days=60)), police, at)
    add_places(phase, communes[:2], police, at)
    _issued(pilot, "plan", people["vanthu.demo"], at)
    return move(MACHINE, pilot, "begin_phase", police, at, day=first), communes


def _body(user: User, at: datetime) -> Organisation:
    return Organisation.objects.get(pk=min(user.body_ids(at.date())))


def _issued(pilot: Pilot, name: str, by: User, at: datetime) -> None:
    """The paper as it is composed, with a number of the body's book."""
    pilot.refresh_from_db()
    wanted = wanted_paper(MACHINE, pilot, name, by, at.date())
    assert wanted is not None
    issue(draft_in(wanted, as_known(letterhead(wanted)), (), at).outgoing, at.date(), by, at)


def _running(people: People, at: datetime) -> Pilot:
    """Reported once; in a second phase each commune is to name a place of its own, and one has."""
    police = people["congan.demo"]
    pilot, communes = _begun(RUNNING, people, at)
    report_phase(pilot.phases.get(), "Đã lắp 24 camera ở hai nơi; tổ tự quản trực hằng ngày.", police, at)
    days = (at.date() + timedelta(days=90), at.date() + timedelta(days=270))
    later = add_phase(pilot, PlannedPhase(*days, "", "xa.ubnd", f"văn bản {MADE_UP}"), police, at)
    choose_place(later, communes[2], communes[2], police, at)
    return pilot


def _compared(pilot: Pilot, people: People, at: datetime) -> None:
    """A figure that the site counts, and one typed for some places."""
    leader, day = people["lanhdao.demo"], at.date()
    spans = (day - timedelta(days=480), day - timedelta(days=241), day - timedelta(days=240), day)
    table = compare(pilot, "Trước và sau khi lắp camera", Windows(*spans), leader, at)
    add_line(table, "", "", "tasks_on_time", leader, at)
    line = add_line(table, "Vụ việc được giải quyết tại chỗ", "vụ", "", leader, at)
    for number, body in enumerate(of_kind(pilot.root, "xa.ubnd", day)[:4], 3):
        for when in ComparedFigure.WHEN:
            type_figure(line, body, when, TypedFigure(number, f"Báo cáo của đơn vị ({MADE_UP})"), leader, at)
    take_figures(table, leader, at)


def _rolled_out(people: People, at: datetime) -> None:
    """Reviewed, then asked of every other commune by a paper that stands among the documents."""
    police, leader, clerk = people["congan.demo"], people["lanhdao.demo"], people["vanthu.demo"]
    pilot, _ = _begun(ROLLED_OUT, people, at)
    report_phase(pilot.phases.get(), "Đã lập 6 tổ; tổ phối hợp tốt với bảo vệ doanh nghiệp.", police, at)
    _issued(pilot, "interim", police, at)
    pilot = move(MACHINE, pilot, "interim_review", police, at)
    due = at.date() + timedelta(days=60)
    stated = Stated("xa.ubnd", due, due + timedelta(days=180), "10/11", "", _body(police, at))
    set_roll_out(pilot, stated, leader, at)
    _issued(pilot, "roll_out", clerk, at)
