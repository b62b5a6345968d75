"""Heads and feet in every form, documents attached to others, and documents that were scraped twice."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vanban.papers import DECISION, LETTER
from tests.vanban.test_text import SIGNS, mangled
from vanban.directive import Header
from vanban.frame import Frame, frame
from vanban.parts import Part
from vanban.text import Text, repair

BODY = """Thực hiện chỉ đạo của cấp trên về cấp nước, Ủy ban nhân dân tỉnh yêu cầu:
1. Sở Xây dựng kiểm tra các công trình cấp nước.
2. Ủy ban nhân dân các xã báo cáo kết quả trước ngày 15/6/2023./.
"""
FOOT = """Nơi nhận:
- Như trên;
- Lưu: VT, KT.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
(Đã ký)
Lê Thị Minh Hà
"""
SIGNED: dict[str, Any] = {"signatory": "Lê Thị Minh Hà", "recipients": ("Như trên", "Lưu: VT, KT")}

HEADS: dict[str, tuple[str, dict[str, Any]]] = {
    "a letter": (
        LETTER,
        {
            "type": "cong_van", "number": "312/UBND-KT", "issuer": "UBND tỉnh Hà Thành", "place": "Hà Thành",
            "date": "2022-02-09", "subject": "kiểm tra các công trình cấp nước nông thôn trước mùa khô",
            "addressees": ("Sở Xây dựng", "Ủy ban nhân dân các huyện, thành phố"), "signatory": "Lê Thị Minh Hà",
            "recipients": ("Như trên", "TT Tỉnh ủy, TT HĐND tỉnh", "Lưu: VT, KT"),
        },
    ),
    "columns run together by a page reader": (
        "UBND TỈNH HÀ THÀNH CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ Y TẾ Độc lập - Tự do - Hạnh phúc\n"
        "Số: 45/KH-SYT Hà Thành, ngày 05 tháng 3 năm 2021\nKẾ HOẠCH\nPhòng, chống sốt xuất huyết năm 2021\n" + BODY
        + "Nơi nhận: GIÁM ĐỐC\n- UBND tỉnh (b/c);\n- Lưu: VT, NVY. Trần Văn Bình",
        {
            "type": "ke_hoach", "number": "45/KH-SYT", "issuer": "Sở Y tế tỉnh Hà Thành", "place": "Hà Thành",
            "date": "2021-03-05", "subject": "Phòng, chống sốt xuất huyết năm 2021", "signatory": "Trần Văn Bình",
            "recipients": ("UBND tỉnh (b/c)", "Lưu: VT, NVY"),
        },
    ),
    "a head on one line": (
        "ỦY BAN NHÂN DÂN TỈNH HÀ THÀNH CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc "
        "Số: 77/KH-UBND Hà Thành, ngày 12 tháng 4 năm 2020 KẾ HOẠCH Trồng cây phân tán năm 2020\n" + BODY + FOOT,
        {
            "type": "ke_hoach", "number": "77/KH-UBND", "issuer": "UBND tỉnh Hà Thành", "place": "Hà Thành",
            "date": "2020-04-12", "subject": "Trồng cây phân tán năm 2020", **SIGNED,
        },
    ),
    "a table that lays out the head": (
        "| ỦY BAN NHÂN DÂN TỈNH HÀ THÀNH ------- | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc |\n"
        "|---|---|\n| Số: 6/CT-UBND | Hà Thành, ngày 3 tháng 8 năm 2024 |\n\nCHỈ THỊ\n\nVỀ VIỆC CHỐNG HẠN\n\n" + BODY
        + "\n| Nơi nhận: - Bộ Xây dựng; - Lưu: VT. | KT. CHỦ TỊCH PHÓ CHỦ TỊCH Hoàng Việt Phú |",
        {
            "type": "chi_thi", "number": "6/CT-UBND", "issuer": "UBND tỉnh Hà Thành", "place": "Hà Thành",
            "date": "2024-08-03", "subject": "CHỐNG HẠN", "signatory": "Hoàng Việt Phú",
            "recipients": ("Bộ Xây dựng", "Lưu: VT"),
        },
    ),
    "the Party's form": (
        "TỈNH ỦY HÀ THÀNH                ĐẢNG CỘNG SẢN VIỆT NAM\n*           Hà Thành, ngày 14 tháng 7 năm 2021\n"
        "Số 21-KH/TU\n\nKẾ HOẠCH\nthực hiện nghị quyết về phát triển kinh tế số\n-----\n\n" + BODY
        + "\nNơi nhận:\n- Ban Bí thư (b/c),\n- Lưu Văn phòng Tỉnh ủy.\n\nT/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nĐặng Xuân Phúc",
        {
            "type": "ke_hoach", "number": "21-KH/TU", "issuer": "Tỉnh ủy Hà Thành", "place": "Hà Thành",
            "date": "2021-07-14", "subject": "thực hiện nghị quyết về phát triển kinh tế số",
            "signatory": "Đặng Xuân Phúc", "recipients": ("Ban Bí thư (b/c)", "Lưu Văn phòng Tỉnh ủy"),
        },
    ),
    "a ministry's letter with everything on few lines": (
        "BỘ NỘI VỤ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 905/BNV-CCVC\n"
        "V/v rà soát vị trí việc làm\nHà Nội, ngày 3 tháng 5 năm 2018\n"
        "Kính gửi: - Các Bộ, cơ quan ngang Bộ; - Ủy ban nhân dân các tỉnh.\n" + BODY
        + "Nơi nhận: - Như trên; - Lưu: VT, CCVC.\nKT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nThiếu tướng Hoàng Đức Thắng",
        {
            "type": "cong_van", "number": "905/BNV-CCVC", "issuer": "Bộ Nội vụ", "place": "Hà Nội",
            "date": "2018-05-03", "subject": "rà soát vị trí việc làm",
            "addressees": ("Các Bộ, cơ quan ngang Bộ", "Ủy ban nhân dân các tỉnh"),
            "recipients": ("Như trên", "Lưu: VT, CCVC"), "signatory": "Hoàng Đức Thắng",
        },
    ),
    "a letter run into its first sentence": (
        "Số: 9/SYT-NVY V/v tiêm chủng\nHà Thành, ngày 5 tháng 3 năm 2021 Kính gửi: Chủ tịch Ủy ban nhân dân các xã "
        "Trong thời gian qua, việc tiêm chủng ở các xã còn chậm so với kế hoạch đã đề ra từ đầu năm đến nay.\n" + BODY,
        {
            "type": "cong_van", "number": "9/SYT-NVY", "place": "Hà Thành", "date": "2021-03-05",
            "subject": "tiêm chủng", "addressees": ("Chủ tịch Ủy ban nhân dân các xã",),
        },
    ),
    "addressees under two headings, the first left dotted": (
        "# Kính gửi:\n\nKính gửi:\n- Sở Y tế;\n- ………….\n" + BODY,
        {"type": "cong_van", "issuer": None, "addressees": ("Sở Y tế",)},
    ),
    "a page's menu above the letterhead": (
        "Kế hoạch 7/KH-UBND Hà Thành năm 2020 Trồng cây\n- Thuộc tính\n- Nội dung\n- Đăng nhập để tải bản đầy đủ\n"
        "Số hiệu: | 7/KH-UBND | Người ký: | Lê Thị Minh Hà |\ntải Kế hoạch 7/KH-UBND\nĐăng ký tại đây!\n"
        "ỦY BAN NHÂN DÂN TỈNH HÀ THÀNH ______ Số: 7/KH-UBND | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM "
        "Độc lập - Tự do - Hạnh phúc _________ Hà Thành, ngày 2 tháng 4 năm 2020 |\nKẾ HOẠCH\nTrồng cây gây rừng\n"
        + BODY,
        {
            "type": "ke_hoach", "number": "7/KH-UBND", "issuer": "UBND tỉnh Hà Thành", "place": "Hà Thành",
            "date": "2020-04-02", "subject": "Trồng cây gây rừng", "signatory": "Lê Thị Minh Hà",
        },
    ),
    "a table whose first border is lost and whose last stands at the foot": (
        "ỦY BAN NHÂN DÂN\nTỈNH HÀ THÀNH\n-----\n|\nCỘNG\nHÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n-----\n|\nSố: 8/QĐ-UBND\n|\n"
        "Hà Thành, ngày 2 tháng 4 năm 2020\n|\nQUYẾT ĐỊNH\nVề việc trồng cây\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HÀ THÀNH\n"
        "Căn cứ Luật Lâm nghiệp;\nQUYẾT ĐỊNH:\nĐiều 1. Trồng cây.\nNơi nhận:\n- Như Điều 1;\n- Lưu: VT.\n|\n"
        "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLê Thị Minh Hà\n|\n",
        {
            "type": "quyet_dinh", "number": "8/QĐ-UBND", "issuer": "UBND tỉnh Hà Thành", "place": "Hà Thành",
            "date": "2020-04-02", "subject": "trồng cây", "signatory": "Lê Thị Minh Hà",
            "recipients": ("Như Điều 1", "Lưu: VT"),
        },
    ),
    "a subject that begins like the name of a kind": (
        "UBND TỈNH HÀ THÀNH SỞ Y TẾ\nSố: 3/TB-SYT\nHà Thành, ngày 2 tháng 4 năm 2020\nTHÔNG BÁO\n"
        "KẾT LUẬN CỦA GIÁM ĐỐC SỞ Y TẾ TẠI BUỔI GIAO BAN\n" + BODY,
        {
            "type": "thong_bao", "number": "3/TB-SYT", "issuer": "Sở Y tế tỉnh Hà Thành", "place": "Hà Thành",
            "date": "2020-04-02", "subject": "KẾT LUẬN CỦA GIÁM ĐỐC SỞ Y TẾ TẠI BUỔI GIAO BAN",
        },
    ),
    "a title alone, a day still to be written in, an issuer that only helps": (
        "Chỉ thị về phòng cháy rừng mùa khô\nMùa khô đến sớm, nguy cơ cháy rừng cao.\n"
        "1. Công an tỉnh phối hợp với cấp trên, Sở Y tế hướng dẫn các xã.",
        {"type": "chi_thi", "subject": "phòng cháy rừng mùa khô"},
    ),
    "a body without a head that says what it is": (
        "Các xã căn cứ Kế hoạch này để thực hiện.\n1. Dọn vệ sinh đường làng.\nThực hiện kế hoạch này nghiêm túc.",
        {"type": "ke_hoach"},
    ),
    "an office's own letterhead": (
        "ỦY BAN NHÂN DÂN\nTỈNH HÀ THÀNH\nVĂN PHÒNG\nSố: 5/TB-VP\nHà Thành, ngày    tháng    năm 2024\nTHÔNG BÁO\n"
        "Về việc treo cờ\n" + BODY + "Nơi nhận:\n- Như trên; (Đã ký)\n- Lưu: VT (2b). CHÁNH VĂN PHÒNG Lê Thị Minh Hà",
        {
            "type": "thong_bao", "number": "5/TB-VP", "issuer": "Văn phòng UBND tỉnh Hà Thành", "place": "Hà Thành",
            "subject": "treo cờ", "signatory": "Lê Thị Minh Hà", "recipients": ("Như trên", "Lưu: VT (2b)"),
        },
    ),
    "a telegram": (
        "ỦY BAN NHÂN DÂN\nTỈNH HÀ THÀNH\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 03/CĐ-UBND\nHà Thành, ngày 30 tháng 8 năm 2022\nCÔNG ĐIỆN\nVề việc ứng phó áp thấp nhiệt đới\n"
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HÀ THÀNH ĐIỆN:\n- Giám đốc các Sở;\n- Chủ tịch UBND các huyện.\n" + BODY + FOOT,
        {
            "type": "cong_dien", "number": "03/CĐ-UBND", "issuer": "UBND tỉnh Hà Thành", "place": "Hà Thành",
            "date": "2022-08-30", "subject": "ứng phó áp thấp nhiệt đới",
            "addressees": ("Giám đốc các Sở", "Chủ tịch UBND các huyện"), **SIGNED,
        },
    ),
    "letters spread out": (
        "SỞ TÀI CHÍNH\nSố: 5/TB-STC\nT H Ô N G  B Á O\nKết luận của Giám đốc Sở tại cuộc họp giao ban\n" + BODY + FOOT,
        {
            "type": "thong_bao", "number": "5/TB-STC", "issuer": "Sở Tài chính",
            "subject": "Kết luận của Giám đốc Sở tại cuộc họp giao ban", **SIGNED,
        },
    ),
    "small letters": (
        "Uỷ ban nhân dân tỉnh Hà Thành\nCộng hoà xã hội chủ nghĩa Việt Nam\nĐộc lập - Tự do - Hạnh phúc\n"
        "Số : 12 /KH-UBND\nHà Thành, ngày 5 tháng 3 năm 2021\nKế hoạch\nPhát triển du lịch năm 2021\n" + BODY + FOOT,
        {
            "type": "ke_hoach", "number": "12/KH-UBND", "issuer": "UBND tỉnh Hà Thành", "place": "Hà Thành",
            "date": "2021-03-05", "subject": "Phát triển du lịch năm 2021", **SIGNED,
        },
    ),
    "stamps and signatures of files": (
        "Trang chủ » Văn bản » Chi tiết\nNgười ký: Ủy ban nhân dân tỉnh\nThời gian ký: 12.03.2021 10:21:33 +07:00\n"
        "ỦY BAN NHÂN DÂN\nTỈNH HÀ THÀNH\nSố: 345/UBND-NN\nV/v chống hạn vụ Đông Xuân\nHỎA TỐC\n"
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nHà Thành, ngày 12 tháng 3 năm 2021\n"
        "Kính gửi: Sở Nông nghiệp và Môi trường.\n" + BODY + FOOT,
        {
            "type": "cong_van", "number": "345/UBND-NN", "issuer": "UBND tỉnh Hà Thành", "place": "Hà Thành",
            "date": "2021-03-12", "subject": "chống hạn vụ Đông Xuân",
            "addressees": ("Sở Nông nghiệp và Môi trường",), **SIGNED,
        },
    ),
    "a number and a day still to be written in": (
        "UBND TỈNH HÀ THÀNH\nSỞ CÔNG THƯƠNG\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Số:      /SCT-NL\nV/v tiết kiệm điện\nHà Thành, ngày    tháng 6 năm 2023\nKính gửi: Các doanh nghiệp\n"
        + BODY + FOOT,
        {
            "type": "cong_van", "issuer": "Sở Công Thương tỉnh Hà Thành", "place": "Hà Thành",
            "subject": "tiết kiệm điện", "addressees": ("Các doanh nghiệp",), **SIGNED,
        },
    ),
    "a page's title and facts instead of a head": (
        "Văn bản pháp luật > Kế hoạch\nKế hoạch 45/KH-UBND năm 2022 phát triển cây ăn quả do tỉnh Hà Thành ban hành\n"
        "| Số hiệu | 45/KH-UBND |\n| Nơi ban hành | Tỉnh Hà Thành |\n| Người ký | Trương Văn Cảnh |\n"
        "| Ngày ban hành | 14/03/2022 |\n" + BODY,
        {
            "type": "ke_hoach", "number": "45/KH-UBND", "issuer": "UBND tỉnh Hà Thành", "date": "2022-03-14",
            "subject": "phát triển cây ăn quả", "signatory": "Trương Văn Cảnh",
        },
    ),
    "facts run together": (
        "Quyết định 12/2018/QĐ-UBND của Ủy ban nhân dân tỉnh Hà Thành về việc quản lý chợ\n"
        "Cơ quan ban hành: Ủy ban nhân dân tỉnh Hà ThànhSố công báo:\n"
        "Số hiệu:12/2018/QĐ-UBNDNgày đăng công báo:Đang cập nhật\nLoại văn bản:Quyết địnhNgười ký:Phạm Văn Lành\n"
        "Căn cứ Luật Tổ chức chính quyền địa phương;\nĐiều 1. Ban hành Quy chế quản lý chợ.",
        {
            "type": "quyet_dinh", "number": "12/2018/QĐ-UBND", "issuer": "UBND tỉnh Hà Thành",
            "subject": "quản lý chợ", "signatory": "Phạm Văn Lành",
        },
    ),
    "a title of the 2000s in a table without its first border": (
        "Vui lòng đăng nhập để tiếp tục.\nỦY BAN NHÂN DÂN | CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n"
        "Số: 45/2002/QĐ-UB | TP.Hà Thành, ngày 03 tháng 05 năm 2002 |\n"
        "CỦA ỦY BAN NHÂN DÂN THÀNH PHỐ VỀ VIỆC MỞ CHỢ HOA\nỦY BAN NHÂN DÂN THÀNH PHỐ HÀ THÀNH\n"
        "Căn cứ Luật tổ chức Ủy ban nhân dân;\nĐiều 1.-Nay mở chợ hoa.",
        {
            "type": "quyet_dinh", "number": "45/2002/QĐ-UB", "issuer": "UBND Thành phố Hà Thành",
            "place": "TP.Hà Thành", "date": "2002-05-03", "subject": "MỞ CHỢ HOA",
        },
    ),
    "a page's layout kept in blanks": (
        "     ỦY BAN NHÂN DÂN                CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "      TỈNH HÀ THÀNH                       Độc lập - Tự do - Hạnh phúc\n\n"
        "   Số: 123/UBND-VX                   Hà Thành, ngày 05 tháng 3 năm 2021\n"
        " V/v phòng, chống dịch bệnh\n mùa hè\n\n                         Kính gửi: Sở Y tế.\n\n" + BODY
        + "\nNơi nhận:                                KT. CHỦ TỊCH\n- Như trên;                        PHÓ CHỦ TỊCH\n"
        "- Lưu: VT, KT.\n\n                                           Lê Thị Minh Hà",
        {
            "type": "cong_van", "number": "123/UBND-VX", "issuer": "UBND tỉnh Hà Thành", "place": "Hà Thành",
            "date": "2021-03-05", "subject": "phòng, chống dịch bệnh mùa hè", "addressees": ("Sở Y tế",), **SIGNED,
        },
    ),
    "no head, the issuer speaks": (
        "Thực hiện chương trình nước sạch, Ủy ban nhân dân tỉnh Hà Thành ban hành Kế hoạch cấp nước như sau:\n"
        "I. MỤC TIÊU\n1. Mọi hộ dân có nước sạch.",
        {"type": "ke_hoach", "issuer": "UBND tỉnh Hà Thành"},
    ),
    "no head, a district speaks": (
        "Kế hoạch về việc dọn vệ sinh.\nUBND huyện yêu cầu các xã thực hiện:\n1. Dọn vệ sinh đường làng.",
        {"type": "ke_hoach", "issuer": "UBND huyện", "subject": "dọn vệ sinh"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", HEADS)
def test_a_head_is_read_in_whatever_form_it_arrives(form: str) -> None:
    raw, expected = HEADS[form]
    header = frame(repair(raw))[0].header
    assert {name: getattr(header, name) for name in FIELDS} == {**dict.fromkeys(FIELDS), **EMPTY, **expected}


FIELDS = ("type", "number", "issuer", "place", "date", "subject", "signatory", "addressees", "recipients")
EMPTY: dict[str, Any] = {"addressees": (), "recipients": ()}


def words(text: Text, span: tuple[int, int]) -> str:
    return text.clean[slice(*span)]


def test_values_point_at_their_words() -> None:
    text = repair(LETTER)
    spans = frame(text)[0].header.spans
    assert words(text, spans["number"]) == "312/UBND-KT"
    assert words(text, spans["date"]) == "ngày 09 tháng 02 năm 2022"
    assert words(text, spans["issuer"]) == "ỦY BAN NHÂN DÂN\nTỈNH HÀ THÀNH"
    assert words(text, spans["addressees"]) == "Sở Xây dựng;\n- Ủy ban nhân dân các huyện, thành phố"
    assert words(text, spans["signatory"]) == "Lê Thị Minh Hà"


def test_head_and_foot_are_no_part_of_the_body() -> None:
    text = repair(LETTER)
    (part,) = frame(text)
    body = words(text, part.body)
    assert body.startswith("Thực hiện chỉ đạo") and body.endswith("xem xét, chỉ đạo./.")
    assert words(text, part.head).endswith("thành phố.") and words(text, part.foot).startswith("Nơi nhận")


def test_a_decision_with_its_plan_is_two_documents() -> None:
    text = repair(DECISION)
    decision, plan = frame(text)
    assert (decision.header.type, decision.header.number, decision.header.signatory) == (
        "quyet_dinh", "888/QĐ-UBND", "Bùi Văn Nam",
    )  # fmt: skip
    assert decision.header.subject == "ban hành Kế hoạch dạy bơi cho học sinh"
    assert (plan.header.type, plan.header.number, plan.header.issuer) == ("ke_hoach", None, "UBND huyện Đông Phú")
    assert plan.header.subject == "Dạy bơi cho học sinh giai đoạn 2019 - 2022"
    assert words(text, plan.body).startswith("I. MỤC TIÊU")
    assert words(text, decision.body).endswith("chịu trách nhiệm thi hành./.")


def test_an_appendix_is_a_document_of_its_own() -> None:
    raw = LETTER + "\nPHỤ LỤC\nDANH MỤC CÔNG TRÌNH\n(Kèm theo Công văn số 312/UBND-KT)\n| TT | Tên |\n| 1 | Hồ A |"
    _, appendix = frame(repair(raw))
    assert (appendix.header.type, appendix.header.subject) == ("phu_luc", "DANH MỤC CÔNG TRÌNH")


@pytest.mark.parametrize(
    "first", [LETTER, LETTER[: LETTER.index("2. Ủy ban")], LETTER[: LETTER.index("- Ủy ban nhân")]]
)
def test_a_document_scraped_twice_is_one_document(first: str) -> None:
    text = repair(first + "\n" + LETTER)
    (part,) = frame(text)
    once = frame(repair(LETTER))[0].header
    assert [getattr(part.header, name) for name in FIELDS] == [getattr(once, name) for name in FIELDS]
    kept = words(text, part.body)
    for start, end in part.gaps:
        kept = kept.replace(text.clean[start:end], "")
    assert "Kính gửi" not in kept and "CỘNG HÒA" not in kept and "Nơi nhận" not in kept


def test_a_foot_in_the_middle_does_not_swallow_what_follows() -> None:
    lines = LETTER.split("\n")
    place = next(number for number, line in enumerate(lines) if line.startswith("2. Ủy ban"))
    foot = lines[lines.index("Nơi nhận:") :]
    text = repair("\n".join([*lines[:place], *foot[:4], *lines[place:]]))
    (part,) = frame(text)
    assert words(text, part.body).endswith("xem xét, chỉ đạo./.")
    assert [words(text, gap).split("\n")[0] for gap in part.gaps] == ["Nơi nhận:"]


def test_a_document_without_a_number_leaves_a_note() -> None:
    assert [note.code for note in frame(repair("KẾ HOẠCH\nTrồng cây\n" + BODY))[0].notes] == ["no-number"]
    assert not frame(repair(LETTER))[0].notes


def test_nothing_has_an_empty_head_body_and_foot() -> None:
    (part,) = frame(repair(""))
    assert (part.head, part.body, part.foot, part.header) == ((0, 0), (0, 0), (0, 0), Header())


def holds(text: Text, parts: Frame) -> None:
    """Head, body and foot stand in this order, within the text; gaps lie within the body; spans hold words."""
    assert parts
    for part in parts:
        bounds = [*part.head, *part.body, *part.foot]
        assert all(0 <= bound <= len(text.clean) for bound in bounds)
        assert part.head[0] <= part.head[1] <= part.body[1] and part.body[0] <= part.body[1]
        assert all(part.body[0] <= start < end <= part.body[1] for start, end in part.gaps)
        assert all(0 <= start < end <= len(text.clean) for start, end in part.header.spans.values())
        valued(text, part)


def valued(text: Text, part: Part) -> None:
    """What is shown of a head stands there."""
    for name in ("number", "place", "signatory"):
        if name in part.header.spans:
            assert getattr(part.header, name).replace(" ", "") == words(text, part.header.spans[name]).replace(" ", "")


@given(st.lists(SIGNS, max_size=150).map("".join) | st.text(max_size=100))
@settings(max_examples=120, deadline=None)
def test_any_text_has_a_frame(raw: str) -> None:
    text = repair(raw)
    holds(text, frame(text))


@given(st.randoms(use_true_random=False), st.sampled_from([LETTER, DECISION, HEADS["a telegram"][0]]))
@settings(max_examples=60, deadline=None)
def test_a_mangled_document_has_a_frame(random: object, paper: str) -> None:
    text = repair(mangled(random, paper))
    holds(text, frame(text))


@pytest.mark.parametrize(
    "piece",
    [
        "Kính gửi:\n",
        "Nơi nhận:\n- a;\n",
        "KẾ HOẠCH\nabc\n",
        "Số: 1/KH-UBND\n",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n",
        "CHỦ TỊCH\n",
    ],
)
def test_a_piece_repeated_a_thousand_times_has_a_frame(piece: str) -> None:
    text = repair(piece * (40_000 // len(piece)))
    holds(text, frame(text))
