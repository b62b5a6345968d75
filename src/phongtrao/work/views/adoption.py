from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import DECIDING, page, person, visible_or_404
from phongtrao.documents.models import Document
from phongtrao.look import wrong_in
from phongtrao.organisations.lookup import Ambiguous, Unknown, find_body
from phongtrao.organisations.models import Organisation, User
from phongtrao.procedure import Refused
from phongtrao.work import settle
from phongtrao.work.adopt import Adopted, Proposal, Proposed, adopt_proposed, adopting_body, propose
from phongtrao.work.confirm_effect import deciding_post
from phongtrao.work.desk import names_of
from phongtrao.work.forms import BodyField, FollowForm, SettleForm
from phongtrao.work.models import Adoption
from phongtrao.work.offered import offered_bodies
from phongtrao.work.open_tasks import AHEAD, open_tasks
from phongtrao.work.products import PRODUCTS
from phongtrao.work.sheet import Bodies
from phongtrao.work.views.chain import asked_effects
from vanban.wording import deadline_words

Act = Callable[[Adoption, User], str]


@dataclass(frozen=True, slots=True)
class Line:
    """One proposed duty as the page shows it."""

    duty: Proposed
    lead: Bodies
    support: Bodies
    offered: Bodies
    newcomers: Bodies
    receiver: str
    deadlines: tuple[str, ...]


@page(DECIDING, relation="văn bản trong phạm vi; giao việc cho đơn vị mình và cấp dưới", deed=True)
def adoption(request: HttpRequest, document_id: int) -> HttpResponse:
    document = visible_or_404(request, Document.objects, pk=document_id)
    user, day = person(request), words.today(request)
    shown: dict[str, Any] = {"document": document, "wanted": request.GET.get("cho", "")}
    try:
        proposal = _proposal(document, user, day, request.GET.get("cho", ""))
    except Refused as refused:
        return render(request, "work/adoption.html", {**shown, "refused": str(refused)})
    return render(request, "work/adoption.html", {**shown, **_shown(proposal, user, day)})


def _proposal(
    document: Document, user: User, day: date, wanted: str, first: date | None = None, last: date | None = None
) -> Proposal:
    """What the page proposes; raises Refused where there is nothing that this person could adopt."""
    body = adopting_body(user, document, day, _wanted(wanted, day))
    reading = document.latest_reading()
    if reading is None:
        raise Refused("Văn bản này chưa có bản đọc nào để giao việc.")
    return propose(document, reading, body, day, first, last)


def _wanted(written: str, day: date) -> Organisation | None:
    try:
        return find_body(written, day) if written.strip() else None
    except (Ambiguous, Unknown) as error:
        raise Refused(str(error)) from error


def _shown(proposal: Proposal, user: User, day: date) -> dict[str, Any]:
    adoption, span = proposal.adoption, proposal.span
    heirs = settle.heirs(adoption) if adoption else []
    names = names_of([heir.organisation.pk for heir in heirs], day)
    return {
        "proposal": proposal,
        "body": proposal.body,
        "body_name": proposal.body.name_on(day),
        "lines": _lines(proposal, day),
        "left": len(proposal.chosen(None)),
        "follow": FollowForm(initial={"follow_from": span.first, "follow_until": span.last}),
        "questions": _questions(proposal, user, day),
        "heirs": [(heir, names[heir.organisation.pk]) for heir in heirs],
        "bodies": offered_bodies(user, day),
        "asked": asked_effects(proposal.document, user, day),
        "may_decide": deciding_post(user, proposal.document, day) is not None,
        "products": [rule.product for rule in PRODUCTS],
    }


def _questions(proposal: Proposal, user: User, day: date) -> list[tuple[settle.Question, SettleForm]]:
    """Each open phrase of the adoption with its form, which offers the bodies near to it."""
    found = settle.questions(proposal.adoption) if proposal.adoption else []
    names = names_of([body.pk for near in proposal.near.values() for body in near], day)
    forms = []
    for number, question in enumerate(found):
        near = {body.pk: names[body.pk] for body in proposal.near.get(question.phrase, ())}
        asked = {"role": question.role, "phrase": question.phrase, "remember": True}
        forms.append((question, SettleForm(user, day, initial=asked, auto_id=f"id_{number}_%s", near=near)))
    return forms


def _lines(proposal: Proposal, day: date) -> list[Line]:
    ids = {b.organisation.pk for d in proposal.duties for b in d.binding.bound}
    ids |= {o.pk for d in proposal.duties for o in (*d.binding.offered, *d.binding.newcomers, d.receiver)}
    names = names_of(ids, day)
    return [_line(duty, names) for duty in proposal.duties]


def _line(duty: Proposed, names: dict[int, str]) -> Line:
    return Line(
        duty,
        Bodies(tuple(names[b.organisation.pk] for b in duty.leads)),
        Bodies(tuple(names[b.organisation.pk] for b in duty.support)),
        Bodies(tuple(names[o.pk] for o in duty.binding.offered)),
        Bodies(tuple(names[o.pk] for o in duty.binding.newcomers)),
        names[duty.receiver.pk],
        tuple(deadline_words(rule) for rule in duty.content["deadlines"]),
    )


@page(DECIDING, relation="văn bản trong phạm vi; giao việc cho đơn vị mình và cấp dưới", deed=True)
@require_POST
def adopt_document(request: HttpRequest, document_id: int) -> HttpResponse:
    document = visible_or_404(request, Document.objects, pk=document_id)
    user, at = person(request), words.now()
    follow = FollowForm(request.POST)
    try:
        if not follow.is_valid():
            raise Refused(wrong_in(follow))
        span = follow.cleaned_data["follow_from"], follow.cleaned_data["follow_until"]
        proposal = _proposal(document, user, words.today(request), request.POST.get("cho", ""), *span)
        adopted = _adopt(proposal, request.POST, user)
        opened = open_tasks(words.today(request) + AHEAD, at, user, Adoption.objects.filter(pk=adopted.adoption.pk))
        messages.success(request, _said(adopted, opened))
    except Refused as refused:
        messages.error(request, str(refused))
    return _back(document_id, request.POST.get("cho", ""))


def _adopt(proposal: Proposal, given: QueryDict, user: User) -> Adopted:
    """What the form says of each ticked duty. Raises Refused for a receiver nobody knows."""
    day, at = words.today(), words.now()
    chosen = proposal.chosen(given.getlist("chon"))
    names = names_of({d.receiver.pk for d in chosen}, day)
    field = BodyField(user, day, required=False)
    receivers, products = {}, {}
    for duty in chosen:
        written = given.get(f"nhan-{duty.index}", "").strip()
        if written and written != names[duty.receiver.pk]:
            receivers[duty.index] = _receiver(field, written)
        products[duty.index] = given.get(f"san-pham-{duty.index}", duty.product).strip()[:300]
    return adopt_proposed(proposal, user, at, {d.index for d in chosen}, receivers, products)


def _receiver(field: BodyField, written: str) -> Organisation:
    try:
        found: Organisation = field.clean(written)
        return found
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error


def _said(adopted: Adopted, opened: int) -> str:
    said = f"Đã giao {len(adopted.duties)} nhiệm vụ, {adopted.assignments} lượt giao, mở {opened} việc có hạn."
    if adopted.unresolved:
        said += f" Còn {len(adopted.unresolved)} cụm từ cần chỉ rõ là tổ chức nào."
    if adopted.waiting:
        said += f" Còn {adopted.waiting} lượt giao cho đơn vị kế thừa chờ xác nhận."
    return said


def _back(document_id: int, wanted: str) -> HttpResponse:
    query = QueryDict(mutable=True)
    query["cho"] = wanted
    return redirect(reverse("adoption", args=[document_id]) + (f"?{query.urlencode()}" if wanted else ""))


def _act(request: HttpRequest, document_id: int, act: Act) -> HttpResponse:
    """A deed on an adoption; what it newly bound opens its tasks at once."""
    document = visible_or_404(request, Document.objects, pk=document_id)
    user, day = person(request), words.today(request)
    wanted = request.POST.get("cho", "")
    try:
        body = adopting_body(user, document, day, _wanted(wanted, day))
        found = Adoption.objects.filter(document=document, organisation=body)
        done = act(found.select_related("document", "organisation").get(), user)
        opened = open_tasks(day + AHEAD, words.now(), user, found)
        messages.success(request, done + (f" Mở {opened} việc có hạn." if opened else ""))
    except Adoption.DoesNotExist:
        messages.error(request, "Văn bản này chưa được giao việc.")
    except Refused as refused:
        messages.error(request, str(refused))
    return _back(document_id, wanted)


@page(DECIDING, relation="đơn vị đã giao việc từ văn bản", deed=True)
@require_POST
def settle_phrase(request: HttpRequest, document_id: int) -> HttpResponse:
    form = SettleForm(person(request), words.today(request), request.POST)

    def act(adoption: Adoption, user: User) -> str:
        if not form.is_valid():
            raise Refused(wrong_in(form))
        given = form.cleaned_data
        remember = given["remember"]
        chosen = form.chosen()
        count = settle.settle(adoption, given["role"], given["phrase"], chosen, user, words.now(), remember)
        return f"Đã ghi cho {count} nhiệm vụ."

    return _act(request, document_id, act)


@page(DECIDING, relation="đơn vị đã giao việc từ văn bản", deed=True)
@require_POST
def answer_heirs(request: HttpRequest, document_id: int) -> HttpResponse:
    chosen = [int(pk) for pk in request.POST.getlist("to-chuc") if pk.isdigit()]
    passed = request.POST.get("tra-loi") == "nhan"

    def act(adoption: Adoption, user: User) -> str:
        heirs = Organisation.objects.filter(pk__in=chosen)
        if not chosen:
            raise Refused("Xin chọn ít nhất một đơn vị.")
        count = settle.answer_heirs(adoption, heirs, passed, user, words.now())
        return f"Đã ghi {count} lượt giao {'cho đơn vị kế thừa' if passed else 'là không chuyển tiếp'}."

    return _act(request, document_id, act)
