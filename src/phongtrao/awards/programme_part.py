"""Rules of commendation come in with the programme whose folder holds them."""

from __future__ import annotations

from phongtrao.awards.load_rules import load_rules
from phongtrao.awards.read_rules import read_rules
from phongtrao.awards.rules_keys import KIND
from phongtrao.procedure import Refused
from phongtrao.toml_tables import BadFile
from phongtrao.work.models import ProgrammePart
from phongtrao.work.programmes import BadPart, programme_part


@programme_part(KIND, "quy định khen thưởng")
def load_rules_part(part: ProgrammePart, file_name: str, text: str) -> None:
    """A part's file as a version of the programme's rules. Raises BadPart with every fault of it."""
    try:
        load_rules(read_rules(file_name, text), part.programme, part.by, part.loaded_at)
    except BadFile as bad:
        raise BadPart(*bad.lines) from bad
    except Refused as refused:
        raise BadPart(f"{file_name}:1: {refused}") from refused
