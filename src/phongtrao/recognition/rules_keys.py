"""What a file of rules of recognition may say; its reader, messages and docs/recognition.md come from it."""

from __future__ import annotations

from phongtrao.gaps import GAP_KEYS
from phongtrao.organisations.marks import BY_SLUG
from phongtrao.recognition.rules import ABOUT, SHARES_OF, SUBJECTS, YEARS_OF
from phongtrao.toml_tables import Key, Tables
from vanban.kinds import BY_SLUG as PAPER_KINDS

KIND = "recognition"
BY = {"body": "đơn vị đề nghị", "appraiser": "cơ quan thẩm định"}
_YEAR = 2199


def _source(longest: int = 500) -> Key:
    return Key("source", "căn cứ: văn bản, phần, mục", longest=longest)


RULES = Tables(
    {
        "": (
            Key("kind", "loại tệp", known={KIND: "quy định công nhận"}),
            Key("name", "tên ngắn, không đổi qua các phiên bản", "name", longest=60),
            Key("title", "công nhận gì"),
            Key("version", "số của phiên bản", "number", longest=9999),
            Key("valid_from", "ngày bắt đầu áp dụng", "date"),
            _source(),
            Key("window_from", "ngày đầu của mốc số liệu", "day"),
            Key("window_until", "ngày cuối của mốc số liệu", "day"),
            Key("dossier_due", "ngày cuối được gửi hồ sơ («trước ngày 05/12» là 04/12)", "day", required=False),
        ),
        "registration": (
            Key("due", "ngày cuối được đăng ký («trước ngày 01/12» là 30/11)", "day", required=False),
            Key("year", "đăng ký cho năm nào (mặc định: năm liền sau)", known=YEARS_OF, required=False),
            Key("since", "năm đầu tiên áp dụng", "number", required=False, longest=_YEAR),
        ),
        "upkeep": (
            Key("due", "ngày cuối xác nhận duy trì hằng năm", "day", required=False),
            Key("lapses", "quá năm không xác nhận thì hết hiệu lực (mặc định: không)", "yes_no", required=False),
            Key("source", "căn cứ", required=False, longest=500),
        ),
        "subject": (
            Key("name", "đối tượng", known=SUBJECTS),
            Key("kinds", "loại tổ chức, ghi LOẠI hoặc CẤP.LOẠI", "texts", longest=60, like='["xa.ubnd"]'),
            Key("criteria", "tên bộ tiêu chí", required=False, longest=60),
            Key("base", "tổng số đơn vị thuộc diện; bỏ nếu chưa biết", "number", required=False, longest=1_000_000),
            Key("base_source", "căn cứ của tổng số", required=False, longest=500),
        ),
        "exclusion": (
            Key("mark", "đặc điểm của tổ chức", known={slug: mark.name for slug, mark in BY_SLUG.items()}),
            Key("values", "các giá trị bị loại; bỏ nếu chỉ cần có đặc điểm", "texts", required=False, longest=20),
            Key("words", "lời của quy định", longest=500),
            _source(),
        ),
        "paper": (
            Key("name", "tên của giấy tờ trong hồ sơ", "name", longest=40),
            Key("title", "tên giấy tờ"),
            Key("kind", "loại văn bản", known={slug: kind.name for slug, kind in PAPER_KINDS.items()}),
            Key("by", "ai lập", known=BY),
            _source(),
        ),
        "authority": (
            Key("valid_from", "áp dụng từ ngày", "date"),
            Key("appraises", "cơ quan thẩm định, ghi CẤP.LOẠI; bỏ nếu chưa rõ", required=False, longest=60),
            Key("decides", "cơ quan quyết định, ghi CẤP.LOẠI; bỏ nếu chưa rõ", required=False, longest=60),
            Key("commune", "nơi tổng hợp ở xã, ghi CẤP.LOẠI", required=False, longest=60),
            Key("through", "nơi nhận ở xã, ghi CẤP.LOẠI", required=False, longest=60),
            _source(),
        ),
        "target": (
            Key("subject", "đối tượng", known=SUBJECTS),
            Key("year", "năm, hoặc năm đầu", "number", longest=_YEAR),
            Key("until", "năm cuối, với chỉ tiêu của nhiều năm", "number", required=False, longest=_YEAR),
            Key("number", "số đơn vị mỗi năm", "number", required=False, longest=1_000_000),
            Key("percent", "tỷ lệ phần trăm mỗi năm, ít nhất", "number", required=False, longest=100),
            Key("of", "tỷ lệ tính trên (mặc định: số còn lại)", known=SHARES_OF, required=False),
            _source(),
        ),
        "milestone": (
            Key("title", "việc phải làm"),
            Key("due", "ngày cuối", "day"),
            Key("who", "ai làm"),
            _source(),
        ),
        "passage": (
            Key("about", "đoạn này nói về", known=ABOUT),
            Key("place", "chỗ trong văn bản"),
            Key("words", "nguyên văn", longest=2000),
            Key("means", "cách hiểu theo đoạn này", required=False, longest=1000),
        ),
        "gap": GAP_KEYS,
    },
    {
        "subject": 10, "exclusion": 40, "paper": 20, "authority": 20, "target": 200, "milestone": 40, "passage": 40,
        "gap": 40,
    },
    "quy định",
)  # fmt: skip
