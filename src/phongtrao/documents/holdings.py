"""What may be purged, and all that is kept of it: each app says so of its own rows when it starts.

A `Holding` is a kind of thing that somebody may propose to purge: a copy of a document, a file hung on a deed, a text
that a person typed. `DERIVED` are the other places that keep words of a copy; they are cleared with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models

from phongtrao.documents.models import Copy, StoredFile
from phongtrao.organisations.models import Organisation, User

Row = Any
"""A row of a holding's kind."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A kind of thing that can be purged.

    `clear` takes the words out of the row and of all that was derived from it, leaving the shell, and does no harm when
    done again; it stands in a transaction. The bytes of `file` are taken off the disk afterwards.
    """

    word: str
    rows: Callable[[User, date], models.QuerySet[Any]]
    named: Callable[[Row], str]
    address: Callable[[Row], str]
    body: Callable[[Row], Organisation | None]
    since: Callable[[Row], datetime]
    texts: Callable[[Row], list[str]]
    clear: Callable[[Row, str], None]
    file: Callable[[Row], StoredFile | None] = lambda row: None

    def digest(self, row: Row) -> str:
        """Of the file's bytes; of the words where there is none."""
        file = self.file(row)
        return file.sha256 if file else words_digest(self.texts(row))


HOLDINGS: dict[str, Holding] = {}
"""By the word in the address of the page that proposes: `ban-van-ban`."""
DERIVED: list[Callable[[Copy, str], None]] = []
"""Each: clears what an app keeps of a copy's words; the shell goes where a text must stand."""
BESIDE: list[Callable[[Copy], Iterable[str]]] = []
"""Each: what people wrote and attached about a copy, which is purged one by one where it repeats the secret."""
KEEPS_WORDS: list[type[models.Model]] = []
"""Rows in whose storage purged words may have stood: their freed space is given back too."""


def words_digest(texts: Iterable[str]) -> str:
    """SHA-256 of the words, as the log keeps it."""
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


TYPED = ("handled_by", "remark", "kept_by")
"""Columns of the registers that people fill with words."""


def logged(name: str, value: Any) -> str:
    """What the log keeps of a register's column: days and numbers as they are, of words their digest."""
    return words_digest([value]) if value and name in TYPED else str(value or "")


def without(text: str, data: Any, shell: str) -> Any:
    """Plain data with the text taken out of every string."""
    if isinstance(data, str):
        return data.replace(text, shell) if text else data
    if isinstance(data, dict):
        return {key: without(text, value, shell) for key, value in data.items()}
    return [without(text, one, shell) for one in data] if isinstance(data, list) else data


def texts_of(
    word: str,
    kin: type[models.Model],
    fields: tuple[str, ...],
    rows: Callable[[User, date], models.QuerySet[Any]],
    address: Callable[[Row], str],
    body: Callable[[Row], Organisation | None],
    since: Callable[[Row], datetime] = lambda row: row.at,
) -> Holding:
    """A holding of what a person typed into these fields of a row; the shell stands in the first one afterwards."""

    def clear(row: Row, shell: str) -> None:
        silent = dict.fromkeys(fields, "") | {fields[0]: shell}
        kin._base_manager.filter(pk=row.pk).update(**silent)

    KEEPS_WORDS.append(kin)
    return Holding(
        word=word,
        rows=rows,
        named=lambda row: f"{word} số {row.pk}",
        address=address,
        body=body,
        since=since,
        texts=lambda row: [getattr(row, f) for f in fields if getattr(row, f)],
        clear=clear,
    )


def file_of(
    word: str,
    rows: Callable[[User, date], models.QuerySet[Any]],
    address: Callable[[Row], str],
    body: Callable[[Row], Organisation | None],
) -> Holding:
    """A holding of the file that hangs on a row in its field `file`."""
    return Holding(
        word=word,
        rows=lambda user, day: rows(user, day).filter(file__isnull=False),
        named=lambda row: f"{word} số {row.pk}",
        address=address,
        body=body,
        since=lambda row: row.file.uploaded_at,
        texts=lambda row: [row.file.name],
        clear=lambda row, shell: forget_name(row.file),
        file=lambda row: row.file,
    )


FORGOTTEN = "Đã tiêu hủy"
"""What a purged file is called: its name may have told of it."""


def forget_name(file: StoredFile) -> None:
    """Leave of a file its digest, its size, who handed it in and when."""
    StoredFile.objects.filter(pk=file.pk).update(name=FORGOTTEN)
