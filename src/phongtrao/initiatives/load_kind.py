"""A kind of model comes into the site: as a version that is never changed."""

from __future__ import annotations

from datetime import datetime

from phongtrao.initiatives import kind
from phongtrao.initiatives.kind import InitiativeKind
from phongtrao.initiatives.models import KindVersion
from phongtrao.organisations.models import User
from phongtrao.work.models import Programme
from phongtrao.work.part_versions import load_version


def load_kind(said: InitiativeKind, programme: Programme, by: User, at: datetime) -> KindVersion:
    """The version as it stands in the database; the same words twice are one. Raises Refused for other words."""
    content = kind.as_data(said)
    return load_version(KindVersion, said, content, programme, by, at, "Loại mô hình", "load_kind", title=said.title)
