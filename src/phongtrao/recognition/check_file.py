"""A file that somebody brings, held against the lists: a PDF, a photo of the QR code, or the code's text."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from datetime import date, datetime
from threading import BoundedSemaphore
from typing import Any

from phongtrao import hazards
from phongtrao.hazards import pictures
from phongtrao.recognition.pdf_signature import PdfSignature, State, pdf_signature
from phongtrao.recognition.read_qr import PDF_WITHIN, SECONDS
from phongtrao.recognition.signers import trusted_roots
from phongtrao.recognition.site_lists import Lists
from phongtrao.recognition.statement import MOST_CHARACTERS, NoStatement, moment, read
from phongtrao.recognition.verdict_words import Kind
from phongtrao.recognition.verify import Verdict, verify
from vanban.intake import Unreadable

MOST_BYTES = 10 * 1024 * 1024
TOO_BIG = "Tệp lớn quá 10 MB. Xin gửi tệp giấy chứng nhận gốc, hoặc ảnh chụp riêng mã QR."
NO_CODE = "Không thấy mã QR trong tệp. Xin chụp thẳng, đủ sáng, mã chiếm gần hết ảnh; hoặc dán chuỗi chữ của mã."
BROKEN = "Tệp bị hỏng hoặc không mở được. Xin gửi tệp giấy chứng nhận gốc, ảnh PNG, JPEG hoặc chuỗi chữ của mã."
SEVERAL = "Tệp có mã của nhiều giấy chứng nhận khác nhau. Xin kiểm tra từng giấy một."

TOUCHED = "Mã thật, nhưng tệp PDF đã bị sửa"
BUSY = "Máy đang kiểm tra nhiều tệp khác. Xin thử lại sau ít phút, hoặc dán chuỗi chữ của mã."
AT_ONCE = BoundedSemaphore(1)
"""Anyone may bring files: one at a time is looked at, so that the site keeps answering."""


class NoCode(ValueError):
    """No one code can be had from a file; the text is Vietnamese and says what to do."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of a file came to; `signature` is None for what is no PDF."""

    verdict: Verdict
    signature: PdfSignature | None = None

    @property
    def is_genuine(self) -> bool:
        """Whether the certificate holds, and the file was not touched since it was signed."""
        touched = self.signature is not None and self.signature.state == State.CHANGED
        return self.verdict.is_genuine and not touched

    @property
    def kind(self) -> Kind:
        """That of the verdict; a good code in a file that was changed does not make it genuine."""
        return self.verdict.kind if self.is_genuine or not self.verdict.is_genuine else Kind.ALTERED

    @property
    def title(self) -> str:
        """The same in a line."""
        return self.verdict.title if self.kind == self.verdict.kind else TOUCHED

    def as_row(self) -> dict[str, Any]:
        """For `--json`."""
        verdict, signature = self.verdict, self.signature
        said = asdict(verdict.statement) if verdict.statement else None
        return {
            "genuine": self.is_genuine,
            "kind": self.kind,
            "reason": verdict.reason,
            "title": self.title,
            "words": list(verdict.words),
            "statement": said and {name: _plain(value) for name, value in said.items()},
            "keys_made_at": moment(verdict.keys_made_at),
            "statuses_made_at": moment(verdict.statuses_made_at),
            "pdf_signature": signature and {"state": signature.state, "signer": signature.signer},
        }


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return moment(value)
    return value.isoformat() if isinstance(value, date) else value


def check_file(raw: bytes, lists: Lists, day: date) -> Checked:
    """Check what a file holds. Raises NoCode where there is nothing to be checked."""
    text = code_in(raw)
    signature = pdf_signature(raw, trusted_roots()) if is_pdf(raw) else None
    return Checked(verify(text, lists.keys, lists.statuses, day), signature)


def is_pdf(raw: bytes) -> bool:
    return b"%PDF-" in raw[:PDF_WITHIN]


def code_in(raw: bytes) -> str:
    """The text of the one certificate's code in a file. Raises NoCode."""
    if len(raw) > MOST_BYTES:
        raise NoCode(TOO_BIG)
    if not is_pdf(raw) and not pictures.is_picture(raw):
        return _text(raw)
    try:
        hazards.look(raw)
    except Unreadable as error:
        raise NoCode(str(error)) from error
    found = _seen(raw)
    ours = {text for text in found if _is_ours(text)}
    if len(ours) > 1:
        raise NoCode(SEVERAL)
    if not found:
        raise NoCode(NO_CODE)
    return next(iter(ours), found[0])


def _text(raw: bytes) -> str:
    try:
        text = raw.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise NoCode(BROKEN) from error
    if len(text) > MOST_CHARACTERS:
        raise NoCode(BROKEN)
    return text


def _seen(raw: bytes) -> list[str]:
    """Texts of the codes, read by a program apart. Raises NoCode."""
    command = [sys.executable, "-m", "phongtrao.recognition.read_qr"]
    if not AT_ONCE.acquire(timeout=SECONDS):
        raise NoCode(BUSY)
    try:
        done = subprocess.run(command, input=raw, capture_output=True, timeout=SECONDS * 2, check=True)
        found: list[str] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise NoCode(BROKEN) from error
    finally:
        AT_ONCE.release()
    return found


def _is_ours(text: str) -> bool:
    try:
        return bool(read(text))
    except NoStatement:
        return False
