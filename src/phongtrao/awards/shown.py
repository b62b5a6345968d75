"""How commendations are shown: counts, the form's title, days; names only where they are read and written down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from phongtrao.awards.lists import named, rows_of
from phongtrao.awards.machine import MACHINE
from phongtrao.awards.models import Commendation, Nominee
from phongtrao.awards.rules import COLLECTIVE, HOUSEHOLD, PERSON, SUBJECTS
from phongtrao.work.desk import names_of


@dataclass(frozen=True, slots=True)
class Line:
    """One on the list as a page shows it. `name` is empty where the reader does not see names."""

    row: Nominee
    kind: str
    body: str
    name: str

    @property
    def title(self) -> str:
        """`Nguyễn Văn An, Tổ trưởng`, a collective's name, or `cá nhân` for who does not see names."""
        if not self.row.is_person:
            return self.body
        return ", ".join(filter(None, (self.name, self.row.post_title))) if self.name else self.kind


def lines_of(case: Commendation, with_names: bool) -> list[Line]:
    """The list; of people the body alone where names are not shown."""
    return [Line(row, SUBJECTS[row.kind], named(row), row.full_name if with_names else "") for row in rows_of(case)]


COUNTS = {
    "collectives": Count("nominees", Q(nominees__kind=COLLECTIVE)),
    "persons": Count("nominees", Q(nominees__kind=PERSON)),
    "households": Count("nominees", Q(nominees__kind=HOUSEHOLD)),
}
"""How many of each kind are on a proposal's list, for `annotate`."""


def count_words(row: Any) -> str:
    """`2 tập thể, 1 cá nhân` of a row that was annotated with COUNTS."""
    numbers = ((row.collectives, SUBJECTS[COLLECTIVE]), (row.persons, SUBJECTS[PERSON]),
               (row.households, SUBJECTS[HOUSEHOLD]))  # fmt: skip
    return ", ".join(f"{number} {word}" for number, word in numbers if number) or "danh sách còn trống"


def listed(rows: Iterable[Commendation], day: date) -> list[dict[str, Any]]:
    """Each proposal of a list with what its line shows; names of bodies are asked once."""
    found = list(rows)
    names = names_of({row.organisation_id for row in found}, day)
    return [
        {
            "row": row,
            "body": names[row.organisation_id],
            "form": row.asked_form.title,
            "counts": count_words(row),
            "badge": MACHINE.badge_of(row),
            "next": MACHINE.next_words.get(row.state, ""),
            "due": row.due if row.state == "sent" else None,
        }
        for row in found
    ]
