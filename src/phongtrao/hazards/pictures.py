"""PNG and JPEG pictures: how large they come out, and the words that they carry beside what one sees."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from phongtrao.hazards.rule import Hazard

PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
MAX_PIXELS = 200_000_000
"""An A0 sheet scanned at 300 dots to an inch has 140 million."""
MOST_WORDS = 100_000
"""Characters of a picture's words that are looked at."""

_SIZES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""Segments of a JPEG that say its size."""
_MARKUP = re.compile(r"<[^<>]*>")


def is_picture(raw: bytes) -> bool:
    return raw.startswith((PNG, JPEG))


def _huge(raw: bytes) -> bool:
    width, height = _size(raw)
    return width * height > MAX_PIXELS


def _size(raw: bytes) -> tuple[int, int]:
    """Width and height as the head says; nothing where it says none."""
    if raw.startswith(PNG) and raw[12:16] == b"IHDR":
        return int.from_bytes(raw[16:20]), int.from_bytes(raw[20:24])
    for marker, said in _segments(raw):
        if marker in _SIZES and len(said) >= 5:
            return int.from_bytes(said[3:5]), int.from_bytes(said[1:3])
    return 0, 0


def _segments(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and content of each segment of a JPEG before its picture begins."""
    at = 2
    while at + 4 <= len(raw) and raw[at] == 0xFF and raw[at + 1] != 0xDA:
        length = int.from_bytes(raw[at + 2 : at + 4])
        yield raw[at + 1], raw[at + 4 : at + 2 + length]
        at += 2 + max(length, 2)


def _chunks(raw: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and content of each chunk of a PNG."""
    at = len(PNG)
    while at + 8 <= len(raw):
        length = int.from_bytes(raw[at : at + 4])
        yield raw[at + 4 : at + 8], raw[at + 8 : at + 8 + length]
        at += 12 + length


HAZARDS: tuple[Hazard, ...] = (
    Hazard(
        "picture-bomb",
        "Ảnh này lớn bất thường nên không được nhận. Hãy thu nhỏ ảnh hoặc quét lại ở 200-300 dpi rồi gửi lại.",
        _huge,
    ),
)


def words_of(raw: bytes) -> list[str]:
    """Comments, titles and descriptions that a picture carries, each alone, markup taken out."""
    found = _words_of_png(raw) if raw.startswith(PNG) else _words_of_jpeg(raw)
    return [_MARKUP.sub("\n", words) for words in found]


def _words_of_png(raw: bytes) -> Iterator[str]:
    for name, content in _chunks(raw):
        if name == b"tEXt":
            yield from (part.decode("latin-1") for part in content[:MOST_WORDS].split(b"\0")[1:])
        elif name == b"zTXt":
            yield _unpacked(content.partition(b"\0")[2][1:]).decode("latin-1")
        elif name == b"iTXt":
            _, _, rest = content.partition(b"\0")
            words = rest[2:].split(b"\0", 2)[-1]
            yield (_unpacked(words) if rest[:1] == b"\1" else words[:MOST_WORDS]).decode("utf-8", "replace")


def _words_of_jpeg(raw: bytes) -> Iterator[str]:
    for marker, said in _segments(raw):
        if marker == 0xFE or (marker == 0xE1 and said.startswith(b"http://ns.adobe.com/xap/")):
            yield said[:MOST_WORDS].decode("utf-8", "replace").replace("\0", "\n")
        elif marker in (0xE1, 0xED):
            # Exif and IPTC: fields of bytes between lengths; words stand between what is no letter.
            yield "\n".join(re.findall(r"[^\W_][^\x00-\x1f\ufffd]+", said[:MOST_WORDS].decode("utf-8", "replace")))


def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, MOST_WORDS)
    except zlib.error:
        return b""
