"""The procedure of models with what moves it: whose desks its roles are, its papers, what its deeds ask for and do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from phongtrao.access import WRITING
from phongtrao.initiatives import papers
from phongtrao.initiatives.kind import PAPERS
from phongtrao.initiatives.models import STANDING, Initiative, InitiativeDeed, InitiativePaper
from phongtrao.initiatives.replicating import begin_chosen, chosen
from phongtrao.initiatives.reviewing import last_closed, missing_to_close, seal
from phongtrao.organisations.models import Function, User
from phongtrao.procedure import NEEDS, Refused, Step
from phongtrao.procedures import INITIATIVE
from phongtrao.words import HANOI, day_in_words
from phongtrao.work.machine import Asked, Given, Machine, Role

LEADING = frozenset({Function.LEADER.value})
DECIDES = frozenset({Function.LEADER.value, Function.FOCAL_POINT.value})
ROLES = {
    "actor": Role(("organisation",), WRITING),
    "leader": Role(("organisation",), LEADING),
    "decider": Role(("decider",), DECIDES),
}
LOOKS = {
    "planned": "upcoming", "surveyed": "in_progress", "proposed": "submitted", "returned": "returned",
    "decided": "in_progress", "running": "accepted", "mending": "due_soon", "retired": "closed",
}  # fmt: skip
NEXT = {
    "planned": "đơn vị khảo sát, ghi kết quả",
    "surveyed": "lãnh đạo đơn vị trình thành lập",
    "proposed": "cơ quan quyết định ban hành quyết định kèm quy chế",
    "returned": "đơn vị sửa và trình lại",
    "decided": "đơn vị ghi các điểm và ra mắt",
    "running": "đơn vị đánh giá hằng năm",
    "mending": "đơn vị củng cố; cơ quan quyết định xác nhận",
}


def asked(case: Initiative) -> Sequence[Asked]:
    """Every paper of the model's way, as its kind calls it and asks for it; of one entered late those still to come."""
    return [_asked(case, *one) for one in _PAPERS if not case.entered or one[3][0] in STANDING]


_PAPERS: tuple[tuple[str, str, str, tuple[str, ...], str, str, str], ...] = (
    # name, kind, role, states, the step that waits for it, the deed that it takes, whom it goes to
    ("survey_plan", "ke_hoach", "actor", ("planned",), "survey", "", ""),
    ("survey_report", "bao_cao", "actor", ("planned",), "survey", "", "decider"),
    ("proposal", "to_trinh", "actor", ("surveyed", "returned"), "propose", "", "decider"),
    ("decision", "quyet_dinh", "decider", ("proposed",), "", "decide_initiative", ""),
    ("launch_plan", "ke_hoach", "actor", ("decided",), "launch", "", ""),
    ("review_report", "bao_cao", "actor", ("running", "mending"), "review", "", "decider"),
    ("replicate_decision", "quyet_dinh", "decider", ("running",), "", "replicate", ""),
    ("retire_decision", "quyet_dinh", "decider", ("running", "mending"), "", "retire", ""),
)


def _asked(
    case: Initiative, name: str, kind: str, role: str, states: tuple[str, ...], step: str, takes: str, to: str
) -> Asked:
    assert name in PAPERS
    waits = (step,) if step and case.said.asks_for(name) else ()
    compose: Any = getattr(papers, name)
    return Asked(
        name, case.said.paper_title(name), kind, role, states, waits, takes or None, to,
        each_time=name in ("proposal", "review_report"), compose=compose,
    )  # fmt: skip


def _places(case: Initiative, step: Step) -> str:
    return "" if case.places.filter(ended_on=None).exists() else NEEDS["places"]


def _review(case: Initiative, step: Step) -> str:
    if step.deed == "review_initiative":
        return missing_to_close(case)
    return "" if last_closed(case) is not None else "Mô hình chưa có đánh giá năm nào đã chốt; xin chốt trước."


def _chosen(case: Initiative, step: Step) -> str:
    return "" if chosen(case) else "Xin chọn các đơn vị ở trang «Nhân rộng» trước."


def _decided(case: Initiative, by: User, at: datetime, given: Given) -> None:
    """Number and day of the decision stay with the model."""
    case.decision, case.decided_on = _paper(case, "decision", given, at)
    case.save(update_fields=["decision", "decided_on"])


def _launched(case: Initiative, by: User, at: datetime, given: Given) -> None:
    assert given.day is not None
    today = at.astimezone(HANOI).date()
    if given.day > today:
        raise Refused(f"Ngày ra mắt không sau {day_in_words(today)}; xin ghi khi đã ra mắt.")
    if case.decided_on and given.day < case.decided_on:
        raise Refused(f"Ngày ra mắt không trước ngày quyết định ({day_in_words(case.decided_on)}).")
    case.launched_on = given.day
    case.save(update_fields=["launched_on"])


def _mending(case: Initiative, by: User, at: datetime, given: Given) -> None:
    today = at.astimezone(HANOI).date()
    if given.day is None or given.day < today:
        raise Refused(f"Ngày củng cố xong phải từ {day_in_words(today)}.")
    case.mend_by = given.day
    case.save(update_fields=["mend_by"])


def _mended(case: Initiative, by: User, at: datetime, given: Given) -> None:
    case.mend_by = None
    case.save(update_fields=["mend_by"])


def _replicated(case: Initiative, by: User, at: datetime, given: Given) -> None:
    begin_chosen(case, by, at, given.paper)


def _retired(case: Initiative, by: User, at: datetime, given: Given) -> None:
    """The model and its places end on the decision's day; what they were stays."""
    _, day = _paper(case, "retire_decision", given, at)
    case.ended_on = day or at.astimezone(HANOI).date()
    case.mend_by = None
    case.save(update_fields=["ended_on", "mend_by"])
    for place in case.places.filter(ended_on=None):
        place.ended_on = max(place.started_on, case.ended_on)
        place.save(update_fields=["ended_on"])


def _paper(case: Initiative, name: str, given: Given, at: datetime) -> tuple[str, date | None]:
    """Number and day of the paper that decided: of the one issued here, or on the face of the one attached."""
    if given.paper is not None:
        return given.paper.code, given.paper.issued_on
    row = case.papers.filter(name=name).select_related("outgoing").last()
    return (row.code, row.day) if row is not None else ("", None)


def barred(case: Initiative, step: Step, user: User, day: date) -> str | None:
    """A model that nobody is named to decide on stays where it is until a person is."""
    if step.deed == "propose_initiative" and case.decider_id is None:
        return "Chưa xác định được cơ quan quyết định; xin lập lại mô hình và chọn cơ quan quyết định."
    return None


AFTER: dict[str, Callable[[Initiative, User, datetime, Given], None]] = {
    "decide_initiative": _decided,
    "launch": _launched,
    "review_initiative": lambda case, by, at, given: seal(case, by, at),
    "mend": _mending,
    "mended": _mended,
    "replicate": _replicated,
    "retire": _retired,
}
MACHINE = Machine(
    procedure=INITIATIVE,
    cases=Initiative,
    deeds=InitiativeDeed,
    papers=InitiativePaper,
    roles=ROLES,
    asked=asked,
    named="mô hình",
    next_words=NEXT,
    looks=LOOKS,
    needs={"places": _places, "review": _review, "chosen": _chosen},
    barred=barred,
    after=AFTER,
    own_pages=frozenset({"review_initiative", "judge_review"}),
    optional=frozenset({"review_initiative", "judge_review", "mend", "replicate", "retire", "drop_initiative"}),
    stand_in="commune",
)
