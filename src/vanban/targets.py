"""Figures to be reached by a year (`chỉ tiêu`), with the years they belong to.

A figure counts where the text sets it as a goal: it is asked for (`phấn đấu`, `đạt`, `ít nhất`), and a year or span
stands in its sentence, opens its item or stands in a heading above. What was reached already, and conditions
(`dưới 30% có thể ...`), are no targets.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from vanban import binding
from vanban.dates import DASH, DEN, NAM
from vanban.directive import Clause, Span, Target
from vanban.initiatives import models
from vanban.phrases import whole
from vanban.rule import Found, Rule, Setting, register, scan

__all__ = ["models", "targets"]

T = TypeVar("T")
Years = tuple[int, int]
"""First and last year; the same year twice for a single one."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number set as a goal: a share or a count, of what, and whether it is the least."""

    measure: str
    value: float
    of: str
    op: str = "="


YEAR = r"(?:19|20)\d\d"
LEAST = r"ít\s+nhất|tối\s+thiểu|không\s+dưới|không\s+thấp\s+hơn|không\s+ít\s+hơn|≥|>="
ASKED = (
    r"xây\s+dựng|thành\s+lập|công\s+nhận|có|đạt|phấn\s+đấu|hoàn\s+thành|tổ\s+chức|đào\s+tạo|tập\s+huấn|hỗ\s+trợ|trồng"
    r"|sửa\s+chữa|xóa|ra\s+mắt|nhân\s+rộng|thu\s+hút|còn|xuống|ở\s+mức|giảm|tăng|lên|phát\s+triển|bồi\s+dưỡng"
    r"|giải\s+quyết|tạo|cấp|khởi\s+công|dưới|trên|khoảng|mức|thêm|mới|được|duy\s+trì|triển\s+khai|chọn|lựa\s+chọn"
    rf"|đăng\s+ký|kết\s+nạp|{LEAST}"
)
NO_UNIT = r"năm|tháng|ngày|giờ|phút|tuần|quý|cấp|trong|phần|số|của|và|đến|hoặc|khoản|đồng|triệu|tỷ|tỉ|lần\s+thứ|người/"

_REACHED = re.compile(
    r"(?<!\w)(?:đã|hiện|hiện nay|hiện có|mới chỉ|chỉ|mới|kết quả|ước)\s+(?:đạt|có|là|được|thực hiện|hoàn thành)"
    r"[^,;]{0,60}$"
    r"|(?<!\w)(?:hỗ trợ|lãi suất|thuế suất|phạt|mức chi|mức thu|ngân sách)\s+$",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\s*(?:có thể|thì|được phép|được xem xét|phải giải trình)(?!\w)", re.IGNORECASE)
_FROM = re.compile(r"(?<!\w)từ\s+$", re.IGNORECASE)
_LEAST = re.compile(rf"(?<!\w)(?:{LEAST})(?!\s+một\s+trong)", re.IGNORECASE)
_UPWARDS = re.compile(r"\s*(?:[^\W\d_]+\s+){0,3}trở lên", re.IGNORECASE)
_ASKED = re.compile(rf"(?<!\w)(?:{ASKED})\s+(?:(?:{ASKED})\s+){{0,3}}$", re.IGNORECASE)
_LISTED = re.compile(r"(?<![\w.,/])\d{1,4}\s+[^\d;.:()%]{2,40}(?:,|;|và)\s*$")
_COMPARED = re.compile(
    r"(?:so\s+với(?:\s+cùng\s+kỳ)?|cùng\s+kỳ|hơn|nhiệm\s+kỳ|khóa|trước|sau)\s*(?:của\s+)?$", re.IGNORECASE
)
_OF_END = re.compile(
    r"[;:()\n]|\.(?!\d)|(?<![\w/.])\d|(?<!\w)(?:đạt|được|vào|trong|trở lên|hoàn thành|có|còn(?!\s+lại)|xuống"
    r"|lên|so với|đến|từ|mỗi)(?!\w)",
    re.IGNORECASE,
)
_GOAL = re.compile(
    r"(?<!\w)(?:phấn đấu|mục tiêu|chỉ tiêu|tiến tới|hoàn thành|bảo đảm|đảm bảo|đạt|có|ít nhất|giảm|tăng|nâng"
    r"|duy trì)(?!\w)",
    re.IGNORECASE,
)
_COME_TO = re.compile(r"(?<!\w)(?:xuống|lên|còn|đạt)\s+$", re.IGNORECASE)
_HEADED = re.compile(whole("phấn đấu|mục tiêu|chỉ tiêu", any_case=True))
_YEARLY = re.compile(r"(?<!\w)(?:mỗi|h[ằà]ng)\s+năm(?!\w)[^;]*$", re.IGNORECASE)
_NUMBERS = re.compile(rf"(?<![\w.,/])\d|(?<!\w)(?:{LEAST})", re.IGNORECASE)
_YEAR = re.compile(r"[12](?=[09][0-9]{2})")
_YEARS = re.compile(
    rf"(?<!\w)(?:{NAM}|giai\s+đoạn|từ|trong|các\s+{NAM}|trước|đến|hết|vào|xong|chậm)(?=[^;\n]{{0,40}}{YEAR})",
    re.IGNORECASE,
)
MOST = 1000
_SEGMENT = re.compile(r";|\n|[.…]\s+(?=[^\W\d_a-zà-ỹ])")


def number(words: str) -> float:
    """`1,7` -> 1.7, `1.500` -> 1500, `39` -> 39."""
    plain = words.replace(".", "") if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", words.split(",")[0]) else words
    return float(plain.replace(",", "."))


def figure(match: re.Match[str], measure: str, value: float, least: bool = False) -> Figure | None:
    """The figure at a match, where the words around it ask for it."""
    before, after = binding.before(match.string, match.start()), match.string[match.end() : match.end() + 120]
    segment = _SEGMENT.split(before)[-1]
    if _REACHED.search(segment) or _CONDITION.match(after) or _FROM.search(segment) and not _UPWARDS.match(after):
        return None
    since = re.split(r"\d\s?%", segment)[-1]
    least = least or bool(_LEAST.search(since) or _UPWARDS.match(after))
    return Figure(measure, value, _named(after, since), ">=" if least else "=")


def _named(after: str, before: str) -> str:
    """What the figure is of: the words behind it, or before it where none follow (`tỷ lệ ... đạt 50%`).

    Commas join several things of one figure where a verb or the next figure ends them.
    """
    end = _OF_END.search(after)
    words = (after[: end.start()] if end else after).strip(" ,")
    if not end or end.group() in ";:()\n.":
        words = words.split(",")[0]
    if words:
        return re.sub(r"^(?:tổng\s+)?số\s+|^các\s+", "", words)
    told = re.sub(r"^\W+", "", before.rsplit(": ", 1)[-1])
    return re.sub(r"\s+(?:đạt|còn|xuống|lên|trên|dưới|ở mức|khoảng|ít nhất|vào năm|trong năm)\b.*$", "", told.strip())


def read_percent(match: re.Match[str], setting: Setting) -> Figure | None:
    value = number(match["value"])
    return figure(match, "percent", value) if value <= 1000 else None


def read_count(match: re.Match[str], setting: Setting) -> Figure | None:
    """A count that is asked for, or that goes on a list of such counts."""
    before = binding.before(match.string, match.start())
    while listed := _LISTED.search(before):
        before = before[: listed.start()]
    return figure(match, "count", number(match["value"])) if _ASKED.search(before) else None


def read_one(match: re.Match[str], setting: Setting) -> Figure | None:
    return figure(match, "count", 1.0, least=True)


def read_years(match: re.Match[str], setting: Setting) -> Years | None:
    first, last = int(match["first"]), int(match["last"])
    return (first, last) if first < last and not binding.quoted(match.string, match.start()) else None


def read_year(match: re.Match[str], setting: Setting) -> Years | None:
    """A year to reach something by; not one compared with, and not one in a title."""
    before = binding.before(match.string, match.start())
    place = match.start()
    if _COMPARED.search(before) or binding.quoted(match.string, place) or binding.recapped(match.string, place):
        return None
    if re.search(r"(?<!\w)từ\s+$", before, re.IGNORECASE) and not match["on"]:
        return None
    year = int(match["year"])
    return year, year


FIGURES = register(
    "chỉ tiêu",
    (
        Rule(
            "100% số xã, đạt 50%",
            re.compile(r"(?<![\w.,/–-])(?P<value>\d{1,3}(?:[.,]\d{1,2})?)\s?%(?!\s?[–-]\s?\d)"),
            read_percent,
            (
                ("phấn đấu có 95% số hộ dân dùng nước sạch", Figure("percent", 95.0, "hộ dân dùng nước sạch")),
                ("tỷ lệ trường học có thư viện đạt 62,5%", Figure("percent", 62.5, "tỷ lệ trường học có thư viện")),
                ("hồ sơ đúng hạn đạt từ 98% trở lên", Figure("percent", 98.0, "hồ sơ đúng hạn", ">=")),
                ("ít nhất 20% hợp tác xã còn lại", Figure("percent", 20.0, "hợp tác xã còn lại", ">=")),
            ),
            ("đã đạt 85% kế hoạch", "tỷ lệ dưới 40% có thể điều chỉnh", "tăng từ 50% lên"),
        ),
        Rule(
            "xây dựng 39 xã, 12 doanh nghiệp",
            re.compile(
                rf"(?<![\w.,/%–-])(?P<value>\d{{1,3}}(?:\.\d{{3}})*(?:,\d{{1,2}})?)(?:/[\d.]{{1,9}})?\s+"
                rf"(?!(?:{NO_UNIT})(?!\w))(?=[^\W\d_])"
            ),
            read_count,
            (
                ("công nhận 25 thôn, 04 tổ dân phố đạt chuẩn", Figure("count", 25.0, "thôn")),
                ("công nhận 25 thôn, 04 tổ dân phố đạt chuẩn", Figure("count", 4.0, "tổ dân phố")),
                ("giảm xuống 12 ca/1.000 trẻ", Figure("count", 12.0, "ca/1.000 trẻ")),
                ("trồng ít nhất 1.500 cây xanh", Figure("count", 1500.0, "cây xanh", ">=")),
            ),
            ("trong 03 năm", "khoản 2 Điều 5 Luật", "giảm từ 23 ca", "Ủy ban nhân dân 11 phường", "chính quyền 02 cấp"),
        ),
        Rule(
            "ít nhất một cơ sở",
            re.compile(rf"(?<!\w)(?:{LEAST})\s+một\s+(?!(?:trong|phần|số|lần)(?!\w))(?=[^\W\d_])", re.IGNORECASE),
            read_one,
            (("mỗi xã có ít nhất một nhà văn hóa", Figure("count", 1.0, "nhà văn hóa", ">=")),),
            ("tiếp cận ít nhất một trong các dịch vụ", "một số xã"),
        ),
    ),
)

TIMES = register(
    "năm của chỉ tiêu",
    (
        Rule(
            "giai đoạn 2026 - 2030, từ năm 2027 đến năm 2029",
            re.compile(
                rf"(?<!\w)(?:giai\s+đoạn|từ|trong|các\s+{NAM}|{NAM})\s+(?:{NAM}\s+)?\(?(?P<first>{YEAR})\s*"
                rf"(?:{DASH}|{DEN})\s*(?:{NAM}\s+)?(?P<last>{YEAR})(?!\d)",
                re.IGNORECASE,
            ),
            read_years,
            (("Trong giai đoạn 2026 - 2030", (2026, 2030)), ("từ năm 2027 đến năm 2029", (2027, 2029))),
            ("“Chương trình giai đoạn 2021 - 2025”", "năm học 2025 - 2026"),
        ),
        Rule(
            "đến năm 2030, từ năm 2025 trở đi",
            re.compile(rf"(?<!\w){NAM}\s+(?P<year>{YEAR})(?!\d|\s?[–/-]\s?\d)(?P<on>\s+trở\s+đi)?", re.IGNORECASE),
            read_year,
            (("đến hết năm 2030", (2030, 2030)), ("từ năm 2025 trở đi", (2025, 2025))),
            ("các xã đã được công nhận trong năm 2024", "so với năm 2020", "từ năm 2020", "tăng hơn cùng kỳ năm 2024"),
        ),
        Rule(
            "trước ngày 31/12/2025, quý IV/2026",
            re.compile(
                rf"(?<!\w)(?:trước|đến|hết|trong|vào|xong|chậm\s+nhất)\s+[^.;:,()\d]{{0,25}}\d{{0,2}}/?[\dIV]{{1,3}}/"
                rf"(?P<year>{YEAR})(?P<on>(?!))?(?!\d)",
                re.IGNORECASE,
            ),
            read_year,
            (("trước ngày 31/12/2025", (2025, 2025)), ("trong quý IV/2026", (2026, 2026))),
            ("Quyết định ngày 31/12/2025",),
        ),
    ),
)


def targets(clean: str, root: Clause) -> tuple[Target, ...]:
    """The figures that the clauses under `root` set as goals, in the order of the text."""
    return tuple(sorted(_below(clean, root, False, None), key=lambda target: target.start))


def _below(clean: str, clause: Clause, headed: bool, inherited: Years | None) -> Iterator[Target]:
    """Targets of a clause and of all under it: `headed` where a heading above speaks of goals, with its years."""
    yield from _of_clause(clean, clause, headed, inherited)
    if clause.children and (span := _heading(clean, clause)):
        headed = headed or bool(_HEADED.search(clean, *span))
        times = _scan(clean, TIMES, _YEARS, *span)
        inherited = times[0].value if times else inherited
    for child in clause.children:
        yield from _below(clean, child, headed, inherited)


def _of_clause(clean: str, clause: Clause, headed: bool, inherited: Years | None) -> Iterator[Target]:
    for start, end in (*clause.paragraphs, *clause.after):
        times = _scan(clean, TIMES, _YEARS, start, end) if _YEAR.search(clean, start, end) else []
        figures = _scan(clean, FIGURES, _NUMBERS, start, end) if times or inherited else []
        opened = bool(times) and times[0].start - start <= 25
        for found in figures:
            segment = _segment(clean, found.start, start, end)
            years = _years(clean, found, times, segment) or inherited
            goal = headed or bool(_HEADED.search(clean, *segment))
            if years and (goal or clause.label and (opened or _told(clean, found, segment))):
                yield _target(clean, found, years, segment)


def _told(clean: str, found: Found[Figure], segment: Span) -> bool:
    """Whether a figure is asked for without the word for a goal: a share behind a verb or first, a count to come to."""
    before = clean[segment[0] : found.start]
    if found.value.measure == "percent":
        return bool(_GOAL.search(before)) or not before.strip()
    return bool(_COME_TO.search(before))


def _scan(clean: str, rules: Sequence[Rule[T]], begin: re.Pattern[str], start: int, end: int) -> list[Found[T]]:
    """What the rules read where they may begin; a paragraph with more such places than any ever had is noise."""
    places = [match.start() for match in islice(begin.finditer(clean, start, end), MOST)]
    return scan(clean, rules, Setting(), start, end, places) if places else []


def _heading(clean: str, clause: Clause) -> Span | None:
    """A clause's first paragraph, where it is a heading and not a long text."""
    if not clause.label or not clause.paragraphs:
        return None
    start, end = clause.paragraphs[0]
    return (start, end) if end - start < 200 or clean[end - 1] == ":" else None


def _segment(clean: str, place: int, start: int, end: int) -> Span:
    """The sentence, or part of one between semicolons, around a place; of a longer one what is near."""
    start, end = max(start, place - 600), min(end, place + 600)
    left = max((m.end() for m in _SEGMENT.finditer(clean, start, place)), default=start)
    right = _SEGMENT.search(clean, place, end)
    return left, right.start() if right else end


def _years(clean: str, found: Found[Figure], times: Sequence[Found[Years]], segment: Span) -> Years | None:
    """The years of a figure: those behind it in its clause, else those before it."""
    place = bisect_left(times, found.start, key=lambda time: time.start)
    leading = times[place - 1] if place else None
    later = times[place] if place < len(times) and times[place].start < segment[1] else None
    if leading and later and leading.start >= segment[0] and "," in clean[found.end : later.start]:
        return leading.value
    chosen = later or leading
    return chosen.value if chosen else None


def _target(clean: str, found: Found[Figure], years: Years, segment: Span) -> Target:
    figure, single = found.value, years[0] == years[1]
    yearly = _YEARLY.search(clean[segment[0] : found.start])
    return Target(
        measure=figure.measure,
        value=figure.value,
        of=figure.of,
        op=figure.op,
        start=found.start,
        end=found.end,
        year=years[0] if single else None,
        first=None if single else years[0],
        final=None if single else years[1],
        each="year" if yearly and not single else None,
        base="còn lại" if figure.of.endswith("còn lại") else None,
        rule=found.rule.name,
    )
