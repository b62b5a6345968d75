"""Kiểm tra: planned, visited, what was found wanting, what is mended by its day; and who sees which part of it."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from phongtrao.documents import purge
from phongtrao.documents.holdings import HOLDINGS
from phongtrao.documents.models import Copy, StoredFile
from phongtrao.organisations.models import LogEntry, Post, User
from phongtrao.procedure import Refused
from phongtrao.table_files import read_cells
from phongtrao.work import mend
from phongtrao.work.adopt import Adopted
from phongtrao.work.digest import call_of, letter_of, reminders_of
from phongtrao.work.inspections import add_mending, add_shortcoming, add_visit, inspectable
from phongtrao.work.models import AllowedHost, Digest, Duty, Inspection, Mending, Message, Shortcoming, Task, Visit
from phongtrao.work.nudge import nudge
from phongtrao.work.obstacles import raise_obstacle, take
from phongtrao.work.open_tasks import open_tasks
from phongtrao.work.purged_words import beside
from phongtrao.work.webhooks import add_webhook
from tests.conftest import Cast
from tests.work.conftest import at
from tests.work.inspecting import COMMUNE, FOUND, MEND, NEIGHBOUR, TITLE, mending, planned, visited

DAY = date(2026, 6, 24)
"""A Wednesday."""
DUE = DAY + timedelta(days=30)
ONE = timedelta(days=1)
SignedIn = Callable[[str], Client]
Go = Callable[[date], None]


@pytest.fixture(autouse=True)
def _inspection_day(on_day: Go, adopted: Adopted) -> None:
    on_day(DAY)


@pytest.fixture
def given(cast: Cast) -> Mending:
    return mending(cast, DAY)


@pytest.fixture
def neighbour(cast: Cast) -> User:
    """The leader of another commune that the same inspection visits."""
    user = User.objects.create_user("hang.xom", full_name="Bùi Văn Hà")
    Post.objects.create(user=user, organisation=cast.body(NEIGHBOUR), function="lanh_dao", starts_on=date(2026, 1, 1))
    return user


def page(client: Client, name: str, *args: object, **query: str) -> str:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def post(client: Client, name: str, *args: object, **given: object) -> str:
    response = client.post(reverse(name, args=args), given, follow=True)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def send(client: Client, row: Mending, deed: str, **given: object) -> str:
    data = {f"{deed}-{key}": value for key, value in given.items()}
    return post(client, "mending_deed", row.pk, deed, **{f"{deed}-seen": row.deeds.count(), **data})


def test_the_walk_from_a_plan_to_what_is_mended(cast: Cast, signed_in: SignedIn, on_day: Go) -> None:
    kien, xuan = signed_in("kien"), signed_in("xuan")
    document = Duty.objects.all()[0].adoption.document
    form = kien.get(reverse("plan_inspection"), {"van-ban": document.pk}).content.decode()
    assert "35/KH-UBND" in form and "báo cáo về UBND tỉnh" in form and "thông tin cá nhân của người dân" in form
    duty = Duty.objects.get(clause="2", kind="report")
    span = {"starts_on": "22/06/2026", "ends_on": "30/06/2026"}
    bodies = {"bodies": "UBND xã An Lạc; Sở Nội vụ", "organisation": cast.body("ha-thanh.ubnd").pk}
    chosen = {"documents": "35/KH-UBND", "duties": [duty.pk], "team": "kien; dung"}
    assert "Đã ghi kế hoạch kiểm tra." in post(kien, "plan_inspection", title=TITLE, **span, **bodies, **chosen)
    inspection = Inspection.objects.get()
    assert "0/2 đơn vị" in page(kien, "inspections") and "Chưa bắt đầu" in page(kien, "inspection", inspection.pk)

    commune = cast.body(COMMUNE)
    people = [cast.user("kien").pk]
    where = {"organisation": commune.pk, "day": "24/06/2026", "place": "Trụ sở UBND xã", "people": people}
    assert "Đã ghi." in post(kien, "add_visit", inspection.pk, **where, remark="Cán bộ nắm việc.")
    visit = Visit.objects.get()
    form = page(kien, "add_shortcoming", visit.pk)
    assert "báo cáo về UBND tỉnh" in form and "xây dựng kế hoạch tủ sách" in form and "lập dự toán" not in form
    wrong = post(kien, "add_shortcoming", visit.pk, text=FOUND, duty=duty.pk, todo=MEND)
    assert "Xin cho hạn khắc phục." in wrong and FOUND in wrong and not Shortcoming.objects.exists()
    done = post(kien, "add_shortcoming", visit.pk, text=FOUND, duty=duty.pk, todo=MEND, due="25/07/2026")
    assert FOUND in done and "Đang kiểm tra: đã kiểm tra 1/2 đơn vị, 1 tồn tại" in done

    row = Mending.objects.get()
    desk = page(xuan, "desk")
    assert "Khắc phục sau kiểm tra" in desk and reverse("mending", args=[row.pk]) in desk
    assert "thứ Bảy; ngày làm việc cuối cùng trước đó: 24/07/2026" in desk
    file = SimpleUploadedFile("so.txt", "Sổ theo dõi đã lập lại.".encode())
    assert "Đã ghi: Nộp kết quả." in send(xuan, row, "submit", note="Đã lập sổ.", file=file, secret_free="on")
    assert reverse("mending", args=[row.pk]) in page(kien, "desk", muc="nhan")
    assert "Đã ghi: Trả lại." in send(kien, row, "return", note="Sổ chưa có người ký.")
    send(xuan, row, "submit", note="Đã ký.")
    assert "Đã ghi: Chấp nhận." in send(kien, row, "accept")
    shown = page(xuan, "mending", row.pk)
    assert "hoàn thành đúng hạn" in shown and "Sổ chưa có người ký." in shown
    assert xuan.get(reverse("file", args=[StoredFile.objects.get(name="so.txt").pk])).status_code == 200
    assert reverse("mending", args=[row.pk]) not in page(xuan, "desk")
    sheet = page(kien, "inspection_sheet", inspection.pk)
    told = (FOUND, MEND, "mục 2", "Sở Nội vụ tỉnh Hà Thanh", "chưa kiểm tra", "hoàn thành đúng hạn")
    assert all(words in sheet for words in told)
    file_out = kien.get(reverse("inspection_sheet", args=[inspection.pk]), {"dang": "xlsx"})
    cells = str(read_cells("bang.xlsx", BytesIO(file_out.content), True).rows)
    assert all(words in cells for words in told)


def test_a_body_sees_its_own_part_only_and_other_bodies_never(
    cast: Cast, given: Mending, signed_in: SignedIn, neighbour: User
) -> None:
    inspection = given.visit.inspection
    other = visited(cast, DAY, inspection, NEIGHBOUR)
    add_shortcoming(other, "Chưa có kế hoạch tủ sách.", None, cast.user("kien"), at(DAY))
    for name in ("inspection", "inspection_sheet"):
        mine, theirs = page(signed_in("xuan"), name, inspection.pk), page(signed_in("hang.xom"), name, inspection.pk)
        assert FOUND in mine and "Chưa có kế hoạch tủ sách." not in mine and "xã Phú Khê" not in mine
        assert "Chưa có kế hoạch tủ sách." in theirs and FOUND not in theirs and "xã An Lạc" not in theirs
        assert "1/1 đơn vị, 1 tồn tại" in mine
    assert "1/1 đơn vị" in page(signed_in("xuan"), "inspections")
    assert signed_in("hang.xom").get(reverse("mending", args=[given.pk])).status_code == 404
    assert signed_in("hang.xom").post(reverse("mending_deed", args=[given.pk, "submit"])).status_code == 404
    for stranger in ("son", "binh"):
        assert signed_in(stranger).get(reverse("inspection", args=[inspection.pk])).status_code == 404
        assert signed_in(stranger).get(reverse("mending", args=[given.pk])).status_code == 404
        assert TITLE not in page(signed_in(stranger), "inspections")
    for whole in ("kien", "lan", "dung", "quan-tri"):
        shown = page(signed_in(whole), "inspection", inspection.pk)
        assert FOUND in shown and "Chưa có kế hoạch tủ sách." in shown, "the province, its inspector, one of the team"


def test_inspectors_and_leaders_plan_and_record_and_nobody_else(
    cast: Cast, given: Mending, signed_in: SignedIn, neighbour: User
) -> None:
    inspection = given.visit.inspection
    leader_of_the_visited = signed_in("hang.xom")
    for name in ("change_inspection", "add_visit"):
        assert signed_in("lan").get(reverse(name, args=[inspection.pk])).status_code == 200
        assert leader_of_the_visited.get(reverse(name, args=[inspection.pk])).status_code == 403
        assert signed_in("dung").get(reverse(name, args=[inspection.pk])).status_code == 403, (
            "a focal point in the team"
        )
    with pytest.raises(Refused, match="chức năng kiểm tra hoặc lãnh đạo"):
        add_shortcoming(given.visit, "Khác.", None, cast.user("vy"), at(DAY))
    with pytest.raises(Refused, match="chức năng kiểm tra hoặc lãnh đạo"):
        add_mending(given.shortcoming, "Khác.", DUE, neighbour, at(DAY))
    assert "Lập kế hoạch kiểm tra" not in page(signed_in("xuan"), "inspections")


def test_a_body_inspects_what_is_below_it_in_its_line_or_reports_to_it(cast: Cast) -> None:
    def names(code: str) -> set[str]:
        body = cast.body(code)
        return set(type(body).objects.filter(pk__in=inspectable(body, DAY)).values_list("code", flat=True))

    province = names("ha-thanh.ubnd")
    assert {"ha-thanh.cong-an", COMMUNE, "xa.90001.cong-an"} <= province
    assert "ha-thanh.ubnd" not in province and not any(code.startswith(("binh-phu", "xa.91")) for code in province)
    assert names("ha-thanh.ban-chi-dao-138") == province - {"ha-thanh.ban-chi-dao-138"}
    police = names("ha-thanh.cong-an")
    assert {"xa.90001.cong-an", COMMUNE} <= police, "in its line; those whose reports it receives"
    assert "ha-thanh.so-noi-vu" not in police
    with pytest.raises(Refused, match="UBND tỉnh Hà Thanh: không thuộc cấp dưới"):
        planned(cast, DAY, bodies=[cast.body("ha-thanh.ubnd")])


def test_a_wrong_plan_says_what_is_wrong(cast: Cast, signed_in: SignedIn) -> None:
    with pytest.raises(Refused, match="ít nhất một đơn vị"):
        planned(cast, DAY, bodies=[])
    with pytest.raises(Refused, match="trước ngày kết thúc"):
        planned(cast, DAY, ends_on=DAY - 9 * ONE)
    first = planned(cast, DAY)
    with pytest.raises(Refused, match="Đã có cuộc kiểm tra cùng tên"):
        planned(cast, DAY)
    assert list(Inspection.objects.all()) == [first]
    shown = post(signed_in("kien"), "plan_inspection", title="Kiểm tra", team="khong.co", documents="99/KH", bodies="X")
    assert "Không có tài khoản «khong.co»" in shown and "Không có văn bản «99/KH»" in shown and "«X»" in shown


def test_a_plan_is_changed_but_not_what_was_visited(cast: Cast, given: Mending, signed_in: SignedIn) -> None:
    kien, inspection = signed_in("kien"), given.visit.inspection
    form = page(kien, "change_inspection", inspection.pk)
    assert "UBND xã An Lạc; " in form and "dung; kien" in form
    told = {"title": TITLE, "starts_on": "19/06/2026", "ends_on": "20/07/2026", "team": "kien"}
    told |= {"organisation": str(inspection.organisation_id)}
    shown = post(kien, "change_inspection", inspection.pk, bodies="Sở Nội vụ", **told)
    assert "UBND xã An Lạc đã được kiểm tra, không bỏ ra được." in shown
    post(kien, "change_inspection", inspection.pk, bodies="UBND xã An Lạc; Công an tỉnh", **told)
    inspection.refresh_from_db()
    codes = set(inspection.bodies.values_list("code", flat=True))
    assert (inspection.ends_on, codes) == (date(2026, 7, 20), {COMMUNE, "ha-thanh.cong-an"})


def test_what_is_recorded_twice_is_there_once(cast: Cast, given: Mending) -> None:
    visit, by = given.visit, cast.user("kien")
    assert visited(cast, DAY, visit.inspection) == visit
    assert add_shortcoming(visit, f" {FOUND} ", None, by, at(DAY)) == given.shortcoming
    assert add_mending(given.shortcoming, MEND, DUE, by, at(DAY)) == given
    with pytest.raises(Refused, match="Đã giao việc khắc phục này"):
        add_mending(given.shortcoming, MEND, DUE + ONE, by, at(DAY))
    with pytest.raises(Refused, match="Đã ghi buổi kiểm tra đơn vị này"):
        add_visit(visit.inspection, visit.organisation, DAY, "Nhà văn hóa thôn", [], by, at(DAY))
    entries = LogEntry.objects.filter(deed__in=("visit", "find_shortcoming", "set_mending"))
    assert entries.count() == 3
    said = json.dumps([entry.content for entry in entries], ensure_ascii=False)
    assert FOUND not in said and MEND not in said, "the log keeps digests of words"


def test_days_and_bodies_outside_the_plan_are_refused(cast: Cast, given: Mending) -> None:
    inspection, by, now = given.visit.inspection, cast.user("kien"), at(DAY)
    with pytest.raises(Refused, match="không có trong kế hoạch"):
        add_visit(inspection, cast.body("ha-thanh.so-tai-chinh"), DAY, "Sở", [], by, now)
    with pytest.raises(Refused, match="trong thời gian của kế hoạch"):
        add_visit(inspection, cast.body(COMMUNE), DAY + 60 * ONE, "Xã", [], by, now)
    later = add_visit(inspection, cast.body(COMMUNE), DAY + ONE, "Xã", [], by, now)
    with pytest.raises(Refused, match="Chưa đến ngày kiểm tra"):
        add_shortcoming(later, FOUND, None, by, now)
    with pytest.raises(Refused, match="không giao cho đơn vị"):
        add_shortcoming(given.visit, "Khác.", Duty.objects.get(clause="1"), by, now)
    with pytest.raises(Refused, match="từ hôm nay trở đi"):
        add_mending(given.shortcoming, "Khác.", DAY - ONE, by, now)


def test_an_extension_moves_the_day_and_keeps_the_first_one(cast: Cast, given: Mending, signed_in: SignedIn) -> None:
    with pytest.raises(Refused, match="thuộc về: đơn vị kiểm tra"):
        mend.do(given, "extend", cast.user("xuan"), at(DAY), day=DUE + ONE)
    assert "sau thời hạn hiện nay" in send(signed_in("kien"), given, "extend", day="01/07/2026")
    send(signed_in("kien"), given, "extend", day="31/08/2026", note="Chờ sổ in lại.")
    given.refresh_from_db()
    assert (given.due, given.scheduled_for) == (date(2026, 8, 31), DUE)
    assert f"hạn đầu: {DUE:%d/%m/%Y}" in page(signed_in("xuan"), "mending", given.pk)


def test_who_sends_does_not_accept_and_who_comes_second_is_told(cast: Cast, given: Mending) -> None:
    both = cast.user("xuan")
    Post.objects.create(user=both, organisation=cast.body("ha-thanh.ubnd"), function="kiem_tra", starts_on=DAY)
    seen = Mending.objects.with_shortcoming().get()
    mend.do(given, "submit", both, at(DAY), note="Đã lập sổ.")
    with pytest.raises(Refused, match="Người nộp không tự quyết định"):
        mend.do(given, "accept", cast.user("xuan"), at(DAY))
    with pytest.raises(Refused, match="vừa được người khác xử lý"):
        mend.do(seen, "submit", cast.user("xuan"), at(DAY), note="Lần nữa.")
    assert mend.do(given, "accept", cast.user("lan"), at(DAY)).status(DAY) == "accepted"


def test_what_is_late_counts_as_overdue_on_the_desk_and_in_the_inspection(
    cast: Cast, given: Mending, signed_in: SignedIn, on_day: Go
) -> None:
    on_day(DUE + 2 * ONE)
    desk = page(signed_in("xuan"), "desk", muc="khac-phuc")
    assert "quá hạn 1" in desk and "item--overdue" in desk
    assert "quá hạn" in page(signed_in("kien"), "inspection", given.visit.inspection_id)
    assert "muộn 2 ngày" in page(signed_in("kien"), "mending", given.pk)
    mend.do(given, "submit", cast.user("xuan"), at(DUE + 2 * ONE), note="Đã lập sổ.")
    assert "quá hạn 1" not in page(signed_in("xuan"), "desk", muc="khac-phuc")
    mend.do(given, "accept", cast.user("kien"), at(DUE + 2 * ONE))
    assert given.status(DUE) == "accepted_late"


def test_the_digest_of_a_day_tells_of_mending_too(cast: Cast, given: Mending, settings, on_day: Go) -> None:
    settings.MAIL, settings.ADDRESS = "smtp://thu.example", "https://phongtrao.example"
    User.objects.filter(username="xuan").update(email="xuan@xa.example")
    AllowedHost.objects.create(host="tin.vn", by=cast.user("quan-tri"), at=at(DAY))
    add_webhook(cast.body(COMMUNE), "https://tin.vn/a", cast.user("quan-tri"), at(DAY))
    assert nudge(DUE, at(DUE)) == 1
    digest = Digest.objects.select_related("user").get()
    assert digest.user.username == "xuan" and [r.row for r in reminders_of(digest)] == [given]
    subject, letter = letter_of(digest)
    assert "1 việc đến hạn" in subject and f"https://phongtrao.example/viec/khac-phuc/{given.pk}/" in letter
    assert "Khắc phục sau kiểm tra, Kế hoạch 35/KH-UBND, mục 2" in letter
    assert not any(words in letter for words in (FOUND, MEND, TITLE))
    _, called = call_of(Message.objects.get(channel="webhook"))
    assert json.loads(called)["tasks"][0]["kind"] == "mending"
    chief = User.objects.create_user("chu.tich", full_name="Chủ tịch xã")
    Post.objects.create(user=chief, organisation=cast.body(COMMUNE), function="lanh_dao", starts_on=DAY)
    late = date(2026, 7, 27)
    assert nudge(late, at(late)) == 2, "three days late the leader hears of it too"
    mend.do(given, "submit", cast.user("xuan"), at(late), note="Đã lập sổ.")
    assert reminders_of(digest) == []
    assert nudge(late + 4 * ONE, at(late + 4 * ONE)) == 0


def test_the_reminders_page_and_command_lead_to_it(given: Mending, signed_in: SignedIn, on_day: Go) -> None:
    on_day(DUE)
    nudge(DUE, at(DUE))
    assert reverse("mending", args=[given.pk]) in page(signed_in("xuan"), "reminders")
    [line] = map(json.loads, run("reminders", "--by", "xuan", "--json").splitlines())
    assert (line["task"], line["mending"], line["clause"]) == (None, given.pk, "2")


def test_a_desk_with_inspections_on_it_asks_no_more_than_sixteen_questions(
    cast: Cast, given: Mending, signed_in: SignedIn
) -> None:
    open_tasks(date(2026, 12, 31), at(DAY), cast.user("quan-tri"))
    task = Task.objects.get(assignment__organisation__code=COMMUNE, due=date(2026, 11, 9))
    obstacle = raise_obstacle(task.assignment, "Thiếu biểu mẫu.", cast.user("xuan"), at(DAY), task)
    take(obstacle, "answer", cast.user("dung"), at(DAY), "Dùng mẫu cũ.")
    xuan = signed_in("xuan")
    page(xuan, "desk")
    with CaptureQueriesContext(connection) as asked:
        shown = page(xuan, "desk")
    assert MEND in shown and "Thiếu biểu mẫu." in shown and "Nhiệm vụ thường xuyên" in shown
    assert len(asked) <= 16, [query["sql"][:150] for query in asked.captured_queries]


def test_a_long_part_of_several_kinds_is_paged(cast: Cast, given: Mending, signed_in: SignedIn) -> None:
    for n in range(40):
        row = add_mending(given.shortcoming, f"Việc thứ {n}.", DUE, cast.user("kien"), at(DAY))
        mend.do(row, "submit", cast.user("xuan"), at(DAY), note="Xong.")
    open_tasks(date(2026, 12, 31), at(DAY), cast.user("quan-tri"))
    for task in Task.objects.filter(assignment__duty__receiver__code="ha-thanh.ubnd")[:3]:
        Task.objects.filter(pk=task.pk).update(state="submitted", sent_on=DAY)
    lan = signed_in("lan")
    sent = Task.objects.filter(state="submitted").count()
    assert sent >= 2
    first, second = page(lan, "desk", muc="nhan"), page(lan, "desk", muc="nhan", trang="2")
    assert first.count('<li class="item ') == 30 and second.count('<li class="item ') == 40 + sent - 30


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_the_commands_do_and_list_the_same(neighbour: User, tmp_path) -> None:
    duty = Duty.objects.get(clause="2", kind="report")
    where = ("--organisation", "ha-thanh.ubnd", "--from", "2026-06-22", "--until", "2026-06-30")
    whom = ("--bodies", COMMUNE, NEIGHBOUR, "--documents", "35/KH-UBND", "--duties", str(duty.pk), "--team", "kien")
    assert "2 đơn vị" in run("inspection_deed", "--by", "kien", "plan", "--title", TITLE, *where, *whom)
    number = str(Inspection.objects.get().pk)
    run("inspection_deed", "--by", "kien", "plan", "--change", number, "--title", "Kiểm tra tủ sách", *where, *whom)
    visit = ("visit", number, "--body", COMMUNE, "--day", "2026-06-24", "--place", "Trụ sở xã", "--team", "kien")
    run("inspection_deed", "--by", "kien", *visit)
    number = str(Visit.objects.get().pk)
    run("inspection_deed", "--by", "kien", "shortcoming", number, "--text", FOUND, "--duty", str(duty.pk))
    number = str(Shortcoming.objects.get().pk)
    run("inspection_deed", "--by", "kien", "mending", number, "--text", MEND, "--due", "2026-07-24")
    number = str(Mending.objects.get().pk)
    proof = tmp_path / "so.txt"
    proof.write_text("Sổ đã lập.")
    assert "đã nộp" in run("inspection_deed", "--by", "xuan", "submit", number, "--file", str(proof))
    with pytest.raises(CommandError, match="thuộc về: đơn vị kiểm tra"):
        run("inspection_deed", "--by", "xuan", "accept", number)
    assert "hoàn thành" in run("inspection_deed", "--by", "lan", "accept", number)
    with pytest.raises(CommandError, match="Không có số"):
        run("inspection_deed", "--by", "hang.xom", "submit", number)

    [line] = map(json.loads, run("inspections", "--json").splitlines())
    assert (line["title"], line["state"], line["standings"]) == ("Kiểm tra tủ sách", "under_way", {"accepted": 1})
    [found] = line["bodies"][0]["visits"][0]["shortcomings"]
    assert (found["text"], found["duty"], found["mendings"][0]["status"]) == (FOUND, duty.pk, "accepted")
    assert "1/2 đơn vị, 1 tồn tại" in run("inspections")
    [line] = map(json.loads, run("inspections", "--json", "--by", "hang.xom").splitlines())
    assert [body["visits"] for body in line["bodies"]] == [[]] and line["standings"] == {}


@pytest.mark.django_db(transaction=True)
def test_what_was_typed_on_obstacles_and_inspections_can_be_purged(cast: Cast, given: Mending) -> None:
    open_tasks(date(2026, 12, 31), at(DAY), cast.user("quan-tri"))
    task = Task.objects.get(assignment__organisation__code=COMMUNE, due=date(2026, 11, 9))
    obstacle = raise_obstacle(task.assignment, "Kho số mười bảy.", cast.user("xuan"), at(DAY), task)
    take(obstacle, "answer", cast.user("dung"), at(DAY), "Hầm số mười tám.")
    mend.do(given, "submit", cast.user("xuan"), at(DAY), note="Trạm số mười chín.")
    left = "".join(beside(Copy.objects.get()))
    assert "1 vướng mắc" in left and "1 tồn tại khi kiểm tra" in left
    for kind, row, by in (
        ("tra-loi", obstacle.deeds.get(deed="answer"), "xuan"),
        ("vuong-mac", obstacle, "xuan"),
        ("kiem-tra", given.visit.inspection, "kien"),
        ("buoi-kiem-tra", given.visit, "kien"),
        ("ton-tai", given.shortcoming, "kien"),
        ("khac-phuc", given, "kien"),
        ("loi-khac-phuc", given.deeds.get(), "kien"),
    ):
        words = HOLDINGS[kind].texts(row)
        asked = purge.propose(kind, row.pk, "Nội dung không được phép lưu.", cast.user(by), at(DAY))
        purge.carry_out(purge.decide(asked, "confirm_purge", cast.user("lan"), at(DAY)), at(DAY))
        row.refresh_from_db()
        assert words and not set(words) & set(HOLDINGS[kind].texts(row)), kind
    obstacle.refresh_from_db()
    assert obstacle.folded == ""
