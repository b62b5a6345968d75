"""Khoản chi as people type it, on the page or in a sheet: one way to read a line, and every fault by its cell."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from phongtrao.dong import NotWhole, grouped, read_dong
from phongtrao.money.sums import Line, WrongLine, amount_of, read_quantity, written_quantity
from phongtrao.words import fold

FIELDS = ("heading", "words", "unit", "quantity", "price", "clause", "remark")
LONGEST = {"heading": 200, "words": 500, "unit": 40, "remark": 500}
NAMES = {
    "heading": "nhóm", "words": "nội dung chi", "unit": "đơn vị tính", "quantity": "số lượng", "price": "đơn giá",
    "clause": "khoản chi", "remark": "ghi chú",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Typed:
    """The cells of one line as they were typed."""

    heading: str = ""
    words: str = ""
    unit: str = ""
    quantity: str = ""
    price: str = ""
    clause: str = ""
    remark: str = ""


def read_line(typed: Typed, number: int, clauses: Mapping[str, str], usual: str) -> tuple[Line | None, dict[str, str]]:
    """The line that was typed, or None and what is wrong by field.

    `clauses`: name → place of those that pay (either may be typed); an empty cell means the `usual` one.
    """
    wrong: dict[str, str] = {}
    said = {name: " ".join(getattr(typed, name).split()) for name in FIELDS}
    for name, most in LONGEST.items():
        if len(said[name]) > most:
            wrong[name] = f"dài {len(said[name])} ký tự, nhiều nhất là {most}; xin viết ngắn lại."
    wrong |= {name: f"chưa ghi {NAMES[name]}." for name in ("words", "unit") if not said[name]}
    hundredths = _read("quantity", said["quantity"], read_quantity, wrong)
    price = _read("price", said["price"], read_dong, wrong)
    clause = _clause(said["clause"], clauses, usual)
    if clause is None:
        known = ", ".join(f"«{place}»" for place in clauses.values())
        wrong["clause"] = f"«{said['clause'][:40]}» không phải khoản chi cho đơn vị này; dùng được: {known}."
    if not wrong:
        try:
            amount_of(hundredths, price)
        except WrongLine as error:
            wrong["price"] = str(error)
    if wrong or clause is None:
        return None, wrong
    line = Line(number, said["heading"], said["words"], said["unit"], hundredths, price, clause, said["remark"])
    return line, {}


def _read(name: str, written: str, read: Callable[[str], int], wrong: dict[str, str]) -> int:
    if not written:
        wrong[name] = f"chưa ghi {NAMES[name]}."
        return 0
    try:
        return read(written)
    except (NotWhole, WrongLine) as error:
        wrong[name] = str(error)
        return 0


def _clause(written: str, clauses: Mapping[str, str], usual: str) -> str | None:
    if not written:
        return usual
    if written in clauses:
        return written
    return next((name for name, place in clauses.items() if fold(place) == fold(written)), None)


def as_typed(line: Line, clauses: Mapping[str, str]) -> Typed:
    """The line as `read_line` reads it."""
    return Typed(
        line.heading, line.words, line.unit, written_quantity(line.hundredths), grouped(line.price),
        clauses.get(line.clause, line.clause), line.remark,
    )  # fmt: skip


def same_line(one: Line, lines: Collection[Line]) -> Line | None:
    """Another line with the same heading, words and unit: typed twice."""
    keys = (fold(one.heading), fold(one.words), fold(one.unit))
    others = (line for line in lines if line.number != one.number)
    return next((o for o in others if (fold(o.heading), fold(o.words), fold(o.unit)) == keys), None)


def asked_of(line: Line) -> Line:
    """The line without what finance and the decider said of it."""
    return replace(line, appraised=None, appraisal_reason="", approved=None, approval_reason="")


def columns_of(line: Line) -> dict[str, Any]:
    """What its row holds of it, besides its number."""
    return {
        "heading": line.heading, "words": line.words, "unit": line.unit, "hundredths": line.hundredths,
        "price": line.price, "clause": line.clause, "remark": line.remark,
    }  # fmt: skip
