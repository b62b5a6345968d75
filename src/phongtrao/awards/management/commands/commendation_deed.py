"""phongtrao commendation-deed ID DEED --by ACCOUNT: one step of a proposal to commend."""

from __future__ import annotations

from phongtrao.awards.machine import MACHINE
from phongtrao.work.case_commands import CaseDeedCommand


class Command(CaseDeedCommand):
    machine = MACHINE
