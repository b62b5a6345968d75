"""Documents as a chain: what each is, what it does to the others, and whose grounds have been changed.

Nothing here binds: numbers that were found are proposals, and effects are what the words say; a person confirms them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vanban.directive import Effect
from vanban.proposals import Found, Passage, Proposal, proposals
from vanban.shelf import Identity, Paper, Shelf, named, own_identity


@dataclass(frozen=True, slots=True)
class Link:
    """An effect between two documents, each with its paper where it is at hand; `passage` are the words that say so."""

    kind: str
    on: Identity
    on_paper: int | None
    by: Identity | None
    """None where the document does it in whose paper the words stand."""
    by_paper: int | None
    part: str | None
    until: str | None
    passage: Passage
    rule: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a person should look at: `code` is stable, `message` is Vietnamese, with the passages that do not agree."""

    code: str
    message: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """One paper in the chain."""

    name: str
    identity: Identity
    """Its own, completed by what is proposed."""
    subject: str | None
    proposal: Proposal | None
    questions: tuple[Proposal, ...]
    effects: tuple[Link, ...]
    """What it does itself."""
    told: tuple[Link, ...]
    """What it says that other documents do."""
    grounds: tuple[Link, ...]
    """What it rests on without carrying it out."""
    doubts: tuple[Doubt, ...]


KIND_WORDS = {
    "implements": "thực hiện",
    "prolongs": "kéo dài thời gian thực hiện",
    "amends": "sửa đổi, bổ sung",
    "replaces": "thay thế",
    "ends": "chấm dứt hiệu lực",
    "grounds": "căn cứ",
}
_UNSETTLED = ("replaces", "ends", "amends")


def linked(papers: Sequence[Paper]) -> list[Linked]:
    """Each paper in the chain, in the order given.

    A header that a person has corrected counts as the document's own: give it in the paper's `directive`.
    """
    own = [own_identity(paper.directive) for paper in papers]
    found = proposals(papers, Shelf(own))
    identities = [_completed(identity, each) for identity, each in zip(own, found, strict=True)]
    shelf = Shelf(identities)
    links = [[_link(shelf, n, effect) for effect in paper.directive.effects] for n, paper in enumerate(papers)]
    doubts = _doubts(shelf, links)
    return [
        Linked(
            paper.name,
            identities[n],
            paper.directive.header.subject,
            found[n].proposal,
            found[n].questions,
            tuple(link for link in _settled(shelf, links[n]) if link.by is None and link.kind != "grounds"),
            tuple(link for link in _settled(shelf, links[n]) if link.by is not None),
            tuple(link for link in _settled(shelf, links[n]) if link.by is None and link.kind == "grounds"),
            tuple(doubts[n]),
        )
        for n, paper in enumerate(papers)
    ]


def _completed(identity: Identity, found: Found) -> Identity:
    if found.proposal is None:
        return identity
    return replace(identity, number=identity.number or found.proposal.number, date=identity.date or found.proposal.date)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """An effect with the entries of the shelf that it runs between."""

    effect: Effect
    paper: int
    on: int
    by: int


def _link(shelf: Shelf, paper: int, effect: Effect) -> _Drawn:
    by = shelf.place(effect.by, paper) if effect.by else shelf.of_paper[paper]
    return _Drawn(effect, paper, shelf.place(effect.on, paper), by)


def _settled(shelf: Shelf, drawn: Sequence[_Drawn]) -> Iterator[Link]:
    for each in drawn:
        on, by, effect = shelf.entries[each.on], shelf.entries[each.by], each.effect
        yield Link(
            effect.kind,
            on.identity,
            on.paper,
            by.identity if effect.by else None,
            by.paper if effect.by else None,
            effect.part,
            effect.until,
            _passage(each),
            effect.rule,
        )


def _passage(drawn: _Drawn) -> Passage:
    return Passage(drawn.paper, drawn.effect.start, drawn.effect.end)


def _doubts(shelf: Shelf, links: Sequence[Sequence[_Drawn]]) -> list[list[Doubt]]:
    """For each paper the grounds that another document has changed, replaced or ended, unless it says so itself."""
    changed: dict[int, list[_Drawn]] = {}
    for drawn in (each for row in links for each in row):
        if drawn.effect.kind in _UNSETTLED:
            changed.setdefault(drawn.on, []).append(drawn)
    found: list[list[Doubt]] = [[] for _ in links]
    for n, row in enumerate(links):
        for ground in row:
            if ground.effect.by is None and ground.effect.kind in ("implements", "grounds"):
                others = {act.by: act for act in changed.get(ground.on, []) if act.paper != n}
                found[n] += [_doubt(shelf, ground, act) for act in others.values()]
    return found


def _doubt(shelf: Shelf, ground: _Drawn, act: _Drawn) -> Doubt:
    base, by = shelf.entries[ground.on].identity, shelf.entries[act.by].identity
    own = shelf.entries[shelf.of_paper[ground.paper]].identity.date
    part = f" ({act.effect.part})" if act.effect.part else ""
    when = "" if not own or not by.date else " sau khi văn bản này ban hành" if by.date > own else " từ trước"
    message = (
        f"{named(base)} mà văn bản này dựa vào đã được {named(by)} {KIND_WORDS[act.effect.kind]}{part}{when};"
        " đề nghị xem lại nội dung thực hiện."
    )
    code = "amended-ground" if act.effect.kind == "amends" else "ended-ground"
    return Doubt(code, message, (_passage(ground), _passage(act)))
