"""A criteria set's file: read whole, or refused with every fault, its line, and what to write instead."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phongtrao.recognition.criteria import SAMPLE, Step, as_data, from_data
from phongtrao.recognition.criteria_keys import CRITERIA
from phongtrao.recognition.named_criteria import shipped_criteria
from phongtrao.recognition.read_criteria import criteria_of
from phongtrao.recognition.write_criteria import as_toml
from phongtrao.toml_tables import BadFile
from tests.recognition import made_up

ROOT = Path(__file__).resolve().parents[2]
GOOD = (Path(__file__).parent / "golden" / "diem.toml").read_text(encoding="utf-8")
PASS = (Path(__file__).parent / "golden" / "du_so.toml").read_text(encoding="utf-8")


def faults_of(text: str) -> tuple[str, ...]:
    with pytest.raises(BadFile) as refused:
        criteria_of("bo.toml", text)
    return refused.value.lines


def line_with(text: str, piece: str) -> int:
    return text[: text.index(piece)].count("\n") + 1


def test_a_good_file_is_read_with_what_it_leaves_out() -> None:
    made = criteria_of("bo.toml", GOOD)
    assert (made.name, made.version, made.valid_from, made.valid_until) == (
        "vuon-xanh", 2, date(2026, 1, 1), date(2028, 12, 31),
    )  # fmt: skip
    assert not made.sample and made.at_least == made.levels[1].at_least == 60 and made.levels[0].name == "xuat_sac"
    assert made.criterion("cay_song").steps[0] == Step(Decimal(50), Decimal("12.5"))
    assert made.criterion("chat_luong").options[1].points == 15
    assert (made.criterion("hop").evidence, made.criterion("ke_hoach").evidence) == ("asked", "required")
    assert from_data(as_data(made)) == made


def test_a_set_is_the_same_out_of_the_file_that_is_written_of_it() -> None:
    sets = [*shipped_criteria(), criteria_of("a", GOOD), criteria_of("b", PASS)]
    for made in [*sets, *(made_up.a_set(Random(seed)) for seed in range(50))]:
        again = criteria_of("bo.toml", as_toml(made))
        assert again == made and again.digest == made.digest


def test_the_digest_changes_with_every_word() -> None:
    digest = criteria_of("bo.toml", GOOD).digest
    assert criteria_of("bo.toml", GOOD + "\n# ghi chú\n").digest == digest
    assert criteria_of("bo.toml", GOOD.replace("Tốt", "Rất tốt")).digest != digest
    assert criteria_of("bo.toml", GOOD.replace("12.5", "12.51")).digest != digest


WRONG = [
    # What stands there, what is written instead, the piece whose line is named, what is said.
    ('kind = "criteria"', 'kind = "criterion"', 'kind = "criterion"', "có phải là «criteria»?"),
    ('title = "Bộ tiêu chí vườn', 'titel = "Bộ tiêu chí vườn', "titel", "có phải là «title»?"),
    ('title = "Bộ tiêu chí vườn xanh"', 'title = "Bộ"\nsample = true', 'title = "Bộ"', f"phải bắt đầu bằng «{SAMPLE}»"),
    ("2028-12-31", "2025-12-31", "2025-12-31", "ngày cuối phải từ ngày đầu trở đi"),
    ('"xa_phuong"', '"xa"', "subjects", "không có đối tượng «xa»; dùng được: xa_phuong"),
    ('scoring = "points"', 'scoring = "diem"', "diem", "«scoring» không có giá trị «diem»"),
    ("at_least = 60\nnot", "at_least = 60.123\nnot", "60.123", "tối đa hai số lẻ"),
    ("at_least = 60\nnot", "at_least = 101\nnot", "101", "tổng điểm nhiều nhất là 100, không thể đạt"),
    ("at_least = 60\nnot", 'at_least = "60"\nnot', '"60"', "phải là số từ 0"),
    ('not_applicable = "leave_out"', "", "", 'xin thêm not_applicable = "full" hoặc "leave_out"'),
    ("at_least = 90", "at_least = 50", 'at_least = 60\n\n[[group', "các mức phải xếp từ cao xuống thấp"),
    ("at_least = 90", "at_least = 100.01", "100.01", "tổng điểm nhiều nhất là 100, không thể đạt"),
    ('name = "kha"', 'name = "fails"', '"fails"\ntitle', "dành riêng cho tiêu chí liệt"),
    ('name = "kha"', 'name = "xuat_sac"', 'xuat_sac"\ntitle = "Kh', "tên «xuat_sac» đã dùng; xin đặt tên khác"),
    ("floor = 10", "floor = 41", "floor = 41", "nhóm nhiều nhất được 40 điểm"),
    ("cap = 60", "cap = 60\nfloor = 61", "floor = 61", "điểm sàn cao hơn điểm nhiều nhất"),
    ('name = "hop"', 'name = "ke_hoach"', "ke_hoach\"\ntitle = \"Số", "tên «ke_hoach» đã dùng"),
    ('group = "ket_qua"', 'group = "ketqua"', "ketqua", "không có nhóm «ketqua»; có phải là «ket_qua»?"),
    ('kind = "number"', 'kind = "numbr"', "numbr", "có phải là «number»?"),
    ("at_least = 2\n", "at_least = 2.5\n", "at_least = 2.5", "số lượng phải đạt là số nguyên"),
    ("at_least = 2\n", "", 'name = "hop"', "chưa nói khi nào đạt; xin thêm at_least"),
    ("at_least = 2\n", "at_least = 2\npoints_each = 1\n", "points_each = 1\n", "chỉ dùng với kiểu «deduction»"),
    ("[[50, 12.5], [70, 20], [90, 30]]", "[50, 70]", "steps", "xin ghi steps = [[70, 5], [90, 10]]"),
    ("[[50, 12.5], [70, 20], [90, 30]]", '[[50, "x"]]', "steps", "tối đa hai số lẻ"),
    ("[[50, 12.5], [70, 20], [90, 30]]", "[[70, 20], [50, 30]]", "steps", "thang điểm phải tăng dần"),
    ("[[50, 12.5], [70, 20], [90, 30]]", "[[50, 20], [101, 30]]", "steps", "mốc phần trăm nhiều nhất là 100"),
    ("[[50, 12.5], [70, 20], [90, 30]]", "[[50, 12.5]]", "points = 30", "được 12.5 điểm nhưng points là 30"),
    ('base = "tổng số cây"', "", 'name = "cay_song"', "kiểu «share» thiếu «base»"),
    ('veto = "kha"', 'veto = "khaa"', "khaa", "không có mức «khaa»; có phải là «kha»?"),
    ('veto = "fails"', 'veto = "fails"\nbonus = true', "veto", "điểm thưởng không thể là tiêu chí liệt"),
    ("points_each = 1.5", "", 'name = "nhac_nho"', "kiểu «deduction» thiếu «points_each»"),
    ("points_each = 1.5", "bonus = true\npoints_each = 1.5", "bonus = true\npoints", "điểm trừ không thể là"),
    ("points = 25\n\n[[criterion", "[[criterion", 'name = "chat_luong"\ntitle', "chưa có điểm; xin thêm points = 5"),
    ('criterion = "chat_luong"', 'criterion = "chatluong"', "chatluong", "không có tiêu chí «chatluong»"),
    ('criterion = "chat_luong"', 'criterion = "hop"', 'criterion = "hop"', "không phải kiểu «choice»"),
    ('name = "dat"', 'name = "tot"', 'tot"\ntitle = "Đạt', "tên «tot» đã dùng"),
    ('evidence = "required"', 'evidence = "có"', "evidence", "«evidence» không có giá trị «có»"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "place", "said"), WRONG)
def test_a_fault_names_its_line_and_what_to_write(right: str, wrong: str, place: str, said: str) -> None:
    assert right in GOOD
    text = GOOD.replace(right, wrong, 1)
    faults = faults_of(text)
    assert any(said in fault for fault in faults), faults
    if place:
        line = line_with(text, place)
        if place.startswith("name = ") and place in GOOD:
            line -= 1  # What is missing is said at the head of its table.
        assert [fault for fault in faults if fault.startswith(f"bo.toml:{line}: ") and said in fault], faults


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("at_least = 3", "at_least = 5", "số nguyên từ 1 đến 4"),
        ("at_least = 3", "at_least = 3\nmost = 9", "chỉ dùng với scoring"),
        ('scoring = "pass_count"', 'scoring = "pass_all"', "phải đạt mọi tiêu chí; xin bỏ dòng này"),
        ('title = "Tiêu chí chung"', 'title = "x"\ncap = 5', "chỉ dùng với scoring"),
        ('kind = "yes_no"', 'kind = "points"', "chỉ dùng với scoring"),
        ('kind = "yes_no"', 'kind = "yes_no"\nbonus = true', "điểm thưởng chỉ dùng với scoring"),
        ('kind = "yes_no"', 'kind = "choice"', "ít nhất hai [[option]]"),
        ("[[group]]", '[[level]]\nname = "a"\ntitle = "A"\n[[group]]', "mức chỉ dùng với scoring"),
    ],
)
def test_what_only_points_may_have_is_refused_elsewhere(right: str, wrong: str, said: str) -> None:
    assert any(said in fault for fault in faults_of(PASS.replace(right, wrong, 1)))


def test_every_fault_of_a_file_is_said_at_once_in_the_order_of_lines() -> None:
    text = GOOD.replace("version = 2", "version = 0").replace("cap = 60", "cap = -1").replace('"number"', '"nummer"')
    lines = [int(fault.split(":")[1]) for fault in faults_of(text)]
    assert lines == [line_with(text, piece) for piece in ("version = 0", "cap = -1", "nummer")]


def test_a_set_without_groups_or_criteria_is_refused() -> None:
    head = GOOD[: GOOD.index("[[group]]")]
    said = " ".join(faults_of(head))
    assert "chưa có nhóm nào; xin thêm [[group]]" in said and "chưa có tiêu chí nào; xin thêm [[criterion]]" in said


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_broken_file_is_refused_in_words_or_read(data: st.DataObject) -> None:
    lines = GOOD.split("\n")
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        change = data.draw(st.sampled_from(["drop", "twice", "number", "text"]))
        key = lines[at].partition("=")[0]
        changed = {"drop": [], "twice": [lines[at]] * 2, "number": [f"{key}= -7.5"], "text": [f'{key}= "?"']}
        lines[at : at + 1] = changed[change]
        lines = lines or [""]
    try:
        criteria_of("bo.toml", "\n".join(lines))
    except BadFile as bad:
        assert bad.lines and all(line.startswith("bo.toml:") for line in bad.lines)


def test_the_keys_in_the_documentation_are_those_that_are_read() -> None:
    page = (ROOT / "docs/criteria.md").read_text(encoding="utf-8")
    assert CRITERIA.reference() in page, (
        "put what phongtrao.recognition.criteria_keys.CRITERIA.reference() gives into docs/criteria.md"
    )


def test_the_example_in_the_documentation_is_a_set() -> None:
    page = (ROOT / "docs/criteria.md").read_text(encoding="utf-8")
    text = page[page.index("```toml\n") + 8 :].partition("```")[0]
    assert criteria_of("docs/criteria.md", text).scoring == "points"
