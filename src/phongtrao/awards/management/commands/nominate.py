"""phongtrao nominate ID KIND BODY --achievement WORDS --by ACCOUNT: one more on the list; --remove takes one off."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.awards.arguments import find_commendation
from phongtrao.awards.models import Commendation, Nominee
from phongtrao.awards.nominate import Told, put_on_list, take_off_list
from phongtrao.awards.nominee_sheet import put_sheet_on_list
from phongtrao.awards.rules import SUBJECTS
from phongtrao.files import Refusal
from phongtrao.organisations.arguments import account
from phongtrao.organisations.lookup import Ambiguous, Unknown, find_body
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.table_files import read_table


class Command(BaseCommand):
    help = "Ghi một trường hợp vào danh sách đề nghị khen thưởng, sửa (--change) hoặc đưa ra (--remove)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", metavar="SỐ", help="số của hồ sơ (xem: phongtrao commendations NĂM)")
        parser.add_argument("kind", nargs="?", choices=list(SUBJECTS), help="đối tượng")
        parser.add_argument("body", nargs="?", metavar="ĐƠN-VỊ", help="mã hoặc tên đơn vị")
        parser.add_argument("--name", default="", help="họ và tên, với cá nhân, hộ gia đình")
        parser.add_argument("--post", default="", help="chức vụ")
        parser.add_argument("--achievement", default="", help="tóm tắt thành tích")
        parser.add_argument("--change", type=int, metavar="TRƯỜNG-HỢP", help="sửa trường hợp số này")
        parser.add_argument("--remove", type=int, metavar="TRƯỜNG-HỢP", help="đưa trường hợp số này ra")
        parser.add_argument("--file", type=Path, metavar="TỆP", help="ghi mọi dòng của bảng Excel, CSV này")
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        by, at = account(options["by"]), words.now()
        case = find_commendation(options["id"], by, at.date())
        try:
            if options["remove"]:
                take_off_list(_row(case, options["remove"], by), by, at)
                self.stdout.write("Đã đưa ra khỏi danh sách.")
                return
            if options["file"]:
                self._from_file(case, options["file"], by)
                return
            if not options["kind"] or not options["body"]:
                raise CommandError("Xin ghi đối tượng và đơn vị.")
            body = find_body(options["body"], at.date())
            told = Told(options["kind"], body, options["achievement"], options["name"], options["post"])
            row = _row(case, options["change"], by) if options["change"] else None
            made = put_on_list(case, told, by, at, row)
        except (Refused, Ambiguous, Unknown) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Đã ghi trường hợp số {made.pk}.")

    def _from_file(self, case: Commendation, path: Path, by: User) -> None:
        """Every row of a sheet. Raises CommandError with what is wrong."""
        try:
            with path.open("rb") as raw:
                table = read_table(path.name, raw, secret_free=True)
        except OSError as error:
            raise CommandError(f"Không mở được tệp {path}: {error.strerror}.") from error
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        count, faults = put_sheet_on_list(case, table, by, words.now())
        if faults:
            raise CommandError("\n".join(map(str, faults)))
        self.stdout.write(f"Đã ghi {count} trường hợp.")


def _row(case: Any, number: int, by: User) -> Nominee:
    found = Nominee.objects.visible_to(by, words.today()).filter(case=case, pk=number).first()
    if found is None:
        raise CommandError(f"Không có trường hợp số {number} trong hồ sơ này.")
    return found
