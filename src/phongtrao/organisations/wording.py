"""Slugs of kinds, tiers and successions as people read them."""

from __future__ import annotations

from phongtrao.words import fold

LEVELS = {
    "trung_uong": "trung ương",
    "tinh": "tỉnh, thành phố",
    "huyen": "huyện (đến 30/6/2025)",
    "xa": "xã, phường",
    "co_so": "cơ sở",
}
BODY_KINDS = {
    "ubnd": "Ủy ban nhân dân",
    "so": "sở",
    "ban": "ban của tỉnh",
    "van_phong": "văn phòng",
    "van_phong_hdnd": "văn phòng Đoàn đại biểu Quốc hội và HĐND",
    "thanh_tra": "thanh tra",
    "cong_an": "công an",
    "phong": "phòng",
    "bo_chi_huy_quan_su": "Bộ Chỉ huy Quân sự",
    "ban_chi_huy_quan_su": "Ban Chỉ huy Quân sự",
    "bo_chi_huy_bien_phong": "Bộ Chỉ huy Bộ đội Biên phòng",
    "ban_chi_huy_bien_phong": "Ban Chỉ huy Bộ đội Biên phòng",
    "mttq": "Mặt trận Tổ quốc",
    "to_chuc_chinh_tri_xa_hoi": "tổ chức chính trị - xã hội",
    "bao": "báo",
    "dai_phat_thanh_truyen_hinh": "đài phát thanh và truyền hình",
    "bao_va_dai": "báo và phát thanh, truyền hình",
    "ban_chi_dao": "ban chỉ đạo",
    "ban_dang": "cơ quan của Đảng",
    "toa_an": "tòa án",
    "vien_kiem_sat": "viện kiểm sát",
    "hoi_dong": "hội đồng",
    "thue": "cơ quan thuế",
    "nganh_doc": "cơ quan ngành dọc ở khu vực",
    "co_quan": "cơ quan, đơn vị",
    "doanh_nghiep": "doanh nghiệp",
    "hop_tac_xa": "hợp tác xã",
    "truong": "cơ sở giáo dục",
    "hoi": "hội quần chúng",
    "kiem_toan": "kiểm toán nhà nước",
    "chinh_phu": "Chính phủ",
    "bo": "bộ",
    "co_quan_ngang_bo": "cơ quan ngang bộ",
    "co_quan_thuoc_chinh_phu": "cơ quan thuộc Chính phủ",
}
AREA_KINDS = {
    "tinh": "tỉnh",
    "thanh_pho_truc_thuoc": "thành phố trực thuộc trung ương",
    "huyen": "huyện",
    "quan": "quận",
    "thi_xa": "thị xã",
    "thanh_pho": "thành phố thuộc tỉnh",
    "xa": "xã",
    "phuong": "phường",
    "thi_tran": "thị trấn",
    "dac_khu": "đặc khu",
}
SUCCESSIONS = {
    "merge": "sáp nhập vào",
    "split": "chia về",
    "renewal": "đổi thành",
    "transfer": "chuyển nhiệm vụ về",
    "abolish": "kết thúc hoạt động",
}
ORIGINS = {
    "merge": "nhận sáp nhập từ",
    "split": "nhận một phần từ",
    "renewal": "trước là",
    "transfer": "nhận nhiệm vụ từ",
}

FIELDS = {
    "an_ninh_trat_tu": "an ninh, trật tự",
    "an_toan_thong_tin_mang": "an toàn thông tin mạng",
    "bao_chi": "báo chí",
    "bao_chi_xuat_ban": "báo chí, xuất bản",
    "bao_tro_xa_hoi": "bảo trợ xã hội",
    "bien_phong": "biên phòng",
    "cai_nghien": "cai nghiện ma túy",
    "cong_tac_dang": "công tác Đảng",
    "cong_thuong": "công thương",
    "dan_toc": "dân tộc",
    "doan_the": "đoàn thể",
    "du_lich": "du lịch",
    "giam_ngheo": "giảm nghèo",
    "giao_duc": "giáo dục",
    "giao_duc_nghe_nghiep": "giáo dục nghề nghiệp",
    "giao_thong": "giao thông",
    "ke_hoach_dau_tu": "kế hoạch, đầu tư",
    "khoa_hoc_cong_nghe": "khoa học, công nghệ",
    "kiem_sat": "kiểm sát",
    "lao_dong": "lao động",
    "ly_lich_tu_phap": "lý lịch tư pháp",
    "mat_tran": "mặt trận",
    "ngoai_vu": "ngoại vụ",
    "nguoi_co_cong": "người có công",
    "noi_vu": "nội vụ",
    "nong_nghiep": "nông nghiệp",
    "phong_chong_toi_pham": "phòng, chống tội phạm",
    "phong_trao": "phong trào",
    "phuc_vu_hdnd": "phục vụ Đoàn đại biểu Quốc hội và HĐND",
    "quan_su": "quân sự",
    "quy_hoach": "quy hoạch",
    "sat_hach_lai_xe": "sát hạch lái xe",
    "tai_chinh": "tài chính",
    "tai_nguyen_moi_truong": "tài nguyên, môi trường",
    "te_nan_xa_hoi": "tệ nạn xã hội",
    "thanh_tra": "thanh tra",
    "the_thao": "thể thao",
    "thong_tin_truyen_thong": "thông tin, truyền thông",
    "thi_dua_khen_thuong": "thi đua, khen thưởng",
    "thue": "thuế",
    "ton_giao": "tôn giáo",
    "tre_em": "trẻ em",
    "tu_phap": "tư pháp",
    "van_hoa": "văn hóa",
    "van_phong": "văn phòng",
    "xay_dung": "xây dựng",
    "xet_xu": "xét xử",
    "y_te": "y tế",
}


def kind_words(written: str) -> str:
    """A kind of body as people say it.

    >>> kind_words("xa.ubnd")
    'Ủy ban nhân dân (xã, phường)'
    """
    level, _, kind = written.rpartition(".")
    return f"{BODY_KINDS[kind]} ({LEVELS[level]})" if level else BODY_KINDS[kind]


def field_words(slugs: str) -> str:
    """`nội vụ, lao động` for `noi_vu;lao_dong`."""
    return ", ".join(FIELDS.get(slug, slug.replace("_", " ")) for slug in slugs.split(";") if slug)


def kind_slug(text: str, kinds: dict[str, str]) -> str | None:
    """The slug that a person means by a slug or its word, with or without marks; None where there is none."""
    key = fold(text).replace("_", " ")
    fitting = [slug for slug, word in kinds.items() if key in (slug.replace("_", " "), fold(word))]
    return fitting[0] if fitting else None
