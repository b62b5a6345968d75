"""phongtrao estimate-deed ID DEED --by ACCOUNT: one step of an estimate."""

from __future__ import annotations

from phongtrao.money.machine import MACHINE
from phongtrao.work.case_commands import CaseDeedCommand


class Command(CaseDeedCommand):
    machine = MACHINE
