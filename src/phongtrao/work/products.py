"""Sản phẩm: what a duty must yield, proposed from its words; a person corrects it at adoption."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProductRule:
    """A pattern of a duty's words and the product it announces, with words that it must and must not read."""

    product: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    not_examples: tuple[str, ...] = ()


_MAKE = (
    r"(?:xây dựng|ban hành|lập|soạn thảo|hoàn thiện|hoàn chỉnh|trình"
    r"|tham mưu[^.;]{0,60}?|cụ thể hóa[^.;]{0,30}?thành)"
)


def _made(thing: str) -> re.Pattern[str]:
    return re.compile(rf"\b{_MAKE}\s+(?:(?:các|một|và|ban hành|dự thảo)\s+)*{thing}", re.I)


PRODUCTS: tuple[ProductRule, ...] = (
    ProductRule(
        "Kế hoạch",
        _made(r"(?:chương trình, )?kế hoạch\b"),
        (
            "Xây dựng kế hoạch chăm sóc cây xanh đường phố",
            "Tham mưu UBND tỉnh ban hành kế hoạch phòng cháy",
            "xây dựng và ban hành Kế hoạch của địa phương",
        ),
        ("Thực hiện tốt kế hoạch đã được phê duyệt", "Phối hợp kiểm tra theo kế hoạch"),
    ),
    ProductRule(
        "Quy chế",
        _made(r"(?:quy chế|quy định)\b"),
        ("Ban hành quy chế phối hợp giữa các đội", "Xây dựng quy định quản lý bến thuyền"),
        ("Chấp hành nghiêm quy chế làm việc",),
    ),
    ProductRule(
        "Đề án",
        _made(r"(?:đề án|phương án)\b"),
        ("Xây dựng đề án thư viện lưu động", "Lập phương án di dời chợ tạm"),
        ("Kinh phí của đề án bảo đảm từ ngân sách",),
    ),
    ProductRule(
        "Dự toán",
        _made(r"dự toán\b"),
        ("Lập dự toán kinh phí trồng cây", "hoàn chỉnh dự toán gửi cơ quan tài chính"),
        ("Thẩm định dự toán do đơn vị khác gửi đến",),
    ),
    ProductRule(
        "Hồ sơ",
        re.compile(r"\b(?:lập|hoàn thiện|hoàn chỉnh|gửi|nộp|xây dựng)\s+(?:các\s+)?(?:bộ\s+)?hồ sơ\b", re.I),
        ("Lập hồ sơ đề nghị công nhận thư viện xã", "hoàn thiện hồ sơ gửi Sở Văn hóa"),
        ("Lưu trữ hồ sơ theo quy định",),
    ),
    ProductRule(
        "Văn bản hướng dẫn",
        re.compile(r"\b(?:ban hành|có|xây dựng)\s+(?:văn bản|tài liệu)?\s*hướng dẫn\b", re.I),
        ("Ban hành hướng dẫn chấm điểm vườn trường", "Có văn bản hướng dẫn các trạm y tế"),
        ("Thực hiện theo hướng dẫn của Bộ",),
    ),
    ProductRule(
        "Văn bản",
        re.compile(r"\b(?:ban hành|có)\s+(?:các\s+)?(?:văn bản|chỉ thị|công văn)\b", re.I),
        ("Ban hành văn bản chỉ đạo các trường", "Có công văn đôn đốc các đội"),
        ("Căn cứ các văn bản đã ban hành",),
    ),
    ProductRule(
        "Mô hình",
        re.compile(r"\b(?:xây dựng|nhân rộng|duy trì|củng cố)\s+(?:các\s+|\d+\s+)?mô hình\b", re.I),
        ("Xây dựng mô hình tủ sách thôn", "Nhân rộng các mô hình vườn mẫu"),
        ("Tham quan học tập tại mô hình của tỉnh bạn",),
    ),
)
"""In the order in which they are asked; the first that reads the words gives the product."""

_REGISTER = re.compile(r"\bđăng ký\b", re.I)
_REPORT = re.compile(r"\bbáo cáo\b|\bsơ kết\b|\btổng kết\b", re.I)


def product_of(kind: str, text: str) -> str:
    """The product that a duty's words announce; the empty string where they announce none.

    A duty of kind `report` always yields something sent: a registration, a dossier, else a report.

    >>> product_of("act", "Xây dựng kế hoạch chăm sóc cây xanh")
    'Kế hoạch'
    >>> product_of("report", "Trước ngày 05/12 hằng năm gửi kết quả về Sở Xây dựng")
    'Báo cáo'
    """
    if kind == "report" and _REPORT.search(text):
        return "Báo cáo"
    if kind == "report" and _REGISTER.search(text):
        return "Bản đăng ký"
    found = next((rule.product for rule in PRODUCTS if rule.pattern.search(text)), "")
    return found or ("Báo cáo" if kind == "report" else "")
