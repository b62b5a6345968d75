"""What the commands that load positions and boundaries have in common."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.files import Refusal
from phongtrao.organisations.arguments import account
from phongtrao.organisations.models import Organisation, User
from phongtrao.organisations.provincial import own_provinces
from phongtrao.overview.load_map import load_map
from phongtrao.overview.map_files import MapPlan, look_at_map
from phongtrao.overview.models import MapVersion
from phongtrao.procedure import Refused

WRONG_KIND = "Tệp này là {}, không phải {}; xin dùng lệnh {}."


class MapCommand(BaseCommand):
    """`phongtrao NAME [FILE --source TEXT] --by ACCOUNT`: without a file the versions, with one look and load."""

    kind: str
    other: str
    """The command that takes files of the other kind."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, metavar="TỆP")
        parser.add_argument("--source", default="", metavar="NGUỒN", help="cơ quan đo vẽ hoặc cơ sở dữ liệu, ngày")
        parser.add_argument("--province", default="", metavar="MÃ", help="mã UBND tỉnh; mặc định tỉnh của tài khoản")
        parser.add_argument("--country", action="store_true", help="bản đồ các tỉnh của cả nước")
        parser.add_argument("--dry-run", action="store_true", help="chỉ xem tệp khớp những gì, không ghi")
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")
        parser.add_argument("--json", action="store_true", help="mỗi bản một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        by = account(options["by"])
        root = _root(options, by)
        if options["file"]:
            self._load(options, root, by)
            return
        rows = MapVersion.objects.visible_to(by, words.today()).filter(kind=self.kind, root=root)
        for row in rows.select_related("by"):
            said = {
                "version": row.number, "name": row.name, "source": row.source, "areas": row.areas,
                "by": row.by.username, "at": row.at.isoformat(),
            }  # fmt: skip
            line = f"{row.title}: {row.areas} đơn vị, {row.name}, nguồn: {row.source}"
            self.stdout.write(json.dumps(said, ensure_ascii=False) if options["json"] else line)

    def _load(self, options: dict[str, Any], root: Organisation | None, by: User) -> None:
        path, at = options["file"], words.now()
        try:
            with path.open("rb") as raw:
                plan = look_at_map(path.name, raw, True, root, at.date())
            self._say(plan)
            if plan.kind != self.kind:
                kinds = dict(MapVersion._meta.get_field("kind").flatchoices)
                raise CommandError(WRONG_KIND.format(kinds[plan.kind], kinds[self.kind], self.other))
            if not options["dry_run"]:
                row, is_new = load_map(plan, root, options["source"], by, at)
                self.stdout.write(f"{'Đã nạp' if is_new else 'Đã có từ trước'}: {row.title}.")
        except OSError as error:
            raise CommandError(f"Không mở được tệp {path}: {error.strerror}.") from error
        except (Refusal, Refused) as refused:
            raise CommandError(str(refused)) from refused

    def _say(self, plan: MapPlan) -> None:
        moved = f"; ranh giới đơn giản hóa, sai lệch không quá {plan.moved} m" if plan.moved is not None else ""
        self.stdout.write(f"Khớp {len(plan.matched)} đơn vị{moved}.")
        for words_, names in (
            ("Không khớp đơn vị nào", plan.unmatched),
            ("Xin xem lại", plan.doubtful),
            ("Không có trong tệp", plan.missing),
        ):
            if names:
                self.stdout.write(f"{words_} ({len(names)}): {', '.join(names)}.")
        for fault in plan.faults:
            self.stdout.write(fault)


def _root(options: dict[str, Any], by: User) -> Organisation | None:
    """The province that is meant; None for the country. Raises CommandError."""
    if options["country"]:
        return None
    found = own_provinces(by, words.today())
    root = next((one for one in found if options["province"] in (one.code, "")), None)
    if root is None:
        raise CommandError(f"Không có tỉnh «{options['province']}» trong phạm vi của tài khoản này.")
    return root
