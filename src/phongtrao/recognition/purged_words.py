"""What people write into candidacies, purged by itself; states, scores, days and who did what stay."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse

from phongtrao.documents.holdings import HOLDINGS, Holding, file_of, texts_of
from phongtrao.organisations.models import Organisation
from phongtrao.recognition.models import (
    Candidacy,
    CandidacyDeed,
    DossierPaper,
    Evidence,
    Opinion,
    ScoreAnswer,
    SpotCheck,
    UpkeepYear,
)

OF_UNIT = "candidacy__organisation"


def tell() -> None:
    """Say so to the deed of purging; called once at the start."""
    HOLDINGS.update(
        {
            "loi-cong-nhan": _texts("nội dung ghi trên hồ sơ công nhận", CandidacyDeed, ("note",)),
            "tep-cong-nhan": _file("tệp trong hồ sơ công nhận", DossierPaper),
            "tep-thao-tac-cong-nhan": _file("tệp kèm thao tác trên hồ sơ công nhận", CandidacyDeed),
            "y-kien-mat-tran": _texts("ý kiến của Mặt trận, trả lời", Opinion, ("words", "answer")),
            "tep-y-kien": _file("tệp kèm ý kiến của Mặt trận", Opinion),
            "ly-do-cham": _texts("diễn giải khi chấm điểm", ScoreAnswer, ("reason",), "score__"),
            "minh-chung": _texts("lời của minh chứng", Evidence, ("words",), "answer__score__"),
            "tep-minh-chung": _file("tệp minh chứng", Evidence, "answer__score__"),
            "kiem-tra-thuc-te": _texts("kết quả kiểm tra thực tế", SpotCheck, ("words",)),
            "nhan-xet-duy-tri": _texts("nhận xét duy trì", UpkeepYear, ("words",), "recognition__"),
        }
    )


def _rows(kin: Any, prefix: str) -> Any:
    return lambda user, day: kin.objects.visible_to(user, day).select_related(f"{prefix}{OF_UNIT}")


def _candidacy(row: Any, prefix: str) -> Candidacy:
    for name in prefix.split("__")[:-1]:
        row = getattr(row, name)
    found: Candidacy = row.candidacy
    return found


def _texts(word: str, kin: type[models.Model], fields: tuple[str, ...], prefix: str = "") -> Holding:
    def address(row: Any) -> str:
        return reverse("candidacy", args=[_candidacy(row, prefix).pk])

    def body(row: Any) -> Organisation:
        return _candidacy(row, prefix).organisation

    return texts_of(word, kin, fields, _rows(kin, prefix), address, body)


def _file(word: str, kin: type[models.Model], prefix: str = "") -> Holding:
    def address(row: Any) -> str:
        return reverse("candidacy", args=[_candidacy(row, prefix).pk])

    def body(row: Any) -> Organisation:
        return _candidacy(row, prefix).organisation

    return file_of(word, _rows(kin, prefix), address, body)
