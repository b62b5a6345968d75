"""A backup encrypted with a passphrase or a key file: AES-256-GCM in pieces, so that none can be changed, moved or cut.

Nonce of a piece: 7 random bytes of the file, its number, and whether it is the last (the STREAM construction of
Hoang, Reyhanitabar, Rogaway and Vizár, 2015).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MARK = b"PHONGTRAO BACKUP 1\n"
_SALT, _PREFIX, _TAG, _PIECE = 16, 7, 16, 1 << 20
LEAST_KEY = 32
WRONG = "Không mở được bản sao lưu: mật khẩu hoặc tệp khoá không đúng, hoặc tệp đã hỏng."


class Locked(ValueError):
    """A backup that this secret does not open, or whose bytes were changed; the text is Vietnamese."""


@dataclass(frozen=True, slots=True)
class Secret:
    """What a backup is encrypted with: the bytes of a passphrase, or those of a key file (32 at least)."""

    raw: bytes
    is_passphrase: bool

    def key(self, salt: bytes) -> bytes:
        """The 32 bytes of one file; for a passphrase made slow on purpose (128 MB of memory)."""
        if self.is_passphrase:
            return Scrypt(salt=salt, length=32, n=2**17, r=8, p=1).derive(self.raw)
        return HKDF(SHA256(), 32, salt, MARK).derive(self.raw)


def is_encrypted(file: BinaryIO) -> bool:
    """Whether the file begins as an encrypted backup does; leaves it at its beginning."""
    file.seek(0)
    found = file.read(len(MARK)) == MARK
    file.seek(0)
    return found


def encrypt(plain: BinaryIO, into: BinaryIO, secret: Secret) -> None:
    """Write all of `plain`, from its beginning, encrypted."""
    salt, prefix = os.urandom(_SALT), os.urandom(_PREFIX)
    head = MARK + salt + prefix
    into.write(head)
    cipher = AESGCM(secret.key(salt))
    plain.seek(0)
    for number, piece, is_last in _pieces(plain, _PIECE):
        into.write(cipher.encrypt(_nonce(prefix, number, is_last), piece, head))


def decrypt(locked: BinaryIO, into: BinaryIO, secret: Secret) -> None:
    """Write all of `locked`, from its beginning, as it was before. Raises Locked."""
    locked.seek(0)
    head = locked.read(len(MARK) + _SALT + _PREFIX)
    salt, prefix = head[len(MARK) : len(MARK) + _SALT], head[len(MARK) + _SALT :]
    cipher = AESGCM(secret.key(salt))
    try:
        for number, piece, is_last in _pieces(locked, _PIECE + _TAG):
            into.write(cipher.decrypt(_nonce(prefix, number, is_last), piece, head))
    except (InvalidTag, ValueError) as error:
        raise Locked(WRONG) from error


def _pieces(file: BinaryIO, size: int) -> Iterator[tuple[int, bytes, bool]]:
    number, piece = 0, file.read(size)
    while True:
        following = file.read(size)
        yield number, piece, not following
        if not following:
            return
        number, piece = number + 1, following


def _nonce(prefix: bytes, number: int, is_last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([is_last])
