"""The log's lock in the database itself: what is written is neither changed nor taken out, whoever asks.

Whoever may alter tables can take the lock off; then the chain tells (`chain.breaks`), and a checkpoint kept elsewhere
tells even where the whole chain was written anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

REFUSED = "Nhật ký chỉ được ghi thêm: mục đã ghi không sửa, không xoá được."
_ENTRY, _HEAD, _ARCHIVE = "organisations_logentry", "organisations_loghead", "organisations_logarchive"
_IN_ARCHIVE = f"EXISTS (SELECT 1 FROM {_ARCHIVE} WHERE last >= OLD.sequence)"
TRIGGERS = {
    "log_entry_unchanged": (_ENTRY, "UPDATE", ""),
    # Only what stands in an archive goes, and no archive is unmade.
    "log_entry_stays": (_ENTRY, "DELETE", f"NOT {_IN_ARCHIVE}"),
    "log_head_goes_on": (_HEAD, "UPDATE", "NEW.sequence < OLD.sequence"),
    "log_head_stays": (_HEAD, "DELETE", ""),
    "log_archive_unchanged": (_ARCHIVE, "UPDATE", ""),
    "log_archive_stays": (_ARCHIVE, "DELETE", ""),
}
"""Trigger → table, what it refuses, and when."""
_ON_SERVER = f"""
CREATE OR REPLACE FUNCTION log_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_NAME = 'log_entry_stays' THEN
    IF {_IN_ARCHIVE} THEN RETURN OLD; END IF;
  ELSIF TG_NAME = 'log_head_goes_on' THEN
    IF NEW.sequence >= OLD.sequence THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'restrict_violation';
END $$
"""


def put_up(apps: Any = None, schema_editor: Any = None) -> None:
    """Put the lock on; the arguments are a migration's."""
    with (schema_editor.connection if schema_editor else connection).cursor() as cursor:
        if cursor.db.vendor == "postgresql":
            cursor.execute(_ON_SERVER)
            for name, (table, deed, _) in TRIGGERS.items():
                cursor.execute(
                    f"CREATE TRIGGER {name} BEFORE {deed} ON {table} FOR EACH ROW EXECUTE FUNCTION log_is_kept()"
                )
            for table in (_ENTRY, _HEAD, _ARCHIVE):
                cursor.execute(
                    f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} EXECUTE FUNCTION log_is_kept()"
                )
            return
        for name, (table, deed, when) in TRIGGERS.items():
            asked = f"WHEN {when}" if when else ""
            cursor.execute(
                f"CREATE TRIGGER {name} BEFORE {deed} ON {table} {asked} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            )


def take_down(apps: Any = None, schema_editor: Any = None) -> None:
    """Take the lock off; the arguments are a migration's."""
    with (schema_editor.connection if schema_editor else connection).cursor() as cursor:
        if cursor.db.vendor == "postgresql":
            cursor.execute("DROP FUNCTION IF EXISTS log_is_kept() CASCADE")
            return
        for name in TRIGGERS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


@contextmanager
def lifted() -> Iterator[None]:
    """The lock off inside one transaction and on again at its end: for a restored site, whose log is another's."""
    with transaction.atomic():
        take_down()
        yield
        # A table with constraints still to be looked at takes no trigger away and none on.
        connection.check_constraints()
        put_up()


def missing() -> list[str]:
    """Parts of the lock that are not there."""
    asked = "SELECT tgname FROM pg_trigger" if connection.vendor == "postgresql" else "SELECT name FROM sqlite_master"
    with connection.cursor() as cursor:
        cursor.execute(asked)
        there = {row[0] for row in cursor.fetchall()}
    return [name for name in TRIGGERS if name not in there]
