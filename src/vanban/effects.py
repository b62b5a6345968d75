"""What a document does to other documents: it carries them out, prolongs, amends, replaces or ends them.

The words are those of the model texts of Decree 30/2020/NĐ-CP and of the law on the promulgation of legal documents,
which offices use for directives as well. A part that is ended or replaced (`bãi bỏ khoản 3 Điều 5`) amends a document
that lives on. A mere mention, and a duty to propose a change, do nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from vanban.acting import CITED, LIST, THIS, acted_upon, acts_itself, cited_at, told_actor
from vanban.citations import Reference
from vanban.dates import day_pattern, moment, month_pattern, year_pattern
from vanban.directive import Citation
from vanban.kinds import BY_SLUG
from vanban.rule import Rule, Setting, register

KINDS = ("implements", "prolongs", "amends", "replaces", "ends")


@dataclass(frozen=True, slots=True)
class Act:
    """One document acts upon another; `by` is None where it is the one that is being read."""

    kind: str
    on: Reference
    by: Reference | None = None
    part: str | None = None
    until: str | None = None
    on_place: Citation | None = field(default=None, compare=False)
    by_place: Citation | None = field(default=None, compare=False)
    looks_back: bool = field(default=False, compare=False)
    """The words are in the passive: what is acted upon stands before them."""
    last: int = field(default=0, compare=False)
    """Where words on the time end, if any are read."""


_UNIT = (
    r"(?:tiểu mục|điểm|tiết|khoản|mục|điều|phần|chương|phụ lục)(?: số)? "
    r"(?:[IVXLC]+|\d{1,3}(?:\.\d{1,2})*[a-zđ]?|[a-zđ])(?!\w)"
)
_PART = re.compile(
    rf"{_UNIT}(?:(?:,| và|;)? (?:{_UNIT}|(?:[IVXLC]+|\d{{1,3}}[a-zđ]?|[a-zđ])(?![\w/])))*"
    r"|một số (?:điều|khoản|mục|điểm|nội dung|chỉ tiêu|nhiệm vụ)|phụ lục|cụm từ"
    r"|thời (?:gian|hạn) [^.;,\d]{0,30}?(?= của| tại| nêu|$)",
    re.IGNORECASE,
)
_GAP = r"(?P<gap>(?:[^.;:\n“”]|\.(?! )){0,220}?)"
_OTHERWISE = re.compile(
    r"\b(?:căn cứ|nhằm|để|phù hợp|(?<!kèm )theo|trình|báo cáo|tham mưu|do|gửi)\b",
    re.IGNORECASE,
)
_FILLERS = re.compile(
    r"(?:\b(?:cho|toàn bộ|các|việc|hiệu lực|thi hành|thực hiện|triển khai|của|đối với|văn bản|nội dung|quyết định"
    r"|sau đây|sau|nêu tại|tại|thời gian|thời hạn)\b|[ :\n]|\d{1,2}[.)]|[a-zđ]\)|-)+",
    re.IGNORECASE,
)
_ATTACHED = re.compile(r"kèm theo(?: các| cả)? $", re.IGNORECASE)
_UNTIL = re.compile(
    rf"[^;\n]{{0,220}}?\b(?:đến|tới)(?: hết| cuối)? (?:{day_pattern('a')}|{month_pattern('a')}|{year_pattern('a')})",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"(?: ?\([^()]{0,120}\))?(?:,? (?:của|trên địa bàn|tại|đối với) [^.;:,()\d]{2,80})?,?(?: (?:trong|cho))? "
    r"giai đoạn (?:từ )?(?:năm )?(?P<first>20\d\d)(?: ?[-–] ?| đến (?:năm )?)(?P<last>20\d\d)",
    re.IGNORECASE,
)
_TO_THE_END = re.compile(
    r"(?: ?\([^()]{0,120}\))?(?:,? (?:của|trên địa bàn|tại) [^.;:,()\d]{2,80}?)?,?(?: cho)?(?= đến hết )", re.IGNORECASE
)
_FAR = 8000
"""Characters before a plan that is carried on, among which its own period is looked for."""
_OLD_PERIOD = re.compile(r"giai đoạn (?:năm )?20\d\d ?[-–] ?(?P<last>20\d\d)", re.IGNORECASE)


def _reference(citation: Citation) -> Reference:
    return Reference(citation.type, citation.number, citation.date)


def _prolonged(act: Act, text: str, place: int) -> Act:
    """The act with the day up to which it prolongs, where the words behind `place` name one."""
    match = _UNTIL.match(text, place, min(len(text), place + 320))
    named = moment(match, "a") if match else None
    if match is None or named is None or not named.year or not named.exists(named.year):
        return act
    return replace(act, until=named.end(named.year).isoformat(), last=match.end())


def _active(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{kind}){_GAP}{LIST}{CITED}", re.IGNORECASE)


def _acted(match: re.Match[str], kind: str) -> Act | None:
    """An act in the active voice upon the document at the end of the match; by the text, or by one it tells of."""
    text, start = match.string, match.start()
    on = cited_at(text, match.end())
    if on is None or _OTHERWISE.search(match["gap"]):
        return None
    by = None if acts_itself(text, start) else told_actor(text, start)
    if by is None and not acts_itself(text, start):
        return None
    part = _PART.search(match["gap"])
    return Act(kind, _reference(on), _reference(by) if by else None, part[0].strip() if part else None, None, on, by)


def _read_amends(match: re.Match[str], setting: Setting) -> Act | None:
    act = _acted(match, "amends")
    if act is None or not act.on_place or not re.search("thời (?:gian|hạn)", match["gap"], re.IGNORECASE):
        return act
    prolonged = _prolonged(act, match.string, act.on_place.end)
    return replace(prolonged, kind="prolongs", part=None) if prolonged.until else act


def _whole(kind: str, match: re.Match[str]) -> Act | None:
    """Of the whole document; where a part is named, the document is amended, and else nothing may stand between."""
    act = _acted(match, kind)
    if act is None or act.part:
        return replace(act, kind="amends") if act else None
    gap = match["gap"]
    return act if not gap.strip() or _FILLERS.fullmatch(gap) or _ATTACHED.search(gap) else None


def _read_replaces(match: re.Match[str], setting: Setting) -> Act | None:
    return _whole("replaces", match)


def _read_ends(match: re.Match[str], setting: Setting) -> Act | None:
    return _whole("ends", match)


def _read_prolongs(match: re.Match[str], setting: Setting) -> Act | None:
    act = _acted(match, "prolongs")
    return _prolonged(replace(act, part=None), match.string, act.on_place.end) if act and act.on_place else None


def _read_continues(match: re.Match[str], setting: Setting) -> Act | None:
    """A plan that is carried on beyond its time, where the text says how long; a duty, if a body is told to."""
    on = cited_at(match.string, match.end())
    if on is None or _OTHERWISE.search(match["gap"]):
        return None
    period = _PERIOD.match(match.string, on.end, min(len(match.string), on.end + 260))
    if period is None:
        straight = _TO_THE_END.match(match.string, on.end, on.end + 260)
        act = Act("prolongs", _reference(on), on_place=on)
        return _prolonged(act, match.string, straight.end()) if straight else None
    old = [int(m["last"]) for m in _OLD_PERIOD.finditer(match.string, max(0, on.end - _FAR), on.end + 400)]
    earlier = [year for year in old if year < int(period["first"])]
    until = f"{period['last']}-12-31"
    return Act("prolongs", _reference(on), until=until, on_place=on, last=period.end()) if earlier else None


_BY = rf"(?P<own>{THIS})|{CITED}"


def _passive(kind: str, match: re.Match[str]) -> Act | None:
    """An act in the passive: the document before the words is acted upon by the one behind them."""
    on = acted_upon(match.string, match.start())
    if on is None:
        return None
    if match["own"]:
        return Act(kind, _reference(on), on_place=on, looks_back=True)
    by = cited_at(match.string, match.end())
    return Act(kind, _reference(on), _reference(by), on_place=on, by_place=by, looks_back=True) if by else None


def _read_amended(match: re.Match[str], setting: Setting) -> Act | None:
    return _passive("amends", match)


def _read_replaced(match: re.Match[str], setting: Setting) -> Act | None:
    return _passive("replaces", match)


def _read_ended(match: re.Match[str], setting: Setting) -> Act | None:
    return _passive("ends", match)


def _read_was_prolonged(match: re.Match[str], setting: Setting) -> Act | None:
    on = acted_upon(match.string, match.start())
    if on is None:
        return None
    return _prolonged(Act("prolongs", _reference(on), on_place=on, looks_back=True), match.string, match.start())


_REPORTED = re.compile(
    r"\b(?:qua|đã|kết quả|kiểm tra|việc|tình hình|đánh giá|sơ kết|tổng kết|quá trình|thời gian|theo dõi|báo cáo)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?<!^)\d")
_LONGEST_TOLD = 60
"""Characters between what another document is told to do and to what; further apart they may not belong together."""
_SENTENCE = re.compile(r"(?:[^.;\n]|\.(?! )){0,160}\Z")


def _read_implements(match: re.Match[str], setting: Setting) -> Act | None:
    """Carried out by a document that is told of; or by the text itself, if it says so where it states its grounds."""
    on = cited_at(match.string, match.end())
    by = told_actor(match.string, match.start())
    if on is None:
        return None
    if by is not None and (";" in match["gap"] or len(match["gap"]) > _LONGEST_TOLD):
        return None
    before = _SENTENCE.search(match.string, max(0, match.start() - 160), match.start())
    if by is None and before and (_REPORTED.search(before[0]) or _NUMBERED.search(before[0])):
        return None
    return Act("implements", _reference(on), _reference(by) if by else None, None, None, on, by)


def _read_grounds(match: re.Match[str], setting: Setting) -> Act | None:
    on = cited_at(match.string, match.end())
    return Act("grounds", _reference(on), None, None, None, on) if on else None


def _cited(reference: Reference) -> str:
    """A document in the words of the examples: `Kế hoạch số ... ngày ...`."""
    year, month, day = (reference.date or "").split("-")
    return f"{BY_SLUG[reference.type or ''].name} số {reference.number} ngày {day}/{month}/{year}"


_PLAN = Reference("ke_hoach", "48/KH-UBND", "2024-03-05")
_DECISION = Reference("quyet_dinh", "30/QĐ-UBND", "2023-01-10")
_LATER = Reference("quyet_dinh", "77/QĐ-UBND", "2025-06-02")

RULES = register(
    "hiệu lực đối với văn bản khác",
    (
        Rule(
            "sửa đổi, bổ sung, điều chỉnh",
            _active("sửa đổi(?:,? (?:và )?bổ sung)?|bổ sung|điều chỉnh|đính chính"),
            _read_amends,
            (
                (f"Điều 1. Sửa đổi, bổ sung {_cited(_PLAN)}", Act("amends", _PLAN)),
                (f"Về việc sửa đổi khoản 2 Mục V {_cited(_PLAN)}", Act("amends", _PLAN, part="khoản 2 Mục V")),
                (
                    f"V/v điều chỉnh điểm a khoản 3 Phần II Kế hoạch dạy bơi ban hành kèm theo {_cited(_DECISION)}",
                    Act("amends", _DECISION, part="điểm a khoản 3 Phần II"),
                ),
                (
                    f"theo {_cited(_LATER)} của UBND tỉnh về sửa đổi {_cited(_DECISION)}",
                    Act("amends", _DECISION, _LATER),
                ),
                (
                    f"1. Điều chỉnh thời gian thực hiện {_cited(_PLAN)} đến hết năm 2026",
                    Act("prolongs", _PLAN, until="2026-12-31"),
                ),
            ),
            (
                f"Sở Nội vụ tham mưu sửa đổi, bổ sung hoặc thay thế {_cited(_DECISION)}",
                f"Luật sửa đổi, bổ sung một số điều của Luật Thư viện; {_cited(_PLAN)}",
            ),
        ),
        Rule(
            "thay thế",
            _active("thay thế|thay cho"),
            _read_replaces,
            (
                (
                    f"Quyết định này có hiệu lực kể từ ngày ký và thay thế {_cited(_DECISION)}",
                    Act("replaces", _DECISION),
                ),
                (f"Kế hoạch này thay thế {_cited(_PLAN)}", Act("replaces", _PLAN)),
                (f"{_cited(_LATER)} thay thế {_cited(_DECISION)}", Act("replaces", _DECISION, _LATER)),
                (f"Điều 2. Thay thế Phụ lục I {_cited(_PLAN)}", Act("amends", _PLAN, part="Phụ lục I")),
            ),
            (
                f"Sở Nội vụ tham mưu sửa đổi, bổ sung hoặc thay thế {_cited(_DECISION)}",
                f"thay thế cán bộ theo {_cited(_PLAN)}",
            ),
        ),
        Rule(
            "bãi bỏ, chấm dứt, tạm dừng",
            _active("bãi bỏ|hủy bỏ|chấm dứt|tạm dừng|dừng|ngừng|đình chỉ"),
            _read_ends,
            (
                (f"Điều 1. Bãi bỏ toàn bộ {_cited(_DECISION)}", Act("ends", _DECISION)),
                (f"Nay chấm dứt hiệu lực của {_cited(_PLAN)}", Act("ends", _PLAN)),
                (f"UBND tỉnh quyết định tạm dừng thực hiện {_cited(_PLAN)}", Act("ends", _PLAN)),
                (f"Bãi bỏ khoản 3 Điều 5 {_cited(_DECISION)}", Act("amends", _DECISION, part="khoản 3 Điều 5")),
                (f"Bãi bỏ các văn bản sau đây:\na) {_cited(_DECISION)}", Act("ends", _DECISION)),
            ),
            (f"đề nghị bãi bỏ {_cited(_DECISION)}", f"tiến tới chấm dứt tình trạng vi phạm theo {_cited(_PLAN)}"),
        ),
        Rule(
            "gia hạn, kéo dài thời gian thực hiện",
            _active("gia hạn|kéo dài"),
            _read_prolongs,
            (
                (
                    f"V/v gia hạn thời gian thực hiện {_cited(_PLAN)} đến ngày 30/6/2026",
                    Act("prolongs", _PLAN, until="2026-06-30"),
                ),
                (f"Kéo dài thời hạn thực hiện {_cited(_PLAN)}", Act("prolongs", _PLAN)),
            ),
            (f"Sở Tài chính trình UBND tỉnh gia hạn {_cited(_PLAN)}", "tranh chấp kéo dài, phức tạp"),
        ),
        Rule(
            "tiếp tục thực hiện sang giai đoạn sau",
            _active("tiếp tục(?: chỉ đạo| tổ chức| triển khai)* thực hiện"),
            _read_continues,
            (
                (
                    f"{_cited(_PLAN)} về dạy bơi giai đoạn 2021 - 2025. "
                    f"Các xã tiếp tục thực hiện {_cited(_PLAN)}, giai đoạn 2026 - 2030",
                    Act("prolongs", _PLAN, until="2030-12-31"),
                ),
                (f"Tiếp tục thực hiện {_cited(_PLAN)} đến hết năm 2026", Act("prolongs", _PLAN, until="2026-12-31")),
            ),
            (f"tiếp tục thực hiện {_cited(_PLAN)} giai đoạn 2021 - 2025", f"tiếp tục thực hiện {_cited(_PLAN)}"),
        ),
        Rule(
            "được sửa đổi, bổ sung tại",
            re.compile(
                rf"(?:đã )?(?:được|bị) (?:sửa đổi|bổ sung|điều chỉnh)(?:,? (?:và )?(?:bổ sung|điều chỉnh))*"
                rf"[^.;:\n“”\d]{{0,40}}? (?:tại|bởi|theo|bằng) (?:{_BY})",
                re.IGNORECASE,
            ),
            _read_amended,
            (
                (
                    f"{_cited(_DECISION)} (đã được sửa đổi, bổ sung tại {_cited(_LATER)})",
                    Act("amends", _DECISION, _LATER),
                ),
                (f"{_cited(_PLAN)}, được bổ sung bởi Kế hoạch này", Act("amends", _PLAN)),
            ),
            (f"{_cited(_DECISION)} được sửa đổi, bổ sung", f"được sửa đổi tại {_cited(_LATER)}"),
        ),
        Rule(
            "được thay thế bởi",
            re.compile(rf"(?:đã )?(?:được|bị) thay thế (?:tại|bởi|theo|bằng) (?:{_BY})", re.IGNORECASE),
            _read_replaced,
            (
                (f"{_cited(_DECISION)} đã được thay thế bằng {_cited(_LATER)}", Act("replaces", _DECISION, _LATER)),
                (f"{_cited(_PLAN)} của UBND tỉnh được thay thế bởi Kế hoạch này", Act("replaces", _PLAN)),
            ),
            (f"{_cited(_DECISION)} cần được thay thế", f"được thay thế bằng {_cited(_LATER)}"),
        ),
        Rule(
            "hết hiệu lực, bị bãi bỏ",
            re.compile(
                r"(?:(?:đã )?(?:được|bị) (?:bãi bỏ|hủy bỏ)(?: (?:tại|bởi|theo|bằng))?"
                r"|(?<!đã )(?:sẽ )?(?:hết|chấm dứt) hiệu lực(?: thi hành)?)"
                rf"(?: (?:kể )?từ (?:ngày|khi))? (?:{_BY})",
                re.IGNORECASE,
            ),
            _read_ended,
            (
                (f"{_cited(_DECISION)} hết hiệu lực kể từ ngày Quyết định này có hiệu lực", Act("ends", _DECISION)),
                (f"{_cited(_DECISION)} bị bãi bỏ bởi {_cited(_LATER)}", Act("ends", _DECISION, _LATER)),
            ),
            (
                f"{_cited(_DECISION)} đã hết hiệu lực",
                "Quyết định này hết hiệu lực kể từ ngày Kế hoạch này được ban hành",
            ),
        ),
        Rule(
            "được gia hạn đến",
            re.compile(
                r"(?<!đã )được (?:tiếp tục )?(?:gia hạn|kéo dài)[^.;:\n\d]{0,60} (?:đến|tới|thêm) ", re.IGNORECASE
            ),
            _read_was_prolonged,
            (
                (
                    f"{_cited(_PLAN)} của UBND tỉnh được kéo dài thời gian thực hiện đến hết năm 2027",
                    Act("prolongs", _PLAN, until="2027-12-31"),
                ),
            ),
            (f"{_cited(_PLAN)} đã được gia hạn đến hết năm 2027", "Hợp đồng được gia hạn đến năm 2027"),
        ),
        Rule(
            "thực hiện, triển khai",
            re.compile(
                r"(?<!\w)(?:tiếp tục |đẩy mạnh |tổ chức |quán triệt,? |triển khai,? )*"
                r"(?:thực hiện|triển khai|thi hành|cụ thể hóa)"
                rf"(?P<gap>[^.\n\d“”]{{0,160}}?){CITED}",
                re.IGNORECASE,
            ),
            _read_implements,
            (
                (f"Thực hiện {_cited(_PLAN)} của UBND tỉnh", Act("implements", _PLAN)),
                (f"Để tiếp tục thực hiện có hiệu quả {_cited(_PLAN)}", Act("implements", _PLAN)),
                (f"{_cited(_LATER)} của UBND tỉnh về triển khai {_cited(_PLAN)}", Act("implements", _PLAN, _LATER)),
            ),
            (f"Qua kiểm tra việc thực hiện {_cited(_PLAN)}", f"Báo cáo kết quả thực hiện {_cited(_PLAN)}"),
        ),
        Rule(
            "căn cứ",
            re.compile(rf"^(?:Căn cứ|Trên cơ sở)(?P<gap>[^.;\n\d“”]{{0,120}}? ){CITED}", re.IGNORECASE | re.MULTILINE),
            _read_grounds,
            ((f"Căn cứ {_cited(_PLAN)} của UBND tỉnh", Act("grounds", _PLAN)),),
            (f"Sở Y tế căn cứ {_cited(_PLAN)} để thực hiện", "Căn cứ tình hình thực tế"),
        ),
    ),
)
