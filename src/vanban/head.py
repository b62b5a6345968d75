"""The head of a document: what stands above its first sentence, in whatever order and form it arrives.

The parts are those of Decree 30/2020/NĐ-CP, Appendix I (boxes 1 to 5, 9a, 10, 11), of the older Circular 01/2011/TT-BNV
and of the Party's papers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from vanban.addressees import addresses, read_addressees
from vanban.capitals import is_capitals
from vanban.directive import Span
from vanban.headlines import (
    AUTHORITY,
    BARE_NUMBER,
    BODY,
    BODY_BEGINS,
    DATED,
    ENACTING,
    ISSUED_WITH,
    KIND_LINE,
    NAMES_DAY,
    NO_NUMBER,
    NUMBER,
    OF_WHOM,
    OPENING,
    STAMP,
    UNDATED,
    is_head_line,
    is_motto,
    is_national_title,
    iso_date,
    kind_named,
    opens_subject,
)
from vanban.kinds import NAMES
from vanban.labels import read_label
from vanban.lines import Line
from vanban.webpage import ABOUT, facts, is_crumb, read_title, states_facts

LONGEST_HEAD = 150
"""Lines."""
LONGEST_MENU = 60
"""Lines that a page puts above a letterhead."""
LONGEST_NAME = 60
"""Characters of a line that names who decides."""


@dataclass(slots=True)
class Head:
    """What a head says, each with its place; `end` is the number of the first line of the body."""

    end: int = 0
    kind: str | None = None
    number: str | None = None
    place: str | None = None
    date: str | None = None
    subject: str | None = None
    bodies: list[Line] = field(default_factory=list)
    """Lines that name the issuing body and the one above it."""
    authority: list[Line] = field(default_factory=list)
    """Lines under the subject of a decision that name who decides."""
    addressees: list[str] = field(default_factory=list)
    facts: dict[str, Line] = field(default_factory=dict)
    """What the page around the document says of it, in a table or a title."""
    spans: dict[str, Span] = field(default_factory=dict)
    letter: bool = False
    """It is addressed to somebody, as letters are."""
    marked: bool = False
    """It shows something that only heads have."""


def read_head(lines: Sequence[Line], start: int) -> Head:
    """The head that begins with line `start`; empty, with `end` at `start`, where the text opens with its body."""
    return _Reader(lines, start).read()


class _Reader:
    """Reads line after line as long as they belong to a head."""

    def __init__(self, lines: Sequence[Line], start: int) -> None:
        self.lines = lines
        self.start = start
        self.head = Head(end=start)
        self.limit = min(len(lines), start + LONGEST_HEAD)
        self.letterhead = self._letterhead_below()

    def _letterhead_below(self) -> int:
        """The line of the national title under a page's menus and facts; the first line where there is none."""
        page = False
        if self.start < len(self.lines) and is_capitals(self.lines[self.start].words):
            return self.start
        for place in range(self.start, min(self.limit, self.start + LONGEST_MENU)):
            line = self.lines[place]
            if is_national_title(line.words):
                return place if page else self.start
            label = read_label(line.words)
            if label is not None and label.kind != "bullet" or BODY_BEGINS.match(line.words) or addresses(line.words):
                return self.start
            page |= states_facts(line.words) or is_crumb(line.words) or read_title(line) is not None
        return self.start

    def read(self) -> Head:
        place = self.start
        while place < self.limit:
            following = self._step(place)
            if following == place:
                break
            place = following
        self.head.end = place
        return self.head

    def _step(self, place: int) -> int:
        """Read the line at `place`; the number of the next line to read, or `place` itself where the body begins."""
        words = self.lines[place].words
        for read in (
            self._ornament,
            self._facts,
            self._number,
            self._dated,
            self._about,
            self._to,
            self._kind,
            self._title_alone,
            self._stamp,
        ):
            following = read(place, words)
            if following > place:
                return following
        if self._names_body(place, words):
            named = self.head.bodies if self.head.kind is None else self.head.authority
            named.append(self.lines[place])
            return place + 1
        return place + 1 if self._title(place) or self._is_noise(place, words) else place

    def _mark(self, name: str, line: Line) -> None:
        self.head.spans.setdefault(name, (line.start, line.end))
        self.head.marked = True

    def _ornament(self, place: int, words: str) -> int:
        if is_motto(words) or is_national_title(words):
            self.head.marked = True
            return place + 1
        return place

    def _facts(self, place: int, words: str) -> int:
        if self.head.marked and words[0] != "|" or not states_facts(words) and not is_crumb(words):
            return place
        following = place + 1
        for name, value in facts(self.lines[place]):
            if not value.words and words[0] != "|" and following < self.limit:
                value, following = self.lines[following], following + 1
            self.head.facts.setdefault(name, value)
        return following

    def _number(self, place: int, words: str) -> int:
        line = self.lines[place]
        match = None if self.head.number else NUMBER.search(words) or BARE_NUMBER.fullmatch(words)
        if match is None or len(words) > 300:
            again = self.head.number and NUMBER.match(words) and len(words) < 60
            self.head.marked |= bool(again or NO_NUMBER.fullmatch(words))
            return place + 1 if again or NO_NUMBER.fullmatch(words) else place
        number = match[1].rstrip(".,-/")
        end = match.start(1) + len(number)
        self.head.number = number
        self._mark("number", line.part(match.start(1), end))
        if match.start() > 2 and is_capitals(words[: match.start()]):
            self.head.bodies.append(line.part(0, match.start()))
        self._date(line, end)
        about = re.search(r"\bV/v\b", words[end:])
        if about:
            dated = DATED.search(words, end + about.start())
            self._subject([line.part(end + about.start(), dated.start() if dated else None)])
        return place + 1

    def _date(self, line: Line, offset: int = 0) -> None:
        match = DATED.search(line.words, offset)
        if match is None or self.head.date is not None:
            return
        if self.head.place is None:
            place = match["place"].rstrip(" ,.-")
            self.head.place = place
            self._mark("place", line.part(match.start("place"), match.start("place") + len(place)))
        day, month, year = (int((match[name] or "0").replace(" ", "")) for name in ("day", "month", "year"))
        self.head.date = iso_date(day, month, year)
        if self.head.date:
            self._mark("date", line.part(match.start("date"), match.end("date")))

    def _dated(self, place: int, words: str) -> int:
        line = self.lines[place]
        if blank := UNDATED.fullmatch(words):
            return self._undated(place, blank)
        match = DATED.search(words) if len(words) < 140 and NAMES_DAY.search(words) else None
        if match is None or len(words) - len(match[0]) > 60 or words[match.end() : match.end() + 1] in (",", ";"):
            return place
        before = words[: match.start()].strip(" *-–|.")
        if before and (OPENING.match(words) or not is_capitals(before)):
            return place
        self._date(line)
        if before:
            self.head.bodies.append(line.part(0, match.start()))
        return place + 1

    def _undated(self, place: int, blank: re.Match[str]) -> int:
        """`Hà Thành, ngày ... tháng ... năm ...`: the day is still to be written in."""
        if self.head.place is None and (self.head.marked or self.head.bodies):
            self.head.place = blank["place"].strip()
            self._mark("place", self.lines[place].part(blank.start("place"), blank.end("place")))
            return place + 1
        return place

    def _about(self, place: int, words: str) -> int:
        match = ABOUT.match(words)
        if match is None or self.head.subject is not None:
            return place
        if words[1] in "ềỀ" and not self.head.marked:
            self.head.facts.setdefault("subject", self.lines[place].part(match.end(), len(words.rstrip(" ."))))
            return place + 1 if self._marks_ahead(place + 1, 30) else place
        end = place + 1
        while (
            end < min(self.limit, place + 8)
            and self.lines[end].words[0].islower()
            and not read_label(self.lines[end].words)
        ):
            end += 1
        self._subject(self.lines[place:end])
        return end

    def _subject(self, lines: Sequence[Line]) -> None:
        lead = ABOUT.match(lines[0].words) or OF_WHOM.match(lines[0].words)
        first = lines[0].part(lead.end() if lead else 0)
        words = " ".join([first.words, *(line.words for line in lines[1:])]).strip(" .;,:")
        if words:
            self.head.subject = words
            end = lines[-1].start + len(lines[-1].words.rstrip(" .;,:"))
            self._mark("subject", Line(first.start, max(first.start, end), words))

    def _to(self, place: int, words: str) -> int:
        if not addresses(words) or self.head.letter:
            return place
        below = self.lines[place + 1].words if place + 1 < len(self.lines) else ""
        if words.endswith((":", "i")) and len(words) < 12 and addresses(below):
            return place + 1
        entries, following = read_addressees(self.lines[: self.limit + LONGEST_HEAD], place, is_head_line)
        self.head.letter = self.head.marked = True
        self.head.addressees = [entry.words for entry in entries]
        if entries:
            self._mark("addressees", Line(entries[0].start, entries[-1].end, ""))
        self.limit = max(self.limit, min(len(self.lines), following + 1))
        return following

    def _kind(self, place: int, words: str) -> int:
        if self.head.kind is not None or len(words) > 600:
            return place
        line = self.lines[place]
        name, rest = kind_named(words, self.head.marked)
        if name is None:
            return place
        self.head.kind = NAMES.get(name, "phu_luc")
        self._mark("type", line.part(0, len(name) if rest or len(words) > len(name) + 2 and " " in name else None))
        first = [line.part(len(words) - len(rest))] if rest else []
        return self._subject_under(place + 1, first)

    def _subject_under(self, place: int, found: list[Line]) -> int:
        """The subject under the name of the kind: capitals, or lines that end in no full stop."""
        while place < self.limit and len(found) < 10:
            words = self.lines[place].words
            if ISSUED_WITH.match(words) or self._ends_subject(words, found):
                break
            found.append(self.lines[place])
            place += 1
        if found and self.head.subject is None:
            self._subject(found)
        return place

    def _ends_subject(self, words: str, found: list[Line]) -> bool:
        if words[0] == "|" or read_label(words) or is_head_line(words) and not (not found and opens_subject(words)):
            return True
        if DATED.match(words) or is_motto(words) or is_national_title(words):
            return True
        if not found:
            decides = is_capitals(words) and len(words) < LONGEST_NAME and bool(AUTHORITY.match(words))
            return decides or words.endswith((":", ";")) or words.startswith("Căn cứ") or "như sau" in words[-20:]
        if is_capitals(words):
            return not is_capitals(found[-1].words) or bool(AUTHORITY.match(words))
        if is_capitals(found[-1].words):
            return True
        if words[0].islower() and len(words) < 300:
            return False
        return bool(OPENING.match(words)) or words[-1] in ".;:" or len(words) > 250

    def _stamp(self, place: int, words: str) -> int:
        if ISSUED_WITH.match(words) and len(words) < 400 and (words[0] == "(" or self.head.kind):
            return place + 1
        return place + 1 if len(words) < 100 and STAMP.fullmatch(words) else place

    def _names_body(self, place: int, words: str) -> bool:
        """Whether a line names a body: in the letterhead, or above the grounds of a decision."""
        if len(words) > 200 or read_label(words) or self.head.letter and self.head.kind is None:
            return False
        if not is_capitals(words):
            plain = self.head.kind is None and len(words) < 60 and words[-1] not in ".;:" and BODY.match(words)
            return bool(plain) and place - self.start < 8 and self._marks_ahead(place + 1, 4)
        if self.head.kind is not None:
            decides = bool(self.head.authority) and not ENACTING.fullmatch(words)
            return self.head.subject is not None and (decides or bool(AUTHORITY.match(words)))
        if self.head.number is not None and (self.head.bodies or not BODY.match(words)):
            return False
        return bool(BODY.match(words)) or bool(self.head.bodies) or self.head.marked or self._marks_ahead(place + 1, 6)

    def _title_alone(self, place: int, words: str) -> int:
        """A subject in capitals of which the kind's name above was lost."""
        lost = self.head.number is not None and self.head.kind is None and not self.head.letter
        if not lost or self.head.subject is not None or not is_capitals(words) or len(words) < 25 or read_label(words):
            return place
        return self._subject_under(place, []) if not BODY.match(words) else place

    def _title(self, place: int) -> bool:
        """Take a page's title of the document for what the head itself may not show."""
        if self.head.marked or place - self.start > 20:
            return False
        title = read_title(self.lines[place])
        if title is None:
            return False
        for name, line in (
            ("kind", title.kind),
            ("number", title.number),
            ("issuer", title.issuer),
            ("subject", title.subject),
        ):
            if line is not None:
                self.head.facts.setdefault(name, line)
        return True

    def _is_noise(self, place: int, words: str) -> bool:
        """Whether a line that says nothing stands above a head, or a part of one, that is still to come."""
        if place < self.letterhead:
            return True
        if read_label(words) or len(words) > 400 or words.startswith("Căn cứ") or self.head.letter:
            return False
        if self.head.kind is not None or self.head.number is not None or self.head.marked and not self.head.bodies:
            ahead = self.lines[place + 1 : min(self.limit, place + 7)]
            return self.head.kind is None and len(words) < 60 and any(addresses(line.words) for line in ahead)
        return self._marks_ahead(place + 1, 30)

    def _marks_ahead(self, place: int, count: int) -> bool:
        """Whether something that only heads have follows before anything that only bodies have."""
        for line in self.lines[place : min(self.limit, place + count)]:
            words = line.words
            label = read_label(words)
            if label is not None and label.kind != "bullet" or words.startswith("Căn cứ") or words.endswith("như sau:"):
                return False
            if NUMBER.match(words) or KIND_LINE.fullmatch(words) or addresses(words) or is_national_title(words):
                return True
            if not self.head.marked and (any(facts(line)) or read_title(line)):
                return True
        return False
