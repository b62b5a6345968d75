"""Rules of commendation come into the site: as versions that are never changed."""

from __future__ import annotations

from datetime import datetime

from phongtrao.awards import rules
from phongtrao.awards.models import CommendationRulesVersion
from phongtrao.awards.rules import CommendationRules
from phongtrao.organisations.models import User
from phongtrao.work.models import Programme
from phongtrao.work.part_versions import load_version


def load_rules(said: CommendationRules, programme: Programme, by: User, at: datetime) -> CommendationRulesVersion:
    """The version as it stands in the database; the same words twice are one. Raises Refused for other words."""
    return load_version(
        CommendationRulesVersion, said, rules.as_data(said), programme, by, at, "Quy định", "load_commendation_rules",
        valid_until=said.valid_until, covers_all=said.covers == "every",
    )  # fmt: skip
