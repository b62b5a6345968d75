"""The drill: a whole site backed up, restored elsewhere and proved equal; killed half-way; damaged at random.

On SQLite alone where no PostgreSQL is named; with one (`make trials` starts it) on both and from each to the other.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[1]
SERVER = os.environ.get("PHONGTRAO_DATABASE", "")
KINDS = ["sqlite", "postgresql"] if SERVER else ["sqlite"]
# The database itself is never asked for here: the mark keeps these trials where only tests with rows run.
pytestmark = [pytest.mark.trial, pytest.mark.django_db]


@dataclass(frozen=True)
class Site:
    """A site in processes of its own."""

    home: Path
    database: str = ""

    def start(self, *command: object) -> subprocess.Popen[str]:
        own = {
            "PHONGTRAO_HOME": str(self.home),
            "PHONGTRAO_DATABASE": self.database,
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}",
        }
        own |= {"DJANGO_SETTINGS_MODULE": "tests.served.settings"}
        return subprocess.Popen(
            [sys.executable, "-m", *map(str, command)],
            cwd=ROOT,
            env=os.environ | own,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *command: object) -> tuple[int, str]:
        process = self.start(*command)
        out, error = process.communicate(timeout=300)
        return process.returncode, out + error

    def does(self, *command: object) -> str:
        status, said = self.run("phongtrao.cli", *command)
        assert status == 0, said
        return said

    def rows(self) -> dict[str, list[list[str]]]:
        status, said = self.run("tests.backup_site", "rows")
        assert status == 0, said
        found: dict[str, list[list[str]]] = json.loads(said)
        return found

    def files(self) -> dict[str, str]:
        """Every file that a row may name, with the digest of its bytes."""
        folder = self.home / "files"
        return {
            str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
            for p in folder.glob("??/*")
            if not p.name.startswith(".")
        }


def a_site(kind: str, folder: Path) -> Iterator[Site]:
    if kind == "sqlite":
        yield Site(folder)
        return
    name = f"drill_{secrets.token_hex(4)}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    try:
        yield Site(folder, SERVER.rsplit("/", 1)[0] + f"/{name}")
    finally:
        with psycopg.connect(SERVER, autocommit=True) as server:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=KINDS)
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    """A site with some of everything."""
    for site in a_site(request.param, tmp_path / "source"):
        status, said = site.run("tests.backup_site", "fill")
        assert status == 0, said
        yield site


@pytest.fixture(params=KINDS)
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    """A place where no site has been yet."""
    yield from a_site(request.param, tmp_path / "target")


def equal_but_for_the_deed(before: dict[str, list[list[str]]], after: dict[str, list[list[str]]]) -> None:
    """Row by row; of the log, the entry of the restoring itself is more."""
    assert before.keys() == after.keys()
    for table, known in before.items():
        if table == "organisations_logentry":
            assert after[table][: len(known)] == known and len(after[table]) == len(known) + 1
        elif table != "organisations_loghead":
            assert after[table] == known, table


def test_the_drill(source: Site, target: Site, tmp_path: Path) -> None:
    before, files = source.rows(), source.files()
    assert len(files) == 3 and len(before["work_task"]) > 10 and len(before["organisations_logentry"]) > 5
    said = source.does("backup", tmp_path / "sao-luu")
    kept = said.split("Mốc nhật ký: ")[1].split()[0]
    target.does("restore", tmp_path / "sao-luu", "--by", "lan")
    if bool(source.database) == bool(target.database):
        equal_but_for_the_deed(before, target.rows())
    assert target.files() == files
    assert "Đúng như lúc lấy mốc" in target.does("verify-log", "--from", kept)
    _comes_home(source, target, before, tmp_path)
    status, refused = target.run("phongtrao.cli", "restore", tmp_path / "sao-luu")
    assert status != 0 and "--replace" in refused


def _comes_home(source: Site, target: Site, before: dict[str, list[list[str]]], folder: Path) -> None:
    """From the second site back to the first, whichever databases they have: nothing was lost between the two."""
    target.does("backup", folder / "ve")
    source.does("restore", folder / "ve", "--replace", "--by", "lan")
    after = source.rows()
    for table in ("organisations_logentry", "organisations_loghead"):
        before, after = ({n: r for n, r in found.items() if n != table} for found in (before, after))
    assert said_by(after) == said_by(before)


def said_by(rows: dict[str, list[list[str]]]) -> dict[str, list[list[object]]]:
    """The rows with JSON as what it says: PostgreSQL keeps its keys in an order of its own."""
    return {n: [[json.loads(c) if c.startswith('{"') else c for c in row] for row in r] for n, r in rows.items()}


def test_rows_written_while_the_backup_runs_are_all_in_it_or_all_out(
    source: Site, target: Site, tmp_path: Path
) -> None:
    writers = [source.start("tests.backup_site", "write") for _ in range(2)]
    time.sleep(2)
    source.does("backup", tmp_path / "sao-luu")
    for writer in writers:
        writer.kill()
        writer.communicate()
    target.does("restore", tmp_path / "sao-luu", "--by", "lan")
    assert "nguyên vẹn" in target.does("verify-log")
    rows = target.rows()
    written = [row for row in rows["organisations_logentry"][1:] if "add_user" in row]
    accounts = [row for row in rows["organisations_user"][1:] if any(cell.startswith("nguoi-") for cell in row)]
    assert 0 < len(written) == len(accounts)


def test_killed_half_way_nothing_is_half_done(source: Site, target: Site, tmp_path: Path) -> None:
    path, chance = tmp_path / "sao-luu", Random(7)
    source.does("backup", path)
    kept, files, killed = hashlib.sha256(path.read_bytes()).hexdigest(), source.files(), 0
    target.does("init")
    empty = target.rows()
    for _ in range(6):
        for site, deed in ((source, ("backup", path)), (target, ("restore", path, "--replace", "--by", "lan"))):
            process = site.start("phongtrao.cli", *deed)
            time.sleep(chance.uniform(0.8, 3.0))
            process.kill()
            process.communicate()
            killed += process.returncode != 0
        if hashlib.sha256(path.read_bytes()).hexdigest() != kept:
            assert "nguyên vẹn" in source.does("restore", path, "--check")
            kept = hashlib.sha256(path.read_bytes()).hexdigest()
        now = target.rows()
        assert now == empty or now["work_task"][0] and len(now["organisations_user"]) > 8, "all of it or nothing"
    assert killed > 3
    target.does("restore", path, "--replace", "--by", "lan")
    assert files.items() <= target.files().items() and "nguyên vẹn" in target.does("verify-log")


def test_damage_anywhere_is_told_and_never_taken_in(source: Site, tmp_path: Path) -> None:
    from phongtrao.backups.restore import Damaged, opened

    path, chance = tmp_path / "sao-luu", Random(11)
    source.does("backup", path)
    raw, refused = path.read_bytes(), 0
    with opened(path) as backup:
        whole = backup.manifest
    for _ in range(400):
        place, harmed = chance.randrange(len(raw)), bytearray(raw)
        harmed[place] ^= chance.randrange(1, 256)
        path.write_bytes(harmed if chance.random() < 0.8 else harmed[:place])
        try:
            # What passes is what was written: the byte stood where the archive keeps moments and the like.
            with opened(path) as backup:
                assert backup.manifest == whole
        except Damaged:
            refused += 1
    assert refused > 300
