"""Reports over millions of cells on PostgreSQL: what a dashboard asks, and how soon a written value shows.

`python -m bench.reports [--cells 4000000] [--seconds 60]`, run by `scripts/with_postgres.py` (`make bench-reports`) in
a database of its own. Beside it, where openpyxl and pandas are installed, the way offices consolidate workbooks now.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.figures import Filled

HERE = Path(__file__).resolve().parent.parent
NO_SERVER = 75
RUNS = 200
Question = Callable[[], object]


def report(arguments: list[str]) -> int:
    """Run it in a database of its own; the status of that."""
    command = [sys.executable, "scripts/with_postgres.py", sys.executable, "-m", "bench.reports", "--here", *arguments]
    with tempfile.TemporaryDirectory() as home:
        status = subprocess.run(command, cwd=HERE, env=os.environ | {"PHONGTRAO_HOME": home}).returncode
    if status == NO_SERVER:
        print("báo cáo: bỏ qua, ở đây không có máy chủ PostgreSQL")
        return 0
    return status


def measure(cells: int, seconds: int) -> None:
    """Make the data, ask, write while asking, print what that took."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "phongtrao.settings")
    import django

    django.setup()
    # Only a running Django knows these.
    from django.core.management import call_command
    from django.db import connection

    from bench import fresh, workbooks
    from bench.figures import fill

    call_command("migrate", verbosity=0)
    begin = time.perf_counter()
    filled = fill(cells)
    where = f"{len(filled.provinces)} tỉnh, {len(filled.forms)} mẫu, {filled.reports:,} báo cáo, {filled.size}"
    print(f"{connection.vendor}: {filled.cells:,} ô ({where}): {time.perf_counter() - begin:.0f} s", flush=True)
    for title, ask in questions(filled).items():
        print(f"  {title:44} {spread(taken(ask))}", flush=True)
    fresh.measure(seconds)
    workbooks.measure()


def questions(filled: Filled) -> dict[str, Question]:
    """What a dashboard asks, each time of another form, period and commune."""
    from bench.figures import DAY, YEARS
    from phongtrao.organisations.models import Organisation
    from phongtrao.reports.expected import owed
    from phongtrao.reports.models import Indicator, ReportForm
    from phongtrao.reports.periods import Period, period
    from phongtrao.reports.roll_up import parts_of, roll_up, through
    from phongtrao.reports.timeliness import timeliness

    chance, forms = random.Random(1), filled.forms
    communes = list(Organisation.objects.filter(versions__level="xa"))
    indicators = list(Indicator.objects.select_related("form"))
    years = [period(str(year)) for year in YEARS]

    def of() -> Period:
        return period(f"{chance.choice(YEARS)}{chance.choice(('-H1', '-H2', ''))}")

    def somewhere() -> tuple[ReportForm, Period, Organisation]:
        return chance.choice(forms), of(), chance.choice(filled.provinces)

    def parts() -> object:
        one = chance.choice(indicators)
        return parts_of(one.form, of(), chance.choice(filled.provinces), one, "accepted")

    return {
        "tổng hợp một mẫu, một kỳ: toàn tỉnh": lambda: roll_up(*somewhere()),
        "tổng hợp một mẫu, một kỳ: một xã": lambda: roll_up(*somewhere()[:2], chance.choice(communes)),
        "từ đâu: mọi phần của một chỉ tiêu": parts,
        "mười năm của một chỉ tiêu, toàn tỉnh": lambda: through(
            chance.choice(indicators), years, chance.choice(filled.provinces)
        ),
        "ai chưa gửi, toàn tỉnh": lambda: owed(*somewhere(), DAY),
        "tiến độ theo cấp, toàn tỉnh": lambda: timeliness(*somewhere(), DAY),
    }


def taken(ask: Question, runs: int = RUNS) -> list[float]:
    """Seconds of each run after three that are not counted."""
    for _ in range(3):
        ask()
    found = []
    for _ in range(runs):
        begin = time.perf_counter()
        ask()
        found.append(time.perf_counter() - begin)
    return found


def spread(seconds: list[float]) -> str:
    """`nhanh nhất 10 ms, p50 12 ms, p95 20 ms, lâu nhất 31 ms`."""
    ordered = sorted(seconds)
    p95 = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    names = ("nhanh nhất", "p50", "p95", "lâu nhất")
    said = zip(names, (ordered[0], statistics.median(ordered), p95, ordered[-1]), strict=True)
    return ", ".join(f"{name} {1000 * value:5.1f} ms" for name, value in said)


def main() -> int:
    """The command line; exits with the status of the run."""
    parser = argparse.ArgumentParser(prog="python -m bench.reports")
    parser.add_argument("--cells", type=int, default=4_000_000)
    parser.add_argument("--seconds", type=int, default=60, help="how long to write while asking")
    parser.add_argument("--here", action="store_true", help="in the database that the settings name, which is empty")
    options = parser.parse_args()
    if not options.here:
        return report(sys.argv[1:])
    measure(options.cells, options.seconds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
