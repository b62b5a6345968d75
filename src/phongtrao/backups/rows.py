"""Rows of every table as lines of JSON that do not depend on the database they stand in."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.management.color import no_style
from django.db import connection, models, transaction

Model = type[models.Model]
PASSING: tuple[Model, ...] = (Session,)
"""Left out: a restored sign-in would open what was closed since."""
MADE_BY_MIGRATE: tuple[Model, ...] = (ContentType, Permission)
"""There as soon as a database has tables: they do not make a site that is in use."""
AT_ONCE = 1000


def tables() -> list[Model]:
    """The models whose rows a backup holds, in the order of their names."""
    found = [m for m in apps.get_models(include_auto_created=True) if m._meta.managed and not m._meta.proxy]
    return sorted((m for m in found if m not in PASSING), key=name_of)


def name_of(model: Model) -> str:
    """`organisations.user`: how a backup names a table."""
    return str(model._meta.label_lower)


def schema() -> str:
    """A digest of all tables and columns: rows fit where it is the same."""
    said = [
        [name_of(m), m._meta.db_table, [[f.column, f.get_internal_type(), f.max_length, f.null] for f in _fields(m)]]
        for m in tables()
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _fields(model: Model) -> list[Any]:
    """What a table's rows say; what the database makes of it itself is made again where they are put in."""
    return [field for field in model._meta.concrete_fields if not field.generated]


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything read inside is of one moment, while others go on writing."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            # `atomic` would take the lock of writers.
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def lines(model: Model) -> Iterator[bytes]:
    """A table's rows in the order of their keys, a line each."""
    names = [field.attname for field in _fields(model)]
    for values in model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=AT_ONCE):
        # Keys of JSON stay in the order in which they lie there.
        said = json.dumps([_plain(v) for v in values], ensure_ascii=False, separators=(",", ":"))
        yield said.encode() + b"\n"


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (Decimal, UUID)):
        return str(value)
    if isinstance(value, (bytes, memoryview)):
        return b64encode(value).decode()
    return value


@dataclass
class Told:
    """A table as its lines tell it, line after line: how many, and a digest that is the same on every database."""

    model: Model
    rows: int = 0

    def __post_init__(self) -> None:
        self._has_json = any(isinstance(field, models.JSONField) for field in _fields(self.model))
        self._digest = hashlib.sha256()

    def update(self, line: bytes) -> None:
        """One line more. PostgreSQL keeps the keys of JSON in an order of its own: here they are sorted."""
        self.rows += 1
        self._digest.update(json.dumps(json.loads(line), sort_keys=True).encode() if self._has_json else line)

    @property
    def digest(self) -> str:
        return self._digest.hexdigest()


def counted(model: Model) -> tuple[int, str]:
    """How many rows a table has, and the digest of what they say (see `Told`)."""
    told = Told(model)
    for line in lines(model):
        told.update(line)
    return told.rows, told.digest


def insert(model: Model, said: Iterable[bytes]) -> None:
    """Put rows in as they were, keys and moments included. Raises ValueError for lines that are no rows of it."""
    fields, quote = _fields(model), connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({', '.join(['%s'] * len(fields))})"
    with connection.cursor() as cursor:
        rows = iter(said)
        while some := list(islice(rows, AT_ONCE)):
            cursor.executemany(sql, [_values(fields, line) for line in some])


def _values(fields: list[Any], line: bytes) -> list[Any]:
    given = json.loads(line)
    if not isinstance(given, list) or len(given) != len(fields):
        raise ValueError("a row of another table")
    return [f.get_db_prep_save(f.to_python(v), connection) for f, v in zip(fields, given, strict=True)]


def empty() -> None:
    """Take every row out, sessions too; stands in the caller's transaction, in which keys are looked at last."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            every = ", ".join(connection.ops.quote_name(m._meta.db_table) for m in [*tables(), *PASSING])
            cursor.execute(f"LOCK TABLE {every} IN EXCLUSIVE MODE")
        for model in [*tables(), *PASSING]:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")


def count_on() -> None:
    """Let new rows get keys after those that were put in."""
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(sql)


def in_use() -> list[str]:
    """Names of tables with rows that people made."""
    return [name_of(m) for m in tables() if m not in MADE_BY_MIGRATE and m._base_manager.exists()]
