"""A model's way: survey, proposal, decision with its regulation, launch, yearly review, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from phongtrao.documents.issue import issue
from phongtrao.documents.models import Outgoing
from phongtrao.documents.paper_files import PAPER_FORMATS
from phongtrao.initiatives.begin import Begun, begin_initiative, enter_initiative
from phongtrao.initiatives.describe import describe
from phongtrao.initiatives.desk import of_desk
from phongtrao.initiatives.equipping import count_equipment, finish_repair, owe_repair
from phongtrao.initiatives.models import EquipmentCount, Initiative, Replication, Review
from phongtrao.initiatives.placing import add_place, count_groups, end_place
from phongtrao.initiatives.procedure_of import MACHINE
from phongtrao.initiatives.replicating import choose
from phongtrao.initiatives.reviewing import Given, answer, close_review, is_overdue, judge, open_review, year_owed
from phongtrao.initiatives.standing import Figures, figures_now, figures_on, state_on
from phongtrao.organisations.models import Function
from phongtrao.procedure import Refused
from phongtrao.work.case_papers import draft_in, preview, wanted_paper
from phongtrao.work.cases import move, waiting
from tests.conftest import Cast
from tests.initiatives.samples import (
    DAY,
    GARDEN,
    HEAD,
    WORDS,
    again,
    answered,
    begun,
    commune,
    decided,
    entered,
    kind,
    proposed,
    put_in,
    reviewed,
    running,
    surveyed,
)
from tests.reports.samples import people_of, person
from tests.work.conftest import at
from vanban.layout.check import check_docx


def test_a_model_goes_from_its_survey_to_its_launch_by_papers(cast: Cast) -> None:
    case = running(cast)
    assert (case.state, case.decided_on, case.launched_on) == ("running", DAY, DAY)
    assert case.decision.startswith("01/") and [place.groups_on(DAY) for place in case.places.all()] == [3]
    assert [deed.deed for deed in case.deeds.all()] == [
        "begin_case", "survey", "propose_initiative", "decide_initiative", "launch",
    ]  # fmt: skip


def test_the_decision_takes_effect_when_it_gets_its_number_and_bears_the_regulation(cast: Cast) -> None:
    case = proposed(cast)
    wanted = wanted_paper(MACHINE, again(case), "decision", cast.user("vy"), DAY)
    assert wanted is not None
    row = draft_in(wanted, HEAD, (), at(DAY))
    assert again(case).state == "proposed"
    annex = row.outgoing.paper.annexes[0]
    assert "Quy chế" in annex.title and [one.title for one in annex.blocks[::2]] == ["Phạm vi", "Tổ chức"]
    issue(row.outgoing, DAY, cast.user("vy"), at(DAY))
    assert again(case).state == "decided"


def test_a_step_says_which_papers_it_lacks(cast: Cast) -> None:
    case = begun(cast)
    _, writer, _ = commune(cast)
    with pytest.raises(Refused, match="Báo cáo kết quả khảo sát"):
        move(MACHINE, case, "survey", writer, at(DAY))


def test_a_paper_that_the_kind_does_without_is_not_waited_for(cast: Cast) -> None:
    case = begun(cast)
    _, writer, leader = commune(cast)
    describe(case, WORDS, writer, at(DAY))
    put_in(again(case), "survey_report", leader)
    assert move(MACHINE, case, "survey", writer, at(DAY)).state == "surveyed"


def test_a_report_of_the_survey_waits_for_its_findings_and_a_proposal_for_its_regulation(cast: Cast) -> None:
    case = begun(cast)
    _, writer, leader = commune(cast)
    with pytest.raises(Refused, match="kết quả khảo sát"):
        put_in(case, "survey_report", leader)
    describe(case, {"findings": "Có đất."}, writer, at(DAY))
    put_in(again(case), "survey_report", leader)
    move(MACHINE, case, "survey", writer, at(DAY))
    with pytest.raises(Refused, match="quy chế"):
        put_in(again(case), "proposal", leader)


def test_what_is_proposed_is_not_described_anew_until_it_is_returned(cast: Cast) -> None:
    case = proposed(cast)
    _, writer, _ = commune(cast)
    with pytest.raises(Refused, match="tờ trình"):
        describe(case, {"aim": "Khác."}, writer, at(DAY))
    move(MACHINE, case, "return_proposal", cast.user("lan"), at(DAY), "Ghi rõ kinh phí.")
    assert describe(again(case), {"aim": "Khác."}, writer, at(DAY))
    assert not describe(again(case), {"aim": "Khác."}, writer, at(DAY))


def test_a_model_is_launched_with_a_place_and_not_before_its_decision(cast: Cast) -> None:
    case = decided(cast)
    _, writer, leader = commune(cast)
    put_in(case, "launch_plan", leader)
    with pytest.raises(Refused, match="ít nhất một điểm"):
        move(MACHINE, case, "launch", writer, at(DAY), day=DAY)
    add_place(case, "Vườn", DAY, writer, at(DAY))
    for day, said in ((date(2026, 11, 1), "không trước ngày quyết định"), (date(2026, 12, 1), "không sau")):
        with pytest.raises(Refused, match=said):
            move(MACHINE, case, "launch", writer, at(DAY), day=day)
    assert again(case).state == "decided"


def test_a_model_that_has_run_for_years_is_entered_as_it_stands(cast: Cast) -> None:
    case = entered(cast)
    assert (case.state, case.launched_on, case.decision, case.entered) == (
        "running", date(2020, 5, 1), "15/QĐ-UBND", True,
    )  # fmt: skip
    assert entered(cast).pk == case.pk, "entered again it is the same"
    body, writer, _ = commune(cast)
    with pytest.raises(Refused, match="ngày ra mắt"):
        enter_initiative(Begun(body, kind()), writer, at(DAY))
    with pytest.raises(Refused, match="không sau"):
        enter_initiative(Begun(body, kind(), launched_on=date(2027, 1, 1)), writer, at(DAY))


def test_others_do_not_begin_a_bodys_model_but_those_above_it_do(cast: Cast) -> None:
    body, _, _ = commune(cast)
    for account in ("son", "binh", "dung"):
        with pytest.raises(Refused, match="của đơn vị"):
            begin_initiative(Begun(body, kind()), cast.user(account), at(DAY))
    assert begin_initiative(Begun(body, kind()), cast.user("lan"), at(DAY)).begun_by == cast.user("lan")
    with pytest.raises(Refused, match="ghi tên mô hình"):
        begin_initiative(Begun(body), cast.user("lan"), at(DAY))


def test_a_commune_decides_on_its_own_model_unless_the_province_is_named(cast: Cast) -> None:
    assert begun(cast, decider="xa").decider == cast.body("xa.90001.ubnd")
    assert begun(cast, title="Khác").decider == cast.body("ha-thanh.ubnd")


def test_models_places_and_groups_are_counted_apart_on_any_day(cast: Cast) -> None:
    case = entered(cast)
    _, writer, _ = commune(cast)
    one, _ = add_place(case, "Vườn 1", date(2020, 5, 1), writer, at(DAY), 2)
    two, _ = add_place(case, "Vườn 2", date(2024, 1, 1), writer, at(DAY), 4)
    count_groups(one, 5, date(2025, 1, 1), writer, at(DAY))
    end_place(two, date(2025, 6, 30), writer, at(DAY))
    told = {day: figures_on([again(case)], day) for day in (
        date(2020, 4, 30), date(2020, 5, 1), date(2024, 1, 1), date(2025, 6, 30), date(2025, 7, 1),
    )}  # fmt: skip
    assert [*told.values()] == [
        Figures(0, 0, 0), Figures(1, 1, 2), Figures(1, 2, 6), Figures(1, 2, 9), Figures(1, 1, 5),
    ]  # fmt: skip
    assert figures_now(Initiative.objects.all(), DAY) == Figures(1, 1, 5)


def test_a_place_is_added_once_and_ends_once(cast: Cast) -> None:
    case = entered(cast)
    _, writer, _ = commune(cast)
    row, is_new = add_place(case, "  Vườn  1 ", DAY, writer, at(DAY), 1)
    assert is_new and row.name == "Vườn 1" and not add_place(case, "Vườn 1", DAY, writer, at(DAY))[1]
    assert not count_groups(row, 1, DAY, writer, at(DAY)) and count_groups(row, 2, DAY, writer, at(DAY))
    assert end_place(row, DAY, writer, at(DAY)) and not end_place(row, DAY, writer, at(DAY))
    with pytest.raises(Refused, match="đã thôi"):
        end_place(row, date(2026, 12, 1), writer, at(DAY))
    with pytest.raises(Refused, match="thuộc về"):
        add_place(case, "Vườn 2", DAY, cast.user("lan"), at(DAY))


def test_equipment_is_counted_by_condition_and_repairs_are_owed_until_done(cast: Cast) -> None:
    case = entered(cast)
    _, writer, _ = commune(cast)
    count_equipment(case, "Bình tưới", date(2026, 1, 1), (10, 0, 0), writer, at(DAY))
    count_equipment(case, "Bình tưới", date(2026, 6, 1), (6, 3, 1), writer, at(DAY))
    assert not count_equipment(case, "Bình tưới", date(2026, 6, 1), (6, 3, 1), writer, at(DAY))[1]
    then = [EquipmentCount.objects.last_ones(day).get() for day in (date(2026, 5, 31), DAY)]
    assert [(row.good, row.degraded, row.broken, row.total) for row in then] == [(10, 0, 0, 10), (6, 3, 1, 10)]
    repair, _ = owe_repair(case, "Bình tưới", 4, date(2026, 11, 1), "Thay vòi", writer, at(DAY))
    assert case.repairs.late(DAY).get() == repair
    assert finish_repair(repair, DAY, writer, at(DAY)) and not finish_repair(repair, DAY, writer, at(DAY))
    assert not case.repairs.owed().exists()
    with pytest.raises(Refused, match="không sau"):
        count_equipment(case, "Bình tưới", date(2027, 1, 1), (1, 0, 0), writer, at(DAY))


def test_a_review_is_closed_with_what_follows_and_never_changed_then(cast: Cast) -> None:
    case = entered(cast)
    review = reviewed(cast, case)
    assert (review.proposal, review.met, review.asked) == ("replicate", 3, 3) and review.reasons
    writer, leader = people_of(case.organisation)
    with pytest.raises(Refused, match="đã chốt"):
        answer(review, {"cay": Given(Decimal(0))}, writer, at(DAY))
    with pytest.raises(Refused, match="Chưa có đánh giá năm nào đang lập"):
        close_review(review, leader, at(DAY))


def test_a_review_waits_for_its_answers_and_its_report(cast: Cast) -> None:
    case = entered(cast)
    writer, leader = people_of(case.organisation)
    review = open_review(case, 2026, writer, at(DAY))
    answer(review, {"co_rao": Given(Decimal(1))}, writer, at(DAY))
    with pytest.raises(Refused, match="Tỷ lệ cây sống"):
        close_review(review, leader, at(DAY))
    answered(case, 2026, writer)
    with pytest.raises(Refused, match="Báo cáo đánh giá năm"):
        close_review(review, leader, at(DAY))
    with pytest.raises(Refused, match="thuộc về"):
        close_review(review, cast.user("lan"), at(DAY))


def test_each_year_needs_a_report_of_its_own(cast: Cast) -> None:
    case = entered(cast)
    reviewed(cast, case, 2025, date(2026, 2, 1))
    writer, leader = people_of(case.organisation)
    review = answered(again(case), 2026, writer)
    with pytest.raises(Refused, match="Báo cáo đánh giá năm"):
        close_review(review, leader, at(DAY))


def test_answers_that_cannot_be_are_refused_and_one_is_taken_back(cast: Cast) -> None:
    case = entered(cast)
    writer, _ = people_of(case.organisation)
    review = answered(case, 2026, writer)
    with pytest.raises(Refused, match="không lớn hơn tổng"):
        answer(review, {"cay_song": Given(Decimal(11), Decimal(10))}, writer, at(DAY))
    assert answer(review, {"cay": None}, writer, at(DAY)) == 1 and review.answers.count() == 2
    assert answer(review, {"cay": None}, writer, at(DAY)) == 0
    with pytest.raises(Refused, match="chỉ đánh giá năm nay, năm trước"):
        open_review(case, 2019, writer, at(DAY))


def test_the_deciders_word_stands_beside_the_proposal(cast: Cast) -> None:
    review = reviewed(cast, entered(cast))
    judged = judge(review, "keep", "Chưa có kinh phí nhân rộng.", cast.user("lan"), at(DAY))
    assert (judged.proposal, judged.verdict, judged.stands) == ("replicate", "keep", "keep")
    assert judged.verdict_by == cast.user("lan")
    with pytest.raises(Refused, match="vì sao"):
        judge(review, "retire", " ", cast.user("lan"), at(DAY))
    writer, _ = people_of(review.case.organisation)
    with pytest.raises(Refused):
        judge(review, "retire", "Không.", writer, at(DAY))


@pytest.mark.parametrize(
    ("launched", "day", "owed"),
    [
        (date(2020, 5, 1), date(2026, 12, 15), 2025),
        (date(2020, 5, 1), date(2026, 12, 16), 2026),
        (date(2026, 1, 2), date(2026, 12, 16), None),
        (date(2026, 1, 2), date(2027, 12, 16), 2027),
        (date(2025, 12, 31), date(2026, 11, 20), None),
    ],
)
def test_a_review_is_owed_after_its_day_for_each_whole_year(
    cast: Cast, launched: date, day: date, owed: int | None
) -> None:
    case = entered(cast)
    case.launched_on = launched
    assert year_owed(case, day) == owed


def test_an_overdue_review_is_one_that_is_not_closed(cast: Cast) -> None:
    case = entered(cast)
    assert is_overdue(case, DAY)
    reviewed(cast, case, 2025, date(2026, 2, 1))
    assert not is_overdue(again(case), DAY) and is_overdue(again(case), date(2026, 12, 16))


def test_a_decision_to_replicate_begins_a_model_at_each_place_that_it_names(cast: Cast) -> None:
    case = entered(cast)
    with pytest.raises(Refused, match="chưa có đánh giá"):
        move(MACHINE, case, "replicate", cast.user("lan"), at(DAY))
    reviewed(cast, case)
    with pytest.raises(Refused, match="Xin chọn các đơn vị"):
        put_in(again(case), "replicate_decision", cast.user("vy"))
    others = [cast.body("xa.90002.ubnd"), cast.body("xa.90003.ubnd")]
    person("dau-moi-tinh", cast.body("ha-thanh.ubnd"), Function.FOCAL_POINT)
    assert choose(again(case), others, cast.user("lan"), at(DAY))
    assert not choose(again(case), others, cast.user("lan"), at(DAY))
    paper = put_in(again(case), "replicate_decision", cast.user("vy"))
    made = Initiative.objects.filter(replicated_from=case).order_by("organisation__code")
    assert [(one.organisation, one.state, one.kind) for one in made] == [
        (body, "planned", case.kind) for body in others
    ]
    assert "02 đơn vị" in str(paper.paper.blocks) and again(case).state == "running"
    assert not Replication.objects.open().exists()
    assert [place.organisation for place in Replication.objects.filter(made__in=made)] == others


def test_the_places_of_a_drafted_decision_stay_until_the_draft_is_dropped(cast: Cast) -> None:
    case = entered(cast)
    reviewed(cast, case)
    choose(again(case), [cast.body("xa.90002.ubnd")], cast.user("lan"), at(DAY))
    wanted = wanted_paper(MACHINE, again(case), "replicate_decision", cast.user("vy"), DAY)
    assert wanted is not None
    draft_in(wanted, HEAD, (), at(DAY))
    with pytest.raises(Refused, match="dự thảo quyết định"):
        choose(again(case), [cast.body("xa.90003.ubnd")], cast.user("lan"), at(DAY))
    for body in (cast.body("xa.91001.ubnd"), case.organisation):
        Outgoing.objects.filter(state="draft").update(state="dropped")
        with pytest.raises(Refused):
            choose(again(case), [body], cast.user("lan"), at(DAY))


def test_a_retired_model_keeps_its_history_and_its_places_end(cast: Cast) -> None:
    case = running(cast, date(2026, 11, 1))
    put_in(case, "retire_decision", cast.user("vy"), DAY)
    case = again(case)
    assert (case.state, case.ended_on, case.places.get().ended_on) == ("retired", DAY, DAY)
    stood = {day: state_on(case, day) for day in (date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 19), DAY)}
    assert [*stood.values()] == [None, "running", "running", "retired"]
    assert case.deeds.filter(deed="launch").exists() and case.papers.count() == 6


def test_a_model_is_mended_by_a_day(cast: Cast) -> None:
    case = entered(cast)
    with pytest.raises(Refused, match="phải từ"):
        move(MACHINE, case, "mend", cast.user("lan"), at(DAY), "Vườn cỏ mọc.", date(2026, 11, 1))
    move(MACHINE, case, "mend", cast.user("lan"), at(DAY), "Vườn cỏ mọc.", date(2027, 1, 1))
    assert (again(case).state, again(case).mend_by) == ("mending", date(2027, 1, 1))
    assert again(case) in waiting(MACHINE, cast.user("lan"), DAY)
    move(MACHINE, case, "mended", cast.user("lan"), at(DAY), "Đã dọn vườn.")
    assert (again(case).state, again(case).mend_by) == ("running", None)


def test_who_has_to_act_finds_the_model_waiting(cast: Cast) -> None:
    case = surveyed(cast)
    _, _, leader = commune(cast)
    assert case in waiting(MACHINE, leader, DAY) and case not in waiting(MACHINE, cast.user("lan"), DAY)


PAPERS = {
    "survey_plan": "KH-UBND", "survey_report": "BC-UBND", "proposal": "TTr-UBND", "decision": "QĐ-UBND",
    "launch_plan": "KH-UBND", "review_report": "BC-UBND", "replicate_decision": "QĐ-UBND", "retire_decision": "QĐ-UBND",
}  # fmt: skip
GIVEN = {
    "agency": "Ủy ban nhân dân xã An Lạc", "place": "An Lạc", "office": "Chủ tịch", "signer": "Nguyễn Văn An",
    "authority": "TM. Ủy ban nhân dân", "recipients": "Như trên", "kept": "VT",
}  # fmt: skip


def test_every_paper_of_a_model_keeps_the_rules_of_layout(cast: Cast) -> None:
    case = running(cast, date(2026, 11, 1))
    reviewed(cast, case, 2026)
    choose(again(case), [cast.body("xa.90002.ubnd")], cast.user("lan"), at(DAY))
    Review.objects.filter(case=case).update(closed_at=None)
    for name, symbol in PAPERS.items():
        wanted = wanted_paper(MACHINE, again(case), name, cast.user("vy"), DAY)
        assert wanted is not None
        to = {"addressees": "Ủy ban nhân dân tỉnh Hà Thanh"} if wanted.asked.to else {"addressees": ""}
        if name in ("replicate_decision", "retire_decision"):
            Review.objects.filter(case=case).update(closed_at=at(DAY))
        paper = preview(wanted, {**GIVEN, "symbol": symbol, **to})
        wrong = [one.rule.name for one in check_docx(PAPER_FORMATS["docx"].write(paper)) if one.state == "broken"]
        assert wrong == [], (name, wrong)


def test_a_decision_does_not_rest_on_a_paper_of_another_province(cast: Cast) -> None:
    for place, is_ground in (("Sao Mai", False), ("Hà Thanh", True)):
        source = f"Kế hoạch số 1/KH-UBND ngày 01/01/2025 của UBND tỉnh {place}, mục 1"
        case = proposed(cast, kind=kind(replace(GARDEN, name=f"vuon-{is_ground:d}", source=source)))
        wanted = wanted_paper(MACHINE, again(case), "decision", cast.user("vy"), DAY)
        assert wanted is not None
        assert any(place in one for one in preview(wanted).grounds) is is_ground


def test_a_decision_goes_to_those_of_its_own_last_article(cast: Cast) -> None:
    wanted = wanted_paper(MACHINE, again(proposed(cast)), "decision", cast.user("vy"), DAY)
    assert wanted is not None
    paper = preview(wanted, {"recipients": "Như Điều 4;\nVăn phòng."})
    assert paper.recipients == ("Như Điều 3", "Văn phòng")


def test_who_decides_finds_a_closed_review_on_the_desk_until_there_is_a_word(cast: Cast) -> None:
    case = entered(cast)
    review = reviewed(cast, case, DAY.year - 1)
    decider = person("chu-tich-tinh", case.decider, Function.LEADER)
    block = of_desk(decider, DAY)
    assert block is not None and "chờ ý kiến" in block.shown["lines"][0][2][0]
    judge(review, "mend", "Rào hỏng.", decider, at(DAY))
    assert of_desk(decider, DAY) is None


def test_who_runs_a_model_finds_its_mending_on_the_desk(cast: Cast) -> None:
    case = entered(cast)
    reviewed(cast, case, DAY.year - 1)
    decider = person("chu-tich-tinh", case.decider, Function.LEADER)
    move(MACHINE, again(case), "mend", decider, at(DAY), "Sửa rào.", DAY)
    block = of_desk(people_of(case.organisation)[0], DAY)
    assert block is not None and block.shown["lines"][0][2] == ["Phải củng cố xong trước hết ngày 20/11/2026."]


def test_a_place_of_a_far_day_and_a_launch_before_its_decision_are_refused(cast: Cast) -> None:
    case = running(cast)
    body, writer, _ = commune(cast)
    with pytest.raises(Refused, match="còn quá xa"):
        add_place(case, "Vườn số 9", date(2036, 1, 1), writer, at(DAY))
    said = Begun(body, None, "Tiếng kẻng", decided_on=date(2021, 1, 1), launched_on=date(2020, 1, 1))
    with pytest.raises(Refused, match="không trước ngày quyết định"):
        enter_initiative(said, writer, at(DAY))
