"""What people write into a cell, and a figure as they read it: one way for pages, sheets and files of values."""

from __future__ import annotations

from dataclasses import dataclass

from phongtrao.dong import NotWhole, grouped, read_whole
from phongtrao.reports.form import Indicator, Value
from phongtrao.words import fold

NOTHING = "không phát sinh"
_YES = {"co": 1, "1": 1, "x": 1, "khong": 0, "0": 0}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that was filled in: a value, or that nothing happened (which counts as nought)."""

    value: Value
    nothing: bool = False


class Unreadable(ValueError):
    """A cell that cannot be taken; the Vietnamese text says what to write."""


def read_cell(indicator: Indicator, written: str, base: str = "") -> Cell | None:
    """What was written: None for an empty cell. Numbers may be parted by points: `1.500.000`. Raises Unreadable."""
    written, base = " ".join(written.split()), " ".join(base.split())
    if not written and not base:
        return None
    if fold(written) == fold(NOTHING):
        return Cell(Value(0, 0 if indicator.type == "share" else None), nothing=True)
    if indicator.type == "share":
        return Cell(_share(indicator, written, base))
    if base:
        raise Unreadable(f"«{indicator.title}» không có tổng số đi kèm; xin bỏ trống ô tổng số.")
    if indicator.type == "yes_no":
        return Cell(Value(_choice(written, _YES, "«có» hoặc «không»")))
    if indicator.type == "level":
        places = {fold(level): place for place, level in enumerate(indicator.levels)}
        return Cell(Value(_choice(written, places, ", ".join(f"«{level}»" for level in indicator.levels))))
    return Cell(Value(_whole(_bare(indicator, written))))


def _bare(indicator: Indicator, written: str) -> str:
    """The number without the unit that many write behind it: `12 mô hình`, `1.500.000đ`."""
    units = ("đồng", "vnđ", "vnd", "đ") if indicator.type == "money" else (indicator.unit,)
    unit = next((one for one in units if one and fold(written).endswith(fold(one))), "")
    return written[: len(written) - len(unit)].rstrip()


def _share(indicator: Indicator, part: str, base: str) -> Value:
    if not part or not base:
        raise Unreadable(f"Xin ghi cả hai số: số đạt và {indicator.base or 'tổng số'}.")
    found = Value(_whole(part), _whole(base))
    if found.base is not None and found.value > found.base:
        raise Unreadable(f"Số đạt ({part}) lớn hơn {indicator.base or 'tổng số'} ({base}); xin xem lại hai số.")
    return found


def _whole(written: str) -> int:
    try:
        return read_whole(written)
    except NotWhole as error:
        raise Unreadable(str(error)) from None


def _choice(written: str, places: dict[str, int], fitting: str) -> int:
    place = places.get(fold(written))
    if place is None:
        raise Unreadable(f"«{written[:40]}» không có trong các lựa chọn; xin ghi {fitting}.")
    return place


def written(indicator: Indicator, cell: Cell | None) -> tuple[str, str]:
    """The cell as `read_cell` reads it, and its base; empty texts for an empty cell."""
    if cell is None:
        return "", ""
    if cell.nothing:
        return NOTHING, ""
    if indicator.type == "yes_no":
        return ("có" if cell.value.value else "không"), ""
    if indicator.type == "level":
        return indicator.levels[cell.value.value], ""
    base = "" if cell.value.base is None else grouped(cell.value.base)
    return grouped(cell.value.value), base


def as_written(indicator: Indicator, text: str, base: str = "") -> tuple[str, str]:
    """What was typed as it is written: `1500000` as `1.500.000`. Raises Unreadable."""
    return written(indicator, read_cell(indicator, text, base))


def spoken(indicator: Indicator, value: Value) -> str:
    """A figure in words for pages and papers: `1.250 mô hình`, `70,5 % (31/44)`, `đạt`."""
    if indicator.type == "level":
        return indicator.levels[value.value] if value.value < len(indicator.levels) else "?"
    if indicator.type == "share":
        return f"{percent(value)} ({grouped(value.value)}/{grouped(value.base or 0)})"
    return f"{grouped(value.value)} {indicator.unit}".strip()


def percent(value: Value) -> str:
    """`70,5 %`, rounded half up to one place; a dash where the base is nought."""
    if not value.base:
        return "–"
    tenths = (2000 * value.value + value.base) // (2 * value.base)
    return f"{tenths // 10},{tenths % 10} %" if tenths % 10 else f"{tenths // 10} %"
