"""What a TOML file of the site may say: the keys of its tables, what each means, how it is read, every fault told.

The reader, its messages and the printed tables of keys all come from one schema (`Tables`).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from phongtrao.faults import Fault, near
from phongtrao.toml_lines import Path, line_of, lines_of
from phongtrao.words import YEARS, fold
from phongtrao.year_days import YearDay, year_day

T = TypeVar("T")
LONGEST = 300_000
"""Characters of a file."""
NAME, FILE_NAME = r"[a-z][a-z0-9_]*", r"[a-z][a-z0-9_-]*"
"""Names of parts of a thing (its rules speak of them), and of the thing itself."""
_AT_LINE = re.compile(r"at line (\d+)")
Found = list[tuple[Path, dict[str, Any]]]
"""The tables of one name, each with its path and the values that could be taken."""

NOTES = {
    "text": "chữ",
    "texts": "danh sách chữ",
    "name": "tên: chữ thường không dấu, số, gạch dưới",
    "number": "số nguyên",
    "yes_no": "true / false",
    "date": "năm-tháng-ngày, không có dấu nháy",
    "decimal": "số không âm, tối đa hai số lẻ",
    "day": "ngày/tháng, có thể thêm «năm trước», «năm sau»",
}
"""What a key's value is."""
EXAMPLES = {
    "text": '"…"',
    "texts": '["…", "…"]',
    "name": '"mo_hinh"',
    "number": "1",
    "yes_no": "true",
    "date": "2026-01-30",
    "decimal": "2.5",
    "day": '"30/11 năm trước"',
}


@dataclass(frozen=True, slots=True)
class Key:
    """One key of one table."""

    name: str
    words: str
    """What it says, as it stands in messages."""
    note: str = "text"
    """A key of NOTES."""
    required: bool = True
    longest: int = 300
    """Characters of a text, texts of a list, or the largest number."""
    known: Mapping[str, str] = field(default_factory=dict)
    """The values that there are, with their words; empty where any will do."""
    read: Callable[[Any], Any] | None = None
    """Of a value with a form of its own: gives it clean, raises Wrong. `like` is what it looks like then."""
    like: str = ""

    @property
    def example(self) -> str:
        """A line that would be right."""
        first = f'"{next(iter(self.known))}"' if self.known else self.like or EXAMPLES[self.note]
        return f"{self.name} = {first}"


class Wrong(ValueError):
    """A value that cannot be taken; its text says why."""


def _value(given: Any, key: Key, names: str) -> Any:
    """The value of a key, clean; raises Wrong."""
    if key.read is not None:
        return key.read(given)
    if key.note == "number":
        if type(given) is not int or not 1 <= given <= key.longest:
            raise Wrong(f"«{key.name}» phải là số nguyên từ 1 đến {key.longest}; xin ghi {key.example}")
        return given
    if key.note == "decimal":
        return _decimal(given, key)
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
    return _day(text) if key.note == "day" else text


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


def _day(text: str) -> YearDay:
    try:
        return year_day(text)
    except ValueError as error:
        raise Wrong(str(error)) from None


def _decimal(given: Any, key: Key) -> Decimal:
    """A number of two decimals at the most; files are read with decimals, never with binary fractions."""
    number = Decimal(given) if type(given) in (int, Decimal) else None
    if number is None or not number.is_finite() or not 0 <= number <= key.longest or number != round(number, 2):
        raise Wrong(f"«{key.name}» phải là số từ 0 đến {key.longest}, tối đa hai số lẻ; xin ghi {key.example}")
    return number


@dataclass(frozen=True, slots=True)
class Tables:
    """What a kind of file may say. `keys`: table → its keys, `""` is the head of the file; `most`: how many of each
    `[[table]]` there may be (those not in it stand once, as `[table]`); `into`: what too long a file is split into."""

    keys: Mapping[str, tuple[Key, ...]]
    most: Mapping[str, int]
    into: str = "mẫu"

    def values_of(self, data: dict[str, Any], table: str, path: Path, faults: list[Fault]) -> dict[str, Any]:
        """The values of one table that can be taken; a fault for each that cannot, is missing or is not known."""
        keys = {key.name: key for key in self.keys[table]}
        others = () if table else tuple(name for name in self.keys if name)
        for name in sorted(data.keys() - {*keys, *others}):
            said = f"không có khóa «{name}» {self._where(table)}{near(name, (*keys, *others))}"
            faults.append(Fault((*path, name), said))
        taken = {}
        for name, key in keys.items():
            if name not in data:
                if key.required:
                    said = f"thiếu «{name}» {self._where(table)} ({key.words}); xin thêm {key.example}"
                    faults.append(Fault(path, said))
                continue
            try:
                taken[name] = _value(data[name], key, FILE_NAME if not table else NAME)
            except Wrong as wrong:
                faults.append(Fault((*path, name), str(wrong)))
        return taken

    def tables_of(self, data: dict[str, Any], table: str, faults: list[Fault]) -> Found:
        """Every `[[table]]` with its path and the values that can be taken."""
        given, most = data.get(table, []), self.most[table]
        if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
            faults.append(Fault((table,), f"«{table}» phải mở bằng dòng [[{table}]], hai dấu ngoặc vuông"))
            return []
        if len(given) > most:
            said = f"có {len(given)} [[{table}]], nhiều nhất là {most}; xin tách thành hai {self.into}"
            faults.append(Fault((table,), said))
            return []
        return [((table, at), self.values_of(one, table, (table, at), faults)) for at, one in enumerate(given)]

    def table_of(self, data: dict[str, Any], table: str, faults: list[Fault]) -> dict[str, Any]:
        """The values of the one `[table]` that can be taken."""
        given = data.get(table, {})
        if not isinstance(given, dict):
            faults.append(Fault((table,), f"«{table}» phải mở bằng dòng [{table}], một dấu ngoặc vuông"))
            return {}
        return self.values_of(given, table, (table,) if table in data else (), faults)

    def _where(self, table: str) -> str:
        return "ở đầu tệp" if not table else f"ở [[{table}]]" if table in self.most else f"ở [{table}]"

    def reference(self) -> str:
        """A printed table of keys for each table of the file, in Markdown."""
        written = []
        for table, keys in self.keys.items():
            many = f"`[[{table}]]`" if table in self.most else f"`[{table}]`"
            rows = [f"| `{k.name}` | {'yes' if k.required else 'no'} | {_allowed(k)} | {k.words} |" for k in keys]
            head = f"### {many if table else 'The head of the file'}\n\n| key | required | value | what it says |\n"
            written.append(f"{head}|---|---|---|---|\n" + "\n".join(rows))
        return "\n\n".join(written) + "\n"


def _allowed(key: Key) -> str:
    if key.known:
        return ", ".join(f"`{value}` {words}" for value, words in key.known.items())
    return key.like or NOTES[key.note]


class BadFile(ValueError):
    """A file that is not what it should be; `lines` are its faults: `FILE:LINE: what is wrong; what to write`."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


Build = Callable[[dict[str, Any]], tuple[T | None, list[Fault]]]
"""From plain data to the thing, or None and every fault of the data."""


def read_file(path_name: str, text: str, build: Build[T], into: str = "mẫu") -> T:
    """The thing that a file's text says; `path_name` is how messages call the file. Raises BadFile with every fault."""
    if len(text) > LONGEST:
        raise BadFile((f"{path_name}:1: tệp dài quá {LONGEST} ký tự; xin tách thành nhiều {into}",))
    text = text.removeprefix("\ufeff")
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise BadFile((_unreadable(path_name, text, error),)) from None
    made, faults = build(data)
    if made is None:
        found = lines_of(text)
        ordered = sorted(faults, key=lambda fault: line_of(found, fault.path))
        raise BadFile(tuple(dict.fromkeys(_said(path_name, found, fault) for fault in ordered)))
    return made


def _said(path_name: str, found: dict[Path, int], fault: Fault) -> str:
    before = f" (đã có ở dòng {line_of(found, fault.first)})" if fault.first else ""
    return f"{path_name}:{line_of(found, fault.path)}: {fault.words}{before}"


def _unreadable(path_name: str, text: str, error: Exception) -> str:
    """What is said of a file that is not TOML: the line where the reader stopped."""
    stopped = _AT_LINE.search(str(error))
    line = int(stopped[1]) if stopped else text.rstrip().count("\n") + 1
    return (
        f"{path_name}:{line}: không đọc được dòng này; xin xem lại dấu nháy, dấu ngoặc, dấu = và khóa ghi hai lần"
        ' (mỗi dòng một khóa: title = "…")'
    )
