"""The layout of administrative papers as data: page, and the form of every part, each with where the decree says it.

Facts of Appendix I, Part I of Decree 30/2020/NĐ-CP (05/03/2020) and of the model papers in its Appendix III. The
writers set papers by these tables, the checker holds papers against them. Sizes are in points, lengths in millimetres.
"""

from __future__ import annotations

from dataclasses import dataclass

Range = tuple[float, float]
"""From the least to the most, both allowed."""

PART_ONE = "NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục "
MODELS = "NĐ 30/2020/NĐ-CP, Phụ lục III, mẫu "


@dataclass(frozen=True, slots=True)
class Page:
    """What holds for every sheet (Mục I.1 to I.4)."""

    width: float = 210
    height: float = 297
    top: Range = (20, 25)
    bottom: Range = (20, 25)
    left: Range = (30, 35)
    right: Range = (15, 20)
    font: str = "Times New Roman"
    colours: tuple[str, ...] = ("", "auto", "000000")


PAGE = Page()

INDENTS = (10.0, 12.7)
"""How far the first line of a paragraph of the body stands in (Mục II.6.e)."""
LEAST_GAP = 6.0
"""Points between paragraphs of the body (Mục II.6.e)."""
LINE_SPACING: Range = (1.0, 1.5)
"""Of single lines (Mục II.6.e)."""
SINGLE = 1.15
"""Points a single line takes for each point of size in Times New Roman; for spacings that are given in points."""
AGENCY_RULE: Range = (1 / 3, 1 / 2)
"""Length of the rule under the agency's name or the abstract, of the words' (Mục II.2.b, II.5.b)."""
MOTTO_RULE: Range = (1.0, 1.0)
"""Length of the rule under the motto, of the words' (Mục II.1.b)."""

NATIONAL_TITLE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
END_MARK = "./."

URGENCY: dict[str, tuple[float, float]] = {"HỎA TỐC": (30, 8), "THƯỢNG KHẨN": (40, 8), "KHẨN": (20, 8)}
"""The mark's words -> width and height of its frame (Mục III.2.b)."""

AUTHORITIES: dict[str, str] = {
    "TM.": "ký thay mặt tập thể",
    "Q.": "được giao quyền cấp trưởng",
    "KT.": "ký thay người đứng đầu",
    "TL.": "ký thừa lệnh",
    "TUQ.": "ký thừa ủy quyền",
}
"""What stands before a collective or an office to say by what right one signs (Mục II.7.b)."""

LETTERS = "abcdđeghiklmnopqrstuvxy"
"""Letters of points in their order (Mục II.6.đ)."""

ENACTING: dict[str, str] = {"quyet_dinh": "QUYẾT ĐỊNH:", "nghi_quyet": "QUYẾT NGHỊ:"}
"""Kind -> the line between grounds and articles (models 1.1 to 1.3)."""

ADDRESSED = ("cong_van", "to_trinh", "bao_cao")
"""Kinds that may open with `Kính gửi` (Mục II.9.b)."""


@dataclass(frozen=True, slots=True)
class Form:
    """How one part is set: sizes allowed and the decree's sample size, weight, slant, case, alignment, source."""

    name: str
    sizes: Range
    sample: float
    source: str
    bold: bool = False
    italic: bool = False
    upper: bool = False
    align: str = "center"


def _main(at: str) -> str:
    return f"{PART_ONE}II.{at}"


_BODY = (13.0, 14.0)
_DIVISION = _main("6.đ")

FORMS: dict[str, Form] = {
    "national_title": Form("Quốc hiệu", (12, 13), 12, _main("1.a"), bold=True, upper=True),
    "motto": Form("Tiêu ngữ", (13, 14), 13, _main("1.b"), bold=True),
    "parent": Form("Tên cơ quan chủ quản", (12, 13), 12, _main("2.b"), upper=True),
    "agency": Form("Tên cơ quan ban hành", (12, 13), 12, _main("2.b"), bold=True, upper=True),
    "number": Form("Số, ký hiệu", (13, 13), 13, _main("3.c")),
    "place_date": Form("Địa danh và thời gian", (13, 14), 13, _main("4.c"), italic=True),
    "dispatch_abstract": Form("Trích yếu công văn", (12, 13), 12, _main("5.b")),
    "urgency": Form("Dấu chỉ mức độ khẩn", (13, 14), 13, f"{PART_ONE}III.2.b", bold=True, upper=True),
    "type_name": Form("Tên loại", (13, 14), 14, _main("5.b"), bold=True, upper=True),
    "abstract": Form("Trích yếu", (13, 14), 14, _main("5.b"), bold=True),
    "addressee": Form("Kính gửi", (13, 14), 14, _main("9.d"), align="left"),
    "deciding": Form("Thẩm quyền ban hành", (13, 14), 14, f"{MODELS}1.1 đến 1.3", bold=True, upper=True),
    "ground": Form("Căn cứ", (13, 14), 14, _main("6.a"), italic=True, align="justify"),
    "enacting": Form("Lời quyết định", (13, 14), 14, f"{MODELS}1.1 đến 1.3", bold=True, upper=True),
    "body": Form("Nội dung", _BODY, 14, _main("6.e"), align="justify"),
    "division_label": Form("Phần, chương, mục", _BODY, 14, _DIVISION, bold=True),
    "division_title": Form("Tiêu đề phần, chương, mục", _BODY, 14, _DIVISION, bold=True, upper=True),
    "section": Form("Mục số La Mã", _BODY, 14, f"{PART_ONE}V.6.b", bold=True, upper=True, align="justify"),
    "clause_title": Form("Tiêu đề khoản", _BODY, 14, _DIVISION, bold=True, align="justify"),
    "article": Form("Điều", _BODY, 14, _DIVISION, align="justify"),
    "recipients_label": Form("Nơi nhận", (12, 12), 12, _main("9.d"), bold=True, italic=True, align="left"),
    "recipient": Form("Danh sách nơi nhận", (11, 11), 11, _main("9.d"), align="left"),
    "office": Form("Quyền hạn, chức vụ", (13, 14), 14, _main("7.đ"), bold=True, upper=True),
    "signer": Form("Họ và tên người ký", (13, 14), 14, _main("7.đ"), bold=True),
    "annex_label": Form("Phụ lục", (14, 14), 14, f"{PART_ONE}III.1.b", bold=True),
    "annex_title": Form("Tên phụ lục", (13, 14), 14, f"{PART_ONE}III.1.b", bold=True, upper=True),
    "annex_reference": Form("Chỉ dẫn của phụ lục", (13, 14), 14, f"{PART_ONE}III.1.c", italic=True),
    "page_number": Form("Số trang", (13, 14), 14, f"{PART_ONE}I.7"),
}
"""Part -> its form. An article's label and title are bold, its words are not; so are a titled clause's."""
