"""What a score sheet is bound to: a candidacy's own score and what stood in it, signed by the site in a hidden sheet.

So a sheet is never taken for another unit, and nothing typed on the page meanwhile is written over unseen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass

from django.core import signing

from phongtrao.recognition.score_sheet import BOUND
from phongtrao.recognition.typed_answers import Typed
from phongtrao.table_files import Sheet

SALT = "score-sheet"
PIECE = 30_000
"""Characters of the token in one cell; Excel holds 32,767."""
CHANGED = "Trang ẩn cho biết bảng của hồ sơ nào đã bị sửa, hoặc bảng do hệ thống khác lập; xin tải lại bảng."


@dataclass(frozen=True, slots=True)
class Binding:
    """Whose sheet it is, and what stood in it; a criterion that is not in `was` was empty."""

    candidacy: int
    score: int
    was: Mapping[str, Typed]


def seal(binding: Binding) -> list[str]:
    """The signed token, cut into pieces that fit into cells."""
    was = {name: astuple(typed) for name, typed in binding.was.items()}
    token = signing.dumps([binding.candidacy, binding.score, was], salt=SALT, compress=True)
    return [token[start : start + PIECE] for start in range(0, len(token), PIECE)]


def binding_in(sheets: Sequence[Sheet]) -> Binding | None:
    """The binding of a workbook; None where it has none. Raises ValueError for one that was changed."""
    hidden = next((sheet for sheet in sheets if sheet.values.get((1, 0)) == BOUND), None)
    if hidden is None:
        return None
    pieces = [
        str(v) for (row, column), v in sorted(hidden.values.items(), key=lambda c: c[0]) if not column and row > 1
    ]
    try:
        candidacy, score, was = signing.loads("".join(pieces), salt=SALT)
    except signing.BadSignature as error:
        raise ValueError(CHANGED) from error
    return Binding(candidacy, score, {name: Typed(*cells) for name, cells in was.items()})
