from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from phongtrao import words
from phongtrao.access import page, person, visible, visible_or_404
from phongtrao.organisations import locks, second_factor, staff
from phongtrao.organisations.forms import DeputyForm, EndForm, PostForm, UserForm, administered
from phongtrao.organisations.models import Function, Organisation, Post, User
from phongtrao.procedure import Refused

ADMINISTRATORS = frozenset({Function.ADMINISTRATOR})
OWN = "tài khoản của đơn vị mình quản trị và cấp dưới; quản trị hệ thống: mọi tài khoản"
ROWS = 50


def accounts(request: HttpRequest) -> Any:
    """Accounts that the person looks after: a stricter gate than `visible`, which shows colleagues too."""
    by, day = person(request), words.today(request)
    rows = visible(request, User.objects)
    return rows if by.sees_all(day) else rows.filter(posts__organisation__in=administered(by, day)).distinct()


@page(ADMINISTRATORS, relation=OWN)
def users(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("tim", "").strip()
    rows = accounts(request).prefetch_related("posts__organisation__versions").order_by("username")
    if asked:
        key = words.fold(asked)
        ids = [u.pk for u in rows if key in words.fold(f"{u.username} {u.full_name}")]
        rows = rows.filter(pk__in=ids)
    found = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    template = "organisations/user_rows.html" if getattr(request, "htmx", False) else "organisations/users.html"
    locked = locks.locked([row.username for row in found], words.now())
    shown = {"rows": found, "asked": asked, "day": words.today(request), "locked": locked}
    return render(request, template, shown)


@page(ADMINISTRATORS, relation=OWN, deed=True)
def add_user(request: HttpRequest) -> HttpResponse:
    by, day = person(request), words.today(request)
    form = UserForm(request.POST or None, by=by, day=day)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            with transaction.atomic():
                at = words.now()
                made, password = staff.add_user(given["username"], given["full_name"], by, at, given["email"])
                _give(made, form, by)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            return shown_once(request, made, password)
    return render(request, "organisations/add_user.html", {"form": form}, status=400 if form.errors else 200)


def _give(user: User, form: PostForm, by: User) -> Post:
    given = form.cleaned_data
    body: Organisation | None = given["organisation"]
    return staff.add_post(user, body, given["function"], given["starts_on"], by, words.now(), given["ends_on"])


def shown_once(request: HttpRequest, user: User, password: str) -> HttpResponse:
    """The answer to the deed itself shows the password: it is kept nowhere, so no other page could."""
    response = render(request, "organisations/password.html", {"account": user, "password": password})
    response["Cache-Control"] = "no-store"
    return response


@page(ADMINISTRATORS, relation=OWN)
def user(request: HttpRequest, username: str) -> HttpResponse:
    account = visible_or_404(request, accounts(request), username=username)
    return _user_page(request, account, PostForm(by=person(request), day=words.today(request)))


def _user_page(request: HttpRequest, account: User, form: PostForm, status: int = 200) -> HttpResponse:
    day = words.today(request)
    named = account.posts.select_related("deputy_for__user", "follows__user")
    posts = named.prefetch_related("organisation__versions").order_by("-starts_on", "pk")
    given = {"account": account, "held": posts, "form": form, "day": day, "end": EndForm(initial={"last_day": day})}
    given["locked_until"] = locks.locked([account.username], words.now()).get(account.username)
    given["has_second_factor"] = second_factor.active(account)
    return render(request, "organisations/user.html", given, status=status)


@require_POST
@page(ADMINISTRATORS, relation=OWN, deed=True)
def add_post(request: HttpRequest, username: str) -> HttpResponse:
    account = visible_or_404(request, accounts(request), username=username)
    by = person(request)
    form = PostForm(request.POST, by=by, day=words.today(request))
    if form.is_valid():
        try:
            post = _give(account, form, by)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Đã giao chức năng {post.get_function_display()}.")
            return redirect("user", username)
    return _user_page(request, account, form, status=400)


def administered_post(request: HttpRequest, pk: int) -> Post:
    """One post of the bodies that the person administers; raises 404 for any other."""
    by, day = person(request), words.today(request)
    mine = Q() if by.sees_all(day) else Q(organisation__in=administered(by, day))
    post: Post = visible_or_404(request, Post.objects.filter(mine).select_related("user", "organisation"), pk=pk)
    return post


@page(ADMINISTRATORS, relation=OWN, deed=True)
def add_deputy(request: HttpRequest, pk: int) -> HttpResponse:
    by, day = person(request), words.today(request)
    post = administered_post(request, pk)
    form = DeputyForm(request.POST or None, accounts=accounts(request), initial={"starts_on": day})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = staff.add_deputy(post, given["user"], given["starts_on"], by, words.now(), given["ends_on"])
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{made.user} làm thay {post.user} từ ngày {words.day_in_words(made.starts_on)}.")
            return redirect("user", post.user.username)
    shown = {"form": form, "post": post}
    return render(request, "organisations/add_deputy.html", shown, status=400 if form.errors else 200)


@require_POST
@page(ADMINISTRATORS, relation=OWN, deed=True)
def end_post(request: HttpRequest, pk: int) -> HttpResponse:
    by = person(request)
    post = administered_post(request, pk)
    form = EndForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused("Ngày chưa đúng. Xin nhập dạng ngày/tháng/năm, ví dụ 05/12/2026.")
        staff.end_post(post, form.cleaned_data["last_day"], by, words.now())
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Chức năng kết thúc sau ngày {words.day_in_words(post.ends_on)}.")
    left = accounts(request).filter(pk=post.user_id).exists()
    return redirect("user", post.user.username) if left else redirect("users")


@require_POST
@page(ADMINISTRATORS, relation=OWN, deed=True)
def new_password(request: HttpRequest, username: str) -> HttpResponse:
    account = visible_or_404(request, accounts(request), username=username)
    return shown_once(request, account, staff.new_password(account, person(request), words.now()))


@require_POST
@page(ADMINISTRATORS, relation=OWN, deed=True)
def remove_second_factor(request: HttpRequest, username: str) -> HttpResponse:
    account = visible_or_404(request, accounts(request), username=username)
    if second_factor.remove(account, person(request)):
        messages.success(request, f"Đã gỡ xác thực hai lớp của {account}.")
    return redirect("user", username)


@require_POST
@page(ADMINISTRATORS, relation=OWN, deed=True)
def unlock(request: HttpRequest, username: str) -> HttpResponse:
    account = visible_or_404(request, accounts(request), username=username)
    if locks.unlock(account, person(request), words.now()):
        messages.success(request, f"Đã mở khoá tài khoản {account.username}.")
    else:
        messages.warning(request, f"Tài khoản {account.username} không bị khoá.")
    return redirect("user", username)
