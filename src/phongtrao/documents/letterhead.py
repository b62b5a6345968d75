"""The letterhead of a body's papers: typed once, then offered as its last paper had it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from phongtrao.documents.models import Outgoing
from phongtrao.organisations.models import Organisation
from vanban.kinds import BY_SLUG
from vanban.paper import Signer
from vanban.paper.reminder import Letterhead


class LetterheadForm(forms.Form):
    """What all papers of an office have in common."""

    agency = forms.CharField(label="Cơ quan ban hành", max_length=200)
    parent = forms.CharField(label="Cơ quan chủ quản", max_length=200, required=False)
    place = forms.CharField(label="Địa danh", max_length=60, help_text="Ví dụ: Nghệ An")
    symbol = forms.CharField(label="Ký hiệu", max_length=40, help_text="Phần sau số, ví dụ: UBND-NC")
    authority = forms.CharField(
        label="Ký thay mặt, ký thay", max_length=120, required=False, help_text="Ví dụ: TM. Ủy ban nhân dân"
    )
    office = forms.CharField(label="Chức vụ người ký", max_length=120)
    signer = forms.CharField(label="Họ và tên người ký", max_length=120)
    recipients = forms.CharField(
        label="Nơi nhận", required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text="Mỗi dòng một nơi."
    )
    kept = forms.CharField(label="Lưu", max_length=60, initial="VT")

    def head(self) -> Letterhead:
        """What was typed, as papers hold it."""
        given = self.cleaned_data
        offices = tuple(filter(None, (given["authority"], given["office"])))
        signers = (Signer(given["signer"], offices),)
        same = {name: given[name] for name in ("agency", "parent", "place", "symbol", "kept")}
        recipients = (one for one in listed(given["recipients"]) if not one.startswith("Lưu:"))
        return Letterhead(**same, signers=signers, recipients=tuple(recipients))


class AddressedForm(LetterheadForm):
    """The letterhead of a paper, and to whom it goes."""

    addressees = forms.CharField(
        label="Kính gửi", required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text="Mỗi dòng một nơi."
    )
    field_order = ("agency", "parent", "place", "symbol", "addressees")

    def addressed(self) -> tuple[str, ...]:
        return listed(self.cleaned_data["addressees"])


HEADS = {"ubnd": "Chủ tịch", "tinh.cong_an": "Giám đốc", "tinh.so": "Giám đốc", "xa.cong_an": "Trưởng Công an"}
"""Who signs for a body, by its kind or its tier and kind; of others a person says it."""


AS_ARTICLE = re.compile(r"Như Điều \d+")
COLLECTIVE = {"ubnd": "TM. Ủy ban nhân dân"}
"""For whom who signs acts, in bodies that decide together (Decree 30/2020, Appendix I, part II)."""


def listed(text: str) -> tuple[str, ...]:
    """The lines of a list without dashes and end marks."""
    return tuple(line.strip(" -;.") for line in text.splitlines() if line.strip(" -;."))


def as_known(had: Mapping[str, Any]) -> Letterhead:
    """What is known of a letterhead (the fields of `LetterheadForm`), with blanks that show for what is not."""
    offices = tuple(filter(None, (had.get("authority"), had["office"] or "…")))
    return Letterhead(
        agency=had["agency"],
        parent=had.get("parent", ""),
        place=had.get("place") or "…",
        symbol=had["symbol"],
        signers=(Signer(had.get("signer") or "…", offices),),
        recipients=listed(had.get("recipients", "")),
        kept=had["kept"],
    )


def of_articles(recipients: Sequence[str], articles: int) -> tuple[str, ...]:
    """Whom a decision goes to: those of its last article first, whatever number that had in an earlier decision."""
    others = (one for one in recipients if not AS_ARTICLE.fullmatch(one))
    return (f"Như Điều {articles}", *others)


def written_out(name: str) -> str:
    """The name of a body as its papers bear it: `UBND tỉnh` is written out (Decree 30/2020, Appendix I, II.2)."""
    return name.replace("UBND", "Ủy ban nhân dân", 1)


def offered_symbol(kind: str, agency: str) -> str:
    """`BC-UBND`; of other agencies their initials, for a person to change: shortened names are the agency's own."""
    short = "UBND" if agency.startswith("Ủy ban nhân dân") else "".join(word[0] for word in agency.split()).upper()
    return f"{BY_SLUG[kind].abbreviations[0]}-{short}"


def last_letterhead(body: Organisation, day: date, kind: str) -> dict[str, Any]:
    """What the body's last paper had, one of the kind before others; else what its name says. For `LetterheadForm`."""
    papers = Outgoing.objects.filter(organisation=body).order_by("-pk")
    last = papers.filter(kind=kind).first() or papers.first()
    if last is None:
        there = body.version(day)
        office = HEADS.get(there.kind) or HEADS.get(f"{there.level}.{there.kind}", "") if there else ""
        authority = COLLECTIVE.get(there.kind, "") if there else ""
        return {"agency": written_out(body.name_on(day)), "kept": "VT", "office": office, "authority": authority}
    head = last.paper
    signer = head.signers[-1]
    return {
        "agency": head.agency,
        "parent": head.parent,
        "place": head.place,
        "symbol": head.symbol if head.kind == kind else "",
        "authority": signer.offices[0] if len(signer.offices) > 1 else "",
        "office": signer.offices[-1] if signer.offices else "",
        "signer": signer.name,
        "recipients": "\n".join(one for one in head.recipients if not AS_ARTICLE.fullmatch(one)),
        "kept": head.kept,
    }
