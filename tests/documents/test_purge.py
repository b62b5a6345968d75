"""A secret found afterwards: one person proposes, another confirms, and then no table and no file holds it."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import OperationalError, models, transaction
from django.test import Client
from django.urls import reverse

from phongtrao.documents import purge as deeds
from phongtrao.documents.correct import change_duty, change_header
from phongtrao.documents.holdings import HOLDINGS, KEEPS_WORDS
from phongtrao.documents.models import Copy, Purge, StoredFile
from phongtrao.documents.purge_left import still_elsewhere
from phongtrao.documents.reading import reread
from phongtrao.documents.receive import receive
from phongtrao.files import PURGED, Refusal, Secret, receive_file
from phongtrao.organisations.chain import breaks
from phongtrao.organisations.models import LogEntry, Post, User
from phongtrao.procedure import Refused
from phongtrao.procedures import PURGE
from phongtrao.work.adopt import adopt
from phongtrao.work.deeds import do
from phongtrao.work.models import AssignmentNote, Message, Task, TaskDeed, Unresolved
from phongtrao.work.nudge import nudge
from phongtrao.work.open_tasks import open_tasks
from phongtrao.work.outbox import send_waiting
from phongtrao.work.remind import draft_reminder, late_tasks
from phongtrao.work.settle import settle
from phongtrao.work.share import note
from phongtrao.work.worker import work
from tests.conftest import Cast
from tests.documents.conftest import AT, on_disk
from vanban.paper.content import Signer
from vanban.paper.reminder import Letterhead

DAY = AT.date()
LATER = AT + timedelta(days=1)
CANARY = "thanhlong74"
"""A word that stands in the secret and nowhere else."""
HEAD = Letterhead("Ủy ban nhân dân tỉnh Hà Thanh", "Hà Thanh", "UBND-NC", (Signer("Nguyễn Thị Lan", ("Chủ tịch",)),))
REASON = "Có dấu chỉ độ mật ở phụ lục."
SECRET = f"""ỦY BAN NHÂN DÂN TỈNH HÀ THANH
Số: 77/KH-UBND
Hà Thanh, ngày 12 tháng 01 năm 2026

KẾ HOẠCH
Về {CANARY} tại vườn ươm

Kính gửi: Các sở; UBND các xã, phường.

1. Sở Tài chính lập dự toán {CANARY}, hoàn thành trước ngày 01/4/2026.
2. Hội {CANARY} phối hợp với Sở Nội vụ báo cáo UBND tỉnh trước ngày 20/5/2026.
3. Sở Nội vụ đề xuất {CANARY} trong thời hạn 30 ngày kể từ ngày nhận {CANARY}.
4. UBND các xã, phường thường xuyên tuyên truyền về {CANARY}.
"""  # fmt: skip


@pytest.fixture
def copy(cast: Cast) -> Copy:
    """The secret, received, corrected, adopted, worked on."""
    lan, vy = cast.user("lan"), cast.user("vy")
    home = cast.body("ha-thanh.ubnd")
    receipt = receive(f"{CANARY}.txt", SECRET.encode(), vy, home, AT, DAY, True, remark="gửi văn phòng")
    change_duty(receipt.reading, "0", {"with": [f"Hội {CANARY}"]}, lan, AT)
    change_header(receipt.reading, {"signatory": f"Ông {CANARY}"}, lan, AT)
    done = adopt(receipt.document, receipt.reading, home, lan, AT)
    for phrase in done.unresolved:
        role = Unresolved.objects.filter(duty__adoption=done.adoption, phrase=phrase)[0].role
        settle(done.adoption, role, phrase, [cast.body("ha-thanh.so-noi-vu")], lan, AT, remember=True)
    open_tasks(date(2026, 12, 31), AT, cast.user("quan-tri"))
    return receipt.copy


def held_words(*words: str) -> list[str]:
    """Tables that hold one of these words in some row, in any column; sessions included."""
    found = []
    for model in apps.get_models():
        said = str(list(model._base_manager.values_list())).casefold()
        if model is Session:
            said = str([s.get_decoded() for s in Session.objects.all()]).casefold()
        found += [model._meta.label for word in words if word.casefold() in said]
    return found


def proposed(cast: Cast, copy: Copy, by: str = "vy") -> Purge:
    return deeds.propose("ban-van-ban", copy.pk, REASON, cast.user(by), AT)


@pytest.mark.django_db(transaction=True)
def test_two_people_purge_a_copy_and_no_table_and_no_file_holds_its_words(cast: Cast, copy: Copy, folder: Path) -> None:
    assert CANARY in SECRET and len(set(held_words(CANARY))) >= 6 and on_disk(folder) == [copy.file.path]
    purge = proposed(cast, copy)
    assert held_words(CANARY) and on_disk(folder)
    deeds.decide(purge, "confirm_purge", cast.user("lan"), LATER)
    assert deeds.carry_out(purge, LATER)
    assert held_words(CANARY) == [] and on_disk(folder) == []
    assert (purge.state, purge.purged_at) == ("purged", LATER)
    assert log_breaks() == []
    deeds_done = list(LogEntry.objects.filter(subject=f"purge:{purge.pk}").values_list("deed", "account"))
    assert deeds_done == [("propose_purge", "vy"), ("confirm_purge", "lan"), ("purge", "lan")]


def log_breaks() -> list[str]:
    """Where the log's chain is broken."""
    return [str(found) for found in breaks()]


@pytest.mark.django_db(transaction=True)
def test_what_stays_is_a_shell_with_its_number_digest_who_when_and_why(
    cast: Cast, copy: Copy, signed_in: Callable[[str], Client], on_day: Callable[[date], None]
) -> None:
    on_day(DAY)
    purge = proposed(cast, copy)
    deeds.carry_out(deeds.decide(purge, "confirm_purge", cast.user("lan"), LATER), LATER)
    document = copy.document
    document.refresh_from_db()
    shell = f"Đã tiêu hủy theo đề nghị tiêu hủy số {purge.pk} ngày 20/01/2026."
    assert (document.subject, document.number, document.issued_on) == (shell, "77/KH-UBND", date(2026, 1, 12))
    assert document.arrivals.get().number == 1
    assert purge.sha256 == hashlib.sha256(SECRET.encode()).hexdigest() == StoredFile.objects.get().sha256
    assert Task.objects.exists()
    client = signed_in("lan")
    for name, key in (("document", document.pk), ("sheet", document.pk), ("task", Task.objects.all()[0].pk)):
        page = client.get(reverse(name, args=[key])).content.decode()
        assert shell in page, name
    assert client.get(reverse("file", args=[copy.file_id])).status_code == 404
    page = client.get(reverse("purge", args=[purge.pk])).content.decode()
    assert REASON in page and purge.sha256 in page and "Nguyễn Thị Lan" in page and "Trần Hạ Vy" in page
    listed = client.get(reverse("documents"), {"tim": CANARY}).content.decode()
    assert "Không có văn bản nào" in listed


@pytest.mark.django_db(transaction=True)
def test_running_twice_does_no_harm_and_rereading_brings_nothing_back(cast: Cast, copy: Copy) -> None:
    purge = deeds.decide(proposed(cast, copy), "confirm_purge", cast.user("lan"), LATER)
    assert deeds.carry_out(purge, LATER)
    entries = LogEntry.objects.count()
    assert not deeds.carry_out(purge, LATER) and deeds.carry_out_confirmed(LATER) == 0
    stale = Purge.objects.get(pk=purge.pk)
    stale.state = "confirmed"
    assert not deeds.carry_out(stale, LATER)
    assert LogEntry.objects.count() == entries
    assert reread(copy.document, cast.user("lan"), LATER) == []
    with pytest.raises(Refused, match="người khác xử lý|Không thể"):
        deeds.decide(purge, "confirm_purge", cast.user("quan-tri"), LATER)
    with pytest.raises(Refused, match="không có nội dung"):
        proposed(cast, copy)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("killed_at", ["_off_the_disk", "give_back_space", "_log"])
def test_killed_half_way_it_goes_on_by_itself(
    cast: Cast, copy: Copy, folder: Path, killed_at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def kill(*_: Any, **__: Any) -> Any:
        raise Killed

    purge = deeds.decide(proposed(cast, copy), "confirm_purge", cast.user("lan"), LATER)
    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(deeds, killed_at, kill)
        deeds.carry_out(purge, LATER)
    assert Purge.objects.get().state == "confirmed"
    assert work(LATER + timedelta(minutes=1)).purged == 1
    assert Purge.objects.get().state == "purged"
    assert held_words(CANARY) == [] and on_disk(folder) == []


@pytest.mark.django_db(transaction=True)
def test_a_busy_database_makes_it_wait(cast: Cast, copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy() -> bool:
        raise OperationalError("database is locked")

    purge = deeds.decide(proposed(cast, copy), "confirm_purge", cast.user("lan"), LATER)
    with monkeypatch.context() as patch:
        patch.setattr(deeds, "_vacuumed", busy)
        assert not deeds.carry_out(purge, LATER)
    assert Purge.objects.get().state == "confirmed"
    assert deeds.carry_out_confirmed(LATER) == 1


def test_what_cannot_be_finished_now_stays_confirmed(cast: Cast, copy: Copy) -> None:
    """Inside a transaction the database cannot give its space back."""
    purge = deeds.decide(proposed(cast, copy), "confirm_purge", cast.user("lan"), LATER)
    assert not deeds.carry_out(purge, LATER)
    assert Purge.objects.get().state == "confirmed" and held_words(CANARY) == []


@pytest.mark.django_db(transaction=True)
def test_purged_bytes_are_not_taken_in_again(cast: Cast, copy: Copy, folder: Path) -> None:
    deeds.carry_out(deeds.decide(proposed(cast, copy), "confirm_purge", cast.user("lan"), LATER), LATER)
    home = cast.body("ha-thanh.ubnd")
    with pytest.raises(Secret, match="đã được tiêu hủy"):
        receive("khác.txt", SECRET.encode(), cast.user("vy"), home, LATER, DAY, True)
    with pytest.raises(Secret, match="đã được tiêu hủy"), transaction.atomic():
        receive_file("khác.txt", SECRET.encode(), cast.user("son"), LATER, True, "attachment")
    assert on_disk(folder) == [] and held_words(CANARY) == []
    with transaction.atomic():
        receive_file("khác.txt", SECRET.encode(), cast.user("binh"), LATER, True, "attachment")
    assert "tiêu hủy" in PURGED and issubclass(Secret, Refusal)


def test_nobody_confirms_what_he_proposed_nor_what_his_deputy_did(cast: Cast, copy: Copy) -> None:
    lan, vy, kien = cast.user("lan"), cast.user("vy"), cast.user("kien")
    own = deeds.propose("ban-van-ban", copy.pk, REASON, lan, AT)
    with pytest.raises(Refused, match="không tự xác nhận"):
        deeds.decide(own, "confirm_purge", lan, LATER)
    _deputy(vy, lan.posts.get())
    with pytest.raises(Refused, match="làm thay nhau"):
        deeds.decide(own, "confirm_purge", cast.user("vy"), LATER)
    with pytest.raises(Refused, match="thuộc về"):
        deeds.decide(own, "confirm_purge", kien, LATER)
    deeds.decide(own, "refuse_purge", cast.user("quan-tri"), LATER, "không phải bí mật")
    only_deputy = cast.user("kien")
    only_deputy.posts.all().delete()
    _deputy(kien, lan.posts.get())
    for_lan = deeds.propose("ban-van-ban", copy.pk, REASON, cast.user("kien"), AT)
    with pytest.raises(Refused, match="làm thay nhau"):
        deeds.decide(for_lan, "confirm_purge", cast.user("lan"), LATER)
    assert held_words(CANARY)


def _deputy(user: User, of: Post) -> None:
    Post.objects.create(user=user, organisation=of.organisation, function=of.function, starts_on=DAY, deputy_for=of)


def test_who_does_not_see_it_cannot_propose_and_another_province_cannot_confirm(cast: Cast, copy: Copy) -> None:
    with pytest.raises(LookupError):
        deeds.propose("ban-van-ban", copy.pk, REASON, cast.user("binh"), AT)
    with pytest.raises(LookupError):
        deeds.propose("khong-co", copy.pk, REASON, cast.user("vy"), AT)
    with pytest.raises(Refused):
        deeds.decide(proposed(cast, copy), "confirm_purge", cast.user("binh"), LATER)
    assert not Purge.objects.visible_to(cast.user("binh"), DAY).exists()


def test_a_reason_is_asked_for_and_may_not_repeat_the_secret(cast: Cast, copy: Copy) -> None:
    for reason, said in (
        ("  ", "nêu lý do"),
        (f"vì có câu: Sở Tài chính lập dự toán {CANARY}", "nhắc lại"),
        (f"so tai chinh lap du toan {CANARY}", "nhắc lại"),
    ):
        with pytest.raises(Refused, match=said):
            deeds.propose("ban-van-ban", copy.pk, reason, cast.user("vy"), AT)
    purge = proposed(cast, copy)
    with pytest.raises(Refused, match="Đã có đề nghị"):
        proposed(cast, copy, "kien")
    with pytest.raises(Refused, match="Xin nêu lý do"):
        deeds.decide(purge, "refuse_purge", cast.user("lan"), LATER)
    with pytest.raises(Refused, match="nhắc lại"):
        deeds.decide(purge, "refuse_purge", cast.user("lan"), LATER, f"Hội {CANARY} phối hợp với Sở Nội vụ là thường")
    refused = deeds.decide(purge, "refuse_purge", cast.user("lan"), LATER, "không phải bí mật")
    assert (refused.state, refused.refusal) == ("refused", "không phải bí mật")
    assert not deeds.carry_out(refused, LATER) and held_words(CANARY)
    assert proposed(cast, copy).pk != purge.pk
    assert "không phải bí mật" not in str(list(LogEntry.objects.values_list("content")))


@pytest.mark.django_db(transaction=True)
def test_notes_and_files_of_work_are_purged_each_by_itself(cast: Cast, copy: Copy, folder: Path) -> None:
    son, lan, xuan = cast.user("son"), cast.user("lan"), cast.user("xuan")
    task = Task.objects.filter(assignment__organisation__code="ha-thanh.so-tai-chinh")[0]
    with transaction.atomic():
        file = receive_file("bao-cao-ma7.txt", b"bao cao ma7 ma7 ma7 ma7", son, AT, True, "attachment").stored
        do(task, "submit", son, AT, "nội dung mật ong rừng mười hai", file)
    row = TaskDeed.objects.get(deed="submit")
    assignment = task.assignment.duty.adoption.duties.get(clause="4").assignments.get(
        organisation__code="xa.90001.ubnd"
    )
    written = note(assignment, "ghi chú mã số tám tám tám", xuan, AT)
    for kind, pk, word in (
        ("loi-viec", row.pk, "ong rừng"),
        ("tep-viec", row.pk, "ma7"),
        ("ghi-chu", written.pk, "tám tám"),
    ):
        purge = deeds.propose(kind, pk, REASON, son if kind != "ghi-chu" else xuan, AT)
        deeds.carry_out(deeds.decide(purge, "confirm_purge", lan, LATER), LATER)
        assert held_words(word) == [] and Purge.objects.get(pk=purge.pk).state == "purged"
    assert on_disk(folder) == [copy.file.path] and held_words(CANARY)
    assert AssignmentNote.objects.get().text.startswith("Đã tiêu hủy") and log_breaks() == []


@pytest.mark.django_db(transaction=True)
def test_what_a_deed_repeats_elsewhere_goes_with_it(cast: Cast, copy: Copy) -> None:
    son, reason = cast.user("son"), "không thuộc thẩm quyền, xem mười hai con giáp"
    task = Task.objects.filter(assignment__organisation__code="ha-thanh.so-tai-chinh")[0]
    do(task, "hand_back", son, AT, reason)
    assert {"work.TaskDeed", "work.HandBack"} <= set(held_words("con giáp"))
    purge = deeds.propose("loi-viec", TaskDeed.objects.get(deed="hand_back").pk, REASON, son, AT)
    deeds.carry_out(deeds.decide(purge, "confirm_purge", cast.user("lan"), LATER), LATER)
    assert held_words("con giáp") == [] and purge.state == "purged"


@pytest.mark.django_db(transaction=True)
def test_letters_and_reminders_keep_no_word_of_it(cast: Cast, copy: Copy, settings: Any) -> None:
    settings.MAIL = "smtp://thu.example"
    home, lan = cast.body("ha-thanh.ubnd"), cast.user("lan")
    day = datetime(2026, 6, 1, 9, tzinfo=AT.tzinfo)
    late = list(late_tasks(copy.document, home, day.date()))
    row = draft_reminder(copy.document, home, late, HEAD, day.date(), lan, day)
    User.objects.update(email="a@a.vn")
    due = datetime(2026, 3, 31, 9, tzinfo=AT.tzinfo)
    nudge(due.date(), due)
    send_waiting(due)
    assert CANARY in str(row.content) and Message.objects.exclude(body="").exists()
    deeds.carry_out(deeds.decide(proposed(cast, copy), "confirm_purge", lan, day), day)
    row.refresh_from_db()
    assert held_words(CANARY) == [] and "Đã tiêu hủy" in str(row.content) and row.paper.subject


def test_the_two_are_told_where_it_still_stands(cast: Cast, copy: Copy, on_day: Callable[[date], None]) -> None:
    on_day(DAY)
    lan, son = cast.user("lan"), cast.user("son")
    task = Task.objects.filter(assignment__organisation__code="ha-thanh.so-tai-chinh")[0]
    do(task, "submit", son, AT, "đã làm")
    LogEntry.record(cast.user("quan-tri"), "backup", cast.user("quan-tri"), LATER, file="a" * 64)
    with transaction.atomic():
        receive_file("b.txt", SECRET.encode(), cast.user("binh"), AT, True, "attachment")
    left = still_elsewhere(proposed(cast, copy), lan, DAY)
    told = "\n".join(left.lines)
    assert "Bản sao lưu lập ngày 21/01/2026" in told and "quan-tri" in told
    assert "1 tệp cùng nội dung ở đơn vị khác" in told and "1 nội dung ghi trên việc" in told
    assert "bản in" in told and left.files == () and CANARY not in told


def test_pages_of_the_deed(
    cast: Cast, copy: Copy, signed_in: Callable[[str], Client], on_day: Callable[[date], None]
) -> None:
    on_day(DAY)
    vy, lan = signed_in("vy"), signed_in("lan")
    address = reverse("propose_purge", args=["ban-van-ban", copy.pk])
    assert address in vy.get(reverse("document", args=[copy.document_id])).content.decode()
    assert CANARY not in vy.get(address).content.decode()
    answer = vy.post(address, {"reason": f"Sở Tài chính lập dự toán {CANARY}"})
    assert "nhắc lại" in answer.content.decode() and CANARY not in answer.content.decode()
    answer = vy.post(address, {"reason": REASON}, follow=True)
    purge = Purge.objects.get()
    assert "Chưa có gì bị tiêu hủy" in answer.content.decode()
    assert "không tự xác nhận" in vy.get(reverse("purge", args=[purge.pk])).content.decode()
    assert vy.post(reverse("decide_purge", args=[purge.pk, "confirm_purge"])).status_code == 403
    assert "Xác nhận tiêu hủy</button>" in lan.get(reverse("purge", args=[purge.pk])).content.decode()
    answer = lan.post(reverse("decide_purge", args=[purge.pk, "confirm_purge"]), follow=True)
    assert "Máy chủ đang tiêu hủy" in answer.content.decode()
    assert lan.post(reverse("decide_purge", args=[purge.pk, "khac"])).status_code == 404
    listed = lan.get(reverse("purges")).content.decode()
    assert "đã xác nhận, đang tiêu hủy" in listed and CANARY not in listed


@pytest.mark.django_db(transaction=True)
def test_the_command_does_the_same(cast: Cast, copy: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("purge", "--propose", "ban-van-ban", str(copy.pk), "--reason", REASON, "--by", "vy")
    pk = Purge.objects.get().pk
    with pytest.raises(CommandError, match="không tự xác nhận"):
        call_command("purge", "--confirm", str(pk), "--by", "vy")
    with pytest.raises(CommandError, match="phạm vi"):
        call_command("purge", "--propose", "ban-van-ban", "x", "--reason", REASON, "--by", "vy")
    call_command("purge", "--confirm", str(pk), "--by", "lan")
    call_command("purge", "--json")
    said = capsys.readouterr().out
    assert '"state": "purged"' in said and CANARY not in said and held_words(CANARY) == []


PLACES = {
    "documents.StoredFile": {"sha256": "kept", "token": "kept", "name": "cleared", "kind": "kept"},
    "documents.Document": {
        "kind": "kept", "number": "kept", "number_key": "kept", "issuer_name": "kept", "subject": "cleared",
        "signatory": "cleared", "folded": "cleared",
    },
    "documents.Copy": {"sha256": "kept", "text": "cleared", "extractor": "kept"},
    "documents.Reading": {"compiler": "kept", "content": "cleared"},
    "documents.Correction": {"deed": "cleared", "field": "cleared", "value": "cleared"},
    "documents.Arrival": {"handled_by": "typed", "remark": "typed"},
    "documents.Mention": {"kind": "cleared", "number_key": "cleared", "title": "cleared"},
    "documents.Effect": {
        "kind": "kept", "on": "cleared", "on_key": "kept", "by": "kept", "by_key": "kept", "part": "cleared",
        "rule": "kept",
    },
    "documents.Outgoing": {
        "kind": "kept", "subject": "cleared", "content": "cleared", "about": "kept", "symbol": "kept", "state": "kept",
        "series": "kept", "signer": "ours", "recipients": "ours", "kept_by": "ours", "remark": "ours",
    },
    "documents.Purge": {
        "kind": "kept", "named": "kept", "sha256": "kept", "state": "kept", "reason": "checked", "refusal": "checked",
    },
    "work.Duty": {
        "index": "kept", "clause": "kept", "kind": "kept", "text": "cleared", "before": "cleared", "after": "cleared",
        "actors": "cleared", "support": "cleared", "to": "cleared", "via": "cleared", "product": "cleared",
    },
    "work.DeadlineRule": {"rule": "cleared", "words": "cleared", "on_rest": "kept", "retired_reason": "typed"},
    "work.Unresolved": {"role": "cleared", "phrase": "cleared"},
    "work.Assignment": {"role": "kept", "phrase": "cleared", "found": "kept"},
    "work.AssignmentNote": {"text": "typed"},
    "work.Task": {"period": "kept", "state": "kept", "closed_reason": "typed"},
    "work.TaskDeed": {"deed": "kept", "note": "typed", "content": "kept"},
    "work.HandBack": {"reason": "typed", "answer": "typed"},
    "work.Snooze": {"reason": "typed"},
    "work.Obstacle": {"text": "typed", "state": "kept", "folded": "typed"},
    "work.ObstacleDeed": {"deed": "kept", "note": "typed"},
    "work.Inspection": {"title": "typed"},
    "work.Visit": {"place": "typed", "remark": "typed"},
    "work.Shortcoming": {"text": "typed"},
    "work.Programme": {
        "name": "ours", "title": "ours", "source": "ours", "standing_words": "ours", "numbers": "ours",
        "sha256": "kept",
    },
    "work.ProgrammePart": {
        "path": "ours", "kind": "kept", "name": "ours", "version": "ours", "source": "ours", "sha256": "kept",
    },
    "work.Mending": {"text": "typed", "state": "kept"},
    "work.MendingDeed": {"deed": "kept", "note": "typed", "content": "kept"},
    "work.Settlement": {"key": "kept", "decision": "kept", "reason": "typed"},
    "work.EnteredDay": {"kind": "kept", "source": "public"},
    "work.Webhook": {"address": "kept", "secret": "kept"},
    "work.AllowedHost": {"host": "kept"},
    "work.Message": {
        "key": "kept", "channel": "kept", "subject": "numbers", "body": "numbers", "state": "kept", "error": "kept",
    },
    "work.Bundle": {"code": "kept", "digest": "kept", "key": "kept"},
    "work.BundleAnswer": {"answer": "kept"},
    "work.CalendarFeed": {"token_hash": "kept"},
    "reports.ReportForm": {"name": "public", "title": "public"},
    "reports.FormUse": {"periods": "kept"},
    "reports.FormVersion": {"source": "public", "content": "public", "sha256": "kept"},
    "reports.Indicator": {"name": "public", "type": "kept", "adds_up": "kept"},
    "reports.Report": {"period": "kept"},
    "reports.Edition": {"state": "kept"},
    "reports.Answer": {"question": "kept", "text": "typed"},
    "reports.Mark": {"cell": "kept", "text": "typed"},
    "reports.ReportDeed": {"deed": "kept", "note": "typed"},
    "reports.Synthesis": {
        "period": "kept", "basis": "kept", "state": "kept", "figures": "kept", "missing": "kept", "by_hand": "typed",
        "counted": "kept",
    },
    "reports.SynthesisParagraph": {"question": "kept", "text": "typed"},
    "recognition.RulesVersion": {"name": "public", "source": "public", "content": "public", "sha256": "kept"},
    "recognition.CriteriaSet": {
        "name": "public", "title": "public", "source": "public", "content": "public", "sha256": "kept",
    },
    "recognition.EligibleTotal": {"subject": "kept", "source": "public"},
    "recognition.Candidacy": {"subject": "kept", "state": "kept"},
    "recognition.CandidacyDeed": {"deed": "kept", "note": "typed"},
    "recognition.DossierPaper": {"name": "kept"},
    "recognition.Opinion": {"kind": "kept", "words": "typed", "answer": "typed"},
    "recognition.RecordedResult": {"result": "public", "source": "public"},
    "recognition.AppraisalMember": {"part": "kept"},
    "recognition.Score": {"kind": "kept", "sealed": "kept", "result": "kept"},
    "recognition.ScoreAnswer": {"criterion": "kept", "value": "kept", "reason": "typed", "lineage": "ours"},
    "recognition.Evidence": {"words": "typed", "pointer": "kept"},
    "recognition.Draw": {"seed": "kept", "among": "kept"},
    "recognition.SpotCheck": {"words": "typed"},
    "recognition.Decision": {"kind": "kept"},
    "recognition.UpkeepYear": {"words": "typed"},
    "initiatives.Pilot": {
        "state": "kept", "title": "typed", "tried": "typed", "folded": "typed", "comparable": "kept",
        "passage": "typed",
    },
    "initiatives.PilotDeed": {"deed": "kept", "note": "typed"},
    "initiatives.PilotPaper": {"name": "kept", "number": "kept"},
    "initiatives.Phase": {"title": "typed", "basis": "typed", "choosers_kind": "kept"},
    "initiatives.PhaseReport": {"words": "typed"},
    "initiatives.RollOut": {"comparable": "kept", "yearly": "kept", "tasks": "typed"},
    "initiatives.Comparison": {"title": "typed"},
    "initiatives.ComparedLine": {"title": "typed", "unit": "typed", "measure": "kept"},
    "initiatives.ComparedFigure": {"when": "kept", "source": "typed"},
    "recognition.SignedKeyList": {"text": "public"},
    "overview.MapVersion": {
        "kind": "kept", "content": "public", "name": "public", "sha256": "kept", "source": "public",
    },
    "recognition.Certificate": {"serial": "public", "statement": "public", "key": "kept"},
    "awards.CommendationRulesVersion": {
        "name": "ours", "source": "ours", "content": "ours", "sha256": "kept",
    },
    "awards.Commendation": {"state": "kept", "form": "ours", "title": "typed", "quota_reason": "typed"},
    "awards.CommendationDeed": {"deed": "kept", "note": "typed"},
    "awards.CommendationPaper": {"name": "kept", "number": "ours"},
    "awards.Nominee": {
        "kind": "kept", "full_name": "typed", "post_title": "typed", "achievement": "typed", "subject_key": "typed",
        "opinion": "typed",
    },
    "awards.CouncilMember": {"part": "kept"},
    "initiatives.KindVersion": {
        "name": "public", "title": "public", "source": "public", "content": "public", "sha256": "kept",
    },
    "initiatives.StatedTarget": {"kind_name": "kept", "counts": "kept", "source": "typed"},
    "initiatives.Initiative": {
        "state": "kept", "title": "typed", "folded": "typed", "aim": "typed", "findings": "typed",
        "regulation": "typed", "decision": "kept",
    },
    "initiatives.InitiativeDeed": {"deed": "kept", "note": "typed"},
    "initiatives.InitiativePaper": {"name": "kept", "number": "kept"},
    "initiatives.Place": {"name": "typed"},
    "initiatives.EquipmentCount": {"title": "typed"},
    "initiatives.Repair": {"title": "typed", "words": "typed"},
    "initiatives.Review": {"proposal": "kept", "reasons": "kept", "verdict": "kept", "verdict_words": "typed"},
    "initiatives.ReviewAnswer": {"criterion": "kept", "evidence": "typed"},
    "money.FundingVersion": {"name": "public", "source": "public", "content": "public", "sha256": "kept"},
    "money.Estimate": {"state": "kept", "clause": "kept", "title": "typed"},
    "money.EstimateLine": {
        "heading": "typed", "words": "typed", "unit": "typed", "clause": "kept", "remark": "typed",
        "appraisal_reason": "typed", "approval_reason": "typed",
    },
    "money.EstimateDeed": {"deed": "kept", "note": "typed"},
    "money.EstimatePaper": {"name": "kept", "number": "kept"},
}  # fmt: skip
"""Every column of words, and what becomes of it at a purge.

`cleared` with the copy; `typed` by a person, purged by itself; `kept`: states, digests and numbers; `checked` not to
repeat the secret; `ours`: of a paper that we write; `numbers`: letters that name number, clause and link only.
"""


APPS = ("documents", "work", "reports", "recognition", "initiatives", "money", "awards", "overview")
"""Every app that keeps words of papers or of people."""


def worded(model: type[models.Model]) -> set[str]:
    kinds = (models.CharField, models.TextField, models.JSONField, models.FileField)
    return {f.name for f in model._meta.concrete_fields if isinstance(f, kinds)}


def test_every_column_of_words_says_what_becomes_of_it() -> None:
    ours = {m._meta.label: worded(m) for a in APPS for m in apps.get_app_config(a).get_models()}
    assert {label: columns for label, columns in ours.items() if columns} == {k: set(v) for k, v in PLACES.items()}, (
        "say in PLACES what a purge does with the column, and clear it in purged_copy.py or purged_words.py"
    )


def test_the_space_of_every_table_that_held_words_is_given_back() -> None:
    cleared = {label for label, columns in PLACES.items() if {"cleared", "typed"} & set(columns.values())}
    assert cleared <= {model._meta.label for model in KEEPS_WORDS}


def test_whatever_people_type_on_work_can_be_purged() -> None:
    typed = {label for label, columns in PLACES.items() if "typed" in columns.values()}
    assert typed - {"documents.Arrival", "work.Task"} <= {model._meta.label for model in KEEPS_WORDS}
    named = "ban-van-ban so-den loi-viec tep-viec ghi-chu tep-ghi-chu hoan-nhac san-pham chuyen-tra vuong-mac tra-loi"
    assert {*named.split(), "kiem-tra", "buoi-kiem-tra", "ton-tai", "khac-phuc"} <= set(HOLDINGS)
    assert {"tra-loi-bao-cao", "nhan-xet-bao-cao", "loi-bao-cao", "doan-tong-hop", "ly-do-sua-tay"} <= set(HOLDINGS)
    assert {step.deed for step in PURGE.steps} == {"confirm_purge", "refuse_purge", "purge"}


@pytest.fixture
def site_home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "home"


def own(home: Path) -> dict[str, str]:
    return {"PHONGTRAO_HOME": str(home), "PHONGTRAO_DATABASE": "", "DJANGO_SETTINGS_MODULE": "phongtrao.settings"}


def run(home: Path, *command: str) -> str:
    started = [sys.executable, "-m", "phongtrao.cli", *command]
    done = subprocess.run(started, env=os.environ | own(home), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


SITE = """
import django; django.setup()
from datetime import date
from tests.cast import build_cast
build_cast()
"""


@pytest.mark.trial
def test_the_raw_file_of_the_database_holds_no_word_afterwards(site_home: Path, tmp_path: Path) -> None:
    """On a site of its own, by commands alone: search every byte of its folder."""
    run(site_home, "migrate", "--verbosity", "0")
    root = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-c", SITE], env=os.environ | own(site_home), cwd=root, check=True)
    source = tmp_path / "kin.txt"
    source.write_text(SECRET)
    run(site_home, "receive", str(source), "--by", "vy", "--on", "2026-01-20")
    run(site_home, "adopt", "1", "--all", "--by", "lan")
    assert anywhere(site_home, CANARY)
    run(site_home, "purge", "--propose", "ban-van-ban", "1", "--reason", REASON, "--by", "vy")
    run(site_home, "purge", "--confirm", "1", "--by", "lan")
    assert '"state": "purged"' in run(site_home, "purge", "--json")
    assert anywhere(site_home, CANARY) == []
    run(site_home, "verify-log")


def anywhere(home: Path, words: str) -> list[Path]:
    """Files of the folder in which these words stand, journals of the database included."""
    files = [path for path in home.rglob("*") if path.is_file()]
    return [path for path in files if words.encode() in path.read_bytes().lower()]
