"""A chain of documents as others want it: one JSON object a file for programs, an outline in time for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from vanban.link import KIND_WORDS, Doubt, Link, Linked
from vanban.proposals import Passage, Proposal
from vanban.shelf import Identity, Paper, named
from vanban.wording import day_words

_WIDTH = 160


def as_link(linked: Linked, papers: Sequence[Paper]) -> dict[str, Any]:
    """One paper in the chain, ready for JSON. Offsets count the text of the paper whose `source` stands beside them."""
    return {
        "source": linked.name,
        "identity": asdict(linked.identity) | {"subject": linked.subject, "proposed": linked.proposal is not None},
        "proposal": _proposal(linked.proposal, papers) if linked.proposal else None,
        "questions": [_proposal(question, papers) for question in linked.questions],
        "effects": [_link(link, papers) for link in linked.effects],
        "told": [_link(link, papers) for link in linked.told],
        "grounds": [_link(link, papers) for link in linked.grounds],
        "doubts": [
            {"code": doubt.code, "message": doubt.message, "passages": [_words(p, papers) for p in doubt.passages]}
            for doubt in linked.doubts
        ],
    }


def as_unlinked(name: str, message: str) -> dict[str, Any]:
    """What stands in the place of a file that could not be read."""
    lists: dict[str, Any] = {key: [] for key in ("questions", "effects", "told", "grounds", "doubts")}
    nobody = asdict(Identity(None, None, None, None)) | {"subject": None, "proposed": False}
    return {"source": name, "error": message, "identity": nobody, "proposal": None} | lists


def _proposal(proposal: Proposal, papers: Sequence[Paper]) -> dict[str, Any]:
    return {
        "number": proposal.number,
        "date": proposal.date,
        "reasons": list(proposal.reasons),
        "evidence": [_words(passage, papers) for passage in proposal.evidence],
    }


def _link(link: Link, papers: Sequence[Paper]) -> dict[str, Any]:
    told = {"by": _document(link.by, link.by_paper, papers)} if link.by else {}
    read = {"kind": link.kind, "on": _document(link.on, link.on_paper, papers)} | told
    return read | {"part": link.part, "until": link.until, "why": link.rule} | _words(link.passage, papers)


def _document(identity: Identity, paper: int | None, papers: Sequence[Paper]) -> dict[str, Any]:
    return asdict(identity) | {"source": papers[paper].name if paper is not None else None}


def _words(passage: Passage, papers: Sequence[Paper]) -> dict[str, Any]:
    paper = papers[passage.paper]
    words = paper.text[passage.start : passage.end]
    return {"source": paper.name, "start": passage.start, "end": passage.end, "words": words}


def as_chain(linked: Sequence[Linked], papers: Sequence[Paper]) -> str:
    """The chain for a person, in the order of time; documents without a day stand last."""
    ordered = sorted(linked, key=lambda each: each.identity.date or "9999")
    return "\n\n".join("\n".join(_paper(each, papers)) for each in ordered)


def _paper(linked: Linked, papers: Sequence[Paper]) -> Iterator[str]:
    yield f"{day_words(linked.identity.date) or 'Chưa rõ ngày'}  {named(linked.identity)}  [{linked.name}]"
    if linked.identity.issuer or linked.subject:
        yield "  " + ": ".join(filter(None, [linked.identity.issuer, _short(linked.subject or "")]))
    if linked.proposal:
        yield from _asked("Đề xuất số, ngày (cần người xác nhận)", linked.proposal, papers)
    for question in linked.questions:
        yield from _asked("Có phải là", question, papers)
    for link in linked.effects:
        yield f"  - {_said(link)}{_at_hand(link.on_paper, papers)}"
        yield from _quoted([link.passage], papers)
    for link in linked.told:
        if link.by is not None:
            yield f"  - cho biết {_lower(named(link.by))}{_at_hand(link.by_paper, papers)} {_said(link)}"
            yield from _quoted([link.passage], papers)
    if linked.grounds:
        yield "  - căn cứ " + "; ".join(_lower(named(link.on)) for link in linked.grounds)
    for doubt in linked.doubts:
        yield from _doubt(doubt, papers)


def _asked(caption: str, proposal: Proposal, papers: Sequence[Paper]) -> Iterator[str]:
    day = f" ngày {day_words(proposal.date)}" if proposal.date else ""
    yield f"  {caption}: số {proposal.number}{day}"
    yield f"    vì {'; '.join(proposal.reasons)}"
    yield from _quoted(proposal.evidence, papers)


def _doubt(doubt: Doubt, papers: Sequence[Paper]) -> Iterator[str]:
    yield f"  ! {doubt.message}"
    yield from _quoted(doubt.passages, papers)


def _said(link: Link) -> str:
    part = f" {link.part} của" if link.part else ""
    until = f" đến ngày {day_words(link.until)}" if link.until else ""
    return f"{KIND_WORDS[link.kind]}{part} {_lower(named(link.on))}{until}"


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _at_hand(paper: int | None, papers: Sequence[Paper]) -> str:
    return f" [{papers[paper].name}]" if paper is not None else ""


def _quoted(passages: Sequence[Passage], papers: Sequence[Paper]) -> Iterator[str]:
    for passage in passages:
        paper = papers[passage.paper]
        yield f"      “{_short(paper.text[passage.start : passage.end])}” ({paper.name}, vị trí {passage.start})"


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _WIDTH else words[:_WIDTH].rsplit(" ", 1)[0] + " …"
