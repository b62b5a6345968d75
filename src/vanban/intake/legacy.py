"""Text of the years before Unicode, told line by line.

Old documents were typed in TCVN3 (`.VnTime`), VNI (`VNI-Times`) or windows-1258, pasted together from several
machines, and sometimes decoded wrongly on the way here. So each line (a paragraph of such a file) is read by every
table and keeps the reading that is Vietnamese; a line too short to tell follows the line before it.

The tables are viparse's (MIT); four letters that its VNI table leaves out are added here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

from viparse.normalize.encodings import CHARMAPS

from vanban.intake.syllables import likeness, marked_words

Reader = Callable[[str], str | None]
"""Takes a line as a Western machine shows it, gives what it says; None where its bytes mean nothing there."""

_WESTERN = {
    byte: bytes([byte]).decode("cp1252") for byte in range(0x80, 0xA0) if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_BYTES = {ord(shown): byte for byte, shown in _WESTERN.items()}
_VNI_GAPS = {"aú": "ẳ", "AÚ": "Ẳ", "î": "ỵ", "Î": "Ỵ"}
_ENOUGH = 3
"""Marked words from which a line can speak for itself."""
_SURE = 0.8

_GARBLED = re.compile(
    "[A-Za-z][\u00a1-\u00bf\u00c6\u00d7\u00df\u00e5-\u00e7\u00eb\u00ee-\u00f1\u00f6-\u00f8\u00fb-\u00ff\u2212\u2219]"
    "|[\u00a1-\u00a9\u00ac\u00ae][A-Za-z]|[aeouyAEOUYôöÔÖ][\u00c0-\u00dc\u00e0-\u00fc]|[\u00c3\u00c4\u00c6\u00e1][\u0080-\u00bf\u2018-\u203a]"
)
"""What is found somewhere in every garbled text; seldom, but possible, in a sound one."""
_CAPITAL, _SMALL = re.compile("[A-Z]"), re.compile("[a-z]")
_CAPITAL_WORD = re.compile(r"[^\W\d_]+[A-Z][^\W\d_]*")
_NUMBER_LINE = re.compile(r"\s*Sè\s*:")
"""`Số: 12/QĐ-UBND`: capitals throughout, and yet no capital line."""
_UNICODE_ONLY = re.compile("[ăĂđĐĩĨũŨơƠưƯ\u0300\u0301\u0303\u0309\u0323\u1ea0-\u1ef9]")


def western(raw: bytes) -> str:
    """Bytes as a Western machine shows them, one character each, none lost."""
    return raw.decode("latin-1").translate(_WESTERN)


def _raw(shown: str) -> bytes | None:
    try:
        return shown.translate(_BYTES).encode("latin-1")
    except UnicodeEncodeError:
        return None


@cache
def _pairs(name: str) -> dict[str, str]:
    extra = _VNI_GAPS if name == "vni" else {}
    return {**dict(CHARMAPS[name].pairs), **extra}


@cache
def _single(name: str) -> dict[int, str]:
    return {ord(old): new for old, new in _pairs(name).items() if len(old) == 1}


@cache
def _sequences() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _pairs("vni")), key=len, reverse=True)))


def _tcvn3(shown: str) -> str:
    # A PDF shows two of the letters as operators, since it takes the font's glyphs for a Western font's.
    shown = re.sub(r"(?<=[^\W\d])\u2212|\u2212(?=[^\W\d])", "\u00ad", shown).replace("\u2219", "\u00b7")
    said = shown.translate(_single("tcvn3"))
    if len(_CAPITAL.findall(shown)) >= _ENOUGH and not _SMALL.search(shown) and not _NUMBER_LINE.match(shown):
        return said.upper()
    return _CAPITAL_WORD.sub(_recase, said)


def _recase(word: re.Match[str]) -> str:
    """TCVN3 has no capitals with marks: its capital fonts draw them from small letters (`CộNG` is `CỘNG`)."""
    return word[0] if _SMALL.search(word[0]) else word[0].upper()


def _vni(shown: str) -> str:
    pairs = _pairs("vni")
    return _sequences().sub(lambda match: pairs[match[0]], shown)


def _viscii(shown: str) -> str | None:
    raw = _raw(shown)
    return None if raw is None else raw.decode("latin-1").translate(_single("viscii"))


def _by_codec(codec: str) -> Reader:
    def read(shown: str) -> str | None:
        raw = _raw(shown)
        try:
            return None if raw is None else raw.decode(codec)
        except UnicodeDecodeError:
            return None

    return read


READERS: dict[str, Reader] = {
    "tcvn3": _tcvn3,
    "vni": _vni,
    "windows-1258": _by_codec("cp1258"),
    "utf-8": _by_codec("utf-8"),
    "viscii": _viscii,
}


def _share(line: str) -> tuple[float, int]:
    right, wrong = likeness(line)
    return (right / (right + wrong) if right + wrong else 0.0), right + wrong


def tell(shown: str, before: str | None) -> tuple[str, str, float]:
    """Read one line: the table's name, what the line says by it, and the share of its marked words that are Vietnamese.

    `before` is the table of the line before, which settles a tie and a line too short to tell.
    """
    order = sorted(READERS, key=lambda name: name != before)
    best: tuple[float, str, str] | None = None
    for name in order:
        said = READERS[name](shown)
        if said is None:
            continue
        share, words = _share(said)
        if name == before and (share >= _SURE and words >= _ENOUGH or share == 1):
            return name, said, share
        if best is None or share > best[0]:
            best = (share, name, said)
    if best is None:
        return "", shown, 0.0
    return best[1], best[2], best[0]


def mend(text: str) -> tuple[str, frozenset[str]]:
    """Mend the lines of decoded text that still show an old table (`Céng hßa x· héi`); line ends stay as they are.

    Gives the text and the names of the tables met; sound text comes back as it is. Linear.
    """
    if not _GARBLED.search(text):
        return text, frozenset()
    met: set[str] = set()
    lines = text.splitlines(keepends=True)
    before: str | None = None
    for at, line in enumerate(lines):
        name, said = _mend_line(line, before)
        if name:
            lines[at] = unicodedata.normalize("NFC", said)
            met.add(name)
        before = name if name or _UNICODE_ONLY.search(line) else before
    return ("".join(lines) if met else text), frozenset(met)


def _mend_line(line: str, before: str | None) -> tuple[str, str]:
    """The table and the mended line, or an empty name where the line is sound or nothing mends it."""
    if line.isascii() or _UNICODE_ONLY.search(line):
        return "", line
    as_it_is, words = _share(line)
    if not words and not marked_words(line):
        return "", line
    name, said, share = tell(line, before)
    better = share >= _SURE and share > as_it_is and said != line
    told = words >= 2 or name == before
    return (name, said) if better and told else ("", line)
