"""`phongtrao verify`: a PDF, a photo or a text; status 0 for what is genuine alone; nothing hostile harms."""

from __future__ import annotations

import io
import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from django.core.management import CommandError, call_command
from PIL import Image

from phongtrao.recognition import check_file
from phongtrao.recognition.check_file import MOST_BYTES, NoCode, code_in
from phongtrao.recognition.models import SignedKeyList
from phongtrao.recognition.sign_pdf import sign_pdf
from phongtrao.recognition.signers import from_file
from phongtrao.recognition.statuses import Withdrawn
from phongtrao.recognition.trial_authority import ROOT_FILE, SIGNER_FILE, TEST_SECRET, make_trial_authority
from phongtrao.words import now
from tests import hostile
from tests.recognition.certificate_samples import FIRST, FOREIGN, ROOT, Known, sample
from tests.recognition.conftest import certificate, code

pytestmark = pytest.mark.usefixtures("issuing")


def check(path: Path, raw: bytes | str, *arguments: str) -> tuple[dict[str, Any], int]:
    """What the command says of a file of these bytes, and its status."""
    path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    out = StringIO()
    try:
        call_command("verify", str(path), *arguments, "--json", stdout=out)
    except SystemExit as ended:
        assert isinstance(ended.code, int)
        return json.loads(out.getvalue()), ended.code
    return json.loads(out.getvalue()), 0


def photo(raw: bytes, kind: str = "PNG", dots: int = 150) -> bytes:
    """The first page of a PDF file as a picture."""
    out = io.BytesIO()
    with pypdfium2.PdfDocument(raw) as document:
        document[0].render(scale=dots / 72).to_pil().save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    "bring", [lambda raw: raw, photo, lambda raw: photo(raw, "JPEG", 110)], ids=["pdf", "png", "jpeg"]
)
def test_a_genuine_one_is_known_from_the_file_and_from_photos(bring: Any, tmp_path: Path) -> None:
    row, status = check(tmp_path / "x", bring(certificate()))
    assert status == 0 and row["genuine"] and row["kind"] == "genuine"
    assert row["statement"]["unit"] == "Xã Vĩnh Thịnh" and row["statement"]["decided_on"] == "2026-11-19"


def test_a_text_is_read_too_and_spoken_of_in_words(tmp_path: Path) -> None:
    (tmp_path / "ma.txt").write_text(f"\ufeff{code()}\r\n")
    out = StringIO()
    call_command("verify", str(tmp_path / "ma.txt"), stdout=out)
    first, _, rest = out.getvalue().partition("\n")
    assert first == "GIẤY CHỨNG NHẬN THẬT" and "Giá trị pháp lý nằm ở Quyết định số 3105/QĐ-UBND" in rest
    assert "Danh sách khoá lập lúc 09:00 ngày 20/11/2026" in rest and "  Đơn vị: Xã Vĩnh Thịnh" in rest


def test_a_forged_one_is_no_success_and_its_words_are_not_believed(tmp_path: Path) -> None:
    row, status = check(tmp_path / "x", sample(FOREIGN)[1])
    assert (row["kind"], status) == ("forged", 1)
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("verify", str(tmp_path / "x"), stdout=out)
    assert "nhưng không được tin" in out.getvalue() and "có thật và có tên đơn vị hay không" in out.getvalue()


def test_the_signature_of_the_pdf_file_is_told_and_a_changed_file_is_no_success(tmp_path: Path, settings: Any) -> None:
    make_trial_authority(tmp_path, now())
    settings.SIGNER_ROOTS = str(tmp_path / ROOT_FILE)
    signed = sign_pdf(certificate(), from_file(tmp_path / SIGNER_FILE, TEST_SECRET))
    row, status = check(tmp_path / "x.pdf", signed)
    assert status == 0 and row["pdf_signature"]["state"] == "trusted"
    row, status = check(tmp_path / "x.pdf", signed + b"\n% more")
    assert (row["pdf_signature"]["state"], row["kind"], row["genuine"], status) == ("changed", "altered", False, 1)
    assert row["title"] == "Mã thật, nhưng tệp PDF đã bị sửa"


def test_without_the_sites_data_two_files_of_lists_are_enough(tmp_path: Path) -> None:
    known = Known(withdrawn=[Withdrawn("HT-2026-0001", date(2026, 11, 20), "99/QĐ-UBND")])
    keys = known.key_list()
    (tmp_path / "k").write_text(keys.written(ROOT))
    (tmp_path / "s").write_text(known.statuses_text())
    lists = ["--keys", str(tmp_path / "k"), "--status", str(tmp_path / "s")]
    assert check(tmp_path / "x", sample(serial="HT-2026-0002")[1], *lists)[1] == 0
    assert check(tmp_path / "x", sample()[1], *lists, "--root", keys.root)[0]["kind"] == "withdrawn"
    with pytest.raises(CommandError, match="khoá gốc khác"):
        check(tmp_path / "x", sample(FIRST)[1], *lists, "--root", "0" * 64)
    with pytest.raises(CommandError, match="cả hai"):
        check(tmp_path / "x", sample()[1], *lists[:2])
    (tmp_path / "s").write_text("hỏng")
    with pytest.raises(CommandError, match="Xin lấy lại tệp"):
        check(tmp_path / "x", sample()[1], *lists)


def broken_pages(count: int) -> bytes:
    """Empty pages, each as large as a PDF allows."""
    out = io.BytesIO()
    with pypdfium2.PdfDocument.new() as document:
        for _ in range(count):
            document.new_page(14_400, 14_400)
        document.save(out)
    return out.getvalue()


def blank(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("1", (width, height), 1).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe" * 9,
        b"a" * 5_000,
        b"%PDF-1.7\n%%EOF",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
        b"\xff\xd8\xff\xe0" + b"\0" * 40,
        blank(50, 50),
        blank(10_000, 9_000),
        broken_pages(1),
        broken_pages(60),
        b" " * (MOST_BYTES + 1),
    ],
    ids=["nothing", "no text", "long", "pdf", "png", "jpeg", "blank", "huge", "large page", "pages", "heavy"],
)
def test_what_holds_no_code_is_told_in_vietnamese(raw: bytes, tmp_path: Path) -> None:
    try:
        row, status = check(tmp_path / "x", raw)
    except CommandError as told:
        assert "Xin" in str(told) or "Hãy" in str(told)
        assert told.returncode == 2
    else:
        assert row["kind"] == "unreadable" and status == 1


def test_harmful_files_do_not_come_to_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_file, "_seen", lambda raw: pytest.fail("read"))
    rules = [rule for rule in hostile.BREAKING if rule.startswith(("pdf-", "picture-"))]
    assert len(rules) > 5
    for _, raw in [file for rule in rules for file in hostile.BREAKING[rule]]:
        with pytest.raises(NoCode, match="Hãy|Xin"):
            code_in(raw)


def test_a_reader_that_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_file, "SECONDS", 0.05)
    with pytest.raises(NoCode, match="không mở được"):
        code_in(certificate())


def pasted(*codes: str) -> bytes:
    """A picture with these codes side by side."""
    made = [zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M") for text in codes]
    drawn, out, across = [Image.fromarray(one.to_image(scale=4)) for one in made], io.BytesIO(), 0
    whole = Image.new("L", (sum(one.width + 50 for one in drawn), max(one.height for one in drawn)), 255)
    for one in drawn:
        whole.paste(one, (across, 0))
        across += one.width + 50
    whole.save(out, "PNG")
    return out.getvalue()


def test_two_certificates_in_one_picture_are_not_taken_for_one() -> None:
    with pytest.raises(NoCode, match="từng giấy một"):
        code_in(pasted(code(), code(serial="HT-2026-0002")))


def test_another_code_beside_it_does_no_harm() -> None:
    assert code_in(pasted("https://vi.wikipedia.org", code(), code())) == code()


def test_a_site_without_keys_says_so(tmp_path: Path, cast: Any) -> None:
    SignedKeyList.objects.all().delete()
    with pytest.raises(CommandError, match="certificate-keys --make"):
        check(tmp_path / "x", "PT1AA")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Không đọc được"):
        call_command("verify", str(tmp_path / "khong-co"))
