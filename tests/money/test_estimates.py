"""An estimate from the first line to the decision, and what amends it."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from phongtrao.documents.issue import draft, issue
from phongtrao.documents.models import Outgoing
from phongtrao.documents.paper_files import PAPER_FORMATS
from phongtrao.dong import grouped
from phongtrao.measures import measured
from phongtrao.money.by_clause import sums_by_clause
from phongtrao.money.estimate_papers import asked_annex
from phongtrao.money.line_entry import Typed
from phongtrao.money.line_figures import Figure, Given, save_figures
from phongtrao.money.lines import add_line, change_line, drop_line
from phongtrao.money.machine import MACHINE
from phongtrao.money.management.commands.estimates import told as estimates_told
from phongtrao.money.models import Estimate, EstimateLine
from phongtrao.money.shown import shown_lines, whole_sums
from phongtrao.money.sums import Sums, sums_of
from phongtrao.organisations.models import Function, LogEntry
from phongtrao.procedure import Refused
from phongtrao.work.case_papers import preview, wanted_paper
from phongtrao.work.cases import move, open_deeds, waiting
from tests.conftest import Cast
from tests.money.samples import (
    CAMERAS,
    DAY,
    FUNDING,
    PAMPHLETS,
    appraised,
    approved,
    begun,
    drawn_up,
    fresh,
    papered,
    people,
    sent,
)
from tests.reports.samples import person
from tests.work.conftest import at
from vanban.layout.check import check_docx
from vanban.paper import Run, Table
from vanban.paper.fields import fields_of


def test_the_police_draw_up_finance_appraises_the_province_approves(cast: Cast) -> None:
    case = approved(cast)
    assert case.state == "approved"
    assert sums_of(case.said_lines()) == Sums(35_000_000, 35_000_000, 35_000_000)
    deeds = list(case.deeds.values_list("deed", flat=True))
    assert deeds == ["begin_case", "send_estimate", "appraise_estimate", "approve_estimate"]
    entry = LogEntry.objects.filter(deed="approve_estimate").latest("sequence")
    assert entry.content["after"] == "approved"


def test_only_people_of_the_body_draw_up_its_estimate(cast: Cast) -> None:
    with pytest.raises(Refused, match="do người của đơn vị đó lập"):
        begun(cast, organisation=cast.body("ha-thanh.so-tai-chinh"), appraiser=cast.body("ha-thanh.cong-an"))


@pytest.mark.parametrize(
    "asked, said",
    [
        ({"clause": "khoan_1"}, "không chi cho đơn vị này"),
        ({"clause": "khoan_9"}, "không chi cho đơn vị này"),
        ({"year": 1999}, "Năm của dự toán"),
        ({"title": "  "}, "Xin ghi nội dung"),
    ],
)
def test_what_does_not_fit_is_no_estimate(cast: Cast, asked: dict[str, object], said: str) -> None:
    with pytest.raises(Refused, match=said):
        begun(cast, **asked)
    assert not Estimate.objects.exists()


def test_nobody_appraises_his_own_body_nor_another_province(cast: Cast) -> None:
    with pytest.raises(Refused, match="không tự thẩm định"):
        begun(cast, appraiser=cast.body("ha-thanh.cong-an"))
    with pytest.raises(Refused, match="tỉnh khác"):
        begun(cast, decider=cast.body("binh-phu.ubnd"))


def test_without_lines_and_without_the_request_nothing_is_sent(cast: Cast) -> None:
    case, leader = begun(cast), people(cast)["leader"]
    with pytest.raises(Refused, match="chưa có khoản nào"):
        move(MACHINE, case, "send_estimate", leader, at(DAY))
    add_line(case, PAMPHLETS, people(cast)["writer"], at(DAY))
    with pytest.raises(Refused, match="Tờ trình"):
        move(MACHINE, case, "send_estimate", leader, at(DAY))


def test_a_request_that_was_signed_with_other_figures_does_not_carry_the_lines(cast: Cast) -> None:
    case, who = drawn_up(cast), people(cast)
    papered(cast, case, "to_trinh", "leader")
    add_line(case, replace(CAMERAS, words="Pa nô"), who["writer"], at(DAY))
    with pytest.raises(Refused, match="số liệu không còn khớp"):
        move(MACHINE, case, "send_estimate", who["leader"], at(DAY))
    assert fresh(case).state == "drafting"


def test_a_line_is_appraised_with_a_reason_where_it_is_another_sum(cast: Cast) -> None:
    case, finance = sent(cast), people(cast)["finance"]
    done = save_figures(case, {1: Given(Figure("20.000.000")), 2: Given(Figure("11000000"))}, finance, at(DAY))
    assert set(done.wrong) == {"1", "2"} and "nêu lý do" in done.wrong["1"]
    done = save_figures(
        case, {1: Given(Figure("20.000.000", "giá thị trường")), 2: Given(Figure("10000000"))}, finance, at(DAY)
    )
    assert not done.wrong
    assert [line.appraised for line in case.said_lines()] == [20_000_000, 10_000_000]


@pytest.mark.parametrize("typed", ["1,5", "-1", "1000000000000001", "mười"])
def test_a_figure_that_is_no_sum_is_told_by_line_and_the_others_are_kept(cast: Cast, typed: str) -> None:
    case, finance = sent(cast), people(cast)["finance"]
    done = save_figures(case, {1: Given(Figure(typed)), 2: Given(Figure("10.000.000"))}, finance, at(DAY))
    assert list(done.wrong) == ["1"] and done.written == ["2"]


def test_the_appraisal_is_concluded_once_every_line_is_appraised(cast: Cast) -> None:
    case, finance = sent(cast), people(cast)["finance"]
    save_figures(case, {1: Given(Figure("25.000.000"))}, finance, at(DAY))
    with pytest.raises(Refused, match="Còn 1 khoản chưa thẩm định"):
        move(MACHINE, case, "appraise_estimate", finance, at(DAY))


def test_who_drew_it_up_never_appraises_it(cast: Cast) -> None:
    case, writer = sent(cast), people(cast)["writer"]
    both = person(writer.username, cast.body("ha-thanh.so-tai-chinh"), Function.FOCAL_POINT)
    assert both == writer
    with pytest.raises(Refused, match="đã tham gia lập"):
        save_figures(case, {1: Given(Figure("25.000.000"))}, both, at(DAY))
    assert not {"appraise_estimate", "return_estimate"} & {s.deed for s in open_deeds(MACHINE, case, both, DAY)}
    with pytest.raises(Refused, match="đã tham gia lập"):
        move(MACHINE, case, "return_estimate", both, at(DAY), "thiếu")


def test_what_is_sent_is_not_written_any_more(cast: Cast) -> None:
    case, writer = sent(cast), people(cast)["writer"]
    row = case.lines.first()
    assert row is not None
    for write in (
        lambda: add_line(case, CAMERAS, writer, at(DAY)),
        lambda: change_line(case, 1, CAMERAS, row.revision, writer, at(DAY)),
        lambda: drop_line(case, 1, row.revision, writer, at(DAY)),
    ):
        with pytest.raises(Refused, match="đã gửi thẩm định"):
            write()
    assert sums_of(case.said_lines()).asked == 35_000_000


def test_what_is_returned_is_mended_and_appraised_anew_where_it_changed(cast: Cast) -> None:
    case, who = sent(cast), people(cast)
    save_figures(case, {1: Given(Figure("1", "cắt")), 2: Given(Figure("10.000.000"))}, who["finance"], at(DAY))
    case = move(MACHINE, case, "return_estimate", who["finance"], at(DAY), "xem lại khoản 1")
    row = case.lines.get(number=1)
    assert change_line(case, 1, replace(PAMPHLETS, price="20.000"), row.revision, who["writer"], at(DAY)).is_done
    assert [line.appraised for line in case.said_lines()] == [None, 10_000_000]
    with pytest.raises(Refused, match="Tờ trình"):
        move(MACHINE, case, "send_estimate", who["leader"], at(DAY))
    later = DAY + timedelta(days=1)
    papered(cast, case, "to_trinh", "leader", later)
    assert move(MACHINE, case, "send_estimate", who["leader"], at(later)).state == "sent"


def test_the_decider_may_approve_less_with_a_reason(cast: Cast) -> None:
    case, lan = appraised(cast), people(cast)["decider"]
    done = save_figures(case, {1: Given(Figure("5.000.000"))}, lan, at(DAY))
    assert "khác số thẩm định" in done.wrong["1"]
    save_figures(case, {1: Given(Figure("5.000.000", "cân đối ngân sách"))}, lan, at(DAY))
    case = approved(cast, case)
    assert [line.approved for line in case.said_lines()] == [5_000_000, 10_000_000]


def test_a_decision_drafted_before_the_figures_changed_gets_no_number(cast: Cast) -> None:
    case, who = appraised(cast), people(cast)
    wanted = wanted_paper(MACHINE, case, "quyet_dinh", who["clerk"], DAY)
    assert wanted is not None
    about = {"what": "case", "procedure": "estimate", "case": case.pk, "paper": "quyet_dinh"}
    paper = draft(preview(wanted), cast.body("ha-thanh.ubnd"), who["clerk"], at(DAY), about)
    case.papers.create(name="quyet_dinh", outgoing=paper, by=who["clerk"], at=at(DAY))
    save_figures(case, {1: Given(Figure("5.000.000", "cân đối"))}, who["decider"], at(DAY))
    with pytest.raises(Refused, match="số liệu không còn khớp"):
        issue(paper, DAY, who["clerk"], at(DAY))
    assert fresh(case).state == "appraised" and Outgoing.objects.get(pk=paper.pk).number is None


def test_what_was_signed_stays_as_it_was(cast: Cast) -> None:
    case = approved(cast)
    decision = case.papers.get(name="quyet_dinh").outgoing
    assert decision is not None
    before = decision.content
    amended = move(MACHINE, case, "amend_estimate", people(cast)["writer"], at(DAY), "tăng giá")
    new = amended.amendments.get()
    row = new.lines.get(number=1)
    change_line(new, 1, replace(PAMPHLETS, price="30.000"), row.revision, people(cast)["writer"], at(DAY))
    assert Outgoing.objects.get(pk=decision.pk).content == before
    assert sums_of(fresh(case).said_lines()).approved == 35_000_000


def test_an_amendment_begins_with_what_was_approved_and_takes_its_place(cast: Cast) -> None:
    who = people(cast)
    case = approved(cast, appraised(cast, line1=("20.000.001", "giá thị trường")))
    move(MACHINE, case, "amend_estimate", who["writer"], at(DAY), "thêm pa nô")
    new = case.amendments.get()
    assert new.version == 2 and sums_of(new.said_lines()).asked == 30_000_001
    assert [(line.number, line.unit, line.quantity) for line in new.said_lines()] == [
        (1, "khoản", "1"),
        (2, "bộ", "2,5"),
    ]
    added = add_line(new, replace(CAMERAS, words="Pa nô"), who["writer"], at(DAY))
    assert added.line is not None and added.line.number == 3
    papered(cast, new, "to_trinh", "leader")
    new = move(MACHINE, new, "send_estimate", who["leader"], at(DAY))
    approved(cast, appraised(cast, new))
    assert (fresh(case).state, fresh(new).state) == ("superseded", "approved")
    assert case.deeds.last() is not None and case.deeds.last().deed == "supersede_estimate"
    assert sums_of(fresh(case).said_lines()).approved == 30_000_001


def test_an_estimate_is_amended_once_at_a_time(cast: Cast) -> None:
    case, who = approved(cast), people(cast)
    move(MACHINE, case, "amend_estimate", who["writer"], at(DAY), "tăng giá")
    with pytest.raises(Refused, match="Đã có dự toán điều chỉnh"):
        move(MACHINE, case, "amend_estimate", who["writer"], at(DAY), "tăng giá")
    new = case.amendments.get()
    move(MACHINE, new, "drop_estimate", who["leader"], at(DAY), "thôi")
    move(MACHINE, case, "amend_estimate", who["writer"], at(DAY), "tăng giá")
    assert case.amendments.count() == 2


def test_two_windows_do_not_overwrite_each_other(cast: Cast) -> None:
    case, who = drawn_up(cast), people(cast)
    seen = case.lines.get(number=1).revision
    assert change_line(case, 1, replace(PAMPHLETS, price="30.000"), seen, who["leader"], at(DAY)).is_done
    second = change_line(case, 1, replace(PAMPHLETS, quantity="5"), seen, who["writer"], at(DAY))
    assert second.conflict is not None and second.conflict.theirs.price == "30.000"
    assert second.conflict.by == who["leader"]
    third = drop_line(case, 1, seen, who["writer"], at(DAY))
    assert third.conflict is not None
    assert case.lines.get(number=1).price == 30_000


def test_two_who_appraise_do_not_overwrite_each_other(cast: Cast) -> None:
    case, finance = sent(cast), people(cast)["finance"]
    save_figures(case, {1: Given(Figure("25.000.000"), Figure())}, finance, at(DAY))
    done = save_figures(case, {1: Given(Figure("1.000.000", "cắt"), Figure())}, finance, at(DAY))
    assert done.conflicts["1"].theirs == Figure("25.000.000")
    assert case.lines.get(number=1).appraised == 25_000_000


@pytest.mark.parametrize(
    "typed, field, said",
    [
        (replace(PAMPHLETS, price="1,5"), "price", "dấu phẩy"),
        (replace(PAMPHLETS, price="-5"), "price", "số âm"),
        (replace(PAMPHLETS, quantity="0,5", price="3"), "price", "không ra số đồng chẵn"),
        (replace(PAMPHLETS, quantity="ba"), "quantity", "không phải số lượng"),
        (replace(PAMPHLETS, words=""), "words", "chưa ghi"),
        (replace(PAMPHLETS, clause="khoan_1"), "clause", "không phải khoản chi cho đơn vị này"),
        (replace(PAMPHLETS, quantity="10.000.000", price="1.000.000.000"), "price", "quá lớn"),
        (PAMPHLETS, "words", "khoản này đã có"),
    ],
)
def test_a_wrong_cell_of_a_line_is_told_by_its_name(cast: Cast, typed: Typed, field: str, said: str) -> None:
    case = drawn_up(cast)
    done = add_line(case, typed, people(cast)["writer"], at(DAY))
    assert done.wrong and said in done.wrong[field]
    assert case.lines.count() == 2


def test_a_line_may_be_paid_by_another_clause_that_pays_the_body(cast: Cast) -> None:
    case = drawn_up(cast, replace(PAMPHLETS, clause="Khoản 3, mục IV"), CAMERAS)
    assert [line.clause for line in case.said_lines()] == ["khoan_3", "khoan_2"]


@pytest.mark.parametrize(
    "columns",
    [
        {"price": -1}, {"hundredths": 0}, {"hundredths": 50, "price": 3}, {"appraised": -1}, {"approved": -1},
        {"price": 10**15 + 1}, {"hundredths": 10**9, "price": 10**10}, {"appraised": 1}, {"approved": 5},
    ],
)  # fmt: skip
def test_the_database_itself_refuses_what_cannot_be(cast: Cast, columns: dict[str, int]) -> None:
    case = drawn_up(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        EstimateLine.objects.filter(case=case, number=1).update(**columns)


def test_papers_say_the_sums_with_points_and_in_words(cast: Cast) -> None:
    case, leader = drawn_up(cast), people(cast)["leader"]
    wanted = wanted_paper(MACHINE, case, "to_trinh", leader, DAY)
    assert wanted is not None
    paper = preview(wanted)
    fields = fields_of(paper)
    assert set(fields["sum.asked"]) == {"35.000.000"}
    assert fields["line1.asked"] == ["25.000.000"] and fields["group2.asked"] == ["10.000.000"]
    said = str(paper.blocks)
    assert "Bằng chữ: ba mươi lăm triệu đồng" in said
    assert "Khoản 2, mục IV Kế hoạch vườn xanh ban hành kèm theo Quyết định số 21/QĐ-UBND ngày 05/01/2026" in said
    assert "(được sửa đổi bởi Điều 1, Quyết định số 77/QĐ-UBND ngày 20/05/2026)" in said


def test_the_decision_names_the_appraisal_and_says_whose_place_it_takes(cast: Cast) -> None:
    who, case = people(cast), approved(cast)
    report = case.papers.get(name="bao_cao_tham_dinh").outgoing
    decision = case.papers.get(name="quyet_dinh").outgoing
    assert report is not None and decision is not None
    assert f"số {report.code} ngày 20/11/2026" in str(decision.paper.grounds)
    move(MACHINE, case, "amend_estimate", who["writer"], at(DAY), "tăng giá")
    new = case.amendments.get()
    row = new.lines.get(number=2)
    change_line(new, 2, replace(CAMERAS, quantity="3"), row.revision, who["writer"], at(DAY))
    wanted = wanted_paper(MACHINE, new, "to_trinh", who["leader"], DAY)
    assert wanted is not None
    paper = preview(wanted)
    assert f"Quyết định số {decision.code} ngày 20/11/2026" in str(paper.blocks)
    assert paper.annexes[1].blocks[0].rows[-1][-1] == "+2.000.000"


def test_the_next_deed_waits_on_the_right_desk(cast: Cast) -> None:
    case, who = sent(cast), people(cast)
    assert list(waiting(MACHINE, who["finance"], DAY)) == [case]
    assert not waiting(MACHINE, who["leader"], DAY).exists()
    case = appraised(cast, case)
    assert list(waiting(MACHINE, who["decider"], DAY)) == [case]


def test_finance_sees_an_estimate_once_it_was_sent_and_another_province_never(cast: Cast) -> None:
    case, who = drawn_up(cast), people(cast)
    binh = cast.user("binh")
    assert not Estimate.objects.visible_to(who["finance"], DAY).exists()
    papered(cast, case, "to_trinh", "leader")
    move(MACHINE, case, "send_estimate", who["leader"], at(DAY))
    assert Estimate.objects.visible_to(people(cast)["finance"], DAY).get() == case
    assert not Estimate.objects.visible_to(binh, DAY).exists()


def test_the_clause_is_shown_as_it_stands_on_the_day() -> None:
    before, after = FUNDING.on("khoan_2", date(2026, 5, 31)), FUNDING.on("khoan_2", date(2026, 6, 1))
    assert before.short == "khoản 2, mục IV"
    assert after.short == "khoản 2, mục IV (được sửa đổi bởi Điều 1, Quyết định số 77/QĐ-UBND ngày 20/05/2026)"
    assert after.words == "" and FUNDING.gaps_of("khoan_2")


def test_a_number_is_never_given_again_so_that_an_old_window_writes_into_no_other_line(cast: Cast) -> None:
    case, writer = drawn_up(cast), people(cast)["writer"]
    assert drop_line(case, 2, 1, writer, at(DAY)).is_done
    added = add_line(case, replace(CAMERAS, words="Pa nô"), writer, at(DAY))
    assert added.line is not None and added.line.number == 3
    with pytest.raises(Refused, match="được người khác xóa"):
        change_line(case, 2, CAMERAS, 1, writer, at(DAY))


def test_who_drew_up_what_is_amended_does_not_appraise_the_amendment(cast: Cast) -> None:
    case, who = approved(cast), people(cast)
    move(MACHINE, case, "amend_estimate", who["leader"], at(DAY), "tăng giá")
    new = case.amendments.get()
    EstimateLine.objects.filter(case=new).update(by=who["leader"])
    papered(cast, new, "to_trinh", "leader")
    new = move(MACHINE, new, "send_estimate", who["leader"], at(DAY))
    both = person(who["writer"].username, cast.body("ha-thanh.so-tai-chinh"), Function.FOCAL_POINT)
    with pytest.raises(Refused, match="đã tham gia lập"):
        save_figures(new, {1: Given(Figure("25.000.000"))}, both, at(DAY))


@pytest.mark.parametrize("name", ["to_trinh", "bao_cao_tham_dinh", "quyet_dinh"])
def test_every_paper_keeps_the_layout_of_the_decree(cast: Cast, name: str) -> None:
    case = approved(cast, appraised(cast, line1=("20.000.000", "giá thị trường")))
    paper = case.papers.get(name=name).outgoing
    assert paper is not None
    verdicts = check_docx(PAPER_FORMATS["docx"].write(paper.paper))
    assert [one.rule.name for one in verdicts if one.state == "broken"] == []
    assert "Phụ lục" in str(paper.paper.blocks)


@pytest.mark.parametrize("seed", range(5))
def test_the_same_sum_stands_on_every_page_paper_and_list(cast: Cast, seed: int) -> None:
    chance = random.Random(seed)
    lines = [
        Typed(
            chance.choice(["Tuyên truyền", "Trang thiết bị", ""]), f"Khoản {n}", "cái", str(chance.randint(1, 999)),
            grouped(chance.randint(1, 10**7)), chance.choice(["khoan_2", "khoan_3"]),
        )
        for n in range(chance.randint(1, 9))
    ]  # fmt: skip
    case = drawn_up(cast, *lines)
    whole = sum(int(one.quantity) * int(one.price.replace(".", "")) for one in lines)
    cases = Estimate.objects.all()
    annex = asked_annex(case).blocks[0]
    assert isinstance(annex, Table)
    by_clause = sums_by_clause(cases)
    [told] = json.loads(json.dumps([one for one in estimates_told([case])]))
    measure = measured("money_asked", case.organisation, date(2026, 1, 1), date(2026, 12, 31), DAY)
    assert {
        sums_of(case.said_lines()).asked, whole_sums(cases).asked, cases.with_sums().get().asked, told["asked"],
        sum(one["asked"] for one in told["lines"]), sum(one.asked for one in by_clause.values()),
        measure.value if measure else None,
    } == {whole}  # fmt: skip
    [run] = annex.rows[-1][5]
    assert isinstance(run, Run) and run.text == grouped(whole)


def test_what_finance_has_not_finished_is_told_to_nobody_else(cast: Cast) -> None:
    case, finance = sent(cast), people(cast)["finance"]
    save_figures(case, {1: Given(Figure("1", "cắt"))}, finance, at(DAY))
    [told] = estimates_told([fresh(case)])
    assert told["appraised"] is None and [one["appraised"] for one in told["lines"]] == [None, None]
    case = move(MACHINE, case, "return_estimate", finance, at(DAY), "xem lại")
    assert [line.appraised for line in shown_lines(case)] == [1, None]


def test_what_was_appraised_counts_until_the_amendment_is_appraised_too(cast: Cast) -> None:
    case = approved(cast)
    move(MACHINE, case, "amend_estimate", people(cast)["writer"], at(DAY), "tăng giá")
    sums = whole_sums(Estimate.objects.all())
    assert (sums.appraised, sums.appraised_of) == (sums.approved, 1)
    by_clause = sums_by_clause(Estimate.objects.all())
    assert sum(one.appraised for one in by_clause.values()) == sums.appraised


def test_the_words_that_every_page_puts_before_a_title_are_not_said_twice(cast: Cast) -> None:
    assert not str(begun(cast, title="Dự toán kinh phí tổ chức hội nghị")).startswith("Dự toán Dự toán")
