"""phongtrao inspection-deed --by ACCOUNT DEED ...: plan an inspection, record what it finds, mend, accept."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from django.core.management.base import BaseCommand, CommandError
from django.db import models, transaction

from phongtrao import words
from phongtrao.files import Refusal, receive_file
from phongtrao.organisations.arguments import a_day
from phongtrao.organisations.lookup import Ambiguous, Unknown, find_body, find_user
from phongtrao.organisations.models import Organisation, User
from phongtrao.procedure import Refused
from phongtrao.procedures import MENDING
from phongtrao.work import inspections as deeds
from phongtrao.work import mend
from phongtrao.work.arguments import Unclear, find_document
from phongtrao.work.models import Duty, Inspection, Mending, Shortcoming, Visit

M = TypeVar("M", bound=models.Model)


class Command(BaseCommand):
    help = "Lập kế hoạch kiểm tra, ghi buổi kiểm tra, tồn tại, việc khắc phục; thao tác trên việc khắc phục."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--by", required=True, metavar="TÀI_KHOẢN", help="tài khoản của người làm")
        known = parser.add_subparsers(dest="deed", required=True, metavar="THAO_TÁC")
        self._plan_arguments(known.add_parser("plan", help="lập kế hoạch, hoặc sửa (--change)"))
        visit = known.add_parser("visit", help="ghi buổi kiểm tra một đơn vị")
        visit.add_argument("id", type=int, help="số của cuộc kiểm tra (xem: phongtrao inspections)")
        visit.add_argument("--body", required=True, help="đơn vị được kiểm tra (mã hoặc tên)")
        visit.add_argument("--day", required=True, type=a_day, help="ngày (2026-06-24)")
        visit.add_argument("--place", required=True, help="địa điểm")
        visit.add_argument("--remark", default="", help="nhận xét chung")
        visit.add_argument("--team", nargs="*", default=[], help="tài khoản của những người đi")
        found = known.add_parser("shortcoming", help="ghi tồn tại của một buổi kiểm tra")
        found.add_argument("id", type=int, help="số của buổi kiểm tra")
        found.add_argument("--text", required=True, help="tồn tại, hạn chế")
        found.add_argument("--duty", type=int, help="số của nhiệm vụ liên quan")
        given = known.add_parser("mending", help="giao việc khắc phục một tồn tại")
        given.add_argument("id", type=int, help="số của tồn tại")
        given.add_argument("--text", required=True, help="việc khắc phục")
        given.add_argument("--due", required=True, type=a_day, help="hạn khắc phục (2026-07-31)")
        for step in MENDING.steps:
            self._step_arguments(known.add_parser(step.deed, help=MENDING.words[step.deed]))

    def _plan_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--change", type=int, metavar="SỐ", help="số của cuộc kiểm tra được sửa")
        parser.add_argument("--organisation", required=True, help="đơn vị kiểm tra (mã hoặc tên)")
        parser.add_argument("--title", required=True, help="tên cuộc kiểm tra")
        parser.add_argument("--from", dest="starts_on", required=True, type=a_day, help="từ ngày")
        parser.add_argument("--until", dest="ends_on", required=True, type=a_day, help="đến hết ngày")
        parser.add_argument("--bodies", nargs="+", required=True, help="đơn vị được kiểm tra (mã hoặc tên)")
        parser.add_argument("--documents", nargs="*", default=[], help="văn bản (id hoặc số)")
        parser.add_argument("--duties", nargs="*", type=int, default=[], help="số của nhiệm vụ")
        parser.add_argument("--team", nargs="*", default=[], help="tài khoản của đoàn kiểm tra")

    def _step_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", type=int, help="số của việc khắc phục")
        parser.add_argument("--note", default="", help="nội dung hoặc lý do")
        parser.add_argument("--day", type=a_day, help="ngày gia hạn (2026-08-31)")
        parser.add_argument("--file", type=Path, help="tệp đính kèm, không chứa bí mật nhà nước")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            by = find_user(options["by"])
            act = getattr(self, f"_{options['deed']}", self._step)
            with transaction.atomic():
                said = act(options, by)
        except (Ambiguous, Refusal, Refused, Unclear, Unknown) as refused:
            raise CommandError(str(refused)) from refused
        except OSError as error:
            raise CommandError(f"Không đọc được tệp {options['file']}: {error.strerror}.") from error
        self.stdout.write(said)

    def _plan(self, options: dict[str, Any], by: User) -> str:
        day = words.today()
        change = _seen(Inspection, options["change"], by, day) if options["change"] else None
        given = deeds.Plan(
            organisation=_body(options["organisation"], by, day),
            title=options["title"],
            starts_on=options["starts_on"],
            ends_on=options["ends_on"],
            bodies=[_body(name, by, day) for name in options["bodies"]],
            documents=[find_document(number, by, day) for number in options["documents"]],
            duties=[_seen(Duty, number, by, day) for number in options["duties"]],
            team=[find_user(name) for name in options["team"]],
        )
        row = deeds.plan(given, by, words.now(), change)
        return f"Cuộc kiểm tra {row.pk}: {len(given.bodies)} đơn vị."

    def _visit(self, options: dict[str, Any], by: User) -> str:
        day = words.today()
        inspection = _seen(Inspection, options["id"], by, day)
        people = [find_user(name) for name in options["team"]]
        where = (_body(options["body"], by, day), options["day"], options["place"])
        row = deeds.add_visit(inspection, *where, people, by, words.now(), options["remark"])
        return f"Buổi kiểm tra {row.pk}."

    def _shortcoming(self, options: dict[str, Any], by: User) -> str:
        day = words.today()
        duty = _seen(Duty, options["duty"], by, day) if options["duty"] else None
        row = deeds.add_shortcoming(_seen(Visit, options["id"], by, day), options["text"], duty, by, words.now())
        return f"Tồn tại {row.pk}."

    def _mending(self, options: dict[str, Any], by: User) -> str:
        shortcoming = _seen(Shortcoming, options["id"], by, words.today())
        row = deeds.add_mending(shortcoming, options["text"], options["due"], by, words.now())
        return f"Việc khắc phục {row.pk}: hạn {words.day_in_words(row.due)}."

    def _step(self, options: dict[str, Any], by: User) -> str:
        row, at, path = _seen(Mending, options["id"], by, words.today()), words.now(), options["file"]
        given = options["note"], path is not None, options["day"]
        mend.check(row, options["deed"], by, at, *given)
        file = None
        if path is not None:
            with path.open("rb") as raw:
                file = receive_file(path.name, raw, by, at, secret_free=True, accept="attachment").stored
        done = mend.do(row, options["deed"], by, at, options["note"], file, options["day"])
        return f"Việc khắc phục {done.pk}: {MENDING.words[done.state]}, hạn {words.day_in_words(done.due)}."


def _seen(model: type[M], number: int, by: User, day: date) -> M:
    """The row of this number that the account sees. Raises Unknown."""
    rows: Any = model._default_manager
    found: M | None = rows.visible_to(by, day).filter(pk=number).first()
    if found is None:
        raise Unknown(f"Không có số {number} trong phạm vi của tài khoản này (xem: phongtrao inspections --json).")
    return found


def _body(written: str, by: User, day: date) -> Organisation:
    return find_body(written, day, Organisation.objects.visible_to(by, day))
