"""A body that cannot reach the site: its work out in a signed file, its answers back through the procedure."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from phongtrao import site_key
from phongtrao.documents.models import StoredFile
from phongtrao.organisations.models import LogEntry
from phongtrao.table_files import as_xlsx, read_table
from phongtrao.work import bundle
from phongtrao.work.adopt import Adopted
from phongtrao.work.deeds import do
from phongtrao.work.models import AssignmentNote, Bundle, BundleAnswer, Task, TaskDeed
from phongtrao.work.open_tasks import open_tasks
from phongtrao.work.take_bundle import take_bundle
from tests.conftest import Cast
from tests.work.conftest import at

DAY = date(2026, 2, 2)
BODY = "xa.90001.ubnd"
Parts = dict[str, bytes]


@pytest.fixture(autouse=True)
def tasks(adopted: Adopted, cast: Cast, on_day: Callable[[date], None], settings: Any, tmp_path: Path) -> None:
    on_day(DAY)
    settings.FILES = tmp_path / "files"
    open_tasks(date(2026, 12, 31), at(DAY), cast.user("quan-tri"))


def said(*arguments: object) -> str:
    out = io.StringIO()
    call_command(*(str(a) for a in arguments), stdout=out)
    return out.getvalue()


def exported(folder: Path, body: str = BODY, name: str = "goi.zip") -> Parts:
    """The parts of a bundle as a body finds them after unpacking."""
    said("export_bundle", body, folder / name)
    with zipfile.ZipFile(folder / name) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}


def packed(parts: Parts, folder: str = "") -> bytes:
    """Packed again, as a person does it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in parts.items():
            archive.writestr(f"{folder}{name}", raw)
    return out.getvalue()


def filled(parts: Parts, *answers: tuple[int, str, str] | tuple[int, str, str, str, str]) -> Parts:
    """The sheet with answers in its rows: number of the row from 0, deed, note, file, tick."""
    table = read_table(bundle.SHEET, parts[bundle.SHEET], secret_free=True)
    rows = [list(row.cells.values()) for row in table.rows]
    for number, *typed in answers:
        rows[number][-4 : -4 + len(typed)] = typed
        if len(typed) < 4:
            rows[number][-4 + len(typed) :] = [""] * (4 - len(typed))
    return parts | {bundle.SHEET: as_xlsx(table.headings, rows, "x")}


def brought(folder: Path, raw: bytes, by: str = "xuan") -> list[dict[str, Any]]:
    path = folder / "ve.zip"
    path.write_bytes(raw)
    return [json.loads(line) for line in said("import_bundle", path, "--by", by, "--json").splitlines()]


def test_out_and_back_with_a_file(cast: Cast, tmp_path: Path) -> None:
    parts = exported(tmp_path)
    assert set(parts) == {"manifest.json", "manifest.sig", "xem.html", "huong-dan.txt", "tra-loi.xlsx"}
    first, second = Task.objects.filter(assignment__organisation__code=BODY).order_by("due")
    parts["tep/kết quả.txt"] = "Đã mở 3 tủ sách.".encode()
    undated = len(json.loads(parts["manifest.json"])["items"]) - 1
    answers = filled(
        parts,
        (0, "Nộp", "Đã xong, 3 tủ sách.", "kết quả.txt", "x"),
        (1, "bắt đầu", ""),
        (undated, "ghi chú", "Đang tuyên truyền."),
    )
    outcomes = brought(tmp_path, packed(answers))
    assert [o["is_taken"] for o in outcomes] == [True, True, True], outcomes
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state, first.sent_on) == ("submitted", "started", DAY)
    deed = TaskDeed.objects.get(deed="submit")
    assert deed.by == cast.user("xuan") and deed.note == "Đã xong, 3 tủ sách."
    assert deed.file and deed.file.path.read_text() == "Đã mở 3 tủ sách."
    assert AssignmentNote.objects.get().text == "Đang tuyên truyền."
    deeds = list(LogEntry.objects.order_by("-sequence").values_list("deed", flat=True)[:5])
    assert deeds == ["import_bundle", "note", "start", "submit", "export_bundle"]


def test_brought_twice_it_does_no_harm_and_later_answers_are_taken(tmp_path: Path) -> None:
    parts = exported(tmp_path)
    once = filled(parts, (0, "nộp", "Đã xong."))
    assert brought(tmp_path, packed(once))[0]["is_taken"]
    before = TaskDeed.objects.count(), LogEntry.objects.count(), BundleAnswer.objects.count()
    [again] = brought(tmp_path, packed(once, folder="gói đã điền/"))
    assert not again["is_taken"] and "Đã nhận từ lần trước" in again["said"]
    assert (TaskDeed.objects.count(), LogEntry.objects.count(), BundleAnswer.objects.count()) == before
    more = filled(once, (1, "nộp", "Kỳ năm cũng xong."))
    assert [o["is_taken"] for o in brought(tmp_path, packed(more))] == [False, True]


def test_the_page_inside_needs_no_network_and_the_signature_can_be_checked_by_anyone(tmp_path: Path) -> None:
    parts = exported(tmp_path)
    page = parts["xem.html"].decode()
    assert "xây dựng kế hoạch tủ sách" in page and "09/06/2026" in page
    assert not any(word in page for word in ("http", "src=", "<script", "@import", "url("))
    manifest = parts["manifest.json"]
    assert site_key.is_signed(manifest, parts["manifest.sig"].decode(), said("site_key").strip())
    told = json.loads(manifest)["files"]
    assert told["xem.html"] == hashlib.sha256(parts["xem.html"]).hexdigest()


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("manifest.json", lambda raw: raw.replace(b'"due": "2026-06-09"', b'"due": "2027-06-09"')),
        ("manifest.json", lambda raw: raw + b" "),
        ("manifest.sig", lambda raw: b"0" * len(raw)),
        ("xem.html", lambda raw: raw.replace(b"<article>", b"<article hidden>")),
        ("huong-dan.txt", lambda raw: raw + "thêm".encode()),
    ],
)
def test_a_changed_bundle_is_refused_whole(tmp_path: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    parts = filled(exported(tmp_path), (0, "nộp", "Đã xong."))
    parts[name] = change(parts[name])
    with pytest.raises(CommandError, match="chữ ký không khớp"):
        brought(tmp_path, packed(parts))
    assert not TaskDeed.objects.exists()


def test_a_bundle_signed_by_somebody_else_is_refused(tmp_path: Path, settings: Any) -> None:
    parts = filled(exported(tmp_path), (0, "nộp", "Đã xong."))
    settings.HOME = tmp_path / "khac"
    changed = parts["manifest.json"].replace(b"2026-06-09", b"2026-07-09")
    forged = parts | {"manifest.json": changed, "manifest.sig": site_key.sign(changed).encode()}
    with pytest.raises(CommandError, match="chữ ký không khớp"):
        brought(tmp_path, packed(forged))
    assert brought(tmp_path, packed(parts))[0]["is_taken"], "what our older key signed is still ours"


def test_another_sites_bundle_is_refused(tmp_path: Path) -> None:
    parts = filled(exported(tmp_path), (0, "nộp", "Đã xong."))
    Bundle.objects.all().delete()
    with pytest.raises(CommandError, match="không do trang này lập"):
        brought(tmp_path, packed(parts))


@pytest.mark.parametrize("by", ["dung", "lan", "quan-tri", "binh", "kien"])
def test_only_who_works_for_the_body_brings_its_answers(tmp_path: Path, by: str) -> None:
    parts = filled(exported(tmp_path), (0, "nộp", "Đã xong."))
    with pytest.raises(CommandError, match="không xử lý việc ở đơn vị ấy"):
        brought(tmp_path, packed(parts), by=by)


def test_the_sheet_of_another_bundle_fits_no_row(tmp_path: Path) -> None:
    parts, other = exported(tmp_path), exported(tmp_path, name="khac.zip")
    mixed = parts | {bundle.SHEET: filled(other, (0, "nộp", "Đã xong."))[bundle.SHEET]}
    [outcome] = brought(tmp_path, packed(mixed))
    assert not outcome["is_taken"] and "Mã không có trong gói này" in outcome["said"]


def test_a_task_that_moved_on_meanwhile_is_told_and_the_others_are_taken(cast: Cast, tmp_path: Path) -> None:
    parts = exported(tmp_path)
    first = Task.objects.filter(assignment__organisation__code=BODY).order_by("due")[0]
    do(first, "waive", cast.user("dung"), at(DAY), "Không còn cần.")
    outcomes = brought(tmp_path, packed(filled(parts, (0, "nộp", "Đã xong."), (1, "nộp", "Xong."))))
    assert [o["is_taken"] for o in outcomes] == [False, True]
    assert "«miễn»" in outcomes[0]["said"] and outcomes[0]["row"] == 2


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ((0, "chấp nhận", "x"), "xin ghi: bắt đầu, nộp"),
        ((0, "", "Đã xong."), "xin ghi: bắt đầu, nộp"),
        ((0, "ghi chú", "Đã xong."), "xin ghi: bắt đầu, nộp"),
        ((0, "nộp", ""), "Xin ghi nội dung hoặc đính kèm tệp"),
        ((0, "nộp", "x", "khong-co.txt", "x"), "Không có tệp"),
        ((0, "nộp", "x", "tep.txt", ""), "không chứa bí mật nhà nước"),
        ((0, "nộp", "x", "mat.txt", "x"), "dấu chỉ độ mật"),
        ((0, "nộp", "x", "la.exe", "x"), "không phải văn bản (dữ liệu nhị phân)"),
        ((0, "nộp", "x" * 5001), "dài quá 5000"),
        ((0, "bắt đầu", "", "tep.txt", "x"), "không kèm tệp"),
        ((-1, "nộp", "x"), "xin ghi: ghi chú"),
    ],
)
def test_an_answer_that_cannot_be_taken_says_why_and_leaves_nothing(
    tmp_path: Path, answer: Any, why: str, settings: Any
) -> None:
    parts = exported(tmp_path)
    parts |= {"tep/tep.txt": "Kết quả.".encode(), "tep/la.exe": b"MZ\0\x01" * 40}
    parts["tep/mat.txt"] = "UBND TỈNH\nSố: 1/BC\nTUYỆT MẬT\nBÁO CÁO\nVề việc ấy.\n".encode()
    kept = StoredFile.objects.count()
    [outcome] = brought(tmp_path, packed(filled(parts, answer)))
    assert not outcome["is_taken"] and why in outcome["said"], outcome
    assert not TaskDeed.objects.exists() and not BundleAnswer.objects.exists()
    assert StoredFile.objects.count() == kept and not list(Path(settings.FILES).glob("*/*"))


def test_a_formula_in_the_sheet_is_not_taken(cast: Cast, tmp_path: Path) -> None:
    import xlsxwriter

    parts = exported(tmp_path)
    table = read_table(bundle.SHEET, parts[bundle.SHEET], secret_free=True)
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, table.headings)
        sheet.write_row(1, 0, list(table.rows[0].cells.values()))
        sheet.write_string(1, 7, "nộp")
        sheet.write_formula(1, 8, "=1+1", None, "Đã xong")
    [outcome] = brought(tmp_path, packed(parts | {bundle.SHEET: out.getvalue()}))
    assert not outcome["is_taken"] and "công thức" in outcome["said"]


def test_words_like_a_formula_come_back_as_words(tmp_path: Path) -> None:
    parts = filled(exported(tmp_path), (0, "nộp", "=1+1 là hai"))
    assert brought(tmp_path, packed(parts))[0]["is_taken"]
    assert TaskDeed.objects.get().note == "=1+1 là hai"


def test_what_is_no_bundle_or_was_made_to_harm_is_refused(cast: Cast, tmp_path: Path, settings: Any) -> None:
    parts, by = filled(exported(tmp_path), (0, "nộp", "Đã xong.", "to.txt", "x")), cast.user("xuan")
    settings.UPLOAD_LIMIT = 200_000
    many = parts | {f"tep/{n}": b"" for n in range(3000)}
    huge = parts | {f"tep/{n}.txt": b"\0" * 190_000 for n in range(30)}
    bomb = parts | {"manifest.json": b"[" * 300_000}
    for raw, why in (
        (b"khong phai zip", "không phải gói việc"),
        (packed({}), "không phải gói việc"),
        (packed({n: r for n, r in parts.items() if n != "manifest.sig"}), "thiếu manifest.sig"),
        (packed(parts | {"manifest.json": b"{}"}), "không phải gói việc"),
        (packed(parts | {"sau/manifest.json": b"{}"}), "không phải gói việc"),
        (packed(many), "lớn bất thường"),
        (packed(huge), "lớn bất thường"),
        (packed(bomb), "lớn bất thường"),
        (b"0" * 2_000_001, "lớn bất thường"),
    ):
        with pytest.raises(Exception, match=why):
            take_bundle(raw, by, at(DAY))
    parts["tep/to.txt"] = b"a" * 250_000
    [outcome] = take_bundle(packed(parts), by, at(DAY))
    assert not outcome.is_taken and "lớn bất thường" in outcome.said
    assert not TaskDeed.objects.exists()


def test_who_sees_nothing_of_a_body_gets_no_bundle_of_it(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="không có việc nào"):
        said("export_bundle", BODY, tmp_path / "x.zip", "--by", "binh")
    exported(tmp_path)
    with pytest.raises(CommandError, match="Đã có tệp"):
        said("export_bundle", BODY, tmp_path / "goi.zip")
    assert Bundle.objects.count() == 1
