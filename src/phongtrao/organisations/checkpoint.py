"""A checkpoint: 64 characters that an office keeps outside the site, and that seal the log up to one entry."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from phongtrao.organisations.models import LogHead
from phongtrao.organisations.models.log import GENESIS

LENGTH = 64
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Base 32 without I, L, O, U: what is read from paper is not mistaken."""
_VERSION, _SEQUENCE, _DIGEST, _CHECK = 1, 5, 30, 4
"""Bytes 1 + 5 + 30 + 4 = 40, which are 64 digits."""


class NoCheckpoint(ValueError):
    """What was typed is no checkpoint; the text is Vietnamese and says what to look at."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far the log had come, and the first 60 hexadecimal digits (240 bits) of that entry's digest."""

    sequence: int
    digest: str

    def written(self) -> str:
        """Exactly 64 characters: a version, the sequence, the digest cut short, and a check of these."""
        said = bytes([_VERSION]) + self.sequence.to_bytes(_SEQUENCE, "big") + bytes.fromhex(self.digest)
        number = int.from_bytes(said + _check(said), "big")
        return "".join(_DIGITS[number >> 5 * place & 31] for place in reversed(range(LENGTH)))

    @classmethod
    def read(cls, text: str) -> Checkpoint:
        """A checkpoint as a person typed it: blanks, hyphens and small letters do no harm. Raises NoCheckpoint."""
        typed = "".join(c for c in text.upper() if c not in " -\n\t").translate(str.maketrans("OIL", "011"))
        if len(typed) != LENGTH or any(c not in _DIGITS for c in typed):
            raise NoCheckpoint(f"Mốc nhật ký gồm đúng {LENGTH} chữ và số; chuỗi đã nhập có {len(typed)}. Xin xem lại.")
        number = 0
        for c in typed:
            number = number << 5 | _DIGITS.index(c)
        raw = number.to_bytes(1 + _SEQUENCE + _DIGEST + _CHECK, "big")
        said, check = raw[:-_CHECK], raw[-_CHECK:]
        if check != _check(said) or said[0] != _VERSION:
            raise NoCheckpoint("Mốc nhật ký bị gõ sai hoặc thiếu ký tự: phần tự kiểm tra không khớp. Xin xem lại.")
        return cls(int.from_bytes(said[1 : 1 + _SEQUENCE], "big"), said[1 + _SEQUENCE :].hex())

    def seals(self, digest: str) -> bool:
        """Whether this is the digest of the entry that it was taken at."""
        return digest.startswith(self.digest)


def _check(said: bytes) -> bytes:
    return hashlib.sha256(b"phongtrao log checkpoint" + said).digest()[:_CHECK]


def now() -> Checkpoint:
    """The checkpoint of the log as it stands."""
    head = LogHead.objects.first()
    sequence, digest = (head.sequence, head.digest) if head else (0, GENESIS)
    return Checkpoint(sequence, digest[: 2 * _DIGEST])
