"""A calendar as RFC 5545 writes it: days as all-day events, lines folded by octets, words escaped."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

FOLD = 75
"""Octets of a line at the most, its end not counted (section 3.1)."""


@dataclass(frozen=True, slots=True)
class Event:
    """One day in a calendar. `uid` stays the same whenever the event is told again, also on another day."""

    uid: str
    day: date
    summary: str
    description: str
    url: str


def as_ics(name: str, events: Iterable[Event], at: datetime) -> bytes:
    """A whole calendar; `at` is the moment it was written.

    >>> print(as_ics("Việc", [], datetime(2026, 2, 2, tzinfo=UTC)).decode().replace(chr(13), ""), end="")
    BEGIN:VCALENDAR
    VERSION:2.0
    PRODID:-//Phong Trao//Lich//VI
    CALSCALE:GREGORIAN
    METHOD:PUBLISH
    X-WR-CALNAME:Việc
    END:VCALENDAR
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Phong Trao//Lich//VI", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", f"X-WR-CALNAME:{escaped(name)}"]
    for event in events:
        lines += _event(event, at)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line)).encode()


def _event(event: Event, at: datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{escaped(event.uid)}",
        f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(event.summary)}",
        f"DESCRIPTION:{escaped(event.description)}",
        f"URL:{event.url}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def escaped(text: str) -> str:
    """Words as a value of type TEXT (section 3.3.11); what cannot be seen is left out."""
    seen = "".join(c for c in text.replace("\r\n", "\n") if c in "\n\t" or unicodedata.category(c) != "Cc")
    for sign in ("\\", ";", ","):
        seen = seen.replace(sign, f"\\{sign}")
    return seen.replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """The line in parts of at most 75 octets, each after the first beginning with a blank; no character is cut."""
    part, size = "", 0
    for c in line:
        octets = len(c.encode())
        if size + octets > FOLD:
            yield part
            part, size = " ", 1
        part, size = part + c, size + octets
    yield part
