"""Tờ trình of who appraises: the units that passed, proposed to who decides in one paper with its list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from phongtrao.documents.issue import ISSUING, draft, may_write
from phongtrao.documents.letterhead import last_letterhead, offered_symbol, written_out
from phongtrao.documents.models import Outgoing
from phongtrao.organisations.models import Organisation, User
from phongtrao.procedure import Refused
from phongtrao.recognition.decision_paper import by_subject, proposal_to_decide, units_to_recognise
from phongtrao.recognition.models import Candidacy
from phongtrao.words import HANOI
from phongtrao.work.models import Programme
from vanban.paper.reminder import Letterhead

KIND, WHAT = "to_trinh", "recognition_proposal"
NOT_YOURS = "Tờ trình do văn thư, đầu mối hoặc lãnh đạo của cơ quan thẩm định lập."


def papers() -> QuerySet[Outgoing]:
    """Such papers, drafts too; those that were dropped left out."""
    return Outgoing.objects.filter(about__what=WHAT).exclude(state=Outgoing.DROPPED)


def to_propose(programme: Programme, year: int, body: Organisation) -> list[Candidacy]:
    """Proposed candidacies that the body appraised and that stand in no such paper yet, in the order of the list."""
    rows = Candidacy.objects.of_year(programme, year).filter(state="proposed", appraiser=body).exclude(pk__in=_told())
    return list(rows.select_related("organisation__area", "rules", "decider"))


def _told() -> set[int]:
    """Ids of the candidacies that stand in such a paper."""
    return {pk for about in papers().values_list("about", flat=True) for pk in _ids(about)}


def _ids(about: dict[str, Any]) -> list[int]:
    return list(about.get("candidacies", ()))


def waiting_for(user: User, day: date) -> list[tuple[Programme, int, int]]:
    """Programmes and years for which the user may write the paper, and how many units it would name."""
    rows = Candidacy.objects.filter(state="proposed").exclude(pk__in=_told())
    rows = rows.filter(appraiser__in=user.body_ids(day, set(ISSUING))).select_related("programme")
    counted = Counter((one.programme, one.year) for one in rows)
    return sorted(((*key, count) for key, count in counted.items()), key=lambda one: (one[0].name, -one[1]))


def proposer(user: User, day: date, programme: Programme) -> Organisation | None:
    """The appraising body of the programme for which the user writes papers."""
    bodies = Organisation.objects.filter(pk__in=programme.candidacies.order_by().values("appraiser"))
    return next((body for body in bodies if may_write(body, user, day)), None)


def letterhead(body: Organisation, day: date) -> dict[str, Any]:
    """What the body's last paper of the kind had, for the fields of `LetterheadForm`."""
    had = last_letterhead(body, day, KIND)
    return had | {"symbol": had.get("symbol") or offered_symbol(KIND, had["agency"])}


@transaction.atomic
def draft_proposal(candidacies: Iterable[Candidacy], head: Letterhead, by: User, at: datetime) -> Outgoing:
    """The draft of the paper, under the papers of who appraised. Raises Refused; then nothing is written."""
    day = at.astimezone(HANOI).date()
    rows = by_subject(candidacies, day)
    _check(rows, by, day)
    appraiser, decider = rows[0].appraiser, rows[0].decider
    assert appraiser is not None
    whom = written_out(decider.name_on(day)) if decider else "…"
    paper = proposal_to_decide(rows[0].rules.said, rows[0].year, units_to_recognise(rows, day), head, whom)
    return draft(paper, appraiser, by, at, {"what": WHAT, "candidacies": [one.pk for one in rows]})


def _check(rows: Sequence[Candidacy], by: User, day: date) -> None:
    if not rows:
        raise Refused("Xin chọn ít nhất một đơn vị.")
    if len({(one.programme_id, one.year, one.appraiser_id, one.decider_id) for one in rows}) > 1:
        raise Refused("Mỗi tờ trình của một phong trào, một năm, một cơ quan quyết định; xin chọn lại.")
    if rows[0].appraiser is None or not may_write(rows[0].appraiser, by, day):
        raise Refused(NOT_YOURS)
    if wrong := [str(one) for one in rows if one.state != "proposed"]:
        raise Refused(f"Chưa ở trạng thái đã trình, xin bỏ khỏi danh sách: {'; '.join(wrong)}.")


def last_number(candidacies: Sequence[Candidacy]) -> str:
    """`số 12/TTr-CAT ngày 22/11/2026` of the issued paper that names all of these; empty where there is none."""
    wanted = {one.pk for one in candidacies}
    issued = papers().filter(state=Outgoing.ISSUED).order_by("-issued_on", "-pk")
    for paper in issued.filter(organisation__in={one.appraiser_id for one in candidacies if one.appraiser_id}):
        if wanted <= set(_ids(paper.about)):
            return f"số {paper.code} ngày {paper.issued_on:%d/%m/%Y}"
    return ""
