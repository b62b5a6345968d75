"""Number and day of a document that does not show them, proposed from the citations of other documents.

A letter that names `Kế hoạch số 48/KH-UBND ngày 05/3/2024 của UBND tỉnh về dạy bơi` says of a plan on swimming lessons
by that committee, without a number, which one it is. Precision counts for more than finding: nothing is proposed
against the kind, the body or the days, nor where two are as likely; these are put as a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vanban.directive import Mention
from vanban.identity import NumberKey, body, meant_by, number_key, same_body
from vanban.kinds import BY_SLUG
from vanban.lines import fold
from vanban.shelf import Identity, Paper, Shelf, own_identity
from vanban.wording import day_words


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a paper: its place among the papers, and from where to where."""

    paper: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A number and a day that a document may bear, why, and the words of others that say so."""

    number: str
    date: str | None
    reasons: tuple[str, ...]
    evidence: tuple[Passage, ...]
    likeness: float
    """From 0 to 1: how much of what the others call it is what it calls itself."""
    sure_body: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for one paper: one proposal, or several between which a person has to choose."""

    proposal: Proposal | None = None
    questions: tuple[Proposal, ...] = ()


@dataclass(frozen=True, slots=True)
class _Cited:
    """A document not at hand that papers name: its mentions, each with its paper."""

    number: str
    date: str | None
    mentions: tuple[tuple[int, Mention], ...]


LEAST_LIKENESS, LEAST_WORDS = 0.55, 5
"""Of the words of a title, and how many of them, that the document's own subject must have."""
LEAST_WITH_GROUND, LEAST_WORDS_WITH_GROUND = 0.4, 3
"""The same where both name one more document, as what they carry out."""
MARGIN = 0.12
"""Two candidates nearer to each other are equally likely."""
SHARED_GROUND = 0.15

_STOP = frozenset(
    ("VA", "CUA", "VE", "VIEC", "CAC", "CHO", "TAI", "TREN", "TRONG", "THEO", "DEN", "TU", "VOI", "CO", "LA", "NAY",
     "SO", "NGAY", "THANG", "NAM", "DUOC", "BAN", "HANH")
)  # fmt: skip
_DAY = re.compile(r"NGAY \d{1,2}(?:/\d{1,2}/| THANG \d{1,2} NAM )\d{4}")
_YEARS = re.compile(r"(?:NAM|GIAI DOAN)(?: TU)?(?: NAM)? (20\d\d)(?: ?- ?(20\d\d))?")
_WORD = re.compile(r"[A-Z]{2,}")


def proposals(papers: Sequence[Paper], shelf: Shelf) -> list[Found]:
    """For each paper what others say of it where its own number or day is missing; else nothing.

    Takes time linear in the papers, and for each that lacks something in the documents of its kind that others name.
    """
    cited: dict[str | None, list[_Cited]] = {}
    lacking = [n for n, paper in enumerate(papers) if _lacks(own_identity(paper.directive))]
    if lacking:
        cited = _by_kind(papers, shelf)
    found = {n: _chosen(list(_candidates(papers, n, cited))) for n in lacking}
    return _without_rivals(papers, [found.get(n, Found()) for n in range(len(papers))])


def _lacks(identity: Identity) -> bool:
    return identity.type is not None and (identity.number is None or identity.date is None)


def _by_kind(papers: Sequence[Paper], shelf: Shelf) -> dict[str | None, list[_Cited]]:
    """Documents that papers name and that are at hand with number and day for none of them, by kind."""
    groups: dict[tuple[str | None, NumberKey, str | None], list[tuple[int, Mention]]] = {}
    for n, paper in enumerate(papers):
        for mention in paper.directive.mentions:
            entry = shelf.find(mention, n)
            if entry is None or not shelf.entries[entry].identity.date:
                groups.setdefault((mention.type, number_key(mention.number), mention.date), []).append((n, mention))
    found: dict[str | None, list[_Cited]] = {}
    for (kind, _, day), mentions in groups.items():
        found.setdefault(kind, []).append(_Cited(mentions[0][1].number, day, tuple(mentions)))
    return found


def _candidates(papers: Sequence[Paper], n: int, cited: dict[str | None, list[_Cited]]) -> Iterator[Proposal]:
    own = own_identity(papers[n].directive)
    named = {number_key(mention.number) for mention in papers[n].directive.mentions}
    for document in cited.get(own.type, []):
        if number_key(document.number) in named or not _possible(papers, n, document, own):
            continue
        proposal = _proposal(papers, n, document, own)
        if proposal is not None:
            yield proposal


def _possible(papers: Sequence[Paper], n: int, document: _Cited, own: Identity) -> bool:
    """Nothing known of the paper speaks against the number and the day."""
    if own.number and number_key(own.number) != number_key(document.number):
        return False
    if document.date is None:
        return own.number is None
    if own.date and own.date != document.date:
        return False
    directive = papers[n].directive
    before = max((m.date for m in directive.mentions if m.date), default="")
    due = [d.rule.get("on") or d.rule.get("to") for duty in directive.duties for d in duty.deadlines]
    last = max((str(day) for day in due if day), default="9999")
    told = [papers[other].directive.header.date for other, _ in document.mentions]
    return before <= document.date <= last and all(day is None or document.date <= day for day in told)


def _proposal(papers: Sequence[Paper], n: int, document: _Cited, own: Identity) -> Proposal | None:
    """The best that any paper's words say for one document; None where they say too little or against it."""
    best: Proposal | None = None
    evidence: list[Passage] = []
    for other, mention in document.mentions:
        speaker = body(papers[other].directive.header.issuer)
        same = same_body(meant_by(mention.issuer, mention.number, speaker), body(own.issuer))
        if other == n or same is False:
            continue
        likeness, reasons = _likeness(papers, n, other, mention, own)
        if likeness <= 0:
            continue
        evidence.append(Passage(other, mention.start, max(mention.end, mention.last)))
        if best is None or (same is True, likeness) > (best.sure_body, best.likeness):
            why = (*_agreements(document, own, same), *reasons)
            best = Proposal(document.number, document.date, why, (), likeness, same is True)
    return replace(best, evidence=tuple(evidence)) if best else None


def _agreements(document: _Cited, own: Identity, same: bool | None) -> Iterator[str]:
    kind = BY_SLUG[own.type].name.lower() if own.type in BY_SLUG else ""
    yield f"cùng loại: {kind}"
    yield f"cùng cơ quan: {own.issuer}" if same else "cơ quan không trái nhau, nhưng chưa rõ"
    if own.number:
        yield f"cùng số, ký hiệu: {own.number}"
    if document.date:
        yield f"ngày {day_words(document.date)} hợp với các văn bản mà nó viện dẫn và các hạn nêu trong đó"


def _likeness(papers: Sequence[Paper], n: int, other: int, mention: Mention, own: Identity) -> tuple[float, list[str]]:
    """How far the title that another paper gives is the subject of this one, and the reasons in words."""
    if own.number:
        return 1.0, []
    subject = papers[n].directive.header.subject or ""
    ours, theirs = title_words(subject), title_words(mention.title or "")
    common = len(ours & theirs)
    if not common or _other_years(subject, mention.title or ""):
        return 0.0, []
    likeness = (common / min(len(ours), len(theirs)) + 2 * common / (len(ours) + len(theirs))) / 2
    shared = sorted(_grounds_in(papers[other], mention) & set(_own_grounds(papers[n])))
    least, words = (LEAST_WITH_GROUND, LEAST_WORDS_WITH_GROUND) if shared else (LEAST_LIKENESS, LEAST_WORDS)
    if likeness < least or common < words:
        return 0.0, []
    reasons = [f"trích yếu trùng {common}/{len(theirs)} chữ với tên gọi trong văn bản viện dẫn"]
    grounds = _own_grounds(papers[n])
    reasons += [f"cùng viện dẫn {grounds[key]}" for key in shared]
    return min(1.0, likeness + SHARED_GROUND * bool(shared)), reasons


def title_words(title: str) -> set[str]:
    """The words of a title that tell it from others: without days, marks and words that stand in every title."""
    return set(_WORD.findall(_DAY.sub(" ", fold(title)))) - _STOP


def _other_years(one: str, other: str) -> bool:
    years, others = ({y for m in _YEARS.finditer(fold(t)) for y in m.groups() if y} for t in (one, other))
    return bool(years and others and not years & others)


def _own_grounds(paper: Paper) -> dict[NumberKey, str]:
    """Numbers of the documents that a paper says it carries out or rests on."""
    return {number_key(e.on.number): e.on.number for e in paper.directive.effects if e.by is None}


def _grounds_in(paper: Paper, mention: Mention) -> set[NumberKey]:
    """Numbers of the documents named within the title that a mention gives."""
    return {number_key(m.number) for m in paper.directive.mentions if mention.end <= m.start < mention.last}


def _chosen(candidates: list[Proposal]) -> Found:
    """The one that is likelier than all others; else all that are as likely, as a question."""
    ranked = sorted(candidates, key=lambda p: (not p.sure_body, -p.likeness, p.number))
    sure = [proposal for proposal in ranked if proposal.sure_body]
    if not sure:
        return Found(None, tuple(ranked))
    near = [proposal for proposal in sure if sure[0].likeness - proposal.likeness < MARGIN]
    return Found(sure[0]) if len(near) == 1 else Found(None, tuple(near))


def _without_rivals(papers: Sequence[Paper], found: list[Found]) -> list[Found]:
    """Two different papers cannot bear one number: what both claim is asked. Copies of one document may."""
    claims: dict[tuple[NumberKey, str | None], list[int]] = {}
    for n, each in enumerate(found):
        if each.proposal:
            claims.setdefault((number_key(each.proposal.number), each.proposal.date), []).append(n)
    for claimants in claims.values():
        subjects = {fold(papers[n].directive.header.subject or "") for n in claimants}
        if len(subjects) > 1:
            for n in claimants:
                claimed = found[n].proposal
                found[n] = Found(None, (claimed,) if claimed else ())
    return found
