"""What a file of a kind of model may say; its reader, its messages and docs/initiatives.md come from it."""

from __future__ import annotations

from phongtrao.gaps import GAP_KEYS
from phongtrao.initiatives.kind import COUNTS, MEASURED, PAPERS
from phongtrao.toml_tables import Key, Tables

KIND = "initiative_kind"
_YEAR = 2199


def _source(required: bool = True) -> Key:
    return Key("source", "căn cứ: văn bản, phần, mục", required=required, longest=500)


KINDS = Tables(
    {
        "": (
            Key("kind", "loại tệp", known={KIND: "loại mô hình"}),
            Key("name", "tên ngắn, không đổi qua các phiên bản", "name", longest=60),
            Key("title", "tên mô hình như văn bản gọi", longest=200),
            Key("version", "số của phiên bản", "number", longest=9999),
            Key("valid_from", "ngày bắt đầu áp dụng", "date"),
            _source(),
            Key("fits", "loại tổ chức phù hợp, ghi LOẠI hoặc CẤP.LOẠI", "texts", longest=60, like='["xa.ubnd"]'),
            Key("where", "nơi đặt mô hình theo lời văn bản", required=False, longest=500),
            Key("place", "điểm gọi là gì (mặc định: điểm)", required=False, longest=60),
            Key("group", "tổ gọi là gì (mặc định: tổ)", required=False, longest=60),
        ),
        "review": (
            Key("keep", "tỷ lệ tiêu chí đạt ít nhất để giữ nguyên", "number", longest=100),
            Key("mend", "tỷ lệ đạt ít nhất để củng cố; thấp hơn thì thanh loại", "number", longest=100),
            Key("replicate", "tỷ lệ đạt ít nhất để nhân rộng", "number", longest=100),
            Key("years_to_mend", "số năm củng cố liền nhau rồi thanh loại", "number", required=False, longest=20),
            Key("due", "ngày cuối chốt đánh giá của năm", "day", required=False),
            Key("sample", "ngưỡng, tiêu chí là bản mẫu (mặc định: đúng)", "yes_no", required=False),
            _source(required=False),
        ),
        "criterion": (
            Key("name", "tên ngắn của tiêu chí", "name", longest=40),
            Key("title", "tiêu chí"),
            Key("answered", "trả lời bằng", known=MEASURED),
            Key("required", "bắt buộc đạt (mặc định: có)", "yes_no", required=False),
            Key("at_least", "số ít nhất, với tiêu chí là số", "decimal", required=False, longest=1_000_000),
            Key("percent", "tỷ lệ phần trăm ít nhất, với tiêu chí là tỷ lệ", "number", required=False, longest=100),
            Key("base", "tỷ lệ tính trên tổng số gì", required=False, longest=100),
            Key("unit", "đơn vị tính", required=False, longest=40),
            Key("measure", "tên số liệu mà trang tự tính", "name", required=False, longest=60),
            _source(required=False),
        ),
        "equipment": (
            Key("name", "tên ngắn của thiết bị", "name", longest=40),
            Key("title", "thiết bị", longest=100),
            Key("unit", "đơn vị tính (mặc định: bộ)", required=False, longest=40),
        ),
        "target": (
            Key("year", "đạt đến hết năm", "number", longest=_YEAR),
            Key("counts", "đếm gì", known=COUNTS),
            Key("number", "số phải có; bỏ nếu chưa biết", "number", required=False, longest=1_000_000),
            Key("percent", "tỷ lệ phần trăm phải có; bỏ nếu chưa biết", "number", required=False, longest=100),
            Key("of", "tỷ lệ tính trên loại tổ chức nào", "texts", required=False, longest=60, like='["xa.ubnd"]'),
            Key("passage", "nguyên văn", required=False, longest=1000),
            _source(),
        ),
        "paper": (
            Key("name", "giấy tờ nào", known=PAPERS),
            Key("title", "tên giấy tờ ở mô hình này", longest=200),
            Key("required", "bước sau phải chờ giấy này (mặc định: có)", "yes_no", required=False),
        ),
        "article": (
            Key("title", "tên điều của quy chế mẫu", longest=200),
            Key("words", "nội dung", longest=2000),
        ),
        "passage": (
            Key("place", "chỗ trong văn bản"),
            Key("words", "nguyên văn", longest=2000),
        ),
        "gap": GAP_KEYS,
    },
    {"criterion": 40, "equipment": 20, "target": 20, "paper": 20, "article": 40, "passage": 20, "gap": 40},
    "loại mô hình",
)  # fmt: skip
