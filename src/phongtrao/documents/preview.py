"""A paper of one's own as a page shows it before it is a file: its lines and tables, without the layout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vanban.paper import Item, Paper, Paragraph, Run, Table, Wide
from vanban.paper.content import Block, Words


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of words, or a table."""

    words: str = ""
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    heading: bool = False


def preview(paper: Paper) -> list[Shown]:
    """Grounds, body and annexes in their order."""
    shown = [Shown(plain(ground)) for ground in paper.grounds]
    shown += [line for block in paper.blocks for line in _block(block)]
    for annex in paper.annexes:
        shown += [Shown(f"Phụ lục: {annex.title}", heading=True), *(s for b in annex.blocks for s in _block(b))]
    return shown


def has_gaps(lines: list[Shown]) -> bool:
    """Whether a place is left open (`…`) for a person to fill in."""
    return any("…" in text for line in lines for text in (line.words, *(cell for row in line.rows for cell in row)))


def _block(block: Block) -> Iterator[Shown]:
    if isinstance(block, Wide):
        block = block.table
    if isinstance(block, Table):
        rows = tuple(tuple(map(plain, row)) for row in block.rows)
        yield Shown(plain(block.caption), tuple(map(plain, block.header)), rows)
    elif isinstance(block, Item):
        if block.title:
            yield Shown(block.title, heading=True)
        if block.words:
            yield Shown(f"– {plain(block.words)}")
    elif isinstance(block, Paragraph):
        yield Shown(plain(block.words))


def plain(words: Words) -> str:
    """Words without what they look like."""
    return words if isinstance(words, str) else "".join(w.text if isinstance(w, Run) else w for w in words)
