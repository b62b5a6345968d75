"""The rules in words for people: kinds of body, what a target asks for, the calendar of a year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from phongtrao.organisations.wording import kind_words
from phongtrao.recognition.rules import SHARES_OF, Authority, RecognitionRules, Target


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the calendar. `flag`: what is odd about it, and shown beside it."""

    day: date
    title: str
    who: str
    source: str
    until: date | None = None
    flag: str = ""


def measure(target: Target) -> str:
    """`39 đơn vị`, `ít nhất 30 % số đơn vị còn lại`."""
    if target.number is not None:
        return f"{target.number} đơn vị"
    if target.percent == 100:
        return f"100 % {SHARES_OF[target.of]}"
    return f"ít nhất {target.percent} % {SHARES_OF[target.of]}"


def calendar(rules: RecognitionRules, year: int) -> list[Entry]:
    """What falls due for the year's candidates, by day; the window of data with the overlap of two years."""
    first, last = rules.window(year)
    source = rules.source
    said = rules.registration
    since = f"áp dụng từ năm {said.since}" if said.since else ""
    found = [Entry(first, f"Mốc số liệu năm {year}", "đơn vị đăng ký", source, last, _overlap(rules))]
    if due := rules.registers_by(year):
        found.append(Entry(due, f"Hạn đăng ký cho năm {year}", "đơn vị đăng ký", source, flag=since))
    if rules.dossier_due:
        found.append(Entry(rules.dossier_due.of(year), "Hạn gửi hồ sơ", "đơn vị đăng ký", source))
    if rules.upkeep.due:
        kept = rules.upkeep.due.of(year)
        found.append(Entry(kept, "Hạn xác nhận duy trì", "cơ quan thẩm định", rules.upkeep.source or source))
    found += [Entry(one.due.of(year), one.title, one.who, one.source) for one in rules.milestones]
    return sorted(found, key=lambda one: one.day)


def _overlap(rules: RecognitionRules) -> str:
    days = rules.window_overlaps
    return f"mốc của hai năm liền nhau chồng lên nhau {days} ngày" if days else ""


@dataclass(frozen=True, slots=True)
class Deciders:
    """Who appraises and decides from a day on, in words; an empty text where no paper says it."""

    said: Authority
    now: bool
    appraises: str
    decides: str

    @property
    def collects(self) -> str:
        """Who takes registrations in the commune."""
        return f"{kind_words(self.said.commune)}, qua {kind_words(self.said.through)}"


def deciders(rules: RecognitionRules, day: date) -> list[Deciders]:
    """The authorities by day, the latest first; `now`: the one in force on `day`."""
    now = rules.authority_on(day)
    ordered = sorted(rules.authorities, key=lambda one: one.valid_from, reverse=True)
    return [Deciders(one, one == now, *map(_body, (one.appraises, one.decides))) for one in ordered]


def _body(written: str) -> str:
    return kind_words(written) if written else ""
