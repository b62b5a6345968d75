"""Signing what a certificate says: values as the office knows them become a statement and the text of its QR code."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from phongtrao.key_files import public_half
from phongtrao.recognition.keys import key_id
from phongtrao.recognition.statement import Statement, read_moment, sign
from phongtrao.recognition.statement import moment as written


def issue(key: Ed25519PrivateKey, issued_at: datetime, base: str = "", **told: Any) -> tuple[Statement, str]:
    """A statement and the text of its QR code. `told`: the other fields of `Statement`; `base`: the site's address.

    Words are put into composed characters, blanks in them made single. Raises statement.NoStatement for values that
    cannot be said.
    """
    clean: dict[str, Any] = {name: _clean(value) if isinstance(value, str) else value for name, value in told.items()}
    to_the_second = read_moment(written(issued_at))
    statement = Statement(**clean, issued_at=to_the_second, key=key_id(public_half(key)))
    return statement, sign(statement, key, base)


def _clean(words: str) -> str:
    return " ".join(unicodedata.normalize("NFC", words).split())
