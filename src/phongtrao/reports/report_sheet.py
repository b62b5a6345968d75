"""The Excel sheet of a report, to be filled in without the site and brought back: `read_sheet` takes it in again.

What is asked stands row by row as in the form; only cells that are to be filled in can be written, the rest is locked
without a password. A hidden column names the rows, a hidden sheet holds the signed binding.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter

from phongtrao.dong import MOST
from phongtrao.printed_table import clean, looks_like_formula
from phongtrao.reports.cells import NOTHING, spoken, written
from phongtrao.reports.enter import LONGEST, cell_of
from phongtrao.reports.form import Form, Indicator, Question, Value
from phongtrao.reports.models import Edition, FormVersion, Report
from phongtrao.reports.open_report import current, version_to_write
from phongtrao.reports.sheet_binding import (
    BASE,
    HEADINGS,
    HIDDEN_MARK,
    HOW,
    LAST,
    MARK,
    NAME,
    TITLE,
    UNIT,
    VALUE,
    Binding,
    Written,
    address,
    seal,
)
from phongtrao.reports.unfinished import last_values
from phongtrao.words import day_in_words

WIDTHS = (0, 44, 12, 16, 16, 16, 30)
ANSWER_HEIGHT, LINE = 110, 16
"""Points of an answer's cell, and of a line."""
ACROSS = sum(WIDTHS)
"""Characters from the second column to the last."""
GUIDE = (
    "Chỉ ghi vào các ô nền vàng; ô có (*) là bắt buộc. Không có gì trong kỳ thì ghi «không phát sinh», đừng bỏ trống. "
    "Không đổi chỗ, gộp ô hay ghi công thức. Ghi xong, nạp tệp này tại trang của báo cáo. "
    "Không nhập bí mật nhà nước, thông tin cá nhân của người dân."
)
_BASE_TITLE = "tổng số"
_NUMBER = f'=IF(ISNUMBER(@),AND(@>=0,@<={MOST},@=INT(@)),LOWER(TRIM(@))="{NOTHING}")'
"""What fits into a cell `@` for a number; a sum of words with numbers would be an error in Excel, hence the IF."""
_BOXED = {"text_wrap": True, "valign": "top", "border": 1}
_OPEN = _BOXED | {"bg_color": "#FFF8D6", "locked": False}
_WORDS = _OPEN | {"num_format": "@"}
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14, "align": "center", "valign": "vcenter", "text_wrap": True},
    "above": {"text_wrap": True, "valign": "top"},
    "guide": {"text_wrap": True, "valign": "top", "italic": True},
    "heading": _BOXED | {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#E7E6E6"},
    "section": _BOXED | {"bold": True, "valign": "vcenter", "bg_color": "#F2F2F2"},
    "text": _BOXED,
    "right": _BOXED | {"align": "right"},
    "number": _OPEN | {"align": "right", "num_format": "#,##0"},
    "choice": _WORDS,
    "quoted": _WORDS | {"quote_prefix": True},
}


@dataclass(frozen=True, slots=True)
class Filled:
    """A report as its sheet begins: by which version, what stands in it, what was said for the period before."""

    report: Report
    version: FormVersion
    there: dict[str, Written]
    last: dict[str, Value]
    at: datetime


def filled(report: Report, at: datetime) -> Filled:
    """The report as it stands at the moment; it may not have been opened yet (`open_report.find_report`)."""
    version, edition = version_to_write(report), current(report)
    return Filled(report, version, written_in(edition) if edition else {}, last_values(report), at)


def written_in(edition: Edition) -> dict[str, Written]:
    """Every cell of an edition that is not empty, as it is written."""
    form = edition.version.said
    figures = {f.indicator.name: f for f in edition.figures.select_related("indicator")}
    said = {i.name: written(i, cell_of(figures.get(i.name))) for i in form.indicators if i.name in figures}
    return said | {a.question: (a.text, "") for a in edition.answers.all()}


def binding_of(one: Filled) -> Binding:
    report = one.report
    return Binding(report.form.name, one.version.number, report.period, report.organisation.code, one.at, one.there)


def as_sheet(one: Filled) -> bytes:
    """The report as an Excel file of one sheet to be filled in, printed on A4 lying down."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": clean(one.report.title), "created": one.at.replace(tzinfo=None)})
        _Drawn(book, one).draw()
    return out.getvalue()


class _Drawn:
    """The sheet while it is drawn, from the top down."""

    def __init__(self, book: Any, one: Filled) -> None:
        self.book, self.one = book, one
        self.form: Form = one.version.said
        self.sheet = book.add_worksheet("Báo cáo")
        self.hidden = book.add_worksheet("Mã bảng")
        self.looks = {name: book.add_format({"font_name": "Times New Roman", "font_size": 12} | look)
                      for name, look in _FORMATS.items()}  # fmt: skip
        self.row, self.lists = 0, 0

    def draw(self) -> None:
        self.sheet.write_string(0, NAME, MARK)
        for column, width in enumerate(WIDTHS):
            self.sheet.set_column(column, column, width, None, {"hidden": not width})
        self._above()
        self._headings()
        for title, asked in by_section(self.form):
            self._across(title, "section")
            for one in asked:
                self._indicator(one) if isinstance(one, Indicator) else self._question(one)
        self._seal()
        self._lock()

    def _across(self, text: str, look: str, size: float = 12) -> None:
        """A line over all columns, as high as its words need."""
        lines = sum(1 + int(len(part) * size / 12 // ACROSS) for part in text.split("\n"))
        self.sheet.set_row(self.row, LINE * size / 12 * lines + 4)
        self.sheet.merge_range(self.row, TITLE, self.row, HOW, clean(text), self.looks[look])
        self.row += 1

    def _above(self) -> None:
        report, of = self.one.report, self.one.report.of
        rule = self.form.rule_for(of)
        first, last = rule.window(of) if rule else (of.first, of.last)
        self._across(self.form.title.upper(), "title", 14)
        self._across(f"Đơn vị báo cáo: {report.organisation.name_on(report.last_day)}", "above")
        covered = f"số liệu từ {day_in_words(first)} đến {day_in_words(last)}"
        self._across(f"Kỳ báo cáo: {of.words} ({covered})", "above")
        due = f"Hạn gửi: {day_in_words(report.due)}. " if report.due else ""
        self._across(f"{due}Nơi nhận: {report.receiver.name_on(report.last_day)}", "above")
        self._across(f"Căn cứ: {self.one.version.source}", "above")
        self._across(GUIDE, "guide")

    def _headings(self) -> None:
        for column, heading in enumerate(HEADINGS, TITLE):
            self.sheet.write_string(self.row, column, heading, self.looks["heading"])
        self.row += 1
        self.sheet.repeat_rows(self.row - 1)

    def _indicator(self, one: Indicator) -> None:
        value, base = self.one.there.get(one.name, ("", ""))
        last = self.one.last.get(one.name)
        self._named(one.name)
        self._text(TITLE, f"{one.title} (*)" if one.required else one.title)
        self._text(UNIT, one.unit or ("đồng" if one.type == "money" else ""))
        self.sheet.write_string(self.row, LAST, clean(spoken(one, last)) if last else "", self.looks["right"])
        self._fill(VALUE, value, is_number=one.type not in ("yes_no", "level"))
        self._text(HOW, how(one))
        if one.type == "share":
            self._fill(BASE, base, is_number=True)
            self._number_wanted(BASE, one.base or _BASE_TITLE)
        else:
            self._text(BASE, "")
        self._wanted(one)
        self.row += 1

    def _wanted(self, one: Indicator) -> None:
        if one.type == "yes_no":
            self._choose(["có", "không"], "Xin chọn «có» hoặc «không».")
        elif one.type == "level":
            for place, level in enumerate(one.levels):
                self.hidden.write_string(place, 2 + self.lists, clean(level))
            column = address(1, 2 + self.lists)[:-1]
            self.lists += 1
            self._choose(f"='Mã bảng'!${column}$1:${column}${len(one.levels)}", "Xin chọn một mức trong danh sách.")
        else:
            self._number_wanted(VALUE, how(one))

    def _choose(self, source: list[str] | str, said: str) -> None:
        wanted = {"validate": "list", "source": source, "input_title": "Cách ghi", "input_message": said}
        self.sheet.data_validation(self.row, VALUE, self.row, VALUE, wanted | _refusing(said, "stop"))

    def _number_wanted(self, column: int, said: str) -> None:
        rule = _NUMBER.replace("@", address(self.row + 1, column))
        wanted = {"validate": "custom", "value": rule, "input_title": "Cách ghi", "input_message": _short(said)}
        # Letters with marks can be typed in two ways that Excel does not take for one: it only warns.
        warning = _refusing(f"Xin ghi số nguyên không âm, hoặc «{NOTHING}».", "warning")
        self.sheet.data_validation(self.row, column, self.row, column, wanted | warning)

    def _question(self, one: Question) -> None:
        self._across(f"{one.title} (*)" if one.required else one.title, "text")
        self._named(one.name)
        text = clean(self.one.there.get(one.name, ("", ""))[0])
        self.sheet.set_row(self.row, min(400, max(ANSWER_HEIGHT, LINE * (len(text) // ACROSS + text.count("\n") + 2))))
        look = self.looks["quoted" if looks_like_formula(text.lstrip()) else "choice"]
        self.sheet.merge_range(self.row, TITLE, self.row, HOW, text, look)
        said = f"Trả lời bằng lời, nhiều nhất {LONGEST} ký tự; Alt+Enter để xuống dòng."
        self.sheet.data_validation(
            self.row, TITLE, self.row, TITLE, {"validate": "any", "input_title": "Cách ghi", "input_message": said}
        )
        self.row += 1

    def _named(self, name: str) -> None:
        self.sheet.write_string(self.row, NAME, name)

    def _text(self, column: int, text: str) -> None:
        self.sheet.write_string(self.row, column, clean(text), self.looks["text"])

    def _fill(self, column: int, text: str, is_number: bool) -> None:
        digits = text.replace(".", "")
        look = self.looks["number" if is_number else "choice"]
        if is_number and digits.isdecimal():
            self.sheet.write_number(self.row, column, int(digits), look)
        else:
            self.sheet.write_string(self.row, column, clean(text), look) if text else self.sheet.write_blank(
                self.row, column, None, look
            )

    def _seal(self) -> None:
        self.hidden.write_string(0, 0, HIDDEN_MARK)
        for place, piece in enumerate(seal(binding_of(self.one)), 1):
            self.hidden.write_string(place, 0, piece)
        self.hidden.protect()
        self.hidden.very_hidden()

    def _lock(self) -> None:
        self.sheet.protect("", {"format_rows": True, "format_columns": True})
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.set_margins(left=0.8, right=0.5, top=0.6, bottom=0.6)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_footer("&C&P/&N")
        self.sheet.activate()


def by_section(form: Form) -> Iterator[tuple[str, list[Indicator | Question]]]:
    """Title of each section that asks something, with its indicators, then its questions."""
    for name, title in form.sections:
        asked: list[Indicator | Question] = [i for i in form.indicators if i.section == name]
        asked += [q for q in form.questions if q.section == name]
        if asked:
            yield title, asked


def how(one: Indicator) -> str:
    """How a cell is to be filled in, beside it."""
    if one.type == "yes_no":
        return "chọn «có» hoặc «không»"
    if one.type == "level":
        return "chọn một mức"
    if one.type == "share":
        return f"số đạt ở cột «Kỳ này», {one.base or _BASE_TITLE} ở cột bên cạnh; hoặc «{NOTHING}»"
    return f"{'số tiền, bằng đồng' if one.type == 'money' else 'số nguyên'}; hoặc «{NOTHING}»"


def _short(text: str) -> str:
    return text if len(text) <= 250 else f"{text[:249]}…"


def _refusing(said: str, how_much: str) -> dict[str, Any]:
    return {"error_title": "Chưa đúng", "error_message": said, "error_type": how_much}
