"""A document's text as HTML, with the words of what was read marked. Everything else is escaped."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

SECTION = 40_000
"""Characters shown on one page: longer texts are shown section by section."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Some words, and what they belong to.

    `key` lights up with everything else of that key; `anchor` is the id that links lead to, on the mark's first piece;
    a `number` is shown before the words and leads to the card of that key; `quiet` words bind nobody.
    """

    start: int
    end: int
    key: str
    anchor: str = ""
    number: int | None = None
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class MarginNote:
    """A note of the reader, shown beside the place it speaks of."""

    start: int
    message: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a long text, from one character to another."""

    start: int
    end: int

    def holds(self, place: int) -> bool:
        return self.start <= place < self.end


def sections(text: str, limit: int = SECTION) -> list[Section]:
    """The text in parts of at most `limit` characters, cut between paragraphs, else lines, else words."""
    found: list[Section] = []
    start = 0
    while len(text) - start > limit:
        window = text[start : start + limit]
        cut = next((at + len(s) for s in ("\n\n", "\n", " ") if (at := window.rfind(s, limit // 2)) >= 0), limit)
        found.append(Section(start, start + cut))
        start += cut
    return [*found, Section(start, len(text))]


def marked(text: str, part: Section, marks: Iterable[Mark], notes: Iterable[MarginNote] = ()) -> SafeString:
    """One part of the text as HTML; marks may nest and overlap in any way, and may reach beyond the part."""
    return mark_safe("".join(_pieces(text, part, marks, sorted(notes, key=lambda n: n.start))))  # noqa: S308


def _pieces(text: str, part: Section, marks: Iterable[Mark], notes: list[MarginNote]) -> Iterator[str]:
    """Opening and closing tags in order: a mark that reaches over the end of the one around it goes on after it."""
    waiting = [(max(m.start, part.start), -min(m.end, part.end), n, m) for n, m in enumerate(marks)]
    waiting = [w for w in waiting if w[0] < -w[1]]
    heapq.heapify(waiting)
    open_ends: list[int] = []
    said = _Said(text, part, notes)
    while waiting or open_ends:
        following = waiting[0][0] if waiting else part.end
        while open_ends and open_ends[-1] <= following:
            yield from said.until(open_ends.pop())
            yield "</mark>"
        if not waiting:
            continue
        start, end, n, mark = heapq.heappop(waiting)
        end = -end
        yield from said.until(start)
        if open_ends and end > open_ends[-1]:
            heapq.heappush(waiting, (open_ends[-1], -end, n, mark))
            end = open_ends[-1]
        yield _opening(mark, first=start == mark.start)
        open_ends.append(end)
    yield from said.until(part.end)
    yield from said.rest()


def _opening(mark: Mark, first: bool) -> str:
    anchor = format_html(' id="{}"', mark.anchor) if first and mark.anchor else ""
    looks = "words words--quiet" if mark.quiet else "words"
    opening = format_html('<mark class="{}"{} data-words="{}">', looks, anchor, mark.key)
    if mark.number is None or not first:
        return opening
    link = '<a class="words__to" href="#d-{}" data-number="{}" aria-label="Nhiệm vụ {}"></a>'
    return opening + format_html(link, mark.key, mark.number, mark.number)


class _Said:
    """How far the text has been given out, with the notes that stand on the way."""

    def __init__(self, text: str, part: Section, notes: list[MarginNote]) -> None:
        self._text, self._at = text, part.start
        self._notes = [n for n in notes if part.holds(n.start) or (n.start >= len(text) and part.end == len(text))]
        self._notes.reverse()

    def until(self, end: int) -> Iterator[str]:
        while self._notes and self._notes[-1].start < end:
            note = self._notes.pop()
            yield escape(self._text[self._at : max(self._at, note.start)])
            self._at = max(self._at, note.start)
            yield _note(note)
        yield escape(self._text[self._at : end])
        self._at = max(self._at, end)

    def rest(self) -> Iterator[str]:
        yield from map(_note, reversed(self._notes))


def _note(note: MarginNote) -> str:
    return format_html('<span class="note note--warning" role="note" id="{}">{}</span>', note.anchor, note.message)
