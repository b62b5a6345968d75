"""A directive of the form that offices write, of an invented province, and what reading it yields."""

from __future__ import annotations

from typing import Any

TEXT = """ỦY BAN NHÂN DÂN
TỈNH HÀ THANH

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 214/UBND-NC
V/v nhân rộng mô hình tự quản về an ninh, trật tự

Hà Thanh, ngày 12 tháng 01 năm 2026

Kính gửi:
- Công an tỉnh;
- Sở Tài chính;
- UBND các xã, phường.

Thực hiện Chỉ thị số 05/CT-UBND ngày 10/12/2025, Chủ tịch UBND tỉnh yêu cầu:

1. Công an tỉnh chủ trì, phối hợp với Sở Nội vụ rà soát các mô hình hiện có, hoàn thành trước ngày 01/4/2026.

2. UBND các xã, phường lựa chọn ít nhất 01 thôn, tổ dân phố làm điểm; định kỳ 6 tháng (trước ngày 10/6 hằng năm) báo cáo kết quả về UBND tỉnh (qua Công an tỉnh).

3. Sở Tài chính thẩm định dự toán, tham mưu bố trí kinh phí.

Yêu cầu các cơ quan, đơn vị nghiêm túc thực hiện./.

Nơi nhận:
- Như trên;
- Lưu: VT, NC.

KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Trần Văn Minh
"""  # noqa: E501


def place(words: str, text: str = TEXT, nth: int = 1) -> tuple[int, int]:
    """Where the words stand for the nth time."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return start, start + len(words)


def _duty(
    clause: str, words: str, *, kind: str = "act", support: list[str] | None = None, **fields: Any
) -> dict[str, Any]:
    start, end = place(words)
    whole: dict[str, Any] = {
        "actors": [],
        "with": support or [],
        "to": None,
        "via": None,
        "deadlines": [],
        "spans": {},
        "nth": 1,
    }
    return {**whole, "kind": kind, "clause": clause, "start": start, "end": end, **fields}


def _dated(rule: dict[str, Any], words: str) -> dict[str, Any]:
    start, end = place(words)
    return {**rule, "start": start, "end": end}


FIRST = "Công an tỉnh chủ trì, phối hợp với Sở Nội vụ rà soát các mô hình hiện có, hoàn thành trước ngày 01/4/2026."
CHOOSE = "UBND các xã, phường lựa chọn ít nhất 01 thôn, tổ dân phố làm điểm;"
REPORT = "định kỳ 6 tháng (trước ngày 10/6 hằng năm) báo cáo kết quả về UBND tỉnh (qua Công an tỉnh)."
MONEY = "Sở Tài chính thẩm định dự toán, tham mưu bố trí kinh phí."
CLOSING = "Yêu cầu các cơ quan, đơn vị nghiêm túc thực hiện./."


def content() -> dict[str, Any]:
    """The reading of TEXT by the contract: three duties and a report; the closing sentence was missed."""
    return {
        "source": "214.txt",
        "header": {
            "type": "cong_van",
            "number": "214/UBND-NC",
            "issuer": "UBND tỉnh Hà Thanh",
            "place": "Hà Thanh",
            "date": "2026-01-12",
            "subject": "nhân rộng mô hình tự quản về an ninh, trật tự",
            "signatory": "Trần Văn Minh",
            "addressees": ["Công an tỉnh", "Sở Tài chính", "UBND các xã, phường"],
            "recipients": ["Như trên", "Lưu: VT, NC."],
            "spans": {"number": place("214/UBND-NC"), "date": place("ngày 12 tháng 01 năm 2026")},
        },
        "attached": [],
        "citations": [_dated({"type": "chi_thi", "number": "05/CT-UBND", "date": "2025-12-10"}, "05/CT-UBND")],
        "duties": [
            _duty(
                "1",
                FIRST,
                actors=["Công an tỉnh"],
                support=["Sở Nội vụ"],
                deadlines=[_dated({"on": "2026-03-31"}, "trước ngày 01/4/2026")],
                spans={"actors": [place("Công an tỉnh chủ trì")[:1] + (place("Công an tỉnh chủ trì")[0] + 12,)]},
            ),
            _duty("2", CHOOSE, actors=["UBND các xã, phường"]),
            _duty(
                "2",
                REPORT,
                kind="report",
                nth=2,
                actors=["UBND các xã, phường"],
                to="UBND tỉnh",
                via="Công an tỉnh",
                deadlines=[_dated({"every": "half-year", "last": "06-09"}, "trước ngày 10/6 hằng năm")],
            ),
            _duty("3", MONEY, actors=["Sở Tài chính"]),
        ],
        "targets": [],
        "models": [],
        "warnings": [_dated({"code": "unknown-body", "message": "Chưa rõ cơ quan nào."}, "các cơ quan, đơn vị")],
    }
