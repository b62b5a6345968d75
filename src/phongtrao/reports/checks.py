"""The little language of checks: what must hold between the values of a report.

Whole numbers, names of indicators, `last.NAME` (the value of the period before), `NAME.base` (the base of a share; its
name alone is the part), `+ - *`, comparisons (`<= >= == < >`, also chained), `and`, `or`, brackets. Nothing else:
no calls, no texts, no other attributes. Python's own parser reads it, a white list walks what it read.

>>> rule = parse("mo_hinh_moi <= mo_hinh and mo_hinh >= last.mo_hinh")
>>> rule.names, rule.holds({"mo_hinh_moi": Value(2), "mo_hinh": Value(7)}, {"mo_hinh": Value(5)})
(('mo_hinh_moi', 'mo_hinh'), True)
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from phongtrao.reports.form import Value

LONGEST, DEEPEST = 300, 20
"""Characters of a rule, and levels of brackets and operations in it."""
LAST, BASE = "last", "base"
_TOKEN = re.compile(r"\d+(?![a-z0-9_.])|[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*|[<>]=?|==|[-+*()]| ")
_ARITHMETIC = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul}
_COMPARING = {
    ast.LtE: operator.le,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.Lt: operator.lt,
    ast.Gt: operator.gt,
}
_HOW = "xin ghi như «mo_hinh_moi <= mo_hinh» (dùng được: + - * <= >= == < > and or, last.TÊN, TÊN.base)"

Values = Mapping[str, Value | None]


class _Missing(Exception):
    """A value that the rule needs is not there."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One value that a rule looks at: of which indicator, of the last period or of this one, its base or itself."""

    name: str
    of_last: bool = False
    of_base: bool = False

    def find(self, values: Values, last: Values) -> int:
        """Its number; raises `_Missing`."""
        given = (last if self.of_last else values).get(self.name)
        if given is None:
            raise _Missing
        number = given.base if self.of_base else given.value
        if number is None:
            raise _Missing
        return number


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that was read; made by `parse`."""

    text: str
    references: tuple[Reference, ...]
    """In the order of the text, each once."""
    _tree: ast.expr = field(compare=False, repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """Indicators that it names, in order, each once."""
        return tuple(dict.fromkeys(one.name for one in self.references))

    def holds(self, values: Values, last: Values) -> bool | None:
        """Whether it holds for the values of a period and of the one before (`{}` where there is none). None where a
        value that it names is missing: nothing is said of it then. `Không phát sinh` comes as nought."""
        try:
            found = {one: one.find(values, last) for one in self.references}
        except _Missing:
            return None
        return _true(self._tree, found)


def parse(rule: str) -> Rule:
    """The rule of a text. Raises ValueError, with a Vietnamese text that says what to write, for anything else."""
    if len(rule) > LONGEST:
        raise ValueError(f"quy tắc dài quá {LONGEST} ký tự; xin tách thành nhiều [[check]]")
    if unknown := _TOKEN.sub("", rule):
        raise ValueError(f"quy tắc có «{unknown[0]}» không hiểu được; {_HOW}")
    try:
        tree = ast.parse(rule.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise ValueError(f"quy tắc «{rule.strip()}» viết chưa đúng; {_HOW}") from None
    references = tuple(dict.fromkeys(_claim(tree)))
    if not references:
        raise ValueError(f"quy tắc không nhắc chỉ tiêu nào; {_HOW}")
    return Rule(rule.strip(), references, tree)


def _claim(node: ast.expr, depth: int = 0) -> Iterator[Reference]:
    """References in a part that says yes or no; raises ValueError for a part that does not."""
    _not_too_deep(depth)
    if isinstance(node, ast.BoolOp):
        for part in node.values:
            yield from _claim(part, depth + 1)
    elif isinstance(node, ast.Compare) and all(type(sign) in _COMPARING for sign in node.ops):
        for part in (node.left, *node.comparators):
            yield from _number(part, depth + 1)
    else:
        raise ValueError(f"«{ast.unparse(node)}» phải là một so sánh; {_HOW}")


def _number(node: ast.expr, depth: int) -> Iterator[Reference]:
    """References in a part that is a number; raises ValueError for a part that is none."""
    _not_too_deep(depth)
    if isinstance(node, ast.BinOp) and type(node.op) in _ARITHMETIC:
        yield from _number(node.left, depth + 1)
        yield from _number(node.right, depth + 1)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield from _number(node.operand, depth + 1)
    elif isinstance(node, ast.Name | ast.Attribute):
        yield _reference(node)
    elif not (isinstance(node, ast.Constant) and type(node.value) is int):
        raise ValueError(f"«{ast.unparse(node)}» không phải là số hay chỉ tiêu; {_HOW}")


def _reference(node: ast.expr) -> Reference:
    """`NAME`, `last.NAME`, `NAME.base`, `last.NAME.base`; raises ValueError for another chain of names."""
    words = ast.unparse(node).split(".")
    of_last, of_base = words[0] == LAST and len(words) > 1, words[-1] == BASE and len(words) > 1
    names = words[of_last : len(words) - of_base]
    if len(names) != 1 or names[0] == LAST:
        raise ValueError(f"«{'.'.join(words)}» không hiểu được; xin ghi TÊN, last.TÊN, TÊN.base hoặc last.TÊN.base")
    return Reference(names[0], of_last, of_base)


def _not_too_deep(depth: int) -> None:
    if depth > DEEPEST:
        raise ValueError(f"quy tắc lồng nhau quá {DEEPEST} tầng; xin tách thành nhiều [[check]]")


def _true(node: ast.expr, found: Mapping[Reference, int]) -> bool:
    if isinstance(node, ast.BoolOp):
        parts = (_true(part, found) for part in node.values)
        return all(parts) if isinstance(node.op, ast.And) else any(parts)
    assert isinstance(node, ast.Compare)
    numbers = [_worth(part, found) for part in (node.left, *node.comparators)]
    pairs = zip(node.ops, numbers, numbers[1:], strict=False)
    return all(bool(_COMPARING[type(sign)](left, right)) for sign, left, right in pairs)


def _worth(node: ast.expr, found: Mapping[Reference, int]) -> int:
    if isinstance(node, ast.BinOp):
        return int(_ARITHMETIC[type(node.op)](_worth(node.left, found), _worth(node.right, found)))
    if isinstance(node, ast.UnaryOp):
        return -_worth(node.operand, found)
    if isinstance(node, ast.Constant):
        assert isinstance(node.value, int)
        return node.value
    return found[_reference(node)]
