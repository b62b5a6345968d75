"""What the words beside a number say of the document: who issued it and what it is on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from vanban.citations import NAMES_PATTERN
from vanban.directive import Citation, Mention
from vanban.identity import NumberKey, number_key

LONGEST_TITLE = 500
"""Characters of a title that are read."""

_ISSUER = re.compile(
    r"(?: ?\([^()\n]{0,20}\))?,? (?:của|do) (?P<issuer>[^;.:()“”\n\d]{2,100}?)(?:,? (?:khóa|nhiệm kỳ) [IVX]+)?"
    r"(?=,? (?:về|ban hành|quy định|phê duyệt|triển khai|thực hiện|hướng dẫn|sửa đổi|tổ chức|tăng cường|điều chỉnh"
    r"|công nhận|được|đã|hết|đến|kể từ|như sau|trong|để|nhằm|theo)\b| và (?:các )?(?:"
    + NAMES_PATTERN
    + r")\b|[;.:()“”\n]|,|$)",
    re.IGNORECASE,
)
_INSIDE = re.compile(r"(?<=của )[^;.:()“”\n\d]{2,100}?(?=,? ngày )", re.IGNORECASE)
_TITLE = re.compile(
    r",? ?(?P<title>(?:“|(?:về(?: việc)?|v/v|ban hành|quy định|phê duyệt|triển khai|thực hiện|hướng dẫn|sửa đổi"
    rf"|tổ chức|tăng cường|điều chỉnh|công nhận) )(?:[^;.(\n]|\.(?! )|\([^()\n]{{1,15}}\)){{4,{LONGEST_TITLE}}})",
    re.IGNORECASE,
)
_SHARES = re.compile(rf"(?:,| và|, và) (?:{NAMES_PATTERN}) (?:số )?(?=\d)", re.IGNORECASE)
_FEW_BLANKS = re.compile(r"\s+")


def with_words(clean: str, cited: Sequence[Citation]) -> tuple[Mention, ...]:
    """Mentions in the order of the text, each with its issuer and title as far as the words behind it name them.

    A document named right before another (`Kế hoạch số ... của A và Kế hoạch số ... của B về ...`) shares its title.
    """
    later: Mention | None = None
    found: list[Mention] = []
    for citation in reversed(cited):
        later = _mention(clean, citation, later)
        found.append(later)
    return tuple(_completed(found[::-1]))


def _completed(found: Sequence[Mention]) -> Iterator[Mention]:
    """Mentions with the day and the issuer that another mention of the same number gives, where only one is given."""
    days: dict[NumberKey, set[str]] = {}
    issuers: dict[NumberKey, str] = {}
    for mention in found:
        key = number_key(mention.number)
        days.setdefault(key, set()).update([mention.date] if mention.date else [])
        if mention.issuer:
            issuers.setdefault(key, mention.issuer)
    for mention in found:
        key = number_key(mention.number)
        day = mention.date or (next(iter(days[key])) if len(days[key]) == 1 else None)
        yield replace(mention, date=day, issuer=mention.issuer or issuers.get(key))


def _mention(clean: str, citation: Citation, later: Mention | None) -> Mention:
    issuer, end = _issuer(clean, citation)
    title = _TITLE.match(clean, end)
    words, last = (title["title"], title.end()) if title else (None, end)
    if words is None and later is not None:
        beside = _SHARES.match(clean, end)
        words = later.title if beside and beside.end() == later.start else None
    tidy = _FEW_BLANKS.sub(" ", words).strip(" ,“”") if words else None
    return Mention(citation.type, citation.number, citation.date, issuer, tidy, citation.start, citation.end, last)


def _issuer(clean: str, citation: Citation) -> tuple[str | None, int]:
    """The body named inside the mention (`của A, ngày ...`), else behind it; and where those words end."""
    inside = _INSIDE.search(clean, citation.start, citation.end)
    if inside:
        return inside[0].strip(), citation.end
    behind = _ISSUER.match(clean, citation.end)
    return (behind["issuer"].strip(" ,"), behind.end()) if behind else (None, citation.end)
