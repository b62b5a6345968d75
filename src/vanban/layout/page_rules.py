"""Rules of the sheet: size, direction, margins, face, colour, page numbers (Appendix I, Part I, Mục I)."""

from __future__ import annotations

from collections.abc import Iterator

from vanban.layout.forms import FORMS, PAGE, PART_ONE, Range
from vanban.layout.parts import Parts
from vanban.layout.rule import Example, Finding, LayoutRule, points, quoted, shown_number
from vanban.layout.seen import SeenSection

_SLACK = 0.5
"""Millimetres that Word's rounding may cost."""
_SIDES = {"top": "lề trên", "bottom": "lề dưới", "left": "lề trái", "right": "lề phải"}


def _sections(parts: Parts) -> Iterator[tuple[str, SeenSection]]:
    several = len(parts.seen.sections) > 1
    for at, section in enumerate(parts.seen.sections, 1):
        yield (f"phần trang thứ {at}" if several else "trang giấy"), section


def _sheet(parts: Parts) -> Iterator[Finding]:
    for where, section in _sections(parts):
        sides = sorted((section.width, section.height))
        if abs(sides[0] - PAGE.width) > _SLACK or abs(sides[1] - PAGE.height) > _SLACK:
            found = f"{shown_number(section.width)} × {shown_number(section.height)} mm"
            yield Finding(where, found, "khổ A4 (210 × 297 mm)")


def _direction(parts: Parts) -> Iterator[Finding]:
    with_tables = {line.section for line in parts.seen.lines if line.ruled_table}
    for at, (where, section) in enumerate(_sections(parts)):
        if section.across and at not in with_tables:
            yield Finding(where, "trình bày theo chiều rộng, không có bảng", "theo chiều dài của khổ A4")


def _margins(parts: Parts) -> Iterator[Finding]:
    for where, section in _sections(parts):
        for side, name in _SIDES.items():
            allowed: Range = getattr(PAGE, side)
            length: float = getattr(section, side)
            if not allowed[0] - _SLACK <= length <= allowed[1] + _SLACK:
                wanted = f"{shown_number(allowed[0])} đến {shown_number(allowed[1])} mm"
                yield Finding(f"{where}, {name}", f"{shown_number(length)} mm", wanted)


def _face(parts: Parts) -> Iterator[Finding]:
    for line in parts.seen.lines:
        others = {font for run in line.letters for font in run.fonts} - {PAGE.font}
        if others:
            yield Finding(quoted(line), f"phông chữ {', '.join(sorted(others))}", f"phông chữ {PAGE.font}")


def _colour(parts: Parts) -> Iterator[Finding]:
    stamps = parts.of("urgency")
    for line in parts.seen.lines:
        others = {run.colour for run in line.letters} - set(PAGE.colours)
        if others and line not in stamps:
            yield Finding(quoted(line), f"chữ màu {', '.join(sorted(others))}", "chữ màu đen")


def _numbered(parts: Parts) -> Iterator[Finding]:
    for where, section in _sections(parts):
        number = section.number
        if number is None:
            found = "không có số trang; chỉ đúng khi văn bản dài một trang"
            yield Finding(where, found, "số trang từ trang thứ hai", told=False)
        elif number.below or number.align != "center":
            place = "lề dưới" if number.below else "lề trên, không canh giữa"
            yield Finding(where, f"số trang ở {place}", "số trang canh giữa trong lề trên")


def _number_form(parts: Parts) -> Iterator[Finding] | None:
    sizes = FORMS["page_number"].sizes
    shown = [(where, section.number) for where, section in _sections(parts) if section.number]
    return (
        (
            Finding(
                where, _number_look(number.size, number.italic, number.figures), f"chữ số Ả Rập, {points(sizes)}, đứng"
            )
            for where, number in shown
            if not sizes[0] <= number.size <= sizes[1] or number.italic or number.figures != "decimal"
        )
        if shown
        else None
    )


def _number_look(size: float, italic: bool, figures: str) -> str:
    kind = "chữ số Ả Rập" if figures == "decimal" else "không phải chữ số Ả Rập"
    return f"{kind}, cỡ {shown_number(size)}, {'nghiêng' if italic else 'đứng'}"


def _first_page(parts: Parts) -> Iterator[Finding]:
    where, section = next(_sections(parts))
    if section.first_number is not None:
        yield Finding(where, "số trang hiện ở trang thứ nhất", "không hiện số ở trang thứ nhất")
    if section.start not in (None, 1):
        yield Finding(where, f"số trang bắt đầu từ {section.start}", "số trang bắt đầu từ 1")


RULES: tuple[LayoutRule, ...] = (
    LayoutRule(
        1,
        "Khổ giấy A4",
        f"{PART_ONE}I.1",
        _sheet,
        Example("Giấy 210 × 297 mm", "page", {"width": 210, "height": 297}),
        Example("Giấy Letter 216 × 279 mm", "page", {"width": 216, "height": 279}),
    ),
    LayoutRule(
        2,
        "Trình bày theo chiều dài; theo chiều rộng chỉ khi có bảng không tách thành phụ lục",
        f"{PART_ONE}I.2",
        _direction,
        Example("Trang đứng", "page"),
        Example("Trang ngang, không có bảng", "page", {"width": 297, "height": 210}),
    ),
    LayoutRule(
        3,
        "Lề trên, dưới 20 - 25 mm; lề trái 30 - 35 mm; lề phải 15 - 20 mm",
        f"{PART_ONE}I.3",
        _margins,
        Example("Lề phải 15 mm", "page", {"right": 15}),
        Example("Lề trái 20 mm", "page", {"left": 20}),
    ),
    LayoutRule(
        4,
        "Phông chữ Times New Roman",
        f"{PART_ONE}I.4",
        _face,
        Example("Times New Roman", "body", {"font": "Times New Roman"}),
        Example("Một đoạn bằng Arial", "body", {"font": "Arial"}),
    ),
    LayoutRule(
        5,
        "Chữ màu đen",
        f"{PART_ONE}I.4",
        _colour,
        Example("Màu đen (000000)", "body", {"colour": "000000"}),
        Example("Một đoạn màu xanh", "body", {"colour": "0000FF"}),
    ),
    LayoutRule(
        6,
        "Số trang canh giữa trong lề trên",
        f"{PART_ONE}I.7",
        _numbered,
        Example("Số trang ở giữa lề trên", "page_number"),
        Example("Số trang ở bên phải", "page_number", {"align": "right"}),
    ),
    LayoutRule(
        7,
        "Số trang bằng chữ số Ả Rập, cỡ 13 đến 14, chữ đứng",
        f"{PART_ONE}I.7",
        _number_form,
        Example("Số trang cỡ 13", "page_number", {"size": 13}),
        Example("Số trang cỡ 10", "page_number", {"size": 10}),
    ),
    LayoutRule(
        8,
        "Số trang đánh từ 1, không hiện ở trang thứ nhất",
        f"{PART_ONE}I.7",
        _first_page,
        Example("Trang đầu không có số", "page_number"),
        Example("Trang đầu có số", "page_number", {"on_first": True}),
    ),
)
