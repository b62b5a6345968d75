"""From an adopted duty to a task that is due: Adoption → Duty (+ rules) → Assignment → Task → deeds."""

from .bundles import Bundle, BundleAnswer
from .cases import Case, CaseDeed, CasePaper, CaseQuerySet, OfCaseQuerySet
from .days import EnteredDay
from .desks import RECEIVING, ROOM, desk_ids, desk_of_post
from .dues import Due
from .duties import Adoption, Assignment, AssignmentNote, AssignmentQuerySet, DeadlineRule, Duty, Unresolved
from .feeds import CalendarFeed, CalendarFeedQuerySet
from .findings import Settlement
from .hand_backs import HandBack
from .inspections import Inspection, Mending, MendingDeed, MendingQuerySet, Shortcoming, Visit
from .nudges import AllowedHost, Beat, Digest, Message, NudgeRun, Snooze, Webhook
from .obstacles import Obstacle, ObstacleDeed, ObstacleQuerySet
from .part_versions import PartVersion, PartVersionQuerySet
from .programmes import Programme, ProgrammePart, ProgrammeQuerySet
from .tasks import Extension, Task, TaskDeed, TaskQuerySet

__all__ = [
    "RECEIVING",
    "ROOM",
    "Adoption",
    "AllowedHost",
    "Assignment",
    "AssignmentNote",
    "AssignmentQuerySet",
    "Beat",
    "Bundle",
    "BundleAnswer",
    "CalendarFeed",
    "CalendarFeedQuerySet",
    "Case",
    "CaseDeed",
    "CasePaper",
    "CaseQuerySet",
    "DeadlineRule",
    "Digest",
    "Due",
    "Duty",
    "EnteredDay",
    "Extension",
    "HandBack",
    "Inspection",
    "Mending",
    "MendingDeed",
    "MendingQuerySet",
    "Message",
    "NudgeRun",
    "Obstacle",
    "ObstacleDeed",
    "ObstacleQuerySet",
    "OfCaseQuerySet",
    "PartVersion",
    "PartVersionQuerySet",
    "Programme",
    "ProgrammePart",
    "ProgrammeQuerySet",
    "Settlement",
    "Shortcoming",
    "Snooze",
    "Task",
    "TaskDeed",
    "TaskQuerySet",
    "Unresolved",
    "Visit",
    "Webhook",
    "desk_ids",
    "desk_of_post",
]
