"""What may be attached to a task besides documents: scans, sheets and pictures, told by their content."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from vanban.intake import Source, Unreadable, open_source, pdf

KINDS = "PDF, Word (.docx), Excel (.xlsx), ảnh PNG hoặc JPEG, văn bản thuần"
OTHER = f"Loại tệp này không được nhận. Xin gửi một trong các loại: {KINDS}."
BROKEN_SHEET = "Bảng tính này bị hỏng, không mở được. Hãy mở bằng Excel, lưu lại thành .xlsx rồi gửi lại."

_PNG, _JPEG, _ZIP, _PDF = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"PK\x03\x04", b"%PDF-"
_SHEET = "spreadsheetml.sheet.main+xml"
_SAID = {"si", "is", "oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"}
"""Elements of a sheet that hold words: a cell's, and what is printed above and below the cells."""

Opened = tuple[str, Source | None, list[str]]
"""Kind, the text where the file is a document that can be read, and every text to look at for a mark of secrecy."""


def open_attachment(name: str, raw: bytes, max_bytes: int) -> Opened:
    """Tell an attachment's kind and take out what text it has. Raises Unreadable for a kind that is not taken.

    Takes what `hazards.look` has let pass: the sizes of an archive are known to be sane.
    """
    if raw.startswith(_PNG):
        return "png", None, []
    if raw.startswith(_JPEG):
        return "jpeg", None, []
    if raw.startswith(_ZIP) and _is_sheet(raw):
        return "xlsx", None, [_words_of_sheet(raw)]
    try:
        source = open_source(name, raw, max_bytes=max_bytes)
    except Unreadable as error:
        if _PDF in raw[:1024] and str(error) in (pdf.SCAN, pdf.GARBLED):
            return "pdf", None, []
        raise
    if source.kind == "html":
        raise Unreadable(OTHER)
    return source.kind, source, [source.text, source.margin]


def _is_sheet(raw: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            return _SHEET in parts.read("[Content_Types].xml").decode("utf-8", "replace") or any(
                n.startswith("xl/") for n in parts.namelist()
            )
    except (zipfile.BadZipFile, KeyError, OSError, ValueError):
        return False


def _words_of_sheet(raw: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            names = [n for n in parts.namelist() if n.startswith("xl/") and n.endswith(".xml")]
            return "\n".join(words for name in names for words in _words(parts.read(name)))
    except Exception as error:  # a sheet made to harm makes its readers raise a dozen different things
        raise Unreadable(BROKEN_SHEET) from error


def _words(xml: bytes) -> Iterator[str]:
    """Words of one part, cell by cell; what has been read is let go."""
    reader = etree.iterparse(io.BytesIO(xml), resolve_entities=False, no_network=True, load_dtd=False)
    for _, element in reader:
        name = etree.QName(element).localname
        if name in _SAID:
            yield "".join(element.itertext())
        if name in ("si", "row"):
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
