"""The log: only added to, whole from its first entry, held against what an office keeps elsewhere, archived in time."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from phongtrao import site_key
from phongtrao.organisations import chain, checkpoint, log_guard
from phongtrao.organisations.checkpoint import Checkpoint, NoCheckpoint
from phongtrao.organisations.log_rules import archive, months_before, record_reading, rule_on
from phongtrao.organisations.models import LogArchive, LogEntry, LogHead
from phongtrao.procedure import Refused
from phongtrao.words import HANOI
from tests.conftest import Cast
from tests.organisations.tampering import TAMPERINGS, written_anew

DAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 9, tzinfo=HANOI)


def write(cast: Cast, count: int, at: datetime = AT) -> None:
    by = cast.user("quan-tri")
    with transaction.atomic():
        for n in range(count):
            LogEntry.record(by, "note", by, at, cast.body("ha-thanh.ubnd"), number=n)


def said(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out, stderr=out)
    return out.getvalue()


@pytest.mark.parametrize("change", [{"deed": "khac"}, {"content": {}}, {"sequence": 99}, {"digest": "0" * 64}])
def test_the_database_refuses_to_change_an_entry(cast: Cast, change: dict[str, Any]) -> None:
    write(cast, 2)
    with pytest.raises(IntegrityError, match="chỉ được ghi thêm"), transaction.atomic():
        LogEntry.objects.filter(sequence=1).update(**change)
    assert list(chain.breaks()) == []


def test_the_database_refuses_to_take_an_entry_or_the_head_out_or_to_turn_it_back(cast: Cast) -> None:
    write(cast, 3)
    for deed in (
        lambda: LogEntry.objects.filter(sequence=2).delete(),
        lambda: LogEntry.objects.all().delete(),
        lambda: LogHead.objects.all().delete(),
        lambda: LogHead.objects.update(sequence=1),
    ):
        with pytest.raises(IntegrityError, match="không sửa, không xoá"), transaction.atomic():
            deed()
    assert (LogEntry.objects.count(), LogHead.objects.get().sequence) == (3, 3)


def test_the_lock_is_on_again_after_it_was_lifted_and_its_lack_is_told(cast: Cast) -> None:
    write(cast, 1)
    with log_guard.lifted():
        LogHead.objects.update(digest="1" * 64)
    assert log_guard.missing() == []
    with transaction.atomic():
        log_guard.take_down()
        assert sum("Khoá chống sửa" in line for line in chain.breaks()) == len(log_guard.TRIGGERS)
        transaction.set_rollback(True)


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda tamper: tamper.__name__)
def test_tampering_is_found_without_a_checkpoint(cast: Cast, tamper: Callable[[int], None]) -> None:
    write(cast, 12)
    with log_guard.lifted():
        tamper(7)
    assert list(chain.breaks()) != []
    with pytest.raises(CommandError, match="không còn nguyên vẹn"):
        said("verify_log")


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda tamper: tamper.__name__)
def test_a_chain_written_anew_with_its_head_is_found_through_a_checkpoint_alone(
    cast: Cast, tamper: Callable[[int], None]
) -> None:
    write(cast, 12)
    kept = said("log_checkpoint").strip()
    write(cast, 2)
    with log_guard.lifted():
        tamper(7)
        written_anew()
    assert list(chain.breaks()) == [], "no chain can tell this by itself"
    assert "Chưa đối chiếu với mốc" in said("verify_log")
    with pytest.raises(CommandError, match="không còn nguyên vẹn"):
        said("verify_log", "--from", kept)


def test_the_end_cut_off_with_the_head_is_found_as_far_as_the_checkpoint_reaches(cast: Cast) -> None:
    write(cast, 10)
    early = Checkpoint.read(said("log_checkpoint").strip())
    write(cast, 10)
    late = checkpoint.now()
    with log_guard.lifted():
        LogEntry.objects.filter(sequence__gt=15).delete()
        written_anew()
    assert list(chain.breaks([early])) == [], "what came after a checkpoint is not sealed by it"
    assert any("bị cắt" in line for line in chain.breaks([late]))


def test_a_checkpoint_is_64_characters_that_survive_paper(cast: Cast) -> None:
    write(cast, 3)
    printed = said("log_checkpoint")
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{64}\n", printed)
    kept = Checkpoint.read(printed)
    assert kept == checkpoint.now() and kept.seals(LogHead.objects.get().digest)
    typed = "-".join(printed[n : n + 8] for n in range(0, 64, 8)).lower().replace("0", "o").replace("1", "l")
    assert Checkpoint.read(typed) == kept
    assert "Đúng như lúc lấy mốc" in said("verify_log", "--from", typed)


def test_any_one_character_typed_wrong_is_told(cast: Cast) -> None:
    printed = checkpoint.now().written()
    for place, right in enumerate(printed):
        wrong = printed[:place] + ("Z" if right != "Z" else "Y") + printed[place + 1 :]
        with pytest.raises(NoCheckpoint):
            Checkpoint.read(wrong)
    with pytest.raises(CommandError, match="đúng 64"):
        said("verify_log", "--from", printed[:-1])


def test_an_empty_log_has_a_checkpoint_too(cast: Cast) -> None:
    kept = checkpoint.now()
    write(cast, 1)
    assert kept.sequence == 0 and list(chain.breaks([kept])) == []


# Kept and read by rules


def test_rules_have_a_day_and_a_source_and_no_rule_keeps_less_than_its_source_asks(
    settings: Any, tmp_path: Path
) -> None:
    rule = rule_on(date(2026, 9, 1))
    assert rule.at_least_months == 3 <= rule.keep_months and "331/2026" in rule.source
    assert rule_on(date(2020, 1, 1)) == rule
    settings.HOME = tmp_path
    own = (
        '[[rule]]\nvalid_from = 2026-08-19\nat_least_months = 3\nkeep_months = {}\nreaders = ["quan_tri", "kiem_tra"]\n'
    )
    own += 'reading_is_logged = false\nsource = "Quy chế thử nghiệm"\n'
    (tmp_path / "log_rules.toml").write_text(own.format(6))
    assert rule_on(DAY).archived_before(DAY) == date(2026, 5, 20)
    (tmp_path / "log_rules.toml").write_text(own.format(2))
    with pytest.raises(Refused, match="ngắn hơn mức tối thiểu"):
        rule_on(DAY)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 5, 31), 3, date(2026, 2, 28)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2024, 2, 29), 24, date(2022, 2, 28)),
    ],
)
def test_months_are_counted_by_the_calendar(day: date, months: int, then: date) -> None:
    assert months_before(day, months) == then


def old_and_new(cast: Cast) -> None:
    write(cast, 6, AT - timedelta(days=900))
    write(cast, 4)


def test_what_is_over_its_time_goes_to_a_signed_file_and_the_chain_goes_on(cast: Cast, tmp_path: Path) -> None:
    old_and_new(cast)
    before = checkpoint.now()
    row = archive(tmp_path / "2024.jsonl.gz", cast.user("quan-tri"), AT)
    assert row and (row.first, row.last) == (1, 6)
    assert list(LogEntry.objects.values_list("sequence", flat=True)) == [7, 8, 9, 10, 11]
    assert LogEntry.objects.get(sequence=11).deed == "archive_log"
    assert list(chain.breaks([before])) == [] and log_guard.missing() == []
    lines = [json.loads(line) for line in gzip.decompress((tmp_path / "2024.jsonl.gz").read_bytes()).splitlines()]
    assert lines[0]["key"] == site_key.public_key() and lines[1]["content"] == {"number": 0}
    assert "nguyên vẹn" in said("verify_log", "--archive", str(tmp_path / "2024.jsonl.gz"), "--from", before.written())


def test_a_checkpoint_of_archived_days_asks_for_the_file_and_is_held_against_it(cast: Cast, tmp_path: Path) -> None:
    write(cast, 3, AT - timedelta(days=900))
    kept = checkpoint.now()
    write(cast, 3, AT - timedelta(days=890))
    path = tmp_path / "cu.jsonl.gz"
    archive(path, cast.user("quan-tri"), AT)
    assert any("--archive cu.jsonl.gz" in line for line in chain.breaks([kept]))
    assert "nguyên vẹn" in said("verify_log", "--archive", str(path), "--from", kept.written())


def test_an_archive_that_was_changed_or_is_another_sites_is_told(cast: Cast, tmp_path: Path, settings: Any) -> None:
    old_and_new(cast)
    path = tmp_path / "cu.jsonl.gz"
    archive(path, cast.user("quan-tri"), AT)
    whole = gzip.decompress(path.read_bytes())
    path.write_bytes(gzip.compress(whole.replace(b'"number": 3', b'"number": 4')))
    with pytest.raises(CommandError, match="đã bị sửa"):
        said("verify_log", "--archive", str(path))
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(CommandError, match="đã hỏng"):
        said("verify_log", "--archive", str(path))


def test_a_beginning_taken_out_without_the_deed_is_told(cast: Cast) -> None:
    write(cast, 8)
    third = LogEntry.objects.get(sequence=3)
    with log_guard.lifted():
        LogArchive.objects.create(first=1, last=3, digest=third.digest, sha256="0" * 64, name="giả", at=AT)
        LogEntry.objects.filter(sequence__lte=3).delete()
    assert any("không có trong nhật ký" in line for line in chain.breaks())


def test_archiving_again_finds_nothing_and_goes_on_where_it_ended(cast: Cast, tmp_path: Path) -> None:
    old_and_new(cast)
    by = cast.user("quan-tri")
    assert archive(tmp_path / "1.gz", by, AT) and archive(tmp_path / "2.gz", by, AT) is None
    later = archive(tmp_path / "3.gz", by, AT + timedelta(days=800))
    assert later and later.first == 7
    assert list(chain.breaks()) == []
    files = [str(tmp_path / name) for name in ("1.gz", "3.gz")]
    assert "nguyên vẹn" in said("verify_log", "--archive", files[0], "--archive", files[1])


def test_nothing_is_archived_early_by_others_over_a_file_or_from_a_broken_chain(cast: Cast, tmp_path: Path) -> None:
    old_and_new(cast)
    with pytest.raises(Refused, match="trước ngày 20/11/2024"):
        archive(tmp_path / "x.gz", cast.user("quan-tri"), AT, before=DAY)
    with pytest.raises(Refused, match="quản trị hệ thống"):
        archive(tmp_path / "x.gz", cast.user("lan"), AT)
    (tmp_path / "x.gz").write_text("của ai đó")
    with pytest.raises(CommandError, match="Đã có tệp"):
        said("archive_log", str(tmp_path / "x.gz"))
    with log_guard.lifted():
        LogEntry.objects.filter(sequence=2).update(account="khac")
    with pytest.raises(Refused, match="không còn nguyên vẹn"):
        archive(tmp_path / "y.gz", cast.user("quan-tri"), AT)
    assert LogEntry.objects.count() == 10 and not (tmp_path / "y.gz").exists()


def test_reading_the_log_is_written_down_once_a_day_and_question(
    cast: Cast, signed_in: Callable[[str], Client], on_day: Callable[[date], None]
) -> None:
    on_day(DAY)
    write(cast, 1)
    page = signed_in("quan-tri")
    for _ in range(2):
        shown = page.get(reverse("log"), {"tai_khoan": "lan"}).content.decode()
    assert "giữ ở đây 24 tháng" in shown and "cũng được ghi lại" in shown
    assert [e.content for e in LogEntry.objects.filter(deed="read_log")] == [{"asked": "Tài khoản: lan"}]
    page.get(reverse("log"))
    said("log", "--account", "lan")
    asked = [e.content["asked"] for e in LogEntry.objects.filter(deed="read_log")]
    assert asked == ["Tài khoản: lan", "mọi mục"]
    assert not record_reading(cast.user("quan-tri"), AT, {}) and list(chain.breaks()) == []


def test_the_site_has_a_key_of_its_own_that_only_its_account_reads(settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    assert site_key.make() and not site_key.make()
    key = said("site_key").strip()
    assert (tmp_path / "site-key").stat().st_mode & 0o777 == 0o600 and len(key) == 64
    signature = site_key.sign(b"x")
    assert site_key.is_signed(b"x", signature, key) and not site_key.is_signed(b"y", signature, key)
    assert not site_key.is_signed(b"x", "không", key) and key not in connection.settings_dict.values()
