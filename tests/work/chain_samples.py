"""Directives of an invented province as a chain: a plan, a commune's own one, and decisions that change or end it."""

from __future__ import annotations

from datetime import date

from phongtrao.documents.models import Document
from phongtrao.documents.receive import receive
from tests.conftest import Cast
from tests.work.conftest import at

HEAD = """ỦY BAN NHÂN DÂN
{body}

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: {number}

{place}, ngày {day:%d} tháng {day:%m} năm {day:%Y}

{kind}
{subject}

"""
FOOT = """
Nơi nhận:
- Như trên;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Trần Văn Minh
"""
PLAN = """Kính gửi:
- Các sở;
- UBND các xã, phường.

I. NHIỆM VỤ
1. UBND các xã, phường xây dựng kế hoạch tủ sách thôn của địa phương, hoàn thành trước ngày 01/4/2026.
2. UBND các xã, phường báo cáo kết quả tủ sách thôn về UBND tỉnh trước ngày 10/11 hằng năm, giai đoạn 2026 - 2027.
3. Sở Nội vụ tổ chức tập huấn người giữ tủ sách thôn, hoàn thành trước ngày 20/9/2026.
4. Sở Tài chính thường xuyên hướng dẫn sử dụng kinh phí mua sách.
"""


def paper(number: str, day: date, subject: str, text: str, kind: str = "KẾ HOẠCH", body: str = "TỈNH HÀ THANH") -> str:
    """The whole text of a paper of the province, or of one of its communes."""
    place = "Hà Thanh" if body.startswith("TỈNH") else body.split(" ", 1)[1].title()
    return HEAD.format(body=body, number=number, day=day, place=place, kind=kind, subject=subject) + text + FOOT


def received(cast: Cast, text: str, on: date, book: str = "ha-thanh.ubnd", by: str = "quan-tri") -> Document:
    """The paper, received through the gate and entered in a body's book."""
    name = f"van-ban-{abs(hash(text))}.txt"
    return receive(name, text.encode(), cast.user(by), cast.body(book), at(on), on, True).document


def plan(cast: Cast) -> Document:
    """The province's plan 48/KH-UBND on village bookshelves."""
    text = paper("48/KH-UBND", date(2026, 1, 12), "Phát triển tủ sách thôn trên địa bàn tỉnh", PLAN)
    return received(cast, text, date(2026, 1, 20))


def later(cast: Cast, words: str, number: str = "90/QĐ-UBND", subject: str = "Về việc tủ sách thôn") -> Document:
    """A decision of May on the plan."""
    text = paper(number, date(2026, 5, 4), subject, f"Điều 1. {words}\n", "QUYẾT ĐỊNH")
    return received(cast, text, date(2026, 5, 5))


def own_plan(cast: Cast, text: str = "1. Công chức văn hóa lập danh mục sách của xã.\n") -> Document:
    """A commune's own plan to carry the province's out."""
    grounds = "Thực hiện Kế hoạch số 48/KH-UBND ngày 12/01/2026 của UBND tỉnh Hà Thanh về phát triển tủ sách thôn.\n"
    whole = paper("7/KH-UBND", date(2026, 3, 2), "Phát triển tủ sách thôn của xã", grounds + text, body="XÃ AN LẠC")
    return received(cast, whole, date(2026, 3, 3))
