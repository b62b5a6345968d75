"""130 workbooks consolidated as offices do it now, with openpyxl and with pandas, beside the same 130 taken in here.

One workbook a commune, a row an indicator, as a province's template has them. Taken in here means all that the site
does with a file: the gate of uploads, each value read and checked, sent, approved, accepted and logged; then rolled up.
"""

from __future__ import annotations

import io
import random
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

FORM, PERIOD, PROVINCE = "mau-0", "2026", "tinh0"
HEADINGS = ("chi_tieu", "gia_tri", "tong_so")
Sums = dict[str, tuple[int, int]]
"""Indicator → value and base."""


def measure() -> None:
    """Make the workbooks, consolidate them in each way, print what each took; they must agree."""
    from phongtrao.reports.models import ReportForm

    version = ReportForm.objects.get(name=FORM).versions.get()
    with tempfile.TemporaryDirectory() as folder:
        files = made(Path(folder), version.said)
        for name, module, way in (
            ("openpyxl", "openpyxl", by_openpyxl),
            ("pandas (với openpyxl)", "pandas", by_pandas),
        ):
            if find_spec(module) and find_spec("openpyxl"):
                _print(f"{len(files)} tệp Excel cộng bằng {name}", lambda way=way: way(files), files)
            else:
                print(f"  130 tệp Excel cộng bằng {name}: bỏ qua, chưa cài (pip install -e .[bench])")
        _print(f"{len(files)} tệp Excel nhập vào đây, nhận và tổng hợp", lambda: taken_in(files), files)


def _print(title: str, way: Callable[[], Sums], files: dict[Path, Sums]) -> None:
    begin = time.perf_counter()
    found = way()
    took = time.perf_counter() - begin
    right = {name: _total([one[name] for one in files.values()]) for name in next(iter(files.values()))}
    assert {name: found[name] for name in right} == right, title
    print(f"  {title:52} {took:6.2f} s", flush=True)


def _total(parts: list[tuple[int, int]]) -> tuple[int, int]:
    return sum(value for value, _ in parts), sum(base for _, base in parts)


def made(folder: Path, said: Any) -> dict[Path, Sums]:
    """A workbook for each commune and what stands in it; written by what the site writes Excel with."""
    import xlsxwriter

    chance, files = random.Random(7), {}
    for number in range(130):
        values = {one.name: _value(one.type, chance) for one in said.indicators}
        path = folder / f"xa{number}.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("Báo cáo")
            sheet.write_row(0, 0, HEADINGS)
            for at, (name, (value, base)) in enumerate(values.items(), 1):
                sheet.write_row(at, 0, [name, value, *([base] if base else [])])
        files[path] = values
    return files


def _value(type_: str, chance: random.Random) -> tuple[int, int]:
    if type_ == "share":
        return chance.randrange(90), 90
    return chance.randrange(2 if type_ == "yes_no" else 90), 0


def by_openpyxl(files: dict[Path, Sums]) -> Sums:
    """Each workbook opened, its cells added to those of the others."""
    from openpyxl import load_workbook

    found: Sums = {}
    for path in files:
        book = load_workbook(path, data_only=True)
        for name, value, base in book.worksheets[0].iter_rows(min_row=2, max_col=3, values_only=True):
            old = found.get(name, (0, 0))
            found[name] = (old[0] + value, old[1] + (base or 0))
    return found


def by_pandas(files: dict[Path, Sums]) -> Sums:
    """All read, put one below the other, summed by indicator."""
    import pandas

    whole = pandas.concat(pandas.read_excel(path) for path in files)
    sums = whole.groupby("chi_tieu")[["gia_tri", "tong_so"]].sum()
    return {str(name): (int(row["gia_tri"]), int(row["tong_so"])) for name, row in sums.iterrows()}


def taken_in(files: dict[Path, Sums]) -> Sums:
    """What `phongtrao report-load FILE --send --accept` does with each, one after the other, then the roll-up."""
    from phongtrao.organisations.models import Organisation, User
    from phongtrao.reports.arguments import Asked
    from phongtrao.reports.enter import save
    from phongtrao.reports.load_values import read_values
    from phongtrao.reports.models import ReportForm
    from phongtrao.reports.open_report import draft_of, report_of
    from phongtrao.reports.periods import period
    from phongtrao.reports.report_deeds import take
    from phongtrao.reports.roll_up import roll_up
    from phongtrao.words import HANOI

    form, of, at = ReportForm.objects.get(name=FORM), period(PERIOD), datetime(2026, 12, 10, 9, tzinfo=HANOI)
    people = [(User.objects.get(username=f"viet{n}"), User.objects.get(username=f"duyet{n}")) for n in (0, 1)]
    receiver = User.objects.get(username="nhan")
    for number, path in enumerate(files):
        writer, leader = people[number % 2]
        body = Organisation.objects.get(code=f"{PROVINCE}.xa{number}")
        read = read_values(path.name, io.BytesIO(path.read_bytes()), Asked(form, of, body))
        edition = draft_of(report_of(read.form, read.of, read.body), writer, at)
        saved = save(edition, read.typed, writer, at)
        assert not saved.wrong, saved.wrong
        for deed, by in (("send_report", writer), ("approve_report", leader), ("accept_report", receiver)):
            edition = take(edition, deed, by, at)
    found = roll_up(form, of, Organisation.objects.get(code=f"{PROVINCE}.ubnd")).totals
    return {name: (one.value.value, one.value.base or 0) for name, one in found.items() if one.value}
