"""The TOML files of a programme's folder as they lie there: read within limits, each fault with its file and line."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from phongtrao.toml_lines import Path as Place
from phongtrao.toml_lines import line_of, lines_of
from phongtrao.words import WRONG_YEAR, YEARS
from vanban.secrecy import secrecy_mark

PROGRAMME = "programme.toml"
LARGEST = 1_000_000
"""Bytes of a file."""
MOST = 200
"""Files of a folder."""
DEEPEST = 3
"""Folders within folders."""
LONGEST_LINE = 5_000
NESTED = 12
"""Tables and lists within each other."""
NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,19}")
_WORD = r"""(?:(?<![\w-])[\w-]++|"[^"\n]*+"|'[^'\n]*+')"""
_DOTTED = re.compile(rf"(?:{_WORD}[ \t]*+\.[ \t]*+){{{NESTED},}}")
"""A key of very many parts: the parser takes time and memory by the square of their number."""
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True)
class PartFile:
    """One file that could be read as TOML. `text`: composed (NFC), lines ended by a line feed alone."""

    path: str
    """Within the folder, with `/`."""
    text: str
    content: dict[str, Any]

    @property
    def sha256(self) -> str:
        """Of the text: the same whatever the ends of its lines."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def at(self, key: str, said: str) -> str:
        """What is wrong with a key of the top, with its file and line: `mau.toml:3: ...`."""
        return f"{self.path}:{line_of(self.lines, (key,))}: {said}"

    @cached_property
    def lines(self) -> dict[Place, int]:
        """Where its tables and keys stand."""
        return lines_of(self.text)


@dataclass(slots=True)
class Head:
    """Reads values of a file's top, with a filler for each that is wrong, and keeps what is wrong with them."""

    file: PartFile
    faults: list[str] = field(default_factory=list)

    def fault(self, key: str, said: str) -> None:
        self.faults.append(self.file.at(key, said))

    def name(self) -> str:
        value = self.file.content.get("name")
        if not isinstance(value, str) or len(value) > 60 or not NAME.fullmatch(value):
            self.fault("name", 'xin ghi name bằng chữ thường không dấu, số, gạch nối, ví dụ: name = "bao-cao-nam"')
            return "?"
        return value

    def version(self) -> str:
        value = self.file.content.get("version")
        said = value if isinstance(value, str) else ""
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**6:
            said = str(value)
        if not VERSION.fullmatch(said):
            self.fault("version", 'xin ghi version, ví dụ: version = "1"')
        return said[:20]

    def text(self, key: str, example: str, longest: int, required: bool = True) -> str:
        """Words in one line."""
        value = self.file.content.get(key, "" if not required else None)
        if not isinstance(value, str) or (required and not value.strip()):
            self.fault(key, f'xin ghi {key} trong dấu nháy kép, ví dụ: {key} = "{example}"')
            return "?"
        value = " ".join(value.split())
        if len(value) > longest or not value.isprintable():
            self.fault(key, f"xin ghi {key} không quá {longest} ký tự, không có ký tự điều khiển")
        return value[:longest]

    def day(self, key: str, required: bool = True) -> date | None:
        """A day written as TOML writes it, without quotes; the day 1/1/2000 stands for a wrong one."""
        value = self.file.content.get(key)
        if value is None and not required:
            return None
        if not isinstance(value, date) or isinstance(value, datetime):
            self.fault(key, f"xin ghi {key} dạng năm-tháng-ngày, không đặt trong dấu nháy: {key} = 2026-01-30")
        elif value.year not in YEARS:
            self.fault(key, WRONG_YEAR)
        else:
            return value
        return date(2000, 1, 1)

    def must_day(self, key: str) -> date:
        return self.day(key) or date(2000, 1, 1)

    def texts(self, key: str, example: str, longest: int, most: int) -> list[str]:
        """A list of words; an empty one where the key is not there."""
        value = self.file.content.get(key, [])
        fits = isinstance(value, list) and len(value) <= most
        if not fits or not all(isinstance(v, str) and v.isprintable() and 0 < len(v.strip()) <= longest for v in value):
            self.fault(key, f'xin ghi {key} là danh sách (không quá {most}), ví dụ: {key} = ["{example}"]')
            return []
        return list(dict.fromkeys(v.strip() for v in value))


def read_folder(folder: Path) -> tuple[list[PartFile], list[str]]:
    """Every TOML file of a folder and those within it, in the order of their names, and what is wrong with the others.

    Links are not followed, and nothing outside the folder is opened.
    """
    found: list[PartFile] = []
    faults: list[str] = []
    for n, path in enumerate(_listed(folder, faults)):
        if n == MOST:
            faults.append(f"{folder.name}: có hơn {MOST} tệp TOML; xin chia thành nhiều phong trào")
            break
        name = path.relative_to(folder).as_posix()
        if len(name) > 200 or not name.isprintable():
            faults.append(f"{_shown(name)}:1: xin đặt lại tên tệp, không quá 200 ký tự, không có ký tự lạ")
            continue
        read = _read(path, name)
        if isinstance(read, PartFile):
            found.append(read)
        else:
            faults.append(read)
    return found, faults


def _listed(folder: Path, faults: list[str]) -> Iterator[Path]:
    for where, inside, files in os.walk(folder):
        here = Path(where)
        deep = len(here.relative_to(folder).parts)
        if deep == DEEPEST and inside:
            name = _shown(here.relative_to(folder).as_posix())
            faults.append(f"{name}:1: thư mục lồng quá {DEEPEST} tầng; xin đưa tệp ra ngoài")
            inside.clear()
        for name in [name for name in inside if (here / name).is_symlink()]:
            faults.append(_linked(_shown((here / name).relative_to(folder).as_posix())))
            inside.remove(name)
        inside.sort()
        yield from (here / name for name in sorted(files) if name.lower().endswith(".toml"))


def _shown(name: str) -> str:
    """A name as it can be printed."""
    return (name if name.isprintable() else ascii(name))[:200]


def _linked(name: str) -> str:
    return f"{name}:1: là đường dẫn tới nơi khác; xin chép hẳn tệp vào thư mục của phong trào"


def _read(path: Path, name: str) -> PartFile | str:
    """The file, or what is wrong with it."""
    try:
        raw = _bytes(path)
    except OSError:
        return _linked(name) if path.is_symlink() else f"{name}:1: không mở được; xin xem lại quyền đọc tệp"
    if raw is None:
        return f"{name}:1: không phải tệp thường; xin bỏ ra khỏi thư mục"
    if len(raw) > LARGEST:
        return f"{name}:1: tệp lớn hơn {LARGEST // 1_000_000} MB; xin chia nhỏ"
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return f"{name}:{line}: không phải bảng mã UTF-8; xin lưu lại tệp với bảng mã UTF-8"
    return _parsed(name, unicodedata.normalize("NFC", text.replace("\r\n", "\n")))


def _bytes(path: Path) -> bytes | None:
    """The first bytes of an ordinary file, one more than is allowed; None for a pipe or a device, which could wait."""
    with open(path, "rb", opener=_unfollowed) as file:
        return file.read(LARGEST + 1) if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else None


def _unfollowed(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)


def _parsed(name: str, text: str) -> PartFile | str:
    for n, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            return f"{name}:{n}: dòng dài hơn {LONGEST_LINE} ký tự; xin ngắt thành nhiều dòng"
        if _DOTTED.search(line):
            return f"{name}:{n}: có hơn {NESTED} tầng nối bằng dấu chấm; xin bớt tầng"
    if secrecy_mark(text):
        return f"{name}:1: có dấu chỉ độ mật; trang không nhận bí mật nhà nước, xin bỏ tệp này ra"
    try:
        content = tomllib.loads(text)
    except RecursionError:
        return _too_deep(name)
    except ValueError as error:
        line, column = found.groups() if (found := _PLACE.search(str(error))) else (str(text.count("\n") + 1), "1")
        example = 'chữ đặt trong dấu nháy kép (name = "ten-ngan"), ngày ghi 2026-01-30, mỗi khoá ghi một lần'
        return f"{name}:{line}: chưa đúng cách viết TOML ở cột {column}; {example}"
    return _too_deep(name) if _is_deep(content) else PartFile(name, text, content)


def _too_deep(name: str) -> str:
    return f"{name}:1: có hơn {NESTED} tầng bảng và danh sách lồng nhau; xin bớt tầng"


def _is_deep(content: dict[str, Any]) -> bool:
    layer: list[Any] = [content]
    for _ in range(NESTED + 1):
        inside = (v.values() if isinstance(v, dict) else v for v in layer if isinstance(v, (dict, list)))
        layer = [value for values in inside for value in values]
    return bool(layer)
