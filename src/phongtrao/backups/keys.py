"""The keys in a backup: inside it where it is encrypted, else by digest alone, so that their lack is told."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from django.conf import settings

from phongtrao import site_key

SECRET, SITE = "secret-key", "site-key"
LACKING = {
    SECRET: "xác thực hai lớp của mọi tài khoản không dùng được; xin chép tệp secret-key cũ về, hoặc gỡ rồi bật lại",
    SITE: "chữ ký cũ trên gói và tệp lưu trữ là của khoá khác; xin chép tệp site-key cũ về nếu còn",
}


CERTIFICATES = re.compile(r"certificate-(?:root-key|key-[0-9a-f]{8})")
"""The root that signs the list of keys, and the keys that sign certificates, as far as they lie in the site's home."""
NO_CERTIFICATES = (
    "giấy chứng nhận đã cấp vẫn kiểm tra được; muốn cấp mới xin chép tệp khoá cũ về, hoặc thay khoá: phongtrao "
    "certificate-keys --rotate"
)


def is_known(name: str) -> bool:
    """Whether a key of this name can stand in a backup."""
    return name in LACKING or CERTIFICATES.fullmatch(name) is not None


def own() -> dict[str, bytes]:
    """The keys that the site works with, by the names of their files."""
    site_key.make()
    home = Path(settings.HOME)
    signing = {path.name: path.read_bytes() for path in sorted(home.iterdir()) if CERTIFICATES.fullmatch(path.name)}
    return {SECRET: settings.SECRET_KEY.encode(), SITE: (home / SITE).read_bytes()} | signing


def digests() -> dict[str, str]:
    """SHA-256 of each key: tells whether another site has the same ones, and nothing of them."""
    return {name: hashlib.sha256(raw).hexdigest() for name, raw in own().items()}


def put(name: str, raw: bytes) -> None:
    """Write a key where the site looks for it when it starts."""
    path = Path(settings.HOME) / name
    temporary = path.with_name(f".{name}.part")
    temporary.unlink(missing_ok=True)
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def lacking(told: dict[str, str]) -> list[str]:
    """What does not work, a Vietnamese line each, where the site's keys are not those of the backup."""
    files = {name: hashlib.sha256(raw).hexdigest() for name, raw in _at_the_next_start().items()}
    different = [name for name in told if told[name] != files.get(name)]
    return [f"Khoá {name} khác trang đã sao lưu: {LACKING.get(name, NO_CERTIFICATES)}." for name in different]


def _at_the_next_start() -> dict[str, bytes]:
    found = own()
    path = Path(settings.HOME) / SECRET
    if not os.environ.get("PHONGTRAO_SECRET_KEY") and path.exists():
        found[SECRET] = path.read_bytes().strip()
    return found
