from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from phongtrao import words
from phongtrao.access import page, person, visible, visible_or_404
from phongtrao.hand_out import asked_format, to_browser
from phongtrao.recognition.criteria import SAMPLE
from phongtrao.recognition.models import Score
from phongtrao.recognition.own_candidacy import is_scoring, writes_for
from phongtrao.recognition.score_entry import entry_of
from phongtrao.recognition.shown_score import named, printed, seal_of

WITH = ("candidacy__organisation", "candidacy__rules", "candidacy__programme", "criteria", "member", "sent_by")


@page(relation="người xem được hồ sơ; điểm thành viên khác: sau khi mình đã chấm, mọi người: khi thẩm định đã kết luận")
def score(request: HttpRequest, pk: int) -> HttpResponse:
    """A score as it stands or was sealed, with the earlier ones of its kind."""
    row = visible_or_404(request, Score.objects.select_related(*WITH), pk=pk)
    user, day = person(request), words.today(request)
    entry = entry_of(row, user, day)
    if ending := asked_format(request):
        return to_browser(printed(row, entry), ending)
    same = visible(request, Score.objects.filter(candidacy=row.candidacy_id, kind=row.kind, member=row.member_id))
    is_open = row.kind == Score.SELF and row.sent_at is None and is_scoring(row.candidacy)
    shown = {
        "row": row,
        "entry": entry,
        "title": named(row),
        "seal": seal_of(row),
        "sample": SAMPLE if row.criteria.sample else "",
        "others": same.exclude(pk=row.pk).order_by("-pk"),
        "writes": is_open and writes_for(row.candidacy, user, day),
    }
    return render(request, "recognition/score.html", shown)
