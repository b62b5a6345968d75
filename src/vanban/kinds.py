"""Kinds of document and issuing bodies as plain tables: slugs, Vietnamese names, abbreviations in symbols.

Names and abbreviations of kinds follow Appendix III of Decree 30/2020/NĐ-CP, of the older Circular 01/2011/TT-BNV and,
for the Party's papers, the guidance of its central office. Tables only: nothing here reads a text.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: its slug, its name in sentence case, and its abbreviations as they stand in symbols."""

    slug: str
    name: str
    abbreviations: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    """Other names under which documents refer to it."""


KINDS: tuple[Kind, ...] = (
    Kind("cong_van", "Công văn", ("CV",), ("Văn bản", "Công thư", "Thư công")),
    Kind("ke_hoach", "Kế hoạch", ("KH",), ("Kế hoạch liên tịch", "Kế hoạch phối hợp", "Kế hoạch hành động")),
    Kind("quyet_dinh", "Quyết định", ("QĐ",)),
    Kind("chi_thi", "Chỉ thị", ("CT",)),
    Kind("thong_bao", "Thông báo", ("TB",), ("Thông báo kết luận", "Thông báo Kết luận")),
    Kind("huong_dan", "Hướng dẫn", ("HD",), ("Hướng dẫn liên ngành",)),
    Kind("bao_cao", "Báo cáo", ("BC",)),
    Kind("to_trinh", "Tờ trình", ("TTr",)),
    Kind("chuong_trinh", "Chương trình", ("CTr",), ("Chương trình hành động", "Chương trình phối hợp")),
    Kind("ket_luan", "Kết luận", ("KL",), ("Kết luận thanh tra",)),
    Kind("nghi_quyet", "Nghị quyết", ("NQ",), ("Nghị quyết liên tịch",)),
    Kind("thong_tu_lien_tich", "Thông tư liên tịch", ("TTLT",)),
    Kind("thong_tu", "Thông tư", ("TT",)),
    Kind("thong_tri", "Thông tri", ("TT",)),
    Kind("nghi_dinh", "Nghị định", ("NĐ",)),
    Kind("de_an", "Đề án", ("ĐA",)),
    Kind("phuong_an", "Phương án", ("PA",)),
    Kind("du_an", "Dự án", ("DA",)),
    Kind("quy_che", "Quy chế", ("QC",), ("Quy chế phối hợp",)),
    Kind("quy_dinh", "Quy định", ("QyĐ", "QĐi")),
    Kind("cong_dien", "Công điện", ("CĐ",)),
    Kind("luat", "Luật", ("L",), ("Bộ luật",)),
    Kind("phap_lenh", "Pháp lệnh", ("PL",)),
    Kind("lenh", "Lệnh", ("L",)),
    Kind("hien_phap", "Hiến pháp"),
    Kind("bien_ban", "Biên bản", ("BB",)),
    Kind("hop_dong", "Hợp đồng", ("HĐ",)),
    Kind("thong_cao", "Thông cáo", ("TC",)),
    Kind("giay_moi", "Giấy mời", ("GM",)),
    Kind("giay_gioi_thieu", "Giấy giới thiệu", ("GGT",)),
    Kind("giay_uy_quyen", "Giấy ủy quyền", ("GUQ",)),
    Kind("giay_nghi_phep", "Giấy nghỉ phép", ("GNP",)),
    Kind("phieu_gui", "Phiếu gửi", ("PG",)),
    Kind("phieu_chuyen", "Phiếu chuyển", ("PC",)),
    Kind("phieu_bao", "Phiếu báo", ("PB",)),
    Kind("ban_ghi_nho", "Bản ghi nhớ", ("BGN",)),
    Kind("ban_thoa_thuan", "Bản thỏa thuận", ("BTT",)),
    Kind("quy_trinh", "Quy trình", ("QTr",)),
    Kind("chien_luoc", "Chiến lược", ("CL",)),
    Kind("quy_hoach", "Quy hoạch", ("QH",)),
    Kind("lich", "Lịch công tác", ("LCT",)),
)

BY_SLUG: dict[str, Kind] = {kind.slug: kind for kind in KINDS}

NAMES: dict[str, str] = {name.casefold(): kind.slug for kind in KINDS for name in (kind.name, *kind.also)}
"""Name in lower case -> slug."""

ABBREVIATIONS: dict[str, str] = {
    short.casefold(): kind.slug for kind in reversed(KINDS) for short in kind.abbreviations if short != "L"
}
"""Abbreviation in lower case, as in a symbol -> slug. `TT` is a circular; of the Party it is a `thông tri`."""

PARTY_ABBREVIATIONS: dict[str, str] = {**ABBREVIATIONS, "tt": "thong_tri", "qđ": "quyet_dinh"}
"""The same in symbols of the form `number-KIND/BODY`, which are the Party's."""

UNNUMBERED_LAW = ("QH", "UBTVQH")
"""Symbols of the National Assembly (`40/2023/QH15`), whose laws carry no abbreviation of their kind."""

CENTRAL_ISSUERS: dict[str, str] = {
    "CP": "Chính phủ",
    "TTg": "Thủ tướng Chính phủ",
    "VPCP": "Văn phòng Chính phủ",
    "QH": "Quốc hội",
    "UBTVQH": "Ủy ban Thường vụ Quốc hội",
    "VPQH": "Văn phòng Quốc hội",
    "CTN": "Chủ tịch nước",
    "VPCTN": "Văn phòng Chủ tịch nước",
    "TW": "Ban Chấp hành Trung ương",
    "VPTW": "Văn phòng Trung ương Đảng",
    "BTCTW": "Ban Tổ chức Trung ương",
    "BTGTW": "Ban Tuyên giáo Trung ương",
    "BDVTW": "Ban Dân vận Trung ương",
    "UBKTTW": "Ủy ban Kiểm tra Trung ương",
    "BCA": "Bộ Công an",
    "BQP": "Bộ Quốc phòng",
    "BNG": "Bộ Ngoại giao",
    "BNV": "Bộ Nội vụ",
    "BTP": "Bộ Tư pháp",
    "BTC": "Bộ Tài chính",
    "BCT": "Bộ Công Thương",
    "BKHĐT": "Bộ Kế hoạch và Đầu tư",
    "BNN": "Bộ Nông nghiệp và Phát triển nông thôn",
    "BNNPTNT": "Bộ Nông nghiệp và Phát triển nông thôn",
    "BNNMT": "Bộ Nông nghiệp và Môi trường",
    "BGTVT": "Bộ Giao thông vận tải",
    "BXD": "Bộ Xây dựng",
    "BTNMT": "Bộ Tài nguyên và Môi trường",
    "BTTTT": "Bộ Thông tin và Truyền thông",
    "BKHCN": "Bộ Khoa học và Công nghệ",
    "BGDĐT": "Bộ Giáo dục và Đào tạo",
    "BYT": "Bộ Y tế",
    "BLĐTBXH": "Bộ Lao động - Thương binh và Xã hội",
    "BVHTTDL": "Bộ Văn hóa, Thể thao và Du lịch",
    "BDTTG": "Bộ Dân tộc và Tôn giáo",
    "UBDT": "Ủy ban Dân tộc",
    "TTCP": "Thanh tra Chính phủ",
    "NHNN": "Ngân hàng Nhà nước Việt Nam",
    "KTNN": "Kiểm toán nhà nước",
    "TANDTC": "Tòa án nhân dân tối cao",
    "VKSNDTC": "Viện kiểm sát nhân dân tối cao",
    "MTTW": "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
    "TLĐ": "Tổng Liên đoàn Lao động Việt Nam",
    "TƯĐTN": "Trung ương Đoàn Thanh niên Cộng sản Hồ Chí Minh",
    "BHXH": "Bảo hiểm xã hội Việt Nam",
}
"""Last letters of a symbol -> the central body that issues under it."""

LOCAL_ISSUERS: dict[str, str] = {
    "UBND": "UBND",
    "UB": "UBND",
    "HĐND": "HĐND",
    "TU": "Ban Thường vụ Tỉnh ủy",
    "HU": "Ban Thường vụ Huyện ủy",
    "ĐU": "Đảng ủy",
    "CAT": "Công an tỉnh",
    "BCĐ": "Ban Chỉ đạo",
    "MTTQ": "Ủy ban Mặt trận Tổ quốc Việt Nam",
    "SNV": "Sở Nội vụ",
    "STC": "Sở Tài chính",
    "STP": "Sở Tư pháp",
    "SXD": "Sở Xây dựng",
    "SYT": "Sở Y tế",
    "SCT": "Sở Công Thương",
    "SGDĐT": "Sở Giáo dục và Đào tạo",
    "SKHCN": "Sở Khoa học và Công nghệ",
    "SKHĐT": "Sở Kế hoạch và Đầu tư",
    "SNNMT": "Sở Nông nghiệp và Môi trường",
    "SNNPTNT": "Sở Nông nghiệp và Phát triển nông thôn",
    "STNMT": "Sở Tài nguyên và Môi trường",
    "STTTT": "Sở Thông tin và Truyền thông",
    "SGTVT": "Sở Giao thông vận tải",
    "SLĐTBXH": "Sở Lao động - Thương binh và Xã hội",
    "SVHTTDL": "Sở Văn hóa, Thể thao và Du lịch",
    "SVHTT": "Sở Văn hóa và Thể thao",
    "SDL": "Sở Du lịch",
    "SNG": "Sở Ngoại vụ",
    "SNGV": "Sở Ngoại vụ",
    "SDTTG": "Sở Dân tộc và Tôn giáo",
}
"""Last letters of a symbol -> the local body that issues under it; which province, the place in the head says."""
