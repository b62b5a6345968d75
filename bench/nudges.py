"""A million tasks due at one moment: how long until they are found and the digests of all people are queued.

On PostgreSQL where its binaries are found (`scripts/with_postgres.py`): 10,000 bodies, one officer each, 100 duties.
Beside it the trial of three hundred digests with a worker killed at every step.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from datetime import date, datetime
from datetime import time as hour
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
NO_SERVER = 75
DAY = date(2026, 6, 24)
PEOPLE, DUTIES = 10_000, 100


def report() -> None:
    """Print both figures; each in processes of its own."""
    trial = [sys.executable, "-m", "pytest", "-q", "-s", "--no-header", "tests/work/test_kill_trial.py"]
    ran = subprocess.run(trial, cwd=HERE, capture_output=True, text=True)
    line = next((line for line in ran.stdout.splitlines() if " kills: " in line), "the trial failed: make trials")
    print(f"nhắc việc: {line}")
    server = [sys.executable, "scripts/with_postgres.py", sys.executable, "-m", "bench.nudges"]
    if subprocess.run(server, cwd=HERE).returncode == NO_SERVER:
        print("nhắc việc, một triệu việc: bỏ qua, ở đây không có máy chủ PostgreSQL")


def measure() -> None:
    """Make the data, look for whom to remind, print what that took."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "phongtrao.settings", "PHONGTRAO_SMTP": "smtp://127.0.0.1:9"}
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from bench.crowd import people_with_work
    from phongtrao.words import HANOI
    from phongtrao.work.models import Message
    from phongtrao.work.nudge import nudge

    call_command("migrate", verbosity=0)
    tasks = people_with_work(PEOPLE, DAY, DUTIES)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    begin = time.perf_counter()
    people = nudge(DAY, datetime.combine(DAY, hour(8), HANOI))
    taken = time.perf_counter() - begin
    queued = Message.objects.filter(state=Message.WAITING).count()
    found = f"{people:,} people found, {queued:,} letters queued"
    print(f"nhắc việc: {tasks:,} tasks due at once ({connection.vendor}): {found}, {taken:.1f} s")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        os.environ["PHONGTRAO_HOME"] = home
        measure()
