"""The last step of a reading: places in the repaired text become places in the source."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from vanban.directive import Clause, Directive, Duty, Effect, Header, Mention, Party, Span
from vanban.text import Text


def at_source(text: Text, read: Directive) -> Directive:
    """The same values with every span turned into one of the source: `raw[start:end]` is the words behind each."""
    there = _There(text)
    return Directive(
        header=there.header(read.header),
        attached=tuple(map(there.header, read.attached)),
        clauses=tuple(map(there.clause, read.clauses)),
        citations=tuple(map(there.spanned, read.citations)),
        mentions=tuple(map(there.mention, read.mentions)),
        effects=tuple(map(there.effect, read.effects)),
        duties=tuple(map(there.duty, read.duties)),
        targets=tuple(map(there.spanned, read.targets)),
        models=tuple(map(there.spanned, read.models)),
        notes=tuple(map(there.spanned, read.notes)),
    )


class _There:
    """Each kind of value, moved to the source."""

    def __init__(self, text: Text) -> None:
        self.text = text

    def spanned(self, value: Any) -> Any:
        """Any value with `start` and `end`."""
        start, end = self.text.source(value.start, value.end)
        return replace(value, start=start, end=end)

    def mention(self, mention: Mention) -> Mention:
        start, end = self.text.source(mention.start, mention.end)
        return replace(mention, start=start, end=end, last=self.text.source(mention.start, mention.last)[1])

    def effect(self, effect: Effect) -> Effect:
        start, end = self.text.source(effect.start, effect.end)
        by = self.mention(effect.by) if effect.by else None
        return replace(effect, start=start, end=end, on=self.mention(effect.on), by=by)

    def party(self, party: Party) -> Party:
        """A name put together from several places has no words of its own to point at."""
        start, end = self.text.source(party.start, party.end) if party.end > party.start else (0, 0)
        return Party(party.name, start, end)

    def duty(self, duty: Duty) -> Duty:
        start, end = self.text.source(duty.start, duty.end)
        return replace(
            duty,
            start=start,
            end=end,
            actors=tuple(map(self.party, duty.actors)),
            support=tuple(map(self.party, duty.support)),
            to=tuple(map(self.party, duty.to)),
            via=tuple(map(self.party, duty.via)),
            deadlines=tuple(map(self.spanned, duty.deadlines)),
        )

    def header(self, header: Header) -> Header:
        return replace(header, spans={name: self.text.source(*span) for name, span in header.spans.items()})

    def clause(self, clause: Clause) -> Clause:
        start, end = self.text.source(clause.start, clause.end)
        last = self.text.source(clause.start, clause.last)[1]
        below = tuple(map(self.clause, clause.children))
        paragraphs, after = self._spans(clause.paragraphs), self._spans(clause.after)
        return Clause(clause.label, clause.path, start, end, last, paragraphs, below, after)

    def _spans(self, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(self.text.source(*span) for span in spans)
