"""A certificate is drawn whole whatever its names, always the same, signed so that others' tools prove it."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pyhanko.sign.signers.pdf_cms import Signer

from phongtrao.procedure import Refused
from phongtrao.recognition.certificate_pdf import SignedBy, certificate_pdf
from phongtrao.recognition.pdf_signature import State, pdf_signature
from phongtrao.recognition.read_qr import texts
from phongtrao.recognition.sign_pdf import sign_pdf
from phongtrao.recognition.signers import from_file, site_signer
from phongtrao.recognition.trial_authority import ROOT_FILE, SIGNER_FILE, TEST_SECRET, make_trial_authority
from tests.recognition.certificate_samples import sample
from vanban.paper.fonts import FontMissing

BY = SignedBy("Hà Thành", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Nguyễn Văn An")
LONG = {
    "unit": "Trường Trung học phổ thông chuyên Dân tộc nội trú " + "Vĩnh Thịnh Bắc Sông Thao " * 8,
    "programme": "Cơ quan, doanh nghiệp, cơ sở giáo dục điển hình tiên tiến về phong trào Toàn dân bảo vệ an ninh"
    " Tổ quốc và xây dựng mô hình “An toàn về an ninh, trật tự” giai đoạn 2026-2030",
}


def drawn(**changed: Any) -> tuple[bytes, str]:
    statement, text = sample(**changed)
    try:
        return certificate_pdf(statement, text, BY), text
    except FontMissing as missing:
        pytest.skip(str(missing))


@contextmanager
def opened(raw: bytes) -> Iterator[tuple[pypdfium2.PdfDocument, str]]:
    """The file and the words of its first page, in one line."""
    with pypdfium2.PdfDocument(raw) as document:
        yield document, " ".join(document[0].get_textpage().get_text_bounded().split())


@pytest.fixture(scope="module", params=[0, 2048], ids=["P-256", "RSA-2048"])
def authority(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("authority")
    assert make_trial_authority(folder, datetime.now(UTC), request.param)
    assert not make_trial_authority(folder, datetime.now(UTC))
    return folder


def signer(authority: Path) -> Signer:
    return from_file(authority / SIGNER_FILE, TEST_SECRET)


def test_it_says_what_a_certificate_says_on_one_page() -> None:
    raw, _ = drawn()
    with opened(raw) as (document, said):
        assert len(document) == 1 and document[0].get_size() == pytest.approx((841.89, 595.28), abs=0.1)
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc ỦY BAN NHÂN DÂN TỈNH HÀ THÀNH GIẤY CHỨNG NHẬN",
        "Xã Vĩnh Thịnh",
        "theo Quyết định số 3105/QĐ-UBND ngày 19/11/2026 của Chủ tịch Ủy ban nhân dân tỉnh Hà Thành",
        "Số: HT-2026-0001",
        "https://congnhan.ha-thanh.gov.vn/xac-minh/",
        "Hà Thành, ngày 20 tháng 11 năm 2026 TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Nguyễn Văn An",
    ):
        assert words in said
    assert b"pdfaid:part" in raw


@pytest.mark.parametrize("changed", [{}, LONG], ids=["usual", "long"])
def test_its_code_is_read_from_the_page_as_printed(changed: dict[str, Any]) -> None:
    raw, text = drawn(**changed)
    with opened(raw) as (document, said):
        assert len(document) == 1 and "Nguyễn Văn An" in said
        photo = io.BytesIO()
        document[0].render(scale=150 / 72).to_pil().rotate(4, expand=True, fillcolor="white").save(
            photo, "JPEG", quality=70
        )
    assert texts(raw) == texts(photo.getvalue()) == [text]


def test_the_same_certificate_gives_the_same_bytes() -> None:
    assert drawn()[0] == drawn()[0]
    assert drawn()[0] != drawn(year=2027)[0]


def test_words_are_words_and_never_markup() -> None:
    raw, _ = drawn(unit='#panic("x") *đậm* $x$ <a>')
    with opened(raw) as (_, said):
        assert '#panic("x") *đậm* $x$ <a>' in said


def test_a_signed_one_is_proved_and_any_change_afterwards_is_seen(authority: Path) -> None:
    raw, text = drawn()
    signed, roots = sign_pdf(raw, signer(authority)), authority / ROOT_FILE
    assert signed.startswith(raw) and b"/ETSI.CAdES.detached" in signed and texts(signed) == [text]
    proved = pdf_signature(signed, roots)
    assert proved.state == State.TRUSTED and "THỬ NGHIỆM" in proved.signer
    assert pdf_signature(signed).state == State.UNKNOWN_AUTHORITY
    assert pdf_signature(raw, roots).state == State.NONE
    touched = bytearray(signed)
    touched[len(raw) // 2] ^= 1
    for changed in (bytes(touched), signed + b"\n% more\n", signed[:-400]):
        assert pdf_signature(changed, roots).state == State.CHANGED


def test_another_program_proves_the_signature_too(authority: Path, tmp_path: Path) -> None:
    if shutil.which("pdfsig") is None:
        pytest.skip("no pdfsig on this machine (apt-get install poppler-utils)")
    (tmp_path / "signed.pdf").write_bytes(sign_pdf(drawn()[0], signer(authority)))
    said = subprocess.run(["pdfsig", "-nocert", "signed.pdf"], cwd=tmp_path, capture_output=True, text=True).stdout
    assert "Signature is Valid" in said and "Total document signed" in said


def test_the_site_signs_with_the_file_that_its_settings_name(authority: Path, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "pin").write_text(f"{TEST_SECRET}\n")
    settings.SIGNER, settings.SIGNER_SECRET = f"pkcs12:{authority / SIGNER_FILE}", str(tmp_path / "pin")
    assert pdf_signature(sign_pdf(drawn()[0]), authority / ROOT_FILE).state == State.TRUSTED
    assert site_signer() is site_signer()


def test_the_demo_signs_with_its_test_authority_and_no_other_site_does(settings: Any, authority: Path) -> None:
    settings.HOME, settings.SIGNER = authority, ""
    with pytest.raises(Refused, match="PHONGTRAO_SIGNER"):
        sign_pdf(drawn()[0])
    settings.DEMO = True
    assert pdf_signature(sign_pdf(drawn()[0]), authority / ROOT_FILE).state == State.TRUSTED


@pytest.mark.parametrize("said", ["pkcs12:/khong/co.p12", "p12:/x", "pkcs12:", "pkcs11:/khong/co.so?token=a"])
def test_what_cannot_sign_is_told_in_words(settings: Any, said: str) -> None:
    settings.SIGNER = said
    with pytest.raises(Refused, match="PHONGTRAO_SIGNER|Không mở được|python-pkcs11"):
        site_signer()
