"""phongtrao estimate-paper ID PAPER --by ACCOUNT: a paper of an estimate as a file, or one signed elsewhere."""

from __future__ import annotations

from phongtrao.money.machine import MACHINE
from phongtrao.work.case_commands import CasePaperCommand


class Command(CasePaperCommand):
    machine = MACHINE
