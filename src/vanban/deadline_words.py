"""A deadline of the contract as people say it, with both days where the text says `trước ngày`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

PERIODS = {"month": "hằng tháng", "quarter": "hằng quý", "half-year": "6 tháng", "year": "hằng năm"}
UNITS = {"day": "ngày", "working-day": "ngày làm việc", "month": "tháng"}
_LAST_MONTH = {"month": "", "quarter": " của tháng cuối quý", "half-year": " của tháng cuối kỳ"}


def deadline_words(rule: Mapping[str, Any], named: str | None = None) -> str:
    """Say a rule in Vietnamese; days are the last on which it is on time.

    `named` is the day that the text names after `trước` and excludes: `2019-12-01`, `05-10` or `25`.

    >>> deadline_words({"every": "year", "last": "05-09"}, "05-10")
    'trước ngày 10/05 hằng năm (chậm nhất ngày 09/05)'
    >>> deadline_words({"on": "2019-11-30"})
    'chậm nhất ngày 30/11/2019'
    """
    if "on" in rule:
        return _both(rule["on"], named, "")
    if "within" in rule:
        return _counted(rule)
    if "every" in rule:
        return _recurring(rule, named) + _years(rule)
    return f"từ ngày {_day(rule['from'])} đến hết ngày {_day(rule['to'])}"


def _both(last: str, named: str | None, again: str) -> str:
    if named:
        return f"trước ngày {_day(named)}{again} (chậm nhất ngày {_day(last)})"
    return f"chậm nhất ngày {_day(last)}{again}"


def _recurring(rule: Mapping[str, Any], named: str | None) -> str:
    every, last = str(rule["every"]), rule.get("last")
    period = PERIODS[every]
    if not last:
        return f"{period}, chưa có ngày"
    if "-" in last:
        if every == "year":
            return _both(last, named, " hằng năm") if named else f"hằng năm, {_both(last, None, '')}"
        return f"{period}, {_both(last, named, ' hằng năm')}"
    return f"{period}, {_both(last, named, _LAST_MONTH[every])}"


def _years(rule: Mapping[str, Any]) -> str:
    first, final = rule.get("from"), rule.get("until")
    return (f", từ năm {first}" if first else "") + (f", đến năm {final}" if final else "")


def _counted(rule: Mapping[str, Any]) -> str:
    after = " ".join(str(rule.get("after") or "").split())
    for said in ("kể từ ", "tính từ ", "từ "):
        after = after.removeprefix(said)
    return f"trong {rule['within']} {UNITS[rule['unit']]}" + (f" kể từ {after}" if after else "")


def _day(written: str) -> str:
    """`2019-11-30` as `30/11/2019`, `05-09` as `09/05`, `24` as it is."""
    parts = written.split("-")
    return date.fromisoformat(written).strftime("%d/%m/%Y") if len(parts) == 3 else "/".join(reversed(parts))
