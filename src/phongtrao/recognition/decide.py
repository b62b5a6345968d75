"""Decisions of recognition and of withdrawal: drafted for ticked units, in force when the paper gets its number.

The hook of `documents.issue` moves every candidacy of the list and writes what was recognised in the transaction of
the number: whole or not at all. A dropped draft frees its candidacies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from phongtrao.documents.issue import AFTERWARDS, draft, may_write
from phongtrao.documents.letterhead import last_letterhead
from phongtrao.documents.models import Outgoing
from phongtrao.organisations.models import LogEntry, Organisation, User
from phongtrao.procedure import Refused
from phongtrao.recognition.candidacy_deeds import take
from phongtrao.recognition.decision_paper import (
    KIND,
    by_subject,
    grounds_in,
    offered_grounds,
    recognition_paper,
    units_to_recognise,
    units_to_withdraw,
    withdrawal_paper,
)
from phongtrao.recognition.models import Candidacy, Certificate, Decision, Recognition
from phongtrao.recognition.propose import last_number
from phongtrao.words import HANOI
from phongtrao.work.models import Programme
from vanban.paper.reminder import Letterhead

WHAT = "recognition"
"""What such papers are written for (`Outgoing.about`)."""
NOT_YOURS = "Quyết định do văn thư, đầu mối hoặc lãnh đạo của cơ quan quyết định lập."
LONGEST_GROUND = 1000


def in_draft(kind: str) -> QuerySet[Candidacy]:
    """Candidacies that stand in a draft of this kind."""
    return Candidacy.objects.filter(decisions__kind=kind, decisions__paper__state=Outgoing.DRAFT)


def to_recognise(programme: Programme, year: int, organisation: Organisation) -> QuerySet[Candidacy]:
    """Proposed candidacies on which the body decides, in no draft yet."""
    rows = Candidacy.objects.of_year(programme, year).filter(state="proposed", decider=organisation)
    return rows.exclude(pk__in=in_draft(Decision.RECOGNISE).values("pk"))


def to_withdraw(programme: Programme, organisation: Organisation, day: date) -> QuerySet[Candidacy]:
    """Units recognised by the body whose recognition stands, in no draft yet."""
    standing = Recognition.objects.standing(day).values("candidacy")
    rows = Candidacy.objects.filter(programme=programme, decider=organisation, pk__in=standing)
    rows = rows.filter(state__in=("decided", "certified"))
    return rows.exclude(pk__in=in_draft(Decision.WITHDRAW).values("pk"))


def deciders_of(user: User, day: date, rows: QuerySet[Candidacy]) -> list[Organisation]:
    """Bodies that decide on some of these candidacies and whose papers the user writes."""
    bodies = Organisation.objects.filter(pk__in=rows.order_by().values("decider"))
    return [body for body in bodies if may_write(body, user, day)]


def letterhead(organisation: Organisation, day: date) -> dict[str, object]:
    """What the body's last paper had, for the fields of `LetterheadForm`."""
    had = last_letterhead(organisation, day, KIND)
    short = "UBND" if str(had["agency"]).startswith("Ủy ban nhân dân") else ""
    return had | {"symbol": had.get("symbol") or (f"QĐ-{short}" if short else "")}


def appraiser_named(candidacies: Sequence[Candidacy], day: date) -> str:
    """The name of the body that appraised them; empty where there are several or none."""
    names = {one.appraiser.name_on(day) for one in candidacies if one.appraiser}
    return names.pop() if len(names) == 1 else ""


def grounds_for(candidacies: Sequence[Candidacy], day: date) -> tuple[str, ...]:
    """The grounds that a draft begins with."""
    if not candidacies:
        return ()
    return offered_grounds(candidacies[0].rules.said, appraiser_named(candidacies, day), last_number(candidacies))


@transaction.atomic
def draft_recognition(
    candidacies: Iterable[Candidacy], head: Letterhead, grounds: Sequence[str], by: User, at: datetime
) -> tuple[Decision, bool]:
    """The draft of a decision that recognises these, and whether it is new. Raises Refused; then nothing is written."""
    day = at.astimezone(HANOI).date()
    rows = _locked(candidacies, day)
    if (there := _same_draft(rows, Decision.RECOGNISE)) is not None:
        return there, False
    _check(rows, Decision.RECOGNISE, ("proposed",), by, day)
    if len({one.year for one in rows}) > 1:
        raise Refused("Mỗi quyết định công nhận cho một năm; xin chọn các hồ sơ của cùng một năm.")
    said, year = rows[0].rules.said, rows[0].year
    units = units_to_recognise(rows, day)
    paper = recognition_paper(said, year, units, head, grounds, appraiser_named(rows, day))
    return _drafted(Decision.RECOGNISE, rows, year, draft(paper, _decider(rows), by, at, _about(rows)), by, at), True


@transaction.atomic
def draft_withdrawal(
    reasons: Mapping[Candidacy, str], head: Letterhead, grounds: Sequence[str], by: User, at: datetime
) -> tuple[Decision, bool]:
    """The draft of a decision that takes the recognition from these, each with its ground, and whether it is new.

    Raises Refused; then nothing is written.
    """
    day = at.astimezone(HANOI).date()
    rows = _locked(reasons, day)
    if (there := _same_draft(rows, Decision.WITHDRAW)) is not None:
        return there, False
    _check(rows, Decision.WITHDRAW, ("decided", "certified"), by, day)
    told = {one.pk: reason.strip() for one, reason in reasons.items()}
    if silent := [str(one) for one in rows if not told[one.pk]]:
        raise Refused(f"Xin ghi căn cứ thu hồi của từng đơn vị; còn thiếu: {'; '.join(silent)}.")
    if any(len(reason) > LONGEST_GROUND for reason in told.values()):
        raise Refused(f"Căn cứ thu hồi của mỗi đơn vị dài nhất {LONGEST_GROUND} ký tự; xin rút gọn.")
    units = units_to_withdraw(rows, [told[one.pk] for one in rows], day)
    paper = withdrawal_paper(rows[0].rules.said, day.year, units, head, grounds, appraiser_named(rows, day))
    row = draft(paper, _decider(rows), by, at, _about(rows))
    return _drafted(Decision.WITHDRAW, rows, day.year, row, by, at), True


def _locked(candidacies: Iterable[Candidacy], day: date) -> list[Candidacy]:
    ids = [one.pk for one in candidacies]
    rows = Candidacy.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    return by_subject(rows.select_related("rules", "organisation__area", "appraiser", "decider"), day)


def _same_draft(rows: Sequence[Candidacy], kind: str) -> Decision | None:
    """A draft of exactly these candidacies."""
    drafts = Decision.objects.filter(kind=kind, paper__state=Outgoing.DRAFT, candidacies__in=rows).distinct()
    wanted = {one.pk for one in rows}
    return next((one for one in drafts if set(one.candidacies.values_list("pk", flat=True)) == wanted), None)


def _check(rows: Sequence[Candidacy], kind: str, states: tuple[str, ...], by: User, day: date) -> None:
    """Raises Refused where these cannot be decided together, or not by this person, or not now."""
    if not rows:
        raise Refused("Xin chọn ít nhất một đơn vị.")
    if len({(one.programme_id, one.decider_id) for one in rows}) > 1:
        raise Refused("Mỗi quyết định của một phong trào và một cơ quan quyết định; xin chọn lại.")
    if rows[0].decider is None:
        raise Refused("Chưa có văn bản nào nêu cơ quan quyết định; xin bổ sung quy định công nhận.")
    if not may_write(rows[0].decider, by, day):
        raise Refused(NOT_YOURS)
    if wrong := [str(one) for one in rows if one.state not in states]:
        raise Refused(f"Đã ở trạng thái khác, xin bỏ khỏi danh sách: {'; '.join(wrong)}.")
    if taken := list(in_draft(kind).filter(pk__in=[one.pk for one in rows])):
        raise Refused(f"Đã có trong một dự thảo quyết định khác: {'; '.join(str(one) for one in taken)}.")


def _decider(rows: Sequence[Candidacy]) -> Organisation:
    assert rows[0].decider is not None
    return rows[0].decider


def _about(rows: Sequence[Candidacy]) -> dict[str, object]:
    return {"what": WHAT, "candidacies": [one.pk for one in rows]}


def _drafted(kind: str, rows: Sequence[Candidacy], year: int, paper: Outgoing, by: User, at: datetime) -> Decision:
    made = Decision.objects.create(
        kind=kind, programme=rows[0].programme, year=year, organisation=paper.organisation, paper=paper, by=by, at=at
    )
    made.candidacies.set(rows)
    LogEntry.record(by, "draft_decision", made, at, paper.organisation, decides=kind, units=len(rows))
    return made


def take_effect(paper: Outgoing, by: User, at: datetime) -> None:
    """What the decision does when it gets its number, in that transaction. Raises Refused: then it gets none."""
    decision = Decision.objects.get(paper=paper)
    rows = {one.pk: one for one in decision.candidacies.all()}
    ordered = [rows[pk] for pk in paper.about["candidacies"]]
    if decision.kind == Decision.RECOGNISE:
        for candidacy in ordered:
            _recognise(candidacy, decision, paper, by, at)
        return
    for candidacy, ground in zip(ordered, grounds_in(paper.paper), strict=True):
        _withdraw(candidacy, ground, decision, paper, by, at)


def _recognise(candidacy: Candidacy, decision: Decision, paper: Outgoing, by: User, at: datetime) -> None:
    take(candidacy, "decide", by, at, paper.title, decision=decision)
    assert paper.issued_on is not None
    Recognition.objects.create(candidacy=candidacy, decision=decision, recognised_on=paper.issued_on)


def _withdraw(candidacy: Candidacy, ground: str, decision: Decision, paper: Outgoing, by: User, at: datetime) -> None:
    take(candidacy, "withdraw_recognition", by, at, f"{paper.title}: {ground}", decision=decision)
    found = Recognition.objects.get(candidacy=candidacy)
    found.ended_on, found.ended_by = paper.issued_on, decision
    found.save(update_fields=["ended_on", "ended_by"])
    Certificate.objects.filter(recognition=found, withdrawn_on=None).update(withdrawn_on=paper.issued_on)


AFTERWARDS[WHAT] = take_effect
