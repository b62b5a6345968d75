"""A site in one file and back again: equal row by row, damaged ones refused, nothing half done."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from phongtrao import site_key
from phongtrao.backups import encryption, rows
from phongtrao.backups.backup import Busy, _temporary
from phongtrao.documents.models import StoredFile
from phongtrao.files import receive_file
from phongtrao.organisations import chain
from phongtrao.organisations.checkpoint import Checkpoint
from phongtrao.organisations.models import LogEntry, Organisation, User
from phongtrao.work.adopt import Adopted
from phongtrao.work.deeds import do
from phongtrao.work.models import Task
from phongtrao.work.open_tasks import open_tasks
from tests.conftest import Cast
from tests.work.conftest import adopt_whole, adopted, at, plan

__all__ = ["adopted", "adopt_whole", "plan"]
DAY = date(2026, 2, 2)


def said(*arguments: object) -> str:
    out = io.StringIO()
    call_command(*(str(a) for a in arguments), stdout=out, stderr=out)
    return out.getvalue()


@pytest.fixture
def in_use(adopted: Adopted, cast: Cast, on_day: Callable[[date], None], settings: Any, tmp_path: Path) -> Path:
    """A site with documents, tasks and a file in use; a folder for backups."""
    on_day(DAY)
    settings.FILES = tmp_path / "files"
    StoredFile.objects.update(sha256="0" * 64)
    plain = StoredFile.objects.get()
    plain.path.parent.mkdir(parents=True)
    plain.path.write_bytes(b"")
    open_tasks(date(2026, 12, 31), at(DAY), cast.user("quan-tri"))
    task = Task.objects.filter(assignment__organisation__code="xa.90001.ubnd").first()
    assert task
    with transaction.atomic():
        by = cast.user("xuan")
        kept = receive_file("kết quả.txt", "Đã trồng 12 cây.".encode(), by, at(DAY), True, "attachment")
        do(task, "submit", by, at(DAY), "Đã xong «=1+1».", kept.stored)
    return tmp_path


def whole() -> dict[str, tuple[int, str]]:
    return {rows.name_of(model): rows.counted(model) for model in rows.tables()}


def test_every_row_and_file_comes_back_and_the_log_goes_on(in_use: Path, cast: Cast) -> None:
    before, file = whole(), StoredFile.objects.get(name="kết quả.txt")
    printed = _backed_up(in_use)
    StoredFile.objects.exclude(pk=file.pk).update(name="đổi.txt")
    file.path.unlink()
    User.objects.filter(username="xuan").update(full_name="Người khác")
    Task.objects.all().delete()
    assert "đúng như bản kê" in said("restore", in_use / "sao-luu", "--replace")
    after = whole()
    assert {n for n in after if after[n] != before[n]} == {"organisations.logentry", "organisations.loghead"}
    assert file.path.read_text() == "Đã trồng 12 cây."
    last = LogEntry.objects.latest("sequence")
    assert (last.deed, last.content["ended"]) == ("restore", last.sequence)
    assert list(chain.breaks([Checkpoint.read(printed.split("Mốc nhật ký: ")[1].split()[0])])) == []
    assert cast.user("xuan").full_name == "Hồ Thị Xuân"


def _backed_up(folder: Path, *options: object) -> str:
    """A backup named `sao-luu`; the one file of the fixture that has other bytes than its row says is told."""
    (folder / "error").unlink(missing_ok=True)
    out = io.StringIO()
    with pytest.raises(CommandError, match="1 tệp của trang bị mất hoặc hỏng"):
        call_command("backup", str(folder / "sao-luu"), *map(str, options), stdout=out, stderr=out)
    assert "nội dung không còn như lúc nhận" in out.getvalue()
    return out.getvalue()


def test_new_rows_get_keys_after_the_restored_ones(in_use: Path) -> None:
    _backed_up(in_use)
    said("restore", in_use / "sao-luu", "--replace")
    last = Organisation.objects.order_by("pk").last()
    assert last and Organisation.objects.create(code="moi").pk > last.pk


def test_a_site_in_use_is_not_written_over_unless_asked(in_use: Path) -> None:
    _backed_up(in_use)
    before = whole()
    with pytest.raises(CommandError, match="đã có dữ liệu.*--replace"):
        said("restore", in_use / "sao-luu")
    assert whole() == before


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.8, 0.999])
def test_a_damaged_backup_is_refused_and_changes_nothing(in_use: Path, share: float) -> None:
    _backed_up(in_use)
    path, before = in_use / "sao-luu", whole()
    raw = bytearray(path.read_bytes())
    for place in range(int(share * len(raw)), min(len(raw), int(share * len(raw)) + 40)):
        raw[place] ^= 0xFF
    path.write_bytes(raw)
    with pytest.raises(CommandError, match=r"bị hỏng|đã hỏng"):
        said("restore", path, "--replace")
    path.write_bytes(raw[: len(raw) // 2])
    with pytest.raises(CommandError, match="đã hỏng"):
        said("restore", path, "--check")
    assert whole() == before


def rewritten(path: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    """The archive with parts changed or (None) left out, its own sums right again."""
    with zipfile.ZipFile(path) as old:
        parts = {name: change(name, old.read(name)) for name in old.namelist()}
    with zipfile.ZipFile(path, "w") as new:
        for name, raw in parts.items():
            if raw is not None:
                new.writestr(name, raw)


def test_a_row_changed_inside_the_archive_is_told_by_its_table(in_use: Path) -> None:
    _backed_up(in_use)
    path = in_use / "sao-luu"
    rewritten(path, lambda name, raw: raw.replace("Hồ Thị Xuân".encode(), "Hồ Thị Xuan".encode()))
    with pytest.raises(CommandError, match=r"tables/organisations.user.jsonl không còn như lúc sao lưu"):
        said("restore", path, "--replace")


@pytest.mark.parametrize("lost", ["tables/work.task.jsonl", "files/"])
def test_a_part_left_out_is_told(in_use: Path, lost: str) -> None:
    _backed_up(in_use)
    rewritten(in_use / "sao-luu", lambda name, raw: None if name.startswith(lost) else raw)
    with pytest.raises(CommandError, match="thiếu hoặc thừa phần"):
        said("restore", in_use / "sao-luu", "--check")


def test_a_file_name_that_leads_elsewhere_is_refused(in_use: Path) -> None:
    _backed_up(in_use)

    def lead_away(name: str, raw: bytes) -> bytes:
        manifest = json.loads(raw) if name == "manifest.json" else None
        if manifest is None:
            return raw
        manifest["files"] = {f"../{n}": kept for n, kept in manifest["files"].items()}
        return json.dumps(manifest).encode()

    rewritten(in_use / "sao-luu", lead_away)
    with pytest.raises(CommandError, match="thiếu hoặc thừa phần"):
        said("restore", in_use / "sao-luu", "--replace")


def test_another_schema_is_refused_with_the_version(in_use: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _backed_up(in_use)
    monkeypatch.setattr(rows, "schema", lambda: "khác")
    with pytest.raises(CommandError, match=r"phiên bản 0\.1\.0 có bảng khác"):
        said("restore", in_use / "sao-luu", "--replace")


@pytest.mark.parametrize("content", [b"", b"khong phai zip", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_backup_is_refused(in_use: Path, content: bytes) -> None:
    (in_use / "la").write_bytes(content)
    with pytest.raises(CommandError, match="không phải bản sao lưu"):
        said("restore", in_use / "la", "--replace")


def test_a_plain_backup_restored_elsewhere_says_which_keys_are_lacking(in_use: Path, settings: Any) -> None:
    _backed_up(in_use)
    with zipfile.ZipFile(in_use / "sao-luu") as archive:
        assert not any(name.startswith("keys/") for name in archive.namelist())
    settings.HOME = in_use / "moi"
    settings.SECRET_KEY = "khác" * 20
    printed = said("restore", in_use / "sao-luu", "--replace")
    assert "xác thực hai lớp" in printed and "Khoá site-key" in printed


def test_with_a_key_file_only_that_key_opens_it_and_it_holds_the_sites_keys(in_use: Path, settings: Any) -> None:
    site_key.make()
    site_key_before = (Path(settings.HOME) / "site-key").read_bytes()
    key, other = in_use / "khoa", in_use / "khoa-khac"
    key.write_bytes(bytes(range(40)))
    other.write_bytes(bytes(40))
    _backed_up(in_use, "--key-file", key)
    path = in_use / "sao-luu"
    assert "Hồ Thị Xuân".encode() not in path.read_bytes() and path.read_bytes().startswith(encryption.MARK)
    with pytest.raises(CommandError, match="được mã hoá"):
        said("restore", path, "--check")
    with pytest.raises(CommandError, match="tệp khoá không đúng"):
        said("restore", path, "--check", "--key-file", other)
    assert "nguyên vẹn" in said("restore", path, "--check", "--key-file", key)
    before = whole()
    settings.HOME = in_use / "moi"
    printed = said("restore", path, "--replace", "--key-file", key)
    assert whole()["work.task"] == before["work.task"]
    assert "Khoá" not in printed and (in_use / "moi" / "site-key").read_bytes() == site_key_before
    assert (in_use / "moi" / "secret-key").read_text() == settings.SECRET_KEY


def test_a_passphrase_is_read_from_standard_input_and_must_be_long(
    in_use: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("ngắn\n"))
    with pytest.raises(CommandError, match="ít nhất 14"):
        said("backup", in_use / "sao-luu", "--passphrase-stdin")
    monkeypatch.setattr(sys, "stdin", io.StringIO("một câu dài dễ nhớ\n" * 2))
    _backed_up(in_use, "--passphrase-stdin")
    assert "nguyên vẹn" in said("restore", in_use / "sao-luu", "--check", "--passphrase-stdin")


def test_no_piece_of_an_encrypted_file_can_be_cut_moved_or_changed() -> None:
    secret = encryption.Secret(bytes(range(32)), is_passphrase=False)
    plain = io.BytesIO(bytes(range(256)) * 4096 * 3)
    locked = io.BytesIO()
    encryption.encrypt(plain, locked, secret)
    raw = locked.getvalue()
    head, piece = len(encryption.MARK) + 23, (1 << 20) + 16
    opened = io.BytesIO()
    encryption.decrypt(io.BytesIO(raw), opened, secret)
    assert opened.getvalue() == plain.getvalue()
    first, second = raw[head : head + piece], raw[head + piece : head + 2 * piece]
    for wrong in (
        raw[: head + piece],
        raw[: head + 2 * piece],
        raw[:head] + second + first + raw[head + 2 * piece :],
        raw[:-1],
        raw + b"\0",
        raw[:head] + bytes([raw[head] ^ 1]) + raw[head + 1 :],
        raw[: head - 1] + bytes([raw[head - 1] ^ 1]) + raw[head:],
    ):
        with pytest.raises(encryption.Locked):
            encryption.decrypt(io.BytesIO(wrong), io.BytesIO(), secret)


def test_a_backup_that_fails_leaves_the_older_one(in_use: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = in_use / "sao-luu"
    path.write_text("bản cũ")
    monkeypatch.setattr(rows, "lines", lambda model: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(CommandError, match="Chưa sao lưu được"):
        said("backup", path)
    assert path.read_text() == "bản cũ" and [p.name for p in in_use.iterdir() if p.is_file()] == ["sao-luu"]


def test_two_backups_to_one_file_do_not_mix(tmp_path: Path) -> None:
    with _temporary(tmp_path / "x"), pytest.raises(Busy), _temporary(tmp_path / "x"):
        pass
    assert (tmp_path / "x").exists()


def test_the_deed_is_logged_and_needs_an_account(in_use: Path) -> None:
    _backed_up(in_use)
    entry = LogEntry.objects.latest("sequence")
    assert (entry.deed, entry.account, entry.content["encrypted"]) == ("backup", "quan-tri", False)
    with pytest.raises(CommandError, match="Không có tài khoản"):
        said("backup", in_use / "khac", "--by", "khong-co")


def test_days_moments_figures_and_words_come_back_as_they_were(cast: Cast) -> None:
    organisation = Organisation.objects.all()[0]
    entry = LogEntry(sequence=1, at=at(DAY) + timedelta(microseconds=7), content={"a": [1, 2.5, None, "«é»\n"]})
    entry.organisation, entry.account = organisation, "lan"
    entry.save()
    told = list(rows.lines(LogEntry))
    with transaction.atomic():
        from phongtrao.organisations import log_guard

        with log_guard.lifted():
            LogEntry.objects.all().delete()
            rows.insert(LogEntry, told)
    assert list(rows.lines(LogEntry)) == told
    assert LogEntry.objects.get().at == entry.at
