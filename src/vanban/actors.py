"""Which bodies an item binds, and which it names to help: by the form of the sentence, not by what it is about."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from vanban.directive import Party
from vanban.parties import LEAD_AT, START_AT, party_list, tells_at
from vanban.rule import register, sentence_rule

_SUBORDINATE = re.compile(
    r"[\s*]*(?:Căn cứ|Trên cơ sở|Hàng năm|Hằng năm|Hàng quý|Hằng quý|Hàng tháng|Hằng tháng|Định kỳ|Trong "
    r"|Quá trình|Nếu |Khi |Sau khi|Nhận được|Ngay khi|Để |Theo (?!dõi)|Nhằm |Trường hợp"
    r"|Thực hiện |Về |Công tác |Ngay sau|Trước |Từ |Đến |Cùng với|Riêng|Đồng thời|Ngoài|Với |Đối với |Thời gian)",
    re.I,
)
_ORDERING = re.compile(
    r"(?<!\w)(?<!bàn )(?:giao cho|giao(?! ban| thông| lưu| dịch)|đề nghị|yêu cầu|Giao cho|Giao"
    r"|Đề nghị|Yêu cầu)\s+"
)
_ISSUER = re.compile(
    r"[\s*]*(?:Chủ tịch |Phó Chủ tịch |Thường trực |Thừa lệnh )*(?:UBND|Ủy ban nhân dân|HĐND|Thủ tướng|Chính phủ"
    r"|Ban Chỉ đạo|Ban Thường vụ|Tỉnh ủy|Huyện ủy|Thành ủy|Đảng ủy|Văn phòng|Bộ|Sở|Ban|Cục|Chi cục|Tổng cục|Công an)"
    r"\s(?!các |cấp )[^.;:,\n]{0,70}?(?<!bàn )(?=(?:yêu cầu|đề nghị|giao(?! ban| thông| lưu| dịch))\s)"
)
_GOES_ON = re.compile(r"[\s,*]*(?::|\w)")
_TITLE = re.compile(r"[\s*]*(?P<title>[^:\n.;]{3,90}?)\s*\**\s*:")
_HEADING_WORDS = re.compile(
    r"^[\s*]*(?:(?:Trách nhiệm|Nhiệm vụ|Phân công nhiệm vụ)(?: cụ thể)? (?:của|đối với)|Đối với|Về phía"
    r"|Giao(?: cho)?|Đề nghị|Yêu cầu)\s+",
    re.I,
)
_JOIN = re.compile(
    r"[PpKk](?:(?<=[Pp])hối hợp|(?<=[Kk])ết hợp(?= với))(?: chặt chẽ| tốt| đồng bộ| thường xuyên| hiệu quả| chặt)?"
    r"(?P<verbs>(?:,| và|, hỗ trợ| hướng dẫn"
    r"| hỗ trợ| hiệp đồng| cùng| giúp)*)\s*(?P<with>với|cùng với|cùng)?\s*(?=\w)"
)
_TOGETHER = re.compile(r"^[\s*]*Cùng(?: với)?\s+(?=\w)")
_BETWEEN = re.compile(r"phối hợp giữa\s+(?P<one>[^,;.]{3,60}?)\s+(?:với|và)\s+(?=\w)")
_RESPONSIBLE = re.compile(r"\((?:thuộc )?trách nhiệm[^()]{0,40}? của\s+")
_BRACKETED = re.compile(
    r"\(\s*(?:(?P<told>[Gg]iao(?: cho)?|[Dd]o|(?:[Đđ]ơn vị|[Cc]ơ quan) (?:chủ trì|thực hiện) ?:)\s+"
    r"|(?=[^()\n]{3,90}? (?:chủ trì|(?:là|làm) đầu mối)(?!\w)))(?=\w)"
)
_EVERYBODY = re.compile(
    r"[\s*]*(?:[Mm]ỗi|[Tt]ừng)\s+(?:\w+\s+){1,3}?(?=chọn|xây dựng|tổ chức|phải|đăng ký|có|lập|thành lập|bố trí)"
)


@dataclass(frozen=True, slots=True)
class Actors:
    """Bodies that an item names as its actors, and where their naming ends."""

    parties: tuple[Party, ...]
    end: int
    form: str = ""
    """Name of the form of sentence that names them."""

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(p.name for p in self.parties)


def item_actors(text: str, start: int, end: int) -> Actors | None:
    """The bodies that the words from `start` to `end` tell to act; None where they name none."""
    start = _after_stars(text, start, end)
    for name, read in FORMS:
        if (found := read(text, start, end)) is not None:
            return replace(found, form=name)
    return None


def _after_stars(text: str, start: int, end: int) -> int:
    while start < end and text[start] in " *_\n(":
        start += 1
    return start


def _opening(text: str, start: int, end: int) -> Actors | None:
    """`Sở X chủ trì ...`, `Giao Công an tỉnh ...`, `UBND xã: ...`."""
    each = _EVERYBODY.match(text, start, end)
    if each:
        all_of = [
            each,
            *(
                m
                for gap in re.finditer(r"[;.]\s+", text[start:end])
                if (m := _EVERYBODY.match(text, start + gap.end(), end))
            ),
        ]
        return Actors(tuple(Party(m.group().strip(" *"), m.start(), m.end()) for m in all_of), each.end())
    if not START_AT.match(text, start, end) or _ISSUER.match(text, start, end):
        return None
    parties, stop = party_list(text, start, end)
    if not parties:
        return None
    told = LEAD_AT.match(text, start, end)
    commanded = bool(told and re.match(r"(?:giao|đề nghị|yêu cầu)", text[start : told.end()], re.I))
    after = text[stop : min(end, stop + 40)]
    if (
        after.lstrip(" *").startswith((":", "("))
        or commanded
        or tells_at(text, stop)
        or (text[stop : stop + 1] == "\n" and _GOES_ON.match(after))
    ):
        return Actors(parties, stop)
    return None


def _ordered(text: str, start: int, end: int) -> Actors | None:
    """`UBND tỉnh yêu cầu A, B ...`; `..., giao Công an tỉnh chủ trì`: the body ordered, not the one that orders."""
    issuer = _ISSUER.match(text, start, end)
    opening = _SUBORDINATE.match(text, start, end)
    if not issuer and not opening and not _TITLE.match(text, start, min(end, start + 100)):
        return None
    limit = min(end, start + (700 if opening else 260))
    for order in _ORDERING.finditer(text, issuer.end() if issuer else start, limit):
        parties, stop = party_list(text, order.end(), end)
        if parties and re.match(r"[\s,*]*(?::|\w)", text[stop:end]):
            return Actors(parties, stop)
    return None


def _behind_title(text: str, start: int, end: int) -> Actors | None:
    """`Báo cáo tháng: Sở Tài chính tổng hợp ...`."""
    title = _TITLE.match(text, start, min(end, start + 120))
    if not title or START_AT.match(title["title"]):
        return None
    start = _after_stars(text, title.end(), end)
    return _opening(text, start, end) or _subject_later(text, start, end)


def _subject_later(text: str, start: int, end: int) -> Actors | None:
    """`Căn cứ ..., các sở xây dựng ...`: the subject behind an opening of ground, time or condition."""
    if not _SUBORDINATE.match(text, start, end):
        return None
    limit = min(end, start + 900)
    sentence = re.compile(r"[.;](?=\s|$)").search(text, start, limit)
    limit = sentence.start() if sentence else limit
    for gap in _GAP.finditer(text, start, limit):
        if _STRONG.match(text, gap.end(), limit) and not _SUBORDINATE.match(
            text[gap.end() : gap.end() + 20].capitalize()
        ):
            return None
        if not START_AT.match(text, gap.end(), limit):
            continue
        parties, stop = party_list(text, gap.end(), limit)
        if parties and _subject_follows(text, start, gap.start(), stop, limit, parties):
            return Actors(parties, stop)
    return None


_GAP = re.compile(r"[,:]\s+(?:thì\s+)?|(?<=vướng mắc)\s+|(?<=khó khăn)\s+(?!,)|(?<=phát sinh)\s+(?=các)")
"""Where a subject may begin behind what leads to it."""
_STRONG = re.compile(
    r"[\s,]*(?:chủ trì|chủ động|có trách nhiệm|chịu trách nhiệm|xây dựng|tổ chức|triển khai|tiến hành|báo cáo"
    r"|kịp thời|thực hiện|phối hợp|tiếp tục|tham mưu|được phân công|tập trung|phải"
    r"|khẩn trương|gửi|rà soát|lập|ban hành|tăng cường|đẩy mạnh|chỉ đạo|hướng dẫn|bố trí|căn cứ|phản ánh"
    r"|có văn bản|đề nghị|thống kê|nghiêm túc|đăng ký|theo dõi|kiểm tra|liên hệ|xem xét|cần)(?!\w)"
)
_PREDICATE = re.compile(r"(?<!\w)(?:thực hiện|triển khai|của|với|giữa|cho|tại|theo|bởi|về|gồm|bao gồm|nhất là|như)\s*$")


def _subject_follows(text: str, start: int, gap: int, stop: int, limit: int, parties: tuple[Party, ...]) -> bool:
    """A subject is followed by a verb of duty and is not the tail of a list that an earlier word governs."""
    if not _STRONG.match(text, stop, limit):
        return False
    return not _PREDICATE.search(text[max(start, gap - 20) : gap])


_ISSUING = re.compile(r"[\s,]*(?:ban hành|có ý kiến|thông báo|hướng dẫn|triển khai|xây dựng|báo cáo|đề ra|trình)(?!\w)")
"""What an issuer does in the sentence that opens its paper."""
_STRETCH = re.compile(r"(?:là|làm|được giao|có|theo quy định|thuộc|trực thuộc|trên địa bàn)(?!\w)")


def _bracketed(text: str, start: int, end: int) -> Actors | None:
    """`Xây dựng quy chế (giao Sở Nội vụ chủ trì tham mưu).`"""
    for bracket in _BRACKETED.finditer(text, start, end):
        parties, stop = party_list(text, bracket.end(), end)
        if parties and (_TOLD if bracket["told"] else _LEADS).match(text, stop, end):
            return Actors(parties, stop)
    return None


_TOLD = re.compile(r"[\s,]*(?:chủ trì|tham mưu|thực hiện|phụ trách|[);])")
_LEADS = re.compile(r"\s*(?:chủ trì|là đầu mối|làm đầu mối)(?!\w)")


def heading_actors(text: str, start: int, end: int) -> tuple[Party, ...]:
    """Bodies of a heading that is nothing but a list of bodies: `1. Công an tỉnh`, `CÁC SỞ, NGÀNH`."""
    words = text[start:end].split("\n", 1)[0]
    if responsible := _RESPONSIBLE.search(words):
        parties, _ = party_list(text, start + responsible.end(), end)
        return parties
    bare = words.rstrip(" *:.;")
    opening = _HEADING_WORDS.match(bare)
    begin = opening.end() if opening else 0
    if len(bare) > 330:
        return ()
    source, shift = (text, 0) if not bare[begin:].isupper() else (text[:start] + words.lower(), 0)
    begin = _after_stars(text, start + begin, end)
    stop = start + len(bare)
    if not START_AT.match(source, begin, stop):
        return ()
    parties, reached = party_list(source, begin, stop)
    if (
        parties
        and _STRETCH.match(text[reached:stop])
        and not _STRONG.search(text[reached:stop].removeprefix("là tổ chức"))
    ):
        parties, reached = party_list(source, begin, stop, whole=True)
    rest = re.sub(r"\([^()]*\)", "", text[reached:stop]).strip(" *:.;,") if parties else "x"
    return (
        tuple(
            Party(text[p.start + shift : p.end + shift] if bare.isupper() else p.name, p.start, p.end) for p in parties
        )
        if not rest
        else ()
    )


def announced(text: str, start: int, end: int) -> tuple[Party, ...]:
    """Bodies that an introduction names for the items under it."""
    words = text[start:end]
    for order in reversed(list(_ORDERING.finditer(text, start, end))):
        parties, stop = party_list(text, order.end(), end)
        if parties and (text[stop:end].strip(" *") == ":" or re.match(r"[\s,]*\w", text[stop:end])):
            return parties
    if _ISSUER.match(words):
        return ()
    opened = item_actors(text, start, end)
    if opened is not None and not _ISSUING.match(text, opened.end, end):
        return opened.parties
    later = _after_clause(text, start, end)
    return later.parties if later else ()


def _after_clause(text: str, start: int, end: int) -> Actors | None:
    for gap in re.compile(r"[,;]\s+").finditer(text, start, end):
        if START_AT.match(text, gap.end(), end):
            parties, stop = party_list(text, gap.end(), end)
            if (
                len(parties) > 1
                and _STRONG.match(text, stop, end)
                and not re.match(r"[\s,]*(?:ban hành|có ý kiến|thông báo)", text[stop:end])
            ):
                return Actors(parties, stop)
    return None


def supporters(text: str, start: int, end: int, actors: tuple[Party, ...]) -> tuple[Party, ...]:
    """Bodies named to cooperate: behind `phối hợp với`, `cùng với`."""
    found: list[Party] = []
    for join in _JOIN.finditer(text, start, end):
        if not (join["with"] or START_AT.match(text, join.end(), end)) or re.search(
            r"(?:quy chế|công tác|sự|chương trình|cơ chế)\s*$", text[max(start, join.start() - 14) : join.start()]
        ):
            continue
        parties, _ = party_list(text, join.end(), end)
        found += [p for p in parties if p.name not in [f.name for f in found]]
    together = _TOGETHER.match(text[start:end])
    if together:
        found += party_list(text, start + together.end(), end)[0]
    for between in _BETWEEN.finditer(text, start, end):
        one = between["one"].casefold().replace("lực lượng ", "")
        if any(one in a.name.casefold() or a.name.casefold() in one for a in actors):
            found += party_list(text, between.end(), end)[0]
    return tuple(p for p in found if p.name not in {a.name for a in actors})


FORMS: tuple[tuple[str, Callable[[str, int, int], Actors | None]], ...] = (
    ("bộ phận đứng đầu câu", _opening),
    ("cấp trên giao, đề nghị, yêu cầu", _ordered),
    ("đứng sau tên mục", _behind_title),
    ("đứng sau căn cứ, thời gian, điều kiện", _subject_later),
    ("giao trong ngoặc ở cuối mục", _bracketed),
)
"""How a sentence names who must act, in the order in which they are tried."""


OPENING_FORMS = tuple(name for name, _ in FORMS[:2])
"""Forms in which a sentence begins by naming whom it tells."""


def _names(read: Callable[[str, int, int], Actors | None]) -> Callable[[str], tuple[str, ...] | None]:
    def names(words: str) -> tuple[str, ...] | None:
        found = read(words, _after_stars(words, 0, len(words)), len(words))
        return found.names if found else None

    return names


register(
    "chủ thể: bộ phận đứng đầu câu",
    (
        sentence_rule(
            FORMS[0][0],
            _names(_opening),
            (
                ("Sở Y tế chủ trì, phối hợp với Sở Tài chính lập danh sách.", ("Sở Y tế",)),
                ("Giao Chi cục Kiểm lâm (Thường trực Ban Chỉ đạo) theo dõi.", ("Chi cục Kiểm lâm",)),
                ("Chủ tịch UBND các huyện, thị xã: Chỉ đạo các phòng rà soát.", ("UBND các huyện, thị xã",)),
                (
                    "Các sở, ban, ngành, UBND các xã, phường tổ chức ký cam kết.",
                    ("Các sở, ban, ngành", "UBND các xã, phường"),
                ),
                ("Mỗi thôn chọn một tổ làm điểm.", ("Mỗi thôn",)),
            ),
            (
                "Tổ chức hội nghị tập huấn.",
                "Báo cáo kết quả trước ngày 10/6.",
                "Ban hành quy chế hoạt động.",
                "Phòng, chống dịch bệnh trên cây lúa.",
            ),
        ),
    ),
)
register(
    "chủ thể: cấp trên giao, đề nghị, yêu cầu",
    (
        sentence_rule(
            FORMS[1][0],
            _names(_ordered),
            (
                ("UBND huyện yêu cầu Thủ trưởng các phòng, ban thực hiện nghiêm.", ("các phòng, ban",)),
                ("Công tác kiểm tra: Căn cứ tình hình, giao Thanh tra tỉnh chủ trì kiểm tra.", ("Thanh tra tỉnh",)),
            ),
            ("Sở Xây dựng hướng dẫn các chủ đầu tư.",),
        ),
    ),
)
register(
    "chủ thể: đứng sau tên mục",
    (
        sentence_rule(
            FORMS[2][0],
            _names(_behind_title),
            (("Số liệu quý: Cục Thống kê tổng hợp từ các huyện.", ("Cục Thống kê",)),),
            ("Thời gian thực hiện: Quý II năm 2024.",),
        ),
    ),
)
register(
    "chủ thể: giao trong ngoặc",
    (
        sentence_rule(
            FORMS[4][0],
            _names(_bracketed),
            (
                ("Xây dựng quy chế phối hợp (giao Sở Nội vụ chủ trì tham mưu).", ("Sở Nội vụ",)),
                ("Mở lớp tập huấn cho cán bộ thôn (Sở Y tế chủ trì, phối hợp với các xã).", ("Sở Y tế",)),
            ),
            ("Tổ chức hội thi (do tỉnh phát động).", "Mở lớp tập huấn cho cán bộ thôn (Sở Y tế đã hướng dẫn)."),
        ),
    ),
)
register(
    "chủ thể: đứng sau căn cứ, thời gian, điều kiện",
    (
        sentence_rule(
            FORMS[3][0],
            _names(_subject_later),
            (
                ("Căn cứ hướng dẫn này, các trường trung học xây dựng kế hoạch năm học.", ("các trường trung học",)),
                ("Hằng năm, UBND các xã rà soát danh sách và gửi Sở Nội vụ.", ("UBND các xã",)),
                ("Quá trình thực hiện, nếu có vướng mắc, các đơn vị báo cáo Sở Tài chính.", ("các đơn vị",)),
            ),
            (
                "Trên cơ sở nhiệm vụ được giao, chủ trì, phối hợp với các sở, đơn vị liên quan tham mưu.",
                "Theo dõi, tổng hợp số liệu của các sở, Sở Y tế và UBND huyện.",
            ),
        ),
    ),
)
