"""The deadlines of one duty: which words of time bind it, and which of them belong together.

`times`, `spans` and `recurrences` read the words; here periods meet their days (`định kỳ 6 tháng ... trước ngày 05/6`),
years bound what comes back (`từ năm 2027 trở đi`), and what is past at issue or holds data is left out.
Times of day are no part of a deadline; every day is a day in Vietnam.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from vanban.dates import NAM, NGAY, QUY, THANG
from vanban.directive import Deadline, Span
from vanban.periods import PERIODS
from vanban.recurrences import RECURRENCES
from vanban.rule import Found, Setting, register, scan
from vanban.spans import SPANS, WINDOWS
from vanban.times import DAYS, Value, compiled

RULES = register("thời hạn", (*DAYS, *WINDOWS, *SPANS, *PERIODS, *RECURRENCES))

Token = Found[Value]

_NUMBER_OF_TIME = re.compile(
    rf"[0-9](?:[\s)]*(?:[/.–-]|{NGAY}|{THANG}|{NAM}|lần|giờ|h\b|\()|(?<=[ygmýíỳỷ] [0-9])|(?<=[0-9]{{4}}))"
)
_WORD_OF_TIME = re.compile(
    rf"[hmđlcnqb](?:(?<=h)[ằàăảáắâẳ]ng\s+(?:{NAM}|{THANG}|{QUY})|(?<=m)ỗi\s+(?:{NAM}|{THANG}|{QUY})|(?<=đ)ịnh\s+kỳ"
    rf"|(?<=l)ần|(?<=c)u[ốôồ]i\s+{NAM}|(?<=n)ửa|(?<=q)(?:u[ýíỳỷ]\s?[ivl1-4mhb]|úy\s?[ivl1-4]|\.?\s?[ivl1-4])"
    rf"|(?<=n)[ăâàáãǎ]m\s+(?:nay|tới)|(?<=b)áo\s+cáo\s+(?:{QUY}|{THANG}|{NAM}))"
)
"""Every time has one of these in it, near its beginning."""

_BEGIN = re.compile(r"[:|]|(?<!\w)(?:[^\W\d_]|(?<![0-9][/.,–-])\d)")
"""Where words begin, and what stands before a day in a line of time or a cell; no time begins elsewhere."""

MOST = 20_000
REACH = 130
"""Characters from the beginning of a time to the hint in it, at most."""

_WINDOW = re.compile(r"số\s+liệu|mốc|tính|lấy|chốt|từ\s+(?:ng|thứ|[0-9])")
_WHOLE_YEAR = compiled(rf"\W*(?:[^\W\d]+\s+){{0,5}}{NAM}\s+(?:\d{{4}}|nay|tới)")
_SENTENCE = re.compile(r"[.!?]\s+(?=[^\W\d_])|\n\s*\n")
_LISTED = re.compile(r"\s*(?:,|;|/|và|hoặc|\()\s*", re.IGNORECASE)
NEAR, CLOSE = 40, 3
"""Characters between words of time that still belong together, as `từ năm 2027, hằng năm`; and that touch."""


@dataclass(frozen=True, slots=True)
class Window:
    """The data a report covers (`mốc số liệu`): from month-day to month-day, and how many days that is. No deadline."""

    first: str | None
    last: str
    days: int | None
    start: int
    end: int

    @property
    def odd(self) -> bool:
        """Whether it covers more than a year, so that two years' data overlap."""
        return self.days is not None and self.days > 366


_ONWARDS = re.compile(r"\s+trở\s+(?:đi|về\s+sau)(?!\w)", re.IGNORECASE)
"""What makes the day before it a first day (`Từ tháng 11/2013 trở đi`)."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """A deadline in the making."""

    rule: Value
    start: int
    end: int
    by: str
    named: str | None = None
    whole_year: bool = False


def deadlines(clean: str, start: int, end: int, issued: date | None, item: Span | None = None) -> tuple[Deadline, ...]:
    """The deadlines that the words `clean[start:end]` of one duty set, in the order of the text.

    `issued` is the day of the document: a day named without a year is the next such day from then on, and what was
    past by then is no deadline; where it is None such days are left out unless they come back every year.
    `item` is the clause around the words: years that open it (`Từ năm 2027 đến năm 2029: ...`) bound what comes back.
    Sources: `trước` excludes the day it names, every other word includes it (contract); a first day alone binds nobody.
    """
    tokens = _tokens(clean, start, end, issued)
    if not tokens:
        return ()
    drafts = sorted(_drafts(clean, tokens), key=lambda draft: (draft.start, draft.end))
    drafts = _bounded(clean, drafts, [*_opening(clean, start, issued, item), *tokens])
    return tuple(
        Deadline(draft.rule, draft.start, draft.end, draft.by, draft.named) for draft in _distinct(drafts, issued)
    )


def windows(clean: str, start: int, end: int) -> tuple[Window, ...]:
    """The data windows told in `clean[start:end]`."""
    places = [start + match.start() for match in _WINDOW.finditer(_small(clean, start, end))]
    return tuple(
        Window(
            months[0] if len(months) > 1 else None, months[-1], _whole(token.value.get("days covered")), *_place(token)
        )
        for token in scan(clean, WINDOWS, Setting(), start, end, places[:MOST])
        if isinstance(months := token.value.get("window"), list)
    )


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _place(token: Token) -> Span:
    return token.start, token.end


def _tokens(clean: str, start: int, end: int, issued: date | None) -> list[Token]:
    """The words of time, without data windows, and without bare dates that no firm one goes along with."""
    places = beginnings(clean, start, end)
    scanned = scan(clean, RULES, Setting(issued), start, end, places)
    found = [t for t in scanned if "window" not in t.value and not ("on" in t.value and _ONWARDS.match(clean, t.end))]
    firm = {token.rule.name for token in found if not token.value.get("weak")}
    return [token for token in found if not token.value.get("weak") or token.rule.name in firm]


def beginnings(clean: str, start: int, end: int) -> list[int]:
    """Where in `clean[start:end]` a time may begin: at few places, so that reading is quick.

    What has more of them than any duty ever had is noise; it is read no further.
    """
    words = _small(clean, start, end)
    hints = sorted(start + match.start() for hint in (_NUMBER_OF_TIME, _WORD_OF_TIME) for match in hint.finditer(words))
    places: list[int] = []
    done = start
    for hint in hints:
        if min(hint + 2 * NEAR, end) <= done:
            continue
        near = max(done, hint - REACH)
        done = min(hint + 3 * NEAR, end)
        places.extend(map(re.Match.start, _BEGIN.finditer(clean, near, done)))
        if len(places) > MOST:
            break
    return places


def _small(clean: str, start: int, end: int) -> str:
    """The words in small letters, where that keeps every character's place."""
    words = clean[start:end]
    return words.lower() if len(words.lower()) == len(words) else words


def _is_period(token: Token) -> bool:
    return "every" in token.value and not token.value.keys() & {"last", "from"}


def _drafts(clean: str, tokens: Sequence[Token]) -> Iterator[_Draft]:
    """Each word of time by itself, or a day with the period it is due in."""
    pending: list[Token] = []
    used: set[int] = set()
    for place, token in enumerate(tokens):
        gap = clean[tokens[place - 1].end : token.start] if place else ""
        if _SENTENCE.search(gap):
            pending = []
        if _is_period(token):
            listed = pending and tokens[place - 1] is pending[-1] and _LISTED.fullmatch(gap)
            pending = [*pending[-5:], token] if listed else [token]
            continue
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        for draft, period in _dated(clean, token, pending, following):
            if period is not None:
                used.add(period.start)
                near = 0 <= draft.start - period.end <= 2 * NEAR
                draft = replace(draft, start=period.start) if near else draft
            yield draft
    for token in tokens:
        if _is_period(token) and token.start not in used and not token.value.get("describes"):
            yield _Draft({"every": token.value["every"]}, token.start, token.end, token.rule.name)


def _dated(
    clean: str, token: Token, pending: list[Token], following: Token | None
) -> Iterator[tuple[_Draft, Token | None]]:
    """What a token that names days gives, each with the period it used up."""
    days = token.value.get("days")
    values: list[Value] = days if isinstance(days, list) else [token.value]
    if token.value.get("each") and pending:
        values = [token.value] * len(pending)
    for place, value in enumerate(values):
        period = _period(value, token, pending, following, place, len(values))
        every = period.value["every"] if period else value.get("every")
        if "last" in value and every:
            last = f"12-{value['last']}" if every == "year" and value.get("each") else value["last"]
            rule: Value = {"every": every, "last": last}
            yield _Draft(rule, token.start, token.end, token.rule.name, _text(value.get("named"))), period
        elif "on" in value:
            whole = bool(_WHOLE_YEAR.fullmatch(clean, token.start, token.end))
            named = _next_day(value) if "named" in value else None
            yield _Draft({"on": value["on"]}, token.start, token.end, token.rule.name, named, whole), None
        elif "last" not in value and (value.keys() & {"to", "within", "every"}):
            keep: Value = {k: value[k] for k in ("every", "from", "to", "within", "unit", "after") if k in value}
            yield _Draft(keep, token.start, token.end, token.rule.name), None


def _text(value: object) -> str | None:
    return str(value) if value is not None else None


def _next_day(value: Value) -> str:
    return (date.fromisoformat(str(value["on"])) + timedelta(days=1)).isoformat()


def _period(
    value: Value, token: Token, pending: list[Token], following: Token | None, place: int, count: int
) -> Token | None:
    """The period that a day belongs to: one that follows at once, else one named before it in the sentence.

    Several days share out as many periods in their order. A day `hằng năm` takes another period only from close by,
    a period that describes a thing gives itself only to a day close by, and a month has no day of the year.
    """
    if "last" not in value or value.get("every") not in (None, "year"):
        return None
    touches = following and _is_period(following) and 0 <= following.start - token.end <= CLOSE
    if touches and following and following.value["every"] != "year":
        return following
    if not pending:
        return None
    period = pending[place] if len(pending) == count > 1 else pending[-1]
    distance = token.start - period.end
    loose = value.get("every") == "year" or period.value.get("describes")
    if loose and distance > NEAR:
        return None
    of_year = len(str(value["last"])) > 2
    unfit = {"month"} if of_year else set() if value.get("each") else {"year"}
    return None if period.value["every"] in unfit else period


_INTRODUCES = re.compile(r"\s{0,2}[:,]")


def _opening(clean: str, start: int, issued: date | None, item: Span | None) -> list[Token]:
    """Years that open the clause around the words, followed by a colon or comma."""
    if item is None or not item[0] < start:
        return []
    reach = min(start, item[0] + 80)
    places = range(item[0], min(item[0] + CLOSE + 1, reach))
    found = scan(clean, RULES, Setting(issued), item[0], reach, places)[:1]
    return [token for token in found if _INTRODUCES.match(clean, token.end)]


def _bounded(clean: str, drafts: list[_Draft], tokens: Sequence[Token]) -> list[_Draft]:
    """Give what comes back its first and last year, where the text sets them beside it or opens the clause so."""
    recurring = [d for d in drafts if "every" in d.rule and "from" not in d.rule]
    bounds: Value = {}
    dropped: set[Span] = set()
    for token in tokens:
        first, span = token.value.get("from"), token.value.get("years")
        if isinstance(span, list) and _governs(clean, token, recurring):
            new: Value = {"from": span[0], "until": span[1]}
        elif isinstance(first, int) and recurring:
            new = {"from": first}
        else:
            continue
        bounds = bounds or new
        dropped.add(_place(token))
    kept = [d for d in drafts if (d.start, d.end) not in dropped]
    return [replace(d, rule={**d.rule, **bounds}) if "every" in d.rule and "from" not in d.rule else d for d in kept]


def _governs(clean: str, token: Token, recurring: list[_Draft]) -> bool:
    """Whether years bound what comes back: before a colon, or close by in the sentence."""
    if recurring and re.match(r"\s*:", clean[token.end : token.end + 3]):
        return True
    after = bisect_left(recurring, token.end, key=lambda draft: draft.start)
    return any(
        0 <= max(draft.start - token.end, token.start - draft.end) <= NEAR
        and not _SENTENCE.search(clean, min(token.end, draft.end), max(token.start, draft.start))
        for draft in recurring[max(0, after - 1) : after + 1]
    )


def _distinct(drafts: list[_Draft], issued: date | None) -> Iterator[_Draft]:
    """Each once; not what was past at issue, a bare period that a dated one sharpens, a whole year that a day does."""
    dated = {draft.rule["every"] for draft in drafts if "every" in draft.rule and len(draft.rule) > 1}
    sharp = {str(draft.rule["on"])[:4] for draft in drafts if "on" in draft.rule and not draft.whole_year}
    seen: list[Value] = []
    for draft in drafts:
        rule = draft.rule
        last = rule.get("on") or rule.get("to")
        past = issued is not None and isinstance(last, str) and last < issued.isoformat()
        blunt = rule.keys() == {"every"} and rule["every"] in dated
        blunt = blunt or draft.whole_year and str(rule["on"])[:4] in sharp
        if not past and not blunt and rule not in seen:
            seen.append(rule)
            yield draft
