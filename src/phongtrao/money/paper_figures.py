"""Whether a paper that was issued says the figures that the lines say: what was signed is never made to fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from phongtrao.documents.models import Outgoing
from phongtrao.money.estimate_papers import appraised_annex, approved_annex, asked_annex
from phongtrao.money.models import Estimate
from vanban.paper import Annex

ANNEXES: Mapping[str, Callable[[Estimate], Annex]] = {
    "to_trinh": asked_annex,
    "bao_cao_tham_dinh": appraised_annex,
    "quyet_dinh": approved_annex,
}
"""Paper → the table of it that must be as the lines are."""


def why_differs(case: Estimate, name: str) -> str:
    """Why the last paper of this name does not fit the lines; the empty string where it does, or is a file that was
    signed elsewhere, which nobody here can hold against them."""
    rows = case.papers.filter(name=name).exclude(outgoing__state=Outgoing.DROPPED).select_related("outgoing")
    last = rows.order_by("-pk").first()
    if last is None or last.outgoing is None or last.outgoing.paper.annexes[:1] == (ANNEXES[name](case),):
        return ""
    return (
        f"Các khoản đã thay đổi sau khi lập {last.outgoing.title}: số liệu không còn khớp. Xin lập lại văn bản theo "
        "số liệu hiện nay."
    )
