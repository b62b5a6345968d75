"""phongtrao nominate ID KIND BODY --achievement WORDS --by ACCOUNT: one more on the list; --remove takes one off."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.awards.arguments import find_commendation
from phongtrao.awards.models import Nominee
from phongtrao.awards.nominate import Told, put_on_list, take_off_list
from phongtrao.awards.rules import SUBJECTS
from phongtrao.organisations.arguments import account
from phongtrao.organisations.lookup import Ambiguous, Unknown, find_body
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused


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
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        by, at = account(options["by"]), words.now()
        case = find_commendation(options["id"], by, at.date())
        try:
            if options["remove"]:
                take_off_list(_row(case, options["remove"], by), by, at)
                self.stdout.write("Đã đưa ra khỏi danh sách.")
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


def _row(case: Any, number: int, by: User) -> Nominee:
    found = Nominee.objects.visible_to(by, words.today()).filter(case=case, pk=number).first()
    if found is None:
        raise CommandError(f"Không có trường hợp số {number} trong hồ sơ này.")
    return found
