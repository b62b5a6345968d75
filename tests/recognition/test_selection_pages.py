"""The plan, the selection, results of the year before and the rules, as pages show them."""

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

from phongtrao.documents.issue import draft
from phongtrao.gaps import Gap
from phongtrao.organisations.models import Function, LogEntry
from phongtrao.procedure import Refused
from phongtrao.recognition.models import (
    Candidacy,
    Decision,
    EligibleTotal,
    Recognition,
    RecordedResult,
    RulesVersion,
)
from phongtrao.recognition.results import record_result
from phongtrao.table_files import as_xlsx, read_cells, read_table
from phongtrao.work.models import Programme
from phongtrao.work.programmes import load_programme
from tests.conftest import Cast
from tests.recognition.samples import carried, changed, programme, registered, school, unit
from tests.reports.samples import person
from tests.vanban.paper.samples import LETTER
from tests.work.conftest import at

DAY = date(2026, 11, 20)
SignedIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _day(on_day: Callable[[date], None]) -> None:
    on_day(DAY)


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def other(cast: Cast, name: str) -> Programme:
    by = cast.user("quan-tri")
    return Programme.objects.create(
        name=name, title=name, starts_on=date(2020, 1, 1), source="x", sha256="0" * 64, loaded_at=at(DAY), by=by
    )


def two(cast: Cast) -> tuple[Candidacy, Candidacy]:
    """A school that has been passed up, and a commune."""
    first = carried(cast, registered(cast, school(cast)), "pass_up")
    return first, registered(cast, cast.body("xa.90001.ubnd"))


# The plan.


def test_the_plan_shows_both_readings_with_where_each_value_stands(cast: Cast, signed_in: SignedIn) -> None:
    programme(cast, changed(gaps=(Gap("Điểm", "Chưa nêu; xin hỏi."),)))
    shown = text(signed_in("xuan").get(reverse("recognition_plan", args=["vuon-xanh"])))
    assert '<td data-label="Giảm dần" class="numeric"><strong>1</strong></td>' in shown
    assert "ít nhất 30 % số đơn vị còn lại" in shown and "(mục III)" in shown and "Chưa nêu; xin hỏi." in shown
    assert "Tổng số thuộc diện: <strong>4</strong>" in shown and "Nghị quyết thử nghiệm" in shown
    assert "Chưa có tổng số" in shown and "Ghi tổng số thuộc diện" not in shown
    assert "từ năm 2026 mỗi năm cần thêm 2 đơn vị" in shown
    assert shown.count("<svg") == 1 and "Năm 2027: Giảm dần (cộng dồn) 2 trên 4; Cố định (cộng dồn) 2 trên 4" in shown


def test_the_province_states_a_total_and_the_plan_counts_with_it(cast: Cast, signed_in: SignedIn) -> None:
    programme(cast)
    address = reverse("state_eligible", args=["vuon-xanh", "xa_phuong"])
    given = {"xa_phuong-number": "11", "xa_phuong-source": "Sổ theo dõi ngày 01/11/2026"}
    shown = text(signed_in("dung").post(address, given, follow=True))
    assert "Đã ghi Xã, phường: 11 đơn vị" in shown and "Tổng số thuộc diện: <strong>11</strong>" in shown
    assert "Sổ theo dõi ngày 01/11/2026; Lê Tiến Dũng ghi 20/11/2026" in shown
    assert LogEntry.objects.filter(deed="state_total").count() == 1
    missing = {"xa_phuong-number": "0", "xa_phuong-source": ""}
    signed_in("dung").post(address, missing)
    assert EligibleTotal.objects.get().number == 11


def test_another_body_of_the_province_cannot_state_a_total(cast: Cast, signed_in: SignedIn) -> None:
    programme(cast)
    person("giam-doc", cast.body("ha-thanh.so-tai-chinh"), Function.LEADER)
    address = reverse("state_eligible", args=["vuon-xanh", "co_quan"])
    given = {"co_quan-number": "11", "co_quan-source": "Sổ"}
    assert "do đầu mối, lãnh đạo hoặc quản trị" in text(signed_in("giam-doc").post(address, given, follow=True))
    assert not EligibleTotal.objects.exists()


def test_the_plan_says_how_many_registered_were_chosen_and_are_recognised(cast: Cast, signed_in: SignedIn) -> None:
    _, commune = two(cast)
    commune = carried(cast, commune, "select")
    decision = decided(cast, commune)
    Recognition.objects.create(candidacy=commune, decision=decision, recognised_on=DAY)
    shown = text(signed_in("lan").get(reverse("recognition_plan", args=["vuon-xanh"])))
    for label in ("Đã đăng ký", "Đã chọn", "Đã công nhận"):
        assert f'<td data-label="{label}" class="numeric">1</td>' in shown, label
    assert "Đang được công nhận: <strong>1</strong>; còn 3." in shown


def decided(cast: Cast, candidacy: Candidacy) -> Decision:
    lan = cast.user("lan")
    paper = draft(LETTER, cast.body("ha-thanh.ubnd"), lan, at(DAY), {})
    return Decision.objects.create(
        kind="recognise", programme=candidacy.programme, year=2026, organisation=cast.body("ha-thanh.ubnd"),
        paper=paper, by=lan, at=at(DAY),
    )  # fmt: skip


# The selection.


def test_candidates_stand_beside_what_they_had_the_year_before(cast: Cast, signed_in: SignedIn) -> None:
    first, _ = two(cast)
    safe = other(cast, "an-toan-antt")
    record_result(safe, first.organisation, 2025, "đạt", "QĐ 12/QĐ-UBND", cast.user("dung"), at(DAY))
    record_result(safe, first.organisation, 2024, "chưa đạt", "QĐ 3/QĐ-UBND", cast.user("dung"), at(DAY))
    shown = text(signed_in("dung").get(reverse("selection", args=["vuon-xanh", 2026])))
    assert '<td data-label="An toàn về ANTT 2025">đạt</td>' in shown and "chưa đạt" not in shown
    assert '<td data-label="Phân loại 2025">chưa có</td>' in shown
    assert "qua UBND xã An Lạc" in shown and "(muộn)" in shown and "Đã chọn" in shown


def test_several_are_chosen_at_once_and_each_is_told(cast: Cast, signed_in: SignedIn) -> None:
    first, commune = two(cast)
    waiting = registered(cast, unit(cast, "dn.lon", "Công ty Cây Lớn", "doanh_nghiep", size="lon"))
    address = reverse("select_candidacies", args=["vuon-xanh", 2026])
    ticked = [str(one.pk) for one in (first, commune, waiting)]
    shown = text(signed_in("dung").post(address, {"ung_vien": ticked, "deed": "select"}, follow=True))
    assert "Chọn xây dựng: đã ghi 2 đơn vị (" in shown and "Công ty Cây Lớn: chưa ghi." in shown
    assert [Candidacy.objects.get(pk=one.pk).state for one in (first, commune, waiting)] == [
        "selected", "selected", "at_commune",
    ]  # fmt: skip


def test_not_choosing_needs_a_reason_and_nothing_ticked_is_told(cast: Cast, signed_in: SignedIn) -> None:
    first, _ = two(cast)
    client, address = signed_in("dung"), reverse("select_candidacies", args=["vuon-xanh", 2026])
    assert "Xin đánh dấu ít nhất một đơn vị" in text(client.post(address, {"deed": "select"}, follow=True))
    one = {"ung_vien": [str(first.pk)], "deed": "not_select"}
    assert "chưa ghi." in text(client.post(address, one, follow=True))
    assert Candidacy.objects.get(pk=first.pk).state == "registered"
    client.post(address, {**one, "note": "Chưa có kế hoạch."})
    assert Candidacy.objects.get(pk=first.pk).state == "not_selected"


def test_only_who_decides_has_something_to_tick(cast: Cast, signed_in: SignedIn) -> None:
    two(cast)
    address = reverse("selection", args=["vuon-xanh", 2026])
    assert 'name="ung_vien"' in text(signed_in("dung").get(address))
    assert 'name="ung_vien"' not in text(signed_in("lan").get(address))


def test_a_commune_passes_its_units_up_on_the_same_page(cast: Cast, signed_in: SignedIn) -> None:
    row = registered(cast, school(cast))
    person("dau-moi-xa", cast.body("xa.90001.ubnd"), Function.FOCAL_POINT)
    client, address = signed_in("dau-moi-xa"), reverse("selection", args=["vuon-xanh", 2026])
    shown = text(client.get(address))
    assert 'value="pass_up"' in shown and 'value="select"' not in shown
    client.post(reverse("select_candidacies", args=["vuon-xanh", 2026]), {"ung_vien": [row.pk], "deed": "pass_up"})
    assert Candidacy.objects.get().state == "registered"


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("tim=truong an lac", {"Trường THPT An Lạc"}),
        ("doi_tuong=xa_phuong", {"UBND xã An Lạc"}),
        ("trang_thai=selected", set()),
        ("tim=an lạc", {"Trường THPT An Lạc", "UBND xã An Lạc"}),
    ],
)
def test_the_list_is_narrowed_and_searched_without_marks(
    cast: Cast, signed_in: SignedIn, asked: str, names: set[str]
) -> None:
    two(cast)
    shown = text(signed_in("dung").get(f"{reverse('selection', args=['vuon-xanh', 2026])}?{asked}"))
    found = {name for name in ("Trường THPT An Lạc", "UBND xã An Lạc") if f"{name}</a></td>" in shown}
    assert found == names


def test_the_list_goes_out_as_excel_without_anything_that_computes(cast: Cast, signed_in: SignedIn) -> None:
    two(cast)
    body = cast.body("truong.an-lac")
    body.versions.update(name="=HYPERLINK(1)")
    raw = signed_in("dung").get(f"{reverse('selection', args=['vuon-xanh', 2026])}?dang=xlsx").content
    assert raw.startswith(b"PK") and b"<f>" not in raw
    cells = read_cells("a.xlsx", raw, secret_free=True)
    assert cells.formulas == () and any("truong.an-lac" in row for _, row in cells.rows)


def test_the_list_goes_out_by_a_command_too(cast: Cast, tmp_path: Path) -> None:
    two(cast)
    path = tmp_path / "a.xlsx"
    call_command("candidacies", "2026", programme="vuon-xanh", xlsx=path, stdout=io.StringIO())
    assert any("truong.an-lac" in row for _, row in read_cells("a.xlsx", path.read_bytes(), secret_free=True).rows)
    with pytest.raises(CommandError, match="xin ghi --programme"):
        call_command("candidacies", "2026", xlsx=path)


def test_a_recognition_that_the_site_knows_of_stands_for_a_result(cast: Cast, signed_in: SignedIn) -> None:
    commune = two(cast)[1]
    safe = Candidacy.objects.get(pk=commune.pk)
    safe.pk, safe.programme, safe.year = None, other(cast, "an-toan-antt"), 2025
    safe.save()
    Recognition.objects.create(candidacy=safe, decision=decided(cast, safe), recognised_on=DAY)
    shown = text(signed_in("dung").get(reverse("selection", args=["vuon-xanh", 2026])))
    assert '<td data-label="An toàn về ANTT 2025">được công nhận</td>' in shown


def test_units_are_chosen_by_a_command(cast: Cast) -> None:
    first, commune = two(cast)
    out = io.StringIO()
    call_command("select", "vuon-xanh", "2026", "truong.an-lac", "xa.90001.ubnd", by="dung", stdout=out)
    assert out.getvalue().count("được chọn xây dựng") == 2
    with pytest.raises(CommandError, match="2 đơn vị chưa ghi được"):
        call_command(
            "select", "vuon-xanh", "2026", first.organisation.code, commune.organisation.code, by="dung", stdout=out
        )
    with pytest.raises(CommandError, match="Chưa đăng ký cho năm 2026"):
        call_command("select", "vuon-xanh", "2026", "xa.90002.ubnd", by="dung")


# Results of other programmes.


def test_a_result_is_recorded_mended_and_seen(cast: Cast, signed_in: SignedIn) -> None:
    programme(cast)
    other(cast, "phan-loai")
    client, address = signed_in("dung"), reverse("record_one")
    given = {"programme": "phan-loai", "body": "xa.90001.ubnd", "year": "2025", "result": "khá", "source": "QĐ 1"}
    assert "Đã ghi kết quả của UBND xã An Lạc" in text(client.post(address, given, follow=True))
    assert "đã ghi từ trước" in text(client.post(address, given, follow=True))
    shown = text(client.post(address, given | {"result": "xuất sắc"}, follow=True))
    assert "<strong>xuất sắc</strong>" in shown and RecordedResult.objects.get().result == "xuất sắc"
    last = LogEntry.objects.filter(deed="record_result").latest("sequence")
    assert last.content["was"] == {"result": "khá", "source": "QĐ 1"}
    assert "<strong>xuất sắc</strong>" not in text(signed_in("binh").get(reverse("recorded_results")))


@pytest.mark.parametrize(
    ("account", "body", "words"),
    [
        ("xuan", "xa.90001.ubnd", "ngoài phạm vi"),
        ("lan", "ha-thanh.ubnd", "ngoài phạm vi"),
        ("binh", "xa.90001.ubnd", "ngoài phạm vi"),
        ("lan", "xa.90001.ubnd", ""),
        ("dung", "xa.90002.ubnd", ""),
    ],
)
def test_results_are_recorded_by_those_above_never_by_the_unit_itself(
    cast: Cast, account: str, body: str, words: str
) -> None:
    programme(cast)
    told = (other(cast, "phan-loai"), cast.body(body), 2025, "khá", "QĐ 1", cast.user(account), at(DAY))
    if words:
        with pytest.raises(Refused, match=words):
            record_result(*told)
    else:
        assert record_result(*told)


def results_file(*rows: list[str]) -> SimpleUploadedFile:
    headings = ("Mã đơn vị", "Tên đơn vị", "Năm", "Kết quả", "Văn bản")
    return SimpleUploadedFile("ket-qua.xlsx", as_xlsx(headings, rows, "Kết quả"))


def test_a_sheet_of_results_is_looked_at_then_written_whole(cast: Cast, signed_in: SignedIn) -> None:
    programme(cast)
    other(cast, "an-toan-antt")
    client = signed_in("dung")
    raw = client.get(reverse("results_sheet")).content
    assert "xa.90001.ubnd" in {row.cells["Mã đơn vị"] for row in read_table("a.xlsx", raw, secret_free=True).rows}
    good = ["xa.90001.ubnd", "", "2025", "đạt", "QĐ 1"]
    sent = {"programme": "an-toan-antt", "secret_free": "on"}
    wrong = {
        "«2O25» chưa phải năm": ["xa.90002.ubnd", "", "2O25", "đạt", "QĐ 1"],
        "chưa ghi kết quả": ["xa.90002.ubnd", "", "2025", "", "QĐ 1"],
        "năm phải từ 2000 đến 2026": ["xa.90002.ubnd", "", "2027", "đạt", "QĐ 1"],
        "Không tìm thấy tổ chức": ["xa.91001.ubnd", "", "2025", "đạt", "QĐ 1"],
        "trùng với dòng 2": good,
    }
    for told, row in wrong.items():
        shown = text(client.post(reverse("load_results"), {**sent, "file": results_file(good, row)}))
        assert told in shown and 'name="noi-dung"' not in shown, told
    assert not RecordedResult.objects.exists()
    answer = client.post(reverse("load_results"), {**sent, "file": results_file(good)})
    [packed] = re.findall(r'name="noi-dung" value="([^"]+)"', answer.content.decode())
    confirmed = {"noi-dung": packed, "phong_trao": "an-toan-antt"}
    assert "Đã ghi 1 kết quả" in text(client.post(reverse("apply_results"), confirmed, follow=True))
    assert RecordedResult.objects.get().result == "đạt"


def test_results_come_in_and_go_out_by_commands(cast: Cast, tmp_path: Path) -> None:
    programme(cast)
    other(cast, "phan-loai")
    path, out = tmp_path / "a.csv", io.StringIO()
    path.write_text("Tên đơn vị,Năm,Kết quả,Văn bản\nUBND xã An Lạc,2025,khá,QĐ 1\n", encoding="utf-8")
    call_command("record_results", "phan-loai", str(path), by="dung", json=True, stdout=out)
    call_command("recorded_results", year=2025, json=True, stdout=out)
    assert out.getvalue().count('"organisation_code": "xa.90001.ubnd"') == 2 and '"result": "khá"' in out.getvalue()


# The rules.


@pytest.mark.parametrize("name", ["dien-hinh", "an-toan-antt", "phan-loai"])
def test_the_rules_that_ship_are_shown_with_sources_passages_and_gaps(
    cast: Cast, signed_in: SignedIn, name: str
) -> None:
    row = load_programme(name, cast.user("quan-tri"), at(DAY)).programme
    rules = RulesVersion.objects.get(programme=row)
    for route in ("recognition_rules", "recognition_plan", "selection", "programme"):
        arguments = {"recognition_rules": [rules.pk], "selection": [name, 2026]}.get(route, [name])
        assert signed_in("xuan").get(reverse(route, args=arguments)).status_code == 200
    shown = text(signed_in("xuan").get(reverse("recognition_rules", args=[rules.pk])))
    assert all(gap.about in shown for gap in rules.said.gaps) and rules.said.subjects[0].title in shown
    assert ("chồng lên nhau 2 ngày" in shown) is (name == "dien-hinh")


def test_the_page_of_a_programme_leads_to_its_rules_plan_and_selection(cast: Cast, signed_in: SignedIn) -> None:
    row = programme(cast)
    shown = text(signed_in("xuan").get(reverse("programme", args=[row.name])))
    for address in (
        reverse("recognition_rules", args=[row.recognition_rules.get().pk]),
        reverse("recognition_plan", args=[row.name]),
        reverse("selection", args=[row.name, 2026]),
    ):
        assert f'href="{address}"' in shown


def test_the_rules_go_out_by_a_command(cast: Cast) -> None:
    programme(cast)
    out = io.StringIO()
    call_command("recognition_rules", "vuon-xanh", stdout=out)
    call_command("recognition_rules", json=True, stdout=out)
    assert "chồng lên nhau 2 ngày" in out.getvalue() and '"programme": "vuon-xanh"' in out.getvalue()
