"""What commands of commendations take from the command line."""

from __future__ import annotations

from datetime import date

from phongtrao.awards.machine import MACHINE
from phongtrao.awards.models import Commendation
from phongtrao.organisations.models import User
from phongtrao.work.case_commands import find_case


def find_commendation(number: str, by: User, day: date) -> Commendation:
    """The proposal of this number, where the person may see it. Raises CommandError."""
    found: Commendation = find_case(MACHINE, number, by, day)
    return found
