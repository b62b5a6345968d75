"""A body by its code or any of its names, an account by its name: what commands and forms take from people."""

from __future__ import annotations

from datetime import date

from phongtrao.organisations.models import Organisation, User
from phongtrao.organisations.models.bodies import OrganisationQuerySet
from phongtrao.organisations.names import body_key

ADMINISTRATOR = "quan-tri"
"""The account that `init` makes."""
SHOWN = 8


class Unknown(LookupError):
    """Nothing is known by that name; the text is Vietnamese and says what to do."""


class Ambiguous(LookupError):
    """Several bodies go by that name; the text is Vietnamese and lists their codes and names."""


def find_body(text: str, day: date, among: OrganisationQuerySet | None = None) -> Organisation:
    """The body with this code, or the one body that goes by this name (with or without marks, in short or in full).

    Looks `among` these bodies, or all. Bodies that exist on `day` come first, those of other days count where none of
    that day fits; a full name comes before a short one. Raises Unknown or Ambiguous.
    """
    pool = Organisation.objects.all() if among is None else among
    body = pool.filter(code=text.strip()).first()
    if body is not None:
        return body
    found = _named(text, day, pool)
    if not found:
        raise Unknown(f"Không tìm thấy tổ chức «{text}». Xin ghi mã hoặc tên đầy đủ (xem: phongtrao organisations).")
    if len(found) > 1:
        listed = "; ".join(f"{b.code} ({b.name_on(day)})" for b in found[:SHOWN])
        more = f"; và {len(found) - SHOWN} tổ chức khác" if len(found) > SHOWN else ""
        raise Ambiguous(f"Có {len(found)} tổ chức cùng tên «{text}»; xin ghi mã của một tổ chức: {listed}{more}.")
    return found[0]


def _named(text: str, day: date, pool: OrganisationQuerySet) -> list[Organisation]:
    key = body_key(text)
    if not key:
        return []
    for bodies in (pool.on(day), pool.prefetch_related("versions")):
        exact = list(bodies.filter(versions__folded=key).distinct().order_by("code"))
        found = exact or list(bodies.filter(versions__keys__contains=f"|{key}|").distinct().order_by("code"))
        if found:
            return found
    return []


def find_user(username: str) -> User:
    """The open account with this name. Raises Unknown where there is none, or where it is closed."""
    user = User.objects.filter(username=username.strip()).first()
    if user is None:
        raise Unknown(f"Không có tài khoản «{username}». Xin xem lại tên, hoặc lập bằng: phongtrao add-user.")
    if not user.is_active:
        raise Unknown(f"Tài khoản «{username}» đã đóng.")
    return user
