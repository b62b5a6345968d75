"""What `backup` and `restore` take from the command line besides their file: a passphrase or a key file."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from phongtrao.backups.encryption import LEAST_KEY, Secret

LEAST_PASSPHRASE = 14


def add_secret(parser: ArgumentParser) -> None:
    """Options that say what a backup is encrypted with."""
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--passphrase-stdin", action="store_true", help="mã hoá bằng mật khẩu đọc từ đầu vào chuẩn")
    way.add_argument(
        "--key-file", type=Path, metavar="TỆP_KHOÁ", help="mã hoá bằng tệp khoá (ít nhất 32 byte ngẫu nhiên)"
    )


def secret_of(options: dict[str, Any]) -> Secret | None:
    """The secret that was given, or None. Raises CommandError for one that is too short."""
    if options["passphrase_stdin"]:
        passphrase = sys.stdin.readline().rstrip("\n")
        if len(passphrase) < LEAST_PASSPHRASE:
            raise CommandError(f"Mật khẩu sao lưu cần ít nhất {LEAST_PASSPHRASE} ký tự.")
        return Secret(passphrase.encode(), is_passphrase=True)
    if options["key_file"]:
        try:
            raw = options["key_file"].read_bytes()
        except OSError as error:
            raise CommandError(f"Không đọc được tệp khoá {options['key_file']}: {error.strerror}.") from error
        if len(raw) < LEAST_KEY:
            raise CommandError(
                f"Tệp khoá cần ít nhất {LEAST_KEY} byte; xin tạo bằng: head -c 32 /dev/urandom > TỆP_KHOÁ"
            )
        return Secret(raw, is_passphrase=False)
    return None
