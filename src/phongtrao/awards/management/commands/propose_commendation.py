"""phongtrao propose-commendation PROGRAMME BODY FORM TITLE --from DAY --until DAY --by ACCOUNT: begins a proposal."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.awards.propose import Wanted, begin_commendation
from phongtrao.organisations.arguments import a_day, account
from phongtrao.organisations.lookup import Ambiguous, Unknown, find_body
from phongtrao.procedure import Refused
from phongtrao.work.models import Programme


class Command(BaseCommand):
    help = "Lập một đề nghị khen thưởng; ghi danh sách bằng: phongtrao nominate."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("programme", metavar="PHONG-TRÀO", help="tên ngắn")
        parser.add_argument("body", metavar="ĐƠN-VỊ", help="mã hoặc tên đơn vị đề nghị")
        parser.add_argument("form", metavar="HÌNH-THỨC", help="tên ngắn (xem: phongtrao commendation-rules)")
        parser.add_argument("title", metavar="NỘI-DUNG")
        parser.add_argument(
            "--from", dest="first", type=a_day, required=True, metavar="NGÀY", help="thành tích từ ngày"
        )
        parser.add_argument("--until", type=a_day, required=True, metavar="NGÀY", help="đến ngày")
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        by, at = account(options["by"]), words.now()
        programme = Programme.objects.visible_to(by, at.date()).filter(name=options["programme"]).first()
        if programme is None:
            raise CommandError(f"Không có phong trào «{options['programme']}» (xem: phongtrao programmes).")
        first, last = options["first"], options["until"]
        try:
            body = find_body(options["body"], at.date())
            case = begin_commendation(Wanted(programme, body, options["form"], options["title"], first, last), by, at)
        except (Refused, Ambiguous, Unknown) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Đã lập hồ sơ khen thưởng số {case.pk}.")
