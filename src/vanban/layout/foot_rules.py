"""Rules of the foot, who signs and who gets the paper, and of annexes (Mục II.7, II.9, III.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from vanban.foot import NAME
from vanban.layout.forms import AUTHORITIES, FORMS, PART_ONE
from vanban.layout.head_rules import beside
from vanban.layout.parts import Parts
from vanban.layout.rule import Check, Example, Finding, LayoutRule, form_of, hold_form, quoted
from vanban.layout.seen import SeenLine

_AUTHORITY = re.compile(
    r"(?P<sign>T/?M|Q|K/?T|T/?L|TUQ|TƯQ|THAY MẶT|THỪA LỆNH|KÝ THAY)\b(?P<dot>\.?)(?P<blank> ?)(?=\S)"
)
_SIGNS = {sign.rstrip(".") for sign in AUTHORITIES}
_KEPT = re.compile(r"- Lưu: ?VT(?:[,.;].*)?\.?")
_ROMAN_ANNEX = re.compile(r"phụ lục [ivxlc]+", re.IGNORECASE)
_ANNEX_WORD = re.compile(r"phụ lục|kèm theo", re.IGNORECASE)


def _offices(parts: Parts) -> list[Finding]:
    if not parts.of("office"):
        return [Finding("phần cuối văn bản", "không thấy quyền hạn, chức vụ người ký", "quyền hạn, chức vụ, họ tên")]
    return hold_form(FORMS["office"], parts.of("office"))


def _authorities(parts: Parts) -> list[Finding] | None:
    wanted = "một trong " + ", ".join(f"“{sign}” ({meaning})" for sign, meaning in AUTHORITIES.items())
    met = [(line, match) for line in parts.of("office") if (match := _AUTHORITY.match(line.text.upper()))]
    wrong = [line for line, match in met if match["sign"] not in _SIGNS or not match["dot"] or not match["blank"]]
    return [Finding(quoted(line), "cách ghi quyền hạn không đúng", wanted) for line in wrong] if met else None


def _signers(parts: Parts) -> list[Finding] | None:
    if not parts.of("signer"):
        found = "không thấy họ tên người ký"
        return [Finding("phần cuối văn bản", found, "họ và tên người ký", told=False)]
    return hold_form(FORMS["signer"], parts.of("signer"))


def _plain_names(parts: Parts) -> list[Finding] | None:
    wanted = "không ghi học hàm, học vị, danh hiệu trước họ tên (trừ đơn vị vũ trang, giáo dục, y tế, khoa học)"
    found: list[Finding] = []
    for line in parts.of("signer"):
        match = NAME.fullmatch(line.text)
        before = line.text[: match.start("name")].strip() if match else ""
        if before:
            found.append(Finding(quoted(line), f"“{before}” trước họ tên", wanted))
    return found if parts.of("signer") else None


def _label(parts: Parts) -> list[Finding]:
    lines = parts.of("recipients_label")
    if not lines:
        return [Finding("phần cuối văn bản", "không thấy “Nơi nhận:”", "“Nơi nhận:” sát lề trái")]
    wrong = [line for line in lines if line.text != "Nơi nhận:"]
    found = [Finding(quoted(line), "không đúng dạng", "“Nơi nhận:” trên một dòng riêng") for line in wrong]
    return found + hold_form(FORMS["recipients_label"], lines)


_beside_office = beside("office", "recipients_label", "ngang hàng với quyền hạn, chức vụ người ký")


def _level(parts: Parts) -> Iterable[Finding] | None:
    """Where several sign beside each other, the list has its place below them (model 1.9)."""
    return None if len(parts.of("signer")) > 1 else _beside_office(parts)


def _listed(parts: Parts) -> list[Finding] | None:
    lines = parts.of("recipient")
    for line in lines[:-1]:
        if not line.text.startswith("- ") or not line.text.endswith(";"):
            return [Finding(quoted(line), "không đúng dạng", "đầu dòng “- ”, cuối dòng “;”")]
    return [] if lines else None


def _kept(parts: Parts) -> list[Finding] | None:
    if not parts.of("recipient"):
        return None
    last = parts.of("recipient")[-1]
    if _KEPT.fullmatch(last.text) and last.text.endswith("."):
        return []
    return [Finding(quoted(last), "dòng cuối không đúng dạng", "“- Lưu: VT, đơn vị soạn thảo.”")]


def _as_above(parts: Parts) -> list[Finding] | None:
    if not parts.of("addressee") or not parts.of("recipient"):
        return None
    first = parts.of("recipient")[0]
    wanted = "“- Như trên;” khi có “Kính gửi”"
    return [] if "như trên" in first.text.casefold() else [Finding(quoted(first), "không có “Như trên”", wanted)]


def _annex_labels(parts: Parts) -> list[Finding] | None:
    return hold_form(FORMS["annex_label"], (annex.label for annex in parts.annexes)) if parts.annexes else None


def _annex_numbers(parts: Parts) -> list[Finding] | None:
    wanted = "có từ hai phụ lục trở lên thì đánh số bằng chữ số La Mã"
    labels = [annex.label for annex in parts.annexes]
    wrong = [line for line in labels if not _ROMAN_ANNEX.fullmatch(line.text.rstrip(".:"))]
    return [Finding(quoted(line), "không có số La Mã", wanted) for line in wrong] if len(labels) > 1 else None


def _annex_lines(part: str) -> Check:
    def check(parts: Parts) -> list[Finding] | None:
        lines = [line for annex in parts.annexes for line in _of(annex.titles, annex.references, part)]
        return hold_form(FORMS[part], lines) if lines else None

    return check


def _of(titles: tuple[SeenLine, ...], references: tuple[SeenLine, ...], part: str) -> tuple[SeenLine, ...]:
    return titles if part == "annex_title" else references


def _references(parts: Parts) -> list[Finding] | None:
    wanted = "“(Kèm theo văn bản số ... ngày ... của ...)” dưới tên phụ lục"
    bare = [annex.label for annex in parts.annexes if not annex.references]
    found = [Finding(quoted(line), "không có thông tin chỉ dẫn", wanted) for line in bare]
    return [*found, *(_annex_lines("annex_reference")(parts) or ())] if parts.annexes else None


def _annex_pages(parts: Parts) -> Iterator[Finding] | None:
    sections = parts.seen.sections
    labels = [annex.label for annex in parts.annexes]
    wanted = "số trang đánh riêng từ 1 cho từng phụ lục"
    wrong = (line for line in labels if line.section == 0 or sections[line.section].start != 1)
    return (Finding(quoted(line), "số trang đánh tiếp", wanted) for line in wrong) if labels else None


def _announced(parts: Parts) -> list[Finding] | None:
    if not parts.annexes:
        return None
    named = any(_ANNEX_WORD.search(line.text) for line in parts.of("body"))
    wanted = "trong văn bản có chỉ dẫn về phụ lục"
    return [] if named else [Finding("nội dung văn bản", "không nhắc đến phụ lục", wanted)]


_FOR = "KT. CHỦ TỊCH"
_LIST = "- Công an tỉnh;"

RULES: tuple[LayoutRule, ...] = (
    LayoutRule(
        49,
        "Quyền hạn, chức vụ người ký: in hoa, cỡ 13 đến 14, đứng, đậm, canh giữa",
        FORMS["office"].source,
        _offices,
        Example("CHỦ TỊCH, cỡ 13", "office", {"size": 13}),
        Example("Chủ tịch", "office", {"text": "Chủ tịch"}),
    ),
    LayoutRule(
        50,
        "Quyền hạn ghi “TM.”, “Q.”, “KT.”, “TL.”, “TUQ.” trước tên tập thể hoặc chức vụ",
        f"{PART_ONE}II.7.b",
        _authorities,
        Example(_FOR, "office", {"text": _FOR}, line="KT."),
        Example("K/T CHỦ TỊCH", "office", {"text": "K/T CHỦ TỊCH"}, line="KT."),
        of="cong_van",
    ),
    LayoutRule(
        51,
        "Họ và tên người ký: in thường, cỡ 13 đến 14, đứng, đậm, canh giữa",
        FORMS["signer"].source,
        _signers,
        Example("Cỡ 13", "signer", {"size": 13}),
        Example("Chữ không đậm", "signer", {"bold": False}),
    ),
    LayoutRule(
        52,
        "Trước họ tên người ký không ghi học hàm, học vị, danh hiệu",
        f"{PART_ONE}II.7.c",
        _plain_names,
        Example("Trần Văn Bình", "signer", {"text": "Trần Văn Bình"}),
        Example("TS. Trần Văn Bình", "signer", {"text": "TS. Trần Văn Bình"}),
    ),
    LayoutRule(
        53,
        "“Nơi nhận:” trên một dòng riêng, in thường, cỡ 12, nghiêng, đậm",
        FORMS["recipients_label"].source,
        _label,
        Example("Nơi nhận:", "recipients_label", {"text": "Nơi nhận:"}),
        Example("Nơi nhận: (không nghiêng)", "recipients_label", {"italic": False}),
    ),
    LayoutRule(
        54,
        "“Nơi nhận” ngang hàng với quyền hạn, chức vụ người ký",
        f"{PART_ONE}II.9.d",
        _level,
        Example("Hai ô của một hàng", "recipients_label"),
        Example("“Nơi nhận” ở hàng trên", "recipients_label", {"row_up": True}),
    ),
    LayoutRule(
        55,
        "Danh sách nơi nhận: in thường, cỡ 11, đứng",
        FORMS["recipient"].source,
        form_of("recipient"),
        Example("Cỡ 11", "recipient", {"size": 11}),
        Example("Cỡ 13", "recipient", {"size": 13}),
    ),
    LayoutRule(
        56,
        "Mỗi nơi nhận một dòng: đầu dòng “- ”, cuối dòng “;”",
        f"{PART_ONE}II.9.d",
        _listed,
        Example(_LIST, "recipient", {"text": _LIST}),
        Example("Công an tỉnh,", "recipient", {"text": "Công an tỉnh,"}),
    ),
    LayoutRule(
        57,
        "Dòng cuối của nơi nhận: “- Lưu: VT, đơn vị soạn thảo.”",
        f"{PART_ONE}II.9.d",
        _kept,
        Example("- Lưu: VT, NC.", "recipient", {"text": "- Lưu: VT, NC."}, line="- Lưu"),
        Example("- Lưu VT;", "recipient", {"text": "- Lưu VT;"}, line="- Lưu"),
    ),
    LayoutRule(
        58,
        "Có “Kính gửi” thì nơi nhận bắt đầu bằng “Như trên”",
        f"{PART_ONE}II.9.b",
        _as_above,
        Example("- Như trên;", "recipient", {"text": "- Như trên;"}),
        Example(_LIST, "recipient", {"text": _LIST}),
        of="cong_van",
    ),
    LayoutRule(
        59,
        "“Phụ lục” và số thứ tự: dòng riêng, canh giữa, in thường, cỡ 14, đứng, đậm",
        FORMS["annex_label"].source,
        _annex_labels,
        Example("Phụ lục I, cỡ 14", "annex_label", {"size": 14}),
        Example("PHỤ LỤC I", "annex_label", {"text": "PHỤ LỤC I"}),
    ),
    LayoutRule(
        60,
        "Từ hai phụ lục trở lên thì đánh số bằng chữ số La Mã",
        f"{PART_ONE}III.1.a",
        _annex_numbers,
        Example("Phụ lục I", "annex_label", {"text": "Phụ lục I"}),
        Example("Phụ lục 1", "annex_label", {"text": "Phụ lục 1"}),
    ),
    LayoutRule(
        61,
        "Tên phụ lục: in hoa, cỡ 13 đến 14, đứng, đậm, canh giữa",
        FORMS["annex_title"].source,
        _annex_lines("annex_title"),
        Example("Cỡ 13", "annex_title", {"size": 13}),
        Example("Chữ không đậm", "annex_title", {"bold": False}),
    ),
    LayoutRule(
        62,
        "Dưới tên phụ lục có chỉ dẫn “(Kèm theo ...)”, in thường, cỡ 13 đến 14, nghiêng, canh giữa",
        f"{PART_ONE}III.1.c",
        _references,
        Example("Cỡ 13, nghiêng", "annex_reference", {"size": 13}),
        Example("Chữ đứng", "annex_reference", {"italic": False}),
    ),
    LayoutRule(
        63,
        "Số trang đánh riêng cho từng phụ lục",
        f"{PART_ONE}III.1.đ",
        _annex_pages,
        Example("Phụ lục bắt đầu từ trang 1", "page"),
        Example("Phụ lục đánh số tiếp", "page", {"goes_on": True}),
    ),
    LayoutRule(
        64,
        "Trong văn bản có chỉ dẫn về phụ lục",
        f"{PART_ONE}III.1.a",
        _announced,
        Example("Công nhận các đơn vị tại Phụ lục I.", "body", {"text": "Điều 1. Công nhận theo Phụ lục I."}),
        Example("Không nhắc đến phụ lục", "body", {"text": "Điều 1. Công nhận các đơn vị.", "all": True}),
    ),
)
