"""Tables of tasks: a header row says which column holds the task, who does it, with whom, by when; one duty a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from vanban.deadlines import deadlines as read_deadlines
from vanban.directive import Duty, Party, Span
from vanban.orders import fold
from vanban.parties import party_list

_COLUMNS = (
    ("support", re.compile(r"phoi hop")),
    ("lead", re.compile(r"chu tri|co quan|don vi|thuc hien$|phan cong|trach nhiem|phu trach")),
    ("time", re.compile(r"thoi gian|thoi han|hoan thanh|tien do|lo trinh")),
    ("product", re.compile(r"san pham|ket qua")),
    ("task", re.compile(r"nhiem vu|noi dung|cong viec|hoat dong|giai phap|ten ")),
    ("label", re.compile(r"^(?:stt|tt|so tt)$")),
)


def is_row(words: str) -> bool:
    """Whether a paragraph is a table's row: cells between bars."""
    return words.lstrip().startswith("|") and words.count("|") >= 3


def cells(text: str, row: Span) -> list[Span]:
    """The cells of a row, without blanks around their words."""
    bars = [m.start() for m in re.compile(r"\|").finditer(text, *row)]
    found = []
    for left, right in zip(bars, [*bars[1:], row[1]], strict=True):
        a, b = left + 1, right
        while a < b and text[a] in " *":
            a += 1
        while b > a and text[b - 1] in " *|":
            b -= 1
        found.append((a, b))
    return found[:-1] if found and found[-1][0] >= found[-1][1] and text[row[1] - 1 : row[1]] == "|" else found


def _columns(text: str, row: Span) -> dict[str, int]:
    named: dict[str, int] = {}
    for position, (a, b) in enumerate(cells(text, row)):
        heading = fold(text[a:b])
        kind = next((k for k, pattern in _COLUMNS if pattern.search(heading)), None) if len(heading) < 80 else None
        if kind and kind not in named:
            named[kind] = position
    return named


def table_duties(
    text: str, rows: Sequence[Span], clause: str, actors: tuple[Party, ...], issued: date | None
) -> Iterator[Duty]:
    """One duty for each row under a header that names at least the task and who or when.

    A row of which only the first cells hold words (`II | Cải cách thủ tục | | |`) opens a section of the table.
    """
    columns: dict[str, int] = {}
    section = ""
    for row in rows:
        named = _columns(text, row)
        if "task" in named and ("lead" in named or "time" in named):
            columns, section = named, ""
        elif columns and (opened := _section(text, row, columns)):
            section = opened
        elif columns and (duty := _row_duty(text, row, columns, (clause, section), actors, issued)):
            yield duty


def _section(text: str, row: Span, columns: dict[str, int]) -> str:
    """The label of a row that only opens a section; empty for any other row."""
    spans = cells(text, row)
    filled = [place for place, (a, b) in enumerate(spans) if a < b]
    if "label" not in columns or filled != [columns["label"], columns["task"]]:
        return ""
    return text[slice(*spans[columns["label"]])].rstrip(".")


def _row_duty(
    text: str,
    row: Span,
    columns: dict[str, int],
    above: tuple[str, str],
    actors: tuple[Party, ...],
    issued: date | None,
) -> Duty | None:
    spans = cells(text, row)

    def cell(kind: str) -> Span | None:
        place = columns.get(kind)
        return spans[place] if place is not None and place < len(spans) and spans[place][0] < spans[place][1] else None

    task, lead, support, time = cell("task"), cell("lead"), cell("support"), cell("time")
    if task is None or not (lead or time):
        return None
    label = cell("label")
    number = text[label[0] : label[1]].rstrip(".") if label else ""
    return Duty(
        kind="act",
        clause=".".join(p for p in (*above, number) if p),
        start=task[0],
        end=max(s[1] for s in (task, lead, support, time) if s),
        actors=party_list(text, *lead, whole=True)[0] if lead else actors,
        support=party_list(text, *support, whole=True)[0] if support else (),
        deadlines=read_deadlines(text, *time, issued) if time else read_deadlines(text, *task, issued),
        why={"actors": "cột đơn vị chủ trì", "kind": "hàng của bảng nhiệm vụ"},
    )
