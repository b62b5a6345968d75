"""Rules of recognition and criteria sets come in with the programme whose folder holds them."""

from __future__ import annotations

from phongtrao.procedure import Refused
from phongtrao.recognition import criteria_keys, rules_keys
from phongtrao.recognition.load_rules import load_criteria, load_rules
from phongtrao.recognition.read_criteria import criteria_of
from phongtrao.recognition.read_rules import read_rules
from phongtrao.toml_tables import BadFile
from phongtrao.work.models import ProgrammePart
from phongtrao.work.programmes import BadPart, programme_part


@programme_part(rules_keys.KIND, "quy định công nhận")
def load_rules_part(part: ProgrammePart, file_name: str, text: str) -> None:
    """A part's file as a version of the programme's rules. Raises BadPart with every fault of it."""
    try:
        load_rules(read_rules(file_name, text), part.programme, part.by, part.loaded_at)
    except BadFile as bad:
        raise BadPart(*bad.lines) from bad
    except Refused as refused:
        raise BadPart(f"{file_name}:1: {refused}") from refused


@programme_part(criteria_keys.KIND, "bộ tiêu chí")
def load_criteria_part(part: ProgrammePart, file_name: str, text: str) -> None:
    """A part's file as a frozen version of a criteria set. Raises BadPart with every fault of it."""
    try:
        load_criteria(criteria_of(file_name, text), part.by, part.loaded_at, part.programme.root)
    except BadFile as bad:
        raise BadPart(*bad.lines) from bad
    except Refused as refused:
        raise BadPart(f"{file_name}:1: {refused}") from refused
