"""What a reading tells of other documents: kept with the reading, and as rows by which documents find each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from phongtrao.documents.corrected import corrected
from phongtrao.documents.models import Copy, Effect, Mention, Reading
from phongtrao.documents.models.documents import spelling_key
from vanban import directive as library
from vanban.shelf import Paper

Said = dict[str, Any]


def told(directive: library.Directive) -> Said:
    """Mentions of other documents and effects on them, ready for JSON; offsets count the copy's text."""
    return {
        "mentions": [asdict(mention) for mention in directive.mentions],
        "effects": [asdict(effect) for effect in directive.effects],
    }


def enter_told(reading: Reading) -> None:
    """Write the rows of a reading: its mentions anew, and effects that nobody has decided on yet.

    Must stand in the transaction that makes the reading. What a person decided stays as it is.
    """
    copy, content = reading.copy, reading.content
    copy.mentions.all().delete()
    copy.effects.filter(confirmed=None).delete()
    Mention.objects.bulk_create([_mention(copy, said) for said in content.get("mentions", [])])
    known = {effect.same for effect in Effect.objects.filter(document=copy.document_id)}
    new = {effect.same: effect for said in reversed(content.get("effects", [])) if (effect := _effect(copy, said))}
    Effect.objects.bulk_create([new[same] for same in reversed(new) if same not in known])


def _mention(copy: Copy, said: Said) -> Mention:
    return Mention(
        copy=copy, kind=said["type"] or "", number_key=spelling_key(said["number"]), title=(said["title"] or "")[:500]
    )


def _effect(copy: Copy, said: Said) -> Effect:
    on, by = said["on"], said["by"]
    return Effect(
        document_id=copy.document_id,
        copy=copy,
        kind=said["kind"],
        on=cited(on) | {"title": on["title"], "start": on["start"], "last": on["last"]},
        on_key=spelling_key(on["number"]),
        by=cited(by) if by else None,
        by_key=spelling_key(by["number"]) if by else "",
        part=(said["part"] or "")[:200],
        until=date.fromisoformat(said["until"]) if said["until"] else None,
        start=said["start"],
        end=said["end"],
        rule=said["rule"][:60],
    )


def cited(said: Mapping[str, Any]) -> Said:
    """What a mention says of the identity of the document it names."""
    return {key: said[key] for key in ("type", "number", "issuer", "date")}


def paper_of(reading: Reading) -> Paper:
    """A reading with its corrections as the library's functions on several documents want it.

    It has the head, the days of duties, mentions and effects; clauses and names of bodies are left out.
    """
    content = corrected(reading)
    header: Said = {key: content.header.get(key) for key in ("type", "number", "issuer", "date", "subject")}
    directive = library.Directive(
        header=library.Header(**header),
        mentions=tuple(library.Mention(**said) for said in reading.content.get("mentions", [])),
        effects=tuple(map(_as_effect, reading.content.get("effects", []))),
        duties=tuple(map(_as_duty, content.duties)),
    )
    return Paper(str(reading.copy.document_id), directive, reading.copy.text)


def _as_effect(said: Said) -> library.Effect:
    by = library.Mention(**said["by"]) if said["by"] else None
    return library.Effect(**{**said, "on": library.Mention(**said["on"]), "by": by})


def _as_duty(said: Said) -> library.Duty:
    deadlines = tuple(library.Deadline(rule, 0, 0) for rule in said["deadlines"])
    return library.Duty(said["kind"], said["clause"], said["start"], said["end"], deadlines=deadlines)


def mention_of(identity: Mapping[str, Any]) -> library.Mention:
    """A cited identity as a mention without a place."""
    empty: Said = {field.name: None for field in fields(library.Mention)} | {"start": 0, "end": 0, "last": 0}
    return library.Mention(**{**empty, **cited(identity)})
