"""The pages of commendations, a module each."""

from .commendation import commendation, commendation_deed, commendation_paper, commendation_paper_file
from .commendations import commendations
from .commended import commended
from .council import council, council_deed
from .examination import examination
from .nominee_sheet import load_nominees, nominees_sheet
from .nominees import nominee, nominees
from .propose import propose_commendation
from .rules import commendation_rules

__all__ = [
    "commendation",
    "commendation_deed",
    "commendation_paper",
    "commendation_paper_file",
    "commendation_rules",
    "commendations",
    "commended",
    "council",
    "council_deed",
    "examination",
    "load_nominees",
    "nominee",
    "nominees",
    "nominees_sheet",
    "propose_commendation",
]
