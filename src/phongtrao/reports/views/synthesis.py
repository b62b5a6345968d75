from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import WRITING, page, person, visible, visible_or_404
from phongtrao.documents.letterhead import AddressedForm
from phongtrao.documents.paper_files import paper_to_browser
from phongtrao.files import Refusal, inspect
from phongtrao.look import wrong_in
from phongtrao.procedure import Refused
from phongtrao.reports import paragraphs as paragraph_deeds
from phongtrao.reports import synthesise
from phongtrao.reports.models import Synthesis, SynthesisParagraph
from phongtrao.reports.stated import State, Stated, changed_since, counted_now, state_of
from phongtrao.reports.summed import Question, missing
from phongtrao.reports.synthesis_forms import FigureForm, HeldForm
from phongtrao.reports.synthesis_letter import as_of, draft_paper, held_against, letterhead, preview
from phongtrao.reports.views.asked import BASIS, question
from phongtrao.reports.views.roll_up import REACH
from phongtrao.reports.views.timeliness import choice
from phongtrao.work.desk import names_of
from vanban.intake import Unreadable

ROWS = 50
WRITER, LEADER = "người xử lý việc của đơn vị tổng hợp", "lãnh đạo đơn vị tổng hợp"
AT_HAND = ("form__versions", "form__indicators", "organisation__versions")
WHOLE = ("form", "version", "organisation", "signed_by", "paper", "opened_by")


@page(relation=REACH)
def syntheses(request: HttpRequest) -> HttpResponse:
    """The way to the figures of a form, a period and a body, and what was written of them."""
    asked = choice(request)
    if asked and "xem" in request.GET:
        return redirect("roll_up", asked.form.name, asked.of.key, asked.body.code)
    found = visible(request, Synthesis.objects).select_related("form", "organisation").order_by("-period", "-pk")
    rows = Paginator(found, ROWS).get_page(request.GET.get("trang"))
    names = names_of({row.organisation_id for row in rows}, words.today(request))
    lines = [(row, names[row.organisation_id]) for row in rows]
    return render(request, "reports/syntheses.html", {"rows": rows, "lines": lines, "asked": asked})


@page(WRITING, relation=WRITER, deed=True)
@require_POST
def open_synthesis(request: HttpRequest, form: str, period: str, code: str) -> HttpResponse:
    asked = question(request, form, period, code)
    basis = request.POST.get("basis", "accepted")
    try:
        row, new = synthesise.open_synthesis(asked.form, asked.of, asked.body, basis, person(request), words.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("roll_up", form=form, period=period, code=code)
    messages.success(request, "Đã lập bản tổng hợp." if new else "Kỳ này đang có một bản dự thảo; xin làm tiếp ở đây.")
    return redirect("synthesis", pk=row.pk)


@page(relation=REACH)
def synthesis(request: HttpRequest, pk: int) -> HttpResponse:
    """A synthesis: its figures by section, paragraphs, who is missing, and what may be done with it."""
    row = visible_or_404(request, Synthesis.objects.select_related(*WHOLE).prefetch_related(*AT_HAND), pk=pk)
    user, day = person(request), words.today(request)
    state = state_of(row)
    is_signed = row.state == Synthesis.SIGNED
    asked = Question(row.form, row.of, row.organisation, row.basis)
    shown = {
        "row": row,
        "name": row.organisation.name_on(row.of.last),
        "sections": _sections(row, state),
        "counted": len(state.counted),
        "missing": missing(asked, state.missing, as_of(row, day)),
        "writes": not is_signed and synthesise.may_write(row.organisation, user, day),
        "signs": not is_signed and synthesise.may_sign(row.organisation, user, day),
        "digest": state.digest,
        "is_signed": is_signed,
        "asked": asked,
        "before": row.of.a_year_before(),
        "basis_key": next((key for key, basis in BASIS.items() if basis == row.basis), ""),
    }
    return render(request, "reports/synthesis.html", shown)


def _sections(row: Synthesis, state: State) -> list[dict[str, Any]]:
    """The form's sections in order, each with its figures (and what they are now) and its questions' paragraphs."""
    changed = changed_since(state, counted_now(row)) if row.state == Synthesis.SIGNED else {}
    paragraphs = list(row.paragraphs.select_related("by").prefetch_related("sources__edition__report"))
    bodies = {s.edition.report.organisation_id for p in paragraphs for s in p.sources.all()}
    names = names_of(bodies, row.of.last)
    sections = []
    for name, title in row.version.said.sections:
        lines = [_line(one, changed) for one in state.figures if one.indicator.section == name]
        questions = [
            (one, [(p, _sources(p, names)) for p in paragraphs if p.question == one.name])
            for one in row.version.said.questions
            if one.section == name
        ]
        if lines or questions:
            sections.append({"name": name, "title": title, "lines": lines, "questions": questions})
    return sections


def _line(one: Stated, changed: dict[str, Stated]) -> dict[str, Any]:
    form = FigureForm(auto_id=f"id_{one.indicator.name}_%s")
    if one.indicator.type != "share":
        del form.fields["base"]
    return {"figure": one, "now": changed.get(one.indicator.name), "form": form}


def _sources(paragraph: SynthesisParagraph, names: dict[int, str]) -> list[str]:
    return sorted({names[s.edition.report.organisation_id] for s in paragraph.sources.all()})


@page(WRITING, relation=WRITER, deed=True)
@require_POST
def change_figure(request: HttpRequest, pk: int, indicator: str) -> HttpResponse:
    row = visible_or_404(request, Synthesis.objects, pk=pk)
    form = FigureForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(wrong_in(form))
        given = form.cleaned_data
        typed = given["value"], given["base"], given["reason"]
        synthesise.change_figure(row, indicator, *typed, person(request), words.now())
        messages.success(
            request,
            "Đã ghi số sửa tay; số tổng hợp vẫn hiện bên cạnh." if given["value"] else "Đã lấy lại số tổng hợp.",
        )
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(reverse("synthesis", args=[pk]) + f"#so-{indicator}")


@page(WRITING, relation=WRITER, deed=True)
@require_POST
def change_paragraph(request: HttpRequest, pk: int) -> HttpResponse:
    row = visible_or_404(request, SynthesisParagraph.objects.select_related("synthesis"), pk=pk)
    deed, text, was = (request.POST.get(name, "") for name in ("deed", "text", "was"))
    try:
        paragraph_deeds.change_paragraph(row, deed, person(request), words.now(), text, was)
        messages.success(request, "Đã ghi.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(reverse("synthesis", args=[row.synthesis_id]) + f"#loi-{row.question}")


@page(WRITING, relation=LEADER, deed=True)
@require_POST
def sign_synthesis(request: HttpRequest, pk: int) -> HttpResponse:
    row = visible_or_404(request, Synthesis.objects, pk=pk)
    try:
        synthesise.sign_synthesis(row, person(request), words.now(), request.POST.get("seen", ""))
        messages.success(request, "Đã ký; số liệu của bản này không đổi nữa.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("synthesis", pk=pk)


@page(WRITING, relation="văn thư, đầu mối, lãnh đạo của đơn vị tổng hợp", deed=True)
def synthesis_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The letterhead; sent, the paper stands as a draft among the body's outgoing ones."""
    row = visible_or_404(request, Synthesis.objects.select_related(*WHOLE), pk=pk)
    day = words.today(request)
    given = request.POST if request.method == "POST" else None
    form = AddressedForm(given, initial=letterhead(row, day))
    if given is not None and form.is_valid():
        try:
            paper = draft_paper(row, form.head(), form.addressed(), person(request), words.now())
            messages.success(request, "Đã lập dự thảo báo cáo tổng hợp.")
            return redirect("outgoing", pk=paper.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    shown = {"row": row, "form": form, "is_signed": row.state == Synthesis.SIGNED}
    return render(request, "reports/synthesis_paper.html", shown, status=400 if form.errors else 200)


@page(relation=REACH)
def synthesis_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The paper as it would be now, as Word or PDF; once it is drafted, as it was drafted."""
    row = visible_or_404(request, Synthesis.objects.select_related(*WHOLE), pk=pk)
    paper = row.paper.paper if row.paper else preview(row, words.today(request))
    return paper_to_browser(request, paper, form, row.title, "synthesis", row.pk)


@page(relation=f"{REACH}; tệp chỉ đọc, không lưu lại", deed=True)
def hold_synthesis(request: HttpRequest, pk: int) -> HttpResponse:
    """A Word file that was edited by hand and comes back: which figures it changed. Nothing is kept of it."""
    row = visible_or_404(request, Synthesis.objects.select_related(*WHOLE), pk=pk)
    form = HeldForm(request.POST or None, request.FILES or None)
    changed = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            raw = inspect(given["file"].name, given["file"], given["secret_free"]).raw
            changed = held_against(row, raw, words.today(request))
        except (Refusal, Unreadable) as refused:
            form.add_error("file", str(refused).splitlines())
    shown = {"row": row, "form": form, "changed": changed}
    return render(request, "reports/hold_synthesis.html", shown, status=400 if form.errors else 200)
