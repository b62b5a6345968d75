"""The page that hands a report's sheet out, and the one that takes it back: seen first, then written."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from phongtrao.reports.enter import Typed, save
from phongtrao.reports.models import Edition, Report, ReportForm
from phongtrao.reports.open_report import draft_of, report_of
from phongtrao.reports.periods import period
from phongtrao.reports.report_sheet import written_in
from tests.conftest import Cast
from tests.reports.samples import DAY, changed, load, people_of, written
from tests.reports.test_sheets import HERE, THERE, WHOLE, fill, made, opened, place
from tests.work.conftest import at

WRITER = "xuan"


@pytest.fixture
def form(cast: Cast, on_day: Callable[[date], None]) -> ReportForm:
    on_day(DAY)
    return load(cast)


@pytest.fixture
def report(cast: Cast, form: ReportForm) -> Report:
    return report_of(form, period("2026-H1"), cast.body(HERE))


@pytest.fixture
def client(cast: Cast, signed_in: Callable[[str], Client]) -> Client:
    return signed_in(WRITER)


def sent(client: Client, report: Report, raw: bytes, name: str = "bao-cao.xlsx", **data: Any) -> str:
    """The page after the file was handed in, or after what it shows was confirmed."""
    file = SimpleUploadedFile(name, raw)
    answer = client.post(reverse("load_sheet", args=[report.pk]), {"file": file, "secret_free": "on", **data})
    return unescape(answer.content.decode())


def confirmed(client: Client, report: Report, page: str, **data: Any) -> str:
    packed = re.findall(r'name="noi-dung" value="([^"]+)"', page)
    differing = re.findall(r'name="differing" value="([^"]+)"', page)
    told = {"noi-dung": packed[0], "differing": differing, **data}
    answer = client.post(reverse("apply_sheet", args=[report.pk]), told, follow=True)
    return unescape(answer.content.decode())


def test_the_sheet_of_the_page_is_filled_in_seen_and_written(client: Client, report: Report) -> None:
    answer = client.get(reverse("report_sheet", args=[report.pk]))
    assert "mau-thu-2026-h1-ubnd-xa-an-lac.xlsx" in answer["Content-Disposition"]
    page = sent(client, report, fill(answer.content, WHOLE))
    assert "8 ô đổi" in page and "Chưa ghi" in page and not Edition.objects.exists()
    assert "Đã ghi 8 ô" in confirmed(client, report, page)
    assert written_in(Edition.objects.get())["ho"] == ("31", "44")


def test_what_is_wrong_is_shown_by_its_cell_beside_what_would_change(
    client: Client, cast: Cast, report: Report
) -> None:
    written(cast, report.form, "2026-H1", HERE, {"mo_hinh": "3"})
    raw = fill(made(cast, report.form), {"mo_hinh": 4, "kinh_phi": "nhiều", "mo_hinh_moi": 9})
    page = sent(client, report, raw)
    cells = opened(raw).worksheets[0]
    assert f"<strong>{place(cells, 'kinh_phi')}</strong>" in page and "không phải số nguyên" in page
    row = page.split(f"<strong>{place(cells, 'mo_hinh')}</strong>")[1].split("</tr>")[0]
    assert re.search(r"Đang có\D+3\D+Sẽ ghi\D+4", row)
    assert "Số mô hình mới không lớn hơn" in page
    confirmed(client, report, page)
    assert written_in(Edition.objects.get())["mo_hinh"] == ("4", "")


def test_of_two_who_differ_the_file_counts_only_where_it_is_ticked(client: Client, cast: Cast, report: Report) -> None:
    edition = written(cast, report.form, "2026-H1", HERE, {"mo_hinh": "3", "mo_hinh_moi": "1"})
    raw = fill(made(cast, report.form), {"mo_hinh": 5, "mo_hinh_moi": 2, "kinh_phi": 7})
    save(edition, {"mo_hinh": Typed("4"), "mo_hinh_moi": Typed("0")}, people_of(cast.body(HERE))[1], at(DAY, 10))
    page = sent(client, report, raw)
    assert "2 ô đã sửa ở nơi khác" in page and "trên trang «4»" in page
    confirmed(client, report, page, over=["mo_hinh"])
    said = written_in(edition)
    assert (said["mo_hinh"], said["mo_hinh_moi"], said["kinh_phi"]) == (("5", ""), ("0", ""), ("7", ""))


def test_a_sheet_that_comes_twice_changes_nothing_the_second_time(client: Client, cast: Cast, report: Report) -> None:
    written(cast, report.form, "2026-H1", HERE, {"mo_hinh": "3"})
    raw = fill(made(cast, report.form), {"mo_hinh": 5})
    confirmed(client, report, sent(client, report, raw))
    assert "Bảng này không đổi gì" in sent(client, report, raw)


def test_a_file_without_anything_of_the_form_is_told_what_to_send(client: Client, report: Report) -> None:
    assert "không dòng nào bắt đầu bằng tên một mục" in sent(client, report, b"chao,anh\nxin,1\n")


def test_what_changes_between_looking_and_confirming_is_shown_again(client: Client, cast: Cast, report: Report) -> None:
    edition = written(cast, report.form, "2026-H1", HERE, {"mo_hinh": "3"})
    page = sent(client, report, fill(made(cast, report.form), {"mo_hinh": 5, "kinh_phi": 7}))
    save(edition, {"mo_hinh": Typed("4")}, people_of(cast.body(HERE))[1], at(DAY, 10))
    page = confirmed(client, report, page)
    assert "Đã ghi 1 ô" in page and "1 ô đã sửa ở nơi khác" in page
    confirmed(client, report, page, over=["mo_hinh"])
    assert written_in(edition)["mo_hinh"] == ("5", "")


def test_a_sheet_that_changes_nothing_says_so(client: Client, cast: Cast, report: Report) -> None:
    written(cast, report.form, "2026-H1", HERE, {"mo_hinh": "3"})
    assert "không đổi gì" in sent(client, report, made(cast, report.form))


def test_another_bodys_sheet_is_refused_at_the_page(client: Client, cast: Cast, report: Report) -> None:
    page = sent(client, report, fill(made(cast, report.form, code=THERE), {"mo_hinh": 3}))
    assert "UBND phường Đông Sơn; không phải" in page and not Edition.objects.exists()


def test_a_sheet_of_an_older_version_is_refused_at_the_page(client: Client, cast: Cast, report: Report) -> None:
    raw = fill(made(cast, report.form), {"mo_hinh": 3})
    load(cast, changed(version=2, valid_from=date(2026, 1, 1)))
    assert "phiên bản 2" in sent(client, report, raw)


def test_without_the_tick_or_the_file_nothing_is_looked_at(client: Client, cast: Cast, report: Report) -> None:
    raw = fill(made(cast, report.form), {"mo_hinh": 3})
    assert "không chứa bí mật nhà nước" in sent(client, report, raw, secret_free="")
    answer = client.post(reverse("load_sheet", args=[report.pk]), {"secret_free": "on"})
    assert answer.status_code == 400


def test_a_report_that_waits_for_the_leader_takes_no_sheet(client: Client, cast: Cast, report: Report) -> None:
    raw = fill(made(cast, report.form), {"mo_hinh": 3})
    draft = draft_of(report, cast.user(WRITER), at(DAY))
    Edition.objects.filter(pk=draft.pk).update(state="sent")
    assert "xin rút lại trước khi sửa" in sent(client, report, raw)


def test_what_was_shown_to_one_person_is_not_confirmed_by_another_or_for_another_report(
    cast: Cast, report: Report, client: Client, signed_in: Callable[[str], Client]
) -> None:
    page = sent(client, report, fill(made(cast, report.form), {"mo_hinh": 3}))
    other = report_of(report.form, period("2026"), cast.body(HERE))
    leader = people_of(cast.body(HERE))[1]
    for who, which in ((client, other), (signed_in(leader.username), report)):
        assert "không đúng" in confirmed(who, which, page)
    assert not Edition.objects.exists()


@pytest.mark.parametrize(("account", "status"), [("lan", 403), ("quan-tri", 403), ("binh", 404), ("son", 404)])
def test_only_those_who_write_for_the_body_get_its_sheet(
    report: Report, signed_in: Callable[[str], Client], account: str, status: int
) -> None:
    visitor = signed_in(account)
    for route in ("report_sheet", "load_sheet"):
        assert visitor.get(reverse(route, args=[report.pk])).status_code == status
    assert visitor.post(reverse("apply_sheet", args=[report.pk])).status_code == status
