"""Holding a Word file against every rule of the layout."""

from __future__ import annotations

from dataclasses import dataclass

from vanban.layout import body_rules, foot_rules, head_rules, opening_rules, page_rules
from vanban.layout.forms import PART_ONE
from vanban.layout.look import look
from vanban.layout.parts import Parts, find_parts
from vanban.layout.rule import Finding, LayoutRule

RULES: tuple[LayoutRule, ...] = (
    *page_rules.RULES,
    *head_rules.RULES,
    *opening_rules.RULES,
    *body_rules.RULES,
    *foot_rules.RULES,
)
"""Every rule, by its number."""

UNTOLD: tuple[tuple[str, str], ...] = (
    ("Tên cơ quan là tên chính thức, đầy đủ", f"{PART_ONE}II.2.a"),
    ("Chữ viết tắt trong ký hiệu theo quy định của cơ quan", f"{PART_ONE}II.3.b"),
    ("Địa danh là tên chính thức của đơn vị hành chính nơi cơ quan đóng trụ sở", f"{PART_ONE}II.4.a"),
    ("Viện dẫn lần đầu ghi đủ, lần sau ghi tên loại và số, ký hiệu", f"{PART_ONE}II.6.b"),
    ("Chức vụ của người ký là chức vụ lãnh đạo chính thức", f"{PART_ONE}II.7.c"),
    ("Chữ ký, dấu, chữ ký số của người ký và của cơ quan", f"{PART_ONE}II.7.d, II.8"),
)
"""What the decree asks and no Word file tells: a person has to look."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule says of a paper. `findings` are what breaks it or cannot be told; `absent`: it has no such part."""

    rule: LayoutRule
    findings: tuple[Finding, ...] = ()
    absent: bool = False

    @property
    def state(self) -> str:
        """`broken`, `untold`, `absent` or `kept`."""
        if any(finding.told for finding in self.findings):
            return "broken"
        if self.findings:
            return "untold"
        return "absent" if self.absent else "kept"


def check_docx(raw: bytes) -> tuple[Verdict, ...]:
    """One verdict a rule, in their order. Raises `vanban.intake.Unreadable` where there is no paper to look at."""
    parts = find_parts(look(raw))
    return tuple(_verdict(rule, parts) for rule in RULES)


def _verdict(rule: LayoutRule, parts: Parts) -> Verdict:
    found = rule.check(parts)
    return Verdict(rule, absent=True) if found is None else Verdict(rule, tuple(found))
