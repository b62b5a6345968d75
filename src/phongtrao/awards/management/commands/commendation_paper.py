"""phongtrao commendation-paper ID PAPER --by ACCOUNT: a paper of a proposal to commend, as a draft or taken in."""

from __future__ import annotations

from typing import Any

from phongtrao import words
from phongtrao.awards.machine import MACHINE
from phongtrao.awards.reading import read_names
from phongtrao.documents.paper_files import PAPER_FORMATS
from phongtrao.work.case_commands import CasePaperCommand
from phongtrao.work.case_papers import Wanted, check_may_put_in


class Command(CasePaperCommand):
    machine = MACHINE

    def _write(self, wanted: Wanted, options: dict[str, Any]) -> None:
        if any(options[ending] for ending in PAPER_FORMATS):
            check_may_put_in(wanted)
            read_names([wanted.case], wanted.by, words.now(), "phongtrao commendation-paper")
        super()._write(wanted, options)
