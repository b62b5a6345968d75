"""phongtrao chain ID|NUMBER: the documents before and after one, in the order of time."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from phongtrao import words
from phongtrao.documents.chain import Act, Link, chain
from phongtrao.documents.models import Document
from phongtrao.documents.offered_numbers import Offer, offers
from phongtrao.documents.told import cited
from phongtrao.organisations.lookup import ADMINISTRATOR, Unknown, find_user
from phongtrao.work.arguments import Unclear, find_document


class Command(BaseCommand):
    help = "In chuỗi văn bản: văn bản nào thực hiện, kéo dài, sửa đổi, thay thế, chấm dứt văn bản nào."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("document", metavar="ID|NUMBER", help="id hoặc số, ký hiệu của văn bản")
        parser.add_argument("--by", default=ADMINISTRATOR, help=f"xem như tài khoản (mặc định {ADMINISTRATOR})")
        parser.add_argument("--json", action="store_true", help="mỗi văn bản một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        day = words.today()
        try:
            by = find_user(options["by"])
            document = find_document(options["document"], by, day)
        except (Unknown, Unclear) as refused:
            raise CommandError(str(refused)) from refused
        seen = Document.objects.visible_to(by, day)
        reading = document.latest_reading()
        offered = offers(reading, seen) if reading else []
        for link in chain(document, seen):
            proposals = offered if link.here else []
            if options["json"]:
                row = as_row(link) | {"proposals": [_offer(offer) for offer in proposals]}
                self.stdout.write(json.dumps(row, ensure_ascii=False))
            else:
                asked = [
                    f"  ? có phải số {offer.number} ngày {offer.day}: {offer.evidence[0][1][:120]}"
                    for offer in proposals
                ]
                self.stdout.write("\n".join([*_lines(link), *asked]))


def _asked(offer: Offer) -> str:
    return f"  ? có phải số {offer.number} ngày {offer.day}: “{offer.evidence[0][1][:120]}”"


def _offer(offer: Offer) -> dict[str, Any]:
    said = [{"document": document.pk, "words": words_} for document, words_ in offer.evidence]
    return {"number": offer.number, "date": offer.date, "reasons": list(offer.reasons), "evidence": said}


def as_row(link: Link) -> dict[str, Any]:
    """A document of the chain as one object."""
    document = link.document.pk if link.document else None
    acts = [_act(act) for act in link.acts]
    return {**asdict(link.identity), "document": document, "here": link.here, "acts": acts}


def _act(act: Act) -> dict[str, Any]:
    effect = act.effect
    return {
        "effect": effect.pk,
        "kind": effect.kind,
        "on": cited(effect.on),
        "part": effect.part or None,
        "until": effect.until.isoformat() if effect.until else None,
        "teller": effect.document_id,
        "start": effect.start,
        "end": effect.end,
        "words": effect.words or None,
        "confirmed": effect.confirmed,
        "decided_by": effect.decided_by.username if effect.decided_by else None,
        "decided_at": effect.decided_at.isoformat() if effect.decided_at else None,
    }


def _lines(link: Link) -> Iterator[str]:
    known = f" [{link.document.pk}]" if link.document else ""
    yield f"{link.day}  {link.name}{known}{' (văn bản này)' if link.here else ''}"
    for act in link.acts:
        yield f"  - {act.said} ({act.standing}; liên hệ số {act.effect.pk})"
        if act.effect.words:
            yield f"      “{act.effect.words[:160]}”"
