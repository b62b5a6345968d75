"""Vietnamese as the site needs it: folding for search, dates, words of states; one place for each."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")

STATUS = {
    "upcoming": "chưa đến hạn",
    "due_soon": "sắp đến hạn",
    "in_progress": "đang thực hiện",
    "overdue": "quá hạn",
    "submitted": "đã nộp",
    "returned": "trả lại",
    "accepted": "hoàn thành đúng hạn",
    "accepted_late": "hoàn thành quá hạn",
    "waived": "miễn",
    "handed_back": "chuyển trả",
    "closed": "đã đóng",
    "undated": "thường xuyên, chưa có ngày",
}
"""How a task or an undated assignment stands on a day; computed, never stored."""

ROLES = {"lead": "chủ trì", "support": "phối hợp"}
"""A body's part in a duty."""


def fold(text: str) -> str:
    """Lower case without marks, đ as d, one blank between words: what search and matching of names compare.

    >>> fold("Công an  TỈNH Đắk Nông")
    'cong an tinh dak nong'
    """
    marks_off = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(marks_off.replace("đ", "d").split())


def today(request: HttpRequest | None = None) -> date:
    """The day in Hanoi. The only place besides `now` where the site looks at the clock."""
    return now().date()


def now() -> datetime:
    """This moment, in Hanoi's time."""
    return timezone.now().astimezone(HANOI)


DAY_FORMS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y")
YEARS = range(1900, 2200)
"""A day of another year is a slip of the hand: `01/07/0025`."""
WRONG_YEAR = f"Năm phải từ {YEARS[0]} đến {YEARS[-1]}; xin xem lại ngày."


def read_day(written: str) -> date | None:
    """A day as people write it, `30/01/2026` or `2026-01-30`; None for what is no day of these years."""
    for form in DAY_FORMS:
        try:
            day = datetime.strptime(written.strip(), form).date()
        except ValueError:
            continue
        return day if day.year in YEARS else None
    return None


def day_in_words(day: date | None) -> str:
    """`05/12/2026`; the empty string for no day."""
    return day.strftime("%d/%m/%Y") if day else ""


def site(request: HttpRequest) -> dict[str, Any]:
    """What every template may ask: whether this is the demo, and the day."""
    return {"demo": settings.DEMO, "today": today(request)}
