"""Speed of the leader's page over the demo's province of 130 communes: p50 and p95, queries, and the printed sheet.

`python -m bench.overview` fills a demo of its own in a temporary folder; SQLite.
"""

from __future__ import annotations

import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import django

HERE = Path(__file__).resolve().parent.parent
RUNS = 60
PAGES = (
    ("tổng quan, việc quá hạn", "/tong-quan/"),
    ("tổng quan, báo cáo đúng hạn, quý", "/tong-quan/?so_do=reports_on_time&ky=quy"),
    ("cả nước", "/tong-quan/ca-nuoc/"),
    ("tờ in (PDF)", "/tong-quan/to-in/"),
)
PEOPLE = ("lanhdao.demo", "congan.demo", "quantri.demo", "lanhdaoxa.demo")


def report() -> None:
    """Print the figures, in a process and a folder of its own."""
    with tempfile.TemporaryDirectory() as home:
        settings = {"PHONGTRAO_HOME": home, "PHONGTRAO_DEMO": "1"}
        subprocess.run([sys.executable, "-m", "bench.overview", "here"], cwd=HERE, env=os.environ | settings)


def measure() -> None:
    """Fill the demo, open the pages, print what that took."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "phongtrao.settings")
    django.setup()
    # Only a running Django knows these.
    from django.core.management import call_command
    from django.test import Client

    from phongtrao import words
    from phongtrao.demo import SAMPLES
    from phongtrao.organisations.models import User
    from phongtrao.show import fill

    call_command("migrate", verbosity=0)
    call_command("init", verbosity=0, stdout=io.StringIO())
    fill(SAMPLES, words.now(), lambda _: None)
    for name in PEOPLE:
        client = Client(headers={"host": "localhost"})
        client.force_login(User.objects.get(username=name), backend="django.contrib.auth.backends.ModelBackend")
        for title, address in PAGES:
            print(f"  {name:15} {title:34} {_opened(client, address)}")


def _opened(client: object, address: str) -> str:
    """The first opening, p50, p95 and the processor's time of RUNS more, and how many queries one makes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def once() -> float:
        begin = time.perf_counter()
        answer = client.get(address)  # type: ignore[attr-defined]
        assert answer.status_code == 200, (address, answer.status_code)
        return (time.perf_counter() - begin) * 1000

    first = once()
    with CaptureQueriesContext(connection) as asked:
        once()
        queries = len(asked.captured_queries)
    begun = time.process_time()
    taken = sorted(once() for _ in range(RUNS))
    busy = (time.process_time() - begun) * 1000 / RUNS
    p95 = taken[int(RUNS * 0.95) - 1]
    return (
        f"lần đầu {first:4.0f} ms, p50 {statistics.median(taken):4.0f} ms, p95 {p95:4.0f} ms, "
        f"{busy:4.0f} ms CPU, {queries} truy vấn"
    )


if __name__ == "__main__":
    measure() if "here" in sys.argv else report()
