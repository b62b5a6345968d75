"""A pilot as a letter of 2017 tells it, in a real province: with its bodies of then, rolled out to those of today."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from phongtrao.documents.issue import issue
from phongtrao.documents.receive import receive
from phongtrao.initiatives.models import Phase, Pilot
from phongtrao.initiatives.pilot_bodies import of_kind, remaining
from phongtrao.initiatives.pilot_machine import MACHINE
from phongtrao.initiatives.pilot_plan import (
    Planned,
    PlannedPhase,
    add_phase,
    add_places,
    begin_pilot,
    choose_place,
    report_phase,
    still_to_choose,
)
from phongtrao.initiatives.pilot_roll_out import told
from phongtrao.initiatives.pilot_set_roll_out import Stated, set_roll_out
from phongtrao.organisations.load_units import load_units
from phongtrao.organisations.lookup import find_body
from phongtrao.organisations.models import Function, Organisation, User
from phongtrao.organisations.names import body_key
from phongtrao.work.adopt import adopt
from phongtrao.work.case_papers import draft_in, file_in, wanted_paper
from phongtrao.work.cases import move
from tests.conftest import Cast
from tests.initiatives.pilot_samples import stored_file
from tests.reports.samples import person
from tests.work.conftest import at
from vanban.paper import Signer
from vanban.paper.reminder import Letterhead

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "directives" / "seeds"
DAY, THEN, PROVINCE = date(2026, 11, 20), date(2017, 4, 1), "Quảng Ngãi"
HEAD = Letterhead(f"Ủy ban nhân dân tỉnh {PROVINCE}", PROVINCE, "KH-UBND", (Signer("…", ("Chủ tịch",)),))


@pytest.fixture
def people(cast: Cast) -> tuple[User, User]:
    """Who pilots, at the provincial police; who decides, at the province's committee."""
    load_units(PROVINCE)
    named = (f"Công an tỉnh {PROVINCE}", f"UBND tỉnh {PROVINCE}")
    police, home = (find_body(name, DAY) for name in named)
    return person("chu-tri", police, Function.FOCAL_POINT), person("quyet-dinh", home, Function.LEADER)


def body_of(user: User) -> Organisation:
    return Organisation.objects.get(pk=min(user.body_ids(DAY)))


def district(name: str) -> Organisation:
    return find_body(f"UBND huyện {name}", THEN)


@pytest.fixture
def pilot(people: tuple[User, User]) -> Pilot:
    """As point 2 of the letter says it: two districts in the first phase, each other one chooses places of its own."""
    if not SEEDS.is_dir():
        pytest.skip("no documents beside the project (../shared/directives/seeds)")
    by, decider = people
    letter = next(path for path in SEEDS.iterdir() if "thí điểm giai đoạn 1 (2017 - 2018)" in path.read_text())
    document = receive(letter.name, letter.read_bytes(), decider, body_of(decider), at(DAY), DAY, True).document
    row = begin_pilot(
        Planned("thực hiện Quyết định số 1395/QĐ-UBND", body_of(by), body_of(decider), "huyen.ubnd", document=document),
        by, at(DAY),
    )  # fmt: skip
    phase = add_phase(row, PlannedPhase(THEN, date(2018, 12, 31), choosers_kind="huyen.ubnd"), by, at(DAY))
    add_places(phase, [district("Đức Phổ"), district("Trà Bồng")], by, at(DAY))
    return row


def test_the_remaining_districts_and_the_city_choose_their_own_places(pilot: Pilot, people: tuple[User, User]) -> None:
    phase = Phase.objects.get(case=pilot)
    assert (len(of_kind(pilot.root, "huyen.ubnd", THEN)), len(still_to_choose(phase))) == (14, 12)
    names = {body.name_on(THEN) for body in still_to_choose(phase)}
    assert f"UBND thành phố {PROVINCE}" in names and "UBND huyện Đức Phổ" not in names
    signed(pilot, "plan", people[1])
    move(MACHINE, pilot, "approve_pilot", people[1], at(DAY))
    chooser = district("Bình Sơn")
    own = next(b for b in of_kind(pilot.root, "xa.ubnd", THEN) if b.version(THEN).parent_id == chooser.pk)
    choose_place(phase, chooser, own, people[0], at(DAY))
    assert len(still_to_choose(phase)) == 11


def signed(pilot: Pilot, name: str, by: User) -> None:
    pilot.refresh_from_db()
    wanted = wanted_paper(MACHINE, pilot, name, by, DAY)
    assert wanted is not None
    file_in(wanted, at(DAY), lambda: stored_file(by, f"{name}.pdf"), "1/KH-UBND", date(2017, 4, 3))


def concluded(pilot: Pilot, by: User, decider: User) -> Pilot:
    signed(pilot, "plan", decider)
    move(MACHINE, pilot, "approve_pilot", decider, at(DAY))
    move(MACHINE, pilot, "begin_phase", by, at(DAY), day=THEN)
    report_phase(Phase.objects.get(case=pilot), "Đã thực hiện.", by, at(DAY))
    signed(pilot, "final", by)
    return move(MACHINE, pilot, "final_review", by, at(DAY))  # type: ignore[no-any-return]


def test_today_s_communes_outside_both_districts_are_left_and_get_the_duties_once_a_person_gives_them(
    pilot: Pilot, people: tuple[User, User]
) -> None:
    by, decider = people
    pilot = concluded(pilot, by, decider)
    left = remaining(pilot, "xa.ubnd", DAY)
    tried = {body_key(body.name_on(DAY)) for body in left.tried}
    assert {body_key("UBND xã Nguyễn Nghiêm"), body_key("UBND phường Sa Huỳnh")} <= tried
    assert len(left.bodies) + len(left.tried) == 96
    # Tây Trà joined Trà Bồng only in 2020: nothing was tried on its land.
    assert body_key("UBND xã Tây Trà") not in tried and body_key("UBND xã Trà Bồng") in tried
    assert {body.name_on(DAY) for body in left.bodies if body.pk in left.in_part} == {
        "UBND xã Thanh Bồng", "UBND xã Tây Trà Bồng",
    }  # fmt: skip
    stated = Stated("xa.ubnd", date(2027, 1, 15), yearly="10/11", through=body_of(by))
    row = set_roll_out(pilot, stated, decider, at(DAY))
    wanted = wanted_paper(MACHINE, pilot, "roll_out", decider, DAY)
    assert wanted is not None
    issue(draft_in(wanted, HEAD, (), at(DAY)).outgoing, DAY, decider, at(DAY))
    row.refresh_from_db()
    assert row.document is not None and (reading := row.document.latest_reading()) is not None
    done = adopt(row.document, reading, body_of(decider), decider, at(DAY))
    assert done.unresolved == ()
    assert {one.given for one in told(row, DAY)} == {3}
    rest = [duty for duty in done.duties if "còn lại" in str(duty.actors)]
    assert {one.organisation_id for duty in rest for one in duty.assignments.all()} == {one.pk for one in left.bodies}
