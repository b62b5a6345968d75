"""On which line of a TOML file each value stands: the reader of Python's library tells values, not places."""

from __future__ import annotations

import re

Path = tuple[str | int, ...]
"""`("indicator", 0, "title")`: the title of the first `[[indicator]]`; `()` is the file."""
_HEADER = re.compile(r"\s*(?P<open>\[\[?)\s*(?P<name>[\w-]+)\s*\]\]?\s*$")
_KEY = re.compile(r"\s*(?P<name>[\w-]+)\s*=")
_QUOTED = re.compile(
    r'"""(?:\\.|(?!""").)*+(?:"""|(?P<long>$))'
    r"|'''.*?(?:'''|(?P<raw>$))"
    r'|"(?:\\.|[^"\\])*"'
    r"|'[^']*'"
)


def lines_of(text: str) -> dict[Path, int]:
    """Path → line, counted from 1, for tables and their keys as report forms write them: bare names, one level deep."""
    found: dict[Path, int] = {(): 1}
    table: Path = ()
    counted: dict[str, int] = {}
    closing, depth = "", 0
    for number, line in enumerate(text.split("\n"), 1):
        bare, closing_after = _without_texts(line, closing)
        if not closing and not depth:
            if header := _HEADER.match(bare):
                table = (header["name"],)
                if header["open"] == "[[":
                    counted[header["name"]] = counted.get(header["name"], -1) + 1
                    table = (header["name"], counted[header["name"]])
                found.setdefault(table, number)
                found.setdefault(table[:1], number)
                continue
            if key := _KEY.match(bare):
                found.setdefault((*table, key["name"]), number)
        closing = closing_after
        depth = max(0, depth + bare.count("[") + bare.count("{") - bare.count("]") - bare.count("}"))
    return found


def line_of(found: dict[Path, int], path: Path) -> int:
    """The line of a path, or of the nearest thing that holds it."""
    while path not in found:
        path = path[:-1]
    return found[path]


def _without_texts(line: str, closing: str) -> tuple[str, str]:
    """The line without texts and remarks, and the mark that closes a text still open at its end (`""` for none)."""
    if closing:
        _, ends, line = line.partition(closing)
        if not ends:
            return "", closing
    opened = ""
    kept: list[str] = []
    at = 0
    while at < len(line) and line[at] != "#":
        if text := _QUOTED.match(line, at):
            opened = '"""' if text["long"] is not None else "'''" if text["raw"] is not None else ""
            at = text.end()
        else:
            kept.append(line[at])
            at += 1
    return "".join(kept), opened
