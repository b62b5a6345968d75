"""A report goes out as an Excel sheet, is filled in there, and comes back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from phongtrao.organisations.models import LogEntry
from phongtrao.reports.enter import Typed, save
from phongtrao.reports.load_values import Read, Wrong, read_values
from phongtrao.reports.models import Edition, Report, ReportForm
from phongtrao.reports.open_report import draft_of, find_report, report_of
from phongtrao.reports.periods import period
from phongtrao.reports.report_sheet import as_sheet, filled, written_in
from phongtrao.reports.take_values import look_at, take_values
from phongtrao.reports.use_form import use_form
from phongtrao.words import today
from phongtrao.work.models import Task
from tests.conftest import Cast
from tests.reports.samples import DAY, FORM, accepted, changed, duty_with_tasks, load, people_of, written
from tests.test_formulas_out import EVIL, no_formula
from tests.work.conftest import at

HERE, THERE = "xa.90001.ubnd", "xa.90002.ubnd"
SHEETS = ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml")
WHOLE = {
    "mo_hinh": 12, "mo_hinh_moi": "không phát sinh", "kinh_phi": 1_500_000, "ho": (31, 44), "hoi_nghi": "có",
    "ket_qua": "khá", "kho_khan": "- Thiếu kinh phí;\n- thiếu người.", "kien_nghi": "=Xin thêm máy ảnh",
}  # fmt: skip


@pytest.fixture
def form(cast: Cast) -> ReportForm:
    return load(cast)


def made(cast: Cast, form: ReportForm, key: str = "2026-H1", code: str = HERE) -> bytes:
    return as_sheet(filled(find_report(form, period(key), cast.body(code)), at(DAY)))


def opened(raw: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(raw))


def packed(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def row_of(page: Any, name: str) -> int:
    return next(cell.row for cell in page["A"] if cell.value == name)


def place(page: Any, name: str) -> str:
    """Address of the cell that is to be filled in."""
    return f"{'B' if name in ('kho_khan', 'kien_nghi') else 'E'}{row_of(page, name)}"


def fill(raw: bytes, values: dict[str, Any]) -> bytes:
    """The sheet with these values typed in; of a share both cells."""
    book = opened(raw)
    page = book.worksheets[0]
    for name, value in values.items():
        part, base = value if isinstance(value, tuple) else (value, None)
        page[place(page, name)].value = part
        page[place(page, name)].data_type = "s" if isinstance(part, str) else "n"
        if base is not None:
            page[f"F{row_of(page, name)}"].value = base
    return packed(book)


def read(raw: bytes) -> Read:
    return read_values("bao-cao.xlsx", raw, None)


def took(cast: Cast, raw: bytes) -> Edition:
    return take_values(read(raw), people_of(cast.body(HERE))[0], at(DAY)).edition


def test_what_is_typed_into_a_sheet_stands_in_the_draft(cast: Cast, form: ReportForm) -> None:
    edition = took(cast, fill(made(cast, form), WHOLE))
    assert written_in(edition) == {
        "mo_hinh": ("12", ""), "mo_hinh_moi": ("không phát sinh", ""), "kinh_phi": ("1.500.000", ""),
        "ho": ("31", "44"), "hoi_nghi": ("có", ""), "ket_qua": ("khá", ""),
        "kho_khan": ("- Thiếu kinh phí;\n- thiếu người.", ""), "kien_nghi": ("=Xin thêm máy ảnh", ""),
    }  # fmt: skip


def test_making_a_sheet_writes_nothing(cast: Cast, form: ReportForm) -> None:
    made(cast, form)
    assert not Report.objects.exists() and not Edition.objects.exists()


def test_a_sheet_says_what_is_asked_by_when_and_what_was_said_last_time(cast: Cast, form: ReportForm) -> None:
    accepted(cast, form, "2025", HERE, mo_hinh="9", mo_hinh_moi="2", ho="3/4")
    page = opened(made(cast, form, "2026")).worksheets[0]
    said = "\n".join(str(cell.value) for row in page for cell in row if cell.value is not None)
    above = ("BÁO CÁO THỬ VỀ PHONG TRÀO", "UBND xã An Lạc", "năm 2026 (số liệu từ 15/12/2025 đến 14/12/2026)")
    for words in (*above, "Hạn gửi: 20/12/2026", "UBND tỉnh Hà Thanh", "Kết quả thực hiện", "75 % (3/4)", "9 mô hình"):
        assert words in said, words


def test_only_cells_to_be_filled_in_can_be_written_and_they_say_what_fits(cast: Cast, form: ReportForm) -> None:
    page = opened(made(cast, form)).worksheets[0]
    free = {c.coordinate for row in page for c in row if not c.protection.locked}
    wanted = {place(page, name) for name in (*FORM.names, "kho_khan", "kien_nghi")} | {f"F{row_of(page, 'ho')}"}
    merged = {
        c
        for area in page.merged_cells.ranges
        if str(area).split(":")[0] in wanted
        for row in area.cells
        for c in [f"{openpyxl.utils.get_column_letter(row[1])}{row[0]}"]
    }  # noqa: E501
    assert free == wanted | merged and page.protection.sheet and not page.protection.password
    rules = {str(v.sqref): v for v in page.data_validations.dataValidation}
    assert rules[place(page, "hoi_nghi")].type == rules[place(page, "ket_qua")].type == "list"
    assert "ISNUMBER" in rules[place(page, "mo_hinh")].formula1 and set(rules) == wanted
    assert page.column_dimensions["A"].hidden and page.page_setup.paperSize == 9


def test_a_sheet_begins_with_what_the_draft_says_and_brings_nothing_back_that_nobody_typed(
    cast: Cast, form: ReportForm
) -> None:
    values = {
        "mo_hinh": "1.200",
        "mo_hinh_moi": "không phát sinh",
        "ho": "3/4",
        "ket_qua": "tốt",
        "kho_khan": "a\n\n  b  c ",
    }
    written(cast, form, "2026-H1", HERE, values)
    taken = look_at(read(fill(made(cast, form), {"kien_nghi": "xin họp"})), people_of(cast.body(HERE))[0], at(DAY))
    assert [(line.name, line.after) for line in taken.lines] == [("kien_nghi", ("xin họp", ""))]


def test_looking_says_what_would_change_and_writes_nothing(cast: Cast, form: ReportForm) -> None:
    written(cast, form, "2026-H1", HERE, {"mo_hinh": "3", "mo_hinh_moi": "1"})
    raw = fill(made(cast, form), {"mo_hinh": 5, "mo_hinh_moi": None, "kinh_phi": "nhiều"})
    taken = look_at(read(raw), people_of(cast.body(HERE))[0], at(DAY))
    page = opened(raw).worksheets[0]
    told = {line.place: (line.before[0], line.after[0], bool(line.wrong)) for line in taken.lines}
    assert told == {
        place(page, "mo_hinh"): ("3", "5", False), place(page, "mo_hinh_moi"): ("1", "", False),
        place(page, "kinh_phi"): ("", "nhiều", True),
    }  # fmt: skip
    assert [(where, point.cell) for where, point in taken.unfinished] == [(place(page, "mo_hinh_moi"), "mo_hinh_moi")]
    assert written_in(Edition.objects.get())["mo_hinh"] == ("3", "")


def test_what_was_typed_on_the_page_meanwhile_is_not_written_over_unseen(cast: Cast, form: ReportForm) -> None:
    edition = written(cast, form, "2026-H1", HERE, {"mo_hinh": "3", "mo_hinh_moi": "1"})
    raw = fill(made(cast, form), {"mo_hinh": 5, "mo_hinh_moi": 2})
    writer, leader = people_of(cast.body(HERE))
    save(edition, {"mo_hinh": Typed("4")}, leader, at(DAY, 10))
    taken = take_values(read(raw), writer, at(DAY, 11))
    [line] = taken.conflicts
    assert (
        line.conflict and line.conflict.theirs == ("4", "") and line.conflict.by == leader and line.after == ("5", "")
    )
    assert written_in(edition)["mo_hinh"] == ("4", "") and written_in(edition)["mo_hinh_moi"] == ("2", "")
    take_values(read(raw), writer, at(DAY, 12), over=["mo_hinh"])
    assert written_in(edition)["mo_hinh"] == ("5", "")


def test_two_who_typed_the_same_do_not_differ(cast: Cast, form: ReportForm) -> None:
    edition = written(cast, form, "2026-H1", HERE, {"mo_hinh": "3"})
    raw = fill(made(cast, form), {"mo_hinh": 5})
    writer, leader = people_of(cast.body(HERE))
    save(edition, {"mo_hinh": Typed("5")}, leader, at(DAY, 10))
    assert take_values(read(raw), writer, at(DAY, 11)).conflicts == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("=1+1", "công thức"),
        (1.234, "không phải số nguyên"),
        (-3, "không phải số nguyên"),
        ("nhiều", "không phải số nguyên"),
        (date(2026, 1, 2), "không phải số nguyên"),
        (10**16, "quá lớn"),
    ],
)
def test_a_cell_that_cannot_be_taken_is_told_by_its_address(
    cast: Cast, form: ReportForm, typed: Any, said: str
) -> None:
    book = opened(made(cast, form))
    page = book.worksheets[0]
    page[place(page, "mo_hinh")].value = typed
    page[place(page, "mo_hinh_moi")].value = 2
    taken = look_at(read(packed(book)), people_of(cast.body(HERE))[0], at(DAY))
    [wrong] = taken.wrong
    assert wrong.place == place(page, "mo_hinh") and said in wrong.wrong
    assert [line.name for line in taken.written] == ["mo_hinh_moi"]


def test_a_formula_beside_the_cells_does_no_harm(cast: Cast, form: ReportForm) -> None:
    book = opened(fill(made(cast, form), {"mo_hinh": 3}))
    book.worksheets[0]["J3"] = "=SUM(E8:E9)"
    book.create_sheet("Nháp")["A1"] = "=1+1"
    assert took(cast, packed(book)).figures.count() == 1


def test_a_share_whose_base_holds_a_formula_is_told_there(cast: Cast, form: ReportForm) -> None:
    book = opened(fill(made(cast, form), {"ho": (3, 4)}))
    page = book.worksheets[0]
    page[f"F{row_of(page, 'ho')}"] = "=2+2"
    found = read(packed(book))
    assert found.places["ho"] == f"F{row_of(page, 'ho')}" and "công thức" in found.wrong["ho"]


def test_cells_that_were_made_one_are_told(cast: Cast, form: ReportForm) -> None:
    book = opened(fill(made(cast, form), {"mo_hinh": 3}))
    page = book.worksheets[0]
    row = row_of(page, "mo_hinh")
    page.merge_cells(f"E{row}:E{row + 1}")
    found = read(packed(book))
    assert set(found.wrong) == {"mo_hinh", "mo_hinh_moi"} and "bỏ gộp" in found.wrong["mo_hinh_moi"]


def test_rows_that_moved_are_found_by_their_names_and_lost_or_doubled_ones_are_told(
    cast: Cast, form: ReportForm
) -> None:
    book = opened(fill(made(cast, form), {"mo_hinh": 3, "kinh_phi": 8}))
    page = book.worksheets[0]
    row = row_of(page, "mo_hinh")
    page.insert_rows(row)
    page.cell(row_of(page, "mo_hinh_moi"), 1).value = "kinh_phi"
    found = read(packed(book))
    assert found.places["mo_hinh"] == f"E{row + 1}" and found.typed["mo_hinh"].text == "3"
    assert "thiếu dòng" in found.wrong["mo_hinh_moi"] and "hai lần" in found.wrong["kinh_phi"]


def test_columns_that_changed_places_are_refused(cast: Cast, form: ReportForm) -> None:
    book = opened(made(cast, form))
    book.worksheets[0].insert_cols(3)
    with pytest.raises(Wrong, match="đổi chỗ"):
        read(packed(book))


def test_a_sheet_without_its_hidden_page_is_refused(cast: Cast, form: ReportForm) -> None:
    book = opened(made(cast, form))
    book.remove(book.worksheets[1])
    with pytest.raises(Wrong, match="thiếu trang ẩn"):
        read(packed(book))


def test_a_token_that_was_changed_is_refused(cast: Cast, form: ReportForm) -> None:
    book = opened(made(cast, form))
    cell = book.worksheets[1]["A2"]
    cell.value = cell.value[:10] + ("A" if cell.value[10] != "A" else "B") + cell.value[11:]
    with pytest.raises(Wrong, match="đã bị sửa"):
        read(packed(book))


def test_another_bodys_or_periods_sheet_is_refused_with_what_to_do(cast: Cast, form: ReportForm) -> None:
    from phongtrao.reports.arguments import Asked

    own = Asked(form, period("2026-H1"), cast.body(HERE))
    for other in (made(cast, form, code=THERE), made(cast, form, "2026")):
        with pytest.raises(Wrong, match=r"Bảng này là .*; không phải .*UBND xã An Lạc. Xin nạp"):
            read_values("bao-cao.xlsx", other, own)


def test_a_hidden_page_moved_into_another_bodys_sheet_takes_its_binding_along(cast: Cast, form: ReportForm) -> None:
    mine, theirs = opened(fill(made(cast, form), {"mo_hinh": 3})), opened(made(cast, form, code=THERE))
    mine.worksheets[1]["A2"].value = theirs.worksheets[1]["A2"].value
    assert read(packed(mine)).body == cast.body(THERE)


def test_a_sheet_of_another_version_is_refused(cast: Cast, form: ReportForm) -> None:
    raw = fill(made(cast, form), {"mo_hinh": 3})
    load(cast, changed(version=2, valid_from=date(2026, 1, 1)))
    with pytest.raises(Wrong, match="phiên bản 1 của mẫu, báo cáo lập theo phiên bản 2"):
        took(cast, raw)


def test_a_sheet_of_the_drafts_own_version_is_taken_after_a_new_one_came(cast: Cast, form: ReportForm) -> None:
    draft_of(report_of(form, period("2026-H1"), cast.body(HERE)), people_of(cast.body(HERE))[0], at(DAY))
    load(cast, changed(version=2, valid_from=date(2026, 1, 1)))
    assert took(cast, fill(made(cast, form), {"mo_hinh": 3})).version.number == 1


def test_a_million_rows_are_refused(cast: Cast, form: ReportForm) -> None:
    from phongtrao.files import Refusal

    book = opened(made(cast, form))
    book.worksheets[0]["E1000000"] = 1
    with pytest.raises(Refusal, match="lớn quá"):
        read(packed(book))


def loaded(folder: Path, raw: bytes, *options: str, name: str = "bao-cao.xlsx") -> str:
    path = folder / name
    path.write_bytes(raw)
    out = io.StringIO()
    call_command("report_load", str(path), *options, stdout=out)
    return out.getvalue()


def out_of_the_command(*arguments: str) -> bytes:
    raw = io.BytesIO()
    with io.TextIOWrapper(raw) as out:
        call_command("report_sheet", *arguments, stdout=out)
        out.flush()
        return raw.getvalue()


def test_the_commands_make_a_sheet_and_take_it_to_its_acceptance(cast: Cast, form: ReportForm, tmp_path: Path) -> None:
    raw = fill(out_of_the_command("mau-thu", "2026-H1", HERE), WHOLE)
    said = loaded(tmp_path, raw, "--send", "--accept", "--by", "quan-tri")
    report = Report.objects.get()
    assert "8 ô, đã nhận" in said and report.accepted and report.accepted.figures.count() == 6
    entries = LogEntry.objects.filter(subject=f"report:{report.pk}").order_by("sequence")
    assert [e.deed for e in entries] == ["send_report", "approve_report", "accept_report"]
    assert all(e.content["instead"] and e.account == "quan-tri" for e in entries)


def test_a_file_that_is_brought_in_asks_few_questions(
    cast: Cast, form: ReportForm, tmp_path: Path, django_assert_max_num_queries: Any
) -> None:
    """From the draft to its acceptance; savepoints and the log's four statements a deed are among them."""
    raw = fill(out_of_the_command("mau-thu", "2026-H1", HERE), WHOLE)
    with django_assert_max_num_queries(84):
        loaded(tmp_path, raw, "--send", "--accept", "--by", "quan-tri")


def test_a_report_brought_in_in_a_bodys_stead_settles_its_task_as_the_bodys_own_would(
    cast: Cast, form: ReportForm, tmp_path: Path, signed_in: Callable[[str], Client]
) -> None:
    duty = duty_with_tasks(cast, HERE)
    use_form(duty, form, cast.user("lan"), at(DAY), {date(2026, 11, 9): None})
    tasks = Task.objects.filter(assignment__duty=duty).order_by("due")
    theirs, other = (tasks.filter(assignment__organisation__code=code)[0] for code in (HERE, THERE))
    of = FORM.period_of(theirs.scheduled_for)
    assert of is not None
    raw = fill(out_of_the_command("mau-thu", of.key, HERE), WHOLE)
    loaded(tmp_path, raw, "--send", "--by", "quan-tri")
    theirs.refresh_from_db()
    assert (theirs.state, theirs.sent_on) == ("submitted", today())
    loaded(tmp_path, raw, "--send", "--accept", "--by", "quan-tri")
    theirs.refresh_from_db()
    other.refresh_from_db()
    assert (theirs.state, other.state) == ("accepted", "open")
    entries = LogEntry.objects.filter(subject=f"task:{theirs.pk}", deed__in=("submit", "accept"))
    assert [entry.content["instead"] for entry in entries] == [True, True]
    assert "quản trị làm thay đơn vị" in signed_in("lan").get(reverse("task", args=[theirs.pk])).content.decode()


def test_what_is_loaded_twice_does_no_harm_and_goes_on_from_where_it_stands(
    cast: Cast, form: ReportForm, tmp_path: Path
) -> None:
    raw = fill(out_of_the_command("mau-thu", "2026-H1", HERE), WHOLE)
    loaded(tmp_path, raw, "--send", "--by", "quan-tri")
    assert "0 ô, đã nhận" in loaded(tmp_path, raw, "--send", "--accept", "--by", "quan-tri")
    csv = b"mo_hinh,12\nkinh_phi,1500000\nho,31,44\n"
    named = ("--form", "mau-thu", "--period", "2026-H1", "--body", HERE, "--by", "quan-tri")
    assert "0 ô, đã nhận" in loaded(tmp_path, csv, *named, name="a.csv")
    assert Edition.objects.count() == 1
    assert "1 ô, đang soạn" in loaded(tmp_path, b"mo_hinh,13\n", *named, name="a.csv")
    assert Edition.objects.count() == 2


def test_a_leader_loads_and_sends_but_does_not_accept_what_he_sent(
    cast: Cast, form: ReportForm, tmp_path: Path
) -> None:
    _, leader = people_of(cast.body(HERE))
    raw = fill(out_of_the_command("mau-thu", "2026-H1", HERE), WHOLE)
    with pytest.raises(CommandError):
        loaded(tmp_path, raw, "--send", "--accept", "--by", leader.username)
    assert not Edition.objects.exists()
    assert "chờ nhận" in loaded(tmp_path, raw, "--send", "--by", leader.username)
    assert not LogEntry.objects.filter(content__has_key="instead").exists()


def test_an_account_of_another_body_loads_nothing(cast: Cast, form: ReportForm, tmp_path: Path) -> None:
    raw = fill(out_of_the_command("mau-thu", "2026-H1", HERE), WHOLE)
    for account in (people_of(cast.body(THERE))[1].username, "lan", "kien"):
        with pytest.raises(CommandError, match="tài khoản của đơn vị"):
            loaded(tmp_path, raw, "--by", account)


def test_every_wrong_cell_is_printed_by_its_address_and_nothing_is_taken(
    cast: Cast, form: ReportForm, tmp_path: Path
) -> None:
    wrong = {name: "rất nhiều" for name in FORM.names if name != "ho"}
    raw = fill(out_of_the_command("mau-thu", "2026-H1", HERE), wrong | {"ho": (5, 4)})
    with pytest.raises(CommandError) as refused:
        loaded(tmp_path, raw, "--by", "quan-tri")
    page = opened(raw).worksheets[0]
    lines = str(refused.value).splitlines()
    assert [line.partition(" ")[0] for line in lines] == [place(page, name) for name in FORM.names]
    assert not Edition.objects.exists()


def test_a_conflict_is_printed_and_taken_only_when_told_so(cast: Cast, form: ReportForm, tmp_path: Path) -> None:
    edition = written(cast, form, "2026-H1", HERE, {"mo_hinh": "3", "mo_hinh_moi": "1"})
    raw = fill(out_of_the_command("mau-thu", "2026-H1", HERE), {"mo_hinh": 5})
    save(edition, {"mo_hinh": Typed("4")}, people_of(cast.body(HERE))[1], at(DAY, 10))
    with pytest.raises(CommandError, match="«4».*bảng ghi «5».*--over"):
        loaded(tmp_path, raw, "--by", "quan-tri")
    loaded(tmp_path, raw, "--over", "--by", "quan-tri")
    assert written_in(edition)["mo_hinh"] == ("5", "")


def test_values_of_a_csv_come_in_by_the_same_command(cast: Cast, form: ReportForm, tmp_path: Path) -> None:
    raw = "indicator,value,base\nmo_hinh,12\nmo_hinh_moi,2\nho,31,44\nkho_khan,Thiếu người\n".encode()
    named = ("--form", "mau-thu", "--period", "2026-H1", "--body", HERE, "--by", "quan-tri")
    assert "4 ô, đã nhận" in loaded(tmp_path, raw, "--send", "--accept", *named, name="a.csv")
    with pytest.raises(CommandError, match="--form, --period và --body"):
        loaded(tmp_path, raw, "--by", "quan-tri", name="a.csv")


@pytest.mark.parametrize("text", [*EVIL, "http://a.vn/x", "'=1+1", "-", "mailto:a@b.vn"])
def test_nothing_that_was_typed_is_computed_in_a_sheet_and_it_comes_back_as_it_was(
    cast: Cast, form: ReportForm, text: str
) -> None:
    written(cast, form, "2026-H1", HERE, {"kho_khan": text, "kien_nghi": f"một\n{text}"})
    raw = made(cast, form)
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        assert b"hyperlink" not in b"".join(parts.read(name) for name in SHEETS)
    assert no_formula(raw)
    assert look_at(read(raw), people_of(cast.body(HERE))[0], at(DAY)).lines == ()
