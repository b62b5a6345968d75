"""Which words tell somebody to do something, and which sections of a document only describe.

An item is an order when it opens with a verb of duty (or an adverb before one), names a body that must do it, or binds
with `phải`, `có trách nhiệm` and the like. Purposes, findings, subjects, criteria, lists of papers are none
(Decree 30/2020/NĐ-CP, appendix III, samples 1.2 to 1.6 show where such sections stand).
"""

from __future__ import annotations

import re

from vanban.lines import plain
from vanban.phrases import whole
from vanban.rule import register, sentence_rule

_ADVERBS = (
    "tiếp tục|thường xuyên|kịp thời|khẩn trương|chủ động|tích cực|định kỳ|hàng năm|hằng năm|hàng quý|hằng quý"
    "|hàng tháng"
    "|hằng tháng|trước mắt|nghiêm túc|sớm|đồng thời|trên cơ sở|căn cứ|trong phạm vi|theo chức năng|theo lĩnh vực"
    "|trực tiếp|từng bước"
    "|phấn đấu|không để|không được|đối với|riêng|ngoài ra|sau khi|khi có|trong quá trình|quá trình|trường hợp|nếu"
    "|để|đến|từ|trước ngày"
    "|xong trước|chậm nhất|trong năm|trong tháng|trong quý|cùng với|cùng|nhanh chóng|quyết liệt|hết sức|theo dõi"
    "|có trách nhiệm|chịu trách nhiệm"
)
_OPENERS = (
    "truyền thông|tiêu hủy|khơi thông|lấy mẫu|thu gom|vận chuyển|điều chuyển|kích hoạt|tổng điều tra|phun|tổ chức"
    "|xây dựng|triển khai|thực hiện|chỉ đạo|hướng dẫn|tăng cường|đẩy mạnh|đẩy nhanh|nâng cao|nâng cấp"
    "|kiểm tra|kiểm soát|kiểm điểm"
    "|kiểm kê|theo dõi|tham mưu|tham gia|rà soát|bố trí|tập trung|báo cáo|gửi|nộp|đăng ký|lập|ban hành|đề xuất"
    "|đề nghị|tiến hành|nghiên cứu"
    "|ưu tiên|phát huy|phát động|phát hiện|phát triển|phát hành|phát tin|tạo|vận động|tuyên truyền|giúp|cân đối"
    "|đảm bảo|bảo đảm|thẩm định|thẩm tra"
    "|quan tâm|kiện toàn|phân công|phân bổ|phân cấp|phân loại|huy động|chọn|giám sát|đôn đốc|xem xét|làm tốt"
    "|làm việc|làm rõ|lựa chọn|cung cấp"
    "|công bố|công khai|công nhận|cập nhật|tổng hợp|tổng kết|sơ kết|hoàn thành|hoàn thiện|đổi mới|duy trì|phổ biến"
    "|quán triệt|nắm|nắm chắc|nắm bắt"
    "|chấp hành|xử lý|xử phạt|giải quyết|thống nhất|thống kê|khuyến khích|đăng tải|đăng|liên hệ|mở|mở rộng"
    "|điều tra|điều chỉnh|ra mắt|chia sẻ"
    "|gương mẫu|nỗ lực|thông báo|thông tin|lồng ghép|chuẩn bị|chú trọng|trình|ký kết|giao|sử dụng|quản lý"
    "|tự kiểm tra|tự chấm|tự rà soát"
    "|lãnh đạo|cụ thể hóa|phản ánh|trao đổi|khai thác|đầu tư|tiếp nhận|thu thập|thành lập|tận dụng|đưa|tích hợp|cử"
    "|tháo gỡ|động viên|biểu dương"
    "|khen thưởng|giáo dục|củng cố|thi hành|thi đua|nhân rộng|mua sắm|trang bị|khảo sát|đánh giá|phê duyệt"
    "|xác định|niêm yết|bám sát"
    "|chấn chỉnh|khắc phục|ngăn chặn|tuần tra|hỗ trợ|hưởng ứng|chủ trì|phối hợp|kết hợp|kết thúc|tôn vinh"
    "|giới thiệu|đào tạo|bồi dưỡng|tập huấn"
    "|ứng dụng|áp dụng|số hóa|vận hành|khôi phục|bảo vệ|bảo quản|phòng ngừa|phòng, chống|phòng chống|đấu tranh"
    "|truy quét|xóa|xóa bỏ|giảm|tăng"
    "|hạn chế|tránh|giữ|giữ vững|gắn|gắn kết|coi|xem|lấy|nhận|nhận thức|nêu cao|đề cao|siết chặt|thắt chặt"
    "|thúc đẩy|thu hút|thu hồi|thanh tra"
    "|thanh lý|thanh toán|quyết toán|quyết định|bổ sung|sửa đổi|sửa chữa|sắp xếp|sàng lọc|xét|xét duyệt|xác minh"
    "|xác nhận|vinh danh|tri ân"
    "|thăm|tặng|trao|treo|dừng|chuyển|chuyển đổi|chuyển giao|đấu thầu|đa dạng|đề ra|đi đầu|đối thoại|lắng nghe"
    "|tiếp|tiếp thu|tìm kiếm|tìm hiểu"
    "|khơi dậy|khởi động|khai giảng|tựu trường|tuyển sinh|tuyển chọn|tuyển dụng|tính toán|bàn giao|bảo trì|cải tạo"
    "|cải cách|cải thiện|cấp|cấp phát|cắt giảm"
    "|chăm lo|chăm sóc|chi trả|chống|cam kết|dành|dự báo|dự toán|đáp ứng|đo đạc|giải ngân|giải phóng|học tập|in"
    "|kêu gọi|kết nối|khống chế"
    "|khoanh vùng|không|kiên quyết|kiến nghị|lưu trữ|minh bạch|nghiêm cấm|nhắc nhở|ổn định|phân tích|phân luồng"
    "|phục vụ|phủ sóng|quy hoạch|quy định"
    "|rút kinh nghiệm|soạn thảo|sẵn sàng|tạm dừng|tham vấn|thay đổi|thay thế|thiết lập|thiết kế|tiết kiệm"
    "|tinh giản|tư vấn|ứng phó|vận dụng|vệ sinh|viết|yêu cầu"
)
_LEADING = re.compile(rf"[\s*_\"“'’(\[\d.)–-]*(?:{_ADVERBS}|{_OPENERS})(?!\w)", re.I)
_BINDING = re.compile(
    whole(
        "phải|cần phải|có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|thực hiện theo|thực hiện nghiêm|chịu sự|nghiêm cấm"
        "|không được|được giao|triển khai thực hiện|cần bố trí|cần tập trung",
        any_case=True,
    )
)
_NEVER = re.compile(
    r"[\s(\d).–-]*(?:(?:Quyết định|Chỉ thị|Kế hoạch|Quy định|Quy chế|Văn bản|Nghị quyết) này (?:có hiệu lực"
    r"|thay thế|được)|(?:Ban hành|Phê duyệt|Công bố) kèm theo"
    r"|Mốc (?:số liệu|thời gian)|Trân trọng|Trên đây là|Nơi nhận|Nguồn (?:kinh phí|vốn|tài trợ|ngân sách|xã hội"
    r"|lực)|Từ (?:nguồn )?ngân sách"
    r"|Kinh phí (?:thực hiện |triển khai |tổ chức |bảo đảm )*(?:Kế hoạch |nhiệm vụ )?(?:này)?\s*:?\s*(?:[Đđ]ược "
    r"|[Dd]o "
    r"|[Tt]ừ |[Ll]ấy |[Ss]ử dụng |[Tt]rích |[Nn]ằm trong )"
    r"|Ngân sách (?:nhà nước|tỉnh|địa phương)|Chỉ tiêu \d|Mục tiêu \d|Thời gian(?: thực hiện| tổ chức)?\s*\**(?:\n|$)"
    r"|(?:Tổng (?:số|giá trị)|Số lượng|Số (?!hóa)|Tỷ lệ|Tỉ lệ|Danh mục|Danh sách|Họ và tên)\s"
    r"|[^.\n]{0,60}trân trọng (?:thông báo|cảm ơn|đề nghị sự)|(?:Văn phòng|Bộ|Sở|UBND|Ủy ban"
    r"|Ban)[^.\n]{0,60}(?:xin )?thông báo (?:để|đến|tới)\b"
    r"|[^.\n]{0,110}(?:Bộ|UBND \w+|Sở|Ủy ban nhân dân \w+|Văn phòng) sẽ )",
)
_SILENT = (
    "muc dich",
    "yeu cau",
    "quan diem",
    "muc tieu",
    "chi tieu",
    "pham vi",
    "doi tuong",
    "can cu phap ly",
    "can cu",
    "tinh hinh",
    "thuc trang",
    "danh gia",
    "ton tai",
    "nguyen nhan",
    "ho so",
    "tham quyen",
    "tieu chi",
    "tieu chuan",
    "giai thich",
    "su can thiet",
    "dac diem",
    "phuong cham",
    "chu de",
    "thanh phan",
    "dia diem",
    "co so phap ly",
    "ket qua dat duoc",
    "du bao",
    "boi canh",
    "y nghia",
    "bo nhan dien",
    "hinh thuc",
    "nguon kinh phi",
    "thoi gian, dia diem",
)
_SILENT_WORD = re.compile(rf"\b(?:{'|'.join(_SILENT)})\b")
_SPEAKING = (
    "nhiem vu",
    "giai phap",
    "thuc hien",
    "bien phap",
    "noi dung",
    "cong tac",
    "trach nhiem",
    "phan cong",
    "hoat dong",
    "bao cao",
    "khen thuong",
    "tien do",
    "thoi gian",
    "thoi han",
    "lo trinh",
    "yeu cau chung",
    "yeu cau cac",
    "yeu cau uy ban",
    "yeu cau ubnd",
    "yeu cau so",
    "yeu cau chu tich",
    "yeu cau thu truong",
)


def fold(text: str) -> str:
    """Lower case without marks, đ as d, blanks made one: for comparing headings.

    >>> fold("I.  MỤC ĐÍCH")
    'i. muc dich'
    """
    return " ".join(plain(text).casefold().split())


def is_order(words: str) -> bool:
    """Whether an item's words, taken alone, tell somebody to do something."""
    if _NEVER.match(words) or len(words.strip(" .;*")) < 15:
        return False
    return bool(_LEADING.match(words) or _BINDING.search(words, 0, 400))


_NOUN_FIRST = re.compile(
    r"[\s*_(\d).+–-]*(?:Các|Những|Một số|Mọi|Mỗi|Việc|Số|Tổng (?:số|giá|mức|kinh|diện)|Tỷ lệ|Tỉ lệ|Tỷ số"
    r"|Danh (?:sách|mục)|Bản|Biểu|Bảng|Báo cáo|Tờ trình|Biên bản"
    r"|Quyết định|Nghị (?:định|quyết)|Luật|Bộ luật|Thông tư|Kế hoạch|Chương trình|Đề án|Dự án|Hồ sơ|Văn bản|Giấy"
    r"|Đơn|Phiếu|Mẫu|Ngày|Tháng|Năm|Quý|Giai đoạn"
    r"|Thời|Địa điểm|Kinh phí|Nguồn|Ngân sách|Người|Cán bộ|Đảng viên|Công chức|Học sinh|Sinh viên|Giáo viên|Hộ"
    r"|Cơ quan|Đơn vị|Tổ (?!chức)|Đội|Xã|Phường|Thôn"
    r"|Huyện|Tỉnh|Mô hình|Chỉ tiêu|Tiêu chí|Mục (?:tiêu|đích)|Nội dung|Đối tượng|Thành phần|Trường (?:hợp|học)"
    r"|Công (?:tác|trình|an|ty|ng)|Hoạt động|Ý kiến"
    r"|Kết quả|Hạng mục|Hình thức|Nguyên|Trách nhiệm|Nhiệm vụ|Giải pháp|Phạm vi|Yêu cầu:|Cách thức|Quy trình"
    r"|Trình tự|Thủ tục|Thẩm quyền|Điều kiện|Tiêu chuẩn"
    r"|Nguy cơ|Tình (?:hình|trạng)|Hệ thống|Dân số|Diện tích|Doanh nghiệp|Sản (?:phẩm|lượng)|Bệnh|Thuốc|Không|Có "
    r"|Là |Chưa|Đã|Trong|Về|Theo|Do|Từ|Với|Tại)(?!\w)"
)


def may_order(words: str) -> bool:
    """Whether words that open with no known verb may still tell: they do not open as a list of things does.

    For items of a list whose other items tell: no list of verbs is ever complete.
    """
    bare = words.strip(" *.;")
    return len(bare) >= 20 and not _NEVER.match(words) and not _NOUN_FIRST.match(words) and bare[:1].isupper()


def is_never_order(words: str) -> bool:
    """Sentences that only state validity, money's source, thanks, grounds, windows of data."""
    return bool(_NEVER.match(words))


_ENACTS = re.compile(
    r"[\s*\"“]*(?:Ban hành|Phê duyệt|Công bố|Công nhận|Thành lập|Kiện toàn|Phê chuẩn|Bãi bỏ|Hủy bỏ|Thay thế"
    r"|Sửa đổi|Đính chính|Tặng|Truy tặng|Khen thưởng|Cho phép|Chuyển giao)(?!\w)"
)


def enacts(clause: str, words: str) -> bool:
    """Whether an article does by its own words what it says (`Điều 1. Công bố Danh mục ...`) and tells nobody to.

    `clause` is the item's path; only an article itself can enact, not an item within it (Nghị định 30/2020/NĐ-CP,
    mẫu 1.2 and 1.3: a decision's first article states what is decided).
    """
    return bool(re.fullmatch(r"Điều \d+[a-zđ]?", clause) and _ENACTS.match(words))


def section_speaks(heading: str) -> bool | None:
    """False where a heading's section only describes, True where it tells, None where the heading says neither."""
    folded = fold(heading.strip(" *_:.-"))
    if len(folded) > 220:
        return None
    speaking = any(word in folded for word in _SPEAKING)
    silent = _SILENT_WORD.search(folded, 0, 90) is not None
    if silent and not speaking:
        return False
    if folded.startswith(
        (
            "muc dich",
            "quan diem",
            "doi tuong",
            "ho so",
            "tieu chi",
            "tham quyen",
            "can cu",
            "muc tieu chu yeu",
            "muc tieu cua",
        )
    ):
        return False
    return True if speaking and len(folded) <= 100 else None


register(
    "câu giao việc",
    (
        sentence_rule(
            "mở đầu bằng động từ giao việc, hoặc ràng buộc bằng phải, có trách nhiệm",
            lambda words: "việc" if is_order(words) else None,
            (
                ("Tổ chức lớp tập huấn cho cán bộ thôn.", "việc"),
                ("Thường xuyên kiểm tra hệ thống loa.", "việc"),
                ("Chủ đầu tư phải niêm yết giá.", "việc"),
            ),
            (
                "Quyết định này có hiệu lực từ ngày ký.",
                "Kinh phí thực hiện được bố trí từ ngân sách huyện.",
                "Số lượng học viên dự kiến.",
                "Danh sách các hộ đủ điều kiện.",
                "Mốc số liệu báo cáo: từ ngày 01/7 đến ngày 31/12.",
            ),
        ),
    ),
)
register(
    "đề mục chỉ để mô tả",
    (
        sentence_rule(
            "mục đích, đối tượng, hồ sơ, tiêu chí: không giao việc",
            lambda words: "mô tả" if section_speaks(words) is False else None,
            (
                ("MỤC ĐÍCH, YÊU CẦU", "mô tả"),
                ("Đối tượng áp dụng", "mô tả"),
                ("Hồ sơ đề nghị hỗ trợ", "mô tả"),
                ("Tiêu chí bình xét", "mô tả"),
            ),
            ("NHIỆM VỤ, GIẢI PHÁP", "Mục tiêu, nhiệm vụ", "Tổ chức thực hiện", "Yêu cầu chung"),
        ),
    ),
)
