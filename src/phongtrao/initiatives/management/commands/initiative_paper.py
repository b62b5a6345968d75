"""phongtrao initiative-paper ID PAPER --by ACCOUNT: a paper of a model, drafted to a file or taken in signed."""

from __future__ import annotations

from phongtrao.initiatives.procedure_of import MACHINE
from phongtrao.work.case_commands import CasePaperCommand


class Command(CasePaperCommand):
    machine = MACHINE
