"""Accounts of the demo, as its login page lists them. They exist nowhere else: see checks.py."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from phongtrao.organisations.models import Function

DEMO_PASSWORD = "xem-thu-phong-trao"
"""The one password of every demo account, printed on its login page: no marks, which password fields cannot take."""
PROVINCE = "Nghệ An"
SAMPLES = Path(__file__).resolve().parent / "samples"
"""Directives in the form of real ones, written for the demo; they bind nobody."""


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the demo: its name ends in `.demo`; `role_in_words` says what its holder can try.

    `body` is the code of the body of its one post, None for quản trị of no body.
    """

    username: str
    full_name: str
    role_in_words: str
    body: str | None
    function: Function


DEMO_ACCOUNTS: list[DemoAccount] = [
    DemoAccount(
        "vanthu.demo",
        "Trần Văn Thư",
        "văn thư UBND tỉnh: tiếp nhận văn bản, vào sổ, sửa bản đọc",
        "nghe-an.ubnd",
        Function.CLERK,
    ),
    DemoAccount(
        "lanhdao.demo",
        "Lê Thị Lan",
        "lãnh đạo UBND tỉnh: giao việc từ văn bản, nhận hoặc trả lại kết quả",
        "nghe-an.ubnd",
        Function.LEADER,
    ),
    DemoAccount(
        "congan.demo",
        "Phạm Văn Dũng",
        "đầu mối Công an tỉnh: làm việc của mình, nhận kết quả của các xã",
        "nghe-an.cong-an",
        Function.FOCAL_POINT,
    ),
    DemoAccount(
        "taichinh.demo",
        "Nguyễn Thị Sơn",
        "chuyên viên Sở Tài chính: nộp kết quả, xin gia hạn",
        "nghe-an.so-tai-chinh",
        Function.OFFICER,
    ),
    DemoAccount(
        "lanhdaotaichinh.demo",
        "Đặng Thị Ngân",
        "lãnh đạo Sở Tài chính: thẩm định dự toán từng khoản",
        "nghe-an.so-tai-chinh",
        Function.LEADER,
    ),
    DemoAccount(
        "xa.demo",
        "Hoàng Thị Xuân",
        "chuyên viên UBND một xã: việc đến hạn của xã",
        "*xa",
        Function.OFFICER,
    ),
    DemoAccount(
        "lanhdaoxa.demo",
        "Lô Văn Chung",
        "lãnh đạo UBND xã ấy: duyệt, gửi báo cáo của xã hoặc trả lại",
        "*xa",
        Function.LEADER,
    ),
    DemoAccount(
        "giamdoc.demo",
        "Ngô Văn Giám",
        "lãnh đạo Công an tỉnh: ký bản tổng hợp, nhận hoặc trả lại kết quả",
        "nghe-an.cong-an",
        Function.LEADER,
    ),
    DemoAccount(
        "noivu.demo",
        "Cao Thị Nội",
        "đầu mối Sở Nội vụ: thẩm định hồ sơ khen thưởng, ghi kết quả hội đồng",
        "nghe-an.so-noi-vu",
        Function.FOCAL_POINT,
    ),
    DemoAccount(
        "kiemtra.demo",
        "Vũ Minh Kiểm",
        "kiểm tra của UBND tỉnh: lập kế hoạch kiểm tra, ghi tồn tại, giao việc khắc phục",
        "nghe-an.ubnd",
        Function.INSPECTOR,
    ),
    DemoAccount(
        "quantri.demo",
        "Quản trị dùng thử",
        "quản trị: thấy tất cả, lập tài khoản, xem nhật ký",
        None,
        Function.ADMINISTRATOR,
    ),
]
