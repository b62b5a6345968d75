"""Private keys (Ed25519) as files that the site's account alone can read, made once and never written over."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


def make(path: Path) -> bool:
    """Make a key where there is none; whether it was made just now. Raises OSError."""
    return keep(path, Ed25519PrivateKey.generate())


def keep(path: Path, key: Ed25519PrivateKey) -> bool:
    """Write a key where there is none; whether it was written just now. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.unlink(missing_ok=True)
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key.private_bytes_raw().hex().encode())
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


def load(path: Path) -> Ed25519PrivateKey:
    """The key in a file. Raises OSError where there is none, ValueError where it holds something else."""
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text().strip()))


def public_half(key: Ed25519PrivateKey) -> str:
    """What others hold signatures against, 64 hexadecimal digits."""
    return key.public_key().public_bytes_raw().hex()


def is_signed(said: bytes, signature: str, public: str) -> bool:
    """Whether the holder of `public` (hexadecimal) signed exactly these bytes; False for anything malformed."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), said)
    except (InvalidSignature, ValueError):
        return False
    return True
