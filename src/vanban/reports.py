"""The part of an item that tells a body to report, register, submit or send: where it begins, to whom, through whom.

Such a part is a duty of its own where it has a time or an addressee of its own; it begins at the words of time that
govern it, else at its verb (RULES of the contract: `báo cáo theo quy định` alone is none; `tham mưu`, `đề xuất` act).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanban.directive import Party
from vanban.parties import START_AT, party_list
from vanban.phrases import whole
from vanban.rule import register, sentence_rule

_REPORTING = whole("báo cáo|báo kết quả|gửi|nộp|đăng ký|trình|phản ánh|thông tin|có văn bản", any_case=True)
_VERB = re.compile(rf"(?P<verb>{_REPORTING})(?=[\s:;,]|$)")
_NOUN_BEFORE = re.compile(
    r"(?:theo|chế độ|công tác|các|bản|nội dung|từ|mẫu|lập|việc|trong|qua|những|số liệu|và gửi các|phục vụ|trong kỳ"
    r"|để|để tổng hợp,|để tổng hợp|hội nghị|hồ sơ|(?<!tổng hợp )kết quả|thời gian"
    r"|thông tin,|làm|viết|xây dựng|hoàn thiện|tiếp nhận|ghi nhận|của|dự thảo|đề cương"
    r"|thời điểm|thời hạn|quy trình|quá|chương|giải|lộ|công|tờ|giáo|giao|tiến|hành|quy)\s+$",
    re.I,
)
_ADDRESS = re.compile(
    r"(?:\s*(?:bằng văn bản|ngay|kịp thời|trực tiếp|kết quả(?: thực hiện)?|định kỳ|nhanh|đề xuất|đột xuất"
    r"|phản ánh|, (?:kiến nghị|đề xuất|xin ý kiến)))?\s*(?:gửi về|gửi đến|gửi tới|gửi cho|gửi|về|cho|với|tới|đến"
    r"|lên|trình)?\s*(?=\w)"
)
_LATER = re.compile(
    r"(?<!\w)(?:gửi về|gửi đến|gửi tới|gửi cho|gửi|về|cho|với|tới|đến|lên|báo cáo|trình)\s+(?:cho |về |đến )?"
)
_ADDRESSEE = re.compile(
    r"(?:Phó )?Thủ tướng|cơ quan quản lý|cấp trên|cơ quan cấp trên|(?:Thường trực |Ban Thường vụ )?(?:Tỉnh|Thành"
    r"|Huyện|Quận|Đảng) ủy|Chính phủ|Quốc hội"
    r"|cấp có thẩm quyền"
    r"|cơ quan có thẩm quyền|(?:[Cc]hủ tịch |[Ll]ãnh đạo |Thường trực |[Gg]iám đốc |Bộ trưởng |Chánh |Trưởng )"
    r"|UBND|Ủy ban|HĐND|Hội đồng|Sở|Bộ|Ban(?! hành)|Công an|Cục|Chi cục|Văn phòng|Thanh tra|Trung tâm|Phòng(?!,)"
    r"|Mặt trận|Liên đoàn|Hội |Đoàn |Viện|Tòa án"
    r"|Đảng ủy|Thường trực|Thường vụ|Cơ quan (?:thường trực|Thường trực|đầu mối)|Tổ (?:công tác|giúp việc"
    r"|biên tập)|cơ quan (?:thường trực|đầu mối)|Tổng cục|Kho bạc|Bảo hiểm|Ngân hàng"
)
_PLAIN_ADDRESSEE = re.compile(
    r"(?:(?:Phó )?Thủ tướng Chính phủ(?: - Trưởng Ban [^,;.(]{3,80}?(?=\s+(?:trước|kết quả|chậm|để|xem)|[,;.(]"
    r"|$))?|Thủ tướng|Chính phủ|Quốc hội|(?:Ban Thường vụ |Thường trực )?(?:Tỉnh|Thành|Huyện|Quận) ủy"
    r"|cấp có thẩm quyền|cơ quan có thẩm quyền)(?!\w)"
)
_VIA = re.compile(r"(?<!\w)(?:thông qua|qua)\s+(?=\w)")
_ON_SYSTEM = re.compile(r"(?<!\w)(?:trên|vào|tại) (?=(?:Hệ thống|Cổng|Phần mềm) )")
_VIA_END = re.compile(
    r",(?!\s*(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố)(?!\w))|[;.()]| để | trước ngày | theo "
    r"| bao gồm| và (?=UBND|Sở|Công an|các |gửi|báo cáo)| số \d|$"
)
_BRACKET_END = re.compile(r"\)|[,;]\s*(?:số|địa chỉ|điện thoại|ĐT|SĐT|đ/c|đồng chí|email|hộp thư|fax)(?!\w)|$", re.I)
_SELF_ACT = re.compile(r"(?<!\w)(?:tham mưu|xét|thẩm định|giúp|đề xuất (?!trình))(?!\w)", re.I)
_PRAISE = re.compile(r"khen thưởng|tặng thưởng|xét tặng|biểu dương")
_TIME_OPENS = re.compile(
    r"[\s,;*]*(?:và\s+|đồng thời,?\s+)?(?:định kỳ|hàng (?:năm|quý|tháng|tuần)|hằng (?:năm|quý|tháng|tuần)"
    r"|trước (?:ngày|tháng)|chậm nhất|muộn nhất|đến ngày|đến hết"
    r"|\d{1,2} tháng|(?:sáu|06|6) tháng|quá trình|trong quá trình|trường hợp|nếu|khi có|sau khi kết thúc|kết thúc"
    r"|kết quả|cuối năm|vào ngày|từ ngày|trong thời hạn"
    r"|báo cáo|tổng hợp|thời gian|mọi vướng mắc|những khó khăn|các khó khăn|kịp thời|có vấn đề|tình hình|gửi|ngày \d)",
    re.I,
)
_RUN_UP = re.compile(
    r"(?:(?:,|;|(?<!\w)và|(?<!\w)đồng thời,?)\s*|^)(?P<part>(?:(?:định kỳ|hàng năm|hằng năm|hàng quý|hằng quý"
    r"|hàng tháng|hằng tháng|kịp thời|tổng hợp|thường xuyên"
    r"|trước ngày|chậm nhất|\d{1,2} tháng|đánh giá|sơ kết|tổng kết)(?:(?!;)[^,;.]){0,110}?,?\s*(?:và\s+)?){0,3})$",
    re.I,
)
_DRAFTED = re.compile(r"(?<!\w)(?:xây dựng|lập|soạn thảo|dự thảo|đề xuất|hoàn thiện)[^;.]{0,60}$")
"""What is drafted to be submitted is submitted whole."""
_HAS_TIME = re.compile(
    r"(?<!\w)(?:(?:trước|chậm nhất|muộn nhất|đến|vào|đến hết|xong|từ)(?: là| vào| trước)?(?: ngày| tháng| quý)? \d"
    r"|định kỳ|(?:hàng|hằng) (?:năm|quý|tháng)|trong (?:tháng|quý|năm|thời (?:hạn|gian))"
    r"|ngày \d{1,2} (?:của tháng|hàng tháng|hằng tháng|tháng \d))",
    re.I,
)
_REGISTERED = re.compile(r"(?:đơn vị|danh sách|đã|số|được|có)\s+$", re.I)
REACH = 320
"""How far behind its verb an addressee is looked for."""


@dataclass(frozen=True, slots=True)
class ReportPart:
    """Words of one report within an item, and whom they name."""

    start: int
    end: int
    to: tuple[Party, ...]
    via: tuple[Party, ...]


_MARK = re.compile(r"[();.\n]")
_SHORTENED = re.compile(r"(?:^|[\s(])(?:TP|Tp|TX|Tx|T\.P|Q|P|H|TT|ThS|TS|GS|ĐT|Đ/c|v\.v|VV|S[ốố])$")


def segments(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Stretches between full stops and semicolons, parentheses and abbreviations (`TP.`) left whole."""
    found: list[tuple[int, int]] = []
    depth, begin = 0, start
    for mark in _MARK.finditer(text, start, end):
        at = mark.start()
        depth = max(0, depth + {"(": 1, ")": -1}.get(mark.group(), 0))
        if mark.group() == "\n":
            depth = 0
        ends = (
            mark.group() == "\n"
            or (mark.group() == ";" and depth == 0)
            or (mark.group() == "." and depth == 0 and _full_stop(text, at, end))
        )
        if ends and at + 1 > begin:
            found.append((begin, at + 1))
            begin = at + 1
    if begin < end:
        found.append((begin, end))
    return [(a + len(text[a:b]) - len(text[a:b].lstrip()), b) for a, b in found if text[a:b].strip()]


def _full_stop(text: str, at: int, end: int) -> bool:
    if _SHORTENED.search(text[max(0, at - 5) : at]):
        return False
    after = text[at + 1 : at + 3]
    return not after.strip() or (
        after[0] in " \n*" and (after[1:2].isupper() or after[1:2] in '"“*(-–\n' or not after[1:2].islower())
    )


def report_parts(text: str, start: int, end: int, timed: bool = False) -> list[ReportPart]:
    """Report parts of an item, in order, apart from each other; `timed`: the item has a time from elsewhere."""
    parts: list[ReportPart] = []
    for a, b in segments(text, start, end):
        part = _part_of(text, a, b, start, timed)
        if part is None:
            continue
        same = parts and (
            part.to == parts[-1].to or not part.to and not part.via and text[a : a + 7].lower() == "báo cáo"
        )
        if same and not text[parts[-1].end : part.start].strip(" ,;."):
            parts[-1] = ReportPart(parts[-1].start, part.end, parts[-1].to, parts[-1].via or part.via)
        else:
            parts.append(part)
    return parts


def _part_of(text: str, a: int, b: int, item: int, timed: bool) -> ReportPart | None:
    for verb in _VERB.finditer(text, a, b):
        before = text[max(a, verb.start() - 40) : verb.start()]
        opens = not before.strip(" *–-")
        if verb["verb"].lower() == "đăng ký" and _REGISTERED.search(before):
            continue
        sent = before.endswith(("hồ sơ ", "Hồ sơ ")) and verb["verb"] == "gửi" and _has_time(text, verb, a, b)
        if (_NOUN_BEFORE.search(before) and not opens and not sent) or _is_noun(text, verb, b):
            continue
        to = addressee(text, verb.end(), b, verb["verb"].lower())
        word = verb["verb"].lower()
        if (
            not to
            and not (_reports_something(text, verb, a, b) and _has_time(text, verb, a, b))
            and not (opens and timed and word != "trình")
        ):
            continue
        if word in ("trình", "đăng ký", "thông tin") and not _really(text, verb, a, b, bool(to)):
            continue
        return ReportPart(_begin(text, verb.start(), a, item), b, to, channel(text, verb.start(), b))
    return None


def _is_noun(text: str, verb: re.Match[str], b: int) -> bool:
    after = text[verb.end() : verb.end() + 24].lstrip()
    return (
        after.startswith(
            (
                "từ ",
                "viên",
                "chí",
                "tài chính",
                "thống kê",
                "cáo của",
                "của",
                "đề xuất của",
                "tự đánh giá",
                "hiện nay",
                "bộ tiêu chí",
            )
        )
        or (verb["verb"].lower() == "thông tin" and not re.match(r"(?:kịp thời |ngay )?(?:về|cho|đến|báo cáo) ", after))
        or (
            verb["verb"].lower() == "có văn bản" and not after.startswith(("báo cáo", "gửi", "đề nghị gửi", "phản ánh"))
        )
    )


def _reports_something(text: str, verb: re.Match[str], a: int, b: int) -> bool:
    return verb["verb"].lower() in ("báo cáo", "gửi", "nộp", "đăng ký", "báo kết quả") and not _SELF_ACT.search(
        text[max(a, verb.start() - REACH) : verb.end()]
    )


def _has_time(text: str, verb: re.Match[str], a: int, b: int) -> bool:
    return bool(_HAS_TIME.search(text, max(a, verb.start() - REACH), min(b, verb.end() + REACH)))


def _really(text: str, verb: re.Match[str], a: int, b: int, has_to: bool) -> bool:
    word = verb["verb"].lower()
    if word == "trình":
        ahead = text[max(a, verb.start() - REACH) : verb.end()]
        praised = _PRAISE.search(text, verb.end(), min(b, verb.end() + REACH))
        return has_to and not praised and not _SELF_ACT.search(ahead)
    if word == "đăng ký":
        return has_to or _has_time(text, verb, a, b)
    return has_to


def addressee(text: str, start: int, end: int, verb: str = "báo cáo") -> tuple[Party, ...]:
    """To whom: a body right behind the verb, or behind `về`, `cho`, `gửi` further on in the same stretch."""
    limit = min(end, start + REACH)
    near = _ADDRESS.match(text, start, limit)
    if near and (found := _bodies_at(text, near.end(), limit, verb)):
        return _and_also(text, found, limit, verb)
    for later in _LATER.finditer(text, start, limit):
        if found := _bodies_at(text, later.end(), limit, verb):
            return _and_also(text, found, limit, verb)
    return ()


_ALSO = re.compile(r"(?<!\w)(?:và|đồng thời) gửi (?:về |đến |tới |cho )?(?=\w)")


def _and_also(text: str, found: tuple[Party, ...], limit: int, verb: str) -> tuple[Party, ...]:
    """The addressees of one sending with those of `và gửi ...` behind them: `gửi Sở A để công bố và gửi Sở B`."""
    also = _ALSO.search(text, found[-1].end, limit) if verb == "gửi" else None
    more = _bodies_at(text, also.end(), limit, verb) if also else ()
    return (*found, *(party for party in more if party.name not in {p.name for p in found}))


_VIA_CUT = re.compile(
    r"(?<!\w)(?:kết quả|trước|tình hình|chậm nhất|muộn nhất|định kỳ|thông qua|qua|để|theo|xem xét|những|về|số liệu"
    r"|quyết định|phương án|bằng|trong|nội dung|khi|nếu|danh sách|hồ sơ|tiến độ|[hH][àằ]ng (?:ngày|tuần|tháng|quý|năm)"
    r"|tại (?:phiên|cuộc|buổi|kỳ|[hH]ội nghị))(?!\w)"
)


def _bodies_at(text: str, at: int, limit: int, verb: str) -> tuple[Party, ...]:
    plain = _PLAIN_ADDRESSEE.match(text, at, limit)
    if plain:
        first = (Party(plain.group(), plain.start(), plain.end()),)
        more = re.compile(r"\s*(?:,|và|;)\s*(?=\w)").match(text, plain.end(), limit)
        return first + (_bodies_at(text, more.end(), limit, verb) if more else ())
    if not _ADDRESSEE.match(text, at, limit):
        return ()
    open_words = _PARENTHESIS.sub(lambda m: " " * len(m.group()), text[at:limit])
    cut = _VIA_CUT.search(open_words)
    parties, _ = party_list(text, at, at + cut.start() if cut else limit, offices=True)
    return tuple(
        p
        for p in parties
        if not re.match(
            r"(?:các |từng )?(?:đơn vị|cơ quan|địa phương|cán bộ)(?! có thẩm quyền| thường trực| đầu mối| quản lý"
            r"| cấp trên)",
            p.name,
        )
    )


_PARENTHESIS = re.compile(r"\([^()\n]{0,200}\)")


def channel(text: str, start: int, end: int) -> tuple[Party, ...]:
    """Through whom: `(qua Công an tỉnh)`, `thông qua ...`, `trên Hệ thống ...`."""
    found: list[Party] = []
    for opening in (*_VIA.finditer(text, start, end), *_ON_SYSTEM.finditer(text, start, end)):
        bracketed = text[max(start, opening.start() - 1)] == "("
        stop = (_BRACKET_END if bracketed else _VIA_END).search(text, opening.end(), end)
        upto = stop.start() if stop else end
        name = text[opening.end() : upto].strip(" ,;.*").removesuffix(" và")
        if (
            name
            and (START_AT.match(name) or name.startswith(("Hệ thống", "Cổng", "Phần mềm")))
            and all(p.name != name for p in found)
        ):
            found.append(Party(name, opening.end(), opening.end() + len(name)))
    return tuple(found)


def _begin(text: str, verb: int, a: int, item: int) -> int:
    """Where the part begins: at the stretch's own start when time or condition opens it or only bodies stand before the
    verb; else at the run-up to the verb."""
    before = text[a:verb]
    if not before.strip(" *,") or _TIME_OPENS.match(before) or _only_bodies(text, a, verb):
        return a
    colon = before.rfind(":")
    if colon >= 0 and _only_bodies(text, a + colon + 1, verb):
        return a
    if text.startswith("trình", verb) and _DRAFTED.search(before[-90:]):
        return a
    run_up = _RUN_UP.search(before[-400:])
    if run_up:
        return verb - len(run_up["part"])
    return verb


def _only_bodies(text: str, a: int, verb: int) -> bool:
    parties, stop = party_list(text, a, verb)
    rest = text[stop:verb] if parties else text[a:verb]
    return bool(
        re.fullmatch(
            r"[\s,:*]*(?:(?:\([^()]{0,80}\)|\d{1,2} (?:tháng|năm|quý)|(?:hằng|hàng) (?:quý|tháng|tuần)"
            r"|trước ngày [\d/]+|có trách nhiệm|chịu trách nhiệm|chủ động|kịp thời|tổng hợp|định kỳ|và|phải"
            r"|khẩn trương"
            r"|nghiêm túc|tiến hành|thực hiện|xây dựng|lập|đánh giá|chủ trì"
            r"|tổng hợp kết quả|đề nghị|yêu cầu|giao|căn cứ[^,]{0,200}|hàng năm|hằng năm|rà soát|thống kê"
            r"|tổng hợp số liệu)[\s,]*)*",
            rest,
            re.I,
        )
    ) and (bool(parties) or not rest.strip(" ,:*"))


def _as_example(words: str) -> tuple[str, tuple[str, ...], tuple[str, ...]] | None:
    parts = report_parts(words, 0, len(words))
    if not parts:
        return None
    part = parts[0]
    return words[part.start : part.end], tuple(p.name for p in part.to), tuple(p.name for p in part.via)


register(
    "phần báo cáo của một mục",
    (
        sentence_rule(
            "báo cáo, gửi, đăng ký, trình: có thời gian hoặc nơi nhận",
            _as_example,
            (
                (
                    "Kiểm tra các kho vật tư; định kỳ hằng quý báo cáo Sở Công Thương (qua Chi cục Quản lý thị "
                    "trường).",
                    (
                        "định kỳ hằng quý báo cáo Sở Công Thương (qua Chi cục Quản lý thị trường).",
                        ("Sở Công Thương",),
                        ("Chi cục Quản lý thị trường",),
                    ),
                ),
                (
                    "Rà soát hộ kinh doanh, tổng hợp, báo cáo UBND huyện trước ngày 15/8/2022.",
                    ("tổng hợp, báo cáo UBND huyện trước ngày 15/8/2022.", ("UBND huyện",), ()),
                ),
                (
                    "Kiểm tra, giám sát; tổng hợp kết quả báo cáo UBND tỉnh tiến độ hằng quý.",
                    ("tổng hợp kết quả báo cáo UBND tỉnh tiến độ hằng quý.", ("UBND tỉnh",), ()),
                ),
                (
                    "Gửi hồ sơ đến Sở Tư pháp để công bố và gửi Văn phòng UBND tỉnh để theo dõi.",
                    (
                        "Gửi hồ sơ đến Sở Tư pháp để công bố và gửi Văn phòng UBND tỉnh để theo dõi.",
                        ("Sở Tư pháp", "Văn phòng UBND tỉnh"),
                        (),
                    ),
                ),
                (
                    "Gửi danh sách về Sở Nội vụ trước ngày 05 hằng tháng.",
                    ("Gửi danh sách về Sở Nội vụ trước ngày 05 hằng tháng.", ("Sở Nội vụ",), ()),
                ),
                (
                    "Nếu phát sinh vướng mắc, các trường báo cáo Sở Giáo dục và Đào tạo.",
                    (
                        "Nếu phát sinh vướng mắc, các trường báo cáo Sở Giáo dục và Đào tạo.",
                        ("Sở Giáo dục và Đào tạo",),
                        (),
                    ),
                ),
            ),
            (
                "Thực hiện chế độ báo cáo theo quy định.",
                "Tham mưu UBND tỉnh trình HĐND tỉnh ban hành nghị quyết.",
                "Theo dõi, tổng hợp báo cáo từ các xã.",
                "Đề xuất, xét trình Chủ tịch UBND tỉnh khen thưởng.",
            ),
        ),
    ),
)
