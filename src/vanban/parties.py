"""Bodies as texts name them: where such a list begins, where it ends, and how it falls into single names.

A list of bodies ends where the telling begins: at a verb of duty, a colon, a full stop. Inside a list, `;`, `,` and
`và` part bodies only where a new body begins; set phrases ("các sở, ban, ngành"; "UBND các huyện, thành phố") stay one.
"""

from __future__ import annotations

import re

from vanban.directive import Party
from vanban.labels import UPPER
from vanban.phrases import whole

_GENERIC = (
    "sở|ban|bộ(?! máy| phận| tiêu| mặt| chỉ số)|ngành|cấp|cơ quan|đơn vị|địa phương|tổ chức|đoàn thể|hội(?! nghị"
    "| thảo| thi)"
    "|doanh nghiệp|công ty|tổng công ty|tập đoàn|hợp tác xã|trường(?! hợp)|nhà trường|cơ sở|huyện|thị xã|thành phố|quận"
    "|tỉnh|xã(?! hội)|phường|thị trấn|đặc khu|thôn|làng|bản|khu phố|tổ dân phố|khu dân cư|phòng(?! ngừa|, chống"
    "| chống)|ủy ban"
    "|lực lượng|báo(?! cáo| chí)|đài|chủ (?:rừng|đầu tư|doanh nghiệp|thể|hồ|đập|tàu|phương tiện|cơ sở|hộ"
    "|trang trại|sở hữu)|thành viên|đồng chí|trung tâm|bệnh viện"
    "|ngân hàng"
    "|viện|cục|chi cục|trạm|chi hội|chi đoàn|công an|quân sự|biên phòng|đảng ủy|cấp ủy|chi bộ|đảng bộ|chính quyền"
    "|khối|hệ thống|tập thể"
    "|cá nhân"
    "|người dân|cha mẹ học sinh|phụ huynh|ấp|khóm|buôn|xóm|gia đình|hộ (?:gia đình|dân|kinh doanh)|mặt trận|hiệp hội"
    "|bên mời thầu|nhà thầu|UBND|HĐND"
)
_PROPER = (
    "UBND|Ủy ban|UBMTTQ|MTTQ|HĐND|Hội đồng|Sở|Bộ(?! máy| phận| tiêu| luật| mặt| chỉ số| nhận diện)|Ban(?! hành)|Công an"
    "|Quân sự|Biên phòng|Cục|Chi cục|Tổng cục|Vụ|Văn phòng|Thanh tra|Đài|Báo(?! cáo| chí)|Trung tâm"
    "|Hội(?! nghị| thảo| nhập| thi)|Hiệp hội|Đoàn(?! kết)|Liên đoàn|Liên hiệp|Liên minh|Mặt trận|Phòng(?! ngừa"
    "|, chống| chống)"
    "|Tòa án|Viện(?! dẫn| trợ)|Kho bạc|Ngân hàng|Thuế|Hải quan|Bảo hiểm|Trường(?! hợp)|Học viện|Đại học|Bệnh viện"
    "|Công ty|Tổng công ty|Tập đoàn|Đảng ủy|Tỉnh ủy|Thành ủy|Huyện ủy|Quận ủy|Thường trực|Thường vụ|Cấp ủy|Chính quyền"
    "|Lực lượng|Thông tấn xã|Kiểm toán|Quỹ|Cơ quan|Đơn vị|Chính phủ|Quốc hội|Hạt|Ban nhân dân"
    "|Trưởng (?:ban nhân dân|thôn|ấp|bản|xóm|khóm|khu phố|làng|buôn)|Tổ trưởng|BTL|BCH|Quân khu|Quân chủng"
    "|Binh đoàn|Lữ đoàn|Trung đoàn|Cấp (?:tỉnh|huyện|xã|cơ sở)|Trạm|Đồn|BHXH|LĐLĐ|(?:Tỉnh|Thành"
    "|Huyện|Quận|Thị) [Đđ]oàn|(?:Tỉnh|Thành|Huyện|Quận|Thị)đoàn|Ban Thường vụ|Đội(?! ngũ)|Tổ (?:công tác"
    "|giúp việc|biên tập)"
    "|Ngành|Huyện|Thị xã|Thành phố|Tỉnh|Xã(?! hội)|Phường|Đặc khu|Điện lực|Bưu điện|Viễn thông|Hợp tác xã|Doanh nghiệp"
    "|Chủ (?:rừng|đầu tư|doanh nghiệp)|Khối|Bên mời thầu|Nhà trường|Hệ thống"
)
_PLURAL = r"(?:[Cc]ác|[Nn]hững|[Mm]ỗi|[Mm]ọi|[Tt]ừng|[Tt]oàn thể|[Hh]ệ thống)"
_OFFICE = (
    r"(?:(?:[Đđ]ề nghị|[Gg]iao cho|[Gg]iao(?! ban| thông| lưu| dịch| tiếp| đất)|[Yy]êu cầu|[Cc]ác đồng chí"
    r"|[Đđ]ồng chí|[Cc]ác [ôÔ]ng(?: \(bà\)|, bà)?:?"
    r"|[ÔôO]ng \(bà\):?"
    r"|[Tt]hủ trưởng|(?:[Pp]hó )?[Cc]hủ tịch|(?:[Pp]hó )?(?:[Tt]ổng )?[Gg]iám đốc|[Hh]iệu trưởng|[Ll]ãnh đạo"
    r"|[Nn]gười đứng đầu"
    r"|[Tt]rưởng [Bb]an(?= [A-ZĐÂ]| các)|[Bb]ộ trưởng|[Cc]ục trưởng|[Tt]rưởng(?= phòng| Phòng| Công an| công an"
    r"| các)|[Bb]í thư"
    r"|[Đđ]ối với|[Tt]rách nhiệm của|[Nn]hiệm vụ của|[Rr]iêng|Thường trực (?=Ban Chỉ đạo))\s+)"
)
_BODY = (
    rf"(?:{_PLURAL}\s+(?:{_GENERIC}|{_PROPER}|[SBN]ở|[Bb]ộ|[Nn]gành)|{_PROPER}|{_GENERIC}"
    r"|[Cc]hánh (?:[Vv]ăn phòng|[Tt]hanh tra)|cấp có thẩm quyền)(?!\w)"
)
LEAD_AT = re.compile(rf"{_OFFICE}*")
START_AT = re.compile(rf"{_OFFICE}*{_BODY}")

_VERBS = (
    "chủ trì|chủ động|phối hợp|tiếp tục|xây dựng|triển khai|thực hiện|chỉ đạo|hướng dẫn|tăng cường|đẩy mạnh"
    "|đẩy nhanh|nâng cao"
    "|kiểm tra|kiểm soát|theo dõi|tham mưu|rà soát|bố trí|căn cứ|khẩn trương|nghiêm túc|tập trung|có trách nhiệm"
    "|chịu trách nhiệm|báo cáo|gửi|nộp|định kỳ|hàng năm|hằng năm|hàng quý|hằng quý|hàng tháng|hằng tháng"
    "|thường xuyên|kịp thời"
    "|phải|cần|lập|ban hành|đề xuất|tiến hành|nghiên cứu|ưu tiên|phát huy|phát động|phát hiện|tạo|vận động"
    "|tuyên truyền|giúp"
    "|cân đối|đảm bảo|bảo đảm|thẩm định|tham gia|quan tâm|kiện toàn|phân công|huy động|chọn|giám sát|đôn đốc"
    "|xem xét|làm"
    "|đăng ký|lựa chọn|trực tiếp|cung cấp|công bố|cập nhật|tổng hợp|hoàn thành|hoàn thiện|đổi mới|duy trì|phổ biến"
    "|quán triệt"
    "|nắm|theo chức năng|theo thẩm quyền|theo nhiệm vụ|theo đúng|trên cơ sở|trong việc|để|nhằm|trước ngày"
    "|trong quá trình"
    "|trong công tác|trong thực hiện|trong tổ chức|trong thời gian|khi|nếu|tích cực|chấp hành|xử lý|giải quyết"
    "|thống nhất|khuyến khích|đăng tải"
    "|liên hệ|mở|điều tra|ra quân|chia sẻ|gương mẫu|nỗ lực|quyết liệt|thông báo|lồng ghép|chuẩn bị|chú trọng|trình|ký"
    "|đề nghị|yêu cầu|được phân công|được yêu cầu|đã|sẽ|có văn bản|có kế hoạch|có giải pháp|có biện pháp|có hình thức"
    "|có ý kiến|có nhiệm vụ|chỉ được|sử dụng|quản lý(?! rừng| thị trường| dự án| khu| nhà nước)|tự kiểm tra"
    "|tự rà soát|lãnh đạo|cụ thể hóa"
    "|phản ánh|trao đổi|khai thác|đầu tư|tiếp nhận|thu thập|thành lập|tận dụng|phân bổ|thanh tra(?! tỉnh"
    "| thành phố| huyện| nhà nước)"
    "|đưa|tích hợp|cử|tháo gỡ|động viên|biểu dương|khen thưởng|giáo dục(?! và| mầm| phổ| tiểu| thường| nghề| đại)"
    "|củng cố|đồng loạt|tổ chức"
    "|thi hành|nhân rộng|mua sắm|trang bị|khảo sát|đánh giá|đánh số|phê duyệt|cho ý kiến|là|ra|xác định|niêm yết"
    "|bám sát|chấn chỉnh|khắc phục|ngăn chặn|tuần tra|cân đối|phát triển(?! nông)|hỗ trợ|hưởng ứng|sớm|đồng thời"
    "|ngoài việc|tăng|đa dạng hóa|giảm|áp dụng|ứng dụng|số hóa|vận hành|thanh lý|bổ sung|sửa đổi|sắp xếp"
    "|chăm lo|theo quy định|theo đề nghị|theo yêu cầu|quyết định|phương án|về kết quả|về tình hình|trân trọng"
    "|đảm nhiệm|tiếp thu|khai trương|ra mắt"
    "|thống kê|bảo vệ(?! thực vật| môi trường| rừng| bí mật| người| quyền)|trả lời|chuyển|thiết lập|hoạt động"
    "|tuân thủ|chủ tâm|không để|không được|mỗi năm|nghiêm cấm"
    "|treo|dành|đóng góp|ủng hộ|thu hồi|cấp phát|chi trả|tuyển dụng|rút kinh nghiệm|giám định|nghiệm thu|lắp đặt"
    "|kết nối|kết hợp|kêu gọi"
    "|khai báo|đo đạc|bàn giao|xác minh|xác nhận|thanh toán|quyết toán|giải ngân|phân loại|vận dụng|thiết kế"
    "|thi công|dừng|tạm dừng|ngừng"
    "|ứng cứu|định hướng|cắm biển|kiểm đếm|trực ban|sơ tán|di dời|neo đậu|ứng phó|ứng trực|phòng ngừa|đưa tin"
    "|phát sóng|biên soạn"
    "|soạn thảo|in ấn|cấp phép|thu hút|thúc đẩy|thay thế|gia cố|sửa chữa|bảo dưỡng|bảo quản|canh gác|truy quét"
    "|trấn áp|điều trị"
    "|cách ly|kiểm định|kiểm dịch|kiểm nghiệm|kiểm kê|quan trắc|lấy mẫu|hòa giải|tiếp dân|giải tỏa|cưỡng chế"
    "|đền bù|bồi thường"
    "|chăm sóc|quyên góp|trợ giúp|cứu trợ|nhắc nhở|phê bình|xử phạt|khởi tố|truy tố|xét xử|tuyên dương|tôn vinh"
    "|kết nạp|tập huấn"
    "|bồi dưỡng|học tập|kiểm điểm|nêu gương|cam kết|giao ban|thu gom|vận chuyển|tiêu hủy|phân luồng|kích hoạt"
    "|rút ngắn|tinh giản"
    "|khơi thông|dự trữ|dự báo|cảnh báo|phát tán|lan tỏa|khoanh vùng|xét nghiệm|tiêm chủng|tiếp cận|tự chấm|tự đánh giá"
    "|trực 24|trực chỉ huy|bàn giao|đăng|phát triển|phát hành|phục vụ|tạo điều kiện|tính toán|lưu trữ|kết thúc"
    "|khởi công|khánh thành|xong|xét chọn|xét duyệt|lựa chọn|mỗi tuần|mỗi tháng|mỗi quý"
)
_TELLING = re.compile(whole(_VERBS))
_NOUN_BEFORE = re.compile(r"(?:các|những|mọi|từng|mỗi|cả|đảng|Đảng|Ban|của)\s*$")
_ORGANISATION = re.compile(
    r"tổ chức\s+(?:chính|xã hội|đoàn|đảng|Đảng|Hội|hội|thành viên|quần chúng|kinh tế|phi|tôn giáo|tín dụng|,|có"
    r"|liên|,?\s*cá nhân|sự nghiệp)"
)
_STOP = re.compile(
    r"[nt:.…\n/(“”\"](?:(?<=[:.])(?=\s|$|/)|(?<=[.…])[.…]+|(?<=[\n(“”\"])|(?<=/)\./?"
    r"|(?<!\w.)(?:(?<=n)gày|(?<=t)háng) \d)"
)
_PARENTHESIS = re.compile(r"\s*\([^()\n]{0,200}\)")
_AND = re.compile(
    r"[\s;,vc](?:(?<=[;,])|(?<=\s)\s*(?:[;,]|(?:và|cùng với|cùng(?! cấp)|với)(?!\w))"
    r"|(?<=v)(?<!\w.)(?:à|ới)(?!\w)|(?<=c)(?<!\w.)ùng(?: với|(?! cấp))(?!\w))\s*"
)
_SIDE_OFFICE = re.compile(
    r"\s+[-–]\s+(?:Phó |Trưởng |Thường trực|Cơ quan [Tt]hường trực|Chủ tịch|Ủy viên|đầu mối).*$", re.S
)
_PUNCTUATION = " \n,;.:*"
_TRAILING = ("và", "với", "cùng", "các", "thì", "do", "có", "căn cứ")
_PLACE_SERIES = re.compile(
    r"(?:^|\s)(?:[Cc]ác |cấp )?(?:sở|ban|bộ|phòng|ngành|cấp|cơ quan|đơn vị|địa phương|hội|doanh nghiệp|huyện|quận"
    r"|thị xã|thành phố|tỉnh|xã|phường|thị trấn|đặc khu|tổ chức|đoàn thể|cấp ủy|báo|trường|công ty|Tổng công ty"
    r"|lực lượng Công an)(?:\s|,|$)",
    re.I,
)
_SERIES_GOES_ON = re.compile(
    r"(?:(?:các )?(?:ban|bộ|ngành|cơ quan|đơn vị|địa phương|đoàn thể|hội|doanh nghiệp|cơ sở giáo dục"
    r"|cơ sở sản xuất|trường học|nhà trường|huyện|quận"
    r"|thị xã|thành phố|xã|phường|thị trấn|đặc khu|tổ chức(?! chính trị| thành viên)|đài|công ty|hợp tác xã"
    r"|các ngành|các cấp)"
    r"|Quân sự|Biên phòng|Công an)(?!\w)"
)
_PLAIN_SERIES = re.compile(
    r"(?:Ban|Ngành|Sở|Quận|Huyện|Thị xã|Thành phố|Phường|Xã|Thị trấn|Đoàn thể|Hội|Phòng|Đơn vị)(?=\s*(?:[,;]|$)"
    r"|\s(?:và|của|thuộc|trực|cấp)\s)"
)
"""`UBND các Quận, Huyện, Thị xã`: a series written with capitals."""
_OWN_BODY = re.compile(
    r"(?:UBND|Ủy ban nhân dân|Công an|HĐND|MTTQ)\s+(?:các|cấp|\d+)?\s*(?:tỉnh|huyện|quận|thị xã|thành phố|xã"
    r"|phường|thị trấn|đặc khu)",
    re.I,
)
_CONCERNED = re.compile(
    r"(?:các )?(?:cơ quan|đơn vị|sở|ngành|địa phương|tổ chức)(?:, (?:cơ quan|đơn vị|ngành|địa phương|tổ chức"
    r"|cá nhân))* (?:có )?liên quan"
)
_COMMAND = re.compile(r"(?:[Đđ]ề nghị|[Yy]êu cầu|[Gg]iao(?: cho)?|[Cc]ác đồng chí|[Đđ]ồng chí)?\s*")
LONGEST = 700
"""No list of bodies is longer than this many characters."""


def party_list(
    text: str, start: int, end: int, whole: bool = False, offices: bool = False
) -> tuple[tuple[Party, ...], int]:
    """Bodies named in a row from `start` on, and where the naming ends; `((), start)` where none begins there.

    `whole`: the words up to `end` are nothing but a list (a heading, an attribute line), so no verb ends it.
    `offices`: an office is the addressee and stays in the name ("Chủ tịch UBND tỉnh").
    """
    end = min(end, start + LONGEST)
    begin = _skip(text, start, end)
    if not START_AT.match(text, begin, end):
        return (), start
    stop = _list_end(text, begin, end, whole)
    pieces = _pieces(text, begin, stop)
    parties = tuple(p for a, b in pieces if (named := _named(text, a, b, offices)) for p in _each_of(named))
    return (parties, stop) if parties else ((), start)


_EACH = re.compile(r"(?:[Cc]ác )?(?P<head>[Ss]ở|[Pp]hòng|[Bb]ộ|[Bb]an):\s*")
_COMPOUND = re.compile(
    r"\s*(?:Giáo dục và Đào tạo|Kế hoạch và Đầu tư|Tài nguyên và Môi trường|Nông nghiệp và (?:Phát triển nông thôn"
    r"|Môi trường|PTNT)|Thông tin và Truyền thông"
    r"|Khoa học và Công nghệ|Lao động\s*[-,]\s*Thương binh và Xã hội|Văn hóa,? Thể thao và Du lịch"
    r"|Văn hóa và (?:Thể thao|Thông tin)|Dân tộc và Tôn giáo"
    r"|Nội vụ và Lao động|[^,;\s][^,;]*?)(?=\s*(?:,|;|\svà\s|$))",
    re.I,
)


def _each_of(party: Party) -> tuple[Party, ...]:
    """`Các sở: Tài chính, Nội vụ` names `Sở Tài chính` and `Sở Nội vụ`."""
    head = _EACH.match(party.name)
    if not head:
        return (party,)
    names = [m.group().strip() for m in _COMPOUND.finditer(party.name, head.end())]
    names = [n.removeprefix("và ").strip() for n in names]
    return tuple(Party(f"{head['head'].capitalize()} {n}", party.start, party.end) for n in names if n.strip(" ,;"))


def _skip(text: str, start: int, end: int) -> int:
    while start < end and text[start] in " \n,;:–-":
        start += 1
    return start


def _list_end(text: str, start: int, end: int, whole: bool) -> int:
    """Where the list that begins at `start` gives way to telling; parentheses are stepped over."""
    position = start
    while position < end:
        stop = _STOP.search(text, position, end)
        limit = stop.start() if stop else end
        if not whole and (verb := _telling(text, position, limit)) is not None:
            return verb
        if stop and stop.group() == "(" and (inside := _PARENTHESIS.match(text, stop.start(), end)):
            position = inside.end()
            continue
        # "Các sở: Tài chính, Nội vụ" goes on behind its colon; "Sở Tài chính: Thẩm định ..." does not.
        if (
            stop
            and stop.group() == ":"
            and text[stop.end() : end].strip(" *")
            and (
                re.search(
                    r"(?:[Cc]ác |[Gg]iám đốc |[Bb]ộ trưởng )(?:sở|bộ|ngành|cơ quan|đơn vị|ban|phòng)$",
                    text[start:limit],
                    re.I,
                )
                or _PLACES.match(text, limit, end)
                and _OF_PLACES.search(text[start:limit])
            )
        ):
            position = stop.end()
            continue
        return _before_attribute(text, start, limit) if stop and stop.group() == ":" else limit
    return end


_OF_PLACES = re.compile(r"(?:các|[Cc]ác) (?:tỉnh|thành phố|huyện|thị xã|quận|xã|phường|địa phương)$")
_PLACES = re.compile(rf":(?: [{UPPER}][^\W\d]+(?: [{UPPER}][^\W\d]+)+(?:,|;| và(?= )))+")
"""`UBND các tỉnh: Hà Thành, Sơn Trà và ...` goes on behind its colon."""
_NEXT_ATTRIBUTE = re.compile(
    r";\s*(?:thời (?:gian|hạn)|(?:cơ quan|đơn vị) (?:phối hợp|thực hiện)|kinh phí|sản phẩm)[^;:]{0,30}$"
)


def _before_attribute(text: str, start: int, limit: int) -> int:
    """Where the bodies end when the words before a colon are the next attribute: `Sở X; thời gian: ...`."""
    cut = _NEXT_ATTRIBUTE.search(text, max(start, limit - 60), limit)
    return cut.start() if cut else limit


_NO_VERB_BEHIND = (
    ("tạo", re.compile(r"[Đđ]ào\s$")),
    ("giáo dục", re.compile(r"(?:cơ sở|quản lý|ngành|Sở|Bộ|đơn vị)\s$")),
    ("chủ trì", re.compile(r"(?:cơ quan|đơn vị)\s$")),
    ("lãnh đạo", re.compile(r"(?:Ban|các|của)\s$")),
    ("giám sát", re.compile(r"(?:Ban|Hội đồng)\s$")),
    ("đầu tư", re.compile(r"(?:chủ|Chủ|nhà|và|Quỹ)\s$")),
    ("hoạt động", re.compile(r"(?:đang|có)\s$")),
    ("quản lý", re.compile(r"(?:[Bb]an|[Cc]ục|Đội|cơ quan)\s$")),
    ("chuyển", re.compile(r"Vận\s$")),
    ("vận động", re.compile(r"Ban\s$")),
)
"""Words that tell, save behind these: there they are part of a name."""


def _telling(text: str, start: int, end: int) -> int | None:
    """Where the first verb of duty stands that is no part of a body's name."""
    for verb in _TELLING.finditer(text, start, end):
        before = text[max(start, verb.start() - 12) : verb.start()]
        if verb.group() == "tổ chức" and (_NOUN_BEFORE.search(before) or _ORGANISATION.match(text, verb.start())):
            continue
        if verb.group() == "xây dựng" and text.startswith("Đảng", verb.end() + 1):
            continue
        if any(verb.group() == word and behind.search(before) for word, behind in _NO_VERB_BEHIND):
            continue
        return verb.start()
    return None


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Single bodies of a list: parted where a new body begins, not within a set phrase."""
    cuts: list[tuple[int, int]] = []
    depth_free = _blank_parentheses(text[start:end])
    begin = start
    for gap in _AND.finditer(depth_free):
        a, b = start + gap.start(), start + gap.end()
        if a <= begin or b >= end:
            continue
        if _begins_new_body(text, begin, a, b, end, gap.group().strip()):
            cuts.append((begin, a))
            begin = b
    cuts.append((begin, end))
    return cuts


def _blank_parentheses(words: str) -> str:
    return _PARENTHESIS.sub(lambda m: " " * len(m.group()), words) if "(" in words else words


_NAME_WITH_AND = re.compile(r"Đoàn đại biểu Quốc hội|Văn phòng HĐND$")
_SEVERAL = re.compile(r"[Cc]ác\s")


def _begins_new_body(text: str, begin: int, a: int, b: int, end: int, gap: str) -> bool:
    if not START_AT.match(text, b, end):
        return False
    so_far = text[begin:a]
    if gap in ("và", ",") and _NAME_WITH_AND.search(so_far):
        return False
    if gap == ";" or (gap == "và" and _CONCERNED.match(text, b, end)):
        return True
    lead = LEAD_AT.match(text, b, end)
    if lead and lead.end() > b:
        return True
    after = text[b:end]
    if after.startswith("các ngành") and so_far.endswith(("các cấp", "Các cấp")):
        return False
    if _PLAIN_SERIES.match(after) and _SEVERAL.search(so_far):
        return False
    if _SERIES_GOES_ON.match(after) and not after.startswith("các "):
        own = _OWN_BODY.match(after)
        return bool(own) or not (_PLACE_SERIES.search(so_far) or so_far[:1].islower())
    return True


def _named(text: str, a: int, b: int, offices: bool) -> Party | None:
    """One body: offices before it, parentheses and an office held beside it taken off."""
    lead = (_COMMAND if offices else LEAD_AT).match(text, a, b)
    a = lead.end() if lead else a
    raw = text[a:b]
    kept = _PARENTHESIS.sub("", raw) if "(" in raw else raw
    if not offices:
        kept = _SIDE_OFFICE.sub("", kept)
    kept = _without_tail(kept).strip(" *_-–")
    if not kept or not START_AT.match(kept) or kept.lower() in ("các", "cơ sở") or kept.endswith(" nào"):
        return None
    stop = raw.rfind(kept[-12:])
    end = a + stop + len(kept[-12:]) if stop >= 0 else b
    return Party(kept, a, end)


def _without_tail(name: str) -> str:
    """A name without the words and marks behind it that lead on to something else."""
    name = name.rstrip(_PUNCTUATION)
    while word := next((w for w in _TRAILING if name.endswith(w) and not name[-len(w) - 1 : -len(w)].isalnum()), ""):
        name = name[: -len(word)].rstrip(" \n")
    return name.rstrip(_PUNCTUATION)


def tells_at(text: str, place: int) -> bool:
    """Whether a verb of duty stands here."""
    return bool(_TELLING.match(text, place))
