"""Papers as PDF files: the same words and sheets as in the Word file, searchable, tagged, without a clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import given, settings

from tests.vanban.layout.test_rules import papers
from tests.vanban.paper.samples import DECISION, LETTER, PLAN, REPORT, SAMPLES
from vanban.compiler import compile_directive
from vanban.intake import open_source
from vanban.paper import Paper, Paragraph
from vanban.paper import fonts as faces
from vanban.paper.docx import write_docx
from vanban.paper.fonts import FAMILIES, FontMissing, find_face
from vanban.paper.pdf import write_pdf

try:
    find_face()
    HAS_FACE = True
except FontMissing:
    HAS_FACE = False

needs_face = pytest.mark.skipif(not HAS_FACE, reason="no face with the letters of Vietnamese is installed")
EVERY = pytest.mark.parametrize("paper", SAMPLES.values(), ids=SAMPLES)


@contextmanager
def opened(paper: Paper) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(write_pdf(paper))
    yield document
    document.close()


def texts(paper: Paper) -> list[str]:
    """The words of each page, on one line."""
    with opened(paper) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


@needs_face
@EVERY
def test_the_same_paper_gives_the_same_bytes(paper: Paper) -> None:
    assert write_pdf(paper) == write_pdf(replace(paper))


@needs_face
@EVERY
def test_a_pdf_is_read_as_the_word_file_is(paper: Paper) -> None:
    word, pdf = (
        compile_directive(open_source(name, raw).text).header
        for name, raw in (("a.docx", write_docx(paper)), ("a.pdf", write_pdf(paper)))
    )
    for name in ("type", "number", "date", "place", "recipients"):
        assert getattr(pdf, name) == getattr(word, name), name
    assert pdf.addressees[:1] == word.addressees[:1]


@needs_face
@EVERY
def test_every_word_can_be_selected(paper: Paper) -> None:
    shown = "".join("".join(texts(paper)).split())
    for block in paper.blocks:
        if isinstance(block, Paragraph) and isinstance(block.words, str):
            assert "".join(block.words.rstrip(".").split()) in shown


@needs_face
def test_a_file_says_its_title_its_language_and_that_it_is_tagged_for_the_archive() -> None:
    raw = write_pdf(LETTER)
    with opened(LETTER) as document:
        about = document.get_metadata_dict()
    assert about["Title"] == f"Công văn {LETTER.subject}"
    assert about["CreationDate"].startswith("D:20260205")
    assert b"/Lang (vi" in raw or b"/Lang(vi" in raw
    assert b"/MarkInfo" in raw and b"pdfaid:part>2<" in raw


@needs_face
def test_pages_are_numbered_from_the_second_and_each_annex_for_itself() -> None:
    report = texts(REPORT)
    assert [page.split(" ")[0] for page in report[1:]] == ["2", "3", "4"]
    assert report[0].startswith("ỦY BAN NHÂN DÂN")
    long = replace(
        DECISION.annexes[0], blocks=(*DECISION.annexes[0].blocks, *(Paragraph(f"Dòng {at}.") for at in range(60)))
    )
    pages = texts(replace(DECISION, annexes=(long, DECISION.annexes[1])))
    assert [page.split(" ")[0] for page in pages] == ["ỦY", "Phụ", "2", "3", "Phụ"]


@needs_face
def test_wide_tables_lie_across() -> None:
    with opened(REPORT) as document:
        assert [page.get_width() > page.get_height() for page in document] == [False, False, True, False]


@needs_face
def test_no_signature_stands_alone_on_a_page() -> None:
    for count in range(20, 34):
        blocks = (*(Paragraph(f"Dòng {at}.") for at in range(count)), Paragraph("Lời cuối của văn bản."))
        last = texts(replace(PLAN, blocks=blocks))[-1]
        assert "Lời cuối của văn bản" in last and "Nguyễn Hữu Nghĩa" in last


@needs_face
def test_signs_that_no_face_has_do_not_stop_a_paper() -> None:
    assert "Còn lại" in " ".join(
        texts(replace(LETTER, blocks=(Paragraph("Còn lại \U0001f4a9 \u1780 - #set *x* $a$ @b"),)))
    )


@needs_face
@settings(max_examples=25, deadline=None)
@given(papers())
def test_every_paper_can_be_drawn(paper: Paper) -> None:
    assert write_pdf(paper).startswith(b"%PDF-1.7")


def test_a_face_that_lacks_letters_of_vietnamese_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faces, "_is_whole", lambda path: False)
    find_face.cache_clear()
    try:
        with pytest.raises(FontMissing, match="Hãy cài"):
            find_face()
    finally:
        find_face.cache_clear()


@needs_face
def test_the_face_has_the_widths_of_the_decree_s() -> None:
    assert find_face().family in FAMILIES
