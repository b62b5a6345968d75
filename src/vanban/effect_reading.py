"""The effects of one document on others: where its acts stand, whose they are, and each once.

The words are those of `effects.RULES`; here is decided whether they are the document's own (its title, its grounds, its
articles), those of another that it tells of, or only the duty of a body.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from vanban.acting import sibling_after, siblings_before
from vanban.directive import Citation, Clause, Duty, Effect, Header, Mention, Span
from vanban.effects import RULES, Act
from vanban.identity import NumberKey, body, meant_by, number_key
from vanban.rule import Found, scan

_VERBS = re.compile(
    r"(?<!\w)(?:sửa đổi|bổ sung|điều chỉnh|đính chính|thay thế|thay cho|bãi bỏ|hủy bỏ|tạm dừng|dừng|ngừng"
    r"|đình chỉ|gia hạn|kéo dài|tiếp tục|đẩy mạnh|tổ chức|quán triệt|triển khai|thực hiện|thi hành|cụ thể hóa"
    r"|căn cứ|trên cơ sở|(?P<passive>đã được|đã bị|được|bị|hết hiệu lực|chấm dứt))(?!\w)",
    re.IGNORECASE,
)
LONGEST_VERB = 20
_NEAR = 360
"""Characters within which the document stands upon which words act."""
LONGEST_ROW = 100
"""Documents of one enumeration."""
_QUOTED = re.compile("“[^“”]{0,4000}”")
DECIDING = frozenset(("quyet_dinh", "nghi_quyet", "nghi_dinh", "thong_tu", "thong_tu_lien_tich", "luat", "phap_lenh"))
"""Kinds whose articles change other documents themselves; items of others that name a body are its duties."""


def effects(
    clean: str, documents: Sequence[tuple[Header, Clause]], mentioned: Sequence[Mention], duties: Iterable[Duty] = ()
) -> tuple[Effect, ...]:
    """What the documents of a file do to others and what they tell others to have done, in the order of the text.

    `documents` are their headers and clause trees; spans count the repaired text. An effect is told once for each pair
    of documents, with the words that say most. Takes time linear in the length of the text.
    """
    if not mentioned:
        return ()
    reader = _Reader(clean, mentioned, _stated(documents), _told_to_do(documents, duties))
    found = [effect for act in scan(clean, RULES, places=reader.places()) for effect in reader.effects(act)]
    header = documents[0][0] if documents else Header()
    return _once([_carried_out(effect, header) for effect in sorted(found, key=lambda e: (e.start, e.on.start))])


_PLANS = frozenset(("ke_hoach", "chuong_trinh", "phuong_an", "huong_dan", "de_an"))
_ISSUES_PLAN = re.compile(
    r"(?:về việc )?(?:ban hành|phê duyệt) (?:kế hoạch|chương trình|phương án|đề án)", re.IGNORECASE
)
_DIRECTIVES = frozenset(
    ("chi_thi", "nghi_quyet", "ket_luan", "quyet_dinh", "thong_bao", "thong_tri", "cong_van", "cong_dien")
)
_TO_CARRY_OUT = _PLANS | _DIRECTIVES
_NORMATIVE = re.compile(r"\d+[a-zđ]?[/-](?:19|20)\d\d[/-]")


def _carried_out(effect: Effect, header: Header) -> Effect:
    """Grounds become `implements` where a body makes a plan of its own on what a higher body has directed.

    Rules of law (`15/2024/NĐ-CP`, `40/2023/QH15`) only give the power to do so.
    """
    plans = header.type in _PLANS or _ISSUES_PLAN.match(header.subject or "")
    directed = effect.on.type in _TO_CARRY_OUT and not _NORMATIVE.match(effect.on.number)
    if effect.kind != "grounds" or not plans or not directed:
        return effect
    issuer = body(header.issuer)
    higher = meant_by(effect.on.issuer, effect.on.number, issuer)
    lower = issuer and higher and issuer.rank and higher.rank and issuer.rank > higher.rank
    return replace(effect, kind="implements") if lower else effect


def _stated(documents: Sequence[tuple[Header, Clause]]) -> list[Span]:
    """Where documents say what they carry out and rest on: subjects, and what stands above the first item."""
    subjects = [header.spans["subject"] for header, _ in documents if "subject" in header.spans]
    return sorted([*subjects, *(span for _, root in documents for span in root.paragraphs)])


def _told_to_do(documents: Sequence[tuple[Header, Clause]], duties: Iterable[Duty]) -> list[Span]:
    if documents and documents[0][0].type in DECIDING:
        return []
    return sorted((duty.start, duty.end) for duty in duties if duty.actors)


def _inside(spans: Sequence[Span], place: int) -> bool:
    at = bisect_right(spans, (place, float("inf"))) - 1
    return at >= 0 and spans[at][0] <= place < spans[at][1]


class _Reader:
    """Acts of one text, with what its other parts say of the documents in them."""

    def __init__(self, clean: str, mentioned: Sequence[Mention], stated: list[Span], told: list[Span]) -> None:
        self.clean, self.stated, self.told = clean, stated, told
        self.quoted = [match.span() for match in _QUOTED.finditer(clean)]
        self.at = {mention.start: mention for mention in mentioned}
        self.starts = sorted([*self.at, *self._short_places(mentioned)])

    def _short_places(self, mentioned: Sequence[Mention]) -> Iterator[int]:
        """Places of numbers without a symbol that are those of a document named in full elsewhere."""
        self.short: dict[tuple[str | None, str], Mention] = {}
        for mention in mentioned:
            self.short.setdefault((mention.type, re.split(r"\D", mention.number)[0]), mention)
        bare = {number for _, number in self.short if len(number) > 1}
        for match in re.finditer(r"(?<=[^\W\d_] )\d{2,5}(?![\w/.,%–-])", self.clean):
            if match[0] in bare:
                yield match.start()

    def places(self) -> list[int]:
        """Where words that act stand near a document, in rising order: before it or, in the passive, behind it."""
        found: list[int] = []
        done = 0
        for start in self.starts:
            left, done = max(done - LONGEST_VERB, start - _NEAR, 0), start + _NEAR
            found += [m.start() for m in _VERBS.finditer(self.clean, left, done) if self._leads(m)]
        return sorted(set(found))

    def _leads(self, verb: re.Match[str]) -> bool:
        at = bisect_right(self.starts, verb.start())
        ahead = at < len(self.starts) and self.starts[at] < verb.start() + _NEAR
        return ahead or verb["passive"] is not None

    def mention(self, cited: Citation) -> Mention | None:
        """The mention at a citation's place; a short one has what the full one says."""
        if cited.start in self.at:
            return self.at[cited.start]
        full = self.short.get((cited.type, cited.number))
        return replace(full, start=cited.start, end=cited.end, last=cited.end) if full else None

    def effects(self, found: Found[Act]) -> Iterator[Effect]:
        """The effects of an act, one for each document of an enumeration; none in quotation or as somebody's duty."""
        act = found.value
        if act.on_place is None or not self._counts(act, found.start):
            return
        for on, by in self._pairs(act, act.on_place, act.by_place, "\n" in self.clean[found.start : found.end]):
            told, doer = self.mention(on), self.mention(by) if by else None
            if told is None or by is not None and doer is None or doer is not None and doer.number == told.number:
                continue
            start, end = min(found.start, on.start), max(found.end, on.end, by.end if by else 0, act.last)
            yield Effect(act.kind, told, doer, act.part, act.until, start, end, found.rule.name)

    def _counts(self, act: Act, place: int) -> bool:
        """Whether the words are the document's own, said where it may say so; nothing counts in quotation marks."""
        if _inside(self.quoted, place):
            return False
        if act.by_place is not None:
            return True
        if act.kind in ("implements", "grounds"):
            return _inside(self.stated, place)
        return act.until is not None or not _inside(self.told, place)

    def _pairs(
        self, act: Act, on: Citation, by: Citation | None, in_list: bool
    ) -> Iterator[tuple[Citation, Citation | None]]:
        """What is acted upon and by what, for each document of an enumeration."""
        if by is not None and by.start > on.start:
            yield from ((on, doer) for doer in self._row(by, close=True))
        elif act.looks_back:
            yield from ((told, by) for told in (*siblings_before(self.clean, on), on))
        else:
            yield from ((told, by) for told in self._row(on, in_list, close=by is not None))

    def _row(self, first: Citation, in_list: bool = False, close: bool = False) -> Iterator[Citation]:
        following: Citation | None = first
        for _ in range(LONGEST_ROW):
            if following is None:
                return
            yield following
            following = sibling_after(self.clean, following.end, in_list, close)


def _once(found: Sequence[Effect]) -> tuple[Effect, ...]:
    """One effect of a kind for each two documents: the one that names a part or a day, else the first."""
    best: dict[tuple[str, NumberKey, NumberKey | None], Effect] = {}
    for effect in found:
        key = (effect.kind, number_key(effect.on.number), number_key(effect.by.number) if effect.by else None)
        known = best.get(key)
        if known is None or _says(effect) > _says(known):
            best[key] = effect
    return tuple(best.values())


def _says(effect: Effect) -> int:
    said = sum(value is not None for value in (effect.part, effect.until, effect.on.date, effect.on.issuer))
    return 2 * said + (not effect.on.number.isupper())
