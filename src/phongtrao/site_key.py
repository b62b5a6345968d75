"""The site's own key (Ed25519): what the site signs can be told by anyone who knows the public half.

The private half lies beside the data, readable by the site's account only, and in backups that are encrypted.
"""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from phongtrao import key_files
from phongtrao.key_files import is_signed

__all__ = ["is_signed", "make", "public_key", "sign"]


def _path() -> Path:
    return Path(settings.HOME) / "site-key"


def make() -> bool:
    """Make the key where there is none; whether it was made just now."""
    return key_files.make(_path())


def _key() -> Ed25519PrivateKey:
    if not _path().exists():
        make()
    return key_files.load(_path())


def public_key() -> str:
    """The public half, 64 hexadecimal digits: what others hold the site's papers against."""
    return key_files.public_half(_key())


def sign(said: bytes) -> str:
    """The signature over `said`, in hexadecimal digits."""
    return _key().sign(said).hex()
