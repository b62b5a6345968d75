"""What a file of rules of commendation may say; its reader, messages and docs/awards.md come from it."""

from __future__ import annotations

from phongtrao.awards.rules import BY, COVERS, OVER, SUBJECTS, VOTES_OF, WHOSE
from phongtrao.gaps import GAP_KEYS
from phongtrao.organisations.wording import LEVELS
from phongtrao.toml_tables import Key, Tables
from vanban.kinds import BY_SLUG as PAPER_KINDS

KIND = "commendation"
_YEAR = 2199
_BODY = "ghi CẤP.LOẠI, hoặc tên cơ quan trong tỉnh"


def _source(longest: int = 500) -> Key:
    return Key("source", "căn cứ: văn bản, điều, khoản", longest=longest)


RULES = Tables(
    {
        "": (
            Key("kind", "loại tệp", known={KIND: "quy định khen thưởng"}),
            Key("name", "tên ngắn, không đổi qua các phiên bản", "name", longest=60),
            Key("title", "quy định gì"),
            Key("version", "số của phiên bản", "number", longest=9999),
            Key("valid_from", "ngày bắt đầu áp dụng", "date"),
            Key("valid_until", "ngày cuối áp dụng; bỏ nếu chưa có", "date", required=False),
            _source(),
            Key("covers", "áp dụng cho", known=COVERS),
        ),
        "once": (Key("words", "lời của nguyên tắc không khen hai hình thức cho một thành tích"), _source()),
        "ground": (Key("words", "căn cứ pháp lý để giữ họ tên người được đề nghị", longest=500), _source()),
        "council": (
            Key("percent", "tỷ lệ phiếu tán thành phải đạt", "number", longest=100),
            Key("more_than", "phải nhiều hơn tỷ lệ ấy (mặc định: đạt là đủ)", "yes_no", required=False),
            Key("of", "tỷ lệ tính trên (mặc định: số thành viên)", known=VOTES_OF, required=False),
            Key("sample", "là số mẫu, tỉnh chưa xác nhận", "yes_no", required=False),
            _source(),
        ),
        "retention": (
            Key("years", "số năm giữ họ tên sau ngày quyết định", "number", longest=100),
            Key("ended_years", "số năm giữ sau khi đề nghị dừng, không khen (mặc định: 1)", "number", required=False,
                longest=100),
            Key("sample", "là số mẫu, tỉnh chưa xác nhận: chưa xóa gì", "yes_no", required=False),
            _source(),
        ),
        "form": (
            Key("name", "tên ngắn của hình thức", "name", longest=40),
            Key("title", "hình thức khen thưởng"),
            Key("level", "cấp", known=LEVELS),
            Key("decides", f"cơ quan quyết định, {_BODY}", longest=100),
            Key("examines", f"cơ quan thẩm định, {_BODY}; bỏ nếu là cơ quan quyết định", required=False, longest=100),
            Key("subjects", "đối tượng", "texts", longest=3, like=f'["{next(iter(SUBJECTS))}"]'),
            Key("days", "số ngày thẩm định, kể từ ngày sau ngày gửi; bỏ nếu chưa rõ", "number", required=False,
                longest=365),
            Key("days_source", "căn cứ của số ngày", required=False, longest=500),
            _source(),
        ),
        "paper": (
            Key("name", "tên của giấy tờ trong hồ sơ", "name", longest=40),
            Key("title", "tên giấy tờ"),
            Key("kind", "loại văn bản", known={slug: kind.name for slug, kind in PAPER_KINDS.items()}),
            Key("by", "ai lập", known=BY),
            _source(),
        ),
        "quota": (
            Key("form", "tên ngắn của hình thức", "name", longest=40),
            Key("number", "nhiều nhất bao nhiêu trong năm", "number", required=False, longest=1_000_000),
            Key("percent", "hoặc bao nhiêu phần trăm số đơn vị trực thuộc đơn vị đề nghị", "number", required=False,
                longest=100),
            Key("subject", "đối tượng (mặc định: tính chung)", known=SUBJECTS, required=False),
            Key("year", "năm (mặc định: mọi năm)", "number", required=False, longest=_YEAR),
            Key("whose", "tính cho (mặc định: mỗi đơn vị đề nghị)", known=WHOSE, required=False),
            Key("over", "khi vượt (mặc định: phải nêu lý do)", known=OVER, required=False),
            _source(),
        ),
        "gap": GAP_KEYS,
    },
    {"form": 20, "paper": 20, "quota": 100, "gap": 40},
    "quy định",
)  # fmt: skip
