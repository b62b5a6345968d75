"""What templates of every app use: days, states, money, the menu."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.urls import resolve, reverse

from phongtrao import words
from phongtrao.access import Access
from phongtrao.demo import DEMO_ACCOUNTS, DEMO_PASSWORD, DemoAccount
from phongtrao.dong import grouped
from phongtrao.organisations.models import Post, User

register = template.Library()

SIGNS = {
    "upcoming": "○",
    "due_soon": "▲",
    "in_progress": "►",
    "overdue": "!",
    "submitted": "↑",
    "returned": "←",
    "accepted": "✓",
    "accepted_late": "✓",
    "waived": "–",
    "handed_back": "↔",
    "closed": "×",
    "undated": "∞",
    "lead": "●",
    "support": "○",
}
"""A sign for each state, so that no state is told by its colour alone."""

MENU = (
    ("desk", "Việc của tôi"),
    ("overview", "Tổng quan"),
    ("board", "Theo dõi"),
    ("reports", "Báo cáo"),
    ("initiatives", "Mô hình"),
    ("candidacies", "Công nhận"),
    ("commendations", "Khen thưởng"),
    ("estimates", "Kinh phí"),
    ("documents", "Văn bản"),
    ("incoming_register", "Sổ văn bản đến"),
    ("outgoing_register", "Sổ văn bản đi"),
    ("obstacles", "Vướng mắc"),
    ("inspections", "Kiểm tra"),
    ("organisations", "Tổ chức"),
)
"""Name of the route and its word. Entries show only where the person's functions open them."""
AT_HAND = 9
"""Entries that stand in the bar itself where it is wide; the others are in its last one."""


@register.filter
def day(value: date | datetime | None) -> str:
    """`05/12/2026`; a moment is first taken to Hanoi's time; nothing gives the empty string."""
    if isinstance(value, datetime):
        value = value.astimezone(words.HANOI).date()
    return words.day_in_words(value)


@register.filter
def moment(value: datetime | None) -> str:
    """`14:05 05/12/2026`, Hanoi's time; nothing gives the empty string."""
    return value.astimezone(words.HANOI).strftime("%H:%M %d/%m/%Y") if value else ""


@register.filter
def money(value: int | Decimal | None) -> str:
    """`1.234.567 đồng`; parts of a đồng are rounded; nothing gives the empty string."""
    return "" if value is None else f"{grouped(round(value))} đồng"


@register.filter
def status_word(status: str) -> str:
    """`quá hạn` for `overdue`; raises KeyError for what is no state."""
    return words.STATUS[status] if status in words.STATUS else words.ROLES[status]


@register.inclusion_tag("badge.html")
def badge(status: str, word: str = "") -> dict[str, str]:
    """A state or a role as a sign and a word; `word` says it otherwise (`quá hạn 3 ngày`)."""
    return {"status": status, "sign": SIGNS[status], "word": word or status_word(status)}


@register.inclusion_tag("badge.html", takes_context=True)
def standing(context: Context, row: Any) -> dict[str, str]:
    """The badge of something due as it stands on the day of the page."""
    return badge(row.status(context["today"]))


@register.simple_tag
def demo_accounts() -> list[DemoAccount]:
    """Accounts that the login page of the demo lists; none anywhere else."""
    return DEMO_ACCOUNTS if settings.DEMO else []


@register.simple_tag
def demo_password() -> str:
    """The password of all of them; nothing outside the demo."""
    return DEMO_PASSWORD if settings.DEMO else ""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the menu."""

    word: str
    address: str
    current: bool
    at_hand: bool


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> list[Item]:
    """Entries of the menu that the person may open."""
    request: HttpRequest = context["request"]
    entries = ((word, reverse(name), at < AT_HAND) for at, (name, word) in enumerate(MENU))
    found = [entry for entry in entries if _opens(request, entry[1])]
    here = max((address for _, address, _ in found if request.path.startswith(address)), key=len, default="")
    return [Item(word, address, address == here, at_hand) for word, address, at_hand in found]


@register.filter
def beyond_reach(items: list[Item]) -> list[Item]:
    """Entries of the menu that the bar has no room for."""
    return [item for item in items if not item.at_hand]


@register.simple_tag(takes_context=True)
def opens(context: Context, route: str) -> bool:
    """Whether the person's functions open the page of this route: `{% opens "findings" as may %}`."""
    return _opens(context["request"], reverse(route))


def _opens(request: HttpRequest, address: str) -> bool:
    access: Access | None = getattr(resolve(address).func, "access", None)
    if access is None or access.functions is None:
        return access is not None
    return any(p.function in access.functions for p in posts_today(Context({"request": request})))


@register.simple_tag(takes_context=True)
def posts_today(context: Context) -> list[Post]:
    """Posts that the signed-in person holds today."""
    request: HttpRequest = context["request"]
    user = getattr(request, "user", None)
    return user.posts_on(words.today(request)) if isinstance(user, User) else []


@register.simple_tag(takes_context=True)
def page_address(context: Context, number: int) -> str:
    """This page's address with its filters, on another page of the list."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    query["trang"] = str(number)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def address_with(context: Context, **changed: str | int) -> str:
    """This page's address with its filters, on its first page, some of them changed; an empty one is taken out."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    for name, value in {"trang": "", **changed}.items():
        query.pop(name, None)
        if value != "":
            query[name] = str(value)
    return f"?{query.urlencode()}"
