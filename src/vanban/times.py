"""How directives say by which day: before it, by it, on it, every month or year. Each rule reads one way of saying it.

The value of a rule is the contract's form of a deadline, with `named` for the day that `trước` names and excludes.
A day without a year has two readings in one value, `on` (the next such day after the issue) and `last` (month and
day, for what is due every year): `deadlines` takes the one that the words around it ask for.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from vanban import binding
from vanban.dates import (
    CUOI,
    DASH,
    DEN,
    HANG,
    HET,
    LEAP,
    NAM,
    NEXT_YEAR,
    NGAY,
    QUY,
    THANG,
    TRUOC,
    Moment,
    day_before,
    day_pattern,
    moment,
    month_day,
)
from vanban.rule import Rule, Setting

Value = dict[str, object]
"""A deadline's rule as the contract writes it, and what is needed to complete it."""

YEAR = r"(?:19|20)\d\d"
EVERY_YEAR = (
    rf"(?P<yearly>\s*[,(]?\s*(?:(?:của|vào|định\s+kỳ)\s+)?(?:{HANG}|mỗi)\s+{NAM}"
    rf"|\s+(?:của\s+)?{NAM}\s+(?:báo\s+cáo|đó|thực\s+hiện|kế\s+hoạch)|\s+cùng\s+{NAM}|\s+của\s+{NAM}(?!\s*\d|\w))"
)
NEXT = rf"(?:{NEXT_YEAR}|sau\s+liền\s+kề)"
SMALL = r"(?:\s*:?\s+(?:là|vào|đến|hết|trong|khoảng|cuối\s+ngày))*\s*:?\s+"
BY = (
    r"(?<!\w)(?:(?:chậm|muộn|trễ)\s+nhất|không\s+(?:quá|(?:muộn|chậm|trễ)\s+hơn)|hạn\s+(?:cuối|chót)(?:\s+cùng)?"
    rf"|(?:thời\s+)?hạn|{TRUOC}\s+khi\s+(?:kết\s+thúc|{HET})|{DEN}|{HET}|trong|vào|xong|hoàn\s+thành|kết\s+thúc){SMALL}"
)
BEFORE = rf"(?<!\w){TRUOC}\s+(?:(?:thời\s+điểm|mốc|hạn)\s+)?"
HOUR = r"\d{1,2}\s?(?:giờ|h|g)(?:\s?\d{2})?(?:\s?(?:phút|'|’|′))?(?:\s?(?:sáng|trưa|chiều))?,?\s+(?:của\s+)?"


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of these modules: capitals count as small letters."""
    return re.compile(pattern, re.IGNORECASE)


def ending(found: Moment, setting: Setting, exclusive: bool = False) -> Value | None:
    """The last day of a moment, or the day before it where `trước` excludes it."""
    year = found.settled(setting.issued)
    value: Value = {}
    if found.year is None:
        place = found.first if exclusive else found.last
        value["last"] = month_day(*(day_before(*place) if exclusive else place))
        if exclusive:
            value["named"] = month_day(*place)
    elif year is None:
        return None
    if year is not None and exclusive:
        value["on"] = (found.start(year) - timedelta(days=1)).isoformat()
        value["named"] = value.get("named") or found.start(year).isoformat()
    elif year is not None:
        value["on"] = found.end(year).isoformat()
    if found.unit == "year":
        value.pop("last", None)
    return value if "on" in value or "last" in value else None


def yearly(found: Moment, exclusive: bool = False) -> Value | None:
    """A day of every year: the last of the moment, or the day before it."""
    if found.year is not None or found.unit == "year":
        return None
    place = found.first if exclusive else found.last
    value: Value = {"every": "year", "last": month_day(*(day_before(*place) if exclusive else place))}
    return {**value, "named": month_day(*place)} if exclusive else value


def read_before(match: re.Match[str], setting: Setting) -> Value | None:
    found = moment(match, "0")
    return ending(found, setting, exclusive=True) if found else None


def read_before_yearly(match: re.Match[str], setting: Setting) -> Value | None:
    found = moment(match, "0")
    return yearly(found, exclusive=True) if found else None


def read_by_hour(match: re.Match[str], setting: Setting) -> Value | None:
    found = moment(match, "0")
    return ending(found, setting) if found else None


def read_by_day(match: re.Match[str], setting: Setting) -> Value | None:
    """A small day needs `ngày`, `tháng` or a year beside it: `đến 1/3` may be a fraction."""
    found = moment(match, "0")
    plain = not (match["ngay0"] or match["thang0"] or match["y0"]) and int(match["d0"]) <= 12
    if found is None or plain or binding.recapped(match.string, match.start()):
        return None
    return ending(found, setting)


def read_by_day_yearly(match: re.Match[str], setting: Setting) -> Value | None:
    found = moment(match, "0")
    if found is None or binding.recapped(match.string, match.start()):
        return None
    return yearly(found)


_FROM = compiled(rf"(?<!\w)từ\s+(?:{NGAY}\s+)?$")
_OTHER_DAY = compiled(r"(?<!\w)(?:từ|của|số|ký|hành|lực)\s+$|[\d,()]\s*$")


def read_alone(match: re.Match[str], setting: Setting) -> Value | None:
    """A time that stands alone: after `Thời gian ...:`, in a table's cell; a month or quarter also in brackets.

    A first day only (`từ 01/7/2025`) is no deadline.
    """
    found, text, start, end = moment(match, "0"), match.string, match.start(), match.end()
    if found is None or _FROM.search(binding.before(text, start)):
        return None
    alone = binding.labelled(text, start) or binding.in_cell(text, start, end)
    bracketed = found.unit in {"month", "quarter"} and binding.in_brackets(text, start, end)
    return ending(found, setting) if alone or bracketed else None


def read_bare_day(match: re.Match[str], setting: Setting) -> Value | None:
    """A full date after a colon; `weak` where a verb alone goes before it: it counts beside another one."""
    found, words = moment(match, "0"), binding.before(match.string, match.start())
    if found is None or found.year is None or setting.issued is None or not match["ngay0"]:
        return None
    if found.end(found.year) < setting.issued or binding.recapped(match.string, match.start()):
        return None
    value = ending(found, setting)
    if re.search(r":\s*$", words):
        return value
    if _OTHER_DAY.search(words) or value is None or binding.opens_item(match.string, match.start()):
        return None
    return {**value, "weak": True}


def read_several(match: re.Match[str], setting: Setting) -> Value | None:
    """Several days in one breath: `trước ngày 15/6 và 15/12`; in a line of time or a cell without `trước` too."""
    text, start, exclusive = match.string, match.start(), bool(match["before"])
    if not (exclusive or match["by"] or binding.labelled(text, start) or binding.in_cell(text, start, match.end())):
        return None
    readings = []
    for found in [moment(match, tag) for tag in "0123" if match[f"d{tag}"]]:
        value = None
        if found:
            value = yearly(found, exclusive) if match["yearly"] else ending(found, setting, exclusive)
        readings.append(value)
    return {"days": readings} if all(readings) else None


def last_of_day(match: re.Match[str], exclusive: bool) -> str | None:
    """Day of the month as the contract writes it: `24` for `trước ngày 25`, `31` for `trước ngày 01`."""
    day = int(match["day"]) - exclusive
    return f"{day or 31:02d}" if 0 <= day <= 31 and int(match["day"]) else None


def read_day_of_period(match: re.Match[str], setting: Setting) -> Value | None:
    """A day of each month, or of the last month of a quarter or half-year; alone it needs a period named before it."""
    groups = match.groupdict()
    last = last_of_day(match, exclusive=groups.get("before") is not None)
    every = next((unit for unit in ("month", "quarter", "half") if groups.get(unit)), None)
    if last is None or not (every or groups.get("before") or groups.get("by")):
        return None
    value: Value = {"last": last}
    if groups.get("before"):
        value["named"] = f"{int(match['day']):02d}"
    if groups.get("each"):
        value["each"] = True
    return {"every": "half-year" if every == "half" else every, **value} if every else value


def read_day_after_quarter(match: re.Match[str], setting: Setting) -> Value | None:
    """A day of the first month after each quarter: four days a year, each written as such."""
    day = int(match["day"])
    if not 2 <= day <= 31:
        return None
    named = [date(LEAP, month, day) for month in (1, 4, 7, 10) if day < 31 or month in (1, 7, 10)]
    lasts = [month_day(*(day_before(d.month, d.day) if match["before"] else (d.month, d.day))) for d in named]
    return {"days": [{"every": "quarter", "last": last} for last in lasts]}


_IN_MONTH = (
    rf"{NGAY}\s+(?P<day>\d{{1,2}})(?!\s*[/.\-]\s*\d|\d|\s+{THANG}\s+\d)"
    rf"(?:(?P<month>\s*[,(]?\s*(?:của\s+)?(?:{HANG}|mỗi)\s+{THANG}"
    rf"|\s+(?:của\s+)?{THANG}\s+(?:{NEXT}|sau\s+{THANG}|báo\s+cáo|đó))"
    rf"|(?P<quarter>\s+(?:của\s+)?(?:{THANG}\s+)?{CUOI}(?:\s+cùng)?\s+(?:của\s+)?(?:{HANG}\s+|mỗi\s+|các\s+)?{QUY})"
    rf"|(?P<half>\s+(?:của\s+)?{THANG}\s+{CUOI}(?:\s+cùng)?\s+(?:của\s+)?0?6\s+{THANG})"
    rf"|(?P<each>\s+(?:của\s+)?{THANG}\s+{CUOI}(?:\s+cùng)?\s+(?:của\s+)?(?:mỗi\s+|từng\s+)?kỳ(?:\s+báo\s+cáo)?))"
)

DAYS: tuple[Rule[Value], ...] = (
    Rule(
        "trước ngày ... hằng năm",
        compiled(rf"{BEFORE}(?:{HOUR})?{day_pattern('0')}{EVERY_YEAR}"),
        read_before_yearly,
        (
            ("gửi trước ngày 20/11 hằng năm", {"every": "year", "last": "11-19", "named": "11-20"}),
            ("trước ngày 01 tháng 3 hàng năm", {"every": "year", "last": "02-29", "named": "03-01"}),
            ("trước ngày 05/01 của năm báo cáo", {"every": "year", "last": "01-04", "named": "01-05"}),
        ),
        ("trước ngày 30/02 hằng năm", "từ ngày 20/11 hằng năm", "trước ngày 20/11/2025"),
    ),
    Rule(
        "trước ngày ...",
        compiled(rf"{BEFORE}(?!{HOUR}){day_pattern('0')}"),
        read_before,
        (
            ("báo cáo trước ngày 01/12/2025", {"on": "2025-11-30", "named": "2025-12-01"}),
            ("trước ngày 01 tháng 3 năm 2028", {"on": "2028-02-29", "named": "2028-03-01"}),
            ("truớc ngày 15-4-2025", {"on": "2025-04-14", "named": "2025-04-15"}),
            ("xong trước 22/11/25", {"on": "2025-11-21", "named": "2025-11-22"}),
            ("trước ngày 05/6", {"on": "2025-06-04", "last": "06-04", "named": "06-05"}),
            ("trước ngày 31/01 năm sau", {"on": "2026-01-30", "last": "01-30", "named": "01-31"}),
        ),
        (
            "Quyết định số 15/QĐ-UBND ngày 12/9/2016",
            "trước ngày 31/11/2025",
            "trước ngày 30/11 năm trước",
            "trước pháp luật",
        ),
    ),
    Rule(
        "trước ... giờ ngày ...",
        compiled(rf"{BEFORE}{HOUR}{day_pattern('0')}"),
        read_by_hour,
        (
            ("gửi trước 17 giờ 00 ngày 20/3/2025", {"on": "2025-03-20"}),
            ("trước 16h30, thứ Sáu, ngày 21/3/2025", {"on": "2025-03-21"}),
        ),
        ("trước 17 giờ hằng ngày", "trước ngày 20/3/2025"),
    ),
    Rule(
        "trước các ngày ..., ... và ...",
        compiled(
            rf"(?:(?P<before>{BEFORE})|(?P<by>{BY}))?(?<!\w)(?:các\s+)?{day_pattern('0')}"
            + "".join(
                rf"(?:\s*(?:,|;|và|và\s+{TRUOC}|hoặc)\s+(?:{TRUOC}\s+)?{day_pattern(tag)}){mark}"
                for tag, mark in (("1", ""), ("2", "?"), ("3", "?"))
            )
            + f"{EVERY_YEAR}?"
        ),
        read_several,
        (
            (
                "| Sở Y tế | 30/6 và 30/12 hằng năm |",
                {"days": [{"every": "year", "last": "06-30"}, {"every": "year", "last": "12-30"}]},
            ),
            (
                "trước ngày 15/6 và ngày 15/12 hằng năm",
                {
                    "days": [
                        {"every": "year", "last": "06-14", "named": "06-15"},
                        {"every": "year", "last": "12-14", "named": "12-15"},
                    ]
                },
            ),
        ),
        ("trước ngày 15/6 và báo cáo năm trước ngày 15/12", "trước ngày 15/6 và 31/02", "họp ngày 15/6 và 16/6"),
    ),
    Rule(
        "chậm nhất, đến, trong, vào ngày ... hằng năm",
        compiled(rf"(?:{BY}|[:|]\s*){day_pattern('0')}{EVERY_YEAR}"),
        read_by_day_yearly,
        (
            ("chậm nhất ngày 20/11 hằng năm", {"every": "year", "last": "11-20"}),
            ("Thời gian gửi: ngày 15 tháng 12 hằng năm", {"every": "year", "last": "12-15"}),
            ("| Thanh tra tỉnh | 30/9 hằng năm |", {"every": "year", "last": "09-30"}),
        ),
        ("tính đến ngày 31/12 hằng năm", "hưởng ứng Ngày hội 19/8 hằng năm"),
    ),
    Rule(
        "chậm nhất, đến, trong, vào ngày ...",
        compiled(rf"{BY}(?:{HOUR})?{day_pattern('0')}"),
        read_by_day,
        (
            ("chậm nhất là ngày 15/4/2025", {"on": "2025-04-15"}),
            ("hoàn thành chậm nhất vào ngày 30 tháng 6", {"on": "2025-06-30", "last": "06-30"}),
            ("thực hiện đến hết ngày 31/12/2025", {"on": "2025-12-31"}),
            ("tổ chức vào ngày 26 tháng 11 năm nay", {"on": "2025-11-26", "last": "11-26"}),
            ("không muộn hơn ngày 05/5/2025", {"on": "2025-05-05"}),
            ("Hạn chót: 20/6/2025", {"on": "2025-06-20"}),
        ),
        (
            "số liệu tính đến ngày 31/5/2025",
            "có hiệu lực từ ngày 01/7/2025",
            "kể từ ngày 01/7/2025",
            "đạt đến 1/3 số hộ",
            "đến ngày 30/02/2026",
        ),
    ),
    Rule(
        "ngày ... (sau dấu hai chấm, trong dòng thời gian hoặc ô của bảng)",
        compiled(rf"(?<![\w/.,-]){day_pattern('0')}"),
        lambda match, setting: read_alone(match, setting) or read_bare_day(match, setting),
        (
            ("Thời gian thực hiện: 15/6/2025.", {"on": "2025-06-15"}),
            ("Khai mạc hội thi: Ngày 12/5/2025 (thứ Hai)", {"on": "2025-05-12"}),
            ("| Lập danh sách | Phòng Nội vụ | 30/9/2025 |", {"on": "2025-09-30"}),
        ),
        (
            "Kế hoạch số 20/KH-UBND ngày 10/01/2025",
            "Luật Đất đai ngày 18/01/2024",
            "kỷ niệm 80 năm ngày 02/9/2025",
            "từ ngày 01/7/2025",
        ),
    ),
    Rule(
        "ngày ... hằng tháng, ngày ... của tháng cuối quý",
        compiled(rf"(?:(?P<before>{BEFORE})|(?P<by>{BY}))?{_IN_MONTH}"),
        read_day_of_period,
        (
            ("trước ngày 25 hằng tháng", {"every": "month", "last": "24", "named": "25"}),
            ("chậm nhất ngày 20 hàng tháng", {"every": "month", "last": "20"}),
            ("trước ngày 05 của tháng sau", {"every": "month", "last": "04", "named": "05"}),
            ("trước ngày 15 của tháng cuối quý", {"every": "quarter", "last": "14", "named": "15"}),
            ("trước ngày 01 hằng tháng", {"every": "month", "last": "31", "named": "01"}),
            ("chậm nhất ngày 20 của tháng cuối kỳ báo cáo", {"last": "20", "each": True}),
        ),
        ("trước ngày 25 tháng 12", "trong 15 ngày hằng tháng", "Ngày 32 hằng tháng"),
    ),
    Rule(
        "ngày ... tháng đầu của quý sau",
        compiled(
            rf"(?:(?P<before>{BEFORE})|{BY}){NGAY}\s+(?P<day>\d{{1,2}})\s+(?:của\s+)?{THANG}\s+đầu(?:\s+tiên)?\s+"
            rf"(?:của\s+)?{QUY}\s+{NEXT}"
        ),
        read_day_after_quarter,
        (
            (
                "trước ngày 05 tháng đầu quý sau",
                {"days": [{"every": "quarter", "last": f"{month:02d}-04"} for month in (1, 4, 7, 10)]},
            ),
        ),
        ("trước ngày 05 tháng cuối quý", "ngày 05 tháng đầu quý này"),
    ),
    Rule(
        "từ ngày ... đến ngày ... hằng tháng",
        compiled(
            rf"(?:từ\s+)?{NGAY}\s+\d{{1,2}}\s*(?:{DEN}(?:\s+{HET})?|{DASH})\s*(?:{NGAY}\s+)?(?P<day>\d{{1,2}})"
            rf"(?P<month>\s*[,(]?\s*(?:của\s+)?(?:{HANG}|mỗi)\s+{THANG})(?P<by>)"
        ),
        read_day_of_period,
        (("từ ngày 01 đến ngày 05 hằng tháng", {"every": "month", "last": "05"}),),
        ("từ ngày 01 đến ngày 05/6", "từ ngày 20 đến ngày 32 hằng tháng"),
    ),
    Rule(
        "từ ngày ... đến ngày ... hằng năm",
        compiled(rf"(?<!\w)từ\s+{day_pattern('1')}\s*(?:{DEN}(?:\s+{HET})?|{DASH})\s*{day_pattern('0')}{EVERY_YEAR}"),
        read_by_day_yearly,
        (("từ ngày 01/11 đến ngày 30/11 hằng năm", {"every": "year", "last": "11-30"}),),
        ("số liệu tính từ ngày 01/11 đến ngày 31/10 hằng năm", "từ ngày 01/11 đến ngày 30/11/2025"),
    ),
    Rule(
        "trước, chậm nhất ngày ... (không ghi tháng)",
        compiled(
            rf"(?:(?P<before>{BEFORE})|(?P<by>{BY})){NGAY}\s+(?P<day>\d{{1,2}})(?![\d/.\-]|\s+{THANG}|\s*[/-]\s*\d)"
        ),
        read_day_of_period,
        (("(trước ngày 25)", {"last": "24", "named": "25"}), ("chậm nhất ngày 20,", {"last": "20"})),
        ("trong 25 ngày", "trước ngày 25/12"),
    ),
)
