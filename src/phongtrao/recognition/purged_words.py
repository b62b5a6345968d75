"""What people write into candidacies, purged by itself; states, scores, days and who did what stay."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from phongtrao.documents.holdings import HOLDINGS, KEEPS_WORDS, Holding, file_of, texts_of, without
from phongtrao.documents.models import Outgoing
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

GROUND = re.compile(r"^Quyết định \d+/\S+: ")
"""What stands before the ground in the note of a withdrawal."""
OF_UNIT = "candidacy__organisation"


def tell() -> None:
    """Say so to the deed of purging; called once at the start."""
    HOLDINGS.update(
        {
            "loi-cong-nhan": _repeated("nội dung ghi trên hồ sơ công nhận", CandidacyDeed, ("note",)),
            "tep-cong-nhan": _file("tệp trong hồ sơ công nhận", DossierPaper),
            "tep-thao-tac-cong-nhan": _file("tệp kèm thao tác trên hồ sơ công nhận", CandidacyDeed),
            "y-kien-mat-tran": _repeated("ý kiến của Mặt trận, trả lời", Opinion, ("words", "answer")),
            "tep-y-kien": _file("tệp kèm ý kiến của Mặt trận", Opinion),
            "ly-do-cham": _repeated("diễn giải khi chấm điểm", ScoreAnswer, ("reason",), "score__"),
            "minh-chung": _repeated("lời của minh chứng", Evidence, ("words",), "answer__score__"),
            "tep-minh-chung": _file("tệp minh chứng", Evidence, "answer__score__"),
            "kiem-tra-thuc-te": _repeated("kết quả kiểm tra thực tế", SpotCheck, ("words",)),
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


def _repeated(word: str, kin: type[models.Model], fields: tuple[str, ...], prefix: str = "") -> Holding:
    """Words that other rows of the candidacy repeat, in a longer text too (editions of a score, reasons joined in the
    one agreed on), and papers that were drafted of it: minutes, decisions."""
    held = _texts(word, kin, fields, prefix)

    def clear(row: Any, shell: str) -> None:
        candidacy, said = _candidacy(row, prefix), [getattr(row, field) for field in fields]
        held.clear(row, shell)
        for text in filter(None, map(_bare, said)):
            for field in fields:
                same = {f"{prefix}candidacy": candidacy, f"{field}__contains": text}
                for pk, whole in list(kin._base_manager.filter(**same).values_list("pk", field)):
                    kin._base_manager.filter(pk=pk).update(**{field: whole.replace(text, shell)})
            for paper in _papers_of(candidacy):
                Outgoing.objects.filter(pk=paper.pk).update(content=without(text, paper.content, shell))

    KEEPS_WORDS.append(Outgoing)
    return replace(held, clear=clear)


def _bare(text: str) -> str:
    """A ground without the decision's title that the site put before it."""
    return GROUND.sub("", text)


def _papers_of(candidacy: Candidacy) -> models.QuerySet[Outgoing]:
    """Papers of its dossier, and decisions that name it."""
    of_dossier = candidacy.papers.exclude(outgoing=None).values("outgoing")
    return Outgoing.objects.filter(Q(pk__in=of_dossier) | Q(pk__in=candidacy.decisions.values("paper")))


def _file(word: str, kin: type[models.Model], prefix: str = "") -> Holding:
    def address(row: Any) -> str:
        return reverse("candidacy", args=[_candidacy(row, prefix).pk])

    def body(row: Any) -> Organisation:
        return _candidacy(row, prefix).organisation

    return file_of(word, _rows(kin, prefix), address, body)
