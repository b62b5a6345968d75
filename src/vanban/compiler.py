"""From the characters of a document to what it asks: the whole pipeline on one screen.

    raw ─ repair ─▶ Text ─ frame ─▶ parts (head | body | foot) ─ outline ─▶ clause tree ─ rules ─▶ Directive

Each stage says in its own module what it guarantees. Offsets count the repaired text until the last step turns them
into places of the source, so that `raw[start:end]` is always the exact words behind a value.
"""

from __future__ import annotations

from datetime import date

from vanban.citations import mentions, once_each
from vanban.directive import Directive, Duty, Header, Named, Note
from vanban.doubts import doubts
from vanban.duties import duties
from vanban.effect_reading import effects
from vanban.frame import frame
from vanban.mentions import with_words
from vanban.outline import Outline, outline
from vanban.source import at_source
from vanban.targets import models, targets
from vanban.text import repair

VERSION = "1"
"""Goes up whenever a reading of the same text may come out differently."""


def compile_directive(raw: str, chain: bool = False) -> Directive:
    """Read one document. `raw` is any decoded text; never raises on what is in it.

    `chain`: also what it does to other documents (`mentions`, `effects`), which only a chain of documents asks for.

    >>> compile_directive("Giao Sở Tài chính báo cáo UBND tỉnh trước ngày 05/6/2024.").duties[0].kind
    'report'
    """
    text = repair(raw)
    parts = frame(text)
    outlines = [outline(text, part) for part in parts]
    day = parts[0].header.date if parts else None
    issued = date.fromisoformat(day) if day else None
    found: list[Duty] = []
    for part, tree in zip(parts, outlines, strict=True):
        found += duties(text.clean, tree.root, issued, part.header.type or parts[0].header.type)
    named = mentions(text.clean)
    worded = with_words(text.clean, named) if chain else ()
    documents = [(part.header, tree.root) for part, tree in zip(parts, outlines, strict=True)]
    return at_source(
        text,
        Directive(
            header=parts[0].header if parts else Header(),
            attached=tuple(part.header for part in parts[1:]),
            clauses=tuple(tree.root for tree in outlines),
            citations=once_each(named, parts[0].header.number if parts else None),
            mentions=worded,
            effects=effects(text.clean, documents, worded, found) if chain else (),
            duties=tuple(found),
            targets=tuple(t for tree in outlines for t in targets(text.clean, tree.root)),
            models=_once(tuple(m for tree in outlines for m in models(text.clean, tree.root))),
            notes=_ordered([*_notes_of(outlines), *doubts(text.clean)]),
        ),
    )


def _notes_of(outlines: list[Outline]) -> list[Note]:
    return [note for tree in outlines for note in tree.notes]


def _ordered(notes: list[Note]) -> tuple[Note, ...]:
    return tuple(sorted(notes, key=lambda n: (n.start, n.code)))


def _once(found: tuple[Named, ...]) -> tuple[Named, ...]:
    seen: dict[str, Named] = {}
    for named in found:
        seen.setdefault(named.name.casefold(), named)
    return tuple(seen.values())
