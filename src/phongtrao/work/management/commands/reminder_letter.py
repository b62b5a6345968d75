"""phongtrao reminder-letter DOCUMENT BODY --by ACCOUNT ...: drafts the letter to all that are late with a directive."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.documents.arguments import the_document
from phongtrao.organisations.arguments import a_day
from phongtrao.organisations.lookup import find_body, find_user
from phongtrao.procedure import Refused
from phongtrao.work.remind import MOST, draft_reminder, late_tasks
from vanban.paper import Signer
from vanban.paper.reminder import Letterhead


class Command(BaseCommand):
    help = "Soạn dự thảo công văn đôn đốc tới các đơn vị có việc quá hạn của một văn bản."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("document", help="mã hoặc số, ký hiệu của văn bản")
        parser.add_argument("body", help="đơn vị đã giao việc, soạn công văn")
        parser.add_argument("--place", required=True, help="địa danh")
        parser.add_argument("--symbol", required=True, help="ký hiệu, ví dụ UBND-NC")
        parser.add_argument("--signer", required=True, help="họ tên người ký")
        parser.add_argument("--office", default="Chủ tịch", help="chức vụ người ký")
        parser.add_argument("--answer-by", type=a_day, metavar="NGÀY", help="trả lời chậm nhất ngày (mặc định 10 ngày)")
        parser.add_argument("--by", required=True, help="tài khoản người soạn")

    def handle(self, *_: Any, **options: Any) -> None:
        at = words.now()
        try:
            by, body = find_user(options["by"]), find_body(options["body"], at.date())
            document = the_document(options["document"], by, at.date())
            tasks = list(late_tasks(document, body, at.date())[:MOST])
            signer = Signer(options["signer"], (options["office"],))
            head = Letterhead(body.name_on(at.date()), options["place"], options["symbol"], (signer,))
            answer_by = options["answer_by"] or at.date() + timedelta(days=10)
            row = draft_reminder(document, body, tasks, head, answer_by, by, at)
        except (Refused, LookupError) as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Dự thảo số {row.pk}: {row.subject} ({len(tasks)} việc).")
