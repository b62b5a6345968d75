"""phongtrao initiative-deed ID DEED --by ACCOUNT [--note WORDS] [--day DAY]: one step on a model."""

from __future__ import annotations

from phongtrao.initiatives.procedure_of import MACHINE
from phongtrao.work.case_commands import CaseDeedCommand


class Command(CaseDeedCommand):
    machine = MACHINE
