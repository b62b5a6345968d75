"""The books on paper: what came in, and how far it is dealt with, by page, file and command."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from docx import Document as Word
from python_calamine import CalamineWorkbook

from phongtrao.documents.models import Document, Effect
from phongtrao.work.adopt import Adopted
from phongtrao.work.deeds import do
from phongtrao.work.models import Task
from phongtrao.work.open_tasks import open_tasks
from tests.conftest import Cast
from tests.work.conftest import at

DAY = date(2026, 2, 2)
SignedIn = Callable[[str], Client]
INCOMING = [
    "Ngày đến",
    "Số đến",
    "Tác giả",
    "Số, ký hiệu",
    "Ngày tháng văn bản",
    "Tên loại và trích yếu",
    "Đơn vị hoặc người nhận",
    "Ngày chuyển",
    "Ký nhận",
    "Ghi chú",
]
FOLLOWING = [
    "Số đến",
    "Tên loại, số, ký hiệu, ngày tháng và tác giả văn bản",
    "Đơn vị hoặc người nhận",
    "Thời hạn giải quyết",
    "Tiến độ giải quyết",
    "Số, ký hiệu văn bản trả lời",
    "Ghi chú",
]


@pytest.fixture(autouse=True)
def _second_of_february(on_day: Any, cast: Cast, adopted: Adopted) -> None:
    on_day(DAY)
    open_tasks(date(2026, 12, 31), at(DAY), cast.user("quan-tri"))


def excel(raw: bytes, first: str) -> list[list[Any]]:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_index(0).to_python()
    return rows[next(n for n, row in enumerate(rows) if row[0] == first) :]


def shown(client: Client, name: str, **query: str) -> str:
    answer = client.get(reverse(name), query)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_the_book_of_what_came_in_is_taken_away_with_the_columns_of_the_decree(
    plan: Document, signed_in: SignedIn
) -> None:
    plan.arrivals.update(handled_by="Phòng Tổng hợp", remark="=1+1")
    lan = signed_in("lan")
    assert "dang=xlsx" in shown(lan, "incoming_register") and "Theo dõi giải quyết" in shown(lan, "incoming_register")
    heads, row = excel(lan.get(reverse("incoming_register"), {"dang": "xlsx"}).content, "Ngày đến")
    assert heads == INCOMING
    assert row[:5] == ["20/01/2026", 1, "UBND tỉnh Hà Thanh", "35/KH-UBND", "12/01/2026"]
    assert row[5:] == ["Kế hoạch chăm sóc cây", "Phòng Tổng hợp", "", "", "=1+1"]
    word = Word(io.BytesIO(lan.get(reverse("incoming_register"), {"dang": "docx"}).content))
    assert [cell.text for cell in word.tables[0].rows[1].cells][:2] == ["20/01/2026", "1"]
    assert word.paragraphs[0].text == "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN NĂM 2026"


def test_the_follow_up_says_by_when_and_how_far(cast: Cast, plan: Document, signed_in: SignedIn) -> None:
    first = Task.objects.get(due=date(2026, 3, 31))
    do(first, "submit", cast.user("son"), at(DAY), "Xong.")
    do(first, "accept", cast.user("lan"), at(DAY))
    page = shown(signed_in("lan"), "follow_up_register")
    assert "Kế hoạch 35/KH-UBND ngày 12/01/2026 của UBND tỉnh Hà Thanh" in page
    assert ">19/05/2026<" in page and "1 hoàn thành đúng hạn" in page and "9 đang thực hiện trong hạn" in page
    heads, row = excel(signed_in("lan").get(reverse("follow_up_register"), {"dang": "xlsx"}).content, "Số đến")
    assert heads == FOLLOWING and row[3] == "19/05/2026"
    assert row[4].startswith("hoàn thành đúng hạn: 1; đang thực hiện trong hạn: 9; thường xuyên, chưa có ngày: ")


def test_the_answer_is_the_body_s_own_document_that_carries_it_out(
    cast: Cast, plan: Document, signed_in: SignedIn
) -> None:
    body = cast.body("xa.90001.ubnd")
    plan.arrivals.create(organisation=body, year=2026, number=7, day=DAY)
    own = Document.objects.create(root=plan.root, issuer=body, number="9/KH-UBND", received_at=at(DAY))
    said = {"document": own, "kind": "implements", "on": {}, "on_key": plan.number_key, "onto": plan}
    effect = Effect.objects.create(**said)
    assert "9/KH-UBND" not in shown(signed_in("xuan"), "follow_up_register")
    Effect.objects.filter(pk=effect.pk).update(confirmed=True)
    page = shown(signed_in("xuan"), "follow_up_register")
    assert "9/KH-UBND" in page and "2 đang thực hiện trong hạn" in page and ">09/06/2026<" in page
    assert "9/KH-UBND" not in shown(signed_in("lan"), "follow_up_register"), "another body's book"


def test_another_province_opens_neither_book(plan: Document, signed_in: SignedIn, cast: Cast) -> None:
    asked = {"so": str(cast.body("ha-thanh.ubnd").pk)}
    for name in ("incoming_register", "follow_up_register"):
        assert "35/KH-UBND" not in shown(signed_in("binh"), name, **asked)
        assert "35/KH-UBND" not in str(signed_in("binh").get(reverse(name), asked | {"dang": "xlsx"}).content)


def said(name: str, *arguments: object) -> str:
    out = io.StringIO()
    call_command(name, *(str(a) for a in arguments), stdout=out)
    return out.getvalue()


def test_both_books_by_command(plan: Document, tmp_path: Path) -> None:
    line = json.loads(said("follow_up_register", "ha-thanh.ubnd", "--by", "lan", "--json"))
    assert (line["arrival"], line["due"], line["within"], line["answer"]) == (1, "2026-03-31", 10, None)
    assert "Kế hoạch 35/KH-UBND" in said("follow_up_register", "UBND tỉnh Hà Thanh", "--year", 2026)
    assert said("follow_up_register", "ha-thanh.ubnd", "--year", 2025) == ""
    for name, first in (("follow_up_register", "Số đến"), ("incoming_register", "Ngày đến")):
        path = tmp_path / f"{name}.xlsx"
        assert said(name, "ha-thanh.ubnd", "--xlsx", path).startswith("1 văn bản: ")
        assert len(excel(path.read_bytes(), first)) == 2
    with pytest.raises(CommandError, match="Không tìm thấy"):
        said("follow_up_register", "Sở Không Có")
