"""A numbered rule of the layout: what it asks, where the decree says so, and a passing and a breaking example."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from vanban.layout.forms import FORMS, Form, Range
from vanban.layout.parts import Parts
from vanban.layout.seen import SeenLine


@dataclass(frozen=True, slots=True)
class Finding:
    """Where a paper breaks a rule: what stands there, what must stand. `told` is False where the file cannot tell."""

    where: str
    found: str
    wanted: str
    told: bool = True


@dataclass(frozen=True, slots=True)
class Example:
    """A small change to a good paper, in words for people and as data for the suite.

    `part` is a key of `FORMS`, `body`, `page`, `page_number` or `rule under PART`; `line` the first words of the
    paragraph of it that is changed (its first one where empty); `change` what is set: `text`, `size`, `bold`,
    `italic`, `align`, `font`, `colour`, `before`, `after`, `spacing`, `first`, `drop`, or a page's own properties.
    """

    words: str
    part: str
    change: Mapping[str, object] = field(default_factory=dict)
    line: str = ""


Check = Callable[[Parts], Iterable[Finding] | None]
"""What breaks a rule in a paper; None where the paper has no part that the rule is about."""


@dataclass(frozen=True, slots=True)
class LayoutRule:
    """One rule. Its examples are changes to a good paper of the kind `of`."""

    number: int
    name: str
    source: str
    check: Check
    passing: Example
    breaking: Example
    of: str = "quyet_dinh"


def shown_number(number: float) -> str:
    """A number with a comma, at most one figure behind it."""
    return f"{number:.1f}".removesuffix(".0").replace(".", ",")


def quoted(line: SeenLine) -> str:
    """A paragraph as it is pointed at: its first words and its place."""
    words = line.text if len(line.text) <= 60 else line.text[:57].rstrip() + "..."
    return f"“{words}” (đoạn {line.number + 1})"


def points(allowed: Range) -> str:
    """Sizes as people say them."""
    least, most = (shown_number(size) for size in allowed)
    return f"cỡ {least}" if least == most else f"cỡ {least} đến {most}"


def hold_form(form: Form, lines: Iterable[SeenLine]) -> list[Finding]:
    """Hold paragraphs against a form: size, weight, slant, case, and the middle where it asks for it."""
    found: list[Finding] = []
    for line in lines:
        found += hold_sizes(line, form.sizes)
        found += _hold_weight(line, form)
        found += _hold_slant(line, form)
        found += _hold_case(line, form)
        if form.align == "center" and line.align != "center":
            found.append(Finding(quoted(line), "không canh giữa", "canh giữa"))
    return found


def hold_sizes(line: SeenLine, allowed: Range) -> list[Finding]:
    """The first size in a paragraph that is not allowed."""
    for run in line.letters:
        if not allowed[0] <= run.size <= allowed[1]:
            return [Finding(quoted(line), f"cỡ {shown_number(run.size)}", points(allowed))]
    return []


def _hold_weight(line: SeenLine, form: Form) -> list[Finding]:
    weights = {run.bold for run in line.letters}
    if form.bold and False in weights:
        return [Finding(quoted(line), "chữ không đậm", "chữ đậm")]
    return [Finding(quoted(line), "chữ đậm", "chữ không đậm")] if not form.bold and True in weights else []


def _hold_slant(line: SeenLine, form: Form) -> list[Finding]:
    slants = {run.italic for run in line.letters}
    if form.italic and False in slants:
        return [Finding(quoted(line), "chữ đứng", "chữ nghiêng")]
    return [Finding(quoted(line), "chữ nghiêng", "chữ đứng")] if not form.italic and True in slants else []


def _hold_case(line: SeenLine, form: Form) -> list[Finding]:
    if form.upper and line.text != line.text.upper():
        return [Finding(quoted(line), "chữ in thường", "chữ in hoa")]
    letters = sum(sign.isalpha() for sign in line.text)
    if not form.upper and letters > 4 and line.text == line.text.upper():
        return [Finding(quoted(line), "chữ in hoa", "chữ in thường")]
    return []


def form_of(part: str) -> Check:
    """The check that holds all paragraphs of a part against its form."""
    return lambda parts: hold_form(FORMS[part], parts.of(part)) if parts.of(part) else None


def missing(parts: Parts, part: str) -> list[Finding]:
    """That a part which every paper has is not there."""
    if parts.of(part):
        return []
    return [Finding("phần đầu văn bản", f"không thấy {FORMS[part].name}", f"có {FORMS[part].name}")]
