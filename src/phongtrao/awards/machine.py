"""What moves a commendation: its roles, papers, what its steps ask for and what they do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from phongtrao.access import WRITING
from phongtrao.awards import papers
from phongtrao.awards.barred import why_barred
from phongtrao.awards.council import missing_of_votes
from phongtrao.awards.examine import lock_province, missing_of_examination, missing_of_quotas
from phongtrao.awards.models import Commendation, CommendationDeed, CommendationPaper, Nominee
from phongtrao.awards.quota import uses
from phongtrao.organisations.models import Function, User
from phongtrao.procedure import NEEDS, Refused, Step
from phongtrao.procedures import COMMENDATION
from phongtrao.words import HANOI
from phongtrao.work.machine import Asked, Given, Machine, Role
from phongtrao.work.models import RECEIVING

LEADING = frozenset({Function.LEADER.value})
JUDGING = ("return", "examine", "council", "council_again", "propose", "not_propose")
"""Steps that nobody takes on a proposal that he drew up."""
STALE_LIST = "Danh sách đã sửa sau khi lập: {}. Xin lập lại, hoặc đính kèm bản mới."
STALE_VOTES = "Hội đồng hoặc kết quả biểu quyết đã sửa sau khi lập: {}. Xin lập lại, hoặc đính kèm bản mới."
DECISION = Asked(
    "quyet_dinh", "Quyết định khen thưởng", "quyet_dinh", "decider", ("proposed",), takes="commend",
    compose=papers.decision,
)  # fmt: skip
REVOCATION = Asked(
    "quyet_dinh_huy", "Quyết định hủy bỏ", "quyet_dinh", "decider", ("decided",), takes="revoke_commendation",
    compose=papers.revocation,
)  # fmt: skip
OF_BODY = {"to_trinh": papers.proposal, "bao_cao": papers.report}
OF_EXAMINER = {"bien_ban": papers.minutes, "to_trinh": papers.submission}
"""Kind of paper → what drafts it; others are attached."""


def asked(case: Commendation) -> Sequence[Asked]:
    """The papers that the rules ask for, the decision, and once there is one that which revokes it."""
    revocation = (REVOCATION,) if case.state in ("decided", "revoked") else ()
    return (*_of_rules(case), DECISION, *revocation)


def _of_rules(case: Commendation) -> Iterator[Asked]:
    for one in case.rules.said.papers:
        if one.by == "body":
            yield Asked(
                one.name, one.title, one.kind, "actor", ("drafting", "returned"), ("send",), to="decider",
                compose=OF_BODY.get(one.kind),
            )  # fmt: skip
        elif one.kind == "bien_ban":
            yield Asked(one.name, one.title, one.kind, "examiner", ("examined",), ("council",), each_time=True,
                        compose=OF_EXAMINER[one.kind])  # fmt: skip
        else:
            yield Asked(one.name, one.title, one.kind, "examiner", ("voted",), ("propose",), to="decider",
                        each_time=True, compose=OF_EXAMINER.get(one.kind))  # fmt: skip


def needs_list(case: Commendation, step: Step) -> str:
    """Somebody is proposed, and the papers that name them say what the list says now."""
    if not case.nominees.exists():
        return NEEDS["list"]
    return _stale(case, "body", ("to_trinh", "bao_cao"), case.list_changed_at, STALE_LIST)


def needs_examined(case: Commendation, step: Step) -> str:
    return missing_of_examination(case)


def needs_votes(case: Commendation, step: Step) -> str:
    """Every vote is written down, and the minutes say them."""
    return missing_of_votes(case) or _stale(case, "examiner", ("bien_ban",), case.council_changed_at, STALE_VOTES)


def needs_carried(case: Commendation, step: Step) -> str:
    try:
        papers.carried_rows(case)
    except Refused as refused:
        return str(refused)
    return ""


def _stale(case: Commendation, by: str, kinds: Sequence[str], changed_at: datetime | None, words: str) -> str:
    """Which papers that are there are older than what they tell."""
    if changed_at is None:
        return ""
    wanted = {one.name: one.title for one in case.rules.said.papers if one.by == by and one.kind in kinds}
    last: dict[str, Any] = {row.name: row for row in case.papers.select_related("outgoing").order_by("pk")}
    old = [title for name, title in wanted.items() if name in last and last[name].at < changed_at]
    return words.format("; ".join(old)) if old else ""


def barred(case: Commendation, step: Step, user: User, day: date) -> str | None:
    """Why the person may not take the step although the role is his."""
    if step.name not in JUDGING or (why := why_barred(case, user)) is None:
        return None
    return f"Anh/chị {why} nên không thẩm định, xét hồ sơ này; xin chuyển người khác của cơ quan thẩm định."


def after_sent(case: Commendation, by: User, at: datetime, given: Given) -> None:
    case.sent_on = at.astimezone(HANOI).date()
    case.save(update_fields=["sent_on"])


def after_examined(case: Commendation, by: User, at: datetime, given: Given) -> None:
    """The quotas are asked once more, one proposal of the province after the other. Raises Refused."""
    lock_province(case)
    if missing := missing_of_quotas(uses(case, at.astimezone(HANOI).date()), case.quota_reason):
        raise Refused(missing)


def after_commended(case: Commendation, by: User, at: datetime, given: Given) -> None:
    """From the decision's day on the names have a last day; who was not commended may be proposed anew."""
    carried = [row.pk for row in papers.carried_rows(case)]
    case.nominees.exclude(pk__in=carried).update(standing=False)
    case.decided_on = _day_of(case, DECISION.name, at, given)
    case.save(update_fields=["decided_on"])


def after_ended(case: Commendation, by: User, at: datetime, given: Given) -> None:
    """What came to nothing keeps no achievement from being proposed."""
    Nominee.objects.filter(case=case).update(standing=False)
    case.ended_on = _day_of(case, REVOCATION.name, at, given)
    case.save(update_fields=["ended_on"])


def _day_of(case: Commendation, name: str, at: datetime, given: Given) -> date:
    """The day on the face of the paper that took the deed; today where none did."""
    if given.paper is not None and given.paper.issued_on is not None:
        return given.paper.issued_on
    there = case.papers.filter(name=name).order_by("-pk").first()
    return there.day if there is not None and there.day else at.astimezone(HANOI).date()


MACHINE = Machine(
    procedure=COMMENDATION,
    cases=Commendation,
    deeds=CommendationDeed,
    papers=CommendationPaper,
    roles={
        "actor": Role(("organisation",), frozenset(WRITING)),
        "leader": Role(("organisation",), LEADING),
        "examiner": Role(("examiner",), frozenset(RECEIVING)),
        "decider": Role(("decider",), LEADING),
    },
    asked=asked,
    named="hồ sơ khen thưởng",
    next_words={
        "drafting": "đơn vị đề nghị ghi danh sách, lập giấy tờ rồi lãnh đạo gửi",
        "sent": "cơ quan thẩm định ghi ý kiến từng trường hợp",
        "returned": "đơn vị đề nghị sửa hồ sơ, gửi lại",
        "examined": "cử hội đồng, ghi kết quả biểu quyết, lập biên bản",
        "voted": "cơ quan thẩm định trình khen thưởng",
        "proposed": "cơ quan quyết định ban hành quyết định",
    },
    looks={
        "drafting": "upcoming", "sent": "submitted", "returned": "returned", "examined": "in_progress",
        "voted": "in_progress", "proposed": "submitted", "decided": "accepted", "revoked": "overdue",
    },
    needs={
        "list": needs_list, "examined": needs_examined, "votes": needs_votes, "carried": needs_carried,
    },
    barred=barred,
    after={
        "send_proposal": after_sent, "examine": after_examined, "commend": after_commended,
        "refuse_commendation": after_ended, "drop_commendation": after_ended, "revoke_commendation": after_ended,
    },
    optional=frozenset({"drop_commendation", "revoke_commendation", "reopen_council"}),
)  # fmt: skip
"""Registered by `apps.Awards` when the site starts."""
