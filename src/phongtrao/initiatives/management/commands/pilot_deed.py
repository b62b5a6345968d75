"""phongtrao pilot-deed ID DEED --by ACCOUNT: one step of a pilot (phongtrao procedures)."""

from __future__ import annotations

from phongtrao.initiatives.pilot_machine import MACHINE
from phongtrao.work.case_commands import CaseDeedCommand


class Command(CaseDeedCommand):
    machine = MACHINE
