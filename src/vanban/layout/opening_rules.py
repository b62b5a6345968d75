"""Rules of what opens a paper: kind, abstract, to whom it goes, who decides, on what grounds (Mục II.5, II.6, II.9)."""

from __future__ import annotations

import re

from vanban.kinds import BY_SLUG
from vanban.layout.forms import ADDRESSED, AGENCY_RULE, ENACTING, FORMS, PART_ONE
from vanban.layout.head_rules import rule_under
from vanban.layout.parts import Parts
from vanban.layout.rule import Example, Finding, LayoutRule, form_of, hold_form, quoted, shown_number
from vanban.layout.seen import SeenLine

_LEAST_ABOVE = 6.0
"""Points between number and abstract of a letter."""
_ALIGNED = 1.0
"""Millimetres that dashes may stand apart."""
_CITES = re.compile(r"số\s*:?\s*\d[^ ]*[/-]\S+.{0,12}\bngày\s*\d")
_DECREES = re.compile(r"Căn cứ (?:Nghị định|Nghị quyết|Quyết định|Thông tư|Chỉ thị|Kế hoạch|Chương trình|Kết luận)\b")


def _type_name(parts: Parts) -> list[Finding] | None:
    if parts.kind == "cong_van":
        return None
    lines = parts.of("type_name")
    return hold_form(FORMS["type_name"], lines) if lines else [Finding("phần đầu văn bản", "không thấy tên loại", "có")]


def _abstract(parts: Parts) -> list[Finding] | None:
    if not parts.of("type_name"):
        return None
    under = parts.of("type_name")[-1]
    lines = parts.of("abstract")
    wanted = "trích yếu ngay dưới tên loại, cỡ 13 đến 14, đứng, đậm, canh giữa"
    return hold_form(FORMS["abstract"], lines) if lines else [Finding(quoted(under), "không thấy trích yếu", wanted)]


def _dispatch(parts: Parts) -> list[Finding] | None:
    if parts.kind != "cong_van":
        return None
    lines = parts.of("dispatch_abstract")
    wanted = "“V/v” và trích yếu dưới số, ký hiệu"
    if not lines:
        return [Finding("phần đầu văn bản", "không thấy trích yếu công văn", wanted)]
    wrong = [] if lines[0].text.startswith("V/v ") else [Finding(quoted(lines[0]), "không bắt đầu bằng “V/v ”", wanted)]
    return wrong + hold_form(FORMS["dispatch_abstract"], lines)


def _above_dispatch(parts: Parts) -> list[Finding] | None:
    lines, numbers = parts.of("dispatch_abstract"), parts.of("number")
    if not lines or not numbers:
        return None
    between = parts.seen.lines[numbers[-1].number + 1 : lines[0].number]
    gap = max(numbers[-1].after, lines[0].before)
    if between or gap >= _LEAST_ABOVE:
        return []
    return [Finding(quoted(lines[0]), f"cách số, ký hiệu {shown_number(gap)} pt", "cách 6 pt")]


def _may_address(parts: Parts) -> list[Finding] | None:
    lines = parts.of("addressee")
    if not lines or parts.kind is None:
        return None
    wanted = "chỉ dùng cho công văn, tờ trình, báo cáo gửi cấp trên"
    found = f"“Kính gửi” trong {BY_SLUG[parts.kind].name.lower()}"
    return [] if parts.kind in ADDRESSED else [Finding(quoted(lines[0]), found, wanted)]


def _addressees(parts: Parts) -> list[Finding] | None:
    lines = parts.of("addressee")
    if not lines:
        return None
    if not lines[0].text.startswith("Kính gửi:"):
        return [Finding(quoted(lines[0]), "không có “Kính gửi:”", "“Kính gửi:”, sau có dấu hai chấm")]
    named = lines[0].text.removeprefix("Kính gửi:").strip()
    if named and len(lines) == 1 and ";" not in named:
        return []
    if named:
        wanted = "gửi nhiều nơi thì mỗi nơi một dòng dưới “Kính gửi:”"
        return [Finding(quoted(lines[0]), "tên nơi nhận liền sau “Kính gửi:”", wanted)]
    return _list(lines[1:]) or _dashes(lines[1:])


def _list(lines: tuple[SeenLine, ...]) -> list[Finding]:
    """Each line of a list begins with a dash and ends with a semicolon, the last with a full stop."""
    for at, line in enumerate(lines):
        end = "." if at == len(lines) - 1 else ";"
        if not line.text.startswith("- "):
            return [Finding(quoted(line), "không có gạch đầu dòng", "mỗi dòng bắt đầu bằng “- ”")]
        if not line.text.endswith(end):
            return [Finding(quoted(line), f"kết thúc bằng “{line.text[-1]}”", f"kết thúc bằng “{end}”")]
    return []


def _dashes(lines: tuple[SeenLine, ...]) -> list[Finding]:
    starts = [line.left + line.first for line in lines]
    apart = [line for line, start in zip(lines, starts, strict=True) if abs(start - starts[0]) > _ALIGNED]
    return [Finding(quoted(line), "gạch đầu dòng lệch", "các gạch đầu dòng thẳng hàng") for line in apart]


def _grounds(parts: Parts) -> list[Finding] | None:
    lines = parts.of("ground")
    for at, line in enumerate(lines):
        end = "." if at == len(lines) - 1 else ";"
        if not line.text.endswith(end):
            wanted = "mỗi căn cứ kết thúc bằng “;”, căn cứ cuối bằng “.”"
            return [Finding(quoted(line), f"kết thúc bằng “{line.text[-1]}”", wanted)]
    return [] if lines else None


def _full_grounds(parts: Parts) -> list[Finding] | None:
    lines = [line for line in parts.of("ground") if _DECREES.match(line.text)]
    wanted = "đủ số, ký hiệu, ngày tháng năm, cơ quan ban hành và trích yếu (trừ Luật, Pháp lệnh)"
    short = [line for line in lines if not _CITES.search(line.text)]
    return [Finding(quoted(line), "không đủ số, ngày", wanted) for line in short] if lines else None


def _deciding(parts: Parts) -> list[Finding] | None:
    if (parts.kind or "") not in ENACTING:
        return None
    found = hold_form(FORMS["deciding"], parts.of("deciding")) + hold_form(FORMS["enacting"], parts.of("enacting"))
    words = ENACTING[parts.kind or ""]
    if not parts.of("enacting"):
        found.append(Finding("phần mở đầu", f"không thấy “{words}”", f"“{words}” sau các căn cứ"))
    elif parts.text("enacting") != words:
        found.append(Finding(quoted(parts.of("enacting")[0]), "không đúng lời", f"“{words}”"))
    return found


_SHORT = "Căn cứ Nghị định về công tác văn thư;"
_FULL = "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;"

RULES: tuple[LayoutRule, ...] = (
    LayoutRule(
        24,
        "Tên loại: in hoa, cỡ 13 đến 14, đứng, đậm, canh giữa",
        FORMS["type_name"].source,
        _type_name,
        Example("QUYẾT ĐỊNH, cỡ 13", "type_name", {"size": 13}),
        Example("QUYẾT ĐỊNH, cỡ 16", "type_name", {"size": 16}),
    ),
    LayoutRule(
        25,
        "Trích yếu dưới tên loại: in thường, cỡ 13 đến 14, đứng, đậm, canh giữa",
        FORMS["abstract"].source,
        _abstract,
        Example("Cỡ 13", "abstract", {"size": 13}),
        Example("Chữ không đậm", "abstract", {"bold": False}),
    ),
    LayoutRule(
        26,
        "Dưới trích yếu có đường kẻ dài 1/3 đến 1/2 dòng chữ",
        f"{PART_ONE}II.5.b",
        rule_under("abstract", AGENCY_RULE),
        Example("Đường kẻ dài 45 mm", "rule under abstract", {"length": 45}),
        Example("Không có đường kẻ", "rule under abstract", {"drop": True}),
    ),
    LayoutRule(
        27,
        "Trích yếu công văn: sau chữ “V/v”, in thường, cỡ 12 đến 13, đứng, canh giữa",
        FORMS["dispatch_abstract"].source,
        _dispatch,
        Example("Cỡ 13", "dispatch_abstract", {"size": 13}),
        Example("Cỡ 14", "dispatch_abstract", {"size": 14}),
        of="cong_van",
    ),
    LayoutRule(
        28,
        "Trích yếu công văn cách số, ký hiệu 6 pt",
        f"{PART_ONE}II.5.b",
        _above_dispatch,
        Example("Cách 6 pt", "dispatch_abstract", {"before": 6}),
        Example("Cách 0 pt", "dispatch_abstract", {"before": 0}),
        of="cong_van",
    ),
    LayoutRule(
        29,
        "“Kính gửi” chỉ dùng cho công văn, tờ trình, báo cáo",
        f"{PART_ONE}II.9.b",
        _may_address,
        Example("TỜ TRÌNH ... Kính gửi: ...", "type_name", {"text": "TỜ TRÌNH"}),
        Example("CHỈ THỊ ... Kính gửi: ...", "type_name", {"text": "CHỈ THỊ"}),
        of="to_trinh",
    ),
    LayoutRule(
        30,
        "“Kính gửi” và tên nơi nhận: in thường, cỡ 13 đến 14, đứng",
        FORMS["addressee"].source,
        form_of("addressee"),
        Example("Cỡ 13", "addressee", {"size": 13}),
        Example("Chữ đậm", "addressee", {"bold": True}),
        of="cong_van",
    ),
    LayoutRule(
        31,
        "“Kính gửi:” một nơi trên một dòng; nhiều nơi thì mỗi nơi một dòng “- ...;”, dòng cuối “.”, gạch thẳng hàng",
        f"{PART_ONE}II.9.d",
        _addressees,
        Example("- Bộ Tài chính;", "addressee", {"text": "- Bộ Tài chính;"}, line="- "),
        Example("+ Bộ Tài chính,", "addressee", {"text": "+ Bộ Tài chính,"}, line="- "),
        of="cong_van",
    ),
    LayoutRule(
        32,
        "Căn cứ: in thường, cỡ 13 đến 14, nghiêng",
        FORMS["ground"].source,
        form_of("ground"),
        Example("Cỡ 13, nghiêng", "ground", {"size": 13}),
        Example("Chữ đứng", "ground", {"italic": False}),
    ),
    LayoutRule(
        33,
        "Mỗi căn cứ một dòng, kết thúc bằng “;”, căn cứ cuối kết thúc bằng “.”",
        f"{PART_ONE}II.6.a",
        _grounds,
        Example(_FULL, "ground", {"text": _FULL}),
        Example(_FULL.replace(";", ","), "ground", {"text": _FULL.replace(";", ",")}),
    ),
    LayoutRule(
        34,
        "Căn cứ ghi đủ tên loại, số, ký hiệu, cơ quan, ngày tháng năm và trích yếu (trừ Luật, Pháp lệnh)",
        f"{PART_ONE}II.6.a",
        _full_grounds,
        Example(_FULL, "ground", {"text": _FULL}),
        Example(_SHORT, "ground", {"text": _SHORT}),
    ),
    LayoutRule(
        35,
        "Thẩm quyền ban hành và “QUYẾT ĐỊNH:”, “QUYẾT NGHỊ:”: in hoa, cỡ 13 đến 14, đứng, đậm, canh giữa",
        FORMS["enacting"].source,
        _deciding,
        Example("QUYẾT ĐỊNH:", "enacting", {"text": "QUYẾT ĐỊNH:"}),
        Example("QUYẾT ĐỊNH", "enacting", {"text": "QUYẾT ĐỊNH"}),
    ),
)
