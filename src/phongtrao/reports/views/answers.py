from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import WRITING, page, person, visible, visible_or_404
from phongtrao.procedure import Refused
from phongtrao.reports import paragraphs as deeds
from phongtrao.reports.cells import NOTHING
from phongtrao.reports.form import Question as Asked
from phongtrao.reports.models import Answer, Synthesis
from phongtrao.reports.paragraphs import Picked
from phongtrao.reports.sentences import sentences
from phongtrao.reports.summed import Question
from phongtrao.reports.synthesise import may_write
from phongtrao.reports.views.asked import question
from phongtrao.reports.views.roll_up import REACH
from phongtrao.words import fold
from phongtrao.work.desk import names_of


@dataclass(frozen=True, slots=True)
class Said:
    """What one body answers, parted into sentences, each with what a form calls it."""

    name: str
    answer: Answer
    sentences: list[tuple[str, str]]


@page(relation=REACH)
def answers(request: HttpRequest, form: str, period: str, code: str) -> HttpResponse:
    """Answers in words beside each other by question, each with its unit; a writer picks sentences of them."""
    asked, day = question(request, form, period, code), words.today(request)
    draft = visible(request, Synthesis.objects).filter(
        form=asked.form, period=asked.of.key, organisation=asked.body, state=Synthesis.DRAFT
    )
    may = may_write(asked.body, person(request), day)
    synthesis = draft.select_related("form", "organisation", "version").first() if may else None
    basis = synthesis.basis if synthesis else asked.basis
    told = _by_question(asked, list(deeds.answers_of(asked.form, asked.of, asked.body, basis)))
    written = list(synthesis.paragraphs.all()) if synthesis else []
    shown = {
        "asked": asked,
        "name": asked.body.name_on(asked.of.last),
        "questions": [(one, *_apart(said), [p for p in written if p.question == one.name]) for one, said in told],
        "synthesis": synthesis,
        "may_open": may,
    }
    return render(request, "reports/answers.html", shown)


def _by_question(asked: Question, found: list[Answer]) -> list[tuple[Asked, list[Said]]]:
    names = names_of({answer.edition.report.organisation_id for answer in found}, asked.of.last)
    told: dict[str, list[Said]] = {}
    for answer in found:
        parts = [(f"{answer.pk}.{nth}", text) for nth, text in enumerate(sentences(answer.text))]
        told.setdefault(answer.question, []).append(Said(names[answer.edition.report.organisation_id], answer, parts))
    said = asked.said
    questions = said.questions if said else ()
    return [(one, sorted(told.get(one.name, []), key=lambda said: said.name)) for one in questions]


def _apart(said: list[Said]) -> tuple[list[Said], list[str]]:
    """Answers that say something, and names of bodies to which nothing happened."""
    nothing = [one.name for one in said if fold(one.answer.text.strip(" .")) == fold(NOTHING)]
    return [one for one in said if one.name not in nothing], nothing


@page(WRITING, relation="người xử lý việc của đơn vị tổng hợp", deed=True)
@require_POST
def pick_sentences(request: HttpRequest, pk: int) -> HttpResponse:
    """Sentences that were ticked become a paragraph, or go to the end of one."""
    synthesis = visible_or_404(request, Synthesis.objects.select_related("form", "organisation"), pk=pk)
    asked, onto = request.POST.get("question", ""), request.POST.get("onto", "")
    try:
        picked = [_picked(said) for said in request.POST.getlist("cau")]
        known = int(onto) if onto.isdecimal() else None
        deeds.pick(synthesis, asked, picked, person(request), words.now(), known)
        messages.success(request, "Đã đưa các câu vào bản tổng hợp. Xin chọn tiếp, hoặc mở «Bản tổng hợp».")
    except Refused as refused:
        messages.error(request, str(refused))
    of = synthesis.form.name, synthesis.period, synthesis.organisation.code
    return redirect(reverse("answers", args=of) + f"#cau-{slugify(asked)}")


def _picked(said: str) -> Picked:
    answer, _, nth = said.partition(".")
    if not answer.isdecimal() or not nth.isdecimal():
        raise Refused("Có câu không đúng; xin tải lại trang.")
    return Picked(int(answer), int(nth))
