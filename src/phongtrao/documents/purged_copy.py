"""What is kept of a copy of a document, and what stays of it once it is purged: numbers, days, digests, a shell."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from phongtrao.documents.holdings import DERIVED, HOLDINGS, KEEPS_WORDS, Holding, forget_name, texts_of
from phongtrao.documents.models import Arrival, Copy, Correction, Document, Effect, Mention, Reading, StoredFile
from phongtrao.documents.models.purges import SHELLS
from phongtrao.organisations.models import Organisation
from phongtrao.words import fold


def body_of(copy: Copy) -> Organisation | None:
    """The body whose affair the document is: the one in whose book alone it stands, else the province's root."""
    document = copy.document
    arrivals = list(document.arrivals.select_related("organisation"))
    alone = len(arrivals) == 1 and document.issuer_id in (None, arrivals[0].organisation_id)
    return arrivals[0].organisation if alone else copy.root


def texts(copy: Copy) -> list[str]:
    """Everything of the copy that a reason may not repeat."""
    return [copy.text, copy.document.subject, copy.file.name]


def clear(copy: Copy, shell: str) -> None:
    """Take the words of a copy out of its text, readings, corrections, and of every row that an app derived from it."""
    document = Document.objects.select_for_update(no_key=True).get(pk=copy.document_id)
    Correction.objects.filter(reading__copy=copy).delete()
    for reading in copy.readings.all():
        Reading.objects.filter(pk=reading.pk).update(content=hollow(reading.content))
    Copy.objects.filter(pk=copy.pk).update(text=shell)
    _clear_told(copy)
    forget_name(copy.file)
    for derived in DERIVED:
        derived(copy, shell)
    if not document.copies.exclude(text__startswith=SHELLS).exists():
        _clear_head(document, shell)


def _clear_told(copy: Copy) -> None:
    """What it says of other documents goes, but for what a person decided on: the number of the other one stays."""
    copy.mentions.all().delete()
    copy.effects.filter(confirmed=None).delete()
    for effect in copy.effects.all():
        kept = {key: effect.on.get(key) for key in ("type", "number", "issuer", "date")}
        Effect.objects.filter(pk=effect.pk).update(on=kept, part="", start=None, end=None)


def _clear_head(document: Document, shell: str) -> None:
    """Number, symbol, issuer and day stay: by them the books and the agency know which paper it was."""
    known = " ".join((document.kind_name, document.number, document.issuer_name))
    Document.objects.filter(pk=document.pk).update(subject=shell, signatory="", folded=fold(f"{known} {shell}"))


def hollow(content: dict[str, Any]) -> dict[str, Any]:
    """A reading in its form with nothing said."""
    empty: dict[str, Any] = {}
    for key, value in content.items():
        empty[key] = hollow(value) if key == "header" else [] if isinstance(value, list) else None
        if key == "spans":
            empty[key] = {}
    return empty


def learn() -> None:
    """Tell the purge of documents; called once at the start."""
    KEEPS_WORDS.extend((StoredFile, Document, Copy, Reading, Correction, Mention, Effect))
    HOLDINGS["ban-van-ban"] = Holding(
        word="bản của văn bản",
        rows=lambda u, d: Copy.objects.visible_to(u, d).select_related("document__issuer", "file", "root"),
        named=lambda copy: f"bản số {copy.pk} của văn bản mã {copy.document_id}",
        address=lambda copy: reverse("document", args=[copy.document_id]),
        body=body_of,
        since=lambda copy: copy.added_at,
        texts=texts,
        clear=clear,
        file=lambda copy: copy.file,
    )
    HOLDINGS["so-den"] = texts_of(
        word="ghi chú của số đến",
        kin=Arrival,
        fields=("remark", "handled_by"),
        rows=lambda u, d: Arrival.objects.visible_to(u, d).select_related("document", "organisation"),
        address=lambda row: reverse("arrival", args=[row.pk]),
        body=lambda row: row.organisation,
        since=lambda row: row.document.received_at,
    )
