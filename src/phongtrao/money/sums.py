"""Lines of an estimate as plain values: what each comes to, sums of groups and the whole, how two versions differ.

A sum is always counted from its lines; nothing here or in the database keeps one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from phongtrao.dong import MOST, grouped

MOST_HUNDREDTHS = 10**9
"""Ten million of a thing."""
WHOLE = "khoản"
"""Unit of a line that is carried over as one sum."""
ADDED, DROPPED, CHANGED, SAME = "added", "dropped", "changed", "same"
CHANGES = {ADDED: "thêm", DROPPED: "bỏ", CHANGED: "sửa", SAME: "giữ nguyên"}
"""What became of a line between two versions."""


class WrongLine(ValueError):
    """A quantity or a product that cannot be taken; the Vietnamese text says what to write."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line (khoản chi). `number` stays with it through every version; `hundredths` of its unit cost `price` each.

    `appraised` and `approved` are None until somebody has said them.
    """

    number: int
    heading: str
    words: str
    unit: str
    hundredths: int
    price: int
    clause: str = ""
    """Name of the clause that pays, of the sources of money of the estimate's programme."""
    remark: str = ""
    appraised: int | None = None
    appraisal_reason: str = ""
    approved: int | None = None
    approval_reason: str = ""

    @property
    def amount(self) -> int:
        """What is asked, in đồng."""
        return self.hundredths * self.price // 100

    @property
    def in_force(self) -> int:
        """What the line comes to as far as it was decided: approved, else appraised, else asked."""
        said = (one for one in (self.approved, self.appraised) if one is not None)
        return next(said, self.amount)

    @property
    def quantity(self) -> str:
        """`12`, `1.500`, `2,5`, as people read it."""
        return written_quantity(self.hundredths)


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums of some lines in đồng; None where a line of them has no such figure yet."""

    asked: int
    appraised: int | None
    approved: int | None


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one heading, and what they come to."""

    heading: str
    lines: tuple[Line, ...]

    @property
    def sums(self) -> Sums:
        return sums_of(self.lines)


@dataclass(frozen=True, slots=True)
class Change:
    """A line as it was and as it is; `before` is None for a new one, `after` for one that was dropped."""

    before: Line | None
    after: Line | None

    @property
    def kind(self) -> str:
        if self.before is None:
            return ADDED
        if self.after is None:
            return DROPPED
        return SAME if _said(self.before) == _said(self.after) and not self.difference else CHANGED

    @property
    def was(self) -> int:
        """What it came to, as it was decided; 0 for a new line."""
        return self.before.in_force if self.before else 0

    @property
    def comes_to(self) -> int:
        return self.after.in_force if self.after else 0

    @property
    def difference(self) -> int:
        """In đồng; below nought where it became less."""
        return self.comes_to - self.was

    @property
    def shown(self) -> Line:
        """The line as it is, else as it was."""
        found = self.after or self.before
        assert found is not None
        return found


def as_approved(line: Line) -> Line:
    """The line as an amendment begins with it: what was approved in place of what was asked, said by nobody yet. Where
    a cut left no whole price it is one sum."""
    price, rest = divmod(line.in_force * 100, line.hundredths)
    kept = (line.unit, line.hundredths, price) if not rest else (WHOLE, 100, line.in_force)
    return Line(line.number, line.heading, line.words, *kept, line.clause, line.remark)


def amount_of(hundredths: int, price: int) -> int:
    """Quantity times price in whole đồng. Raises WrongLine where it is none, or above `dong.MOST`: nothing is rounded,
    so that every sum can be counted again by hand."""
    amount, rest = divmod(hundredths * price, 100)
    if rest:
        raise WrongLine("Số lượng nhân đơn giá không ra số đồng chẵn; xin sửa số lượng hoặc đơn giá.")
    if amount > MOST:
        raise WrongLine(f"Thành tiền quá lớn (trên {grouped(MOST)} đồng); xin xem lại số lượng, đơn giá.")
    return amount


def read_quantity(written: str) -> int:
    """Hundredths of a quantity as people type it: `12`, `1.500`, `2,5`. Raises WrongLine.

    A point parts thousands and a comma is followed by one or two decimals, as everywhere on the site.
    """
    whole, comma, part = " ".join(written.split()).partition(",")
    try:
        if comma and not (part.isascii() and part.isdigit() and len(part) <= 2):
            raise InvalidOperation
        if "." in whole and not all(len(three) == 3 for three in whole.split(".")[1:]):
            raise InvalidOperation
        bare = whole.replace(".", "")
        if not (bare.isascii() and bare.isdigit() and len(bare) <= 8):
            raise InvalidOperation
        hundredths = int(Decimal(f"{bare}.{part or 0}") * 100)
    except InvalidOperation:
        said = f"«{written[:40]}» không phải số lượng; xin ghi như 12 hoặc 2,5 (tối đa hai số lẻ)."
        raise WrongLine(said) from None
    if not 0 < hundredths <= MOST_HUNDREDTHS:
        raise WrongLine(f"Số lượng phải lớn hơn 0 và không quá {grouped(MOST_HUNDREDTHS // 100)}.")
    return hundredths


def written_quantity(hundredths: int) -> str:
    """As `read_quantity` reads it."""
    part = f"{hundredths % 100:02d}".rstrip("0")
    return grouped(hundredths // 100) + (f",{part}" if part else "")


def sums_of(lines: Iterable[Line]) -> Sums:
    """Sums of the lines; of none nought is asked, and nothing is appraised."""
    rows = list(lines)
    return Sums(
        sum(line.amount for line in rows),
        _sum([line.appraised for line in rows]),
        _sum([line.approved for line in rows]),
    )


def _sum(figures: Sequence[int | None]) -> int | None:
    known = [one for one in figures if one is not None]
    return sum(known) if figures and len(known) == len(figures) else None


def groups_of(lines: Iterable[Line], by: Callable[[Line], str] = lambda line: line.heading) -> list[Group]:
    """The lines under their headings, both in the order in which they first stand; `by` groups them otherwise."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(by(line), []).append(line)
    return [Group(heading, tuple(rows)) for heading, rows in found.items()]


def differences(before: Iterable[Line], after: Iterable[Line]) -> list[Change]:
    """Line by line by their numbers: those there are in their order, then those that were dropped."""
    was = {line.number: line for line in before}
    kept = [Change(was.pop(line.number, None), line) for line in after]
    return [*kept, *(Change(line, None) for line in was.values())]


def _said(line: Line) -> tuple[str, str, str, int, int, str, str]:
    return line.heading, line.words, line.unit, line.hundredths, line.price, line.clause, line.remark
