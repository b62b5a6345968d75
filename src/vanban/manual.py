"""Every rule of reading with its examples and counter-examples, as the suite checks them: for programs and people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

import vanban.compiler  # noqa: F401  # reading a document needs every rule: importing it makes them all known
from vanban.rule import ALL, EXAMPLE_SETTING, Rule


def as_entries() -> list[dict[str, Any]]:
    """One entry a rule, ready for JSON: subject, name, pattern, examples with what they read as, counter-examples."""
    return [_entry(subject, rule) for subject, rules in ALL.items() for rule in rules]


def _entry(subject: str, rule: Rule[Any]) -> dict[str, Any]:
    return {
        "subject": subject,
        "name": rule.name,
        "pattern": rule.pattern.pattern,
        "examples": [{"text": text, "value": _plain(value)} for text, value in rule.examples],
        "not_examples": list(rule.not_examples),
    }


def _plain(value: Any) -> Any:
    """A value as JSON holds it."""
    if is_dataclass(value) and not isinstance(value, type):
        shown = {field.name: getattr(value, field.name) for field in fields(value) if field.compare}
        return {key: _plain(held) for key, held in shown.items() if held not in (None, (), "")}
    if isinstance(value, dict):
        return {str(key): _plain(held) for key, held in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(held) for held in value]
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def as_text() -> str:
    """The rules for a person at a terminal."""
    lines: list[str] = []
    for subject, rules in ALL.items():
        lines += [subject, "=" * len(subject), ""]
        for rule in rules:
            lines += [rule.name, *(f"  + {text}  →  {_shown(value)}" for text, value in rule.examples)]
            lines += [*(f"  − {text}" for text in rule.not_examples), ""]
    return "\n".join(lines).rstrip("\n")


def as_markdown() -> str:
    """The rules as a page of the manual."""
    issued = EXAMPLE_SETTING.issued
    day = f" Các ví dụ được đọc như trong văn bản ngày {issued:%d/%m/%Y}." if issued else ""
    head = (
        "# Quy tắc đọc văn bản\n\nIn từ chính các quy tắc (`vanban rules --markdown`); bộ kiểm thử kiểm cả hai chiều."
    )
    return "\n".join([head + day, *(line for subject, rules in ALL.items() for line in _page(subject, rules))])


def _page(subject: str, rules: tuple[Rule[Any], ...]) -> Iterator[str]:
    yield f"\n## {subject}"
    for rule in rules:
        yield f"\n### {rule.name}\n"
        if rule.examples:
            yield "| đọc được | thành |\n|---|---|"
        for text, value in rule.examples:
            yield f"| {_cell(text)} | {_cell(_shown(value))} |"
        if rule.not_examples:
            yield "\nKhông đọc: " + "; ".join(f"“{_cell(text)}”" for text in rule.not_examples) + "."


def _shown(value: Any) -> str:
    plain = _plain(value)
    if isinstance(plain, dict):
        return ", ".join(f"{key}: {held}" for key, held in plain.items())
    if isinstance(plain, list):
        return "; ".join(map(_shown, plain))
    return str(plain)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ⏎ ")
