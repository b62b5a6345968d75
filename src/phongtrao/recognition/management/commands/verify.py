"""phongtrao verify FILE: whether a certificate holds. Status 0 where it does, 1 where it does not or cannot be told."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.procedure import Refused
from phongtrao.recognition.check_file import MOST_BYTES, Checked, NoCode, check_file
from phongtrao.recognition.signed_lines import MOST_CHARACTERS, Untrusted
from phongtrao.recognition.site_lists import Lists, read_lists, site_lists
from phongtrao.recognition.verdict_words import NOT_BELIEVED

BROKEN_USE = 2
"""Exit status where nothing was checked."""


class Command(BaseCommand):
    help = "Kiểm tra giấy chứng nhận: tệp PDF, ảnh chụp mã QR (PNG, JPEG) hoặc tệp chữ chứa chuỗi của mã."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="TỆP")
        parser.add_argument("--json", action="store_true", help="kết quả là một đối tượng JSON")
        parser.add_argument("--keys", type=Path, metavar="TỆP", help="danh sách khoá, khi không dùng dữ liệu của trang")
        parser.add_argument("--status", type=Path, metavar="TỆP", help="danh sách tình trạng, đi cùng --keys")
        parser.add_argument("--root", metavar="KHOÁ", help="khoá gốc công khai (64 chữ số) phải đúng với --keys")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            lists, at = self._lists(options), words.now()
            checked = check_file(_bytes(options["file"], MOST_BYTES + 1), lists, at.date())
        except (NoCode, Refused, Untrusted) as error:
            raise CommandError(str(error), returncode=BROKEN_USE) from error
        if options["json"]:
            self.stdout.write(json.dumps(checked.as_row(), ensure_ascii=False))
        else:
            for line in _said(checked):
                self.stdout.write(line)
            if options["keys"] and not options["root"]:
                self.stdout.write(f"Danh sách khoá thuộc khoá gốc {lists.keys.root}; xin đối chiếu với cơ quan cấp.")
        if not checked.is_genuine:
            raise SystemExit(1)

    def _lists(self, options: dict[str, Any]) -> Lists:
        keys, status = options["keys"], options["status"]
        if bool(keys) != bool(status):
            raise CommandError("Xin nêu cả hai: --keys TỆP --status TỆP", returncode=BROKEN_USE)
        if keys is None:
            return site_lists(words.now())
        return read_lists(_list(keys), _list(status), options["root"])


def _said(checked: Checked) -> Iterator[str]:
    verdict = checked.verdict
    yield checked.title.upper()
    yield from verdict.words
    if verdict.facts and not verdict.is_believed:
        yield NOT_BELIEVED
    yield from (f"  {label}: {value}" for label, value in verdict.facts)
    if checked.signature is not None:
        yield checked.signature.words


def _bytes(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise CommandError(f"Không đọc được {path}: {error.strerror}.", returncode=BROKEN_USE) from error


def _list(path: Path) -> str:
    # A list that goes on after so many bytes has more characters than a list may have.
    return _bytes(path, MOST_CHARACTERS * 4).decode("utf-8", "replace")
