"""Phases, places and days of a pilot as papers and pages say them."""

from __future__ import annotations

from collections.abc import Sequence

from phongtrao.initiatives.models import Phase, Pilot
from phongtrao.organisations.written_kinds import kind_words
from phongtrao.words import day_in_words

GAP = "…"


def days_of(phase: Phase) -> str:
    """`01/01/2017 đến 31/12/2018`."""
    return f"{day_in_words(phase.starts_on)} đến {day_in_words(phase.ends_on)}"


def phases_of(pilot: Pilot) -> list[Phase]:
    """In their order, with their places and reports at hand."""
    rows = pilot.phases.prefetch_related("places__organisation__versions", "places__chosen_by__versions", "reports")
    return list(rows.order_by("nth"))


def places_named(phase: Phase) -> list[str]:
    """Names of the phase's places as they were on its first day; `(… chọn)` where another body named one."""
    found = []
    for place in phase.places.all():
        by = f" ({place.chosen_by.name_on(phase.starts_on)} chọn)" if place.chosen_by else ""
        found.append(f"{place.organisation.name_on(phase.starts_on)}{by}")
    return found


def places_in_words(phase: Phase) -> str:
    """The places, and who is to name one of its own."""
    said = "; ".join(places_named(phase))
    if not phase.choosers_kind:
        return said or GAP
    kind = kind_words(phase.choosers_kind).replace("(", "").replace(")", "")
    rest = f"mỗi đơn vị còn lại ({kind}) tự chọn nơi thí điểm"
    return f"{said}; {rest}" if said else f"{rest[:1].upper()}{rest[1:]}"


def source_in_words(pilot: Pilot) -> str:
    """`Công văn 12/UBND-NC ngày 30/3/2017 của UBND tỉnh …`; the empty string where no paper is named."""
    document = pilot.document
    if document is None:
        return ""
    day = f" ngày {day_in_words(document.issued_on)}" if document.issued_on else ""
    issuer = f" của {document.issuer_name}" if document.issuer_name else ""
    return f"{document.title}{day}{issuer}"


def names_in_lines(names: Sequence[str], longest: int = 250) -> list[str]:
    """The names joined by commas, in as few lines of this length as hold them; readers lose longer ones."""
    lines: list[str] = []
    for name in names:
        if lines and len(lines[-1]) + len(name) + 2 <= longest:
            lines[-1] += f", {name}"
        else:
            lines.append(name)
    return lines
