"""One item of a document to its duties: whether it tells, where its report begins, whom it binds, by when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from vanban.actors import Actors, item_actors, supporters
from vanban.attributes import Attributes
from vanban.deadlines import deadlines as read_deadlines
from vanban.directive import Deadline, Duty, Party, Span
from vanban.orders import enacts, is_never_order, is_order, may_order
from vanban.reports import ReportPart, report_parts

_DIGIT = re.compile(r"\d")
_TIME_WORDS = ("hàng ", "hằng ", "mỗi ", "định kỳ", "quý ", "đầu năm", "cuối năm", "thời hạn")
"""Words without a digit and without any of these hold no deadline."""
_LETTERS = re.compile(r"[^\W\d_]{2}")
GLANCE = 1500
"""Characters by which one sees whether words are an order; an item of a megabyte is no more of one."""


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
    named_only: bool = False
    """Whether only words that name a body tell: under `Kinh phí`, lines say where money comes from."""
    peers_tell: bool = False
    """Whether the item stands in a list of which other items tell."""


@dataclass(frozen=True, slots=True)
class Item:
    """Words that may be a duty: their place, their clause, and the attribute lines that belong to them."""

    clause: str
    start: int
    end: int
    setting: Setting
    attributes: Attributes = field(default_factory=Attributes)


def _may_be_dated(text: str, start: int, end: int) -> bool:
    if _DIGIT.search(text, start, end):
        return True
    words = text[start:end].lower()
    return any(word in words for word in _TIME_WORDS)


class ItemReader:
    """Reads single items. `text` is the repaired text, `issued` its day, for deadlines that name no year."""

    def __init__(self, text: str, issued: date | None) -> None:
        self.text = text
        self.issued = issued
        self._named: dict[Span, Actors | None] = {}
        self._times: dict[tuple[int, int, Span | None], tuple[Deadline, ...]] = {}

    def words(self, span: Span) -> str:
        return self.text[span[0] : span[1]]

    def named(self, start: int, end: int) -> Actors | None:
        """The bodies that these words tell to act; asked of the text once."""
        if (start, end) not in self._named:
            self._named[start, end] = item_actors(self.text, start, end)
        return self._named[start, end]

    def times(self, start: int, end: int, item: Span | None = None) -> tuple[Deadline, ...]:
        """Deadlines in these words, `item` being the item they stand in; asked of the text once."""
        if (start, end, item) not in self._times:
            dated = _may_be_dated(self.text, start, end)
            self._times[start, end, item] = read_deadlines(self.text, start, end, self.issued, item) if dated else ()
        return self._times[start, end, item]

    def tells(self, words: str, start: int, end: int, setting: Setting) -> bool:
        if is_never_order(words):
            return False
        if self.named(start, end) is not None:
            return True
        if setting.named_only:
            return False
        if is_order(words):
            return True
        if setting.peers_tell and may_order(words):
            return True
        times = self.times(start, end)
        return any("on" in d.rule or "last" in d.rule or "from" in d.rule for d in times) and len(words) > 20

    def duties(self, item: Item, heading: Span | None = None) -> Iterator[Duty]:
        start, end = item.start, item.end
        while start < end and self.text[start] in " \n*":
            start += 1
        words = self.text[start:end]
        if not _LETTERS.search(words) or is_never_order(words):
            return
        if not item.setting.speaks:
            yield from self._timed_reports(item)
            return
        body = heading[1] if heading else start
        if enacts(item.clause, words) and not item.setting.actors and self.named(body, end) is None:
            return
        if not (
            self.tells(words, body, end, item.setting)
            or heading
            or item.attributes
            or (item.setting.report and re.search(r"\d/\d", words))
        ):
            return
        timed = bool(item.setting.deadlines or item.attributes.time)
        parts = [] if item.attributes.lead else report_parts(self.text, body, item.attributes.first or end, timed)
        yield from self._parts(replace(item, start=start), parts, body)

    def _timed_reports(self, item: Item) -> Iterator[Duty]:
        """In a section that only describes, a report with addressee and day is owed all the same."""
        for part in report_parts(self.text, item.start, item.end):
            times = self.times(part.start, part.end, (item.start, item.end))
            if part.to and times:
                opening = self.text.rfind("(", item.start, part.start)
                start = opening if opening >= 0 and self.text.find(")", opening, part.start) < 0 else part.start
                yield self._duty(item, "report", start, part.end, part)

    def _parts(self, item: Item, parts: list[ReportPart], body: int) -> Iterator[Duty]:
        at = item.start
        for position, part in enumerate(parts):
            if at < part.start and self._is_act(max(at, body), part.start):
                yield self._duty(item, "act", at, part.start, None)
                at = part.start
            start = part.start if at == part.start else at
            final = position == len(parts) - 1 and not self._is_act(part.end, item.end)
            stop = item.end if final else part.end
            yield self._duty(item, "report", start, stop, part)
            at = stop
        if at < item.end and (not parts or self._is_act(at, item.end)):
            kind = "report" if not parts and self._only_a_time_of_report(item) else "act"
            yield self._duty(item, kind, at, item.end, None)

    def _only_a_time_of_report(self, item: Item) -> bool:
        """`Thời gian gửi hồ sơ: trước ngày 05/12` under a heading of reporting."""
        return item.setting.report and bool(
            re.match(r"[\s*]*(?:Thời gian|Thời hạn|Hạn)\s", self.text[item.start : item.end])
        )

    def _is_act(self, start: int, end: int) -> bool:
        """Whether the words around a report part are an order of their own, not only what leads to the report."""
        end = min(end, start + GLANCE)
        bare = self.text[start:end].strip(" .;,*:\n–-")
        if len(bare) < 12 or _MERE_OPENING.fullmatch(bare):
            return False
        if (named := self.named(start, end)) is not None:
            rest = self.text[named.end : end].strip(" .;,*:")
            return len(rest) > 14 and not _MERE_OPENING.fullmatch(rest)
        return is_order(bare) or is_order(bare.split(", ", 1)[-1])

    def _duty(self, item: Item, kind: str, start: int, end: int, part: ReportPart | None) -> Duty:
        start, end = self._trim(start, end)
        attributes = item.attributes
        actors, who = self._actors(item, start, end)
        support = attributes.support or supporters(self.text, start, end, actors)
        to = ((part.to if part else ()) or item.setting.to) if kind == "report" else ()
        why = {
            "kind": "báo cáo, đăng ký, gửi" if kind == "report" else "việc phải làm",
            "actors": who,
            "with": "dòng đơn vị phối hợp" if attributes.support else "phối hợp với, cùng với" if support else "",
            "to": "" if not to else "nơi nhận nêu trong câu" if part and part.to else "nơi nhận nêu ở tiêu đề",
            "via": "qua, thông qua" if part and part.via else "",
        }
        return Duty(
            kind=kind,
            clause=item.clause,
            start=start,
            end=end,
            actors=actors,
            support=support,
            to=to,
            via=part.via if part else (),
            deadlines=self._deadlines(item, kind, start, end),
            why={field: form for field, form in why.items() if form},
        )

    def _actors(self, item: Item, start: int, end: int) -> tuple[tuple[Party, ...], str]:
        """Who must act, and how that was found: by an attribute line, else by the sentence, else by what is above."""
        if item.attributes.lead:
            return item.attributes.lead, "dòng đơn vị thực hiện"
        named = self.named(start, end) or self.named(item.start, end)
        if named is not None:
            return named.parties, named.form
        return item.setting.actors, "tiêu đề, lời dẫn phía trên" if item.setting.actors else ""

    def _deadlines(self, item: Item, kind: str, start: int, end: int) -> tuple[Deadline, ...]:
        """What binds an item with a time line of its own is that line; else its words, else what stands above."""
        if item.attributes.time:
            return tuple(d for a, b in item.attributes.time for d in self.times(a, b))
        own = self.times(start, end, (item.start, item.end))
        return self._merged(own, item.setting.deadlines) if kind == "report" or not own else own

    def _merged(self, own: tuple[Deadline, ...], inherited: tuple[Deadline, ...]) -> tuple[Deadline, ...]:
        """A yearly day under a heading that sets the years takes its first and last year from there."""
        if not own:
            return inherited
        span = next((d.rule for d in inherited if "to" in d.rule), None)
        if span is None:
            return own
        years = {"from": int(str(span["from"])[:4]), "until": int(str(span["to"])[:4])}
        return tuple(
            replace(d, rule={**d.rule, **{k: v for k, v in years.items() if k not in d.rule}})
            if "every" in d.rule
            else d
            for d in own
        )

    def _trim(self, start: int, end: int) -> Span:
        while start < end and self.text[start] in " \n,;*":
            start += 1
        while end > start and self.text[end - 1] in " \n*":
            end -= 1
        return start, end


_MERE_OPENING = re.compile(
    r"(?:(?:hàng|hằng) (?:năm|quý|tháng)|định kỳ[^,;.]{0,60}|(?:căn cứ|trên cơ sở|theo(?! dõi))(?:(?!xây dựng"
    r"|tổ chức|rà soát|lập |ban hành|chỉ đạo|hướng dẫn|bố trí|nghiên cứu|xử lý|giải quyết|xem xét|kiểm tra|chủ trì"
    r"|phối hợp)[^;]){0,400}|quá trình[^;]{0,300}"
    r"|trong quá trình[^;]{0,300}|trường hợp[^;]{0,200}"
    r"|nếu[^;]{0,200}|(?:lưu ý:?\s*)?đối với[^;]{0,200}?(?:phải|cần|thì|yêu cầu)|khi[^;]{0,160}|kết quả thực hiện"
    r"|kịp thời|đồng thời|và|khi có[^;]{0,200}|thời gian[^;]{0,120}|(?:tiến hành"
    r"|thực hiện|tổ chức) (?:tổng hợp|báo cáo|sơ kết)|tổng hợp"
    r"|báo cáo[^;]{0,80}|theo dõi, tổng hợp|[Bb]an hành kế hoạch(?: và)?|để[^;]{0,200})",
    re.I,
)
