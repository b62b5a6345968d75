"""Pages of work; one module a page, with the deeds that its forms send."""

from .accuracy import accuracy
from .adoption import adopt_document, adoption, answer_heirs, settle_phrase
from .assignment import assignment, assignment_deed
from .board import board, board_cell
from .chain import chain, link_document, settle_effect
from .desk import desk
from .duty import assign_body, change_duty, duty, set_duty_deadline, set_duty_rest_policy
from .feeds import calendar_feed, calendars, withdraw_calendar
from .findings import decide_finding, document_findings, findings
from .follow_up import follow_up_register
from .hand_over import hand_over
from .holders import holders
from .inspections import (
    add_mending,
    add_shortcoming,
    add_visit,
    change_inspection,
    inspection,
    inspection_sheet,
    inspections,
    plan_inspection,
)
from .mending import mending, mending_deed
from .obstacles import obstacle, obstacle_deed, obstacles, raise_obstacle
from .outbox import add_webhook, allow_host, end_webhook, outbox, revive_message
from .programmes import attach_document, detach_document, programme, programmes
from .remind import reminder_letter
from .reminders import reminders, snooze_task
from .sheet import body_sheet, sheet
from .task import delegate_task, task, task_deed
from .working_days import enter_working_day, working_days

__all__ = [
    "accuracy",
    "add_mending",
    "add_shortcoming",
    "add_visit",
    "add_webhook",
    "adopt_document",
    "adoption",
    "allow_host",
    "answer_heirs",
    "assign_body",
    "assignment",
    "assignment_deed",
    "attach_document",
    "board",
    "board_cell",
    "body_sheet",
    "calendar_feed",
    "calendars",
    "chain",
    "change_duty",
    "change_inspection",
    "decide_finding",
    "delegate_task",
    "desk",
    "detach_document",
    "document_findings",
    "duty",
    "end_webhook",
    "enter_working_day",
    "findings",
    "follow_up_register",
    "hand_over",
    "holders",
    "inspection",
    "inspection_sheet",
    "inspections",
    "link_document",
    "mending",
    "mending_deed",
    "obstacle",
    "obstacle_deed",
    "obstacles",
    "outbox",
    "plan_inspection",
    "programme",
    "programmes",
    "raise_obstacle",
    "reminder_letter",
    "reminders",
    "revive_message",
    "set_duty_deadline",
    "set_duty_rest_policy",
    "settle_effect",
    "settle_phrase",
    "sheet",
    "snooze_task",
    "task",
    "task_deed",
    "withdraw_calendar",
    "working_days",
]
