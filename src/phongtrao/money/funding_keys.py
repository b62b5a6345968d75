"""What a file of sources of money may say; its reader, messages and docs/money.md come from it."""

from __future__ import annotations

from phongtrao.toml_tables import Key, Tables

KIND = "funding"


def _source() -> Key:
    return Key("source", "văn bản ở đây nói vậy: số, phần, mục", longest=500)


def _kinds(name: str, words: str) -> Key:
    return Key(name, words, "texts", required=False, longest=60, like='["xa.ubnd", "truong"]')


FUNDING = Tables(
    {
        "": (
            Key("kind", "loại tệp", known={KIND: "nguồn kinh phí"}),
            Key("name", "tên ngắn, không đổi qua các phiên bản", "name", longest=60),
            Key("title", "nguồn kinh phí của việc gì"),
            Key("version", "số của phiên bản", "number", longest=9999),
            Key("valid_from", "ngày bắt đầu áp dụng", "date"),
            _source(),
        ),
        "clause": (
            Key("name", "tên của khoản, các dự toán ghi theo tên này", "name", longest=40),
            Key("place", "chỗ trong văn bản", longest=100, like='"khoản 2, mục V"'),
            Key("paper", "văn bản, ghi loại và số", longest=200, like='"Quyết định số 12/QĐ-UBND"'),
            Key("issued_on", "ngày của văn bản", "date", required=False),
            Key("issued_with", "kế hoạch, quy chế kèm theo có khoản ấy", required=False, longest=300),
            _kinds("pays", "chi cho loại tổ chức nào, ghi LOẠI hoặc CẤP.LOẠI; bỏ nếu cho mọi tổ chức"),
            Key("purpose", "chi cho việc gì", longest=500),
            Key(
                "words",
                "nguyên văn; bỏ nếu chưa có, và ghi một [[gap]]",
                required=False,
                longest=3000,
            ),
            Key("valid_from", "có hiệu lực từ ngày", "date"),
            Key("valid_until", "đến hết ngày", "date", required=False),
            _source(),
        ),
        "amendment": (
            Key("clause", "tên của khoản được sửa đổi", "name", longest=40),
            Key("place", "điều sửa đổi", longest=100, like='"Điều 1"'),
            Key("paper", "văn bản sửa đổi, ghi loại và số", longest=200),
            Key("issued_on", "ngày của văn bản sửa đổi", "date", required=False),
            Key("words", "nguyên văn sau sửa đổi; bỏ nếu chưa có, và ghi [[gap]]", required=False, longest=3000),
            Key("valid_from", "có hiệu lực từ ngày", "date"),
            _source(),
        ),
        "party": (
            Key("draws_up", "ai lập dự toán, ghi LOẠI hoặc CẤP.LOẠI", "texts", longest=60, like='["tinh.cong_an"]'),
            Key("appraises", "ai thẩm định, ghi tên cơ quan", longest=200, like='"Sở Tài chính"'),
            Key("decides", "ai phê duyệt, ghi tên cơ quan; bỏ nếu văn bản không nêu", required=False, longest=200),
            Key("words", "nguyên văn", required=False, longest=2000),
            Key("valid_from", "áp dụng từ ngày", "date"),
            Key("valid_until", "đến hết ngày", "date", required=False),
            _source(),
        ),
        "gap": (
            Key("about", "điều chưa rõ", longest=200),
            Key("clause", "của khoản nào; bỏ nếu nói chung", "name", required=False, longest=40),
            Key("words", "chưa rõ gì, xin làm gì", longest=1000),
        ),
    },
    {"clause": 60, "amendment": 60, "party": 20, "gap": 40},
    "nguồn kinh phí",
)
