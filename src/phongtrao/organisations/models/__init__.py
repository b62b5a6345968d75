"""Areas and bodies apart, each an identity with dated versions; people in posts; the log."""

from .among import Among
from .areas import Area, AreaSuccession, AreaVersion
from .bodies import Alias, Organisation, OrganisationVersion, Succession
from .dated import Dated
from .log import LogArchive, LogEntry, LogHead
from .people import Function, Post, User

__all__ = [
    "Among",
    "Alias",
    "Area",
    "AreaSuccession",
    "AreaVersion",
    "Dated",
    "Function",
    "LogArchive",
    "LogEntry",
    "LogHead",
    "Organisation",
    "OrganisationVersion",
    "Post",
    "Succession",
    "User",
]
