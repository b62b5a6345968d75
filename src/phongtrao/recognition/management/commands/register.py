"""phongtrao register PROGRAMME BODY --by ACCOUNT: put a unit forward for a year."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from phongtrao import words
from phongtrao.documents.models import StoredFile
from phongtrao.files import Refusal, receive_file
from phongtrao.organisations.arguments import account
from phongtrao.organisations.lookup import Ambiguous, Unknown, find_body
from phongtrao.organisations.models import Organisation, User
from phongtrao.procedure import Refused
from phongtrao.procedures import CANDIDACY
from phongtrao.recognition.models import Candidacy
from phongtrao.recognition.register import PATHS, look, offered_year, register, rules_in_force
from phongtrao.work.arguments import find_programme


class Command(BaseCommand):
    help = "Đăng ký một đơn vị xây dựng trong một năm; đăng ký lại không đổi gì."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("programme", metavar="PHONG-TRÀO", help="tên ngắn (xem: phongtrao programmes)")
        parser.add_argument("body", metavar="TỔ-CHỨC", help="mã hoặc tên của đơn vị")
        parser.add_argument("--year", type=int, metavar="NĂM", help="mặc định theo quy định của phong trào")
        parser.add_argument("--path", default="", choices=list(PATHS), help="gửi xã, phường hay tỉnh")
        parser.add_argument("--note", default="", help="ghi chú")
        parser.add_argument("--file", type=Path, help="bản đăng ký đã ký, không chứa bí mật nhà nước")
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        by = account(options["by"])
        try:
            with transaction.atomic():
                row, is_new = self._register(by, options)
        except (Ambiguous, Refusal, Refused, Unknown) as refused:
            raise CommandError(str(refused)) from refused
        except OSError as error:
            raise CommandError(f"Không đọc được tệp {options['file']}: {error.strerror}.") from error
        said = "đã đăng ký từ trước, không đổi gì" if not is_new else "đã đăng ký muộn" if row.is_late else "đã đăng ký"
        self.stdout.write(f"{row.pk}  {row}: {said}; {CANDIDACY.words[row.state]}.")

    def _register(self, by: User, options: dict[str, Any]) -> tuple[Candidacy, bool]:
        at, day = words.now(), words.today()
        programme = find_programme(options["programme"], by, day)
        body = find_body(options["body"], day, Organisation.objects.visible_to(by, day))
        year = options["year"] or offered_year(rules_in_force(programme, day), day)
        look(programme, body, year, by, day, options["path"])
        there = Candidacy.objects.filter(programme=programme, organisation=body, year=year).first()
        if there is not None:
            return there, False
        file = self._file(options["file"], by)
        return register(programme, body, year, by, at, options["path"], options["note"], file)

    def _file(self, path: Path | None, by: User) -> StoredFile | None:
        if path is None:
            return None
        with path.open("rb") as raw:
            return receive_file(path.name, raw, by, words.now(), secret_free=True, accept="attachment").stored
