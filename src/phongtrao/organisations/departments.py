"""Departments of a province by field: whom to propose where a body's work went to the province when its tier ended."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date

from phongtrao.organisations.directory import PROVINCE
from phongtrao.organisations.models import OrganisationVersion
from phongtrao.organisations.names import body_key

WORDS: dict[str, tuple[str, ...]] = {
    "an_ninh_trat_tu": ("an ninh trật tự", "an ninh Tổ quốc", "trật tự an toàn xã hội", "phòng chống tội phạm"),
    "an_toan_thong_tin_mang": ("an ninh mạng", "an toàn thông tin mạng"),
    "bao_chi_xuat_ban": ("báo chí", "xuất bản"),
    "bao_tro_xa_hoi": ("bảo trợ xã hội",),
    "cai_nghien": ("cai nghiện",),
    "dan_toc": ("dân tộc thiểu số",),
    "du_lich": ("du lịch",),
    "giam_ngheo": ("giảm nghèo",),
    "giao_duc": ("học sinh", "sinh viên", "giáo dục và đào tạo"),
    "giao_duc_nghe_nghiep": ("giáo dục nghề nghiệp", "dạy nghề"),
    "nguoi_co_cong": ("người có công",),
    "noi_vu": ("thi đua khen thưởng",),
    "quan_su": ("quốc phòng", "dân quân tự vệ"),
    "bien_phong": ("biên giới", "biên phòng"),
    "tai_chinh": ("dự toán", "ngân sách"),
    "tai_nguyen_moi_truong": ("bảo vệ môi trường", "tài nguyên"),
    "te_nan_xa_hoi": ("tệ nạn xã hội",),
    "the_thao": ("thể dục thể thao",),
    "ton_giao": ("tôn giáo",),
    "tre_em": ("trẻ em",),
    "tu_phap": ("phổ biến giáo dục pháp luật", "hòa giải ở cơ sở"),
    "y_te": ("y tế", "chăm sóc sức khỏe"),
}
"""Field → words that speak of it alone; what also means something else (`xây dựng`, `môi trường`) is left out."""
_SPOKEN = {field: re.compile(rf"\b(?:{'|'.join(map(body_key, said))})\b") for field, said in WORDS.items()}


def fields_in(text: str) -> set[str]:
    """Fields that a duty's words speak of.

    >>> sorted(fields_in("Bảo đảm an ninh, trật tự cho học sinh"))
    ['an_ninh_trat_tu', 'giao_duc']
    """
    key = body_key(text)
    return {field for field, spoken in _SPOKEN.items() if spoken.search(key)}


def departments_of(fields: Iterable[str], inside: Collection[int], day: date) -> dict[int, str]:
    """Those of the bodies `inside` that answer for one of these fields on `day` → these fields, by semicolons."""
    wanted = set(fields)
    versions = OrganisationVersion.objects.on(day).filter(level=PROVINCE).exclude(field="")
    found: dict[int, str] = {}
    for pk, own in versions.order_by("organisation__code").values_list("organisation", "field"):
        common = [field for field in own.split(";") if field in wanted]
        if common and pk in inside:
            found[pk] = ";".join(common)
    return found
