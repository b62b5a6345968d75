"""phongtrao export-bundle BODY FILE: a body's work in a signed archive, for a body that cannot reach the site."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.organisations.lookup import ADMINISTRATOR, Ambiguous, Unknown, find_body, find_user
from phongtrao.procedure import Refused
from phongtrao.work.bundle import export_bundle


class Command(BaseCommand):
    help = "Lập gói việc có ký số cho đơn vị không vào được trang; đơn vị điền rồi nộp về bằng import-bundle."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("body", metavar="TỔ_CHỨC", help="mã hoặc tên")
        parser.add_argument("file", type=Path, metavar="TỆP", help="tệp .zip sẽ ghi; chưa được có sẵn")
        parser.add_argument("--by", default=ADMINISTRATOR, metavar="TÀI_KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        path: Path = options["file"]
        if path.exists():
            raise CommandError(f"Đã có tệp {path}; xin chọn tên khác.")
        try:
            at = words.now()
            body = find_body(options["body"], at.date())
            bundle, raw = export_bundle(body, find_user(options["by"]), at)
            temporary = path.with_name(f".{path.name}.part")
            with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(raw)
            temporary.replace(path)
        except (Ambiguous, Refused, Unknown) as refused:
            raise CommandError(str(refused)) from refused
        except OSError as error:
            raise CommandError(f"Không ghi được tệp {path}: {error.strerror}.") from error
        self.stdout.write(f"Đã lập gói {bundle.code} cho {body}: {path}")
        self.stdout.write(f"Khoá công khai của trang: {bundle.key}")
