"""What a phrase of a document means: the bodies that existed on its day, in the reach of its issuer.

`meant` reads a phrase as a series: each part between commas is a body by name, a group of a kind (groups.py), or a name
without its kind, which stands before it once (`UBND huyện Sơn Nam và Tây Khê`, `các sở: Tài chính, Nội vụ`). A phrase
with any part that means nobody known means nobody: it is asked of a person, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from phongtrao.organisations import groups
from phongtrao.organisations.directory import CENTRAL, WORDS_OF_KIND, Directory, Entry, directory
from phongtrao.organisations.holders import Found, holders
from phongtrao.organisations.models import Alias, Organisation
from phongtrao.organisations.names import SEPARATORS, body_key, joined, tokens

__all__ = ["Context", "Found", "Meaning", "holders", "meant"]


@dataclass(frozen=True, slots=True)
class Context:
    """Where a phrase stands: plain values, nothing is asked of the document itself."""

    issuer: Organisation
    day: date
    recipients: tuple[str, ...] = ()
    """Bodies the document is addressed to, as it names them: what `các cơ quan, đơn vị, địa phương` means."""
    beside: tuple[str, ...] = ()
    """Bodies and places named by the clauses under the same parent: what `còn lại` and `khác` leave out."""
    addressed: bool = False
    """Whether the recipients are those of `Kính gửi`, so that each is meant; `Nơi nhận` has clerks and files too."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """No bodies: not resolved, ask a person. `offered` are bodies near to the words, for that person to choose from."""

    bodies: tuple[Found, ...]
    offered: tuple[Found, ...] = ()
    missing: bool = False
    """The words mean bodies of yet another kind, of which the site knows none: a person is asked for these."""

    @property
    def is_whole(self) -> bool:
        """Whether all that the words mean is known."""
        return bool(self.bodies) and not self.missing


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a series, read."""

    bodies: tuple[Entry, ...]
    offered: tuple[Entry, ...]
    how: str
    head: str = ""
    """What stands before the names that follow: `ubnd huyen`, `so`."""
    missing: bool = False
    """See `Meaning`."""


CONNECTORS = {*SEPARATORS, "va", "cung", "hoac", "voi"}
OFFICES = re.compile(
    r"^(?:(?:de nghi|giao|yeu cau|kinh gui|dong chi|cac dong chi|cac ong ba|ong|ba|lanh dao|tap the|nguoi dung dau"
    r"|(?:pho )?thu tuong chinh phu(?= truong ban)) )*"
    r"(?:pho )?(?:(?:tong |pho )?giam doc|chu tich|thu truong|bo truong|chanh an|vien truong|cuc truong|chi cuc truong"
    r"|hieu truong|chi huy truong|chinh uy|tu lenh|tong bien tap|bi thu|thuong truc|ban thuong vu|chanh(?= van phong)"
    r"|chanh(?= thanh tra)|truong ban(?= ban)|truong(?= (?:ban|phong|cong an|doan|doi)\b)|tong thanh tra"
    r"|lanh dao|tap the lanh dao|nguoi dung dau)(?: (?!dao))"
)
"""An office stands for its body: `Chủ tịch UBND`, `Giám đốc Sở`, `Trưởng Công an`."""
PLURAL_WORDS = re.compile(r"\b(?:cac|nhung|\d+) ")
UNDECIDED = re.compile(r"^(?P<group>.+?) (?:(?:co )?lien quan|chuc nang)(?P<rest>.*)$")
REST = re.compile(r"^(?P<group>.+?) (?:con lai|khac)(?P<scope>(?: .*)?)$")
RECIPIENTS = re.compile(
    r"(?:cac |moi )?(?:co quan )?(?:don vi|to chuc don vi)(?P<lower> dia phuong)?|(?:cac )?noi nhan|nhu tren"
)
"""Words for all whom the document addresses."""
NARROWING = re.compile(r"\b(?:thuoc|cap|cua)\b")
FOR_INFORMATION = re.compile(r"\((?:[^)]*\b)?(?:b/?c|báo cáo|để biết|phối hợp)\b[^)]*\)|^\s*Lưu\b", re.IGNORECASE)


def meant(phrase: str, context: Context) -> Meaning:
    """The bodies that `phrase` means in `context`; what a person once answered for it (an alias) comes first.

    Of a phrase that is known in part only, the answer is what was missing.
    """
    known = _alias(phrase, context)
    read = _Reader(context).read(phrase)
    if not known:
        return read
    sure = read.bodies if read.missing else ()
    answered = {found.organisation.pk for found in known}
    return Meaning((*(found for found in sure if found.organisation.pk not in answered), *known))


def _alias(phrase: str, context: Context) -> tuple[Found, ...]:
    alias = Alias.objects.filter(Alias.known(context.issuer, body_key(phrase))).first()
    bodies = alias.organisations.order_by("code") if alias else ()
    return tuple(Found(body, "alias") for body in bodies)


class _Reader:
    """Reads the phrases of one context."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.directory: Directory = directory(context.issuer, context.day)

    def read(self, phrase: str) -> Meaning:
        words = tokens(phrase)
        key = joined(words)
        if everybody := RECIPIENTS.fullmatch(self._in_place(key)):
            return self._found(self._everybody(key, bool(everybody["lower"])))
        parts, near = _Series(words, self).parse()
        if parts is None:
            return Meaning((), self._found([*near, *self._other_days(key)]).offered)
        return self._found(parts)

    def part(self, key: str, head: str) -> Part | None:
        """One part of a series by name, as a group, as a rest, or as a name behind the head; None for nobody."""
        bare = OFFICES.sub("", key)
        for name in dict.fromkeys((key, bare, PLURAL_WORDS.sub("", bare))):
            if named := self._named(name):
                return named
        rest = REST.match(bare)
        if rest:
            return self._rest(f"{rest['group']}{rest['scope']}")
        selection = groups.select(bare, self.directory)
        if selection.bodies:
            return Part(selection.bodies, selection.offered, "kind", _group_head(bare), selection.missing)
        return self._named(f"{head} {bare}") if head else None

    def _named(self, key: str) -> Part | None:
        found = self.directory.named(key)
        if len(found) != 1:
            return None
        return Part(found, (), "named", head=_head(key, found[0]))

    def _rest(self, group: str) -> Part | None:
        """A group without the bodies named beside it; nobody where nothing is named there."""
        selection = groups.select(group, self.directory)
        beside = self._beside
        if not selection.bodies or not beside:
            return None
        left = tuple(e for e in selection.bodies if e.pk not in beside)
        return Part(left, (), "rest") if left else None

    @cached_property
    def _beside(self) -> set[int]:
        named = set()
        for phrase in self.context.beside:
            parts, _ = _Series(tokens(phrase), self).parse()
            named |= {e.pk for part in parts or () if part.how == "named" for e in part.bodies}
        return named

    def _in_place(self, key: str) -> str:
        """The key without words that only say where, `trên địa bàn tỉnh`; `thuộc tỉnh` says which, and stays."""
        bare = groups.scope_words(self.directory).sub("", key)
        return key if NARROWING.search(key[len(bare) :]) else bare

    def _everybody(self, key: str, lower: bool) -> list[Part]:
        """Who is addressed; where the paper shows nobody, or the words name a place, all in the issuer's reach."""
        parts = self._recipients()
        said_elsewhere = bool(self.context.recipients) and key == self._in_place(key)
        if any(part.bodies for part in parts) or not lower or said_elsewhere or self.directory.level == CENTRAL:
            return parts
        # These are sure; which other `đơn vị` are meant the paper does not say.
        return [Part(groups.everybody(self.directory).bodies, (), "kind", missing=True)]

    def _recipients(self) -> list[Part]:
        """Bodies below the issuer among those the document is addressed to; superiors are only told."""
        found = []
        for phrase in self.context.recipients:
            if FOR_INFORMATION.search(phrase):
                continue
            words = tokens(phrase)
            if RECIPIENTS.fullmatch(joined(words)):
                continue
            parts = _Series(words, self).parse()[0]
            if parts is None and self.context.addressed:
                found.append(Part((), (), "kind", missing=True))
            for part in parts or ():
                bound = tuple(e for e in part.bodies if e.pk in self.directory.home and e.pk != self.context.issuer.pk)
                found.append(replace(part, bodies=bound, how="kind"))
        return found

    def undecided(self, key: str) -> Part | None:
        """`các sở, ngành liên quan`: some of a group, the text does not say which; the group is offered."""
        match = UNDECIDED.match(key)
        selection = groups.select(match["group"], self.directory) if match else groups.NOBODY
        return Part((), selection.bodies, "kind") if selection.bodies else None

    def _other_days(self, key: str) -> list[Part]:
        """Who holds on the document's day what a body of that name held before; offered, as the name is out of date."""
        bodies = Organisation.objects.filter(
            pk__in=self._visible_ever(), versions__keys__contains=f"|{key}|"
        ).distinct()
        heirs = {f.organisation.pk for f in holders(bodies[:20], self.context.day)}
        return [Part((), tuple(e for pk in sorted(heirs) if (e := self.directory.entries.get(pk))), "successor")]

    def _visible_ever(self) -> set[int]:
        from phongtrao.organisations import tree

        return tree.below_ever(tree.roots_of([self.context.issuer.pk], self.context.day))

    def _found(self, parts: Iterable[Part]) -> Meaning:
        parts = list(parts)
        bound = {e.pk: part.how for part in reversed(parts) for e in reversed(part.bodies)}
        near = {e.pk: part.how for part in parts for e in part.offered if e.pk not in bound}
        bodies = Organisation.objects.in_bulk([*bound, *near])
        order = list(dict.fromkeys(e.pk for part in parts for e in (*part.bodies, *part.offered)))
        return Meaning(
            tuple(Found(bodies[pk], bound[pk]) for pk in order if pk in bound),
            tuple(Found(bodies[pk], near[pk], confirmed=False) for pk in order if pk in near),
            any(part.missing for part in parts),
        )


class _Series:
    """Reads tokens as parts between connectors, the longest first, going back where the rest cannot be read."""

    def __init__(self, words: Sequence[str], reader: _Reader) -> None:
        self.words = words
        self.reader = reader
        self.near: list[Part] = []
        self._dead: set[tuple[int, str]] = set()

    def parse(self) -> tuple[list[Part] | None, list[Part]]:
        """The parts, or None where some words mean nobody; and what may be offered then."""
        parts = self._from(0, "")
        return (parts or None), self.near

    def _from(self, start: int, head: str) -> list[Part] | None:
        while start < len(self.words) and self.words[start] in CONNECTORS:
            start += 1
        if start == len(self.words):
            return []
        if (start, head) in self._dead:
            return None
        for end in self._ends(start):
            part = self._part(start, end, head)
            if part is None:
                continue
            following = self._from(end, part.head or head)
            if following is not None:
                return [part, *following]
        self._dead.add((start, head))
        return None

    def _ends(self, start: int) -> list[int]:
        """Places where a part from `start` may end: before a connector or at the end, the farthest first."""
        inner = [n for n in range(start + 1, len(self.words)) if self.words[n] in CONNECTORS]
        return [len(self.words), *reversed(inner)]

    def _part(self, start: int, end: int, head: str) -> Part | None:
        span = self.words[start:end]
        if ":" in span:
            return None
        key = joined(span)
        part = self.reader.part(key, head)
        if part is None:
            if undecided := self.reader.undecided(OFFICES.sub("", key)):
                self.near.append(undecided)
            if end < len(self.words) and self.words[end] == ":":
                # `các sở: Tài chính, ...`: the words before the colon only say what the names after it are.
                return Part((), (), "named", head=PLURAL_WORDS.sub("", OFFICES.sub("", key)))
            return None
        if part.how == "kind" and end < len(self.words) and self.words[end] == ":":
            return Part((), (), "named", head=part.head)
        self.near.append(Part((), part.bodies, part.how))
        return part


def _head(key: str, entry: Entry) -> str:
    """What a name has before its own word: `ubnd huyen` of `ubnd huyen son nam`, `so` of `so tai chinh`."""
    words = WORDS_OF_KIND.get(entry.area_kind, "")
    if words and key.startswith(f"{entry.stem} {words} "):
        return f"{entry.stem} {words}"
    if words and key.startswith(f"{words} "):
        return words
    return "so" if entry.kind == "so" else ""


def _group_head(key: str) -> str:
    """`ubnd xa` of `ubnd cac xa`; `so` of `cac so`: names may follow it."""
    bare = PLURAL_WORDS.sub("", key)
    return bare if len(bare.split()) <= 4 else ""
