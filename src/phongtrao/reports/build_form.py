"""From plain data, of a file or of a page, to a form; or every fault there is in it, each with its place.

Values are read key by key after `form_keys.TABLES`; what must hold between them is looked at in `form_faults`.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date, datetime
from typing import Any

from phongtrao.reports.faults import Fault, near
from phongtrao.reports.form import Check, Form, Indicator, PeriodRule, Question, YearDay
from phongtrao.reports.form_faults import Found, faults_between, sections_of
from phongtrao.reports.form_keys import FILE_NAME, MOST, NAME, NOTES, TABLES, Key
from phongtrao.toml_lines import Path
from phongtrao.words import YEARS, fold

_DAY = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})(?: năm (?P<years>trước|sau))?")
_YEARS = {None: 0, "trước": -1, "sau": 1}


class Wrong(ValueError):
    """A value that cannot be taken; its text says why."""


def year_day(written: str) -> YearDay:
    """`30/11 năm trước` → (30, 11, -1). Raises Wrong for what is no day of a year."""
    found = _DAY.fullmatch(" ".join(written.split()))
    if found is None or not 1 <= int(found["month"]) <= 12:
        raise Wrong(f'«{written}» không phải là ngày/tháng; xin ghi như "09/05" hoặc "30/11 năm trước"')
    day, month = int(found["day"]), int(found["month"])
    last = calendar.monthrange(2024, month)[1]
    if not 1 <= day <= last:
        raise Wrong(f"tháng {month} không có ngày {day}; xin ghi từ 01/{month:02d} đến {last}/{month:02d}")
    return YearDay(day, month, _YEARS[found["years"]])


def values_of(data: dict[str, Any], table: str, path: Path, faults: list[Fault]) -> dict[str, Any]:
    """The values of one table that can be taken; a fault for each that cannot, is missing or is not known."""
    keys = {key.name: key for key in TABLES[table]}
    others = () if table else ("regime", *MOST)
    for name in sorted(data.keys() - {*keys, *others}):
        faults.append(Fault((*path, name), f"không có khóa «{name}» {_where(table)}{near(name, (*keys, *others))}"))
    taken = {}
    for name, key in keys.items():
        if name not in data:
            if key.required:
                faults.append(Fault(path, f"thiếu «{name}» {_where(table)} ({key.words}); xin thêm {key.example}"))
            continue
        try:
            taken[name] = _value(data[name], key, FILE_NAME if not table else NAME)
        except Wrong as wrong:
            faults.append(Fault((*path, name), str(wrong)))
    return taken


def _where(table: str) -> str:
    return "ở đầu tệp" if not table else f"ở [[{table}]]" if table in MOST else f"ở [{table}]"


def _value(given: Any, key: Key, names: str) -> Any:
    """The value of a key, clean; raises Wrong."""
    if key.note == "number":
        if type(given) is not int or not 1 <= given <= key.longest:
            raise Wrong(f"«{key.name}» phải là số nguyên từ 1 đến {key.longest}; xin ghi {key.example}")
        return given
    if key.note == "yes_no" and isinstance(given, bool):
        return given
    if key.note == "date" and isinstance(given, date) and not isinstance(given, datetime) and given.year in YEARS:
        return given
    if key.note == "texts" and isinstance(given, list | tuple):
        return _texts(given, key)
    if key.note not in ("text", "name", "day") or not isinstance(given, str):
        raise Wrong(f"«{key.name}» phải là {NOTES[key.note]}; xin ghi {key.example}")
    text = _text(given, key)
    if key.known and text not in key.known:
        raise Wrong(f"«{key.name}» không có giá trị «{text}»{near(text, key.known)}")
    if key.note == "name" and not re.fullmatch(names, text):
        better = re.sub(r"[^a-z0-9]+", "_", fold(text)).strip("_0123456789") or "mo_hinh"
        raise Wrong(f"tên «{text}» phải là chữ thường không dấu, số và gạch dưới; xin ghi như «{better}»")
    return year_day(text) if key.note == "day" else text


def _text(given: str, key: Key) -> str:
    """A text in one form of writing, without blanks around it; raises Wrong for an empty, long or unprintable one."""
    text = unicodedata.normalize("NFC", given).strip()
    if not text:
        raise Wrong(f"«{key.name}» còn trống ({key.words}); xin ghi {key.example}")
    if len(text) > key.longest and key.note != "texts":
        raise Wrong(f"«{key.name}» dài {len(text)} ký tự, nhiều nhất là {key.longest}; xin viết ngắn lại")
    if any(unicodedata.category(c).startswith("C") and c not in "\n\t" for c in text):
        raise Wrong(f"«{key.name}» có ký tự không in được; xin gõ lại")
    return text


def _texts(given: list[Any] | tuple[Any, ...], key: Key) -> tuple[str, ...]:
    """Several texts, each once; raises Wrong."""
    if not 1 <= len(given) <= key.longest or not all(isinstance(one, str) and len(one) <= 200 for one in given):
        raise Wrong(f"«{key.name}» phải là danh sách từ 1 đến {key.longest} chữ ngắn; xin ghi {key.example}")
    texts = tuple(_text(one, key) for one in given)
    if twice := next((one for one in texts if texts.count(one) > 1), ""):
        raise Wrong(f"«{key.name}» ghi «{twice}» hai lần; xin bỏ bớt một")
    return texts


def tables_of(data: dict[str, Any], table: str, faults: list[Fault]) -> Found:
    """Every `[[table]]` with its path and the values that can be taken."""
    given = data.get(table, [])
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        faults.append(Fault((table,), f"«{table}» phải mở bằng dòng [[{table}]], hai dấu ngoặc vuông"))
        return []
    if len(given) > MOST[table]:
        faults.append(
            Fault((table,), f"có {len(given)} [[{table}]], nhiều nhất là {MOST[table]}; xin tách thành hai mẫu")
        )
        return []
    return [((table, place), values_of(one, table, (table, place), faults)) for place, one in enumerate(given)]


def build_form(data: dict[str, Any]) -> tuple[Form | None, list[Fault]]:
    """The form, or None and every fault of the data: keys and values as they stand in a form's file, days as
    `datetime.date`, lists of tables under `period`, `section`, `indicator`, `question`, `check`."""
    faults: list[Fault] = []
    head = values_of(data, "", (), faults)
    regime = _regime(data, faults)
    tables = {table: tables_of(data, table, faults) for table in MOST}
    faults += faults_between(head, tables, {fault.path for fault in faults})
    return (None, faults) if faults else (_form(head, regime, tables), [])


def _regime(data: dict[str, Any], faults: list[Fault]) -> dict[str, str]:
    """The things of `[regime]` that can be taken."""
    given = data.get("regime", {})
    if not isinstance(given, dict):
        faults.append(Fault(("regime",), "«regime» phải mở bằng dòng [regime], một dấu ngoặc vuông"))
        return {}
    return values_of(given, "regime", ("regime",) if "regime" in data else (), faults)


def _form(head: dict[str, Any], regime: dict[str, str], tables: dict[str, Found]) -> Form:
    rows = {table: [values for _, values in found] for table, found in tables.items()}
    money = {"money": "đồng"}
    return Form(
        **{key: value for key, value in head.items() if key != "kind"},
        regime=regime,
        periods=tuple(PeriodRule(**one) for one in rows["period"]),
        indicators=tuple(Indicator(**{"unit": money.get(one["type"], ""), **one}) for one in rows["indicator"]),
        questions=tuple(Question(**one) for one in rows["question"]),
        checks=tuple(Check(**one) for one in rows["check"]),
        sections=sections_of(rows["section"]),
    )
