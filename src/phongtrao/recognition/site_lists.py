"""The two lists as this site knows them now, and what it publishes of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from phongtrao.recognition.certificate_keys import issuing_key, key_list, key_list_text
from phongtrao.recognition.keys import IssuingKey, KeyList, read_keys
from phongtrao.recognition.models import Certificate
from phongtrao.recognition.statement import read
from phongtrao.recognition.statuses import NO_PAPER, StatusList, Withdrawn, read_statuses, write_statuses


@dataclass(frozen=True, slots=True)
class Lists:
    """Both lists as values and as the signed texts that others take away."""

    keys: KeyList
    statuses: StatusList
    keys_text: str
    statuses_text: str


def read_lists(keys_text: str, statuses_text: str, root: str | None = None) -> Lists:
    """Two texts held against each other. Raises signed_lines.Untrusted."""
    keys = read_keys(keys_text, root)
    return Lists(keys, read_statuses(statuses_text, keys), keys_text, statuses_text)


def site_lists(at: datetime) -> Lists:
    """What the site knows at this moment, signed now. Raises procedure.Refused where there are no keys."""
    keys = key_list()
    stolen = {key.id: issued_before_the_theft(key) for key in keys.keys if key.stolen_since}
    return read_lists(key_list_text(), write_statuses(at, keys, issuing_key(), withdrawn(), stolen))


def withdrawn() -> Iterator[Withdrawn]:
    """Every certificate that was withdrawn, with the number of the decision that withdrew it, where there is one."""
    rows = Certificate.objects.filter(withdrawn_on__isnull=False)
    for row in rows.select_related("recognition__ended_by__paper"):
        ended_by = row.recognition.ended_by
        assert row.withdrawn_on is not None
        yield Withdrawn(row.serial, row.withdrawn_on, ended_by.paper.code if ended_by else NO_PAPER)


def issued_before_the_theft(key: IssuingKey) -> Iterator[str]:
    """Digests of the statements that this stolen key truly signed before it was stolen."""
    for text in Certificate.objects.filter(key=key.id).values_list("statement", flat=True):
        signed = read(text)
        if key.stolen_since is not None and signed.statement.issued_at < key.stolen_since:
            yield signed.digest
