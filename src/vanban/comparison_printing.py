"""A comparison of two copies for programs and for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from vanban.comparison import Comparison, ContractDuty, Copy, Pair
from vanban.intake import Source
from vanban.printing import as_contract
from vanban.shelf import Paper
from vanban.wording import deadline_words

_WIDTH = 120
_FIELD_WORDS = {
    "words": "nội dung",
    "actors": "ai thực hiện",
    "deadlines": "thời hạn",
    "with": "phối hợp",
    "kind": "loại",
    "to": "nơi gửi",
    "via": "gửi qua",
}
_KIND_WORDS = {"act": "nhiệm vụ", "report": "báo cáo"}


def copy_of(paper: Paper) -> Copy:
    """A paper that was read, as one side of a comparison."""
    contract = as_contract(paper.directive, paper.name, Source(paper.text, "text", "", (), verbatim=True))
    return Copy(contract["duties"], paper.text)


def as_comparison(comparison: Comparison) -> dict[str, Any]:
    """Ready for JSON: duties by their place among `duties` of each copy's reading."""
    return asdict(comparison)


def as_differences(comparison: Comparison, old: Copy, new: Copy) -> str:
    """What a newer copy would change, in the order of the text."""
    counts = (comparison.same, comparison.changed, comparison.only_old, comparison.only_new)
    lines = ["Giống nhau: {}; thay đổi: {}; chỉ ở bản cũ: {}; chỉ ở bản mới: {}".format(*map(len, counts))]
    for pair in comparison.changed:
        lines += ["", f"Thay đổi: {_headline(new, pair.new)}", *_changes(pair, old, new)]
    for n in comparison.only_old:
        lines += ["", f"Chỉ ở bản cũ: {_headline(old, n)}"]
    for n in comparison.only_new:
        lines += ["", f"Chỉ ở bản mới: {_headline(new, n)}"]
    return "\n".join(lines)


def _headline(copy: Copy, n: int) -> str:
    return f"{copy.duties[n]['clause']} {_short(copy.words(n))}".strip()


def _changes(pair: Pair, old: Copy, new: Copy) -> Iterator[str]:
    for field in pair.changed:
        before, after = (_shown(copy, n, field) for copy, n in ((old, pair.old), (new, pair.new)))
        yield f"  {_FIELD_WORDS[field]}: {before or 'không có'} → {after or 'không có'}"


def _shown(copy: Copy, n: int, field: str) -> str:
    duty: ContractDuty = copy.duties[n]
    if field == "words":
        return f"“{_short(copy.words(n))}”"
    if field == "deadlines":
        return "; ".join(deadline_words(rule) for rule in duty["deadlines"])
    if field == "kind":
        return _KIND_WORDS[duty["kind"]]
    value = duty[field] or []
    return value if isinstance(value, str) else "; ".join(value)


def _short(words: str) -> str:
    return words if len(words) <= _WIDTH else words[:_WIDTH].rsplit(" ", 1)[0] + " …"
