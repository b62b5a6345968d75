"""phongtrao certificates [--decision ID --by ACCOUNT] [--into FOLDER] [--json]: certificates and their files."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.organisations.arguments import account
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.recognition.certificates import certificate_file, certify
from phongtrao.recognition.models import Certificate, Decision


class Command(BaseCommand):
    help = "In các giấy chứng nhận; --decision cấp giấy theo một quyết định, --into ghi các tệp PDF đã ký ra thư mục."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--decision", type=int, metavar="SỐ", help="cấp giấy cho các đơn vị trong quyết định này")
        parser.add_argument("--into", type=Path, metavar="THƯ-MỤC", help="ghi tệp PDF của từng giấy vào thư mục này")
        parser.add_argument("--by", metavar="TÀI-KHOẢN", help="ai cấp, ai xem")
        parser.add_argument("--json", action="store_true", help="mỗi giấy một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        by = account(options["by"]) if options["by"] else None
        shown_with = ("recognition__candidacy__organisation", "recognition__decision__paper")
        rows = Certificate.objects.select_related(*shown_with)
        if by is not None:
            rows = rows.filter(pk__in=Certificate.objects.visible_to(by, words.today()).values("pk"))
        if options["decision"] is not None:
            self._certify(options["decision"], by)
            rows = rows.filter(recognition__decision=options["decision"])
        for row in rows:
            if options["into"]:
                self._file(row, options["into"], by)
            told = _told(row)
            line = f"{row.serial}  {told['unit']}"
            self.stdout.write(json.dumps(told, ensure_ascii=False) if options["json"] else line)

    def _certify(self, number: int, by: User | None) -> None:
        if by is None:
            raise CommandError("Cấp giấy cần --by: tài khoản của người cấp.")
        decision = Decision.objects.visible_to(by, words.today()).filter(pk=number).first()
        if decision is None:
            raise CommandError(f"Không có quyết định số {number} trong phạm vi của tài khoản này.")
        try:
            made = certify(decision, by, words.now())
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stderr.write(f"Đã cấp {len(made)} giấy chứng nhận.")

    def _file(self, row: Certificate, folder: Path, by: User | None) -> None:
        if by is None:
            raise CommandError("Ghi tệp cần --by: tài khoản của người xem.")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{row.serial}.pdf").write_bytes(certificate_file(row, by, words.now()))
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        except OSError as error:
            raise CommandError(f"Không ghi được vào «{folder}»: {error.strerror}.") from error


def _told(row: Certificate) -> dict[str, Any]:
    return {
        "serial": row.serial,
        "unit": row.recognition.candidacy.organisation.name,
        "unit_code": row.recognition.candidacy.organisation.code,
        "year": row.recognition.candidacy.year,
        "decision": row.recognition.decision.paper.code,
        "issued_on": row.issued_on.isoformat(),
        "withdrawn_on": row.withdrawn_on.isoformat() if row.withdrawn_on else None,
        "key": row.key,
    }
