from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from scripts.with_postgres import free_port

ROOT = Path(__file__).resolve().parents[2]
QUIET = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; without one the tests that ask for it are skipped."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("no Chromium on this machine (apt-get install chromium)")
    # Chromium's own sandbox does not start for root.
    arguments = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else list(QUIET)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site, running as `phongtrao serve` runs it, with the cast in its database."""
    home, port = tmp_path_factory.mktemp("home"), free_port()
    settings = {"PHONGTRAO_HOME": str(home), "PHONGTRAO_DATABASE": "", "PHONGTRAO_DEMO": "0"}
    settings |= {"DJANGO_SETTINGS_MODULE": "tests.browser.served_settings", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.browser.serve", str(port)]
    said = home / "said.txt"
    with said.open("w") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=os.environ | settings, stdout=log, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_it_answers(address, server, said)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def _wait_until_it_answers(address: str, server: subprocess.Popen[bytes], said: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/tai-khoan/dang-nhap/", timeout=10).close()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    pytest.fail(f"The site did not start:\n{said.read_text()}")
