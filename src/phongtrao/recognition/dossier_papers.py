"""The papers that a unit writes: registration, report with the score table, proposal, in the layout of Decree 30/2020.

What is not known stays open as `…`, for a person to fill in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from phongtrao.recognition.criteria import SAMPLE
from phongtrao.recognition.models import Candidacy
from phongtrao.recognition.rules import SUBJECTS
from phongtrao.recognition.score_entry import ScoreEntry
from phongtrao.recognition.score_tables import GAP, by_criterion, by_group, total
from phongtrao.words import day_in_words
from vanban.paper import Annex, Item, Paper, Paragraph
from vanban.paper.content import Block, Signer
from vanban.paper.reminder import Letterhead


@dataclass(frozen=True, slots=True)
class Contents:
    """What a paper of a dossier is made of, read once."""

    candidacy: Candidacy
    body: str
    """The unit's name, as papers bear it; so are the next ones, empty where nobody is known."""
    commune: str
    appraiser: str
    decider: str
    entry: ScoreEntry | None
    """The score that the paper reports; None where there is none yet."""
    papers: tuple[str, ...]
    """Titles of the dossier's other papers, as whoever writes this one has them."""

    @property
    def title(self) -> str:
        """`đơn vị điển hình về ..., năm 2026`."""
        return f"đơn vị {self.candidacy.rules.said.title} năm {self.candidacy.year}"


def registration_paper(found: Contents, head: Letterhead, addressees: Sequence[str] = (), year: int = 0) -> Paper:
    """Bản đăng ký: who registers for what; aims and ways are the unit's own to write."""
    row = found.candidacy
    due = row.rules.said.dossier_due
    first, last = row.rules.said.window(row.year)
    where = found.commune.removeprefix("Ủy ban nhân dân ") if found.commune != found.body else ""
    until = f"gửi hồ sơ trước hết ngày {day_in_words(due.of(row.year))}" if due else GAP
    blocks: tuple[Block, ...] = (
        Paragraph(f"Thực hiện {row.rules.source}, {head.agency} đăng ký xây dựng {found.title} với các nội dung sau:"),
        Item("la_ma", title="Thông tin về đơn vị"),
        Item("gach", f"Tên đơn vị: {found.body}."),
        Item("gach", f"Đối tượng: {SUBJECTS[row.subject].lower()}."),
        *([Item("gach", f"Địa bàn: {where}.")] if where else []),
        Item("gach", f"Ngày đăng ký: {day_in_words(row.registered_on)}."),
        Item("la_ma", title="Nội dung đăng ký"),
        Item("gach", f"Mốc số liệu: từ ngày {day_in_words(first)} đến ngày {day_in_words(last)}."),
        Item("gach", f"Mục tiêu phấn đấu: {GAP}"),
        Item("gach", f"Biện pháp thực hiện: {GAP}"),
        Item("gach", f"Tiến độ: {until}."),
        Paragraph(f"{head.agency} đăng ký và cam kết thực hiện; đề nghị {_whom(addressees, found)} xem xét, lựa chọn."),
    )
    return paper_of("bao_cao", f"Đăng ký xây dựng {found.title}", blocks, head, addressees, year)


def report_paper(found: Contents, head: Letterhead, addressees: Sequence[str] = (), year: int = 0) -> Paper:
    """Báo cáo kết quả thực hiện bộ tiêu chí, with the whole score table as its annex."""
    row, entry = found.candidacy, found.entry
    first, last = row.rules.said.window(row.year)
    blocks = (
        Paragraph(
            f"Thực hiện {row.rules.source}, {head.agency} báo cáo kết quả thực hiện bộ tiêu chí và tự chấm điểm, "
            f"số liệu từ ngày {day_in_words(first)} đến ngày {day_in_words(last)}, như sau:"
        ),
        Item("la_ma", title="Đặc điểm, tình hình"),
        Paragraph(GAP),
        Item("la_ma", title="Kết quả thực hiện bộ tiêu chí và tự chấm điểm"),
        *_results(entry),
        Item("la_ma", title="Tồn tại, hạn chế và nguyên nhân"),
        Paragraph(GAP),
        Item("la_ma", title="Đề xuất, kiến nghị"),
        Paragraph(f"Đề nghị {_whom(addressees, found)} thẩm định, xem xét công nhận {head.agency} là {found.title}."),
        Paragraph(f"Trên đây là báo cáo kết quả thực hiện, {head.agency} trân trọng báo cáo."),
    )
    subject = f"Kết quả thực hiện bộ tiêu chí và tự chấm điểm xây dựng {found.title}"
    annexes = (Annex("Bảng tự chấm điểm", (by_criterion(entry),), across=True),) if entry else ()
    return paper_of("bao_cao", subject, blocks, head, addressees, year, annexes)


def _results(entry: ScoreEntry | None) -> Iterator[Block]:
    if entry is None:
        yield Paragraph(f"Kết quả tự chấm điểm: {GAP}")
        return
    said = entry.said
    sample = f" ({SAMPLE})" if said.sample and SAMPLE.lower() not in said.title.lower() else ""
    yield Paragraph(f"Chấm theo {said.title}{sample}, phiên bản {said.version}. Căn cứ: {said.source}.")
    yield Paragraph(("Kết quả tự chấm: ", *total(entry), f"; tự đánh giá {entry.verdict} (chi tiết tại Phụ lục)."))
    if entry.scored.groups:
        yield by_group(entry)


def proposal_paper(found: Contents, head: Letterhead, addressees: Sequence[str] = (), year: int = 0) -> Paper:
    """Tờ trình: why, what it came to, what is asked for, what is enclosed."""
    row, entry = found.candidacy, found.entry
    result = ("Kết quả chấm điểm: ", *(total(entry) if entry else (GAP,)), f"; {entry.verdict}." if entry else ".")
    enclosed = [Item("gach", f"{title}.") for title in found.papers if not title.startswith("Tờ trình")]
    blocks: tuple[Block, ...] = (
        Paragraph(f"{head.agency} kính trình {_whom(addressees, found)} xem xét, công nhận như sau:"),
        Item("khoan", title="Đơn vị đề nghị công nhận", words=f"{found.body} ({SUBJECTS[row.subject].lower()})."),
        Item("khoan", title="Kết quả thực hiện bộ tiêu chí", words=result),
        Item("khoan", title="Tóm tắt thành tích nổi bật", words=GAP),
        Item("khoan", title="Đề nghị", words=f"Công nhận {found.body} là {found.title}."),
        *([Item("khoan", title="Hồ sơ kèm theo"), *enclosed] if enclosed else []),
        Paragraph(f"{head.agency} kính đề nghị {_whom(addressees, found)} xem xét, quyết định."),
    )
    grounds = (f"Căn cứ {row.rules.source}", f"Căn cứ kết quả xây dựng {found.title} của {found.body}")
    subject = f"Đề nghị công nhận {found.body} là {found.title}"
    return replace(paper_of("to_trinh", subject, blocks, head, addressees, year), grounds=grounds)


def _whom(addressees: Sequence[str], found: Contents) -> str:
    return addressees[0] if addressees else found.decider or GAP


def paper_of(
    kind: str, subject: str, blocks: Sequence[Block], head: Letterhead, addressees: Sequence[str], year: int,
    annexes: tuple[Annex, ...] = (), signers: tuple[Signer, ...] = (),
) -> Paper:  # fmt: skip
    """The paper under its letterhead, without number and day."""
    return Paper(
        kind=kind,
        agency=head.agency,
        parent=head.parent,
        symbol=head.symbol,
        place=head.place,
        year=year or None,
        subject=subject,
        addressees=tuple(addressees),
        blocks=tuple(blocks),
        signers=signers or head.signers,
        recipients=head.recipients,
        kept=head.kept,
        annexes=annexes,
    )
