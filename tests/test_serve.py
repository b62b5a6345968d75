"""What must hold before the site runs: checks, the server's own start, and demo accounts nowhere but in the demo."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from django.db import DatabaseError

from phongtrao import checks
from phongtrao.management.commands import demo, serve
from phongtrao.organisations.models import User
from scripts.with_postgres import free_port
from tests.conftest import Cast


def errors() -> list[str]:
    return [m.id for m in run_checks(databases=["default"]) if m.id]


def demo_account(active: bool = True) -> None:
    User.objects.create_user("lanhdao.demo", "x", full_name="Thử", is_active=active)


def test_a_demo_account_in_real_data_is_an_error_that_names_it(cast: Cast) -> None:
    assert "phongtrao.E002" not in errors()
    demo_account()
    [found] = checks.no_demo_account_outside_the_demo(databases=["default"])
    assert "lanhdao.demo" in found.msg and "phongtrao.E002" in errors()
    with pytest.raises(SystemCheckError, match="phongtrao.E002"):
        call_command("check", databases=["default"])


def test_in_the_demo_itself_and_once_closed_it_is_none(cast: Cast, settings: Any) -> None:
    demo_account(active=False)
    assert "phongtrao.E002" not in errors()
    User.objects.update(is_active=True)
    settings.DEMO = True
    assert "phongtrao.E002" not in errors()


def test_a_database_without_tables_yet_is_no_reason_to_refuse(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def none_there(*_: Any, **__: Any) -> None:
        raise DatabaseError("no such table")

    monkeypatch.setattr(User.objects, "filter", none_there)
    assert checks.no_demo_account_outside_the_demo(databases=["default"]) == []


def test_the_server_refuses_before_it_starts(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve.Granian, "serve", lambda self: pytest.fail("started"))
    demo_account()
    with pytest.raises(SystemCheckError, match="lanhdao.demo"):
        call_command("serve", port=0)


def test_the_server_refuses_data_that_the_program_has_outgrown(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve.Granian, "serve", lambda self: pytest.fail("started"))
    monkeypatch.setattr(serve, "_waiting_migrations", lambda: ["work.0002_more"])
    with pytest.raises(CommandError, match="phongtrao migrate"):
        call_command("serve", port=0)


def test_the_server_refuses_a_port_that_somebody_listens_on(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve.Granian, "serve", lambda self: pytest.fail("started"))
    with socket.create_server(("127.0.0.1", 0)) as other:
        for port in (other.getsockname()[1], 70_000):
            with pytest.raises(CommandError, match=f"cổng {port}"):
                call_command("serve", port=port)


def test_any_other_server_is_refused_by_the_application_itself(cast: Cast) -> None:
    checks.must_hold()
    demo_account()
    with pytest.raises(SystemExit, match="lanhdao.demo"):
        checks.must_hold()


MAKE = """
import django; django.setup()
from django.core.management import call_command
from phongtrao.organisations.models import User
call_command("migrate", verbosity=0)
User.objects.create_user("quantri.demo", "x")
"""


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """The environment of a real site with an account of the demo in its data."""
    environment = os.environ | {"PHONGTRAO_HOME": str(tmp_path), "PHONGTRAO_DEMO": "0", "PHONGTRAO_DATABASE": ""}
    environment["DJANGO_SETTINGS_MODULE"] = "phongtrao.settings"
    subprocess.run([sys.executable, "-c", MAKE], env=environment, check=True)
    return environment


COMMAND = [sys.executable, "-m", "phongtrao.cli"]


def test_the_server_serves_pages_and_their_look(site: str) -> None:
    with urlopen(f"{site}/tai-khoan/dang-nhap/", timeout=10) as page:
        assert page.status == 200 and "Đăng nhập" in page.read().decode()
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    for name, kind in (("phongtrao.css", "text/css"), ("django_htmx/htmx-2.min.js", "text/javascript")):
        with urlopen(f"{site}/tinh/{name}", timeout=10) as file:
            assert file.headers["Content-Type"].startswith(kind) and file.headers["X-Content-Type-Options"] == "nosniff"
            assert "Access-Control-Allow-Origin" not in file.headers


def test_the_server_of_a_real_site_does_not_start_on_the_demos_data(home: dict[str, str]) -> None:
    for command in (["serve", "--port", str(free_port())], ["runserver", str(free_port()), "--noreload"]):
        refused = subprocess.run([*COMMAND, *command], env=home, capture_output=True, text=True, timeout=60)
        assert refused.returncode != 0 and "quantri.demo" in refused.stderr


def test_the_demo_is_served_by_a_process_that_drew_nothing_itself(
    cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server forked off from one that drew PDFs would never answer for another: its threads are not there."""
    settings.DEMO = True
    begun: list[list[str]] = []
    monkeypatch.setattr("phongtrao.show.fill", lambda *_: None)
    monkeypatch.setattr(demo.os, "execv", lambda _, arguments: begun.append(arguments))
    call_command("demo", port=free_port())
    [arguments] = begun
    assert arguments[:2] == [sys.executable, "-m"] and "serve" in arguments
