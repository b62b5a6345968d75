"""Paragraphs of a synthesis: sentences of answers picked, joined and edited; each keeps the answers it was made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max, QuerySet

from phongtrao.organisations.models import Organisation, User
from phongtrao.procedure import Refused
from phongtrao.reports.enter import LONGEST
from phongtrao.reports.models import Answer, ReportForm, Synthesis, SynthesisParagraph
from phongtrao.reports.periods import Period
from phongtrao.reports.roll_up import reports_below
from phongtrao.reports.sentences import joined, sentences
from phongtrao.reports.synthesise import open_draft

CHANGED = "Đoạn này vừa được người khác sửa. Xin tải lại trang, bản của người kia còn nguyên."


@dataclass(frozen=True, slots=True)
class Picked:
    """A sentence of an answer, by its place."""

    answer: int
    nth: int


def answers_of(form: ReportForm, of: Period, body: Organisation, basis: str) -> QuerySet[Answer]:
    """Answers of the reports that count, by question and body."""
    reports = reports_below(form, of, body).filter(**{f"{basis}__isnull": False})
    rows = Answer.objects.filter(edition__in=reports.values(basis)).select_related("edition__report")
    return rows.order_by("question", "edition__report__organisation")


@transaction.atomic
def pick(
    synthesis: Synthesis, question: str, picked: Sequence[Picked], by: User, at: datetime, onto: int | None = None
) -> SynthesisParagraph:
    """A paragraph of these sentences, in the order given; with `onto` they are put at the end of that one.

    Raises Refused.
    """
    row = open_draft(synthesis, by, at)
    if question not in {one.name for one in row.version.said.questions}:
        raise Refused("Mẫu không có câu hỏi này; xin tải lại trang.")
    found = answers_of(row.form, row.of, row.organisation, row.basis).filter(question=question)
    answers = {answer.pk: answer for answer in found}
    parts = {pk: sentences(answer.text) for pk, answer in answers.items()}
    if not picked:
        raise Refused("Xin chọn ít nhất một câu.")
    if any(one.answer not in parts or not 0 <= one.nth < len(parts[one.answer]) for one in picked):
        raise Refused("Có câu không còn trong báo cáo được tính; xin tải lại trang.")
    text = joined([parts[one.answer][one.nth] for one in picked])
    there = _one(row, onto, question) if onto else None
    last = row.paragraphs.filter(question=question).aggregate(last=Max("position"))["last"]
    paragraph = there or SynthesisParagraph(synthesis=row, question=question, position=0 if last is None else last + 1)
    _write(paragraph, f"{paragraph.text} {text}".strip(), by, at)
    paragraph.sources.add(*{one.answer for one in picked})
    return paragraph


def _one(row: Synthesis, pk: int, question: str) -> SynthesisParagraph:
    found = row.paragraphs.filter(pk=pk, question=question).first()
    if found is None:
        raise Refused("Đoạn văn này không còn; xin tải lại trang.")
    return found


def _write(paragraph: SynthesisParagraph, text: str, by: User, at: datetime) -> None:
    if len(text) > LONGEST:
        raise Refused(f"Đoạn văn dài quá {LONGEST} ký tự; xin rút gọn hoặc tách đoạn.")
    paragraph.text, paragraph.by, paragraph.at = text, by, at
    paragraph.save()


@transaction.atomic
def change_paragraph(
    paragraph: SynthesisParagraph, deed: str, by: User, at: datetime, text: str = "", was: str | None = None
) -> None:
    """`write` the text, `drop` it, `join` the next one of its question to it, or move it `up`. Raises Refused.

    `was`: the text that the person began from; what somebody else wrote meanwhile is never written over. A paragraph
    written empty is dropped.
    """
    row = open_draft(paragraph.synthesis, by, at)
    found = _one(row, paragraph.pk, paragraph.question)
    if was is not None and _plain(was) != _plain(found.text):
        raise Refused(CHANGED)
    beside = list(row.paragraphs.filter(question=found.question))
    place = beside.index(found)
    if deed == "drop" or (deed == "write" and not text.strip()):
        found.delete()
    elif deed == "write":
        _write(found, text.strip(), by, at)
    elif deed == "join" and place + 1 < len(beside):
        following = beside[place + 1]
        _write(found, f"{text.strip() or found.text} {following.text}", by, at)
        found.sources.add(*following.sources.all())
        following.delete()
    elif deed == "up" and place > 0:
        if text.strip():
            _write(found, text.strip(), by, at)
        beside[place - 1], beside[place] = found, beside[place - 1]
        _number(beside)
    elif deed not in DEEDS:
        raise Refused("Thao tác này không có; xin tải lại trang.")


DEEDS = {"write": "Ghi", "drop": "Bỏ đoạn", "join": "Ghép với đoạn sau", "up": "Lên trên"}


def _plain(text: str) -> str:
    """As a browser may send it back: with other ends of lines."""
    return "\n".join(text.split("\r\n")).strip()


def _number(rows: Iterable[SynthesisParagraph]) -> None:
    for place, row in enumerate(rows):
        SynthesisParagraph.objects.filter(pk=row.pk).update(position=place)
