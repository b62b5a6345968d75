"""What the report of a yearly review says: each criterion with its answer, what follows, the equipment."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from phongtrao.initiatives.models import Initiative
from phongtrao.initiatives.proposal import PROPOSALS
from phongtrao.initiatives.reviewing import Line, lines_of, missing_to_close, open_one, proposed
from phongtrao.procedure import Refused
from vanban.paper import Item, Paragraph, Table
from vanban.paper.content import Block

MET = {True: "đạt", False: "chưa đạt", None: "không trả lời"}


def review_blocks(case: Initiative) -> tuple[int, tuple[Block, ...]]:
    """The year, and the body of the report. Raises Refused before the required criteria are answered."""
    review = open_one(case)
    missing = missing_to_close(case)
    if review is None or missing:
        raise Refused(missing)
    found = proposed(review)
    rows = [(str(nth), *_row(line)) for nth, line in enumerate(lines_of(review, review.begun_at.date()), 1)]
    table = Table(
        ("STT", "Tiêu chí", "Mức phải đạt", "Kết quả", "Đánh giá"), tuple(rows), (1, 6, 3, 2, 2),
        ("center", "left", "left", "center", "center"),
    )  # fmt: skip
    blocks: list[Block] = [
        Item("la_ma", title="Kết quả theo tiêu chí"),
        table,
        *_sample(review.said.review.sample),
        Item("la_ma", title="Trang thiết bị"),
        *_equipment(case),
        Item("la_ma", title="Đề xuất"),
        Paragraph(" ".join(found.reasons)),
        Paragraph(f"Đơn vị đề xuất: {PROPOSALS[found.what]} mô hình."),
    ]
    return review.year, tuple(blocks)


def _row(line: Line) -> tuple[str, str, str, str]:
    one = line.criterion
    title = one.title if one.required else f"{one.title} (không bắt buộc)"
    return title, asked_words(line), answer_words(line), MET[line.met]


def asked_words(line: Line) -> str:
    """What the criterion asks for: `từ 80 % tổng số camera`."""
    one = line.criterion
    if one.answered == "number":
        return f"từ {said(one.at_least)} {one.unit}".strip()
    return f"từ {one.percent} % {one.base}" if one.answered == "share" else "có"


def answer_words(line: Line) -> str:
    """The answer: `12/15`, `có`; empty where there is none."""
    if line.answer is None:
        return ""
    if line.criterion.answered == "yes_no":
        return "có" if line.answer.value else "không"
    if line.criterion.answered == "share":
        return f"{said(line.answer.value)}/{said(line.answer.base)}"
    return f"{said(line.answer.value)} {line.criterion.unit}".strip()


def said(number: Decimal | None) -> str:
    """A number as it is written here: `2,5`, `12`."""
    return "" if number is None else f"{number.normalize():f}".replace(".", ",")


def _sample(is_sample: bool) -> tuple[Block, ...]:
    return (Paragraph("Tiêu chí và ngưỡng là bản mẫu, chưa phải quy định."),) if is_sample else ()


def _equipment(case: Initiative) -> tuple[Block, ...]:
    rows = list(case.equipment.last_ones(date.max))
    if not rows:
        return (Paragraph("Không có trang thiết bị, hoặc chưa kiểm kê."),)
    cells = tuple((row.title, str(row.good), str(row.degraded), str(row.broken)) for row in rows)
    return (Table(("Thiết bị", "Tốt", "Xuống cấp", "Hỏng"), cells, (6, 2, 2, 2), ("left", *["center"] * 3)),)
