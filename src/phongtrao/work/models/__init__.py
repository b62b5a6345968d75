"""From an adopted duty to a task that is due: Adoption → Duty (+ rules) → Assignment → Task → deeds."""

from .days import EnteredDay
from .desks import RECEIVING, ROOM, desk_ids
from .duties import Adoption, Assignment, AssignmentNote, AssignmentQuerySet, DeadlineRule, Duty, Unresolved
from .tasks import Extension, Task, TaskDeed, TaskQuerySet

__all__ = [
    "RECEIVING",
    "ROOM",
    "Adoption",
    "Assignment",
    "AssignmentNote",
    "AssignmentQuerySet",
    "DeadlineRule",
    "Duty",
    "EnteredDay",
    "Extension",
    "Task",
    "TaskDeed",
    "TaskQuerySet",
    "Unresolved",
    "desk_ids",
]
