"""phongtrao settle ADOPTION PHRASE BODY...: says whom a phrase of an adopted document means."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.organisations.lookup import Ambiguous, Unknown, find_body, find_user
from phongtrao.procedure import Refused
from phongtrao.work.models import Adoption
from phongtrao.work.settle import Heir, answer_heirs, heirs, questions, settle


class Command(BaseCommand):
    help = "Chỉ rõ một cụm từ là tổ chức nào, hoặc trả lời về đơn vị kế thừa (xem: phongtrao questions)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("adoption", type=int, help="số của lần giao việc")
        parser.add_argument("phrase", nargs="?", default="", help="cụm từ; bỏ trống khi dùng --heirs")
        parser.add_argument("--bodies", nargs="*", default=[], help="mã hoặc tên; bỏ trống: không thuộc hệ thống này")
        parser.add_argument("--remember", action="store_true", help="ghi nhớ cho văn bản sau của cơ quan ban hành")
        parser.add_argument("--heirs", choices=("nhan", "khong"), help="đơn vị kế thừa: chuyển nhiệm vụ, hay không")
        parser.add_argument("--by", required=True, help="tài khoản của người trả lời")

    def handle(self, *_: Any, **options: Any) -> None:
        adoption = Adoption.objects.select_related("document", "organisation").filter(pk=options["adoption"]).first()
        if adoption is None:
            raise CommandError(f"Không có lần giao việc số {options['adoption']} (xem: phongtrao questions).")
        try:
            done = self._heirs(adoption, options) if options["heirs"] else self._phrase(adoption, options)
        except (Ambiguous, Unknown, Refused) as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Đã ghi {done} lượt.")

    def _phrase(self, adoption: Adoption, options: dict[str, Any]) -> int:
        by, at = find_user(options["by"]), words.now()
        asked = [q for q in questions(adoption) if q.phrase == options["phrase"]]
        if not asked:
            raise Refused(f"Không có cụm từ «{options['phrase']}» đang chờ (xem: phongtrao questions).")
        bodies = [find_body(name, at.date()) for name in options["bodies"]]
        return sum(settle(adoption, q.role, q.phrase, bodies, by, at, options["remember"]) for q in asked)

    def _heirs(self, adoption: Adoption, options: dict[str, Any]) -> int:
        by, at = find_user(options["by"]), words.now()
        waiting: list[Heir] = heirs(adoption)
        named = {find_body(name, at.date()).pk for name in options["bodies"]}
        chosen = [h.organisation for h in waiting if not named or h.organisation.pk in named]
        return answer_heirs(adoption, chosen, options["heirs"] == "nhan", by, at)
