"""Bodies out to a file and in again: nothing changes by itself, every fault has its place, all or nothing stays."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from phongtrao.organisations.file_plan import Plan, plan_of
from phongtrao.organisations.file_rows import BY_ATTRIBUTE, HEADINGS, rows_out
from phongtrao.organisations.load_file import Faulty, load_file
from phongtrao.organisations.load_units import load_units
from phongtrao.organisations.models import Function, LogEntry, Organisation, OrganisationVersion, Post, User
from phongtrao.procedure import Refused
from phongtrao.table_files import Table, as_csv, read_table
from tests.conftest import Cast
from tests.work.conftest import at

DAY = date(2026, 3, 2)
SCHOOL = {
    "code": "xa.90001.truong-an-lac",
    "name": "Trường Tiểu học An Lạc",
    "kind": "cơ sở giáo dục",
    "level": "cơ sở",
    "parent": "xa.90001.ubnd",
    "area": "C90001",
    "marks.school": "tiểu học",
    "valid_from": "01/07/2025",
    "source": "Quyết định thử 01/QĐ-UBND",
}
COMPANY = {
    "code": "ha-thanh.may-song-xanh",
    "name": "Công ty May Sông Xanh",
    "kind": "doanh_nghiep",
    "level": "co_so",
    "parent": "ha-thanh.ubnd",
    "marks.size": "nhỏ",
    "valid_from": "2025-09-01",
}


def table(*rows: dict[str, str], columns: Sequence[str] | None = None) -> Table:
    """A file with these rows; its columns are those that some row names, unless given."""
    named = columns or [a for a in BY_ATTRIBUTE if any(a in row for row in rows)]
    cells = [[row.get(attribute, "") for attribute in named] for row in rows]
    raw = as_csv([BY_ATTRIBUTE[a].heading for a in named], cells).encode()
    return read_table("to-chuc.csv", raw, secret_free=True)


def planned(cast: Cast, *rows: dict[str, str], by: str = "quan-tri", **options: Any) -> Plan:
    return plan_of(table(*rows, **options), cast.user(by), DAY)


def faults(plan: Plan) -> list[tuple[int, str]]:
    return [(fault.row, fault.column) for fault in plan.faults]


def everything() -> Table:
    return read_table("het.csv", as_csv(HEADINGS, rows_out(Organisation.objects.all())).encode(), secret_free=True)


def version(code: str, day: date = DAY) -> OrganisationVersion:
    found = Organisation.objects.get(code=code).version(day)
    assert found is not None
    return found


def test_a_file_just_written_changes_nothing(cast: Cast) -> None:
    load_units("Quảng Ngãi")
    written = everything()
    plan = plan_of(written, cast.user("quan-tri"), DAY)
    assert plan.faults == () and plan.changes == ()
    assert plan.unchanged == len(written.rows) == OrganisationVersion.objects.count() > 2000
    entries = LogEntry.objects.count()
    load_file(written, cast.user("quan-tri"), at(DAY))
    assert LogEntry.objects.count() == entries


def test_new_bodies_come_with_their_marks_and_once(cast: Cast) -> None:
    rows = table(SCHOOL, COMPANY)
    plan = load_file(rows, cast.user("quan-tri"), at(DAY))
    assert (plan.new_bodies, plan.new_versions, plan.changed) == (2, 0, 0)
    school = version(SCHOOL["code"])
    assert (school.kind, school.level, school.marks) == ("truong", "co_so", {"school": "tieu_hoc"})
    assert school.parent == cast.body("xa.90001.ubnd") and school.organisation.area == cast.area("C90001")
    assert (school.valid_from, school.valid_until) == (date(2025, 7, 1), None)
    company = version(COMPANY["code"])
    assert company.marks == {"size": "nho"} and company.source == "Tệp to-chuc.csv" and company.by_hand
    entry = LogEntry.objects.latest("sequence")
    assert (entry.deed, entry.organisation) == ("load_organisations", cast.body("ha-thanh.ubnd"))
    assert entry.content["new"] == 2 and entry.content["codes"] == sorted([SCHOOL["code"], COMPANY["code"]])
    again = load_file(rows, cast.user("quan-tri"), at(DAY))
    assert (again.changes, again.unchanged) == ((), 2)
    assert LogEntry.objects.latest("sequence") == entry


def test_a_body_of_the_file_may_stand_under_another_one_of_it(cast: Cast) -> None:
    branch = {**COMPANY, "code": "ha-thanh.may-song-xanh.xuong-2", "name": "Xưởng 2", "parent": COMPANY["code"]}
    load_file(table(branch, COMPANY), cast.user("quan-tri"), at(DAY))
    assert version(branch["code"]).parent == cast.body(COMPANY["code"])


def test_a_row_with_one_wrong_cell_hears_of_its_other_faults_too(cast: Cast) -> None:
    spoiled = {**SCHOOL, "kind": "loại lạ", "parent": "xa.99999.ubnd", "area": "X00", "valid_until": "01/06/2025"}
    old = {**COMPANY, "valid_from": "01/07/1890"}
    assert faults(planned(cast, spoiled, old)) == [
        (2, "Loại"),
        (2, "Đến hết ngày"),
        (2, "Địa bàn (mã)"),
        (2, "Thuộc (mã)"),
        (3, "Từ ngày"),
    ]


def test_a_change_says_what_stood_there_and_what_will(cast: Cast) -> None:
    finance = {
        "code": "ha-thanh.so-tai-chinh",
        "name": "Sở Tài chính và Giá tỉnh Hà Thanh",
        "valid_until": "31/12/2026",
    }
    plan = planned(cast, finance)
    [change] = plan.changes
    assert change.fields == (
        ("Tên", "Sở Tài chính tỉnh Hà Thanh", "Sở Tài chính và Giá tỉnh Hà Thanh"),
        ("Đến hết ngày", "", "31/12/2026"),
    )
    load_file(table(finance), cast.user("quan-tri"), at(DAY))
    changed = version("ha-thanh.so-tai-chinh")
    assert changed.name == finance["name"] and changed.valid_until == date(2026, 12, 31)
    # What has no column stays.
    assert changed.short == "Sở Tài chính" and changed.parent == cast.body("ha-thanh.ubnd")
    assert "|so tai chinh gia tinh ha thanh|" in changed.keys


def test_another_span_of_a_known_body_is_a_new_version(cast: Cast) -> None:
    old = {
        "code": "ha-thanh.so-tu-phap",
        "name": "Sở Tư pháp tỉnh Hà Thanh",
        "valid_from": "",
        "valid_until": "31/12/2025",
    }
    new = {"code": "ha-thanh.so-tu-phap", "name": "Sở Pháp chế tỉnh Hà Thanh", "valid_from": "01/01/2026"}
    plan = load_file(table(old, new), cast.user("quan-tri"), at(DAY))
    assert (plan.new_bodies, plan.new_versions, plan.changed) == (0, 1, 1)
    assert version("ha-thanh.so-tu-phap").name == new["name"]
    assert version("ha-thanh.so-tu-phap", date(2025, 5, 5)).name == old["name"]
    assert version("ha-thanh.so-tu-phap").kind == "so"


@pytest.mark.parametrize(
    ("change", "column", "said"),
    [
        ({"code": "Sở Một"}, "Mã", "chưa phải mã"),
        ({"code": ""}, "Mã", "để trống"),
        ({"name": ""}, "Tên", "để trống"),
        ({"name": "x" * 201}, "Tên", "dài quá 200"),
        ({"kind": "xưởng"}, "Loại", "không có loại"),
        ({"kind": ""}, "Loại", "phải có ô này"),
        ({"level": "thôn"}, "Cấp", "không có cấp"),
        ({"level": ""}, "Cấp", "phải có ô này"),
        ({"field": "hàng không"}, "Lĩnh vực", "không có lĩnh vực"),
        ({"parent": "xa.99999.ubnd"}, "Thuộc (mã)", "không có tổ chức mã"),
        ({"parent": ""}, "Thuộc (mã)", "phải thuộc"),
        ({"parent": SCHOOL["code"]}, "Thuộc (mã)", "chính mình"),
        ({"line_parent": "khong-co"}, "Ngành dọc (mã)", "không có tổ chức mã"),
        ({"standing_body": "khong-co"}, "Thường trực (mã)", "không có tổ chức mã"),
        ({"area": "C00000"}, "Địa bàn (mã)", "không có địa bàn"),
        ({"marks.school": "cấp bốn"}, "Bậc học", "không có trong danh mục"),
        ({"marks.size": "nhỏ"}, "Quy mô", "chỉ ghi cho loại"),
        ({"valid_from": "31/02/2026"}, "Từ ngày", "chưa phải ngày"),
        ({"valid_from": "2026"}, "Từ ngày", "chưa phải ngày"),
        ({"valid_until": "30/06/2025"}, "Đến hết ngày", "đứng trước"),
        ({"name": "=1+1"}, "Tên", "công thức"),
        ({"short": "@cmd"}, "Tên gọi trong tỉnh", "công thức"),
        ({"source": "+84"}, "Căn cứ", "công thức"),
    ],
)
def test_a_fault_is_told_with_its_row_and_column(cast: Cast, change: dict[str, str], column: str, said: str) -> None:
    plan = planned(cast, COMPANY, {**SCHOOL, **change})
    assert (3, column) in faults(plan)
    assert any(said in fault.message for fault in plan.faults if fault.column == column)


def test_all_faults_of_a_file_are_told_at_once_in_order(cast: Cast) -> None:
    plan = planned(cast, {**SCHOOL, "kind": "xưởng", "valid_from": "hôm qua"}, {**COMPANY, "parent": "khong-co"})
    assert faults(plan) == [(2, "Loại"), (2, "Từ ngày"), (3, "Thuộc (mã)")]
    assert str(plan.faults[2]).startswith("Dòng 3, cột «Thuộc (mã)»: ")


def test_columns_that_are_unknown_or_missing(cast: Cast) -> None:
    raw = "Mã,Màu\nha-thanh.ubnd,xanh\n".encode()
    plan = plan_of(read_table("x.csv", raw, secret_free=True), cast.user("quan-tri"), DAY)
    assert faults(plan) == [(1, "Màu"), (1, "Tên")]
    with_marks_off = "ma,TEN\nha-thanh.so-noi-vu,Sở Nội vụ tỉnh Hà Thanh\n".encode()
    assert plan_of(read_table("x.csv", with_marks_off, secret_free=True), cast.user("quan-tri"), DAY).unchanged == 1


def test_the_same_version_twice_and_versions_that_overlap(cast: Cast) -> None:
    assert faults(planned(cast, SCHOOL, {**SCHOOL, "name": "Trường khác"})) == [(3, "Mã")]
    first = {**SCHOOL, "valid_until": "31/12/2025"}
    second = {**SCHOOL, "valid_from": "31/12/2025", "name": "Trường An Lạc"}
    assert faults(planned(cast, first, second)) == [(3, "Từ ngày")]
    assert faults(planned(cast, first, {**second, "valid_from": "01/01/2026"})) == []
    known = {"code": "ha-thanh.so-noi-vu", "name": "Sở Nội vụ mới", "valid_from": "01/01/2026"}
    plan = planned(cast, known)
    assert faults(plan) == [(2, "Từ ngày")] and "đã có" in plan.faults[0].message


def test_a_new_body_with_the_name_of_another_one_beside_it_is_a_duplicate(cast: Cast) -> None:
    load_file(table(SCHOOL), cast.user("quan-tri"), at(DAY))
    twin = {**SCHOOL, "code": "xa.90001.truong-khac", "name": "TRƯỜNG TIỂU HỌC AN LẠC"}
    plan = planned(cast, twin)
    assert faults(plan) == [(2, "Tên")] and SCHOOL["code"] in plan.faults[0].message
    assert faults(planned(cast, {**twin, "parent": "xa.90002.ubnd"})) == []


def test_a_chain_of_superiors_that_bites_its_tail(cast: Cast) -> None:
    one = {**COMPANY, "code": "mot", "name": "Một", "parent": "hai"}
    two = {**COMPANY, "code": "hai", "name": "Hai", "parent": "mot"}
    assert faults(planned(cast, one, two)) == [(2, "Thuộc (mã)"), (3, "Thuộc (mã)")]
    root = {"code": "ha-thanh.ubnd", "name": "UBND tỉnh Hà Thanh", "parent": "ha-thanh.cong-an"}
    assert faults(planned(cast, root)) == [(2, "Thuộc (mã)")]


def test_with_a_fault_nothing_is_written(cast: Cast) -> None:
    count = Organisation.objects.count(), LogEntry.objects.count()
    with pytest.raises(Faulty, match="1 lỗi"):
        load_file(table(SCHOOL, {**COMPANY, "kind": "xưởng"}), cast.user("quan-tri"), at(DAY))
    assert (Organisation.objects.count(), LogEntry.objects.count()) == count


def test_a_dangerous_name_that_stands_there_goes_out_disarmed_and_comes_back(cast: Cast) -> None:
    OrganisationVersion.objects.filter(organisation__code="ha-thanh.so-noi-vu").update(name="=cmd", folded="cmd")
    text = as_csv(HEADINGS, rows_out(Organisation.objects.filter(code="ha-thanh.so-noi-vu")))
    assert ",'=cmd," in text
    plan = plan_of(read_table("x.csv", text.encode(), secret_free=True), cast.user("quan-tri"), DAY)
    assert (plan.faults, plan.unchanged) == ((), 1)


@pytest.fixture
def keeper(cast: Cast) -> User:
    """Quản trị of one commune."""
    user = User.objects.create_user("an-lac", full_name="Quản trị xã")
    body = cast.body("xa.90001.ubnd")
    Post.objects.create(user=user, organisation=body, function=Function.ADMINISTRATOR, starts_on=date(2025, 7, 1))
    return user


def test_who_looks_after_a_body_loads_what_is_below_it_and_no_more(cast: Cast, keeper: User) -> None:
    plan = plan_of(table(SCHOOL, COMPANY), keeper, DAY)
    assert faults(plan) == [(3, "Thuộc (mã)")]
    other = {"code": "xa.91001.ubnd", "name": "UBND xã đổi tên"}
    assert faults(plan_of(table(other), keeper, DAY)) == [(2, "Mã")]
    ministry = {**SCHOOL, "level": "trung ương"}
    assert faults(plan_of(table(ministry), keeper, DAY)) == [(2, "Mã")]
    moved = {"code": "xa.90001.cong-an", "name": "Công an xã An Lạc", "parent": "xa.90002.ubnd"}
    assert faults(plan_of(table(moved), keeper, DAY)) == [(2, "Thuộc (mã)")]
    own = {"code": "xa.90001.ubnd", "name": "UBND xã An Lạc", "short": "UBND xã"}
    assert load_file(table(SCHOOL), keeper, at(DAY)).new_bodies == load_file(table(own), keeper, at(DAY)).changed == 1


def run(name: str, *arguments: str, **options: Any) -> str:
    out = io.StringIO()
    call_command(name, *arguments, stdout=out, stderr=out, **options)
    return out.getvalue()


@pytest.fixture
def saved(tmp_path: Path) -> Callable[..., str]:
    def save(*rows: dict[str, str], name: str = "to-chuc.csv") -> str:
        named = [a for a in BY_ATTRIBUTE if any(a in row for row in rows)]
        cells = [[row.get(attribute, "") for attribute in named] for row in rows]
        path = tmp_path / name
        path.write_text(as_csv([BY_ATTRIBUTE[a].heading for a in named], cells), encoding="utf-8", newline="")
        return str(path)

    return save


def test_the_command_shows_first_and_writes_once(cast: Cast, saved: Callable[..., str]) -> None:
    path = saved(SCHOOL, COMPANY)
    shown = run("organisations_load", path, "--dry-run", "--by", "quan-tri")
    assert f"Dòng 2: mới {SCHOOL['code']}" in shown and "Sẽ có: 2 tổ chức mới" in shown
    assert not Organisation.objects.filter(code=SCHOOL["code"]).exists()
    assert "Đã nạp: 2 tổ chức mới" in run("organisations_load", path, "--by", "quan-tri")
    assert "0 tổ chức mới, 0 giai đoạn mới, 0 chỗ sửa; 2 dòng không đổi" in run("organisations_load", path)


def test_the_command_names_every_fault_and_fails(cast: Cast, saved: Callable[..., str]) -> None:
    path = saved({**SCHOOL, "kind": "xưởng"})
    out = io.StringIO()
    with pytest.raises(CommandError, match="1 lỗi"):
        call_command("organisations_load", path, "--dry-run", "--json", stdout=out)
    assert json.loads(out.getvalue()) | {"error": ""} == {"row": 2, "column": "Loại", "error": ""}
    with pytest.raises(CommandError, match="Không mở được tệp"):
        run("organisations_load", "khong-co.csv")


def test_what_the_command_writes_is_read_again(cast: Cast, tmp_path: Path) -> None:
    text = run("organisations_out")
    assert text.startswith("\ufeffMã,Tên,") and "ha-thanh.so-tai-chinh" in text
    path = tmp_path / "to-chuc.xlsx"
    run("organisations_out", "--to", str(path))
    table_out = read_table(path.name, path.read_bytes(), secret_free=True)
    assert plan_of(table_out, cast.user("quan-tri"), DAY).unchanged == OrganisationVersion.objects.count()
    load_units("Quảng Ngãi")
    province = run("organisations_out", "--province", "kon tum")
    assert "kon-tum.so-noi-vu" in province and "quang-ngai.so-noi-vu" in province and "ha-thanh" not in province
    listed = run("organisations", "--province", "Quảng Ngãi", "--kind", "so", "--on", "01/02/2025")
    assert "kon-tum.so-noi-vu" in listed and "ha-thanh" not in listed and "quang-ngai.cong-an" not in listed
    for wrong in ("Nghệ An", "Không Có"):
        for command in ("organisations_out", "organisations"):
            with pytest.raises(CommandError):
                run(command, "--province", wrong)


def upload(client: Client, rows: Table | bytes, **given: str) -> Any:
    raw = rows if isinstance(rows, bytes) else as_csv(rows.headings, [[*r.cells.values()] for r in rows.rows]).encode()
    file = SimpleUploadedFile("to-chuc.csv", raw)
    return client.post(reverse("organisations_load"), {"file": file, "secret_free": "on", **given})


def packed(page: str) -> str:
    return page.split('name="noi-dung" value="', 1)[1].split('"', 1)[0]


def test_the_page_shows_what_would_change_and_writes_on_confirmation(
    cast: Cast, signed_in: Callable[[str], Client], on_day: Callable[[date], None]
) -> None:
    on_day(DAY)
    client = signed_in("quan-tri")
    finance = {"code": "ha-thanh.so-tai-chinh", "name": "Sở Tài chính và Giá"}
    page = upload(
        client, table(SCHOOL, {**finance, "kind": "so", "level": "tinh", "parent": "ha-thanh.ubnd"})
    ).content.decode()
    assert "1 tổ chức mới" in page and "<del>Sở Tài chính tỉnh Hà Thanh</del>" in page and "Chưa ghi gì" in page
    assert not Organisation.objects.filter(code=SCHOOL["code"]).exists()
    answer = client.post(reverse("organisations_apply"), {"noi-dung": packed(page)}, follow=True).content.decode()
    assert "Đã nạp to-chuc.csv: 1 tổ chức mới" in answer
    assert version(SCHOOL["code"]).marks == {"school": "tieu_hoc"}
    assert LogEntry.objects.latest("sequence").account == "quan-tri"


def test_the_page_lists_the_faults_and_offers_nothing_to_confirm(
    cast: Cast, signed_in: Callable[[str], Client], on_day: Callable[[date], None]
) -> None:
    on_day(DAY)
    client = signed_in("quan-tri")
    page = upload(client, table({**SCHOOL, "kind": "xưởng"})).content.decode()
    assert "Tệp có 1 lỗi" in page and "không có loại «xưởng»" in page and 'name="noi-dung"' not in page
    refused = upload(client, b"")
    assert refused.status_code == 400 and "Tệp rỗng" in refused.content.decode()
    unticked = upload(client, table(SCHOOL), secret_free="")
    assert unticked.status_code == 400 and "bí mật nhà nước" in unticked.content.decode()


def test_what_was_shown_to_another_or_is_no_longer_so_is_not_written(
    cast: Cast, keeper: User, signed_in: Callable[[str], Client], on_day: Callable[[date], None]
) -> None:
    on_day(DAY)
    client, other = signed_in("quan-tri"), signed_in("an-lac")
    shown = packed(upload(client, table({"code": "ha-thanh.so-noi-vu", "name": "Sở Nội vụ A"})).content.decode())
    for wrong in ("", shown[:-3], "x" * 20):
        answer = client.post(reverse("organisations_apply"), {"noi-dung": wrong}, follow=True).content.decode()
        assert "Xin gửi lại tệp" in answer
    assert (
        "Xin gửi lại tệp"
        in other.post(reverse("organisations_apply"), {"noi-dung": shown}, follow=True).content.decode()
    )
    OrganisationVersion.objects.filter(organisation__code="ha-thanh.so-noi-vu").update(name="Sở Nội vụ B")
    answer = client.post(reverse("organisations_apply"), {"noi-dung": shown}, follow=True).content.decode()
    assert "Dữ liệu đã đổi" in answer
    assert version("ha-thanh.so-noi-vu").name == "Sở Nội vụ B"
    with pytest.raises(Refused):
        load_file(table({"code": "ha-thanh.so-noi-vu", "name": "C"}), cast.user("quan-tri"), at(DAY), shown="khác")


def test_the_list_is_downloaded_within_ones_province(
    cast: Cast, signed_in: Callable[[str], Client], on_day: Callable[[date], None]
) -> None:
    on_day(DAY)
    answer = signed_in("son").get(reverse("organisations_out"), {"dang": "csv", "loai": "so"})
    assert answer["Content-Disposition"] == 'attachment; filename="to-chuc.csv"'
    text = answer.content.decode()
    assert "ha-thanh.so-noi-vu" in text and "binh-phu" not in text and "ha-thanh.cong-an" not in text
    sheet = signed_in("son").get(reverse("organisations_out"), {"dang": "xlsx"})
    assert len(read_table("x.xlsx", sheet.content, secret_free=True).rows) > 20
    assert signed_in("son").get(reverse("organisations_load")).status_code == 403
