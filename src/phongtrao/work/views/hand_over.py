from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from phongtrao import words
from phongtrao.access import page, person
from phongtrao.organisations.models import Function
from phongtrao.organisations.views.staff import accounts, administered_post
from phongtrao.procedure import Refused
from phongtrao.work.forms import HandOverForm
from phongtrao.work.hand_over import hand_over as do_hand_over


@page(
    frozenset({Function.ADMINISTRATOR}),
    relation="chức năng ở đơn vị mình quản trị và cấp dưới; quản trị hệ thống: mọi chức năng",
    deed=True,
)
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    post = administered_post(request, pk)
    form = HandOverForm(request.POST or None, accounts=accounts(request), initial={"on": words.today(request)})
    if request.method == "POST" and form.is_valid():
        to, on = form.cleaned_data["user"], form.cleaned_data["on"]
        try:
            made, moved = do_hand_over(post, to, on, person(request), words.now())
        except Refused as error:
            form.add_error(None, str(error))
        else:
            went = f" Đã chuyển {moved} nhiệm vụ." if moved else ""
            messages.success(request, f"{to} giữ chức năng này từ ngày {words.day_in_words(on)}.{went}")
            return redirect("user", made.user.username)
    shown = {"form": form, "post": post}
    return render(request, "work/hand_over.html", shown, status=400 if form.errors else 200)
