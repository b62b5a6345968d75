"""Rules, proposals to commend, who is proposed and who votes."""

from .commendations import Commendation, CommendationDeed, CommendationPaper
from .nominees import SHELL, CouncilMember, Nominee
from .rules import CommendationRulesVersion

__all__ = [
    "SHELL",
    "Commendation",
    "CommendationDeed",
    "CommendationPaper",
    "CommendationRulesVersion",
    "CouncilMember",
    "Nominee",
]
