"""The reminder letter: nobody left out, every figure traceable, the layout kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.vanban.paper.samples import DEPUTY
from vanban.compiler import compile_directive
from vanban.intake import open_source
from vanban.layout.check import check_docx
from vanban.paper import Paper
from vanban.paper.docx import write_docx
from vanban.paper.fields import read_fields
from vanban.paper.reminder import Late, Letterhead, reminder

HEAD = Letterhead("Ủy ban nhân dân tỉnh Hà Thành", "Hà Thành", "UBND-NC", (DEPUTY,), kept="VT, NC")
SOURCE = "khoản 1 Mục IV Kế hoạch số 96/KH-UBND ngày 12/8/2025"


def late(count: int) -> list[Late]:
    due, duty = date(2025, 12, 4), "Báo cáo năm 2025"
    return [Late(f"Ủy ban nhân dân xã {at}", duty, SOURCE, due, 62 + at, f"task-{at}") for at in range(count)]


def letter(count: int) -> Paper:
    return reminder(HEAD, late(count), date(2026, 2, 4), date(2026, 2, 15), "Công an tỉnh")


@pytest.mark.parametrize("count", [1, 2, 10, 12, 13, 80])
def test_the_letter_keeps_every_rule_and_names_everyone_with_clause_and_days(count: int) -> None:
    raw = write_docx(letter(count))
    assert [v.rule.number for v in check_docx(raw) if v.state == "broken"] == []
    text = open_source("a.docx", raw).text
    assert all(f"| {one.body} | {one.duty} | {SOURCE} | 04/12/2025 | {one.days} |" in text for one in late(count))


def test_figures_are_found_again_by_the_keys_of_the_tasks() -> None:
    fields = read_fields(write_docx(letter(3)))
    assert fields["late.count"] == fields["late.bodies"] == ["03"]
    assert fields["late.task-2.days"] == ["64"]


def test_it_is_a_draft_until_it_is_numbered_and_then_reads_as_a_letter_with_a_deadline() -> None:
    draft = letter(2)
    assert draft.number is None and draft.day is None
    issued = replace(draft, number="41", day=date(2026, 2, 5))
    read = compile_directive(open_source("a.docx", write_docx(issued)).text)
    assert (read.header.number, read.header.date) == ("41/UBND-NC", "2026-02-05")
    assert read.header.addressees == ("Ủy ban nhân dân xã 0", "Ủy ban nhân dân xã 1")
    assert {"on": "2026-02-15"} in [deadline.rule for duty in read.duties for deadline in duty.deadlines]


def test_many_bodies_are_addressed_together_and_named_in_the_annex() -> None:
    assert letter(80).addressees == ("Các cơ quan, đơn vị có tên trong Phụ lục",)
    assert len(letter(80).annexes) == 1 and not letter(12).annexes


def test_nobody_late_no_letter() -> None:
    with pytest.raises(ValueError):
        reminder(HEAD, [], date(2026, 2, 4), date(2026, 2, 15))
