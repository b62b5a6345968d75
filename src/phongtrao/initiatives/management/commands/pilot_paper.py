"""phongtrao pilot-paper ID PAPER --by ACCOUNT: plan, interim, final, roll_out as a file, or a signed one taken in."""

from __future__ import annotations

from phongtrao.initiatives.pilot_machine import MACHINE
from phongtrao.work.case_commands import CasePaperCommand


class Command(CasePaperCommand):
    machine = MACHINE
