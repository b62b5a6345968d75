"""A proposal's way from its list to the decision and back, by pages and by commands."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from phongtrao.awards.council import count_votes, name_member
from phongtrao.awards.examine import give_opinions
from phongtrao.awards.machine import MACHINE
from phongtrao.awards.models import Commendation, CouncilMember, Nominee
from phongtrao.awards.nominate import Told, put_on_list
from phongtrao.awards.propose import Wanted, begin_commendation
from phongtrao.documents.holdings import HOLDINGS
from phongtrao.documents.issue import issue
from phongtrao.documents.models import Outgoing
from phongtrao.documents.paper_files import PAPER_FORMATS
from phongtrao.measures import MEASURES, measured
from phongtrao.organisations.models import Function
from phongtrao.procedure import Refused
from phongtrao.work.case_papers import preview, wanted_paper
from phongtrao.work.cases import move, waiting
from tests.awards.samples import (
    DAY,
    NAME,
    SPAN,
    begun,
    carried,
    decided,
    drafted,
    examined,
    examiners,
    listed,
    papers_in,
    programme,
    proposed,
    sent,
    voted,
    with_quota,
)
from tests.conftest import Cast
from tests.recognition.samples import HEAD
from tests.reports.samples import people_of, person
from tests.work.conftest import at
from vanban.layout.check import check_docx
from vanban.paper import Table

WRITER, LEADER, JUDGE = "viet-xa-90001-ubnd", "lanh-dao-xa-90001-ubnd", "khen-thuong"


@pytest.fixture(autouse=True)
def _today(on_day: Callable[[date], None]) -> None:
    on_day(DAY)


def post(client: Client, name: str, *args: object, **typed: Any) -> str:
    return client.post(reverse(name, args=args), typed, follow=True).content.decode()


def state(case: Commendation) -> str:
    return Commendation.objects.get(pk=case.pk).state


def deed(client: Client, case: Commendation, name: str, note: str = "") -> str:
    seen = {f"{name}-seen": case.deeds.count(), f"{name}-note": note}
    return client.post(reverse("commendation_deed", args=[case.pk, name]), seen, follow=True).content.decode()


def test_the_whole_way_on_pages(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    programme(cast), people_of(cast.body("xa.90001.ubnd")), examiners(cast)
    writer, leader, judge, clerk = (signed_in(one) for one in (WRITER, LEADER, JUDGE, "vy"))
    form = writer.get(reverse("propose_commendation"), {"phong_trao": "vuon-xanh"}).content.decode()
    assert "Bằng khen của Chủ tịch" in form and "không phải là hình thức khen thưởng" in form
    typed = {
        "body": "xa.90001.ubnd", "form": "bang_khen", "title": "phong trào vườn xanh", "achieved_from": "01/01/2026",
        "achieved_until": "31/10/2026",
    }  # fmt: skip
    writer.post(reverse("propose_commendation") + "?phong_trao=vuon-xanh", typed)
    case = Commendation.objects.get()
    assert (case.year, case.examiner.code, case.decider.code) == (2026, "ha-thanh.so-noi-vu", "ha-thanh.ubnd")
    one = {"kind": "ca_nhan", "body": "xa.90001.ubnd", "full_name": NAME, "post_title": "Tổ trưởng",
           "achievement": "Vận động 40 hộ."}  # fmt: skip
    assert "Đã ghi vào danh sách" in post(writer, "nominees", case.pk, **one)
    assert "Hồ sơ còn thiếu: Tờ trình kèm danh sách" in deed(leader, case, "send_proposal")
    for name in ("to_trinh", "bao_cao"):
        post(leader, "commendation_paper", case.pk, name, **HEAD, addressees="")
        issue(Outgoing.objects.latest("pk"), DAY, people_of(case.organisation)[1], at(DAY))
    assert "Đã ghi: Gửi hồ sơ" in deed(leader, case, "send_proposal")
    page = judge.get(reverse("commendation", args=[case.pk])).content.decode()
    assert "10/12/2026" in page and "20 ngày" in page
    row = case.nominees.get()
    assert "Xin ghi ý kiến thẩm định" in deed(judge, case, "examine")
    post(judge, "examination", case.pk, **{f"n{row.pk}-is_proposed": "co", f"n{row.pk}-opinion": "Xứng đáng."})
    assert "Đã ghi: Kết luận thẩm định" in deed(judge, case, "examine")
    for account, part in (("lan", "chair"), ("dung", "member"), ("son", "secretary")):
        assert "Đã cử" in post(judge, "council_deed", case.pk, "cu", account=account, part=part)
    assert "1 trường hợp" in post(judge, "council_deed", case.pk, "phieu", **{f"n{row.pk}-yes": 3, f"n{row.pk}-no": 0})
    papers_in(case, examiners(cast), "bien_ban")
    assert "Đã ghi: Ghi kết quả họp" in deed(judge, case, "conclude_council")
    papers_in(case, examiners(cast), "to_trinh_khen")
    deed(judge, case, "submit_commendation")
    post(clerk, "commendation_paper", case.pk, "quyet_dinh", **HEAD, addressees="")
    paper = Outgoing.objects.get(kind="quyet_dinh")
    assert state(case) == "proposed"
    post(clerk, "issue_outgoing", paper.pk, day="20/11/2026")
    case.refresh_from_db()
    assert (case.state, case.decided_on) == ("decided", DAY)
    page = clerk.get(reverse("commended"), {"ten": "on"}).content.decode()
    assert "01/QĐ-UBND" in page and NAME in page


def test_every_paper_keeps_the_layout_of_the_decree(cast: Cast) -> None:
    case = proposed(cast)
    symbols = {
        "to_trinh": "TTr-UBND", "bao_cao": "BC-UBND", "bien_ban": "BB-SNV", "to_trinh_khen": "TTr-SNV",
        "quyet_dinh": "QĐ-UBND", "quyet_dinh_huy": "QĐ-UBND",
    }  # fmt: skip
    for name, symbol in symbols.items():
        case.state = "decided" if name == "quyet_dinh_huy" else "proposed"
        wanted = wanted_paper(MACHINE, case, name, cast.user("vy"), DAY)
        assert wanted is not None
        to = {"addressees": "Ủy ban nhân dân tỉnh Hà Thanh"} if wanted.asked.to else {}
        paper = preview(wanted, HEAD | {"symbol": symbol} | to)
        assert [one.rule.name for one in check_docx(PAPER_FORMATS["docx"].write(paper)) if one.state == "broken"] == []


def test_the_decision_annexes_the_list_by_kind_of_subject(cast: Cast) -> None:
    paper = drafted(cast, proposed(cast)).paper
    tables = [block for annex in paper.annexes for block in annex.blocks if isinstance(block, Table)]
    assert tables[0].rows == (("1", "UBND xã An Lạc"),)
    assert tables[1].rows == (("1", NAME, "Tổ trưởng tổ tự quản", "UBND xã An Lạc"),)
    assert "01 tập thể, 01 cá nhân" in str(paper.blocks[0])
    assert paper.deciding == "Chủ tịch Ủy ban nhân dân tỉnh Hà Thanh"


def test_the_decision_takes_effect_with_its_number_and_commends_whom_the_votes_carry(cast: Cast) -> None:
    case, judge = examined(cast), examiners(cast)
    lost = case.nominees.get(kind="ca_nhan")
    name_member(case, cast.user("lan"), CouncilMember.CHAIR, judge, at(DAY, 9))
    name_member(case, cast.user("dung"), CouncilMember.MEMBER, judge, at(DAY, 9))
    votes = {row.pk: (1, 1) if row == lost else (2, 0) for row in case.nominees.all()}
    count_votes(case, votes, judge, at(DAY, 9))
    papers_in(case, judge, "bien_ban")
    case = carried(case, "conclude_council", judge)
    papers_in(case, judge, "to_trinh_khen")
    case = carried(case, "submit_commendation", judge)
    draft = drafted(cast, case)
    assert NAME not in json.dumps(draft.content, ensure_ascii=False) and state(case) == "proposed"
    issue(draft, DAY, cast.user("vy"), at(DAY, 13))
    assert state(case) == "decided"
    assert dict(case.nominees.values_list("kind", "standing")) == {"tap_the": True, "ca_nhan": False}


def test_where_the_votes_carry_nobody_nothing_is_submitted(cast: Cast) -> None:
    case, judge = examined(cast), examiners(cast)
    name_member(case, cast.user("lan"), CouncilMember.CHAIR, judge, at(DAY, 9))
    count_votes(case, {row.pk: (0, 1) for row in case.nominees.all()}, judge, at(DAY, 9))
    papers_in(case, judge, "bien_ban", "to_trinh_khen")
    case = carried(case, "conclude_council", judge)
    with pytest.raises(Refused, match="Không trường hợp nào đủ phiếu"):
        carried(case, "submit_commendation", judge)
    carried(case, "refuse_commendation", judge, "Hội đồng không tán thành.")
    assert state(case) == "refused" and not case.nominees.filter(standing=True).exists()


def test_who_drew_up_the_list_does_not_examine_it(cast: Cast) -> None:
    case = begun(cast, "giay_khen")
    listed(case)
    writer, leader = people_of(case.organisation)
    papers_in(case, writer, "to_trinh", "bao_cao")
    carried(case, "send_proposal", leader)
    with pytest.raises(Refused, match="đã tham gia lập hoặc ký hồ sơ này"):
        carried(case, "return_commendation", leader, "Thiếu.")
    other = person("khac", case.organisation, Function.LEADER)
    assert carried(case, "return_commendation", other, "Thiếu.").state == "returned"


def test_who_is_proposed_does_not_examine(cast: Cast) -> None:
    case = begun(cast)
    judge = examiners(cast)
    listed(case, name=judge.full_name, body=cast.body("ha-thanh.so-noi-vu"))
    papers_in(case, people_of(case.organisation)[0], "to_trinh", "bao_cao")
    case = carried(case, "send_proposal", people_of(case.organisation)[1])
    with pytest.raises(Refused, match="có tên trong danh sách đề nghị"):
        carried(case, "return_commendation", judge, "Thiếu.")


def test_nobody_votes_on_himself_or_on_his_own_body(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    case = begun(cast)
    listed(case, name="Phạm Hồng Sơn")
    listed(case, "tap_the", body=cast.body("ha-thanh.cong-an"))
    papers_in(case, people_of(case.organisation)[0], "to_trinh", "bao_cao")
    case = examined(cast, carried(case, "send_proposal", people_of(case.organisation)[1]))
    judge = examiners(cast)
    for account, part in (("lan", "chair"), ("dung", "member"), ("son", "member")):
        name_member(case, cast.user(account), part, judge, at(DAY, 9))
    page = signed_in(JUDGE).get(reverse("council", args=[case.pk])).content.decode()
    assert page.count("2 thành viên được biểu quyết") == 2
    assert "Phạm Hồng Sơn.</p>" in page and "Lê Tiến Dũng.</p>" in page
    row = case.nominees.get(kind="ca_nhan")
    with pytest.raises(Refused, match="3 phiếu, nhưng chỉ 2 thành viên được biểu quyết"):
        count_votes(case, {row.pk: (3, 0)}, judge, at(DAY))
    with pytest.raises(Refused, match="âm"):
        count_votes(case, {row.pk: (3, -1)}, judge, at(DAY))


def test_another_council_must_vote_anew(cast: Cast) -> None:
    case, judge = voted(cast), examiners(cast)
    carried(case, "reopen_council", judge, "Thiếu thành viên.")
    name_member(
        case, person("them", cast.body("ha-thanh.so-tai-chinh"), Function.OFFICER), "member", judge, at(DAY, 14)
    )
    assert not case.nominees.exclude(votes_for=None).exists()
    with pytest.raises(Refused, match="kết quả biểu quyết"):
        carried(case, "conclude_council", judge)


def test_minutes_that_are_older_than_the_votes_are_asked_for_anew(cast: Cast) -> None:
    case, judge = examined(cast), examiners(cast)
    name_member(case, cast.user("lan"), CouncilMember.CHAIR, judge, at(DAY, 9))
    papers_in(case, judge, "bien_ban")
    count_votes(case, {row.pk: (1, 0) for row in case.nominees.all()}, judge, at(DAY, 15))
    with pytest.raises(Refused, match="đã sửa sau khi lập: Biên bản họp hội đồng"):
        carried(case, "conclude_council", judge)


def test_papers_that_are_older_than_the_list_are_asked_for_anew(cast: Cast) -> None:
    case = carried(sent(cast), "return_commendation", examiners(cast), "Bổ sung người.")
    writer, leader = people_of(case.organisation)
    case.papers.update(at=at(DAY, 8))
    listed(case, name="Đinh Thị Hạnh")
    with pytest.raises(Refused, match="Danh sách đã sửa sau khi lập: Tờ trình kèm danh sách; Báo cáo thành tích"):
        carried(case, "send_proposal", leader)
    papers_in(case, writer, "to_trinh", "bao_cao")
    assert carried(case, "send_proposal", leader).state == "sent"


def test_whom_the_examiner_does_not_propose_needs_a_reason_and_goes_no_further(cast: Cast) -> None:
    case, judge = sent(cast), examiners(cast)
    person_, body = case.nominees.get(kind="ca_nhan"), case.nominees.get(kind="tap_the")
    with pytest.raises(Refused, match="xin nêu lý do"):
        give_opinions(case, {person_.pk: (False, " ")}, "", judge, at(DAY))
    said = {person_.pk: (False, "Thành tích chưa rõ."), body.pk: (True, "")}
    assert give_opinions(case, said, "", judge, at(DAY)) == 2 and give_opinions(case, said, "", judge, at(DAY)) == 0
    case = carried(case, "examine", judge)
    decision = drafted_after(cast, case)
    assert NAME not in json.dumps(decision.content, ensure_ascii=False)


def drafted_after(cast: Cast, case: Commendation) -> Outgoing:
    """The decision's draft of one that was examined."""
    case = voted(cast, case)
    papers_in(case, examiners(cast), "to_trinh_khen")
    return drafted(cast, carried(case, "submit_commendation", examiners(cast)))


@pytest.mark.parametrize(("over", "words"), [("refuse", "Xin bỏ bớt"), ("reason", "Xin nêu lý do ở trang thẩm định")])
def test_more_than_the_quota_is_refused_or_wants_a_reason(cast: Cast, over: str, words: str) -> None:
    programme(cast, with_quota(number=1, over=over))
    case, judge = sent(cast), examiners(cast)
    said = {row.pk: (True, "") for row in case.nominees.all()}
    give_opinions(case, said, "", judge, at(DAY))
    with pytest.raises(Refused, match=f"mọi đối tượng, mỗi đơn vị đề nghị: 2 trên 1.*{words}"):
        carried(case, "examine", judge)
    give_opinions(case, said, "Năm tổng kết.", judge, at(DAY))
    if over == "reason":
        assert carried(case, "examine", judge).state == "examined"
        return
    with pytest.raises(Refused):
        carried(case, "examine", judge)
    left_out = case.nominees.get(kind="ca_nhan")
    give_opinions(case, {left_out.pk: (False, "Vượt hạn mức.")}, "", judge, at(DAY))
    assert carried(case, "examine", judge).state == "examined"


def test_a_quota_counts_the_other_proposals_of_the_year(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    programme(cast, with_quota(number=2, over="refuse", subject="ca_nhan", whose="province"))
    examined(cast)
    case = begun(cast, body="xa.90003.ubnd")
    for name in ("Đinh Thị Hạnh", "Vi Văn Phúc"):
        listed(case, name=name)
    papers_in(case, people_of(case.organisation)[0], "to_trinh", "bao_cao")
    case = carried(case, "send_proposal", people_of(case.organisation)[1])
    page = signed_in(JUDGE).get(reverse("examination", args=[case.pk])).content.decode()
    assert "Cá nhân, toàn tỉnh: 3 trên 2" in page and "không nhận" in page


def test_the_desk_and_the_list_tell_who_is_waited_for(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    case = sent(cast)
    assert [one.pk for one in waiting(MACHINE, examiners(cast), DAY)] == [case.pk]
    desk = signed_in(JUDGE).get(reverse("desk")).content.decode()
    assert f"Khen thưởng: {case.title}" in desk and "UBND xã An Lạc" in desk
    page = signed_in(JUDGE).get(reverse("commendations")).content.decode()
    assert "Hạn thẩm định: 10/12/2026" in page and "1 tập thể, 1 cá nhân" in page
    assert "Không có hồ sơ nào chờ" in signed_in("vy").get(reverse("commendations")).content.decode()


def test_a_list_of_many_asks_the_database_no_more_than_one_of_few(
    cast: Cast, signed_in: Callable[[str], Client], django_assert_max_num_queries: Any
) -> None:
    decided(cast)
    for letter in "BCDEGHIK":
        listed(begun(cast), name=f"Cao Xuân Bách ({letter})")
    client = signed_in(WRITER)
    with django_assert_max_num_queries(15):
        client.get(reverse("commendations"), {"muc": "tat-ca"})
    with django_assert_max_num_queries(15):
        client.get(reverse("commended"))


def test_a_form_for_which_nobody_is_known_to_decide_is_refused(cast: Cast) -> None:
    row, body = programme(cast), cast.body("ha-thanh.cong-an")
    writer, _ = people_of(body)
    with pytest.raises(Refused, match="Chưa xác định được cơ quan quyết định"):
        begin_commendation(Wanted(row, body, "giay_khen", "vườn xanh", *SPAN), writer, at(DAY))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"form": "bang"}, "Quy định không có hình thức «bang»"),
        ({"title": "  "}, "Xin ghi nội dung"),
        ({"achieved_until": date(2025, 1, 1)}, "phải từ ngày đầu trở đi"),
        ({"achieved_until": date(2026, 12, 1)}, "không được sau hôm nay"),
    ],
)
def test_a_proposal_that_cannot_be_is_refused_with_what_to_do(cast: Cast, changed: dict[str, Any], words: str) -> None:
    body = cast.body("xa.90001.ubnd")
    told: dict[str, Any] = {
        "programme": programme(cast), "organisation": body, "form": "bang_khen", "title": "vườn xanh",
        "achieved_from": SPAN[0], "achieved_until": SPAN[1], **changed,
    }  # fmt: skip
    with pytest.raises(Refused, match=words):
        begin_commendation(Wanted(**told), people_of(body)[0], at(DAY))
    with pytest.raises(Refused, match="không giữ chức vụ ở đơn vị này"):
        begin_commendation(Wanted(**{**told, **good(changed)}), cast.user("son"), at(DAY))


def good(changed: dict[str, Any]) -> dict[str, Any]:
    """What would have been right."""
    right = {"form": "bang_khen", "title": "vườn xanh", "achieved_until": SPAN[1]}
    return {name: right[name] for name in changed}


def test_the_command_prints_one_object_a_line(cast: Cast) -> None:
    case = decided(cast)
    [one] = commanded("commendations", "2026", "--json")
    assert one == {
        "id": case.pk,
        "title": "phong trào vườn xanh",
        "programme": "vuon-xanh",
        "year": 2026,
        "organisation": "UBND xã An Lạc",
        "organisation_code": "xa.90001.ubnd",
        "state": "decided",
        "forms": ["bang_khen"],
        "collectives": [
            {
                "nominee": case.nominees.get(kind="tap_the").pk,
                "organisation": "UBND xã An Lạc",
                "organisation_code": "xa.90001.ubnd",
                "standing": True,
            }
        ],
        "people": 1,
        "households": 0,
        "achieved_from": "2026-01-01",
        "achieved_until": "2026-10-31",
        "sent_on": "2026-11-20",
        "due": "2026-12-10",
        "decided_on": "2026-11-20",
        "decision": "01/QĐ-UBND",
    }
    assert commanded("commendations", "2025", "--json") == []
    assert commanded("commendations", "2026", "--json", "--programme", "khac") == []


def commanded(*arguments: str) -> list[dict[str, Any]]:
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()] if "--json" in arguments else []


def said(*arguments: str) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_the_whole_way_by_commands(cast: Cast) -> None:
    programme(cast)
    body, judge = cast.body("xa.90001.ubnd"), examiners(cast)
    people_of(body)
    days = ("--from", "01/01/2026", "--until", "31/10/2026")
    said("propose_commendation", "vuon-xanh", body.code, "bang_khen", "vườn xanh", *days, "--by", WRITER)
    case = Commendation.objects.get()
    number = str(case.pk)
    said("nominate", number, "ca_nhan", body.code, "--name", NAME, "--achievement", "Giữ rừng.", "--by", WRITER)
    said("nominate", number, "tap_the", body.code, "--achievement", "Giữ rừng.", "--by", WRITER)
    one, two = (row.pk for row in case.nominees.order_by("pk"))
    said("nominate", number, "--remove", str(two), "--by", WRITER)
    with pytest.raises(CommandError, match="còn thiếu"):
        said("commendation_deed", number, "send_proposal", "--by", LEADER)
    papers_in(case, people_of(body)[0], "to_trinh", "bao_cao")
    said("commendation_deed", number, "send_proposal", "--by", LEADER)
    said("examine_nominees", number, "--yes", str(one), "--by", judge.username)
    said("commendation_deed", number, "examine", "--by", judge.username)
    assert "2 thành viên" in said("council", number, "--name", "lan=chair", "dung", "--by", judge.username)
    [*_, vote] = commanded("council", number, "--votes", f"{one}=2/0", "--json", "--by", judge.username)
    assert vote == {"nominee": one, "voters": 2, "for": 2, "against": 0, "carried": True}
    papers_in(case, judge, "bien_ban", "to_trinh_khen")
    for name in ("conclude_council", "submit_commendation"):
        said("commendation_deed", number, name, "--by", judge.username)
    assert state(case) == "proposed"


def test_the_rules_are_printed_with_their_gaps(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    programme(cast)
    assert "Chưa rõ: Tiền thưởng" in said("commendation_rules")
    [one] = commanded("commendation_rules", "--json")
    assert one["programme"] == "vuon-xanh" and one["retention"]["years"] == 5
    row = programme(cast).commendation_rules.get()
    page = signed_in("vy").get(reverse("commendation_rules", args=[row.pk])).content.decode()
    assert "Sở Nội vụ" in page and "cơ quan quyết định" in page and "Điều 10" in page and "Tiền thưởng" in page


def test_the_measure_counts_what_was_decided_in_the_span_and_stands(cast: Cast) -> None:
    case = decided(cast)
    span = (date(2026, 1, 1), date(2026, 12, 31), DAY)
    found = measured("commendations_decided", case.organisation, *span)
    assert found is not None and found.value == 1 and "commendations_decided" in MEASURES
    times = measured("times_commended", cast.body("xa.90001.ubnd"), *span)
    assert times is not None and times.value == 1
    before = measured("commendations_decided", case.organisation, date(2025, 1, 1), date(2025, 12, 31), DAY)
    assert before is not None and before.value == 0


def test_purging_the_words_of_one_takes_them_out_of_drafted_papers(cast: Cast) -> None:
    case = proposed(cast)
    draft = drafted(cast, case)
    row = case.nominees.get(kind="ca_nhan")
    HOLDINGS["truong-hop-khen-thuong"].clear(row, "(đã tiêu hủy)")
    row.refresh_from_db()
    assert (row.achievement, row.full_name) == ("(đã tiêu hủy)", "") and "bach" not in row.subject_key
    assert NAME not in json.dumps(Outgoing.objects.get(pk=draft.pk).content, ensure_ascii=False)


@pytest.mark.django_db(transaction=True)
def test_of_two_lists_entered_at_once_one_passes(cast: Cast) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("the tests' SQLite is in memory and shared by threads, which a file is not")
    cases, passed = [begun(cast), begun(cast, "giay_khen", span=(date(2026, 2, 1), date(2026, 9, 1)))], []

    def one(case: Commendation) -> None:
        try:
            listed(case)
            passed.append(case)
        except Refused:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(case,)) for case in cases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(passed) == 1 and Nominee.objects.count() == 1


def test_a_deed_of_a_stale_page_is_refused(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    case, judge = sent(cast), examiners(cast)
    client = signed_in(judge.username)
    move(MACHINE, case, "return_commendation", judge, at(DAY), "Bổ sung.")
    seen = {"return_commendation-seen": 1, "return_commendation-note": "Thiếu."}
    answer = client.post(reverse("commendation_deed", args=[case.pk, "return_commendation"]), seen)
    assert "vừa được người khác xử lý" in answer.content.decode()


def test_a_draft_shows_its_names_to_the_proposing_body_alone(cast: Cast, signed_in: Callable[[str], Client]) -> None:
    case = begun(cast)
    name = listed(case).full_name
    page = reverse("commendation", args=[case.pk])
    assert name in signed_in(WRITER).get(page).content.decode()
    assert not Commendation.objects.named_to(examiners(cast), DAY).exists()
    assert name not in signed_in(JUDGE).get(page).content.decode()


def test_a_number_that_is_nobody_of_the_list_is_refused(cast: Cast) -> None:
    case = sent(cast)
    with pytest.raises(Refused, match="Không có trường hợp số 999999"):
        give_opinions(case, {999999: (True, "")}, "", examiners(cast), at(DAY))


@pytest.mark.parametrize("told", ["gọi 0912 345 678", "gọi 0912.345.678", "số 0238-384-1234"])
def test_a_telephone_however_it_is_parted_is_refused_in_an_achievement(cast: Cast, told: str) -> None:
    case = begun(cast)
    with pytest.raises(Refused, match="số điện thoại"):
        put_on_list(case, Told("tap_the", case.organisation, told), people_of(case.organisation)[0], at(DAY))
