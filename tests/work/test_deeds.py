"""Deeds on tasks: who may, what is needed, what is kept, and who comes second."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phongtrao.organisations.models import LogEntry, Organisation, Post, User
from phongtrao.procedure import Refused
from phongtrao.procedures import TASK
from phongtrao.work import share
from phongtrao.work.adopt import Adopted
from phongtrao.work.deeds import do, open_deeds, roles
from phongtrao.work.models import Assignment, Duty, Extension, Task, TaskDeed
from phongtrao.work.open_tasks import open_tasks
from tests.conftest import Cast
from tests.work.conftest import at

DAY = date(2026, 2, 2)
DUE = date(2026, 6, 9)


@pytest.fixture
def report(cast: Cast, adopted: Adopted) -> Task:
    """The half-year report of xuan's commune, which the provincial police receive."""
    open_tasks(date(2026, 12, 31), at(DAY), cast.user("quan-tri"))
    return Task.objects.get(assignment__organisation__code="xa.90001.ubnd", due=DUE)


def steps(task: Task, cast: Cast, account: str, day: date = DAY) -> set[str]:
    return {s.deed for s in open_deeds(task, cast.user(account), day)}


@pytest.mark.parametrize(
    ("account", "held"),
    [
        ("xuan", {"actor"}),
        ("dung", {"receiver"}),
        ("quan-tri", {"receiver"}),
        ("lan", set()),
        ("son", set()),
        ("kien", set()),
        ("binh", set()),
    ],
)
def test_roles_follow_from_posts(cast: Cast, report: Task, account: str, held: set[str]) -> None:
    assert roles(report, cast.user(account), DAY) == held


def test_an_ended_post_gives_no_role(cast: Cast, report: Task) -> None:
    Post.objects.filter(user__username="xuan").update(ends_on=date(2026, 1, 31))
    assert roles(report, cast.user("xuan"), DAY) == set()


def test_a_committee_s_task_lies_on_its_standing_body_s_desk(cast: Cast, report: Task) -> None:
    task = Task.objects.get(assignment__duty__clause="3")
    assert roles(task, cast.user("dung"), DAY) == {"actor"}


def test_the_walk_from_start_to_acceptance(cast: Cast, report: Task) -> None:
    xuan, dung = cast.user("xuan"), cast.user("dung")
    do(report, "start", xuan, at(DAY))
    assert report.status(DAY) == "in_progress"
    do(report, "submit", xuan, at(date(2026, 6, 1)), "Đã xong 3 tủ sách.")
    do(report, "return", dung, at(date(2026, 6, 2)), "Thiếu số liệu thôn.")
    assert report.status(date(2026, 6, 3)) == "returned"
    do(report, "submit", xuan, at(date(2026, 6, 9), 23), "Đã bổ sung.")
    do(report, "accept", dung, at(date(2026, 6, 20)))
    assert report.status(date(2026, 7, 1)) == "accepted"
    assert [d.deed for d in report.deeds.all()] == ["start", "submit", "return", "submit", "accept"]
    logged = LogEntry.objects.filter(subject=f"task:{report.pk}").values_list("deed", flat=True)
    assert list(logged) == ["start", "submit", "return", "submit", "accept"]


def test_on_time_goes_by_the_day_of_sending_not_of_acceptance(cast: Cast, report: Task) -> None:
    do(report, "submit", cast.user("xuan"), at(DUE + timedelta(days=1)), "Nộp muộn một ngày.")
    do(report, "accept", cast.user("dung"), at(date(2026, 8, 1)))
    assert (report.status(date(2026, 8, 2)), report.days_late(date(2026, 8, 2))) == ("accepted_late", 1)


def test_sent_late_in_the_evening_of_hanoi_is_still_that_day(cast: Cast, report: Task) -> None:
    do(report, "submit", cast.user("xuan"), at(DUE, 23), "Gửi lúc 23 giờ.")
    assert report.sent_on == DUE


def test_the_words_of_a_deed_stay_out_of_the_log(cast: Cast, report: Task) -> None:
    do(report, "submit", cast.user("xuan"), at(DAY), "Nội dung riêng của đơn vị.")
    entry = LogEntry.objects.get(deed="submit")
    assert "riêng" not in str(entry.content)
    assert len(entry.content["note"]) == 64


@pytest.mark.parametrize(
    ("deed", "account", "note", "day", "said"),
    [
        ("submit", "xuan", "", None, "nội dung"),
        ("submit", "dung", "Nộp hộ.", None, "thuộc về"),
        ("accept", "dung", "", None, "Không thể"),
        ("waive", "dung", " ", None, "lý do"),
        ("waive", "xuan", "Xin miễn.", None, "thuộc về"),
        ("ask_extension", "xuan", "Chưa đủ số liệu.", None, "chọn ngày"),
        ("ask_extension", "xuan", "Chưa đủ số liệu.", DUE, "sau thời hạn"),
        ("refuse_extension", "dung", "Không cần.", None, "Không có đề nghị"),
        ("extend", "dung", "", DUE - timedelta(days=1), "sau thời hạn"),
        ("close", "xuan", "Đóng.", None, "thuộc về"),
        ("burn", "xuan", "", None, "không có trong quy trình"),
    ],
)
def test_what_may_not_be_done_is_said_and_leaves_nothing(
    cast: Cast, report: Task, deed: str, account: str, note: str, day: date | None, said: str
) -> None:
    before = LogEntry.objects.count()
    with pytest.raises(Refused, match=said):
        do(report, deed, cast.user(account), at(DAY), note, day=day)
    report.refresh_from_db()
    assert (report.state, report.due, LogEntry.objects.count()) == ("open", DUE, before)
    assert not TaskDeed.objects.exists()


def test_of_two_acceptors_the_second_is_refused(cast: Cast, report: Task) -> None:
    do(report, "submit", cast.user("xuan"), at(DAY), "Xong.")
    first, second = Task.objects.get(pk=report.pk), Task.objects.get(pk=report.pk)
    do(first, "accept", cast.user("dung"), at(DAY))
    with pytest.raises(Refused, match="người khác xử lý"):
        do(second, "return", cast.user("quan-tri"), at(DAY), "Chưa đạt.")
    assert Task.objects.get(pk=report.pk).state == "accepted"
    assert LogEntry.objects.filter(deed__in=("accept", "return")).count() == 1


def test_an_extension_asked_for_and_granted_keeps_the_old_day(cast: Cast, report: Task) -> None:
    wanted, granted = date(2026, 6, 30), date(2026, 6, 20)
    do(report, "ask_extension", cast.user("xuan"), at(DAY), "Chờ số liệu thôn.", day=wanted)
    assert steps(report, cast, "xuan") == {"start", "submit", "hand_back"}
    with pytest.raises(Refused, match="đang chờ"):
        do(report, "ask_extension", cast.user("xuan"), at(DAY), "Xin lần nữa.", day=wanted)
    do(report, "extend", cast.user("dung"), at(DAY), day=granted)
    row = Extension.objects.get()
    assert (row.old_due, row.wanted, row.granted) == (DUE, wanted, granted)
    assert (report.due, report.scheduled_for) == (granted, DUE)
    assert report.deeds.last().until == granted  # type: ignore[union-attr]


def test_a_refused_extension_leaves_the_day_and_another_may_be_asked_for(cast: Cast, report: Task) -> None:
    do(report, "ask_extension", cast.user("xuan"), at(DAY), "Chờ.", day=date(2026, 6, 30))
    do(report, "refuse_extension", cast.user("dung"), at(DAY), "Không đủ lý do.")
    assert (report.due, Extension.objects.get().granted) == (DUE, None)
    assert "ask_extension" in steps(report, cast, "xuan")


def test_of_two_extensions_granted_at_once_the_second_is_refused(cast: Cast, report: Task) -> None:
    first, second = Task.objects.get(pk=report.pk), Task.objects.get(pk=report.pk)
    do(first, "extend", cast.user("dung"), at(DAY), day=date(2026, 6, 20))
    with pytest.raises(Refused, match="người khác xử lý"):
        do(second, "extend", cast.user("quan-tri"), at(DAY), day=date(2026, 7, 20))


def test_waiving_and_handing_back_end_a_task(cast: Cast, report: Task) -> None:
    other = Task.objects.get(assignment__organisation=report.assignment.organisation, due=date(2026, 11, 9))
    do(report, "waive", cast.user("dung"), at(DAY), "Đã báo cáo ở kỳ trước.")
    do(other, "hand_back", cast.user("xuan"), at(DAY), "Không thuộc thẩm quyền.")
    assert (report.status(DAY), other.status(DAY)) == ("waived", "handed_back")
    assert steps(report, cast, "dung") == steps(other, cast, "xuan") == set()


def both_sides(cast: Cast, report: Task) -> User:
    """Xuan holds the receiver's deciding post as well."""
    xuan = cast.user("xuan")
    body = report.assignment.duty.receiver
    Post.objects.create(user=xuan, organisation=body, function="lanh_dao", starts_on=date(2026, 1, 1))
    return cast.user("xuan")


def test_who_sent_it_does_not_accept_it(cast: Cast, report: Task) -> None:
    xuan = both_sides(cast, report)
    do(report, "submit", xuan, at(DAY), "Xong.")
    assert open_deeds(report, xuan, DAY) == []
    with pytest.raises(Refused, match="không tự quyết định"):
        do(report, "accept", xuan, at(DAY))
    do(report, "accept", cast.user("dung"), at(DAY))


def test_who_holds_both_sides_alone_may_accept_and_that_is_written(cast: Cast, report: Task) -> None:
    xuan = both_sides(cast, report)
    User.objects.filter(username="dung").update(is_active=False)
    do(report, "submit", xuan, at(DAY), "Xong.")
    do(report, "accept", xuan, at(DAY))
    assert report.deeds.last().content == {"alone": True}  # type: ignore[union-attr]
    assert LogEntry.objects.get(deed="accept").content["alone"] is True


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(state=st.sampled_from(TASK.states()), due=DAYS, day=DAYS, sent=st.none() | DAYS)
def test_no_state_is_without_a_word_of_status(state: str, due: date, day: date, sent: date | None) -> None:
    from phongtrao.words import STATUS

    assert Task(state=state, due=due, sent_on=sent).status(day) in STATUS


def test_the_database_says_of_a_status_what_python_says(cast: Cast, report: Task) -> None:
    for state, offset, sent in product(TASK.states(), (-1, 0, 1, 14, 15), (None, -1, 0, 1)):
        due = DAY + timedelta(days=offset)
        sent_on = None if sent is None else due + timedelta(days=sent)
        Task.objects.filter(pk=report.pk).update(state=state, due=due, sent_on=sent_on)
        row = Task.objects.with_standing(DAY).get(pk=report.pk)
        assert getattr(row, "standing") == row.status(DAY), (state, offset, sent)  # noqa: B009


def test_a_leader_delegates_to_a_colleague_and_back_to_all(cast: Cast, report: Task) -> None:
    assignment = Assignment.objects.get(duty__clause="8", role="lead")
    officer = User.objects.create_user("hoa", full_name="Hoa")
    Post.objects.create(
        user=officer, organisation=assignment.organisation, function="chuyen_vien", starts_on=date(2026, 1, 1)
    )
    dung = cast.user("dung")
    assert share.delegate(assignment, officer, dung, at(DAY))
    assert not share.delegate(assignment, officer, dung, at(DAY))
    assert share.delegate(assignment, None, dung, at(DAY))
    assert not share.delegate(assignment, None, dung, at(DAY))
    with pytest.raises(Refused, match="không giữ chức năng"):
        share.delegate(assignment, cast.user("son"), dung, at(DAY))
    with pytest.raises(Refused, match="lãnh đạo"):
        share.delegate(assignment, officer, cast.user("hoa"), at(DAY))


def test_a_note_says_how_an_undated_duty_stands(cast: Cast, report: Task) -> None:
    assignment = Assignment.objects.get(duty__clause="8", role="lead")
    share.note(assignment, "Đã giữ trật tự ba chợ.", cast.user("dung"), at(DAY))
    with pytest.raises(Refused, match="nội dung"):
        share.note(assignment, " ", cast.user("dung"), at(DAY))
    with pytest.raises(Refused, match="đơn vị được giao"):
        share.note(assignment, "Của người khác.", cast.user("son"), at(DAY))
    assert [n.text for n in assignment.notes.all()] == ["Đã giữ trật tự ba chợ."]


def test_the_focal_point_sets_a_day_to_look_again(cast: Cast, report: Task) -> None:
    assignment = Assignment.objects.get(duty__clause="8", role="lead")
    day = date(2026, 3, 1)
    assert share.look_on(assignment, day, cast.user("dung"), at(DAY))
    assert not share.look_on(assignment, day, cast.user("dung"), at(DAY))
    with pytest.raises(Refused, match="từ hôm nay"):
        share.look_on(assignment, date(2026, 1, 1), cast.user("dung"), at(DAY))
    with pytest.raises(Refused, match="lãnh đạo"):
        share.look_on(assignment, None, cast.user("son"), at(DAY))


def test_who_decides_for_a_body_receives_what_goes_to_one_of_its_rooms(cast: Cast, report: Task) -> None:
    room = Organisation.objects.create(code="ha-thanh.cong-an.phong")
    police = cast.body("ha-thanh.cong-an")
    fields = {"kind": "phong", "level": "tinh", "parent": police, "source": "mẫu"}
    room.versions.create(name="Phòng Vườn - Công an tỉnh", folded="phong vuon", **fields)
    Duty.objects.filter(pk=report.assignment.duty_id).update(receiver=room)
    report = Task.objects.get(pk=report.pk)
    assert roles(report, cast.user("dung"), DAY) == {"receiver"}
    Post.objects.filter(user__username="dung").update(function="chuyen_vien")
    assert roles(report, cast.user("dung"), DAY) == set()
