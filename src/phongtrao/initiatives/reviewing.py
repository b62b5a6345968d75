"""Đánh giá năm: a body answers its kind's criteria, closes the review with what follows, the decider says his word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from phongtrao.initiatives.acting import post_as
from phongtrao.initiatives.kind import Criterion
from phongtrao.initiatives.models import STANDING, Initiative, Review, ReviewAnswer
from phongtrao.initiatives.proposal import MEND, PROPOSALS, Answer, Proposed, met_by, propose
from phongtrao.measures import Measured, measured
from phongtrao.organisations.models import LogEntry, User
from phongtrao.procedure import Refused
from phongtrao.procedures import INITIATIVE
from phongtrao.words import HANOI
from phongtrao.work.cases import move
from phongtrao.work.machine import MACHINES

LONGEST = 2000
"""Characters of the words on one answer."""


@dataclass(frozen=True, slots=True)
class Line:
    """A criterion, its answer, whether it is met, and what the site knows of it."""

    criterion: Criterion
    answer: ReviewAnswer | None
    met: bool | None
    measured: Measured | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What a person answers to one criterion."""

    value: Decimal
    base: Decimal | None = None
    evidence: str = ""


def years_to_review(initiative: Initiative, day: date) -> list[int]:
    """Years of which a review may be written on the day: this one and the last, where the model ran then."""
    first = initiative.launched_on.year if initiative.launched_on else day.year
    return [year for year in (day.year, day.year - 1) if year >= first] if initiative.state in STANDING else []


def year_owed(initiative: Initiative, day: date) -> int | None:
    """The last year whose review is due by the day before; None for none.

    Owed are whole years: the model was launched before the year began. Where the kind sets no day, a year's review is
    owed when the year is over.
    """
    due = initiative.said.review.due
    year = day.year if due is not None and due.of(day.year) < day else day.year - 1
    if due is not None and due.of(year) >= day:
        year -= 1
    is_whole = initiative.launched_on is not None and initiative.launched_on < date(year, 1, 1)
    return year if initiative.state in STANDING and is_whole else None


def is_overdue(initiative: Initiative, day: date) -> bool:
    """Whether the review that is owed is not closed; from rows with their `reviews`."""
    year = year_owed(initiative, day)
    return year is not None and not any(one.year == year and one.closed_at for one in initiative.reviews.all())


@transaction.atomic
def open_review(initiative: Initiative, year: int, by: User, at: datetime) -> Review:
    """The model's review of the year, begun where there is none. Raises Refused."""
    day = at.astimezone(HANOI).date()
    there = Review.objects.filter(case=initiative, year=year).first()
    if there is not None:
        return there
    post = post_as(initiative, "actor", by, day)
    if year not in years_to_review(initiative, day):
        raise Refused(f"Chưa lập được đánh giá năm {year}: chỉ đánh giá năm nay, năm trước của mô hình đang hoạt động.")
    row = Review.objects.create(case=initiative, year=year, kind=initiative.kind, begun_by=by, begun_at=at)
    LogEntry.record(by, "open_review", initiative, at, initiative.organisation, post, year=year)
    return row


@transaction.atomic
def answer(review: Review, given: Mapping[str, Given | None], by: User, at: datetime) -> int:
    """Write the answers that changed; None takes one back. How many changed. Raises Refused for a closed review."""
    initiative = review.case
    post = post_as(initiative, "actor", by, at.astimezone(HANOI).date())
    if Review.objects.select_for_update(of=("self",)).get(pk=review.pk).closed_at is not None:
        raise Refused(f"Đánh giá năm {review.year} đã chốt, không sửa được.")
    criteria = {one.name: one for one in review.said.criteria}
    there = {one.criterion: one for one in review.answers.all()}
    changed = 0
    for name, said in given.items():
        if name in criteria:
            changed += _answered(review, criteria[name], there.get(name), said, by, at)
    if changed:
        told = {"year": review.year, "answers": changed}
        LogEntry.record(by, "answer_review", initiative, at, initiative.organisation, post, **told)
    return changed


def _answered(
    review: Review, criterion: Criterion, there: ReviewAnswer | None, said: Given | None, by: User, at: datetime
) -> bool:
    """Write one answer; whether it changed."""
    if said is None:
        if there is not None:
            there.delete()
        return there is not None
    _check(criterion, said)
    values = {"value": said.value, "base": said.base, "evidence": said.evidence.strip()}
    if there is not None and all(getattr(there, name) == value for name, value in values.items()):
        return False
    ReviewAnswer.objects.update_or_create(
        review=review, criterion=criterion.name, defaults={**values, "by": by, "at": at}
    )
    return True


def _check(criterion: Criterion, said: Given) -> None:
    if len(said.evidence) > LONGEST:
        raise Refused(f"{criterion.title}: minh chứng dài nhất {LONGEST} ký tự; xin rút gọn.")
    if criterion.answered == "share" and (said.base is None or said.value > said.base):
        raise Refused(f"{criterion.title}: xin ghi số đạt và {criterion.base}; số đạt không lớn hơn tổng.")


def lines_of(review: Review, day: date, with_measures: bool = False) -> list[Line]:
    """Every criterion with its answer, in the kind's order; with what the site knows where that is asked for."""
    there = {one.criterion: one for one in review.answers.all()} if review.pk else {}
    found = []
    for one in review.said.criteria:
        row = there.get(one.name)
        known = _known(review, one, day) if with_measures and one.measure else None
        found.append(Line(one, row, met_by(one, _plain(row)), known))
    return found


def _plain(row: ReviewAnswer | None) -> Answer | None:
    return Answer(row.value, row.base) if row is not None else None


def _known(review: Review, criterion: Criterion, day: date) -> Measured | None:
    span = date(review.year, 1, 1), date(review.year, 12, 31)
    return measured(criterion.measure, review.case.organisation, *span, day)


def proposed(review: Review) -> Proposed:
    """What follows from the answers as they are now."""
    answers = {one.criterion: Answer(one.value, one.base) for one in review.answers.all()}
    return propose(review.said.criteria, answers, review.said.review, _mended_before(review))


def _mended_before(review: Review) -> int:
    """How many reviews running before this one proposed mending."""
    earlier = Review.objects.closed().filter(case=review.case, year__lt=review.year).order_by("-year")
    count = 0
    for one in earlier:
        if one.proposal != MEND or one.year != review.year - count - 1:
            break
        count += 1
    return count


def missing_in(review: Review) -> list[str]:
    """Required criteria without an answer."""
    answered = {one.criterion for one in review.answers.all()}
    return [one.title for one in review.said.criteria if one.required and one.name not in answered]


def open_one(initiative: Initiative) -> Review | None:
    """The review that is begun and not closed, the earliest first."""
    return initiative.reviews.filter(closed_at=None).order_by("year").first()


def missing_to_close(initiative: Initiative) -> str:
    """What is missing before the open review can be closed, in Vietnamese; the empty string for nothing."""
    review = open_one(initiative)
    if review is None:
        return "Chưa có đánh giá năm nào đang lập; xin trả lời các tiêu chí ở trang đánh giá trước."
    if missing := missing_in(review):
        return f"Đánh giá năm {review.year} còn tiêu chí bắt buộc chưa trả lời: {'; '.join(missing)}."
    return ""


def close_review(review: Review, by: User, at: datetime) -> Review:
    """The review as it is, closed with its proposal, through the procedure. Raises Refused."""
    first = open_one(review.case)
    if review.closed_at is None and first is not None and first.pk != review.pk:
        raise Refused(f"Đánh giá năm {first.year} chưa chốt; xin chốt năm đó trước.")
    move(MACHINES[INITIATIVE.name], review.case, "review_initiative", by, at)
    return Review.objects.get(pk=review.pk)


def seal(initiative: Initiative, by: User, at: datetime) -> None:
    """What closing does, in the transaction of the deed: the proposal is kept with the answers."""
    review = open_one(initiative)
    assert review is not None
    found = proposed(review)
    review.proposal, review.reasons = found.what, list(found.reasons)
    review.met, review.asked, review.closed_by, review.closed_at = found.met, found.asked, by, at
    review.save()


def last_closed(initiative: Initiative) -> Review | None:
    """The closed review of the last year."""
    return initiative.reviews.closed().order_by("-year").first()


@transaction.atomic
def judge(review: Review, verdict: str, words: str, by: User, at: datetime) -> Review:
    """The decider's own word on a closed review, beside the proposal. Raises Refused."""
    if verdict not in PROPOSALS:
        raise Refused("Xin chọn ý kiến: giữ, củng cố, nhân rộng hoặc thanh loại.")
    if review.closed_at is None:
        raise Refused(f"Đánh giá năm {review.year} chưa chốt.")
    if (review.verdict, review.verdict_words) == (verdict, words.strip()):
        return review
    if not words.strip():
        raise Refused("Xin ghi vì sao có ý kiến như vậy.")
    move(MACHINES[INITIATIVE.name], review.case, "judge_review", by, at)
    review.verdict, review.verdict_words, review.verdict_by, review.verdict_at = verdict, words.strip(), by, at
    review.save()
    return review
