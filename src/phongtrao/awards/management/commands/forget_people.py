"""phongtrao forget-people [--apply --by ACCOUNT]: names past their day give way to a shell; counts and bodies stay."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.awards.forget import Kept, forget, past_their_day
from phongtrao.organisations.arguments import account
from phongtrao.procedure import Refused


class Command(BaseCommand):
    help = "Xóa họ tên người được đề nghị khen thưởng đã quá thời hạn lưu; không có --apply thì chỉ kể ra."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--apply", action="store_true", help="xóa thật (cần --by)")
        parser.add_argument("--by", metavar="TÀI-KHOẢN", help="quản trị hệ thống")
        parser.add_argument("--json", action="store_true", help="mỗi hồ sơ một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["apply"] and not options["by"]:
            raise CommandError("Với --apply xin ghi --by: ai xóa được ghi vào nhật ký.")
        by, at = account(options["by"]) if options["by"] else None, words.now()
        gone = 0
        for kept in list(past_their_day(at.date())):
            done = 0
            if options["apply"] and not kept.rule.sample and by is not None:
                try:
                    done = forget(kept, by, at, at.date())
                except Refused as refused:
                    raise CommandError(str(refused)) from refused
            gone += done
            self.stdout.write(json.dumps(_told(kept, done)) if options["json"] else _line(kept, done))
        if not options["json"]:
            self.stdout.write(f"Đã xóa họ tên {gone} trường hợp." if options["apply"] else "Chưa xóa gì (--apply).")


def _told(kept: Kept, done: int) -> dict[str, Any]:
    return {
        "id": kept.case.pk,
        "people": kept.people,
        "kept_until": kept.until.isoformat(),
        "confirmed": not kept.rule.sample,
        "forgotten": done,
    }


def _line(kept: Kept, done: int) -> str:
    sample = "; tỉnh chưa xác nhận thời hạn nên chưa xóa" if kept.rule.sample else ""
    word = f"đã xóa {done}" if done else f"{kept.people} họ tên"
    return f"{kept.case.pk:>5}  {word}, giữ đến hết ngày {words.day_in_words(kept.until)}{sample}"
