"""What is said of a certificate that was checked: one table for the command and for both pages.

Braces name facts: the statement's own (`serial`, `decision`, ...), `key_day` (retired, stolen), `withdrawn_on`,
`withdrawn_by`, `keys_made`, `statuses_made`, `until`, `fault`. Days and moments are given as officials write them.
"""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a check comes to; `GENUINE` and `ROTATED` alone mean that the certificate holds."""

    GENUINE = "genuine"
    ROTATED = "rotated"
    WITHDRAWN = "withdrawn"
    NOT_YET_KNOWN = "not_yet_known"
    STALE = "stale"
    STOLEN = "stolen"
    ALTERED = "altered"
    FORGED = "forged"
    UNREADABLE = "unreadable"


TITLES = {
    Kind.GENUINE: "Giấy chứng nhận thật",
    Kind.ROTATED: "Giấy chứng nhận thật, ký bằng khoá cũ",
    Kind.WITHDRAWN: "Giấy chứng nhận đã bị thu hồi",
    Kind.NOT_YET_KNOWN: "Chưa kết luận được",
    Kind.STALE: "Chưa kết luận được: danh sách đã cũ",
    Kind.STOLEN: "Không công nhận: khoá ký đã mất",
    Kind.ALTERED: "Giấy chứng nhận đã bị sửa",
    Kind.FORGED: "Giấy chứng nhận giả",
    Kind.UNREADABLE: "Không đọc được mã",
}
"""In a line."""

REASONS: dict[str, tuple[Kind, str]] = {
    "genuine": (Kind.GENUINE, "Chữ ký đúng; đến {statuses_made} giấy chưa bị thu hồi."),
    "rotated": (
        Kind.ROTATED,
        "Chữ ký đúng; đến {statuses_made} giấy chưa bị thu hồi. Khoá ký đã thôi dùng từ {key_day}, sau ngày cấp giấy, "
        "nên giấy vẫn có giá trị như trước.",
    ),
    "withdrawn": (
        Kind.WITHDRAWN,
        "Chữ ký đúng nhưng giấy đã bị thu hồi từ ngày {withdrawn_on} theo văn bản số {withdrawn_by}.",
    ),
    "ended": (
        Kind.WITHDRAWN,
        "Chữ ký đúng nhưng giấy hết giá trị từ ngày {withdrawn_on}, do đổi giấy hoặc hết thời hạn công nhận.",
    ),
    "after_the_list": (
        Kind.NOT_YET_KNOWN,
        "Chữ ký đúng nhưng giấy cấp lúc {issued_at}, sau danh sách tình trạng đang có ({statuses_made}). Xin lấy danh "
        "sách mới rồi kiểm tra lại.",
    ),
    "key_after_the_list": (
        Kind.NOT_YET_KNOWN,
        "Giấy ghi cấp lúc {issued_at}, sau danh sách khoá đang có ({keys_made}), và ký bằng khoá chưa có trong danh "
        "sách đó. Xin lấy danh sách mới rồi kiểm tra lại; chưa kiểm tra lại thì chưa tin.",
    ),
    "theft_after_the_list": (
        Kind.NOT_YET_KNOWN,
        "Khoá ký đã mất từ {key_day}, sau ngày cấp giấy; danh sách tình trạng đang có ({statuses_made}) chưa ghi những "
        "giấy mà khoá đó đã ký thật. Xin lấy danh sách mới rồi kiểm tra lại.",
    ),
    "keys_older": (
        Kind.STALE,
        "Chữ ký đúng nhưng danh sách khoá đang có ({keys_made}) cũ hơn danh sách mà cơ quan cấp đã công bố. Xin lấy cả "
        "hai danh sách mới rồi kiểm tra lại.",
    ),
    "statuses_old": (
        Kind.STALE,
        "Chữ ký đúng nhưng danh sách tình trạng ({statuses_made}) chỉ dùng đến hết ngày {until}; chưa rõ giấy có bị "
        "thu hồi sau đó. Xin lấy danh sách mới rồi kiểm tra lại.",
    ),
    "after_the_theft": (
        Kind.STOLEN,
        "Khoá ký đã mất từ {key_day}; giấy ghi cấp lúc {issued_at}, từ khi mất khoá, nên không được công nhận. Đơn vị "
        "được công nhận thật xin cơ quan cấp đổi giấy.",
    ),
    "not_truly_issued": (
        Kind.STOLEN,
        "Khoá ký đã mất từ {key_day}, và giấy không có trong danh sách những giấy mà khoá đó đã ký thật trước khi mất. "
        "Ai có khoá mất cũng ghi lùi ngày được, nên giấy không được công nhận.",
    ),
    "altered": (
        Kind.ALTERED,
        "Chữ ký không khớp với nội dung: mã đã bị sửa, hoặc chữ ký lấy từ giấy khác. Xin không tin nội dung trong mã.",
    ),
    "forged": (
        Kind.FORGED,
        "Khoá ký không phải của cơ quan cấp, theo danh sách khoá lập lúc {keys_made}. Xin không tin nội dung trong mã.",
    ),
    "key_not_yet_valid": (
        Kind.FORGED,
        "Ngày cấp ghi trong mã ({issued_at}) trước khi khoá ký bắt đầu dùng ({key_day}). Xin không tin nội dung trong "
        "mã.",
    ),
    "key_retired": (
        Kind.FORGED,
        "Ngày cấp ghi trong mã ({issued_at}) sau khi khoá ký đã thôi dùng ({key_day}). Xin không tin nội dung trong "
        "mã.",
    ),
    "unreadable": (Kind.UNREADABLE, "{fault}"),
}
"""By reason: what it comes to, and why."""

LEGAL_FORCE = (
    "Giá trị pháp lý nằm ở Quyết định số {decision} ngày {decided_on} của {decided_by}; kết quả này chỉ cho biết mã "
    "trên giấy có đúng do cơ quan cấp ký hay không. Xin so nội dung dưới đây với giấy."
)
LEGAL_FORCE_DOUBTED = (
    "Giá trị pháp lý chỉ có ở quyết định công nhận; mã nêu Quyết định số {decision} ngày {decided_on}: xin hỏi cơ quan "
    "ban hành xem quyết định đó có thật và có tên đơn vị hay không."
)
LEGAL_FORCE_UNKNOWN = "Giá trị pháp lý nằm ở quyết định công nhận; mã trên giấy chỉ giúp kiểm tra nhanh."
LISTS = "Danh sách khoá lập lúc {keys_made}; danh sách tình trạng lập lúc {statuses_made}, dùng đến hết ngày {until}."

LABELS = {
    "serial": "Số giấy",
    "unit": "Đơn vị",
    "unit_code": "Mã đơn vị",
    "area": "Địa bàn",
    "programme": "Danh hiệu, phong trào",
    "subject": "Loại đơn vị",
    "year": "Năm công nhận",
    "decision": "Quyết định số",
    "decided_on": "Ngày quyết định",
    "decided_by": "Người quyết định",
    "issuer": "Cơ quan cấp giấy",
    "issued_at": "Cấp lúc",
    "key": "Khoá ký",
}
"""Facts of a statement in the order in which they are shown."""
BELIEVED = frozenset({"genuine", "rotated", "withdrawn", "ended", "after_the_list", "keys_older", "statuses_old"})
"""Reasons by which the issuer has said what the statement says, whatever became of it afterwards."""
NOT_BELIEVED = "Mã ghi như sau, nhưng không được tin:"
