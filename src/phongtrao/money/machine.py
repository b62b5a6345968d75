"""What moves an estimate besides its table of steps: whose desks, its papers, what its deeds ask for and do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from phongtrao.access import WRITING
from phongtrao.money.estimate_papers import appraisal_paper, decision_paper, request_paper
from phongtrao.money.models import Estimate, EstimateDeed, EstimateLine, EstimatePaper
from phongtrao.money.open_estimate import amend
from phongtrao.money.paper_figures import why_differs
from phongtrao.organisations.models import Function, User
from phongtrao.procedure import NEEDS, Refused, Step
from phongtrao.procedures import ESTIMATE
from phongtrao.work.cases import move
from phongtrao.work.machine import Asked, Given, Machine, Role, register
from phongtrao.work.models import RECEIVING

LEADING = frozenset({Function.LEADER.value})
REQUEST, APPRAISAL, DECISION = "to_trinh", "bao_cao_tham_dinh", "quyet_dinh"
PAPERS = (
    Asked(
        REQUEST, "Tờ trình đề nghị thẩm định, phê duyệt dự toán", "to_trinh", "actor", ("drafting", "returned"),
        needed_for=("send",), to="appraiser", each_time=True, compose=request_paper,
    ),
    Asked(
        APPRAISAL, "Báo cáo thẩm định dự toán", "bao_cao", "appraiser", ("sent",), needed_for=("appraise",),
        to="decider", each_time=True, compose=appraisal_paper,
    ),
    Asked(
        DECISION, "Quyết định phê duyệt dự toán", "quyet_dinh", "decider", ("appraised",), takes="approve_estimate",
        compose=decision_paper,
    ),
)  # fmt: skip
JUDGING = ("return", "appraise")
"""Steps that who drew the estimate up may not take."""
BARRED = "Anh/chị đã tham gia lập dự toán này nên không thẩm định; xin chuyển người khác của cơ quan thẩm định."


def asked(case: Estimate) -> Sequence[Asked]:
    return PAPERS


def why_barred(case: Estimate, step: Step, user: User, day: date) -> str | None:
    """Why the person may not take the step: nobody appraises what he drew up."""
    if step.name in JUDGING and drew_up(case, user):
        return BARRED
    return None


def drew_up(case: Estimate, user: User) -> bool:
    """Whether the person began it, wrote a line of it, sent it, or put in its request; or a version before it."""
    versions = [case, *case.versions_before()]
    if any(one.begun_by_id == user.pk for one in versions):
        return True
    own = {"case__in": versions, "by": user}
    wrote = EstimateLine.objects.filter(**own).exists() or EstimatePaper.objects.filter(**own, name=REQUEST).exists()
    return wrote or EstimateDeed.objects.filter(**own, deed="send_estimate").exists()


def missing_lines(case: Estimate, step: Step) -> str:
    return "" if case.lines.exists() else NEEDS["lines"]


def missing_figures(case: Estimate, step: Step) -> str:
    """Lines that nobody has appraised yet."""
    left = case.lines.filter(appraised=None).count()
    return f"Còn {left} khoản chưa thẩm định; khoản nào thay đổi phải nêu lý do." if left else ""


def after_sending(case: Estimate, by: User, at: datetime, given: Given) -> None:
    _refuse_other_figures(case, REQUEST)


def after_appraising(case: Estimate, by: User, at: datetime, given: Given) -> None:
    _refuse_other_figures(case, APPRAISAL)


def after_approving(case: Estimate, by: User, at: datetime, given: Given) -> None:
    """What was appraised is approved where nothing else was said; the version before steps back."""
    for line in case.lines.select_for_update().filter(approved=None):
        line.approved = line.appraised
        line.save(update_fields=["approved"])
    _refuse_other_figures(case, DECISION)
    if case.amends is not None:
        move(MACHINE, case.amends, "supersede_estimate", by, at, f"Được thay bằng dự toán số {case.pk}.", as_site=True)


def after_amending(case: Estimate, by: User, at: datetime, given: Given) -> None:
    amend(case, by, at)


def _refuse_other_figures(case: Estimate, name: str) -> None:
    """Raises Refused where the paper says other figures than the lines do."""
    if why := why_differs(case, name):
        raise Refused(why)


MACHINE = register(
    Machine(
        procedure=ESTIMATE,
        cases=Estimate,
        deeds=EstimateDeed,
        papers=EstimatePaper,
        roles={
            "actor": Role(("organisation",), frozenset(WRITING)),
            "leader": Role(("organisation",), LEADING),
            "appraiser": Role(("appraiser",), frozenset(RECEIVING)),
            "decider": Role(("decider",), LEADING),
        },
        asked=asked,
        named="dự toán",
        next_words={
            "drafting": "đơn vị ghi đủ các khoản, lập tờ trình, gửi thẩm định",
            "sent": "cơ quan tài chính thẩm định từng khoản, lập báo cáo thẩm định",
            "returned": "đơn vị sửa các khoản theo ý kiến thẩm định, lập lại tờ trình, gửi lại",
            "appraised": "cơ quan phê duyệt ban hành quyết định",
            "approved": "thực hiện theo dự toán đã duyệt; khi cần thì lập dự toán điều chỉnh",
        },
        looks={
            "drafting": "in_progress", "sent": "submitted", "returned": "returned", "appraised": "submitted",
            "approved": "accepted",
        },
        needs={"lines": missing_lines, "appraised": missing_figures},
        barred=why_barred,
        after={
            "send_estimate": after_sending,
            "appraise_estimate": after_appraising,
            "approve_estimate": after_approving,
            "amend_estimate": after_amending,
        },
        optional=frozenset({"amend_estimate", "drop_estimate", "return_estimate", "supersede_estimate"}),
    )
)  # fmt: skip
