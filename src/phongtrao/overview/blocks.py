"""The five blocks of the overview: what was asked, who holds it, what is late, what works, where the money is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from phongtrao.documents.models import Document
from phongtrao.organisations.models import User
from phongtrao.overview.figures import MONEY, WORKING, Told
from phongtrao.overview.spans import Span
from phongtrao.overview.territory import Territory
from phongtrao.value_classes import number_said
from phongtrao.words import fold
from phongtrao.work.board import name_of
from phongtrao.work.tallies import Scope, Tally, tallies

ROWS = 8
"""Lines of a block; the board behind it has all of them."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line: what it is of, its figures in words, where a click leads (empty: nowhere), and what was counted."""

    label: str
    cells: tuple[str, ...]
    address: str = ""
    lineage: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A block; `rest` says what its table leaves out. `is_ranked`: the first lines are those that matter most."""

    key: str
    title: str
    said: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    rest: str = ""
    is_ranked: bool = True

    @property
    def rows(self) -> list[tuple[Line, list[tuple[str, str]]]]:
        """Each line with its cells under their headings."""
        return [(line, list(zip(self.headings[1:], line.cells, strict=True))) for line in self.lines]


def blocks(place: Territory, found: Mapping[str, Told], span: Span, user: User) -> list[Block]:
    """All five, in their order. Three queries for what was asked; the others are made of measures."""
    return [
        asked(place, found, span, user),
        holders(place, found, span),
        late(place, found, span),
        working(place, found, span),
        money(place, found, span),
    ]


def asked(place: Territory, found: Mapping[str, Told], span: Span, user: User) -> Block:
    """Được giao: by document, as the board counts it."""
    by_document = _by_document(place, span, user)
    ordered = sorted(by_document, key=lambda pk: (-by_document[pk].overdue, -by_document[pk].total, pk))
    rows = Document.objects.in_bulk(ordered[:ROWS])
    lines = tuple(
        Line(name_of(rows[pk]), _numbers(by_document[pk]), _board(span, van_ban=str(pk))) for pk in ordered[:ROWS]
    )
    whole = sum(by_document.values(), Tally())
    given = found["duties_asked"].said(place.bodies)
    said = f"{given} từ {len(ordered)} văn bản; {number_said(whole.total)} việc có hạn, "
    said += f"{number_said(whole.accepted + whole.accepted_late)} việc đã hoàn thành."
    headings = ("Văn bản", "Việc có hạn", "Hoàn thành", "Chưa xong", "Quá hạn", "Không có hạn")
    return Block("duoc-giao", "Được giao", said, headings, lines, _rest(ordered, "văn bản"))


def _by_document(place: Territory, span: Span, user: User) -> dict[int, Tally]:
    scope = Scope(user, place.day, period=(span.first, span.last))
    found: dict[int, Tally] = defaultdict(Tally)
    for (document, body), tally in tallies(scope, "duty__adoption__document").items():
        if body in place.bodies:
            found[document] += tally
    return found


def _numbers(tally: Tally) -> tuple[str, ...]:
    done = tally.accepted + tally.accepted_late
    counts = (tally.total, done, tally.within + tally.overdue, tally.overdue, tally.undated)
    return tuple(map(number_said, counts))


def holders(place: Territory, found: Mapping[str, Told], span: Span) -> Block:
    """Ai đang giữ: bodies by what is open with them."""
    held, late_, given = found["tasks_open"], found["tasks_overdue"], found["duties_asked"]
    bodies = _ordered(place, held)
    lines = tuple(
        _line(place, body, span, *(number_said(one.of(body)) for one in (given, held, late_))) for body in bodies[:ROWS]
    )
    said = f"{number_said(len(bodies))} đơn vị đang giữ {held.said(place.bodies)} chưa xong."
    return Block(
        "ai-giu", "Ai đang giữ", said if bodies else "Không đơn vị nào còn việc chưa xong.",
        ("Đơn vị", "Lượt giao", "Chưa xong", "Quá hạn"), lines, _rest(bodies, "đơn vị"),
    )  # fmt: skip


def late(place: Territory, found: Mapping[str, Told], span: Span) -> Block:
    """Đang trễ: bodies by their overdue tasks, with the days that the longest one waits."""
    late_, longest = found["tasks_overdue"], found["days_late_longest"]
    bodies = _ordered(place, late_)
    lines = tuple(
        _line(place, body, span, *(number_said(one.of(body)) for one in (late_, longest))) for body in bodies[:ROWS]
    )
    said = "Không có việc nào quá hạn."
    if bodies:
        worst = max(bodies, key=lambda body: (longest.of(body), late_.of(body), -body))
        said = f"{late_.said(place.bodies)} quá hạn ở {number_said(len(bodies))} đơn vị"
        said += f"; lâu nhất {longest.said([worst])}: {place.bodies[worst].name}." if longest.of(worst) else "."
    headings = ("Đơn vị", "Quá hạn", "Lâu nhất (ngày)")
    return Block("dang-tre", "Đang trễ", said, headings, lines, _rest(bodies, "đơn vị"))


def working(place: Territory, found: Mapping[str, Told], span: Span) -> Block:
    """Kết quả: every measure of what works that some app tells."""
    said = "Báo cáo, mô hình, công nhận, khen thưởng trong thời gian đang xem."
    headings, lines = _of_measures(place, found, WORKING, span)
    return Block("ket-qua", "Việc gì có kết quả", said, headings, lines, is_ranked=False)


def money(place: Territory, found: Mapping[str, Told], span: Span) -> Block:
    """Kinh phí: every measure of money that some app tells."""
    headings, lines = _of_measures(place, found, MONEY, span)
    is_known = any(one.of(body) for name in MONEY if (one := found.get(name)) for body in place.bodies)
    if not is_known:
        return Block("kinh-phi", "Kinh phí ở đâu", "Chưa có dự toán nào trong thời gian đang xem.", headings, ())
    said = "Dự toán theo năm, không phải sổ kế toán."
    return Block("kinh-phi", "Kinh phí ở đâu", said, headings, lines, is_ranked=False)


def _of_measures(
    place: Territory, found: Mapping[str, Told], names: Iterable[str], span: Span
) -> tuple[tuple[str, ...], tuple[Line, ...]]:
    shown = [found[name] for name in names if name in found]
    lines = tuple(
        Line(
            one.measure.title, (one.said(place.bodies), number_said(_with_some(place, one))),
            _listed(one.measure.page, span), one.lineage,
        )
        for one in shown
    )  # fmt: skip
    return ("Số đo", "Tất cả", "Số đơn vị có"), lines


def _listed(page: str, span: Span) -> str:
    """Address of the list that a measure names; of the board for the same span."""
    if page == "board":
        return _board(span)
    route, _, query = page.partition("?")
    return f"{reverse(route)}{'?' if query else ''}{query}" if route else ""


def _with_some(place: Territory, one: Told) -> int:
    """Bodies of which the measure has something to say."""
    return sum(bool(one.by_body[body].value or one.by_body[body].base) for body in place.bodies if body in one.by_body)


def _ordered(place: Territory, by: Told) -> list[int]:
    """Bodies of which the measure says more than nought, the most first."""
    return sorted(
        (pk for pk in place.bodies if by.of(pk)), key=lambda pk: (-by.of(pk), fold(place.bodies[pk].name), pk)
    )


def _line(place: Territory, body: int, span: Span, *cells: str) -> Line:
    return Line(place.bodies[body].name, cells, body_address(place, body, span))


def body_address(place: Territory, body: int, span: Span) -> str:
    """The board of a body and all below it, for the same span."""
    return _board(span, to_chuc=place.bodies[body].code)


def _board(span: Span, **asked_for: str) -> str:
    return f"{reverse('board')}?{urlencode({**asked_for, **span.board})}"


def _rest(all_of_them: Sequence[int], word: str) -> str:
    more = len(all_of_them) - ROWS
    return f"Và {number_said(more)} {word} nữa, xem ở bảng theo dõi." if more > 0 else ""
