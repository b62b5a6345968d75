"""How directives say that something comes back, and how they count days from an event.

A period (`{"every": unit}`) that only describes a thing carries `describes`: it binds nobody unless a day goes with it.
"""

from __future__ import annotations

import re

from vanban import binding
from vanban.dates import CUOI, HANG, NAM, QUY, THANG, day_pattern, moment
from vanban.rule import Rule, Setting
from vanban.times import BEFORE, BY, EVERY_YEAR, Value, compiled, last_of_day, yearly

UNITS = (
    ("half-year", rf"(?:0?6|sáu)\s+{THANG}(?!\s+(?:đầu|{CUOI})\s+{NAM})|nửa\s+{NAM}"),
    ("quarter", rf"{QUY}(?!\s*(?:[IVl]+\b|\d))|(?:0?3|ba)\s+{THANG}(?!\s+(?:đầu|{CUOI}))"),
    ("year", rf"(?:(?:0?1|một|cả)\s+|(?<!\d\s)){NAM}(?!\s*\d|\s+(?:học|nay|ngoái|tới|sau))|12\s+{THANG}"),
    ("month", rf"(?:(?:0?1|một)\s+|(?<!\d\s)){THANG}(?!\s*\d|\s+(?:{CUOI}|đầu|hành|thanh))"),
)
HEAD = rf"(?:định\s+kỳ(?:\s+(?:theo|vào|là))?\s+(?:(?:{HANG}|mỗi|từng)\s+)?|(?:{HANG}|mỗi)\s+)"
REPORT = r"báo\s+cáo(?:\s+(?:định\s+kỳ|kết\s+quả|tình\s+hình|sơ\s+kết|tổng\s+kết|công\s+tác))*\s+"
SEPARATOR = r"\s*(?:,|;|/|và|hoặc)\s*"


def unit_pattern(tag: str) -> str:
    """A period's unit; the group that matched is named for it (`half_year`, `quarter`, `year`, `month`)."""
    return "(?:" + "|".join(f"(?P<{name.replace('-', '_')}{tag}>{words})" for name, words in UNITS) + r")(?!\w)"


def unit_of(match: re.Match[str], tag: str) -> str:
    """Which unit a match of `unit_pattern` names."""
    return next(name for name, _ in UNITS if match[f"{name.replace('-', '_')}{tag}"])


_BARE = "(?:" + "|".join(words for _, words in UNITS) + ")"
_LIST_BEFORE = compiled(rf"(?:{HEAD}|{REPORT}){_BARE}(?:{SEPARATOR}(?:{HANG}\s+|mỗi\s+)?{_BARE}){{0,3}}{SEPARATOR}$")
_LIST_AFTER = compiled(rf"{SEPARATOR}(?:{HANG}\s+|mỗi\s+)?{_BARE}(?!\w)")


def read_period(match: re.Match[str], setting: Setting) -> Value | None:
    every, text, start = unit_of(match, "0"), match.string, match.start()
    if re.match(rf"\s+(?:{HANG}|mỗi)\s", text[match.end() : match.end() + 8], re.IGNORECASE):
        return None
    regular = match.group().lower().startswith("định")
    described = not regular and not binding.labelled(text, start) and binding.described(text, start, match.end())
    return {"every": every, "describes": True} if described else {"every": every}


def read_listed_period(match: re.Match[str], setting: Setting) -> Value | None:
    """The further units of `định kỳ hằng quý, 6 tháng, năm`."""
    before = match.string[max(0, match.start() - 90) : match.start()]
    return {"every": unit_of(match, "0")} if _LIST_BEFORE.search(before) else None


def read_reported_period(match: re.Match[str], setting: Setting) -> Value | None:
    return {"every": unit_of(match, "0")} if _LIST_AFTER.match(match.string, match.end()) else None


def read_frequency(match: re.Match[str], setting: Setting) -> Value | None:
    """So many times in a unit; twice a year is every half-year, four times every quarter."""
    times, unit = match["times"] or "1", unit_of(match, "0")
    count = {"một": 1, "hai": 2}.get(times.lower()) or int(times)
    often = {("year", 2): "half-year", ("year", 4): "quarter"}
    return {"every": unit} if count == 1 else {"every": often[unit, count]} if (unit, count) in often else None


def read_period_and_day(match: re.Match[str], setting: Setting) -> Value | None:
    """A unit with its day right behind it; not where more days follow, which several units then share out."""
    return None if _MORE_DAYS.match(match.string, match.end()) else read_day_for_period(match, setting)


def read_day_for_period(match: re.Match[str], setting: Setting) -> Value | None:
    every, exclusive = unit_of(match, "0"), match["before"] is not None
    if match["day"]:
        last = last_of_day(match, exclusive)
        value: Value | None = {"last": last} if last and every != "year" else None
        if value and exclusive:
            value["named"] = f"{int(match['day']):02d}"
    else:
        found = moment(match, "1")
        value = yearly(found, exclusive) if found else None
    return value and {**value, "every": every}


def read_onwards(match: re.Match[str], setting: Setting) -> Value | None:
    """A first year. Alone it is no deadline (in a line of time it is a yearly duty from then on)."""
    year = int(match["first"])
    opened = binding.labelled(match.string, match.start()) or binding.in_cell(match.string, match.start(), match.end())
    return {"every": "year", "from": year} if opened and match["on"] else {"from": year}


def read_year_and_following(match: re.Match[str], setting: Setting) -> Value | None:
    text, start = match.string, match.start()
    if binding.quoted(text, start) or binding.titled(text, start):
        return None
    return {"every": "year", "from": int(match["first"])}


def read_within(match: re.Match[str], setting: Setting) -> Value | None:
    """Days counted from an event; without one only where the words say that it is a limit, not how long it lasts."""
    after = (match["after"] or "").strip()
    limit = re.match(
        r"(?:trong\s+)?thời\s+hạn|không\s+quá|(?:chậm|muộn)\s+nhất|trong\s+(?:vòng|thời\s+gian)\s+không",
        match[0],
        re.IGNORECASE,
    )
    count = int(match["n"])
    if not count or not (after or limit and not match[0].lower().startswith("sau")):
        return None
    unit = "month" if match["unit"].lower().startswith("th") else "working-day" if match["work"] else "day"
    return {"within": count, "unit": unit, **({"after": after} if after else {})}


_MORE_DAYS = compiled(rf"\s*(?:,|;|và)\s*(?:{BEFORE})?(?:ng[àảáã]y\s+)?\d{{1,2}}(?:/|\s+{THANG})")
_TO_DAY = (
    rf"(?:\s+(?:đầu|{CUOI})\s+{NAM})?\s*[(:;,–-]?\s*"
    r"(?:(?:gửi|nộp|báo\s+cáo|hoàn\s+thành|thời\s+gian|gửi\s+báo\s+cáo|thực\s+hiện|xong)\s*[:,]?\s*){0,2}"
)
_HALF_OF_YEAR = rf"(?:0?6|sáu)\s+{THANG}(?=\s+(?:đầu|{CUOI})\s+{NAM})"
_UNIT_WITH_DAY = (
    unit_pattern("0")
    .replace("(?P<half_year0>", f"(?P<half_year0>{_HALF_OF_YEAR}|", 1)
    .replace("(?P<year0>", rf"(?P<year0>(?:0?9|chín)\s+{THANG}|", 1)
)
_FOR = r"\s*\(?\s*(?:(?:đối\s+với|cho|là|nếu\s+là)\s+)?(?:(?:báo\s+cáo|kỳ|số\s+liệu|định\s+kỳ|kết\s+quả)\s+){0,3}"

RECURRENCES: tuple[Rule[Value], ...] = (
    Rule(
        "6 tháng (trước ngày ...), năm (trước ngày ...)",
        compiled(
            rf"(?<![\w/])(?:{HEAD})?{_UNIT_WITH_DAY}{_TO_DAY}(?:(?P<before>{BEFORE})|{BY})(?:{day_pattern('1')}"
            rf"|ng[àảáã]y\s+(?P<day>\d{{1,2}})(?!\s*[/.\-]\s*\d|\d|\s+{THANG}\s+\d))(?:{EVERY_YEAR})?"
        ),
        read_period_and_day,
        (
            ("báo cáo 6 tháng (trước 10/6)", {"every": "half-year", "last": "06-09", "named": "06-10"}),
            ("định kỳ hằng năm (gửi trước ngày 25/11)", {"every": "year", "last": "11-24", "named": "11-25"}),
            ("06 tháng đầu năm trước ngày 20/6", {"every": "half-year", "last": "06-19", "named": "06-20"}),
            ("hằng tháng (chậm nhất ngày 20)", {"every": "month", "last": "20"}),
            ("cả năm: trước ngày 05 tháng 12 hằng năm", {"every": "year", "last": "12-04", "named": "12-05"}),
        ),
        (
            "6 tháng, năm (trước ngày 15/6 và 15/12)",
            "báo cáo năm 2025 trước ngày 15/12/2025",
            "kế hoạch 5 năm trước ngày 15/12",
        ),
    ),
    Rule(
        "trước ngày ... (đối với báo cáo 6 tháng)",
        compiled(
            rf"(?:(?P<before>{BEFORE})|{BY}){day_pattern('1')}(?P<day>(?!))?(?:{EVERY_YEAR})?"
            rf"(?=\s*\(|\s+(?:đối\s+với|cho)\s){_FOR}{unit_pattern('0')}(?:\s+(?:đầu|{CUOI})\s+{NAM})?\)?"
        ),
        read_day_for_period,
        (
            ("trước ngày 15/6 (đối với báo cáo 6 tháng)", {"every": "half-year", "last": "06-14", "named": "06-15"}),
            ("trước ngày 05 tháng 12 đối với báo cáo năm", {"every": "year", "last": "12-04", "named": "12-05"}),
        ),
        ("trước ngày 15/6/2025 (báo cáo 6 tháng)", "trước ngày 15/6 (gửi kèm danh sách)"),
    ),
    Rule(
        "định kỳ ..., hằng tháng, hằng quý, hằng năm",
        compiled(rf"(?<!\w){HEAD}{unit_pattern('0')}"),
        read_period,
        (
            ("Hằng năm tổ chức diễn tập", {"every": "year"}),
            ("định kỳ 6 tháng báo cáo", {"every": "half-year"}),
            ("Phối hợp với Đoàn Thanh niên hàng quý rà soát", {"every": "quarter"}),
            ("định kỳ hảng tháng", {"every": "month"}),
            ("xây dựng kế hoạch kiểm tra hằng năm", {"every": "year", "describes": True}),
            ("bố trí trong dự toán ngân sách hàng năm", {"every": "year", "describes": True}),
            ("tổng kết phong trào hằng năm", {"every": "year"}),
        ),
        ("kinh phí thường xuyên", "hằng tuần giao ban", "hàng ngày", "định kỳ sơ kết", "hàng hóa"),
    ),
    Rule(
        "định kỳ hằng quý, 6 tháng, năm",
        compiled(rf"(?<!\w)(?:{HANG}\s+|mỗi\s+)?{unit_pattern('0')}"),
        read_listed_period,
        (("định kỳ hằng quý, 6 tháng", {"every": "half-year"}), ("báo cáo quý, năm", {"every": "year"})),
        ("kế hoạch quý, năm", "các tháng, năm"),
    ),
    Rule(
        "báo cáo 6 tháng, năm",
        compiled(rf"(?<!\w){REPORT}{unit_pattern('0')}"),
        read_reported_period,
        (("báo cáo 6 tháng, cả năm", {"every": "half-year"}), ("báo cáo tháng, quý", {"every": "month"})),
        ("báo cáo năm 2025", "báo cáo 6 tháng đầu năm", "báo cáo tháng"),
    ),
    Rule(
        "2 lần/năm",
        compiled(rf"(?<!\w)(?P<times>0?[124]|một|hai)\s+lần\s*(?:/\s*|trong\s+|mỗi\s+){unit_pattern('0')}"),
        read_frequency,
        (("tổ chức 02 lần/năm", {"every": "half-year"}), ("họp 1 lần/quý", {"every": "quarter"})),
        ("3 lần/tuần", "01 lần trong 5 năm"),
    ),
    Rule(
        "06 tháng/lần, mỗi năm một lần",
        compiled(
            rf"(?<!\w)(?:{HEAD})?{unit_pattern('0')}\s*(?:/\s*lần"
            r"|(?:ít\s+nhất\s+|tối\s+thiểu\s+|tổ\s+chức\s+)?(?P<times>0?[124]|một|hai)\s+lần)"
        ),
        read_frequency,
        (
            ("kiểm tra 06 tháng/lần", {"every": "half-year"}),
            ("năm một lần", {"every": "year"}),
            ("định kỳ mỗi năm ít nhất 02 lần", {"every": "half-year"}),
        ),
        ("5 năm một lần", "năm 2025 lần đầu"),
    ),
    Rule(
        "từ năm 2027 trở đi",
        compiled(
            rf"(?<!\w)(?:kể\s+)?từ\s+(?:{NAM}\s+)(?P<first>(?:19|20)\d\d)(?P<on>\s+trở\s+(?:đi|về\s+sau|lên))?(?![\d/]|\s*[-–—]\s*\d|\s+đến)"
        ),
        read_onwards,
        (("(từ năm 2027 trở đi)", {"from": 2027}), ("Thời gian: Từ năm 2026 trở đi", {"every": "year", "from": 2026})),
        ("từ năm 2027 đến năm 2029", "từ 01/7/2025"),
    ),
    Rule(
        "năm 2025 và các năm tiếp theo",
        compiled(
            rf"(?:từ\s+)?{NAM}\s+(?P<first>(?:19|20)\d\d)(?:,\s*(?:19|20)\d\d)?\s*(?:,|và)\s+(?:những|các)\s+{NAM}\s+"
            r"(?:tiếp\s+theo|sau|kế\s+tiếp|tới)"
        ),
        read_year_and_following,
        (("thực hiện trong năm 2025 và các năm tiếp theo", {"every": "year", "from": 2025}),),
        ("năm 2025 và các nhiệm vụ tiếp theo", "giai đoạn 2025 - 2027 và những năm tiếp theo"),
    ),
    Rule(
        "trong thời hạn ... ngày kể từ ...",
        compiled(
            r"(?<!\w)(?:(?:trong\s+)?(?:thời\s+(?:hạn|gian)|vòng)|trong|(?:chậm|muộn)\s+nhất|không\s+quá|tối\s+đa|sau)"
            r"(?:\s+(?:là|sau|không\s+quá|tối\s+đa|trong|(?:chậm|muộn)\s+nhất|thời\s+hạn|vòng))*\s*:?\s+"
            r"(?P<n>\d{1,3})\s*(?:\([^()\n]{1,30}\)\s*)?(?P<unit>ngày|tháng)(?!\s+(?:làm\s+việc\s+)?(?:đầu|cuối|trước|\d))(?P<work>\s+làm\s+việc)?"
            r"(?:,?\s+(?:kể\s+từ|từ|sau)\s+(?:khi\s+|lúc\s+)?(?P<after>[^.;:,\n()]{2,80}))?"
        ),
        read_within,
        (
            (
                "trong thời hạn 30 ngày kể từ ngày ký ban hành",
                {"within": 30, "unit": "day", "after": "ngày ký ban hành"},
            ),
            ("sau 05 ngày làm việc kể từ khi nhận hồ sơ", {"within": 5, "unit": "working-day", "after": "nhận hồ sơ"}),
            (
                "chậm nhất sau 02 tháng kể từ ngày kết thúc đợt thi",
                {"within": 2, "unit": "month", "after": "ngày kết thúc đợt thi"},
            ),
            ("không quá 10 (mười) ngày làm việc", {"within": 10, "unit": "working-day"}),
        ),
        (
            "chậm nhất 05 ngày trước khi tổ chức",
            "tập huấn trong 03 ngày",
            "trong 6 tháng đầu năm",
            "trong thời hạn 24 giờ",
            "trong 00 ngày kể từ ngày ký",
        ),
    ),
)
