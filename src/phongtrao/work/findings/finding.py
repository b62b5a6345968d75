"""What a finding is: its kind, the passages that do not agree, and what a person decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from phongtrao.documents.marked import sections
from phongtrao.documents.models import Copy, Document
from phongtrao.work.models import Adoption, DeadlineRule, Duty, Settlement
from phongtrao.working_days import Calendar
from vanban.schedule import Due, dues

HOP, WINDOW, DOUBLE, GROUND, OMISSION = "hop", "window", "double", "ground", "omission"
KINDS = {
    HOP: "hai chặng báo cáo",
    WINDOW: "mốc số liệu",
    DOUBLE: "hai văn bản yêu cầu một việc",
    GROUND: "căn cứ đã thay đổi",
    OMISSION: "kế hoạch riêng còn thiếu",
}


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a document at hand, and the address at which they can be looked at."""

    document: Document
    place: str
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One contradiction; `key` names it among those of its adoption, however often it is found again."""

    kind: str
    key: str
    adoption: Adoption
    message: str
    passages: tuple[Passage, ...]
    settled: Settlement | None = None

    @property
    def kind_words(self) -> str:
        return KINDS[self.kind]


def of_duty(duty: Duty) -> Passage:
    """The words of an adopted duty."""
    return Passage(duty.adoption.document, duty.place, duty.text, duty.words_address())


def of_copy(copy: Copy, document: Document, start: int, end: int, place: str = "") -> Passage:
    """Some words of a copy; the link leads to the section of the text in which they stand."""
    part = next((n for n, s in enumerate(sections(copy.text), 1) if s.holds(start)), 1)
    address = reverse("document", args=[document.pk]) + (f"?phan={part}" if part > 1 else "") + "#van-ban"
    return Passage(document, place, " ".join(copy.text[start:end].split()), address)


def live_rules(duty: Duty) -> list[DeadlineRule]:
    """The duty's rules that yield days; from rows prefetched."""
    return [rule for rule in duty.rules.all() if rule.retired_at is None and rule.dated]


def days_of(rule: DeadlineRule, adoption: Adoption, until: date, days: Calendar) -> list[Due]:
    """Days of a rule as they count: in the followed span up to `until`, moved off days of rest as its policy says."""
    last = min(adoption.follow_until, until)
    if adoption.follow_from > last:
        return []
    return [Due(due.period, days.moved(due.day, rule.on_rest)) for due in dues(rule.rule, adoption.follow_from, last)]


def dated_duties(adoptions: Iterable[Adoption]) -> list[Duty]:
    """Duties of the adoptions that go on and have a rule that yields days."""
    rows = Duty.objects.filter(adoption__in=list(adoptions), ended_at=None, rules__retired_at=None, rules__dated=True)
    shown = rows.select_related("adoption__document", "adoption__organisation", "reading__copy", "receiver")
    return list(shown.prefetch_related("rules").distinct().order_by("adoption", "position"))


def same_form(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two rules recur alike: both every year, both every half-year, both once."""
    return one.get("every") == other.get("every") and "within" not in {*one, *other}
