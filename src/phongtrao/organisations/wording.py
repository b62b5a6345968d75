"""Slugs of kinds, tiers, successions and deeds as people read them."""

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
DEEDS = {
    "add_user": "lập tài khoản",
    "new_password": "cấp lại mật khẩu",
    "close_account": "đóng tài khoản",
    "add_post": "giao chức năng",
    "end_post": "kết thúc chức năng",
    "load_units": "nạp địa bàn và tổ chức",
    "receive": "tiếp nhận văn bản",
    "adopt": "tiếp nhận nhiệm vụ",
    "follow": "đặt thời gian theo dõi",
    "open_tasks": "mở việc đến hạn",
    "start": "bắt đầu thực hiện",
    "submit": "nộp kết quả",
    "return": "trả lại",
    "accept": "chấp nhận",
    "waive": "miễn",
    "ask_extension": "đề nghị gia hạn",
    "extend": "gia hạn",
    "refuse_extension": "không gia hạn",
    "hand_back": "chuyển trả",
    "delegate": "phân công",
}
"""Deeds of the log; one that is not here is shown as it is written."""


def kind_slug(text: str, kinds: dict[str, str]) -> str | None:
    """The slug that a person means by a slug or its word, with or without marks; None where there is none."""
    key = fold(text).replace("_", " ")
    fitting = [slug for slug, word in kinds.items() if key in (slug.replace("_", " "), fold(word))]
    return fitting[0] if fitting else None
