"""`python -m tests.backup_site fill|rows|write`: a site with some of everything; its rows as they lie; a writer."""

from __future__ import annotations

import json
import secrets
import sys
from datetime import date
from typing import Any

import django
from django.core.management import call_command
from django.db import connection, transaction

DAY = date(2026, 2, 2)
WITHOUT = ("django_migrations", "sqlite_sequence", "django_session")


def fill() -> None:
    """Tables, the cast, a directive received through the gate, adopted, worked on with files."""
    call_command("migrate", verbosity=0)
    from tests.cast import build_cast

    with transaction.atomic():
        build_cast()
    _work()


def _work() -> None:
    from phongtrao.documents.receive import receive
    from phongtrao.files import receive_file
    from phongtrao.organisations.models import Organisation, User
    from phongtrao.work.adopt import adopt
    from phongtrao.work.deeds import do
    from phongtrao.work.models import Task
    from phongtrao.work.open_tasks import open_tasks
    from tests.work import samples
    from tests.work.conftest import at

    lan, xuan = User.objects.get(username="lan"), User.objects.get(username="xuan")
    home = Organisation.objects.get(code="ha-thanh.ubnd")
    document = receive("35-KH.txt", samples.NEW.encode(), lan, home, at(DAY), DAY, secret_free=True).document
    reading = document.latest_reading()
    assert reading is not None
    adopt(document, reading, home, lan, at(DAY))
    open_tasks(date(2027, 12, 31), at(DAY), User.objects.get(username="quan-tri"))
    mine = Task.objects.filter(assignment__organisation__code="xa.90001.ubnd").order_by("pk")
    for number, task in enumerate(mine):
        with transaction.atomic():
            content = f"Kết quả {number}: «đã trồng» \t {number}/7\n".encode() * (1 + number * 5000)
            file = receive_file(f"ket-qua-{number}.txt", content, xuan, at(DAY), True, "attachment").stored
            do(task, "submit", xuan, at(DAY), "Đã xong.", file)


def rows() -> dict[str, Any]:
    """Table → its rows as the database itself gives them, without anything of the backup's own code."""
    with connection.cursor() as cursor:
        tables = [t for t in sorted(connection.introspection.table_names(cursor)) if t not in WITHOUT]
        found = {}
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
            columns = [c[0] for c in cursor.description]
            found[table] = [columns, *([str(v) for v in row] for row in cursor.fetchall())]
    return found


def write() -> None:
    """Make accounts one after the other until killed: each is two rows, the account and its log entry."""
    from phongtrao.organisations.models import User
    from phongtrao.organisations.staff import add_user
    from phongtrao.words import now

    while True:
        add_user(f"nguoi-{secrets.token_hex(6)}", "Người viết", User.objects.get(username="quan-tri"), now())


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "fill":
        fill()
    elif sys.argv[1] == "write":
        write()
    else:
        print(json.dumps(rows(), ensure_ascii=False))
