from .initiatives import STANDING, Initiative, InitiativeDeed, InitiativePaper
from .kinds import KindVersion, StatedTarget
from .pilot_figures import ComparedFigure, ComparedLine, Comparison
from .pilots import Chooser, Phase, PhaseReport, Pilot, PilotDeed, PilotPaper, PilotPlace, RollOut
from .places import EquipmentCount, GroupCount, Place, Repair
from .reviews import Replication, Review, ReviewAnswer

__all__ = [
    "STANDING",
    "Chooser",
    "ComparedFigure",
    "ComparedLine",
    "Comparison",
    "EquipmentCount",
    "GroupCount",
    "Initiative",
    "InitiativeDeed",
    "InitiativePaper",
    "KindVersion",
    "Phase",
    "PhaseReport",
    "Pilot",
    "PilotDeed",
    "PilotPaper",
    "PilotPlace",
    "Place",
    "Repair",
    "Replication",
    "Review",
    "ReviewAnswer",
    "RollOut",
    "StatedTarget",
]
