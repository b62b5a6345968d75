"""The walk in a browser: adopt, desk, start, submit, return, accept; and what each person sees on the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from phongtrao.documents.models import Document, StoredFile
from phongtrao.organisations.models import Post, User
from phongtrao.work.adopt import Adopted
from phongtrao.work.models import Adoption, Assignment, AssignmentNote, Duty, Task, Unresolved
from phongtrao.work.open_tasks import open_tasks
from tests.conftest import Cast
from tests.work.conftest import adopt_whole, at

DAY = date(2026, 2, 2)
SignedIn = Callable[[str], Client]
Go = Callable[[date], None]


@pytest.fixture(autouse=True)
def _second_of_february(on_day: Go) -> None:
    on_day(DAY)


@pytest.fixture
def tasks(cast: Cast, adopted: Adopted) -> Adopted:
    open_tasks(date(2026, 12, 31), at(DAY), cast.user("quan-tri"))
    return adopted


def page(client: Client, name: str, *args: object, **query: str) -> str:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def own_task(due: date = date(2026, 6, 9)) -> Task:
    return Task.objects.get(assignment__organisation__code="xa.90001.ubnd", due=due)


def send(client: Client, task: Task, deed: str, **given: object) -> str:
    data = {f"{deed}-{key}": value for key, value in given.items()}
    data.setdefault(f"{deed}-seen", task.deeds.count())
    response = client.post(reverse("task_deed", args=[task.pk, deed]), data, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_the_walk_from_adoption_to_acceptance(cast: Cast, plan: Document, signed_in: SignedIn, on_day: Go) -> None:
    lan, xuan, dung = signed_in("lan"), signed_in("xuan"), signed_in("dung")
    shown = page(lan, "adoption", plan.pk)
    assert "Hội Làm vườn Trà Giang" in shown and "UBND xã An Lạc" in shown
    follow = {"follow_from": "02/02/2026", "follow_until": "31/12/2027"}
    chosen = {"chon": [str(n) for n in range(9)], "san-pham-0": "Dự toán năm", "nhan-0": "Sở Nội vụ tỉnh Hà Thanh"}
    answer = lan.post(reverse("adopt_document", args=[plan.pk]), {**follow, **chosen}, follow=True).content.decode()
    assert "Đã giao 9 nhiệm vụ" in answer and "1 cụm từ" in answer
    first = Duty.objects.get(clause="1")
    assert (first.product, first.receiver.code) == ("Dự toán năm", "ha-thanh.so-noi-vu")

    task = own_task()
    desk = page(xuan, "desk")
    assert reverse("task", args=[task.pk]) in desk and "Chưa đến hạn" in desk
    send(xuan, task, "start")
    on_day(date(2026, 6, 1))
    xuan, dung = signed_in("xuan"), signed_in("dung")
    file = SimpleUploadedFile("bao-cao.txt", "Báo cáo tủ sách thôn sáu tháng đầu năm.".encode())
    assert "Đã ghi" in send(xuan, task, "submit", note="Đã có 3 tủ sách.", file=file, secret_free="on")
    assert "Chờ tôi nhận" in page(dung, "desk") and reverse("task", args=[task.pk]) in page(dung, "desk", muc="nhan")
    assert "Đã ghi" in send(dung, task, "return", note="Thiếu số liệu.")
    assert "Trả lại" in page(xuan, "desk")
    send(xuan, task, "submit", note="Đã bổ sung.")
    assert "Đã ghi" in send(dung, task, "accept")
    task.refresh_from_db()
    assert task.state == "accepted"
    history = page(xuan, "task", task.pk)
    assert "hoàn thành đúng hạn" in history and "bao-cao.txt" in history and "Thiếu số liệu." in history
    stored = StoredFile.objects.get(name="bao-cao.txt")
    assert xuan.get(reverse("file", args=[stored.pk])).status_code == 200
    assert signed_in("binh").get(reverse("file", args=[stored.pk])).status_code == 404


def test_why_leads_back_to_the_words(tasks: Adopted, signed_in: SignedIn) -> None:
    shown = page(signed_in("xuan"), "task", own_task().pk)
    assert "6 tháng (trước ngày 10/6)" in shown
    assert "Vì sao" in shown and "35/KH-UBND" in shown
    duty = Duty.objects.get(kind="report")
    assert f"#w-{duty.index}" in shown and reverse("duty", args=[duty.pk]) in shown


def test_the_other_province_sees_nothing(tasks: Adopted, plan: Document, signed_in: SignedIn) -> None:
    binh = signed_in("binh")
    assignment, duty, task = Assignment.objects.all()[0], Duty.objects.all()[0], own_task()
    for name, key in (("task", task.pk), ("duty", duty.pk), ("assignment", assignment.pk)):
        assert binh.get(reverse(name, args=[key])).status_code == 404
    for name in ("adoption", "sheet"):
        assert binh.get(reverse(name, args=[plan.pk])).status_code == 404
    assert binh.post(reverse("task_deed", args=[task.pk, "start"])).status_code == 404
    assert binh.post(reverse("adopt_document", args=[plan.pk])).status_code == 404
    assert str(task.pk) not in page(binh, "desk").split("Việc có hạn")[1][:200]


def test_a_neighbour_of_the_same_province_does_not_see_what_a_commune_owes(tasks: Adopted, signed_in: SignedIn) -> None:
    assert signed_in("son").get(reverse("task", args=[own_task().pk])).status_code == 404


def test_without_signing_in_one_is_sent_to_the_door(tasks: Adopted, client: Client) -> None:
    response = client.get(reverse("desk"))
    assert response.status_code == 302 and reverse("account_login") in response["Location"]


def test_officers_may_not_open_the_adoption_page(plan: Document, cast: Cast, signed_in: SignedIn) -> None:
    assert signed_in("vy").get(reverse("adoption", args=[plan.pk])).status_code == 403


def test_an_inspector_reads_and_does_nothing(tasks: Adopted, signed_in: SignedIn) -> None:
    kien, task = signed_in("kien"), own_task()
    assert "Làm tiếp" not in page(kien, "task", task.pk)
    assert kien.post(reverse("task_deed", args=[task.pk, "start"])).status_code == 403


def test_deeds_are_not_done_by_opening_an_address(tasks: Adopted, signed_in: SignedIn) -> None:
    assert signed_in("xuan").get(reverse("task_deed", args=[own_task().pk, "start"])).status_code == 405


def test_a_refused_deed_says_why_and_keeps_what_was_typed(tasks: Adopted, signed_in: SignedIn) -> None:
    task = own_task()
    shown = send(signed_in("xuan"), task, "ask_extension", note="Chờ số liệu thôn.", day="01/06/2026")
    assert "sau thời hạn hiện nay (09/06/2026)" in shown and "Chờ số liệu thôn." in shown
    assert "Ngày chưa đúng" in send(signed_in("xuan"), task, "ask_extension", note="Chờ.", day="32/13")


def test_what_changed_since_the_page_was_opened_is_said(tasks: Adopted, signed_in: SignedIn) -> None:
    task, xuan, dung = own_task(), signed_in("xuan"), signed_in("dung")
    for words in ("Lần một.", "Lần hai."):
        send(xuan, task, "submit", note=words)
        if words == "Lần một.":
            seen = task.deeds.count()
            send(dung, task, "return", note="Thiếu.")
    assert "người khác xử lý" in send(dung, task, "accept", seen=seen)
    assert Task.objects.get(pk=task.pk).state == "submitted"


def test_a_file_that_is_refused_leaves_neither_deed_nor_file(tasks: Adopted, signed_in: SignedIn) -> None:
    task, xuan = own_task(), signed_in("xuan")
    before = StoredFile.objects.count()
    empty = SimpleUploadedFile("rong.txt", b"")
    assert "Tệp rỗng" in send(xuan, task, "submit", note="Gửi.", file=empty, secret_free="on")
    file = SimpleUploadedFile("bao-cao.txt", b"noi dung")
    assert "không chứa bí mật nhà nước" in send(xuan, task, "submit", note="Gửi.", file=file)
    assert (Task.objects.get(pk=task.pk).state, StoredFile.objects.count()) == ("open", before)


def test_an_extension_is_asked_for_and_answered_on_the_page(tasks: Adopted, signed_in: SignedIn) -> None:
    task, xuan, dung = own_task(), signed_in("xuan"), signed_in("dung")
    send(xuan, task, "ask_extension", note="Chờ số liệu.", day="30/06/2026")
    assert "đề nghị gia hạn đến 30/06/2026" in page(dung, "task", task.pk)
    assert reverse("task", args=[task.pk]) in page(dung, "desk", muc="nhan")
    send(dung, task, "extend", day="20/06/2026")
    shown = page(xuan, "task", task.pk)
    assert "Đã gia hạn từ 09/06/2026 đến 20/06/2026" in shown


def test_undated_duties_stand_on_the_desk_with_their_last_note(tasks: Adopted, signed_in: SignedIn) -> None:
    xuan = signed_in("xuan")
    assignment = Assignment.objects.get(organisation__code="xa.90001.ubnd", duty__product="Kế hoạch")
    sent = xuan.post(
        reverse("assignment_deed", args=[assignment.pk, "note"]), {"text": "Đã lập kế hoạch."}, follow=True
    )
    assert "Đã ghi." in sent.content.decode()
    desk = page(xuan, "desk")
    assert "Nhiệm vụ thường xuyên" in desk and "Đã lập kế hoạch." in desk
    assert AssignmentNote.objects.count() == 1
    assert "Đã lập kế hoạch." in page(signed_in("lan"), "assignment", assignment.pk)


def test_the_focal_point_delegates_and_sets_a_day_to_look(cast: Cast, tasks: Adopted, signed_in: SignedIn) -> None:
    dung = signed_in("dung")
    assignment = Assignment.objects.get(duty__clause="8", role="lead")
    address = reverse("assignment_deed", args=[assignment.pk, "look_on"])
    assert "ngày xem lại" in dung.post(address, {"day": "01/03/2026"}, follow=True).content.decode().lower()
    address = reverse("assignment_deed", args=[assignment.pk, "delegate"])
    dung.post(address, {"to": cast.user("dung").pk})
    assignment.refresh_from_db()
    assert (assignment.look_on, assignment.delegated_to) == (date(2026, 3, 1), cast.user("dung"))
    assert "Xem lại 01/03/2026" in page(dung, "desk", ai="toi")
    assert dung.post(reverse("assignment_deed", args=[assignment.pk, "burn"])).status_code == 404


def test_a_task_is_delegated_on_its_page(cast: Cast, tasks: Adopted, signed_in: SignedIn) -> None:
    task, dung = Task.objects.get(assignment__duty__clause="3"), signed_in("dung")
    assert "Phân công trong đơn vị" in page(dung, "task", task.pk)
    dung.post(reverse("delegate_task", args=[task.pk]), {"to": cast.user("dung").pk})
    assert Assignment.objects.get(pk=task.assignment_id).delegated_to == cast.user("dung")
    refused = dung.post(reverse("delegate_task", args=[task.pk]), {"to": cast.user("son").pk}, follow=True)
    assert "trong danh sách" in refused.content.decode()


def test_support_shows_who_leads_and_how_far(cast: Cast, tasks: Adopted, signed_in: SignedIn) -> None:
    Post.objects.create(
        user=cast.user("son"), organisation=cast.body("ha-thanh.so-noi-vu"), function="dau_moi", starts_on=DAY
    )
    shown = page(signed_in("son"), "desk", muc="phoi-hop")
    assert "Chủ trì: Sở Tài chính tỉnh Hà Thanh" in shown and "chưa đến hạn" in shown


def test_a_phrase_is_settled_on_the_adoption_page(adopted: Adopted, plan: Document, signed_in: SignedIn) -> None:
    lan = signed_in("lan")
    assert "Cụm từ cần chỉ rõ" in page(lan, "adoption", plan.pk)
    given = {"role": "actors", "phrase": "Hội Làm vườn Trà Giang", "remember": "on"}
    unknown = lan.post(reverse("settle_phrase", args=[plan.pk]), {**given, "bodies": "Sở Vườn"}, follow=True)
    assert "Không tìm thấy" in unknown.content.decode()
    elsewhere = {**given, "bodies": "Công an tỉnh Bình Phú"}
    assert (
        "Không tìm thấy" in lan.post(reverse("settle_phrase", args=[plan.pk]), elsewhere, follow=True).content.decode()
    )
    named = {**given, "bodies": "Sở Tư pháp tỉnh Hà Thanh; xa.90002.ubnd"}
    assert "1 nhiệm vụ" in lan.post(reverse("settle_phrase", args=[plan.pk]), named, follow=True).content.decode()
    bound = Assignment.objects.filter(duty__clause="4", role="lead").values_list("organisation__code", flat=True)
    assert set(bound) == {"ha-thanh.so-tu-phap", "xa.90002.ubnd"}
    assert not Unresolved.objects.filter(settled_at=None).exists()
    assert "Cụm từ cần chỉ rõ" not in page(lan, "adoption", plan.pk)


def test_successors_are_confirmed_on_the_adoption_page(cast: Cast, old_letter: Document, signed_in: SignedIn) -> None:
    adopt_whole(cast, old_letter, DAY, chosen={"0"})
    lan = signed_in("lan")
    assert "Đơn vị kế thừa chờ xác nhận" in page(lan, "adoption", old_letter.pk)
    body = cast.body("xa.90003.ubnd")
    address = reverse("answer_heirs", args=[old_letter.pk])
    assert "ít nhất một" in lan.post(address, {"tra-loi": "nhan"}, follow=True).content.decode()
    answer = lan.post(address, {"tra-loi": "nhan", "to-chuc": [body.pk]}, follow=True).content.decode()
    assert "Đã ghi 1 lượt giao cho đơn vị kế thừa. Mở 1 việc có hạn." in answer


def test_a_body_that_may_not_be_adopted_for_is_refused_in_words(
    adopted: Adopted, plan: Document, signed_in: SignedIn
) -> None:
    assert "không thuộc phạm vi" in page(signed_in("dung"), "adoption", plan.pk, cho="ha-thanh.so-tu-phap")
    assert "Không tìm thấy" in page(signed_in("lan"), "adoption", plan.pk, cho="Sở Vườn")


def test_the_adopter_corrects_a_duty_on_its_page(cast: Cast, tasks: Adopted, signed_in: SignedIn) -> None:
    lan, duty = signed_in("lan"), Duty.objects.get(clause="1")
    old = duty.rules.get()
    assert "Cho ngày, sửa thời hạn" in page(lan, "duty", duty.pk)
    assert "Cho ngày, sửa thời hạn" not in page(signed_in("son"), "duty", duty.pk)
    given = {"replaces": old.pk, "form": "once", "day": "15/04/2026", "reason": "Đính chính"}
    lan.post(reverse("set_duty_deadline", args=[duty.pk]), given)
    assert Task.objects.get(assignment__duty=duty, state="open").due == date(2026, 4, 15)
    lan.post(reverse("assign_body", args=[duty.pk]), {"body": "Sở Tư pháp tỉnh Hà Thanh", "role": "lead"})
    lan.post(reverse("change_duty", args=[duty.pk]), {"receiver": "Công an tỉnh Hà Thanh", "product": "Bảng dự toán"})
    duty.refresh_from_db()
    assert (duty.receiver.code, duty.product) == ("ha-thanh.cong-an", "Bảng dự toán")
    assert duty.assignments.filter(organisation__code="ha-thanh.so-tu-phap", role="lead").exists()
    shown = page(lan, "duty", duty.pk)
    assert "Đính chính" in shown and "đã đóng" in shown


@pytest.mark.parametrize(
    ("clause", "given", "rule"),
    [
        ("5", {"form": "year", "day": "30/11/2026"}, {"every": "year", "last": "11-30"}),
        ("5", {"form": "quarter", "day": "15/03/2026"}, {"every": "quarter", "last": "15"}),
        ("6", {"form": "counted", "day": "20/01/2026"}, {"on": "2026-02-19"}),
    ],
)
def test_a_person_gives_a_day_where_the_text_has_none(
    adopted: Adopted, signed_in: SignedIn, clause: str, given: dict[str, str], rule: dict[str, object]
) -> None:
    duty = Duty.objects.get(clause=clause)
    sent = {**given, "replaces": duty.rules.get().pk, "reason": "Người tiếp nhận cho ngày"}
    signed_in("lan").post(reverse("set_duty_deadline", args=[duty.pk]), sent)
    assert duty.rules.get(retired_at=None).rule == rule


def test_a_half_year_report_stays_one_when_its_day_is_corrected(adopted: Adopted, signed_in: SignedIn) -> None:
    duty = Duty.objects.get(kind="report")
    old = duty.rules.get(rule__every="half-year")
    given = {"replaces": old.pk, "form": "year", "day": "14/06/2026", "reason": "Đổi ngày"}
    signed_in("lan").post(reverse("set_duty_deadline", args=[duty.pk]), given)
    assert duty.rules.get(replaces=old).rule == {"every": "half-year", "last": "06-14"}


def test_the_sheet_of_a_directive_has_its_columns_and_every_duty(
    tasks: Adopted, plan: Document, signed_in: SignedIn
) -> None:
    shown = page(signed_in("lan"), "sheet", plan.pk)
    for column in ("STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Sản phẩm", "Thời hạn", "Trạng thái", "Ghi chú"):
        assert f">{column}</th>" in shown
    assert shown.count('data-label="STT"') == 9
    assert "landscape" in shown


def test_the_sheet_says_deadlines_as_they_are_meant_with_the_words_of_the_text_beside(
    tasks: Adopted, plan: Document, signed_in: SignedIn
) -> None:
    shown = page(signed_in("lan"), "sheet", plan.pk)
    meant, said = "báo cáo 6 tháng: chậm nhất ngày 09/6 hằng năm", "6 tháng (trước ngày 10/6)"
    assert f'<p>{meant} <q class="muted small">{said}</q></p>' in shown
    assert "<p><strong>Hạn: 09/06/2026</strong>" in shown
    assert "chậm nhất ngày 31/03/2026" in shown and "Hạn: 31/03/2026" not in shown


def test_a_commune_s_sheet_of_a_directive_names_no_other_commune(
    tasks: Adopted, plan: Document, signed_in: SignedIn
) -> None:
    shown = page(signed_in("xuan"), "sheet", plan.pk)
    assert "UBND xã An Lạc" in shown and "UBND xã Phú Khê" not in shown


def test_the_sheet_of_a_body_has_what_it_owes(cast: Cast, tasks: Adopted, signed_in: SignedIn) -> None:
    body = cast.body("xa.90001.ubnd")
    shown = page(signed_in("xuan"), "body_sheet", body.pk)
    assert shown.count('data-label="STT"') == 3 and "Hội Làm vườn" not in shown
    assert "Chưa có nhiệm vụ nào" in page(signed_in("son"), "body_sheet", body.pk)


def fill_desk(cast: Cast, model: Duty, first: int, count: int) -> None:
    """Give xuan's commune many duties of each kind."""
    body, rule = cast.body("xa.90001.ubnd"), model.rules.get(rule__every="year")
    for n in range(first, first + count):
        placed = {"clause": f"9.{n}", "start": 10_000 + n, "end": 10_001 + n, "position": 100 + n}
        copied = {f.name: getattr(model, f.name) for f in Duty._meta.fields if f.name not in ("id", *placed)}
        duty = Duty.objects.create(**copied, **placed)
        role = "support" if n % 3 == 0 else "lead"
        assignment = Assignment.objects.create(duty=duty, organisation=body, role=role)
        if n % 3 == 1:
            dated = duty.rules.create(rule=rule.rule, words=rule.words)
            Task.objects.create(assignment=assignment, rule=dated, scheduled_for=DAY, due=DAY, opened_at=at(DAY))


def test_the_desk_asks_the_database_as_often_whatever_its_size(cast: Cast, tasks: Adopted, signed_in: SignedIn) -> None:
    xuan, model, counts = signed_in("xuan"), Duty.objects.get(kind="report"), []
    page(xuan, "desk")  # the session's first page writes when it was seen
    for first, count in ((0, 3), (3, 90)):
        fill_desk(cast, model, first, count)
        with CaptureQueriesContext(connection) as asked:
            shown = page(xuan, "desk")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 16
    assert "Xem tất cả 31 dòng" in shown
    assert "Trang 2 trên 2" in page(xuan, "desk", muc="thuong-xuyen", trang="2")


def test_the_adoption_page_of_sixty_duties_folds_many_bodies(cast: Cast, adopted: Adopted, signed_in: SignedIn) -> None:
    shown = page(signed_in("lan"), "adoption", adopted.adoption.document_id)
    assert "<summary>" in shown and "đơn vị</summary>" in shown


def test_an_account_without_a_post_is_told(cast: Cast, tasks: Adopted, client: Client) -> None:
    user = User.objects.create_user("moi", "mật khẩu rất dài của tôi", full_name="Người mới")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("desk")).status_code == 403
    assert Adoption.objects.count() == 1


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        ("IV.1.a", "mục IV.1.a"),
        ("IV.1.-", "mục IV.1, gạch đầu dòng"),
        ("III.2.a.+", "mục III.2.a, gạch đầu dòng"),
        ("Điều 2", "Điều 2"),
        ("-", "gạch đầu dòng"),
        ("", "ngoài các mục"),
    ],
)
def test_a_place_is_said_as_people_say_it(clause: str, words: str) -> None:
    assert Duty(clause=clause).place == words


def test_half_an_item_is_shown_with_the_rest_of_it(tasks: Adopted, signed_in: SignedIn) -> None:
    report = Duty.objects.get(clause="2", kind="report")
    before = "UBND các xã, phường xây dựng kế hoạch tủ sách thôn của địa phương;"
    around = f'<span class="around">{before}</span> <strong>{report.text}</strong>'
    xuan = signed_in("xuan")
    for name, pk in (("task", own_task().pk), ("duty", report.pk)):
        assert around in page(xuan, name, pk)
    desk = page(xuan, "desk")
    assert f'<span class="around">{before}</span> 6 tháng' in desk
    assert f'{before} <span class="around">6 tháng (trước ngày 10/6), 01 năm' in desk
    whole = Duty.objects.get(clause="1")
    assert (whole.before, whole.after) == ("", "") and "around" not in page(signed_in("lan"), "duty", whole.pk)


def test_a_result_needs_words_or_a_file_and_neither_says_it_may_be_left_out(
    tasks: Adopted, signed_in: SignedIn
) -> None:
    shown = page(signed_in("xuan"), "task", own_task().pk)
    submit = shown[shown.index("/submit/") :]
    submit = submit[: submit.index("</form>")]
    assert "Ghi nội dung, đính kèm tệp, hoặc cả hai." in submit and "không bắt buộc" not in submit
