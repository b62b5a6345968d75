from .initiatives import STANDING, Initiative, InitiativeDeed, InitiativePaper
from .kinds import KindVersion, StatedTarget
from .places import EquipmentCount, GroupCount, Place, Repair
from .reviews import Replication, Review, ReviewAnswer

__all__ = [
    "STANDING",
    "EquipmentCount",
    "GroupCount",
    "Initiative",
    "InitiativeDeed",
    "InitiativePaper",
    "KindVersion",
    "Place",
    "Repair",
    "Replication",
    "Review",
    "ReviewAnswer",
    "StatedTarget",
]
