"""Papers that a body issues: numbered from its book without gaps or doubles, or with a number of its own."""

import io
import threading
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from phongtrao.documents.issue import draft, drop, enter_register, issue
from phongtrao.documents.models import Outgoing
from phongtrao.organisations.models import LogEntry
from phongtrao.procedure import Refused
from tests.vanban.paper.samples import DECISION, LETTER, SAMPLES
from tests.work.conftest import at
from vanban.layout.check import check_docx
from vanban.paper.docx import write_docx
from vanban.paper.stored import as_data, from_data

DAY = date(2026, 3, 2)
ROOT = "ha-thanh.ubnd"


def drafted(cast, paper=LETTER, by="vy", code=ROOT) -> Outgoing:
    return draft(paper, cast.body(code), cast.user(by), at(DAY), {})


@pytest.mark.parametrize("paper", SAMPLES.values(), ids=SAMPLES)
def test_a_paper_is_kept_as_it_is(paper):
    assert from_data(as_data(paper)) == paper


def test_a_number_is_given_when_it_is_issued_and_not_before(cast):
    first, second = drafted(cast), drafted(cast)
    assert (first.number, first.code) == (None, f"…/{LETTER.symbol}")
    assert issue(second, DAY, cast.user("vy"), at(DAY)).number == 1
    issued = issue(first, DAY, cast.user("lan"), at(DAY))
    assert (issued.number, issued.code, issued.paper.number, issued.paper.day) == (2, f"02/{LETTER.symbol}", "02", DAY)
    assert [e.deed for e in LogEntry.objects.filter(subject=f"outgoing:{first.pk}")] == ["draft_paper", "issue_paper"]


def test_series_and_years_have_numbers_of_their_own(cast):
    by = cast.user("vy")
    assert issue(drafted(cast), DAY, by, at(DAY)).number == 1
    assert issue(drafted(cast, DECISION), DAY, by, at(DAY)).number == 1
    later = date(2027, 1, 4)
    assert issue(drafted(cast), later, by, at(later)).number == 1
    assert [r.year for r in Outgoing.objects.book(cast.body(ROOT), 2027)] == [2027]


def test_a_number_typed_from_the_agencys_own_book_is_taken_once(cast):
    by = cast.user("vy")
    assert issue(drafted(cast), DAY, by, at(DAY), typed=118).code == f"118/{LETTER.symbol}"
    with pytest.raises(Refused, match="Số 118 năm 2026 đã dùng"):
        issue(drafted(cast), DAY, by, at(DAY), typed=118)
    assert issue(drafted(cast), DAY, by, at(DAY)).number == 119


def test_what_is_issued_stays_and_what_is_dropped_is_gone_for_good(cast):
    by = cast.user("vy")
    issued, dropped = issue(drafted(cast), DAY, by, at(DAY)), drop(drafted(cast), by, at(DAY))
    for row in (issued, dropped):
        with pytest.raises(Refused, match="tải lại trang"):
            issue(row, DAY, by, at(DAY))
        with pytest.raises(Refused, match="chỉ bỏ được dự thảo"):
            drop(row, by, at(DAY))


@pytest.mark.parametrize(
    ("by", "day", "said"),
    [
        ("son", DAY, "do văn thư, đầu mối hoặc lãnh đạo"),
        ("quan-tri", DAY, "do văn thư, đầu mối hoặc lãnh đạo"),
        ("vy", DAY + timedelta(days=1), "Ngày ban hành phải từ"),
        ("vy", DAY - timedelta(days=32), "Ngày ban hành phải từ"),
    ],
)
def test_who_may_not_and_days_that_cannot_be_are_refused(cast, by, day, said):
    row = drafted(cast)
    with pytest.raises(Refused, match=said):
        issue(row, day, cast.user(by), at(DAY))
    row.refresh_from_db()
    assert row.state == Outgoing.DRAFT


def test_the_file_keeps_to_the_layout(cast):
    row = issue(drafted(cast), DAY, cast.user("vy"), at(DAY))
    assert [v for v in check_docx(write_docx(row.paper)) if v.state == "broken"] == []


def test_the_register_and_the_page(cast, client, on_day):
    on_day(DAY)
    row = drafted(cast)
    client.force_login(cast.user("vy"))
    answer = client.post(reverse("issue_outgoing", args=[row.pk]), {"day": "02/03/2026", "number": ""}, follow=True)
    assert f"Đã phát hành Công văn 01/{LETTER.symbol} ngày 02/03/2026." in answer.content.decode()
    given = {"kept_by": "VT, NC", "copies": "12", "passed_on": "03/03/2026", "remark": "gửi qua trục"}
    client.post(reverse("enter_outgoing", args=[row.pk]), given)
    shown = client.get(reverse("outgoing_register")).content.decode()
    for words in (f"01/{LETTER.symbol}", "02/03/2026", LETTER.subject, "VT, NC", "12", "03/03/2026", "gửi qua trục"):
        assert words in shown
    excel = client.get(reverse("outgoing_register") + "?dang=xlsx")
    assert "so-dang-ky-van-ban-di-nam-2026.xlsx" in excel["Content-Disposition"] and excel.content[:2] == b"PK"
    word = client.get(reverse("outgoing_file", args=[row.pk, "docx"]))
    assert word["Content-Disposition"].startswith("attachment") and word.content[:2] == b"PK"
    assert client.get(reverse("outgoing_file", args=[row.pk, "exe"])).status_code == 404


def test_the_commands_do_the_same(cast, on_day, tmp_path):
    on_day(DAY)
    row, out = drafted(cast), io.StringIO()
    call_command("issue_paper", str(row.pk), "--by", "vy", stdout=out)
    assert "đã phát hành" in out.getvalue()
    out = io.StringIO()
    call_command("outgoing_register", ROOT, "--json", stdout=out)
    assert f'"number": "01/{LETTER.symbol}"' in out.getvalue()
    call_command("outgoing_register", ROOT, "--write", str(row.pk), str(tmp_path / "a.docx"))
    assert (tmp_path / "a.docx").read_bytes()[:2] == b"PK"
    with pytest.raises(CommandError, match=r"\.docx hoặc \.pdf"):
        call_command("outgoing_register", ROOT, "--write", str(row.pk), str(tmp_path / "a.exe"))


def test_only_who_writes_for_the_body_fills_in_the_register(cast):
    row = issue(drafted(cast), DAY, cast.user("vy"), at(DAY))
    with pytest.raises(Refused, match="do văn thư"):
        enter_register(row, {"remark": "x"}, cast.user("son"), at(DAY))


@pytest.mark.django_db(transaction=True)
def test_fifty_writers_at_once_leave_no_gap_and_no_double(cast):
    if connection.vendor == "sqlite":
        pytest.skip("the tests' SQLite is in memory and shared by threads, which a file is not")
    rows, by, failed = [drafted(cast) for _ in range(50)], cast.user("vy"), []

    def one(row: Outgoing) -> None:
        try:
            issue(row, DAY, by, at(DAY))
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(row,)) for row in rows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert sorted(Outgoing.objects.values_list("number", flat=True)) == list(range(1, 51))
