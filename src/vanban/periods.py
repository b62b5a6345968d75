"""How directives say by which month, quarter, part of a year or year. Values are those of `times`."""

from __future__ import annotations

import re

from vanban import binding
from vanban.dates import CUOI, DEN, NAM, NGAY, TRUOC, day_pattern, end_pattern, moment, period_pattern
from vanban.rule import Rule, Setting
from vanban.times import (
    BEFORE,
    BY,
    EVERY_YEAR,
    YEAR,
    Value,
    compiled,
    ending,
    read_alone,
    read_before,
    read_before_yearly,
    yearly,
)


def read_before_period(match: re.Match[str], setting: Setting) -> Value | None:
    if binding.quoted(match.string, match.start()) or binding.recapped(match.string, match.start()):
        return None
    return read_before(match, setting)


_UNTIL_YEAR = compiled(rf"{DEN}\s+{NAM}")


def read_by_period(match: re.Match[str], setting: Setting) -> Value | None:
    """A month, quarter or year by whose end something is due; not one in a title or a look back.

    `đến năm ...` behind a plan or programme is part of its name, as `hết năm ...`, `trong năm ...` are not.
    """
    found, text, start = moment(match, "0"), match.string, match.start()
    if found is None or binding.recapped(text, start) or binding.quoted(text, start):
        return None
    if _UNTIL_YEAR.match(text, start) and (binding.titled(text, start) or binding.planned(text, start)):
        return None
    return ending(found, setting)


def read_by_period_yearly(match: re.Match[str], setting: Setting) -> Value | None:
    found = moment(match, "0")
    return yearly(found) if found else None


def read_opening(match: re.Match[str], setting: Setting) -> Value | None:
    """A time that opens an item, before a colon, a comma or what is to be done then."""
    found, text = moment(match, "0"), match.string
    opens = binding.opens_item(text, match.start()) and binding.begins_doing(text, match.end())
    return ending(found, setting) if found and opens else None


def read_year_cell(match: re.Match[str], setting: Setting) -> Value | None:
    """A cell that holds a year and nothing else: one to come, or it may be any number."""
    year = int(match["bareyear"])
    first = setting.issued.year if setting.issued else 2000
    near = first <= year <= first + 60
    return {"on": f"{year}-12-31"} if near and binding.in_cell(match.string, match.start(), match.end()) else None


PERIODS: tuple[Rule[Value], ...] = (
    Rule(
        "trước tháng, quý, năm ...",
        compiled(rf"{BEFORE}{period_pattern('0')}"),
        read_before_period,
        (
            ("hoàn thành trước tháng 12/2025", {"on": "2025-11-30", "named": "2025-12-01"}),
            ("trước quý II năm 2026", {"on": "2026-03-31", "named": "2026-04-01"}),
            ("trước năm 2030", {"on": "2029-12-31", "named": "2030-01-01"}),
            ("trước tháng 6", {"on": "2025-05-31", "last": "05-31", "named": "06-01"}),
        ),
        ("trước mắt", "trước tháng 13/2025", "ngày 15 tháng 12 năm 2025"),
    ),
    Rule(
        "trước tháng, quý ... hằng năm",
        compiled(rf"{BEFORE}{period_pattern('0')}{EVERY_YEAR}"),
        read_before_yearly,
        (("trước tháng 12 hằng năm", {"every": "year", "last": "11-30", "named": "12-01"}),),
        ("trước tháng 12 năm 2025",),
    ),
    Rule(
        "trong, vào, đến, hết tháng, quý, năm ...; cuối năm ...",
        compiled(rf"(?:(?:{BY}|{TRUOC}\s+)(?={CUOI}){end_pattern('0')}|{BY}{period_pattern('0')})"),
        read_by_period,
        (
            ("hoàn thành trong Quý IV/2025", {"on": "2025-12-31"}),
            ("xong trong tháng 6 năm 2025", {"on": "2025-06-30"}),
            ("bàn giao vào năm 2026", {"on": "2026-12-31"}),
            ("hoàn thành đến hết quý I/2026", {"on": "2026-03-31"}),
            ("trong 6 tháng đầu năm 2025", {"on": "2025-06-30"}),
            ("chậm nhất là cuối tháng 9 năm 2025", {"on": "2025-09-30"}),
            ("trước cuối năm 2025", {"on": "2025-12-31"}),
            ("phấn đấu đến năm 2030", {"on": "2030-12-31"}),
            ("trong tháng 12", {"on": "2025-12-31", "last": "12-31"}),
        ),
        (
            "kết quả công tác năm 2025",
            "tầm nhìn đến năm 2050",
            "Chiến lược phát triển thanh niên đến năm 2030",
            "những tháng cuối năm 2025",
            "các xã đã được công nhận trong năm 2025",
            "ngay từ đầu năm 2026",
            "tính đến hết tháng 2/2025",
        ),
    ),
    Rule(
        "trong tháng, quý ... hằng năm",
        compiled(rf"(?:{BY})?{period_pattern('0')}{EVERY_YEAR}"),
        read_by_period_yearly,
        (
            ("tổ chức trong quý I hằng năm", {"every": "year", "last": "03-31"}),
            ("vào tháng 11 hằng năm", {"every": "year", "last": "11-30"}),
        ),
        ("hưởng ứng Ngày 31 tháng 5 hằng năm", "năm 2025 hằng năm"),
    ),
    Rule(
        "tháng, quý, năm (trong dòng thời gian, ô của bảng, dấu ngoặc)",
        compiled(rf"(?<!\w)(?:{period_pattern('0')}|{end_pattern('0')}|(?P<bareyear>{YEAR})(?=\s*\|))"),
        lambda match, setting: read_year_cell(match, setting) if match["bareyear"] else read_alone(match, setting),
        (
            ("| Sở Tư pháp | 2026 |", {"on": "2026-12-31"}),
            ("Thời gian thực hiện: Quý III/2025", {"on": "2025-09-30"}),
            ("Tiến độ: Tháng 12/2025", {"on": "2025-12-31"}),
            ("| Sở Tư pháp | Năm 2026 |", {"on": "2026-12-31"}),
            ("ban hành kế hoạch (quý II năm 2025)", {"on": "2025-06-30"}),
        ),
        ("Thời gian thực hiện: Theo kế hoạch năm 2025", "tình hình quý I/2025", "(năm 2025)", "| 1985 |"),
    ),
    Rule(
        "Năm 2026: ... (mở đầu mục)",
        compiled(rf"(?<!\w)(?:{end_pattern('0')}|{period_pattern('0')}|(?={NGAY}){day_pattern('0')})"),
        read_opening,
        (
            ("Năm 2026: xây dựng 05 điểm", {"on": "2026-12-31"}),
            ("1. Tháng 4/2025 hoàn thành rà soát", {"on": "2025-04-30"}),
            ("Ngày 30/5/2025: khai mạc", {"on": "2025-05-30"}),
            ("- Năm nay, ban hành quy chế", {"on": "2025-12-31"}),
        ),
        ("Phát huy kết quả năm 2025, các xã tiếp tục", "Kế hoạch năm 2025: mục tiêu"),
    ),
)
