"""`phongtrao score`, `score-sheet` and `criteria-sheet`: files out, filled in as people do, and in again."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError, OutputWrapper

from phongtrao.recognition.answers import Answered
from phongtrao.recognition.criteria import CriteriaSet
from phongtrao.recognition.criteria_sheet import PAGES, as_workbook
from phongtrao.recognition.load_rules import load_criteria
from phongtrao.recognition.named_criteria import shipped_criteria
from phongtrao.recognition.read_criteria import criteria_of
from phongtrao.recognition.read_criteria_sheet import read_workbook
from phongtrao.recognition.read_scores import WrongSheet, read_scores
from phongtrao.recognition.score_sheet import MARK, as_sheet
from phongtrao.toml_tables import BadFile
from tests.conftest import Cast
from tests.test_formulas_out import no_formula
from tests.work.conftest import at

GOLDEN = Path(__file__).parent / "golden"
SET = criteria_of("diem.toml", (GOLDEN / "diem.toml").read_text(encoding="utf-8"))
SETS = [SET, *shipped_criteria()]
CSV = """criterion,value,base,not_applicable,reason
ke_hoach,có
hop,3,,,"họp tháng 2, 5, 9"
cay_song,18/25
chat_luong,Đạt
vuon_truong,,,x,xã không có trường
sang_kien,"2,25"
nhac_nho,2
"""
ANSWERS = {
    "ke_hoach": Answered(True),
    "hop": Answered(3, reason="họp tháng 2, 5, 9"),
    "cay_song": Answered(18, 25),
    "chat_luong": Answered("dat"),
    "vuon_truong": Answered(not_applicable=True, reason="xã không có trường"),
    "sang_kien": Answered(Decimal("2.25")),
    "nhac_nho": Answered(2),
}


def filled(raw: bytes, cells: dict[str, dict[int, Any]]) -> bytes:
    """A score sheet with cells of rows (by the name of the criterion) and columns (from 1) written as Excel does."""
    book = openpyxl.load_workbook(io.BytesIO(raw))
    page = book.worksheets[0]
    rows = {page.cell(row, 1).value: row for row in range(1, page.max_row + 1)}
    for name, values in cells.items():
        for column, value in values.items():
            page.cell(rows[name], column).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


VALUE, BASE, NOT_APPLICABLE, REASON = 5, 6, 7, 8


def test_a_csv_says_what_people_type() -> None:
    assert read_scores("cham.csv", CSV.encode(), SET) == ANSWERS
    other = CSV.replace("criterion,value,base,not_applicable,reason", "Tiêu chí;Trả lời;Tổng số;Không áp dụng;Lý do")
    parted = other.replace(",", ";").replace('"họp tháng 2; 5; 9"', '"họp tháng 2, 5, 9"').replace('"2;25"', "2.25")
    assert read_scores("cham.csv", parted.encode(), SET) == ANSWERS


def test_the_sets_own_sheet_comes_back_filled_in() -> None:
    raw = filled(as_sheet(SET), {
        "ke_hoach": {VALUE: "có"}, "hop": {VALUE: 3, REASON: "họp tháng 2, 5, 9"}, "cay_song": {VALUE: 18, BASE: 25},
        "chat_luong": {VALUE: "Đạt"}, "vuon_truong": {NOT_APPLICABLE: "x", REASON: "xã không có trường"},
        "sang_kien": {VALUE: 2.25}, "nhac_nho": {VALUE: 2.0},
    })  # fmt: skip
    assert read_scores("cham.xlsx", raw, SET) == ANSWERS
    assert read_scores("cham.xlsx", as_sheet(SET, ANSWERS), SET) == ANSWERS
    assert read_scores("cham.xlsx", as_sheet(SET), SET) == {}


@pytest.mark.parametrize("criteria_set", SETS, ids=lambda one: one.name)
def test_every_sets_sheet_is_read_again(criteria_set: CriteriaSet) -> None:
    assert read_scores("cham.xlsx", as_sheet(criteria_set), criteria_set) == {}


def wrong_lines(name: str, raw: bytes, criteria_set: CriteriaSet = SET) -> list[str]:
    with pytest.raises(WrongSheet) as wrong:
        read_scores(name, raw, criteria_set)
    return list(wrong.value.lines)


def test_every_wrong_cell_of_a_sheet_is_told_by_its_place() -> None:
    raw = as_sheet(SET)
    page = openpyxl.load_workbook(io.BytesIO(raw)).worksheets[0]
    rows = {page.cell(row, 1).value: row for row in range(1, page.max_row + 1)}
    broken = filled(raw, {
        "ke_hoach": {VALUE: "có thể"}, "hop": {VALUE: -3}, "cay_song": {VALUE: 18, BASE: 0},
        "chat_luong": {VALUE: "=1+1"}, "vuon_truong": {NOT_APPLICABLE: "x"}, "sang_kien": {VALUE: 5.5},
        "nhac_nho": {VALUE: 1.5},
    })  # fmt: skip
    assert wrong_lines("cham.xlsx", broken) == [
        f"E{rows['ke_hoach']}: «có thể» không rõ; xin ghi «có» hoặc «không»",
        f"E{rows['hop']}: «-3» không phải số nguyên không âm; xin ghi như 12 hoặc 1.500",
        f"F{rows['cay_song']}: tổng số là 0 thì không tính được tỷ lệ; xin xem lại tổng số",
        f"E{rows['chat_luong']}: ô có công thức; xin dán giá trị thay cho công thức",
        f"H{rows['vuon_truong']}: xin ghi lý do vì sao không áp dụng",
        f"E{rows['sang_kien']}: điểm phải từ 0 đến 5, tối đa hai số lẻ; xin ghi như 2,5",
        f"E{rows['nhac_nho']}: «1,5» không phải số nguyên không âm; xin ghi như 12 hoặc 1.500",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "criterion,value\nke_hoahc,có\n",
            "cột criterion: không có tiêu chí «ke_hoahc»; có phải là «ke_hoach»?",
        ),
        ("criterion,value\nke_hoach,có\nke_hoach,có\n", "dòng 3: «ke_hoach» đã có ở dòng trên"),
        ("criterion,valeu\nke_hoach,có\n", "dòng 1: không có cột «valeu»; có phải là «value»?"),
        ("criterion,base\nke_hoach,có\n", "dòng 1: thiếu cột «value»"),
        ("criterion,value\ncay_song,72%\n", "dòng 2, cột value: «72%» không phải số nguyên không âm; xin ghi số đạt"),
        ("criterion,value,base\ncay_song,18,\n", "dòng 2, cột base: xin ghi cả hai số: số đạt và tổng số cây"),
        ("criterion,value,base\nhop,18,20\n", "dòng 2, cột base: tiêu chí này không có tổng số đi kèm"),
        ("criterion,value\nvuon_truong,không áp dụng\n", "dòng 2, cột reason: xin ghi lý do"),
        ("criterion,value,base,not_applicable\nke_hoach,,,x\n", "cột not_applicable: tiêu chí này áp dụng cho mọi"),
        ("criterion,value\nchat_luong,Xấu\n", "dòng 2, cột value: không có phương án «Xấu»; xin chọn «Tốt», «Đạt»"),
        ("criterion,value\nhop,3,,,họp tháng 2\n", "thừa ô «họp tháng 2»"),
        ("criterion,value\nhop," + "9" * 30 + "\n", "số quá lớn"),
    ],
)
def test_a_wrong_line_of_a_csv_is_told_with_what_to_write(text: str, said: str) -> None:
    assert any(said in line for line in wrong_lines("cham.csv", text.encode()))


def test_a_sheet_of_another_set_is_refused() -> None:
    [line] = wrong_lines("cham.xlsx", as_sheet(SETS[1]))
    assert "lập cho bộ tiêu chí" in line and "xin tải lại bảng" in line.lower()


@pytest.fixture
def csv_file(tmp_path: Path) -> Path:
    path = tmp_path / "cham.csv"
    path.write_text("criterion,value,base\nke_hoach,có\ndang_ky,có\nmo_hinh,1\ndang_ky_100,9,9\ndat_70,7,9\n")
    return path


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_score_prints_what_scripts_ask_for(csv_file: Path) -> None:
    told = json.loads(run("score", str(csv_file), "--criteria", "an-toan-xa-phuong", "--json"))
    assert (told["criteria"], told["version"], told["sample"], told["result"]) == (
        "an-toan-xa-phuong", 1, False, "chua_du",
    )  # fmt: skip
    rows = {row["criterion"]: row for row in told["rows"]}
    assert rows["dat_70"]["reason"] == "7/9; cần ít nhất 70 % của 9, làm tròn lên là 7: đạt"
    assert (rows["dat_70"]["answer"], rows["dat_70"]["base"], rows["dat_70"]["met"]) == (7, 9, True)
    assert [gap["criterion"] for gap in told["missing"]] == ["khong_ky_luat"]
    assert (told["met"], told["needed"], told["total"], told["level"], told["vetoes"]) == (5, 6, None, None, [])
    assert "Kết quả: chưa đủ để kết luận" in run("score", str(csv_file), "--criteria", "an-toan-xa-phuong@1")


@pytest.mark.django_db
def test_score_refuses_what_it_cannot_take_and_says_where(csv_file: Path) -> None:
    csv_file.write_text("criterion,value\nmo_hinh,một\nkhong_ky_luat,chắc\n")
    with pytest.raises(CommandError) as refused:
        run("score", str(csv_file), "--criteria", "an-toan-xa-phuong", "--json")
    assert str(refused.value).splitlines()[0].startswith("dòng 2, cột value: «một»") and refused.value.returncode == 1
    for arguments, said in (
        ((str(csv_file), "--criteria", "xyz"), "không có bộ tiêu chí «xyz»"),
        ((str(csv_file) + "x", "--criteria", "an-toan-xa-phuong"), "Không mở được tệp"),
    ):
        with pytest.raises(CommandError) as refused:
            run("score", *arguments)
        assert said in str(refused.value)


@pytest.mark.django_db
def test_a_set_that_a_province_has_loaded_is_scored_by_too(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "cham.csv"
    path.write_text(CSV)
    load_criteria(SET, cast.user("quan-tri"), at(date(2026, 1, 15)), None)
    told = json.loads(run("score", str(path), "--criteria", "vuon-xanh", "--json"))
    assert (told["total"], told["result"], told["level_title"], told["digest"]) == (78.04, "dat", "Khá", SET.digest)


@pytest.mark.django_db
def test_a_provinces_own_set_comes_before_that_of_every_province(cast: Cast, tmp_path: Path) -> None:
    path, admin, moment = tmp_path / "cham.csv", cast.user("quan-tri"), at(date(2026, 1, 15))
    path.write_text(CSV)
    load_criteria(replace(SET, version=9), admin, moment, None)
    load_criteria(replace(SET, title="Của tỉnh"), admin, moment, cast.body("ha-thanh.ubnd"))
    told = json.loads(run("score", str(path), "--criteria", "vuon-xanh", "--root", "xa.90001.ubnd", "--json"))
    assert (told["title"], told["version"]) == ("Của tỉnh", 2)
    assert json.loads(run("score", str(path), "--criteria", "vuon-xanh@9", "--json"))["title"] == SET.title


EVIL = ("=cmd|'/c calc'!A0", '+HYPERLINK("http://a")', "-1+1|x!", "@SUM(A1)", "＝1+1")


@pytest.mark.parametrize("text", EVIL)
def test_nothing_that_a_set_says_is_computed_by_what_opens_its_sheets(text: str) -> None:
    criteria = tuple(replace(one, title=text, guide=text, base=one.base and text) for one in SET.criteria)
    groups = tuple(replace(one, title=text) for one in SET.groups)
    evil = replace(SET, title=text, source=text, criteria=criteria, groups=groups)
    answers = {"ke_hoach": Answered(True, reason=text)}
    assert no_formula(as_sheet(evil, answers)) and no_formula(as_workbook(evil))
    assert read_workbook("bo.xlsx", as_workbook(evil)) == evil
    assert read_scores("cham.xlsx", as_sheet(evil, answers), evil) == answers


class _Out(io.StringIO):
    """A standard output that takes bytes too."""

    def __init__(self) -> None:
        super().__init__()
        self.buffer = io.BytesIO()


def handed_out(*arguments: str) -> bytes:
    out = _Out()
    call_command(*arguments, stdout=OutputWrapper(out))
    return out.buffer.getvalue()


@pytest.mark.django_db
def test_sheets_are_handed_out_by_command(tmp_path: Path) -> None:
    raw = handed_out("score_sheet", "an-toan-xa-phuong")
    assert openpyxl.load_workbook(io.BytesIO(raw)).worksheets[0].cell(1, 1).value == MARK
    path = tmp_path / "bo.xlsx"
    path.write_bytes(handed_out("criteria_sheet", "dien-hinh-truong"))
    made = criteria_of("bo.toml", run("criteria_sheet", "--from", str(path)))
    assert made == next(one for one in SETS if one.name == "dien-hinh-truong")
    path.write_bytes(handed_out("criteria_sheet"))
    with pytest.raises(CommandError, match="còn trống"):
        run("criteria_sheet", "--from", str(path))


@pytest.mark.parametrize("criteria_set", SETS, ids=lambda one: one.name)
def test_a_workbook_says_the_same_set_as_its_file(criteria_set: CriteriaSet) -> None:
    again = read_workbook("bo.xlsx", as_workbook(criteria_set))
    assert again == criteria_set and again.digest == criteria_set.digest


def changed(cells: dict[tuple[str, str], Any]) -> tuple[str, ...]:
    """What is said of SET's workbook with other values in cells of pages."""
    book = openpyxl.load_workbook(io.BytesIO(as_workbook(SET)))
    for (page, place), value in cells.items():
        book[page][place].value = value
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(BadFile) as bad:
        read_workbook("bo.xlsx", out.getvalue())
    return bad.value.lines


@pytest.mark.parametrize(
    ("page", "place", "value", "said"),
    [
        ("Bộ tiêu chí", "C5", None, "ô C5: còn trống (tên bộ tiêu chí); xin ghi giá trị"),
        ("Bộ tiêu chí", "C6", "hai", "ô C6: «hai» không phải số"),
        ("Bộ tiêu chí", "C7", "32/1/2026", "ô C7: «32/1/2026» không phải ngày/tháng/năm; xin ghi như 30/01/2026"),
        (
            "Bộ tiêu chí",
            "C12",
            "chấm",
            "ô C12: «chấm» không có trong các lựa chọn; xin chọn «đạt khi đạt mọi tiêu chí»",
        ),
        ("Tiêu chí", "C5", "nhóm một", "ô C5: tên «nhóm một» phải là chữ thường không dấu"),
        ("Tiêu chí", "F4", "=1+1", "ô F4: ô có công thức"),
        ("Tiêu chí", "H6", "năm mươi", "ô H6: «năm mươi» chưa đúng; thang điểm ghi như 70: 5; 90: 10"),
        ("Tiêu chí", "K9", "ừ", "ô K9: «ừ» không có trong các lựa chọn; xin chọn «có» hoặc «không»"),
        ("Nhóm", "D4", "50", "ô D4: nhóm nhiều nhất được 40 điểm"),
        ("Phương án", "A4", "cay", "ô A4: không có tiêu chí «cay»"),
    ],
)
def test_every_wrong_cell_of_a_workbook_is_told_by_page_and_place(page: str, place: str, value: Any, said: str) -> None:
    lines = changed({(page, place): value})
    assert any(line.startswith(f"bo.xlsx, trang «{page}», ") and said in line for line in lines), lines


def test_two_wrong_cells_are_told_at_once() -> None:
    lines = changed({("Bộ tiêu chí", "C6"): "hai", ("Tiêu chí", "B4"): None})
    assert len(lines) == 2 and set(PAGES.values()) >= {"Bộ tiêu chí", "Tiêu chí"}


def test_days_and_numbers_as_excel_keeps_them_are_read() -> None:

    book = openpyxl.load_workbook(io.BytesIO(as_workbook(SET)))
    page = book["Bộ tiêu chí"]
    page["C6"].value, page["C7"].value, page["C13"].value = 2, datetime(2026, 1, 1), 60.0
    out = io.BytesIO()
    book.save(out)
    assert read_workbook("bo.xlsx", out.getvalue()) == SET
