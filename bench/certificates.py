"""Certificates made and signed: `python -m bench.certificates`, 3,000 of them on two processes, with each kind of key.

Beside it what offices do now: a Word template filled in, LibreOffice, the signature; a small sample, where that is.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime
from functools import partial
from io import BytesIO
from pathlib import Path

import zxingcpp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from docx import Document as Word
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt
from PIL import Image
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter

from phongtrao.recognition.certificate_pdf import SignedBy, certificate_pdf
from phongtrao.recognition.issue import issue
from phongtrao.recognition.pdf_signature import State, pdf_signature
from phongtrao.recognition.sign_pdf import sign_pdf
from phongtrao.recognition.signers import from_file
from phongtrao.recognition.statement import Statement
from phongtrao.recognition.trial_authority import ROOT_FILE, SIGNER_FILE, TEST_SECRET, make_trial_authority

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
BASE = "https://congnhan.vi-du.gov.vn"
BY = SignedBy("Hà Thành", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Nguyễn Văn An")
PROCESSES, AT_ONCE, SAMPLE = 2, 20, 20


def told(number: int) -> tuple[Statement, str]:
    """The statement of one certificate and the text of its code."""
    return issue(
        KEY,
        AT,
        BASE,
        serial=f"HT-2026-{number:05}",
        unit_code=f"xa.{number:05}.ubnd",
        unit=f"Xã Vĩnh Thịnh {number}",
        area="tỉnh Hà Thành",
        programme="Đơn vị điển hình về phong trào Toàn dân bảo vệ an ninh Tổ quốc",
        subject="xã, phường",
        year=2026,
        decision="3105/QĐ-UBND",
        decided_on=date(2026, 11, 19),
        decided_by="Chủ tịch Ủy ban nhân dân tỉnh Hà Thành",
        issuer="Ủy ban nhân dân tỉnh Hà Thành",
    )


def make(number: int, authority: Path, into: Path) -> int:
    """One certificate from its values to a signed file; gives its size in bytes."""
    statement, text = told(number)
    signed = sign_pdf(certificate_pdf(statement, text, BY), from_file(authority / SIGNER_FILE, TEST_SECRET))
    (into / f"{statement.serial}.pdf").write_bytes(signed)
    return len(signed)


def measured(count: int, rsa_bits: int, folder: Path) -> None:
    """Print how long so many take, and prove a few of them."""
    name = f"RSA-{rsa_bits}" if rsa_bits else "P-256"
    authority, into = folder / name, folder / f"{name}-pdf"
    into.mkdir()
    make_trial_authority(authority, datetime.now(UTC), rsa_bits)
    begin, worked = time.perf_counter(), work_of_others()
    with ProcessPoolExecutor(PROCESSES) as pool:
        sizes = list(pool.map(partial(make, authority=authority, into=into), range(count), chunksize=AT_ONCE))
    took, worked = time.perf_counter() - begin, work_of_others() - worked
    for path in sorted(into.iterdir())[:: max(1, count // 5)]:
        assert pdf_signature(path.read_bytes(), authority / ROOT_FILE).state == State.TRUSTED
    each = f"mỗi giấy {worked / count * 1000:.0f} ms của một nhân, {sum(sizes) / count / 1000:.0f} kB"
    print(f"{name}: {count} giấy, {PROCESSES} tiến trình: {took:.1f} s, {count / took:.1f} giấy/s; {each}")


def work_of_others() -> float:
    """Seconds of a core that ended child processes have used: what other programs of the machine do does not count."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def usual(count: int, folder: Path) -> None:
    """Print how long the usual chain takes on one core: Word files, all through LibreOffice at once, each signed."""
    if shutil.which("soffice") is None:
        print("cách thường làm: không có LibreOffice trên máy này, bỏ qua")
        return
    make_trial_authority(folder, datetime.now(UTC), 2048)
    begin, worked = time.perf_counter(), time.process_time() + work_of_others()
    words = [written(*told(number), folder) for number in range(count)]
    converted(words, folder)
    for path in words:
        signed_afresh(path.with_suffix(".pdf").read_bytes(), folder)
    took, worked = time.perf_counter() - begin, time.process_time() + work_of_others() - worked
    each = f"mỗi giấy {worked / count * 1000:.0f} ms của một nhân"
    print(f"cách thường làm (mẫu Word, LibreOffice, ký RSA-2048): {count} giấy, {count / took:.1f} giấy/s; {each}")


def written(statement: Statement, text: str, folder: Path) -> Path:
    """A Word file with the same words and code."""
    made = Word()
    section = made.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    for words, size in (("GIẤY CHỨNG NHẬN", 36), (statement.unit, 28), (statement.programme, 20), (BY.name, 14)):
        made.add_paragraph().add_run(words).font.size = Pt(size)
    picture = BytesIO()
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    Image.fromarray(code.to_image(scale=6)).save(picture, "PNG")
    made.add_picture(picture, width=Mm(46))
    path = folder / f"{statement.serial}.docx"
    made.save(str(path))
    return path


def converted(words: Iterable[Path], folder: Path) -> None:
    """All Word files as PDF files beside them, by one run of LibreOffice on one core."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["taskset", "-c", "0", "soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, words)], check=True, capture_output=True)


def signed_afresh(raw: bytes, folder: Path) -> bytes:
    """A signature as the library's own examples make it: the key's file opened for every paper."""
    signer = signers.SimpleSigner.load_pkcs12(str(folder / SIGNER_FILE), passphrase=TEST_SECRET.encode())  # type: ignore[no-untyped-call]
    how = signers.PdfSignatureMetadata(field_name="Sig", subfilter=SigSeedSubFilter.PADES)
    whole: BytesIO = signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(raw)), how, signer=signer)
    return whole.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--certificates", type=int, default=3_000)
    parser.add_argument("--sample", type=int, default=SAMPLE, help="of the usual chain")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for rsa_bits in (0, 2048):
            measured(asked.certificates, rsa_bits, Path(folder))
        usual(asked.sample, Path(folder))


if __name__ == "__main__":
    main()
