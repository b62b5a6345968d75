"""What the rest of the site is told of pilots when the app starts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from phongtrao.documents.holdings import HOLDINGS, KEEPS_WORDS, Holding, file_of, texts_of, without
from phongtrao.documents.models import Outgoing
from phongtrao.initiatives.models import (
    ComparedFigure,
    ComparedLine,
    Comparison,
    Phase,
    PhaseReport,
    Pilot,
    PilotDeed,
    RollOut,
)
from phongtrao.initiatives.pilot_machine import MACHINE
from phongtrao.organisations.log_words import DEEDS, KEYS
from phongtrao.organisations.models import User
from phongtrao.work import page_blocks
from phongtrao.work.case_papers import WHAT
from phongtrao.work.machine import register
from phongtrao.work.models import Programme
from phongtrao.work.page_blocks import Block

MOST = 8
"""Pilots that a programme's page shows."""
SHORTEST = 10
"""Characters of words that are looked for in papers: shorter ones (`việc`) stand in every paper."""


def tell() -> None:
    """Called once at the start."""
    register(MACHINE)
    KEEPS_WORDS.append(Outgoing)
    page_blocks.ON_PROGRAMME.append(of_programme)
    DEEDS.update(
        add_phase="thêm giai đoạn thí điểm",
        drop_phase="bỏ giai đoạn thí điểm",
        name_pilot_place="ghi nơi thí điểm",
        drop_pilot_place="bỏ nơi thí điểm",
        compare_pilot="lập bảng so sánh",
        add_compared_line="thêm số liệu so sánh",
        take_figures="lấy số liệu hệ thống đếm",
        type_figure="tự ghi số liệu so sánh",
        set_roll_out="ghi việc nhân rộng",
        link_roll_out="chọn văn bản nhân rộng",
    )
    KEYS.update(
        phase="giai đoạn", place="nơi", chosen_by="đơn vị chọn", comparison="bảng so sánh", line="dòng",
        figures="số liệu",
    )  # fmt: skip
    HOLDINGS.update(
        {
            "mo-ta-thi-diem": _of("mô tả của hồ sơ thí điểm", Pilot, ("title", "tried", "passage", "folded"), ""),
            "bao-cao-giai-doan": _of("báo cáo giai đoạn thí điểm", PhaseReport, ("words",), "phase.case"),
            "tep-bao-cao-giai-doan": file_of(
                "tệp kèm báo cáo giai đoạn thí điểm", _rows(PhaseReport, "phase__case__organisation"),
                lambda row: _address(row.phase.case), lambda row: row.phase.case.organisation,
            ),
            "giai-doan-thi-diem": _of("tên, căn cứ giai đoạn thí điểm", Phase, ("title", "basis"), "case"),
            "bang-so-sanh": _of("tên bảng so sánh", Comparison, ("title",), "case"),
            "so-lieu-so-sanh": _of("tên số liệu so sánh", ComparedLine, ("title", "unit"), "comparison.case"),
            "viec-nhan-rong": _of("việc nhân rộng", RollOut, ("tasks",), "case"),
            "nguon-so-lieu": _of("nguồn số liệu so sánh", ComparedFigure, ("source",), "line.comparison.case"),
        }
    )  # fmt: skip


def of_programme(programme: Programme, user: User, day: date) -> Block | None:
    """The programme's pilots on its page; nothing where the person sees none."""
    rows = Pilot.objects.visible_to(user, day).filter(programme=programme)[:MOST]
    lines = [(row, MACHINE.badge_of(row)) for row in rows]
    return Block("initiatives/pilots_of_programme.html", {"lines": lines, "programme": programme}) if lines else None


def _rows(kin: Any, path: str) -> Any:
    return lambda user, day: kin.objects.visible_to(user, day).select_related(path)


def _of(word: str, kin: Any, fields: tuple[str, ...], path: str) -> Holding:
    """A holding of the words of a row that leads to its pilot by this path of attributes."""

    def pilot(row: Any) -> Pilot:
        for name in filter(None, path.split(".")):
            row = getattr(row, name)
        found: Pilot = row
        return found

    def clear(row: Any, shell: str) -> None:
        said = [getattr(row, field) for field in fields]
        held.clear(row, shell)
        _clear_papers(pilot(row), said, shell)

    rows = _rows(kin, "__".join(filter(None, [path.replace(".", "__"), "organisation"])))
    where, whose = lambda row: _address(pilot(row)), lambda row: _organisation(pilot(row))
    held = texts_of(word, kin, fields, rows, where, whose, _since)
    return replace(held, clear=clear)


def _clear_papers(pilot: Pilot, said: Iterable[str], shell: str) -> None:
    """Take the words, line by line as papers repeat them, out of what was drafted of the pilot."""
    lines = [line.strip() for text in said for line in text.splitlines() if len(line.strip()) >= SHORTEST]
    for paper in Outgoing.objects.filter(about__what=WHAT, about__procedure=MACHINE.name, about__case=pilot.pk):
        content, subject = paper.content, paper.subject
        for line in lines:
            content, subject = without(line, content, shell), subject.replace(line, shell)
        Outgoing.objects.filter(pk=paper.pk).update(content=content, subject=subject[:1000])


def _address(pilot: Pilot) -> str:
    return reverse("pilot", args=[pilot.pk])


def _since(row: Any) -> datetime:
    """When the words came in: a pilot's with its first deed, a line's with its table."""
    found: datetime
    if isinstance(row, Pilot):
        found = PilotDeed.objects.filter(case=row).order_by("pk")[0].at
    else:
        found = row.comparison.at if isinstance(row, ComparedLine) else row.at
    return found


def _organisation(pilot: Pilot) -> Any:
    return pilot.organisation
