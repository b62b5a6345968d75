"""Every procedure of the site as a table of steps, a module each (`phongtrao procedures` prints them)."""

from phongtrao.procedures.candidacy import CANDIDACY
from phongtrao.procedures.commendation import COMMENDATION
from phongtrao.procedures.estimate import ESTIMATE
from phongtrao.procedures.initiative import INITIATIVE
from phongtrao.procedures.mending import MENDING
from phongtrao.procedures.obstacle import OBSTACLE
from phongtrao.procedures.pilot import PILOT
from phongtrao.procedures.purge import PURGE
from phongtrao.procedures.report import REPORT
from phongtrao.procedures.task import ASSIGNMENT, TASK

PROCEDURES = (
    TASK, ASSIGNMENT, REPORT, CANDIDACY, INITIATIVE, PILOT, ESTIMATE, COMMENDATION, OBSTACLE, MENDING, PURGE,
)  # fmt: skip

__all__ = [
    "ASSIGNMENT",
    "CANDIDACY",
    "COMMENDATION",
    "ESTIMATE",
    "INITIATIVE",
    "MENDING",
    "OBSTACLE",
    "PILOT",
    "PROCEDURES",
    "PURGE",
    "REPORT",
    "TASK",
]
