"""Pages of cases, for apps to wrap: what the page of one shows of its deeds and papers; a deed; a paper, its file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from phongtrao import words
from phongtrao.access import person, visible, visible_or_404
from phongtrao.documents.issue import may_write
from phongtrao.documents.letterhead import AddressedForm
from phongtrao.documents.models import Outgoing
from phongtrao.documents.paper_files import PAPER_FORMATS, paper_to_browser
from phongtrao.documents.preview import preview as lines_of
from phongtrao.files import Refusal
from phongtrao.look import wrong_in
from phongtrao.procedure import Refused, Step
from phongtrao.work import case_papers
from phongtrao.work.case_forms import CaseDeedForm, SignedPaperForm
from phongtrao.work.case_papers import Part, Wanted, parts, wanted_paper
from phongtrao.work.case_posts import posts
from phongtrao.work.cases import STALE, move, open_deeds
from phongtrao.work.machine import Case, Machine
from phongtrao.work.views.taking import stored
from vanban.paper import Paper

Page = Callable[[HttpRequest, Case, CaseDeedForm | None], HttpResponse]
"""Draws the page of a case, with a form as it was sent."""
SEEN = ("by", "post__organisation", "post__deputy_for__user")


def found_case(machine: Machine, request: HttpRequest, pk: int, *related: str) -> Case:
    """The case through the gate, or 404."""
    return visible_or_404(request, machine.cases.objects.select_related(*related), pk=pk)


def case_context(machine: Machine, request: HttpRequest, case: Case, bound: CaseDeedForm | None = None) -> Any:
    """What `work/case_deeds.html`, `work/case_papers.html` and `work/case_history.html` read."""
    user, day = person(request), words.today(request)
    history = list(machine.deeds.objects.filter(case=case).select_related(*SEEN))
    said = machine.procedure.words
    return {
        "case": case,
        "machine": machine,
        "badge": machine.badge_of(case),
        "next": machine.next_words.get(case.state, ""),
        "roles": posts(machine, case, user, day),
        "deeds": [_deed(machine, request, case, step, len(history), bound) for step in _open(machine, request, case)],
        "papers": _lines(machine, request, case),
        "history": [(one, said.get(one.deed, "Lập hồ sơ")) for one in history],
        "text_kind": f"loi-{machine.name}",
        "file_kind": f"tep-{machine.name}",
    }


def _open(machine: Machine, request: HttpRequest, case: Case) -> list[Step]:
    return open_deeds(machine, case, person(request), words.today(request))


def _deed(
    machine: Machine, request: HttpRequest, case: Case, step: Step, seen: int, bound: CaseDeedForm | None
) -> dict[str, Any]:
    form = bound if bound is not None and bound.prefix == step.deed else CaseDeedForm(step, seen)
    address = reverse(f"{machine.name}_deed", args=[case.pk, step.deed])
    return {"step": step, "word": machine.procedure.words[step.deed], "form": form, "address": address}


def _lines(machine: Machine, request: HttpRequest, case: Case) -> list[dict[str, Any]]:
    """The papers as the page of a case shows them; which outgoing ones the person sees is asked once."""
    found = parts(machine, case)
    papers = [part.there.outgoing_id for part in found if part.there and part.there.outgoing_id]
    seen = set(visible(request, Outgoing.objects).filter(pk__in=papers).values_list("pk", flat=True))
    return [_line(machine, request, case, part, seen) for part in found]


def _line(machine: Machine, request: HttpRequest, case: Case, part: Part, seen: set[int]) -> dict[str, Any]:
    wanted = Wanted(machine, case, part.asked, person(request), words.today(request))
    writes, outgoing = case_papers.may_put_in(wanted), part.there.outgoing if part.there else None
    here = [case.pk, part.asked.name]
    return {
        "part": part,
        "whose": machine.procedure.words[part.asked.role],
        "writes": reverse(f"{machine.name}_paper", args=here) if writes else "",
        "outgoing": outgoing if outgoing and outgoing.pk in seen else None,
        "files": [
            (ending, reverse(f"{machine.name}_paper_file", args=[*here, ending])) for ending in PAPER_FORMATS
        ] if outgoing and (part.is_whole or writes) else [],
    }  # fmt: skip


def _opens(wanted: Wanted, there: Any) -> bool:
    """Whether the person may read a paper that was drafted here: a draft only who writes it."""
    return there.is_whole or case_papers.may_put_in(wanted)


def answer_deed(machine: Machine, request: HttpRequest, pk: int, deed: str, shown: Page) -> HttpResponse:
    """Take a deed that the page of a case sends, and go back there.

    What is missing is said on the page, `shown` once more with what was typed.
    """
    case, user = found_case(machine, request, pk), person(request)
    steps = [s for s in machine.procedure.steps if s.deed == deed and deed not in machine.own_pages]
    if not steps:
        raise Http404
    step = next((s for s in steps if case.state in s.before), steps[0])
    form = CaseDeedForm(step, 0, request.POST)
    try:
        if not form.is_valid():
            raise Refused(wrong_in(form))
        given = form.cleaned_data
        if given["seen"] != case.deeds.count():
            raise Refused(STALE)
        move(machine, case, deed, user, words.now(), given.get("note", ""), given.get("day"))
    except Refused as refused:
        messages.error(request, str(refused))
        return shown(request, case, form)
    messages.success(request, f"Đã ghi: {machine.procedure.words[deed]}.")
    return redirect(machine.name, pk=pk)


def paper_page(machine: Machine, request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """A paper as it would be now: drafted among the body's outgoing ones, or the file of a signed one put in."""
    wanted = _wanted(machine, request, pk, name)
    try:
        case_papers.check_may_put_in(wanted)
    except Refused as refused:
        raise PermissionDenied(str(refused)) from refused
    head, file = AddressedForm(initial=_head(wanted)), SignedPaperForm()
    if request.method == "POST":
        if "attach" in request.POST:
            file = SignedPaperForm(request.POST, request.FILES)
        else:
            head = AddressedForm(request.POST)
        if (file.is_bound and _attached(request, wanted, file)) or (head.is_bound and _drafted(wanted, head)):
            messages.success(request, "Đã đưa vào hồ sơ.")
            return redirect(machine.name, pk=pk)
    return _shown(request, wanted, head, file)


def _wanted(machine: Machine, request: HttpRequest, pk: int, name: str) -> Wanted:
    case = found_case(machine, request, pk)
    wanted = wanted_paper(machine, case, name, person(request), words.today(request))
    if wanted is None:
        raise Http404
    return wanted


def _head(wanted: Wanted) -> dict[str, Any]:
    try:
        return case_papers.letterhead(wanted)
    except Refused:
        return {}


def _drafted(wanted: Wanted, form: AddressedForm) -> bool:
    if not form.is_valid():
        return False
    try:
        case_papers.draft_in(wanted, form.head(), form.addressed(), words.now())
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _attached(request: HttpRequest, wanted: Wanted, form: SignedPaperForm) -> bool:
    if not form.is_valid():
        return False
    given, user = form.cleaned_data, person(request)
    try:
        with transaction.atomic():
            case_papers.file_in(wanted, words.now(), lambda: stored(given, user), given["number"], given["signed_on"])
    except (Refusal, Refused) as refused:
        form.add_error("file", str(refused))
        return False
    return True


def _shown(request: HttpRequest, wanted: Wanted, head: AddressedForm, file: SignedPaperForm) -> HttpResponse:
    paper, refused = None, ""
    try:
        paper = case_papers.preview(wanted)
    except Refused as error:
        refused = str(error)
    here = [wanted.case.pk, wanted.asked.name]
    drafts = wanted.writer is not None and may_write(wanted.writer, wanted.by, wanted.day)
    shown = {
        "case": wanted.case,
        "machine": wanted.machine,
        "back": reverse(wanted.machine.name, args=[wanted.case.pk]),
        "asked": wanted.asked,
        "files": [(e, reverse(f"{wanted.machine.name}_paper_file", args=[*here, e])) for e in PAPER_FORMATS],
        "lines": lines_of(paper) if paper else [],
        "paper": paper,
        "refused": refused,
        "draft": head if drafts else None,
        "form": file,
    }
    return render(request, "work/case_paper.html", shown, status=400 if head.errors or file.errors else 200)


def paper_file(machine: Machine, request: HttpRequest, pk: int, name: str, form: str) -> HttpResponse:
    """A paper as Word or PDF: the one that was put in, else, and with `moi`, as it would be now."""
    wanted = _wanted(machine, request, pk, name)
    paper = _readable(wanted, as_new="moi" in request.GET)
    if paper is None:
        raise Http404
    return paper_to_browser(request, paper, form, f"{wanted.asked.title} {wanted.case}", machine.name, pk)


def _readable(wanted: Wanted, as_new: bool) -> Paper | None:
    """The paper that this person may read; None for none."""
    found = (part.there for part in parts(wanted.machine, wanted.case) if part.asked.name == wanted.asked.name)
    there = next(found)
    if there is not None and there.outgoing is not None and not as_new:
        return there.outgoing.paper if _opens(wanted, there) else None
    try:
        case_papers.check_may_put_in(wanted)
        return case_papers.preview(wanted)
    except Refused:
        return None
