"""What a certificate says of itself: a statement, signed, in the text of its QR code.

The text is `BASE/xac-minh/#PT1...`, or `PT1...` alone. After `PT1` (format and its version) come, in base 32 without
padding, 64 bytes of an Ed25519 signature and the statement: one line a field in the order of `Statement`, UTF-8, NFC.
What stands behind `#` is never sent to a server. The signature covers `CONTEXT` and the lines, so that no other thing
that the same key signs can be taken for a statement. Lines cannot be nested, doubled or put in another order: two texts
that differ never say the same.
"""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from dataclasses import astuple, dataclass, fields
from datetime import date, datetime, timedelta, timezone
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

VIETNAM = timezone(timedelta(hours=7))
MARK, CONTEXT = "PT1", b"phongtrao certificate 1\n"
PLACE = "/xac-minh/#"
MOST_CHARACTERS = 3_000
"""Of a text; the largest QR code holds a few more."""
MOST_BYTES = 1_200
"""Of the lines."""
LONGEST = 300
"""Characters of a field."""
SIGNATURE = 64
NO_STATEMENT = "Không phải mã của giấy chứng nhận: {}. Xin quét hoặc chép lại toàn bộ mã."
FAULTS = {
    "address": "địa chỉ của trang không dùng được trong mã",
    "long": "chuỗi chữ quá dài",
    "mark": f"không có dấu {MARK} hoặc có ký tự lạ",
    "cut": "mã thừa hoặc thiếu ký tự",
    "size": "nội dung rỗng hoặc quá dài",
    "bytes": "nội dung không phải chữ",
    "count": "không đúng số mục",
    "plain": "có mục để trống, quá dài hoặc có ký tự không nhìn thấy được",
    "day": "ngày tháng không có thật",
}
"""Why something is no statement; the page without network says the same."""

_TEXT = re.compile(rf"(?:https?://[!-\"$-~]{{1,300}}{PLACE})?{MARK}([A-Z2-7]+)")
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_DAY, _MOMENT = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
_YEAR, _KEY = re.compile(r"[1-9]\d{3}"), re.compile(r"[0-9a-f]{8}")


class NoStatement(ValueError):
    """A text, or values, that are no statement; the words are Vietnamese and say what to do."""

    def __init__(self, fault: str) -> None:
        super().__init__(NO_STATEMENT.format(FAULTS[fault]))


@dataclass(frozen=True, slots=True)
class Statement:
    """What the issuer signs about one certificate. `issued_at` is kept to the second, in Vietnam's time."""

    serial: str
    unit_code: str
    unit: str
    area: str
    programme: str
    subject: str
    year: int
    """Of recognition."""
    decision: str
    """The number of the decision, in which the legal force lies."""
    decided_on: date
    decided_by: str
    issuer: str
    issued_at: datetime
    key: str
    """Id of the key that signed."""

    def lines(self) -> bytes:
        """The canonical bytes: the same statement gives the same ones. Raises NoStatement."""
        said = "\n".join(_written(value) for value in astuple(self)).encode("utf-8", "surrogatepass")
        _read_lines(said)
        return said

    @property
    def issued_on(self) -> date:
        return self.issued_at.astimezone(VIETNAM).date()


@dataclass(frozen=True, slots=True)
class Signed:
    """A statement as it was read, with what was signed (`said`, context and lines) and the signature in hexadecimal."""

    statement: Statement
    said: bytes
    signature: str

    @property
    def digest(self) -> str:
        """SHA-256 over what was signed: names this statement and no other."""
        return hashlib.sha256(self.said).hexdigest()


def moment(at: datetime) -> str:
    """A point in time as it stands in what is signed: `2026-11-22T09:15:40`, Vietnam's time."""
    return at.astimezone(VIETNAM).strftime("%Y-%m-%dT%H:%M:%S")


def read_moment(text: str) -> datetime:
    """The other way. Raises ValueError."""
    if not _MOMENT.fullmatch(text):
        raise ValueError(text)
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def read_day(text: str) -> date:
    """`2026-11-22`. Raises ValueError."""
    if not _DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def sign(statement: Statement, key: Ed25519PrivateKey, base: str = "") -> str:
    """The text of the QR code; `base`: the address of the site, nothing for a text that leads nowhere.

    Raises NoStatement for values that cannot be said (empty, too long, hidden characters).
    """
    lines = statement.lines()
    payload = MARK + _packed(key.sign(CONTEXT + lines) + lines)
    text = f"{base.rstrip('/')}{PLACE}{payload}" if base else payload
    if not _TEXT.fullmatch(text) or len(text) > MOST_CHARACTERS:
        raise NoStatement("address")
    return text


def read(text: str) -> Signed:
    """What a QR code says; nothing of it is believed yet. Raises NoStatement."""
    if len(text) > MOST_CHARACTERS:
        raise NoStatement("long")
    found = _TEXT.fullmatch(text.strip())
    if found is None:
        raise NoStatement("mark")
    raw = _unpacked(found[1])
    return Signed(_read_lines(raw[SIGNATURE:]), CONTEXT + raw[SIGNATURE:], raw[:SIGNATURE].hex())


def _packed(raw: bytes) -> str:
    """Base 32: letters that a QR code keeps in 5.5 bits and that no program changes in an address."""
    return base64.b32encode(raw).decode().rstrip("=")


def _unpacked(text: str) -> bytes:
    try:
        raw = base64.b32decode(text + "=" * (-len(text) % 8))
    except ValueError as error:
        raise NoStatement("cut") from error
    if _packed(raw) != text:
        raise NoStatement("cut")
    return raw


def _written(value: Any) -> str:
    return moment(value) if isinstance(value, datetime) else str(value)


_NAMES = tuple(field.name for field in fields(Statement))
_READERS = {"year": int, "decided_on": read_day, "issued_at": read_moment}


def _read_lines(raw: bytes) -> Statement:
    if not raw or len(raw) > MOST_BYTES:
        raise NoStatement("size")
    try:
        values = raw.decode().split("\n")
    except UnicodeDecodeError as error:
        raise NoStatement("bytes") from error
    if len(values) != len(_NAMES):
        raise NoStatement("count")
    told = dict(zip(_NAMES, values, strict=True))
    if not all(map(_is_plain, values)) or not _YEAR.fullmatch(told["year"]) or not _KEY.fullmatch(told["key"]):
        raise NoStatement("plain")
    try:
        return Statement(**{name: _READERS.get(name, str)(value) for name, value in told.items()})  # type: ignore[operator]
    except ValueError as error:
        raise NoStatement("day") from error


def _is_plain(value: str) -> bool:
    """Composed characters that one can see, without blanks around."""
    return (
        0 < len(value) <= LONGEST
        and value == value.strip()
        and unicodedata.is_normalized("NFC", value)
        and not any(unicodedata.category(c) in _HIDDEN for c in value)
    )
