"""A report's values from a file: CSV of `indicator,value`, or the Excel sheet made from the form (`report_sheet`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from phongtrao.files import Readable, inspect
from phongtrao.organisations.models import Organisation
from phongtrao.reports.arguments import Asked
from phongtrao.reports.enter import Typed
from phongtrao.reports.models import FormVersion, ReportForm
from phongtrao.reports.periods import Period, period
from phongtrao.reports.read_sheet import AGAIN, NotASheet, SheetRead, read_sheet
from phongtrao.table_files import Cells, cells_of, sheets_of

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
    """Cell → where it stands in the file: `Dòng 5` of a CSV, `E12` of a sheet."""
    wrong: dict[str, str] = field(default_factory=dict)
    """Cells that cannot be taken as they stand, and why."""
    version: FormVersion | None = None
    """By which a sheet was made; None for a CSV."""
    made_at: datetime | None = None
    """When a sheet was made; what its `Typed.was` says stood there then."""


NO_OTHER = (
    "Tệp không phải bảng của báo cáo này, và không dòng nào bắt đầu bằng tên một mục của mẫu. Xin tải bảng tại trang "
    "của báo cáo rồi điền; hoặc gửi tệp CSV hai cột: tên chỉ tiêu, giá trị."
)


def read_values(name: str, raw: bytes | Readable, named: Asked | None, secret_free: bool = True) -> Read:
    """Values of a report's own sheet, of a CSV, or of any table of two or three columns: indicator, value, base.

    `named`: which report is meant; a sheet says it itself and must not say another one. Raises Wrong, or files.Refusal
    for what the gate of uploads does not let in.
    """
    inspected = inspect(name, raw, secret_free, "attachment")
    try:
        sheet = read_sheet(sheets_of(inspected))
    except NotASheet as error:
        raise Wrong(str(error)) from error
    if sheet is not None:
        return _of_sheet(sheet, named)
    if named is None:
        raise Wrong("Tệp không cho biết báo cáo nào; xin ghi --form, --period và --body.")
    cells = cells_of(inspected)
    if cells.formulas:
        raise Wrong(f"Dòng {cells.formulas[0][0]} có công thức; xin dán giá trị thay cho công thức.")
    typed, places = _values(cells)
    version = named.form.version_on(named.of.last)
    if version and typed and not set(typed) & {one.name for one in version.said.cells}:
        raise Wrong(NO_OTHER)
    return Read(named.form, named.of, named.body, typed, places)


def _of_sheet(sheet: SheetRead, named: Asked | None) -> Read:
    """What the sheet says, where it is of the report that is meant. Raises Wrong."""
    binding, form = sheet.binding, sheet.version.form
    of, body = period(binding.period), Organisation.objects.filter(code=binding.body).first()
    if body is None:
        raise Wrong(f"Không còn tổ chức mã «{binding.body}» mà bảng này lập cho. {AGAIN}")
    if named is not None and (named.form, named.of, named.body) != (form, of, body):
        own = f"«{form.title}», {of.words}, {body.name_on(of.last)}"
        asked = f"«{named.form.title}», {named.of.words}, {named.body.name_on(named.of.last)}"
        raise Wrong(f"Bảng này là {own}; không phải {asked}. Xin nạp bảng này ở đúng báo cáo của nó.")
    return Read(form, of, body, sheet.typed, sheet.places, sheet.wrong, sheet.version, binding.made_at)


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
        raise Wrong("\n".join(wrong))
    return typed, places
