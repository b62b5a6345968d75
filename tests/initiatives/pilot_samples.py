"""A pilot of our own: water meters tried in two communes of the first province, carried through its states."""

from __future__ import annotations

from datetime import date

from phongtrao.documents.issue import issue
from phongtrao.documents.models import Outgoing, StoredFile
from phongtrao.initiatives.models import Comparison, Phase, Pilot
from phongtrao.initiatives.pilot_figures import Windows, compare
from phongtrao.initiatives.pilot_machine import MACHINE
from phongtrao.initiatives.pilot_plan import (
    Planned,
    PlannedPhase,
    add_phase,
    add_places,
    begin_pilot,
    report_phase,
)
from phongtrao.initiatives.pilot_set_roll_out import Stated, set_roll_out
from phongtrao.organisations.models import User
from phongtrao.work.case_papers import draft_in, file_in, wanted_paper
from phongtrao.work.cases import move
from tests.conftest import Cast
from tests.work.conftest import at
from vanban.paper import Signer
from vanban.paper.reminder import Letterhead

DAY = date(2026, 11, 20)
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
COMMUNES = ("xa.90001.ubnd", "xa.90002.ubnd", "xa.90003.ubnd", "xa.90004.ubnd")
SIGNER = Signer("Nguyễn Thị Lan", ("TM. Ủy ban nhân dân", "Chủ tịch"))
HEAD = Letterhead("Ủy ban nhân dân tỉnh Hà Thanh", "Hà Thanh", "KH-UBND", (SIGNER,))
WINDOWS = Windows(date(2025, 7, 1), date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 30))


def drafted(cast: Cast, **changed: object) -> Pilot:
    """A pilot without phases, begun by the provincial police."""
    said = {
        "title": "đồng hồ nước thông minh", "tried": "Lắp đồng hồ đọc từ xa ở trụ sở.",
        "organisation": cast.body("ha-thanh.cong-an"), "decider": cast.body("ha-thanh.ubnd"), "comparable": "xa.ubnd",
    }  # fmt: skip
    return begin_pilot(Planned(**{**said, **changed}), cast.user("dung"), at(DAY))  # type: ignore[arg-type]


def phase_of(
    cast: Cast, pilot: Pilot, *codes: str, first: date = FIRST, last: date = LAST, choosers: str = "", basis: str = ""
) -> Phase:
    """A further phase with places that the plan names."""
    phase = add_phase(pilot, PlannedPhase(first, last, "", choosers, basis), cast.user("dung"), at(DAY))
    if codes:
        add_places(phase, [cast.body(code) for code in codes], cast.user("dung"), at(DAY))
    return phase


def planned(cast: Cast, **changed: object) -> Pilot:
    """With one phase in two communes."""
    pilot = drafted(cast, **changed)
    phase_of(cast, pilot, *COMMUNES[:2])
    return pilot


def issued(cast: Cast, pilot: Pilot, name: str, by: str = "vy") -> Outgoing:
    """A paper of the pilot, drafted as it is composed, and numbered."""
    user = cast.user(by)
    wanted = wanted_paper(MACHINE, pilot, name, user, DAY)
    assert wanted is not None
    return issue(draft_in(wanted, HEAD, (), at(DAY)).outgoing, DAY, user, at(DAY))


def signed(cast: Cast, pilot: Pilot, name: str, by: str = "dung") -> None:
    """The file of a paper signed elsewhere."""
    user = cast.user(by)
    wanted = wanted_paper(MACHINE, pilot, name, user, DAY)
    assert wanted is not None
    file_in(wanted, at(DAY), lambda: stored_file(user, f"{name}.pdf"), "12/BC", DAY)


def stored_file(user: User, name: str) -> StoredFile:
    return StoredFile.objects.create(
        sha256="0" * 64, name=name, size=1, kind="pdf", uploaded_by=user, uploaded_at=at(DAY)
    )


def running(cast: Cast, **changed: object) -> Pilot:
    """Its plan issued, its first phase begun."""
    pilot = planned(cast, **changed)
    issued(cast, pilot, "plan")
    return move(MACHINE, pilot, "begin_phase", cast.user("dung"), at(DAY), day=FIRST)  # type: ignore[no-any-return]


def reported(cast: Cast, **changed: object) -> Pilot:
    pilot = running(cast, **changed)
    phase = pilot.phases.get()
    report_phase(phase, "Đã lắp 12 đồng hồ.\nHai nơi dùng tốt.", cast.user("dung"), at(DAY))
    return pilot


def reviewed(cast: Cast, **changed: object) -> Pilot:
    """Its interim review is there."""
    pilot = reported(cast, **changed)
    signed(cast, pilot, "interim")
    return move(MACHINE, pilot, "interim_review", cast.user("dung"), at(DAY))  # type: ignore[no-any-return]


def to_roll_out(cast: Cast, **changed: object) -> Pilot:
    """What is to be rolled out is stated."""
    pilot = reviewed(cast, **changed)
    stated = Stated("xa.ubnd", date(2027, 1, 15), date(2027, 6, 30), "10/11", "Bố trí người đọc số liệu.",
                    cast.body("ha-thanh.cong-an"))  # fmt: skip
    set_roll_out(pilot, stated, cast.user("lan"), at(DAY))
    return pilot


def compared(cast: Cast, pilot: Pilot) -> Comparison:
    return compare(pilot, "Việc đúng hạn", WINDOWS, cast.user("lan"), at(DAY))
