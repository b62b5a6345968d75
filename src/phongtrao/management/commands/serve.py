"""phongtrao serve: the site on 127.0.0.1, once everything that must hold does hold."""

from __future__ import annotations

import os
import socket
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels


class Command(BaseCommand):
    help = "Chạy trang trên 127.0.0.1. Kiểm tra hệ thống và dữ liệu trước; có lỗi thì không chạy."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=1, help="số tiến trình phục vụ")

    def handle(self, *_: Any, port: int, workers: int, **__: Any) -> None:
        refuse_taken(port)
        waiting = _waiting_migrations()
        if waiting:
            raise CommandError(f"Dữ liệu chưa theo kịp chương trình ({waiting[0]}, ...). Xin chạy: phongtrao migrate")
        self.check(databases=["default"])
        (settings.HOME / "static").mkdir(exist_ok=True)
        self.stdout.write(f"Trang chạy tại http://127.0.0.1:{port}/ (Ctrl+C để dừng)")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "phongtrao.settings")
        server = Granian(
            "phongtrao.wsgi:application",
            address="127.0.0.1",
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=4,
            websockets=False,
            log_level=LogLevels.warning,
        )
        server.serve()


def refuse_taken(port: int) -> None:
    """Raises CommandError where somebody listens on the port already: the server would share it without a word."""
    with socket.socket() as probe:
        # A port left a moment ago is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            said = f"Không mở được cổng {port}: đang có chương trình khác dùng, hoặc số cổng không hợp lệ."
            raise CommandError(f"{said} Xin chọn cổng khác: --port 9000, hoặc make demo PORT=9000.") from error


def _waiting_migrations() -> list[str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
