from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import DECIDING, page, person, visible, visible_or_404
from phongtrao.documents.chain import acted_upon, effect_words
from phongtrao.documents.chain import chain as drawn_chain
from phongtrao.documents.models import Document, Effect
from phongtrao.look import wrong_in
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.work.affected import CHANGING, Touched, touched
from phongtrao.work.chain_forms import AddEffectForm, SettleEffectForm
from phongtrao.work.confirm_effect import add_effect, confirm_effect, deciding_post, drop_effect
from phongtrao.work.plans import plans_seen

FOLLOWING = 700
"""Characters behind the words of an amendment, where its new text stands."""
RELATION = "đơn vị ban hành, đã vào sổ hoặc đã giao việc từ văn bản"


@dataclass(frozen=True, slots=True)
class Asked:
    """One effect as a card: its words, the document acted upon, the duties there that it reaches."""

    effect: Effect
    said: str
    onto: Document | None
    touched: list[Touched]
    following: str
    form: SettleEffectForm


def asked_effects(document: Document, user: User, day: date) -> list[Asked]:
    """What the document's words say of others: what waits for a person, and what still reaches duties since."""
    rows = document.effects.standing().select_related("document", "copy", "onto")
    cards = [_asked(effect, user, day) for effect in rows]
    return [card for card in cards if card.effect.confirmed is None or card.touched]


def _asked(effect: Effect, user: User, day: date) -> Asked:
    onto = acted_upon(effect)
    if onto is not None and not Document.objects.visible_to(user, day).filter(pk=onto.pk).exists():
        onto = None
    found = touched(effect, user, day) if onto else []
    form = SettleEffectForm(initial={"until": effect.until}, auto_id=f"id_{effect.pk}_%s")
    if effect.kind != "prolongs" or effect.confirmed:
        del form.fields["until"]
    return Asked(effect, effect_words(effect), onto, found, _following(effect), form)


def _following(effect: Effect) -> str:
    """The words behind an amendment: the new text that stands in the other's stead."""
    if effect.kind != "amends" or effect.by or effect.copy is None or effect.end is None:
        return ""
    return " ".join(effect.copy.text[effect.end : effect.end + FOLLOWING].split())


@page(relation="văn bản trong phạm vi; chỉ thấy đơn vị trong phạm vi")
def chain(request: HttpRequest, document_id: int) -> HttpResponse:
    document = visible_or_404(request, Document.objects, pk=document_id)
    user, day = person(request), words.today(request)
    shown = {
        "document": document,
        "links": drawn_chain(document, visible(request, Document.objects)),
        "asked": asked_effects(document, user, day),
        "may_decide": deciding_post(user, document, day) is not None,
        "add_form": AddEffectForm(user, day),
        **plans_seen(document, user, day),
    }
    return render(request, "work/chain.html", shown)


@page(DECIDING, relation=RELATION, deed=True)
@require_POST
def settle_effect(request: HttpRequest, pk: int) -> HttpResponse:
    effect = visible_or_404(request, Effect.objects.select_related("document"), pk=pk)
    form, user, at = SettleEffectForm(request.POST), person(request), words.now()
    try:
        _valid(form)
        if form.cleaned_data["answer"] == SettleEffectForm.NO:
            drop_effect(effect, user, at)
            messages.success(request, "Đã ghi: không đúng, bỏ liên hệ này.")
        else:
            duties = {int(pk) for pk in request.POST.getlist("nhiem-vu") if pk.isdigit()}
            done = confirm_effect(effect, user, at, duties, form.cleaned_data["until"])
            messages.success(request, done.said)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("chain", effect.document_id)


def _valid(form: forms.Form) -> None:
    if not form.is_valid():
        raise Refused(wrong_in(form))


@page(DECIDING, relation=RELATION, deed=True)
@require_POST
def link_document(request: HttpRequest, document_id: int) -> HttpResponse:
    document = visible_or_404(request, Document.objects, pk=document_id)
    user, at = person(request), words.now()
    form = AddEffectForm(user, words.today(request), request.POST)
    try:
        _valid(form)
        given = form.cleaned_data
        effect = add_effect(document, given["kind"], given["onto"], user, at, given["part"], given["until"])
        then = " Xin xem các nhiệm vụ chịu tác động bên dưới." if effect.kind in CHANGING else ""
        messages.success(request, f"Đã ghi liên hệ.{then}")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("chain", document_id)
