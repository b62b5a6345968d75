"""Sản phẩm: what a duty must yield, proposed from its own verb; a person corrects it at adoption."""

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

    def reads(self, text: str) -> bool:
        """Whether the duty itself asks for the product: not a purpose of it, nor what others are guided to make."""
        return any(not _OF_OTHERS.search(said[: m.start()]) for said, m in _found(self.pattern, text))


def _found(pattern: re.Pattern[str], text: str) -> list[tuple[str, re.Match[str]]]:
    """Every match with the sentence or part of a sentence that it stands in."""
    parts = re.split(r"(?<=[.;])\s+", text)
    return [(part, match) for part in parts for match in pattern.finditer(part)]


_PURPOSE = r"\b(?:để|nhằm|phục vụ)\b"
_OF_OTHERS = re.compile(
    rf"{_PURPOSE}|\b(?:hướng dẫn|đôn đốc|kiểm tra|vận động|quán triệt|công tác|quá trình|việc(?! làm))\b"
    r"|(?<!ban )\bchỉ đạo\b|\bsố\s\d[^,]*$|\b(?:đã|được|về|luật)\s*$",
    re.I,
)
"""Before a verb of making: it is a purpose, others are told to do it, or a document is named that did."""

_ABOVE = r"(?:UBND|Ủy ban|HĐND|Hội đồng|Chủ tịch|Thủ tướng|Chính phủ|cấp)"
_VERB = (
    r"(?:xây dựng|ban hành|lập|soạn thảo|hoàn thiện|hoàn chỉnh|phê duyệt|có|cụ thể hóa[^.;]{0,30}?thành"
    rf"|(?<!quá )(?<!quy )(?<!chương )trình(?: {_ABOVE}\b[^.,;]{{0,40}}?)?)"
)
_MAKE = rf"{_VERB}(?:,? (?:và |hoặc )?{_VERB})*"


def _made(thing: str) -> re.Pattern[str]:
    return re.compile(rf"\b{_MAKE}\s+(?:(?:các|một|dự thảo|\d+)\s+)*{thing}", re.I)


PRODUCTS: tuple[ProductRule, ...] = (
    ProductRule(
        "Biểu mẫu",
        _made(r"(?:biểu )?mẫu\b"),
        ("Xây dựng mẫu báo cáo dùng chung", "Ban hành biểu mẫu theo dõi bến thuyền"),
        ("Xây dựng vườn mẫu", "Báo cáo theo mẫu gửi kèm"),
    ),
    ProductRule(
        "Kế hoạch",
        _made(r"(?:chương trình, )?kế hoạch\b"),
        (
            "Xây dựng kế hoạch chăm sóc cây xanh đường phố",
            "Tham mưu UBND tỉnh ban hành kế hoạch phòng cháy",
            "xây dựng và ban hành Kế hoạch của địa phương",
            "Ban Chỉ đạo các huyện xây dựng kế hoạch dọn kênh",
            "Phối hợp với Sở Y tế có kế hoạch phun thuốc diệt muỗi",
        ),
        (
            "Thực hiện tốt kế hoạch đã được phê duyệt",
            "Phối hợp kiểm tra theo kế hoạch",
            "Tham mưu, hướng dẫn thực hiện kế hoạch này",
            "Hướng dẫn các xã, phường, trường học xây dựng kế hoạch dọn kênh",
            "Bố trí kinh phí để lập kế hoạch sử dụng đất",
            "Thực hiện Quyết định số 12/QĐ-UBND ban hành Kế hoạch dọn kênh",
        ),
    ),
    ProductRule(
        "Chương trình",
        _made(r"chương trình\b(?! mục tiêu)"),
        ("Chủ trì xây dựng chương trình ngoại khóa về bơi lội",),
        ("Tham mưu thực hiện các chương trình, kế hoạch trồng rừng",),
    ),
    ProductRule(
        "Quy chế",
        _made(r"(?:quy chế|quy định)\b(?! (?:của|tại))"),
        ("Ban hành quy chế phối hợp giữa các đội", "Xây dựng quy định quản lý bến thuyền"),
        ("Chấp hành nghiêm quy chế làm việc", "Tham mưu sửa đổi các quy định của pháp luật về bến thuyền"),
    ),
    ProductRule(
        "Đề án",
        _made(r"(?:đề án|phương án)\b"),
        ("Xây dựng đề án thư viện lưu động", "Lập phương án di dời chợ tạm", "trình UBND tỉnh phương án lát hè"),
        ("Kinh phí của đề án bảo đảm từ ngân sách", "Phân loại để có phương án xử lý từng trường hợp"),
    ),
    ProductRule(
        "Dự toán",
        _made(r"dự toán\b"),
        ("Lập dự toán kinh phí trồng cây", "hoàn chỉnh dự toán gửi cơ quan tài chính"),
        ("Thẩm định dự toán do đơn vị khác gửi đến", "Chỉ đạo các đội lập dự toán"),
    ),
    ProductRule(
        "Hồ sơ",
        re.compile(rf"\b(?:{_MAKE}|gửi|nộp)\s+(?:các\s+)?(?:bộ\s+)?hồ sơ\b", re.I),
        ("Lập hồ sơ đề nghị công nhận thư viện xã", "hoàn thiện hồ sơ gửi Sở Văn hóa"),
        ("Lưu trữ hồ sơ theo quy định", "Rút ngắn quá trình lập hồ sơ mời thầu"),
    ),
    ProductRule(
        "Văn bản hướng dẫn",
        re.compile(rf"\b{_MAKE}\s+(?:văn bản|tài liệu)?\s*hướng dẫn\b", re.I),
        ("Ban hành hướng dẫn chấm điểm vườn trường", "Có văn bản hướng dẫn các trạm y tế"),
        ("Thực hiện theo hướng dẫn của Bộ", "Hướng dẫn các xã sử dụng kinh phí để duy trì mô hình"),
    ),
    ProductRule(
        "Văn bản",
        re.compile(r"\b(?:ban hành|có)\s+(?:các\s+)?(?:văn bản|chỉ thị|công văn)\b", re.I),
        ("Ban hành văn bản chỉ đạo các trường", "Có công văn đôn đốc các đội"),
        ("Căn cứ các văn bản đã ban hành", "Phổ biến Luật Ban hành văn bản quy phạm pháp luật"),
    ),
    ProductRule(
        "Mô hình",
        re.compile(r"\b(?:xây dựng|nhân rộng)\s+(?:các\s+|\d+\s+)?mô hình\b", re.I),
        ("Xây dựng mô hình tủ sách thôn", "Nhân rộng các mô hình vườn mẫu"),
        ("Tham quan học tập tại mô hình của tỉnh bạn", "Sử dụng kinh phí để nhân rộng mô hình", "Củng cố các mô hình"),
    ),
)
"""In the order in which they are asked; the first that reads the words gives the product."""

_REGISTER = re.compile(r"\bđăng ký\b", re.I)
_REPORT = re.compile(
    r"\bbáo cáo\b|\bsơ kết\b|\btổng kết\b|\b(?:gửi|nộp|báo) (?:tổng hợp )?(?:kết quả|tình hình|số liệu)\b", re.I
)


def product_of(kind: str, text: str) -> str:
    """The product that a duty's own verb asks for; the empty string where it asks for none.

    A duty of kind `report` yields a report or a registration where its words before any purpose say so.

    >>> product_of("act", "Xây dựng kế hoạch chăm sóc cây xanh")
    'Kế hoạch'
    >>> product_of("report", "Trước ngày 05/12 hằng năm gửi kết quả về Sở Xây dựng")
    'Báo cáo'
    >>> product_of("report", "Gửi tin, bài về Sở Xây dựng để tổng hợp, báo cáo")
    ''
    """
    if kind == "report":
        own = re.split(_PURPOSE, text, flags=re.I)[0]
        if _REPORT.search(own):
            return "Báo cáo"
        if _REGISTER.search(own):
            return "Bản đăng ký"
    return next((rule.product for rule in PRODUCTS if rule.reads(text)), "")
