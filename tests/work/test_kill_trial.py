"""Three hundred people are reminded by a worker that is killed at every step that one can name: nobody is forgotten."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from phongtrao.words import HANOI
from phongtrao.work.outbox import LEASE
from scripts.with_postgres import free_port

pytestmark = pytest.mark.trial
ROOT = Path(__file__).resolve().parents[2]
PEOPLE = 300
DAY = date(2026, 6, 24)
FIRST = datetime(2026, 6, 24, 8, 30, tzinfo=HANOI)

STEPS = [
    ("before:phongtrao.work.nudge._found", 1),
    ("before:phongtrao.work.nudge._write_messages", 1),
    ("after:phongtrao.work.nudge._write_messages", 1),
    ("before:phongtrao.work.worker.send_waiting", 1),
    *((f"{step}", number) for number in (1, 5, 24) for step in (
        "before:phongtrao.work.outbox.take",
        "after:phongtrao.work.outbox.take",
        "before:phongtrao.work.outbox.write",
        "after:phongtrao.work.outbox.write",
        "before:phongtrao.work.outbox.Posting.post",
        "after:phongtrao.work.outbox.Posting.post",
        "before:phongtrao.work.outbox.mark_sent",
        "after:phongtrao.work.outbox.mark_sent",
    )),
]  # fmt: skip
"""Where the worker dies, one run after the other, each going on from what the one before left."""
TWICE = {"after:phongtrao.work.outbox.Posting.post", "before:phongtrao.work.outbox.mark_sent"}
"""Steps at which a letter has gone out and nothing says so yet: it goes out again, and is known by its Message-ID."""

MAKE = """
import django; django.setup()
from datetime import date
from django.core.management import call_command
call_command("migrate", verbosity=0)
from bench.crowd import people_with_work
people_with_work({people}, date.fromisoformat("{day}"))
"""


class Sink:
    """A mail server that keeps what it takes."""

    def __init__(self) -> None:
        self.letters: list[Any] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.letters.append((envelope.rcpt_tos[0], message_from_bytes(envelope.content)))
        return "250 OK"


@pytest.fixture
def sink() -> Iterator[tuple[Sink, str]]:
    kept, port = Sink(), free_port()
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    yield kept, f"smtp://127.0.0.1:{port}"
    controller.stop()


WORKER = ("-m", "tests.served.dying_worker")


def at(turn: int) -> str:
    """When a turn is: a worker that was killed is followed by the next once its lease is over."""
    return (FIRST + turn * (LEASE + timedelta(minutes=1))).isoformat()


def run(home: Path, address: str, *command: str) -> subprocess.CompletedProcess[str]:
    """A command of the site with its data in `home`."""
    settings = {"PHONGTRAO_HOME": str(home), "PHONGTRAO_SMTP": address, "PYTHONPATH": str(ROOT)}
    settings |= {"PHONGTRAO_DATABASE": "", "DJANGO_SETTINGS_MODULE": "phongtrao.settings"}
    environment = os.environ | settings
    return subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True)


def test_killed_at_every_step_the_worker_loses_nobody_and_repeats_are_known(
    tmp_path: Path, sink: tuple[Sink, str], capsys: pytest.CaptureFixture[str]
) -> None:
    kept, address = sink
    made = run(tmp_path, address, "-c", MAKE.format(people=PEOPLE, day=DAY))
    assert made.returncode == 0, made.stderr
    for turn, (step, number) in enumerate(STEPS):
        died = run(tmp_path, address, *WORKER, at(turn), step, str(number))
        assert died.returncode == -signal.SIGKILL, f"{step} {number}: {died.stdout}{died.stderr}"
    last = run(tmp_path, address, *WORKER, at(len(STEPS)), "none", "0")
    assert last.returncode == 0, last.stderr
    ids = Counter(letter["Message-ID"] for _, letter in kept.letters)
    bodies = {(letter["Message-ID"], letter.get_payload()) for _, letter in kept.letters}
    assert len(ids) == len({to for to, _ in kept.letters}) == PEOPLE, "somebody was not reminded"
    assert len(bodies) == PEOPLE, "a repeat says something else"
    repeats = sum(ids.values()) - PEOPLE
    assert repeats == sum(step in TWICE for step, _ in STEPS), "repeats are those letters that had gone out already"
    with capsys.disabled():
        print(
            f"\n{len(STEPS)} kills: {PEOPLE} of {PEOPLE} digests arrived, {repeats} repeats, known by their Message-ID"
        )
