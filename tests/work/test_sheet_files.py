"""The sheet of duties taken away as Excel and Word: by the page's buttons and by the command."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from docx import Document as Word
from python_calamine import CalamineWorkbook

from phongtrao.documents.models import Document
from phongtrao.work.adopt import Adopted
from phongtrao.work.models import Duty
from phongtrao.work.open_tasks import open_tasks
from tests.conftest import Cast
from tests.work.conftest import at

DAY = date(2026, 2, 2)
COLUMNS = ["STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Sản phẩm", "Thời hạn", "Trạng thái", "Ghi chú"]
SignedIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _second_of_february(on_day: Any, cast: Cast, adopted: Adopted) -> None:
    on_day(DAY)
    open_tasks(date(2026, 12, 31), at(DAY), cast.user("quan-tri"))


def taken(client: Client, address: str, ending: str) -> bytes:
    """The file behind the page's button."""
    found = re.search(rf'href="(\?[^"]*dang={ending}[^"]*)"', client.get(address).content.decode())
    assert found, "the page has no such button"
    answer = client.get(address + found[1].replace("&amp;", "&"))
    assert answer["Content-Disposition"].endswith(f'.{ending}"') and "attachment" in answer["Content-Disposition"]
    return answer.content


def excel(raw: bytes) -> list[list[Any]]:
    """Headings and rows."""
    rows = CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_index(0).to_python()
    return rows[next(n for n, row in enumerate(rows) if row[0] == "STT") :]


def word(raw: bytes) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in Word(io.BytesIO(raw)).tables[0].rows]


def test_the_sheet_of_a_directive_is_taken_away_with_its_columns(plan: Document, signed_in: SignedIn) -> None:
    address = reverse("sheet", args=[plan.pk])
    rows = excel(taken(signed_in("lan"), address, "xlsx"))
    assert rows[0] == COLUMNS and len(rows) == 10
    assert rows == word(taken(signed_in("lan"), address, "docx"))
    budget = rows[1]
    assert "lập dự toán vườn trường" in budget[1] and "(mục 1)" in budget[1]
    assert budget[2:4] == ["Sở Tài chính tỉnh Hà Thanh", "Sở Nội vụ tỉnh Hà Thanh"]
    assert "31/03/2026" in budget[5] and budget[6] == "chưa đến hạn"
    assert rows[5][6] == "thường xuyên, chưa có ngày" and rows[5][2] == "Hội Làm vườn Trà Giang"


def test_many_bodies_stand_as_the_text_names_them_with_their_number(plan: Document, signed_in: SignedIn) -> None:
    rows = excel(taken(signed_in("lan"), reverse("sheet", args=[plan.pk]), "xlsx"))
    everybody = next(row for row in rows if "tăng cường tuyên truyền" in row[1])
    assert re.fullmatch(r"mọi nơi nhận \(\d+ đơn vị\)", everybody[2])


def test_the_file_of_a_directive_bears_its_heading(plan: Document, signed_in: SignedIn) -> None:
    raw = taken(signed_in("lan"), reverse("sheet", args=[plan.pk]), "docx")
    said = [p.text for p in Word(io.BytesIO(raw)).paragraphs]
    assert said[0] == "BẢNG THEO DÕI KẾ HOẠCH 35/KH-UBND"
    assert said[1:] == ["chăm sóc cây", "UBND tỉnh Hà Thanh, ngày 12/01/2026", "Số liệu ngày 02/02/2026"]


def test_a_file_holds_no_more_than_the_page(cast: Cast, plan: Document, signed_in: SignedIn) -> None:
    raw = taken(signed_in("xuan"), reverse("sheet", args=[plan.pk]), "xlsx")
    assert "UBND xã An Lạc" in str(excel(raw)) and "UBND xã Phú Khê" not in str(excel(raw))
    assert signed_in("binh").get(reverse("sheet", args=[plan.pk]) + "?dang=xlsx").status_code == 404


def test_the_sheet_of_a_body_is_taken_away_whole(cast: Cast, signed_in: SignedIn) -> None:
    body = cast.body("xa.90001.ubnd")
    rows = excel(taken(signed_in("xuan"), reverse("body_sheet", args=[body.pk]), "xlsx"))
    assert len(rows) == 4 and all("Kế hoạch 35/KH-UBND" in row[1] for row in rows[1:])
    assert rows[1][6].startswith("chủ trì: ")


def test_words_that_a_program_would_compute_go_out_as_words(plan: Document, signed_in: SignedIn) -> None:
    Duty.objects.filter(clause="1").update(text='=HYPERLINK("http://vi-du")', product="+84")
    rows = excel(taken(signed_in("lan"), reverse("sheet", args=[plan.pk]), "xlsx"))
    assert rows[1][1].startswith("=HYPERLINK") and rows[1][4] == "+84"


def test_the_command_writes_the_same_files(tmp_path: Path, plan: Document, signed_in: SignedIn) -> None:
    paths = tmp_path / "bang.xlsx", tmp_path / "bang.docx"
    out = io.StringIO()
    call_command("sheet", "35/KH-UBND", "--by", "lan", "--xlsx", str(paths[0]), "--docx", str(paths[1]), stdout=out)
    assert out.getvalue().startswith("9 nhiệm vụ: ") and str(paths[1]) in out.getvalue()
    shown = excel(taken(signed_in("lan"), reverse("sheet", args=[plan.pk]), "xlsx"))
    assert excel(paths[0].read_bytes()) == shown == word(paths[1].read_bytes())


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Không ghi được tệp"):
        call_command("sheet", "35/KH-UBND", "--xlsx", str(tmp_path / "khong-co" / "bang.xlsx"))
