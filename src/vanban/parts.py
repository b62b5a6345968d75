"""The documents of a file, each once: copies of a document are joined, what is issued with another has its issuer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from vanban.directive import Header, Note, Span


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a file: its head, its body, its foot, and what the head and foot say."""

    head: Span
    body: Span
    foot: Span
    header: Header = Header()
    gaps: tuple[Span, ...] = ()
    """Stretches of the body that are none: heads and feet that were scraped into its middle."""
    copies: tuple[int, ...] = ()
    """Where in the body another copy of the same document begins."""
    notes: tuple[Note, ...] = ()


def once_each(parts: Sequence[Part]) -> list[Part]:
    """The parts without copies, in their order; in time linear in their number.

    A copy that follows right on its original is joined to it; of copies that stand apart the longer is kept.
    """
    groups: list[list[Part]] = []
    known: dict[Sign, int] = {}
    for part in parts:
        twin = _twin(part, groups, known)
        if twin is None:
            groups.append([part])
        elif twin == len(groups) - 1:
            groups[twin].append(part)
        elif part.body[1] - part.body[0] > groups[twin][-1].body[1] - groups[twin][0].body[0]:
            groups[twin] = [part]
        known.update((sign, len(groups) - 1 if twin is None else twin) for sign in _signs(part))
    joined = [_joined(group) for group in groups]
    return [*joined[:1], *(_of_first(part, joined[0]) for part in joined[1:])]


Sign = tuple[str, str | None, str]


def _signs(part: Part) -> list[Sign]:
    """What another copy of the document would share: its number; its subject or, where it has none, its addressees."""
    header = part.header
    signs: list[Sign] = [("number", header.type, header.number)] if header.number else []
    if header.subject:
        signs.append(("subject", header.type, header.subject.casefold()))
    elif header.addressees:
        signs.append(("addressees", header.type, "\n".join(header.addressees)))
    return signs


def _twin(part: Part, groups: Sequence[list[Part]], known: dict[Sign, int]) -> int | None:
    """Which earlier document this one is another copy of; of two that both have numbers, the numbers decide."""
    for sign in _signs(part):
        place = known.get(sign)
        if place is not None and (sign[0] == "number" or not (part.header.number and groups[place][0].header.number)):
            return place
    return None


_SINGLE = ("type", "number", "issuer", "place", "date", "signatory")
_LISTED = ("subject", "addressees", "recipients")
"""Fields of which a copy may have a part: the longer one is whole."""


def _joined(copies: Sequence[Part]) -> Part:
    """Copies that follow one another as one document: what stands between their bodies is a gap."""
    first, last = copies[0], copies[-1]
    if first is last:
        return first
    gaps: list[Span] = []
    for copy, following in zip(copies, [*copies[1:], None], strict=True):
        gaps += copy.gaps
        if following is not None and following.body[0] > copy.body[1]:
            gaps.append((copy.body[1], following.body[0]))
    starts = tuple(copy.body[0] for copy in copies[1:])
    return Part(first.head, (first.body[0], last.body[1]), last.foot, _header(copies), tuple(gaps), starts)


def _header(copies: Sequence[Part]) -> Header:
    values: dict[str, Any] = {}
    spans: dict[str, Span] = {}
    for name in (*_SINGLE, *_LISTED):
        having = [copy.header for copy in copies if getattr(copy.header, name)]
        if having:
            best = max(having, key=lambda header: len(getattr(header, name))) if name in _LISTED else having[0]
            values[name] = getattr(best, name)
            if name in best.spans:
                spans[name] = best.spans[name]
    return Header(**values, spans=spans)


def _of_first(part: Part, first: Part) -> Part:
    """A document issued with the first one has its issuer, unless it has a number of its own."""
    if part.header.number or part.header.issuer == first.header.issuer:
        return part
    spans = {name: span for name, span in part.header.spans.items() if name != "issuer"}
    return replace(part, header=replace(part.header, issuer=first.header.issuer, spans=spans))
