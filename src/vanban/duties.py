"""Duties of a document: one for each smallest item that tells a body to do something.

Walks the clause tree once. Headings give actors to what stands under them, attribute lines (`Cơ quan chủ trì: ...`,
`Thời gian thực hiện: ...`) belong to the items above them, an item with a report of its own falls into parts (`items`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from vanban.actors import OPENING_FORMS, announced, heading_actors
from vanban.attributes import Attributes, attribute_of, gather
from vanban.directive import Clause, Deadline, Duty, Party, Span
from vanban.items import Item, ItemReader, Setting
from vanban.orders import fold, is_never_order, is_order, section_speaks
from vanban.reports import addressee, segments
from vanban.tables import is_row, table_duties


class Reader(ItemReader):
    """Walks the clause tree of one part of a document."""

    def __init__(self, text: str, issued: date | None, kind: str | None) -> None:
        super().__init__(text, issued)
        self.kind = kind
        self._telling: dict[tuple[int, bool], bool] = {}

    # -- the walk ---------------------------------------------------------------------------------------------------

    def read(self, root: Clause) -> tuple[Duty, ...]:
        """Duties in the order of the text, numbered within each path."""
        setting = Setting(actors=self._intro_actors(root.paragraphs))
        found = list(self._root(root, setting))
        found.sort(key=lambda d: (d.start, d.end))
        count: Counter[str] = Counter()
        numbered = []
        for duty in found:
            count[duty.clause] += 1
            numbered.append(replace(duty, nth=count[duty.clause]))
        return tuple(numbered)

    def _root(self, root: Clause, setting: Setting) -> Iterator[Duty]:
        yield from self._rows((*root.paragraphs, *root.after), "", setting)
        if not root.children:
            yield from self._running(root.paragraphs, setting)
            return
        silent = self._purposes_lost(root)
        peers = self._peers_tell(root.children, setting)
        told: tuple[Party, ...] = ()
        for position, child in enumerate(root.children):
            below = replace(setting, speaks=False) if position < silent else setting
            if child.label in _BULLETS and not below.actors:
                # A heading was lost: bullets behind an item go on telling the body that the item told.
                below = replace(below, actors=told)
            else:
                told = self._last_told(child)
            below = replace(below, peers_tell=child.label.isdecimal() and peers)
            yield from self._clause(child, below, last=position == len(root.children) - 1)
        for span in root.after:
            yield from self._free_paragraph(span, setting)

    def _running(self, paragraphs: tuple[Span, ...], setting: Setting) -> Iterator[Duty]:
        """Paragraphs of a letter without items: what one sets to be sent by a day, those told before it owe."""
        told = setting.actors
        for span in paragraphs:
            found = list(self._free_paragraph(span, setting))
            if not found and not is_never_order(self.words(span)):
                found = list(self._timed_reports(Item("", *span, replace(setting, actors=told))))
            told = found[-1].actors if found else told
            yield from found

    def _last_told(self, clause: Clause) -> tuple[Party, ...]:
        """The bodies that the last item under a clause names."""
        while clause.children:
            clause = clause.children[-1]
        named = self.named(clause.start, clause.end)
        return named.parties if named else ()

    def _purposes_lost(self, root: Clause) -> int:
        """How many items at the top stand where a plan's section I, its purposes, has lost its heading."""
        labels = [c.label for c in root.children]
        if self.kind in ("cong_van", "chi_thi", "quyet_dinh", "thong_bao", None) or "II" not in labels or "I" in labels:
            return 0
        return labels.index("II")

    def _clause(self, clause: Clause, setting: Setting, last: bool = False) -> Iterator[Duty]:
        own = [p for p in clause.paragraphs if self.words(p).strip()]
        if last and not clause.children and not clause.label.startswith("Điều"):
            own, closing = self._without_closing(own)
            for span in closing:
                yield from self._free_paragraph(span, Setting(actors=setting.actors if not clause.path else ()))
        if not clause.children:
            yield from self._leaf(clause, own, setting)
        else:
            yield from self._branch(clause, own, setting, last)

    def _without_closing(self, own: list[Span]) -> tuple[list[Span], list[Span]]:
        """A document's last item, and the unlabelled closing paragraphs that were left standing under it."""
        heading = (
            bool(own) and len(self.words(own[0])) < 90 and not self.words(own[0]).rstrip(" *").endswith((".", ";", "/"))
        )
        for position in range(2 if heading else 1, len(own)):
            if _CLOSING.match(self.words(own[position])):
                return own[:position], own[position:]
        return own, []

    # -- items with items below ---------------------------------------------------------------------------------------

    def _branch(self, clause: Clause, own: list[Span], setting: Setting, last: bool) -> Iterator[Duty]:
        below = self._setting_below(clause, own, setting)
        yield from self._rows((*own, *clause.after), clause.clause, below)
        own = [p for p in own if not is_row(self.words(p))]
        if not self._has_orders(clause, below):
            yield from self._whole(clause, own, setting, below)
            return
        attributes_of = gather(self.text, clause, below.attributes)
        headed = bool(own and heading_actors(self.text, *own[0]))
        for span in own[1:] if headed else own:
            if self._stands_alone(span, headed):
                yield from self.duties(Item(clause.clause, *span, replace(below, attributes=Attributes())))
        below = replace(below, peers_tell=headed or self._peers_tell(clause.children, below))
        final = clause.children[-1]
        for child in clause.children:
            kind = attribute_of(self.words((child.start, child.end)))
            if kind == "content" and child.children:
                yield from self._children(child, replace(below, attributes=attributes_of.get(id(child), Attributes())))
            elif kind is not None:
                yield from self._orders_under_attribute(child, below)
            else:
                carried = replace(below, attributes=attributes_of.get(id(child), below.attributes))
                yield from self._clause(child, carried, last=last and child is final and not clause.after)
        for span in clause.after:
            if attribute_of(self.words(span)) is None:
                outside = last and any(_CLOSING.match(self.words(s)) for s in segments(self.text, *span))
                yield from self._free_paragraph(span, setting if outside else below, "" if outside else clause.clause)

    def _peers_tell(self, children: tuple[Clause, ...], setting: Setting) -> bool:
        """Whether a fair part of a list's items tell by themselves."""
        telling = sum(self._orders_in(child, setting) for child in children)
        return setting.speaks and 5 * telling >= 2 * len(children)

    def _children(self, clause: Clause, setting: Setting) -> Iterator[Duty]:
        for child in clause.children:
            yield from self._clause(child, setting)

    def _orders_under_attribute(self, clause: Clause, setting: Setting) -> Iterator[Duty]:
        """Below `Cơ quan thực hiện:` a line that tells one more body something else is a duty of its own."""
        for child in clause.children:
            named = self.named(child.start, child.end)
            rest = self.text[named.end : child.end].lstrip(" ,:") if named else ""
            if named and not rest.startswith(("chủ trì", "phối hợp", ".", ";")) and is_order(rest):
                yield from self._clause(child, replace(setting, attributes=Attributes()))

    def _setting_below(self, clause: Clause, own: list[Span], setting: Setting) -> Setting:
        heading = self.words(own[0]) if own else ""
        speaks = section_speaks(heading)
        actors = heading_actors(self.text, *own[0]) if own else ()
        actors = actors or self._intro_actors(tuple(own)) or self._told_above(own) or setting.actors
        to = setting.to
        report = setting.report or bool(re.match(r"[\s*]*(?:Thời gian )?(?:đăng ký|báo cáo|gửi)", heading, re.I))
        if own and re.search(r"gửi về|gửi đến|báo cáo (?:về|cho)", heading):
            to = addressee(self.text, own[0][0] + heading.find("gửi"), own[0][1]) or to
        times = self._heading_time(own) or setting.deadlines
        return Setting(
            actors=actors,
            named_only=setting.named_only or fold(heading).startswith(("kinh phi", "nguon kinh phi", "ve kinh phi")),
            to=to,
            deadlines=self._sibling_time(clause) or times,
            speaks=setting.speaks if speaks is None else speaks,
            report=report,
        )

    def _told_above(self, own: list[Span]) -> tuple[Party, ...]:
        """The bodies of an item that is an order itself: what stands under it tells them too."""
        if not own or not self._stands_alone(own[0], False):
            return ()
        named = self.named(*own[0])
        return named.parties if named else ()

    def _heading_time(self, own: list[Span]) -> tuple[Deadline, ...]:
        if not own or not re.match(r"[\s*]*(?:Từ |Năm |Giai đoạn |Trong )", self.words(own[0])):
            return ()
        found = self.times(*own[0])
        return found if len(self.words(own[0])) < 160 else ()

    def _sibling_time(self, clause: Clause) -> tuple[Deadline, ...]:
        """`b) Thời gian: từ 15/11 đến 15/12/2025` binds its siblings."""
        for child in clause.children:
            if not child.children and re.match(
                r"[\s*]*Thời gian(?: thực hiện| triển khai| tổ chức)?\s*\*?:", self.words((child.start, child.end))
            ):
                return self.times(child.start, child.end)
        return ()

    def _intro_actors(self, paragraphs: tuple[Span, ...]) -> tuple[Party, ...]:
        """Bodies that an opening sentence names for all that follows: `UBND tỉnh yêu cầu A, B, C:`."""
        for span in reversed(paragraphs):
            if self.words(span).rstrip(" *").endswith(":") and (found := announced(self.text, *span)):
                return found
        return ()

    def _has_orders(self, clause: Clause, setting: Setting) -> bool:
        return any(self._orders_in(child, setting) for child in clause.children)

    def _orders_in(self, clause: Clause, setting: Setting) -> bool:
        """Whether a clause or anything below it tells; looked at once for a kind of section."""
        key = (clause.start, setting.speaks)
        if key not in self._telling:
            self._telling[key] = self._tells_or_below(clause, setting)
        return self._telling[key]

    def _tells_or_below(self, clause: Clause, setting: Setting) -> bool:
        words = self.words((clause.start, clause.end))
        kind = attribute_of(words)
        if kind == "content":
            return bool(clause.children) and self._has_orders(clause, setting)
        if kind is not None:
            return False
        if any(attribute_of(self.words((c.start, c.end))) in ("lead", "content") for c in clause.children):
            return True
        if clause.children and self._has_orders(clause, setting):
            return True
        return not setting.speaks or any(self.tells(self.words(p), *p, setting) for p in clause.paragraphs)

    def _whole(self, clause: Clause, own: list[Span], setting: Setting, below: Setting) -> Iterator[Duty]:
        """An item whose lines below tell nothing by themselves: attributes, or a list of what it speaks of."""
        lines = [self.words((c.start, c.end)) for c in clause.children]
        attributes = Attributes().with_lines(
            self.text, [(c.start, c.last) for c in clause.children if attribute_of(self.words((c.start, c.end)))]
        )
        if any(attribute_of(line) == "content" for line in lines):
            start = clause.start
        else:
            start = own[-1][0] if own and attributes and len(own) > 1 else clause.start
        actors = below.actors if own and heading_actors(self.text, *own[0]) else setting.actors
        item = Item(clause.clause, start, clause.last, replace(setting, actors=actors), attributes)
        told = self.tells(self.words(own[0]), *own[0], setting) if own else False
        if told or attributes.lead or any(attribute_of(line) == "content" for line in lines):
            yield from self.duties(item)
        for child in clause.children:
            if attribute_of(self.words((child.start, child.end))) == "lead":
                yield from self._orders_under_attribute(child, below)

    # -- items without items below ------------------------------------------------------------------------------------

    def _leaf(self, clause: Clause, own: list[Span], setting: Setting) -> Iterator[Duty]:
        yield from self._rows(own, clause.clause, setting)
        rows = any(is_row(self.words(p)) for p in own)
        own = [p for p in own if not is_row(self.words(p))]
        if rows and len(own) == 1 and not self.words(own[0]).rstrip().endswith((".", ";", "/")):
            return  # the title of a table
        lines = [p for p in own if attribute_of(self.words(p)) in ("lead", "support", "time", "product", "other")]
        core, stated = self._without_statements([p for p in own if p not in lines])
        attributes = setting.attributes.with_lines(self.text, lines)
        if not core:
            return
        title = re.match(r"[^:.\n]{4,90}:", self.words(core[0]))
        if title and section_speaks(title.group()) is False and not is_order(title.group()):
            setting = replace(setting, speaks=False)
        end = lines[-1][1] if lines and lines[-1][0] > core[-1][0] else core[-1][1]
        end = max(end, attributes.until or end)
        heading = heading_actors(self.text, *core[0]) if len(core) > 1 else ()
        if heading:
            setting = replace(setting, actors=heading)
        elif len(core) > 1 and self.words(core[0]).rstrip(" *").endswith(":"):
            setting = replace(setting, actors=self._intro_actors((core[0],)) or setting.actors)
        if len(core) > 1 and (parts := self._paragraphs_apart(core, bool(heading))):
            for span in parts:
                yield from self.duties(Item(clause.clause, *span, setting, attributes))
            return
        start = core[-1][0] if stated else clause.start
        yield from self.duties(Item(clause.clause, start, end, setting, attributes), core[0] if heading else None)

    def _without_statements(self, core: list[Span]) -> tuple[list[Span], bool]:
        """An item's last paragraph without first sentences that only state where money comes from, and whether any."""
        if not core or not is_never_order(self.words(core[-1])):
            return core, False
        sentences = segments(self.text, *core[-1])
        for (_, stop), (start, _) in zip(sentences, sentences[1:], strict=False):
            if self.text[stop - 1] == "." and not is_never_order(self.text[start : core[-1][1]]):
                told = self.named(start, core[-1][1])
                return ([*core[:-1], (start, core[-1][1])], True) if told else (core, False)
        return core, False

    def _rows(self, spans: Sequence[Span], clause: str, setting: Setting) -> Iterator[Duty]:
        """Duties of the table rows among paragraphs."""
        rows = [span for span in spans if is_row(self.words(span))]
        if len(rows) > 1:
            yield from table_duties(self.text, rows, clause, setting.actors, self.issued)

    def _paragraphs_apart(self, core: list[Span], heading: bool) -> list[Span]:
        """Paragraphs of one item that bind different bodies, each a duty; empty where one body is told all."""
        rest = core[1:]
        named = [self.named(*span) for span in rest]
        first = self.named(*core[0])
        others = [n for n in named if n is not None and (first is None or n.names != first.names)]
        if not others:
            return []
        opening = self.words(core[0]).rstrip(" *")
        title = heading or opening[-1:] not in (".", ";") or is_never_order(opening) or len(opening) < 60
        told = [span for span in rest if not self.words(span).rstrip(" *").endswith(":")]
        return told if title else [core[0], *told]

    def _stands_alone(self, span: Span, headed: bool) -> bool:
        """A paragraph above items that is an order by itself, not an introduction to them.

        Under a heading that names the body (`headed`) any order is; without one it must name its body and go on to a
        full stop, as headings do not.
        """
        words = self.words(span).strip(" *")
        if words.endswith(":") or attribute_of(words) is not None:
            return False
        if headed:
            return is_order(words) or self.named(*span) is not None
        return self.named(*span) is not None and words.endswith((".", ";")) and len(words) > 90

    def _free_paragraph(self, span: Span, setting: Setting, clause: str = "") -> Iterator[Duty]:
        """A paragraph without a label: a closing order, or an order that follows a list."""
        span = self._without_announcement(span)
        words = self.words(span)
        if (
            is_row(words)
            or attribute_of(words)
            or is_never_order(words)
            or _GROUNDS.match(words)
            or words.rstrip(" *").endswith(":")
        ):
            return
        for apart in self._bodies_apart(span):
            if clause or self.named(*apart) is not None or _CLOSING.match(self.words(apart)):
                yield from self.duties(Item(clause, *apart, setting))

    def _bodies_apart(self, span: Span) -> list[Span]:
        """A running paragraph cut where it turns to another body: an order for each (ruling 27 of the contract)."""
        starts: list[int] = []
        reached = span[0]
        names: tuple[str, ...] = ()
        for start, _ in segments(self.text, *span):
            named = self.named(start, span[1]) if start >= reached else None
            if named is None or named.form not in OPENING_FORMS:
                continue
            reached = named.end
            if named.names != names:
                starts.append(start)
                names = named.names
        if len(starts) == 1 and not is_order(self.text[span[0] : starts[0]]):
            return [(starts[0], span[1])]
        if len(starts) < 2:
            return [span]
        return list(zip(starts, [*starts[1:], span[1]], strict=True))

    def _without_announcement(self, span: Span) -> Span:
        """A closing paragraph without its first sentence where that only says what the paper was."""
        if not re.match(r"[\s*]*Trên đây là", self.words(span)):
            return span
        sentences = segments(self.text, *span)
        rest = [b for a, b in zip(sentences, sentences[1:], strict=False) if self.text[a[1] - 1] == "."]
        return (rest[0][0], span[1]) if rest else span


_BULLETS = ("-", "+", "*", "•")
_CLOSING = re.compile(
    r"[\s*]*(?:Yêu cầu|Đề nghị|Nhận được|Trong quá trình|Quá trình|Trường hợp|Giao |Căn cứ|Trên đây|Mọi vướng mắc"
    r"|Nếu có"
    r"|(?:Thừa lệnh |Chủ tịch |Thường trực )?(?:UBND|Ủy ban nhân dân|Ban Chỉ đạo|Thủ tướng|Văn phòng|Sở|Bộ|Cục"
    r"|Ban)[^.\n]{0,120}?(?:yêu cầu|đề nghị|thông báo|giao)"
    r"|(?:Các|Thủ trưởng|Giám đốc|Chủ tịch|Chánh Văn phòng)\s)",
)
_GROUNDS = re.compile(r"[\s*]*(?:Căn cứ|Thực hiện|Xét|Theo đề nghị)[^\n]{0,900};\s*$")


def duties(text: str, root: Clause, issued: date | None, kind: str | None = None) -> tuple[Duty, ...]:
    """Duties of one part of a document.

    `text` is the repaired text; `issued` its day, for deadlines that name no year; `kind` the slug of the document.
    """
    return Reader(text, issued, kind).read(root)
