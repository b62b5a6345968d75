"""From an adopted duty to a task that is due: Adoption → Duty (+ rules) → Assignment → Task → deeds."""

from .bundles import Bundle, BundleAnswer
from .days import EnteredDay
from .desks import RECEIVING, ROOM, desk_ids, desk_of_post
from .duties import Adoption, Assignment, AssignmentNote, AssignmentQuerySet, DeadlineRule, Duty, Unresolved
from .feeds import CalendarFeed, CalendarFeedQuerySet
from .findings import Settlement
from .hand_backs import HandBack
from .nudges import AllowedHost, Beat, Digest, Message, NudgeRun, Snooze, Webhook
from .obstacles import Obstacle, ObstacleDeed, ObstacleQuerySet
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
    "DeadlineRule",
    "Digest",
    "Duty",
    "EnteredDay",
    "Extension",
    "HandBack",
    "Message",
    "NudgeRun",
    "Obstacle",
    "ObstacleDeed",
    "ObstacleQuerySet",
    "Settlement",
    "Snooze",
    "Task",
    "TaskDeed",
    "TaskQuerySet",
    "Unresolved",
    "Webhook",
    "desk_ids",
    "desk_of_post",
]
