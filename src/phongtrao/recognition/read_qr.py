"""Texts of the QR codes in a PDF file or a picture: `python -m phongtrao.recognition.read_qr` reads one from its input.

A program of its own, with little memory and time: what a file from anywhere does to a reader of pictures ends with it.
"""

from __future__ import annotations

import io
import json
import math
import resource
import sys
from collections.abc import Iterator

import pypdfium2
import zxingcpp
from PIL import Image

MOST_PAGES, MOST_PIXELS, MOST_CODES = 3, 60_000_000, 10
MEMORY, SECONDS = 2_000_000_000, 10
QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
POINTS = 72
DOTS = (200, 300, 450)
"""To an inch: a page is drawn finer where nothing was found."""
SIZES = (1.0, 0.5, 2.0)
"""A picture is looked at smaller and larger where nothing was found: noise goes, or small squares become clear."""
PDF_WITHIN = 1024


def texts(raw: bytes) -> list[str]:
    """Texts of all QR codes, in order, each once. Raises whatever the readers raise."""
    for pictures in _pdf(raw) if b"%PDF-" in raw[:PDF_WITHIN] else _picture(raw):
        found = [code.text for picture in pictures for code in _codes(picture)]
        if found:
            return list(dict.fromkeys(found))[:MOST_CODES]
    return []


def _codes(picture: Image.Image) -> list[zxingcpp.Barcode]:
    found: list[zxingcpp.Barcode] = zxingcpp.read_barcodes(picture, formats=QR)
    return found


def _pdf(raw: bytes) -> Iterator[list[Image.Image]]:
    with pypdfium2.PdfDocument(raw) as document:
        pages = [document[number] for number in range(min(len(document), MOST_PAGES))]
        for dots in DOTS:
            yield [_drawn(page, dots) for page in pages]


def _drawn(page: pypdfium2.PdfPage, dots: int) -> Image.Image:
    width, height = page.get_size()
    most = math.sqrt(MOST_PIXELS / max(width * height, 1))
    drawn: Image.Image = page.render(scale=min(dots / POINTS, most), grayscale=True).to_pil()
    return drawn


def _picture(raw: bytes) -> Iterator[list[Image.Image]]:
    with Image.open(io.BytesIO(raw), formats=("PNG", "JPEG")) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        whole = opened.convert("L")
    for size in SIZES:
        shape = (max(1, round(whole.width * size)), max(1, round(whole.height * size)))
        if shape[0] * shape[1] <= MOST_PIXELS:
            yield [whole if size == 1 else whole.resize(shape)]


def main() -> None:
    """Print the texts as a JSON list."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    print(json.dumps(texts(sys.stdin.buffer.read())))


if __name__ == "__main__":
    main()
