from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from phongtrao import words
from phongtrao.access import WRITING, page, person
from phongtrao.kept_apart import Saved
from phongtrao.money.line_figures import STAGES, Figure, Given, held_against, save_figures, stands, why_not
from phongtrao.money.machine import MACHINE
from phongtrao.money.models import Estimate
from phongtrao.money.sums import sums_of
from phongtrao.procedure import Refused
from phongtrao.work.views.cases import found_case

SAME = "nhu-tren"
"""The button that takes over the figure before for every line that has none yet."""


@page(WRITING, relation="cơ quan thẩm định, không phải người lập dự toán; sau đó cơ quan phê duyệt", deed=True)
def estimate_figures(request: HttpRequest, pk: int) -> HttpResponse:
    """What each line comes to by finance, or by who approves, with the reason where it is another sum."""
    case, user = found_case(MACHINE, request, pk, "funding"), person(request)
    if why := why_not(case, user, words.today(request)):
        raise PermissionDenied(why)
    if request.method != "POST":
        return _page(request, case, {}, Saved())
    given = _given(request, case)
    try:
        done = save_figures(case, given, user, words.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("estimate", pk=pk)
    if done.wrong or done.conflicts:
        messages.warning(request, "Một số khoản chưa ghi được, xin xem từng dòng; các khoản khác đã lưu.")
        return _page(request, case, given, done)
    messages.success(request, f"Đã lưu {len(done.written)} khoản.")
    return redirect("estimate_figures" if SAME in request.POST else "estimate", pk=pk)


def _given(request: HttpRequest, case: Estimate) -> dict[int, Given]:
    """What was typed for each line, with what stood there when the page was drawn."""
    stage, sent, found = STAGES[case.state], request.POST, {}
    for row in case.lines.all():
        key = f"{row.number}"
        if f"v-{key}" not in sent:
            continue
        mine = Figure(sent[f"v-{key}"].strip(), sent.get(f"r-{key}", "").strip())
        if SAME in sent and not mine.amount and not mine.reason:
            mine = Figure(str(held_against(row, stage)))
        found[row.number] = Given(mine, Figure(sent.get(f"w-{key}", ""), sent.get(f"wr-{key}", "")))
    return found


def _page(request: HttpRequest, case: Estimate, given: dict[int, Given], done: Saved[Figure]) -> HttpResponse:
    stage = STAGES[case.state]
    rows: list[dict[str, Any]] = []
    for row in case.lines.all():
        key, now = str(row.number), stands(row, stage)
        kept = row.number in given and (key in done.wrong or key in done.conflicts)
        rows.append({
            "row": row, "said": row.said, "before": held_against(row, stage), "now": now,
            "mine": given[row.number].mine if kept else now,
            "wrong": done.wrong.get(key, ""), "conflict": done.conflicts.get(key),
        })  # fmt: skip
    shown = {"case": case, "stage": stage, "rows": rows, "sums": sums_of(case.said_lines())}
    left = sum(1 for one in rows if not one["now"].amount)
    status = 400 if done.wrong or done.conflicts else 200
    return render(request, "money/estimate_figures.html", {**shown, "left": left}, status=status)
