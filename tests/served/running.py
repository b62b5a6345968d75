"""The site itself in a process of its own, for tests that ask over the network."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from scripts.with_postgres import free_port

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def running(home: Path, days_later: int = 0) -> Iterator[str]:
    """The address of the site with its data in `home`, once it answers; its clock so many days ahead."""
    settings = {"PHONGTRAO_HOME": str(home), "PHONGTRAO_DATABASE": "", "PHONGTRAO_DEMO": "0"}
    settings |= {"DAYS_LATER": str(days_later)}
    settings |= {"DJANGO_SETTINGS_MODULE": "tests.served.settings", "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"}
    said, port = home / "said.txt", free_port()
    command = [sys.executable, "-m", "tests.served.serve", str(port)]
    with said.open("w") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=os.environ | settings, stdout=log, stderr=subprocess.STDOUT)
    try:
        yield _once_it_answers(f"http://127.0.0.1:{port}", server, said)
    finally:
        server.terminate()
        ended = server.wait(20)
    assert ended == 0, said.read_text()


def _once_it_answers(address: str, server: subprocess.Popen[bytes], said: Path) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/tai-khoan/dang-nhap/", timeout=10).close()
            return address
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    pytest.fail(f"The site did not start:\n{said.read_text()}")
