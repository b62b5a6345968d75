"""A certificate and the lists that go with it, of a made-up province."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from phongtrao.key_files import public_half
from phongtrao.recognition.issue import issue
from phongtrao.recognition.keys import IssuingKey, KeyList, read_keys
from phongtrao.recognition.statement import VIETNAM, Statement
from phongtrao.recognition.statuses import Withdrawn, read_statuses, write_statuses
from phongtrao.recognition.verify import Verdict, verify

BASE = "https://congnhan.ha-thanh.gov.vn"
TOLD: dict[str, Any] = {
    "serial": "HT-2026-0001",
    "unit_code": "xa.90001.ubnd",
    "unit": "Xã Vĩnh Thịnh",
    "area": "tỉnh Hà Thành",
    "programme": "Đơn vị điển hình về phong trào Toàn dân bảo vệ an ninh Tổ quốc",
    "subject": "xã, phường",
    "year": 2026,
    "decision": "3105/QĐ-UBND",
    "decided_on": date(2026, 11, 19),
    "decided_by": "Chủ tịch Ủy ban nhân dân tỉnh Hà Thành",
    "issuer": "Ủy ban nhân dân tỉnh Hà Thành",
}
NINE = datetime(2026, 11, 20, 9, tzinfo=VIETNAM)
"""When the sample is issued."""
THE_DAY, A_DAY = NINE.date(), timedelta(days=1)


def private(number: int) -> Ed25519PrivateKey:
    """Always the same key for the same number."""
    return Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)


ROOT, FIRST, SECOND, FOREIGN = map(private, (1, 2, 3, 9))


def sample(key: Ed25519PrivateKey = FIRST, at: datetime = NINE, **changed: Any) -> tuple[Statement, str]:
    """The sample's statement and the text of its QR code."""
    return issue(key, at, BASE, **{**TOLD, **changed})


@dataclass
class Known:
    """Lists to check against: one key from the first of November on, both lists made an hour after the sample."""

    keys: list[IssuingKey] = field(default_factory=lambda: [key_of(FIRST)])
    keys_made_at: datetime = NINE + timedelta(hours=1)
    statuses_made_at: datetime = NINE + timedelta(hours=1)
    signer: Ed25519PrivateKey = field(default=FIRST)
    withdrawn: list[Withdrawn] = field(default_factory=list)
    issued: dict[str, Any] = field(default_factory=dict)

    def key_list(self, made_at: datetime | None = None) -> KeyList:
        said = KeyList(public_half(ROOT), made_at or self.keys_made_at, tuple(self.keys))
        return read_keys(said.written(ROOT), public_half(ROOT))

    def statuses_text(self) -> str:
        return write_statuses(self.statuses_made_at, self.key_list(), self.signer, self.withdrawn, self.issued)

    def check(self, text: str, day: date = THE_DAY, keys_made_at: datetime | None = None) -> Verdict:
        """`keys_made_at`: of an older list of keys at hand."""
        statuses = read_statuses(self.statuses_text(), self.key_list())
        return verify(text, self.key_list(keys_made_at), statuses, day)


def key_of(key: Ed25519PrivateKey, valid_from: datetime = NINE - 19 * A_DAY, **changed: Any) -> IssuingKey:
    return IssuingKey(public_half(key), valid_from, **changed)
