"""phongtrao task-deed ID DEED --by ACCOUNT: one step of a task, or one deed on an assignment (`a12`)."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from phongtrao import words
from phongtrao.documents.models import StoredFile
from phongtrao.files import Refusal, receive_file
from phongtrao.organisations.arguments import a_day
from phongtrao.organisations.lookup import Ambiguous, Unknown, find_body, find_user
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.procedures import TASK
from phongtrao.work import deeds, hand_back, share
from phongtrao.work.arguments import find_work
from phongtrao.work.models import Assignment, Task

ON_ASSIGNMENTS = ("note", "look_on", "delegate")


class Command(BaseCommand):
    help = "Một thao tác trên việc có hạn (xem: phongtrao procedures), hoặc trên nhiệm vụ thường xuyên (a12)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        known = [*(s.deed for s in TASK.steps if "adopter" not in s.who), *ON_ASSIGNMENTS]
        parser.add_argument("id", help="số của việc, hoặc a12 cho nhiệm vụ thường xuyên (xem: phongtrao tasks)")
        parser.add_argument("deed", choices=known, help="thao tác")
        parser.add_argument("--by", required=True, help="tài khoản của người làm")
        parser.add_argument("--note", default="", help="nội dung hoặc lý do")
        parser.add_argument("--day", type=a_day, help="ngày gia hạn, hoặc ngày xem lại (2026-12-31)")
        parser.add_argument("--file", type=Path, help="tệp đính kèm, không chứa bí mật nhà nước")
        parser.add_argument("--body", help="đơn vị (mã hoặc tên): đề nghị chuyển cho (hand_back), chuyển cho (pass_on)")
        parser.add_argument("--to", help="tài khoản được phân công (delegate); để trống là cả đơn vị")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            by = find_user(options["by"])
            to = find_user(options["to"]) if options["to"] else None
            options["body"] = find_body(options["body"], words.today()) if options["body"] else None
            with transaction.atomic():
                said = self._take(options, by, to)
        except (Ambiguous, Refused, Refusal, Unknown) as refused:
            raise CommandError(str(refused)) from refused
        except OSError as error:
            raise CommandError(f"Không đọc được tệp {options['file']}: {error.strerror}.") from error
        self.stdout.write(said)

    def _take(self, options: dict[str, Any], by: User, to: User | None) -> str:
        at, row = words.now(), find_work(options["id"], by, words.today())
        if isinstance(row, Task) and options["deed"] not in ON_ASSIGNMENTS:
            note, named = options["note"], (options["day"], options["body"])
            deeds.check(row, options["deed"], by, at, note, options["file"] is not None, *named)
            done = deeds.do(row, options["deed"], by, at, note, self._file(options["file"], by), *named)
            return f"Việc {done.pk}: {TASK.words[done.state]}, hạn {words.day_in_words(done.due)}."
        assignment = row.assignment if isinstance(row, Task) else row
        return self._share(assignment, options, by, to)

    def _share(self, row: Assignment, options: dict[str, Any], by: User, to: User | None) -> str:
        deed, at = options["deed"], words.now()
        if deed == "note":
            share.note(row, options["note"], by, at, self._file(options["file"], by))
        elif deed == "look_on":
            share.look_on(row, options["day"], by, at)
        elif deed == "delegate":
            share.delegate(row, to, by, at)
        elif deed in hand_back.DEEDS:
            share.take(row, deed, by, at, options["note"], options["body"])
        else:
            raise Refused(f"Nhiệm vụ này không có hạn: chỉ dùng được {', '.join((*ON_ASSIGNMENTS, *hand_back.DEEDS))}.")
        return f"Nhiệm vụ a{row.pk}: đã ghi."

    def _file(self, path: Path | None, by: User) -> StoredFile | None:
        if path is None:
            return None
        with path.open("rb") as raw:
            return receive_file(path.name, raw, by, words.now(), secret_free=True, accept="attachment").stored
