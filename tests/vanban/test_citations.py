"""References to other documents: numbers of all forms, kinds, days; what is no document."""

import pytest

from vanban.citations import citations


def cited(text, own=None):
    return [(found.type, found.number, found.date) for found in citations(text, own)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Luật Thư viện số 46/2019/QH14", ("luat", "46/2019/QH14", None)),
        ("Nghị định 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ", ("nghi_dinh", "30/2020/NĐ-CP", "2020-03-05")),
        ("Thông báo số 15-TB/VPTU ngày 02/01/2024", ("thong_bao", "15-TB/VPTU", "2024-01-02")),
        ("Kế hoạch 15 /KH-UBND ngày 7.8.2023", ("ke_hoach", "15/KH-UBND", "2023-08-07")),
        ("Công điện số 95 /CĐ-TTg ngày 16/9/2024", ("cong_dien", "95/CĐ-TTg", "2024-09-16")),
        ("Thông tư liên tịch số 05/2013/TTLT-BCA-BQP", ("thong_tu_lien_tich", "05/2013/TTLT-BCA-BQP", None)),
        ("Công văn số 88/CAT-PV05(TH) ngày 2/2/2024", ("cong_van", "88/CAT-PV05", "2024-02-02")),
        ("Công văn số 123/SYT ngày 01 tháng 02 năm 2024", ("cong_van", "123/SYT", "2024-02-01")),
        ("tại Tờ trình số 45/TTr-SNV-CCHC", ("to_trinh", "45/TTr-SNV-CCHC", None)),
        ("Quyết định số 136/2001/QĐ.TTg", ("quyet_dinh", "136/2001/QĐ.TTg", None)),
        ("Chỉ thị 21/CT-TTg (28/6/2023)", ("chi_thi", "21/CT-TTg", "2023-06-28")),
        ("Quy chế làm việc số 02-QC/ĐU, ngày 05/8/2023", ("quy_che", "02-QC/ĐU", "2023-08-05")),
        ("Kế hoạch số 12/KH–UBND ngày 3/4/24", ("ke_hoach", "12/KH-UBND", "2024-04-03")),
        ("hướng dẫn tại Công văn số 77/BYT-DP&MT", ("cong_van", "77/BYT-DP&MT", None)),
        ("Nghị quyết số 30c/NQ-CP", ("nghi_quyet", "30c/NQ-CP", None)),
        ("Kế hoạch số 20/KH-UBND ngày 31/02/2024", ("ke_hoach", "20/KH-UBND", None)),
        (
            "Quyết định số 22/QĐ-UBND của Ủy ban nhân dân tỉnh, ngày 05 tháng 01 năm 2022",
            ("quyet_dinh", "22/QĐ-UBND", "2022-01-05"),
        ),
    ],
)
def test_a_reference_gives_kind_number_and_day(text, found):
    assert cited(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "đạt 107 trẻ/100 trẻ",
        "tiêu chuẩn TCVN 7391/2004/BKHCN và QCVN 01/BYT-DP",
        "trạm số 12/A trên quốc lộ 1A/KM12",
        "Nghị quyết 57 của Bộ Chính trị; Luật Đất đai ngày 18/01/2024",
        "họp ngày 12/4/2024, tỷ lệ 3/4",
        "Số: 15/KH-UBND",
        "| Số hiệu | 70/KH-UBND |",
        "https://example.vn/Quyet-dinh-986-QD-UBND-2024.aspx",
    ],
)
def test_what_is_no_reference_by_number_is_not_cited(text):
    assert cited(text) == []


def test_each_number_is_cited_once_with_the_first_day_that_any_mention_gives():
    text = (
        "THEO KẾ HOẠCH SỐ 30/KH-BCĐ NGÀY 5/5/2023. Thực hiện Công văn số 41/SNV-TC; Công văn số 41/SNV-TC ngày "
        "06/6/2023; Công văn số 41/SNV-TC ngày 07/7/2023"
    )
    assert cited(text) == [("ke_hoach", "30/KH-BCĐ", "2023-05-05"), ("cong_van", "41/SNV-TC", "2023-06-06")]


def test_the_spelling_that_is_not_all_capitals_is_kept():
    assert cited("CHỈ THỊ SỐ 11/CT-TTG NGÀY 02/5/2023 ... Chỉ thị số 11/CT-TTg") == [
        ("chi_thi", "11/CT-TTg", "2023-05-02")
    ]


def test_the_documents_own_number_is_no_citation_however_it_is_spelled():
    assert cited("kèm theo Quyết định số 07/QĐ-UBND; Quyết định số 8/QĐ-UBND", "7/QĐ- UBND") == [
        ("quyet_dinh", "8/QĐ-UBND", None)
    ]


def test_numbers_in_a_row_take_the_kind_of_their_symbol():
    text = "Các Nghị định về đấu giá: số 17/2021/NĐ-CP ngày 09/3/2021, số 47/2022/NĐ-CP ngày 19/7/2022"
    assert cited(text) == [
        ("nghi_dinh", "17/2021/NĐ-CP", "2021-03-09"),
        ("nghi_dinh", "47/2022/NĐ-CP", "2022-07-19"),
    ]


def test_a_citation_points_at_its_number_and_day():
    text = "Thực hiện Kế hoạch số 48/KH-UBND ngày 05/3/2024 của UBND tỉnh"
    (found,) = citations(text, None)
    assert text[found.start : found.end] == "48/KH-UBND ngày 05/3/2024"
