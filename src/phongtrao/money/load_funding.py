"""Sources of money come into the site: as versions that are never changed."""

from __future__ import annotations

from datetime import datetime

from phongtrao.money.funding import Funding, as_data
from phongtrao.money.models import FundingVersion
from phongtrao.organisations.models import User
from phongtrao.work.models import Programme
from phongtrao.work.part_versions import load_version


def load_funding(said: Funding, programme: Programme, by: User, at: datetime) -> FundingVersion:
    """The version as it stands in the database; the same words twice are one. Raises Refused for other words."""
    return load_version(FundingVersion, said, as_data(said), programme, by, at, "Nguồn kinh phí", "load_funding")
