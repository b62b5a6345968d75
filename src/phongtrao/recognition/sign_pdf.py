"""The signature of a PDF file: PAdES B-B, over the whole file, without a picture of its own on the page.

A stamp of words would be cut off by the viewers; who signed stands on the certificate, and viewers show the rest.
"""

from __future__ import annotations

from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers.pdf_cms import Signer

from phongtrao.recognition.signers import site_signer

FIELD = "ChuKySo"
ROOM = 16_384
"""Hexadecimal digits kept for a signature with its chain: to find out how many it takes means to sign twice."""
_HOW = signers.PdfSignatureMetadata(field_name=FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)


def sign_pdf(raw: bytes, signer: Signer | None = None) -> bytes:
    """The same file with the signature of `signer` (the site's where none is given) appended. Raises Refused."""
    writer = IncrementalPdfFileWriter(BytesIO(raw))
    whole = signers.sign_pdf(writer, _HOW, signer=signer or site_signer(), bytes_reserved=ROOM)
    signed: bytes = whole.getvalue()
    return signed
