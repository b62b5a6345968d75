"""Which document acts, and upon which: the words that lead from one citation to the next.

`Quyết định này thay thế Quyết định số ...` is the document itself; `Quyết định số ... về sửa đổi Kế hoạch số ...` is
another one that is told about; `tham mưu sửa đổi Quyết định số ...` is nobody yet: a duty to propose something.
"""

from __future__ import annotations

import re

from vanban.citations import LONGEST, NAMES_PATTERN, mention_at, mentions_between
from vanban.directive import Citation
from vanban.kinds import NAMES
from vanban.phrases import whole

WINDOW = 320
"""Characters of a sentence that are looked at before the words that act."""

_FULL = r"(?=\d{1,5}[a-zđ]? ?[-–/] ?(?:(?:19|20)\d\d ?/ ?)?[A-ZĐÐƯ])"
_SHORT = r"(?=\d{2,5}(?! ?[-–/.,%]|\w| (?:năm|tháng|ngày|đồng|xã|huyện)))"
CITED = (
    rf"{whole(NAMES_PATTERN, any_case=True)}"
    rf"(?:(?: [^\d;.:()“”\n]{{0,60}}?)?(?:,? (?:số|so))?[ :]*{_FULL}| (?:số )?{_SHORT})"
)
"""The words that name a kind of document, up to its number."""

LABEL = (
    r"(?:(?:Điều|Khoản|Mục|Phần) (?:\d{1,3}[a-z]?|[IVX]+) ?[.:]? ?|\d{1,2}(?:\.\d{1,2}){0,3} ?[.)/]? |[a-zđ] ?[.)] ?"
    r"|[IVX]{1,5} ?[.)] ?|[-–+*•] ?)"
)
_LIST = rf"(?: sau(?: đây)?)? ?:? ?\n{LABEL}"
LIST = rf"(?:[^.;:\n\d]{{0,60}}{_LIST})?"
"""`các văn bản sau đây:` and the label of the first of them."""

_BORDER = re.compile(r"[;\n]|(?<!TP)(?<!Tp)\.(?= )")
_CHAIN = r"(?:(?:sửa đổi|bổ sung|thay thế|bãi bỏ|hủy bỏ|điều chỉnh|gia hạn|kéo dài)(?:,| và|, và) )*"
_LEAD = re.compile(
    rf"(?:{LABEL})?(?:(?:nay|về việc|v/v|quyết định|thống nhất|đồng ý|cho phép|chấp thuận|phê duyệt|chủ trương|việc)"
    rf"[ ,:]+)*{_CHAIN}",
    re.IGNORECASE,
)
_ISSUER_DECIDES = re.compile(
    r"(?:[^.;:\n]{0,200}, )?(?:Chủ tịch |Bộ trưởng |Thủ tướng |Giám đốc )?(?:UBND|Ủy ban nhân dân|HĐND|Chính phủ|Bộ|Sở"
    r"|Ban|Công an)\b[^.;:,\n\d]{0,60} (?:quyết định|thống nhất|đồng ý|cho phép|chấp thuận|thông báo)"
    rf"(?: chủ trương)?(?: việc)?:? {_CHAIN}",
    re.IGNORECASE,
)
THIS = rf"(?:{NAMES_PATTERN}) này"
_THIS_ACTS = re.compile(rf"(?:{LABEL})?{THIS}(?! (?:đã|chưa|nếu))(?P<rest>[^;\n]{{0,260}})", re.IGNORECASE)
_NOT_YET = re.compile(
    r"\b(?:tham mưu|đề xuất|kiến nghị|nghiên cứu|rà soát|xem xét|trình|đề nghị|nếu|trường hợp|dự thảo|dự kiến|sẽ|không"
    r"|chưa|cần|phải|góp ý)\b",
    re.IGNORECASE,
)
"""Words of proposing, asking, supposing: nothing is done yet."""
_LINK = re.compile(
    r"(?: ?\([^()\n]{0,40}\))?(?:,? (?:của|do) [^.;:()“”\n\d]{2,100}?)?,?(?: (?:về(?: việc)?|v/v|nhằm|để|đã|có))?"
    r"(?: ban hành [^.;:()“”\n\d]{2,160}?)?"
    r"(?:,? (?:tiếp tục|đẩy mạnh|tăng cường|tổ chức|quán triệt|triển khai|chỉ đạo|kế hoạch|hướng dẫn|sửa đổi|bổ sung))*"
    r"[,“ ]*",
    re.IGNORECASE,
)
"""What may stand between a document and the words that say what it does."""
_ADJACENT = re.compile(
    r"(?: ?\([^()\n]{0,120}\))?(?:,? (?:của|do) [^.;:()“”\n\d]{2,100}?)?(?:,? (?:về|ban hành|quy định|phê duyệt)"
    r" [^.;:()“”\n]{2,200}?)?(?: ?\([^()\n]{0,120}\))?,? ?(?:nêu trên|nói trên)? ?\(?",
    re.IGNORECASE,
)

_BESIDE = r"(?:,? (?:của|do) [^;:()“”\n\d]{2,100}?)?(?: ?\([^()\n]{0,120}\))?(?:,|;| và|, và)"
_BEHIND_TITLE = rf"(?:[^;.\n]|\.(?! )){{0,{LONGEST * 2}}}?(?:;|(?<=\)),|(?<=[)”]),? và)"
_NEXT = (
    r"(?: (?:các|cùng|và))*(?: (?:chỉ đạo|hướng dẫn|ý kiến)[^.;\d\n]{0,80} tại)?"
    rf" (?:(?:{NAMES_PATTERN})[^;.:()“”\n\d]{{0,60}}?)?(?:(?<!\w)số)?[ :]*{_FULL}"
)
_CLOSE_SIBLING = re.compile(_BESIDE.replace(",|;|", ",|") + _NEXT, re.IGNORECASE)
_SIBLING = re.compile(rf"(?:{_BESIDE}|{_BEHIND_TITLE}){_NEXT}", re.IGNORECASE)
_NEXT_LINE = re.compile(
    rf"[^;\n]{{0,{LONGEST * 2}}}[;.,]? ?\n{LABEL}(?:{NAMES_PATTERN})[^;.:()“”\n\d]{{0,60}}?(?:số)?[ :]*{_FULL}",
    re.IGNORECASE,
)
_KIND = re.compile(rf"(?<!\w)(?P<kind>{NAMES_PATTERN}) (?:số )?$", re.IGNORECASE)
_BARE = re.compile(r"\d{2,5}(?![\w/–-])")


def cited_at(text: str, place: int) -> Citation | None:
    """The document named at this place, by its whole number or by a short one: `Quyết định số 1395`."""
    whole = mention_at(text, place)
    if whole is not None:
        return whole
    bare, named = _BARE.match(text, place), _KIND.search(text, max(0, place - 40), place)
    if bare is None or named is None:
        return None
    return Citation(NAMES[named["kind"].casefold()], bare[0], None, bare.start(), bare.end(), "số viết gọn")


def sentence_start(text: str, place: int) -> int:
    """Where the sentence, or the part of it behind a semicolon, begins; not more than `WINDOW` characters back."""
    start = max(0, place - WINDOW)
    last = None
    for last in _BORDER.finditer(text, start, place):  # noqa: B007  # only the last counts
        pass
    return last.end() + (text[last.end() : last.end() + 1] == " ") if last else start


def acts_itself(text: str, start: int) -> bool:
    """Whether the words that begin at `start` are what the document itself does: its title, an article, `... này`."""
    begin = sentence_start(text, start)
    before = text[begin:start]
    if begin and begin == start - WINDOW or _NOT_YET.search(before):
        return False
    this = _THIS_ACTS.fullmatch(before)
    return bool(this or _LEAD.fullmatch(before) or _ISSUER_DECIDES.fullmatch(before))


def told_actor(text: str, start: int) -> Citation | None:
    """Another document of which the text tells that it does what the words at `start` say."""
    begin = sentence_start(text, start)
    named = mentions_between(text, begin, start)
    if not named or _NOT_YET.search(text, named[-1].end, start):
        return None
    return named[-1] if _LINK.fullmatch(text, named[-1].end, start) else None


def acted_upon(text: str, start: int) -> Citation | None:
    """The document right before words in the passive: `Quyết định số ... (được sửa đổi tại ...)`."""
    begin = sentence_start(text, start)
    named = mentions_between(text, begin, start)
    return named[-1] if named and _ADJACENT.fullmatch(text, named[-1].end, start) else None


def siblings_before(text: str, last: Citation) -> list[Citation]:
    """The documents of an enumeration that ends with `last`, in its sentence; `last` is not among them."""
    named = mentions_between(text, sentence_start(text, last.start), last.start)
    kept: list[Citation] = []
    follower = last
    for earlier in reversed(named):
        following = sibling_after(text, earlier.end)
        if following is None or following.start != follower.start:
            break
        kept.append(earlier)
        follower = earlier
    return kept[::-1]


def sibling_after(text: str, place: int, in_list: bool = False, close: bool = False) -> Citation | None:
    """The next document of an enumeration, where one goes on behind the document that ends at `place`.

    `in_list`: it may stand on the next line with a label; `close`: no title may stand between, and no semicolon.
    """
    match = (_CLOSE_SIBLING if close else _SIBLING).match(text, place)
    match = match or (_NEXT_LINE.match(text, place) if in_list else None)
    return mention_at(text, match.end()) if match else None
