"""The Excel sheet of a criteria set, to be filled in without the site: `read_scores` takes it in again.

A hidden column names the criteria, and the set in its first cells; only what is to be filled in can be written, the
rest is locked without a password.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from phongtrao.printed_table import clean, looks_like_formula
from phongtrao.recognition.answers import Answered
from phongtrao.recognition.criteria import SAMPLE, CriteriaSet, Criterion
from phongtrao.recognition.reasons import number
from phongtrao.recognition.typed_answers import as_typed

MARK = "phongtrao:bang-cham"
"""In the first cell; below it `NAME@VERSION` and the set's digest."""
BOUND = "phongtrao:ho-so"
"""In the first cell of the hidden sheet that binds it to a candidacy; below it the token."""
HEADINGS = (
    "Tiêu chí",
    "Cách trả lời",
    "Điểm tối đa",
    "Trả lời",
    "Tổng số (với tỷ lệ)",
    "Không áp dụng",
    "Lý do, căn cứ chấm",
)
NAME, TITLE, HOW, MOST, VALUE, BASE, NOT_APPLICABLE, REASON = range(8)
WIDTHS = (0, 46, 34, 10, 16, 14, 12, 40)
GUIDE = (
    "Chỉ ghi vào các ô nền vàng. Tiêu chí không áp dụng cho đơn vị: ghi «x» ở cột «Không áp dụng» và ghi lý do. "
    "Không đổi chỗ, gộp ô hay ghi công thức. Không nhập bí mật nhà nước, thông tin cá nhân của người dân."
)
_BOXED = {"text_wrap": True, "valign": "top", "border": 1}
_OPEN = _BOXED | {"bg_color": "#FFF8D6", "locked": False, "num_format": "@"}
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14, "align": "center", "valign": "vcenter", "text_wrap": True},
    "above": {"text_wrap": True, "valign": "top"},
    "sample": {"text_wrap": True, "valign": "top", "bold": True},
    "heading": _BOXED | {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#E7E6E6"},
    "group": _BOXED | {"bold": True, "valign": "vcenter", "bg_color": "#F2F2F2"},
    "text": _BOXED,
    "open": _OPEN,
    "quoted": _OPEN | {"quote_prefix": True},
}


def as_sheet(
    criteria_set: CriteriaSet, answers: Mapping[str, Answered] | None = None, unit: str = "", bound: Sequence[str] = ()
) -> bytes:
    """The set as an Excel file of one sheet to be filled in, with the answers that there are already.

    `unit`: whose it is, in words; `bound`: what a hidden sheet keeps of it (`score_binding`).
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        _Drawn(book, criteria_set, answers or {}, unit).draw()
        if bound:
            hidden = book.add_worksheet("Mã hồ sơ")
            for place, piece in enumerate((BOUND, *bound)):
                hidden.write_string(place, 0, piece)
            hidden.protect()
            hidden.very_hidden()
    return out.getvalue()


def how(one: Criterion) -> str:
    """How the criterion is answered, beside it."""
    ways = {
        "yes_no": "«có» hoặc «không»",
        "number": "số nguyên",
        "share": f"số đạt; bên cạnh: {one.base or 'tổng số'}",
        "choice": "chọn: " + "; ".join(f"{o.title} ({number(o.points)} điểm)" for o in one.options),
        "points": f"số điểm, từ 0 đến {number(one.points)}",
        "deduction": f"số lần; mỗi lần trừ {number(one.points_each)} điểm",
    }
    return ways[one.kind]


class _Drawn:
    """The sheet while it is drawn, from the top down."""

    def __init__(self, book: Any, criteria_set: CriteriaSet, answers: Mapping[str, Answered], unit: str) -> None:
        self.criteria_set, self.answers, self.unit = criteria_set, answers, unit
        self.sheet = book.add_worksheet("Bảng chấm")
        self.lists = book.add_worksheet("Phương án")
        self.looks = {name: book.add_format({"font_name": "Times New Roman", "font_size": 12} | look)
                      for name, look in _FORMATS.items()}  # fmt: skip
        self.row, self.listed = 0, 0

    def draw(self) -> None:
        for column, width in enumerate(WIDTHS):
            self.sheet.set_column(column, column, width, None, {"hidden": not width})
        self._above()
        for column, heading in enumerate(HEADINGS, TITLE):
            self.sheet.write_string(self.row, column, heading, self.looks["heading"])
        self.row += 1
        self.sheet.repeat_rows(self.row - 1)
        for group in self.criteria_set.groups:
            self._across(group.title, "group")
            for one in self.criteria_set.of_group(group.name):
                self._criterion(one)
        self._lock()

    def _across(self, text: str, look: str) -> None:
        self.sheet.set_row(self.row, 20 * (1 + len(text) // 120))
        self.sheet.merge_range(self.row, TITLE, self.row, REASON, clean(text), self.looks[look])
        self.row += 1

    def _above(self) -> None:
        said = self.criteria_set
        for row, mark in enumerate((MARK, f"{said.name}@{said.version}", said.digest)):
            self.sheet.write_string(row, NAME, mark)
        self._across(said.title, "title")
        self._across(f"Căn cứ: {said.source}", "above")
        self._across(f"Phiên bản {said.version}, áp dụng từ {said.valid_from:%d/%m/%Y}. {GUIDE}", "above")
        if self.unit:
            self._across(self.unit, "above")
        if said.sample:
            self._across(f"{SAMPLE}: chỉ để dùng thử.", "sample")
        for gap in said.gaps:
            self._across(f"Chưa rõ: {gap.about}. {gap.words}", "above")

    def _criterion(self, one: Criterion) -> None:
        typed = as_typed(one, self.answers.get(one.name, Answered()))
        self.sheet.write_string(self.row, NAME, one.name)
        veto = " (tiêu chí liệt)" if one.veto else ""
        guide = f"\n{one.guide}" if one.guide else ""
        guide += "\nMinh chứng: bắt buộc." if one.evidence == "required" else ""
        self._text(TITLE, f"{one.title}{veto}{' (điểm thưởng)' if one.bonus else ''}{guide}")
        self._text(HOW, how(one))
        self._text(MOST, number(one.points) if one.points else "")
        self._fill(VALUE, typed.value)
        self._choices(one)
        if one.kind == "share":
            self._fill(BASE, typed.base)
        else:
            self._text(BASE, "")
        if one.may_be_not_applicable:
            self._fill(NOT_APPLICABLE, typed.not_applicable)
        else:
            self._text(NOT_APPLICABLE, "")
        self._fill(REASON, typed.reason)
        self.row += 1

    def _choices(self, one: Criterion) -> None:
        """A list to choose from; those of options stand in a hidden sheet, as Excel bounds the length of a list."""
        if one.kind == "yes_no":
            self._choose(["có", "không"])
        elif one.kind == "choice":
            for place, option in enumerate(one.options):
                self.lists.write_string(place, self.listed, clean(option.title))
            last = xlsxwriter.utility.xl_rowcol_to_cell(len(one.options) - 1, self.listed, True, True)
            first = xlsxwriter.utility.xl_rowcol_to_cell(0, self.listed, True, True)
            self._choose(f"='Phương án'!{first}:{last}")
            self.listed += 1

    def _choose(self, source: list[str] | str) -> None:
        said = "Xin chọn một mục trong danh sách."
        rule = {"validate": "list", "source": source, "error_title": "Chưa đúng", "error_message": said}
        self.sheet.data_validation(self.row, VALUE, self.row, VALUE, rule)

    def _text(self, column: int, text: str) -> None:
        self.sheet.write_string(self.row, column, clean(text), self.looks["text"])

    def _fill(self, column: int, text: str) -> None:
        look = self.looks["quoted" if looks_like_formula(text.lstrip()) else "open"]
        if text:
            self.sheet.write_string(self.row, column, clean(text), look)
        else:
            self.sheet.write_blank(self.row, column, None, look)

    def _lock(self) -> None:
        self.lists.protect()
        self.lists.very_hidden()
        self.sheet.protect("", {"format_rows": True, "format_columns": True})
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_footer("&C&P/&N")
        self.sheet.activate()
