"""Every rule of the layout, walked both ways on real Word files; and what the checker promises of any file."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from dataclasses import replace
from datetime import date

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vanban.intake.papers import repacked, word_of, zipped
from tests.vanban.layout.edited import edited
from tests.vanban.paper.samples import LETTER, SAMPLES
from vanban.intake import Unreadable
from vanban.layout.check import RULES, Verdict, check_docx
from vanban.layout.forms import URGENCY
from vanban.layout.rule import LayoutRule
from vanban.paper import Annex, Item, Paper, Paragraph, Run, Signer, Table, Wide
from vanban.paper.docx import write_docx

EVERY = pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.number}")
WRITTEN = {kind: write_docx(paper) for kind, paper in SAMPLES.items()}


def verdict(raw: bytes, number: int) -> Verdict:
    return next(verdict for verdict in check_docx(raw) if verdict.rule.number == number)


def broken(raw: bytes) -> list[str]:
    """Rules that a file breaks, with the places."""
    found = [verdict for verdict in check_docx(raw) if verdict.state == "broken"]
    return [f"{verdict.rule.number}: {finding}" for verdict in found for finding in verdict.findings]


@EVERY
def test_a_passing_example_is_kept(rule: LayoutRule) -> None:
    assert verdict(edited(WRITTEN[rule.of], rule.passing), rule.number).state == "kept"


@EVERY
def test_a_breaking_example_is_found_with_what_must_stand(rule: LayoutRule) -> None:
    found = verdict(edited(WRITTEN[rule.of], rule.breaking), rule.number)
    assert found.state == "broken"
    assert all(finding.where and finding.found and finding.wanted for finding in found.findings)


def test_rules_are_numbered_from_one_without_a_gap() -> None:
    assert [rule.number for rule in RULES] == list(range(1, len(RULES) + 1))


@pytest.mark.parametrize("kind", SAMPLES)
def test_our_own_papers_keep_every_rule(kind: str) -> None:
    assert broken(WRITTEN[kind]) == []


def test_every_rule_is_kept_by_one_of_our_papers() -> None:
    kept = {v.rule.number for raw in WRITTEN.values() for v in check_docx(raw) if v.state == "kept"}
    assert {rule.number for rule in RULES} - kept == set()


def test_what_is_still_open_in_a_draft_is_never_passed() -> None:
    draft = write_docx(replace(LETTER, number=None, day=None))
    assert [verdict(draft, number).state for number in (17, 20)] == ["untold", "untold"]


def test_a_file_without_any_part_breaks_rules_and_passes_none_of_the_head() -> None:
    states = {v.rule.number: v.state for v in check_docx(word_of("Một đoạn văn."))}
    assert [states[number] for number in (9, 10, 14, 17, 20, 24, 49, 53)] == ["broken"] * 8
    assert states[6] == "untold"


@pytest.mark.parametrize(
    "raw",
    [b"", b"PK\x03\x04", b"%PDF-1.4", "Số: 1/A-B".encode(), zipped(a=b"x"), b"PK" + bytes(range(256)) * 9],
)
def test_what_is_no_word_file_is_refused_in_words(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        check_docx(raw)


def test_a_file_longer_than_any_paper_is_refused_in_words() -> None:
    xml = zipfile.ZipFile(io.BytesIO(WRITTEN["cong_van"])).read("word/document.xml")
    endless = xml.replace(b"<w:sectPr", b"<w:p/>" * 40_000 + b"<w:sectPr")
    assert endless != xml
    with pytest.raises(Unreadable, match="quá nhiều đoạn"):
        check_docx(repacked(WRITTEN["cong_van"], word__document_xml=endless))


def test_traps_are_refused_at_the_gate() -> None:
    bomb = repacked(WRITTEN["cong_van"], word__bomb_xml=b" " * 60_000_000)
    doctype = repacked(WRITTEN["cong_van"], word__document_xml=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    for raw in (bomb, doctype):
        with pytest.raises(Unreadable):
            check_docx(raw)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_damaged_file_is_looked_at_or_refused(data: st.DataObject) -> None:
    xml = zipfile.ZipFile(io.BytesIO(WRITTEN["quyet_dinh"])).read("word/document.xml")
    at = data.draw(st.integers(600, len(xml) - 1))
    cut = data.draw(st.integers(0, 40))
    put = data.draw(st.sampled_from([b"", b'"', b"<w:p/>", b"</w:tc>", b"-99999999", b"x", b'w:val="\xff"']))
    with suppress(Unreadable):
        check_docx(repacked(WRITTEN["quyet_dinh"], word__document_xml=xml[:at] + put + xml[at + cut :]))


NAMES = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạế ", min_size=1, max_size=60).filter(str.strip)
PROSE = st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300)
TITLES = NAMES.map(lambda name: f"Mục {name.strip()}")
SENTENCES = NAMES.map(lambda name: f"Giao {name.strip()} thực hiện.")
TABLES = st.integers(1, 6).flatmap(
    lambda count: st.builds(
        Table,
        st.lists(NAMES, min_size=count, max_size=count).map(tuple),
        st.lists(st.lists(PROSE, min_size=count, max_size=count).map(tuple), max_size=5).map(tuple),
        total=st.booleans(),
    )
)
ITEMS = st.one_of(
    st.builds(Item, st.sampled_from(["phan", "chuong", "muc", "tieu_muc", "la_ma"]), title=TITLES),
    st.builds(Item, st.sampled_from(["dieu", "khoan", "diem", "gach", "cong"]), SENTENCES),
    st.builds(Item, st.sampled_from(["dieu", "khoan"]), SENTENCES, title=TITLES),
)
BLOCKS = st.lists(st.one_of(SENTENCES.map(Paragraph), ITEMS, TABLES), min_size=1, max_size=8).map(tuple)
PERSONS = st.sampled_from(["Lê Thị Minh Hà", "Trần Văn Bình", "Đỗ An"])
OFFICES = st.sampled_from([("Chủ tịch",), ("TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch")])
SIGNERS = st.builds(Signer, PERSONS, OFFICES)
SYMBOLS = {"cong_van": "UBND-NC", "quyet_dinh": "QĐ-UBND", "to_trinh": "TTr-UBND", "ke_hoach": "KH-UBND"}


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    kind, symbol = draw(st.sampled_from(sorted(SYMBOLS.items())))
    decides = kind == "quyet_dinh"
    annexes = draw(st.lists(st.builds(Annex, TITLES, BLOCKS), max_size=3)) if decides else []
    blocks = (Paragraph("Nội dung, kèm theo Phụ lục."), *draw(BLOCKS), *map(Wide, draw(st.lists(TABLES, max_size=1))))
    grounds = draw(st.lists(NAMES.map(lambda name: f"Căn cứ Luật {name.strip()}"), min_size=decides, max_size=3))
    return Paper(
        kind=kind,
        symbol=symbol,
        agency=f"Ủy ban nhân dân {draw(NAMES)}",
        parent=draw(st.one_of(st.just(""), NAMES.map(lambda name: f"Bộ {name}"))),
        place=f"X{draw(NAMES).strip()}"[:20].strip(),
        subject=f"Về việc {draw(NAMES)}",
        blocks=(*blocks, Paragraph("Yêu cầu thực hiện.")),
        signers=tuple(draw(st.lists(SIGNERS, min_size=1, max_size=2))),
        number=draw(st.one_of(st.none(), st.integers(1, 99999).map(str))),
        day=draw(st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2099, 12, 31)))),
        addressees=() if kind in ("quyet_dinh", "ke_hoach") else tuple(draw(st.lists(NAMES, min_size=1, max_size=3))),
        deciding="Chủ tịch Ủy ban nhân dân" if decides else "",
        grounds=tuple(grounds),
        recipients=tuple(draw(st.lists(NAMES, max_size=3))),
        kept=draw(st.sampled_from(["VT", "VT, NC"])),
        urgency=draw(st.sampled_from(["", *URGENCY])),
        annexes=tuple(annexes),
    )


@pytest.mark.trial
@settings(max_examples=400, deadline=None, derandomize=False)
@given(papers())
def test_many_papers_keep_every_rule(paper: Paper) -> None:
    assert broken(write_docx(paper)) == []


@settings(max_examples=40, deadline=None)
@given(papers())
def test_every_paper_that_can_be_written_keeps_every_rule(paper: Paper) -> None:
    assert broken(write_docx(paper)) == []


@settings(max_examples=30, deadline=None)
@given(st.lists(PROSE, min_size=1, max_size=4), PROSE, PROSE)
def test_any_words_at_all_can_be_written_and_looked_at(prose: list[str], subject: str, name: str) -> None:
    blocks = tuple(Paragraph((words, Run(words, field="n"))) for words in prose)
    odd = replace(LETTER, blocks=blocks, subject=subject, agency=name, addressees=(name,), recipients=(subject,))
    raw = write_docx(odd)
    assert raw == write_docx(odd)
    docx.Document(io.BytesIO(raw))
    assert len(check_docx(raw)) == len(RULES)


class TestPapersOfOthers:
    """Forms that offices use and the decree allows."""

    def test_an_underlined_motto_is_a_rule_as_long_as_its_words(self) -> None:
        document = docx.Document(io.BytesIO(WRITTEN["cong_van"]))
        motto = document.tables[0].rows[0].cells[1].paragraphs
        motto[1].runs[0].font.underline = True
        motto[2]._p.getparent().remove(motto[2]._p)
        assert verdict(saved(document), 11).state == "kept"

    def test_the_other_spelling_of_the_national_title_is_the_same(self) -> None:
        document = docx.Document(io.BytesIO(WRITTEN["cong_van"]))
        document.tables[0].rows[0].cells[1].paragraphs[0].runs[0].text = "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"
        assert verdict(saved(document), 9).state == "kept"

    def test_lines_given_in_points_are_counted_in_single_lines(self) -> None:
        for points, state in ((18, "kept"), (30, "broken")):
            document = docx.Document(io.BytesIO(WRITTEN["cong_van"]))
            document.styles["VB Nội dung"].paragraph_format.line_spacing = docx.shared.Pt(points)  # type: ignore[attr-defined]
            assert verdict(saved(document), 41).state == state

    @pytest.mark.parametrize(("length", "state"), [(56, "kept"), (20, "broken"), (0, "untold")])
    def test_a_line_drawn_as_a_shape_is_measured(self, length: int, state: str) -> None:
        document = docx.Document(io.BytesIO(WRITTEN["cong_van"]))
        motto = document.tables[0].rows[0].cells[1].paragraphs
        motto[2]._p.getparent().remove(motto[2]._p)
        style = f'style="position:absolute;width:{length}mm;height:0"' if length else ""
        shape = f'<w:r {nsdecls("w")}><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" {style}/></w:pict></w:r>'
        motto[1]._p.append(parse_xml(shape))
        assert verdict(saved(document), 11).state == state

    def test_lines_around_cells_make_a_table_too(self) -> None:
        document = docx.Document(io.BytesIO(WRITTEN["bao_cao"]))
        for table in document.tables[1:3]:
            borders = table._tbl.tblPr.find(qn("w:tblBorders"))
            table._tbl.tblPr.remove(borders)
            sides = "".join(f'<w:{side} w:val="single"/>' for side in ("top", "left", "bottom", "right"))
            for cell in table._cells:
                cell._tc.get_or_add_tcPr().append(parse_xml(f"<w:tcBorders {nsdecls('w')}>{sides}</w:tcBorders>"))
        assert broken(saved(document)) == []

    def test_a_size_set_in_a_style_is_seen(self) -> None:
        document = docx.Document(io.BytesIO(WRITTEN["quyet_dinh"]))
        document.styles["VB Điều"].font.size = docx.shared.Pt(11)  # type: ignore[attr-defined]
        assert verdict(saved(document), 36).state == "broken"


def saved(document: docx.document.Document) -> bytes:
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()
