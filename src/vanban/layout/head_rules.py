"""Rules of the head: national title, agency, number, place and day, mark of urgency (Mục II.1 to II.4, III.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.kinds import ABBREVIATIONS, BY_SLUG
from vanban.layout.forms import (
    AGENCY_RULE,
    FORMS,
    MOTTO,
    MOTTO_RULE,
    NATIONAL_TITLE,
    PART_ONE,
    URGENCY,
    Range,
)
from vanban.layout.parts import Parts
from vanban.layout.rule import Check, Example, Finding, LayoutRule, form_of, hold_form, missing, quoted, shown_number
from vanban.layout.widths import width

_SLACK = 0.08
"""Share of the words that a drawn line may be shorter or longer: other makers of the face, Word's rounding."""
_NEAR_SINGLE = 1.05
_OPEN = re.compile(r"[\s.…_]*")
_NUMBERED = re.compile(r"Số: (?P<number>[^/]*?) ?/(?P<symbol>.+)")
_SYMBOL = re.compile(r"[A-ZĐÂĂÊÔƠƯ][A-Za-zĐđ0-9&]*(?:-[A-ZĐÂĂÊÔƠƯ][A-Za-zĐđÂĂÊÔƠƯ0-9&]*)+")
_DATE = re.compile(r"[^,]+, ngày (?P<day>\d{2}) tháng (?:0[12]|[3-9]|1[0-2]) năm \d{4}")
_OPEN_DATE = re.compile(r"[^,]+, ngày[\s.…_\d]*tháng[\s.…_\d]*năm[\s.…_\d]*")


def _same_title(text: str) -> bool:
    """Whether words are the national title; HOÀ and HÒA are one spelling."""
    return text.replace("HOÀ", "HÒA") == NATIONAL_TITLE


def _title(parts: Parts) -> list[Finding]:
    lines = parts.of("national_title")
    wrong = [Finding(quoted(line), "khác lời", f"“{NATIONAL_TITLE}”") for line in lines if not _same_title(line.text)]
    return missing(parts, "national_title") + wrong + hold_form(FORMS["national_title"], lines)


def _motto(parts: Parts) -> list[Finding]:
    lines = parts.of("motto")
    wrong = [Finding(quoted(line), "khác lời hoặc dấu nối", f"“{MOTTO}”") for line in lines if line.text != MOTTO]
    return missing(parts, "motto") + wrong + hold_form(FORMS["motto"], lines)


def _close_lines(*names: str) -> Check:
    def check(parts: Parts) -> Iterator[Finding] | None:
        lines = [line for part in names for line in parts.of(part)]
        apart = (line for line in lines if line.spacing > _NEAR_SINGLE)
        found = (Finding(quoted(line), f"cách dòng {shown_number(line.spacing)}", "dòng đơn") for line in apart)
        return found if lines else None

    return check


def rule_under(part: str, allowed: Range) -> Check:
    """The check that a solid line of a length, in shares of the words above, stands under a part."""

    def check(parts: Parts) -> list[Finding] | None:
        lines = parts.of(part)
        if not lines:
            return None
        drawn = parts.rule_under(part)
        wanted = "đường kẻ dài " + _share(allowed) + " dòng chữ"
        if drawn is None:
            under = any(run.underlined for run in lines[-1].runs)
            found = "chữ gạch chân" if under else "không thấy đường kẻ"
            return [] if under and allowed == MOTTO_RULE else [Finding(quoted(lines[-1]), found, wanted)]
        words = max(width(line.text, line.size, form.bold) for line in lines)
        return _held(quoted(lines[-1]), (drawn.rule or 0) / words if words else 0, allowed, wanted)

    form = FORMS[part]
    return check


def _held(where: str, share: float, allowed: Range, wanted: str) -> list[Finding]:
    if not share:
        return [Finding(where, "có đường kẻ, không đo được độ dài", wanted, told=False)]
    if allowed[0] - _SLACK <= share <= allowed[1] + _SLACK:
        return []
    return [Finding(where, f"đường kẻ dài {round(share * 100)}% dòng chữ", wanted)]


def _share(allowed: Range) -> str:
    return "bằng" if allowed == MOTTO_RULE else "1/3 đến 1/2"


def _agency(parts: Parts) -> list[Finding]:
    return missing(parts, "agency") + hold_form(FORMS["agency"], parts.of("agency"))


def _number(parts: Parts) -> list[Finding]:
    wanted = "“Số: ” và số có ít nhất hai chữ số, rồi “/” liền ký hiệu"
    for line in parts.of("number"):
        match = _NUMBERED.fullmatch(line.text)
        if match is None:
            return [Finding(quoted(line), "không đúng dạng", wanted)]
        if _OPEN.fullmatch(match["number"]):
            return [Finding(quoted(line), "chưa có số", wanted, told=False)]
        if not re.fullmatch(r"\d{2,}[a-z]?", match["number"]):
            return [Finding(quoted(line), f"số “{match['number']}”", wanted)]
    return missing(parts, "number")


def _symbol(parts: Parts) -> list[Finding] | None:
    match = _NUMBERED.fullmatch(parts.text("number"))
    if match is None:
        return None
    where, symbol = quoted(parts.of("number")[0]), match["symbol"]
    if not _SYMBOL.fullmatch(symbol):
        return [Finding(where, f"ký hiệu “{symbol}”", "chữ in hoa, các nhóm nối bằng “-”, không cách chữ")]
    first = symbol.split("-")[0]
    if parts.kind == "cong_van" and first == "CV":
        return [Finding(where, f"ký hiệu “{symbol}”", "tên cơ quan viết tắt, rồi đơn vị soạn thảo hoặc lĩnh vực")]
    short = BY_SLUG[parts.kind].abbreviations if parts.kind and parts.kind != "cong_van" else ()
    if short and first not in short and first.casefold() in ABBREVIATIONS:
        return [Finding(where, f"ký hiệu “{symbol}”", f"bắt đầu bằng “{short[0]}-”")]
    if short and first not in short:
        return [Finding(where, f"ký hiệu “{symbol}” không có tên loại viết tắt", f"bắt đầu bằng “{short[0]}-”")]
    return []


def _date(parts: Parts) -> list[Finding]:
    wanted = "“Địa danh, ngày 05 tháng 01 năm 2026”: ngày dưới 10 và tháng 1, 2 có số 0 phía trước"
    lines = parts.of("place_date")
    if not lines:
        return missing(parts, "place_date")
    match, where = _DATE.fullmatch(parts.text("place_date")), quoted(lines[0])
    if match and 1 <= int(match["day"]) <= 31:
        return []
    is_open = re.search(r"ngày[\s.…_]+tháng|tháng[\s.…_]+năm|năm[\s.…_]*$", parts.text("place_date"))
    if is_open and _OPEN_DATE.fullmatch(parts.text("place_date")):
        return [Finding(where, "chưa có ngày", wanted, told=False)]
    return [Finding(where, "không đúng dạng", wanted)]


def beside(one: str, other: str, wanted: str) -> Check:
    """The check that two parts stand in one row of a table; told only where both are in tables."""

    def check(parts: Parts) -> list[Finding] | None:
        first, second = parts.of(one)[:1], parts.of(other)[:1]
        if not first or not second:
            return None
        here, there = first[0].cell, second[0].cell
        if here is None or there is None:
            found = "không đặt trong bảng nên không đo được vị trí"
            return [Finding(quoted(second[0]), found, wanted, told=False)]
        return [] if here[:2] == there[:2] else [Finding(quoted(second[0]), "không cùng dòng", wanted)]

    return check


def _urgency(parts: Parts) -> list[Finding] | None:
    lines = parts.of("urgency")
    if not lines:
        return None
    wanted = "khung viền đơn " + ", ".join(f"{name} {w:.0f} × {h:.0f} mm" for name, (w, h) in URGENCY.items())
    loose = [line for line in lines if not line.framed and not line.ruled_table]
    unframed = [Finding(quoted(line), "không thấy khung quanh chữ", wanted, told=False) for line in loose]
    return unframed + hold_form(FORMS["urgency"], lines)


_LINE = "Hà Thành, ngày {}"

RULES: tuple[LayoutRule, ...] = (
    LayoutRule(
        9,
        "Quốc hiệu: đúng lời, in hoa, cỡ 12 đến 13, đứng, đậm, canh giữa",
        FORMS["national_title"].source,
        _title,
        Example("Quốc hiệu cỡ 13", "national_title", {"size": 13}),
        Example("Quốc hiệu cỡ 14", "national_title", {"size": 14}),
    ),
    LayoutRule(
        10,
        "Tiêu ngữ: đúng lời, có gạch nối cách chữ, cỡ 13 đến 14, đứng, đậm, canh giữa",
        FORMS["motto"].source,
        _motto,
        Example("Độc lập - Tự do - Hạnh phúc", "motto", {"text": "Độc lập - Tự do - Hạnh phúc"}),
        Example("Độc lập-Tự do-Hạnh phúc", "motto", {"text": "Độc lập-Tự do-Hạnh phúc"}),
    ),
    LayoutRule(
        11,
        "Dưới Tiêu ngữ có đường kẻ dài bằng dòng chữ",
        f"{PART_ONE}II.1.b",
        rule_under("motto", MOTTO_RULE),
        Example("Đường kẻ dài bằng dòng chữ", "rule under motto"),
        Example("Đường kẻ dài 20 mm", "rule under motto", {"length": 20}),
    ),
    LayoutRule(
        12,
        "Quốc hiệu và Tiêu ngữ cách nhau dòng đơn",
        f"{PART_ONE}II.1.c",
        _close_lines("national_title", "motto"),
        Example("Dòng đơn", "motto", {"spacing": 1.0}),
        Example("Cách dòng 1,5", "motto", {"spacing": 1.5}),
    ),
    LayoutRule(
        13,
        "Tên cơ quan chủ quản: in hoa, cỡ 12 đến 13, đứng, không đậm, canh giữa",
        FORMS["parent"].source,
        form_of("parent"),
        Example("Cỡ 13", "parent", {"size": 13}),
        Example("Chữ nghiêng", "parent", {"italic": True}),
        of="to_trinh",
    ),
    LayoutRule(
        14,
        "Tên cơ quan ban hành: in hoa, cỡ 12 đến 13, đứng, đậm, canh giữa",
        FORMS["agency"].source,
        _agency,
        Example("Cỡ 13", "agency", {"size": 13}),
        Example("Cỡ 14", "agency", {"size": 14}),
    ),
    LayoutRule(
        15,
        "Dưới tên cơ quan có đường kẻ dài 1/3 đến 1/2 dòng chữ",
        f"{PART_ONE}II.2.b",
        rule_under("agency", AGENCY_RULE),
        Example("Đường kẻ dài 15 mm", "rule under agency", {"length": 15}),
        Example("Đường kẻ dài bằng cả ô", "rule under agency", {"length": 60}),
    ),
    LayoutRule(
        16,
        "Tên cơ quan chủ quản và cơ quan ban hành cách nhau dòng đơn",
        f"{PART_ONE}II.2.b",
        _close_lines("parent", "agency"),
        Example("Dòng đơn", "agency", {"spacing": 1.0}),
        Example("Cách dòng 1,5", "agency", {"spacing": 1.5}),
    ),
    LayoutRule(
        17,
        "Số: sau chữ “Số” có dấu hai chấm, số dưới 10 có số 0 phía trước, giữa số và ký hiệu có “/”",
        f"{PART_ONE}II.3.c",
        _number,
        Example("Số: 05/QĐ-UBND", "number", {"text": "Số: 05/QĐ-UBND"}),
        Example("Số: 5/QĐ-UBND", "number", {"text": "Số: 5/QĐ-UBND"}),
    ),
    LayoutRule(
        18,
        "Ký hiệu: tên loại viết tắt (trừ công văn) và cơ quan viết tắt, nối bằng “-”, không cách chữ",
        f"{PART_ONE}II.3.b, c",
        _symbol,
        Example("Số: 145/QĐ-UBND", "number", {"text": "Số: 145/QĐ-UBND"}),
        Example("Số: 145/QĐ - UBND", "number", {"text": "Số: 145/QĐ - UBND"}),
    ),
    LayoutRule(
        19,
        "Số, ký hiệu: cỡ 13, đứng, không đậm, canh giữa dưới tên cơ quan",
        FORMS["number"].source,
        form_of("number"),
        Example("Cỡ 13", "number", {"size": 13}),
        Example("Chữ đậm", "number", {"bold": True}),
    ),
    LayoutRule(
        20,
        "Địa danh và thời gian viết đủ; ngày dưới 10 và tháng 1, 2 có số 0 phía trước",
        f"{PART_ONE}II.4.b, c",
        _date,
        Example(_LINE.format("05 tháng 3 năm 2026"), "place_date", {"text": _LINE.format("05 tháng 3 năm 2026")}),
        Example(_LINE.format("5 tháng 03 năm 2026"), "place_date", {"text": _LINE.format("5 tháng 03 năm 2026")}),
    ),
    LayoutRule(
        21,
        "Địa danh và thời gian: in thường, cỡ 13 đến 14, nghiêng, canh giữa",
        FORMS["place_date"].source,
        form_of("place_date"),
        Example("Cỡ 14, nghiêng", "place_date", {"size": 14}),
        Example("Chữ đứng", "place_date", {"italic": False}),
    ),
    LayoutRule(
        22,
        "Địa danh và thời gian cùng dòng với số, ký hiệu",
        f"{PART_ONE}II.4.c",
        beside("number", "place_date", "cùng dòng với số, ký hiệu"),
        Example("Hai ô của một hàng", "place_date"),
        Example("Địa danh, ngày tháng ngay dưới Tiêu ngữ, số ở hàng dưới", "place_date", {"row_up": True}),
    ),
    LayoutRule(
        23,
        "Dấu chỉ mức độ khẩn: in hoa, cỡ 13 đến 14, đứng, đậm, trong khung viền đơn",
        FORMS["urgency"].source,
        _urgency,
        Example("HỎA TỐC, cỡ 14", "urgency", {"size": 14}),
        Example("HỎA TỐC, cỡ 11", "urgency", {"size": 11}),
        of="cong_van",
    ),
)
