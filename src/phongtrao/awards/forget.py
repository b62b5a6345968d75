"""Names of people are kept by a dated rule: past their day a shell stands in their place.

What stays: the proposal, the body, the kind of subject, the examiner's word, the votes and every count. Drafts that
were never issued are cleared with the row. Issued papers and signed files are another holding, the archived dossier,
and are not touched (docs/awards.md).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from phongtrao.awards.models import SHELL, Commendation, CommendationRulesVersion, Nominee
from phongtrao.awards.rules import Retention
from phongtrao.documents.holdings import without
from phongtrao.documents.models import Outgoing
from phongtrao.organisations.models import LogEntry, User
from phongtrao.procedure import Refused
from phongtrao.year_days import YearDay

NOT_CONFIRMED = "Tỉnh chưa xác nhận thời hạn giữ họ tên (quy định còn ghi sample); xin nạp phiên bản của tỉnh trước."
NOT_YOURS = "Xóa họ tên theo thời hạn do quản trị hệ thống làm."


@dataclass(frozen=True, slots=True)
class Kept:
    """Until which day the names in a proposal are kept, and by which rule."""

    case: Commendation
    until: date
    rule: Retention
    people: int = 0

    def is_past(self, day: date) -> bool:
        return day > self.until


def rule_of(case: Commendation, day: date) -> Retention:
    """The rule of the day, not that of the proposal's time: a province that confirms its years confirms them for all
    it holds."""
    now = CommendationRulesVersion.objects.in_force(case.programme, case.root, day)
    return (now or case.rules).said.retention


def kept_until(case: Commendation, day: date) -> Kept | None:
    """By the rule in force on the day; None while the proposal is under way."""
    rule = rule_of(case, day)
    if case.decided_on is not None:
        return Kept(case, _later(case.decided_on, rule.years), rule)
    return Kept(case, _later(case.ended_on, rule.ended_years), rule) if case.ended_on is not None else None


def _later(day: date, years: int) -> date:
    return YearDay(day.day, day.month, years).of(day.year)


def past_their_day(day: date) -> Iterator[Kept]:
    """Proposals that hold names past their day, by number; of rules that are a sample too (`rule.sample`)."""
    named = Nominee.objects.people().filter(forgotten_on=None)
    cases = Commendation.objects.filter(pk__in=named.order_by().values("case")).order_by("pk")
    for case in cases.select_related("programme", "root", "rules"):
        kept = kept_until(case, day)
        if kept is not None and kept.is_past(day):
            yield Kept(case, kept.until, kept.rule, named.filter(case=case).count())


@transaction.atomic
def forget(kept: Kept, by: User, at: datetime, day: date) -> int:
    """Put the shell in the place of the names in one proposal; how many were forgotten. Again does nothing.

    Raises Refused for who does not administer the site, and where the rule is a sample.
    """
    if not by.sees_all(day):
        raise Refused(NOT_YOURS)
    case = Commendation.objects.select_for_update(of=("self",)).get(pk=kept.case.pk)
    now = kept_until(case, day)
    if now is None or not now.is_past(day):
        return 0
    if now.rule.sample:
        raise Refused(NOT_CONFIRMED)
    rows = list(case.nominees.people().filter(forgotten_on=None))
    for row in rows:
        _clear(case, row, day)
    if rows:
        LogEntry.record(by, "forget_people", case, at, case.organisation, people=len(rows))
    return len(rows)


def _clear(case: Commendation, row: Nominee, day: date) -> None:
    """What was written of the person goes with the name; where else the name was typed, the shell stands."""
    name = row.full_name
    gone = {"full_name": SHELL, "post_title": "", "achievement": SHELL, "opinion": SHELL if row.opinion else ""}
    key = f"forgotten:{row.pk}"
    Nominee.objects.filter(pk=row.pk).update(**gone, subject_key=key, forgotten_on=day)
    if " " in name:  # a single syllable stands in many words that are no name
        _clear_elsewhere(case, name)


def _clear_elsewhere(case: Commendation, name: str) -> None:
    """The name in words that people typed on the proposal, and in its papers that were never issued."""
    for deed in case.deeds.filter(note__contains=name):
        case.deeds.filter(pk=deed.pk).update(note=deed.note.replace(name, SHELL))
    for other in case.nominees.filter(achievement__contains=name) | case.nominees.filter(opinion__contains=name):
        said = {field: getattr(other, field).replace(name, SHELL) for field in ("achievement", "opinion")}
        Nominee.objects.filter(pk=other.pk).update(**said)
    if name in case.quota_reason:
        case.quota_reason = case.quota_reason.replace(name, SHELL)
        case.save(update_fields=["quota_reason"])
    papers = Outgoing.objects.filter(pk__in=case.papers.exclude(outgoing=None).values("outgoing"))
    for paper in papers.exclude(state=Outgoing.ISSUED):
        Outgoing.objects.filter(pk=paper.pk).update(content=without(name, paper.content, SHELL))
