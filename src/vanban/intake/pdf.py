"""PDF with text -> text, page after page in the order in which the file writes it; a scan is told from it.

Files from a word processor write cell after cell and line after line, which is the order of reading. Page numbers and
running heads are no words of the document and are left out.
"""

from __future__ import annotations

import ctypes
import re
import threading
from collections import Counter
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from vanban.directive import Note
from vanban.intake.legacy import mend
from vanban.intake.numbering import sign
from vanban.intake.page import page_text
from vanban.intake.source import Source, Unreadable, extractor

MAX_PAGES = 1_000

LOCKED = "Tệp PDF này được đặt mật khẩu. Hãy bỏ mật khẩu rồi tải lên."
BROKEN = "Tệp PDF này bị hỏng, không mở được. Hãy xuất lại bản PDF, hoặc tải lên bản Word (.docx)."
SCAN = "Đây là bản quét (ảnh), không có chữ để đọc. Hãy nhận dạng chữ trước, hoặc tải lên bản Word hay văn bản gốc."
GARBLED = "Lớp chữ của tệp PDF này bị hỏng (phông thiếu bảng mã). Hãy nhận dạng chữ lại, hoặc tải lên bản Word (.docx)."

_PDFIUM = threading.Lock()
"""pdfium may be used by one thread at a time."""
_FEW = 60
"""Characters that a scanned page may carry (a stamp of signing, a page number) and still be a scan."""
_COVERED = 0.5
_NUMBER = re.compile(r"\s*(?:[-–—]\s*)?(?:[Tt]rang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?(?:\s*[-–—])?\s*")
_SENSELESS = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
_MOST_SENSELESS = 0.3
_REPEATS = 3


def read_pdf(raw: bytes, max_pages: int = MAX_PAGES) -> Source:
    """The text of a PDF. Raises `Unreadable` for a scan, a locked, broken or too long file."""
    with _PDFIUM:
        pages, scanned = _pages(raw, max_pages)
    if not any(page.strip() for page in pages):
        raise Unreadable(SCAN)
    pages, margin = _without_margins(pages)
    text = "\n".join(page for page in pages if page)
    if len(_SENSELESS.findall(text)) > _MOST_SENSELESS * len(text):
        raise Unreadable(GARBLED)
    text, met = mend(_SENSELESS.sub(_seen, text))
    part = " + ".join([f"pypdfium2 {pypdfium2.PYPDFIUM_INFO.version}", *sorted(met)])
    return Source(text, "pdf", extractor(part), _scanned_note(scanned), mend(margin)[0])


def beside_the_text(raw: bytes) -> list[str]:
    """What a PDF says beside its text, each as a text of its own; nothing where it does not open.

    Its properties, the notes and stamps on its pages, and what little a scanned page says.
    """
    with _PDFIUM:
        try:
            document = _opened(raw)
        except Unreadable:
            return []
        try:
            said = [value for value in document.get_metadata_dict().values() if value]
            for number in range(min(len(document), MAX_PAGES)):
                said += _beside(document, number)
            return said
        finally:
            document.close()


def _beside(document: Any, number: int) -> list[str]:
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return []
    words = page.get_textpage()
    try:
        few = words.get_text_range(errors="replace") if 0 < words.count_chars() < 2 * _FEW else ""
        return [few.replace("\r\n", "\n"), *_notes(page)]
    finally:
        words.close()
        page.close()


def _notes(page: Any) -> list[str]:
    """What the notes and stamps on a page say."""
    found = []
    for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
        note = pdfium.FPDFPage_GetAnnot(page, number)
        length = pdfium.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
        held = ctypes.create_string_buffer(length)
        pdfium.FPDFAnnot_GetStringValue(note, b"Contents", ctypes.cast(held, ctypes.POINTER(ctypes.c_ushort)), length)
        found.append(held.raw.decode("utf-16-le", "replace").rstrip("\0").replace("\r", "\n"))
        pdfium.FPDFPage_CloseAnnot(note)
    return found


def _seen(character: re.Match[str]) -> str:
    """A bullet of a symbol font as one sees it; a blank for what no font explains."""
    return sign(character[0]) if "\ue000" <= character[0] <= "\uf8ff" else " "


def _pages(raw: bytes, max_pages: int) -> tuple[list[str], list[int]]:
    """The text of each page, and the numbers of the pages that are pictures."""
    document = _opened(raw)
    try:
        if len(document) > max_pages:
            raise Unreadable(
                f"Tệp PDF có {len(document)} trang, nhiều hơn {max_pages} trang được nhận. Hãy tách nhỏ rồi tải lên."
            )
        pages: list[str] = []
        scanned: list[int] = []
        for number in range(len(document)):
            text, picture = _page(document, number)
            if picture:
                scanned.append(number + 1)
            pages.append(text)
        return pages, scanned
    finally:
        document.close()


def _opened(raw: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        locked = code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise Unreadable(LOCKED if locked else BROKEN) from error


def _page(document: Any, number: int) -> tuple[str, bool]:
    """The text of one page, and whether it is a picture: what little such a page says (a stamp) is no text.

    A page that cannot be loaded has none.
    """
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return "", False
    try:
        text = page_text(page)
        picture = len("".join(text.split())) < _FEW and _is_picture(page)
        return ("" if picture else text), picture
    finally:
        page.close()


def _is_picture(page: Any) -> bool:
    width, height = page.get_size()
    covered = 0.0
    for image in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = image.get_bounds()
        covered += max(0.0, right - left) * max(0.0, top - bottom)
    return bool(covered >= _COVERED * width * height)


def _without_margins(pages: list[str]) -> tuple[list[str], str]:
    """Pages without their numbers, and without the words that stand at the top or foot of most of them; those words."""
    split = [page.split("\n") for page in pages]
    tops = _repeated([lines[0] for lines in split if lines[0]])
    feet = _repeated([lines[-1] for lines in split if lines[-1]])
    margin = dict.fromkeys(line for lines in split for line in (lines[0], lines[-1]) if _shape(line) in tops | feet)
    for lines in split:
        while lines and (not lines[0].strip() or _NUMBER.fullmatch(lines[0]) or _shape(lines[0]) in tops):
            lines.pop(0)
        while lines and (not lines[-1].strip() or _NUMBER.fullmatch(lines[-1]) or _shape(lines[-1]) in feet):
            lines.pop()
    return ["\n".join(lines) for lines in split], "\n".join(margin)


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", " ".join(line.split()))


def _repeated(found: list[str]) -> set[str]:
    counts = Counter(map(_shape, found))
    return {line for line, times in counts.items() if times >= max(_REPEATS, 0.6 * len(found))}


def _scanned_note(scanned: list[int]) -> tuple[Note, ...]:
    if not scanned:
        return ()
    listed = ", ".join(map(str, scanned[:20])) + (", ..." if len(scanned) > 20 else "")
    return (
        Note(
            "scanned-pages", f"Trang {listed} là bản quét (ảnh), không đọc được; hãy nhận dạng chữ các trang này.", 0, 0
        ),
    )
