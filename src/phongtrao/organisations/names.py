"""Names of bodies as they are compared: one key for every way of writing the same name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from phongtrao.words import fold

FORMS: tuple[tuple[str, str], ...] = (
    (r"uy ban nhan dan", "ubnd"),
    (r"hoi dong nhan dan", "hdnd"),
    (r"vp(?= ubnd)", "van phong"),
    (r"ub ?mttq(?: ?vn| viet nam)?", "uy ban mat tran to quoc viet nam"),
    (r"mttq(?: ?vn| viet nam)?", "mat tran to quoc viet nam"),
    (r"mat tran to quoc(?! viet nam)", "mat tran to quoc viet nam"),
    (r"bcd", "ban chi dao"),
    (r"bo chqs", "bo chi huy quan su"),
    (r"ban chqs", "ban chi huy quan su"),
    (r"(?:bch|bo chi huy) (?:bdbp|bien phong)", "bo chi huy bo doi bien phong"),
    (r"hoi lhpn", "hoi lien hiep phu nu"),
    (r"hoi ccb", "hoi cuu chien binh"),
    (r"ldld", "lien doan lao dong"),
    (r"tncs", "thanh nien cong san"),
    (r"(?:tp|t p)(?= \w)", "thanh pho"),
    (r"tx(?= \w)", "thi xa"),
    (r"antq", "an ninh to quoc"),
    (r"td ?kt", "thi dua khen thuong"),
)
"""What a folded name may say, and the one form compared. The short form wins only where people write nothing else."""

SEPARATORS = ",;:"
_PATTERNS = tuple((re.compile(rf"\b(?:{pattern})(?!\w)"), form) for pattern, form in FORMS)
_NO_WORD = re.compile(rf"[^\w{SEPARATORS}]+")
_TOKEN = re.compile(rf"\w+|[{SEPARATORS}]")


def body_key(name: str) -> str:
    """A name without marks, case, punctuation and abbreviations: what is stored in `folded` and what is asked for.

    >>> body_key("Ủy ban nhân dân tỉnh Hà Thanh") == body_key("UBND  tỉnh Hà Thanh")
    True
    >>> body_key("Sở Lao động - Thương binh & Xã hội")
    'so lao dong thuong binh xa hoi'
    """
    return joined(tokens(name))


def tokens(phrase: str) -> list[str]:
    """Words of a phrase as `body_key` writes them, with the commas, semicolons and colons between them.

    >>> tokens("các sở: Tài chính, Nội vụ")
    ['cac', 'so', ':', 'tai', 'chinh', ',', 'noi', 'vu']
    """
    text = " ".join(_NO_WORD.sub(" ", fold(phrase.replace("&", " và "))).split())
    for pattern, form in _PATTERNS:
        text = pattern.sub(form, text)
    return _TOKEN.findall(text)


def joined(words: Iterable[str]) -> str:
    """The key that these tokens make: `và` is left out like a comma or hyphen, as people write one for the other."""
    return " ".join(word for word in words if word not in SEPARATORS and word != "va")


def body_keys(names: Iterable[str]) -> str:
    """Keys of several names between bars, each once: `|cong an tinh|cong an tinh ha thanh|`; empty for none."""
    keys = dict.fromkeys(key for name in names if (key := body_key(name)))
    return f"|{'|'.join(keys)}|" if keys else ""
