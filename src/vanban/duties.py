"""Duties of a document: one for each smallest item that tells a body to do something.

Walks the clause tree once. Headings give actors to what stands under them, attribute lines (`Cơ quan chủ trì: ...`,
`Thời gian thực hiện: ...`) belong to the items above them, an item with a report of its own falls into parts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from vanban.actors import announced, heading_actors, item_actors, supporters
from vanban.attributes import Attributes, attribute_of, gather
from vanban.deadlines import deadlines as read_deadlines
from vanban.directive import Clause, Deadline, Duty, Party, Span
from vanban.orders import is_never_order, is_order, section_speaks
from vanban.reports import ReportPart, addressee, report_parts, segments
from vanban.tables import is_row, table_duties


@dataclass(frozen=True, slots=True)
class Setting:
    """What an item inherits from above: actors and addressee of the headings, time of a sibling, kind of section."""

    actors: tuple[Party, ...] = ()
    to: tuple[Party, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    speaks: bool = True
    """Whether the section tells; a purpose or a finding does not."""
    report: bool = False
    """Whether the heading is one of reporting or registering."""
    attributes: Attributes = field(default_factory=Attributes)


@dataclass(frozen=True, slots=True)
class Item:
    """Words that may be a duty: their place, their clause, and the attribute lines that belong to them."""

    clause: str
    start: int
    end: int
    setting: Setting
    attributes: Attributes = field(default_factory=Attributes)


class Reader:
    """Reads the duties of one part of a document."""

    def __init__(self, text: str, issued: date | None, kind: str | None) -> None:
        self.text = text
        self.issued = issued
        self.kind = kind

    def words(self, span: Span) -> str:
        return self.text[span[0] : span[1]]

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
        if not root.children:
            for span in root.paragraphs:
                yield from self._free_paragraph(span, setting)
            return
        silent = self._purposes_lost(root)
        told: tuple[Party, ...] = ()
        for position, child in enumerate(root.children):
            below = replace(setting, speaks=False) if position < silent else setting
            if child.label in _BULLETS and not below.actors:
                # A heading was lost: bullets behind an item go on telling the body that the item told.
                below = replace(below, actors=told)
            else:
                told = self._last_told(child)
            yield from self._clause(child, below, last=position == len(root.children) - 1)
        for span in root.after:
            yield from self._free_paragraph(span, setting)

    def _last_told(self, clause: Clause) -> tuple[Party, ...]:
        """The bodies that the last item under a clause names."""
        while clause.children:
            clause = clause.children[-1]
        named = item_actors(self.text, clause.start, clause.end)
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
        heading = bool(own) and len(self.words(own[0])) < 90 and not self.words(own[0]).rstrip(" *").endswith((".", ";", "/"))
        for position in range(2 if heading else 1, len(own)):
            if _CLOSING.match(self.words(own[position])):
                return own[:position], own[position:]
        return own, []

    # -- items with items below ---------------------------------------------------------------------------------------

    def _branch(self, clause: Clause, own: list[Span], setting: Setting, last: bool) -> Iterator[Duty]:
        below = self._setting_below(clause, own, setting)
        if not self._has_orders(clause, below):
            yield from self._whole(clause, own, setting, below)
            return
        attributes_of = gather(self.text, clause, below.attributes)
        for span in own[1:]:
            if self._stands_alone(span):
                yield from self._item(Item(clause.clause, *span, replace(below, attributes=Attributes())))
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
                outside = last and _CLOSING.match(self.words(span))
                yield from self._free_paragraph(span, setting if outside else below, "" if outside else clause.clause)

    def _children(self, clause: Clause, setting: Setting) -> Iterator[Duty]:
        for child in clause.children:
            yield from self._clause(child, setting)

    def _orders_under_attribute(self, clause: Clause, setting: Setting) -> Iterator[Duty]:
        """`Cơ quan thực hiện:` with a list below: a line that tells one more body something else is a duty of its own."""
        for child in clause.children:
            named = item_actors(self.text, child.start, child.end)
            rest = self.text[named.end : child.end].lstrip(" ,:") if named else ""
            if named and not rest.startswith(("chủ trì", "phối hợp", ".", ";")) and is_order(rest):
                yield from self._clause(child, replace(setting, attributes=Attributes()))

    def _setting_below(self, clause: Clause, own: list[Span], setting: Setting) -> Setting:
        heading = self.words(own[0]) if own else ""
        speaks = section_speaks(heading)
        actors = heading_actors(self.text, *own[0]) if own else ()
        actors = actors or self._intro_actors(tuple(own)) or setting.actors
        to = setting.to
        report = setting.report or bool(re.match(r"[\s*]*(?:Thời gian )?(?:đăng ký|báo cáo|gửi)", heading, re.I))
        if own and re.search(r"gửi về|gửi đến|báo cáo (?:về|cho)", heading):
            to = addressee(self.text, own[0][0] + heading.find("gửi"), own[0][1]) or to
        times = self._heading_time(own) or setting.deadlines
        return Setting(
            actors=actors,
            to=to,
            deadlines=self._sibling_time(clause) or times,
            speaks=setting.speaks if speaks is None else speaks,
            report=report,
        )

    def _heading_time(self, own: list[Span]) -> tuple[Deadline, ...]:
        if not own or not re.match(r"[\s*]*(?:Từ |Năm |Giai đoạn |Trong )", self.words(own[0])):
            return ()
        found = read_deadlines(self.text, *own[0], self.issued)
        return found if len(self.words(own[0])) < 160 else ()

    def _sibling_time(self, clause: Clause) -> tuple[Deadline, ...]:
        """`b) Thời gian: từ 15/11 đến 15/12/2025` binds its siblings."""
        for child in clause.children:
            if not child.children and re.match(r"[\s*]*Thời gian(?: thực hiện| triển khai| tổ chức)?\s*\*?:", self.words((child.start, child.end))):
                return read_deadlines(self.text, child.start, child.end, self.issued)
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
        return not setting.speaks or any(self._tells(self.words(p), *p, setting) for p in clause.paragraphs)

    def _tells(self, words: str, start: int, end: int, setting: Setting) -> bool:
        if is_never_order(words):
            return False
        if is_order(words) or item_actors(self.text, start, end) is not None:
            return True
        times = read_deadlines(self.text, start, end, self.issued)
        return any("on" in d.rule or "last" in d.rule or "from" in d.rule for d in times) and len(words) > 20

    def _whole(self, clause: Clause, own: list[Span], setting: Setting, below: Setting) -> Iterator[Duty]:
        """An item whose lines below tell nothing by themselves: attributes, or a list of what it speaks of."""
        lines = [self.words((c.start, c.end)) for c in clause.children]
        attributes = Attributes().with_lines(self.text, [(c.start, c.last) for c in clause.children if attribute_of(self.words((c.start, c.end)))])
        if any(attribute_of(line) == "content" for line in lines):
            start = clause.start
        else:
            start = own[-1][0] if own and attributes and len(own) > 1 else clause.start
        actors = below.actors if heading_actors(self.text, *own[0]) else setting.actors
        item = Item(clause.clause, start, clause.last, replace(setting, actors=actors), attributes)
        told = self._tells(self.words(own[0]), *own[0], setting) if own else False
        if told or attributes.lead or any(attribute_of(line) == "content" for line in lines):
            yield from self._item(item)
        for child in clause.children:
            if attribute_of(self.words((child.start, child.end))) == "lead":
                yield from self._orders_under_attribute(child, below)

    # -- items without items below ------------------------------------------------------------------------------------

    def _leaf(self, clause: Clause, own: list[Span], setting: Setting) -> Iterator[Duty]:
        rows = [p for p in own if is_row(self.words(p))]
        if len(rows) > 1:
            yield from table_duties(self.text, rows, clause.clause, setting.actors, self.issued)
            own = [p for p in own if p not in rows]
        lines = [p for p in own if attribute_of(self.words(p)) in ("lead", "support", "time", "product", "other")]
        core = [p for p in own if p not in lines]
        attributes = setting.attributes.with_lines(self.text, lines)
        if not core:
            return
        title = re.match(r"[^:.\n]{4,90}:", self.words(core[0]))
        if title and section_speaks(title.group()) is False:
            setting = replace(setting, speaks=False)
        end = lines[-1][1] if lines and lines[-1][0] > core[-1][0] else core[-1][1]
        heading = heading_actors(self.text, *core[0]) if len(core) > 1 else ()
        if heading:
            setting = replace(setting, actors=heading)
        elif len(core) > 1 and self.words(core[0]).rstrip(" *").endswith(":"):
            setting = replace(setting, actors=self._intro_actors((core[0],)) or setting.actors)
        if len(core) > 1 and (parts := self._paragraphs_apart(core, bool(heading))):
            for span in parts:
                yield from self._item(Item(clause.clause, *span, setting, attributes))
            return
        yield from self._item(Item(clause.clause, clause.start, end, setting, attributes), heading=core[0] if heading else None)

    def _paragraphs_apart(self, core: list[Span], heading: bool) -> list[Span]:
        """Paragraphs of one item that bind different bodies, each a duty; empty where one body is told all."""
        rest = core[1:]
        named = [item_actors(self.text, *span) for span in rest]
        first = item_actors(self.text, *core[0])
        others = [n for n in named if n is not None and (first is None or n.names != first.names)]
        if not others:
            return []
        title = heading or self.words(core[0]).rstrip(" *").endswith(":") or is_never_order(self.words(core[0])) or len(self.words(core[0])) < 60
        return rest if title else core

    def _stands_alone(self, span: Span) -> bool:
        """A paragraph between a heading and its items that is an order by itself, not an introduction to them."""
        words = self.words(span)
        return not words.rstrip(" *").endswith(":") and attribute_of(words) is None and item_actors(self.text, *span) is not None

    def _free_paragraph(self, span: Span, setting: Setting, clause: str = "") -> Iterator[Duty]:
        """A paragraph without a label: a closing order, or an order that follows a list."""
        span = self._without_announcement(span)
        words = self.words(span)
        if attribute_of(words) or is_never_order(words) or _GROUNDS.match(words) or words.rstrip(" *").endswith(":"):
            return
        if clause or item_actors(self.text, *span) is not None or _CLOSING.match(words):
            yield from self._item(Item(clause, *span, setting))

    def _without_announcement(self, span: Span) -> Span:
        """A closing paragraph without its first sentence where that only says what the paper was."""
        if not re.match(r"[\s*]*Trên đây là", self.words(span)):
            return span
        sentences = segments(self.text, *span)
        rest = [b for a, b in zip(sentences, sentences[1:], strict=False) if self.text[a[1] - 1] == "."]
        return (rest[0][0], span[1]) if rest else span

    # -- one item -----------------------------------------------------------------------------------------------------

    def _item(self, item: Item, heading: Span | None = None) -> Iterator[Duty]:
        start, end = item.start, item.end
        while start < end and self.text[start] in " \n*":
            start += 1
        words = self.text[start:end]
        if not words.strip(" .;*") or is_never_order(words):
            return
        if not item.setting.speaks:
            yield from self._timed_reports(item)
            return
        body = heading[1] if heading else start
        if not (self._tells(words, body, end, item.setting) or heading or item.attributes or (item.setting.report and re.search(r"\d/\d", words))):
            return
        timed = bool(item.setting.deadlines or item.attributes.time)
        parts = [] if item.attributes.lead else report_parts(self.text, body, item.attributes.first or end, timed)
        yield from self._parts(replace(item, start=start), parts, body)

    def _timed_reports(self, item: Item) -> Iterator[Duty]:
        """In a section that only describes, a report with addressee and day is owed all the same."""
        for part in report_parts(self.text, item.start, item.end):
            times = read_deadlines(self.text, part.start, part.end, self.issued, (item.start, item.end))
            if part.to and times:
                opening = self.text.rfind("(", item.start, part.start)
                start = opening if opening >= 0 and self.text.find(")", opening, part.start) < 0 else part.start
                yield self._duty(item, "report", start, part.end, part)

    def _parts(self, item: Item, parts: list[ReportPart], body: int) -> Iterator[Duty]:
        at = item.start
        for position, part in enumerate(parts):
            before = self.text[max(at, body) : part.start]
            if at < part.start and self._is_act(before, max(at, body), part.start):
                yield self._duty(item, "act", at, part.start, None)
                at = part.start
            start = part.start if at == part.start else at
            final = position == len(parts) - 1 and not self._is_act(self.text[part.end : item.end], part.end, item.end)
            stop = item.end if final else part.end
            yield self._duty(item, "report", start, stop, part)
            at = stop
        if at < item.end and (not parts or self._is_act(self.text[at : item.end], at, item.end)):
            kind = "report" if not parts and self._only_a_time_of_report(item) else "act"
            yield self._duty(item, kind, at, item.end, None)

    def _only_a_time_of_report(self, item: Item) -> bool:
        """`Thời gian gửi hồ sơ: trước ngày 05/12` under a heading of reporting."""
        return item.setting.report and bool(re.match(r"[\s*]*(?:Thời gian|Thời hạn|Hạn)\s", self.text[item.start : item.end]))

    def _is_act(self, words: str, start: int, end: int) -> bool:
        bare = words.strip(" .;,*:\n–-")
        if len(bare) < 12 or _MERE_OPENING.fullmatch(bare):
            return False
        if item_actors(self.text, start, end) is not None:
            named = item_actors(self.text, start, end)
            rest = self.text[named.end : end].strip(" .;,*:") if named else ""
            return len(rest) > 20 and not _MERE_OPENING.fullmatch(rest)
        return is_order(bare) or is_order(bare.split(", ", 1)[-1])

    def _duty(self, item: Item, kind: str, start: int, end: int, part: ReportPart | None) -> Duty:
        start, end = self._trim(start, end)
        why: dict[str, str] = {}
        times = read_deadlines(self.text, start, end, self.issued, (item.start, item.end))
        times = self._merged(times, item.setting.deadlines) if kind == "report" or not times else times
        named = item_actors(self.text, start, end) or item_actors(self.text, item.start, end)
        attributes = item.attributes
        actors = attributes.lead or (named.parties if named else ()) or item.setting.actors
        why["actors"] = "dòng đơn vị thực hiện" if attributes.lead else named.form if named else "theo tiêu đề, lời dẫn phía trên"
        support = attributes.support or supporters(self.text, start, end, actors)
        to = (part.to if part else ()) or (item.setting.to if kind == "report" else ())
        if attributes.time:
            inside = [d for d in times if start <= d.start < end]
            times = tuple(inside) or times
        why["kind"] = "báo cáo, đăng ký, gửi" if kind == "report" else "việc phải làm"
        return Duty(
            kind=kind,
            clause=item.clause,
            start=start,
            end=end,
            actors=actors,
            support=support,
            to=to if kind == "report" else (),
            via=part.via if part else (),
            deadlines=times + tuple(d for d in self._attribute_times(attributes, start, end) if d.rule not in [t.rule for t in times]),
            why=why,
        )

    def _attribute_times(self, attributes: Attributes, start: int, end: int) -> tuple[Deadline, ...]:
        return tuple(
            d for a, b in attributes.time if not (start <= a and b <= end) for d in read_deadlines(self.text, a, b, self.issued)
        )

    def _merged(self, own: tuple[Deadline, ...], inherited: tuple[Deadline, ...]) -> tuple[Deadline, ...]:
        """A yearly day under a heading that sets the years takes its first and last year from there."""
        if not own:
            return inherited
        span = next((d.rule for d in inherited if "to" in d.rule), None)
        if span is None:
            return own
        years = {"from": int(str(span["from"])[:4]), "until": int(str(span["to"])[:4])}
        return tuple(
            replace(d, rule={**d.rule, **{k: v for k, v in years.items() if k not in d.rule}}) if "every" in d.rule else d for d in own
        )

    def _trim(self, start: int, end: int) -> Span:
        while start < end and self.text[start] in " \n,;*":
            start += 1
        while end > start and self.text[end - 1] in " \n*":
            end -= 1
        return start, end


_BULLETS = ("-", "+", "*", "•")
_CLOSING = re.compile(
    r"[\s*]*(?:Yêu cầu|Đề nghị|Nhận được|Trong quá trình|Quá trình|Trường hợp|Giao |Căn cứ|Trên đây|Mọi vướng mắc|Nếu có"
    r"|(?:Thừa lệnh |Chủ tịch |Thường trực )?(?:UBND|Ủy ban nhân dân|Ban Chỉ đạo|Thủ tướng|Văn phòng|Sở|Bộ|Cục|Ban)[^.\n]{0,120}?(?:yêu cầu|đề nghị|thông báo|giao)"
    r"|(?:Các|Thủ trưởng|Giám đốc|Chủ tịch|Chánh Văn phòng)\s)",
)
_GROUNDS = re.compile(r"[\s*]*(?:Căn cứ|Thực hiện|Xét|Theo đề nghị)[^\n]{0,900};\s*$")
_MERE_OPENING = re.compile(
    r"(?:(?:hàng|hằng) (?:năm|quý|tháng)|định kỳ[^,;.]{0,60}|(?:căn cứ|trên cơ sở|theo(?! dõi))(?:(?!xây dựng|tổ chức|rà soát|lập |ban hành|chỉ đạo|hướng dẫn|bố trí)[^;]){0,400}|quá trình[^;]{0,300}|trong quá trình[^;]{0,300}|trường hợp[^;]{0,200}"
    r"|nếu[^;]{0,200}|kết quả thực hiện|kịp thời|đồng thời|và|khi có[^;]{0,200}|thời gian[^;]{0,120}|(?:tiến hành|thực hiện|tổ chức) (?:tổng hợp|báo cáo|sơ kết)|tổng hợp"
    r"|báo cáo[^;]{0,80}|theo dõi, tổng hợp|[Bb]an hành kế hoạch(?: và)?|để[^;]{0,200})",
    re.I,
)


def duties(text: str, root: Clause, issued: date | None, kind: str | None = None) -> tuple[Duty, ...]:
    """Duties of one part of a document. `text` is the repaired text; `issued` its day, for deadlines that name no year."""
    return Reader(text, issued, kind).read(root)
