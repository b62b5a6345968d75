"""Run a command with a PostgreSQL server of its own: `python scripts/with_postgres.py COMMAND ...`.

Makes a cluster in a temporary folder, starts it on a free port of 127.0.0.1, sets PHONGTRAO_DATABASE for the command
and removes everything afterwards. The server does not start as root, so there it runs as another account. Exits with
the command's status; with 75 and a line that says why where no server's binaries are found.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

NOT_FOUND = 75


def binaries() -> Path | None:
    """The folder with initdb and postgres, newest version first."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name), reverse=True)
    folders += [Path(p) for p in os.environ.get("PATH", "").split(os.pathsep) if p]
    return next((f for f in folders if (f / "initdb").exists() and (f / "postgres").exists()), None)


def server_account() -> str | None:
    """The account the server runs as: our own, or for root one that may hold nothing else."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_ready(folder: Path, port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        if subprocess.run([folder / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]).returncode == 0:
            return
        time.sleep(0.1)
    raise SystemExit("PostgreSQL did not start; its log stands above.")


def main(command: list[str]) -> int:
    folder = binaries()
    if folder is None:
        print("PostgreSQL: no server binaries on this machine (initdb, postgres); its tests were not run.")
        return NOT_FOUND
    account = server_account()
    home = Path(tempfile.mkdtemp(prefix="phongtrao-pg-"))
    try:
        if account:
            shutil.chown(home, account)
        data, port = home / "data", free_port()
        quiet = {"user": account, "cwd": home, "stdout": subprocess.DEVNULL}
        subprocess.run(
            [folder / "initdb", "-D", data, "-U", "phongtrao", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"],
            check=True,
            **quiet,  # type: ignore[call-overload]
        )
        options = f"-F -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=100 -k {home}"
        server = subprocess.Popen(
            [folder / "postgres", "-D", data, "-p", str(port), "-h", "127.0.0.1", *options.split()],
            stderr=subprocess.DEVNULL,
            **quiet,  # type: ignore[call-overload]
        )
        try:
            wait_until_ready(folder, port, server)
            subprocess.run(
                [folder / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "phongtrao", "phongtrao"], check=True
            )
            address = f"postgresql://phongtrao@127.0.0.1:{port}/phongtrao"
            return subprocess.run(command, env=os.environ | {"PHONGTRAO_DATABASE": address}).returncode
        finally:
            server.terminate()
            server.wait(30)
    finally:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
