"""How often readings needed correction by hand, field by field: of those that a person adopted or corrected."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, Func, IntegerField, OuterRef, Q, QuerySet

from phongtrao.documents.contract import DUTY_FIELDS, HEADER_FIELDS
from phongtrao.documents.corrected import Corrected, corrected
from phongtrao.documents.models import Correction, Reading
from phongtrao.documents.shown import HEADER_LABELS, LABELS
from phongtrao.work.models import Adoption

ADDED, DROPPED = "added", "dropped"
DUTY_LABELS = {name: LABELS[name] for name in DUTY_FIELDS} | {
    DROPPED: "Không phải nhiệm vụ (bỏ)",
    ADDED: "Nhiệm vụ bị sót (thêm)",
}


class _DutyCount(Func):
    """How many duties a reading's content holds, without fetching it."""

    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return super().as_sql(
            compiler, connection, template="json_array_length(%(expressions)s, '$.duties')", **context
        )

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return super().as_sql(
            compiler, connection, template="jsonb_array_length(%(expressions)s -> 'duties')", **context
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One field: in how many of those read it was changed."""

    field: str
    label: str
    corrected: int
    of: int

    @property
    def share(self) -> float | None:
        """From 0 to 1; None where nothing was read."""
        return self.corrected / self.of if self.of else None

    @property
    def percent(self) -> str:
        """`2,5 %`."""
        return "" if self.share is None else f"{100 * self.share:.1f} %".replace(".", ",")


@dataclass(slots=True)
class Accuracy:
    """Corrections of the readings of one version of the compiler, or of all (`compiler` empty)."""

    compiler: str
    readings: int = 0
    duties: int = 0
    """As they were read."""
    changed: Counter[str] = field(default_factory=Counter)

    def add(self, readings: int, duties: int, changed: Counter[str]) -> None:
        self.readings += readings
        self.duties += duties
        self.changed += changed

    @property
    def lines(self) -> list[Line]:
        """Header fields of readings, then fields of the duties that stayed, duties dropped and duties added."""
        kept = self.duties - self.changed[DROPPED]
        of = dict.fromkeys(DUTY_FIELDS, kept) | {DROPPED: self.duties, ADDED: kept + self.changed[ADDED]}
        header = [
            Line(f"header.{f}", HEADER_LABELS[f], self.changed[f"header.{f}"], self.readings) for f in HEADER_FIELDS
        ]
        return header + [Line(f, label, self.changed[f], of[f]) for f, label in DUTY_LABELS.items()]


def accuracy(readings: QuerySet[Reading]) -> list[Accuracy]:
    """Over all versions of the compiler, then of each, the newest first.

    Only readings that a person adopted or corrected count: what nobody has looked at says nothing. A correction that a
    newer version reads by itself is none of that version's.
    """
    live = Correction.objects.filter(reading=OuterRef("pk"), undone_at__isnull=True)
    adopted = Adoption.objects.filter(reading=OuterRef("pk"))
    looked_at: QuerySet[Any] = readings.annotate(touched=Exists(live)).filter(Q(Exists(live)) | Exists(adopted))
    whole, versions = Accuracy(""), dict[str, Accuracy]()
    for compiler, count, changed in _counts(looked_at):
        each = versions.setdefault(compiler, Accuracy(compiler))
        for one in (whole, each):
            one.add(1, count, changed)
    return [whole, *sorted(versions.values(), key=_age, reverse=True)]


def _age(one: Accuracy) -> list[int]:
    """Later versions have larger numbers."""
    return [int(number) for number in re.findall(r"\d+", one.compiler)]


def _counts(looked_at: QuerySet[Any]) -> Iterator[tuple[str, int, Counter[str]]]:
    """For each reading its compiler, how many duties it read, and what was changed in it."""
    untouched = looked_at.filter(touched=False).order_by().annotate(count=_DutyCount("content"))
    for compiler, count in untouched.values_list("compiler", "count"):
        yield compiler, count or 0, Counter()
    for reading in looked_at.filter(touched=True).order_by().iterator(chunk_size=100):
        found = corrected(reading)
        yield reading.compiler, len(reading.content.get("duties", [])), _changed(found)


def _changed(found: Corrected) -> Counter[str]:
    """Fields that a person changed to something else than had been read."""
    header = (f"header.{f}" for f, was in found.header_was.items() if (was or None) != (found.header.get(f) or None))
    duties = (name for duty in found.duties if not duty["added"] for name in duty["corrected"])
    dropped = sum(not duty["added"] for duty in found.dropped)
    added = sum(duty["added"] for duty in found.duties)
    return Counter(header) + Counter(duties) + Counter({DROPPED: dropped, ADDED: added})
