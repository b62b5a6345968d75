"""The log's page speaks Vietnamese: every deed, subject and key that the code writes has its word, once."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from phongtrao.documents.correct import change_duty
from phongtrao.organisations.log_words import DEEDS, KEYS, content_words, plain_words
from phongtrao.procedures import PROCEDURES
from phongtrao.work.models import Task
from phongtrao.work.open_tasks import open_tasks
from tests.conftest import Cast
from tests.work.conftest import adopt_whole, at, received
from tests.work.samples import NEW, new_content

DAY = date(2026, 2, 2)
SOURCE = Path(__file__).resolve().parents[1] / "src/phongtrao"


def records() -> Iterator[ast.Call]:
    """Every place that writes an entry. What splats and variables hold is watched while deeds are done (conftest)."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "LogEntry.record":
                yield node


def test_every_deed_and_key_that_is_written_out_has_its_word() -> None:
    found = list(records())
    deeds = {a.value for call in found for a in call.args[1:2] if isinstance(a, ast.Constant)}
    keys = {k.arg for call in found for k in call.keywords if k.arg}
    assert deeds - set(DEEDS) == set() and keys - set(KEYS) == set()
    assert len(found) > 20 and len(deeds) > 15


def test_every_deed_of_a_procedure_has_its_word() -> None:
    assert {step.deed for procedure in PROCEDURES for step in procedure.steps} - set(DEEDS) == set()


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2026-05-09", "09/05/2026"),
        (True, "có"),
        (None, "không ghi"),
        (3, "3"),
        ("a" * 64, "có, mã băm aaaaaaaaaaaa…"),
    ],
)
def test_a_plain_value_is_said_as_officials_write_it(value: object, said: str) -> None:
    assert plain_words(value) == said


def test_keys_are_said_in_one_order_whatever_order_the_database_keeps() -> None:
    assert content_words({"after": "started", "before": "open"}, {}) == "trước: chưa bắt đầu; sau: đang thực hiện"
    assert content_words({"joined": False, "copy": 3}, {}) == "bản gốc số: 3"


def test_bodies_are_named_and_those_beyond_a_few_are_counted() -> None:
    assert content_words({"bodies": ["a", "b"]}, {"a": "Sở A"}) == "tổ chức: Sở A; b"
    assert content_words({"codes": list("abcdefg")}, {}).endswith("e và 2 tổ chức khác")


def test_the_page_of_the_log_names_things_and_leads_to_them(
    cast: Cast, signed_in: Callable[[str], Client], on_day: Callable[[date], None]
) -> None:
    on_day(DAY)
    document = received(cast.body("ha-thanh.ubnd"), cast.user("lan"), NEW, new_content(), date(2026, 1, 20))
    found = document.latest_reading()
    assert found is not None
    change_duty(found, "0", {"actors": ["Sở Nội vụ"]}, cast.user("lan"), at(DAY))
    adopt_whole(cast, document, DAY)
    open_tasks(date(2026, 12, 31), at(DAY), cast.user("quan-tri"))
    task = Task.objects.get(assignment__organisation__code="xa.90001.ubnd", due=date(2026, 6, 9))
    signed_in("xuan").post(reverse("task_deed", args=[task.pk, "start"]), {"start-seen": 0})
    shown = signed_in("quan-tri").get(reverse("log")).content.decode()
    assert "trước: chưa bắt đầu; sau: đang thực hiện" in shown
    assert f'<a href="{reverse("task", args=[task.pk])}">hạn 09/06/2026, mục 2, Kế hoạch 35/KH-UBND</a>' in shown
    assert "cách sửa: sửa" in shown and "mục: Ai làm; nội dung: xem trên trang văn bản" in shown
    cells = " ".join(re.findall(r'data-label="(?:Thao tác|Đối tượng|Nội dung)"[^>]*>(.*?)</td>', shown, re.DOTALL))
    assert re.findall(r"\b(?:task|duty|adoption|before|after|open|started|role|until)\b(?!/)", cells) == []
