from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from phongtrao import words
from phongtrao.access import WRITING, page, person, visible, visible_or_404
from phongtrao.documents.issue import may_write
from phongtrao.documents.letterhead import AddressedForm
from phongtrao.documents.models import Outgoing
from phongtrao.documents.paper_files import paper_to_browser
from phongtrao.documents.preview import preview as lines_of
from phongtrao.files import Refusal
from phongtrao.procedure import Refused
from phongtrao.recognition import dossier_letter as letters
from phongtrao.recognition.candidacy_deeds import has_accounts
from phongtrao.recognition.dossier import Part, lacking, parts
from phongtrao.recognition.dossier_forms import PaperFileForm
from phongtrao.recognition.dossier_letter import Wanted, asked_paper
from phongtrao.recognition.models import Candidacy, DossierPaper
from phongtrao.recognition.own_candidacy import is_scoring, sent_on, writes_for
from phongtrao.recognition.score_entry import result_words
from phongtrao.recognition.scores import appraisal_of, missing_of_own, own_score, said, scored
from phongtrao.recognition.views.own import WITH
from phongtrao.work.views.taking import stored
from vanban.paper import Paper

READER = "người xem được hồ sơ"
WRITER = "đơn vị đăng ký với giấy tờ của đơn vị; cơ quan, thành viên thẩm định với biên bản"


@page(relation=READER)
def dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """The dossier's papers: what is there, what is a draft, what is missing, and what can be done about it."""
    row = _candidacy(request, pk)
    user, day = person(request), words.today(request)
    own = own_score(row)
    shown = {
        "candidacy": row,
        "rows": [_line(request, row, part) for part in parts(row)],
        "lacking": lacking(row, by="body"),
        "score": own,
        "score_words": result_words(said(own.criteria), scored(own)) if own else "",
        "score_missing": missing_of_own(row) if is_scoring(row) else "",
        "scores_now": is_scoring(row) and writes_for(row, user, day),
        "sent": sent_on(row),
    }
    return render(request, "recognition/dossier.html", shown)


def _candidacy(request: HttpRequest, pk: int) -> Candidacy:
    found: Candidacy = visible_or_404(request, Candidacy.objects.select_related(*WITH, "appraiser", "decider"), pk=pk)
    return found


def _line(request: HttpRequest, row: Candidacy, part: Part) -> dict[str, Any]:
    wanted = asked_paper(row, part.asked.name, person(request), words.today(request))
    assert wanted is not None
    outgoing = part.there.outgoing if part.there else None
    seen = outgoing is not None and visible(request, Outgoing.objects).filter(pk=outgoing.pk).exists()
    earlier = row.papers.filter(name=part.asked.name, file__isnull=False).exclude(pk=part.there.pk if part.there else 0)
    return {
        "part": part,
        "writes": letters.may_put_in(wanted),
        "page": outgoing if seen else None,
        "opens": part.there is not None and _opens(wanted, part.there),
        "earlier": earlier.select_related("file", "by"),
    }


def _opens(wanted: Wanted, there: DossierPaper) -> bool:
    """Whether the person may read a paper that was drafted here: a draft only who writes it; minutes who may write
    them, all others once the appraisal is over."""
    if letters.may_put_in(wanted):
        return True
    appraisal = appraisal_of(wanted.candidacy)
    is_over = appraisal is not None and appraisal.closed_at is not None
    return there.is_whole and (wanted.asked.by == "body" or is_over)


@page(WRITING, relation=WRITER, deed=True)
def dossier_paper(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """A paper as it would be now: drafted among the body's outgoing ones, or the file of a signed one put in."""
    wanted = _wanted(request, pk, name)
    try:
        letters.check_may_put_in(wanted)
    except Refused as refused:
        raise PermissionDenied(str(refused)) from refused
    draft, file = AddressedForm(initial=_head(wanted)), PaperFileForm()
    if request.method == "POST":
        if "attach" in request.POST:
            file = PaperFileForm(request.POST, request.FILES)
        else:
            draft = AddressedForm(request.POST)
        if (file.is_bound and _attached(request, wanted, file)) or (draft.is_bound and _drafted(wanted, draft)):
            messages.success(request, "Đã đưa vào hồ sơ.")
            return redirect("dossier", pk=pk)
    return _page(request, wanted, draft, file)


def _wanted(request: HttpRequest, pk: int, name: str) -> Wanted:
    wanted = asked_paper(_candidacy(request, pk), name, person(request), words.today(request))
    if wanted is None:
        raise Http404
    return wanted


def _head(wanted: Wanted) -> dict[str, Any]:
    try:
        return letters.letterhead(wanted)
    except Refused:
        return {}


def _drafted(wanted: Wanted, form: AddressedForm) -> bool:
    if not form.is_valid():
        return False
    try:
        letters.draft_in(wanted, form.head(), form.addressed(), words.now())
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _attached(request: HttpRequest, wanted: Wanted, form: PaperFileForm) -> bool:
    if not form.is_valid():
        return False
    try:
        with transaction.atomic():
            letters.file_in(wanted, words.now(), lambda: stored(form.cleaned_data, person(request)))
    except (Refusal, Refused) as refused:
        form.add_error("file", str(refused))
        return False
    return True


def _page(request: HttpRequest, wanted: Wanted, draft: AddressedForm, file: PaperFileForm) -> HttpResponse:
    paper, refused, body = None, "", wanted.writer
    try:
        paper = letters.preview(wanted)
    except Refused as error:
        refused = str(error)
    drafts = body is not None and may_write(body, wanted.by, wanted.day)
    shown = {
        "candidacy": wanted.candidacy,
        "asked": wanted.asked,
        "lines": lines_of(paper) if paper else [],
        "paper": paper,
        "refused": refused,
        "draft": draft if drafts else None,
        "has_accounts": body is not None and has_accounts(body, wanted.day),
        "form": file,
    }
    wrong = draft.errors or file.errors
    return render(request, "recognition/dossier_paper.html", shown, status=400 if wrong else 200)


@page(relation=f"{READER}; dự thảo: người lập; biên bản: sau khi thẩm định kết luận")
def dossier_file(request: HttpRequest, pk: int, name: str, form: str) -> HttpResponse:
    """A paper as Word or PDF: the one that was put in, else as it would be now."""
    wanted = _wanted(request, pk, name)
    paper = _readable(wanted, as_new="moi" in request.GET)
    if paper is None:
        raise Http404
    return paper_to_browser(request, paper, form, f"{wanted.asked.title} {wanted.candidacy}", "dossier", pk)


def _readable(wanted: Wanted, as_new: bool) -> Paper | None:
    """The paper that this person may read; None for none."""
    there = next(part.there for part in parts(wanted.candidacy) if part.asked.name == wanted.asked.name)
    if there is not None and there.outgoing is not None and not as_new:
        return there.outgoing.paper if _opens(wanted, there) else None
    try:
        letters.check_may_put_in(wanted)
        return letters.preview(wanted)
    except Refused:
        return None
