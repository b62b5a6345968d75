"""The clause tree: numbering of every style, lost headings, text that stands twice, what closes a document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vanban.papers import DECISION, LETTER
from tests.vanban.test_text import SIGNS, mangled
from vanban.directive import Clause
from vanban.frame import frame
from vanban.outline import Outline, outline
from vanban.text import Text, repair

DIRECTIVES = Path(__file__).resolve().parents[3] / "shared" / "directives"


def outlines(raw: str) -> tuple[Text, list[Outline]]:
    text = repair(raw)
    return text, [outline(text, part) for part in frame(text)]


def places(raw: str) -> list[str]:
    """Every paragraph with the path of its clause, in the order of the text: `I.1 Sở Y tế`."""
    text, trees = outlines("Sở yêu cầu các đơn vị:\n" + raw)
    found = [
        (start, f"{clause.clause} {text.clean[start:end]}".strip())
        for tree in trees
        for clause in tree.root.walk()
        for start, end in (*clause.paragraphs, *clause.after)
    ]
    return [place for _, place in sorted(found)][1:]


STYLES = {
    "Decree 30/2020": (
        "I. MỤC TIÊU\n1. Chung\na) Một.\n- Hai.\n+ Ba.\nII. VIỆC\n1. Bốn.",
        ["I MỤC TIÊU", "I.1 Chung", "I.1.a Một.", "I.1.a.- Hai.", "I.1.a.-.+ Ba.", "II VIỆC", "II.1 Bốn."],
    ),
    "older marks": (
        "I- MỤC TIÊU\n1- Chung\na/ Một.\nII- VIỆC\n1/ Hai.",
        ["I MỤC TIÊU", "I.1 Chung", "I.1.a Một.", "II VIỆC", "II.1 Hai."],
    ),
    "chapters and articles": (
        "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\n1. Một.\nChương II. CỤ THỂ\nMục 1\nHỒ SƠ\nĐiều 2. Đơn\na) Hai.",
        [
            "Chương I QUY ĐỊNH CHUNG", "Chương I.Điều 1 Phạm vi", "Chương I.Điều 1.1 Một.", "Chương II CỤ THỂ",
            "Chương II.Mục 1 HỒ SƠ", "Chương II.Mục 1.Điều 2 Đơn", "Chương II.Mục 1.Điều 2.a Hai.",
        ],
    ),
    "parts": (
        "Phần thứ nhất\nTÌNH HÌNH\nI. Một\nPhần thứ hai\nVIỆC\nI. Hai",
        ["Phần thứ nhất TÌNH HÌNH", "Phần thứ nhất.I Một", "Phần thứ hai VIỆC", "Phần thứ hai.I Hai"],
    ),
    "capital letters above numerals": (
        "A. MỘT\nI. Hai\n1. Ba.\nB. BỐN\nI. Năm",
        ["A MỘT", "A.I Hai", "A.I.1 Ba.", "B BỐN", "B.I Năm"],
    ),
    "numerals inside an article": (
        "Điều 1. Phê duyệt Đề án:\nI. MỤC TIÊU\n1. Một.\nII. VIỆC\nĐiều 2. Hai.",
        ["Điều 1 Phê duyệt Đề án:", "Điều 1.I MỤC TIÊU", "Điều 1.I.1 Một.", "Điều 1.II VIỆC", "Điều 2 Hai."],
    ),
    "numbers of several parts are not doubled": (
        "1. Một\n1.1. Hai\n1.1.1. Ba\na) Bốn.\n1.2. Năm\n2. Sáu\n2.1 Phòng Bảy:\n- Tám.",
        ["1 Một", "1.1 Hai", "1.1.1 Ba", "1.1.1.a Bốn.", "1.2 Năm", "2 Sáu", "2.1 Phòng Bảy:", "2.1.- Tám."],
    ),
    "numbers that hold the numeral": ("II. MỘT\nII.1. Hai\nII.2. Ba", ["II MỘT", "II.1 Hai", "II.2 Ba"]),
    "brackets under letters": (
        "1. Một:\na) Hai:\n1) Ba;\n2) Bốn.\nb) Năm.",
        ["1 Một:", "1.a Hai:", "1.a.1 Ba;", "1.a.2 Bốn.", "1.b Năm."],
    ),
    "a bracket among dots": ("1. Một.\n2) Hai.\n3. Ba.", ["1 Một.", "2 Hai.", "3 Ba."]),
    "parentheses": (
        "1. Một:\n(1) Hai:\n(i) Ba;\n(ii) Bốn.\n(2) Năm.",
        ["1 Một:", "1.1 Hai:", "1.1.i Ba;", "1.1.ii Bốn.", "1.2 Năm."],
    ),
    "a star over dashes": (
        "1. Một\n- Hai.\n* Đối với cấp xã\n- Ba.\n2. Bốn",
        ["1 Một", "1.- Hai.", "1.* Đối với cấp xã", "1.*.- Ba.", "2 Bốn"],
    ),
    "dashes of every length": ("1. Một\n– Hai;\n- Ba;\n— Bốn.", ["1 Một", "1.- Hai;", "1.- Ba;", "1.- Bốn."]),
    "the letter after d": (
        "1. Một:\nd) Hai.\nđ) Ba.\ne) Bốn.\ng) Năm.\nh) Sáu.\ni) Bảy.\nk) Tám.",
        ["1 Một:", "1.d Hai.", "1.đ Ba.", "1.e Bốn.", "1.g Năm.", "1.h Sáu.", "1.i Bảy.", "1.k Tám."],
    ),
    "small numerals": ("1. Một:\ni. Hai.\nii. Ba.\n2. Bốn.", ["1 Một:", "1.i Hai.", "1.ii Ba.", "2 Bốn."]),
    "headings in capitals without a number": (
        "MỤC TIÊU\n1. Một.\nTỔ CHỨC THỰC HIỆN\n1. Hai.",
        ["MỤC TIÊU", "1 Một.", "TỔ CHỨC THỰC HIỆN", "1 Hai."],
    ),
    "a numeral that nothing closes": ("I MỤC TIÊU\n1. Một.\nII VIỆC LÀM", ["I MỤC TIÊU", "I.1 Một.", "II VIỆC LÀM"]),
    "misread numerals": ("I. MỤC TIÊU\nIl. VIỆC LÀM\nlll. KINH PHÍ", ["I MỤC TIÊU", "II VIỆC LÀM", "III KINH PHÍ"]),
    "numbers that go on from section to section": (
        "I. A\n1. Một.\nII. B\n2. Hai.",
        ["I A", "I.1 Một.", "II B", "II.2 Hai."],
    ),
    "a paragraph behind bullets is their parent's": (
        "1. Một\n- Hai.\nTăng cường kiểm tra.\n- Ba.",
        ["1 Một", "1.- Hai.", "1 Tăng cường kiểm tra.", "1.- Ba."],
    ),
    "attribute lines belong to their bullet": (
        "1. Một\n- Phát tờ rơi.\nĐơn vị thực hiện: Phòng A.\n- Treo băng rôn.",
        ["1 Một", "1.- Phát tờ rơi.", "1.- Đơn vị thực hiện: Phòng A.", "1.- Treo băng rôn."],
    ),
    "aspects of an activity add nothing to the path": (
        "a) Hoạt động 1\n- Nội dung:\n+ Mở lớp.\n- Cơ quan thực hiện: Sở A.",
        ["a Hoạt động 1", "a Nội dung:", "a.+ Mở lớp.", "a Cơ quan thực hiện: Sở A."],
    ),
    "rows of a table": (
        "1. Việc:\n| TT | Việc |\n| 1 | Rà soát |",
        ["1 Việc:", "1 | TT | Việc |", "1 | 1 | Rà soát |"],
    ),
    "closing paragraphs are the document's": (
        "1. Một\n- Hai.\nTrong quá trình thực hiện, nếu vướng mắc, báo cáo Sở.\nYêu cầu thực hiện nghiêm./.",
        ["1 Một", "1.- Hai.", "Trong quá trình thực hiện, nếu vướng mắc, báo cáo Sở.", "Yêu cầu thực hiện nghiêm./."],
    ),
    "a section of running text keeps it": (
        "I. MỘT\n1. Hai.\nII. CHẾ ĐỘ BÁO CÁO\nCác đơn vị gửi báo cáo trước ngày 05/12.",
        ["I MỘT", "I.1 Hai.", "II CHẾ ĐỘ BÁO CÁO", "II Các đơn vị gửi báo cáo trước ngày 05/12."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("style", STYLES)
def test_numbering_of_every_style_gives_its_paths(style: str) -> None:
    body, expected = STYLES[style]
    assert places(body) == expected


LOST = {
    "the first section": ("1. Một.\n2. Hai.\nII. BA\n1. Bốn.", ["1 Một.", "2 Hai.", "II BA", "II.1 Bốn."], ["II"]),
    "a section between others": (
        "I. MỘT\n1. Hai.\n2. Ba.\n1. Bốn.\nIII. NĂM",
        ["I MỘT", "I.1 Hai.", "I.2 Ba.", "1 Bốn.", "III NĂM"],
        ["1", "III"],
    ),
    "a section and its first item, whose bullets stayed": (
        "I. MỘT\n1. Hai.\n2. Ba.\n3. Sở Bốn làm năm.\n- Sáu.\n- Bảy.\n2. Tám.",
        ["I MỘT", "I.1 Hai.", "I.2 Ba.", "I.3 Sở Bốn làm năm.", "- Sáu.", "- Bảy.", "2 Tám."],
        ["2"],
    ),
    "the number above numbers of two parts": (
        "2. Một\n2.1. Hai.\n3.1. Ba.\n3.2. Bốn.", ["2 Một", "2.1 Hai.", "3.1 Ba.", "3.2 Bốn."], ["2", "3.1"],
    ),
    "an item": ("1. Một.\n2. Hai.\n4. Ba.", ["1 Một.", "2 Hai.", "4 Ba."], ["4"]),
}  # fmt: skip


@pytest.mark.parametrize("what", LOST)
def test_a_lost_heading_leaves_a_note_and_no_wrong_path(what: str) -> None:
    body, expected, noted = LOST[what]
    assert places(body) == expected
    text, (tree,) = outlines("Sở yêu cầu các đơn vị:\n" + body)
    jumps = [text.clean[note.start :].split(". ")[0] for note in tree.notes if note.code == "missing-heading"]
    assert jumps == noted


def test_numbering_without_a_gap_leaves_no_note() -> None:
    _, trees = outlines(LETTER)
    assert not [note for tree in trees for note in tree.notes]


LONG = [
    f"{number}. Sở thứ {number} chủ trì rà soát các công trình thuộc phạm vi quản lý, lập danh mục và kế hoạch sửa "
    "chữa từng năm, bố trí người theo dõi."
    for number in range(1, 7)
]  # noqa: E501


def test_text_that_stands_twice_is_read_from_its_most_complete_copy() -> None:
    text, (tree,) = outlines("\n".join(["Sở yêu cầu:", *LONG[:4], "Sở yêu cầu:", *LONG]))
    half = text.clean.index("Sở yêu cầu", 5)
    assert [clause.clause for clause in tree.root.children] == ["1", "2", "3", "4", "5", "6"]
    assert all(clause.start > half for clause in tree.root.children)
    assert [note.code for note in tree.notes if note.code != "no-number"] == ["duplicated-text"]


def test_what_only_the_lesser_copy_has_is_read_in_its_place() -> None:
    lesser = [*LONG[:2], "- Báo cáo trước ngày 05/12.", LONG[2]]
    text, (tree,) = outlines("\n".join(["Sở yêu cầu:", *lesser, "Sở yêu cầu:", *LONG]))
    second = tree.root.children[1]
    assert [clause.clause for clause in second.children] == ["2.-"]
    assert text.clean[slice(*second.children[0].paragraphs[0])] == "Báo cáo trước ngày 05/12."


def test_a_document_scraped_twice_with_its_head_and_foot_is_read_once() -> None:
    once = [clause.clause for _, trees in [outlines(LETTER)] for clause in trees[0].root.walk()]
    _, (tree,) = outlines(LETTER + "\n" + LETTER)
    assert [clause.clause for clause in tree.root.walk()] == once


def test_an_office_may_repeat_itself_a_little() -> None:
    body = "1. Sở A\n- Thực hiện nghiêm quy định của pháp luật.\n2. Sở B\n- Thực hiện nghiêm quy định của pháp luật."
    assert [place.split()[0] for place in places(body)] == ["1", "1.-", "2", "2.-"]


def clauses(tree: Outline) -> Iterator[Clause]:
    return tree.root.walk()


def holds(text: Text, trees: list[Outline]) -> None:
    """What is true of every outline: spans lie within the text, and no paragraph is read twice."""
    seen: set[tuple[int, int]] = set()
    for tree in trees:
        for clause in clauses(tree):
            assert 0 <= clause.start <= clause.end <= len(text.clean)
            assert clause.last >= clause.end
            for span in (*clause.paragraphs, *clause.after):
                assert 0 <= span[0] < span[1] <= len(text.clean)
                assert "\n" not in text.clean[slice(*span)]
                assert span not in seen
                seen.add(span)
        assert all(0 <= note.start <= note.end <= len(text.clean) for note in tree.notes)


@given(st.lists(SIGNS, max_size=150).map("".join) | st.text(max_size=100))
@settings(max_examples=120, deadline=None)
def test_any_text_has_an_outline(raw: str) -> None:
    holds(*outlines(raw))


@given(st.randoms(use_true_random=False), st.sampled_from([LETTER, DECISION, "\n".join(LONG)]))
@settings(max_examples=40, deadline=None)
def test_a_mangled_document_has_an_outline(random: object, paper: str) -> None:
    holds(*outlines(mangled(random, paper)))


@pytest.mark.parametrize(
    "piece",
    [
        "- a\n",
        "1. a:\n",
        "- a:\n+ b:\n* c:\n",
        "1.1.1.1.1. A\n",
        "l. a\n",
        "Điều 1. A\n",
        "(i) a\n",
        "a) b;\nc) d.\nE\n",
    ],
)
def test_a_piece_repeated_thousands_of_times_has_an_outline(piece: str) -> None:
    raw = piece * (40_000 // len(piece))
    holds(*outlines(raw))


def keys() -> list[tuple[Path, Path]]:
    texts = [*sorted(DIRECTIVES.glob("seeds/*.txt")), *sorted(DIRECTIVES.glob("more/*.txt"))]
    folders = {"seeds": "gold", "more": "gold-more"}
    return [(text, DIRECTIVES / folders[text.parent.name] / f"{text.stem}.json") for text in texts]


@pytest.mark.skipif(not DIRECTIVES.is_dir(), reason="no answer keys beside the project (../shared/directives)")
@pytest.mark.parametrize(("source", "key"), keys(), ids=lambda path: path.stem)
def test_duties_of_real_documents_begin_in_the_clause_of_their_key(source: Path, key: Path) -> None:
    raw = source.read_bytes().decode("utf-8")
    text, trees = outlines(raw)
    homes = [
        (*text.source(start, end), clause)
        for tree in trees
        for clause in clauses(tree)
        for start, end in (*clause.paragraphs, *clause.after)
    ]
    for duty in json.loads(key.read_text("utf-8"))["duties"]:
        clause = next((home for start, end, home in homes if start - 2 <= duty["start"] < end), None)
        assert clause is not None, raw[duty["start"] : duty["start"] + 60]
        assert clause.clause == duty["clause"]
        assert duty["end"] <= text.source(clause.start, clause.last)[1] + 3
