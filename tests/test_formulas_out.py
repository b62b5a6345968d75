"""No text that a person typed is computed by the program that opens what the site hands out."""

from __future__ import annotations

import ast
import csv
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from phongtrao.documents.models import Arrival, Document
from phongtrao.hazards import computes, formulas
from phongtrao.management.commands.permissions import pages
from phongtrao.organisations.models import OrganisationVersion
from phongtrao.table_files import as_csv, as_xlsx, plain, safe
from phongtrao.work.models import AssignmentNote, Duty, TaskDeed
from tests.conftest import Cast
from tests.test_access import OBJECTS, Things, address
from tests.test_access import things as things

SOURCE = Path(__file__).resolve().parents[1] / "src/phongtrao"
WRITERS = {"table_files.py", "printed_table.py", "report_sheet.py", "score_sheet.py", "criteria_sheet.py"}
"""Modules that may write tables; everybody else hands them rows."""
ASKED = ("csv", "xlsx")
EVIL = (
    "=cmd|'/c calc'!A0",
    '+HYPERLINK("http://a")',
    "-1+1|x!",
    "@SUM(A1)",
    "\t=1+1",
    "＝1+1",
    "xã A;=1+1",
    "a\n@SUM(1)",
)
"""What somebody may type as a name, a subject, a note."""


def test_tables_are_written_in_one_place() -> None:
    found = set()
    for path in SOURCE.rglob("*.py"):
        tree = ast.parse(path.read_text())
        names = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        imported = {a.name for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names}
        if "csv.writer" in names or "csv.DictWriter" in names or imported & {"xlsxwriter", "openpyxl"}:
            found.add(path.name)
    assert found <= WRITERS and "table_files.py" in found


@pytest.mark.parametrize("text", EVIL)
def test_whatever_is_typed_is_text_in_a_table_and_comes_back_as_it_was(text: str) -> None:
    said = as_csv(["Tên"], [[text]])
    assert formulas(said.removeprefix("\ufeff")) == []
    assert not computes(safe(text)) and plain(safe(text)) == " ".join(text.split())
    assert no_formula(as_xlsx(["Tên"], [[text]], "Thử"))


def no_formula(raw: bytes) -> bool:
    """Whether every cell of an Excel file is text or a number, none computed."""
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        sheets = [parts.read(n).decode() for n in parts.namelist() if n.startswith("xl/worksheets/sheet")]
    return bool(sheets) and not any(re.search(r'<f[ >]|t="(?:str|e)"', sheet) for sheet in sheets)


def typed_everywhere() -> None:
    """Evil texts wherever people type: names, subjects, remarks, duties, notes."""
    for n, row in enumerate(OrganisationVersion.objects.order_by("pk")):
        OrganisationVersion.objects.filter(pk=row.pk).update(name=EVIL[n % len(EVIL)], short=EVIL[-1], source=EVIL[0])
    Document.objects.update(subject=EVIL[0], issuer_name=EVIL[1], signatory=EVIL[2], number=EVIL[3])
    Arrival.objects.update(handled_by=EVIL[0], remark=EVIL[3])
    Duty.objects.update(text=EVIL[0], product=EVIL[2], actors=[EVIL[3]], support=[EVIL[6]])
    AssignmentNote.objects.update(text=EVIL[0])
    TaskDeed.objects.update(note=EVIL[0])


def test_no_page_hands_out_a_formula(things: Things, signed_in: Callable[[str], Client]) -> None:
    typed_everywhere()
    client, seen = signed_in("quan-tri"), []
    for name, _, access in pages():
        if name not in OBJECTS or access.functions is None or access.deed:
            continue
        for kind in ASKED:
            answer = client.get(address(name, things), {"dang": kind})
            said = answer.headers.get("Content-Type", "")
            if "csv" in said:
                assert formulas(answer.content.decode().removeprefix("\ufeff")) == [], name
            elif "spreadsheetml" in said and name != "file":
                assert no_formula(answer.content), name
            else:
                continue
            seen.append((name, kind))
    assert {("organisations_out", "csv"), ("organisations_out", "xlsx")} <= set(seen)


def test_no_command_hands_out_a_formula(things: Things, tmp_path: Path, cast: Cast) -> None:
    typed_everywhere()
    sheet, table = tmp_path / "a.xlsx", tmp_path / "a.csv"
    call_command("organisations_out", "--to", str(sheet))
    call_command("organisations_out", "--to", str(table))
    assert no_formula(sheet.read_bytes())
    assert formulas(table.read_text().removeprefix("\ufeff")) == []
    assert len(list(csv.reader(io.StringIO(table.read_text())))) > 10
