"""Two directives of an invented province as a reading holds them: one of 2026, one of the days of districts."""

from __future__ import annotations

from typing import Any

NEW = """ỦY BAN NHÂN DÂN TỈNH HÀ THANH
Số: 35/KH-UBND
Hà Thanh, ngày 12 tháng 01 năm 2026
KẾ HOẠCH
Chăm sóc vườn trường và tủ sách thôn năm 2026
Kính gửi:
- Công an tỉnh;
- Các sở;
- UBND các xã, phường.
1. Sở Tài chính phối hợp với Sở Nội vụ lập dự toán vườn trường, hoàn thành trước ngày 01/4/2026.
2. UBND các xã, phường xây dựng kế hoạch tủ sách thôn của địa phương;
6 tháng (trước ngày 10/6), 01 năm (trước ngày 10/11) báo cáo về UBND tỉnh (qua Công an tỉnh).
3. Ban Chỉ đạo 138 tỉnh kiểm tra việc giữ gìn trật tự quanh vườn trường, báo cáo trước ngày 20/5/2026.
4. Hội Làm vườn Trà Giang hướng dẫn kỹ thuật, Sở Tư pháp phối hợp.
5. Sở Tư pháp hằng năm rà soát quy ước thôn.
6. Sở Nội vụ đề xuất khen thưởng trong thời hạn 30 ngày kể từ ngày nhận được kế hoạch.
7. Các cơ quan, đơn vị tăng cường tuyên truyền về vườn trường.
8. Công an tỉnh phối hợp với Công an tỉnh và Sở Tài chính giữ gìn trật tự.
"""

OLD = """ỦY BAN NHÂN DÂN TỈNH HÀ THANH
Số: 12/UBND-VX
Hà Thanh, ngày 10 tháng 01 năm 2024
Kính gửi: UBND các huyện.
1. UBND các huyện báo cáo kết quả trồng cây trước ngày 10/11 hằng năm, giai đoạn 2024 - 2026.
2. Sở Kế hoạch và Đầu tư cân đối vốn trồng cây trước ngày 20/12 hằng năm.
3. Báo Hà Thanh tuyên truyền về trồng cây.
"""


def place(words: str, text: str) -> tuple[int, int]:
    """Where the words stand."""
    start = text.index(words)
    return start, start + len(words)


def duty(text: str, clause: str, words: str, *deadlines: tuple[dict[str, Any], str], **fields: Any) -> dict[str, Any]:
    """A duty in the contract's form, its words and those of its deadlines looked up in the text."""
    start, end = place(words, text)
    rules = []
    for rule, said in deadlines:
        at = text.index(said, start)
        rules.append({**rule, "start": at, "end": at + len(said)})
    whole: dict[str, Any] = {"actors": [], "with": [], "to": None, "via": None, "kind": "act", "nth": 1, "spans": {}}
    return {**whole, "clause": clause, "start": start, "end": end, "deadlines": rules, **fields}


def header(number: str, day: str, addressees: list[str]) -> dict[str, Any]:
    return {
        "type": "ke_hoach",
        "number": number,
        "issuer": "UBND tỉnh Hà Thanh",
        "place": "Hà Thanh",
        "date": day,
        "subject": "chăm sóc cây",
        "signatory": None,
        "addressees": addressees,
        "recipients": [],
        "spans": {},
    }


def content(head: dict[str, Any], duties: list[dict[str, Any]], targets: list[dict[str, Any]] | None = None) -> Any:
    rest: dict[str, Any] = {"attached": [], "citations": [], "targets": targets or [], "models": [], "warnings": []}
    return {"source": "mẫu", "header": head, "duties": duties, **rest}


def new_content() -> Any:
    """The reading of NEW."""
    communes = ["UBND các xã, phường"]
    second = [NEW.index("UBND các xã, phường xây dựng"), NEW.index("\n3. ")]
    return content(
        header("35/KH-UBND", "2026-01-12", ["Công an tỉnh", "Các sở", "UBND các xã, phường"]),
        [
            duty(
                NEW,
                "1",
                "Sở Tài chính phối hợp với Sở Nội vụ lập dự toán vườn trường, hoàn thành trước ngày 01/4/2026.",
                ({"on": "2026-03-31"}, "trước ngày 01/4/2026"),
                actors=["Sở Tài chính"],
                **{"with": ["Sở Nội vụ"]},
            ),
            duty(
                NEW,
                "2",
                "UBND các xã, phường xây dựng kế hoạch tủ sách thôn của địa phương;",
                actors=communes,
                item=second,
            ),
            duty(
                NEW,
                "2",
                "6 tháng (trước ngày 10/6), 01 năm (trước ngày 10/11) báo cáo về UBND tỉnh (qua Công an tỉnh).",
                ({"every": "half-year", "last": "06-09"}, "6 tháng (trước ngày 10/6)"),
                ({"every": "year", "last": "11-09"}, "01 năm (trước ngày 10/11)"),
                kind="report",
                actors=communes,
                to="UBND tỉnh",
                via="Công an tỉnh",
                nth=2,
                item=second,
            ),
            duty(
                NEW,
                "3",
                "Ban Chỉ đạo 138 tỉnh kiểm tra việc giữ gìn trật tự quanh vườn trường, báo cáo trước ngày 20/5/2026.",
                ({"on": "2026-05-19"}, "trước ngày 20/5/2026"),
                actors=["Ban Chỉ đạo 138 tỉnh"],
            ),
            duty(
                NEW,
                "4",
                "Hội Làm vườn Trà Giang hướng dẫn kỹ thuật, Sở Tư pháp phối hợp.",
                actors=["Hội Làm vườn Trà Giang"],
                **{"with": ["Sở Tư pháp"]},
            ),
            duty(
                NEW,
                "5",
                "Sở Tư pháp hằng năm rà soát quy ước thôn.",
                ({"every": "year"}, "hằng năm"),
                actors=["Sở Tư pháp"],
            ),
            duty(
                NEW,
                "6",
                "Sở Nội vụ đề xuất khen thưởng trong thời hạn 30 ngày kể từ ngày nhận được kế hoạch.",
                ({"within": 30, "unit": "day", "after": "ngày nhận"}, "trong thời hạn 30 ngày"),
                actors=["Sở Nội vụ"],
            ),
            duty(NEW, "7", "Các cơ quan, đơn vị tăng cường tuyên truyền về vườn trường."),
            duty(
                NEW,
                "8",
                "Công an tỉnh phối hợp với Công an tỉnh và Sở Tài chính giữ gìn trật tự.",
                actors=["Công an tỉnh"],
                **{"with": ["Công an tỉnh", "Sở Tài chính"]},
            ),
        ],
        [{"measure": "count", "value": 4, "of": "vườn trường", "op": "=", "year": 2027, "start": 0, "end": 4}],
    )


def old_content() -> Any:
    """The reading of OLD."""
    return content(
        header("12/UBND-VX", "2024-01-10", ["UBND các huyện"]),
        [
            duty(
                OLD,
                "1",
                "UBND các huyện báo cáo kết quả trồng cây trước ngày 10/11 hằng năm, giai đoạn 2024 - 2026.",
                ({"every": "year", "last": "11-09", "from": 2024, "until": 2026}, "trước ngày 10/11 hằng năm"),
                kind="report",
                actors=["UBND các huyện"],
            ),
            duty(
                OLD,
                "2",
                "Sở Kế hoạch và Đầu tư cân đối vốn trồng cây trước ngày 20/12 hằng năm.",
                ({"every": "year", "last": "12-19"}, "trước ngày 20/12 hằng năm"),
                actors=["Sở Kế hoạch và Đầu tư"],
            ),
            duty(OLD, "3", "Báo Hà Thanh tuyên truyền về trồng cây.", actors=["Báo Hà Thanh"]),
        ],
    )
