"""A unit scores itself: on the page, without JavaScript, with evidence, in two windows, and by a sheet."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from phongtrao import measures
from phongtrao.measures import Measured
from phongtrao.organisations.models import Function, Post
from phongtrao.recognition.answers import Answered
from phongtrao.recognition.models import Candidacy, Evidence, Score, ScoreAnswer
from phongtrao.recognition.own_sheet import own_sheet, take_sheet
from phongtrao.recognition.read_scores import WrongSheet
from phongtrao.recognition.scores import answer, open_own, own_score
from tests.conftest import Cast
from tests.recognition.samples import (
    CRITERIA,
    DAY,
    answered,
    building,
    carried,
    dossier_sent,
    papers_in,
    programme,
    registered,
    school,
)
from tests.reports.samples import load, people_of, person, written
from tests.work.conftest import at

SignedIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _today(on_day: Callable[[date], None]) -> None:
    on_day(DAY)


@pytest.fixture
def row(cast: Cast) -> Candidacy:
    """A school that is building, its score open."""
    candidacy = building(cast, school(cast))
    open_own(candidacy, writer(candidacy), at(DAY))
    return candidacy


def writer(candidacy: Candidacy) -> Any:
    return people_of(candidacy.organisation)[0]


def address(candidacy: Candidacy) -> str:
    return reverse("self_score", args=[candidacy.pk])


def score_of(candidacy: Candidacy) -> Score:
    found = own_score(candidacy)
    assert found is not None
    return found


def sent(candidacy: Candidacy, **fields: str) -> dict[str, str]:
    """What the page sends of an empty score."""
    blank = {f"{part}-{one.name}": "" for one in CRITERIA.criteria for part in ("v", "w", "r", "wr", "wn", "wb")}
    named = {name.replace("__", "-"): value for name, value in fields.items()}
    return {"score": str(score_of(candidacy).pk), **blank, **named}


def kept(candidacy: Candidacy) -> dict[str, tuple[str, int | None, bool, str]]:
    rows = ScoreAnswer.objects.filter(score=score_of(candidacy))
    return {one.criterion: (one.value, one.base, one.not_applicable, one.reason) for one in rows}


def test_the_page_asks_every_criterion_with_its_source_kind_and_worth(row: Candidacy, signed_in: SignedIn) -> None:
    shown = signed_in(writer(row).username).get(address(row)).content.decode()
    for words in (
        "Có kế hoạch trồng cây", "Có / không; tối đa 40 điểm; không đạt thì cả đơn vị không đạt", "Căn cứ: mục 1",
        "Tỷ lệ (phần trên tổng số)", "cần ít nhất 70 %", "Tổng số cây", "không áp dụng",
        "Còn 2 mục trước khi chốt được", "Chưa trả lời «Tỷ lệ cây sống»",
        "Tạm tính 0/60 điểm", "Đã trả lời 0/2 tiêu chí",
    ):  # fmt: skip
        assert words in shown, words


def test_the_score_is_opened_by_a_button_and_twice_does_no_harm(cast: Cast, signed_in: SignedIn) -> None:
    candidacy = building(cast, school(cast))
    client = signed_in(writer(candidacy).username)
    assert "Mở bảng tự chấm" in client.get(address(candidacy)).content.decode()
    for _ in range(2):
        client.post(address(candidacy), {"open": "1"})
    assert Score.objects.get().kind == "self"


def test_without_a_criteria_set_the_button_says_what_to_do(cast: Cast, signed_in: SignedIn) -> None:
    candidacy = registered(cast, school(cast), row=programme(cast, criteria=None))
    candidacy = carried(cast, candidacy, "pass_up", "select", "start_building")
    told = signed_in(writer(candidacy).username).post(address(candidacy), {"open": "1"}, follow=True)
    assert "xin nạp và chốt bộ tiêu chí" in told.content.decode() and not Score.objects.exists()


def test_what_is_typed_is_kept_and_the_running_total_told(row: Candidacy, signed_in: SignedIn) -> None:
    client = signed_in(writer(row).username)
    typed = sent(row, v__co_ke_hoach="có", v__cay_song="1.800", b__cay_song="2.500", r__cay_song="Đếm ngày 01/11.")
    shown = client.post(address(row), typed, follow=True).content.decode()
    assert kept(row) == {
        "co_ke_hoach": ("1", None, False, ""), "cay_song": ("1800", 2500, False, "Đếm ngày 01/11."),
    }  # fmt: skip
    assert "Đã lưu." in shown and "100/100 điểm, cần 80; đạt" in shown and "Đã đủ để chốt" in shown


def test_a_wrong_answer_is_told_at_its_field_and_the_others_are_kept(row: Candidacy, signed_in: SignedIn) -> None:
    client = signed_in(writer(row).username)
    shown = client.post(address(row), sent(row, v__co_ke_hoach="có", v__cay_song="9", b__cay_song="8")).content.decode()
    assert "Số đạt (9) lớn hơn tổng số (8)" in shown and 'value="9"' in shown
    assert kept(row).keys() == {"co_ke_hoach"}
    shown = client.post(address(row), sent(row, v__cay_song="chín", b__cay_song="8")).content.decode()
    assert "«chín» không phải số nguyên không âm" in shown
    shown = client.post(address(row), sent(row, **{"n__cay_song": "1"})).content.decode()
    assert "lý do vì sao không áp dụng" in shown


def test_what_does_not_apply_is_kept_with_its_reason(row: Candidacy, signed_in: SignedIn) -> None:
    typed = sent(row, v__co_ke_hoach="có", n__cay_song="1", r__cay_song="Trường không có đất trồng cây.")
    shown = signed_in(writer(row).username).post(address(row), typed, follow=True).content.decode()
    assert kept(row)["cay_song"] == ("", None, True, "Trường không có đất trồng cây.")
    assert "không áp dụng, không tính" in shown.lower()


def test_two_windows_lose_nothing_and_the_conflict_is_told_at_the_field(
    cast: Cast, row: Candidacy, signed_in: SignedIn
) -> None:
    body, client = row.organisation, signed_in(writer(row).username)
    other = person("nguoi-khac", body, Function.OFFICER)
    answer(score_of(row), "cay_song", Answered(7, 10), other, at(DAY))
    shown = client.post(address(row), sent(row, v__cay_song="8", b__cay_song="10")).content.decode()
    assert "Có người khác vừa ghi tiêu chí này" in shown and "Đã ghi: 7/10" in shown and "Của tôi: 8/10" in shown
    assert kept(row)["cay_song"][:2] == ("7", 10)
    theirs = {"t-cay_song": "7", "tb-cay_song": "10", "tn-cay_song": "", "tr-cay_song": ""}
    mine = sent(row, v__cay_song="8", b__cay_song="10") | theirs | {"c-cay_song": "mine"}
    client.post(address(row), mine)
    assert kept(row)["cay_song"][:2] == ("8", 10)
    client.post(address(row), mine | {"c-cay_song": "theirs", "v-cay_song": "5"})
    assert kept(row)["cay_song"][:2] == ("8", 10)


def test_the_answer_of_one_and_the_reason_of_another_are_both_kept(row: Candidacy, signed_in: SignedIn) -> None:
    client = signed_in(writer(row).username)
    client.post(address(row), sent(row, v__co_ke_hoach="có"))
    client.post(address(row), sent(row, r__co_ke_hoach="Kế hoạch số 3."))
    assert kept(row)["co_ke_hoach"] == ("1", None, False, "Kế hoạch số 3.")


def test_typing_is_saved_by_itself_and_only_the_changing_parts_come_back(row: Candidacy, signed_in: SignedIn) -> None:
    client = signed_in(writer(row).username)
    part = client.post(address(row), sent(row, v__co_ke_hoach="có"), headers={"HX-Request": "true"}).content.decode()
    assert kept(row)["co_ke_hoach"][0] == "1"
    assert "<html" not in part and 'id="tinh-trang"' in part and 'id="diem-ke_hoach"' in part and "40/40 điểm" in part


@pytest.fixture
def living() -> Iterator[None]:
    """A measure of our own."""

    @measures.measure("cay_song_thu", "Cây còn sống", "cây")
    def counted(bodies: Collection[int], first: date, last: date, day: date) -> dict[int, Measured]:
        return {body: Measured(8, 10, f"cây đếm từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}") for body in bodies}

    yield
    del measures.MEASURES["cay_song_thu"]


def measured_by(cast: Cast, name: str) -> Candidacy:
    one, two = CRITERIA.criteria
    changed = replace(CRITERIA, criteria=(one, replace(two, measure=name)))
    candidacy = registered(cast, school(cast), row=programme(cast, criteria=changed))
    candidacy = carried(cast, candidacy, "pass_up", "select", "start_building")
    open_own(candidacy, writer(candidacy), at(DAY))
    return candidacy


def test_what_the_site_counts_is_offered_for_the_window_and_taken_over_by_a_person(
    cast: Cast, living: None, signed_in: SignedIn
) -> None:
    candidacy = measured_by(cast, "cay_song_thu")
    client = signed_in(writer(candidacy).username)
    shown = client.get(address(candidacy)).content.decode()
    assert "Hệ thống biết: 8/10 (cây đếm từ 30/11/2025 đến 01/12/2026)" in shown and kept(candidacy) == {}
    shown = client.post(address(candidacy), sent(candidacy, use="cay_song"), follow=True).content.decode()
    assert kept(candidacy)["cay_song"][:2] == ("8", 10)
    assert ScoreAnswer.objects.get().lineage == "cây đếm từ 30/11/2025 đến 01/12/2026" and "hệ thống đếm" in shown
    was = {"w-cay_song": "8", "wb-cay_song": "10"}
    client.post(address(candidacy), sent(candidacy, v__cay_song="9", b__cay_song="10") | was)
    assert ScoreAnswer.objects.get().lineage == ""


def test_a_measure_that_is_not_there_is_answered_by_hand_and_says_so(cast: Cast, signed_in: SignedIn) -> None:
    candidacy = measured_by(cast, "chua_co_so_do_nay")
    shown = signed_in(writer(candidacy).username).get(address(candidacy)).content.decode()
    assert "Chưa có số đo này, xin trả lời bằng tay." in shown


def test_a_sample_set_says_on_its_page_that_it_is_one(cast: Cast, signed_in: SignedIn) -> None:
    sample = replace(CRITERIA, sample=True)
    candidacy = registered(cast, school(cast), row=programme(cast, criteria=sample))
    candidacy = carried(cast, candidacy, "pass_up", "select", "start_building")
    score = open_own(candidacy, writer(candidacy), at(DAY))
    client = signed_in(writer(candidacy).username)
    for page in (address(candidacy), reverse("score", args=[score.pk])):
        assert "chưa phải bộ tiêu chí chính thức" in client.get(page).content.decode()


def test_it_is_handed_in_only_when_whole_and_never_changes_from_then_on(row: Candidacy, signed_in: SignedIn) -> None:
    client = signed_in(writer(row).username)
    short = client.post(address(row), sent(row, v__co_ke_hoach="có", then="self_score")).content.decode()
    assert "Chưa chốt được điểm" in short and "Chưa trả lời «Tỷ lệ cây sống»." in short
    whole = sent(row, v__cay_song="8", b__cay_song="10", then="self_score")
    told = client.post(address(row), whole, follow=True)
    assert told.redirect_chain[-1][0] == reverse("dossier", args=[row.pk])
    late = client.post(address(row), sent(row, v__cay_song="1", b__cay_song="10")).content.decode()
    assert "không còn ở bước tự chấm" in late and kept(row)["cay_song"][:2] == ("8", 10)
    assert client.get(address(row)).url == reverse("score", args=[score_of(row).pk])


def test_a_returned_dossier_is_scored_anew_from_the_last_answers(
    cast: Cast, row: Candidacy, signed_in: SignedIn
) -> None:
    first = answered(score_of(row), writer(row))
    papers_in(row, writer(row))
    carried(cast, row, "self_score", "send_dossier")
    carried(cast, row, "return_dossier", note="Thiếu minh chứng.")
    client = signed_in(writer(row).username)
    assert "Mở bảng tự chấm" in client.get(address(row)).content.decode()
    client.post(address(row), {"open": "1"})
    client.post(address(row), sent(row, v__cay_song="9", b__cay_song="10") | {"w-cay_song": "8", "wb-cay_song": "10"})
    assert score_of(row).nth == 2 and kept(row)["cay_song"][:2] == ("9", 10)
    first.refresh_from_db()
    shown = client.get(reverse("score", args=[first.pk])).content.decode()
    assert "8/10" in shown and "Chấm lại bằng đúng các câu trả lời này" in shown and "Lần 2" in shown


def test_who_does_not_write_for_the_unit_may_not(cast: Cast, row: Candidacy, signed_in: SignedIn) -> None:
    assert signed_in("dung").get(address(row)).status_code == 403
    assert signed_in("binh").get(address(row)).status_code == 404
    people_of(cast.body("xa.90001.ubnd"))
    commune = signed_in("viet-xa-90001-ubnd")
    assert commune.get(address(row)).status_code == 403


def test_a_unit_without_accounts_is_scored_by_its_commune(cast: Cast, signed_in: SignedIn) -> None:
    candidacy = building(cast, school(cast))
    Post.objects.filter(organisation=candidacy.organisation).update(ends_on=date(2026, 1, 1))
    people_of(cast.body("xa.90001.ubnd"))
    client = signed_in("viet-xa-90001-ubnd")
    client.post(address(candidacy), {"open": "1"})
    client.post(address(candidacy), sent(candidacy, v__co_ke_hoach="có"))
    assert kept(candidacy)["co_ke_hoach"][0] == "1"


# Evidence


def evidence_page(candidacy: Candidacy) -> str:
    return reverse("evidence", args=[candidacy.pk, "co_ke_hoach"])


def test_what_was_typed_is_saved_before_the_page_of_evidence_opens(row: Candidacy, signed_in: SignedIn) -> None:
    typed = sent(row, v__co_ke_hoach="có", evidence="co_ke_hoach")
    told = signed_in(writer(row).username).post(address(row), typed, follow=True)
    assert told.redirect_chain[-1][0] == evidence_page(row) and kept(row)["co_ke_hoach"][0] == "1"


def test_a_file_comes_in_through_the_gate_and_goes_again_while_the_score_is_open(
    row: Candidacy, signed_in: SignedIn, settings: Any, tmp_path: Any
) -> None:
    settings.FILES = tmp_path / "files"
    client = signed_in(writer(row).username)
    file = SimpleUploadedFile("ke-hoach.txt", "Kế hoạch trồng cây năm 2026.".encode())
    refused = client.post(evidence_page(row), {"attach": "1", "file": file})
    assert refused.status_code == 400 and not Evidence.objects.exists()
    file.seek(0)
    client.post(evidence_page(row), {"attach": "1", "file": file, "words": "Kế hoạch số 3", "secret_free": "on"})
    one = Evidence.objects.get()
    assert one.words == "Kế hoạch số 3" and one.file is not None
    assert client.get(reverse("file", args=[one.file.pk])).status_code == 200
    assert signed_in("binh").get(reverse("file", args=[one.file.pk])).status_code == 404
    client.post(evidence_page(row), {"remove": str(one.pk)})
    assert not Evidence.objects.exists()


def test_only_what_one_may_see_is_found_and_pointed_to(cast: Cast, row: Candidacy, signed_in: SignedIn) -> None:
    mine = written(cast, load(cast), "2026", "xa.90001.ubnd", {})
    user = person("hai-noi", row.organisation, Function.OFFICER)
    client = signed_in(user.username)
    assert "Không thấy mục nào" in client.get(evidence_page(row), {"tim": "bao cao thu"}).content.decode()
    pointer = f"report:{mine.report.pk}"
    told = client.post(evidence_page(row), {"point": pointer}, follow=True).content.decode()
    assert "Không tìm thấy mục này" in told and not Evidence.objects.exists()
    for wrong in ("report:x", "user:1", "report", ":1", "task:99999"):
        client.post(evidence_page(row), {"point": wrong})
    assert not Evidence.objects.exists()
    person("hai-noi", cast.body("xa.90001.ubnd"), Function.OFFICER)
    client = signed_in("hai-noi")
    shown = client.get(evidence_page(row), {"tim": "bao cao thu"}).content.decode()
    assert pointer in shown
    client.post(evidence_page(row), {"point": pointer})
    assert Evidence.objects.get().pointer == pointer
    page = reverse("score", args=[score_of(row).pk])
    link = reverse("report", args=[mine.report.pk])
    assert link in client.get(page).content.decode()
    reader = signed_in(writer(row).username).get(page).content.decode()
    assert "Báo cáo thử về phong trào" in reader and link not in reader


def test_required_evidence_is_told_beside_its_criterion(cast: Cast, signed_in: SignedIn) -> None:
    one, two = CRITERIA.criteria
    asked = replace(CRITERIA, criteria=(replace(one, evidence="required"), two))
    candidacy = registered(cast, school(cast), row=programme(cast, criteria=asked))
    candidacy = carried(cast, candidacy, "pass_up", "select", "start_building")
    open_own(candidacy, writer(candidacy), at(DAY))
    typed = sent(candidacy, v__co_ke_hoach="có", v__cay_song="8", b__cay_song="10", then="self_score")
    shown = signed_in(writer(candidacy).username).post(address(candidacy), typed).content.decode()
    assert "Chưa có minh chứng cho «Có kế hoạch trồng cây»." in shown
    assert "Chưa chốt được</a>" in shown and "chưa lưu được" not in shown


def test_an_answer_that_earns_nothing_needs_no_evidence(cast: Cast) -> None:
    one, two = CRITERIA.criteria
    asked = replace(CRITERIA, criteria=(replace(one, evidence="required"), two))
    candidacy = registered(cast, school(cast), row=programme(cast, criteria=asked))
    candidacy = carried(cast, candidacy, "pass_up", "select", "start_building")
    answered(open_own(candidacy, writer(candidacy), at(DAY)), writer(candidacy), plan=False)
    assert carried(cast, candidacy, "self_score").state == "self_scored"


def test_before_the_window_begins_nothing_is_counted_and_the_page_says_so(cast: Cast, signed_in: SignedIn) -> None:
    one, two = CRITERIA.criteria
    asked = replace(CRITERIA, criteria=(replace(one, measure="plans_made"), two))
    candidacy = registered(cast, school(cast), year=2027, row=programme(cast, criteria=asked))
    candidacy = carried(cast, candidacy, "pass_up", "select", "start_building")
    open_own(candidacy, writer(candidacy), at(DAY))
    shown = signed_in(writer(candidacy).username).get(address(candidacy)).content.decode()
    assert "Mốc số liệu bắt đầu từ 30/11/2026" in shown and "Hệ thống biết" not in shown


# Score page


def test_a_sealed_score_shows_its_digest_and_that_scoring_again_gives_the_same(
    cast: Cast, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    candidacy = dossier_sent(cast, school(cast))
    page = reverse("score", args=[score_of(candidacy).pk])
    client = signed_in(writer(candidacy).username)
    shown = client.get(page).content.decode()
    assert "cho kết quả như đã chốt, từng chữ" in shown and "Mã băm" in shown and "100/100 điểm" in shown
    ScoreAnswer.objects.filter(criterion="cay_song").update(value="1")
    assert "không còn cho kết quả như đã chốt" in client.get(page).content.decode()


def test_a_score_goes_out_as_excel_and_word(row: Candidacy, signed_in: SignedIn) -> None:
    answered(score_of(row), writer(row))
    client, page = signed_in(writer(row).username), reverse("score", args=[score_of(row).pk])
    book = load_workbook(io.BytesIO(client.get(page, {"dang": "xlsx"}).content))
    said = [str(cell.value) for line in book.active.iter_rows() for cell in line if cell.value is not None]
    assert "Tỷ lệ cây sống" in said and "8/10" in said and "60" in said
    assert client.get(page, {"dang": "docx"}).content[:2] == b"PK"


# Sheets


def filled(raw: bytes, **answers: object) -> bytes:
    """The sheet with other cells in the column of answers (`NAME`) or of bases (`NAME__base`)."""
    book = load_workbook(io.BytesIO(raw))
    sheet = book["Bảng chấm"]
    rows = {str(line[0].value): line for line in sheet.iter_rows() if line[0].value}
    for name, value in answers.items():
        criterion, _, part = name.partition("__")
        rows[criterion][{"": 4, "base": 5, "reason": 7}[part]].value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_sheet_goes_out_and_comes_back(row: Candidacy, signed_in: SignedIn) -> None:
    client = signed_in(writer(row).username)
    raw = client.get(reverse("score_table", args=[row.pk])).content
    back = filled(raw, co_ke_hoach="có", cay_song=8, cay_song__base=10, cay_song__reason="Đếm tay")
    given = {"file": SimpleUploadedFile("bang.xlsx", back), "secret_free": "on"}
    told = client.post(reverse("load_scores", args=[row.pk]), given, follow=True).content.decode()
    assert "Đã ghi 2 tiêu chí từ bảng" in told and kept(row)["cay_song"] == ("8", 10, False, "Đếm tay")


def test_wrong_cells_are_told_by_their_place_and_nothing_is_written(row: Candidacy, signed_in: SignedIn) -> None:
    client = signed_in(writer(row).username)
    back = filled(own_sheet(row), co_ke_hoach="có lẽ", cay_song=9, cay_song__base=8)
    given = {"file": SimpleUploadedFile("bang.xlsx", back), "secret_free": "on"}
    told = client.post(reverse("load_scores", args=[row.pk]), given)
    shown = told.content.decode()
    assert told.status_code == 400 and "không rõ; xin ghi «có» hoặc «không»" in shown and "lớn hơn tổng số" in shown
    assert kept(row) == {}


def test_what_was_typed_after_the_sheet_was_made_is_not_written_over(row: Candidacy) -> None:
    raw = filled(own_sheet(row), co_ke_hoach="không", cay_song=8, cay_song__base=10)
    answer(score_of(row), "co_ke_hoach", Answered(True), writer(row), at(DAY))
    saved = take_sheet(row, "bang.xlsx", raw, writer(row), at(DAY))
    assert saved.written == ["cay_song"] and saved.conflicts.keys() == {"co_ke_hoach"}
    assert kept(row)["co_ke_hoach"][0] == "1"


def test_a_sheet_of_another_candidacy_is_refused(cast: Cast, row: Candidacy) -> None:
    other = building(cast, cast.body("xa.90001.ubnd"))
    open_own(other, people_of(other.organisation)[0], at(DAY))
    with pytest.raises(WrongSheet, match="hồ sơ khác"):
        take_sheet(row, "bang.xlsx", own_sheet(other), writer(row), at(DAY))


def test_an_emptied_cell_of_the_own_sheet_takes_the_answer_away(row: Candidacy) -> None:
    answered(score_of(row), writer(row))
    take_sheet(row, "bang.xlsx", filled(own_sheet(row), co_ke_hoach=None), writer(row), at(DAY))
    assert kept(row).get("co_ke_hoach", ("", None, False, ""))[0] == ""
