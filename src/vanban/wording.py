"""A deadline rule in the words of an office: `trước ngày 10/5 hằng năm (chậm nhất 09/5)`; both days are shown."""

from __future__ import annotations

from collections.abc import Mapping

_EACH = {"year": "hằng năm", "half-year": "6 tháng một lần", "quarter": "hằng quý", "month": "hằng tháng"}
_WHOSE = {"half-year": "báo cáo 6 tháng", "quarter": "báo cáo quý", "month": "báo cáo tháng"}
_MONTHLY = {"month": "hằng tháng", "quarter": "của tháng cuối quý", "half-year": "của tháng cuối kỳ 6 tháng"}
_UNITS = {"day": "ngày", "working-day": "ngày làm việc", "month": "tháng"}


def deadline_words(rule: Mapping[str, object], named: str | None = None) -> str:
    """A rule of the contract in Vietnamese; `named` is the day that `trước ngày` names and excludes.

    >>> deadline_words({"every": "year", "last": "05-09"}, "05-10")
    'trước ngày 10/5 hằng năm (chậm nhất 09/5)'
    >>> deadline_words({"on": "2019-11-30"})
    'chậm nhất ngày 30/11/2019'
    """
    if "on" in rule:
        return _last(day_words(str(rule["on"])), day_words(named), "")
    if "every" in rule:
        return _recurring(rule, named) + _years(rule)
    if "within" in rule:
        after = f" kể từ {rule['after']}" if rule.get("after") else ""
        return f"trong {rule['within']} {_UNITS.get(str(rule.get('unit')), 'ngày')}{after}"
    return f"từ ngày {day_words(str(rule.get('from', '')))} đến ngày {day_words(str(rule.get('to', '')))}"


def day_words(day: str | None) -> str:
    """`2019-11-30` -> `30/11/2019`, `05-09` -> `09/5`, `24` -> `24`; anything else as it is."""
    parts = (day or "").split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return day or ""
    date = f"{int(parts[-1]):02d}"
    if len(parts) == 1:
        return date
    month = f"{int(parts[-2]):02d}"
    if len(parts) == 3:
        return f"{date}/{month}/{parts[0]}"
    return f"{date}/{month if int(month) <= 2 else int(month)}"  # as offices write it: 05/01, 05/02, 05/3


def _recurring(rule: Mapping[str, object], named: str | None) -> str:
    every, last = str(rule["every"]), str(rule.get("last", ""))
    if not last:
        return _EACH.get(every, every)
    if "-" in last:  # one day a year, whatever period the report is on
        whose = f"{_WHOSE[every]}: " if every in _WHOSE else ""
        return whose + _last(day_words(last), day_words(named), " hằng năm")
    if last == "31":
        return f"chậm nhất ngày cuối tháng, {_EACH.get(every, every)}"
    return _last(day_words(last), day_words(named), f" {_MONTHLY.get(every, _EACH.get(every, every))}")


def _last(last: str, named: str, when: str) -> str:
    return f"trước ngày {named}{when} (chậm nhất {last})" if named else f"chậm nhất ngày {last}{when}"


def _years(rule: Mapping[str, object]) -> str:
    first, final = rule.get("from"), rule.get("until")
    return (f", từ năm {first}" if first else "") + (f", đến năm {final}" if final else "")
