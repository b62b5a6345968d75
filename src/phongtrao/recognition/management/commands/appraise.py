"""phongtrao appraise ID ... [--name ACCOUNT=PART] [--remove ACCOUNT] --by ACCOUNT: who appraises a dossier; --json."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.organisations.arguments import account
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.recognition.arguments import find_candidacy
from phongtrao.recognition.council import name_members, remove_member
from phongtrao.recognition.models import AppraisalMember, Candidacy, Score
from phongtrao.recognition.scores import appraisal_of, open_in_appraisal


class Command(BaseCommand):
    help = "Cử, thôi cử thành viên thẩm định một hay nhiều hồ sơ; in thẩm định đang mở (kết luận: candidacy-deed)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("ids", nargs="+", metavar="SỐ", help="số của hồ sơ (xem: phongtrao candidacies NĂM)")
        parts = ", ".join(AppraisalMember.PARTS)
        parser.add_argument("--name", action="append", default=[], metavar="TÀI-KHOẢN[=PHẦN-VIỆC]",
                            help=f"cử người này; phần việc: {parts} (mặc định member)")  # fmt: skip
        parser.add_argument("--remove", action="append", default=[], metavar="TÀI-KHOẢN", help="thôi cử người này")
        parser.add_argument("--json", action="store_true", help="mỗi hồ sơ một dòng JSON")
        parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")

    def handle(self, *_: Any, **options: Any) -> None:
        by = account(options["by"])
        rows = [find_candidacy(number, by, words.today()) for number in options["ids"]]
        try:
            for name in options["remove"]:
                for row in rows:
                    remove_member(row, account(name), by, words.now())
            if options["name"]:
                name_members(rows, [_member(text) for text in options["name"]], by, words.now())
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        for row in rows:
            said = told(row, by)
            self.stdout.write(json.dumps(said, ensure_ascii=False) if options["json"] else _line(row, said))


def _member(text: str) -> tuple[User, str]:
    """`lan=chair`. Raises CommandError."""
    name, _, part = text.partition("=")
    if part and part not in AppraisalMember.PARTS:
        raise CommandError(f"Không có phần việc «{part}»; xin ghi: {', '.join(AppraisalMember.PARTS)}.")
    return account(name), part or AppraisalMember.MEMBER


def told(row: Candidacy, by: User) -> dict[str, Any]:
    """The appraisal for scripts: members and whether they have scored, never what they scored; null where none is."""
    if not Candidacy.objects.inside(by, words.today()).filter(pk=row.pk).exists():
        raise CommandError(f"Hồ sơ số {row.pk} không mở cho tài khoản này xem thẩm định.")
    appraisal = appraisal_of(row)
    if appraisal is None:
        return {"id": row.pk, "appraisal": None, "members": [], "waits": ""}
    sent = set(appraisal.scores.filter(kind=Score.MEMBER, sent_at__isnull=False).values_list("member", flat=True))
    members = [
        {"account": one.user.username, "part": one.part, "scored": one.user_id in sent}
        for one in appraisal.members.select_related("user")
    ]
    waits = open_in_appraisal(row) if row.state == "dossier_sent" else ""
    return {"id": row.pk, "appraisal": appraisal.nth, "members": members, "waits": waits}


def _line(row: Candidacy, said: dict[str, Any]) -> str:
    listed = ", ".join(
        f"{one['account']} ({AppraisalMember.PARTS[one['part']]}{', đã chấm' if one['scored'] else ''})"
        for one in said["members"]
    )
    return f"{row}: {listed or 'chưa cử thành viên'}{'; ' + said['waits'] if said['waits'] else ''}"
