"""A secret that came in is destroyed by two people."""

from __future__ import annotations

from phongtrao.procedure import Procedure, Step

PURGE = Procedure(
    name="purge",
    title="Tiêu hủy bí mật nhà nước lọt vào hệ thống",
    start="proposed",
    steps=(
        Step("confirm", ("proposed",), "confirm_purge", ("second",), after="confirmed"),
        Step("refuse", ("proposed",), "refuse_purge", ("second",), needs=("reason",), after="refused"),
        Step("purge", ("confirmed",), "purge", ("site",), after="purged"),
    ),
    words={
        "proposed": "chờ người thứ hai xác nhận",
        "confirmed": "đã xác nhận, đang tiêu hủy",
        "refused": "không tiêu hủy",
        "purged": "đã tiêu hủy",
        "confirm_purge": "Xác nhận tiêu hủy",
        "refuse_purge": "Không tiêu hủy",
        "purge": "Tiêu hủy",
        "second": "lãnh đạo hoặc quản trị của đơn vị liên quan, không phải người đề nghị hay người làm thay nhau",
        "site": "máy chủ, làm tiếp được khi bị ngắt giữa chừng",
    },
)
