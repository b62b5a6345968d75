from __future__ import annotations

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from phongtrao import words
from phongtrao.access import page, person, visible, visible_or_404
from phongtrao.charts import Chart, as_svg
from phongtrao.hand_out import asked_format, to_browser
from phongtrao.organisations import tree
from phongtrao.organisations.carry import NotOnMap
from phongtrao.reports import origin
from phongtrao.reports.form import Indicator as FormIndicator
from phongtrao.reports.form import Value
from phongtrao.reports.models import Indicator, Synthesis
from phongtrao.reports.origin_now import places
from phongtrao.reports.periods import Period
from phongtrao.reports.roll_up import Part, parts_of
from phongtrao.reports.stated import state_of
from phongtrao.reports.summed import NO_FIGURE, Question, Section, Summed, chart_of, printed, summed, total_words
from phongtrao.reports.synthesise import may_write
from phongtrao.reports.todays_map import pieces_now, total_of
from phongtrao.reports.views.asked import question

REACH = "đơn vị mình và cấp dưới"
ROWS, PLACES = 200, 50


@page(relation=REACH)
def roll_up(request: HttpRequest, form: str, period: str, code: str) -> HttpResponse:
    """What the reports below a body add up to, by section, with charts and who is missing."""
    asked, day = question(request, form, period, code), words.today(request)
    wrong = ""
    try:
        found = summed(asked, day)
    except NotOnMap as error:
        found, wrong = Summed((), 0, ()), str(error)
    if (ending := asked_format(request)) and not wrong:
        return to_browser(printed(asked, found, day), ending)
    written = _syntheses(request, asked)
    has_draft = any(one.state == Synthesis.DRAFT for one in written)
    shown = {
        "asked": asked,
        "name": asked.body.name_on(asked.of.last),
        "found": found,
        "wrong": wrong,
        "sections": [(section, _compared(section, asked.of)) for section in found.sections],
        "before": asked.of.a_year_before(),
        "syntheses": written,
        "may_open": not has_draft and may_write(asked.body, person(request), day),
    }
    return render(request, "reports/roll_up.html", shown)


def _compared(section: Section, of: Period) -> str:
    """The section's totals beside those of the year before; nothing where that year has none to compare with."""
    has_before = any(line.before.value is not None for line in section.lines)
    return drawn(chart_of(section, of)) if has_before else ""


def drawn(chart: Chart) -> str:
    """The chart for a template: its words were escaped where it was drawn."""
    return mark_safe(as_svg(chart))


def _syntheses(request: HttpRequest, asked: Question) -> list[Synthesis]:
    rows = visible(request, Synthesis.objects).filter(form=asked.form, period=asked.of.key, organisation=asked.body)
    return list(rows.select_related("form"))


@page(relation=REACH)
def figure_origin(request: HttpRequest, form: str, period: str, code: str, indicator: str) -> HttpResponse:
    """Từ đâu? The cells that a total is made of."""
    asked = question(request, form, period, code)
    form_then = asked.said
    said = next((one for one in (form_then.indicators if form_then else ()) if one.name == indicator), None)
    row = next((one for one in asked.form.indicators.all() if one.name == indicator), None)
    if said is None or row is None:
        raise Http404
    return (_origin_now if asked.map == "now" else _origin_then)(request, asked, said, row)


def _origin_then(request: HttpRequest, asked: Question, said: FormIndicator, row: Indicator) -> HttpResponse:
    """As it was in the period: by body of then, or as a signed synthesis keeps it."""
    below = tree.below_told(asked.body.pk, asked.of.last)
    parts = parts_of(asked.form, asked.of, asked.body, row, asked.basis, below)
    years = origin.by_year(row, asked, below)
    kept, total = _kept(request, asked, said.name) or (None, years[asked.of.key].value)
    cells = origin.cells(asked.form, asked.of, said, kept if kept is not None else parts, parts)
    shown = {
        "asked": asked,
        "name": asked.body.name_on(asked.of.last),
        "indicator": said,
        "total": total_words(said, total),
        "by_year": drawn(origin.chart_by_year(said, years)),
        "is_kept": kept is not None,
        "most": origin.MOST_DRAWN,
        "chart": drawn(origin.chart_of(said, asked.of, cells)),
        "rows": Paginator(cells, ROWS).get_page(request.GET.get("trang")),
    }
    return render(request, "reports/figure_origin.html", shown)


def _origin_now(request: HttpRequest, asked: Question, said: FormIndicator, row: Indicator) -> HttpResponse:
    """The same on today's map: by area of today."""
    day = words.today(request)
    shown = {"asked": asked, "name": asked.body.name_on(day), "indicator": said, "said": NO_FIGURE}
    try:
        pieces = pieces_now(row, asked.of, asked.body, asked.basis, day)
    except NotOnMap as error:
        return render(request, "reports/origin_now.html", {**shown, "wrong": str(error)})
    total = total_of(row, pieces)
    found = places(row, said, asked.of, pieces, day)
    rows = Paginator(found, PLACES).get_page(request.GET.get("trang"))
    shown |= {"said": total_words(said, total.value), "total": total, "rows": rows}
    return render(request, "reports/origin_now.html", shown)


def _kept(request: HttpRequest, asked: Question, indicator: str) -> tuple[Sequence[Part], Value | None] | None:
    """The cells that a signed synthesis keeps, where `?ban=` names one, and the total."""
    named = request.GET.get("ban", "")
    if not named.isdecimal():
        return None
    rows = Synthesis.objects.filter(form=asked.form, period=asked.of.key, organisation=asked.body)
    signed = visible_or_404(request, rows.select_related("version"), pk=int(named), state=Synthesis.SIGNED)
    figure = state_of(signed).figure(indicator)
    if figure is None:
        raise Http404
    return figure.parts, figure.counted
