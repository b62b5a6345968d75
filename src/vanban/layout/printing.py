"""What a check found, and the rules themselves: for programs and for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from vanban.kinds import BY_SLUG
from vanban.layout.check import RULES, UNTOLD, Verdict

_SHOWN = 5
"""Places of one rule that are printed for people."""
_UNTOLD = "Không kiểm được ở tệp Word, đề nghị người soát lại:"


def as_json(name: str, verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """A check, ready for JSON: rules broken and not to be told with their places, numbers of those kept and absent."""
    read: dict[str, Any] = {"source": name, "passed": not any(verdict.state == "broken" for verdict in verdicts)}
    for state in ("broken", "untold"):
        read[state] = [_entry(verdict, state) for verdict in verdicts if verdict.state == state]
    for state in ("kept", "absent"):
        read[state] = [verdict.rule.number for verdict in verdicts if verdict.state == state]
    return read | {"for_people": [{"name": name, "source": source} for name, source in UNTOLD]}


def _entry(verdict: Verdict, state: str) -> dict[str, Any]:
    places = [
        {"where": finding.where, "found": finding.found, "wanted": finding.wanted}
        for finding in verdict.findings
        if finding.told == (state == "broken")
    ]
    rule = verdict.rule
    return {"number": rule.number, "name": rule.name, "source": rule.source, "places": places}


def as_refusal(name: str, message: str) -> dict[str, Any]:
    """What stands in the place of a file that could not be looked at."""
    return {"source": name, "passed": False, "error": message}


def as_text(verdicts: Sequence[Verdict]) -> str:
    """A check for a person at a terminal: what is wrong, what a person has to look at, the count."""
    lines: list[str] = []
    for verdict in verdicts:
        if verdict.state == "broken":
            lines += [f"SAI {verdict.rule.number}. {verdict.rule.name}", f"    ({verdict.rule.source})"]
            lines += _places(verdict, told=True)
    lines += [""] if lines else []
    lines.append(_UNTOLD)
    for verdict in verdicts:
        if any(not finding.told for finding in verdict.findings):
            lines += [f"  {verdict.rule.number}. {verdict.rule.name}", *_places(verdict, told=False)]
    lines += [f"  - {name}" for name, _ in UNTOLD]
    return "\n".join([*lines, "", _count(verdicts)])


def _places(verdict: Verdict, told: bool) -> Iterator[str]:
    held = [finding for finding in verdict.findings if finding.told == told]
    for finding in held[:_SHOWN]:
        yield f"    {finding.where}: {finding.found}; cần: {finding.wanted}"
    if len(held) > _SHOWN:
        yield f"    và {len(held) - _SHOWN} chỗ khác"


def _count(verdicts: Sequence[Verdict]) -> str:
    states = [verdict.state for verdict in verdicts]
    return (
        f"Đúng {states.count('kept')} quy tắc, sai {states.count('broken')}, không kiểm được {states.count('untold')}, "
        f"không có phần liên quan {states.count('absent')}."
    )


def rule_entries() -> list[dict[str, Any]]:
    """One entry a rule, ready for JSON."""
    return [
        {
            "number": rule.number,
            "name": rule.name,
            "source": rule.source,
            "of": rule.of,
            "passing": rule.passing.words,
            "breaking": rule.breaking.words,
        }
        for rule in RULES
    ]


def rules_as_text() -> str:
    """The rules for a person at a terminal."""
    lines: list[str] = []
    for rule in RULES:
        lines += [f"{rule.number}. {rule.name}", f"  ({rule.source})"]
        lines += [f"  + {rule.passing.words}", f"  − {rule.breaking.words}", ""]
    return "\n".join(lines).rstrip("\n")


def rules_as_markdown() -> str:
    """The rules as a page of the manual."""
    head = (
        "# Quy tắc thể thức\n\nIn từ chính các quy tắc (`vanban rules --layout --markdown`); `vanban check` kiểm tệp"
        " theo các quy tắc này. Mỗi ví dụ là một thay đổi trên văn bản mẫu; bộ kiểm thử kiểm cả hai chiều."
    )
    rows = [
        f"| {rule.number} | {rule.name} | {rule.source.removeprefix('NĐ 30/2020/NĐ-CP, ')} | {rule.passing.words} |"
        f" {rule.breaking.words} ({BY_SLUG[rule.of].name.lower()}) |"
        for rule in RULES
    ]
    table = ["| số | quy tắc | Nghị định 30/2020/NĐ-CP | đúng | sai |", "|---|---|---|---|---|", *rows]
    untold = [f"- {name} ({source.removeprefix('NĐ 30/2020/NĐ-CP, ')})" for name, source in UNTOLD]
    return "\n".join([head, "", *table, "", f"## {_UNTOLD.rstrip(':')}", "", *untold])
