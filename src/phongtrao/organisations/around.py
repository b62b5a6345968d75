"""Bodies around a body on a day: the People's Committee of its commune, the one body of a kind below another."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from phongtrao.organisations import tree
from phongtrao.organisations.models import Organisation, OrganisationVersion


def commune_over(body: Organisation, day: date) -> Organisation | None:
    """The commune's People's Committee over the unit; None for one of the province, and for a commune itself."""
    over = tree.above([body.pk], day) - {body.pk}
    rows = OrganisationVersion.objects.on(day).filter(organisation__in=over, kind="ubnd", level="xa")
    row = rows.select_related("organisation").first()
    return row.organisation if row else None


def one_below(over: Organisation, written: str, day: date) -> Organisation | None:
    """The body of CẤP.LOẠI that is `over` itself or directly below it; None where there is not exactly one."""
    level, _, kind = written.rpartition(".")
    rows = OrganisationVersion.objects.on(day).filter(Q(organisation=over) | Q(parent=over), kind=kind)
    rows = rows.filter(level=level) if level else rows
    found = list(rows.select_related("organisation")[:2]) if written else []
    return found[0].organisation if len(found) == 1 else None
