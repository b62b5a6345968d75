"""The state of the signatures that a PDF file carries itself, beside the statement in its QR code."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from pathlib import Path

from asn1crypto import pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

MOST_SIGNATURES = 5


class State(StrEnum):
    """What is so of a file's own signature."""

    NONE = "none"
    TRUSTED = "trusted"
    UNKNOWN_AUTHORITY = "unknown_authority"
    CHANGED = "changed"


WORDS = {
    State.NONE: "Tệp PDF không có chữ ký số riêng; chỉ mã QR được kiểm tra.",
    State.TRUSTED: "Chữ ký số của tệp PDF còn nguyên; người ký: {}; tổ chức chứng thực được tin cậy.",
    State.UNKNOWN_AUTHORITY: (
        "Chữ ký số của tệp PDF còn nguyên; người ký: {}. Chưa rõ tổ chức chứng thực: máy này không có chứng thư gốc đó."
    ),
    State.CHANGED: "Tệp PDF đã bị sửa sau khi ký, hoặc chữ ký số của tệp bị hỏng. Xin không tin tệp này.",
}


@dataclass(frozen=True, slots=True)
class PdfSignature:
    """The worst state of the signatures in a file, and who signed (the subject of the first certificate)."""

    state: State
    signer: str = ""

    @property
    def words(self) -> str:
        return WORDS[self.state].format(self.signer)


def pdf_signature(raw: bytes, roots: Path | None = None) -> PdfSignature:
    """Look at a PDF file's own signatures; `roots`: a PEM file of authorities to be believed. Asks no network.

    A file that cannot be taken apart counts as changed.
    """
    if b"/ByteRange" not in raw:
        return PdfSignature(State.NONE)
    try:
        return _looked_at(raw, _authorities(roots))
    except Exception:  # what was made to harm, or cut, fails in every way there is
        return PdfSignature(State.CHANGED)


def _authorities(roots: Path | None) -> list[x509.Certificate]:
    if roots is None:
        return []
    return [x509.Certificate.load(der) for _, _, der in pem.unarmor(roots.read_bytes(), multiple=True)]


def _looked_at(raw: bytes, authorities: list[x509.Certificate]) -> PdfSignature:
    found = PdfFileReader(BytesIO(raw)).embedded_regular_signatures
    if not found or len(found) > MOST_SIGNATURES:
        return PdfSignature(State.CHANGED)
    # That an authority is unknown is told to the person, not to the server's log.
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    context = ValidationContext(trust_roots=authorities, allow_fetching=False)
    states = [validate_pdf_signature(one, signer_validation_context=context) for one in found]
    signer = states[0].signing_cert.subject.native.get("common_name", "")
    covers_all = states[-1].coverage == SignatureCoverageLevel.ENTIRE_FILE
    if not covers_all or not all(map(_stands, states)):
        return PdfSignature(State.CHANGED, signer)
    return PdfSignature(State.TRUSTED if all(s.trusted for s in states) else State.UNKNOWN_AUTHORITY, signer)


def _stands(state: PdfSignatureStatus) -> bool:
    """Whether the signature fits and nothing was added that it does not allow."""
    return bool(state.intact and state.valid and state.docmdp_ok is not False and state.modification_level is not None)
