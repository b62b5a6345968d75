"""What moves a pilot: whose desks, which papers, what its deeds need and do (`procedures.PILOT`)."""

from __future__ import annotations

from datetime import datetime

from phongtrao.access import WRITING
from phongtrao.initiatives.models import Phase, Pilot, PilotDeed, PilotPaper
from phongtrao.initiatives.pilot_papers import final_paper, interim_paper, plan_paper
from phongtrao.initiatives.pilot_roll_out import roll_out_paper, rolled_out
from phongtrao.organisations.models import Function, User
from phongtrao.procedure import NEEDS, Refused, Step
from phongtrao.procedures import PILOT
from phongtrao.words import HANOI, day_in_words
from phongtrao.work.machine import Asked, Given, Machine, Role
from phongtrao.work.models import RECEIVING

PAPERS = (
    Asked("plan", "Kế hoạch thí điểm", "ke_hoach", "decider", ("drafting",), takes="approve_pilot", compose=plan_paper),
    Asked(
        "interim", "Báo cáo sơ kết", "bao_cao", "actor", ("running",), needed_for=("interim_review",), to="decider",
        each_time=True, compose=interim_paper,
    ),
    Asked(
        "final", "Báo cáo tổng kết", "bao_cao", "actor", ("running", "reviewed"), needed_for=("final_review",),
        to="decider", compose=final_paper,
    ),
    Asked(
        "roll_out", "Kế hoạch nhân rộng", "ke_hoach", "decider", ("reviewed", "concluded"), takes="roll_out",
        compose=roll_out_paper,
    ),
)  # fmt: skip


def _phases_missing(pilot: Pilot, step: Step) -> str:
    phases = list(pilot.phases.prefetch_related("places"))
    for phase in phases:
        if not phase.places.all() and not phase.choosers_kind:
            return f"{phase} chưa có nơi thí điểm; xin ghi nơi thí điểm, hoặc chọn loại đơn vị tự chọn."
    return "" if phases else NEEDS["phases"]


def next_phase(pilot: Pilot) -> Phase | None:
    """The first phase that has not begun."""
    found: Phase | None = pilot.phases.filter(begun_on=None).order_by("nth").first()
    return found


def _phase_missing(pilot: Pilot, step: Step) -> str:
    phase = next_phase(pilot)
    if phase is None:
        return NEEDS["phase"]
    if not phase.places.exists():
        return f"{phase} chưa có nơi thí điểm nào; xin ghi, hoặc chờ các đơn vị chọn nơi của mình."
    return ""


def _begin_phase(pilot: Pilot, by: User, at: datetime, given: Given) -> None:
    """Raises Refused for a day that has not come, or lies outside the phase."""
    phase, day = next_phase(pilot), given.day
    assert phase is not None and day is not None
    if day > at.astimezone(HANOI).date():
        raise Refused("Ngày bắt đầu chưa tới; xin ghi khi giai đoạn đã bắt đầu.")
    if not phase.starts_on <= day <= phase.ends_on:
        days = f"từ {day_in_words(phase.starts_on)} đến {day_in_words(phase.ends_on)}"
        raise Refused(f"{phase} theo kế hoạch {days}; xin xem lại ngày bắt đầu.")
    phase.begun_on = day
    phase.save(update_fields=["begun_on"])


MACHINE = Machine(
    procedure=PILOT,
    cases=Pilot,
    deeds=PilotDeed,
    papers=PilotPaper,
    roles={
        "actor": Role(("organisation",), WRITING),
        "leader": Role(("organisation",), frozenset({Function.LEADER.value})),
        "decider": Role(("decider",), RECEIVING),
    },
    asked=lambda pilot: PAPERS,
    named="hồ sơ thí điểm",
    next_words={
        "drafting": "cơ quan chủ trì ghi giai đoạn, nơi thí điểm; cơ quan quyết định ban hành kế hoạch",
        "approved": "cơ quan chủ trì ghi ngày bắt đầu giai đoạn",
        "running": "cơ quan chủ trì báo cáo giai đoạn, sơ kết hoặc tổng kết",
        "reviewed": "giai đoạn tiếp theo, tổng kết, hoặc nhân rộng",
        "concluded": "cơ quan quyết định nhân rộng hoặc kết thúc",
    },
    looks={
        "drafting": "upcoming", "approved": "upcoming", "running": "in_progress", "reviewed": "submitted",
        "concluded": "submitted", "rolled_out": "accepted",
    },
    needs={"phases": _phases_missing, "phase": _phase_missing},
    after={"begin_phase": _begin_phase, "roll_out": rolled_out},
    own_pages=frozenset({"report_phase"}),
    optional=frozenset({"end_pilot", "drop_pilot"}),
)  # fmt: skip
