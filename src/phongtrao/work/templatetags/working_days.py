"""`{% beside due %}`: what is shown beside a deadline on a day of rest."""

from __future__ import annotations

from datetime import date

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from phongtrao.work.calendar import calendar
from phongtrao.working_days import Calendar

register = template.Library()


@register.simple_tag(takes_context=True)
def beside(context: Context, day: date | None) -> SafeString | str:
    """Why offices rest on the day and the last working day before it; nothing on a working day."""
    if day is None:
        return ""
    # Asked once a page, however many days stand on it.
    known = context["request"].__dict__
    if "calendar" not in known:
        known["calendar"] = calendar()
    days: Calendar = known["calendar"]
    said = days.beside(day)
    return format_html('<span class="muted small">({})</span>', said) if said else ""
