"""Papers of an estimate: the request, the appraisal, the decision, in the layout of Decree 30/2020.

Their annexes are counted from the lines each time; sums stand with points and in words. What is not known stays open
as `…`, for a person to fill in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from phongtrao.documents.letterhead import of_articles, written_out
from phongtrao.dong import grouped, in_words
from phongtrao.money.funding import InForce
from phongtrao.money.models import Estimate
from phongtrao.money.sums import CHANGES, SAME, Change, Line, as_approved, differences, groups_of, sums_of
from phongtrao.organisations.models import Organisation
from phongtrao.procedure import Refused
from phongtrao.words import day_in_words
from vanban.paper import Annex, Item, Paper, Paragraph, Run, Table, Words
from vanban.paper.content import Block
from vanban.paper.fields import field_name
from vanban.paper.reminder import Letterhead

GAP = "…"
NO_LINES = "Dự toán chưa có khoản nào; xin ghi từng khoản trước."
NOT_APPRAISED = "Còn khoản chưa thẩm định; xin thẩm định đủ rồi lập báo cáo."
Figure = Callable[[Line], int | None]
Row = tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of sums; `name` makes every figure a field that a later reader finds again."""

    name: str
    heading: str
    of: Figure


ASKED = Column("asked", "Đề nghị (đồng)", lambda line: line.amount)
APPRAISED = Column("appraised", "Thẩm định (đồng)", lambda line: line.appraised)
APPROVED = Column("approved", "Phê duyệt (đồng)", lambda line: line.in_force)


def request_paper(case: Estimate, head: Letterhead, addressees: Sequence[str], day: date) -> Paper:
    """Tờ trình: what is asked for, out of which money, how much; all lines annexed. Raises Refused without lines."""
    lines = _lines(case)
    decider, whom = _called(case.decider, day), addressees[0] if addressees else _called(case.appraiser, day)
    blocks: list[Block] = [
        Paragraph(f"{head.agency} kính đề nghị {whom} thẩm định, trình {decider} phê duyệt dự toán như sau:"),
        Item("khoan", title="Nội dung", words=f"{capital(_what(case))}."),
        Item("khoan", title="Sự cần thiết", words=GAP),
        Item("khoan", title="Nguồn kinh phí", words=f"{capital(_clause(case, day).chain)}."),
        Item("khoan", title="Kinh phí đề nghị", words=(*_sum("asked", sums_of(lines).asked), " (Phụ lục kèm theo).")),
    ]
    annexes = [asked_annex(case)]
    if case.amends is not None:
        blocks.append(Item("khoan", title="Nội dung điều chỉnh", words=capital(_changed(case))))
        annexes.append(difference_annex(case))
    blocks.append(Paragraph(f"{head.agency} kính đề nghị {whom} xem xét, thẩm định."))
    return _paper("to_trinh", f"Đề nghị thẩm định, phê duyệt {_what(case)}", blocks, head, addressees, case, annexes)


def appraisal_paper(case: Estimate, head: Letterhead, addressees: Sequence[str], day: date) -> Paper:
    """Báo cáo thẩm định: asked, appraised, and why, line by line. Raises Refused before every line was appraised."""
    lines = _lines(case)
    sums = sums_of(lines)
    if sums.appraised is None:
        raise Refused(NOT_APPRAISED)
    less = sums.asked - sums.appraised
    blocks: list[Block] = [
        Paragraph(f"{head.agency} báo cáo kết quả thẩm định {_what(case)} do {_called(case.organisation, day)} lập:"),
        Item("khoan", title="Căn cứ chi", words=f"{capital(_clause(case, day).chain)}."),
        Item("khoan", title="Kinh phí đề nghị", words=(*_sum("asked", sums.asked), ".")),
        Item("khoan", title="Kinh phí sau thẩm định", words=(*_sum("appraised", sums.appraised), ".")),
        Item("khoan", title="Chênh lệch", words=(capital(_less(less)), "; lý do từng khoản tại Phụ lục kèm theo.")),
        Item("khoan", title="Ý kiến khác", words=GAP),
        Paragraph(f"{head.agency} kính báo cáo {_called(case.decider, day)} xem xét, phê duyệt."),
    ]
    return _paper(
        "bao_cao", f"Kết quả thẩm định {_what(case)}", blocks, head, addressees, case, [appraised_annex(case)]
    )


def decision_paper(case: Estimate, head: Letterhead, addressees: Sequence[str], day: date) -> Paper:
    """Quyết định phê duyệt: the sum, the clause that pays, all lines annexed. Raises Refused where none is there."""
    lines = _lines(case)
    whole = sum(line.in_force for line in lines)
    body, finance = _called(case.organisation, day), _called(case.appraiser, day)
    before = _decision_before(case)
    articles: list[Words] = [
        (f"Phê duyệt {_what(case)} của {body}, tổng kinh phí: ", *_sum("approved", whole), " (Phụ lục kèm theo)."),
        f"Nguồn kinh phí: {_clause(case, day).chain}.",
        *([f"Quyết định này thay thế dự toán đã phê duyệt tại {before}."] if case.amends is not None else []),
        f"{body} sử dụng kinh phí đúng mục đích, tiết kiệm, hiệu quả, thanh quyết toán theo quy định.",
        f"Quyết định này có hiệu lực kể từ ngày ký. Chánh Văn phòng {head.agency}, {finance}, {body} và các đơn vị "
        "liên quan chịu trách nhiệm thi hành Quyết định này.",
    ]
    grounds = (f"Căn cứ {_clause(case, day).chain}", f"Theo đề nghị của {finance} tại {_appraisal_before(case)}")
    blocks: list[Block] = [Item("dieu", words) for words in articles]
    return _paper(
        "quyet_dinh", f"Về việc phê duyệt {_what(case)}", blocks, head, (), case, [approved_annex(case)],
        deciding=head.agency, grounds=grounds,
    )  # fmt: skip


def asked_annex(case: Estimate) -> Annex:
    """Every line with its price and what it comes to, under its heading."""
    clauses = {line.clause for line in case.said_lines()}
    return _annex(f"Chi tiết {_what(case)}", case, (ASKED,), prices=True, remark=_clause_or_remark(case, clauses))


def appraised_annex(case: Estimate) -> Annex:
    """Every line as it was asked and appraised, with the reason."""
    return _annex(
        f"Kết quả thẩm định {_what(case)}", case, (ASKED, APPRAISED), remark=lambda line: line.appraisal_reason,
        said="Lý do",
    )  # fmt: skip


def approved_annex(case: Estimate) -> Annex:
    """Every line as it is approved."""
    clauses = {line.clause for line in case.said_lines()}
    return _annex(f"{_what(case)} được phê duyệt", case, (APPROVED,), remark=_clause_or_remark(case, clauses))


def difference_annex(case: Estimate) -> Annex:
    """What an amendment changes, line by line: as it was approved, as it is asked for."""
    changes = [change for change in changes_of(case) if change.kind != SAME]
    rows: list[Row] = [
        (str(at), one.shown.words, CHANGES[one.kind], grouped(one.was), grouped(one.comes_to), signed(one.difference))
        for at, one in enumerate(changes, 1)
    ]
    total = sum(one.difference for one in changes)
    rows.append(("", "Cộng", "", *(grouped(sum(f)) for f in _both(changes)), signed(total)))
    header = ("STT", "Nội dung chi", "Thay đổi", "Đã duyệt (đồng)", "Điều chỉnh (đồng)", "Tăng, giảm (đồng)")
    aligns = ("center", "left", "center", "right", "right", "right")
    table = Table(header, tuple(rows), (1, 6, 2, 3, 3, 3), aligns, total=True)
    return Annex("Nội dung điều chỉnh so với dự toán đã duyệt", (table,), across=True)


def _both(changes: Sequence[Change]) -> tuple[list[int], list[int]]:
    return [one.was for one in changes], [one.comes_to for one in changes]


def changes_of(case: Estimate) -> list[Change]:
    """Line by line against the estimate that it amends; everything is new where it amends none."""
    before = case.amends.said_lines() if case.amends is not None else []
    return differences([as_approved(line) for line in before if line.in_force], case.said_lines())


def _annex(
    title: str, case: Estimate, columns: Sequence[Column], remark: Callable[[Line], str], prices: bool = False,
    said: str = "Ghi chú",
) -> Annex:  # fmt: skip
    """The lines under their headings, with the sum of each heading and of all."""
    lines = _lines(case)
    rows = [*_rows(lines, columns, remark, prices)]
    rows.append(("", _bold("Tổng cộng"), *[""] * (3 * prices), *_figures("sum", lines, columns), ""))
    middle = ("Đơn vị tính", "Số lượng", "Đơn giá (đồng)") if prices else ()
    header = ("STT", "Nội dung chi", *middle, *(column.heading for column in columns), said)
    widths = (1, 6, *((2, 2, 3) if prices else ()), *[3.2] * len(columns), 4)
    aligns = ("center", "left", *(("center", "right", "right") if prices else ()), *["right"] * len(columns), "left")
    table = Table(header, tuple(rows), widths, aligns, total=True)
    return Annex(capital(title), (table,), across=True)


def _rows(
    lines: Sequence[Line], columns: Sequence[Column], remark: Callable[[Line], str], prices: bool
) -> Iterator[Row]:
    groups = groups_of(lines)
    at = 0
    for nth, group in enumerate(groups, 1):
        if len(groups) > 1 or group.heading:
            yield (
                _bold(_roman(nth)), _bold(group.heading or "Nội dung khác"), *[""] * (3 * prices),
                *_figures(f"group{nth}", group.lines, columns), "",
            )  # fmt: skip
        for line in group.lines:
            at += 1
            middle = (line.unit, line.quantity, grouped(line.price)) if prices else ()
            yield str(at), line.words, *middle, *_figures(f"line{line.number}", [line], columns), remark(line)


def _figures(of: str, lines: Sequence[Line], columns: Sequence[Column]) -> list[Words]:
    """The sum of the lines in each column; open where a line has no figure yet."""
    found: list[Words] = []
    for column in columns:
        figures = [column.of(line) for line in lines]
        known = [one for one in figures if one is not None]
        whole = grouped(sum(known)) if len(known) == len(figures) else GAP
        is_sum = not of.startswith("line")
        found.append((Run(whole, bold=is_sum, field=field_name(of, ".", column.name)),))
    return found


def capital(words: str) -> str:
    """Words that begin a paragraph of their own."""
    return words[:1].upper() + words[1:]


def _bold(text: str) -> Words:
    return (Run(text, bold=True),)


def _roman(number: int) -> str:
    found = ""
    for value, sign in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        found, number = found + sign * (number // value), number % value
    return found


def _clause_or_remark(case: Estimate, clauses: set[str]) -> Callable[[Line], str]:
    """The remark, with the clause that pays before it where the lines name several."""
    if len(clauses) <= 1:
        return lambda line: line.remark
    said = {one.name: one.place for one in case.funding.said.clauses}
    return lambda line: "; ".join(filter(None, (said.get(line.clause, line.clause), line.remark)))


def _lines(case: Estimate) -> list[Line]:
    lines = case.said_lines()
    if not lines:
        raise Refused(NO_LINES)
    return lines


def _clause(case: Estimate, day: date) -> InForce:
    return case.funding.said.on(case.clause, day)


def _what(case: Estimate) -> str:
    again = f" (điều chỉnh lần {case.version - 1})" if case.amends_id else ""
    return f"dự toán kinh phí {case.title} năm {case.year}{again}"


def _called(body: Organisation, day: date) -> str:
    return written_out(body.name_on(day))


def _sum(name: str, amount: int) -> tuple[str | Run, ...]:
    """`1.234.567 đồng (Bằng chữ: ...)`."""
    return (Run(grouped(amount), field=field_name("sum.", name)), f" đồng (Bằng chữ: {in_words(amount)})")


def signed(amount: int) -> str:
    """`+1.500.000`, `-1.500.000`, `0`."""
    return f"{'+' if amount > 0 else '-' if amount < 0 else ''}{grouped(abs(amount))}"


def _less(less: int) -> str:
    if not less:
        return "không thay đổi"
    return f"{'giảm' if less > 0 else 'tăng'} {grouped(abs(less))} đồng"


def _changed(case: Estimate) -> str:
    changes = changes_of(case)
    was, now = (sum(figures) for figures in _both(changes))
    return (
        f"dự toán đã phê duyệt tại {_decision_before(case)} là {grouped(was)} đồng, nay đề nghị {grouped(now)} đồng "
        f"({_less(was - now)})."
    )


def _decision_before(case: Estimate) -> str:
    return _told(case.amends, "quyet_dinh", "Quyết định") if case.amends is not None else GAP


def _appraisal_before(case: Estimate) -> str:
    return _told(case, "bao_cao_tham_dinh", "Báo cáo thẩm định")


def _told(case: Estimate, name: str, kind: str) -> str:
    """`Quyết định số 12/QĐ-UBND ngày 05/12/2026`, as far as it is known."""
    rows = [row for row in case.papers.filter(name=name).select_related("outgoing").order_by("pk") if row.is_whole]
    last = rows[-1] if rows else None
    return f"{kind} số {last.code if last and last.code else GAP} ngày {day_in_words(last.day) if last else ''}" + (
        "" if last and last.day else GAP
    )


def _paper(
    kind: str, subject: str, blocks: Sequence[Block], head: Letterhead, addressees: Sequence[str], case: Estimate,
    annexes: Sequence[Annex], deciding: str = "", grounds: tuple[str, ...] = (),
) -> Paper:  # fmt: skip
    return Paper(
        kind=kind, agency=head.agency, parent=head.parent, symbol=head.symbol, place=head.place, subject=subject,
        addressees=tuple(addressees), deciding=deciding, grounds=grounds, blocks=tuple(blocks), signers=head.signers,
        recipients=of_articles(head.recipients, len(blocks)) if deciding else head.recipients, kept=head.kept,
        annexes=tuple(annexes),
    )  # fmt: skip
