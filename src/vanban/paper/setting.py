"""Setting a paper: from what stands in it to sheets of lines, rules and tables, each line with the part it plays.

This is the one place that knows the order of the parts and their words; the writers only draw what is set here. The
numbers in the comments are those of the decree's diagram (Appendix I, Part I, Mục IV).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from vanban.intake.numbering import numeral
from vanban.kinds import BY_SLUG
from vanban.layout.forms import AGENCY_RULE, ENACTING, END_MARK, FORMS, MOTTO, NATIONAL_TITLE, PAGE
from vanban.layout.widths import broken, width
from vanban.paper.content import DIVISIONS, Annex, Block, Item, Paper, Paragraph, Run, Table, Wide, Words
from vanban.paper.labels import Labels

MARGINS = {"top": 20.0, "right": 20.0, "bottom": 20.0, "left": 30.0}
SIGNING_ROOM = 25.0
"""Between office and name, for the hand and the seal."""
_LEFT_SHARE = 0.4
"""Of the head's width; the national title must stay on one line in the rest."""
_RULE_SHARE = sum(AGENCY_RULE) / 2
_ADDRESSEES_AT = 33.0
"""Where `Kính gửi` stands when there are several, from the left margin."""
_GAP = 2.0
"""Between head, addressees, body and foot."""
UNDATED = date(2000, 1, 1)
"""What stands for the day of a draft in the properties of its file, which ask for one."""
_OPEN = "\u00a0" * 5
"""Room left for a hand to fill in."""


@dataclass(frozen=True, slots=True)
class Line:
    """Words that play one part (a key of `FORMS`). `indent` moves it in, `hang` all its lines but the first.

    `joined`: it stays on the page of what follows, as the last words of the body do, for no signature stands alone.
    """

    part: str
    runs: tuple[Run, ...]
    indent: float = 0
    hang: float = 0
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A solid line, `length` millimetres, in the middle of the room it stands in."""

    length: float


@dataclass(frozen=True, slots=True)
class Room:
    """Empty height in millimetres."""

    height: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with lines around its cells; `shares` of its columns add up to 1."""

    header: tuple[tuple[Run, ...], ...]
    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    shares: tuple[float, ...]
    aligns: tuple[str, ...]


Cell = tuple["Line | Rule | Room", ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """What stands beside each other: rows of cells without lines around them. `shares` as in `Grid`."""

    rows: tuple[tuple[Cell, ...], ...]
    shares: tuple[float, ...]


Element = Line | Rule | Room | Grid | Columns


@dataclass(frozen=True, slots=True)
class Sheet:
    """Pages of one direction. `counts_anew` where its pages are numbered from 1, the first without its number."""

    elements: tuple[Element, ...]
    across: bool = False
    counts_anew: bool = False

    @property
    def room(self) -> float:
        """Millimetres between the margins."""
        return (PAGE.height if self.across else PAGE.width) - MARGINS["left"] - MARGINS["right"]


def set_paper(paper: Paper) -> tuple[Sheet, ...]:
    """The sheets of a paper, in their order: the paper itself, cut where a wide table lies across, then its annexes."""
    room = Sheet(()).room
    blocks = _ended(paper.blocks)
    before = [*_head(paper, room), Room(_GAP), *_opening(paper, room)]
    body = list(_body(blocks))
    if isinstance(body[-1], Line):
        body[-1] = replace(body[-1], joined=True)
    sheets = _cut([*before, *body, Room(_GAP), *_foot(paper)])
    for at, annex in enumerate(paper.annexes, 1):
        number = at if len(paper.annexes) > 1 else 0
        elements = [*_annex_head(paper, annex, number), *_body(annex.blocks)]
        sheets += [replace(sheet, across=sheet.across or annex.across) for sheet in _cut(elements)]
    return tuple(sheets)


def _cut(elements: Sequence[Element | Wide]) -> list[Sheet]:
    """Sheets of elements, numbered from 1: a wide table has one of its own."""
    sheets: list[Sheet] = []
    upright: list[Element] = []
    for element in elements:
        if not isinstance(element, Wide):
            upright.append(element)
            continue
        if upright:
            sheets.append(Sheet(tuple(upright), counts_anew=not sheets))
        sheets.append(Sheet(tuple(_table(element.table)), across=True, counts_anew=not sheets))
        upright = []
    if upright:
        sheets.append(Sheet(tuple(upright), counts_anew=not sheets))
    return sheets


def plain(text: str) -> str:
    """Words on one line, composed, without characters that a file of words cannot hold."""
    composed = unicodedata.normalize("NFC", text)
    kept = "".join(" " if letter.isspace() and letter != "\u00a0" else letter for letter in composed)
    return "".join(letter for letter in kept if unicodedata.category(letter) not in ("Cc", "Cs", "Cn", "Co"))


def runs_of(words: Words) -> tuple[Run, ...]:
    """Words as runs, cleaned; none that is empty."""
    given = (words,) if isinstance(words, str) else words
    runs = [run if isinstance(run, Run) else Run(run) for run in given]
    return tuple(replace(run, text=plain(run.text)) for run in runs if plain(run.text))


def _line(part: str, text: str, indent: float = 0, hang: float = 0) -> Line:
    shown = " ".join(word for word in plain(text).split(" ") if word)
    return Line(part, (Run(shown.upper() if FORMS[part].upper else shown),), indent, hang)


def _head(paper: Paper, room: float) -> Iterator[Element]:
    left, right = room * _LEFT_SHARE, room * (1 - _LEFT_SHARE)
    titles = (_line("national_title", NATIONAL_TITLE), _line("motto", MOTTO), Rule(_width("motto", MOTTO)))
    under: list[Line] = [_line("number", number_words(paper))]
    if paper.kind == "cong_van":
        under += _several("dispatch_abstract", f"V/v {paper.subject}", left - 4)
    if paper.urgency:
        under.append(_line("urgency", paper.urgency))
    dated = (_line("place_date", date_words(paper)),)
    yield Columns(((tuple(_bodies(paper, left)), titles), (tuple(under), dated)), (left / room, right / room))


def _bodies(paper: Paper, room: float) -> Iterator[Line | Rule]:
    if paper.parent:
        yield from _body_name("parent", paper.parent, room)
    lines = _body_name("agency", paper.agency, room)
    yield from lines
    yield Rule(max(_width("agency", line.runs[0].text) for line in lines) * _RULE_SHARE)


def _width(part: str, text: str) -> float:
    return width(text, FORMS[part].sample, FORMS[part].bold)


def _body_name(part: str, name: str, room: float) -> list[Line]:
    """A body's name; one too long for a line is broken before the unit it is of, where both halves have room."""
    match = _UNIT.search(name) if _width(part, plain(name).upper()) > room else None
    halves = (name[: match.start()], name[match.end() :]) if match else ()
    if halves and all(_width(part, plain(half).upper()) <= room for half in halves):
        return [_line(part, half) for half in halves]
    return _several(part, name, room)


_UNIT = re.compile(r" (?=(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|đặc khu) )", re.IGNORECASE)


def _several(part: str, text: str, room: float) -> list[Line]:
    """Words on as many even lines as they need, for parts that stand in the middle."""
    whole = _line(part, text).runs[0].text
    return [_line(part, words) for words in broken(whole, room, FORMS[part].sample, FORMS[part].bold) or [""]]


def number_words(paper: Paper) -> str:
    """`Số: 05/QĐ-UBND`; the number stays open in a draft."""
    number = paper.number and paper.number.lstrip("0").rjust(3 if paper.number[-1].isalpha() else 2, "0")
    return f"Số: {number or _OPEN}/{plain(paper.symbol).strip()}"


def date_words(paper: Paper) -> str:
    """`Hà Nội, ngày 05 tháng 01 năm 2020`; day and month stay open in a draft."""
    if paper.day is None:
        return f"{paper.place}, ngày{_OPEN}tháng{_OPEN}năm {paper.year or _OPEN}"
    return f"{paper.place}, {day_in_full(paper.day)}"


def day_in_full(day: date) -> str:
    """`ngày 05 tháng 01 năm 2020`: a nought where a figure could be put before the day or the month."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def _opening(paper: Paper, room: float) -> Iterator[Element]:
    """Kind and subject (5a), to whom (9a), by what right (6)."""
    if paper.kind != "cong_van":
        yield _line("type_name", BY_SLUG[paper.kind].name)
        subject = _several("abstract", paper.subject, room - 20)
        yield from subject
        yield Rule(max(_width("abstract", line.runs[0].text) for line in subject) * _RULE_SHARE)
    yield from _addressees(paper.addressees)
    if paper.deciding:
        yield from _several("deciding", paper.deciding, room)
    for at, ground in enumerate(paper.grounds, 1):
        yield Line("ground", _ending(runs_of(ground), "." if at == len(paper.grounds) else ";"))
    if paper.kind in ENACTING and paper.grounds:
        yield _line("enacting", ENACTING[paper.kind])


def _listed(names: Sequence[str]) -> list[str]:
    """Names for a list: without dashes and signs of their own, each once."""
    return list(dict.fromkeys(name for given in names if (name := plain(given).strip(" -.;"))))


def _addressees(given: Sequence[str]) -> Iterator[Line | Room]:
    names = _listed(given)
    if len(names) == 1:
        label = "Kính gửi: "
        yield _line("addressee", label + names[0], _ADDRESSEES_AT, _width("addressee", label))
    elif names:
        yield _line("addressee", "Kính gửi:", _ADDRESSEES_AT)
        dashes = _ADDRESSEES_AT + _width("addressee", "Kính gửi")
        for at, name in enumerate(names, 1):
            words = f"- {name}{'.' if at == len(names) else ';'}"
            yield _line("addressee", words, dashes, _width("addressee", "- "))
    if names:
        yield Room(_GAP)


def _ended(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The body with the end mark behind its last words; a body that ends in a table or a title has none."""
    last = blocks[-1]
    if isinstance(last, Paragraph):
        return (*blocks[:-1], Paragraph(_ending(runs_of(last.words), END_MARK)))
    if isinstance(last, Item) and last.words:
        return (*blocks[:-1], replace(last, words=_ending(runs_of(last.words), END_MARK)))
    return blocks


def _ending(runs: tuple[Run, ...], mark: str) -> tuple[Run, ...]:
    """Runs that end with a mark in the place of the one they had."""
    if not runs:
        return (Run(mark),)
    cut = runs[-1].text.rstrip(" .;,/")
    last = replace(runs[-1], text=cut + mark) if not runs[-1].field else runs[-1]
    return (*runs[:-1], last) if not runs[-1].field else (*runs, Run(mark))


def _body(blocks: Sequence[Block]) -> Iterator[Element | Wide]:
    labels = Labels()
    for block in blocks:
        if isinstance(block, Paragraph):
            yield Line("body", runs_of(block.words))
        elif isinstance(block, Item):
            yield from _item(block, labels.label(block))
        elif isinstance(block, Table):
            yield from _table(block)
        else:
            yield block


def _item(item: Item, label: str) -> Iterator[Line]:
    title, words = plain(item.title).strip(), runs_of(item.words)
    if item.level in DIVISIONS:
        yield _line("division_label", label)
        yield _line("division_title", title)
    elif item.level == "la_ma":
        yield _line("section", f"{label} {title}")
    elif item.level == "dieu":
        head = f"{label} {title}" if title else label
        yield Line("article", (Run(f"{head} " if words else head, bold=True), *words))
    elif title:
        yield _line("clause_title", f"{label} {title}")
        if words:
            yield Line("body", words)
    else:
        yield Line("body", (Run(f"{label} "), *words))


def _table(table: Table) -> Iterator[Element]:
    if table.caption:
        yield _line("clause_title", table.caption)
    widths = table.widths or (1.0,) * len(table.header)
    rows = [tuple(runs_of(cell) for cell in row) for row in table.rows]
    if table.total and rows:
        rows[-1] = tuple(tuple(replace(run, bold=True) for run in cell) for cell in rows[-1])
    header = tuple(tuple(replace(run, bold=True) for run in runs_of(cell)) for cell in table.header)
    shares = tuple(given / sum(widths) for given in widths)
    yield Grid(header, tuple(rows), shares, table.aligns or ("left",) * len(table.header))


def _foot(paper: Paper) -> Iterator[Element]:
    """Who gets it (9b) beside who signs (7); several who sign stand beside each other, the list below them."""
    listed = tuple(_recipients(paper))
    room = Sheet(()).room / max(len(paper.signers), 2)
    offices = [tuple(chain(*(_several("office", office, room) for office in who.offices))) for who in paper.signers]
    names = [(Room(SIGNING_ROOM), _line("signer", signer.name)) for signer in paper.signers]
    if len(paper.signers) == 1:
        yield Columns(((listed, (*offices[0], *names[0])),), (0.5, 0.5))
        return
    yield Columns((tuple(offices), tuple(names)), (1 / len(names),) * len(names))
    yield from listed


def _recipients(paper: Paper) -> Iterator[Line]:
    names = _listed([*(["Như trên"] if paper.addressees else []), *paper.recipients])
    if not names and not paper.kept:
        return
    yield _line("recipients_label", "Nơi nhận:")
    dash = _width("recipient", "- ")
    for name in names:
        yield _line("recipient", f"- {name};", hang=dash)
    yield _line("recipient", f"- Lưu: {paper.kept.strip(' .') or 'VT'}.", hang=dash)


def _annex_head(paper: Paper, annex: Annex, number: int) -> Iterator[Element]:
    yield _line("annex_label", f"Phụ lục {numeral(number, 'upperRoman')}" if number else "Phụ lục")
    yield _line("annex_title", annex.title)
    yield _line("annex_reference", reference_words(paper))


def reference_words(paper: Paper) -> str:
    """`(Kèm theo Quyết định số 05/QĐ-UBND ngày 06 tháng 3 năm 2026 của ...)`."""
    name = BY_SLUG[paper.kind].name
    number = number_words(paper).removeprefix("Số: ")
    day = date_words(replace(paper, place="x")).removeprefix("x, ")
    if paper.electronic:
        number, day = f"{_OPEN}/{paper.symbol}", date_words(replace(paper, place="x", day=None)).removeprefix("x, ")
    return f"(Kèm theo {name} số {number} {day} của {paper.deciding or paper.agency})"
