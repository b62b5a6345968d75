"""Who appraises, each apart from the other, and what they agree on: as members use the pages."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from phongtrao.documents.holdings import HOLDINGS
from phongtrao.organisations.models import Function, LogEntry, User
from phongtrao.procedure import Refused
from phongtrao.recognition.candidacy_deeds import take
from phongtrao.recognition.council import name_members, remove_member
from phongtrao.recognition.models import Appraisal, AppraisalMember, Candidacy, Score, ScoreAnswer
from phongtrao.recognition.scores import agreed_score, appraisal_of, council_score, hand_in_member, member_score
from tests.conftest import Cast
from tests.recognition.samples import DAY, answered, dossier_sent, judges, papers_in, school, unit
from tests.reports.samples import people_of, person
from tests.work.conftest import at


@pytest.fixture(autouse=True)
def _today(on_day: Callable[[date], None]) -> None:
    on_day(DAY)


Browser = Callable[[User], Client]


@pytest.fixture
def browser() -> Browser:
    def of(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return of


@pytest.fixture
def candidacy(cast: Cast) -> Candidacy:
    return dossier_sent(cast, school(cast))


def current(candidacy: Candidacy) -> Appraisal:
    found = appraisal_of(candidacy)
    assert found is not None
    return found


def named(cast: Cast, candidacy: Candidacy) -> tuple[User, User]:
    """A chair and a member."""
    chair, other = judges(cast)
    name_members([candidacy], [(chair, "chair"), (other, "member")], cast.user("dung"), at(DAY))
    return chair, other


SCORED = {"v-co_ke_hoach": "có", "v-cay_song": "8", "b-cay_song": "10"}
"""What the page of an empty score sends."""


def deed(client: Client, candidacy: Candidacy, name: str, **sent: object) -> str:
    answer = client.post(reverse("appraisal_deed", args=[candidacy.pk, name]), sent, follow=True)
    return str(answer.content.decode())


def test_members_are_named_on_the_page_and_stand_in_the_log(cast: Cast, candidacy: Candidacy, browser: Browser) -> None:
    chair, _ = judges(cast)
    client = browser(cast.user("dung"))
    assert "Đã cử thành viên" in deed(client, candidacy, "name", account=chair.username, part="chair")
    deed(client, candidacy, "name", account=chair.username, part="chair")
    member = current(candidacy).members.get()
    assert (member.user, member.part, member.named_by) == (chair, "chair", cast.user("dung"))
    assert LogEntry.objects.filter(deed="name_member").count() == 1


def test_who_prepared_signed_or_manages_is_not_named_and_is_told_why(
    cast: Cast, candidacy: Candidacy, browser: Browser
) -> None:
    writer, leader = people_of(candidacy.organisation)
    manager = person("quan-ly", cast.body("xa.90001.ubnd"), Function.LEADER)
    client = browser(cast.user("dung"))
    for user, why in (
        (writer, "đang công tác ở đơn vị này"),
        (leader, "đang công tác"),
        (manager, "quản lý trực tiếp"),
    ):
        assert why in deed(client, candidacy, "name", account=user.username, part="member")
    prepared = person("chuan-bi", cast.body("ha-thanh.cong-an"), Function.OFFICER)
    papers_in(candidacy, prepared, ("bao_cao",))
    assert "đã tham gia lập hoặc ký hồ sơ" in deed(client, candidacy, "name", account=prepared.username, part="member")
    assert not AppraisalMember.objects.exists()


def test_an_account_of_another_province_or_without_a_post_is_not_named(
    cast: Cast, candidacy: Candidacy, browser: Browser
) -> None:
    User.objects.create_user("khong-chuc", full_name="Không Chức Vụ")
    for account in ("binh", "khong-chuc", "khong-co"):
        said = deed(browser(cast.user("dung")), candidacy, "name", account=account, part="member")
        assert "không có tài khoản" in said
    with pytest.raises(Refused, match="không giữ chức vụ ở cơ quan nào trong tỉnh"):
        name_members([candidacy], [(cast.user("binh"), "member")], cast.user("dung"), at(DAY))


def test_a_person_of_another_body_of_the_province_may_be_named_and_then_sees_the_dossier(
    cast: Cast, candidacy: Candidacy, browser: Browser
) -> None:
    son = cast.user("son")
    assert browser(son).get(reverse("appraisal", args=[candidacy.pk])).status_code == 404
    deed(browser(cast.user("dung")), candidacy, "name", account="son", part="secretary")
    assert browser(son).get(reverse("appraisal", args=[candidacy.pk])).status_code == 200
    assert browser(son).get(reverse("member_score", args=[current(candidacy).pk])).status_code == 200


def test_only_who_leads_the_appraisal_names_and_nobody_for_a_dossier_of_his_own(
    cast: Cast, candidacy: Candidacy, browser: Browser
) -> None:
    chair, _ = judges(cast)
    said = deed(browser(chair), candidacy, "name", account=chair.username, part="chair")
    assert "do đầu mối hoặc lãnh đạo cơ quan thẩm định cử" in said
    papers_in(candidacy, cast.user("dung"), ("bao_cao",))
    said = deed(browser(cast.user("dung")), candidacy, "name", account=chair.username, part="chair")
    assert "nên không cử thành viên" in said and not AppraisalMember.objects.exists()


def test_there_is_one_chair(cast: Cast, candidacy: Candidacy, browser: Browser) -> None:
    _, other = named(cast, candidacy)
    said = deed(browser(cast.user("dung")), candidacy, "name", account=other.username, part="chair")
    assert "đã có người chủ trì" in said


def test_a_member_is_taken_off_until_he_has_handed_in(cast: Cast, candidacy: Candidacy, browser: Browser) -> None:
    chair, other = named(cast, candidacy)
    appraisal, client = current(candidacy), browser(cast.user("dung"))
    hand_in_member(answered(member_score(appraisal, chair, at(DAY)), chair), chair, at(DAY))
    answered(member_score(appraisal, other, at(DAY)), other)
    assert "Đã thôi cử" in deed(client, candidacy, "remove", account=other.username)
    assert not Score.objects.filter(member=other).exists()
    assert "đã nộp bảng điểm nên không thôi cử" in deed(client, candidacy, "remove", account=chair.username)
    assert [one.user for one in appraisal.members.all()] == [chair]
    assert remove_member(candidacy, other, cast.user("dung"), at(DAY)) is False


def test_the_same_council_is_named_for_several_dossiers_whole_or_not_at_all(
    cast: Cast, candidacy: Candidacy, browser: Browser
) -> None:
    second = dossier_sent(cast, unit(cast, "cong-ty", "Công ty Cây Xanh", "doanh_nghiep"))
    third = dossier_sent(cast, unit(cast, "cong-ty-2", "Công ty Lá Xanh", "doanh_nghiep"))
    chair, other = named(cast, candidacy)
    papers_in(third, other, ("bao_cao",))
    client = browser(cast.user("dung"))
    said = deed(client, candidacy, "same", others=[second.pk, third.pk])
    assert "Công ty Lá Xanh" in said and "đã tham gia lập" in said and not current(second).members.exists()
    assert "Đã cử cho các hồ sơ" in deed(client, candidacy, "same", others=[second.pk])
    assert [(one.user, one.part) for one in current(second).members.all()] == [(chair, "chair"), (other, "member")]


def test_a_member_starts_with_nothing_and_the_unit_s_own_score_stands_beside(
    cast: Cast, candidacy: Candidacy, browser: Browser
) -> None:
    chair, _ = named(cast, candidacy)
    address, client = reverse("member_score", args=[current(candidacy).pk]), browser(chair)
    assert "Mở bảng chấm" in client.get(address).content.decode()
    assert not Score.objects.filter(kind="member").exists()
    shown = client.post(address, {"open": "1"}, follow=True).content.decode()
    assert "Đơn vị tự chấm: 8/10; cần ít nhất 70 %" in shown and "Đã trả lời 0/2 tiêu chí" in shown
    assert 'name="v-cay_song" value=""' in shown and 'name="b-cay_song" value=""' in shown
    assert "minh chứng<span" not in shown


def test_a_member_saves_and_hands_in_and_then_changes_nothing(
    cast: Cast, candidacy: Candidacy, browser: Browser
) -> None:
    chair, _ = named(cast, candidacy)
    address, client = reverse("member_score", args=[current(candidacy).pk]), browser(chair)
    client.post(address, {"open": "1"})
    client.post(address, {"v-co_ke_hoach": "có"})
    said = client.post(address, {"then": "hand_in"}, follow=True).content.decode()
    assert "Chưa nộp được: chưa trả lời «Tỷ lệ cây sống»" in said
    said = client.post(address, {"v-cay_song": "12", "b-cay_song": "10"}).content.decode().casefold()
    assert "số đạt (12) lớn hơn tổng số (10)" in said
    client.post(address, {"v-cay_song": "8", "b-cay_song": "10", "then": "hand_in"})
    row = Score.objects.get(member=chair)
    assert row.sent_at is not None and row.total == 100 and row.sealed
    late = {"v-co_ke_hoach": "không", "w-co_ke_hoach": "có"}
    assert "đã chốt" in client.post(address, late, follow=True).content.decode()
    assert ScoreAnswer.objects.get(score=row, criterion="co_ke_hoach").value == "1"
    assert client.get(address).headers["Location"] == reverse("score", args=[row.pk])


def test_what_another_window_wrote_is_not_written_over(cast: Cast, candidacy: Candidacy, browser: Browser) -> None:
    chair, _ = named(cast, candidacy)
    address, client = reverse("member_score", args=[current(candidacy).pk]), browser(chair)
    client.post(address, {"open": "1"})
    client.post(address, {"v-co_ke_hoach": "có"})
    answer = client.post(address, {"v-co_ke_hoach": "không", "w-co_ke_hoach": ""}).content.decode()
    assert "Có người khác vừa ghi tiêu chí này" in answer
    assert ScoreAnswer.objects.get(score__member=chair, criterion="co_ke_hoach").value == "1"


def test_scores_of_others_are_nowhere_before_one_has_handed_in(
    cast: Cast, candidacy: Candidacy, browser: Browser
) -> None:
    chair, other = named(cast, candidacy)
    appraisal = current(candidacy)
    row = member_score(appraisal, chair, at(DAY))
    answered(row, chair, living=7)
    hand_in_member(row, chair, at(DAY))
    for user in (other, cast.user("dung"), cast.user("quan-tri"), people_of(candidacy.organisation)[1]):
        pages = [browser(user).get(reverse(name, args=[pk])) for name, pk in
                 (("candidacy", candidacy.pk), ("appraisal", candidacy.pk), ("agreed_score", appraisal.pk),
                  ("member_score", appraisal.pk), ("opinions", candidacy.pk))]  # fmt: skip
        assert not any("7/10" in page.content.decode() or "Đã đếm lại" in page.content.decode() for page in pages)
        assert not Score.objects.visible_to(user, DAY).filter(pk=row.pk).exists()
        assert not ScoreAnswer.objects.visible_to(user, DAY).filter(score=row).exists()


def test_who_is_no_member_has_nothing_to_score(cast: Cast, candidacy: Candidacy, browser: Browser) -> None:
    named(cast, candidacy)
    address = reverse("member_score", args=[current(candidacy).pk])
    assert "không phải thành viên thẩm định" in browser(cast.user("dung")).get(address).content.decode()
    for sent in ({"open": "1"}, SCORED):
        assert "không phải thành viên" in browser(cast.user("dung")).post(address, sent, follow=True).content.decode()
    assert not Score.objects.filter(kind="member").exists()
    assert browser(cast.user("binh")).get(address).status_code == 404


def test_a_member_who_has_prepared_the_dossier_meanwhile_scores_no_more(cast: Cast, candidacy: Candidacy) -> None:
    _, other = named(cast, candidacy)
    papers_in(candidacy, other, ("bao_cao",))
    with pytest.raises(Refused, match="nên không tham gia thẩm định"):
        member_score(current(candidacy), other, at(DAY))


def all_handed_in(cast: Cast, candidacy: Candidacy, second: int = 8) -> tuple[User, User]:
    chair, other = named(cast, candidacy)
    for user, living in ((chair, 8), (other, second)):
        row = answered(member_score(current(candidacy), user, at(DAY)), user, living)
        hand_in_member(row, user, at(DAY))
    return chair, other


def test_where_all_agree_it_is_filled_in_and_the_rest_is_written_by_the_chair(
    cast: Cast, candidacy: Candidacy, browser: Browser
) -> None:
    chair, other = all_handed_in(cast, candidacy, second=6)
    address = reverse("agreed_score", args=[current(candidacy).pk])
    shown = browser(chair).get(address).content.decode()
    assert "chấm khác nhau ở 1 tiêu chí" in shown and "8/10" in shown and "6/10" in shown
    assert "Mở bảng thống nhất" not in browser(other).get(address).content.decode()
    assert council_score(current(candidacy)) is None
    browser(other).post(address, {"open": "1"})
    assert council_score(current(candidacy)) is None
    browser(chair).post(address, {"open": "1"})
    row = council_score(current(candidacy))
    assert row is not None and row.answers.get().value == "1"
    sent = {"v-cay_song": "7", "b-cay_song": "10"}
    assert "do người chủ trì hoặc thư ký ghi" in browser(other).post(address, sent, follow=True).content.decode()
    assert row.answers.count() == 1
    said = browser(chair).post(address, sent, follow=True).content.decode()
    assert "ưa ghi lý do khác điểm tự chấm ở «Tỷ lệ cây sống»" in said
    with pytest.raises(Refused, match="chưa ghi lý do khác điểm tự chấm"):
        take(candidacy, "appraise", cast.user("dung"), at(DAY))
    why = {**sent, "w-cay_song": "7", "wb-cay_song": "10", "r-cay_song": "Đếm chung tại vườn."}
    browser(chair).post(address, why)
    assert row.answers.get(criterion="cay_song").reason == "Đếm chung tại vườn."
    with pytest.raises(Refused, match="chủ trì hoặc thư ký"):
        agreed_score(current(candidacy), other, at(DAY))


def test_what_all_agree_on_against_the_unit_keeps_their_reasons(
    cast: Cast, candidacy: Candidacy, browser: Browser
) -> None:
    chair, other = named(cast, candidacy)
    for user in (chair, other):
        row = answered(member_score(current(candidacy), user, at(DAY)), user, living=7)
        hand_in_member(row, user, at(DAY))
    browser(chair).post(reverse("agreed_score", args=[current(candidacy).pk]), {"open": "1"})
    kept = council_score(current(candidacy))
    assert kept is not None and kept.answers.get(criterion="cay_song").reason == "Đã đếm lại tại vườn."


def test_the_appraisal_is_concluded_on_its_page_and_then_everybody_inside_sees_all(
    cast: Cast, candidacy: Candidacy, browser: Browser
) -> None:
    chair, _ = all_handed_in(cast, candidacy)
    appraisal = current(candidacy)
    browser(chair).post(reverse("agreed_score", args=[appraisal.pk]), {"open": "1"})
    dung = browser(cast.user("dung"))
    assert "Kết luận thẩm định" in dung.get(reverse("appraisal", args=[candidacy.pk])).content.decode()
    dung.post(reverse("candidacy_deed", args=[candidacy.pk, "appraise"]), {"appraise-seen": "dossier_sent"})
    assert Candidacy.objects.get(pk=candidacy.pk).state == "appraised"
    unit_s = browser(people_of(candidacy.organisation)[0])
    assert "Tham-Dinh-1" in unit_s.get(reverse("agreed_score", args=[appraisal.pk])).content.decode()


def test_a_returned_dossier_s_appraisal_takes_no_more_scores(cast: Cast, candidacy: Candidacy) -> None:
    chair, _ = named(cast, candidacy)
    row = answered(member_score(current(candidacy), chair, at(DAY)), chair)
    take(candidacy, "return_dossier", cast.user("dung"), at(DAY), "Thiếu chữ ký.")
    row = Score.objects.get(pk=row.pk)
    with pytest.raises(Refused, match="không còn chờ thẩm định"):
        hand_in_member(row, chair, at(DAY))


def test_it_is_all_done_by_command(cast: Cast, candidacy: Candidacy) -> None:
    chair, other = judges(cast)
    out, number = io.StringIO(), str(candidacy.pk)
    members = ("--name", f"{chair.username}=chair", "--name", other.username)
    call_command("appraise", number, *members, "--json", "--by", "dung", stdout=out)
    said = json.loads(out.getvalue())
    assert [(one["account"], one["part"], one["scored"]) for one in said["members"]] == [
        (chair.username, "chair", False), (other.username, "member", False),
    ]  # fmt: skip
    given = ("--set", "co_ke_hoach=có", "--set", "cay_song=8/10", "--hand-in")
    with pytest.raises(CommandError, match="Còn 2 thành viên chưa chấm"):
        call_command("appraisal_score", number, "--agreed", "--by", chair.username)
    for user in (chair, other):
        call_command("appraisal_score", number, *given, "--by", user.username, stdout=out)
    with pytest.raises(CommandError, match="Bộ tiêu chí không có «khac»"):
        call_command("appraisal_score", number, "--agreed", "--set", "khac=1", "--by", chair.username)
    with pytest.raises(CommandError, match="chủ trì hoặc thư ký"):
        call_command("appraisal_score", number, "--agreed", "--by", other.username)
    call_command("appraisal_score", number, "--agreed", "--by", chair.username, stdout=out)
    call_command("candidacy_deed", number, "appraise", "--by", "dung", stdout=out)
    assert Candidacy.objects.get(pk=candidacy.pk).state == "appraised"
    with pytest.raises(CommandError, match="không có thẩm định nào đang mở"):
        call_command("appraise", number, "--remove", other.username, "--by", "dung")


def test_a_reason_that_is_purged_goes_from_the_score_agreed_on_too(
    cast: Cast, candidacy: Candidacy, browser: Browser
) -> None:
    chair, other = named(cast, candidacy)
    for user, reason in ((chair, "Thấy thanhlong74."), (other, "Đếm lại.")):
        row = answered(member_score(current(candidacy), user, at(DAY)), user, living=7)
        row.answers.filter(criterion="cay_song").update(reason=reason)
        hand_in_member(row, user, at(DAY))
    browser(chair).post(reverse("agreed_score", args=[current(candidacy).pk]), {"open": "1"})
    agreed = ScoreAnswer.objects.get(score__kind="council", criterion="cay_song")
    assert agreed.reason == "Thấy thanhlong74.; Đếm lại."
    HOLDINGS["ly-do-cham"].clear(ScoreAnswer.objects.get(reason="Thấy thanhlong74."), "Đã tiêu hủy.")
    agreed.refresh_from_db()
    assert agreed.reason == "Đã tiêu hủy.; Đếm lại."
