"""The form of a reading (what `vanban read --json` prints), held against what a person types into it.

Every function takes a value, gives it in the contract's form, or raises Refusal with what to write instead.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from phongtrao.files import Refusal
from vanban.kinds import BY_SLUG

Duty = dict[str, Any]
"""One duty in the contract's form."""
Rule = dict[str, Any]
"""One deadline: the keys of its form, and `start` and `end` where its words stand in the text."""

PERIODS = {"month": "tháng", "quarter": "quý", "half-year": "6 tháng", "year": "năm"}
UNITS = {"day": "ngày", "working-day": "ngày làm việc", "month": "tháng"}
LEAP_YEAR = 2024
MOST_PARTIES = 60
LONGEST_PARTY = 300
HEADER_LIMITS = {"type": 30, "number": 60, "issuer": 200, "date": 10, "subject": 1000, "signatory": 120}

DUTY_FIELDS = ("kind", "actors", "with", "to", "via", "deadlines", "clause", "span")
"""What may be corrected in a duty; `span` is where its words stand."""
HEADER_FIELDS = (*HEADER_LIMITS, "addressees")


def duty_value(field: str, value: Any, text: str) -> Any:
    """A corrected field of a duty; `text` is what its offsets count."""
    if field == "kind":
        return _one_of(value, ("act", "report"), "Loại nhiệm vụ chỉ là việc hoặc báo cáo.")
    if field in ("actors", "with"):
        return parties(value)
    if field in ("to", "via"):
        found = parties(value)
        return found if len(found) > 1 else (found[0] if found else None)
    if field == "deadlines":
        return rules(value)
    if field == "clause":
        return _line(value, 120, "Điều khoản dài quá 120 ký tự.")
    if field == "span":
        return span(value, text)
    raise Refusal("Trường này không sửa được.")


def header_value(field: str, value: Any) -> Any:
    """A corrected field of the header; nothing written is None."""
    if field == "addressees":
        return parties(value)
    if field not in HEADER_LIMITS:
        raise Refusal("Trường này không sửa được.")
    limit = HEADER_LIMITS[field]
    written = _line(value, limit, f"Nội dung dài quá {limit} ký tự. Xin rút gọn.") or None
    if field == "date" and written:
        iso_day(written)
    if field == "type" and written:
        _one_of(written, BY_SLUG, "Loại văn bản này chưa có trong danh mục.")
    return "".join(written.split()) if field == "number" and written else written


def whole_duty(value: Duty, text: str) -> Duty:
    """A duty that a person adds, with every key of the form."""
    place = span(value.get("span"), text)
    duty: Duty = {f: duty_value(f, value.get(f), text) for f in ("kind", "actors", "with", "to", "via", "deadlines")}
    clause = duty_value("clause", value.get("clause"), text)
    return {**duty, "clause": clause, "nth": 1, "spans": {}, "start": place[0], "end": place[1]}


def parties(value: Any) -> list[str]:
    """Names of bodies, each once, in the order given."""
    given = [value] if isinstance(value, str) else (value or [])
    if not isinstance(given, list | tuple) or not all(isinstance(name, str) for name in given):
        raise Refusal("Xin ghi tên từng cơ quan, mỗi dòng một tên.")
    names = list(dict.fromkeys(" ".join(name.split()) for name in given if name.strip()))
    if len(names) > MOST_PARTIES or any(len(name) > LONGEST_PARTY for name in names):
        raise Refusal(f"Xin ghi không quá {MOST_PARTIES} tên, mỗi tên không quá {LONGEST_PARTY} ký tự.")
    return names


def span(value: Any, text: str) -> list[int]:
    """Start and end of some words of `text`."""
    if isinstance(value, list | tuple) and len(value) == 2 and all(type(n) is int for n in value):
        start, end = value
        if 0 <= start < end <= len(text) and text[start:end].strip():
            return [start, end]
    raise Refusal("Không tìm thấy những chữ này trong văn bản. Xin chép đúng nguyên văn.")


def rules(value: Any) -> list[Rule]:
    """Deadlines, each once."""
    found: list[Rule] = []
    for given in value or []:
        checked = rule(given)
        if all(form(checked) != form(other) for other in found):
            found.append(checked)
    return found


def form(given: Rule) -> Rule:
    """A deadline without the place of its words."""
    return {key: given[key] for key in given if key not in ("start", "end")}


def rule(given: Any) -> Rule:
    """One deadline in one of the four forms; the place of its words stays where it has one."""
    if not isinstance(given, dict):
        raise Refusal("Thời hạn chưa đúng dạng.")
    place = {k: given[k] for k in ("start", "end") if type(given.get(k)) is int}
    keys = form(given)
    for marker, allowed, check in _FORMS:
        if marker in keys and set(keys) <= allowed:
            check(keys)
            return {**keys, **(place if len(place) == 2 else {})}
    raise Refusal("Thời hạn chưa đúng dạng.")


def _on(keys: Rule) -> None:
    iso_day(keys["on"])


def _every(keys: Rule) -> None:
    _one_of(keys["every"], PERIODS, "Xin chọn kỳ: tháng, quý, 6 tháng hoặc năm.")
    if "last" in keys:
        month_day(keys["last"], keys["every"])
    first, last = (year(keys[k]) if k in keys else None for k in ("from", "until"))
    if first and last and first > last:
        raise Refusal("Năm bắt đầu phải trước năm kết thúc.")


def _from_to(keys: Rule) -> None:
    if set(keys) != {"from", "to"} or iso_day(keys["from"]) > iso_day(keys["to"]):
        raise Refusal("Xin ghi đủ ngày bắt đầu và ngày kết thúc, ngày bắt đầu trước.")


def _within(keys: Rule) -> None:
    number = keys["within"]
    if type(number) is not int or not 0 < number < 1000:
        raise Refusal("Xin ghi số ngày hoặc số tháng, từ 1 đến 999.")
    _one_of(keys.get("unit"), UNITS, "Xin chọn đơn vị: ngày, ngày làm việc hoặc tháng.")
    _line(keys.get("after"), 200, "Mốc tính dài quá 200 ký tự.")


_FORMS = (
    ("on", {"on"}, _on),
    ("every", {"every", "last", "from", "until"}, _every),
    ("within", {"within", "unit", "after"}, _within),
    ("from", {"from", "to"}, _from_to),
)


def iso_day(written: Any) -> date:
    """`2026-11-30` as a day."""
    try:
        return date.fromisoformat(written)
    except (TypeError, ValueError):
        raise Refusal("Ngày chưa đúng. Xin nhập dạng ngày/tháng/năm, ví dụ 05/12/2026.") from None


def month_day(written: Any, every: str) -> str:
    """`05-09`, a day of the year; for shorter periods also `24`, a day of the month (of the period's last one)."""
    try:
        if every != "year" and isinstance(written, str) and len(written) == 2:
            date(LEAP_YEAR, 1, int(written))
        else:
            month, day = written.split("-")
            date(LEAP_YEAR, int(month), int(day))
            if len(written) != 5:
                raise ValueError
    except (AttributeError, TypeError, ValueError):
        raise Refusal("Ngày trong kỳ chưa đúng. Xin ghi dạng 09/05; với kỳ ngắn hơn năm có thể chỉ ghi 24.") from None
    return str(written)


def year(written: Any) -> int:
    """A year of four digits."""
    if type(written) is not int or not 1945 <= written <= 2200:
        raise Refusal("Năm chưa đúng. Xin ghi bốn chữ số, ví dụ 2027.")
    return written


def _one_of(value: Any, allowed: Iterable[str], message: str) -> Any:
    if value not in allowed:
        raise Refusal(message)
    return value


def _line(value: Any, limit: int, message: str) -> str:
    written = " ".join(str(value or "").split())
    if len(written) > limit:
        raise Refusal(message)
    return written
