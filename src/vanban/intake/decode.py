"""Bytes of a text file -> its characters.

UTF-8 and UTF-16 are decoded as they are: every character, line ends included, a byte order mark left out. Anything
else is read line by line (see `legacy`), since old files were pasted together from several machines.
"""

from __future__ import annotations

import codecs
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace

from vanban.directive import Note
from vanban.intake.legacy import READERS, mend, tell, western
from vanban.intake.source import Unreadable
from vanban.intake.syllables import likeness

BINARY = (
    "Tệp này không phải văn bản (dữ liệu nhị phân). Hãy tải lên bản Word (.docx), PDF có chữ, HTML hoặc văn bản thuần."
)
UNKNOWN = (
    "Không nhận ra bảng mã của tệp này (đã thử Unicode, TCVN3, VNI, Windows-1258). "
    "Hãy mở tệp, lưu lại với bảng mã UTF-8 rồi tải lên."
)

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r"))
_MOST_CONTROLS = 0.02
_MOST_DAMAGE = 0.02
_LEAST_LIKENESS = 0.6


@dataclass(frozen=True, slots=True)
class Decoded:
    """Characters of a file, and the name of the encoding that gave them (`utf-8`, `tcvn3 + vni`)."""

    text: str
    encoding: str
    verbatim: bool
    """The standard codec of that name gives the same characters."""
    notes: tuple[Note, ...] = ()


def decode(raw: bytes) -> Decoded:
    """Decode a text file. Raises `Unreadable` for binary data and for an encoding that no guess mends."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _unicode(raw[len(mark) :], encoding)
    silent = _silent_utf16(raw)
    if silent:
        return _unicode(raw, silent)
    if len(raw) - len(raw.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(raw):
        raise Unreadable(BINARY)
    return _unicode(raw, "utf-8")


def _silent_utf16(raw: bytes) -> str | None:
    """UTF-16 without a byte order mark: one byte of a pair is mostly zero, and the other a plain letter or blank."""
    sample = raw[:4096]
    pairs = len(sample) // 2
    for encoding, zeros, letters in (
        ("utf-16-le", sample[1::2], sample[::2]),
        ("utf-16-be", sample[::2], sample[1::2]),
    ):
        plain = sum(
            not high and (32 <= low < 127 or low in b"\t\r\n") for high, low in zip(zeros, letters, strict=False)
        )
        if pairs >= 4 and plain >= 0.4 * pairs and letters.count(0) <= 0.02 * pairs:
            return encoding
    return None


def _unicode(raw: bytes, encoding: str) -> Decoded:
    try:
        return _sound(raw.decode(encoding), encoding)
    except UnicodeDecodeError:
        if encoding == "utf-8":
            return _by_line(raw)
    text = raw.decode(encoding, errors="replace")
    if text.count("\ufffd") > 1 + _MOST_DAMAGE * len(text):
        raise Unreadable(BINARY)
    return _damaged(_sound(text, encoding))


def _sound(text: str, encoding: str) -> Decoded:
    """Decoded characters, mended where they still show an old table."""
    mended, met = mend(text)
    if met:
        return _visible(Decoded(mended, _names(encoding, met), False, (_mended_note(met),)))
    return _visible(Decoded(text, encoding, True))


def _visible(decoded: Decoded) -> Decoded:
    """Zero bytes, which no store takes, made visible where they stand."""
    if "\0" not in decoded.text:
        return decoded
    return _damaged(replace(decoded, text=decoded.text.replace("\0", "\ufffd")))


def _by_line(raw: bytes) -> Decoded:
    """Read each line of bytes by the table that makes Vietnamese of it; UTF-8 that is cut or damaged stays UTF-8."""
    met: Counter[str] = Counter()
    lines: list[str] = []
    right = wrong = 0
    before: str | None = None
    for line in raw.splitlines(keepends=True):
        name, said = _line(line, before)
        if name:
            met[name] += 1
            before = name
        if name not in ("", "utf-8"):
            fits, fails = likeness(said)
            right, wrong = right + fits, wrong + fails
        lines.append(said)
    if wrong and right < _LEAST_LIKENESS * (right + wrong):
        raise Unreadable(UNKNOWN)
    return _put_together(raw, lines, frozenset(met))


def _put_together(raw: bytes, lines: list[str], met: frozenset[str]) -> Decoded:
    text = "".join(lines).replace("\0", "\ufffd")
    if met == {"windows-1258"} and (plain := READERS["windows-1258"](western(raw))) is not None:
        return _visible(Decoded(plain, "windows-1258", True))
    old = met - {"utf-8"}
    notes = (_mended_note(old),) if old else ()
    decoded = Decoded(text, _names("utf-8" if "utf-8" in met or not met else "", old), False, notes)
    return _damaged(decoded)


def _line(line: bytes, before: str | None) -> tuple[str, str]:
    """The table of one line and what it says; an empty name where the line is plain ASCII."""
    if line.isascii():
        return "", line.decode("ascii")
    said = line.decode("utf-8", errors="replace")
    lost = said.count("\ufffd")
    kept = sum(not c.isascii() for c in said) - lost
    if not lost or kept > lost or (before == "utf-8" and lost <= 2):
        return "utf-8", said
    name, said, _ = tell(western(line), before)
    return name, unicodedata.normalize("NFC", said)


def _names(first: str, others: frozenset[str]) -> str:
    return " + ".join([first] * bool(first) + sorted(others - {first}))


def _mended_note(met: frozenset[str]) -> Note:
    names = ", ".join(sorted(name.upper() for name in met))
    return Note(
        "legacy-encoding", f"Văn bản dùng bảng mã cũ hoặc bị sai bảng mã ({names}); đã chuyển sang Unicode.", 0, 0
    )


def damage(text: str) -> tuple[Note, ...]:
    """A note of where the first character stands that could not be decoded, if there is one."""
    place = text.find("\ufffd")
    message = "Một số ký tự trong tệp bị hỏng, không đọc được."
    return () if place < 0 else (Note("damaged-text", message, place, place + 1),)


def _damaged(decoded: Decoded) -> Decoded:
    return replace(decoded, notes=(*decoded.notes, *damage(decoded.text)), verbatim=False)
