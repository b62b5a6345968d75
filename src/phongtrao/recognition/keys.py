"""The list of keys: which keys may sign certificates, from when to when, and which were stolen. The root signs it.

The root's public half is what people are given once (it ships with the page that checks); everything else follows
from it. A list names every key there ever was.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from phongtrao.key_files import public_half
from phongtrao.recognition import signed_lines
from phongtrao.recognition.signed_lines import Untrusted
from phongtrao.recognition.statement import moment, read_moment

HEAD, NAME = "phongtrao keys 1", "danh sách khoá"
NEVER = "-"
_PUBLIC = re.compile(r"[0-9a-f]{64}")


def key_id(public: str) -> str:
    """The first eight digits of SHA-256 over the public half: short enough for every certificate."""
    return hashlib.sha256(bytes.fromhex(public)).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class IssuingKey:
    """A key that signs certificates. `retired_at`: from then on it signs no more, what it signed stays good.

    `stolen_since`: nothing that bears a later time is good; of what bears an earlier one only what is known to have
    been issued, for whoever holds the key can write any time.
    """

    public: str
    valid_from: datetime
    retired_at: datetime | None = None
    stolen_since: datetime | None = None

    @property
    def id(self) -> str:
        return key_id(self.public)


@dataclass(frozen=True, slots=True)
class KeyList:
    """All keys as they stood at one moment."""

    root: str
    """Public half of the key that signed the list."""
    made_at: datetime
    keys: tuple[IssuingKey, ...]

    def key(self, key_id: str) -> IssuingKey | None:
        return next((key for key in self.keys if key.id == key_id), None)

    @property
    def current(self) -> IssuingKey | None:
        """The key that signs now."""
        return next((key for key in self.keys if key.retired_at is None and key.stolen_since is None), None)

    def written(self, root: Ed25519PrivateKey) -> str:
        """The list as a text that the root signs. Raises ValueError where that is another root."""
        if public_half(root) != self.root:
            raise ValueError("the list names another root")
        return signed_lines.write(HEAD, _entries(self), root)


def _entries(said: KeyList) -> Iterator[tuple[str, ...]]:
    yield "made", moment(said.made_at)
    yield "root", said.root
    for key in said.keys:
        times = (moment(at) if at else NEVER for at in (key.valid_from, key.retired_at, key.stolen_since))
        yield "key", key.id, key.public, *times


def read_keys(text: str, root: str | None = None) -> KeyList:
    """A list whose signature fits; `root`: the only one to be believed, else the one that the list names.

    Raises Untrusted.
    """
    lines = signed_lines.read(HEAD, text, NAME)
    try:
        (_, made), (_, named), *rest = lines.entries
        found = KeyList(named, read_moment(made), tuple(_key(*entry) for entry in rest))
    except (TypeError, ValueError) as error:
        raise Untrusted("Danh sách khoá không đúng dạng. Xin lấy lại tệp từ trang của cơ quan cấp.") from error
    if tuple(_entries(found)) != lines.entries or len({key.id for key in found.keys}) != len(found.keys):
        raise Untrusted("Danh sách khoá không đúng dạng. Xin lấy lại tệp từ trang của cơ quan cấp.")
    if root is not None and found.root != root:
        raise Untrusted("Danh sách khoá này thuộc khoá gốc khác. Xin lấy danh sách từ trang của cơ quan cấp.")
    if not lines.is_signed_by(found.root):
        raise Untrusted("Danh sách khoá không do khoá gốc ký hoặc đã bị sửa. Xin không dùng tệp này.")
    return found


def _key(*entry: str) -> IssuingKey:
    _, _, public, valid_from, retired_at, stolen_since = entry
    if not _PUBLIC.fullmatch(public):
        raise ValueError(public)
    return IssuingKey(public, read_moment(valid_from), _moment(retired_at), _moment(stolen_since))


def _moment(text: str) -> datetime | None:
    return None if text == NEVER else read_moment(text)
