"""Which bodies have to do with a proposal: its province, who examines it, who decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from phongtrao.awards.rules import Form
from phongtrao.organisations import tree
from phongtrao.organisations.around import one_below
from phongtrao.organisations.lookup import Ambiguous, Unknown, find_body
from phongtrao.organisations.models import Organisation
from phongtrao.organisations.written_kinds import fits


@dataclass(frozen=True, slots=True)
class Places:
    """The bodies around a proposal; None for who cannot be told."""

    root: Organisation
    examiner: Organisation | None
    decider: Organisation | None


def places_of(form: Form, body: Organisation, day: date) -> Places:
    """The bodies around a proposal of `body` in this form on the day; who decides examines where no other is named."""
    root = Organisation.objects.get(pk=min(tree.roots_of([body.pk], day)))
    decider = _named(form.decides, body, root, day)
    return Places(root, _named(form.examines, body, root, day) if form.examines else decider, decider)


def _named(written: str, body: Organisation, root: Organisation, day: date) -> Organisation | None:
    """The body that a rule names: by its name in the province, else the nearest of CẤP.LOẠI above or the only one."""
    if " " in written:
        try:
            return find_body(written, day, Organisation.objects.filter(pk__in=tree.below([root.pk], day)))
        except (Ambiguous, Unknown):
            return None
    for one in (*_upwards(body, day, "parent"), *_upwards(body, day, "line_parent")):
        version = one.version(day)
        if version is not None and fits((written,), version.level, version.kind):
            return one
    return one_below(root, written, day)


def _upwards(body: Organisation, day: date, step: str) -> Iterator[Organisation]:
    """The body, and one after the other those that lead it."""
    seen: set[int] = set()
    at: Organisation | None = body
    while at is not None and at.pk not in seen:
        seen.add(at.pk)
        yield at
        version = at.version(day)
        at = getattr(version, step) if version is not None else None
