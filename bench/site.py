"""Speed of board, cell and desk over 200,000 tasks: medians and counts of queries, through the test client.

`python -m bench.site` makes its own data in the database that the settings name, which must be empty; `make bench`
gives it one in a temporary folder, and one on PostgreSQL where a server is found.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import django

HERE = Path(__file__).resolve().parent.parent
RUNS = 20
PAGES = (
    ("bảng theo dõi, mọi văn bản", "/viec/bang-theo-doi/"),
    ("bảng theo dõi, một quý", "/viec/bang-theo-doi/?nam=2026&ky=q3"),
    ("bảng theo dõi, một văn bản", "/viec/bang-theo-doi/?van_ban=1"),
    ("một văn bản × từng xã", "/viec/bang-theo-doi/?van_ban=1&khoi=xa.ubnd"),
    ("ô: một văn bản × các xã", "/viec/bang-theo-doi/o/?van_ban=1&khoi=xa.ubnd"),
    ("ô: mọi việc quá hạn", "/viec/bang-theo-doi/o/?dem=overdue"),
    ("bàn việc", "/viec/"),
    ("bàn việc, chờ tôi nhận", "/viec/?muc=nhan"),
)


def report() -> None:
    """Print the figures on SQLite, and on PostgreSQL where a server is found; each in processes of its own."""
    command = [sys.executable, "-m", "bench.site"]
    for before in ([], [sys.executable, "scripts/with_postgres.py"]):
        with tempfile.TemporaryDirectory() as home:
            subprocess.run([*before, *command], cwd=HERE, env=os.environ | {"PHONGTRAO_HOME": home})


def measure() -> None:
    """Make the data, open the pages, print what that took."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "phongtrao.settings")
    django.setup()
    # Only a running Django knows these.
    from django.core.management import call_command
    from django.db import connection

    from bench.communes import fill
    from phongtrao.work.models import Assignment, Task

    call_command("migrate", verbosity=0)
    people = fill()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    print(f"{connection.vendor}: {Task.objects.count()} việc có hạn, {Assignment.objects.count()} lượt giao")
    for who in ("lanh-dao", "xa"):
        for title, address in PAGES:
            taken, queries = opened(people[who], address)
            median, fastest = statistics.median(taken) * 1000, min(taken) * 1000
            print(f"  {who:9} {title:28} {median:4.0f} ms, nhanh nhất {fastest:4.0f} ms, {queries} truy vấn")


def opened(user: object, address: str) -> tuple[list[float], int]:
    """Seconds of each of RUNS openings after one that is not counted, and how many queries one makes."""
    import time_machine
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from bench.communes import AT

    client = Client(headers={"host": "localhost"})
    with time_machine.travel(AT):
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")  # type: ignore[arg-type]
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
            queries = len(asked.captured_queries)
        taken = []
        for _ in range(RUNS):
            begin = time.perf_counter()
            client.get(address)
            taken.append(time.perf_counter() - begin)
    return taken, queries


if __name__ == "__main__":
    measure()
