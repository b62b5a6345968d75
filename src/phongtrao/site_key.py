"""The site's own key (Ed25519): what the site signs can be told by anyone who knows the public half.

The private half lies beside the data, readable by the site's account only, and in backups that are encrypted.
"""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings


def _path() -> Path:
    return Path(settings.HOME) / "site-key"


def make() -> bool:
    """Make the key where there is none; whether it was made just now."""
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    raw = Ed25519PrivateKey.generate().private_bytes_raw()
    temporary = path.with_name(f".site-key.{os.getpid()}")
    temporary.unlink(missing_ok=True)
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(raw.hex().encode())
        file.flush()
        os.fsync(file.fileno())
    try:
        # Fails where it is there already: of two that begin at once, one key stays.
        os.link(temporary, path)
    except FileExistsError:
        return False
    finally:
        temporary.unlink()
    return True


def _key() -> Ed25519PrivateKey:
    if not _path().exists():
        make()
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(_path().read_text().strip()))


def public_key() -> str:
    """The public half, 64 hexadecimal digits: what others hold the site's papers against."""
    return _key().public_key().public_bytes_raw().hex()


def sign(said: bytes) -> str:
    """The signature over `said`, in hexadecimal digits."""
    return _key().sign(said).hex()


def is_signed(said: bytes, signature: str, key: str) -> bool:
    """Whether the holder of `key` (public, hexadecimal) signed exactly these bytes; False for anything malformed."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), said)
    except (InvalidSignature, ValueError):
        return False
    return True
