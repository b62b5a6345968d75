from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from phongtrao.documents.models import Arrival, Correction, Document, Reading
from tests.conftest import Cast
from tests.documents.conftest import AT, on_disk
from tests.documents.samples import CLOSING, TEXT


@pytest.fixture(autouse=True)
def day(on_day: Callable[[date], None]) -> None:
    on_day(AT.date())


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "214.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def said(*arguments: Any, **options: Any) -> str:
    out = io.StringIO()
    call_command(*map(str, arguments), stdout=out, **options)
    return out.getvalue()


def rows(*arguments: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said(*arguments, "--json").splitlines()]


def test_receiving_says_what_it_came_to(cast: Cast, paper: Path) -> None:
    line = said("receive", paper)
    document = Document.objects.get()
    assert line == f"Văn bản {document.pk} | 214/UBND-NC | Công văn 214/UBND-NC | 5 nhiệm vụ | 0 ghi chú\n"
    assert not Arrival.objects.exists()


def test_receiving_for_a_body_enters_its_book(cast: Cast, paper: Path) -> None:
    [row] = rows("receive", paper, "--body", "UBND tỉnh Hà Thanh", "--on", "19/01/2026", "--number", "12")
    assert (row["number"], row["duties"], row["arrival"], row["joined"]) == ("214/UBND-NC", 5, 12, False)
    assert Arrival.objects.get().day == date(2026, 1, 19)


def test_an_account_receives_for_its_own_body(cast: Cast, paper: Path) -> None:
    assert "Số đến 1, ngày 20/01/2026, Sở Tài chính tỉnh Hà Thanh." in said("receive", paper, "--by", "son")


def test_known_bytes_are_refused_with_the_documents_id(cast: Cast, paper: Path) -> None:
    said("receive", paper)
    with pytest.raises(CommandError, match=f"đã có trên hệ thống: văn bản mã {Document.objects.get().pk}"):
        said("receive", paper)


def test_one_bad_file_does_not_stop_the_others(cast: Cast, paper: Path, tmp_path: Path, folder: Path) -> None:
    empty, secret = tmp_path / "rỗng.txt", tmp_path / "mật.txt"
    empty.write_bytes(b"")
    secret.write_text("UBND TỈNH\nTỐI MẬT\n" + TEXT, encoding="utf-8")
    with pytest.raises(CommandError) as refused:
        said("receive", empty, tmp_path / "không có.txt", secret, paper)
    lines = str(refused.value).splitlines()
    assert len(lines) == 3
    assert "rỗng" in lines[0] and "không mở được" in lines[1] and "độ mật" in lines[2]
    assert Document.objects.count() == 1 and len(on_disk(folder)) == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--by", "nobody"], "Không có tài khoản"),
        (["--body", "Sở Không Có"], "Không tìm thấy tổ chức"),
        (["--body", "Sở Tài chính"], "Có 2 tổ chức"),
        (["--by", "binh", "--body", "ha-thanh.ubnd"], "không được ghi sổ"),
        (["--on", "hôm qua"], "chưa phải ngày"),
    ],
)
def test_what_is_unclear_is_asked_for(cast: Cast, paper: Path, arguments: list[str], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        said("receive", paper, *arguments)
    assert not Document.objects.exists()


def test_documents_are_listed_and_found_without_marks(cast: Cast, paper: Path) -> None:
    said("receive", paper)
    [row] = rows("documents", "--find", "nhan rong mo hinh")
    assert row["number"] == "214/UBND-NC" and row["duties"] == 5 and row["issuer_code"] == "ha-thanh.ubnd"
    assert rows("documents", "--find", "không có") == []
    assert "214/UBND-NC | 12/01/2026 | UBND tỉnh Hà Thanh" in said("documents")


def test_the_register_is_printed(cast: Cast, paper: Path) -> None:
    said("receive", paper, "--by", "vy")
    [row] = rows("incoming_register", "ha-thanh.ubnd")
    assert (row["arrival"], row["author"]) == (1, "UBND tỉnh Hà Thanh")
    assert rows("incoming_register", "ha-thanh.ubnd", "--year", "2025") == []
    with pytest.raises(CommandError, match="Không tìm thấy"):
        said("incoming_register", "Sở Không Có")


def test_a_reading_is_corrected_from_the_command_line(cast: Cast, reading: Reading) -> None:
    document = reading.copy.document_id
    by = ("--by", "vy")
    first = ("--duty", "0", "--set", 'actors=["Sở Nội vụ"]', "--set", "kind=report")
    assert "Đã ghi 2 chỗ sửa." in said("correct", document, *by, *first)
    assert "Không có gì thay đổi." in said("correct", document, *by, "--duty", "0", "--set", "kind=report")
    assert "Đã ghi 1" in said("correct", document, *by, "--add", "--words", CLOSING)
    assert "Đã ghi 1" in said("correct", document, *by, "--duty", "1", "--drop")
    assert "Đã ghi 1" in said("correct", document, *by, "--header", "signatory=Lê Văn Minh")
    listed = [json.loads(line) for line in said("correct", document, *by).splitlines()]
    assert [row["deed"] for row in listed] == ["change", "change", "add", "drop", "change"]
    assert "Đã ghi 1" in said("correct", document, *by, "--undo", listed[0]["id"])
    assert Correction.objects.filter(undone_at__isnull=False).count() == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--by", "vy", "--duty", "9", "--set", "kind=act"], "không còn trong bản đọc"),
        (["--by", "vy", "--set", "kind=act"], "Xin nêu --duty"),
        (["--by", "vy", "--duty", "0", "--set", "kind"], "TÊN=GIÁ TRỊ"),
        (["--by", "vy", "--duty", "0", "--set", "kind=x"], "việc hoặc báo cáo"),
        (["--by", "vy", "--undo", "99"], "Không có chỗ sửa"),
        (["--by", "binh", "--duty", "0", "--drop"], "Không có văn bản"),
    ],
)
def test_a_correction_that_cannot_be_says_why(cast: Cast, reading: Reading, arguments: list[str], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        said("correct", reading.copy.document_id, *arguments)
    assert not Correction.objects.exists()


def test_reading_again_says_when_there_is_nothing_new(cast: Cast, paper: Path) -> None:
    said("receive", paper)
    assert "đã là mới nhất" in said("reread", Document.objects.get().pk)
    Reading.objects.update(compiler="0")
    assert "5 nhiệm vụ; mang theo 0 chỗ sửa tay" in said("reread", Document.objects.get().pk)
    with pytest.raises(CommandError, match="Không có văn bản"):
        said("reread", "999")


def test_sweeping_says_how_many(db: None, folder: Path) -> None:
    stray = folder / "ab" / ("ab" + "0" * 62)
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"x")
    os.utime(stray, (AT.timestamp() - 1800,) * 2)
    assert said("sweep_files") == "Đã dọn 0 tệp.\n"
    assert said("sweep_files", "--older-than", "20") == "Đã dọn 1 tệp.\n"


def test_an_entry_of_the_book_is_corrected_and_what_is_not_named_stays(cast: Cast, paper: Path) -> None:
    said("receive", paper, "--body", "ha-thanh.ubnd", "--number", "12", "--by", "vy")
    document = Document.objects.get()
    again = ("enter_again", document.pk, "--body", "UBND tỉnh Hà Thanh", "--by", "vy")
    assert said(*again, "--number", "15", "--handled-by", "Phòng Nội chính") == (
        f"Văn bản {document.pk}: số đến 15, {AT:%d/%m/%Y}.\n"
    )
    entry = Arrival.objects.get()
    assert (entry.number, entry.handled_by, entry.day) == (15, "Phòng Nội chính", AT.date())


@pytest.mark.parametrize(
    ("by", "body", "more", "message"),
    [
        ("vy", "ha-thanh.so-tai-chinh", (), "không được ghi sổ"),
        ("quan-tri", "ha-thanh.so-tai-chinh", (), "chưa vào sổ"),
        ("son", "ha-thanh.ubnd", (), "Không có văn bản"),
        ("vy", "ha-thanh.ubnd", ("--day", "31/12/2025"), "phải trong năm 2026"),
    ],
)
def test_an_entry_that_is_not_ones_own_or_cannot_be_is_refused(
    cast: Cast, paper: Path, by: str, body: str, more: tuple[str, ...], message: str
) -> None:
    said("receive", paper, "--body", "ha-thanh.ubnd", "--by", "vy")
    with pytest.raises(CommandError, match=message):
        said("enter_again", Document.objects.get().pk, "--body", body, "--by", by, *more)
    assert Arrival.objects.get().day == AT.date()
