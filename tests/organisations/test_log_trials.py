"""Ten thousand entries and somebody who tampers with them at random: every tampering is found."""

from __future__ import annotations

from datetime import datetime
from random import Random

import pytest
from django.db import transaction

from phongtrao.organisations import chain, checkpoint, log_guard
from phongtrao.organisations.models import LogEntry
from phongtrao.words import HANOI
from tests.conftest import Cast
from tests.organisations.tampering import TAMPERINGS, written_anew

ENTRIES, TRIALS, TRIALS_ANEW = 10_000, 70, 7
AT = datetime(2026, 11, 20, 9, tzinfo=HANOI)


@pytest.mark.trial
def test_whatever_is_done_to_ten_thousand_entries_is_found(cast: Cast) -> None:
    by, body = cast.user("quan-tri"), cast.body("ha-thanh.ubnd")
    with transaction.atomic():
        for number in range(ENTRIES):
            LogEntry.record(by, "note", by, AT, body if number % 3 else None, number=number)
    kept = checkpoint.now()
    assert list(chain.breaks([kept])) == []
    chance, missed = Random(4), []
    for trial in range(TRIALS + TRIALS_ANEW):
        anew, tamper = trial >= TRIALS, TAMPERINGS[trial % len(TAMPERINGS)]
        # Renumbering ten thousand rows one by one is slow; far back is tried where the chain is written anew.
        place = (
            chance.randrange(2, ENTRIES - 1) if anew or trial % 10 == 0 else chance.randrange(ENTRIES - 200, ENTRIES)
        )
        found = _after(tamper, place, anew, kept)
        if not found:
            missed.append((tamper.__name__, place, anew))
    assert missed == []
    assert list(chain.breaks([kept])) == [], "each trial begins with the whole log"


def _after(tamper: object, place: int, anew: bool, kept: checkpoint.Checkpoint) -> bool:
    """Whether the log tells, by itself or (written anew) through the checkpoint; nothing stays as it was made here."""
    assert callable(tamper)
    with transaction.atomic():
        with log_guard.lifted():
            tamper(place)
            if anew:
                written_anew()
        by_itself = bool(list(chain.breaks()))
        found = bool(list(chain.breaks([kept]))) if anew else by_itself
        transaction.set_rollback(True)
    return found and not (anew and by_itself)
