"""Whether words of time bind somebody, or only describe a thing, name a title or tell what was.

Every question looks at most 250 characters back and a few ahead, so that asking it everywhere stays linear.
"""

from __future__ import annotations

import re

from vanban.dates import DEN, NAM

REACH = 250
NEAR = 90

THINGS = (
    r"kế hoạch|chương trình|dự toán|ngân sách|nhiệm vụ|kinh phí|chỉ tiêu|mục tiêu|danh mục|quy định|hướng dẫn|tiêu chí"
    r"|thi đua|khen thưởng|xếp loại|chiến lược|đề án|dự án|phương án|nghị quyết|quy hoạch|nguồn vốn|vốn|biên chế|nguồn"
    r"|số liệu|bình quân|tăng trưởng|tốc độ|tỷ lệ|tỉ lệ|trung hạn|định mức|lộ trình|quyết toán|hợp đồng|nghị định"
    r"|phụ cấp|trợ cấp|lương|thù lao|học phí|thu nhập|doanh thu|sản lượng|mức hưởng"
)
"""Nouns that a period word behind them describes: `kế hoạch ... hằng năm`, `ngân sách hằng năm`."""

PLANS = r"kế hoạch|chương trình|chiến lược|đề án|dự án|phương án|nghị quyết|quy hoạch|lộ trình|đề cương|nhiệm kỳ"

DEEDS = (
    r"tổ chức|báo cáo|tổng hợp|sơ kết|tổng kết|rà soát|gửi|xét|tiến hành|tham mưu|kiểm tra|đánh giá|thực hiện"
    r"|triển khai|xây dựng|phát động|biểu dương|tập huấn|lập|đăng ký|bình xét|kỷ niệm|họp|giao ban|cập nhật|thống kê"
    r"|công bố|đề xuất|hưởng ứng|duy trì|phối hợp|chủ trì|chủ động|bố trí|cân đối|ban hành|giám sát|theo dõi|đôn đốc"
    r"|hướng dẫn|sơ, tổng kết|tuyên truyền|mở|cử|trình|chỉ đạo|có kế hoạch|có báo cáo|có trách nhiệm|phân bổ"
    r"|thông báo|khảo sát|tiếp tục|tập trung|bồi dưỡng|đào tạo|tự kiểm tra|điều tra|cung cấp|nộp|hoàn thành|phải|cần"
    r"|làm|giao|thẩm định|vận động|phấn đấu"
)
"""Verbs that begin what is to be done."""

KIND = (
    r"Kế hoạch|Chương trình|Chiến lược|Đề án|Dự án|Phương án|Nghị quyết|Quy hoạch|Quyết định|Chỉ thị|Công văn|Kết luận"
    r"|Thông báo|Thông tư|Nghị định|Hướng dẫn|Quy chế|Quy định|Thông tri|Đề cương|Phong trào"
)

_THING = re.compile(rf"(?<!\w)(?:{THINGS})(?!\w)", re.IGNORECASE)
_PLAN = re.compile(rf"(?<!\w)(?:{PLANS})(?!\w)", re.IGNORECASE)
_INTO = re.compile(
    r"(?<!\w)(?:vào|trong|tại|thông qua|gắn với)\s+(?:các\s+)?(?:nội dung\s+)?(?:buổi|cuộc|phiên|hội nghị|sinh hoạt"
    r"|kỳ họp|họp|giao ban)(?:\s+\S+){0,5}\s*$",
    re.IGNORECASE,
)
_NEW_DEED = re.compile(rf"(?:[,:)]|(?<!\w)(?:và|đồng thời|để|nhằm))\s+(?:{DEEDS})(?!\w)", re.IGNORECASE)
_ANY_DEED = re.compile(r"(?<!\w)(?:thực hiện|triển khai|thí điểm|tổ chức)(?!\w)", re.IGNORECASE)
_FOLLOWING_DEED = re.compile(rf"\s*,?\s*(?:{DEEDS})(?!\w)", re.IGNORECASE)
_BOUNDARY = re.compile(r"(?:^|[.,;:()|\n“\"*+•–—-]|(?<!\w)(?:và|đồng thời|thì|theo đó))\s*$", re.IGNORECASE)
_KIND = re.compile(rf"(?<!\w)(?:{KIND})(?!\w)(?!\s+(?:này|trên))")
_NUMBERED = re.compile(r"\s+(?:số\s+)?\d+[^\s,;]*(?:,?\s+ngày\s+\d[\d\s/.-]*(?:tháng\s+\d+\s+năm\s+\d+)?)?")
_PLACE = re.compile(r"[\s,]*(?:\([^)]*\))?[\s,]*(?:(?:trên|trong|tại|của|cho|đối với|thuộc)\s[^,;:]{0,80})?[\s,]*$")
_OUTCOME = re.compile(r"(?<!\w)(?:kết quả|tổng kết|sơ kết|đánh giá|thành tích|tình hình)(?!\w)", re.IGNORECASE)
_RECAP = re.compile(
    rf"(?:tính(?:\s+(?:{DEN}|từ))?|tầm\s+nhìn|định\s+hướng|từ\s+đầu\s+{NAM}|dự\s+kiến[^.;\n]{{0,40}}|kỷ\s+niệm[^.;\n]{{0,40}}"
    rf"|hiệu\s+lực(?:\s+thi\s+hành)?(?:\s+kể)?(?:\s+từ)?|giá\s+trị(?:\s+sử\s+dụng)?|số\s+liệu(?:\s+chốt)?|phát\s+sinh)[\s(]*$",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"(?<!\w)(?:đã\s+(?:(?!hoàn thành|báo cáo|gửi|xong)[^.,;:\n]){0,40}"
    r"|(?:mới|vừa)\s+(?:được\s+)?(?:ban hành|thành lập|công nhận|phê duyệt)\s+)$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?<!\w)(?:thời\s+(?:gian|hạn|điểm)|tiến\s+độ|hạn|hoàn\s+thành|lộ\s+trình)[^:\n|;.]{0,60}:\s*"
    r"(?P<value>[^\n|]{0,80})$",
    re.IGNORECASE,
)
_AFTER_CELL = re.compile(r"\s*(?:\||\n|$)")


def before(text: str, place: int) -> str:
    """The words before a place, within reach."""
    return text[max(0, place - REACH) : place]


def chunk(text: str, place: int, stops: str = r"[.;:(\n]") -> str:
    """The words before a place since the last full stop, semicolon, colon or bracket; a closed bracket is skipped."""
    words = re.sub(r"\([^()]*\)", " ", before(text, place))
    return re.split(stops, words)[-1]


def _last(pattern: re.Pattern[str], words: str) -> re.Match[str] | None:
    return max(pattern.finditer(words), key=lambda match: match.start(), default=None)


def quoted(text: str, place: int) -> bool:
    """Whether the place stands within quotation marks, as titles and names do."""
    words = before(text, place)
    if "“" in words or "”" in words:
        return words.rfind("“") > words.rfind("”")
    opening = re.findall(r"(?:^|[\s(:])\"(?=\S)|\"", words.rsplit("\n", 1)[-1])
    return bool(opening) and opening[-1] != '"'


def titled(text: str, place: int) -> bool:
    """Whether the place belongs to the title of a document that is named before it.

    `Quyết định số 15 trên địa bàn tỉnh, giai đoạn ...` is no title: the number closes the reference.
    """
    if quoted(text, place):
        return True
    words = re.split(r"[;\n]|\.\s", before(text, place))[-1]
    kind = _last(_KIND, words)
    if kind is None:
        return False
    rest = words[kind.end() :]
    numbered = _NUMBERED.match(rest)
    return not (numbered and _PLACE.match(rest, numbered.end()))


def described(text: str, start: int, end: int) -> bool:
    """Whether a period word (`hằng năm`) at these places describes a thing, and is no time of doing.

    It is a time of doing where it opens a clause before a verb, or where a new verb stands between the thing and it.
    """
    words = chunk(text, start)
    thing = _last(_THING, words)
    if thing is None:
        return bool(_INTO.search(words))
    opens = _BOUNDARY.search(before(text, start)) and _FOLLOWING_DEED.match(text, end)
    return not opens and not _NEW_DEED.search(words, thing.end())


def planned(text: str, place: int) -> bool:
    """Whether a span or year at this place belongs to a plan or programme named before it, and not to the doing."""
    words = chunk(text, place, r"[.;\n]")
    plan = _last(_PLAN, words)
    return plan is not None and not _ANY_DEED.search(words, plan.end()) and not _NEW_DEED.search(words, plan.end())


def achieved(text: str, place: int) -> bool:
    """Whether a span at this place is one looked back upon: `kết quả thực hiện giai đoạn ...`."""
    words = chunk(text, place, r"[.;\n]")
    outcome = _last(_OUTCOME, words)
    return outcome is not None and not re.search(r"[,:]", words[outcome.end() :])


def recapped(text: str, place: int) -> bool:
    """Whether the words before say that the time is of what was, holds data, or is only looked forward to."""
    words = text[max(0, place - NEAR) : place]
    return bool(_RECAP.search(words) or _DONE.search(words))


def labelled(text: str, place: int) -> bool:
    """Whether the place is in the value of a line such as `Thời gian thực hiện: ...`, and no plan is named there."""
    words = text[max(0, place - 160) : place]
    found = _LABEL.search(words) if ":" in words else None
    return bool(found and not _THING.search(found["value"]) and not re.search(r"[.;]\s", found["value"]))


def in_cell(text: str, start: int, end: int) -> bool:
    """Whether the words fill the cell of a table row."""
    cell = re.search(r"\|\s*$", text[max(0, start - 4) : start])
    return bool(cell and _AFTER_CELL.match(text, end))


def in_brackets(text: str, start: int, end: int) -> bool:
    """Whether the words fill a pair of brackets."""
    return text[start - 1 : start] == "(" and text[end : end + 1] == ")"


def opens_item(text: str, start: int) -> bool:
    """Whether only a label stands before the words in their line."""
    line = text[max(0, start - 12) : start].rsplit("\n", 1)
    return (len(line) > 1 or start <= 12) and bool(re.fullmatch(r"\W*(?:\w{1,4}[.)/]\s*)?\W*", line[-1]))


def begins_doing(text: str, end: int) -> bool:
    """Whether a colon, a comma or a verb follows."""
    return bool(re.match(r"\s*[,:]", text[end : end + 3]) or _FOLLOWING_DEED.match(text, end))
