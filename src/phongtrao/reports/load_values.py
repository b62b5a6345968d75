"""A report's values from a file: CSV of `indicator,value`, or the Excel sheet made from the form (`report_sheet`)."""

from __future__ import annotations

from dataclasses import dataclass

from phongtrao.files import Readable
from phongtrao.organisations.models import Organisation
from phongtrao.reports.arguments import Asked
from phongtrao.reports.enter import Typed
from phongtrao.reports.models import ReportForm
from phongtrao.reports.periods import Period
from phongtrao.table_files import Cells, read_cells

MOST = 5
HEADINGS = ("indicator", "chi_tieu", "chỉ tiêu")


class Wrong(ValueError):
    """A file of values that cannot be taken; the Vietnamese text names each cell and what to do."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a file says: of which report, and what stands in which cell."""

    form: ReportForm
    of: Period
    body: Organisation
    typed: dict[str, Typed]
    places: dict[str, str]
    """Cell → where it stands in the file, `Dòng 5`."""


def read_values(name: str, raw: bytes | Readable, named: Asked | None) -> Read:
    """Values of a CSV, or of any table of two or three columns: indicator, value, base of a share.

    Raises Wrong, or files.Refusal for what the gate of uploads does not let in.
    """
    cells = read_cells(name, raw, secret_free=True)
    if named is None:
        raise Wrong("Tệp không cho biết báo cáo nào; xin ghi --form, --period và --body.")
    if cells.formulas:
        raise Wrong(f"Dòng {cells.formulas[0][0]} có công thức; xin dán giá trị thay cho công thức.")
    typed, places = _values(cells)
    return Read(named.form, named.of, named.body, typed, places)


def _values(cells: Cells) -> tuple[dict[str, Typed], dict[str, str]]:
    typed: dict[str, Typed] = {}
    places: dict[str, str] = {}
    wrong = []
    for number, row in cells.rows:
        name, value, base = [*row, "", "", ""][:3]
        if number == cells.rows[0][0] and name.casefold() in HEADINGS:
            continue
        if name in typed:
            wrong.append(f"Dòng {number}: «{name}» đã có ở {places[name]}; xin giữ một dòng.")
        typed[name], places[name] = Typed(value, base), f"Dòng {number}"
    if wrong:
        raise Wrong("\n".join(wrong[:MOST]))
    return typed, places
