"""How long the log is kept and who reads it: rules with a day and a source, and the deed that archives by them."""

from __future__ import annotations

import tomllib
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from phongtrao import words
from phongtrao.organisations import chain, log_file
from phongtrao.organisations.models import LogArchive, LogEntry, User
from phongtrao.organisations.models.log import LogQuerySet
from phongtrao.procedure import Refused

SHIPPED = Path(__file__).with_name("data") / "log_rules.toml"


@dataclass(frozen=True, slots=True)
class LogRule:
    """A rule in force from a day on; months are calendar months."""

    valid_from: date
    at_least_months: int
    """What the source asks for at the least."""
    keep_months: int
    readers: frozenset[str]
    """Functions whose holders may read entries about their bodies."""
    reading_is_logged: bool
    source: str

    def archived_before(self, day: date) -> date:
        """Entries of days before this one are over their time on `day`."""
        return months_before(day, self.keep_months)


def rules() -> list[LogRule]:
    """The site's rules in the order of their days: its own file in its home, else those that ship."""
    own = Path(settings.HOME) / "log_rules.toml"
    path = own if own.exists() else SHIPPED
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))["rule"]
        found = [LogRule(**{**rule, "readers": frozenset(rule["readers"])}) for rule in told]
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise Refused(f"Tệp quy định về nhật ký {path} chưa đúng dạng: {error}.") from error
    short = [rule for rule in found if rule.keep_months < rule.at_least_months]
    if short or not found:
        raise Refused(
            f"Tệp quy định về nhật ký {path}: thời gian lưu ngắn hơn mức tối thiểu, hoặc chưa có quy định nào."
        )
    return sorted(found, key=lambda rule: rule.valid_from)


def rule_on(day: date) -> LogRule:
    """The rule in force on `day`; the first one for the days before it."""
    known = rules()
    return next((rule for rule in reversed(known) if rule.valid_from <= day), known[0])


def months_before(day: date, months: int) -> date:
    """The same day so many months before, or the last one of a shorter month.

    >>> months_before(date(2026, 5, 31), 3)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def may_read(user: User, day: date) -> bool:
    """Whether the user holds a function that reads the log by the rule of the day."""
    return any(post.function in rule_on(day).readers for post in user.posts_on(day))


@transaction.atomic
def record_reading(by: User, at: datetime, asked: dict[str, str]) -> bool:
    """Write down that somebody looked at what others did, once a person, day and question; whether it was now.

    `asked`: what was typed into which field of the filter.
    """
    day = at.astimezone(words.HANOI).date()
    if not rule_on(day).reading_is_logged:
        return False
    question = "; ".join(f"{name}: {said[:60]}" for name, said in asked.items() if said) or "mọi mục"
    since = datetime.combine(day, time.min, words.HANOI)
    today = LogEntry.objects.filter(deed="read_log", account=by.username, at__gte=since)
    if {"asked": question} in today.values_list("content", flat=True):
        return False
    LogEntry.record(by, "read_log", by, at, asked=question)
    return True


def over_time(before: date) -> LogQuerySet:
    """Entries up to the last one that only older ones stand before: what can be archived in one piece."""
    start = datetime.combine(before, time.min, words.HANOI)
    younger = LogEntry.objects.filter(at__gte=start).order_by("sequence").first()
    entries = LogEntry.objects.order_by("sequence")
    return entries if younger is None else entries.filter(sequence__lt=younger.sequence)


def archive(path: Path, by: User, at: datetime, before: date | None = None) -> LogArchive | None:
    """Take what is over its time out of the database into a signed file; None where nothing is.

    `before`: an earlier day than the rule's. Killed in between, it leaves at worst the file, and every entry where it
    was; the chain goes on from the archive's last link. Raises Refused, FileExistsError.
    """
    day = at.astimezone(words.HANOI).date()
    latest = rule_on(day).archived_before(day)
    if not by.sees_all(day):
        raise Refused("Lưu trữ nhật ký thuộc về quản trị hệ thống.")
    if before is not None and before > latest:
        raise Refused(f"Chỉ lưu trữ mục trước ngày {words.day_in_words(latest)}, theo thời gian lưu quy định.")
    entries = over_time(before or latest)
    first, last = entries.first(), entries.last()
    if first is None or last is None:
        return None
    if next(chain.breaks(), None):
        raise Refused("Nhật ký không còn nguyên vẹn nên không lưu trữ; xin chạy phongtrao verify-log để xem chỗ sai.")
    digest = log_file.write(path, entries.iterator())
    with transaction.atomic():
        row = LogArchive.objects.create(
            first=first.sequence, last=last.sequence, digest=last.digest, sha256=digest, name=path.name[-200:], at=at
        )
        LogEntry.objects.filter(sequence__lte=last.sequence).delete()
        said: dict[str, Any] = {"first": row.first, "last": row.last, "digest": row.digest, "file": digest}
        LogEntry.record(by, "archive_log", row, at, **said)
    return row
