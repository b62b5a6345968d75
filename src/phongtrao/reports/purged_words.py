"""What people write into reports and syntheses, purged by itself; figures, states, days and who did what stay."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.urls import reverse

from phongtrao.documents.holdings import HOLDINGS, KEEPS_WORDS, Holding, texts_of
from phongtrao.reports.models import Answer, Mark, ReportDeed, Synthesis, SynthesisParagraph

OF_REPORT = "edition__report__organisation"


def tell() -> None:
    """Say so to the deed of purging; called once at the start."""
    HOLDINGS.update(_in_reports() | {"doan-tong-hop": _paragraphs(), "ly-do-sua-tay": _reasons()})


def _in_reports() -> dict[str, Holding]:
    def page(row: Any) -> str:
        return reverse("report", args=[row.edition.report_id])

    def body(row: Any) -> Any:
        return row.edition.report.organisation

    def rows(model: Any) -> Any:
        return lambda u, d: model.objects.visible_to(u, d).select_related(OF_REPORT)

    answers = texts_of("trả lời trong báo cáo", Answer, ("text",), rows(Answer), page, body)

    def forget_answer(row: Answer, shell: str) -> None:
        # The next editions of the report began with the same words, and paragraphs may have been made of them.
        again = Answer.objects.filter(edition__report=row.edition.report_id, question=row.question, text=row.text)
        same = list(again.values_list("pk", flat=True)) or [row.pk]
        SynthesisParagraph.objects.filter(sources__in=same).update(text=shell)
        Answer.objects.filter(pk__in=same).update(text=shell)
        answers.clear(row, shell)

    return {
        "tra-loi-bao-cao": replace(answers, clear=forget_answer),
        "nhan-xet-bao-cao": texts_of(
            "nhận xét trên báo cáo", Mark, ("text",), rows(Mark), page, body, lambda row: row.edition.opened_at
        ),
        "loi-bao-cao": texts_of("nội dung ghi trên báo cáo", ReportDeed, ("note",), rows(ReportDeed), page, body),
    }


def _paragraphs() -> Holding:
    return texts_of(
        "đoạn của bản tổng hợp",
        SynthesisParagraph,
        ("text",),
        lambda u, d: SynthesisParagraph.objects.visible_to(u, d).select_related("synthesis__organisation"),
        lambda row: reverse("synthesis", args=[row.synthesis_id]),
        lambda row: row.synthesis.organisation,
    )


def _reasons() -> Holding:
    """Why figures of a synthesis were changed by hand; the figures stay."""

    def clear(row: Synthesis, shell: str) -> None:
        silent = {name: {**one, "reason": shell} for name, one in row.by_hand.items()}
        Synthesis.objects.filter(pk=row.pk).update(by_hand=silent)

    KEEPS_WORDS.append(Synthesis)
    return Holding(
        word="lý do sửa tay số liệu tổng hợp",
        rows=lambda u, d: Synthesis.objects.visible_to(u, d).exclude(by_hand={}).select_related("organisation"),
        named=lambda row: f"lý do sửa tay số liệu của bản tổng hợp số {row.pk}",
        address=lambda row: reverse("synthesis", args=[row.pk]),
        body=lambda row: row.organisation,
        since=lambda row: row.opened_at,
        texts=lambda row: [one["reason"] for one in row.by_hand.values()],
        clear=clear,
    )
