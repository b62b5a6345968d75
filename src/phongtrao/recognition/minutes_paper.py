"""Biên bản thẩm định, from the appraisal: who took part, scores by criterion, where they differ, the conclusion.

Fields as in `score_tables`, with `@self` for the unit's own score, `@1`, `@2`, ... for the members' in their order,
`@agreed` for the one that was agreed on. Hour, place and what was discussed stay open, for the secretary.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from phongtrao.recognition.dossier_papers import Contents, paper_of
from phongtrao.recognition.models import Appraisal, AppraisalMember, Opinion, SpotCheck
from phongtrao.recognition.reasons import number
from phongtrao.recognition.score_entry import ScoreEntry
from phongtrao.recognition.score_tables import GAP, Runs, figure, points, total
from phongtrao.words import day_in_words
from vanban.paper import Annex, Item, Paper, Paragraph, Signer, Table
from vanban.paper.content import Block, Words
from vanban.paper.reminder import Letterhead

SELF, AGREED = "@self", "@agreed"


@dataclass(frozen=True, slots=True)
class Appraised:
    """What the minutes tell, read once."""

    contents: Contents
    """With the unit's own score."""
    appraisal: Appraisal
    members: tuple[AppraisalMember, ...]
    scores: tuple[ScoreEntry, ...]
    """The members' scores in their order."""
    agreed: ScoreEntry
    opinions: tuple[Opinion, ...] = ()
    checks: tuple[SpotCheck, ...] = ()

    @property
    def columns(self) -> list[tuple[str, str, ScoreEntry]]:
        """Heading, ending of the fields, and score of each that stands in the table."""
        own = [("Đơn vị tự chấm", SELF, self.contents.entry)] if self.contents.entry else []
        apart = zip(self.members, self.scores, strict=True)
        members = [(str(one.user), f"@{nth}", entry) for nth, (one, entry) in enumerate(apart, 1)]
        return [*own, *members, ("Thống nhất", AGREED, self.agreed)]


def minutes_paper(found: Appraised, head: Letterhead, addressees: Sequence[str] = (), year: int = 0) -> Paper:
    """The draft of the minutes; who keeps them and who leads sign."""
    told = found.contents
    what = f"thẩm định hồ sơ đề nghị công nhận {told.body} là {told.title}"
    blocks = (
        Paragraph(f"Hồi {GAP} giờ {GAP} ngày {GAP}, tại {GAP}, {head.agency} họp {what}."),
        Item("la_ma", title="Thành phần"),
        *(Item("gach", f"{one.user}, {AppraisalMember.PARTS[one.part]}.") for one in found.members),
        Item("la_ma", title="Nội dung"),
        *_dossier(found),
        Item("khoan", title="Kết quả chấm điểm", words="Bảng điểm từng tiêu chí tại Phụ lục."),
        *(Item("gach", (f"{heading}: ", *total(entry, whose), ".")) for heading, whose, entry in found.columns),
        *_differences(found),
        *_checks(found),
        *_opinions(found),
        Item("khoan", title="Ý kiến tại cuộc họp", words=GAP),
        Item("la_ma", title="Kết luận"),
        Paragraph(("Kết quả thẩm định: ", *total(found.agreed, AGREED), f"; {found.agreed.verdict}.")),
        Paragraph(f"Đề nghị: {_wanted(found)}"),
        Paragraph(f"Cuộc họp kết thúc hồi {GAP} giờ {GAP} cùng ngày; biên bản đã được đọc lại và thông qua."),
    )
    annex = Annex("Bảng điểm thẩm định", (_table(found),), across=True)
    signers = (*_secretary(found), *head.signers)
    subject = f"Họp {what}"
    return paper_of("bien_ban", subject, blocks, head, addressees, year, (annex,), signers)


def _wanted(found: Appraised) -> str:
    told, result = found.contents, found.agreed.scored.result
    if result == "dat":
        return f"công nhận {told.body} là {told.title}."
    return f"chưa công nhận {told.body}." if result == "chua_dat" else GAP


def _secretary(found: Appraised) -> tuple[Signer, ...]:
    named = (one for one in found.members if one.part == AppraisalMember.SECRETARY)
    return tuple(Signer(str(one.user), ("Thư ký",)) for one in named)


def _dossier(found: Appraised) -> Iterator[Block]:
    row = found.contents.candidacy
    sent = f", gửi ngày {day_in_words(row.sent_on)}" if row.sent_on else ""
    papers = "; ".join(found.contents.papers) or GAP
    yield Item("khoan", title="Hồ sơ", words=f"Gồm: {papers}{sent}.")


def _differences(found: Appraised) -> Iterator[Block]:
    """Criteria where not all gave the same, each with what was given and why the agreed one is so."""
    rows = list(_different(found))
    yield Item("khoan", title="Tiêu chí chấm khác nhau", words="không có." if not rows else "")
    yield from rows


def _different(found: Appraised) -> Iterator[Block]:
    for nth, agreed in enumerate(found.agreed.scored.rows):
        given = [(heading, whose, entry.scored.rows[nth]) for heading, whose, entry in found.columns]
        if len({(row.points, row.met, row.state) for _, _, row in given}) == 1:
            continue
        told: list[Runs] = [(f"{heading} ", *_runs(points(row, whose))) for heading, whose, row in given]
        joined: Runs = tuple(run for nth, runs in enumerate(told) for run in (("; " if nth else ""), *runs) if run)
        why = f". Lý do thống nhất: {agreed.answer.reason.strip().rstrip('.')}" if agreed.answer.reason.strip() else ""
        yield Item("gach", (f"{agreed.criterion.title}: ", *joined, f"{why}."))


def _runs(words: Words) -> Runs:
    return (words,) if isinstance(words, str) else words


def _checks(found: Appraised) -> Iterator[Block]:
    for one in found.checks:
        agrees = GAP if one.agrees is None else "đúng với hồ sơ" if one.agrees else "chưa đúng với hồ sơ"
        yield Item("khoan", title="Kiểm tra thực tế", words=f"{agrees}. {one.words}".strip())


def _opinions(found: Appraised) -> Iterator[Block]:
    for one in found.opinions:
        kind = Opinion.KINDS[one.kind]
        yield Item(
            "khoan", title=f"Ý kiến {kind} của Mặt trận Tổ quốc", words=f"{one.words} Trả lời: {one.answer or GAP}"
        )


def _table(found: Appraised) -> Table:
    rows: list[tuple[Words, ...]] = []
    columns = found.columns
    for nth, agreed in enumerate(found.agreed.scored.rows):
        one = agreed.criterion
        most: Words = (figure(number(one.points), one.name, ".most"),) if one.points else ""
        given = (points(entry.scored.rows[nth], whose) for _, whose, entry in columns)
        rows.append((str(nth + 1), one.title, most, *given))
    rows.append(("", "Tổng cộng", "", *((total(entry, whose)[0],) for _, whose, entry in columns)))
    return Table(
        ("STT", "Tiêu chí", "Điểm tối đa", *(heading for heading, _, _ in columns)),
        tuple(rows),
        widths=(1, 7, 1.8, *(2.4 for _ in columns)),
        aligns=("center", "left", "center", *("center" for _ in columns)),
        total=True,
    )
