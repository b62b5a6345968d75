"""The plan of a pilot, its interim and its final review, as papers of Decree 30/2020.

What is known stands there; where a person must write, the paper says `…`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from phongtrao.documents.letterhead import written_out
from phongtrao.initiatives.models import Phase, Pilot
from phongtrao.initiatives.pilot_compare import SAYS, SideBySide, Sum, side_by_side
from phongtrao.initiatives.pilot_words import GAP, days_of, phases_of, places_in_words, source_in_words
from phongtrao.procedure import NEEDS, Refused
from phongtrao.words import day_in_words
from vanban.paper import Item, Paper, Paragraph, Table, Words
from vanban.paper.content import Block
from vanban.paper.reminder import Letterhead

NOT_REPORTED = "Xin ghi báo cáo giai đoạn trước khi lập dự thảo: dự thảo lấy nội dung từ báo cáo các giai đoạn."


def paper_of(
    kind: str, subject: str, blocks: Sequence[Block], head: Letterhead, addressees: Sequence[str], day: date
) -> Paper:
    """A draft under this letterhead, without number and day."""
    return Paper(
        kind=kind, agency=head.agency, parent=head.parent, symbol=head.symbol, place=head.place, year=day.year,
        subject=subject, addressees=tuple(addressees), blocks=tuple(blocks), signers=head.signers,
        recipients=head.recipients, kept=head.kept,
    )  # fmt: skip


def plan_paper(pilot: Pilot, head: Letterhead, addressees: Sequence[str], day: date) -> Paper:
    """Kế hoạch thí điểm: what is tried, when, where, who does it. Raises Refused while it has no phase."""
    phases = phases_of(pilot)
    if not phases:
        raise Refused(NEEDS["phases"])
    asked = f"Thực hiện {source_in_words(pilot)}, " if pilot.document else ""
    blocks = [
        Paragraph(f"{asked}{head.agency} ban hành Kế hoạch thí điểm {pilot.title} như sau:"),
        Item("la_ma", title="Mục đích, yêu cầu"),
        Paragraph(GAP),
        Item("la_ma", title="Nội dung thí điểm"),
        *_lines(pilot.tried),
        Item("la_ma", title="Thời gian, nơi thí điểm"),
        _phase_table(phases),
        Item("la_ma", title="Kinh phí"),
        Paragraph(GAP),
        Item("la_ma", title="Tổ chức thực hiện"),
        *_who_does_what(pilot, head, day),
    ]
    return paper_of("ke_hoach", f"Thí điểm {pilot.title}", blocks, head, addressees, day)


def _who_does_what(pilot: Pilot, head: Letterhead, day: date) -> list[Block]:
    own = written_out(pilot.organisation.name_on(day))
    to = written_out(pilot.decider.name_on(day))
    reports = f", báo cáo {to}" if pilot.decider_id != pilot.organisation_id else ""
    return [
        Item("khoan", title=own),
        Item("gach", f"Chủ trì, hướng dẫn, kiểm tra, đôn đốc việc thí điểm; báo cáo kết quả từng giai đoạn{reports}."),
        Item("gach", f"Sơ kết khi kết thúc giai đoạn, tổng kết khi kết thúc thí điểm{reports}."),
        Item("khoan", title="Các nơi thí điểm"),
        Item("gach", "Tổ chức thực hiện nội dung thí điểm; kịp thời phản ánh khó khăn, vướng mắc."),
    ]


def interim_paper(pilot: Pilot, head: Letterhead, addressees: Sequence[str], day: date) -> Paper:
    """Báo cáo sơ kết of the phase begun last. Raises Refused while nothing was reported of it."""
    begun = [phase for phase in phases_of(pilot) if phase.begun_on]
    if not begun or not begun[-1].reports.all():
        raise Refused(NOT_REPORTED)
    which = f"giai đoạn {begun[-1].nth}"
    return _review(pilot, begun[-1:], f"Sơ kết {which} thí điểm {pilot.title}", head, addressees, day)


def final_paper(pilot: Pilot, head: Letterhead, addressees: Sequence[str], day: date) -> Paper:
    """Báo cáo tổng kết of all phases that were begun. Raises Refused while nothing was reported."""
    begun = [phase for phase in phases_of(pilot) if phase.begun_on]
    if not any(phase.reports.all() for phase in begun):
        raise Refused(NOT_REPORTED)
    return _review(pilot, begun, f"Tổng kết thí điểm {pilot.title}", head, addressees, day)


def _review(
    pilot: Pilot, phases: Sequence[Phase], subject: str, head: Letterhead, addressees: Sequence[str], day: date
) -> Paper:
    what = f"{subject[:1].lower()}{subject[1:]}"
    blocks = [
        Paragraph(f"Thực hiện {_plan_named(pilot)}, {head.agency} báo cáo {what} như sau:"),
        Item("la_ma", title="Công tác chỉ đạo, triển khai"),
        Paragraph(GAP),
        Item("la_ma", title="Kết quả thực hiện"),
        _phase_table(phases),
        *(block for phase in phases for block in _reported(phase)),
        *_compared(pilot),
        Item("la_ma", title="Đánh giá"),
        Item("khoan", f"Ưu điểm: {GAP}"),
        Item("khoan", f"Hạn chế, nguyên nhân: {GAP}"),
        Item("khoan", f"Bài học kinh nghiệm: {GAP}"),
        Item("la_ma", title="Đề xuất, kiến nghị"),
        Paragraph(GAP),
    ]
    return paper_of("bao_cao", subject, blocks, head, addressees, day)


def _plan_named(pilot: Pilot) -> str:
    """The plan with its number and day, as far as they are known."""
    rows = pilot.papers.filter(name="plan").select_related("outgoing").order_by("-pk")
    plan = next((row for row in rows if row.is_whole), None)
    number, signed = (plan.code, plan.day) if plan else ("", None)
    return f"Kế hoạch số {number or GAP} ngày {day_in_words(signed) or GAP} về thí điểm {pilot.title}"


def _phase_table(phases: Sequence[Phase]) -> Table:
    rows: list[tuple[Words, ...]] = []
    for phase in phases:
        begun = f"; bắt đầu ngày {day_in_words(phase.begun_on)}" if phase.begun_on else ""
        rows.append((str(phase), f"{days_of(phase)}{begun}", places_in_words(phase)))
    return Table(("Giai đoạn", "Thời gian", "Nơi thí điểm"), tuple(rows), (3, 3, 6))


def _reported(phase: Phase) -> Iterator[Block]:
    yield Item("khoan", title=f"{phase} ({days_of(phase)})")
    reports = phase.reports.all()
    if not reports:
        yield Paragraph(GAP)
    for report in reports:
        yield from _lines(report.words)


def _lines(text: str) -> list[Paragraph]:
    return [Paragraph(line.strip()) for line in text.splitlines() if line.strip()] or [Paragraph(GAP)]


def _compared(pilot: Pilot) -> Iterator[Block]:
    tables = [side_by_side(one) for one in pilot.comparisons.order_by("pk")]
    tables = [table for table in tables if table.lines]
    if not tables:
        return
    yield Item("la_ma", title="Số liệu trước và sau")
    for table in tables:
        yield _side_table(table)
        yield Paragraph(SAYS)
        if table.elsewhere:
            yield Paragraph(f"Không đặt vào bảng vì khác loại đơn vị: {'; '.join(table.elsewhere)}.")


def _side_table(table: SideBySide) -> Table:
    """A row a line and pilot place, and one of all others together; each says of how many the figure is known."""
    one, rows = table.comparison, list[tuple[Words, ...]]()
    others = table.sums(table.others)
    for at, line in enumerate(table.lines):
        unit = f" ({line.unit})" if line.unit else ""
        for row in table.places:
            rows.append((f"{line.title}{unit}", row.name, *map(str, row.cells[at])))
        rows.append((f"{line.title}{unit}", f"{len(table.others)} nơi khác, cộng lại", *map(_known, others[at])))
    header = ("Số liệu", "Nơi", f"Trước ({_window(one.window('before'))})", f"Sau ({_window(one.window('after'))})")
    return Table(header, tuple(rows), (4, 4, 3, 3), ("left", "left", "center", "center"), caption=one.title)


def _known(side: Sum) -> str:
    return f"{side} ({side.known} trên {side.of} nơi có số liệu)" if side.known else str(side)


def _window(days: tuple[date, date]) -> str:
    return f"{day_in_words(days[0])} đến {day_in_words(days[1])}"
