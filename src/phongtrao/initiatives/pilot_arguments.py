"""What commands about pilots take from the command line."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date

from django.core.management.base import CommandError

from phongtrao.initiatives.models import Phase, Pilot
from phongtrao.initiatives.pilot_machine import MACHINE
from phongtrao.organisations.lookup import Ambiguous, Unknown, find_body
from phongtrao.organisations.models import Organisation, User
from phongtrao.work.case_commands import find_case


def add_pilot(parser: ArgumentParser) -> None:
    """ID and --by."""
    parser.add_argument("id", metavar="SỐ", help="số của hồ sơ thí điểm (xem: phongtrao pilots)")
    parser.add_argument("--by", required=True, metavar="TÀI-KHOẢN")


def the_pilot(number: str, by: User, day: date) -> Pilot:
    """The pilot of this number, where the person may see it. Raises CommandError."""
    found: Pilot = find_case(MACHINE, number, by, day)
    return found


def the_phase(pilot: Pilot, nth: int | None) -> Phase:
    """The phase of this place in the plan; the last one where none is named. Raises CommandError."""
    rows = pilot.phases.order_by("-nth")
    found = rows.first() if nth is None else rows.filter(nth=nth).first()
    if found is None:
        raise CommandError(f"Thí điểm số {pilot.pk} không có giai đoạn {nth or 'nào'}.")
    return found


def the_body(written: str, by: User, day: date) -> Organisation:
    """A body by code or name, as bodies were on a day. Raises CommandError."""
    try:
        return find_body(written, day, Organisation.objects.visible_to(by, day))
    except (Unknown, Ambiguous) as error:
        raise CommandError(str(error)) from error
