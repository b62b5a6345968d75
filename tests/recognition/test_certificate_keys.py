"""An administrator makes, replaces and loses keys; each leaves a signed list and an entry of the log."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase

from phongtrao import key_files
from phongtrao.backups import keys
from phongtrao.organisations.models import LogEntry
from phongtrao.recognition.certificate_keys import issuing_key, key_list
from phongtrao.recognition.models import SignedKeyList
from phongtrao.recognition.site_lists import site_lists
from phongtrao.words import now

Go = Callable[[date], None]


pytestmark = pytest.mark.usefixtures("home")


def run(*arguments: str) -> list[dict[str, Any]]:
    out = StringIO()
    with TestCase.captureOnCommitCallbacks(execute=True):
        call_command("certificate_keys", *arguments, "--json", stdout=out, stderr=StringIO())
    return [json.loads(line) for line in out.getvalue().splitlines()]


def files(home: Path) -> list[str]:
    return sorted(p.name for p in home.iterdir() if p.name.startswith("certificate-"))


def test_keys_are_made_once_and_lie_where_only_the_site_reads_them(home: Path) -> None:
    with pytest.raises(CommandError, match="certificate-keys --make"):
        run()
    [row] = run("--make")
    assert run("--make") == [row] and row["is_current"]
    assert files(home) == [f"certificate-key-{row['key']}", "certificate-root-key"]
    assert {(home / name).stat().st_mode & 0o777 for name in files(home)} == {0o600}
    assert key_files.public_half(issuing_key()) == row["public"]
    assert LogEntry.objects.filter(deed="make_certificate_key").count() == 1


def test_a_replaced_key_is_retired_and_its_private_half_is_gone(home: Path, on_day: Go) -> None:
    [first] = run("--make")
    on_day(date(2027, 1, 4))
    former, second = run("--rotate", "--by", "quan-tri")
    assert former["key"] == first["key"] and former["retired_at"] == "2027-01-04T09:00:00" == second["valid_from"]
    assert files(home) == [f"certificate-key-{second['key']}", "certificate-root-key"]
    assert site_lists(now()).statuses.signer == second["key"]
    assert SignedKeyList.objects.count() == 2


def test_a_stolen_key_is_marked_from_a_day_on_and_another_signs(home: Path) -> None:
    [first] = run("--make")
    lost, second = run("--stolen", first["key"], "--since", "18/11/2026")
    assert lost["stolen_since"] == "2026-11-18T00:00:00" and second["is_current"]
    assert site_lists(now()).statuses.issued == {first["key"]: frozenset()}
    assert run("--stolen", first["key"], "--since", "19/11/2026") == [lost, second]
    assert run("--stolen", first["key"], "--since", "01/11/2026")[0]["stolen_since"] == "2026-11-01T00:00:00"
    entries = LogEntry.objects.filter(deed="lose_certificate_key")
    assert [e.content["since"] for e in entries] == ["2026-11-18", "2026-11-01"]


def test_the_root_may_be_kept_elsewhere_and_no_other_is_taken(home: Path, tmp_path: Path) -> None:
    safe = tmp_path / "safe" / "root"
    run("--make", "--root", str(safe))
    assert len(files(home)) == 1
    with pytest.raises(CommandError, match="--root"):
        run("--rotate")
    key_files.make(tmp_path / "other")
    with pytest.raises(CommandError, match="không phải khoá gốc"):
        run("--rotate", "--root", str(tmp_path / "other"))
    assert len(run("--rotate", "--root", str(safe))) == 2


def test_backups_hold_the_keys_and_a_site_without_them_is_told_what_to_do(home: Path, settings: Any) -> None:
    [row] = run("--make")
    told = keys.digests()
    assert {f"certificate-key-{row['key']}", "certificate-root-key"} <= set(told)
    settings.HOME = home / "moi"
    settings.HOME.mkdir()
    assert any("certificate-keys --rotate" in line for line in keys.lacking(told))
    assert not keys.is_known("../certificate-root-key") and not keys.is_known("certificate-key-..")


def test_only_an_administrator_touches_keys() -> None:
    with pytest.raises(CommandError, match="quản trị"):
        run("--make", "--by", "lan")
    run("--make")
    for arguments in (["--stolen", "00000000", "--since", "01/11/2026"], ["--stolen", key_list().keys[0].id]):
        with pytest.raises(CommandError):
            run(*arguments)
    with pytest.raises(CommandError, match="tương lai"):
        run("--stolen", key_list().keys[0].id, "--since", "01/12/2026")


def test_the_signed_texts_are_printed_for_those_who_check_elsewhere() -> None:
    run("--make")
    out = StringIO()
    call_command("certificate_keys", "--text", stdout=out)
    call_command("certificate_keys", "--statuses", stdout=out)
    assert out.getvalue().startswith("phongtrao keys 1\n") and "phongtrao statuses 1\n" in out.getvalue()
