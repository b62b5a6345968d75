"""Sources of money come in with the programme whose folder holds them."""

from __future__ import annotations

from phongtrao.money.funding_keys import KIND
from phongtrao.money.load_funding import load_funding
from phongtrao.money.read_funding import read_funding
from phongtrao.procedure import Refused
from phongtrao.toml_tables import BadFile
from phongtrao.work.models import ProgrammePart
from phongtrao.work.programmes import BadPart, programme_part


@programme_part(KIND, "nguồn kinh phí")
def load_funding_part(part: ProgrammePart, file_name: str, text: str) -> None:
    """A part's file as a version of the programme's sources of money. Raises BadPart with every fault of it."""
    try:
        load_funding(read_funding(file_name, text), part.programme, part.by, part.loaded_at)
    except BadFile as bad:
        raise BadPart(*bad.lines) from bad
    except Refused as refused:
        raise BadPart(f"{file_name}:1: {refused}") from refused
