"""The pages of estimates, as people walk them: without scripts, step by step."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from phongtrao.measures import measured
from phongtrao.money.line_sheet import HEADINGS, plan_of, read_sheet, sheet_out
from phongtrao.money.lines import change_line
from phongtrao.money.machine import MACHINE
from phongtrao.money.models import Estimate
from phongtrao.money.sums import sums_of
from phongtrao.organisations.models import User
from phongtrao.table_files import as_xlsx
from phongtrao.work.cases import move
from tests.conftest import Cast
from tests.money.samples import (
    DAY,
    PAMPHLETS,
    appraised,
    approved,
    begun,
    drawn_up,
    fresh,
    people,
    programme,
    sent,
)
from tests.work.conftest import at

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def walk(cast: Cast, on_day: Callable[[date], None]) -> Callable[[User], Client]:
    """A browser of that person, on the day of the samples."""
    on_day(DAY)

    def client_of(user: User) -> Client:
        client = Client()
        client.force_login(user, backend=BACKEND)
        return client

    return client_of


def text(answer: Any) -> str:
    return answer.content.decode()


def line_of(**cells: str) -> dict[str, str]:
    return {
        "heading": "Tuyên truyền", "words": "In tài liệu", "unit": "bộ", "quantity": "1.000", "price": "25.000",
        "clause": "khoan_2", "remark": "",
    } | cells  # fmt: skip


def test_an_estimate_is_begun_with_the_clause_that_pays(cast: Cast, walk: Callable[[User], Client]) -> None:
    programme(cast)
    client = walk(people(cast)["writer"])
    seen = text(client.get(reverse("open_estimate")))
    assert "(được sửa đổi bởi Điều 1, Quyết định số 77/QĐ-UBND ngày 20/05/2026)" in seen
    assert "khoản 1, mục IV" not in seen and "Sở Tài chính thẩm định" in seen
    given = {"title": "trồng cây", "clause": "khoan_2", "appraiser": "Sở Tài chính", "decider": "ha-thanh.ubnd"}
    answer = client.post(reverse("open_estimate"), given)
    case = Estimate.objects.get()
    assert answer.headers["Location"] == reverse("estimate_lines", args=[case.pk])
    assert (case.title, case.year, case.state) == ("trồng cây", 2026, "drafting")


def test_lines_are_added_changed_and_dropped_without_scripts(cast: Cast, walk: Callable[[User], Client]) -> None:
    case = begun(cast)
    client, lines = walk(people(cast)["writer"]), reverse("estimate_lines", args=[case.pk])
    assert client.post(lines, line_of(), follow=True).status_code == 200
    assert "25.000.000 đồng" in text(client.get(lines))
    wrong = client.post(lines, line_of(words="Pa nô", price="1,5"))
    assert wrong.status_code == 400 and "dấu phẩy" in text(wrong)
    one = reverse("estimate_line", args=[case.pk, 1])
    assert 'value="25.000"' in text(client.get(one))
    assert client.post(one, line_of(price="30000", seen="1")).status_code == 302
    assert sums_of(case.said_lines()).asked == 30_000_000
    assert client.post(one, {"drop": "1", "seen": "2"}).status_code == 302
    assert not case.lines.exists()


def test_a_second_window_is_shown_both_and_writes_over_only_when_sent_again(
    cast: Cast, walk: Callable[[User], Client]
) -> None:
    case, who = drawn_up(cast), people(cast)
    change_line(case, 1, replace(PAMPHLETS, price="30.000"), 1, who["leader"], at(DAY))
    client, one = walk(who["writer"]), reverse("estimate_line", args=[case.pk, 1])
    answer = client.post(one, line_of(price="40.000", seen="1"))
    shown = text(answer)
    assert answer.status_code == 409 and "30.000" in shown and 'value="40.000"' in shown
    assert case.lines.get(number=1).price == 30_000
    assert client.post(one, line_of(price="40.000", seen="2")).status_code == 302
    assert case.lines.get(number=1).price == 40_000


def test_whoever_does_not_draw_it_up_cannot_write_lines(cast: Cast, walk: Callable[[User], Client]) -> None:
    case = sent(cast)
    for name in ("finance", "decider", "writer"):
        assert walk(people(cast)[name]).get(reverse("estimate_lines", args=[case.pk])).status_code == 403
    assert walk(cast.user("binh")).get(reverse("estimate", args=[case.pk])).status_code == 404


def test_the_sheet_comes_back_with_what_changed_and_nothing_is_written_before_it_is_looked_at(
    cast: Cast, walk: Callable[[User], Client]
) -> None:
    case, client = drawn_up(cast), walk(people(cast)["writer"])
    assert client.get(reverse("estimate_sheet", args=[case.pk])).headers["Content-Type"].endswith("sheet")
    rows: list[list[str | int]] = [
        [2, "Trang thiết bị", "Camera an ninh", "bộ", 3, 4_000_000, "", ""],
        ["", "Tuyên truyền", "Pa nô", "cái", "2", "1.500.000", "khoản 3, mục IV", "ngã tư"],
    ]
    file = SimpleUploadedFile("khoan.xlsx", as_xlsx(HEADINGS, rows, "Dự toán"))
    seen = client.post(reverse("load_estimate_lines", args=[case.pk]), {"file": file, "secret_free": "on"})
    shown = text(seen)
    assert seen.status_code == 200 and "3 thay đổi, 0 lỗi" in shown and "15.000.000 đồng" in shown
    assert sums_of(case.said_lines()).asked == 35_000_000
    sent_back = {name: re.search(rf'name="{name}" value="([^"]*)"', shown)[1] for name in ("noi-dung", "da-xem")}  # type: ignore[index]
    assert client.post(reverse("apply_estimate_lines", args=[case.pk]), sent_back).status_code == 302
    assert [(one.number, one.amount, one.clause) for one in case.said_lines()] == [
        (2, 12_000_000, "khoan_2"), (3, 3_000_000, "khoan_3"),
    ]  # fmt: skip


def test_what_was_looked_at_is_not_written_over_what_others_wrote_meanwhile(
    cast: Cast, walk: Callable[[User], Client]
) -> None:
    case, who = drawn_up(cast), people(cast)
    client = walk(who["writer"])
    file = SimpleUploadedFile("a.xlsx", as_xlsx(HEADINGS, [[1, "", "In tờ rơi", "tờ", 5, 1000, "", ""]], "Dự toán"))
    shown = text(client.post(reverse("load_estimate_lines", args=[case.pk]), {"file": file, "secret_free": "on"}))
    sent_back = {name: re.search(rf'name="{name}" value="([^"]*)"', shown)[1] for name in ("noi-dung", "da-xem")}  # type: ignore[index]
    change_line(case, 2, replace(PAMPHLETS, words="Loa"), 1, who["leader"], at(DAY))
    answer = client.post(reverse("apply_estimate_lines", args=[case.pk]), sent_back, follow=True)
    assert "vừa được người khác sửa" in text(answer) and case.lines.count() == 2


def test_every_wrong_cell_of_a_sheet_is_told_by_its_address(cast: Cast) -> None:
    case = drawn_up(cast)
    rows: list[list[str | int]] = [
        [1, "", "In tài liệu", "bộ", "ba", "1,5", "", ""],
        [9, "", "", "bộ", 1, 5, "khoản 1, mục IV", ""],
        [1, "", "In nữa", "bộ", 1, 5, "", ""],
        ["", "", "In nữa", "bộ", "0,5", 3, "", ""],
    ]
    table = read_sheet("a.xlsx", io.BytesIO(as_xlsx(HEADINGS, rows, "Dự toán")), True)
    told = {fault.cell: fault.message for fault in plan_of(case, table).faults}
    assert {"E2", "F2", "A3", "C3", "G3", "A4", "F5"} <= set(told)
    assert "dấu phẩy" in told["F2"] and "mã dòng 1 đã ghi ở dòng 2" in told["A4"]


def test_a_number_that_a_program_cut_to_a_fraction_is_not_taken_for_thousands(cast: Cast) -> None:
    case = drawn_up(cast)
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(2, 0, HEADINGS)
        sheet.write_row(3, 0, ["", "", "In", "bộ", 1, 1.234])
        sheet.write_row(4, 0, ["", "", "Loa", "bộ", 2.5])
        sheet.write_formula(4, 5, "=1+1")
    table = read_sheet("a.xlsx", io.BytesIO(out.getvalue()), True)
    faults = plan_of(case, table).faults
    assert [fault.cell for fault in faults] == ["F4", "F5"]
    assert "dấu phẩy" in faults[0].message and "công thức" in faults[1].message


def test_the_sheet_of_an_estimate_changes_nothing_when_it_comes_back(cast: Cast) -> None:
    case = drawn_up(cast, PAMPHLETS, replace(PAMPHLETS, words="=SUM(A1)", remark="+84"))
    plan = plan_of(case, read_sheet("a.xlsx", io.BytesIO(sheet_out(case)), True))
    assert not plan.faults and not plan.changed and plan.asked == 50_000_000


def test_finance_appraises_line_by_line_and_takes_over_the_rest(cast: Cast, walk: Callable[[User], Client]) -> None:
    case, client = sent(cast), walk(people(cast)["finance"])
    page = reverse("estimate_figures", args=[case.pk])
    assert "Camera an ninh" in text(client.get(page))
    wrong = client.post(page, {"v-1": "20.000.000", "r-1": "", "w-1": "", "wr-1": "", "v-2": "", "w-2": ""})
    assert wrong.status_code == 400 and "Khác số đề nghị; xin nêu lý do" in text(wrong)
    sent_all = {"v-1": "20.000.000", "r-1": "giá thị trường", "v-2": "", "nhu-tren": "1"}
    assert client.post(page, sent_all).status_code == 302
    assert [line.appraised for line in case.said_lines()] == [20_000_000, 10_000_000]
    assert walk(people(cast)["leader"]).get(page).status_code == 403


def test_the_page_shows_the_clause_the_sums_and_what_an_amendment_changes(
    cast: Cast, walk: Callable[[User], Client]
) -> None:
    case, who = approved(cast, appraised(cast, line1=("20.000.000", "giá thị trường"))), people(cast)
    client = walk(who["writer"])
    shown = text(client.get(reverse("estimate", args=[case.pk])))
    assert "30.000.000 đồng" in shown and "ba mươi triệu đồng" in shown and "Thẩm định: giá thị trường" in shown
    amend = re.search(r'name="amend_estimate-seen" value="(\d+)"', shown)
    assert amend is not None
    given = {"amend_estimate-seen": amend[1], "amend_estimate-note": "tăng giá"}
    assert client.post(reverse("estimate_deed", args=[case.pk, "amend_estimate"]), given).status_code == 302
    new = case.amendments.get()
    change_line(
        new, 2, replace(PAMPHLETS, words="Camera an ninh", quantity="3", price="4000000"), 1, who["writer"], at(DAY)
    )
    shown = text(client.get(reverse("estimate", args=[new.pk])))
    assert "Khác dự toán đã duyệt" in shown and "+2.000.000 đồng" in shown


def test_the_list_sums_what_the_person_sees_and_counts_no_amendment_twice(
    cast: Cast, walk: Callable[[User], Client], django_assert_max_num_queries: Any
) -> None:
    case, who = approved(cast), people(cast)
    drawn_up(cast, PAMPHLETS, title="việc khác")
    move(MACHINE, case, "amend_estimate", who["writer"], at(DAY), "tăng giá")
    client = walk(who["decider"])
    with django_assert_max_num_queries(15):
        answer = client.get(reverse("estimates"), {"muc": "tat-ca"})
    sums = answer.context["sums"]
    assert (sums.asked, sums.approved) == (60_000_000, 35_000_000)
    finance = walk(who["finance"]).get(reverse("estimates"), {"muc": "tat-ca", "nam": "2026"}).context["sums"]
    assert (finance.asked_of, finance.approved) == (0, 35_000_000)


def test_each_clause_tells_what_it_pays(cast: Cast, walk: Callable[[User], Client]) -> None:
    approved(cast)
    drawn_up(cast, replace(PAMPHLETS, clause="khoan_3"), title="tuyên truyền")
    client = walk(people(cast)["decider"])
    shown = text(client.get(reverse("funding", args=["vuon-xanh"]), {"nam": "2026"}))
    assert "35.000.000 đồng" in shown and "chưa có ở đây" in shown and "Sở Tài chính thẩm định" in shown
    lines = text(client.get(reverse("funding_clause", args=["vuon-xanh", "khoan_3"]), {"nam": "2026"}))
    assert "In tài liệu" in lines and "Camera an ninh" not in lines
    assert client.get(reverse("funding_clause", args=["vuon-xanh", "khoan_9"])).status_code == 404


def told(*arguments: str) -> list[dict[str, Any]]:
    out = io.StringIO()
    call_command(*arguments, "--json", stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_the_command_prints_an_estimate_a_line_with_whole_numbers(cast: Cast, on_day: Callable[[date], None]) -> None:
    on_day(DAY)
    case = appraised(cast, line1=("20.000.000", "giá thị trường"))
    [one] = told("estimates", "2026", "--programme", "vuon-xanh", "--by", "lan")
    assert (one["id"], one["asked"], one["appraised"], one["approved"]) == (case.pk, 35_000_000, 30_000_000, None)
    assert one["organisation_code"] == "ha-thanh.cong-an" and one["amends"] is None and one["version"] == 1
    assert one["clause"].endswith("ngày 20/05/2026)")
    assert one["lines"][0]["appraised"] == 20_000_000 and one["lines"][1]["quantity"] == "2,5"
    assert told("estimates", "2025") == [] and told("estimates", "2026", "--by", "binh") == []


def test_the_whole_way_can_be_gone_by_commands(
    cast: Cast, on_day: Callable[[date], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    on_day(DAY)
    programme(cast)
    who, sheet, bad = people(cast), tmp_path / "khoan.xlsx", tmp_path / "sai.xlsx"
    call_command(
        "open_estimate", "vuon-xanh", "2026", "--title", "trồng cây", "--clause", "khoan_2", "--organisation",
        "ha-thanh.cong-an", "--appraiser", "Sở Tài chính", "--decider", "ha-thanh.ubnd", "--by", who["writer"].username,
    )  # fmt: skip
    pk = str(Estimate.objects.get().pk)
    bad.write_bytes(as_xlsx(HEADINGS, [["", "", "In", "bộ", 1, "1,5", "", ""]], "Dự toán"))
    with pytest.raises(CommandError, match="1 lỗi"):
        call_command("estimate_lines", pk, "--load", str(bad), "--by", who["writer"].username)
    sheet.write_bytes(as_xlsx(HEADINGS, [["", "", "In", "bộ", 2, 500_000, "", ""]], "Dự toán"))
    call_command("estimate_lines", pk, "--load", str(sheet), "--dry-run", "--by", who["writer"].username)
    assert not Estimate.objects.get().lines.exists()
    call_command("estimate_lines", pk, "--load", str(sheet), "--by", who["writer"].username)
    paper, signed = tmp_path / "to-trinh.docx", tmp_path / "ky.txt"
    call_command("estimate_paper", pk, "to_trinh", "--docx", str(paper), "--by", who["leader"].username)
    signed.write_text("Tờ trình đã ký")
    for name, by in (("to_trinh", "leader"), ("bao_cao_tham_dinh", "finance"), ("quyet_dinh", "decider")):
        if name == "bao_cao_tham_dinh":
            call_command("estimate_figures", pk, "--as-before", "--by", who["finance"].username)
        call_command(
            "estimate_paper", pk, name, "--signed", str(signed), "--secret-free", "--number", "9/X", "--day",
            "20/11/2026", "--by", who[by].username,
        )  # fmt: skip
        deed = {"to_trinh": "send_estimate", "quyet_dinh": "approve_estimate"}.get(name, "appraise_estimate")
        call_command("estimate_deed", pk, deed, "--by", who[by].username)
    assert Estimate.objects.get().state == "approved" and "đã phê duyệt" in capsys.readouterr().out
    call_command("estimate_lines", pk, "--by", "lan")


def test_measures_tell_the_money_of_each_body_so_that_none_is_counted_twice(cast: Cast) -> None:
    approved(cast, appraised(cast, line1=("20.000.000", "giá thị trường")))
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    for code, sums in {
        "ha-thanh.cong-an": (35_000_000, 30_000_000, 30_000_000),
        "ha-thanh.ubnd": (0, 0, 0),
        "ha-thanh.so-tai-chinh": (0, 0, 0),
    }.items():
        names = ("money_asked", "money_appraised", "money_approved")
        found = [measured(name, cast.body(code), first, last, DAY) for name in names]
        assert tuple(one.value for one in found if one) == sums
    old = measured("money_asked", cast.body("ha-thanh.cong-an"), date(2025, 1, 1), date(2025, 12, 31), DAY)
    assert old is not None and old.value == 0


def test_purged_words_of_a_line_are_gone_from_its_papers_too(cast: Cast) -> None:
    from phongtrao.documents.holdings import HOLDINGS

    case = approved(cast)
    row = case.lines.get(number=2)
    HOLDINGS["khoan-du-toan"].clear(row, "Đã tiêu hủy")
    assert fresh(case).lines.get(number=2).words == "Đã tiêu hủy"
    papers = [one.outgoing for one in case.papers.select_related("outgoing")]
    assert papers and all("Camera an ninh" not in json.dumps(one.content, ensure_ascii=False) for one in papers if one)
    assert sums_of(fresh(case).said_lines()).approved == 35_000_000
