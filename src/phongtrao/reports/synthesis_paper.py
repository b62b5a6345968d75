"""A synthesis as a report (báo cáo) in the layout of Decree 30/2020: the form's sections in order, annexes by body.

Every figure is a field of the file, and the same figure is the same words everywhere: totals by the indicator's name
(`mo_hinh`; of a share `ho.part`, `ho.base`, `ho.percent`), the year before with `.before`, what was counted where a
person wrote another with `.counted`, and a body's cell with `@` and its code (`mo_hinh@xa.90001.ubnd`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from phongtrao.dong import grouped
from phongtrao.organisations.models import Organisation
from phongtrao.reports.cells import Cell, percent, written
from phongtrao.reports.form import Form, Indicator, Value
from phongtrao.reports.models import Synthesis, SynthesisParagraph
from phongtrao.reports.stated import State, Stated, state_of
from phongtrao.reports.summed import Missing, Question, missing
from phongtrao.words import day_in_words
from phongtrao.work.desk import names_of
from vanban.paper import Annex, Item, Paper, Paragraph, Run, Table, Words
from vanban.paper.content import Block
from vanban.paper.fields import field_name
from vanban.paper.reminder import Letterhead

KIND = "bao_cao"
BY_HAND = "(*)"
"""The mark of a figure that a person wrote in the place of the counted one."""
COLUMNS = 6
"""Indicators beside each other in a table of the annex; more go into further tables."""
Runs = tuple[str | Run, ...]


def figure(indicator: Indicator, value: Value, *, suffix: str = "", brief: bool = False) -> Runs:
    """A figure in words with its fields: `9`, `63,3 % (31/49)`, `khá`; `brief` leaves out the percent.

    `suffix` tells apart figures of one indicator: `.before`, `.counted`, `@CODE`.
    """
    if indicator.type == "share":
        part = Run(grouped(value.value), field=field_name(indicator.name, ".part", suffix))
        base = Run(grouped(value.base or 0), field=field_name(indicator.name, ".base", suffix))
        if brief:
            return (part, "/", base)
        return (Run(percent(value), field=field_name(indicator.name, ".percent", suffix)), " (", part, "/", base, ")")
    text = written(indicator, Cell(value))[0]
    return (Run(text, field=field_name(indicator.name, suffix)),)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a paper is made of, read once."""

    said: Form
    synthesis: Synthesis
    state: State
    paragraphs: tuple[SynthesisParagraph, ...]
    bodies: tuple[tuple[int, str, str], ...]
    """Those counted: id, code, name on the last day of the period; by name."""
    missing: tuple[tuple[str, Missing], ...]
    """By code."""


def contents(synthesis: Synthesis, day: date) -> Contents:
    """All that the paper says; `day`: up to which those missing are late, the day of signing of a signed one."""
    state = state_of(synthesis)
    names = names_of(state.counted, synthesis.of.last)
    ids = {*state.counted, *state.missing}
    codes = dict(Organisation.objects.filter(pk__in=ids).values_list("pk", "code"))
    bodies = sorted(((pk, codes[pk], names[pk]) for pk in state.counted), key=lambda body: (body[2], body[1]))
    asked = Question(synthesis.form, synthesis.of, synthesis.organisation, synthesis.basis)
    waited = missing(asked, state.missing, day) if state.missing else []
    paragraphs = tuple(synthesis.paragraphs.all())
    late = tuple((codes[one.owed.organisation], one) for one in waited)
    return Contents(synthesis.version.said, synthesis, state, paragraphs, tuple(bodies), late)


def synthesis_paper(
    found: Contents, head: Letterhead, addressees: Sequence[str] = (), year: int | None = None
) -> Paper:
    """The draft of the report, without number and day."""
    of = found.synthesis.of
    subject = f"{_subject(found.said.title)} {of.words}"
    sections = [block for name, title in found.said.sections for block in _section(found, name, title)]
    closing = f"Trên đây là báo cáo {of.words}, {head.agency} trân trọng báo cáo."
    return Paper(
        kind=KIND,
        agency=head.agency,
        parent=head.parent,
        symbol=head.symbol,
        place=head.place,
        year=year,
        subject=subject,
        addressees=tuple(addressees),
        blocks=(*_opening(found, head), *sections, *_notes(found), Paragraph(closing)),
        signers=head.signers,
        recipients=head.recipients,
        kept=head.kept,
        annexes=tuple(_annexes(found)),
    )


def _subject(title: str) -> str:
    """A form's title without the word that stands above it already."""
    bare = title.removeprefix("Báo cáo").strip() if title.startswith("Báo cáo ") else title
    return bare[:1].upper() + bare[1:]


def _opening(found: Contents, head: Letterhead) -> Iterator[Block]:
    of = found.synthesis.of.words
    counted: Words = (
        f"Thực hiện chế độ báo cáo theo {found.said.source}, {head.agency} tổng hợp báo cáo {of} của ",
        Run(_two(len(found.bodies)), field="bodies.counted"),
        " đơn vị, kết quả như sau",
        f" (số liệu theo đơn vị tại {_annex_words(found, 1)}):" if _has_cells(found) else ":",
    )
    yield Paragraph(counted)
    if found.missing:
        yield Paragraph(
            (
                "Còn ",
                Run(_two(len(found.missing)), field="bodies.missing"),
                f" đơn vị chưa có báo cáo được tính vào số liệu này (danh sách tại {_annex_words(found, 2)}).",
            )
        )


def _annex_words(found: Contents, number: int) -> str:
    """`Phụ lục II`; without a number where there is one alone."""
    return f"Phụ lục {'I' * number}" if _has_cells(found) and found.missing else "Phụ lục"


def _has_cells(found: Contents) -> bool:
    return any(one.parts for one in found.state.figures)


def _two(number: int) -> str:
    """Numbers below ten with a zero, as papers write them."""
    return f"{number:02d}"


def _section(found: Contents, name: str, title: str) -> Iterator[Block]:
    figures = [one for one in found.state.figures if one.indicator.section == name and one.value is not None]
    told = [
        (question.title, [p for p in found.paragraphs if p.question == question.name])
        for question in found.said.questions
        if question.section == name
    ]
    told = [(heading, paragraphs) for heading, paragraphs in told if paragraphs]
    if not told and (not figures or name == "phu_luc"):
        return
    yield Item("la_ma", title=title)
    if figures and name != "phu_luc":
        if told:
            yield Item("khoan", title="Kết quả bằng số liệu")
        yield from (Item("gach", _sentence(one)) for one in figures)
        yield _totals(figures, title)
    for heading, paragraphs in told:
        if figures or len(told) > 1:
            yield Item("khoan", title=heading)
        yield from (Paragraph(line) for p in paragraphs for line in p.text.splitlines() if line.strip())


def _sentence(one: Stated) -> Runs:
    """`Số mô hình: 9 mô hình; cùng kỳ năm trước 8 mô hình.`"""
    assert one.value is not None
    told: Runs = (f"{one.indicator.title}: ", *_with_unit(one.indicator, one.value), *_mark(one))
    if one.before is not None:
        told = (*told, "; cùng kỳ năm trước ", *_with_unit(one.indicator, one.before, ".before"))
    return (*told, ".")


def _with_unit(indicator: Indicator, value: Value, suffix: str = "") -> Runs:
    total = indicator.as_total
    unit = f" {total.unit}" if total.unit and total.type != "share" else ""
    return (*figure(total, value, suffix=suffix), unit)


def _mark(one: Stated) -> Runs:
    return (f" {BY_HAND}",) if one.by_hand else ()


def _totals(figures: Sequence[Stated], title: str) -> Table:
    rows = [
        (
            str(at),
            one.indicator.title,
            "%" if one.indicator.type == "share" else one.indicator.as_total.unit,
            (*_figure_of(one, one.value), *_mark(one)),
            _figure_of(one, one.before, ".before"),
        )
        for at, one in enumerate(figures, 1)
    ]
    return Table(
        ("STT", "Chỉ tiêu", "Đơn vị tính", "Kết quả", "Cùng kỳ năm trước"),
        tuple(rows),
        widths=(1, 5.2, 2.2, 3, 3),
        aligns=("center", "left", "center", "right", "right"),
    )


def _figure_of(one: Stated, value: Value | None, suffix: str = "") -> Runs:
    return () if value is None else figure(one.indicator.as_total, value, suffix=suffix)


def _notes(found: Contents) -> Iterator[Block]:
    """What was changed by hand, with what the cells add up to beside it."""
    for one in found.state.figures:
        if one.by_hand and one.value is not None:
            counted: Runs = ("chưa có số liệu",)
            if one.counted is not None:
                counted = _with_unit(one.indicator, one.counted, ".counted")
            yield Paragraph(
                (
                    f"{BY_HAND} {one.indicator.title}: số do cơ quan tổng hợp điều chỉnh; cộng từ các báo cáo: ",
                    *counted,
                    ".",
                )
            )


def _annexes(found: Contents) -> Iterator[Annex]:
    figures = [one for one in found.state.figures if one.parts]
    if figures:
        tables = [_by_body(found, figures[at : at + COLUMNS]) for at in range(0, len(figures), COLUMNS)]
        yield Annex(f"Số liệu theo đơn vị, {found.synthesis.of.words}", tuple(tables), across=True)
    if found.missing:
        yield Annex(f"Đơn vị chưa có báo cáo được tính, {found.synthesis.of.words}", (_waited(found.missing),))


def _by_body(found: Contents, figures: Sequence[Stated]) -> Table:
    cells = [{part.organisation: part.value for part in one.parts} for one in figures]
    rows: list[tuple[Words, ...]] = []
    for at, (pk, code, name) in enumerate(found.bodies, 1):
        own = [_cell(one.indicator, values.get(pk), code) for one, values in zip(figures, cells, strict=True)]
        rows.append((str(at), name, *own))
    totals = ((*figure(one.indicator.as_total, one.value, brief=True), *_mark(one)) for one in figures if one.value)
    rows.append(("", "Tổng hợp", *totals))
    return Table(
        ("STT", "Đơn vị", *(_heading(one.indicator) for one in figures)),
        tuple(rows),
        widths=(1, 5, *(2.4 for _ in figures)),
        aligns=("center", "left", *("right" for _ in figures)),
        total=True,
    )


def _cell(indicator: Indicator, value: Value | None, code: str) -> Runs:
    return () if value is None else figure(indicator, value, suffix=f"@{code}", brief=True)


def _heading(indicator: Indicator) -> str:
    return f"{indicator.title} ({indicator.unit})" if indicator.unit and indicator.type != "share" else indicator.title


def _waited(rows: Iterable[tuple[str, Missing]]) -> Table:
    told: list[tuple[Words, ...]] = []
    for at, (code, row) in enumerate(rows, 1):
        late = (Run(str(row.owed.days_late), field=field_name("late@", code)),)
        told.append((str(at), row.name, _source(row), day_in_words(row.owed.due), late, row.said))
    return Table(
        ("STT", "Đơn vị", "Theo", "Thời hạn", "Số ngày chậm", "Tình hình"),
        tuple(told),
        widths=(1, 4, 4, 2.2, 1.6, 2.4),
        aligns=("center", "left", "left", "center", "center", "left"),
    )


def _source(row: Missing) -> str:
    duty = row.owed.duty
    return ", ".join(part for part in (duty.place, duty.adoption.document.title) if part) if duty else "Mẫu báo cáo"
