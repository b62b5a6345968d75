"""What work keeps of a copy's words, cleared when the copy is purged; and what people typed here, which can be too.

Bodies, days, states and who did what stay: a duty that may not be read is still known by its number and its clause.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from django.db import models
from django.urls import reverse

from phongtrao.documents.holdings import BESIDE, DERIVED, HOLDINGS, KEEPS_WORDS, Holding, file_of, texts_of
from phongtrao.documents.models import Copy, Outgoing
from phongtrao.organisations.models import Alias
from phongtrao.organisations.names import body_key
from phongtrao.work.models import (
    Adoption,
    Assignment,
    AssignmentNote,
    DeadlineRule,
    Duty,
    HandBack,
    Obstacle,
    Settlement,
    Shortcoming,
    Snooze,
    Task,
    TaskDeed,
    Unresolved,
)
from phongtrao.work.purged_talk import talk
from phongtrao.work.remind import few_words
from phongtrao.work.set_deadline import unworded


def clear(copy: Copy, shell: str) -> None:
    """Take the copy's words out of duties, their deadlines and phrases; the days of the deadlines stay."""
    duties = Duty.objects.filter(reading__copy=copy)
    _out_of_letters(copy, duties, shell)
    _forget_phrases(duties)
    silent: dict[str, Any] = {field: [] for field in ("actors", "support", "to", "via")}
    Duty.objects.filter(reading__copy=copy).update(text=shell, before="", after="", product="", **silent)
    rules = DeadlineRule.objects.filter(duty__in=duties)
    for rule in rules.filter(rule__has_key="after"):
        DeadlineRule.objects.filter(pk=rule.pk).update(rule=unworded(rule.rule))
    rules.update(words="")


def _out_of_letters(copy: Copy, duties: models.QuerySet[Duty], shell: str) -> None:
    """Letters written about the document quote its duties and its subject: the words go, the letter stays."""
    texts = {text for duty in duties for text in (duty.text, few_words(duty.text).removesuffix(" ..."), duty.product)}
    quoted = sorted(filter(None, {*texts, copy.document.subject}), key=len, reverse=True)
    for paper in Outgoing.objects.filter(about__document=copy.document_id):
        said = {"content": _unquoted(paper.content, quoted, shell), "subject": _unquoted(paper.subject, quoted, shell)}
        Outgoing.objects.filter(pk=paper.pk).update(**said)


def _unquoted(content: Any, quoted: list[str], shell: str) -> Any:
    """A stored paper with the shell wherever it quotes one of these."""
    if isinstance(content, dict):
        return {key: _unquoted(part, quoted, shell) for key, part in content.items()}
    if isinstance(content, list):
        return [_unquoted(part, quoted, shell) for part in content]
    if isinstance(content, str):
        for words in quoted:
            content = shell if words in content and words != shell else content
    return content


def _forget_phrases(duties: models.QuerySet[Duty]) -> None:
    """Names of bodies as the text has them; what was remembered of them for later documents goes too."""
    asked = Unresolved.objects.filter(duty__in=duties)
    keys = {body_key(phrase) for phrase in asked.values_list("phrase", flat=True)}
    told = Adoption.objects.filter(duties__in=duties)
    issuers = {pk for pair in told.values_list("organisation", "document__issuer") for pk in pair if pk}
    Alias.objects.filter(folded__in=keys, issuer__in=issuers).delete()
    asked.delete()
    Assignment.objects.filter(duty__in=duties).update(phrase="")


def beside(copy: Copy) -> Iterator[str]:
    """How much people wrote on the work of a copy: it may repeat what the copy says."""
    deeds = TaskDeed.objects.filter(task__assignment__duty__reading__copy=copy)
    notes = AssignmentNote.objects.filter(assignment__duty__reading__copy=copy)
    obstacles = Obstacle.objects.filter(assignment__duty__reading__copy=copy)
    shortcomings = Shortcoming.objects.filter(duty__reading__copy=copy)
    for count, word in (
        (deeds.exclude(note="").count(), "nội dung ghi trên việc"),
        (notes.exclude(text="").count(), "ghi chú nhiệm vụ"),
        (obstacles.count(), "vướng mắc và trả lời"),
        (shortcomings.count(), "tồn tại khi kiểm tra"),
        (deeds.exclude(file=None).count() + notes.exclude(file=None).count(), "tệp đính kèm việc và nhiệm vụ"),
        (Outgoing.objects.filter(about__document=copy.document_id).count(), "văn bản đi"),
    ):
        if count:
            yield f"{count} {word} của văn bản này"


def _on_task(row: Any) -> str:
    return reverse("task", args=[row.task_id])


def _on_assignment(row: Any) -> str:
    return reverse("assignment", args=[row.assignment_id])


def _deeds(u: Any, d: Any) -> models.QuerySet[TaskDeed]:
    return TaskDeed.objects.visible_to(u, d).select_related("task__assignment__organisation", "file")


def _notes(u: Any, d: Any) -> models.QuerySet[AssignmentNote]:
    return AssignmentNote.objects.visible_to(u, d).select_related("assignment__organisation", "file")


def _of_task(row: Any) -> Any:
    return row.task.assignment.organisation


def _of_note(row: Any) -> Any:
    return row.assignment.organisation


SAME: tuple[tuple[type[models.Model], str, tuple[str, ...]], ...] = (
    (TaskDeed, "task__assignment__duty", ("note",)),
    (Task, "assignment__duty", ("closed_reason",)),
    (HandBack, "assignment__duty", ("reason", "answer")),
    (AssignmentNote, "assignment__duty", ("text",)),
    (DeadlineRule, "duty", ("retired_reason",)),
    (Snooze, "task__assignment__duty", ("reason",)),
)
"""Columns in which a deed on a duty repeats what was typed: how they reach the duty."""


def _with_its_likes(kept: Holding, duty_of: Callable[[Any], int]) -> Holding:
    """The holding, whose clearing takes the same words out of every other row of the same duty."""

    def clear_all(row: Any, shell: str) -> None:
        typed = kept.texts(row)
        kept.clear(row, shell)
        said = {words[:length] for words in typed for length in (300, len(words))} - {shell}
        for kin, path, fields in SAME:
            for field in fields:
                kin._base_manager.filter(**{path: duty_of(row), f"{field}__in": said}).update(**{field: shell})

    return replace(kept, clear=clear_all)


def holdings() -> dict[str, Holding]:
    """What people typed and attached on work, each as a thing of its own."""
    deed = texts_of("nội dung ghi trên việc", TaskDeed, ("note",), _deeds, _on_task, _of_task)
    note = texts_of("ghi chú nhiệm vụ", AssignmentNote, ("text",), _notes, _on_assignment, _of_note)
    return {
        "loi-viec": _with_its_likes(deed, lambda row: row.task.assignment.duty_id),
        "tep-viec": file_of("tệp đính kèm việc", _deeds, _on_task, _of_task),
        "ghi-chu": _with_its_likes(note, lambda row: row.assignment.duty_id),
        "tep-ghi-chu": file_of("tệp đính kèm ghi chú", _notes, _on_assignment, _of_note),
        "chuyen-tra": _with_its_likes(_handed_back(), lambda row: row.assignment.duty_id),
        "bo-thoi-han": _with_its_likes(_retired(), lambda row: row.duty_id),
        **_reasons(),
    }


def _handed_back() -> Holding:
    return texts_of(
        "lý do chuyển trả và trả lời",
        HandBack,
        ("reason", "answer"),
        lambda u, d: HandBack.objects.visible_to(u, d).select_related("assignment__organisation"),
        _on_assignment,
        _of_note,
    )


def _reasons() -> dict[str, Holding]:
    """Reasons and products that people typed."""
    return {
        "hoan-nhac": texts_of(
            "lý do hoãn nhắc",
            Snooze,
            ("reason",),
            lambda u, d: Snooze.objects.visible_to(u, d).select_related("task__assignment__organisation"),
            _on_task,
            _of_task,
        ),
        "san-pham": texts_of(
            "sản phẩm của nhiệm vụ",
            Duty,
            ("product",),
            lambda u, d: Duty.objects.visible_to(u, d).select_related("adoption__organisation"),
            lambda row: reverse("duty", args=[row.pk]),
            lambda row: row.adoption.organisation,
            lambda row: row.adoption.at,
        ),
        "ket-luan": texts_of(
            "lý do kết luận về điểm cần xem",
            Settlement,
            ("reason",),
            lambda u, d: Settlement.objects.visible_to(u, d).select_related("adoption__organisation"),
            lambda row: reverse("document_findings", args=[row.adoption.document_id]),
            lambda row: row.adoption.organisation,
        ),
    }


def _retired() -> Holding:
    return texts_of(
        "lý do bỏ thời hạn",
        DeadlineRule,
        ("retired_reason",),
        lambda u, d: DeadlineRule.objects.filter(duty__in=Duty.objects.visible_to(u, d)).select_related(
            "duty__adoption__organisation"
        ),
        lambda row: reverse("duty", args=[row.duty_id]),
        lambda row: row.duty.adoption.organisation,
        lambda row: row.retired_at or row.duty.adoption.at,
    )


def tell() -> None:
    """Called once at the start."""
    DERIVED.append(clear)
    BESIDE.append(beside)
    KEEPS_WORDS.extend((Outgoing, Duty, DeadlineRule, Unresolved, Assignment, Alias, Task, TaskDeed))
    HOLDINGS.update(holdings() | talk())
