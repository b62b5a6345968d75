"""How often readings needed correction: only what people looked at counts, and only what they changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from phongtrao.documents import correct
from phongtrao.documents.models import Document, Reading
from phongtrao.work.adopt import Adopted
from tests.conftest import Cast
from tests.work.conftest import at
from tests.work.test_commands import rows, said

DAY = date(2026, 2, 2)


@pytest.fixture(autouse=True)
def _second_of_february(on_day: Callable[[date], None]) -> None:
    on_day(DAY)


def reading_of(document: Document) -> Reading:
    reading = document.latest_reading()
    assert reading is not None
    return reading


def fields(row: dict[str, Any]) -> dict[str, tuple[int, int]]:
    """What was corrected at all, with how many were read."""
    return {name: (f["corrected"], f["of"]) for name, f in row["fields"].items() if f["corrected"]}


def test_a_reading_that_nobody_has_looked_at_says_nothing(plan: Document) -> None:
    [whole] = rows("accuracy")
    assert (whole["compiler"], whole["readings"], whole["duties"]) == (None, 0, 0)
    assert whole["fields"]["deadlines"]["share"] is None


def test_corrections_are_counted_by_field_of_what_was_adopted_or_corrected(
    cast: Cast, adopted: Adopted, old_letter: Document
) -> None:
    reading, lan = reading_of(adopted.adoption.document), cast.user("lan")
    correct.change_duty(reading, "0", {"actors": ["Sở Nội vụ"], "kind": "report"}, lan, at(DAY))
    correct.change_duty(reading, "1", {"actors": ["UBND các xã"]}, lan, at(DAY))
    correct.drop_duty(reading, "8", lan, at(DAY))
    correct.add_duty(reading, {"kind": "act", "span": [10, 30]}, lan, at(DAY))
    correct.change_header(reading, {"subject": "chăm sóc vườn trường"}, lan, at(DAY))
    whole, first = rows("accuracy")
    assert (whole["readings"], whole["duties"], first["compiler"]) == (1, 9, "1")
    assert fields(whole) == fields(first)
    assert fields(whole) == {
        "header.subject": (1, 1),
        "actors": (2, 8),
        "kind": (1, 8),
        "dropped": (1, 9),
        "added": (1, 9),
    }
    assert "Ai làm" in said("accuracy") and "25,0 %" in said("accuracy")


def test_what_was_taken_back_or_is_read_so_by_a_newer_version_is_no_correction(cast: Cast, adopted: Adopted) -> None:
    reading, lan = reading_of(adopted.adoption.document), cast.user("lan")
    [change] = correct.change_duty(reading, "0", {"kind": "report"}, lan, at(DAY))
    newer = Reading.objects.create(copy=reading.copy, compiler="2", content=reading.content, made_at=at(DAY))
    newer.content["duties"][0]["kind"] = "report"
    newer.save()
    change.pk, change.reading = None, newer
    change.save()
    whole, second, first = rows("accuracy")
    assert [row["compiler"] for row in (second, first)] == ["2", "1"]
    assert (fields(second), fields(first), whole["readings"]) == ({}, {"kind": (1, 9)}, 2)
    for correction in reading.corrections.all():
        correct.undo(correction, lan, at(DAY))
    assert fields(rows("accuracy")[0]) == {}


def test_the_figures_have_a_page_for_administrators(
    cast: Cast, adopted: Adopted, signed_in: Callable[[str], Client]
) -> None:
    correct.drop_duty(reading_of(adopted.adoption.document), "8", cast.user("lan"), at(DAY))
    shown = signed_in("quan-tri").get(reverse("accuracy")).content.decode()
    assert "Không phải nhiệm vụ (bỏ)" in shown and "11,1 %" in shown and "Bộ đọc 1" in shown
    assert signed_in("lan").get(reverse("accuracy")).status_code == 403
