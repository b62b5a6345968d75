"""Kinds of models come in with the programme whose folder holds them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from phongtrao.initiatives import kind_keys
from phongtrao.initiatives.load_kind import load_kind
from phongtrao.initiatives.models import KindVersion
from phongtrao.initiatives.read_kind import read_kind
from phongtrao.procedure import Refused
from phongtrao.toml_tables import BadFile
from phongtrao.work.models import ProgrammePart
from phongtrao.work.programmes import BadPart, programme_part


def titles(names: Collection[str]) -> Mapping[str, str]:
    """What the kinds of these names are called."""
    return dict(KindVersion.objects.filter(name__in=names).order_by("number").values_list("name", "title"))


@programme_part(kind_keys.KIND, "loại mô hình", titles)
def load_kind_part(part: ProgrammePart, file_name: str, text: str) -> None:
    """A part's file as a version of a kind. Raises BadPart with every fault of it."""
    try:
        load_kind(read_kind(file_name, text), part.programme, part.by, part.loaded_at)
    except BadFile as bad:
        raise BadPart(*bad.lines) from bad
    except Refused as refused:
        raise BadPart(f"{file_name}:1: {refused}") from refused
