"""Papers as Word files: the same bytes for the same paper, and a reading that gives back what stands in them."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import docx
import pytest

from tests.vanban.paper.samples import DECISION, LETTER, REPORT, SAMPLES
from vanban.compiler import compile_directive
from vanban.intake import open_source
from vanban.paper import Item, Paper, Paragraph, Run, Signer, Table, Wide
from vanban.paper.docx import write_docx
from vanban.paper.fields import read_fields

EVERY = pytest.mark.parametrize("paper", SAMPLES.values(), ids=SAMPLES)


def text_of(paper: Paper) -> str:
    return open_source("a.docx", write_docx(paper)).text


@EVERY
def test_the_same_paper_gives_the_same_bytes(paper: Paper) -> None:
    assert write_docx(paper) == write_docx(replace(paper))


@EVERY
def test_what_was_written_is_read_again(paper: Paper) -> None:
    header = compile_directive(text_of(paper)).header
    number = f"{paper.number.zfill(2)}/{paper.symbol}" if paper.number else None
    assert header.type == paper.kind
    assert header.number == number
    assert header.date == (paper.day.isoformat() if paper.day else None)
    assert header.place == paper.place
    assert header.subject == paper.subject.removeprefix("Về việc ")
    assert header.signatory in {signer.name for signer in paper.signers}
    assert header.addressees == paper.addressees
    assert header.recipients[-1] == f"Lưu: {paper.kept}"
    assert set(paper.recipients) <= set(header.recipients)
    assert header.issuer is not None


def test_the_issuer_is_read_with_the_unit_it_is_of() -> None:
    assert compile_directive(text_of(LETTER)).header.issuer == "UBND tỉnh Hà Thành"


def test_items_are_counted_as_the_decree_counts_them() -> None:
    levels = (
        "phan",
        "la_ma",
        "khoan",
        "diem",
        "diem",
        "diem",
        "diem",
        "diem",
        "khoan",
        "diem",
        "la_ma",
        "khoan",
        "phan",
    )
    blocks = [Item(level, title="x") if level in ("phan", "la_ma") else Item(level, "x") for level in levels]
    blocks += [
        Item("dieu", "x"),
        Item("khoan", "x"),
        Item("dieu", "x", label="1a"),
        Item("chuong", title="x"),
        Item("dieu", "x"),
    ]
    lines = text_of(replace(LETTER, blocks=(*blocks, Paragraph("Hết")))).split("\n")
    labels = [
        line.removesuffix(" x").removesuffix(" X") for line in lines if line.endswith((" x", " X")) or line[:2] == "Ph"
    ]
    expected = ["Phần I", "I.", "1.", "a)", "b)", "c)", "d)", "đ)", "2.", "a)", "II.", "1.", "Phần II"]
    assert labels == [*expected, "Điều 1.", "1.", "Điều 1a.", "Điều 3."]


def test_the_end_mark_stands_behind_the_last_words_once() -> None:
    for words in ("Hết.", "Hết./.", "Hết;", "Hết"):
        assert "Hết./.\n" in text_of(replace(LETTER, blocks=(Paragraph(words),)))
    figure = text_of(replace(LETTER, blocks=(Paragraph(("Còn ", Run("12", field="n"))),)))
    assert "Còn 12./.\n" in figure


def test_a_figure_is_found_again_by_its_name() -> None:
    assert read_fields(write_docx(LETTER)) == {"late.count": ["03"]}
    table = Table(("a",), ((("", Run("7", field="n")),), (("", Run("8", field="n")),)))
    assert read_fields(write_docx(replace(LETTER, blocks=(table,)))) == {"n": ["7", "8"]}


def test_a_wide_table_lies_across_and_annexes_count_their_own_pages() -> None:
    report = docx.Document(io.BytesIO(write_docx(REPORT)))
    assert [s.page_width > s.page_height for s in report.sections] == [False, True, False]
    decision = docx.Document(io.BytesIO(write_docx(DECISION)))
    assert [s.page_width > s.page_height for s in decision.sections] == [False, False, True]
    starts = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}pgNumType"
    assert [s._sectPr.find(starts) is not None for s in report.sections] == [True, False, False]
    assert [s._sectPr.find(starts) is not None for s in decision.sections] == [True, True, True]


def test_a_draft_keeps_its_places_open() -> None:
    text = text_of(replace(LETTER, number=None, day=None, year=None)).replace("\u00a0", "_")
    assert "Số: _____/UBND-NC" in text
    assert "Hà Thành, ngày_____tháng_____năm" in text


@pytest.mark.parametrize(("given", "shown"), [("7", "07"), ("07", "07"), ("12", "12"), ("5a", "05a"), ("0012", "12")])
def test_a_number_below_ten_has_a_nought(given: str, shown: str) -> None:
    assert f"Số: {shown}/UBND-NC" in text_of(replace(LETTER, number=given))


def test_an_electronic_paper_leaves_the_reference_of_its_annexes_open() -> None:
    assert "số 145/QĐ-UBND ngày 20 tháng 10 năm 2026 của Chủ tịch Ủy ban nhân dân xã An Phú)" in text_of(DECISION)
    assert "145/QĐ-UBND ngày" not in text_of(replace(DECISION, electronic=True))


def test_characters_that_no_file_of_words_holds_are_left_out() -> None:
    words = Paragraph("a\x00b\ufffe\ud800c\nd <w:p> & „e“ ế")
    assert "abc d <w:p> & „e“ ế./." in text_of(replace(LETTER, blocks=(words,)))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: replace(LETTER, kind="thu_tinh"),
        lambda: replace(LETTER, urgency="GẤP"),
        lambda: replace(LETTER, number="0"),
        lambda: replace(LETTER, blocks=()),
        lambda: replace(LETTER, signers=()),
        lambda: Item("chuong", "không có tiêu đề"),
        lambda: Item("doan", "x"),
        lambda: Item("khoan"),
        lambda: Table(("a", "b"), (("c",),)),
        lambda: Table(("a", "b"), (), widths=(1, 0)),
        lambda: Table(("a",), (), aligns=("justify",)),
        lambda: replace(DECISION.annexes[1], blocks=(Paragraph("x"),)),
        lambda: replace(DECISION.annexes[1], blocks=(*DECISION.annexes[1].blocks, Wide(Table(("a",), ())))),
    ],
)
def test_parts_that_do_not_fit_each_other_are_refused(wrong) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError):
        wrong()


def test_a_day_of_january_has_noughts_and_one_of_march_only_for_the_day() -> None:
    assert "ngày 09 tháng 01 năm 2026" in text_of(replace(LETTER, day=date(2026, 1, 9)))
    assert "ngày 09 tháng 3 năm 2026" in text_of(replace(LETTER, day=date(2026, 3, 9)))
    assert "ngày 10 tháng 12 năm 2026" in text_of(replace(LETTER, day=date(2026, 12, 10)))


def test_somebody_signs_for_a_collective() -> None:
    chief = replace(LETTER, signers=(Signer("Bùi Văn Nam", ("TL. Chủ tịch", "Chánh Văn phòng")),))
    assert "TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\nBùi Văn Nam" in text_of(chief)
