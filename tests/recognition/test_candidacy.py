"""A unit's way from registration to the decision, who may do what on it, and what each deed needs."""

from __future__ import annotations

from datetime import date

import pytest

from phongtrao.organisations.models import Function
from phongtrao.procedure import Refused
from phongtrao.recognition.answers import Answered
from phongtrao.recognition.candidacy_deeds import open_deeds, take
from phongtrao.recognition.models import Candidacy, Opinion, Score
from phongtrao.recognition.register import COMMUNE, PROVINCE, look, register
from phongtrao.recognition.rules import Authority
from phongtrao.recognition.scores import (
    agreed_score,
    answer,
    appraisal_of,
    hand_in_member,
    member_score,
    open_own,
    own_score,
)
from tests.conftest import Cast
from tests.recognition.samples import (
    DAY,
    answered,
    appraised,
    building,
    carried,
    changed,
    dossier_sent,
    judges,
    papers_in,
    programme,
    registered,
    school,
    unit,
)
from tests.reports.samples import people_of, person
from tests.work.conftest import at


def test_a_school_registers_through_its_commune_and_a_commune_with_the_province(cast: Cast) -> None:
    assert registered(cast, school(cast)).state == "at_commune"
    assert registered(cast, cast.body("xa.90001.ubnd")).state == "registered"


def test_a_school_may_register_with_the_province_but_a_commune_not_with_itself(cast: Cast) -> None:
    row, body = programme(cast), school(cast)
    made, is_new = register(row, body, 2026, people_of(body)[0], at(DAY), PROVINCE)
    assert (made.state, is_new) == ("registered", True)
    commune = cast.body("xa.90001.ubnd")
    with pytest.raises(Refused, match="đăng ký thẳng với UBND tỉnh"):
        register(row, commune, 2026, people_of(commune)[0], at(DAY), COMMUNE)


def test_registering_twice_is_registering_once(cast: Cast) -> None:
    body = school(cast)
    row, again = registered(cast, body), register(programme(cast), body, 2026, people_of(body)[0], at(DAY))
    assert again == (row, False) and Candidacy.objects.count() == 1 and row.deeds.count() == 1


@pytest.mark.parametrize(
    ("name", "kind", "marks", "words"),
    [
        ("Công ty Hạt Mầm", "doanh_nghiep", {"size": "nho"}, "trừ doanh nghiệp nhỏ (Kế hoạch 35, mục II)"),
        ("Trường Tiểu học An Lạc", "truong", {"school": "tieu_hoc"}, "trừ trường tiểu học"),
        ("Ban Chỉ huy", "so", {"armed_force": True}, "trừ đơn vị lực lượng vũ trang"),
        ("Công an thử", "cong_an", {}, "trừ đơn vị lực lượng vũ trang"),
        ("Tòa án thử", "toa_an", {}, "không thuộc đối tượng"),
    ],
)
def test_who_is_left_out_is_told_in_the_rules_own_words(
    cast: Cast, name: str, kind: str, marks: dict[str, object], words: str
) -> None:
    body = unit(cast, "thu.mot", name, kind, **marks)
    with pytest.raises(Refused) as refused:
        register(programme(cast), body, 2026, people_of(body)[0], at(DAY))
    assert words in str(refused.value) and not Candidacy.objects.exists()


def test_who_collects_enters_what_came_on_paper_and_nobody_else_does(cast: Cast) -> None:
    row, body = programme(cast), school(cast)
    assert look(row, body, 2026, cast.user("dung"), DAY).instead
    with pytest.raises(Refused, match="Đăng ký do đơn vị đó"):
        register(row, body, 2026, cast.user("son"), at(DAY))


def test_a_registration_is_for_the_next_year_unless_the_rules_say_otherwise(cast: Cast) -> None:
    rules = programme(cast).recognition_rules.get().said
    assert rules.registration.for_year(DAY) == 2027
    assert rules.registration.due_for(2027) == date(2026, 11, 30)
    assert registered(cast, school(cast), 2027).is_late is False
    assert registered(cast, cast.body("xa.90001.ubnd"), 2026).is_late is True


def test_the_whole_way_to_the_proposal(cast: Cast) -> None:
    candidacy = appraised(cast, dossier_sent(cast, school(cast)))
    papers_in(candidacy, cast.user("dung"), ("bien_ban",))
    candidacy = carried(cast, candidacy, "propose")
    assert candidacy.state == "proposed"
    deeds = list(candidacy.deeds.values_list("deed", flat=True))
    assert deeds == [
        "register", "pass_up", "select", "start_building", "self_score", "send_dossier", "appraise", "propose",
    ]  # fmt: skip


def test_a_dossier_that_falls_short_is_told_what_is_missing(cast: Cast) -> None:
    candidacy = building(cast, school(cast))
    writer, leader = people_of(candidacy.organisation)
    with pytest.raises(Refused, match="chưa mở bảng tự chấm"):
        take(candidacy, "self_score", writer, at(DAY))
    score = open_own(candidacy, writer, at(DAY))
    answer(score, "co_ke_hoach", Answered(True), writer, at(DAY))
    with pytest.raises(Refused, match="chưa trả lời «Tỷ lệ cây sống»"):
        take(candidacy, "self_score", writer, at(DAY))
    candidacy = carried(cast, (answered(score, writer), candidacy)[1], "self_score")
    papers_in(candidacy, writer, ("bao_cao",))
    with pytest.raises(Refused, match="còn thiếu: Tờ trình đề nghị công nhận; Bản đăng ký"):
        take(candidacy, "send_dossier", leader, at(DAY))


def test_only_the_leader_sends_the_dossier(cast: Cast) -> None:
    candidacy = building(cast, school(cast))
    writer, _ = people_of(candidacy.organisation)
    answered(open_own(candidacy, writer, at(DAY)), writer)
    papers_in(candidacy, writer)
    candidacy = carried(cast, candidacy, "self_score")
    with pytest.raises(Refused, match="thuộc về: lãnh đạo đơn vị đăng ký"):
        take(candidacy, "send_dossier", writer, at(DAY))


def test_a_sealed_score_is_kept_when_a_returned_dossier_is_scored_again(cast: Cast) -> None:
    candidacy = dossier_sent(cast, school(cast))
    first = own_score(candidacy)
    assert first is not None and first.sealed and first.total == 100
    candidacy = carried(cast, candidacy, "return_dossier", note="Biên bản chưa có chữ ký.")
    writer, _ = people_of(candidacy.organisation)
    second = open_own(candidacy, writer, at(DAY))
    assert second.nth == 2 and second.answers.count() == 2
    answer(second, "cay_song", Answered(7, 10), writer, at(DAY))
    candidacy = carried(cast, candidacy, "self_score", "send_dossier")
    kept = Score.objects.get(pk=first.pk)
    assert kept.sealed == first.sealed and candidacy.appraisals.count() == 2
    with pytest.raises(Refused, match="đã chốt"):
        answer(kept, "cay_song", Answered(1, 10), writer, at(DAY))


def test_members_score_apart_before_they_see_each_other(cast: Cast) -> None:
    candidacy = dossier_sent(cast, school(cast))
    appraisal = appraisal_of(candidacy)
    assert appraisal is not None
    first, second = judges(cast)
    for user in (first, second):
        appraisal.members.create(user=user, named_by=cast.user("dung"), named_at=at(DAY))
    appraisal.members.filter(user=first).update(part="chair")
    mine = hand_in_member(answered(member_score(appraisal, first, at(DAY)), first), first, at(DAY))
    assert not Score.objects.visible_to(second, DAY).filter(pk=mine.pk).exists()
    with pytest.raises(Refused, match="Còn 1 thành viên chưa chấm"):
        agreed_score(appraisal, first, at(DAY))
    hand_in_member(answered(member_score(appraisal, second, at(DAY)), second), second, at(DAY))
    assert Score.objects.visible_to(second, DAY).filter(pk=mine.pk).exists()
    with pytest.raises(Refused, match="chủ trì hoặc thư ký"):
        agreed_score(appraisal, second, at(DAY))


def test_nobody_appraises_what_he_prepared_or_directly_manages(cast: Cast) -> None:
    body = school(cast)
    candidacy = dossier_sent(cast, body)
    prepared = cast.user("dung")
    candidacy.papers.update(by=prepared)
    with pytest.raises(Refused, match="đã tham gia lập hoặc ký hồ sơ"):
        take(candidacy, "return_dossier", prepared, at(DAY), "Thiếu giấy tờ.")
    assert "return_dossier" not in [step.deed for step in open_deeds(candidacy, prepared, DAY)]
    police = cast.body("ha-thanh.cong-an")
    manager = person("kiem-nhiem", cast.body("xa.90001.ubnd"), Function.LEADER)
    person("kiem-nhiem", police, Function.LEADER)
    with pytest.raises(Refused, match="quản lý trực tiếp"):
        take(candidacy, "return_dossier", manager, at(DAY), "Thiếu giấy tờ.")


def test_a_result_that_is_not_reached_cannot_be_proposed(cast: Cast) -> None:
    candidacy = appraised(cast, dossier_sent(cast, school(cast)), living=6)
    with pytest.raises(Refused, match="Kết quả thẩm định chưa đạt"):
        take(candidacy, "propose", cast.user("dung"), at(DAY))
    assert carried(cast, candidacy, "not_recognise", note="Tỷ lệ cây sống thấp.").state == "not_recognised"


def test_an_opinion_of_the_front_must_be_answered_before_the_appraisal_ends(cast: Cast) -> None:
    candidacy = dossier_sent(cast, school(cast))
    opinion = Opinion.objects.create(
        candidacy=candidacy, organisation=cast.body("ha-thanh.ubnd"), kind="supervision", words="Cần xem lại số cây.",
        by=cast.user("lan"), at=at(DAY),
    )  # fmt: skip
    with pytest.raises(Refused, match="ý kiến của Mặt trận chưa trả lời"):
        appraised(cast, candidacy)
    Opinion.objects.filter(pk=opinion.pk).update(answer="Đã đếm lại.", answered_at=at(DAY))
    assert carried(cast, candidacy, "appraise").state == "appraised"


def test_where_no_rule_says_who_appraises_nobody_does(cast: Cast) -> None:
    rules = changed(authorities=(Authority(date(2025, 7, 1), "chưa rõ"),))
    body = school(cast)
    row = registered(cast, body, row=programme(cast, rules))
    assert row.appraiser is None and row.decider is None
    row = carried(cast, row, "pass_up")
    assert [step.deed for step in open_deeds(row, cast.user("dung"), DAY)] == []


def test_strangers_see_nothing_of_a_candidacy(cast: Cast) -> None:
    row = registered(cast, school(cast))
    seen = {name: Candidacy.objects.visible_to(cast.user(name), DAY).filter(pk=row.pk).exists() for name in
            ("lan", "dung", "xuan", "son", "binh", "quan-tri")}  # fmt: skip
    assert seen == {"lan": True, "dung": True, "xuan": True, "son": False, "binh": False, "quan-tri": True}


def test_a_proposal_waits_for_the_minutes(cast: Cast) -> None:
    candidacy = appraised(cast, dossier_sent(cast, school(cast)))
    with pytest.raises(Refused, match="Hồ sơ còn thiếu: Biên bản thẩm định"):
        take(candidacy, "propose", cast.user("dung"), at(DAY))
