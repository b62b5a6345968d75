"""Khó khăn, vướng mắc: raised by who acts, answered by the coordinator, found by every body bound by the document."""

import json
from collections.abc import Callable
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from phongtrao.organisations.models import LogEntry, Post, User
from phongtrao.procedure import Refused
from phongtrao.work.adopt import Adopted
from phongtrao.work.models import Assignment, Obstacle, Task
from phongtrao.work.obstacles import open_deeds, raise_obstacle, take
from phongtrao.work.open_tasks import open_tasks
from tests.conftest import Cast
from tests.work.conftest import at

DAY = date(2026, 2, 2)
COMMUNE, NEIGHBOUR = "xa.90001.ubnd", "xa.90003.ubnd"
WORDS = "Chưa có mẫu sổ theo dõi tủ sách; đề nghị hướng dẫn."
ANSWER = "Dùng mẫu kèm Công văn số 12, gửi trong tháng Hai."
SignedIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _second_of_february(on_day: Callable[[date], None]) -> None:
    on_day(DAY)


@pytest.fixture
def task(cast: Cast, adopted: Adopted) -> Task:
    """The commune's half-yearly report, received by the provincial police."""
    open_tasks(date(2026, 12, 31), at(DAY), cast.user("quan-tri"))
    return Task.objects.get(assignment__organisation__code=COMMUNE, due=date(2026, 6, 9))


@pytest.fixture
def obstacle(cast: Cast, task: Task) -> Obstacle:
    return raise_obstacle(task.assignment, WORDS, cast.user("xuan"), at(DAY), task)


@pytest.fixture
def neighbour(cast: Cast) -> User:
    """An officer of another commune, bound by the same document."""
    user = User.objects.create_user("hang.xom", full_name="Bùi Văn Hà")
    Post.objects.create(user=user, organisation=cast.body(NEIGHBOUR), function="chuyen_vien", starts_on=DAY)
    return user


def page(client: Client, name: str, *args: object, **query: str) -> str:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def send(client: Client, obstacle: Obstacle, deed: str, **given: object) -> str:
    data = {f"{deed}-{key}": value for key, value in given.items()}
    data.setdefault(f"{deed}-seen", obstacle.deeds.count())
    return client.post(reverse("obstacle_deed", args=[obstacle.pk, deed]), data, follow=True).content.decode()


def test_the_walk_from_a_question_to_an_answer_that_others_find(
    task: Task, signed_in: SignedIn, neighbour: User
) -> None:
    xuan, dung, other = signed_in("xuan"), signed_in("dung"), signed_in("hang.xom")
    raising = reverse("raise_obstacle", args=[task.assignment_id])
    assert f"{raising}?viec={task.pk}" in page(xuan, "task", task.pk)
    form = xuan.get(raising, {"viec": task.pk}).content.decode()
    assert "Gửi đến Công an tỉnh Hà Thanh" in form and "thông tin cá nhân của người dân" in form
    answer = xuan.post(raising, {"text": WORDS, "task": task.pk}, follow=True).content.decode()
    assert "Đã gửi vướng mắc đến Công an tỉnh Hà Thanh." in answer
    obstacle = Obstacle.objects.get()
    assert obstacle.task == task

    desk = page(dung, "desk", muc="nhan")
    assert "Vướng mắc chờ trả lời" in desk and reverse("obstacle", args=[obstacle.pk]) in desk
    assert WORDS not in page(other, "obstacles") and WORDS not in page(other, "obstacles", muc="cho")
    assert "Đã ghi: Trả lời." in send(dung, obstacle, "answer", note=ANSWER, shared="on")
    assert reverse("obstacle", args=[obstacle.pk]) not in page(dung, "desk")
    assert "Vướng mắc đã được trả lời" in page(xuan, "desk", muc="nhan")
    assert ANSWER in page(xuan, "task", task.pk)

    found = page(other, "obstacles", tim="CONG VAN so 12")
    assert WORDS in found and ANSWER in found
    assert WORDS not in page(other, "obstacles", tim="công văn số 13")
    document = str(task.assignment.duty.adoption.document_id)
    assert WORDS in page(other, "obstacles", van_ban=document, tim="tủ sách")
    assert "Đã ghi: Đóng." in send(xuan, obstacle, "close")
    obstacle.refresh_from_db()
    assert obstacle.state == "closed" and WORDS in page(other, "obstacles")
    assert "Vướng mắc" not in page(xuan, "desk", muc="nhan").split("Chờ tôi nhận")[-1]


def test_a_published_answer_does_not_tell_who_asked(cast: Cast, obstacle: Obstacle, signed_in: SignedIn, neighbour):
    take(obstacle, "answer", cast.user("dung"), at(DAY), ANSWER)
    shown = page(signed_in("hang.xom"), "obstacle", obstacle.pk)
    assert WORDS in shown and ANSWER in shown
    assert "UBND xã An Lạc" not in shown and "Hồ Thị Xuân" not in shown and "Quá trình" not in shown
    assert "UBND xã An Lạc" in page(signed_in("lan"), "obstacle", obstacle.pk)


def test_a_withheld_answer_stays_between_the_two_and_may_be_published_later(
    cast: Cast, obstacle: Obstacle, signed_in: SignedIn, neighbour: User
) -> None:
    other, address = signed_in("hang.xom"), reverse("obstacle", args=[obstacle.pk])
    assert other.get(address).status_code == 404, "nothing is published before it is answered"
    send(signed_in("dung"), obstacle, "answer", note=ANSWER)
    assert other.get(address).status_code == 404
    assert ANSWER in page(signed_in("xuan"), "obstacle", obstacle.pk)
    obstacle.refresh_from_db()
    take(obstacle, "publish", cast.user("dung"), at(DAY))
    assert other.get(address).status_code == 200
    take(obstacle, "withhold", cast.user("dung"), at(DAY))
    assert other.get(address).status_code == 404


def test_what_is_passed_on_is_answered_by_the_adopters_body(cast: Cast, obstacle: Obstacle, signed_in: SignedIn):
    dung, lan = cast.user("dung"), cast.user("lan")
    with pytest.raises(Refused, match="thuộc về: đơn vị trả lời"):
        take(obstacle, "answer", lan, at(DAY), ANSWER)
    with pytest.raises(Refused, match="lý do"):
        take(obstacle, "pass_on", dung, at(DAY))
    take(obstacle, "pass_on", dung, at(DAY), "Thuộc thẩm quyền của UBND tỉnh.")
    assert (obstacle.state, obstacle.handler) == ("raised", cast.body("ha-thanh.ubnd"))
    assert reverse("obstacle", args=[obstacle.pk]) in page(signed_in("lan"), "desk", muc="nhan")
    with pytest.raises(Refused, match="thuộc về"):
        take(obstacle, "answer", cast.user("dung"), at(DAY), ANSWER)
    assert "pass_on" not in {step.deed for step in open_deeds(obstacle, cast.user("lan"), DAY)}
    with pytest.raises(Refused, match="đã ở đơn vị giao việc"):
        take(obstacle, "pass_on", cast.user("lan"), at(DAY), "Lên nữa.")
    assert take(obstacle, "answer", cast.user("lan"), at(DAY), ANSWER).state == "answered"


def test_only_who_acts_raises_and_only_who_raised_closes(cast: Cast, task: Task, obstacle: Obstacle, neighbour: User):
    for stranger in ("dung", "kien", "hang.xom"):
        with pytest.raises(Refused, match="do người xử lý việc"):
            raise_obstacle(task.assignment, "Thiếu kinh phí.", cast.user(stranger), at(DAY), task)
    with pytest.raises(Refused, match="thuộc về: đơn vị nêu"):
        take(obstacle, "close", cast.user("dung"), at(DAY))
    with pytest.raises(Refused, match="Xin ghi khó khăn"):
        raise_obstacle(task.assignment, " ", cast.user("xuan"), at(DAY), task)
    Task.objects.filter(pk=task.pk).update(state="accepted")
    task.refresh_from_db()
    with pytest.raises(Refused, match="đã xong"):
        raise_obstacle(task.assignment, "Thiếu kinh phí.", cast.user("xuan"), at(DAY), task)


def test_the_same_words_twice_are_one_until_they_are_closed(cast: Cast, task: Task, obstacle: Obstacle) -> None:
    assert raise_obstacle(task.assignment, f" {WORDS} ", cast.user("xuan"), at(DAY), task) == obstacle
    take(obstacle, "close", cast.user("xuan"), at(DAY))
    assert raise_obstacle(task.assignment, WORDS, cast.user("xuan"), at(DAY), task) != obstacle


def test_an_assignment_without_a_day_has_its_obstacles_too(cast: Cast, adopted: Adopted, signed_in: SignedIn) -> None:
    found = Assignment.objects.get(organisation__code=COMMUNE, duty__clause="2", duty__kind="act")
    shown = page(signed_in("xuan"), "assignment", found.pk)
    assert reverse("raise_obstacle", args=[found.pk]) in shown
    row = raise_obstacle(found, WORDS, cast.user("xuan"), at(DAY))
    assert row.task is None and row.handler == found.duty.receiver
    assert WORDS in page(signed_in("xuan"), "assignment", found.pk)


def test_an_answer_over_another_is_told_and_a_better_one_replaces_it(
    cast: Cast, obstacle: Obstacle, signed_in: SignedIn, neighbour: User
) -> None:
    seen = Obstacle.objects.get()
    take(obstacle, "answer", cast.user("dung"), at(DAY), ANSWER)
    with pytest.raises(Refused, match="vừa được người khác xử lý"):
        take(seen, "answer", cast.user("dung"), at(DAY), "Khác hẳn.")
    assert "vừa được người khác xử lý" in send(signed_in("dung"), obstacle, "answer", note="Lần nữa.", seen=1)
    send(signed_in("dung"), obstacle, "answer", note="Mẫu mới ở Công văn số 15.", shared="on")
    found = page(signed_in("hang.xom"), "obstacles")
    assert "Công văn số 15" in found and ANSWER not in found


def test_a_question_without_an_answer_may_be_closed_and_is_not_listed_as_answered(
    cast: Cast, obstacle: Obstacle, signed_in: SignedIn, neighbour: User
) -> None:
    take(obstacle, "close", cast.user("xuan"), at(DAY))
    for account in ("xuan", "hang.xom"):
        assert WORDS not in page(signed_in(account), "obstacles")
    assert open_deeds(obstacle, cast.user("dung"), DAY) == []


def test_the_other_province_and_bodies_that_are_not_bound_see_nothing(
    cast: Cast, obstacle: Obstacle, signed_in: SignedIn
) -> None:
    take(obstacle, "answer", cast.user("dung"), at(DAY), ANSWER)
    press = User.objects.create_user("bao", full_name="Báo chí")
    body = cast.body("ha-thanh.bao-va-phat-thanh-truyen-hinh")
    Post.objects.create(user=press, organisation=body, function="chuyen_vien", starts_on=DAY)
    assert not Assignment.objects.filter(organisation=body).exists()
    for account in ("binh", "bao"):
        assert WORDS not in page(signed_in(account), "obstacles")
        assert signed_in(account).get(reverse("obstacle", args=[obstacle.pk])).status_code == 404


def test_the_log_keeps_digests_of_what_was_said(cast: Cast, obstacle: Obstacle) -> None:
    take(obstacle, "answer", cast.user("dung"), at(DAY), ANSWER)
    entries = LogEntry.objects.filter(subject=f"obstacle:{obstacle.pk}")
    assert [e.deed for e in entries] == ["raise_obstacle", "answer"]
    said = json.dumps([e.content for e in entries], ensure_ascii=False)
    assert WORDS not in said and ANSWER not in said and "ha-thanh.cong-an" in said


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_the_commands_do_and_list_the_same(task: Task, neighbour: User) -> None:
    assert "chờ trả lời" in run("obstacle_deed", str(task.pk), "raise", "--note", WORDS, "--by", "xuan")
    number = str(Obstacle.objects.get().pk)
    assert run("obstacles", "--by", "hang.xom") == ""
    run("obstacle_deed", number, "answer", "--note", ANSWER, "--by", "dung")
    [line] = map(json.loads, run("obstacles", "--json", "--by", "hang.xom", "--find", "tu sach").splitlines())
    assert (line["answer"], line["state"], line["organisation"]) == (ANSWER, "answered", None)
    [line] = map(json.loads, run("obstacles", "--json", "--document", "35/KH-UBND").splitlines())
    assert line["organisation_code"] == COMMUNE and line["task"] == task.pk
    assert run("obstacles", "--state", "closed") == ""
    with pytest.raises(CommandError, match="Không có vướng mắc số"):
        run("obstacle_deed", "99999", "close", "--by", "xuan")
    with pytest.raises(CommandError, match="thuộc về"):
        run("obstacle_deed", number, "close", "--by", "dung")
