"""How directives say from when to when, and which data a report covers.

Values are those of `times`; a span is `{"from": day, "to": day}`, with `years` where it is one of whole years.
`window` marks the data a report covers (`mốc số liệu`): no deadline, but read so that nothing else
reads it as one.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

from vanban import binding
from vanban.dates import (
    DASH,
    DEN,
    HANG,
    HET,
    LEAP,
    NAM,
    NGAY,
    QUY,
    THANG,
    TRUOC,
    Moment,
    day_pattern,
    moment,
    moment_pattern,
    month_day,
    quarter_number,
)
from vanban.rule import Rule, Setting
from vanban.times import (
    BEFORE,
    BY,
    YEAR,
    Value,
    compiled,
    ending,
)

UNTIL = rf"\s*(?:{DEN}(?:\s+{HET})?|{DASH})\s*"
TAIL_OF_YEARS = rf"(?:\s*(?:,|và)\s+(?:những|các)\s+{NAM}\s+(?:tiếp\s+theo|sau|kế\s+tiếp))?"


def span(first: date, last: date) -> Value | None:
    """From a day to a day; None where it would run backwards."""
    return {"from": first.isoformat(), "to": last.isoformat()} if first <= last else None


def read_years(match: re.Match[str], setting: Setting) -> Value | None:
    """Whole years, as the time of doing: not in a title, not of a plan, not of what was achieved."""
    text, start, first, last = match.string, match.start(), int(match["first"]), int(match["last"])
    alone = binding.labelled(text, start) or binding.in_cell(text, start, match.end())
    listed = match["list"] and not re.search(rf"{NAM}$", match["named"] or "", re.IGNORECASE)
    if not first < last <= first + 60 or not (alone or (match["named"] or match["from"]) and not listed):
        return None
    inside = (match.groupdict().get("in") or "").strip()
    if binding.quoted(text, start) or binding.recapped(text, start):
        return None
    if not (alone or inside) and (binding.titled(text, start) or binding.planned(text, start)):
        return None
    if not (alone or inside) and binding.achieved(text, start):
        return None
    value = span(date(first, 1, 1), date(last, 12, 31))
    return value and {**value, "years": [first, last]}


def read_from_to(match: re.Match[str], setting: Setting) -> Value | None:
    """From a moment to a moment: a year named once serves both; one named nowhere is settled by the last day."""
    first, last = moment(match, "0"), moment(match, "1")
    year = last.settled(setting.issued) if last else None
    if first is None or last is None or year is None or binding.quoted(match.string, match.start()):
        return None
    if re.search(r"(?:số\s+liệu|tính|mốc)\W*$", binding.before(match.string, match.start()), re.IGNORECASE):
        return None
    if first.unit == last.unit == "year":
        return None
    begin = first.year or (year if first.first[0] <= last.last[0] else year - 1)
    if not first.exists(begin):
        return None
    ends = last.end(year)
    if (match.groupdict().get("closing") or "").lower().startswith("tr"):
        ends -= timedelta(days=1)
    return span(first.start(begin), ends)


def read_days_of_month(match: re.Match[str], setting: Setting) -> Value | None:
    """`từ ngày 20 đến ngày 22/3/2026`: the first day shares month and year with the last."""
    last = moment(match, "1")
    year = last.settled(setting.issued) if last else None
    if last is None or year is None or not 1 <= int(match["begin"]) <= last.last[1]:
        return None
    return span(date(year, last.last[0], int(match["begin"])), last.end(year))


def read_until(match: re.Match[str], setting: Setting) -> Value | None:
    found = moment(match, "0")
    if found is None or binding.quoted(match.string, match.start()):
        return None
    value = ending(found, setting)
    return value if value and "on" in value else None


def read_list(match: re.Match[str], setting: Setting) -> Value | None:
    """`Quý I, II/2026` is due by the end of the last; `Quý II, IV/2026` twice; `Quý II - Quý IV/2026` is a span."""
    quarters, between = bool(match["quarters"]), match["more"] or ""
    words = [match["start"], *_NUMBER.findall(between), match["final"]]
    parts = [_part(one, quarters, match["year"]) for one in words]
    if not (match["by"] or _stands(match)) or binding.recapped(match.string, match.start()):
        return None
    found = [part for part in parts if part]
    year = found[-1].settled(setting.issued) if len(found) == len(parts) else None
    if year is None or any(one.first[0] >= two.first[0] for one, two in pairwise(found)):
        return None
    if re.fullmatch(rf"\s*(?:{DASH}|{DEN})\s*", match["to"]):
        return span(found[0].start(year), found[-1].end(year))
    if all(one.last[0] + 1 == two.first[0] for one, two in pairwise(found)):
        return ending(found[-1], setting)
    return {"days": [{"on": one.end(year).isoformat()} for one in found]}


def _part(words: str, quarters: bool, year: str | None) -> Moment | None:
    number = (quarter_number(words) or 0) if quarters else int(words) if words.isdigit() else 0
    months = 3 if quarters else 1
    if not 1 <= number * months <= 12:
        return None
    return Moment("month", (months * (number - 1) + 1, 1), (months * number, 0), int(year) if year else None)


def _stands(match: re.Match[str]) -> bool:
    text, start, end = match.string, match.start(), match.end()
    return binding.labelled(text, start) or binding.in_cell(text, start, end) or binding.in_brackets(text, start, end)


def read_months_yearly(match: re.Match[str], setting: Setting) -> Value | None:
    """`tháng 6 và tháng 12 hằng năm`: the last days of both, every year."""
    months = [int(words) for words in re.findall(r"\d+", match.group())]
    if not all(1 <= month <= 12 for month in months) or not (match["before"] or match["by"] or _stands(match)):
        return None
    exclusive = bool(match["before"])
    lasts = [month_day((month - 2) % 12 + 1 if exclusive else month, 0) for month in months]
    return {"days": [{"every": "year", "last": last} for last in lasts]}


def read_window(match: re.Match[str], setting: Setting) -> Value | None:
    first, last = moment(match, "0"), moment(match, "1")
    told = match["data"] or match["before0"] or match["after1"]
    if first is None or last is None or not told:
        return None
    shift = (1 if match["after1"] and "sau" in match["after1"].lower() else 0) + (1 if match["before0"] else 0)
    days = (last.end(last.year or LEAP) - first.start(first.year or LEAP)).days + 1 + 365 * shift
    return {"window": [month_day(*first.first), month_day(*last.last)], "days covered": days}


def read_cutoff(match: re.Match[str], setting: Setting) -> Value | None:
    found = moment(match, "0")
    return {"window": [month_day(*found.last)]} if found else None


_NUMBER = re.compile(r"(?<!\w)(?:[IV]{1,3}|\d{1,2})(?!\w)")
_LIST = (
    rf"(?P<by>{BY})?(?<!\w)(?:(?P<quarters>{QUY})|{THANG})\s+(?P<start>[IVl1]{{1,3}}|\d{{1,2}})"
    rf"(?P<more>(?:\s*,\s*(?:{QUY}\s+|{THANG}\s+)?(?:[IV]{{1,3}}|\d{{1,2}})(?=\s*[,v])){{0,4}})(?P<to>\s*(?:,|và|[+&]|{DASH}|{DEN})\s*)"
    rf"(?:{QUY}\s+|{THANG}\s+)?(?P<final>[IV]{{1,3}}|\d{{1,2}})"
)

WINDOWS: tuple[Rule[Value], ...] = (
    Rule(
        "số liệu từ ngày ... đến ngày ... (mốc số liệu, không phải thời hạn)",
        compiled(
            rf"(?P<data>(?:số\s+liệu|mốc|tính|lấy)[^.;\n]{{0,60}}?)?(?<!\w)từ\s+{day_pattern('0', past=True)}"
            rf"(?P<before0>\s+(?:của\s+)?{NAM}\s+(?:{TRUOC}|ngoái)(?:\s+(?:kỳ|{NAM})?\s*báo\s+cáo)?)?"
            rf"\s*(?:{DEN}(?:\s+{HET})?|{DASH})\s*{day_pattern('1', past=True)}"
            rf"(?P<after1>\s+(?:của\s+)?(?:{NAM}\s+(?:sau|báo\s+cáo|{TRUOC})|thuộc\s+kỳ\s+báo\s+cáo))?"
        ),
        read_window,
        (
            (
                "số liệu tính từ ngày 15/12 năm trước đến ngày 14/12 của năm báo cáo",
                {"window": ["12-15", "12-14"], "days covered": 365},
            ),
        ),
        ("Thời gian: từ ngày 15/11 đến ngày 15/12/2025", "từ ngày 31/02 năm trước đến ngày 01/12 năm sau"),
    ),
    Rule(
        "số liệu tính đến ngày ... (mốc số liệu, không phải thời hạn)",
        compiled(rf"(?:số\s+liệu[^.;\n]{{0,40}}?|chốt|tính)\s+(?:{DEN}|tại|vào)(?:\s+{HET})?\s+{moment_pattern('0')}"),
        read_cutoff,
        (("số liệu tính đến ngày 31/5/2025", {"window": ["05-31"]}), ("chốt đến hết tháng 6", {"window": ["06-30"]})),
        ("hoàn thành đến hết tháng 6",),
    ),
)

SPANS: tuple[Rule[Value], ...] = (
    Rule(
        "giai đoạn 2026 - 2030, từ năm 2027 đến năm 2029",
        compiled(
            rf"(?P<in>(?<!\w)trong\s+)?(?<![\w/.,-])(?:(?P<named>(?:giai\s+đoạn|thời\s+kỳ|(?:các|hai|ba|bốn|0?[2-5])\s+{NAM}))"
            rf"(?:\s+(?:\d{{1,2}}|[IVX]{{1,4}})(?!\d))?\s*[:,]?\s*\(?\s*)?(?P<from>(?<!\w)từ\s+)?(?:{NAM}\s+)?(?<![\d/.-])"
            rf"(?P<first>{YEAR})(?P<list>(?:\s*,\s*(?:{NAM}\s+)?{YEAR}){{0,5}}\s*(?:,|và)\s*)?"
            rf"(?(list)|\s*(?:{DASH}|{DEN})\s*)(?:{NAM}\s+)?(?P<last>{YEAR})(?![\d/])\)?{TAIL_OF_YEARS}"
        ),
        read_years,
        (
            (
                "tổ chức tập huấn trong giai đoạn 2026 - 2030",
                {"from": "2026-01-01", "to": "2030-12-31", "years": [2026, 2030]},
            ),
            ("Thí điểm giai đoạn 1 (2025 - 2026)", {"from": "2025-01-01", "to": "2026-12-31", "years": [2025, 2026]}),
            ("Từ năm 2027 đến năm 2029: nhân rộng", {"from": "2027-01-01", "to": "2029-12-31", "years": [2027, 2029]}),
            (
                "Thời gian thực hiện: Giai đoạn 2026-2028 và những năm tiếp theo",
                {"from": "2026-01-01", "to": "2028-12-31", "years": [2026, 2028]},
            ),
            ("trong các năm 2025, 2026 và 2027", {"from": "2025-01-01", "to": "2027-12-31", "years": [2025, 2027]}),
            ("| Sở Y tế | 2026 - 2027 |", {"from": "2026-01-01", "to": "2027-12-31", "years": [2026, 2027]}),
        ),
        (
            "thực hiện Chương trình phát triển du lịch giai đoạn 2021 - 2025",
            "phê duyệt “Đề án trồng cây xanh giai đoạn 2021 - 2025”",
            "theo kết quả thực hiện giai đoạn 2016 - 2020",
            "tình hình năm 2025, 2026",
            "năm học 2025 - 2026",
            "nhiệm kỳ 2020 - 2025",
        ),
    ),
    Rule(
        "từ ... đến ...",
        compiled(rf"(?<!\w)từ\s+{moment_pattern('0')}{UNTIL}{moment_pattern('1')}"),
        read_from_to,
        (
            ("Từ ngày 01/9/2025 đến ngày 15/10/2025", {"from": "2025-09-01", "to": "2025-10-15"}),
            ("từ ngày 20/11 đến hết ngày 10/01/2026", {"from": "2025-11-20", "to": "2026-01-10"}),
            ("từ tháng 3 đến tháng 9/2025", {"from": "2025-03-01", "to": "2025-09-30"}),
            ("từ quý II/2025 đến quý I năm 2026", {"from": "2025-04-01", "to": "2026-03-31"}),
        ),
        ("số liệu từ ngày 15/12/2024 đến ngày 14/6/2025", "từ ngày 31/9 đến ngày 15/10/2025", "từ 10 đến 20 hộ"),
    ),
    Rule(
        "tháng 3/2026 - tháng 9/2026 (trong dòng thời gian, ô của bảng)",
        compiled(rf"(?<![\w/.,-]){moment_pattern('0')}{UNTIL}{moment_pattern('1')}"),
        lambda match, setting: read_from_to(match, setting) if _stands(match) else None,
        (
            ("| Tháng 3/2025 - 12/2025 |", {"from": "2025-03-01", "to": "2025-12-31"}),
            ("Thời gian: ngày 15/4 - 30/4/2025", {"from": "2025-04-15", "to": "2025-04-30"}),
        ),
        ("kỷ niệm (19/8/1945 và 19/8/2025)", "đạt 15/4 - 30/4 hộ"),
    ),
    Rule(
        "bắt đầu từ ngày ...; kết thúc trước ngày ...",
        compiled(
            rf"(?<!\w)từ\s+{day_pattern('0')}\s*[;,]\s*(?:và\s+)?kết\s+thúc\s+(?P<closing>{TRUOC}|vào|{DEN}|chậm\s+nhất)"
            rf"\s+{day_pattern('1')}"
        ),
        read_from_to,
        (
            (
                "Đợt 1: Bắt đầu từ ngày 05/5/2025; kết thúc trước ngày 31/5/2025",
                {"from": "2025-05-05", "to": "2025-05-30"},
            ),
        ),
        ("Bắt đầu từ ngày 05/5/2025; kết thúc đúng kế hoạch",),
    ),
    Rule(
        "từ ngày 20 đến ngày 22/3/2026",
        compiled(rf"(?:từ\s+)?{NGAY}\s+(?P<begin>\d{{1,2}})\s*(?:{DEN}(?:\s+{HET})?|{DASH})\s*{day_pattern('1')}"),
        read_days_of_month,
        (("từ ngày 20 đến ngày 22/4/2025", {"from": "2025-04-20", "to": "2025-04-22"}),),
        ("từ ngày 20/3 đến ngày 22/4/2025", "từ ngày 25 đến ngày 22/4/2025"),
    ),
    Rule(
        "từ nay đến ...",
        compiled(
            rf"(?<!\w)(?:từ\s+nay|(?:kể\s+)?từ\s+{NGAY}\s+(?:ký|ban\s+hành)[^.,;:\d\n]{{0,40}}?)\s*(?:,\s*)?(?:cho\s+)?{DEN}"
            rf"\s+(?:{HET}\s+)?{moment_pattern('0')}"
        ),
        read_until,
        (
            ("Từ nay đến hết ngày 30/6/2025", {"on": "2025-06-30"}),
            ("từ nay đến cuối năm 2025", {"on": "2025-12-31"}),
            ("từ ngày ban hành Kế hoạch đến hết quý III/2025", {"on": "2025-09-30"}),
        ),
        ("từ đầu năm đến nay", "kể từ ngày ký"),
    ),
    Rule(
        "quý I, II/2026; tháng 3 - 5/2026",
        compiled(rf"{_LIST}(?:(?:\s?/\s?|,?\s+{NAM}\s+)(?P<year>\d{{4}}))?(?![\w/]|\s+{HANG})"),
        read_list,
        (
            ("hoàn thành trong quý I, quý II năm 2026", {"on": "2026-06-30"}),
            ("Thời gian thực hiện: Quý II - IV/2025", {"from": "2025-04-01", "to": "2025-12-31"}),
            ("| Tháng 3, 4, 5/2025 |", {"on": "2025-05-31"}),
            ("Thời gian: Quý II và Quý IV/2025", {"days": [{"on": "2025-06-30"}, {"on": "2025-12-31"}]}),
        ),
        ("kết quả quý I, II/2025 đạt thấp", "trong tháng 12, 13/2025"),
    ),
    Rule(
        "tháng 6 và tháng 12 hằng năm",
        compiled(
            rf"(?:(?P<before>{BEFORE})|(?P<by>{BY}))?(?<!\w){THANG}\s+\d{{1,2}}(?:\s*(?:,|và)\s*(?:{THANG}\s+)?\d{{1,2}}){{1,3}}\s+"
            rf"{HANG}\s+{NAM}"
        ),
        read_months_yearly,
        (
            (
                "báo cáo vào tháng 6 và tháng 12 hằng năm",
                {"days": [{"every": "year", "last": "06-30"}, {"every": "year", "last": "12-31"}]},
            ),
            (
                "| Sở Y tế | Tháng 3, 9 hằng năm |",
                {"days": [{"every": "year", "last": "03-31"}, {"every": "year", "last": "09-30"}]},
            ),
        ),
        ("vào tháng 6 và tháng 13 hằng năm",),
    ),
)
