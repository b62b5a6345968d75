"""PDF files: scripts, actions, files inside, bombs and locks; and where a mark of secrecy may stand beside the text.

A PDF is not parsed here but searched: every byte of the file, and every object stream unpacked, for the names without
which a reader takes no action. So nothing hides behind a wrong length, a comment or a second table of objects.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator
from functools import cached_property

from phongtrao.hazards.rule import Hazard
from vanban.intake import pdf as reader

MAX_UNPACKED = 400_000_000
"""Bytes that all streams may come to, unpacked: four hundred pages scanned in black and white."""
AGAIN = "Hãy in lại ra PDF (Print to PDF) rồi gửi lại."

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_BEFORE = 4_000
"""Bytes before a stream in which its dictionary stands."""
_PIECE, _MOST_AT_ONCE = 1 << 14, 1 << 20
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_END = rb"(?=[\s/<>\[\]()]|$)"
_LZW_MOST, _RUNS_MOST = 1365, 64
"""How much larger LZW and run lengths can come out than they went in."""


class Objects:
    """A PDF as its bytes and its unpacked object streams say it, names without their escapes."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw

    @cached_property
    def said(self) -> bytes:
        """Everything in which a name of an action can stand. Asked for only once the file is known to be no bomb."""
        return _ESCAPED.sub(lambda m: bytes([int(m[1], 16)]), b"\n".join([self.raw, *self._packed[1]]))

    @cached_property
    def is_bomb(self) -> bool:
        return self._packed[0] > MAX_UNPACKED

    @cached_property
    def hides_objects(self) -> bool:
        """Object streams packed in a way that is not unpacked here."""
        return any(_is_objects(said) and not _plain(said) and data is None for said, data in self._streams())

    def names(self, *wanted: bytes) -> bool:
        return re.search(rb"/(?:" + b"|".join(wanted) + rb")" + _END, self.said) is not None

    @cached_property
    def _packed(self) -> tuple[int, list[bytes]]:
        """How much all streams come to, unpacked, up to the limit; and what the object streams say."""
        total, objects = 0, []
        for said, data in self._streams():
            if data is None:
                continue
            size, kept = _inflated(data, MAX_UNPACKED - total, keep=_is_objects(said))
            total += size if not _twice(said) else MAX_UNPACKED + 1
            objects += [kept] if kept else []
            if total > MAX_UNPACKED:
                break
        return total + self._by_ratio(), objects

    def _by_ratio(self) -> int:
        """The most that streams of the two old filters can come to."""
        most = 0
        for said, start in self._places():
            end = self.raw.find(b"endstream", start)
            size = (end if end > 0 else len(self.raw)) - start
            most += size * (_LZW_MOST if b"/LZW" in said else _RUNS_MOST if b"/RunLength" in said else 0)
        return most

    def _places(self) -> Iterator[tuple[bytes, int]]:
        """The dictionary before each stream, and where the stream begins."""
        for match in _STREAM.finditer(self.raw):
            before = self.raw[max(0, match.start() - _BEFORE) : match.start()]
            said = before[before.rfind(b"obj") + 3 :]
            yield _ESCAPED.sub(lambda m: bytes([int(m[1], 16)]), said), match.end()

    def _streams(self) -> Iterator[tuple[bytes, memoryview | bytes | None]]:
        """The dictionary of each stream and its deflated bytes; None where they are packed otherwise."""
        view = memoryview(self.raw)
        for said, start in self._places():
            if _deflated(self.raw[start : start + 2]):
                yield said, view[start:]
            elif re.search(rb"/A(?:SCII85Decode|85)\b", said) and re.search(rb"/Fl(?:ateDecode)?\b", said):
                yield said, _from_ascii(self.raw, start)
            else:
                yield said, None


def _is_objects(said: bytes) -> bool:
    return b"/ObjStm" in said


def _plain(said: bytes) -> bool:
    """Whether a stream is packed in no way, so that its bytes are searched as they are."""
    return b"/Filter" not in said


def _twice(said: bytes) -> bool:
    """No writer packs a page twice; a bomb is."""
    return len(re.findall(rb"/Fl(?:ateDecode)?\b", said)) > 1


def _deflated(head: bytes) -> bool:
    return len(head) == 2 and head[0] & 0x0F == 8 and (head[0] * 256 + head[1]) % 31 == 0


def _from_ascii(raw: bytes, start: int) -> bytes | None:
    try:
        return base64.a85decode(raw[start : raw.find(b"~>", start)])
    except ValueError:
        return None


def _inflated(data: memoryview | bytes, room: int, keep: bool) -> tuple[int, bytes]:
    """How much the bytes come to, up to a little more than `room`; and what they say, where that is to be kept."""
    engine, size, kept, at, piece = zlib.decompressobj(), 0, list[bytes](), 0, _PIECE
    while not engine.eof and size <= room:
        waiting = engine.unconsumed_tail
        if not waiting:
            waiting = bytes(data[at : at + piece])
            at, piece = at + len(waiting), min(2 * piece, _MOST_AT_ONCE)
        try:
            out = engine.decompress(waiting, _MOST_AT_ONCE) if waiting else b""
        except zlib.error:
            break
        if not out and not waiting:
            break
        size += len(out)
        kept += [out] if keep else []
    return size, b"".join(kept)


def _locked(objects: Objects) -> bool:
    return re.search(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)", objects.raw) is not None


def _hidden(objects: Objects) -> bool:
    predicted = any(_is_objects(said) and b"/Predictor" in said for said, _ in objects._streams())
    return objects.hides_objects or predicted


HAZARDS: tuple[Hazard, ...] = (
    Hazard("pdf-locked", f"Tệp PDF này được mã hóa hoặc đặt mật khẩu nên không kiểm tra được. {AGAIN}", _locked),
    Hazard(
        "pdf-bomb",
        f"Tệp PDF này giải nén ra lớn bất thường nên không được mở. {AGAIN}",
        lambda objects: objects.is_bomb,
    ),
    Hazard("pdf-hidden", f"Tệp PDF này được đóng gói theo cách không kiểm tra được. {AGAIN}", _hidden),
    Hazard(
        "pdf-script",
        f"Tệp PDF này có mã lệnh (JavaScript) nên không được nhận. {AGAIN}",
        lambda objects: objects.names(rb"JavaScript"),
    ),
    Hazard(
        "pdf-action",
        f"Tệp PDF này tự mở chương trình hoặc gửi dữ liệu đi nên không được nhận. {AGAIN}",
        lambda objects: objects.names(rb"Launch", rb"SubmitForm", rb"ImportData"),
    ),
    Hazard(
        "pdf-files",
        f"Tệp PDF này có tệp khác đính kèm bên trong nên không được nhận. Hãy lấy tệp đó ra gửi riêng. {AGAIN}",
        lambda objects: objects.names(rb"EmbeddedFiles?", rb"RichMedia"),
    ),
)
"""In this order: nothing is kept unpacked before the second has let the file pass."""


def words_of(raw: bytes) -> list[str]:
    """Properties, notes and stamps on the pages, what the margins repeat, and what little a scanned page says."""
    return reader.beside_the_text(raw)
