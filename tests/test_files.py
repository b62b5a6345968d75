from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from docx import Document as Word

from phongtrao.documents.models import StoredFile
from phongtrao.files import Refusal, inspect, keep, receive_file, sweep
from tests.conftest import Cast

AT = datetime(2026, 1, 20, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
LETTER = "Số: 12/UBND-NC\n\nKính gửi: Sở Tài chính.\n\nGiao Sở Tài chính thẩm định dự toán trước ngày 05/6/2026.\n"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Iterator[Path]:
    settings.FILES = tmp_path / "files"
    yield settings.FILES


def on_disk(folder: Path) -> list[Path]:
    return [p for p in folder.rglob("*") if p.is_file()]


def zipped(**parts: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return packed.getvalue()


def sheet(words: str, **parts: str) -> bytes:
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    types = f'<Types><Override ContentType="{main}"/></Types>'
    shared = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{words}</t></si></sst>'
    named = {"[Content_Types].xml": types, "xl__sharedStrings.xml": shared, **parts}
    return zipped(**named)


def word(*paragraphs: str) -> bytes:
    made, packed = Word(), io.BytesIO()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    made.save(packed)
    return packed.getvalue()


def scan() -> bytes:
    """A page that holds a picture and no letters."""
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 40


@pytest.mark.django_db(transaction=True)
def test_what_passes_is_kept_with_its_row_and_its_text(cast: Cast, folder: Path) -> None:
    with transaction.atomic():
        received = receive_file("công văn 12.txt", LETTER.encode(), cast.user("vy"), AT, True)
    assert received.source is not None and received.source.text == LETTER
    assert received.stored.path.read_bytes() == LETTER.encode()
    assert on_disk(folder) == [received.stored.path]
    assert received.stored.path.stat().st_mode & 0o777 == 0o600
    assert StoredFile.objects.get().kind == "text"


@pytest.mark.parametrize(
    ("name", "raw", "message"),
    [
        ("rong.txt", b"", "rỗng"),
        ("trang.txt", b"  \n ", "rỗng"),
        ("a.bin", bytes(range(256)) * 40, "nhị phân"),
        ("to.txt", b"a" * (20 * 1024 * 1024 + 1), "vượt mức"),
        ("la.txt", bytes(range(128, 256)) * 60, "bảng mã"),
        ("nen.zip", zipped(a="b"), "nén"),
        ("gia.docx", zipped(a="b"), "nén"),
        ("bang.xlsx", sheet("x"), "Excel"),
        ("anh.png", PNG, "ảnh"),
        ("../../etc/passwd", LETTER.encode(), "gạch chéo"),
        ("a\\b.txt", LETTER.encode(), "gạch chéo"),
        ("a\0b.txt", LETTER.encode(), "không nhìn thấy"),
        ("a\u202etxt.exe", LETTER.encode(), "không nhìn thấy"),
        ("", LETTER.encode(), "chưa có tên"),
        ("..", LETTER.encode(), "chưa có tên"),
        ("a" * 201, LETTER.encode(), "dài quá"),
        ("mat.txt", ("ỦY BAN NHÂN DÂN\nMẬT\n" + LETTER).encode(), "độ mật"),
        ("mat.docx", word("UBND TỈNH", "TỐI MẬT", "Số: 12/KH-UBND"), "độ mật"),
    ],
)
def test_what_is_refused_leaves_no_row_no_file_and_no_word(
    cast: Cast, folder: Path, caplog: pytest.LogCaptureFixture, name: str, raw: bytes, message: str
) -> None:
    with pytest.raises(Refusal, match=message), transaction.atomic():
        receive_file(name, io.BytesIO(raw), cast.user("vy"), AT, True)
    assert not StoredFile.objects.exists()
    assert on_disk(folder) == []
    assert caplog.text == ""


def test_a_document_about_secrecy_passes() -> None:
    text = "Số: 8/KH-UBND\n\nKẾ HOẠCH\nBảo vệ bí mật nhà nước\n\n1. Rà soát tài liệu độ Mật, Tối mật.\n"
    assert inspect("kế hoạch.txt", text.encode(), True).kind == "text"


def test_the_tick_is_asked_for_before_anything_is_read() -> None:
    class Untouched(io.BytesIO):
        def read(self, *_: Any) -> bytes:
            raise AssertionError("read before the tick")

    with pytest.raises(Refusal, match="không chứa bí mật"):
        inspect("a.txt", Untouched(), False)


def test_reading_stops_one_byte_over_the_limit() -> None:
    class Endless:
        given = 0

        def read(self, size: int = -1, /) -> bytes:
            assert size > 0
            self.given += min(size, 1 << 20)
            return b"a" * min(size, 1 << 20)

    endless = Endless()
    with pytest.raises(Refusal, match="vượt mức"):
        inspect("a.txt", endless, True)
    assert endless.given == 20 * 1024 * 1024 + 1


@pytest.mark.parametrize(
    ("name", "raw", "kind"),
    [
        ("a.txt", LETTER.encode(), "text"),
        ("a.docx", word("Báo cáo kết quả"), "docx"),
        ("quét.pdf", scan(), "pdf"),
        ("a.xlsx", sheet("Số liệu"), "xlsx"),
        ("a.png", PNG, "png"),
        ("a.jpg", JPEG, "jpeg"),
        ("tên nói dối.txt", PNG, "png"),
    ],
)
def test_attachments_are_told_by_their_content(name: str, raw: bytes, kind: str) -> None:
    assert inspect(name, raw, True, "attachment").kind == kind


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"<!doctype html><html><body><p>Xin ch\xc3\xa0o</p></body></html>", "không được nhận"),
        (zipped(a="b"), "nén"),
        (b"%PDF-1.7 nothing", "PDF"),
        (sheet("x", xl__vbaProject__bin="m").replace(b"vbaProject/bin", b"vbaProject.bin"), "macro"),
        (sheet("TỐI MẬT"), "độ mật"),
        (b"MZ\x90\0" + bytes(200), "nhị phân"),
    ],
)
def test_other_attachments_are_refused(raw: bytes, message: str) -> None:
    with pytest.raises(Refusal, match=message):
        inspect("tệp", raw, True, "attachment")


@pytest.mark.django_db(transaction=True)
def test_a_rollback_takes_the_file_with_it(cast: Cast, folder: Path) -> None:
    with pytest.raises(RuntimeError, match="later"), transaction.atomic():
        receive_file("a.txt", LETTER.encode(), cast.user("vy"), AT, True)
        assert len(on_disk(folder)) == 1
        raise RuntimeError("something later fails")
    assert on_disk(folder) == []
    assert not StoredFile.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_rollback_to_a_savepoint_takes_only_what_came_after_it(cast: Cast, folder: Path) -> None:
    with transaction.atomic():
        kept = receive_file("a.txt", LETTER.encode(), cast.user("vy"), AT, True).stored
        with pytest.raises(RuntimeError), transaction.atomic():
            receive_file("a.txt", LETTER.encode(), cast.user("vy"), AT, True)
            raise RuntimeError
    assert on_disk(folder) == [kept.path]


@pytest.mark.django_db(transaction=True)
def test_equal_bytes_of_two_deeds_never_share_a_file(cast: Cast, folder: Path) -> None:
    inspected = inspect("a.txt", LETTER.encode(), True)
    with transaction.atomic():
        first = keep(inspected, cast.user("vy"), AT)
    with pytest.raises(RuntimeError), transaction.atomic():
        keep(inspected, cast.user("vy"), AT)
        raise RuntimeError
    assert first.path.read_bytes() == LETTER.encode()


@pytest.mark.django_db(transaction=True)
def test_a_disk_that_fails_leaves_nothing(cast: Cast, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("phongtrao.files.os.fsync", full)
    with pytest.raises(OSError, match="No space"), transaction.atomic():
        receive_file("a.txt", LETTER.encode(), cast.user("vy"), AT, True)
    assert on_disk(folder) == []


def test_a_file_is_kept_only_inside_a_transaction() -> None:
    inspected = inspect("a.txt", LETTER.encode(), True)
    with pytest.raises(RuntimeError, match="transaction"):
        keep(inspected, None, AT)  # type: ignore[arg-type]


@pytest.mark.django_db(transaction=True)
def test_sweeping_takes_old_files_that_no_row_names(cast: Cast, folder: Path) -> None:
    import os

    with transaction.atomic():
        kept = receive_file("a.txt", LETTER.encode(), cast.user("vy"), AT, True).stored
    names = "f" * 64 + ".1", "." + "e" * 64 + ".2.part", "d" * 64 + ".3"
    orphan, half, young = (kept.path.with_name(name) for name in names)
    for path in (orphan, half, young):
        path.write_bytes(b"x")
    for path in (orphan, half, kept.path):
        os.utime(path, (AT.timestamp() - 7200,) * 2)
    os.utime(young, (AT.timestamp() - 60,) * 2)
    assert sweep(AT) == 2
    assert sorted(on_disk(folder)) == sorted([kept.path, young])
    assert sweep(AT, timedelta()) == 1
    assert on_disk(folder) == [kept.path]
