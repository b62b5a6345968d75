"""How soon a written value shows in a roll-up while fifty writes a second arrive from other processes, and that none is
lost.

Two writers fill in reports as people do: a draft, its 25 values in six saves, then sent, approved and accepted, each
a transaction through the code of the pages; who has no body left corrects an accepted report. A reader asks for the
province's roll-up again and again. The first indicator counts how often a body's report was accepted, so that its
total numbers the acceptances: a total of 7 shows the seventh.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from itertools import cycle
from pathlib import Path
from typing import Any

WRITERS, RATE = 2, 50
"""Processes, and writes a second of all of them together."""
PERIOD, FORM, PROVINCE = "2026-H1", "mau-0", "tinh0"
SAVES = 6
PAUSE = 0.05
"""Seconds between two looks of the reader."""


def measure(seconds: int) -> None:
    """Write and look for so long, and print what came of it."""
    from bench.reports import spread

    _people()
    with tempfile.TemporaryDirectory() as folder:
        told = [Path(folder) / f"{n}.jsonl" for n in range(WRITERS)]
        begin = time.monotonic() + 5
        command = [sys.executable, "-m", "bench.fresh"]
        running = [
            subprocess.Popen([*command, str(n), str(begin), str(seconds), str(path)]) for n, path in enumerate(told)
        ]
        looks = list(_looks(running))
        written = [json.loads(line) for path in told for line in path.read_text().splitlines()]
    accepted = sorted((row for row in written if "values" in row), key=lambda row: row["at"])
    waits = list(_waits(accepted, looks))
    rate = f"{len(written) / seconds:.0f} lần/s trong {seconds} s"
    print(f"  ghi {rate}: {len(written)} lần ghi, {len(accepted)} báo cáo được nhận")
    print(f"  {'từ lúc nhận đến lúc hiện trong tổng hợp':44} {spread(waits)}")
    print(f"  {'tổng hợp toàn tỉnh trong lúc ghi':44} {spread([took for _, took, _ in looks])}")
    print(f"  mất: {_lost(accepted, len(waits))}", flush=True)


def _people() -> None:
    """A writer and a leader for each process, in half of the communes each; who accepts in the province."""
    from bench.figures import LONG_AGO
    from phongtrao.organisations.models import Function, Organisation, Post, User

    def person(name: str, bodies: list[Organisation], function: str) -> None:
        user = User.objects.create(username=name, full_name=name, password="!")
        Post.objects.bulk_create(Post(user=user, organisation=b, function=function, starts_on=LONG_AGO) for b in bodies)

    person("nhan", [Organisation.objects.get(code=f"{PROVINCE}.ubnd")], Function.LEADER)
    for number in range(WRITERS):
        person(f"viet{number}", _bodies(number), Function.OFFICER)
        person(f"duyet{number}", _bodies(number), Function.LEADER)


def _bodies(number: int) -> list[Any]:
    from phongtrao.organisations.models import Organisation

    communes = Organisation.objects.filter(code__startswith=f"{PROVINCE}.xa", versions__level="xa").order_by("pk")
    return list(communes[number::WRITERS])


Look = tuple[float, float, int]
"""When it was over, how long it took, and how many acceptances it showed."""


def _looks(running: list[subprocess.Popen[bytes]]) -> Iterator[Look]:
    """The total of the first indicator, until the writers are done and once more."""
    from phongtrao.organisations.models import Organisation
    from phongtrao.reports.models import ReportForm
    from phongtrao.reports.periods import period
    from phongtrao.reports.roll_up import roll_up

    form, of = ReportForm.objects.get(name=FORM), period(PERIOD)
    province = Organisation.objects.get(code=f"{PROVINCE}.ubnd")
    done = False
    while not done:
        done = all(one.poll() is not None for one in running)
        begin = time.monotonic()
        value = roll_up(form, of, province).totals["c00"].value
        over = time.monotonic()
        yield over, over - begin, value.value if value else 0
        time.sleep(PAUSE)


def _waits(accepted: list[dict[str, Any]], looks: list[Look]) -> Iterator[float]:
    """For each acceptance the seconds until the end of the first look that showed it; those never shown left out."""
    at = iter(looks)
    look = next(at, None)
    for number, row in enumerate(accepted, 1):
        while look is not None and look[2] < number:
            look = next(at, None)
        if look is not None:
            yield max(0.0, look[0] - row["at"])


def _lost(accepted: list[dict[str, Any]], shown: int) -> str:
    """What is not there as the writers remember it: acceptances never shown, cells with another value."""
    from phongtrao.reports.models import Figure, Report, ReportForm

    last = {row["body"]: row["values"] for row in accepted}
    form = ReportForm.objects.get(name=FORM)
    counting = Report.objects.filter(form=form, period=PERIOD, organisation__code__in=last).values("accepted")
    cells_there = Figure.objects.filter(edition__in=counting)
    found = cells_there.values_list("edition__report__organisation__code", "indicator__name", "value")
    there = {(body, name): value for body, name, value in found}
    wrong = sum(there.get((body, name)) != value for body, values in last.items() for name, value in values.items())
    cells = sum(map(len, last.values()))
    return f"{len(accepted) - shown} lần nhận không hiện, {wrong} trên {cells} ô khác số đã ghi"


def write(number: int, begin: float, seconds: int, told: Path) -> None:
    """One writer: what it committed, a line of JSON each, with the time after the commit."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "phongtrao.settings")
    import django

    django.setup()
    from phongtrao.words import HANOI

    made = _writes(number, datetime(2026, 6, 10, 9, tzinfo=HANOI))
    with told.open("w") as file:
        turn = 0
        time.sleep(max(0.0, begin - time.monotonic()))
        while (now := time.monotonic()) < begin + seconds:
            time.sleep(max(0.0, begin + turn * WRITERS / RATE - now))
            said = next(made)
            file.write(json.dumps({"at": time.monotonic(), **said}) + "\n")
            turn += 1


def _writes(number: int, at: datetime) -> Iterator[dict[str, Any]]:
    """One commit after the other, without end; of an acceptance the body and its values."""
    from phongtrao.organisations.models import User
    from phongtrao.reports.enter import Typed, save
    from phongtrao.reports.models import ReportForm
    from phongtrao.reports.open_report import draft_of, report_of
    from phongtrao.reports.periods import period
    from phongtrao.reports.report_deeds import take

    chance, form, of = random.Random(number), ReportForm.objects.get(name=FORM), period(PERIOD)
    writer, leader, receiver = (User.objects.get(username=name) for name in (f"viet{number}", f"duyet{number}", "nhan"))
    for body in cycle(_bodies(number)):
        edition = draft_of(report_of(form, of, body), writer, at)
        yield {}
        indicators = edition.version.said.indicators
        values = {one.name: chance.randrange(2 if one.type == "yes_no" else 90) for one in indicators}
        values["c00"] = edition.nth
        typed = {
            one.name: Typed(_written(one.type, values[one.name]), "90" * (one.type == "share")) for one in indicators
        }
        for part in range(SAVES):
            save(edition, dict(list(typed.items())[part::SAVES]), writer, at)
            yield {}
        for deed, by in (("send_report", writer), ("approve_report", leader)):
            edition = take(edition, deed, by, at)
            yield {}
        take(edition, "accept_report", receiver, at)
        yield {"body": body.code, "values": values}


def _written(type_: str, value: int) -> str:
    return ("không", "có")[value] if type_ == "yes_no" else str(value)


if __name__ == "__main__":
    write(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
