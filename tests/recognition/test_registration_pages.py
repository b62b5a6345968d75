"""Registration on the page, from a sheet and by commands: who may, for which year, what is told."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from phongtrao.organisations.models import Function, LogEntry, Organisation
from phongtrao.recognition.models import Candidacy
from phongtrao.recognition.rules import Registration
from phongtrao.table_files import as_xlsx, read_table
from phongtrao.year_days import YearDay
from tests.conftest import Cast
from tests.recognition.samples import changed, programme, school, unit
from tests.reports.samples import people_of, person
from tests.work.conftest import at

DAY = date(2026, 11, 20)
LATE = date(2026, 12, 2)
SignedIn = Callable[[str], Client]
Row = list[str]


@pytest.fixture(autouse=True)
def _day_and_files(on_day: Callable[[date], None], settings: Any, tmp_path: Path) -> None:
    on_day(DAY)
    settings.FILES = tmp_path


def sent(client: Client, body: Organisation, **given: Any) -> Any:
    data = {"body": body.code, "year": "2027", "path": "", "note": "", **given}
    return client.post(f"{reverse('register')}?phong_trao=vuon-xanh", data, follow=True)


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_the_page_offers_the_year_that_the_rules_give_and_shows_the_passages(cast: Cast, signed_in: SignedIn) -> None:
    programme(cast)
    shown = text(signed_in("xuan").get(reverse("register")))
    assert "gửi trước ngày 01/12 hằng năm" in shown and "cho năm liền sau" in shown and "mục II" in shown
    assert re.search(r'value="2027"[^>]*checked', shown) and not re.search(r'value="2026"[^>]*checked', shown)
    assert "2027 – theo cách hiểu đang dùng (hạn 30/11/2026)" in shown
    assert "2026 (hạn 30/11/2025, đã quá hạn: sẽ ghi là đăng ký muộn)" in shown


def test_a_unit_registers_with_its_signed_paper_which_then_stands_in_the_dossier(
    cast: Cast, signed_in: SignedIn
) -> None:
    programme(cast)
    body = school(cast)
    writer, _ = people_of(body)
    paper = SimpleUploadedFile("dang-ky.txt", "Bản đăng ký xây dựng đơn vị điển hình năm 2027.".encode())
    answer = sent(signed_in(writer.username), body, file=paper, secret_free="on")
    row = Candidacy.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("candidacy", args=[row.pk])
    assert (row.year, row.state, row.is_late) == (2027, "at_commune", False)
    assert row.papers.get().file == row.deeds.get().file != None  # noqa: E711
    assert "Đã đăng ký cho năm 2027" in text(answer)


def test_a_paper_without_the_tick_registers_nothing(cast: Cast, signed_in: SignedIn) -> None:
    programme(cast)
    body = school(cast)
    paper = SimpleUploadedFile("dang-ky.txt", "Bản đăng ký xây dựng đơn vị năm 2027.".encode())
    answer = sent(signed_in(people_of(body)[0].username), body, file=paper)
    assert answer.status_code == 400 and "bí mật nhà nước" in text(answer)
    assert not Candidacy.objects.exists()


def test_who_is_left_out_reads_the_rules_words_on_the_page(cast: Cast, signed_in: SignedIn) -> None:
    programme(cast)
    body = unit(cast, "dn.nho", "Công ty Hạt Mầm", "doanh_nghiep", size="nho")
    answer = sent(signed_in(people_of(body)[0].username), body)
    assert answer.status_code == 400 and "trừ doanh nghiệp nhỏ (Kế hoạch 35, mục II)" in text(answer)
    assert not Candidacy.objects.exists()


def test_a_late_registration_is_taken_and_told(cast: Cast, signed_in: SignedIn, on_day: Callable[[date], None]) -> None:
    programme(cast)
    on_day(LATE)
    answer = sent(signed_in(people_of(school(cast))[0].username), cast.body("truong.an-lac"))
    assert "ghi là muộn: hạn đăng ký là 30/11/2026" in text(answer) and Candidacy.objects.get().is_late


def test_a_day_before_the_rules_themselves_makes_nobody_late(cast: Cast, signed_in: SignedIn) -> None:
    programme(cast, changed(valid_from=date(2026, 1, 15)))
    client = signed_in(people_of(school(cast))[0].username)
    assert "2026 (chưa có hạn đăng ký)" in text(client.get(reverse("register")))
    sent(client, cast.body("truong.an-lac"), year="2026")
    assert not Candidacy.objects.get().is_late


def test_registering_again_keeps_no_file_and_says_so(cast: Cast, signed_in: SignedIn, tmp_path: Path) -> None:
    programme(cast)
    body = school(cast)
    client = signed_in(people_of(body)[0].username)
    sent(client, body)
    paper = SimpleUploadedFile("lan-hai.txt", "Bản đăng ký gửi lần thứ hai cho năm 2027.".encode())
    assert "Đã đăng ký từ 20/11/2026; không ghi thêm" in text(sent(client, body, file=paper, secret_free="on"))
    assert Candidacy.objects.count() == 1 and not list(tmp_path.rglob("*.*"))


def test_who_collects_in_the_commune_chooses_among_its_units(cast: Cast, signed_in: SignedIn) -> None:
    programme(cast)
    body = school(cast)
    person("dau-moi-xa", cast.body("xa.90001.ubnd"), Function.FOCAL_POINT)
    shown = text(signed_in("dau-moi-xa").get(reverse("register")))
    assert '<option value="truong.an-lac">' in shown and '<option value="xa.90001.ubnd">' in shown
    assert '<option value="xa.90002.ubnd">' not in shown
    sent(signed_in("dau-moi-xa"), body)
    assert LogEntry.objects.get(deed="register").content["instead"] is True


def test_another_commune_registers_nobody_of_this_one(cast: Cast, signed_in: SignedIn) -> None:
    programme(cast)
    body = school(cast)
    person("dau-moi-khac", cast.body("xa.90002.ubnd"), Function.FOCAL_POINT)
    answer = sent(signed_in("dau-moi-khac"), body)
    assert answer.status_code == 400 and "Đăng ký do đơn vị đó" in text(answer)


def test_without_a_programme_with_rules_the_page_says_how_to_load_one(cast: Cast, signed_in: SignedIn) -> None:
    assert "phongtrao load-programme" in text(signed_in("xuan").get(reverse("register")))


def test_rules_without_a_day_say_so_beside_the_year(cast: Cast, signed_in: SignedIn) -> None:
    programme(cast, changed(registration=Registration(year="same")))
    shown = text(signed_in("xuan").get(reverse("register")))
    assert "2026 – theo cách hiểu đang dùng (chưa có hạn đăng ký)" in shown


def test_the_year_is_this_one_or_the_next(cast: Cast, signed_in: SignedIn) -> None:
    programme(cast, changed(registration=Registration(YearDay(30, 11), "same")))
    answer = sent(signed_in(people_of(school(cast))[0].username), cast.body("truong.an-lac"), year="2028")
    assert answer.status_code == 400 and not Candidacy.objects.exists()


# A sheet of registrations.

HEADINGS = ("Mã đơn vị", "Tên đơn vị", "Đối tượng", "Năm", "Gửi đến", "Ghi chú")


def sheet(*rows: Row, headings: tuple[str, ...] = HEADINGS) -> SimpleUploadedFile:
    return SimpleUploadedFile("dang-ky.xlsx", as_xlsx(headings, rows, "Đăng ký"))


def loaded(client: Client, file: SimpleUploadedFile) -> Any:
    return client.post(reverse("load_registrations", args=["vuon-xanh"]), {"file": file, "secret_free": "on"})


def confirmed(client: Client, answer: Any) -> Any:
    [packed] = re.findall(r'name="noi-dung" value="([^"]+)"', answer.content.decode())
    return client.post(reverse("apply_registrations", args=["vuon-xanh"]), {"noi-dung": packed}, follow=True)


def test_the_sheet_handed_out_lists_who_may_be_put_forward_and_comes_back(cast: Cast, signed_in: SignedIn) -> None:
    programme(cast)
    school(cast)
    unit(cast, "dn.nho", "Công ty Hạt Mầm", "doanh_nghiep", size="nho")
    client = signed_in("dung")
    raw = client.get(reverse("registration_sheet", args=["vuon-xanh"])).content
    table = read_table("mau.xlsx", raw, secret_free=True)
    codes = [row.cells["Mã đơn vị"] for row in table.rows]
    assert "truong.an-lac" in codes and "xa.90001.ubnd" in codes and "dn.nho" not in codes
    rows = [[*row.cells.values()] for row in table.rows]
    for row in rows:
        row[3] = "2027" if row[0] == "truong.an-lac" else ""
    answer = loaded(client, sheet(*rows))
    assert "1 dòng đăng ký, 0 lỗi" in text(answer) and not Candidacy.objects.exists()
    assert "Đã đăng ký 1 đơn vị" in text(confirmed(client, answer))
    assert Candidacy.objects.get().organisation.code == "truong.an-lac"


def test_a_sheet_is_told_row_by_row_and_loading_it_again_changes_nothing(cast: Cast, signed_in: SignedIn) -> None:
    programme(cast)
    school(cast)
    client = signed_in("dung")
    file = [["truong.an-lac", "", "", "2027", "xã", "=1+1"], ["", "UBND xã An Lạc", "", "2026", "tỉnh", ""]]
    confirmed(client, loaded(client, sheet(*file)))
    rows = {row.organisation.code: row for row in Candidacy.objects.select_related("organisation")}
    assert rows["truong.an-lac"].state == "at_commune" and rows["xa.90001.ubnd"].is_late
    again = text(loaded(client, sheet(*file)))
    assert "0 dòng đăng ký" in again and "đã đăng ký cho năm 2027 từ 20/11/2026; không đổi" in again


WRONG: dict[str, tuple[Row, str]] = {
    "no such code": (["khong-co", "", "", "2027", "", ""], "Không tìm thấy tổ chức «khong-co»"),
    "no unit": (["", "", "Cơ quan", "2027", "", ""], "chưa ghi mã hoặc tên đơn vị"),
    "no year": (["truong.an-lac", "", "", "sang năm", "", ""], "«sang năm» chưa phải năm"),
    "far year": (["truong.an-lac", "", "", "2031", "", ""], "Chỉ đăng ký cho năm 2026 hoặc 2027"),
    "path": (["truong.an-lac", "", "", "2027", "huyện", ""], "«huyện»: xin ghi «xã», «tỉnh»"),
    "left out": (["dn.nho", "", "", "2027", "", ""], "trừ doanh nghiệp nhỏ (Kế hoạch 35, mục II)"),
    "elsewhere": (["xa.91001.ubnd", "", "", "2027", "", ""], "Không tìm thấy tổ chức"),
}


@pytest.mark.parametrize("which", WRONG)
def test_with_one_wrong_row_nothing_of_the_sheet_is_written(cast: Cast, signed_in: SignedIn, which: str) -> None:
    programme(cast)
    school(cast)
    unit(cast, "dn.nho", "Công ty Hạt Mầm", "doanh_nghiep", size="nho")
    wrong, told = WRONG[which]
    answer = loaded(signed_in("dung"), sheet(["xa.90001.ubnd", "", "", "2027", "", ""], wrong))
    shown = text(answer)
    assert told in shown and '<td class="numeric" data-label="Dòng">3</td>' in shown
    assert 'name="noi-dung"' not in shown and not Candidacy.objects.exists()


def test_the_same_unit_twice_an_unknown_column_and_too_few_columns_are_told(cast: Cast, signed_in: SignedIn) -> None:
    programme(cast)
    school(cast)
    client, row = signed_in("dung"), ["truong.an-lac", "", "", "2027", "", ""]
    assert "trùng với dòng 2: cùng đơn vị, cùng năm" in text(loaded(client, sheet(row, row)))
    assert "không có cột này" in text(loaded(client, sheet(["a", "2027"], headings=("Mã đơn vị", "Nam"))))
    assert "thiếu cột này" in text(loaded(client, sheet(["a"], headings=("Mã đơn vị",))))


def test_what_was_not_looked_at_by_this_person_is_not_written(cast: Cast, signed_in: SignedIn) -> None:
    programme(cast)
    school(cast)
    answer = loaded(signed_in("dung"), sheet(["truong.an-lac", "", "", "2027", "", ""]))
    assert "Xin gửi lại tệp" in text(confirmed(signed_in("lan"), answer))
    assert not Candidacy.objects.exists()


def test_what_has_become_wrong_since_it_was_looked_at_is_not_written(cast: Cast, signed_in: SignedIn) -> None:
    programme(cast)
    body = school(cast)
    answer = loaded(signed_in("dung"), sheet(["truong.an-lac", "", "", "2027", "", ""]))
    body.versions.update(marks={"school": "tieu_hoc"})
    shown = confirmed(signed_in("dung"), answer)
    assert shown.status_code == 400 and "trừ trường tiểu học" in text(shown) and not Candidacy.objects.exists()


# By commands.


def test_a_unit_is_registered_by_a_command_for_the_year_of_the_rules(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    programme(cast)
    body = school(cast)
    writer = people_of(body)[0].username
    call_command("register", "vuon-xanh", "Trường THPT An Lạc", by=writer)
    call_command("register", "vuon-xanh", body.code, by=writer)
    told = capsys.readouterr().out
    assert "đã đăng ký; đã đăng ký ở xã" in told and "đã đăng ký từ trước, không đổi gì" in told
    assert Candidacy.objects.get().year == 2027
    with pytest.raises(CommandError, match="Chỉ đăng ký cho năm"):
        call_command("register", "vuon-xanh", body.code, year=2030, by=writer)


def test_a_sheet_is_registered_by_a_command_after_a_dry_run(cast: Cast, tmp_path: Path) -> None:
    programme(cast)
    school(cast)
    path, out = tmp_path / "a.csv", io.StringIO()
    path.write_text("Mã đơn vị,Năm\ntruong.an-lac,2027\n", encoding="utf-8")
    call_command("load_registrations", "vuon-xanh", str(path), by="dung", dry_run=True, stdout=out)
    assert "Sẽ ghi 1 dòng" in out.getvalue() and not Candidacy.objects.exists()
    call_command("load_registrations", "vuon-xanh", str(path), by="dung", stdout=out)
    assert "Đã ghi 1 dòng" in out.getvalue() and Candidacy.objects.get().registered_on == at(DAY).date()
    path.write_text("Mã đơn vị,Năm\nkhong-co,2027\n", encoding="utf-8")
    with pytest.raises(CommandError, match="Tệp có 1 lỗi; chưa ghi gì"):
        call_command("load_registrations", "vuon-xanh", str(path), by="dung", stdout=out)
