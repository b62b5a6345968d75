"""phongtrao load-programme NAME|FOLDER --by ACCOUNT: a programme and its parts, whole or not at all."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.organisations.lookup import Ambiguous, Unknown, find_body, find_user
from phongtrao.procedure import Refused
from phongtrao.work.programmes import BadPart, Loaded, load_programme, shipped


class Command(BaseCommand):
    help = "Nạp một phong trào: có sẵn (ghi tên) hoặc từ thư mục tệp TOML. Nạp lại không làm hại gì."

    def add_arguments(self, parser: ArgumentParser) -> None:
        own = ", ".join(shipped()) or "chưa có"
        parser.add_argument("programme", metavar="TÊN|THƯ_MỤC", help=f"phong trào có sẵn ({own}) hoặc một thư mục")
        parser.add_argument("--root", metavar="TỔ_CHỨC", help="tổ chức của tỉnh có phong trào; không ghi: mọi tỉnh")
        parser.add_argument("--by", required=True, metavar="TÀI_KHOẢN", help="người nạp")
        parser.add_argument("--json", action="store_true", help="một đối tượng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        at = words.now()
        try:
            root = find_body(options["root"], at.date()) if options["root"] else None
            loaded = load_programme(options["programme"], find_user(options["by"]), at, root)
        except BadPart as bad:
            lines = "\n".join(bad.lines)
            raise CommandError(f"Chưa nạp gì, có {len(bad.lines)} chỗ cần sửa:\n{lines}") from bad
        except (Ambiguous, Refused, Unknown) as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(json.dumps(said(loaded), ensure_ascii=False) if options["json"] else text(loaded))


def said(loaded: Loaded) -> dict[str, Any]:
    """`new`: parts that were loaded now; `known`: how many were there already as they are."""
    new = [{"kind": part.kind, "name": part.name, "version": part.version} for part in loaded.parts]
    attached = [document.pk for document in loaded.attached]
    return {
        "name": loaded.programme.name,
        "is_new": loaded.is_new,
        "is_changed": loaded.is_changed,
        "new": new,
        "known": loaded.known,
        "attached": attached,
    }


def text(loaded: Loaded) -> str:
    """In a line for people."""
    how = "đã nạp" if loaded.is_new else "đã sửa thông tin chung" if loaded.is_changed else "thông tin chung như cũ"
    return (
        f"{loaded.programme.name}: {how}, {len(loaded.parts)} phần mới, {loaded.known} phần đã có, "
        f"gắn {len(loaded.attached)} văn bản."
    )
