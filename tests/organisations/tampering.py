"""What somebody who holds the database could do to the log, the lock once taken off."""

from __future__ import annotations

from collections.abc import Callable

from phongtrao.organisations.models import LogEntry, LogHead
from phongtrao.organisations.models.log import GENESIS


def edited(sequence: int) -> None:
    """Other words in an entry, its digest as it was."""
    LogEntry.objects.filter(sequence=sequence).update(account="ke.gian")


def edited_and_sealed(sequence: int) -> None:
    """Other words, and a digest that fits them."""
    entry = LogEntry.objects.get(sequence=sequence)
    entry.content = {"number": -1}
    entry.digest = entry.sealed()
    entry.save()


def taken_out(sequence: int) -> None:
    LogEntry.objects.filter(sequence=sequence).delete()


def taken_out_and_closed_up(sequence: int) -> None:
    """An entry gone, the following ones numbered anew."""
    taken_out(sequence)
    for entry in LogEntry.objects.filter(sequence__gt=sequence).order_by("sequence"):
        LogEntry.objects.filter(pk=entry.pk).update(sequence=entry.sequence - 1)


def put_in(sequence: int) -> None:
    """An entry more, the following ones numbered anew."""
    for entry in LogEntry.objects.filter(sequence__gte=sequence).order_by("-sequence"):
        LogEntry.objects.filter(pk=entry.pk).update(sequence=entry.sequence + 1)
    one = LogEntry.objects.get(sequence=sequence - 1)
    one.pk, one.sequence, one.previous = None, sequence, one.digest
    one.digest = one.sealed()
    one.save(force_insert=True)


def put_elsewhere(sequence: int) -> None:
    """Two neighbours in each other's place."""
    far = 10**9
    for old, new in ((sequence, far), (sequence + 1, sequence), (far, sequence + 1)):
        LogEntry.objects.filter(sequence=old).update(sequence=new)


def cut_off(sequence: int) -> None:
    LogEntry.objects.filter(sequence__gte=sequence).delete()


TAMPERINGS: tuple[Callable[[int], None], ...] = (
    edited,
    edited_and_sealed,
    taken_out,
    taken_out_and_closed_up,
    put_in,
    put_elsewhere,
    cut_off,
)


def written_anew() -> None:
    """Every link of the chain and its head computed anew, as if what is there had always been so."""
    digest, number = GENESIS, 0
    for number, entry in enumerate(list(LogEntry.objects.order_by("sequence")), 1):
        entry.sequence, entry.previous = number, digest
        digest = entry.digest = entry.sealed()
        entry.save()
    LogHead.objects.update(sequence=number, digest=digest)
