"""The paper of a signed synthesis, as an outgoing one of its body; a Word file that comes back is held against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from django.db import transaction

from phongtrao.documents.issue import draft
from phongtrao.documents.letterhead import as_known, last_letterhead, offered_symbol
from phongtrao.documents.models import Outgoing
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.reports.models import Synthesis
from phongtrao.reports.synthesis_paper import KIND, contents, synthesis_paper
from phongtrao.words import HANOI
from vanban.paper import Paper
from vanban.paper.fields import fields_of, read_fields
from vanban.paper.reminder import Letterhead

WHAT = "synthesis"


def as_of(synthesis: Synthesis, day: date) -> date:
    """The day up to which lateness counts: that of signing once signed."""
    return synthesis.signed_at.astimezone(HANOI).date() if synthesis.signed_at else day


def letterhead(synthesis: Synthesis, day: date) -> dict[str, Any]:
    """What the body's last paper had, for the fields of `LetterheadForm`."""
    had = last_letterhead(synthesis.organisation, day, KIND)
    signer = synthesis.signed_by.full_name if synthesis.signed_by else ""
    return had | {
        "symbol": had.get("symbol") or offered_symbol(KIND, had["agency"]),
        "signer": had.get("signer") or signer,
    }


def preview(synthesis: Synthesis, day: date, given: Mapping[str, str] = MappingProxyType({})) -> Paper:
    """The paper as it would be now, under the letterhead of the body's last one, or what is `given` of it otherwise;
    blanks stay for what is unknown."""
    had = letterhead(synthesis, day) | dict(given)
    return synthesis_paper(contents(synthesis, as_of(synthesis, day)), as_known(had), year=day.year)


@transaction.atomic
def draft_paper(synthesis: Synthesis, head: Letterhead, addressees: Sequence[str], by: User, at: datetime) -> Outgoing:
    """The draft of the paper among the body's outgoing ones, where it gets its number. Raises Refused."""
    row = Synthesis.objects.select_for_update(of=("self",)).get(pk=synthesis.pk)
    if row.state != Synthesis.SIGNED:
        raise Refused("Xin ký bản tổng hợp trước khi lập văn bản: số liệu của bản chưa ký còn thay đổi.")
    if row.paper is not None and row.paper.state != Outgoing.DROPPED:
        raise Refused(f"Đã có văn bản: {row.paper.title}.")
    day = at.astimezone(HANOI).date()
    paper = synthesis_paper(contents(row, as_of(row, day)), head, addressees, year=day.year)
    row.paper = draft(paper, row.organisation, by, at, {"what": WHAT, "synthesis": row.pk})
    row.save(update_fields=["paper"])
    return row.paper


@dataclass(frozen=True, slots=True)
class Changed:
    """A field of a file that does not say what the synthesis says."""

    field: str
    ours: str
    theirs: tuple[str, ...]
    """What stands in its places instead; empty where the field is gone from the file."""


def held_against(synthesis: Synthesis, raw: bytes, day: date) -> list[Changed]:
    """Fields of a Word file that were changed by hand, in the order of our paper. Raises `vanban.intake.Unreadable`."""
    paper = synthesis.paper.paper if synthesis.paper else preview(synthesis, day)
    there = read_fields(raw)
    found = []
    for name, places in fields_of(paper).items():
        other = tuple(dict.fromkeys(text for text in there.get(name, ()) if text != places[0]))
        if other or name not in there:
            found.append(Changed(name, places[0], other))
    return found
