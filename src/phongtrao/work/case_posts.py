"""Who acts on a case: in which posts a person holds the roles of its procedure."""

from __future__ import annotations

from datetime import date

from phongtrao.organisations.models import Organisation, Post, User
from phongtrao.work.deeds import post_at
from phongtrao.work.machine import Case, Machine


def posts(machine: Machine, case: Case, user: User, day: date) -> dict[str, Post | None]:
    """Role → the post in which the user holds it."""
    found: dict[str, Post | None] = {}
    known: dict[tuple[int, frozenset[str]], Post | None] = {}
    for name, role in machine.roles.items():
        for body in acting(machine, case, role.fields, day):
            key = (body.pk, role.functions)
            if key not in known:
                known[key] = post_at(user, body, day, role.functions)
            if known[key] is not None:
                found.setdefault(name, known[key])
    return found


def acting(machine: Machine, case: Case, fields: tuple[str, ...], day: date) -> list[Organisation]:
    """The bodies in these fields; for a first party without accounts, the one that stands in for it."""
    bodies = [getattr(case, field) for field in fields]
    if machine.stand_in and fields[0] == machine.party:
        instead = getattr(case, machine.stand_in)
        if bodies[0] is not None and instead is not None and not bodies[0].posts.on(day).exists():
            bodies[0] = instead
    return [body for body in bodies if body is not None]
