"""What the desk shows of models besides those on their way: reviews that wait for a word, mending, reviews and repairs
that are owed."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q

from phongtrao.access import WRITING
from phongtrao.initiatives.models import STANDING, Initiative, Repair, Review
from phongtrao.initiatives.procedure_of import DECIDES
from phongtrao.initiatives.reviewing import is_overdue, year_owed
from phongtrao.organisations.models import User
from phongtrao.words import day_in_words
from phongtrao.work.desk import names_of
from phongtrao.work.models import desk_ids
from phongtrao.work.page_blocks import Block

MOST = 10
"""Models that a desk shows."""
LOOKED_AT = 200
"""Of how many it is asked what is owed: a desk that a province decides at stays quick."""


def of_desk(user: User, day: date) -> Block | None:
    """Models at work on which something is the person's; three queries at most."""
    runs, decides = desk_ids(user, day, WRITING), desk_ids(user, day, DECIDES)
    late = Repair.objects.late(day).filter(case=OuterRef("pk"))
    unsaid = Review.objects.last_ones().filter(case=OuterRef("pk"), verdict="")
    rows = Initiative.objects.filter(state__in=STANDING).annotate(repairs_late=Exists(late), unsaid=Exists(unsaid))
    rows = (
        rows.filter(Q(organisation__in=runs) | Q(decider__in=decides, unsaid=True)) if runs or decides else rows.none()
    )
    found = rows.select_related("kind").prefetch_related(Prefetch("reviews", Review.objects.closed())).order_by("pk")
    owed = [(one, said) for one in found[:LOOKED_AT] if (said := _owed(one, runs, decides, day))]
    if not owed:
        return None
    names = names_of({one.organisation_id for one, _ in owed[:MOST]}, day)
    lines = [(one, names[one.organisation_id], said) for one, said in owed[:MOST]]
    return Block("initiatives/of_desk.html", {"lines": lines, "more": len(owed) > MOST})


def _owed(one: Initiative, runs: set[int], decides: set[int], day: date) -> list[str]:
    """What is the person's to do on a model, in words."""
    said = []
    if one.decider_id in decides and one.unsaid:  # type: ignore[attr-defined]
        said.append("Đánh giá năm đã chốt, chờ ý kiến của cơ quan quyết định.")
    if one.organisation_id not in runs:
        return said
    if one.mend_by:
        said.append(f"Phải củng cố xong trước hết ngày {day_in_words(one.mend_by)}.")
    if is_overdue(one, day):
        said.append(f"Chưa chốt đánh giá năm {year_owed(one, day)}.")
    if one.repairs_late:  # type: ignore[attr-defined]
        said.append("Có thiết bị quá hạn sửa chữa.")
    return said
